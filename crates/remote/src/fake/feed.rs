//! The fake's feed and sweep: what is in a page, and how a cursor goes on.
//!
//! A round of the feed has a fixed window of stamps that ends where the round began, and the next one begins at that
//! stamp again: whatever is written while pages are read, or at the same stamp, comes in this round or in the next.

use satchel_model::Entity;
use serde::{Deserialize, Serialize};

use crate::fake::book::Book;
use crate::{Cursor, Deletions, Fate, Halt, IdPage, Page, RemoteRef, Tombstone};

/// Where a round of the feed stands.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Place {
    /// Stamps from here on.
    since: i64,
    /// Within a round: up to here, after that record.
    round: Option<(i64, i64, String)>,
}

/// Where a sweep stands: after this id.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Swept(String);

/// A page of the feed; `limit` is at least 1.
pub(crate) fn page(book: &mut Book, kind: Entity, from: Option<&Cursor>, limit: usize) -> Result<Page, Halt> {
    let place = match from {
        None => Place { since: i64::MIN, round: None },
        Some(Cursor(value)) => serde_json::from_value(value.clone()).map_err(|_| Halt::CursorLost)?,
    };
    let (until, after) = match place.round {
        None => (book.begin_round(), None),
        Some((until, stamp, id)) => (until, Some((stamp, id))),
    };
    let mut due: Vec<(i64, &RemoteRef)> = book
        .entries
        .iter()
        .filter(|(reference, entry)| reference.kind == kind && (place.since..=until).contains(&entry.stamp))
        .map(|(reference, entry)| (entry.stamp, reference))
        .filter(|(stamp, reference)| after.as_ref().is_none_or(|(at, id)| (*stamp, &reference.id) > (*at, id)))
        .collect();
    due.sort();
    let more = due.len() > limit.max(1);
    due.truncate(limit.max(1));
    let last = due.last().map(|(stamp, reference)| (until, *stamp, reference.id.clone()));
    let next = match last.filter(|_| more) {
        Some(round) => Place { since: place.since, round: Some(round) },
        None => Place { since: until, round: None },
    };
    let mut page = Page {
        records: Vec::new(),
        tombstones: Vec::new(),
        quarantined: Vec::new(),
        next: Cursor(serde_json::to_value(next).map_err(|_| Halt::Nonsense("a cursor that cannot be written"))?),
        more,
        gap: false,
        groups: book.groups.changed_since(place.since),
        clock: Some(book.clock()),
    };
    for (_, reference) in due {
        let Some(entry) = book.entries.get(reference) else { continue };
        match (&entry.fate, entry.hidden) {
            (_, true) => {}
            (None, false) => page.records.extend(book.record(reference)),
            (Some(fate), false) => tell(book, reference, fate, &mut page.tombstones),
        }
    }
    Ok(page)
}

/// Tells an end as far as this remote tells ends. A merge is told as a deletion as well, because remotes do.
fn tell(book: &Book, reference: &RemoteRef, fate: &Fate, tombstones: &mut Vec<Tombstone>) {
    let deletions = book.capabilities(reference.kind).map(|capabilities| capabilities.deletions);
    let told = match deletions {
        Some(Deletions::Feed) => true,
        Some(Deletions::Partial) => *fate != Fate::Erased,
        Some(Deletions::SweepOnly) | None => false,
    };
    let merged = matches!(fate, Fate::Merged { .. });
    if told || merged {
        tombstones.push(Tombstone { reference: reference.clone(), fate: fate.clone() });
    }
    if told && merged {
        tombstones.push(Tombstone { reference: reference.clone(), fate: Fate::Deleted { restorable: false } });
    }
}

/// A page of a sweep.
pub(crate) fn ids(book: &Book, kind: Entity, from: Option<&Cursor>, limit: usize) -> Result<IdPage, Halt> {
    let after: Option<Swept> =
        from.map(|Cursor(value)| serde_json::from_value(value.clone())).transpose().map_err(|_| Halt::CursorLost)?;
    let mut ids = Vec::new();
    let mut next = None;
    for (reference, entry) in &book.entries {
        let alive = reference.kind == kind && entry.fate.is_none() && !entry.hidden;
        if !alive || after.as_ref().is_some_and(|Swept(id)| reference.id <= *id) {
            continue;
        }
        if ids.len() == limit.max(1) {
            let last = ids.last().map(|(last, _): &(RemoteRef, _)| last.id.clone());
            next = last.and_then(|id| serde_json::to_value(Swept(id)).ok()).map(Cursor);
            break;
        }
        ids.push((reference.clone(), book.record(reference).map(|record| record.version)));
    }
    Ok(IdPage { ids, next })
}
