//! Lists of contacts: what each is, who is on it, and with which status.
//!
//! A list is a record of the journal like a contact. That somebody is on it is a path of the contact, `lists/<id>`, so that
//! history and undo know it. Deliberately absent: who meets the filter of a dynamic list.

use std::collections::HashMap;

use satchel_model::{Entity, FieldChange, Id, ListKind, fold};
use serde_json::{Value, json};
use sqlx::{Row, SqliteConnection};

use crate::bulk::{BulkDone, BulkEdit, BulkLine};
use crate::filter::{RowSet, listed};
use crate::writing::Writing;
use crate::{Store, StoreError, derive, json_list, mint, value};

/// A list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListRow {
    /// Its rowid.
    pub rowid: i64,
    /// Identity.
    pub id: Id,
    /// What it is called.
    pub name: String,
    /// What kind it is.
    pub kind: ListKind,
    /// Who is meant, in text form, by a list that follows a filter.
    pub filter: String,
    /// How many contacts outside of the trash are kept on it; 0 for one that follows a filter.
    pub members: i64,
}

const LISTS: &str = "SELECT l.id, l.uuid, l.name, l.kind, l.filter,
       (SELECT count(*) FROM list_member m JOIN contact c ON c.id = m.contact AND c.state = 0 WHERE m.list = l.id)
     FROM list l WHERE l.state = 0";

fn read(row: &sqlx::sqlite::SqliteRow) -> Result<ListRow, StoreError> {
    Ok(ListRow {
        rowid: row.try_get(0)?,
        id: Id::from_slice(row.try_get(1)?)?,
        name: row.try_get(2)?,
        kind: ListKind::from_word(row.try_get(3)?).ok_or(StoreError::Newer)?,
        filter: row.try_get(4)?,
        members: row.try_get(5)?,
    })
}

/// The rowid of a list.
async fn rowid_of(connection: &mut SqliteConnection, id: Id) -> Result<i64, StoreError> {
    let rowid = sqlx::query_scalar("SELECT id FROM list WHERE uuid = ?").bind(&id.as_bytes()[..]);
    rowid.fetch_optional(connection).await?.ok_or(StoreError::NotFound("list"))
}

/// With which status a contact is on a list, as the journal keeps it.
pub(crate) async fn read_member(
    connection: &mut SqliteConnection,
    contact: i64,
    list: Id,
) -> Result<Option<Value>, StoreError> {
    let status: Option<String> = sqlx::query_scalar(
        "SELECT m.status FROM list l JOIN list_member m ON m.list = l.id AND m.contact = ?1 WHERE l.uuid = ?2",
    )
    .bind(contact)
    .bind(&list.as_bytes()[..])
    .fetch_optional(connection)
    .await?;
    Ok(status.map(|status| json!({ "status": status })))
}

pub(crate) async fn write_member(
    writing: &mut Writing,
    contact: i64,
    list: Id,
    value: Option<&Value>,
) -> Result<(), StoreError> {
    let sql = if value.is_some() {
        "INSERT OR REPLACE INTO list_member (list, contact, status) SELECT id, ?1, ?3 FROM list WHERE uuid = ?2"
    } else {
        "DELETE FROM list_member WHERE contact = ?1 AND list = (SELECT id FROM list WHERE uuid = ?2) AND ?3 IS NOT NULL"
    };
    let status = value.and_then(|value| value.get("status")?.as_str()).unwrap_or_default().to_owned();
    sqlx::query(sql).bind(contact).bind(&list.as_bytes()[..]).bind(status).execute(writing.sql()).await?;
    Ok(())
}

/// With which status some contacts are on a list, as the journal keeps it; those that are not there are left out.
pub(crate) async fn members_among(
    connection: &mut SqliteConnection,
    list: Id,
    rowids: &[i64],
) -> Result<HashMap<i64, Option<Value>>, StoreError> {
    let rows: Vec<(i64, Option<String>)> = sqlx::query_as(
        "SELECT c.id, m.status FROM json_each(?1) j CROSS JOIN contact c ON c.id = j.value
         LEFT JOIN list_member m ON m.contact = c.id AND m.list = (SELECT id FROM list WHERE uuid = ?2)",
    )
    .bind(json_list(rowids))
    .bind(&list.as_bytes()[..])
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().map(|(record, status)| (record, status.map(|status| json!({ "status": status })))).collect())
}

