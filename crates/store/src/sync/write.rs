//! Writing records as a remote has them: made, changed, ended, brought back, all as lines of the journal.
//!
//! A change names what was seen before it; where that is no longer there, nothing of the record is written. What cannot
//! be kept is refused, and the records beside it are written all the same.

use std::collections::BTreeMap;

use satchel_model::{AffiliationEdit, Entity, FieldChange, Id, PartialDate, RecordState, field};
use serde_json::{Value, json};

use super::draft::draft;
use super::neutral::{self, NeutralValues};
use super::picture::{KeptPicture, PHOTO, is_it};
use super::rowid;
use super::rows::{COLLECTIONS, completed};
use crate::writing::Writing;
use crate::{StoreError, affiliation, derive, tag, team, value};

/// Records that are made by one statement of each table.
const TOGETHER: usize = 500;

/// What is to become of a record.
#[derive(Clone, Debug, PartialEq)]
pub enum NeutralAction {
    /// It is made with these values.
    Create(NeutralValues),
    /// It changes.
    Update(Vec<FieldChange>),
    /// It goes into this state, and changes.
    State(RecordState, Vec<FieldChange>),
    /// It lives on in another.
    MergeInto(Id),
}

/// A write of one record.
#[derive(Clone, Debug, PartialEq)]
pub struct NeutralWrite {
    /// The record; of one that is made its new identity.
    pub id: Id,
    /// What is to become of it.
    pub action: NeutralAction,
    /// The picture that it gets, where there is one.
    pub picture: Option<KeptPicture>,
}

impl NeutralWrite {
    /// A write without a picture.
    #[must_use]
    pub fn new(id: Id, action: NeutralAction) -> Self {
        Self { id, action, picture: None }
    }
}

/// What became of a write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Written {
    /// It is done.
    Done,
    /// Not done: the record is no longer what was seen.
    Stale,
    /// Not done: the sentence says what cannot be kept, without its value.
    Refused(String),
}

