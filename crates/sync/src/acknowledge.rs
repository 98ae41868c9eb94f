//! What the answer to a change comes to: the mirror after it, or what has to happen next.
//!
//! What was sent becomes what is agreed, what the remote says it stored becomes what was seen. Where it stored something
//! else than was sent, the difference comes here with the next plan; an edit that was made here meanwhile differs from
//! what was sent, and goes there with the next plan.

use std::time::Duration;

use satchel_model::Id;
use satchel_remote::{Fate, KindCapabilities, Operation, Outcome, Record, RemoteRef, Values};

use crate::pair::pair;
use crate::{Mirror, Push, Refused};

/// What an outcome comes to.
#[derive(Clone, Debug, PartialEq)]
pub enum Acknowledged {
    /// Both sides agree: keep this mirror; the record is clean up to `seq`.
    Settled {
        /// The mirror.
        mirror: Box<Mirror>,
        /// The sequence that was sent.
        seq: i64,
    },
    /// Done, but the remote did not say what it stored: read it, and acknowledge again with that as `stored`.
    Read(RemoteRef),
    /// Not done: the record has changed there. Plan again with it.
    Changed(Box<Record>),
    /// Not done: the record has ended there. Read it, because only that tells how, and plan again with the answer.
    Ended(RemoteRef),
    /// Not done: the remote has this one already. Pair them and plan again.
    Exists(RemoteRef),
    /// Not done, and not to be sent again until the record is edited.
    Refused(Refused),
    /// It may be done or not. A create is remembered as unanswered; anything else is planned again.
    Unanswered,
    /// Not done; it may be sent again after this.
    Again(Option<Duration>),
}

/// Says what the outcome of `push` comes to. `mirror` is the record's, if it has one; `mint` gives ids to rows that the
/// remote added.
pub fn acknowledge(
    mirror: Option<&Mirror>,
    push: &Push,
    outcome: &Outcome,
    capabilities: &KindCapabilities,
    mint: &mut dyn FnMut() -> Id,
) -> Acknowledged {
    match outcome {
        Outcome::Applied { reference, stored } => match (&push.change.operation, stored) {
            (Operation::Delete { .. }, _) => ended(mirror, push, reference),
            (_, None) => Acknowledged::Read(reference.clone()),
            (_, Some(record)) => settled(mirror, push, record, capabilities, mint),
        },
        Outcome::Conflict { current } => Acknowledged::Changed(current.clone()),
        Outcome::Duplicate { existing: Some(existing) } => Acknowledged::Exists(existing.clone()),
        Outcome::Duplicate { existing: None } => Acknowledged::Refused(Refused {
            seq: push.seq,
            code: "duplicate".to_owned(),
            path: None,
            message: String::new(),
        }),
        Outcome::Rejected { code, path, message } => {
            // In the words of this vault, if it is a path that was sent.
            let here = |path: &String| push.sent.iter().find(|sent| sent.there == *path).map(|sent| sent.path.clone());
            let path = path.as_ref().map(|path| here(path).unwrap_or_else(|| path.clone()));
            Acknowledged::Refused(Refused { seq: push.seq, code: code.clone(), path, message: message.clone() })
        }
        Outcome::Gone { merged_into: _ } => gone(mirror, push),
        Outcome::Unanswered => Acknowledged::Unanswered,
        Outcome::Retry { after } => Acknowledged::Again(*after),
    }
}

fn ended(mirror: Option<&Mirror>, push: &Push, reference: &RemoteRef) -> Acknowledged {
    let mut mirror = mirror.cloned().unwrap_or_else(|| Mirror::new(reference.clone()));
    mirror.fate = Some(Fate::Deleted { restorable: true });
    mirror.agreed_gone = true;
    let seen = mirror.seen.clone();
    mirror.agree_on(&seen);
    Acknowledged::Settled { mirror: Box::new(mirror), seq: push.seq }
}

/// A record that is gone before it was deleted is as good as deleted.
fn gone(mirror: Option<&Mirror>, push: &Push) -> Acknowledged {
    match &push.change.operation {
        Operation::Delete { reference, .. } => ended(mirror, push, reference),
        Operation::Update { reference, .. } | Operation::Restore { reference } => {
            Acknowledged::Ended(reference.clone())
        }
        // A create has nothing that could be gone; whatever it was is asked for by its key.
        Operation::Create { .. } => Acknowledged::Unanswered,
    }
}

fn settled(
    mirror: Option<&Mirror>,
    push: &Push,
    record: &Record,
    capabilities: &KindCapabilities,
    mint: &mut dyn FnMut() -> Id,
) -> Acknowledged {
    // A create begins anew, whatever an earlier record of this link was.
    let fresh = matches!(push.change.operation, Operation::Create { .. });
    let before = mirror.filter(|_| !fresh).cloned().unwrap_or_else(|| Mirror::new(record.reference.clone()));
    let mut base = before.base();
    let mut keys = before.keys.clone();
    let mut known = before.seen.clone();
    let mut sent_values = Values::new();
    for sent in &push.sent {
        match &sent.value {
            Some(value) => {
                base.insert(sent.path.clone(), value.clone());
                known.insert(sent.path.clone(), value.clone());
                sent_values.insert(sent.path.clone(), value.clone());
            }
            None => {
                base.remove(&sent.path);
                known.remove(&sent.path);
                keys.remove(&sent.path);
            }
        }
    }
    for sent in push.sent.iter().filter(|sent| sent.value.is_some() && sent.path.contains('/')) {
        keys.insert(sent.path.clone(), sent.there.clone());
    }
    let paired = pair(&record.values, &keys, &known, &sent_values, capabilities, mint);
    let mut mirror = before.seeing(record, paired, &base);
    mirror.agreed_gone = false;
    Acknowledged::Settled { mirror: Box::new(mirror), seq: push.seq }
}
