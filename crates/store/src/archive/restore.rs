//! Rows of an archive into a vault that is empty.

use satchel_model::{Entity, Id};
use serde_json::{Map, Value};
use sqlx::{AssertSqlSafe, Row};

use super::shape::{Shape, shapes};
use crate::writing::Writing;
use crate::{StoreError, custom, derive, hex};

/// Kinds of records whose creation the journal tells, with their tables.
const TOLD: [(Entity, &str); 5] = [
    (Entity::Contact, "contact"),
    (Entity::Company, "company"),
    (Entity::List, "list"),
    (Entity::SavedView, "saved_view"),
    (Entity::Field, "custom_field"),
];

/// An archive while it is put into a vault.
#[derive(Debug)]
pub struct Restoring {
    shapes: Vec<Shape>,
    /// Rows that refer to others of their table: table, column, who, whom.
    open: Vec<(usize, String, String, String)>,
}

impl Writing {
    /// Begins to fill an empty vault: what every vault has from its beginning goes.
    ///
    /// # Errors
    /// [`StoreError::NotEmpty`].
    pub async fn restore(&mut self) -> Result<Restoring, StoreError> {
        let taken: bool = sqlx::query_scalar(
            "SELECT EXISTS (SELECT 1 FROM contact) OR EXISTS (SELECT 1 FROM company) OR EXISTS (SELECT 1 FROM list)
               OR EXISTS (SELECT 1 FROM custom_field) OR EXISTS (SELECT 1 FROM tag)",
        )
        .fetch_one(self.sql())
        .await?;
        if taken {
            return Err(StoreError::NotEmpty);
        }
        let shapes = shapes(self.sql()).await?;
        for shape in shapes.iter().rev() {
            let sql = format!("DELETE FROM \"{}\"", shape.table);
            sqlx::query(AssertSqlSafe(sql)).execute(self.sql()).await?;
        }
        Ok(Restoring { shapes, open: Vec::new() })
    }

    /// Writes rows of a table, which come in the order of [`Restoring::tables`]. A row without a column that there is by
    /// now has what a new row has there.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is no such table; [`StoreError::Newer`] when a row has a column that nobody knows;
    /// [`StoreError::Damaged`] when the rows are none of it.
    pub async fn restore_rows(
        &mut self,
        restoring: &mut Restoring,
        table: &str,
        rows: Vec<Map<String, Value>>,
    ) -> Result<(), StoreError> {
        let at = restoring.shapes.iter().position(|shape| shape.table == table).ok_or(StoreError::NotFound("table"))?;
        let batch = self.batch_row().await?;
        if rows.iter().flat_map(Map::keys).any(|key| !restoring.shapes[at].knows(key)) {
            return Err(StoreError::Newer);
        }
        let mut complete = Vec::with_capacity(rows.len());
        for mut row in rows {
            self.derive(table, &mut row).await?;
            let text = |name: &str| row.get(name).and_then(Value::as_str).map(str::to_owned);
            for column in restoring.shapes[at].to_itself() {
                if let (Some(whom), Some(who)) = (text(column), text("uuid")) {
                    restoring.open.push((at, column.to_owned(), who, whom));
                }
            }
            complete.push(Value::Object(row));
        }
        let sql = restoring.shapes[at].insert();
        sqlx::query(AssertSqlSafe(sql))
            .bind(Value::Array(complete).to_string())
            .bind(batch)
            .execute(self.sql())
            .await?;
        Ok(())
    }

    /// Ties rows together that refer to each other, and tells the journal what there is now.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when a row refers to one that is not there.
    pub async fn restored(&mut self, restoring: Restoring) -> Result<(), StoreError> {
        let bytes = |id: &str| id.parse::<Id>().map(|id| id.as_bytes().to_vec()).map_err(|_| StoreError::Damaged);
        for (at, column, who, whom) in &restoring.open {
            let table = &restoring.shapes[*at].table;
            let sql = format!(
                "UPDATE \"{table}\" SET \"{column}\" = (SELECT id FROM \"{table}\" WHERE uuid = ?) WHERE uuid = ?"
            );
            sqlx::query(AssertSqlSafe(sql)).bind(bytes(whom)?).bind(bytes(who)?).execute(self.sql()).await?;
        }
        sqlx::query(
            "INSERT INTO sealed_file (uuid) SELECT uuid FROM contact_attachment UNION SELECT uuid FROM company_attachment",
        )
        .execute(self.sql())
        .await?;
        for (entity, table) in TOLD {
            let sql = format!("SELECT min(id), max(id) FROM \"{table}\"");
            let row = sqlx::query(AssertSqlSafe(sql)).fetch_one(self.sql()).await?;
            if let (Some(first), Some(last)) = (row.try_get(0)?, row.try_get(1)?) {
                self.created_line(entity, first, last).await?;
            }
        }
        Ok(())
    }

    /// Gives a row what follows from its columns.
    async fn derive(&mut self, table: &str, row: &mut Map<String, Value>) -> Result<(), StoreError> {
        let text =
            |row: &Map<String, Value>, name: &str| row.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        match table {
            "contact" => {
                let (display, given, family) = (text(row, "display"), text(row, "given"), text(row, "family"));
                let (by_display, by_family) = derive::sort_keys(self.sort(), &display, &given, &family);
                row.insert("sort_display".to_owned(), hex(&by_display).into());
                row.insert("sort_family".to_owned(), hex(&by_family).into());
            }
            "company" => {
                let key = self.sort().key(&text(row, "name"));
                row.insert("sort_name".to_owned(), hex(&key).into());
            }
            "custom_value" => {
                let field = text(row, "field").parse().map_err(|_| StoreError::Damaged)?;
                let num = row.get("num").and_then(Value::as_i64);
                let key = custom::sort_key(self, field, num, text(row, "text")).await?;
                row.insert("sort".to_owned(), hex(&key).into());
            }
            _ => {}
        }
        Ok(())
    }
}

impl Restoring {
    /// Names of the tables, those first that others refer to.
    pub fn tables(&self) -> impl Iterator<Item = &str> {
        self.shapes.iter().map(|shape| shape.table.as_str())
    }

    /// Whether a table of this name is restored.
    #[must_use]
    pub fn knows(&self, table: &str) -> bool {
        self.tables().any(|known| known == table)
    }
}
