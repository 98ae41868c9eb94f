//! Laws about writing: outcomes, repeated creates, halts.

use crate::conformance::stage::{Stage, broken, ensure, id, shown};
use crate::conformance::{Trouble, Verdict};
use crate::{Change, CreateKey, Found, Operation, Outcome, RemoteRef};

pub(crate) async fn one_outcome_each(stage: &Stage) -> Result<(), Verdict> {
    let made = stage.make_many(3).await;
    let gone = stage.make(9).await;
    stage.subject.delete(&gone).await;
    let delete = Change::new(id(3), Operation::Delete { reference: made[1].clone(), base: None });
    let changes = [
        stage.create(1, 10),
        stage.rename(2, &made[0], None, "First"),
        delete,
        stage.rename(4, &gone, None, "Nobody"),
        stage.create(5, 11),
        stage.rename(6, &made[2], None, "Last"),
    ];
    let remote = stage.subject.connect();
    let mut outcomes = Vec::new();
    for chunk in changes.chunks(stage.capabilities.max_push.max(1)) {
        let pushed = remote.push(chunk).await;
        ensure(pushed.outcomes.len() == chunk.len(), || {
            format!("{} changes have {} outcomes", chunk.len(), pushed.outcomes.len())
        })?;
        outcomes.extend(pushed.outcomes);
    }
    for (at, (change, outcome)) in changes.iter().zip(&outcomes).enumerate() {
        let fits = match (&change.operation, outcome) {
            (Operation::Create { values, .. }, Outcome::Applied { reference, .. }) => {
                stage.name_of(reference).await.as_ref() == values.get(&stage.name)
            }
            (Operation::Update { reference, .. }, Outcome::Gone { .. }) => *reference == gone,
            (Operation::Update { reference, changes, .. }, Outcome::Applied { reference: done, .. }) => {
                let name = stage.name_of(done).await;
                reference == done && changes.first().is_some_and(|change| change.after == name)
            }
            (Operation::Delete { reference, .. }, Outcome::Applied { reference: done, .. }) => {
                reference == done && stage.subject.look(done).await.is_none()
            }
            (
                Operation::Create { .. }
                | Operation::Update { .. }
                | Operation::Delete { .. }
                | Operation::Restore { .. },
                Outcome::Applied { .. }
                | Outcome::Conflict { .. }
                | Outcome::Duplicate { .. }
                | Outcome::Rejected { .. }
                | Outcome::Gone { .. }
                | Outcome::Unanswered
                | Outcome::Retry { .. },
            ) => false,
        };
        ensure(fits, || format!("the outcome of change {at} is not its own: {}", word(outcome)))?;
    }
    let names = [made[2].clone(), gone, made[0].clone()];
    let found = remote.read(&names).await.map_err(|halt| broken(halt.to_string()))?;
    let order: Vec<Option<&RemoteRef>> = found
        .iter()
        .map(|found| match found {
            Found::Record(record) => Some(&record.reference),
            Found::Ended(_) => None,
        })
        .collect();
    ensure(order == [Some(&names[0]), None, Some(&names[2])], || "a read does not answer in order".to_owned())
}

pub(crate) async fn created_once(stage: &Stage) -> Result<(), Verdict> {
    let kind = stage.capabilities.kind;
    let create = stage.create(1, 1);
    let remote = stage.subject.connect();
    let lost = stage.subject.trouble(Trouble::PushAnswerLost).await;
    let first = remote.push(std::slice::from_ref(&create)).await;
    if lost {
        let told = first.outcomes.first();
        ensure(told == Some(&Outcome::Unanswered), || {
            format!("a create whose answer is lost is told as {}", told.map_or("nothing", word))
        })?;
    }
    let found = remote.find_created(kind, id(1), &stage.person(1)).await.map_err(|halt| broken(halt.to_string()))?;
    let living = stage.subject.living(kind).await;
    ensure(found.is_some() && living.first() == found.as_ref(), || {
        "a record that was created is not found by its key".to_owned()
    })?;
    let nobody = remote.find_created(kind, id(9), &stage.person(9)).await.map_err(|halt| broken(halt.to_string()))?;
    ensure(nobody.is_none(), || "a record is found by a key that made none".to_owned())?;
    if stage.capabilities.create_key == CreateKey::Upsert {
        remote.push(std::slice::from_ref(&create)).await;
        let count = stage.subject.living(kind).await.len();
        ensure(count == 1, || format!("a create that was sent twice made {count} records"))?;
    }
    shown(lost || stage.capabilities.create_key == CreateKey::Upsert, "the answer to a create cannot be lost")
}

pub(crate) async fn halt_keeps_outcomes(stage: &Stage) -> Result<(), Verdict> {
    let kind = stage.capabilities.kind;
    let count = stage.capabilities.max_push.clamp(1, 8);
    let changes: Vec<Change> = (0..count).map(|at| stage.create(u8::try_from(at + 1).unwrap_or(1), at)).collect();
    shown(stage.subject.trouble(Trouble::PushThrottled).await, "a push cannot be stopped in its middle")?;
    let pushed = stage.subject.connect().push(&changes).await;
    ensure(pushed.outcomes.len() == changes.len(), || {
        format!("{} changes have {} outcomes", changes.len(), pushed.outcomes.len())
    })?;
    let applied: Vec<&RemoteRef> = pushed
        .outcomes
        .iter()
        .filter_map(|outcome| match outcome {
            Outcome::Applied { reference, .. } => Some(reference),
            Outcome::Conflict { .. }
            | Outcome::Duplicate { .. }
            | Outcome::Rejected { .. }
            | Outcome::Gone { .. }
            | Outcome::Unanswered
            | Outcome::Retry { .. } => None,
        })
        .collect();
    let living = stage.subject.living(kind).await;
    let open = pushed.outcomes.iter().filter(|outcome| **outcome == Outcome::Unanswered).count();
    ensure(applied.iter().all(|reference| living.contains(reference)), || {
        "a change is told as done and is not".to_owned()
    })?;
    ensure(living.len() <= applied.len() + open, || {
        format!("{} records were made, and {} of them told", living.len(), applied.len())
    })
}

fn word(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Applied { .. } => "applied",
        Outcome::Conflict { .. } => "in conflict",
        Outcome::Duplicate { .. } => "a duplicate",
        Outcome::Rejected { .. } => "rejected",
        Outcome::Gone { .. } => "gone",
        Outcome::Unanswered => "unanswered",
        Outcome::Retry { .. } => "to be sent again",
    }
}
