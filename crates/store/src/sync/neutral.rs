//! Contacts in the neutral form: paths and values, with companies and tags as texts, and who changed what when.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use satchel_model::{Id, RecordState};
use serde_json::{Map, Value, json};
use sqlx::{Row, SqliteConnection};

use super::picture;
use crate::value::state_of;
use crate::{StoreError, json_list};

/// Paths and what they hold. A field is a text; a row (`emails/<id>`) an object; a tag (`tags/<folded name>`) an object
/// with its name; a picture (`photo`) an object with `sha256` and `bytes`. What is empty is not there.
pub type NeutralValues = BTreeMap<String, Value>;

/// Who changed something here, and when.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NeutralStamp {
    /// UTC milliseconds.
    pub at: i64,
    /// The actor of the batch.
    pub by: String,
}

/// A contact in the neutral form.
#[derive(Clone, Debug, PartialEq)]
pub struct Neutral {
    /// Its identity.
    pub id: Id,
    /// Where it is in its life.
    pub state: RecordState,
    /// The contact that it was merged into.
    pub merged_into: Option<Id>,
    /// What it holds.
    pub values: NeutralValues,
    /// Its last change.
    pub modified: NeutralStamp,
    /// Last changes of single paths, as far as the journal tells them.
    pub touched: BTreeMap<String, NeutralStamp>,
    /// The last line of the journal that is about it alone; 0 when there is none.
    pub seq: i64,
    /// Paths behind a privacy lock, and the picture when it is not known what its bytes are.
    pub locked: BTreeSet<String>,
}

const TEXTS: [&str; 14] = [
    "prefix",
    "given",
    "middle",
    "family",
    "suffix",
    "nickname",
    "maiden",
    "display",
    "birthday",
    "time_zone",
    "language",
    "source",
    "notes",
    "owner",
];

/// Reads contacts, in the order of their rowids.
pub(crate) async fn read(connection: &mut SqliteConnection, rowids: &[i64]) -> Result<Vec<Neutral>, StoreError> {
    let list = json_list(rowids);
    let rows = sqlx::query(
        "SELECT c.id, c.uuid, c.state, w.uuid, c.updated_at, c.prefix, c.given, c.middle, c.family, c.suffix,
           c.nickname, c.maiden, c.display_set, c.birthday, c.time_zone, c.language, c.source, c.notes, coalesce(m.name, '')
         FROM json_each(?) j JOIN contact c ON c.id = j.value
         LEFT JOIN contact w ON w.id = c.merged_into LEFT JOIN team_member m ON m.id = c.owner",
    )
    .bind(&list)
    .fetch_all(&mut *connection)
    .await?;
    let mut found: BTreeMap<i64, Neutral> = BTreeMap::new();
    for row in &rows {
        let mut values = NeutralValues::new();
        for (at, key) in TEXTS.into_iter().enumerate() {
            put(&mut values, key, row.try_get(5 + at)?);
        }
        let winner: Option<Vec<u8>> = row.try_get(3)?;
        let neutral = Neutral {
            id: Id::from_slice(row.try_get(1)?)?,
            state: state_of(row.try_get(2)?),
            merged_into: winner.map(|uuid| Id::from_slice(&uuid)).transpose()?,
            values,
            modified: NeutralStamp { at: row.try_get(4)?, by: String::new() },
            touched: BTreeMap::new(),
            seq: 0,
            locked: BTreeSet::new(),
        };
        found.insert(row.try_get(0)?, neutral);
    }
    children(connection, &list, &mut found).await?;
    relations(connection, &list, &mut found).await?;
    picture::read(connection, &list, &mut found).await?;
    stamps(connection, &list, &mut found).await?;
    Ok(found.into_values().collect())
}

fn put(values: &mut NeutralValues, key: &str, text: String) {
    if !text.is_empty() {
        values.insert(key.to_owned(), text.into());
    }
}

