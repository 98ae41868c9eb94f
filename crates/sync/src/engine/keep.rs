//! Carrying a plan out on this side: records, links, what is open and the cursor, in one transaction.

use std::collections::{BTreeMap, BTreeSet};

use satchel_model::{Id, Origin, RecordState};
use satchel_remote::{Found, PHOTO, Record, RemoteRef};
use satchel_store::{
    BatchStart, Link, Matter, MatterKind, NeutralAction, NeutralWrite, StoreError, Word, WordKind, Written,
};
use serde::Serialize;
use serde_json::{Value, json};

use super::pictures::kept_for;
use super::{Engine, KIND, Known, Report};
use crate::{HoldReason, Mirror, Plan, Write, WriteAction};

/// What became of the writes.
pub(super) struct Kept {
    pub(super) batch: Option<Id>,
    /// What came of it so far.
    pub(super) report: Report,
    /// The run's number in the log.
    pub(super) run: i64,
}

impl Engine<'_> {
    /// Keeps what the plan says; `None` when somebody wrote meanwhile, and nothing was kept. What it found is in the log
    /// by then: a feed tells it once.
    pub(super) async fn keep(
        &self,
        known: &Known,
        made: &Plan,
        undrawn: &[(Id, RemoteRef)],
        begun: i64,
    ) -> Result<Option<Kept>, StoreError> {
        let mut writing = self.store.begin(self.batch()).await?;
        let writes: Vec<NeutralWrite> = made.writes.iter().map(|write| neutral(known, made, write)).collect();
        let written = writing.write_neutral(&writes, known.head, self.region).await?;
        let mut refused = BTreeMap::new();
        for (write, written) in writes.iter().zip(written) {
            match written {
                Written::Done => {}
                Written::Stale => return Ok(None),
                Written::Refused(reason) => {
                    refused.insert(write.id, reason);
                }
            }
        }
        let account = self.account.row;
        writing.unlink(account, KIND, &made.unlinked).await?;
        let links: Vec<Link> = made
            .mirrors
            .iter()
            .filter(|(id, _)| !refused.contains_key(id))
            .map(|(id, mirror)| link(*id, mirror))
            .collect::<Result<_, _>>()?;
        writing.keep_links(account, KIND, &links).await?;
        let (closed, matters) = matters(known, made)?;
        let kinds = [MatterKind::Outbox, MatterKind::Conflict, MatterKind::Held];
        writing.close_matters(account, KIND, &closed, &kinds).await?;
        // Who is linked by now was created, whoever told it.
        let linked = made.mirrors.keys().filter(|id| known.situation.unanswered.contains(id));
        let answered: Vec<Id> = known.answered.iter().chain(linked).copied().collect();
        writing.close_matters(account, KIND, &answered, &[MatterKind::Unanswered]).await?;
        writing.keep_matters(account, KIND, &matters).await?;
        writing.forget_words(account, KIND).await?;
        writing.keep_words(account, KIND, &words(made)?).await?;
        writing.keep_sync_state(account, KIND, &known.state()?).await?;
        let mut report = Report::default();
        report.plan(made, &refused);
        for (id, remote) in undrawn {
            report.tell(Some(*id), Some(remote), "picture_not_come", PHOTO);
        }
        let run = writing.begin_run(account, begun, &report.rows()).await?;
        let batch = writing.commit().await?;
        Ok(Some(Kept { batch, report, run }))
    }

    /// What a run's batch says about itself.
    pub(super) fn batch(&self) -> BatchStart {
        BatchStart {
            origin: Origin::Sync,
            host: self.account.id.to_string(),
            actor: self.account.name.clone(),
            label: format!("Sync with {}", self.account.name),
            at: self.time.now(),
        }
    }
}

