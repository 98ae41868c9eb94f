//! A connection to the fake: the port, with the faults that its calls meet.

use async_trait::async_trait;
use satchel_model::{Entity, Id};

use crate::fake::book::Book;
use crate::fake::{Call, FarSide, Fault, feed};
use crate::{
    Budget, Capabilities, Change, CreateKey, Cursor, Fate, Found, Group, GroupChange, GroupOutcome, Halt, IdPage,
    Operation, Outcome, Page, Picture, Pushed, Remote, RemoteRef, Values, VersionCheck,
};

/// A connection. A second one to the same far side is what a restarted program would have.
#[derive(Clone, Debug)]
pub struct Fake {
    far: FarSide,
}

impl Fake {
    /// Connects.
    #[must_use]
    pub fn new(far: &FarSide) -> Self {
        Self { far: far.clone() }
    }
}

/// What the call does about the fault that it meets.
struct Met {
    fault: Option<Fault>,
    /// The call is not done at all.
    refuse: Option<Halt>,
    /// The call is done and this is the answer.
    lose: Option<Halt>,
}

fn meet(book: &mut Book, call: Call) -> Met {
    *book.requests.entry(call).or_default() += 1;
    let spent = match book.throttle.as_mut() {
        Some(0) => true,
        Some(left) => {
            *left -= 1;
            false
        }
        None => false,
    };
    let fault = if spent { Some(Fault::Throttled(None)) } else { book.faults.meet(call) };
    let (refuse, lose) = match fault {
        None | Some(Fault::Duplicate | Fault::Reorder | Fault::PartialPage) => (None, None),
        Some(Fault::DropBefore) => (Some(Halt::Offline), None),
        Some(Fault::DropAfter) => (None, Some(Halt::Offline)),
        Some(Fault::SignedOut) => (Some(Halt::SignIn), None),
        Some(Fault::Forbidden) => (Some(Halt::Forbidden), None),
        Some(Fault::Throttled(after)) => (Some(Halt::Throttled { after }), None),
        Some(Fault::Unavailable) => (Some(Halt::Unavailable), None),
        Some(Fault::Truncated) => (None, Some(Halt::Nonsense("half an answer"))),
        Some(Fault::Html) => (Some(Halt::Nonsense("a web page")), None),
        // Only the feed has cursors that a remote forgets.
        Some(Fault::CursorLost) => ((call == Call::Pull).then_some(Halt::CursorLost), None),
    };
    Met { fault, refuse, lose }
}

impl Fake {
    /// One answer, or the halt that the call meets.
    fn ask<T>(&self, call: Call, answer: impl FnOnce(&mut Book, Option<Fault>) -> Result<T, Halt>) -> Result<T, Halt> {
        let mut book = self.far.book();
        let met = meet(&mut book, call);
        if let Some(halt) = met.refuse {
            return Err(halt);
        }
        let answer = answer(&mut book, met.fault);
        match met.lose {
            Some(halt) => Err(halt),
            None => answer,
        }
    }
}

#[async_trait]
impl Remote for Fake {
    async fn discover(&self) -> Result<Capabilities, Halt> {
        self.ask(Call::Discover, |book, _| Ok(book.settings.capabilities.clone()))
    }

    async fn pull(&self, kind: Entity, from: Option<&Cursor>, limit: usize) -> Result<Page, Halt> {
        self.ask(Call::Pull, |book, fault| {
            let limit = if fault == Some(Fault::PartialPage) { 1 } else { limit };
            let mut page = feed::page(book, kind, from, limit)?;
            if fault == Some(Fault::Duplicate) {
                page.records.extend_from_within(..);
                page.tombstones.extend_from_within(..);
            }
            if fault == Some(Fault::Reorder) {
                book.seed.shuffle(&mut page.records);
                page.tombstones.reverse();
            }
            Ok(page)
        })
    }

    async fn read(&self, references: &[RemoteRef]) -> Result<Vec<Found>, Halt> {
        self.ask(Call::Read, |book, _| Ok(references.iter().map(|reference| found(book, reference)).collect()))
    }

    async fn sweep(&self, kind: Entity, from: Option<&Cursor>, limit: usize) -> Result<IdPage, Halt> {
        self.ask(Call::Sweep, |book, fault| {
            feed::ids(book, kind, from, if fault == Some(Fault::PartialPage) { 1 } else { limit })
        })
    }

    async fn push(&self, changes: &[Change]) -> Pushed {
        let mut book = self.far.book();
        let mut outcomes = Vec::with_capacity(changes.len());
        let mut stopped = None;
        let chunk = book.settings.chunk.max(1);
        for chunk in changes.chunks(chunk) {
            let met = meet(&mut book, Call::Push);
            if let Some(halt) = met.refuse {
                // Whether a request that broke off was read is not to be known on this side.
                let lost = matches!(halt, Halt::Offline | Halt::Unavailable | Halt::Nonsense(_));
                if lost {
                    outcomes.extend(chunk.iter().map(|_| Outcome::Unanswered));
                }
                stopped = Some(halt);
                break;
            }
            let applied: Vec<Outcome> = chunk.iter().map(|change| apply(&mut book, change)).collect();
            if met.fault == Some(Fault::Duplicate) {
                // The second delivery's answers are lost on the way.
                for change in chunk {
                    apply(&mut book, change);
                }
            }
            match met.lose {
                Some(halt) => {
                    outcomes.extend(chunk.iter().map(|_| Outcome::Unanswered));
                    stopped = Some(halt);
                    break;
                }
                None => outcomes.extend(applied),
            }
        }
        let after = match &stopped {
            Some(Halt::Throttled { after }) => *after,
            Some(_) | None => None,
        };
        outcomes.resize(changes.len(), Outcome::Retry { after });
        Pushed { outcomes, halt: stopped }
    }

