//! The law about pictures: told by their digest, given and taken whole, and left alone by every other change.

use satchel_model::FieldChange;
use serde_json::json;

use crate::conformance::Verdict;
use crate::conformance::stage::{Stage, broken, ensure, id, shown};
use crate::{Change, Operation, Outcome, PHOTO, Picture, Record, Remote, RemoteRef};

/// A picture of one dot.
const DOT: &[u8] = &[
    0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, b'I', b'H', b'D', b'R', 0, 0, 0, 1, 0, 0, 0, 1, 8,
    4, 0, 0, 0, 0xb5, 0x1c, 0x0c, 2, 0, 0, 0, 0x0b, b'I', b'D', b'A', b'T', 0x78, 0xda, 0x63, 0x64, 0x60, 0, 0, 0, 6,
    0, 2, 0x30, 0x81, 0xd0, 0x2f, 0, 0, 0, 0, b'I', b'E', b'N', b'D', 0xae, 0x42, 0x60, 0x82,
];

/// The most bytes that are sent to see them refused.
const LARGEST: usize = 64 << 20;

/// A picture of this number, of so many bytes at least: what stands behind its end is nobody's business.
fn picture(number: u8, size: usize) -> Picture {
    let mut bytes = [DOT, &[number]].concat();
    bytes.resize(bytes.len().max(size), number);
    Picture::new(bytes)
}

pub(crate) async fn pictures_are_whole(stage: &Stage) -> Result<(), Verdict> {
    let Some(offered) = stage.capabilities.fields.get(PHOTO).copied() else {
        return Err(Verdict::NotShown("records there have no pictures"));
    };
    let (first, second) = (picture(1, 0), picture(2, 0));
    let (bare, drawn) = (stage.make(1).await, stage.make(2).await);
    shown(stage.subject.draw(&drawn, Some(&first)).await, "nobody can give a record a picture there")?;
    let has_extra = stage.subject.write_extra(&drawn).await;
    let remote = stage.subject.connect();
    let record = latest(stage, &*remote, &drawn).await?;
    ensure(record.values.get(PHOTO) == Some(&first.value()), || "a picture there is not told".to_owned())?;
    let told = remote.pictures(&[bare, drawn.clone()]).await.map_err(|halt| broken(halt.to_string()))?;
    ensure(told == [None, Some(first.clone())], || "pictures are not given whole, or not in order".to_owned())?;
    ensure(!has_extra || !record.extra.is_empty(), || "what has no path here does not come along".to_owned())?;

    stage_push(&*remote, &record, change_of(&stage.name, json!("Renamed")), None).await?;
    is_there(stage, &drawn, Some(&first), "a change of something else").await?;
    if !offered.writable {
        return Ok(());
    }
    let record = latest(stage, &*stage.subject.connect(), &drawn).await?;
    let redraw = FieldChange { path: PHOTO.to_owned(), before: Some(first.value()), after: Some(second.value()) };
    let stored = stage_push(&*remote, &record, redraw, Some(second.clone())).await?;
    let told = stored.as_ref().map(|stored| stored.values.get(PHOTO) == Some(&second.value()));
    ensure(told != Some(false), || "a picture that was stored is told as another one".to_owned())?;
    is_there(stage, &drawn, Some(&second), "a change of the picture").await?;
    let record = latest(stage, &*stage.subject.connect(), &drawn).await?;
    let clear = FieldChange { path: PHOTO.to_owned(), before: Some(second.value()), after: None };
    stage_push(&*remote, &record, clear, None).await?;
    is_there(stage, &drawn, None, "a change that clears the picture").await?;
    let extra = stage.subject.look(&drawn).await.map(|record| record.extra.len());
    ensure(extra == Some(usize::from(has_extra)), || "what has no path here is lost with a picture".to_owned())?;

    created(stage, &*remote, 3, &first).await?;
    match offered.longest.filter(|longest| *longest < LARGEST) {
        Some(longest) => created(stage, &*remote, 4, &picture(4, longest + 1)).await,
        None => Ok(()),
    }
}

/// A record that is made with a picture has it whole, or is refused.
async fn created(stage: &Stage, remote: &dyn Remote, key: u8, picture: &Picture) -> Result<(), Verdict> {
    let mut values = stage.person(usize::from(key));
    values.insert(PHOTO.to_owned(), picture.value());
    let operation = Operation::Create { kind: stage.capabilities.kind, values };
    let change = Change { picture: Some(picture.clone()), ..Change::new(id(key), operation) };
    let before = stage.subject.living(stage.capabilities.kind).await.len();
    match remote.push(&[change]).await.outcomes.first() {
        Some(Outcome::Applied { reference, .. }) => is_there(stage, reference, Some(picture), "making a record").await,
        Some(Outcome::Rejected { .. }) if stage.capabilities.fields[PHOTO].longest.is_some() => {
            let after = stage.subject.living(stage.capabilities.kind).await.len();
            ensure(after == before, || "a picture is rejected and a record is made all the same".to_owned())
        }
        _ => Err(broken("a record with a picture is neither made nor refused by name")),
    }
}

async fn is_there(stage: &Stage, of: &RemoteRef, wanted: Option<&Picture>, after: &str) -> Result<(), Verdict> {
    let found = stage.subject.picture(of).await;
    ensure(found.as_ref() == wanted, || format!("{after} leaves {found:?} where {wanted:?} should be"))
}

fn change_of(path: &str, after: serde_json::Value) -> FieldChange {
    FieldChange { path: path.to_owned(), before: None, after: Some(after) }
}

/// The record as the feed tells it last.
async fn latest(stage: &Stage, remote: &dyn Remote, of: &RemoteRef) -> Result<Record, Verdict> {
    let round = stage.round(remote, None, 10).await?;
    let found = round.records.into_iter().rfind(|record| record.reference == *of);
    found.ok_or_else(|| broken("a record does not come with the feed"))
}

/// Sends a change of a record as it was just read; gives what is stored, where the remote says it.
async fn stage_push(
    remote: &dyn Remote,
    record: &Record,
    change: FieldChange,
    picture: Option<Picture>,
) -> Result<Option<Record>, Verdict> {
    let operation = Operation::Update {
        reference: record.reference.clone(),
        base: Some(record.version.clone()),
        extra: record.extra.clone(),
        changes: vec![change],
    };
    let pushed = remote.push(&[Change { picture, ..Change::new(id(1), operation) }]).await;
    match pushed.outcomes.into_iter().next() {
        Some(Outcome::Applied { stored, .. }) => Ok(stored.map(|stored| *stored)),
        other => Err(broken(format!("a change on the version that was just read is not applied: {other:?}"))),
    }
}
