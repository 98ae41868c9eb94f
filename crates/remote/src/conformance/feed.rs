//! Laws about reading: the feed, tombstones, sweeps.

use std::collections::BTreeSet;

use serde_json::json;

use crate::conformance::stage::{Stage, broken, ensure, shown};
use crate::conformance::{Trouble, Verdict};
use crate::{Fate, Found, RemoteRef, fold_tombstones};

pub(crate) async fn restartable(stage: &Stage) -> Result<(), Verdict> {
    let all: BTreeSet<RemoteRef> = stage.make_many(7).await.into_iter().collect();
    for stop_after in 1..=4 {
        let mut seen = BTreeSet::new();
        let mut from = None;
        let mut more = true;
        let first = stage.subject.connect();
        for _ in 0..stop_after {
            if !more {
                break;
            }
            let page = first
                .pull(stage.capabilities.kind, from.as_ref(), 2)
                .await
                .map_err(|halt| broken(format!("a page of the feed: {halt}")))?;
            seen.extend(page.records.into_iter().map(|record| record.reference));
            more = page.more;
            from = Some(page.next);
        }
        let rest = stage.round(&*stage.subject.connect(), from.as_ref(), 2).await?;
        seen.extend(rest.records.into_iter().map(|record| record.reference));
        let missing = all.difference(&seen).count();
        ensure(missing == 0, || format!("{missing} of {} are missing when page {stop_after} was the last", all.len()))?;
    }
    Ok(())
}

pub(crate) async fn nothing_missed(stage: &Stage) -> Result<(), Verdict> {
    let made = stage.make_many(6).await;
    let remote = stage.subject.connect();
    // Whether the clock can be stopped or not, the writes below come between two requests.
    stage.subject.stop_clock().await;
    let mut seen = Vec::new();
    let mut from = None;
    let mut wrote = 0;
    let mut last_pages = 0;
    for page in 0..40 {
        let answer = remote
            .pull(stage.capabilities.kind, from.as_ref(), 2)
            .await
            .map_err(|halt| broken(format!("a page of the feed: {halt}")))?;
        seen.extend(answer.records);
        from = Some(answer.next);
        if wrote < made.len() {
            // Behind the reader, before it, and somebody new.
            let name = json!(format!("Renamed {page:03}"));
            stage.subject.edit(&made[wrote], &stage.name, &name).await;
            stage.subject.edit(&made[made.len() - 1 - wrote], &stage.name, &name).await;
            stage.make(100 + page).await;
            wrote += 1;
        } else if !answer.more {
            // The round in which the last write was made has ended, and one more.
            last_pages += 1;
            if last_pages == 2 {
                break;
            }
        }
    }
    for reference in stage.subject.living(stage.capabilities.kind).await {
        let name = stage.name_of(&reference).await;
        let last = seen.iter().rev().find(|record| record.reference == reference);
        let last = last.and_then(|record| record.values.get(&stage.name)).cloned();
        ensure(last == name, || format!("one record is {name:?} there and was last read as {last:?}"))?;
    }
    Ok(())
}

pub(crate) async fn merged_beats_deleted(stage: &Stage) -> Result<(), Verdict> {
    let made = stage.make_many(2).await;
    let remote = stage.subject.connect();
    let before = stage.round(&*remote, None, 10).await?;
    let (loser, winner) = (&made[0], &made[1]);
    shown(stage.subject.merge(loser, winner).await, "nobody can merge records there")?;
    let after = stage.round(&*remote, Some(&before.end), 10).await?;
    let survivor = |fate: &Fate| match fate {
        Fate::Merged { into } => into != loser,
        Fate::NotVisible | Fate::Archived | Fate::Deleted { .. } | Fate::Erased => false,
    };
    if let Some(fate) = fold_tombstones(&after.tombstones).get(loser) {
        ensure(survivor(fate), || format!("the feed tells a merged record as {fate:?}"))?;
    }
    let found = remote.read(std::slice::from_ref(loser)).await.map_err(|halt| broken(halt.to_string()))?;
    match found.first() {
        Some(Found::Ended(fate)) if survivor(fate) => Ok(()),
        Some(Found::Ended(fate)) => Err(broken(format!("reading a merged record tells {fate:?}"))),
        Some(Found::Record(_)) => Err(broken("reading a merged record finds it alive")),
        None => Err(broken("reading a merged record answers nothing")),
    }
}

pub(crate) async fn sweep_is_whole(stage: &Stage) -> Result<(), Verdict> {
    let made = stage.make_many(5).await;
    stage.subject.delete(&made[1]).await;
    let alive: BTreeSet<RemoteRef> = stage.subject.living(stage.capabilities.kind).await.into_iter().collect();
    let whole = |named: Vec<RemoteRef>, when: &str| {
        let named: BTreeSet<RemoteRef> = named.into_iter().collect();
        let (missing, dead) = (alive.difference(&named).count(), named.difference(&alive).count());
        ensure(missing + dead == 0, || format!("{when}, a sweep leaves out {missing} and names {dead} that are gone"))
    };
    whole(stage.swept(None, 2).await?, "undisturbed")?;
    shown(stage.subject.trouble(Trouble::SweepBreaks).await, "a sweep cannot be disturbed")?;
    let remote = stage.subject.connect();
    let mut named = Vec::new();
    let mut from = None;
    // What comes before the break counts, and the break itself is no end.
    for _ in 0..2 {
        match remote.sweep(stage.capabilities.kind, from.as_ref(), 2).await {
            Err(_) => break,
            Ok(page) => {
                named.extend(page.ids.into_iter().map(|(reference, _)| reference));
                match page.next {
                    Some(next) => from = Some(next),
                    None => return whole(named, "disturbed"),
                }
            }
        }
    }
    named.extend(stage.swept(from, 2).await?);
    whole(named, "taken up again")
}

pub(crate) async fn nonsense_is_no_page(stage: &Stage) -> Result<(), Verdict> {
    stage.make_many(2).await;
    let mut could = false;
    for trouble in [Trouble::HalfPage, Trouble::WebPage] {
        if !stage.subject.trouble(trouble).await {
            continue;
        }
        could = true;
        let page = stage.subject.connect().pull(stage.capabilities.kind, None, 10).await;
        ensure(page.is_err(), || format!("{trouble:?} is taken for a page"))?;
    }
    shown(could, "answers cannot be spoilt")?;
    let after = stage.round(&*stage.subject.connect(), None, 10).await?;
    ensure(after.records.len() == 2, || "after a spoilt answer the feed is not whole".to_owned())
}
