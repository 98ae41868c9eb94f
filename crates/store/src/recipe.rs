//! How files of one kind are imported, under a name: next month's file is known by its header. Not journaled: a recipe
//! says nothing about people.

use satchel_model::{Id, fold};
use serde_json::Value;
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use crate::{Store, StoreError, mint};

/// A recipe.
#[derive(Clone, Debug, PartialEq)]
pub struct RecipeRow {
    /// Identity.
    pub id: Id,
    /// What it is called.
    pub name: String,
    /// The choices, as the importer wrote them.
    pub recipe: Value,
    /// When it was used last, UTC milliseconds.
    pub used_at: i64,
}

const COLUMNS: &str = "SELECT uuid, name, recipe, used_at FROM import_recipe";

fn read(row: &SqliteRow) -> Result<RecipeRow, StoreError> {
    Ok(RecipeRow {
        id: Id::from_slice(row.try_get(0)?)?,
        name: row.try_get(1)?,
        recipe: serde_json::from_str(row.try_get(2)?).map_err(|_| StoreError::Newer)?,
        used_at: row.try_get(3)?,
    })
}

impl Store {
    /// All recipes by name.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn recipes(&self) -> Result<Vec<RecipeRow>, StoreError> {
        let sql = sqlx::AssertSqlSafe(format!("{COLUMNS} ORDER BY folded"));
        sqlx::query(sql).fetch_all(&self.inner.readers).await?.iter().map(read).collect()
    }

    /// The recipe of that name.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn recipe_named(&self, name: &str) -> Result<Option<RecipeRow>, StoreError> {
        let sql = sqlx::AssertSqlSafe(format!("{COLUMNS} WHERE folded = ?"));
        sqlx::query(sql).bind(fold(name)).fetch_optional(&self.inner.readers).await?.as_ref().map(read).transpose()
    }

    /// The recipe that was used last for files with this header.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn recipe_for(&self, header: &str) -> Result<Option<RecipeRow>, StoreError> {
        let sql = sqlx::AssertSqlSafe(format!("{COLUMNS} WHERE header = ? ORDER BY used_at DESC LIMIT 1"));
        sqlx::query(sql).bind(header).fetch_optional(&self.inner.readers).await?.as_ref().map(read).transpose()
    }

    /// Keeps a recipe, in place of an earlier one of that name.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn keep_recipe(&self, name: &str, header: &str, recipe: &Value, at: i64) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO import_recipe (uuid, name, folded, header, recipe, used_at) VALUES (?, ?, ?, ?, ?, ?)
             ON CONFLICT (folded) DO UPDATE
             SET name = excluded.name, header = excluded.header, recipe = excluded.recipe, used_at = excluded.used_at",
        )
        .bind(&mint(at).as_bytes()[..])
        .bind(name)
        .bind(fold(name))
        .bind(header)
        .bind(recipe.to_string())
        .bind(at)
        .execute(&self.inner.writer)
        .await?;
        Ok(())
    }

    /// Forgets a recipe.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn forget_recipe(&self, id: Id) -> Result<(), StoreError> {
        let gone = sqlx::query("DELETE FROM import_recipe WHERE uuid = ?")
            .bind(&id.as_bytes()[..])
            .execute(&self.inner.writer)
            .await?;
        if gone.rows_affected() == 0 { Err(StoreError::NotFound("recipe")) } else { Ok(()) }
    }
}
