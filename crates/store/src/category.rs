//! Categories: groups of values, and the one value that a contact has in each.
//!
//! A contact's value in a group is one path, so that its history is in the journal: from what, to what, who, when. The
//! groups that Satchel brings keep their names and stay; own ones can be changed, and what is deleted is lost by its
//! contacts in the same batch.

use std::collections::{BTreeMap, HashMap, HashSet};

use satchel_model::{CategoryEdit, Colour, EditError, Entity, FieldChange, Id, InCategory, category_key};
use serde_json::{Value, json};
use sqlx::SqliteConnection;

use crate::definition::{named, refuse_namesake, rowid};
use crate::tag::DefinitionEdit;
use crate::writing::Writing;
use crate::{Store, StoreError, contact, json_list, mint};

/// A group of categories.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CategoryGroup {
    /// Its identity.
    pub id: Id,
    /// The word of a group that Satchel brings; empty for own ones.
    pub key: String,
    /// What it is called.
    pub name: String,
    /// Its values, in their order.
    pub values: Vec<Category>,
}

/// A value of a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Category {
    /// Its identity.
    pub id: Id,
    /// The word of a value that Satchel brings; empty for own ones.
    pub key: String,
    /// What it is called.
    pub name: String,
    /// Its colour.
    pub colour: Colour,
    /// How many contacts outside the trash have it, when that was asked for.
    pub contacts: Option<i64>,
}

/// Refreshes the form by which a group or a value is found.
pub(crate) async fn refresh(writing: &mut Writing, entity: Entity, record: i64) -> Result<(), StoreError> {
    let (read, write) = match entity {
        Entity::CategoryGroup => {
            ("SELECT name FROM category_group WHERE id = ?", "UPDATE category_group SET folded = ? WHERE id = ?")
        }
        _ => ("SELECT name FROM category WHERE id = ?", "UPDATE category SET folded = ? WHERE id = ?"),
    };
    let name: String = sqlx::query_scalar(read).bind(record).fetch_one(writing.sql()).await?;
    sqlx::query(write).bind(category_key(&name)).bind(record).execute(writing.sql()).await?;
    refuse_namesake(writing.sql(), entity, record).await
}

/// What contacts have, by rowid, in the order of the groups.
pub(crate) async fn of_contacts(
    connection: &mut SqliteConnection,
    list: &str,
) -> Result<Vec<(i64, InCategory)>, StoreError> {
    type Own = (i64, Vec<u8>, String, Vec<u8>, String, String);
    let rows: Vec<Own> = sqlx::query_as(
        "SELECT k.contact, g.uuid, g.name, c.uuid, c.name, c.colour FROM json_each(?) j
         JOIN contact_category k ON k.contact = j.value JOIN category_group g ON g.id = k.in_group
         JOIN category c ON c.id = k.category ORDER BY k.contact, k.in_group",
    )
    .bind(list)
    .fetch_all(connection)
    .await?;
    rows.into_iter()
        .map(|(contact, group_id, group, id, name, colour)| {
            let (group_id, id) = (Id::from_slice(&group_id)?, Id::from_slice(&id)?);
            Ok((contact, InCategory { group_id, group, id, name, colour: colour.parse().unwrap_or_default() }))
        })
        .collect()
}

/// What a contact has in a group.
pub(crate) async fn read(
    connection: &mut SqliteConnection,
    contact: i64,
    group: Id,
) -> Result<Option<Value>, StoreError> {
    let uuid: Option<Vec<u8>> = sqlx::query_scalar(
        "SELECT c.uuid FROM contact_category k JOIN category_group g ON g.id = k.in_group
         JOIN category c ON c.id = k.category WHERE k.contact = ? AND g.uuid = ?",
    )
    .bind(contact)
    .bind(&group.as_bytes()[..])
    .fetch_optional(connection)
    .await?;
    Ok(uuid.map(|uuid| Id::from_slice(&uuid)).transpose()?.map(|id| id.to_string().into()))
}

/// Puts a contact into a value of a group, or into none.
pub(crate) async fn write(
    writing: &mut Writing,
    contact: i64,
    group: Id,
    value: Option<&Value>,
) -> Result<(), StoreError> {
    put(writing, &json_list(&[contact]), group, value).await
}

