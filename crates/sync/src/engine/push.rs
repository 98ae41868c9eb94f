//! Sending: chunk by chunk, and each answer is written down before the next chunk leaves.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use satchel_model::Id;
use satchel_remote::{Found, Halt, KindCapabilities, Operation, RemoteRef};
use satchel_store::{Link, Matter, MatterKind, Word, WordKind};
use serde_json::{Value, json};

use super::keep::{as_json, link};
use super::patience::Patience;
use super::{Engine, KIND, Report, RunError, pictures};
use crate::{Acknowledged, Mirror, Plan, Push, Refused, acknowledge};

/// What the answers of a chunk come to, to be written down together.
#[derive(Default)]
struct Answers {
    links: Vec<Link>,
    words: Vec<Word>,
    opened: Vec<Matter>,
    /// No longer to be sent, and known whether it was created.
    settled: Vec<Id>,
    /// Known not to have been created.
    not_created: Vec<Id>,
}

/// Changes of one run that may be forbidden one by one; more are taken for an account that may not write at all.
const FORBIDDEN: usize = 20;

/// What came of a chunk.
struct Chunk<'p> {
    halt: Option<Halt>,
    /// What was not tried, because the one before it was forbidden.
    left: Vec<&'p Push>,
    /// What was forbidden.
    forbidden: Option<&'p Push>,
}

impl Engine<'_> {
    /// Sends what the plan says; gives why it could not be sent to the end. What alone is forbidden is refused by name, so
    /// that it does not keep back everything behind it.
    pub(super) async fn push(
        &self,
        capabilities: &KindCapabilities,
        made: &Plan,
        report: &mut Report,
    ) -> Result<Option<Halt>, RunError> {
        let mut done: BTreeSet<Id> = BTreeSet::new();
        let mut forbidden: Vec<&Push> = Vec::new();
        let mut patience = Patience::new(self.time);
        let mut queue: VecDeque<&Push> = made.pushes.iter().collect();
        let mut most = capabilities.max_push.max(1);
        // What the remote told last is what was just rested for.
        let mut rested = false;
        while !queue.is_empty() {
            let size = next_chunk(queue.make_contiguous(), most);
            most = capabilities.max_push.max(1);
            let is_ready =
                |push: &&Push| push.after.is_none_or(|winner| !is_sent(made, winner) || done.contains(&winner));
            let ready: Vec<&Push> = queue.drain(..size).filter(is_ready).collect();
            (self.progress)((made.pushes.len() - queue.len() - size) as u64, made.pushes.len() as u64);
            if ready.is_empty() {
                continue;
            }
            if !self.claim().await? {
                return Err(RunError::Busy);
            }
            if !std::mem::take(&mut rested)
                && let Some(halt) = self.out_of_budget(&mut patience).await
            {
                return Ok(Some(halt));
            }
            let alone = ready.len() == 1;
            let chunk = self.send(capabilities, &ready, &mut done, report).await?;
            match (chunk.halt, chunk.forbidden) {
                (_, Some(push)) if forbidden.len() < FORBIDDEN => {
                    chunk.left.into_iter().rev().for_each(|left| queue.push_front(left));
                    if alone {
                        forbidden.push(push);
                    } else {
                        // Once more by itself: it may not have been about this one.
                        queue.push_front(push);
                        most = 1;
                    }
                }
                (Some(halt), _) => {
                    if let Err(halt) = patience.bear(halt).await {
                        return Ok(Some(halt));
                    }
                    rested = true;
                }
                // It goes on: what comes next is borne anew.
                (None, _) => patience = Patience::new(self.time),
            }
        }
        if done.is_empty() && !forbidden.is_empty() {
            return Ok(Some(Halt::Forbidden));
        }
        self.refuse(&forbidden, report).await?;
        Ok(None)
    }

    /// What is forbidden while other things are not is refused, until it is edited.
    async fn refuse(&self, forbidden: &[&Push], report: &mut Report) -> Result<(), RunError> {
        let mut answers = Answers::default();
        for push in forbidden {
            let refused = Refused {
                seq: push.seq,
                code: "forbidden".to_owned(),
                path: None,
                message: Halt::Forbidden.to_string(),
            };
            answers.take(push, Acknowledged::Refused(refused), &BTreeMap::new(), report)?;
        }
        if forbidden.is_empty() { Ok(()) } else { self.write_down(answers).await }
    }

    /// Rests while the remote has no patience left.
    async fn out_of_budget(&self, patience: &mut Patience<'_>) -> Option<Halt> {
        let budget = self.remote.budget();
        if budget.remaining != Some(0) {
            return None;
        }
        patience.bear(Halt::Throttled { after: budget.resets_in }).await.err()
    }

    async fn send<'p>(
        &self,
        capabilities: &KindCapabilities,
        chunk: &[&'p Push],
        done: &mut BTreeSet<Id>,
        report: &mut Report,
    ) -> Result<Chunk<'p>, RunError> {
        self.write_down_creates(chunk).await?;
        let changes = self.with_pictures(chunk).await?;
        let pushed = self.remote.push(&changes).await;
        drop(changes);
        let mirrors = self.mirrors(chunk).await?;
        let now = self.time.now();
        let mut mint = || self.time.mint(now);
        let mut come_to: Vec<Acknowledged> = chunk
            .iter()
            .zip(&pushed.outcomes)
            .map(|(push, outcome)| acknowledge(mirrors.get(&push.id), push, outcome, capabilities, &mut mint))
            .collect();
        // Not every remote says what it stored, and only that is agreed on.
        let unread: Vec<RemoteRef> = come_to
            .iter()
            .filter_map(|answer| match answer {
                Acknowledged::Read(reference) | Acknowledged::Ended(reference) => Some(reference.clone()),
                _ => None,
            })
            .collect();
        let (found, halt) = match self.read(&unread).await {
            Ok(found) => (found.into_iter().collect::<BTreeMap<_, _>>(), pushed.halt),
            // They are planned again: what is there answers then.
            Err(halt) => (BTreeMap::new(), pushed.halt.or(Some(halt))),
        };
        for (answer, push) in come_to.iter_mut().zip(chunk) {
            if let Acknowledged::Read(reference) = answer
                && let Some(Found::Record(record)) = found.get(reference)
            {
                let stored =
                    satchel_remote::Outcome::Applied { reference: reference.clone(), stored: Some(record.clone()) };
                *answer = acknowledge(mirrors.get(&push.id), push, &stored, capabilities, &mut mint);
            }
        }
        let mut answers = Answers::default();
        let untried = match &halt {
            Some(Halt::Forbidden) => come_to.iter().position(|answer| matches!(answer, Acknowledged::Again(_))),
            _ => None,
        };
        for (push, answer) in chunk.iter().zip(come_to) {
            if matches!(answer, Acknowledged::Settled { .. }) {
                done.insert(push.id);
                report.pushed(&push.change.operation);
            }
            answers.take(push, answer, &found, report)?;
        }
        self.write_down(answers).await?;
        let mut left = untried.map_or_else(Vec::new, |at| chunk.iter().skip(at).copied().collect());
        let forbidden = (!left.is_empty()).then(|| left.remove(0));
        Ok(Chunk { halt, left, forbidden })
    }

    /// A create that was sent is remembered, whatever becomes of this process.
    async fn write_down_creates(&self, chunk: &[&Push]) -> Result<(), RunError> {
        let creates: Vec<Matter> = chunk
            .iter()
            .filter(|push| matches!(push.change.operation, Operation::Create { .. }))
            .map(|push| open(push.id, MatterKind::Unanswered, Value::Null))
            .collect();
        if !creates.is_empty() {
            let mut writing = self.store.begin(self.batch()).await?;
            writing.keep_matters(self.account.row, KIND, &creates).await?;
            writing.commit().await?;
        }
        Ok(())
    }

    async fn mirrors(&self, chunk: &[&Push]) -> Result<BTreeMap<Id, Mirror>, RunError> {
        let mut mirrors = BTreeMap::new();
        for push in chunk {
            if let Some(link) = self.store.link(self.account.row, KIND, push.id).await?
                && let Ok(mirror) = serde_json::from_value(link.mirror)
            {
                mirrors.insert(push.id, mirror);
            }
        }
        Ok(mirrors)
    }

    async fn write_down(&self, answers: Answers) -> Result<(), RunError> {
        let account = self.account.row;
        let mut writing = self.store.begin(self.batch()).await?;
        writing.keep_links(account, KIND, &answers.links).await?;
        writing.keep_words(account, KIND, &answers.words).await?;
        let settled = [MatterKind::Outbox, MatterKind::Unanswered, MatterKind::Refused];
        writing.close_matters(account, KIND, &answers.settled, &settled).await?;
        writing.close_matters(account, KIND, &answers.not_created, &[MatterKind::Unanswered]).await?;
        writing.keep_matters(account, KIND, &answers.opened).await?;
        writing.commit().await?;
        Ok(())
    }
}