/// Puts contacts on a list as lines say, or takes them off it.
pub(crate) async fn write_members(writing: &mut Writing, list: Id, lines: &[BulkLine]) -> Result<(), StoreError> {
    let rowid = rowid_of(writing.sql(), list).await?;
    let (on, off): (Vec<&BulkLine>, Vec<&BulkLine>) = lines.iter().partition(|line| line.after.is_some());
    let off: Vec<i64> = off.into_iter().map(|line| line.record).collect();
    sqlx::query("DELETE FROM list_member WHERE list = ?2 AND contact IN (SELECT value FROM json_each(?1))")
        .bind(json_list(&off))
        .bind(rowid)
        .execute(writing.sql())
        .await?;
    let status = |line: &BulkLine| line.after.as_ref().and_then(|row| row.get("status").cloned()).unwrap_or_default();
    let on: Vec<Value> = on.into_iter().map(|line| json!([line.record, status(line)])).collect();
    sqlx::query(
        "INSERT OR REPLACE INTO list_member (list, contact, status)
         SELECT ?2, value ->> 0, coalesce(value ->> 1, '') FROM json_each(?1)",
    )
    .bind(Value::from(on).to_string())
    .bind(rowid)
    .execute(writing.sql())
    .await?;
    Ok(())
}

impl Store {
    /// All lists by name.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn lists(&self) -> Result<Vec<ListRow>, StoreError> {
        let sql = format!("{LISTS} ORDER BY l.folded, l.id");
        let rows = sqlx::query(sqlx::AssertSqlSafe(sql)).fetch_all(&self.inner.readers).await?;
        rows.iter().map(read).collect()
    }

    /// One list.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn list(&self, id: Id) -> Result<ListRow, StoreError> {
        let sql = format!("{LISTS} AND l.uuid = ?");
        let row = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(&id.as_bytes()[..]);
        let row = row.fetch_optional(&self.inner.readers).await?;
        read(&row.ok_or(StoreError::NotFound("list"))?)
    }

    /// Who is kept on a list.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn list_members(&self, list: i64) -> Result<RowSet, StoreError> {
        let text: String = sqlx::query_scalar(
            "SELECT json_group_array(m.contact) FROM list_member m JOIN contact c ON c.id = m.contact AND c.state = 0
             WHERE m.list = ?",
        )
        .bind(list)
        .fetch_one(&self.inner.readers)
        .await?;
        listed(&text)
    }

    /// On which kept lists a contact is, and with which status.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn lists_of(&self, contact: Id) -> Result<Vec<(ListRow, String)>, StoreError> {
        let mut snapshot = self.snapshot().await?;
        let rowid = crate::contact::rowid_of(&mut snapshot, contact).await?;
        let statuses: HashMap<i64, String> = sqlx::query_as("SELECT list, status FROM list_member WHERE contact = ?")
            .bind(rowid)
            .fetch_all(&mut *snapshot)
            .await?
            .into_iter()
            .collect();
        let on: Vec<i64> = statuses.keys().copied().collect();
        let sql = format!("{LISTS} AND l.id IN (SELECT value FROM json_each(?)) ORDER BY l.folded, l.id");
        let rows = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(json_list(&on)).fetch_all(&mut *snapshot).await?;
        let lists = rows.iter().map(|row| {
            let list = read(row)?;
            let status = statuses.get(&list.rowid).cloned().unwrap_or_default();
            Ok((list, status))
        });
        lists.collect()
    }

    /// The words that contacts have as status on a list, at most fifty of them.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn statuses_of(&self, list: i64) -> Result<Vec<String>, StoreError> {
        let sql = "SELECT DISTINCT status FROM list_member WHERE list = ? AND status <> '' ORDER BY 1 LIMIT 50";
        Ok(sqlx::query_scalar(sql).bind(list).fetch_all(&self.inner.readers).await?)
    }

    /// With which status each of some contacts is on a list.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn list_statuses(&self, list: i64, rowids: &[i64]) -> Result<Vec<(i64, String)>, StoreError> {
        Ok(sqlx::query_as(
            "SELECT m.contact, m.status FROM json_each(?2) j JOIN list_member m ON m.list = ?1 AND m.contact = j.value",
        )
        .bind(list)
        .bind(json_list(rowids))
        .fetch_all(&self.inner.readers)
        .await?)
    }
}