/// The same for many contacts, given as a JSON list of rowids.
pub(crate) async fn put(
    writing: &mut Writing,
    contacts: &str,
    group: Id,
    value: Option<&Value>,
) -> Result<(), StoreError> {
    let value: Option<Id> = value.and_then(Value::as_str).map(str::parse).transpose()?;
    let sql = match value {
        Some(_) => {
            "INSERT OR REPLACE INTO contact_category (contact, in_group, category)
             SELECT j.value, g.id, c.id FROM json_each(?1) j JOIN category_group g ON g.uuid = ?2
             JOIN category c ON c.in_group = g.id AND c.uuid = ?3"
        }
        None => {
            "DELETE FROM contact_category WHERE contact IN (SELECT value FROM json_each(?1))
               AND in_group = (SELECT id FROM category_group WHERE uuid = ?2) AND ?3 IS NULL"
        }
    };
    sqlx::query(sql)
        .bind(contacts)
        .bind(&group.as_bytes()[..])
        .bind(value.as_ref().map(|id| &id.as_bytes()[..]))
        .execute(writing.sql())
        .await?;
    Ok(())
}

/// What is wanted in a group, by identities.
pub(crate) async fn wanted(
    connection: &mut SqliteConnection,
    edit: &CategoryEdit,
) -> Result<(Id, Option<Id>), StoreError> {
    let refuse = |reason: String| EditError { path: "categories".into(), reason };
    let groups: Vec<(i64, Vec<u8>, String, String)> =
        sqlx::query_as("SELECT id, uuid, key, folded FROM category_group WHERE state = 0 ORDER BY id")
            .fetch_all(&mut *connection)
            .await?;
    let wanted = category_key(&edit.group);
    let found = groups.iter().find(|(_, uuid, key, folded)| {
        *folded == wanted || *key == wanted || Id::from_slice(uuid).is_ok_and(|id| edit.group.parse() == Ok(id))
    });
    let Some((group, group_id, ..)) = found else {
        let names: Vec<&str> = groups.iter().map(|(.., folded)| folded.as_str()).collect();
        return Err(refuse(format!("there is no such group of categories: there are {}", names.join(", "))).into());
    };
    let group_id = Id::from_slice(group_id)?;
    let Some(value) = &edit.value else { return Ok((group_id, None)) };
    let values: Vec<(Vec<u8>, String, String)> =
        sqlx::query_as("SELECT uuid, key, folded FROM category WHERE in_group = ? AND state = 0 ORDER BY id")
            .bind(group)
            .fetch_all(connection)
            .await?;
    let wanted = category_key(value);
    let found = values.iter().find(|(uuid, key, folded)| {
        *folded == wanted || *key == wanted || Id::from_slice(uuid).is_ok_and(|id| value.parse() == Ok(id))
    });
    match found {
        Some((uuid, ..)) => Ok((group_id, Some(Id::from_slice(uuid)?))),
        None => {
            let names: Vec<&str> = values.iter().map(|(.., folded)| folded.as_str()).collect();
            Err(refuse(format!("there is no such value in this group: there are {}", names.join(", "))).into())
        }
    }
}

/// The rows of a group and of one of its values, by what they are called.
pub(crate) async fn rows_named(writing: &mut Writing, edit: &CategoryEdit) -> Result<(i64, i64), StoreError> {
    let (group, value) = wanted(writing.sql(), edit).await?;
    let value = value.ok_or(StoreError::NotFound("category"))?;
    let group = rowid(writing.sql(), Entity::CategoryGroup, group).await?;
    Ok((group, rowid(writing.sql(), Entity::Category, value).await?))
}

/// What an edit changes of a contact's categories.
pub(crate) async fn changes(
    writing: &mut Writing,
    contact: i64,
    edits: &[CategoryEdit],
) -> Result<Vec<FieldChange>, StoreError> {
    let mut changes = Vec::new();
    for edit in edits {
        let (group, after) = wanted(writing.sql(), edit).await?;
        let before = read(writing.sql(), contact, group).await?;
        let after = after.map(|id| Value::from(id.to_string()));
        if before != after {
            changes.push(FieldChange { path: format!("categories/{group}"), before, after });
        }
    }
    Ok(changes)
}

/// The journal's path of one that may name a group: `categories/Leads`.
pub(crate) async fn path_of(connection: &mut SqliteConnection, path: &str) -> Result<String, StoreError> {
    let Some(("categories", group)) = path.split_once('/') else { return Ok(path.to_owned()) };
    let (group, _) = wanted(connection, &CategoryEdit { group: group.to_owned(), value: None }).await?;
    Ok(format!("categories/{group}"))
}

