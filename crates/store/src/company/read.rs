//! Whole companies, and finding one.

use std::collections::BTreeMap;

use satchel_model::{Address, Company, CompanyRef, CompanyText, Entity, FieldEntity, Id, Phone};
use sqlx::{Row, SqliteConnection};

use crate::value::{company_match, state_of};
use crate::{Store, StoreError, attachment, custom, entity, journal};

impl Store {
    /// A company; a merged one leads to the survivor.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn company(&self, id: Id) -> Result<Company, StoreError> {
        let mut snapshot = self.snapshot().await?;
        let rowid = entity::survivor(&mut snapshot, Entity::Company, id).await?;
        whole(&mut snapshot, rowid).await
    }

    /// Finds a company by what people type: a whole id, its last eight characters, its name or another name, a domain
    /// that exactly one company has, or the name of one that was merged into it.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], [`StoreError::Ambiguous`].
    pub async fn resolve_company(&self, text: &str) -> Result<Id, StoreError> {
        let mut snapshot = self.snapshot().await?;
        resolve(&mut snapshot, text).await.map(|(_, id)| id)
    }
}

/// The rowid and the identity of the company that somebody means.
pub(super) async fn resolve(connection: &mut SqliteConnection, text: &str) -> Result<(i64, Id), StoreError> {
    let text = text.trim();
    if let Ok(id) = text.parse::<Id>() {
        let rowid = entity::survivor(connection, Entity::Company, id).await?;
        return Ok((rowid, super::id_of(connection, rowid).await?));
    }
    let by_name = "SELECT id, uuid FROM company WHERE folded = ?1 AND state = 0 AND folded <> ''
         UNION SELECT k.id, k.uuid FROM company_row n JOIN company k ON k.id = n.company AND k.state = 0
           WHERE n.collection = 'names' AND n.matched = ?1 AND n.matched <> ''
         UNION SELECT k.id, k.uuid FROM company_row n JOIN company k ON k.id = n.company AND k.state = 0
           WHERE n.collection = 'domains' AND n.matched = lower(?2) AND n.matched <> '' LIMIT 3";
    let mut found: Vec<(i64, Vec<u8>)> =
        sqlx::query_as(by_name).bind(company_match(text)).bind(text).fetch_all(&mut *connection).await?;
    if found.is_empty() && text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        found = sqlx::query_as("SELECT id, uuid FROM company WHERE substr(uuid, 13) = unhex(?) AND state < 3 LIMIT 3")
            .bind(text)
            .fetch_all(&mut *connection)
            .await?;
    }
    if found.is_empty() {
        // The name of a company that was merged away leads to the one that it is now.
        found = sqlx::query_as(
            "WITH RECURSIVE way (id, into_id) AS (
               SELECT id, merged_into FROM company WHERE state = 3 AND folded = ? AND folded <> ''
               UNION SELECT c.id, c.merged_into FROM company c JOIN way w ON c.id = w.into_id)
             SELECT c.id, c.uuid FROM way w JOIN company c ON c.id = w.id AND c.state = 0 LIMIT 3",
        )
        .bind(company_match(text))
        .fetch_all(&mut *connection)
        .await?;
    }
    match &found[..] {
        [] => Err(StoreError::NotFound("company")),
        [(rowid, uuid)] => Ok((*rowid, Id::from_slice(uuid)?)),
        several => Err(StoreError::AmbiguousCompany(several.len())),
    }
}

/// A whole company by rowid.
pub(crate) async fn whole(connection: &mut SqliteConnection, rowid: i64) -> Result<Company, StoreError> {
    let seq = journal::head(connection).await?;
    let row = sqlx::query(
        "SELECT c.uuid, c.state, c.name, c.website, c.industry, c.size, c.employees, c.revenue, c.registration, c.vat,
           c.notes, p.uuid, p.name, (SELECT count(*) FROM affiliation a
             JOIN contact x ON x.id = a.contact AND x.state = 0 WHERE a.company = c.id AND a.until = '')
         FROM company c LEFT JOIN company p ON p.id = c.parent WHERE c.id = ?",
    )
    .bind(rowid)
    .fetch_one(&mut *connection)
    .await?;
    let parent: Option<(Vec<u8>, String)> =
        row.try_get::<Option<Vec<u8>>, _>(11)?.zip(row.try_get::<Option<String>, _>(12)?);
    let children: Vec<(Vec<u8>, String)> =
        sqlx::query_as("SELECT uuid, name FROM company WHERE parent = ? AND state = 0 ORDER BY sort_name, id")
            .bind(rowid)
            .fetch_all(&mut *connection)
            .await?;
    let reference = |(uuid, name): (Vec<u8>, String)| Ok(CompanyRef { id: Id::from_slice(&uuid)?, name });
    let mut company = Company {
        id: Id::from_slice(row.try_get(0)?)?,
        seq,
        state: state_of(row.try_get(1)?),
        name: row.try_get(2)?,
        names: Vec::new(),
        domains: Vec::new(),
        phones: Vec::new(),
        addresses: Vec::new(),
        attachments: attachment::of_record(&mut *connection, FieldEntity::Company, rowid).await?,
        website: row.try_get(3)?,
        industry: row.try_get(4)?,
        size: row.try_get(5)?,
        employees: row.try_get(6)?,
        revenue: row.try_get(7)?,
        registration: row.try_get(8)?,
        vat: row.try_get(9)?,
        parent: parent.map(reference).transpose()?,
        children: children.into_iter().map(reference).collect::<Result<_, StoreError>>()?,
        notes: row.try_get(10)?,
        people: row.try_get(13)?,
        custom: BTreeMap::new(),
    };
    rows(connection, rowid, &mut company).await?;
    let held = custom::value::read_many(connection, FieldEntity::Company, &[rowid], None).await?;
    company.custom = held.into_values().next().unwrap_or_default();
    Ok(company)
}

async fn rows(connection: &mut SqliteConnection, rowid: i64, company: &mut Company) -> Result<(), StoreError> {
    let rows = sqlx::query(
        "SELECT collection, uuid, label, is_primary, value, e164, street, locality, region, postcode, country
         FROM company_row WHERE company = ? ORDER BY collection, is_primary DESC, position",
    )
    .bind(rowid)
    .fetch_all(connection)
    .await?;
    for row in &rows {
        let text = |at: usize| row.try_get::<String, _>(at);
        let (id, label, primary) = (Id::from_slice(row.try_get(1)?)?, text(2)?, row.try_get(3)?);
        match text(0)?.as_str() {
            "names" => company.names.push(CompanyText { id, value: text(4)?, label, primary }),
            "domains" => company.domains.push(CompanyText { id, value: text(4)?, label, primary }),
            "phones" => {
                let (value, e164) = (text(4)?, text(5)?);
                company.phones.push(Phone { id, value, e164, label, primary, do_not_call: false, do_not_text: false });
            }
            "addresses" => {
                let mut address = Address {
                    id,
                    value: String::new(),
                    street: text(6)?,
                    locality: text(7)?,
                    region: text(8)?,
                    postcode: text(9)?,
                    country: text(10)?,
                    label,
                    primary,
                };
                address.value = address.one_line();
                company.addresses.push(address);
            }
            _ => return Err(StoreError::Newer),
        }
    }
    Ok(())
}
