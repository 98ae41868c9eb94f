//! Records whose state changes together: one line of the journal for each stretch of rowids, as for those that were
//! created together.

use satchel_model::{Entity, RecordState};
use serde_json::{Value, json};
use sqlx::AssertSqlSafe;

use crate::entity::{self, RecordTable};
use crate::undo::{Kept, UndoStep};
use crate::value::state_code;
use crate::writing::Writing;
use crate::{StoreError, json_list};

/// The path of a line about the state of records.
pub(crate) const STATE: &str = "state";

impl Writing {
    /// Puts records, given by ascending rowids, from one state into another.
    pub(crate) async fn move_together(
        &mut self,
        entity: Entity,
        records: &[i64],
        from: &Value,
        to: &Value,
    ) -> Result<(), StoreError> {
        if records.is_empty() {
            return Ok(());
        }
        let RecordTable { name, stamped, .. } = entity::table(entity);
        let stamp = if *stamped { ", updated_at = ?3" } else { "" };
        let update = format!("UPDATE {name} SET state = ?2{stamp} WHERE id IN (SELECT value FROM json_each(?1))");
        let batch = self.batch_row().await?;
        let at = self.at();
        let code = state_code(read(to)?);
        let update = sqlx::query(AssertSqlSafe(update)).bind(json_list(records)).bind(code);
        if *stamped { update.bind(at) } else { update }.execute(self.sql()).await?;
        let head = crate::journal::head(self.sql()).await?;
        sqlx::query(
            "INSERT INTO change (batch, entity, record, until, path)
             SELECT ?1, ?2, value ->> 0, value ->> 1, ?3 FROM json_each(?4)",
        )
        .bind(batch)
        .bind(entity.as_str())
        .bind(STATE)
        .bind(json!(stretches(records)).to_string())
        .execute(self.sql())
        .await?;
        sqlx::query("INSERT INTO change_value (seq, before, after) SELECT seq, ?2, ?3 FROM change WHERE seq > ?1")
            .bind(head)
            .bind(from.to_string())
            .bind(to.to_string())
            .execute(self.sql())
            .await?;
        self.count_changed(entity, records.iter().copied());
        Ok(())
    }

    /// Puts the records from `bottom` to `top`, which went from `before` to `after` together, back; those that are in
    /// another state by now are kept.
    pub(crate) async fn reverse_together(
        &mut self,
        entity: Entity,
        (before, after): (&Value, &Value),
        (bottom, top): (i64, i64),
        step: &mut UndoStep,
    ) -> Result<(), StoreError> {
        let RecordTable { name, in_use, namesake, .. } = entity::table(entity);
        // What a contact got since stays, and what is called as another one by now does not come back.
        let (held, barred) = match (entity, read(before)?) {
            (Entity::Contact | Entity::Company, _) => ("0", "0"),
            (_, RecordState::Trashed) => (*in_use, "0"),
            _ => ("0", *namesake),
        };
        let sql = format!(
            "SELECT r.id, r.state <> ?3 OR {held}, {barred} FROM {name} r WHERE r.id BETWEEN ?1 AND ?2 ORDER BY r.id"
        );
        let code = state_code(read(after)?);
        let rows: Vec<(i64, bool, bool)> =
            sqlx::query_as(AssertSqlSafe(sql)).bind(bottom).bind(top).bind(code).fetch_all(self.sql()).await?;
        let (stay, back): (Vec<_>, Vec<_>) = rows.into_iter().partition(|(_, moved, barred)| *moved || *barred);
        for (record, moved, _) in stay {
            let (id, display) = entity::called(self.sql(), entity, record).await?;
            step.kept.push(Kept { entity, id, display, path: STATE.to_owned(), failed: !moved });
        }
        let back: Vec<i64> = back.into_iter().map(|(record, ..)| record).collect();
        if entity == Entity::Contact {
            step.reversed += i64::try_from(back.len()).unwrap_or(0);
        }
        self.move_together(entity, &back, after, before).await
    }
}

fn read(state: &Value) -> Result<RecordState, StoreError> {
    serde_json::from_value(state.clone()).map_err(|_| StoreError::Damaged)
}

/// The first and the last of each stretch of rowids that follow each other.
fn stretches(records: &[i64]) -> Vec<(i64, i64)> {
    records
        .chunk_by(|one, next| one + 1 == *next)
        .filter_map(|stretch| Some((*stretch.first()?, *stretch.last()?)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::stretches;

    #[test]
    fn rowids_that_follow_each_other_are_one_stretch() {
        assert_eq!(stretches(&[]), []);
        assert_eq!(stretches(&[4]), [(4, 4)]);
        assert_eq!(stretches(&[1, 2, 3, 7, 9, 10]), [(1, 3), (7, 7), (9, 10)]);
    }
}
