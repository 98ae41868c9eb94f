//! Laws about values: what is not named is kept, what does not fit is refused.

use satchel_model::FieldChange;
use serde_json::{Value, json};

use crate::conformance::Verdict;
use crate::conformance::stage::{Stage, broken, ensure, id, shown};
use crate::{Change, Operation, Outcome, Slots, Values, row_path};

pub(crate) async fn unnamed_is_kept(stage: &Stage) -> Result<(), Verdict> {
    let Some(other) = &stage.other else { return Err(Verdict::NotShown("there is only one field")) };
    let mut values = stage.person(1);
    values.insert(other.clone(), json!("Before"));
    if stage.capabilities.rows.contains_key("emails") {
        values.insert(row_path("emails", &first_key(stage, "emails")), json!({"value": "one@example.com"}));
    }
    let reference = stage.subject.create(stage.capabilities.kind, &values).await;
    let has_extra = stage.subject.write_extra(&reference).await;
    let remote = stage.subject.connect();
    let round = stage.round(&*remote, None, 10).await?;
    let Some(read) = round.records.into_iter().rfind(|record| record.reference == reference) else {
        return Err(broken("a record does not come with the feed"));
    };
    ensure(!has_extra || !read.extra.is_empty(), || "what has no path here does not come along".to_owned())?;
    let before = stage.subject.look(&reference).await.ok_or_else(|| broken("a record is gone by itself"))?;
    let change = FieldChange { path: other.clone(), before: Some(json!("Before")), after: Some(json!("After")) };
    let update = Operation::Update {
        reference: reference.clone(),
        base: Some(read.version),
        extra: read.extra,
        changes: vec![change],
    };
    let pushed = remote.push(&[Change::new(id(1), update)]).await;
    ensure(matches!(pushed.outcomes.first(), Some(Outcome::Applied { .. })), || {
        "a change on the version that was just read is not applied".to_owned()
    })?;
    let after = stage.subject.look(&reference).await.ok_or_else(|| broken("a changed record is gone"))?;
    ensure(after.extra == before.extra, || "what has no path here is lost by a change".to_owned())?;
    let mut expected = before.values;
    expected.insert(other.clone(), json!("After"));
    ensure(after.values == expected, || "a change touches what it does not name".to_owned())?;
    shown(has_extra, "there is nothing without a path there")
}

pub(crate) async fn held_or_refused(stage: &Stage) -> Result<(), Verdict> {
    let long = Value::from(
        "x".repeat(stage.capabilities.fields.get(&stage.name).and_then(|field| field.longest).unwrap_or(20_000) + 1),
    );
    whole_or_nothing(stage, 1, Values::from([(stage.name.clone(), long)]), "a text that is too long").await?;
    for (collection, rows) in &stage.capabilities.rows {
        let (Slots::List { most: Some(most), .. }, Some(sample)) = (&rows.slots, sample(collection)) else { continue };
        let mut values = stage.person(2);
        for at in 0..=*most {
            values.insert(row_path(collection, &format!("new{at}")), sample(at));
        }
        whole_or_nothing(stage, 2, values, "a row too many").await?;
    }
    Ok(())
}

/// A create that is applied holds everything; one that is not leaves nothing behind.
async fn whole_or_nothing(stage: &Stage, key: u8, values: Values, what: &str) -> Result<(), Verdict> {
    let kind = stage.capabilities.kind;
    let before = stage.subject.living(kind).await.len();
    let create = Operation::Create { kind, values: values.clone() };
    let pushed = stage.subject.connect().push(&[Change::new(id(key), create)]).await;
    match pushed.outcomes.first() {
        Some(Outcome::Applied { reference, .. }) => {
            let stored = stage.subject.look(reference).await.map(|record| record.values).unwrap_or_default();
            let whole = stored.len() == values.len() && stored.get(&stage.name) == values.get(&stage.name);
            ensure(whole, || format!("{what} is told as stored and is cut"))
        }
        Some(Outcome::Rejected { .. }) => {
            let after = stage.subject.living(kind).await.len();
            ensure(after == before, || format!("{what} is rejected and a record is made all the same"))
        }
        Some(
            Outcome::Conflict { .. }
            | Outcome::Duplicate { .. }
            | Outcome::Gone { .. }
            | Outcome::Unanswered
            | Outcome::Retry { .. },
        )
        | None => Err(broken(format!("{what} is neither stored nor refused by name"))),
    }
}

/// How rows of a collection look; `None` for those that need more than a value.
fn sample(collection: &str) -> Option<fn(usize) -> Value> {
    match collection {
        "emails" => Some(|at| json!({"value": format!("row{at}@example.com")})),
        "phones" => Some(|at| json!({"value": format!("+4416329600{at:02}")})),
        "links" => Some(|at| json!({"value": format!("https://example.com/{at}")})),
        "addresses" => Some(|at| json!({"street": format!("{at} High Street")})),
        // Days, tags and what is yet to come: no made-up value is sure to be one.
        _ => None,
    }
}

/// A key that a row of this collection may have.
fn first_key(stage: &Stage, collection: &str) -> String {
    match stage.capabilities.rows.get(collection).map(|rows| &rows.slots) {
        Some(Slots::Named(slots)) => slots.first().map(|slot| slot.key.clone()).unwrap_or_default(),
        Some(Slots::List { .. }) | None => "0".to_owned(),
    }
}