async fn children(
    connection: &mut SqliteConnection,
    list: &str,
    found: &mut BTreeMap<i64, Neutral>,
) -> Result<(), StoreError> {
    macro_rules! each {
        ($table:literal, $collection:literal, [$($part:literal),+]) => {
            let rows = sqlx::query(concat!(
                "SELECT t.contact, t.uuid, t.label, t.is_primary, t.position", $(", t.", $part,)+
                " FROM json_each(?) j JOIN ", $table, " t ON t.contact = j.value"
            ))
            .bind(list)
            .fetch_all(&mut *connection)
            .await?;
            for row in &rows {
                let Some(neutral) = found.get_mut(&row.try_get::<i64, _>(0)?) else { continue };
                let mut parts = Map::new();
                for (at, part) in [$($part),+].into_iter().enumerate() {
                    parts.insert(part.to_owned(), row.try_get::<String, _>(5 + at)?.into());
                }
                parts.insert("label".into(), row.try_get::<String, _>(2)?.into());
                parts.insert("primary".into(), row.try_get::<bool, _>(3)?.into());
                parts.insert("position".into(), row.try_get::<i64, _>(4)?.into());
                let id = Id::from_slice(row.try_get(1)?)?;
                neutral.values.insert(format!(concat!($collection, "/{}"), id), Value::Object(parts));
            }
        };
    }
    each!("contact_email", "emails", ["value"]);
    each!("contact_phone", "phones", ["value", "e164"]);
    each!("contact_address", "addresses", ["street", "locality", "region", "postcode", "country"]);
    each!("contact_link", "links", ["value"]);
    each!("contact_date", "dates", ["value"]);
    Ok(())
}

async fn relations(
    connection: &mut SqliteConnection,
    list: &str,
    found: &mut BTreeMap<i64, Neutral>,
) -> Result<(), StoreError> {
    let jobs: Vec<(i64, String, String, String)> = sqlx::query_as(
        "SELECT a.contact, coalesce(c.name, ''), a.title, a.department FROM json_each(?) j
         JOIN affiliation a ON a.contact = j.value LEFT JOIN company c ON c.id = a.company
         WHERE a.is_primary AND a.until = ''",
    )
    .bind(list)
    .fetch_all(&mut *connection)
    .await?;
    for (rowid, company, title, department) in jobs {
        if let Some(neutral) = found.get_mut(&rowid) {
            put(&mut neutral.values, "company", company);
            put(&mut neutral.values, "title", title);
            put(&mut neutral.values, "department", department);
        }
    }
    let tags: Vec<(i64, String, String)> = sqlx::query_as(
        "SELECT t.contact, d.folded, d.name FROM json_each(?) j JOIN contact_tag t ON t.contact = j.value
         JOIN tag d ON d.id = t.tag",
    )
    .bind(list)
    .fetch_all(&mut *connection)
    .await?;
    for (rowid, folded, name) in tags {
        if let Some(neutral) = found.get_mut(&rowid) {
            neutral.values.insert(format!("tags/{folded}"), json!({"value": name}));
        }
    }
    let locks: Vec<(i64, String)> = sqlx::query_as(
        "SELECT l.record, l.path FROM json_each(?) j JOIN privacy_lock l ON l.record = j.value AND l.entity = 'contact'",
    )
    .bind(list)
    .fetch_all(connection)
    .await?;
    for (rowid, path) in locks {
        if let Some(neutral) = found.get_mut(&rowid) {
            neutral.locked.insert(path);
        }
    }
    Ok(())
}

async fn stamps(
    connection: &mut SqliteConnection,
    list: &str,
    found: &mut BTreeMap<i64, Neutral>,
) -> Result<(), StoreError> {
    // SQLite takes the other columns from the row that has the maximum.
    let lines: Vec<(i64, String, i64, i64, String)> = sqlx::query_as(
        "SELECT c.record, c.path, max(c.seq), b.at, b.actor FROM json_each(?) j
         JOIN change c ON c.record = j.value AND c.entity = 'contact' AND c.until IS NULL
         JOIN batch b ON b.id = c.batch GROUP BY c.record, c.path",
    )
    .bind(list)
    .fetch_all(connection)
    .await?;
    let mut latest: HashMap<i64, i64> = HashMap::new();
    for (rowid, path, seq, at, by) in lines {
        let Some(neutral) = found.get_mut(&rowid) else { continue };
        let stamp = NeutralStamp { at, by };
        if *latest.get(&rowid).unwrap_or(&0) < seq {
            latest.insert(rowid, seq);
            neutral.seq = seq;
            neutral.modified.by.clone_from(&stamp.by);
        }
        // The rows behind a company and a title are no paths of the neutral form.
        let keys =
            if path.starts_with("affiliations/") { vec!["company", "title", "department"] } else { vec![&*path] };
        for key in keys {
            let known = neutral.touched.entry(key.to_owned()).or_default();
            if known.at <= stamp.at {
                known.clone_from(&stamp);
            }
        }
    }
    Ok(())
}
