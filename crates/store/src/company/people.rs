//! Who works, or worked, at a company.

use satchel_model::{Entity, Id, MANAGER};

use crate::{Store, StoreError, entity};

/// Somebody's job at a company.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Affiliated {
    /// Who.
    pub contact: Id,
    /// What they are called.
    pub display: String,
    /// Job title.
    pub title: String,
    /// Department.
    pub department: String,
    /// What they are to a purchase.
    pub role: String,
    /// From which day; empty when not known.
    pub since: String,
    /// Until which day; empty for those who are there now.
    pub until: String,
    /// Whose report they are, where that one is or was there too.
    pub manager: Option<Id>,
}

impl Store {
    /// Rowids of the contacts that are or were affiliated with a company, by its rowid.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn people_of(&self, company: i64) -> Result<Vec<i64>, StoreError> {
        Ok(sqlx::query_scalar("SELECT DISTINCT contact FROM affiliation WHERE company = ? ORDER BY contact")
            .bind(company)
            .fetch_all(&self.inner.readers)
            .await?)
    }

    /// Jobs at a company, those of now by name, then former ones, the last first; at most `limit`.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn affiliated(&self, company: Id, limit: i64) -> Result<Vec<Affiliated>, StoreError> {
        let mut snapshot = self.snapshot().await?;
        let rowid = entity::survivor(&mut snapshot, Entity::Company, company).await?;
        type Row = (Vec<u8>, String, String, String, String, String, String, Option<Vec<u8>>);
        let rows: Vec<Row> = sqlx::query_as(
            "SELECT c.uuid, c.display, a.title, a.department, a.role, a.since, a.until,
               (SELECT m.uuid FROM relation r JOIN contact m ON m.id = r.one AND m.state < 2
                  JOIN affiliation x ON x.contact = m.id AND x.company = ?1
                WHERE r.other = c.id AND r.kind = ?3 AND r.state = 0 ORDER BY r.id LIMIT 1)
             FROM affiliation a JOIN contact c ON c.id = a.contact AND c.state < 2
             WHERE a.company = ?1 ORDER BY a.until <> '', a.until DESC, c.sort_display, c.id LIMIT ?2",
        )
        .bind(rowid)
        .bind(limit)
        .bind(MANAGER)
        .fetch_all(&mut *snapshot)
        .await?;
        rows.into_iter()
            .map(|(uuid, display, title, department, role, since, until, manager)| {
                let manager = manager.map(|uuid| Id::from_slice(&uuid)).transpose()?;
                let contact = Id::from_slice(&uuid)?;
                Ok(Affiliated { contact, display, title, department, role, since, until, manager })
            })
            .collect()
    }
}