impl Answers {
    fn take(
        &mut self,
        push: &Push,
        answer: Acknowledged,
        found: &BTreeMap<RemoteRef, Found>,
        report: &mut Report,
    ) -> Result<(), RunError> {
        let told = |reference: &RemoteRef, found: &Found| -> Result<Word, RunError> {
            Ok(Word { remote: reference.id.clone(), kind: WordKind::Told, value: as_json(found)? })
        };
        match answer {
            Acknowledged::Settled { mirror, .. } => {
                self.links.push(link(push.id, &mirror)?);
                self.settled.push(push.id);
            }
            Acknowledged::Refused(refused) => {
                let words = if refused.message.is_empty() { &refused.code } else { &refused.message };
                report.tell(Some(push.id), None, "refused", words);
                self.settled.push(push.id);
                self.opened.push(open(push.id, MatterKind::Refused, as_json(&refused)?));
            }
            Acknowledged::Changed(record) => {
                let reference = record.reference.clone();
                self.words.push(told(&reference, &Found::Record(record))?);
            }
            Acknowledged::Ended(reference) => {
                if let Some(found) = found.get(&reference) {
                    self.words.push(told(&reference, found)?);
                }
            }
            Acknowledged::Exists(reference) => {
                self.words.push(Word { remote: reference.id, kind: WordKind::Pair, value: json!(push.id) });
                self.not_created.push(push.id);
            }
            Acknowledged::Again(_) => self.not_created.push(push.id),
            // What it is now answers the next run; a create stays written down.
            Acknowledged::Unanswered | Acknowledged::Read(_) => {
                report.tell(Some(push.id), None, "not_answered", "");
            }
        }
        Ok(())
    }
}

fn open(record: Id, kind: MatterKind, value: Value) -> Matter {
    Matter { record, kind, path: String::new(), value }
}

fn is_sent(made: &Plan, record: Id) -> bool {
    made.pushes.iter().any(|push| push.id == record)
}

/// How many go together: none of them waits for another of them, and their pictures are few megabytes.
fn next_chunk(left: &[&Push], most: usize) -> usize {
    let mut together: BTreeSet<Id> = BTreeSet::new();
    for push in left.iter().take(most) {
        if push.after.is_some_and(|winner| together.contains(&winner)) {
            break;
        }
        together.insert(push.id);
    }
    together.len().min(pictures::together(left.iter().map(|push| pictures::weight(push)))).max(1)
}