/// The link that a mirror is kept in.
pub(super) fn link(record: Id, mirror: &Mirror) -> Result<Link, StoreError> {
    Ok(Link {
        record,
        remote: mirror.reference.id.clone(),
        unsettled: !mirror.unsettled.is_empty() || mirror.fate.is_some() != mirror.agreed_gone,
        gone: mirror.agreed_gone,
        mirror: as_json(mirror)?,
    })
}

pub(super) fn as_json(value: &impl Serialize) -> Result<Value, StoreError> {
    serde_json::to_value(value).map_err(|_| StoreError::Bug("what is kept of a run has no form"))
}

fn neutral(known: &Known, made: &Plan, write: &Write) -> NeutralWrite {
    let action = match &write.action {
        WriteAction::Create(values) => NeutralAction::Create(values.clone()),
        WriteAction::Update(changes) => NeutralAction::Update(changes.clone()),
        WriteAction::Trash(_) => NeutralAction::State(RecordState::Trashed, Vec::new()),
        WriteAction::Archive => NeutralAction::State(RecordState::Archived, Vec::new()),
        WriteAction::Restore(changes) => NeutralAction::State(RecordState::Active, changes.clone()),
        WriteAction::MergeInto(winner) => NeutralAction::MergeInto(*winner),
    };
    NeutralWrite { id: write.id, action, picture: kept_for(known, made, write) }
}

/// Whose matters are looked at anew, and what is open about them now.
fn matters(known: &Known, made: &Plan) -> Result<(Vec<Id>, Vec<Matter>), StoreError> {
    let looked_at: Vec<Id> = known.situation.mine.keys().copied().collect();
    let mut open = Vec::new();
    let mut whole = |record: Id, kind: MatterKind, value: Value| {
        open.push(Matter { record, kind, path: String::new(), value });
    };
    let mut outgoing: BTreeSet<Id> = made.pushes.iter().map(|push| push.id).collect();
    for hold in &made.holds {
        match hold.reason {
            // A person says what is right: until then every run looks at it.
            HoldReason::Undone | HoldReason::MergedThere | HoldReason::CannotReturn | HoldReason::Another => {
                whole(hold.id, MatterKind::Held, json!(hold.reason));
            }
            HoldReason::Person => {
                outgoing.insert(hold.id);
            }
            HoldReason::OutOfSight | HoldReason::NotOffered | HoldReason::Unanswered | HoldReason::Survivor => {}
        }
    }
    outgoing.extend(made.doubts.iter().flat_map(|doubt| &doubt.candidates));
    // Who takes somebody in has more than it had.
    outgoing.extend(made.writes.iter().filter_map(|write| match write.action {
        WriteAction::MergeInto(winner) => Some(winner),
        _ => None,
    }));
    for id in outgoing {
        whole(id, MatterKind::Outbox, Value::Null);
    }
    for conflict in &made.conflicts {
        let value = as_json(conflict)?;
        open.push(Matter { record: conflict.id, kind: MatterKind::Conflict, path: conflict.path.clone(), value });
    }
    Ok((looked_at, open))
}

/// Who may be who, who is left out and who took over a name, and what they are: the feed does not tell it again.
fn words(made: &Plan) -> Result<Vec<Word>, StoreError> {
    let mut words = Vec::new();
    let mut told = |record: &Record| -> Result<(), StoreError> {
        let value = as_json(&Found::Record(Box::new(record.clone())))?;
        words.push(Word { remote: record.reference.id.clone(), kind: WordKind::Told, value });
        Ok(())
    };
    let doubtful = made.doubts.iter().map(|doubt| &*doubt.record);
    doubtful.chain(&made.left_out).chain(&made.others).try_for_each(&mut told)?;
    for doubt in &made.doubts {
        let value = as_json(&doubt.candidates)?;
        words.push(Word { remote: doubt.record.reference.id.clone(), kind: WordKind::Doubt, value });
    }
    let left_out =
        |record: &Record| Word { remote: record.reference.id.clone(), kind: WordKind::LeftOut, value: Value::Null };
    words.extend(made.left_out.iter().map(left_out));
    Ok(words)
}
