//! What rows of a table are made of, and how they are written and read as JSON, as the database itself tells.

use sqlx::SqliteConnection;

use super::NOT_KEPT;
use crate::StoreError;

/// Columns that hold a rowid of whichever kind of record a word says, and where the word is.
const RECORDS: [(&str, &str); 3] = [
    ("custom_value", "(SELECT entity FROM custom_field WHERE id = t.field)"),
    ("privacy_lock", "t.entity"),
    ("extra", "t.entity"),
];

/// A table.
#[derive(Debug)]
pub(super) struct Shape {
    pub(super) table: String,
    pub(super) columns: Vec<Column>,
    /// By what its rows are ordered.
    key: Vec<String>,
}

/// A column of a row that is kept.
#[derive(Debug)]
pub(super) struct Column {
    pub(super) name: String,
    pub(super) holds: Holds,
    /// What a new row has there, in SQL.
    default: Option<String>,
}

/// What a column holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    /// Text or a number.
    Plain,
    /// An identity.
    Id,
    /// Bytes.
    Bytes,
    /// A rowid of that table.
    Row(String),
    /// A rowid of a contact or a company, as the word here says.
    Record(&'static str),
    /// Bytes that follow from other columns: not written, made anew.
    Derived,
    /// The batch that made the row: not written.
    Batch,
}

/// Text of an identity in SQL.
fn id_text(bytes: &str) -> String {
    let hex = format!("lower(hex({bytes}))");
    let part = |from: u8, length: u8| format!("substr({hex}, {from}, {length})");
    [part(1, 8), part(9, 4), part(13, 4), part(17, 4), part(21, 12)].join(" || '-' || ")
}

impl Shape {
    /// Reads all rows, each as a JSON object.
    pub(super) fn select(&self) -> String {
        let mut parts = Vec::new();
        for Column { name, holds, .. } in &self.columns {
            let of =
                |table: &str| format!("(SELECT {} FROM \"{table}\" r WHERE r.id = t.\"{name}\")", id_text("r.uuid"));
            let value = match holds {
                Holds::Plain => format!("t.\"{name}\""),
                Holds::Id => id_text(&format!("t.\"{name}\"")),
                Holds::Bytes => format!("lower(hex(t.\"{name}\"))"),
                Holds::Row(table) => of(table),
                Holds::Record(word) => {
                    parts.push(format!("'{name}_of', {word}"));
                    format!("CASE {word} WHEN 'company' THEN {} ELSE {} END", of("company"), of("contact"))
                }
                Holds::Derived | Holds::Batch => continue,
            };
            parts.push(format!("'{name}', {value}"));
        }
        let key: Vec<String> = self.key.iter().map(|key| format!("t.{key}")).collect();
        format!("SELECT json_object({}) FROM \"{}\" t ORDER BY {}", parts.join(", "), self.table, key.join(", "))
    }

    /// Writes rows that are given as a JSON array; `?2` is the batch. What refers to a row of the same table stays open.
    pub(super) fn insert(&self) -> String {
        let mut names = Vec::new();
        let mut values = Vec::new();
        for Column { name, holds, default } in &self.columns {
            let json = format!("(value ->> '{name}')");
            let bytes = format!("unhex(replace({json}, '-', ''))");
            let of = |table: &str| format!("(SELECT id FROM \"{table}\" WHERE uuid = {bytes})");
            names.push(format!("\"{name}\""));
            values.push(match holds {
                Holds::Plain => match default {
                    // Made after the archive was.
                    Some(default) => format!("coalesce({json}, {default})"),
                    None => json,
                },
                Holds::Id => bytes,
                Holds::Bytes | Holds::Derived => format!("unhex({json})"),
                Holds::Row(table) if *table == self.table => "NULL".to_owned(),
                Holds::Row(table) => of(table),
                Holds::Record(_) => format!(
                    "CASE value ->> '{name}_of' WHEN 'company' THEN {} ELSE {} END",
                    of("company"),
                    of("contact")
                ),
                Holds::Batch => "?2".to_owned(),
            });
        }
        format!("INSERT INTO \"{}\" ({}) SELECT {} FROM json_each(?1)", self.table, names.join(", "), values.join(", "))
    }

