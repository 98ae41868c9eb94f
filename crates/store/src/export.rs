//! Contacts for a file: read in stretches, all as they were at one moment, however long the writing takes.

use std::collections::HashMap;

use satchel_model::{Contact, Id};
use sqlx::{AssertSqlSafe, Sqlite, SqliteConnection, Transaction};

use crate::contact::read_many;
use crate::{KeptCard, Store, StoreError, journal, json_list};

/// More contacts than this are counted by looking through whole tables.
const FEW: usize = 20_000;

/// The vault at one moment. While it is there, what is written meanwhile waits in the log of the database.
pub struct Exporting {
    snapshot: Transaction<'static, Sqlite>,
}

/// How many rows of each kind the contact has that has most of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are those of a contact")]
pub struct RowCounts {
    pub emails: usize,
    pub phones: usize,
    pub addresses: usize,
    pub links: usize,
    pub dates: usize,
}

impl Store {
    /// Holds the vault as it is now, to be read in stretches.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn exporting(&self) -> Result<Exporting, StoreError> {
        Ok(Exporting { snapshot: self.snapshot().await? })
    }

    /// The same, for two that read at once what was there at one moment; for one where somebody else needs a connection.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn exporting_by_two(&self) -> Result<(Exporting, Option<Exporting>), StoreError> {
        loop {
            let mut one = self.exporting().await?;
            let seq = journal::head(one.sql()).await?;
            let readers = &self.inner.readers;
            let at_work = usize::try_from(readers.size()).unwrap_or(usize::MAX).saturating_sub(readers.num_idle());
            if at_work > 1 {
                return Ok((one, None));
            }
            let mut other = self.exporting().await?;
            // Whatever a file tells of has a line in the journal.
            if journal::head(other.sql()).await? == seq {
                return Ok((one, Some(other)));
            }
        }
    }
}

impl Exporting {
    pub(crate) fn sql(&mut self) -> &mut SqliteConnection {
        &mut self.snapshot
    }

    /// The contacts of `rowids` in that order; those that are gone are left out.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn contacts(&mut self, rowids: &[i64]) -> Result<Vec<Contact>, StoreError> {
        read_many(&mut self.snapshot, rowids).await
    }

    /// The cards that contacts of `rowids` came in, by their identities.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn cards(&mut self, rowids: &[i64]) -> Result<HashMap<Id, KeptCard>, StoreError> {
        let rows: Vec<(Vec<u8>, String, bool, Vec<u8>)> = sqlx::query_as(
            "SELECT c.uuid, k.encoding, k.whole, k.bytes FROM json_each(?) j
             JOIN contact_card k ON k.contact = j.value JOIN contact c ON c.id = k.contact",
        )
        .bind(json_list(rowids))
        .fetch_all(&mut *self.snapshot)
        .await?;
        let kept = |(uuid, encoding, whole, bytes): (Vec<u8>, _, _, _)| {
            Ok((Id::from_slice(&uuid)?, KeptCard { encoding, whole, bytes }))
        };
        rows.into_iter().map(kept).collect()
    }

    /// How many rows of each kind one of these contacts has at most; of very many contacts, how many any has.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn row_counts(&mut self, rowids: &[i64]) -> Result<RowCounts, StoreError> {
        Ok(RowCounts {
            emails: self.most("contact_email", rowids).await?,
            phones: self.most("contact_phone", rowids).await?,
            addresses: self.most("contact_address", rowids).await?,
            links: self.most("contact_link", rowids).await?,
            dates: self.most("contact_date", rowids).await?,
        })
    }

    async fn most(&mut self, table: &str, rowids: &[i64]) -> Result<usize, StoreError> {
        let (among, list) = match rowids.len() > FEW {
            true => ("", String::new()),
            false => ("JOIN json_each(?) j ON j.value = t.contact", json_list(rowids)),
        };
        let sql =
            format!("SELECT coalesce(max(n), 0) FROM (SELECT count(*) AS n FROM {table} t {among} GROUP BY t.contact)");
        let query = sqlx::query_scalar(AssertSqlSafe(sql));
        let query = if list.is_empty() { query } else { query.bind(list) };
        let most: i64 = query.fetch_one(&mut *self.snapshot).await?;
        Ok(usize::try_from(most).unwrap_or_default())
    }
}
