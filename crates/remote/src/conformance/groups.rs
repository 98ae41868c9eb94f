//! The law about groups: told whole, changed in those who come and go, and strangers stay.

use std::collections::BTreeSet;

use crate::conformance::Verdict;
use crate::conformance::stage::{Stage, broken, ensure};
use crate::{Group, GroupChange, GroupOutcome, Remote, RemoteRef};

/// Somebody in a group who has no record.
const STRANGER: &str = "nobody-here";
const TITLE: &str = "Pioneers";

pub(crate) async fn groups_are_whole(stage: &Stage) -> Result<(), Verdict> {
    let people = stage.make_many(3).await;
    let remote = stage.subject.connect();
    let before = stage.round(&*remote, None, 10).await?;
    let identity = |person: &RemoteRef| {
        let told = before.records.iter().find(|record| record.reference == *person);
        told.and_then(|record| record.identity.clone())
    };
    let Some(id) = stage.subject.make_group(TITLE, &people[..2], STRANGER).await else {
        return Err(Verdict::NotShown("there are no groups there"));
    };
    let who: Option<Vec<String>> = people.iter().map(identity).collect();
    let Some([first, second, third]) = who.as_deref() else {
        return Err(broken("a record does not say who it is, so nobody can tell who is in a group"));
    };
    let made = stage.round(&*remote, Some(&before.end), 10).await?;
    ensure(made.groups, || "a group that was made is not told with the feed".to_owned())?;
    let is_record = |record: &crate::Record| record.reference.id == id;
    ensure(!made.records.iter().any(is_record), || "a group is told as a record".to_owned())?;
    let group = told(&*remote, &id).await?;
    ensure(group.title == TITLE, || format!("a group is called {:?}", group.title))?;
    ensure(group.members == set([first, second, STRANGER]), || format!("{:?} are told as its members", group.members))?;

    // Everybody here and back: one comes, one leaves, who is nobody here stays.
    let change = GroupChange {
        id: id.clone(),
        base: group.version.clone(),
        enter: [people[2].clone()].into(),
        leave: set([first]),
    };
    let wanted = set([second, third, STRANGER]);
    let now = applied(&*remote, &change).await?;
    ensure(now.members == wanted, || format!("{:?} are told after a change", now.members))?;
    is_there(stage, &id, &wanted, "a change").await?;
    // On a version that is no longer there, nothing is done.
    let stale = GroupChange { enter: [].into(), leave: set([second]), ..change.clone() };
    match remote.change_group(&stale).await {
        Ok(GroupOutcome::Later) => {}
        other => return Err(broken(format!("a change on an old version is told as {other:?}"))),
    }
    is_there(stage, &id, &wanted, "a change on an old version").await?;
    let again = GroupChange { base: now.version, leave: set([first]), ..change };
    ensure(applied(&*remote, &again).await?.members == wanted, || "who is in it comes in twice".to_owned())?;
    is_there(stage, &id, &wanted, "a change that says nothing new").await?;

    let seen = stage.round(&*remote, Some(&made.end), 10).await?;
    stage.subject.regroup(&id, &people[0], true).await;
    let changed = stage.round(&*remote, Some(&seen.end), 10).await?;
    ensure(changed.groups, || "a group that changed is not told with the feed".to_owned())?;
    let group = told(&*remote, &id).await?;
    let all = set([first, second, third, STRANGER]);
    ensure(group.members == all, || format!("{:?} are told when somebody came in there", group.members))
}

fn set<const N: usize>(members: [&str; N]) -> BTreeSet<String> {
    members.map(str::to_owned).into()
}

async fn told(remote: &dyn Remote, id: &str) -> Result<Group, Verdict> {
    let groups = remote.groups().await.map_err(|halt| broken(halt.to_string()))?;
    let mut groups = groups.ok_or_else(|| broken("there are groups, and they are not told"))?;
    ensure(groups.len() == 1, || format!("one group is told as {}", groups.len()))?;
    groups.pop().filter(|group| group.id == id).ok_or_else(|| broken("a group is told under another name"))
}

async fn applied(remote: &dyn Remote, change: &GroupChange) -> Result<Group, Verdict> {
    match remote.change_group(change).await {
        Ok(GroupOutcome::Applied(group)) => Ok(group),
        other => Err(broken(format!("a change on the version that was just read is told as {other:?}"))),
    }
}

async fn is_there(stage: &Stage, id: &str, wanted: &BTreeSet<String>, after: &str) -> Result<(), Verdict> {
    let found = stage.subject.members_of(id).await;
    ensure(found == *wanted, || format!("{after} leaves {found:?} in the group where {wanted:?} should be"))
}
