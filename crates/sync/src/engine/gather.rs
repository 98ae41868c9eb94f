//! The situation: what the store knows about every record that the news, or a change here, is about.

use std::collections::BTreeSet;

use satchel_model::{Entity, Id, RecordState};
use satchel_remote::{Cursor, Fate, Found, Page, RemoteRef, Stamp, Tombstone};
use satchel_store::{Matter, MatterKind, Neutral, NeutralStamp, SyncSnapshot, Wanted, WordKind};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{Engine, KIND, Known, Request, RunError};
use crate::{HoldReason, Life, Mine, Mirror, Situation};

impl Engine<'_> {
    /// Reads the records anew.
    pub(super) async fn gather(&self, known: &mut Known, request: &Request) -> Result<(), RunError> {
        let mut wanted = wanted(known);
        let snapshot = loop {
            let snapshot = self.store.sync_snapshot(self.account, known.state.seq, &wanted).await?;
            let named = wanted.remotes.len();
            wanted.remotes.extend(survivors(&snapshot));
            if wanted.remotes.len() == named {
                break snapshot;
            }
        };
        known.head = snapshot.head;
        known.reversed.clone_from(&snapshot.reversed);
        let first = known.situation.pages.first().is_some_and(is_told);
        let mut pages = std::mem::take(&mut known.situation.pages);
        if !first {
            // What answers told is older than what the feed tells now.
            pages.insert(0, told(&snapshot));
        }
        let rest = Situation::new(known.situation.capabilities.clone());
        known.situation = Situation {
            pages,
            rules: self.rules(),
            clock: known.memory.clock,
            approved: request.approved,
            read: known.read.clone(),
            ..rest
        };
        fill(known, snapshot, request);
        Ok(())
    }
}

fn fill(known: &mut Known, snapshot: SyncSnapshot, request: &Request) {
    let situation = &mut known.situation;
    situation.linked = snapshot.linked;
    for link in snapshot.links {
        if let Some(mirror) = read::<Mirror>(&link.mirror) {
            situation.mirrors.insert(link.record, mirror);
        }
    }
    for neutral in snapshot.records {
        situation.mine.insert(neutral.id, Mine::from(neutral));
    }
    for word in snapshot.words.iter().filter(|word| word.kind == WordKind::Pair) {
        if let Some(id) = read::<Id>(&word.value) {
            situation.pairs.insert(RemoteRef::new(KIND, word.remote.clone()), id);
        }
    }
    let strangers = snapshot.words.iter().filter(|word| word.kind == WordKind::Stranger);
    situation.strangers.extend(strangers.map(|word| RemoteRef::new(KIND, word.remote.clone())));
    let left_out = snapshot.words.iter().filter(|word| word.kind == WordKind::LeftOut);
    let asked = request.leave_out.iter().cloned().chain(left_out.map(|word| word.remote.clone()));
    let asked = asked.filter(|name| !request.let_in.contains(name));
    situation.left_out = asked.map(|name| RemoteRef::new(KIND, name)).collect();
    situation.pairs.extend(known.pairs.clone());
    let mut held: Vec<(Id, HoldReason)> = Vec::new();
    for Matter { record, kind, value, .. } in snapshot.matters {
        match kind {
            MatterKind::Unanswered => {
                situation.unanswered.insert(record);
            }
            MatterKind::Refused => {
                situation.refused.extend(read(&value).map(|refused| (record, refused)));
            }
            // Any other reason is found out again.
            MatterKind::Held if read(&value) == Some(HoldReason::Undone) => held.push((record, HoldReason::Undone)),
            MatterKind::Held | MatterKind::Outbox | MatterKind::Conflict => {}
        }
    }
    situation.unanswered.retain(|id| !known.answered.contains(id));
    held.extend(snapshot.reversed.into_iter().map(|id| (id, HoldReason::Undone)));
    held.extend(request.hold.iter().map(|id| (*id, HoldReason::Person)));
    for (id, reason) in held {
        // What was never there has nothing that could be wrong there.
        let concerns = reason == HoldReason::Person || situation.mirrors.contains_key(&id);
        if let (true, Some(mine)) = (concerns, situation.mine.get_mut(&id)) {
            mine.hold = mine.hold.or(Some(reason));
        }
    }
}