    /// Whether a row has something under this key.
    pub(super) fn knows(&self, key: &str) -> bool {
        self.columns.iter().any(|column| match column.holds {
            Holds::Derived | Holds::Batch => false,
            Holds::Record(_) => key == column.name || key.strip_suffix("_of") == Some(&column.name),
            _ => key == column.name,
        })
    }

    /// Columns that refer to rows of the same table.
    pub(super) fn to_itself(&self) -> impl Iterator<Item = &str> {
        let refers = |column: &&Column| column.holds == Holds::Row(self.table.clone());
        self.columns.iter().filter(refers).map(|column| column.name.as_str())
    }

    fn refers_to(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().flat_map(|column| match &column.holds {
            Holds::Row(table) => vec![table.as_str()],
            Holds::Record(_) => vec!["contact", "company"],
            _ => Vec::new(),
        })
    }
}

/// The tables of an archive, those first that others refer to.
pub(super) async fn shapes(connection: &mut SqliteConnection) -> Result<Vec<Shape>, StoreError> {
    let names: Vec<String> = sqlx::query_scalar(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
    )
    .fetch_all(&mut *connection)
    .await?;
    let mut left = Vec::new();
    for table in names.into_iter().filter(|name| !NOT_KEPT.iter().any(|(known, _)| known == name)) {
        left.push(shape(connection, table).await?);
    }
    let mut ordered: Vec<Shape> = Vec::with_capacity(left.len());
    while !left.is_empty() {
        let is_ready = |shape: &Shape| {
            let waits = |table: &str| table != shape.table && left.iter().any(|other| other.table == table);
            !shape.refers_to().any(waits)
        };
        // Tables that refer to each other in a circle cannot be written one after the other.
        let at = left.iter().position(is_ready).ok_or(StoreError::Bug("tables refer to each other in a circle"))?;
        ordered.push(left.remove(at));
    }
    Ok(ordered)
}

async fn shape(connection: &mut SqliteConnection, table: String) -> Result<Shape, StoreError> {
    let columns: Vec<(String, String, i64, Option<String>)> =
        sqlx::query_as("SELECT name, type, pk, dflt_value FROM pragma_table_info(?) ORDER BY cid")
            .bind(&table)
            .fetch_all(&mut *connection)
            .await?;
    let refers: Vec<(String, String)> = sqlx::query_as("SELECT \"from\", \"table\" FROM pragma_foreign_key_list(?)")
        .bind(&table)
        .fetch_all(&mut *connection)
        .await?;
    let without_rowid: bool =
        sqlx::query_scalar("SELECT wr FROM pragma_table_list(?)").bind(&table).fetch_one(connection).await?;
    let mut key: Vec<(i64, String)> =
        columns.iter().filter(|(_, _, pk, _)| *pk > 0).map(|(name, _, pk, _)| (*pk, format!("\"{name}\""))).collect();
    key.sort();
    let key = if without_rowid { key.into_iter().map(|(_, name)| name).collect() } else { vec!["rowid".to_owned()] };
    let record = RECORDS.iter().find(|(known, _)| *known == table).map(|(_, word)| *word);
    let is_row = |name: &str| columns.iter().any(|(other, ..)| other == "uuid") && name == "id";
    let kept = columns.iter().filter(|(name, ..)| !is_row(name)).map(|(name, kind, _, default)| {
        let refers = refers.iter().find(|(from, _)| from == name).map(|(_, table)| table.as_str());
        let holds = match (refers, record, name.as_str(), kind.as_str()) {
            (Some("batch"), ..) => Holds::Batch,
            (Some(table), ..) => Holds::Row(table.to_owned()),
            (None, Some(word), "record", _) => Holds::Record(word),
            (None, _, name, "BLOB") if name.starts_with("sort") => Holds::Derived,
            (None, _, "uuid", "BLOB") => Holds::Id,
            (None, _, _, "BLOB") => Holds::Bytes,
            _ => Holds::Plain,
        };
        Column { name: name.clone(), holds, default: default.clone() }
    });
    Ok(Shape { columns: kept.collect(), table, key })
}
