//! Changes of many contacts, whatever they are about: read by what holds them, written by a few statements for each place.
//!
//! Deliberately absent: paths that reach beyond a contact's own rows, what a change may be, and who is left when it fails.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use satchel_model::{CustomFields, CustomKind, FieldChange, Id};
use serde_json::{Value, json};
use sqlx::SqliteConnection;

use super::back::Apart;
use super::work::rows_of;
use super::{column_of, of_texts, texts};
use crate::child::{self, Child};
use crate::undo::UndoStep;
use crate::writing::{BatchMark, Writing};
use crate::{StoreError, custom, derive, json_list};

/// Where a change goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Place {
    /// A text of the contact.
    Text(&'static str),
    /// A row of a list.
    Row(Child, Id),
    /// A tag.
    Tag(Id),
    /// A row of work.
    Work(Id),
    /// A field of one's own.
    Custom(Id),
}

impl Place {
    /// Where a path leads; nothing when that is no row of the contact alone.
    fn of(path: &str) -> Option<Self> {
        let Some((collection, id)) = path.split_once('/') else { return texts::text_column(path).map(Self::Text) };
        let id = id.parse().ok()?;
        match collection {
            "custom" => Some(Self::Custom(id)),
            "tags" => Some(Self::Tag(id)),
            "affiliations" => Some(Self::Work(id)),
            "attachments" => None,
            _ => Child::named(collection).map(|child| Self::Row(child, id)),
        }
    }

    /// The same; nothing for fields whose values others are looked at for, too.
    pub(super) fn of_own(path: &str, fields: &CustomFields) -> Option<Self> {
        Self::of(path).filter(|place| match place {
            Self::Custom(id) => fields.id(*id).is_some_and(|field| {
                let definition = field.definition();
                !definition.unique
                    && !matches!(definition.kind, CustomKind::Contact | CustomKind::Company | CustomKind::File)
            }),
            _ => true,
        })
    }

    /// Whether a contact may be called otherwise then.
    fn shows_in_the_name(self) -> bool {
        match self {
            Self::Text(path) => texts::is_name(path),
            Self::Row(child, _) => matches!(child, Child::Emails | Child::Phones),
            Self::Work(_) => true,
            Self::Tag(_) | Self::Custom(_) => false,
        }
    }
}

/// What contacts hold at places, in the form of the journal; what is not there is not in it.
pub(super) async fn held(
    connection: &mut SqliteConnection,
    places: &[(i64, Place)],
) -> Result<HashMap<(i64, Place), Value>, StoreError> {
    let mut texts: BTreeMap<&'static str, Vec<i64>> = BTreeMap::new();
    let mut rows: BTreeMap<Child, Vec<(i64, Id)>> = BTreeMap::new();
    let (mut tags, mut work, mut own) = (Vec::new(), Vec::new(), Vec::new());
    for (record, place) in places {
        match place {
            Place::Text(path) => texts.entry(path).or_default().push(*record),
            Place::Row(child, id) => rows.entry(*child).or_default().push((*record, *id)),
            Place::Tag(id) => tags.push((*record, *id)),
            Place::Work(_) => work.push(*record),
            Place::Custom(id) => own.push((*record, *id)),
        }
    }
    let mut held = HashMap::with_capacity(places.len());
    for (path, records) in texts {
        let column = column_of(path).ok_or(StoreError::Bug("no text of a contact"))?.name;
        let sql = format!("SELECT c.id, c.{column} FROM json_each(?) j CROSS JOIN contact c ON c.id = j.value");
        let found: Vec<(i64, String)> =
            sqlx::query_as(of_texts(sql)).bind(json_list(&records)).fetch_all(&mut *connection).await?;
        let found = found.into_iter().filter(|(_, text)| !text.is_empty());
        held.extend(found.map(|(record, text)| ((record, Place::Text(path)), Value::from(text))));
    }
    for (child, wanted) in rows {
        let found = child::read_many(connection, child, &wanted).await?.into_iter();
        held.extend(found.map(|((record, id), value)| ((record, Place::Row(child, id)), value)));
    }
    let found: Vec<(i64, Vec<u8>)> = sqlx::query_as(
        "SELECT t.contact, d.uuid FROM json_each(?) j CROSS JOIN tag d ON d.uuid = unhex(j.value ->> 1)
         CROSS JOIN contact_tag t ON t.contact = j.value ->> 0 AND t.tag = d.id",
    )
    .bind(pairs(&tags))
    .fetch_all(&mut *connection)
    .await?;
    for (record, uuid) in found {
        held.insert((record, Place::Tag(Id::from_slice(&uuid)?)), Value::Bool(true));
    }
    if !work.is_empty() {
        work.dedup();
        let found = rows_of(connection, &work).await?.into_iter();
        held.extend(found.map(|((record, id), value)| ((record, Place::Work(id)), value)));
    }
    let found = custom::value::read_pairs(connection, &pairs(&own)).await?.into_iter();
    held.extend(found.map(|(record, id, value)| ((record, Place::Custom(id)), value)));
    Ok(held)
}