impl Store {
    /// All groups with their values, with the number of their contacts when it is asked for.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn categories(&self, counted: bool) -> Result<Vec<CategoryGroup>, StoreError> {
        type Row = (i64, i64, Vec<u8>, String, String, String);
        let mut snapshot = self.snapshot().await?;
        let groups: Vec<(i64, Vec<u8>, String, String)> =
            sqlx::query_as("SELECT id, uuid, key, name FROM category_group WHERE state = 0 ORDER BY id")
                .fetch_all(&mut *snapshot)
                .await?;
        let values: Vec<Row> = sqlx::query_as(
            "SELECT in_group, id, uuid, key, name, colour FROM category WHERE state = 0 ORDER BY in_group, id",
        )
        .fetch_all(&mut *snapshot)
        .await?;
        let mut counts: HashMap<i64, i64> = HashMap::new();
        if counted {
            let rows: Vec<(i64, i64)> = sqlx::query_as(
                "SELECT k.category, count(*) FROM contact_category k JOIN contact c ON c.id = k.contact AND c.state < 2
                 GROUP BY k.category",
            )
            .fetch_all(&mut *snapshot)
            .await?;
            counts.extend(rows);
        }
        groups
            .into_iter()
            .map(|(group, uuid, key, name)| {
                let own = values.iter().filter(|(of, ..)| *of == group);
                let values = own.map(|(_, rowid, uuid, key, name, colour)| {
                    let contacts = counted.then(|| counts.get(rowid).copied().unwrap_or(0));
                    let (key, name, colour) = (key.clone(), name.clone(), colour.parse().unwrap_or_default());
                    Ok(Category { id: Id::from_slice(uuid)?, key, name, colour, contacts })
                });
                let values = values.collect::<Result<_, StoreError>>()?;
                Ok(CategoryGroup { id: Id::from_slice(&uuid)?, key, name, values })
            })
            .collect()
    }

    /// A group and one of its values by what somebody typed for them.
    ///
    /// # Errors
    /// [`StoreError::Invalid`] when there is none, naming those that there are.
    pub async fn category_named(&self, edit: &CategoryEdit) -> Result<(Id, Option<Id>), StoreError> {
        wanted(&mut *self.snapshot().await?, edit).await
    }
}

/// Contacts, and the value that each has in a group, with its name.
pub(crate) async fn in_group(
    connection: &mut SqliteConnection,
    rowids: &[i64],
    group: Id,
) -> Result<Vec<(i64, Option<(String, String)>)>, StoreError> {
    type Row = (i64, Option<Vec<u8>>, Option<String>);
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT c.id, v.uuid, v.name FROM json_each(?1) j CROSS JOIN contact c ON c.id = j.value
         LEFT JOIN contact_category k ON k.contact = c.id
           AND k.in_group = (SELECT id FROM category_group WHERE uuid = ?2)
         LEFT JOIN category v ON v.id = k.category",
    )
    .bind(json_list(rowids))
    .bind(&group.as_bytes()[..])
    .fetch_all(connection)
    .await?;
    let held = rows.into_iter().map(|(record, uuid, name)| {
        let id = uuid.map(|uuid| Id::from_slice(&uuid)).transpose()?.map(|id| id.to_string());
        Ok((record, id.zip(name)))
    });
    held.collect()
}

/// What a value is called.
pub(crate) async fn called(connection: &mut SqliteConnection, id: Id) -> Result<String, StoreError> {
    let sql = "SELECT name FROM category WHERE uuid = ?";
    Ok(sqlx::query_scalar(sql).bind(&id.as_bytes()[..]).fetch_one(connection).await?)
}

impl Writing {
    /// Makes a group.
    ///
    /// # Errors
    /// [`StoreError::Taken`], [`StoreError::Invalid`].
    pub async fn add_category_group(&mut self, name: &str) -> Result<Id, StoreError> {
        let (id, name) = (mint(self.at()), named(name)?);
        let record: i64 =
            sqlx::query_scalar("INSERT INTO category_group (uuid, name, folded) VALUES (?, ?, ?) RETURNING id")
                .bind(&id.as_bytes()[..])
                .bind(&name)
                .bind(category_key(&name))
                .fetch_one(self.sql())
                .await?;
        refuse_namesake(self.sql(), Entity::CategoryGroup, record).await?;
        self.created_line(Entity::CategoryGroup, record, record).await?;
        Ok(id)
    }