impl Store {
    /// The lines that an edit about a list would write.
    pub(crate) async fn list_plan(&self, rowids: &[i64], edit: &BulkEdit) -> Result<Vec<BulkLine>, StoreError> {
        let (list, wanted) = match edit {
            BulkEdit::ListOn(list, status) => (*list, Some(status.clone())),
            BulkEdit::ListOff(list) => (*list, None),
            _ => return Ok(Vec::new()),
        };
        let row = self.list(list).await?;
        let there: std::collections::HashMap<i64, String> =
            self.list_statuses(row.rowid, rowids).await?.into_iter().collect();
        let shown = |status: &String| {
            Value::from(if status.is_empty() { row.name.clone() } else { format!("{}: {status}", row.name) })
        };
        Ok(rowids
            .iter()
            .filter(|rowid| there.get(rowid) != wanted.as_ref())
            .map(|record| BulkLine {
                record: *record,
                before: there.get(record).map(shown),
                after: wanted.as_ref().map(shown),
            })
            .collect())
    }
}

impl Writing {
    /// Makes a list.
    ///
    /// # Errors
    /// [`StoreError::Taken`] when there is one of that name.
    pub async fn create_list(&mut self, name: &str, kind: ListKind, filter: &str) -> Result<Id, StoreError> {
        let id = mint(self.at());
        self.create_list_as(id, name, kind, filter).await?;
        Ok(id)
    }

    /// Makes a list whose identity is minted already.
    pub(crate) async fn create_list_as(
        &mut self,
        id: Id,
        name: &str,
        kind: ListKind,
        filter: &str,
    ) -> Result<(), StoreError> {
        self.refuse_list(name, None).await?;
        let (at, batch) = (self.at(), self.batch_row().await?);
        let rowid: i64 = sqlx::query_scalar(
            "INSERT INTO list (uuid, created_batch, name, folded, kind, filter, created_at, updated_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7) RETURNING id",
        )
        .bind(&id.as_bytes()[..])
        .bind(batch)
        .bind(name)
        .bind(fold(name))
        .bind(kind.as_str())
        .bind(filter)
        .bind(at)
        .fetch_one(self.sql())
        .await?;
        self.created_line(Entity::List, rowid, rowid).await
    }