/// Records with identities, as statements read them.
fn pairs(of: &[(i64, Id)]) -> String {
    let rows: Vec<Value> = of.iter().map(|(record, id)| json!([record, crate::hex(id.as_bytes())])).collect();
    Value::from(rows).to_string()
}

impl Writing {
    /// Makes changes of contacts, with their lines and what follows from them.
    ///
    /// # Errors
    /// [`StoreError::Unidentified`] when somebody would be nobody; then some of it is written, and the caller goes back.
    pub(super) async fn make_changes(&mut self, mut changes: Vec<(i64, FieldChange)>) -> Result<(), StoreError> {
        // What is about one contact is taken back together.
        changes.sort_by_key(|(record, _)| *record);
        let mut texts: BTreeMap<&'static str, Vec<(i64, &FieldChange)>> = BTreeMap::new();
        let mut rows: BTreeMap<Child, Vec<child::Write<'_>>> = BTreeMap::new();
        let mut tags: BTreeMap<(Id, bool), Vec<i64>> = BTreeMap::new();
        let (mut work, mut own) = (Vec::new(), Vec::new());
        let (mut renamed, mut others) = (Vec::new(), Vec::new());
        for (record, change) in &changes {
            let place = Place::of(&change.path).ok_or(StoreError::Bug("a path that is not its own"))?;
            if place.shows_in_the_name() { &mut renamed } else { &mut others }.push(*record);
            match place {
                Place::Text(path) => texts.entry(path).or_default().push((*record, change)),
                Place::Row(child, id) => rows.entry(child).or_default().push((*record, id, change.after.as_ref())),
                Place::Tag(id) => tags.entry((id, change.after.is_some())).or_default().push(*record),
                Place::Work(_) => work.push((*record, change)),
                Place::Custom(id) => own.push((*record, id, change.after.as_ref())),
            }
        }
        for (path, changes) in texts {
            self.put_texts(path, &changes).await?;
        }
        for ((id, on), records) in tags {
            let tag: Option<i64> = sqlx::query_scalar("SELECT id FROM tag WHERE uuid = ?")
                .bind(&id.as_bytes()[..])
                .fetch_optional(self.sql())
                .await?;
            self.turn_tag(tag.ok_or(StoreError::NotFound("tag"))?, &records, on).await?;
        }
        if !work.is_empty() {
            self.put_work(&work).await?;
        }
        for (child, rows) in rows {
            child::write(self, child, &rows).await?;
        }
        custom::value::write_each(self, &own).await?;
        self.lines_of(&changes.iter().map(|(record, change)| (*record, change)).collect::<Vec<_>>()).await?;
        renamed.dedup();
        derive::refresh_contacts(self, &renamed).await?;
        others.dedup();
        others.retain(|record| renamed.binary_search(record).is_err());
        self.stamp_all(&others).await
    }

    /// Gives each contact its text under a path.
    async fn put_texts(&mut self, path: &str, changes: &[(i64, &FieldChange)]) -> Result<(), StoreError> {
        let column = column_of(path).ok_or(StoreError::Bug("no text of a contact"))?.name;
        let text = |change: &FieldChange| change.after.as_ref().and_then(Value::as_str).unwrap_or_default().to_owned();
        let rows: Vec<Value> = changes.iter().map(|(record, change)| json!([record, text(change)])).collect();
        let sql =
            format!("UPDATE contact SET {column} = j.value ->> 1 FROM json_each(?) j WHERE contact.id = j.value ->> 0");
        sqlx::query(of_texts(sql)).bind(Value::from(rows).to_string()).execute(self.sql()).await?;
        Ok(())
    }

