//! Who might be the one that is being typed: contacts with the same e-mail or the same phone.

use satchel_model::{ContactDraft, RecordState};
use sqlx::SqliteConnection;

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

const WITH_EMAIL: &str = "SELECT DISTINCT c.id FROM contact_email e JOIN contact c ON c.id = e.contact
    WHERE e.folded = ? AND c.state < ? ORDER BY c.id LIMIT ?";
const WITH_PHONE: &str = "SELECT DISTINCT c.id FROM contact_phone p JOIN contact c ON c.id = p.contact
    WHERE p.matched = ? AND c.state < ? ORDER BY c.id LIMIT ?";

impl Store {
    /// At most `limit` of each. Reads by index alone.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn shared_reach(&self, draft: ContactDraft, limit: i64) -> Result<SharedReach, StoreError> {
        let new = self.new_contact(draft);
        let mut snapshot = self.snapshot().await?;
        Ok(SharedReach {
            by_email: sharing(&mut snapshot, WITH_EMAIL, new.emails(), limit).await?,
            by_phone: sharing(&mut snapshot, WITH_PHONE, new.phones(), limit).await?,
        })
    }
}

async fn sharing(
    connection: &mut SqliteConnection,
    with: &'static str,
    values: &[String],
    limit: i64,
) -> Result<Vec<i64>, StoreError> {
    let mut found = Vec::new();
    for value in values.iter().filter(|value| !value.is_empty()) {
        let query = sqlx::query_scalar::<_, i64>(with).bind(value).bind(state_code(RecordState::Trashed)).bind(limit);
        found.extend(query.fetch_all(&mut *connection).await?);
    }
    Ok(found)
}
