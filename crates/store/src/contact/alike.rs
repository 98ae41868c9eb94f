//! Who might be the one that is being typed: contacts with the same e-mail or the same phone.

use satchel_model::{ContactDraft, RecordState};

use crate::value::state_code;
use crate::{Store, StoreError};

/// Rowids of contacts outside the trash that share a way to reach them with a draft.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SharedReach {
    /// With one of its e-mail addresses.
    pub by_email: Vec<i64>,
    /// With one of its phone numbers.
    pub by_phone: Vec<i64>,
}

impl Store {
    /// At most `limit` of each. Reads by index alone.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn shared_reach(&self, draft: ContactDraft, limit: i64) -> Result<SharedReach, StoreError> {
        let new = self.new_contact(draft);
        let mut snapshot = self.snapshot().await?;
        let trashed = state_code(RecordState::Trashed);
        let mut shared = SharedReach::default();
        for email in new.emails().iter().filter(|email| !email.is_empty()) {
            let found: Vec<i64> = sqlx::query_scalar(
                "SELECT DISTINCT c.id FROM contact_email e JOIN contact c ON c.id = e.contact
                 WHERE e.folded = ? AND c.state <> ? ORDER BY c.id LIMIT ?",
            )
            .bind(email)
            .bind(trashed)
            .bind(limit)
            .fetch_all(&mut *snapshot)
            .await?;
            shared.by_email.extend(found);
        }
        for phone in new.phones().iter().filter(|phone| !phone.is_empty()) {
            let found: Vec<i64> = sqlx::query_scalar(
                "SELECT DISTINCT c.id FROM contact_phone p JOIN contact c ON c.id = p.contact
                 WHERE p.matched = ? AND c.state <> ? ORDER BY c.id LIMIT ?",
            )
            .bind(phone)
            .bind(trashed)
            .bind(limit)
            .fetch_all(&mut *snapshot)
            .await?;
            shared.by_phone.extend(found);
        }
        Ok(shared)
    }
}
