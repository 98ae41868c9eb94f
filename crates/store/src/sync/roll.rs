//! Lists that follow groups of a remote: who is on them, and who is who there.
//!
//! That somebody is on a list is a path of the contact, as when a person puts them on it, so history and undo know it.
//! Deliberately absent: who is to come and go.

use std::collections::{BTreeMap, BTreeSet};

use satchel_model::{Entity, Id, ListKind};
use serde_json::json;

use super::account::AccountRow;
use crate::writing::Writing;
use crate::{Store, StoreError};

/// Most characters of a list's name.
const LONGEST: usize = 100;
/// Lists of one name that are told apart by a number.
const MOST: usize = 1_000;

/// A list, and who is on it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Roll {
    /// What it is called.
    pub name: String,
    /// Whether it is in use, as opposed to in the trash.
    pub alive: bool,
    /// Contacts on it that are not in the trash.
    pub members: BTreeSet<Id>,
}

/// A contact that is linked, as the remote knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownThere {
    /// The contact.
    pub record: Id,
    /// Its name there.
    pub remote: String,
    /// Who it is there, whatever it is called.
    pub identity: String,
}

impl Store {
    /// Lists by identity; those that are not there are left out.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn rolls(&self, lists: &BTreeSet<Id>) -> Result<BTreeMap<Id, Roll>, StoreError> {
        let ids: Vec<String> = lists.iter().map(ToString::to_string).collect();
        /// A list by identity, name, life, and somebody on it.
        type Row = (Vec<u8>, String, bool, Option<Vec<u8>>);
        let rows: Vec<Row> = sqlx::query_as(
            "SELECT l.uuid, l.name, l.state = 0, c.uuid FROM json_each(?) j
             JOIN list l ON l.uuid = unhex(replace(j.value, '-', ''))
             LEFT JOIN list_member m ON m.list = l.id LEFT JOIN contact c ON c.id = m.contact AND c.state < 2",
        )
        .bind(json!(ids).to_string())
        .fetch_all(&self.inner.readers)
        .await?;
        let mut rolls: BTreeMap<Id, Roll> = BTreeMap::new();
        for (list, name, alive, member) in rows {
            let roll = rolls.entry(Id::from_slice(&list)?).or_default();
            (roll.name, roll.alive) = (name, alive);
            roll.members.extend(member.map(|uuid| Id::from_slice(&uuid)).transpose()?);
        }
        Ok(rolls)
    }

    /// Contacts that are linked to somebody of whom the remote says who they are, but for those in the trash.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn known_there(&self, account: AccountRow) -> Result<Vec<KnownThere>, StoreError> {
        // Where a mirror says who somebody is, it says it under this name.
        let rows: Vec<(Vec<u8>, String, String)> = sqlx::query_as(
            "SELECT c.uuid, l.remote, l.mirror ->> 'identity' FROM sync_link l JOIN contact c ON c.id = l.record
             WHERE l.account = ? AND l.entity = 'contact' AND NOT l.gone AND c.state < 2
               AND l.mirror ->> 'identity' IS NOT NULL",
        )
        .bind(account.0)
        .fetch_all(&self.inner.readers)
        .await?;
        let known = |(uuid, remote, identity): (Vec<u8>, String, String)| {
            Ok(KnownThere { record: Id::from_slice(&uuid)?, remote, identity })
        };
        rows.into_iter().map(known).collect()
    }
}

impl Writing {
    /// Makes a list for a group of this name, or of one like it where that is taken: `beside` says whose it is. Gives what
    /// it is called.
    ///
    /// # Errors
    /// [`StoreError::Taken`] when a thousand lists are called so.
    pub async fn make_roll(&mut self, id: Id, title: &str, beside: &str) -> Result<String, StoreError> {
        for nth in 0..MOST {
            let behind = match nth {
                0 => String::new(),
                1 => format!(" ({beside})"),
                nth => format!(" ({beside} {nth})"),
            };
            let room = LONGEST.saturating_sub(behind.chars().count());
            let name: String = title.chars().take(room).chain(behind.chars()).collect();
            match self.create_list_as(id, &name, ListKind::Static, "").await {
                Err(StoreError::Taken(_)) => {}
                made => return made.map(|()| name),
            }
        }
        Err(StoreError::Taken("list"))
    }

    /// Calls a list as its group is called, unless that is taken. Gives what it is called now.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn rename_roll(&mut self, list: Id, title: &str, now: &str) -> Result<String, StoreError> {
        let name: String = title.chars().take(LONGEST).collect();
        match self.edit_list(list, Some(&name), None).await {
            Ok(()) => Ok(name),
            Err(StoreError::Taken(_)) => Ok(now.to_owned()),
            Err(error) => Err(error),
        }
    }

    /// Puts contacts on a list and takes others from it.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn call_roll(&mut self, list: Id, on: &BTreeSet<Id>, off: &BTreeSet<Id>) -> Result<(), StoreError> {
        let (on, off) = (self.rowids(on).await?, self.rowids(off).await?);
        if !on.is_empty() {
            self.put_on_list(list, &on, "").await?;
        }
        if !off.is_empty() {
            self.take_from_list(list, &off).await?;
        }
        Ok(())
    }

    /// Rowids of contacts, ascending.
    async fn rowids(&mut self, contacts: &BTreeSet<Id>) -> Result<Vec<i64>, StoreError> {
        let ids: Vec<String> = contacts.iter().map(ToString::to_string).collect();
        let sql = format!(
            "SELECT r.id FROM json_each(?) j JOIN {} r ON r.uuid = unhex(replace(j.value, '-', '')) ORDER BY r.id",
            super::table(Entity::Contact)
        );
        let query = sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).bind(json!(ids).to_string());
        Ok(query.fetch_all(self.sql()).await?)
    }
}