    /// The list of that name, on which contacts can be put; made when there is none. Where one of that name follows a
    /// filter, another is taken whose name says so.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn list_to_fill(&mut self, name: &str) -> Result<Id, StoreError> {
        let mut name = name.to_owned();
        loop {
            let known: Option<(Vec<u8>, String)> =
                sqlx::query_as("SELECT uuid, kind FROM list WHERE folded = ? AND state = 0 LIMIT 1")
                    .bind(fold(&name))
                    .fetch_optional(self.sql())
                    .await?;
            match known {
                None => return self.create_list(&name, ListKind::Static, "").await,
                Some((uuid, kind)) => {
                    if ListKind::from_word(&kind).is_some_and(|kind| !kind.follows_filter()) {
                        return Ok(Id::from_slice(&uuid)?);
                    }
                    name.push_str(" (imported)");
                }
            }
        }
    }

    async fn refuse_list(&mut self, name: &str, but: Option<i64>) -> Result<(), StoreError> {
        let other: Option<i64> =
            sqlx::query_scalar("SELECT id FROM list WHERE folded = ?1 AND state = 0 AND id IS NOT ?2 LIMIT 1")
                .bind(fold(name))
                .bind(but)
                .fetch_optional(self.sql())
                .await?;
        if other.is_some() { Err(StoreError::Taken("list")) } else { Ok(()) }
    }

    /// Calls a list something else, or lets it follow another filter.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], [`StoreError::Taken`].
    pub async fn edit_list(&mut self, id: Id, name: Option<&str>, filter: Option<&str>) -> Result<(), StoreError> {
        let rowid = rowid_of(self.sql(), id).await?;
        if let Some(name) = name {
            self.refuse_list(name, Some(rowid)).await?;
        }
        self.edit_columns(Entity::List, rowid, &[("name", name), ("filter", filter)]).await
    }

    /// Puts a list into the trash; who is on it stays so, for when it comes back.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn trash_list(&mut self, id: Id) -> Result<(), StoreError> {
        let rowid = rowid_of(self.sql(), id).await?;
        self.move_together(Entity::List, &[rowid], &json!("active"), &json!("trashed")).await
    }

    /// Writes texts of a record that is no contact, those that are given and differ.
    pub(crate) async fn edit_columns(
        &mut self,
        entity: Entity,
        record: i64,
        texts: &[(&str, Option<&str>)],
    ) -> Result<(), StoreError> {
        let mut changed = false;
        for (path, text) in texts {
            let Some(text) = text else { continue };
            let before = value::read(self.sql(), entity, record, path).await?;
            let after = (!text.is_empty()).then(|| Value::from(*text));
            if before != after {
                value::write(self, entity, record, path, after.as_ref()).await?;
                self.line(entity, record, &FieldChange { path: (*path).to_owned(), before, after }).await?;
                changed = true;
            }
        }
        if changed { derive::refresh(self, entity, record).await } else { Ok(()) }
    }

    /// Puts contacts, given by ascending rowids, on a list with a status.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn put_on_list(&mut self, list: Id, rowids: &[i64], status: &str) -> Result<BulkDone, StoreError> {
        let rowid = rowid_of(self.sql(), list).await?;
        let rows: Vec<(i64, Option<String>)> = sqlx::query_as(
            "SELECT c.id, m.status FROM json_each(?1) j CROSS JOIN contact c ON c.id = j.value
             LEFT JOIN list_member m ON m.list = ?2 AND m.contact = c.id WHERE m.status IS NOT ?3 ORDER BY c.id",
        )
        .bind(json_list(rowids))
        .bind(rowid)
        .bind(status)
        .fetch_all(self.sql())
        .await?;
        let after = Some(json!({ "status": status }));
        let line = |(record, before): (i64, Option<String>)| BulkLine {
            record,
            before: before.map(|status| json!({ "status": status })),
            after: after.clone(),
        };
        let lines: Vec<BulkLine> = rows.into_iter().map(line).collect();
        let records: Vec<i64> = lines.iter().map(|line| line.record).collect();
        sqlx::query(
            "INSERT OR REPLACE INTO list_member (list, contact, status) SELECT ?2, value, ?3 FROM json_each(?1)",
        )
        .bind(json_list(&records))
        .bind(rowid)
        .bind(status)
        .execute(self.sql())
        .await?;
        self.lines(&format!("lists/{list}"), &lines).await?;
        Ok(crate::bulk::counted(rowids.len(), &lines))
    }

    /// Takes contacts, given by ascending rowids, from a list.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn take_from_list(&mut self, list: Id, rowids: &[i64]) -> Result<BulkDone, StoreError> {
        let rowid = rowid_of(self.sql(), list).await?;
        let mut rows: Vec<(i64, String)> = sqlx::query_as(
            "DELETE FROM list_member WHERE list = ?2 AND contact IN (SELECT value FROM json_each(?1))
             RETURNING contact, status",
        )
        .bind(json_list(rowids))
        .bind(rowid)
        .fetch_all(self.sql())
        .await?;
        rows.sort_unstable();
        let line = |(record, status): (i64, String)| BulkLine {
            record,
            before: Some(json!({ "status": status })),
            after: None,
        };
        let lines: Vec<BulkLine> = rows.into_iter().map(line).collect();
        self.lines(&format!("lists/{list}"), &lines).await?;
        Ok(crate::bulk::counted(rowids.len(), &lines))
    }
}