impl Writing {
    /// Writes records; what became of each is told in their order. Those that are made come first. `head` is the
    /// journal's last line when they were read: who was changed after it is stale. `region` is the country of national
    /// numbers.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn write_neutral(
        &mut self,
        writes: &[NeutralWrite],
        head: i64,
        region: Option<&str>,
    ) -> Result<Vec<Written>, StoreError> {
        let mut written = Vec::with_capacity(writes.len());
        let mut new = Vec::new();
        for write in writes {
            let made = match &write.action {
                NeutralAction::Create(values)
                    if values.get(PHOTO).is_some_and(|photo| !is_it(photo, write.picture.as_ref())) =>
                {
                    Err(refusal(PHOTO))
                }
                NeutralAction::Create(values) => {
                    draft(self.store(), write.id, values, region).map(|made| new.push(made))
                }
                NeutralAction::Update(_) | NeutralAction::State(..) | NeutralAction::MergeInto(_) => Ok(()),
            };
            written.push(told(made.map(|()| Written::Done))?);
        }
        let mut made: BTreeMap<Id, i64> = BTreeMap::new();
        for new in new.chunks(TOGETHER) {
            made.extend(self.create_contacts(new).await?.into_iter().map(|(rowid, id)| (id, rowid)));
        }
        for (write, outcome) in writes.iter().zip(&mut written) {
            if let NeutralAction::Create(values) = &write.action {
                if let (Some(photo), Some(record)) = (values.get(PHOTO), made.get(&write.id)) {
                    self.draw(write.id, *record, Some(photo), write.picture.as_ref()).await?;
                    derive::refresh_contact(self, *record).await?;
                }
                continue;
            }
            sqlx::query("SAVEPOINT neutral").execute(self.sql()).await?;
            let mark = self.batch_mark();
            *outcome = told(self.alter(write, head, region).await)?;
            if *outcome != Written::Done {
                sqlx::query("ROLLBACK TO neutral").execute(self.sql()).await?;
                self.rewind_batch(mark);
            }
            sqlx::query("RELEASE neutral").execute(self.sql()).await?;
        }
        Ok(written)
    }

    async fn alter(&mut self, write: &NeutralWrite, head: i64, region: Option<&str>) -> Result<Written, StoreError> {
        let NeutralWrite { id, action, picture } = write;
        let id = *id;
        let record = rowid(self.sql(), Entity::Contact, id).await?.ok_or(StoreError::NotFound("contact"))?;
        if self.changed_after(record, head).await? {
            return Ok(Written::Stale);
        }
        let now = neutral::read(self.sql(), &[record]).await?.pop().ok_or(StoreError::NotFound("contact"))?;
        let (state, changes): (RecordState, &[FieldChange]) = match action {
            NeutralAction::Update(changes) => (now.state, changes),
            NeutralAction::State(state, changes) => (*state, changes),
            NeutralAction::MergeInto(_) if now.merged_into.is_some() => return Ok(Written::Stale),
            NeutralAction::MergeInto(winner) => return self.merge_into(id, *winner).await,
            NeutralAction::Create(_) => return Err(StoreError::Bug("a record that is made has nothing to alter")),
        };
        if now.merged_into.is_some()
            || changes.iter().any(|change| now.values.get(&change.path) != change.before.as_ref())
        {
            return Ok(Written::Stale);
        }
        if let Some(change) = changes.iter().find(|change| change.path == PHOTO) {
            self.draw(id, record, change.after.as_ref(), picture.as_ref()).await?;
        }
        let mut lines = self.in_own_words(record, changes, &now.values, region).await?;
        if state != now.state {
            lines.push(FieldChange { path: "state".into(), before: Some(json!(now.state)), after: Some(json!(state)) });
        }
        for line in &lines {
            value::write(self, Entity::Contact, record, &line.path, line.after.as_ref()).await?;
            self.line(Entity::Contact, record, line).await?;
        }
        self.settle_primaries(record).await?;
        derive::refresh_contact(self, record).await?;
        Ok(Written::Done)
    }

    async fn changed_after(&mut self, record: i64, head: i64) -> Result<bool, StoreError> {
        Ok(sqlx::query_scalar(
            "SELECT EXISTS (SELECT 1 FROM change WHERE record = ?1 AND entity = 'contact' AND seq > ?2 AND until IS NULL)
               OR EXISTS (SELECT 1 FROM change WHERE entity = 'contact' AND until >= ?1 AND record <= ?1 AND seq > ?2)",
        )
        .bind(record)
        .bind(head)
        .fetch_one(self.sql())
        .await?)
    }

    /// As if it had been merged by hand: the winner keeps what it has and gets what the other one has besides, what never
    /// was there included.
    async fn merge_into(&mut self, id: Id, winner: Id) -> Result<Written, StoreError> {
        match self.merge(Entity::Contact, &[winner, id], &[]).await {
            // One of them was deleted meanwhile, or they are one already.
            Err(StoreError::NotFound(_) | StoreError::Unmergeable(_)) => Ok(Written::Stale),
            merged => merged.map(|_| Written::Done),
        }
    }

    /// Changes of the neutral form as changes of the journal: companies and tags as what they refer to, rows complete.
    async fn in_own_words(
        &mut self,
        record: i64,
        changes: &[FieldChange],
        now: &NeutralValues,
        region: Option<&str>,
    ) -> Result<Vec<FieldChange>, StoreError> {
        let mut lines = Vec::with_capacity(changes.len());
        let mut job = AffiliationEdit::default();
        // Rows that are there by now: the next new one goes behind them.
        let mut rows = now.clone();
        for change in changes.iter().filter(|change| change.path != PHOTO) {
            let FieldChange { path, after, .. } = change;
            let text = || after.as_ref().and_then(Value::as_str).unwrap_or_default().to_owned();
            match path.split_once('/') {
                Some(("tags", _)) => lines.extend(self.tag_line(change).await?),
                Some((collection, _)) if COLLECTIONS.contains(&collection) => {
                    let known = value::read(self.sql(), Entity::Contact, record, path).await?;
                    let completed = match after {
                        Some(row) => Some(completed(path, row, &rows, region).ok_or_else(|| refusal(path))?),
                        None => None,
                    };
                    match &completed {
                        Some(row) => rows.insert(path.clone(), row.clone()),
                        None => rows.remove(path),
                    };
                    let after = completed.map(|row| with_own_parts(row, known.as_ref()));
                    lines.push(FieldChange { path: path.clone(), before: known, after });
                }
                Some(_) => return Err(refusal(path)),
                None => match path.as_str() {
                    "company" => job.company = Some(text()),
                    "title" => job.title = Some(text()),
                    "department" => job.department = Some(text()),
                    "owner" => lines.push(team::owner_change(self, record, &text()).await?),
                    _ => {
                        checked(path, &text())?;
                        lines.push(change.clone());
                    }
                },
            }
        }
        lines.extend(affiliation::plan(self, record, &job).await?);
        Ok(lines)
    }

    async fn tag_line(&mut self, change: &FieldChange) -> Result<Option<FieldChange>, StoreError> {
        let name = |side: &Option<Value>| side.as_ref().and_then(|row| row.get("value")?.as_str().map(str::to_owned));
        let yes = Some(Value::Bool(true));
        Ok(match (name(&change.before), name(&change.after)) {
            (None, Some(name)) => {
                let (_, id) = tag::find_or_add(self, &name).await?;
                Some(FieldChange { path: format!("tags/{id}"), before: None, after: yes })
            }
            (Some(name), None) => tag::find(self.sql(), &name).await?.map(|(_, id)| FieldChange {
                path: format!("tags/{id}"),
                before: yes,
                after: None,
            }),
            // Another spelling of the same tag is no change of the contact.
            _ => None,
        })
    }
}