    /// Makes a value in a group.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], [`StoreError::Taken`], [`StoreError::Invalid`].
    pub async fn add_category(&mut self, group: Id, name: &str, colour: Colour) -> Result<Id, StoreError> {
        let (id, name) = (mint(self.at()), named(name)?);
        let group = rowid(self.sql(), Entity::CategoryGroup, group).await?;
        let record: i64 = sqlx::query_scalar(
            "INSERT INTO category (uuid, in_group, name, folded, colour) VALUES (?, ?, ?, ?, ?) RETURNING id",
        )
        .bind(&id.as_bytes()[..])
        .bind(group)
        .bind(&name)
        .bind(category_key(&name))
        .bind(colour.as_str())
        .fetch_one(self.sql())
        .await?;
        refuse_namesake(self.sql(), Entity::Category, record).await?;
        self.created_line(Entity::Category, record, record).await?;
        Ok(id)
    }

    /// Changes name or colour of a value; one that Satchel brings keeps its name.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], [`StoreError::Taken`], [`StoreError::Invalid`].
    pub async fn set_category(&mut self, id: Id, edit: &DefinitionEdit) -> Result<(), StoreError> {
        let record = rowid(self.sql(), Entity::Category, id).await?;
        if edit.name.is_some() {
            self.refuse_brought("SELECT key FROM category WHERE id = ?", record).await?;
        }
        let name = edit.name.as_deref().map(named).transpose()?;
        let colour = edit.colour.map(|colour| colour.to_string());
        self.set_definition(Entity::Category, record, [("name", name), ("colour", colour)]).await
    }

    /// Gives a group of one's own another name.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], [`StoreError::Taken`], [`StoreError::Invalid`].
    pub async fn rename_category_group(&mut self, id: Id, name: &str) -> Result<(), StoreError> {
        let record = rowid(self.sql(), Entity::CategoryGroup, id).await?;
        self.refuse_brought("SELECT key FROM category_group WHERE id = ?", record).await?;
        self.set_definition(Entity::CategoryGroup, record, [("name", Some(named(name)?))]).await
    }

    /// Takes a value out of use; its contacts lose it. Returns how many these were.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], [`StoreError::Invalid`].
    pub async fn delete_category(&mut self, id: Id) -> Result<usize, StoreError> {
        let record = rowid(self.sql(), Entity::Category, id).await?;
        self.refuse_brought("SELECT key FROM category WHERE id = ?", record).await?;
        let lost = self.empty_category(record).await?;
        self.bury(Entity::Category, &[record]).await?;
        Ok(lost)
    }

    /// Takes a group of one's own out of use with its values; contacts lose them. Returns how many these were.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], [`StoreError::Invalid`].
    pub async fn delete_category_group(&mut self, id: Id) -> Result<usize, StoreError> {
        let record = rowid(self.sql(), Entity::CategoryGroup, id).await?;
        self.refuse_brought("SELECT key FROM category_group WHERE id = ?", record).await?;
        let values: Vec<i64> =
            sqlx::query_scalar("SELECT id FROM category WHERE in_group = ? AND state = 0 ORDER BY id")
                .bind(record)
                .fetch_all(self.sql())
                .await?;
        let mut lost = 0;
        for value in &values {
            lost += self.empty_category(*value).await?;
        }
        self.bury(Entity::Category, &values).await?;
        self.bury(Entity::CategoryGroup, &[record]).await?;
        Ok(lost)
    }

    async fn refuse_brought(&mut self, sql: &'static str, record: i64) -> Result<(), StoreError> {
        let key: String = sqlx::query_scalar(sql).bind(record).fetch_one(self.sql()).await?;
        if key.is_empty() {
            return Ok(());
        }
        let reason = "the categories that Satchel brings keep their names and stay".to_owned();
        Err(EditError { path: "name".into(), reason }.into())
    }

