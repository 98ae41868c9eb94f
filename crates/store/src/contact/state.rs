//! Trash and back.

use satchel_model::{Entity, FieldChange, Id, RecordState};

use crate::value::{state_code, state_of};
use crate::writing::Writing;
use crate::{StoreError, value};

impl Writing {
    /// Puts contacts into a state; returns how many were in another one before.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when one of them does not exist: nothing is changed then.
    pub async fn set_state(&mut self, ids: &[Id], state: RecordState) -> Result<usize, StoreError> {
        let mut changed = 0;
        for id in ids {
            let rowid = super::rowid_of(self.sql(), *id).await?;
            let code: i64 =
                sqlx::query_scalar("SELECT state FROM contact WHERE id = ?").bind(rowid).fetch_one(self.sql()).await?;
            if code == state_code(state) {
                continue;
            }
            let word = |state| serde_json::to_value(state).map_err(|_| StoreError::Bug("state"));
            let change =
                FieldChange { path: "state".into(), before: Some(word(state_of(code))?), after: Some(word(state)?) };
            value::write(self, Entity::Contact, rowid, "state", change.after.as_ref()).await?;
            self.line(Entity::Contact, rowid, &change).await?;
            let at = self.at();
            sqlx::query("UPDATE contact SET updated_at = ? WHERE id = ?")
                .bind(at)
                .bind(rowid)
                .execute(self.sql())
                .await?;
            changed += 1;
        }
        Ok(changed)
    }
}