/// A row from there with what only this vault says of it: that it is not to be used, and, as long as it is the same
/// address, whether it works.
fn with_own_parts(mut row: Value, known: Option<&Value>) -> Value {
    if let (Some(row), Some(known)) = (row.as_object_mut(), known.and_then(Value::as_object)) {
        let is_another = row.get("value") != known.get("value");
        for (part, value) in known.iter().filter(|(part, _)| !(is_another && *part == "status")) {
            row.entry(part.as_str()).or_insert_with(|| value.clone());
        }
    }
    row
}

/// What cannot be kept is an outcome; what the disk refuses is an error.
fn told(done: Result<Written, StoreError>) -> Result<Written, StoreError> {
    match done {
        Err(StoreError::Unidentified) => Ok(Written::Refused(StoreError::Unidentified.to_string())),
        Err(StoreError::Invalid(error)) => Ok(Written::Refused(error.to_string())),
        done => done,
    }
}

/// Refuses a text that the field cannot keep.
pub(super) fn checked(path: &str, text: &str) -> Result<(), StoreError> {
    let known = field(path).filter(|field| field.writable).ok_or_else(|| refusal(path))?;
    let fits = known.limit == 0 || text.chars().count() <= known.limit;
    let is_day = path != "birthday" || text.is_empty() || text.parse::<PartialDate>().is_ok();
    let is_known = text.is_empty() || satchel_model::check_value(path, "", text, None).problem.is_none();
    if fits && is_day && is_known && !text.contains('\0') { Ok(()) } else { Err(refusal(path)) }
}

/// Says that what is at a path cannot be kept.
pub(super) fn refusal(path: &str) -> StoreError {
    let key = path.split('/').next().unwrap_or_default();
    StoreError::Invalid(satchel_model::EditError {
        path: path.to_owned(),
        reason: format!("{key} holds something that a contact cannot keep"),
    })
}