fn read<T: DeserializeOwned>(value: &Value) -> Option<T> {
    serde_json::from_value(value.clone()).ok()
}

/// Which records the news are about.
fn wanted(known: &Known) -> Wanted {
    let mut wanted = Wanted::default();
    let mut name = |reference: &RemoteRef| {
        wanted.remotes.insert(reference.id.clone());
    };
    let mut keys: BTreeSet<Id> = known.pairs.values().copied().collect();
    let merged = |fate: &Fate| match fate {
        Fate::Merged { into } => Some(into.clone()),
        Fate::NotVisible | Fate::Archived | Fate::Deleted { .. } | Fate::Erased => None,
    };
    for page in &known.situation.pages {
        for record in &page.records {
            name(&record.reference);
            keys.extend(record.key);
        }
        for Tombstone { reference, fate } in &page.tombstones {
            name(reference);
            merged(fate).iter().for_each(&mut name);
        }
    }
    for (reference, found) in &known.read {
        name(reference);
        match found {
            Found::Record(record) => keys.extend(record.key),
            Found::Ended(fate) => merged(fate).iter().for_each(&mut name),
        }
    }
    wanted.ids = keys;
    wanted
}

/// Names of records that others were merged into there of which it is still open what becomes of them here.
fn survivors(snapshot: &SyncSnapshot) -> impl Iterator<Item = String> {
    let open = snapshot.links.iter().filter(|link| link.unsettled && !link.gone);
    open.filter_map(|link| match read::<Mirror>(&link.mirror)?.fate? {
        Fate::Merged { into } => Some(into.id),
        Fate::NotVisible | Fate::Archived | Fate::Deleted { .. } | Fate::Erased => None,
    })
}

/// What answers to changes told since the last plan, as a page before all others.
fn told(snapshot: &SyncSnapshot) -> Page {
    let mut page = Page {
        records: Vec::new(),
        tombstones: Vec::new(),
        quarantined: Vec::new(),
        next: Cursor(Value::Null),
        more: true,
        gap: false,
        groups: false,
        clock: None,
    };
    for word in snapshot.words.iter().filter(|word| word.kind == WordKind::Told) {
        match read::<Found>(&word.value) {
            Some(Found::Record(record)) => page.records.push(*record),
            Some(Found::Ended(fate)) => {
                page.tombstones.push(Tombstone { reference: RemoteRef::new(KIND, word.remote.clone()), fate });
            }
            None => {}
        }
    }
    page
}

fn is_told(page: &Page) -> bool {
    page.more && page.next == Cursor(Value::Null)
}

impl From<Neutral> for Mine {
    fn from(neutral: Neutral) -> Self {
        let stamp = |stamp: NeutralStamp| Stamp { at: Some(stamp.at), by: (!stamp.by.is_empty()).then_some(stamp.by) };
        let life = match (neutral.merged_into, neutral.state) {
            (Some(winner), _) => Life::MergedInto(winner),
            (None, RecordState::Active) => Life::Active,
            (None, RecordState::Archived) => Life::Archived,
            // Where it went is not known: it is gone all the same.
            (None, RecordState::Trashed | RecordState::Merged) => Life::Trashed,
        };
        Self {
            id: neutral.id,
            kind: Entity::Contact,
            life,
            values: neutral.values,
            modified: stamp(neutral.modified),
            touched: neutral.touched.into_iter().map(|(path, touched)| (path, stamp(touched))).collect(),
            seq: neutral.seq,
            locked: neutral.locked,
            hold: None,
        }
    }
}
