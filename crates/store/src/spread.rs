//! The same change of many records: lines and values go in by a few statements, however many there are.

use satchel_model::{Entity, FieldChange};
use serde_json::json;

use crate::writing::Writing;
use crate::{StoreError, journal, json_list};

impl Writing {
    /// Appends the same lines for each of the records, given by ascending rowids, and stamps them. The rows themselves
    /// are the caller's.
    pub(crate) async fn spread(
        &mut self,
        entity: Entity,
        records: &[i64],
        changes: &[FieldChange],
    ) -> Result<(), StoreError> {
        if records.is_empty() || changes.is_empty() {
            return Ok(());
        }
        let batch = self.batch_row().await?;
        let head = journal::head(self.sql()).await?;
        let side = |value: &Option<serde_json::Value>| value.as_ref().map(ToString::to_string);
        let changes: Vec<_> =
            changes.iter().map(|change| json!([change.path, side(&change.before), side(&change.after)])).collect();
        let (records_list, changes) = (json_list(records), json!(changes).to_string());
        // A cross join keeps its order: all lines of one record are beside each other, and are undone together.
        sqlx::query(
            "INSERT INTO change (batch, entity, record, path)
             SELECT ?1, ?2, r.value, c.value ->> 0 FROM json_each(?3) r CROSS JOIN json_each(?4) c",
        )
        .bind(batch)
        .bind(entity.as_str())
        .bind(&records_list)
        .bind(&changes)
        .execute(self.sql())
        .await?;
        sqlx::query(
            "INSERT INTO change_value (seq, before, after)
             SELECT x.seq, c.value ->> 1, c.value ->> 2 FROM change x JOIN json_each(?2) c ON c.value ->> 0 = x.path
             WHERE x.seq > ?1",
        )
        .bind(head)
        .bind(&changes)
        .execute(self.sql())
        .await?;
        if entity == Entity::Contact {
            let at = self.at();
            sqlx::query("UPDATE contact SET updated_at = ? WHERE id IN (SELECT value FROM json_each(?))")
                .bind(at)
                .bind(&records_list)
                .execute(self.sql())
                .await?;
        }
        self.count_changed(entity, records.iter().copied());
        Ok(())
    }
}
