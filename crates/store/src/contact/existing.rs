//! Who is here already: contacts that a file's rows would repeat.

use std::collections::HashMap;

use satchel_model::{ContactDraft, Id, fold, fold_email};
use serde_json::json;
use sqlx::SqliteConnection;

use crate::value::phone_match;
use crate::writing::Writing;
use crate::{Store, StoreError};

/// For each draft, the contact that it would repeat: one with the same e-mail, else one with the same name and phone.
pub type Existing = Vec<Option<Id>>;

impl Writing {
    /// Looks all drafts up at once, as of this write.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn existing(&mut self, drafts: &[ContactDraft]) -> Result<Existing, StoreError> {
        existing(self.sql(), drafts).await
    }
}

impl Store {
    /// Looks all drafts up at once.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn existing(&self, drafts: &[ContactDraft]) -> Result<Existing, StoreError> {
        let mut connection = self.inner.readers.acquire().await?;
        existing(&mut connection, drafts).await
    }
}

async fn existing(connection: &mut SqliteConnection, drafts: &[ContactDraft]) -> Result<Existing, StoreError> {
    let emails: Vec<String> =
        drafts.iter().flat_map(|draft| draft.emails.iter().map(|(_, address)| fold_email(address))).collect();
    let rows: Vec<(String, Vec<u8>)> = sqlx::query_as(
        "SELECT e.folded, c.uuid FROM (SELECT DISTINCT value FROM json_each(?)) j
         JOIN contact_email e ON e.folded = j.value JOIN contact c ON c.id = e.contact AND c.state <> 2
         ORDER BY c.id DESC",
    )
    .bind(json!(emails).to_string())
    .fetch_all(&mut *connection)
    .await?;
    let by_email: HashMap<String, Vec<u8>> = rows.into_iter().collect();
    let phones: Vec<String> = drafts
        .iter()
        .filter(|draft| !draft.emails.iter().any(|(_, address)| by_email.contains_key(&fold_email(address))))
        .flat_map(|draft| draft.phones.iter().map(|(_, written, e164)| phone_match(written, e164)))
        .collect();
    let rows: Vec<(String, String, Vec<u8>)> = sqlx::query_as(
        "SELECT p.matched, c.display, c.uuid FROM (SELECT DISTINCT value FROM json_each(?)) j
         JOIN contact_phone p ON p.matched = j.value JOIN contact c ON c.id = p.contact AND c.state <> 2
         ORDER BY c.id DESC",
    )
    .bind(json!(phones).to_string())
    .fetch_all(connection)
    .await?;
    let by_phone: HashMap<(String, String), Vec<u8>> =
        rows.into_iter().map(|(phone, display, uuid)| ((phone, fold(&display)), uuid)).collect();
    drafts
        .iter()
        .map(|draft| {
            let email = draft.emails.iter().find_map(|(_, address)| by_email.get(&fold_email(address)));
            let name = fold(&draft.shown());
            let phone = || {
                draft
                    .phones
                    .iter()
                    .find_map(|(_, written, e164)| by_phone.get(&(phone_match(written, e164), name.clone())))
            };
            Ok(email.or_else(phone).map(|uuid| Id::from_slice(uuid)).transpose()?)
        })
        .collect()
}
