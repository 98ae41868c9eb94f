//! Who is here already: contacts that a file's rows would repeat.

use std::collections::HashMap;

use satchel_model::{Id, fold};
use serde_json::json;
use sqlx::SqliteConnection;

use crate::writing::Writing;
use crate::{NewContact, Store, StoreError};

/// For each of some new contacts, the one that it would repeat: with the same e-mail, else with the same name and
/// phone.
pub type Existing = Vec<Option<Id>>;

impl Writing {
    /// Looks all of them up at once, as of this write.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn existing(&mut self, new: &[&NewContact]) -> Result<Existing, StoreError> {
        existing(self.sql(), new).await
    }
}

impl Store {
    /// Looks all of them up at once.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn existing(&self, new: &[&NewContact]) -> Result<Existing, StoreError> {
        let mut connection = self.inner.readers.acquire().await?;
        existing(&mut connection, new).await
    }
}

async fn existing(connection: &mut SqliteConnection, new: &[&NewContact]) -> Result<Existing, StoreError> {
    let emails: Vec<&String> = new.iter().flat_map(|contact| contact.emails()).collect();
    let rows: Vec<(String, Vec<u8>)> = sqlx::query_as(
        "SELECT e.folded, c.uuid FROM (SELECT DISTINCT value FROM json_each(?)) j
         JOIN contact_email e ON e.folded = j.value JOIN contact c ON c.id = e.contact AND c.state < 2
         ORDER BY c.id DESC",
    )
    .bind(json!(emails).to_string())
    .fetch_all(&mut *connection)
    .await?;
    let by_email: HashMap<String, Vec<u8>> = rows.into_iter().collect();
    let has_email = |contact: &NewContact| contact.emails().iter().find_map(|email| by_email.get(email));
    let phones: Vec<&String> =
        new.iter().filter(|contact| has_email(contact).is_none()).flat_map(|contact| contact.phones()).collect();
    let rows: Vec<(String, String, Vec<u8>)> = sqlx::query_as(
        "SELECT p.matched, c.display, c.uuid FROM (SELECT DISTINCT value FROM json_each(?)) j
         JOIN contact_phone p ON p.matched = j.value JOIN contact c ON c.id = p.contact AND c.state < 2
         ORDER BY c.id DESC",
    )
    .bind(json!(phones).to_string())
    .fetch_all(connection)
    .await?;
    let mut by_phone: HashMap<String, HashMap<String, Vec<u8>>> = HashMap::new();
    for (phone, display, uuid) in rows {
        by_phone.entry(phone).or_default().insert(fold(&display), uuid);
    }
    let has_phone =
        |contact: &NewContact| contact.phones().iter().find_map(|phone| by_phone.get(phone)?.get(contact.name()));
    new.iter()
        .map(|contact| {
            let uuid = has_email(contact).or_else(|| has_phone(contact));
            Ok(uuid.map(|uuid| Id::from_slice(uuid)).transpose()?)
        })
        .collect()
}