    async fn find_created(&self, kind: Entity, key: Id, _hint: &Values) -> Result<Option<RemoteRef>, Halt> {
        self.ask(Call::FindCreated, |book, _| Ok(living_with(book, kind, key)))
    }

    async fn groups(&self) -> Result<Option<Vec<Group>>, Halt> {
        self.ask(Call::Groups, |book, _| Ok(Some(book.groups.all())))
    }

    async fn change_group(&self, change: &GroupChange) -> Result<GroupOutcome, Halt> {
        self.ask(Call::ChangeGroup, |book, _| Ok(book.change_group(change)))
    }

    async fn pictures(&self, references: &[RemoteRef]) -> Result<Vec<Option<Picture>>, Halt> {
        self.ask(Call::Pictures, |book, _| {
            let seen = |reference: &RemoteRef| {
                let entry = book.entries.get(reference)?;
                (entry.fate.is_none() && !entry.hidden).then(|| entry.picture.clone())?
            };
            Ok(references.iter().map(seen).collect())
        })
    }

    fn budget(&self) -> Budget {
        let book = self.far.book();
        Budget { remaining: book.throttle, spent: book.requests.values().sum(), resets_in: None }
    }
}

fn living_with(book: &Book, kind: Entity, key: Id) -> Option<RemoteRef> {
    let found = book.entries.iter().find(|(reference, entry)| {
        reference.kind == kind && entry.key == Some(key) && entry.fate.is_none() && !entry.hidden
    });
    found.map(|(reference, _)| reference.clone())
}

fn found(book: &Book, reference: &RemoteRef) -> Found {
    let sight = book.entries.get(reference).filter(|entry| !entry.hidden);
    match sight.map(|entry| entry.fate.clone()) {
        None => Found::Ended(Fate::NotVisible),
        Some(Some(fate)) => Found::Ended(fate),
        Some(None) => {
            book.record(reference).map_or(Found::Ended(Fate::NotVisible), |record| Found::Record(Box::new(record)))
        }
    }
}

/// Does one change, as the remote's server would.
fn apply(book: &mut Book, change: &Change) -> Outcome {
    match &change.operation {
        Operation::Create { kind, values } => {
            let capabilities = book.capabilities(*kind);
            let upserts = capabilities.is_some_and(|capabilities| capabilities.create_key == CreateKey::Upsert);
            if let Some(reference) = living_with(book, *kind, change.key).filter(|_| upserts) {
                return applied(book, &reference);
            }
            let picture = change.picture.as_ref();
            match book.create(*kind, Some(change.key), (values, picture), "this account") {
                Ok(reference) => applied(book, &reference),
                Err(outcome) => outcome,
            }
        }
        Operation::Update { reference, base, changes, extra: _ } => {
            match refused(book, reference, base.as_ref().map(|version| version.0.as_str())) {
                Some(outcome) => outcome,
                None => match book.update(reference, (changes, change.picture.as_ref()), "this account") {
                    Ok(()) => applied(book, reference),
                    Err(outcome) => outcome,
                },
            }
        }
        Operation::Delete { reference, base } => {
            match refused(book, reference, base.as_ref().map(|version| version.0.as_str())) {
                Some(outcome) => outcome,
                None => {
                    book.end(reference, Fate::Deleted { restorable: true }, "this account");
                    Outcome::Applied { reference: reference.clone(), stored: None }
                }
            }
        }
        Operation::Restore { reference } => {
            let restores = book.capabilities(reference.kind).is_some_and(|kind| kind.operations.restore);
            match book.entries.get_mut(reference).filter(|entry| restores && !entry.hidden) {
                Some(entry)
                    if matches!(entry.fate, None | Some(Fate::Archived | Fate::Deleted { restorable: true })) =>
                {
                    entry.fate = None;
                    book.touch(reference, "this account");
                    applied(book, reference)
                }
                Some(_) | None => Outcome::Gone { merged_into: None },
            }
        }
    }
}

/// Why a change of this record made on this version is not done.
fn refused(book: &Book, reference: &RemoteRef, base: Option<&str>) -> Option<Outcome> {
    let entry = book.entries.get(reference).filter(|entry| !entry.hidden);
    match entry.map(|entry| &entry.fate) {
        None => return Some(Outcome::Gone { merged_into: None }),
        Some(Some(Fate::Merged { into })) => return Some(Outcome::Gone { merged_into: Some(into.clone()) }),
        Some(Some(_)) => return Some(Outcome::Gone { merged_into: None }),
        Some(None) => {}
    }
    let checks = book.capabilities(reference.kind).is_some_and(|kind| kind.version_check != VersionCheck::None);
    let current = book.record(reference)?;
    let stale = base.is_some_and(|base| base != current.version.0);
    (checks && stale).then(|| Outcome::Conflict { current: Box::new(current) })
}

fn applied(book: &Book, reference: &RemoteRef) -> Outcome {
    let stored = book.record(reference).filter(|_| book.settings.answers_stored).map(Box::new);
    Outcome::Applied { reference: reference.clone(), stored }
}