    /// Takes all contacts out of a value.
    async fn empty_category(&mut self, record: i64) -> Result<usize, StoreError> {
        let contacts: Vec<i64> =
            sqlx::query_scalar("SELECT contact FROM contact_category WHERE category = ? ORDER BY contact")
                .bind(record)
                .fetch_all(self.sql())
                .await?;
        let (group, own): (Vec<u8>, Vec<u8>) = sqlx::query_as(
            "SELECT g.uuid, c.uuid FROM category c JOIN category_group g ON g.id = c.in_group WHERE c.id = ?",
        )
        .bind(record)
        .fetch_one(self.sql())
        .await?;
        let before = Some(Id::from_slice(&own)?.to_string().into());
        let path = format!("categories/{}", Id::from_slice(&group)?);
        self.spread(Entity::Contact, &contacts, &[FieldChange { path, before, after: None }]).await?;
        sqlx::query("DELETE FROM contact_category WHERE category = ?").bind(record).execute(self.sql()).await?;
        Ok(contacts.len())
    }

    /// The same of contacts by rowid.
    ///
    /// # Errors
    /// [`StoreError::Invalid`]; nothing is changed then.
    pub(crate) async fn categorise_rows(&mut self, rowids: &[i64], edit: &CategoryEdit) -> Result<usize, StoreError> {
        let (group, after) = wanted(self.sql(), edit).await?;
        let placed = in_group(self.sql(), rowids, group).await?;
        self.place(group, after, placed.into_iter().map(|(record, held)| (record, held.map(|(id, _)| id)))).await
    }

    /// The rowids of contacts, and what they have in a group.
    async fn placed(&mut self, ids: &[Id], group: Id) -> Result<Vec<(i64, Option<String>)>, StoreError> {
        let list = json!(ids.iter().map(ToString::to_string).collect::<Vec<_>>()).to_string();
        let rows: Vec<(Vec<u8>, i64, Option<Vec<u8>>)> = sqlx::query_as(
            "SELECT c.uuid, c.id, v.uuid FROM json_each(?1) j JOIN contact c ON c.uuid = unhex(replace(j.value, '-', ''))
             LEFT JOIN contact_category k ON k.contact = c.id
               AND k.in_group = (SELECT id FROM category_group WHERE uuid = ?2)
             LEFT JOIN category v ON v.id = k.category WHERE c.merged_into IS NULL",
        )
        .bind(list)
        .bind(&group.as_bytes()[..])
        .fetch_all(self.sql())
        .await?;
        let mut found = HashSet::with_capacity(rows.len());
        let mut placed = Vec::with_capacity(ids.len());
        for (uuid, record, value) in rows {
            found.insert(Id::from_slice(&uuid)?);
            let value = value.map(|uuid| Id::from_slice(&uuid)).transpose()?;
            placed.push((record, value.map(|id| id.to_string())));
        }
        // Those that were merged away, and those that nobody has.
        for id in ids.iter().filter(|id| !found.contains(id)) {
            let record = contact::rowid_of(self.sql(), *id).await?;
            let value = read(self.sql(), record, group).await?;
            placed.push((record, value.and_then(|value| value.as_str().map(str::to_owned))));
        }
        Ok(placed)
    }

    /// Puts contacts into a value of a group, or into none: however many they are, it is a few statements for each value
    /// that they had. Returns how many had another one.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], [`StoreError::Invalid`]; nothing is changed then.
    pub async fn categorise(&mut self, ids: &[Id], edit: &CategoryEdit) -> Result<usize, StoreError> {
        let (group, after) = wanted(self.sql(), edit).await?;
        let placed = self.placed(ids, group).await?;
        self.place(group, after, placed.into_iter()).await
    }

    /// Puts contacts, given with what they have in a group, into a value of it or into none.
    async fn place(
        &mut self,
        group: Id,
        after: Option<Id>,
        placed: impl Iterator<Item = (i64, Option<String>)> + Send,
    ) -> Result<usize, StoreError> {
        let path = format!("categories/{group}");
        let after = after.map(|id| Value::from(id.to_string()));
        let mut had: BTreeMap<Option<String>, Vec<i64>> = BTreeMap::new();
        for (record, before) in placed {
            if before.as_deref() != after.as_ref().and_then(Value::as_str) {
                had.entry(before).or_default().push(record);
            }
        }
        let mut changed = 0;
        for (before, mut records) in had {
            records.sort_unstable();
            records.dedup();
            changed += records.len();
            let change = FieldChange { path: path.clone(), before: before.map(Value::from), after: after.clone() };
            self.spread(Entity::Contact, &records, &[change]).await?;
            put(self, &json_list(&records), group, after.as_ref()).await?;
        }
        Ok(changed)
    }
}