    /// Begins what is done as a whole or not at all.
    pub(super) async fn begin_together(&mut self) -> Result<BatchMark, StoreError> {
        sqlx::query("SAVEPOINT together").execute(self.sql()).await?;
        Ok(self.batch_mark())
    }

    /// Ends it as it went: false when nothing was done because somebody would be nobody then.
    pub(super) async fn end_together(
        &mut self,
        mark: BatchMark,
        done: Result<(), StoreError>,
    ) -> Result<bool, StoreError> {
        if done.is_err() {
            sqlx::query("ROLLBACK TO together").execute(self.sql()).await?;
            self.rewind_batch(mark);
        }
        sqlx::query("RELEASE together").execute(self.sql()).await?;
        match done {
            Ok(()) => Ok(true),
            Err(StoreError::Unidentified | StoreError::Taken(_)) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Takes lines of contacts back, all of those of each together, where everything still holds what they left there.
    /// Gives those that have to be taken back one by one.
    pub(crate) async fn reverse_each_own(
        &mut self,
        groups: Vec<Apart>,
        step: &mut UndoStep,
    ) -> Result<Vec<Apart>, StoreError> {
        let fields = Arc::clone(&custom::known(self.sql()).await?.fields);
        let mut places = Vec::new();
        for (record, lines) in &groups {
            places.extend(lines.iter().filter_map(|(path, _)| Some((*record, Place::of_own(path, &fields)?))));
        }
        let held = held(self.sql(), &places).await?;
        let holds = |record: i64, change: &FieldChange| {
            let place = Place::of_own(&change.path, &fields);
            place.is_some_and(|place| held.get(&(record, place)) == change.after.as_ref())
        };
        let (together, mut apart): (Vec<_>, Vec<_>) =
            groups.into_iter().partition(|(record, lines)| lines.iter().all(|(_, change)| holds(*record, change)));
        let back: Vec<(i64, FieldChange)> = together
            .iter()
            .flat_map(|(record, lines)| lines.iter().map(|(_, change)| (*record, change.inverse())))
            .collect();
        let records: Vec<i64> = together.iter().map(|(record, _)| *record).collect();
        let mark = self.begin_together().await?;
        let done = self.put_back(back, &records).await;
        match self.end_together(mark, done).await? {
            true => step.reversed += i64::try_from(together.len()).unwrap_or(i64::MAX),
            false => apart.extend(together),
        }
        Ok(apart)
    }

    async fn put_back(&mut self, back: Vec<(i64, FieldChange)>, records: &[i64]) -> Result<(), StoreError> {
        let tags = back.iter().filter(|(_, change)| change.path.starts_with("tags/"));
        let tags: BTreeMap<String, Option<Value>> = tags
            .map(|(_, change)| (change.path.clone(), change.after.clone()))
            .filter(|(_, on)| on.is_some())
            .collect();
        for (path, on) in tags {
            self.unearth(&path, on.as_ref()).await?;
        }
        self.make_changes(back).await?;
        for record in without_one_primary(self.sql(), records).await? {
            self.settle_primaries(record).await?;
            derive::refresh_contact(self, record).await?;
        }
        Ok(())
    }
}

/// Those who have rows in a list but not exactly one primary.
async fn without_one_primary(connection: &mut SqliteConnection, records: &[i64]) -> Result<Vec<i64>, StoreError> {
    Ok(sqlx::query_scalar(
        "SELECT t.contact FROM json_each(?1) j CROSS JOIN contact_email t ON t.contact = j.value
           GROUP BY t.contact HAVING sum(t.is_primary) <> 1
         UNION SELECT t.contact FROM json_each(?1) j CROSS JOIN contact_phone t ON t.contact = j.value
           GROUP BY t.contact HAVING sum(t.is_primary) <> 1
         UNION SELECT t.contact FROM json_each(?1) j CROSS JOIN contact_address t ON t.contact = j.value
           GROUP BY t.contact HAVING sum(t.is_primary) <> 1
         UNION SELECT t.contact FROM json_each(?1) j CROSS JOIN contact_link t ON t.contact = j.value
           GROUP BY t.contact HAVING sum(t.is_primary) <> 1
         UNION SELECT t.contact FROM json_each(?1) j CROSS JOIN contact_date t ON t.contact = j.value
           GROUP BY t.contact HAVING sum(t.is_primary) <> 1",
    )
    .bind(json_list(records))
    .fetch_all(connection)
    .await?)
}
