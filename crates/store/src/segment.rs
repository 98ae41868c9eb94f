//! Who entered a segment and who left it, from one look to the next. Looks are not journaled.

use satchel_model::Id;

use crate::filter::{RowSet, listed};
use crate::{Store, StoreError, json_list};

/// Somebody entered a segment, or left it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SegmentMove {
    /// On which day.
    pub day: String,
    /// Who.
    pub id: Id,
    /// What the contact is called.
    pub display: String,
    /// Whether it entered; else it left.
    pub entered: bool,
}

impl Store {
    /// Whether a segment was looked at on a day.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn segment_looked(&self, list: i64, day: &str) -> Result<bool, StoreError> {
        let looks: i64 = sqlx::query_scalar("SELECT count(*) FROM segment_look WHERE list = ? AND day = ?")
            .bind(list)
            .bind(day)
            .fetch_one(&self.inner.readers)
            .await?;
        Ok(looks > 0)
    }

    /// Notes who is in a segment on a day: who was not at the last look has entered, who was and is not has left. At
    /// the first look nobody has. Who came and went on one day did neither.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn look_at_segment(&self, list: i64, day: &str, rows: &RowSet) -> Result<(), StoreError> {
        let mut transaction = self.inner.writer.begin_with("BEGIN IMMEDIATE").await?;
        let looks: i64 = sqlx::query_scalar("SELECT count(*) FROM segment_look WHERE list = ?")
            .bind(list)
            .fetch_one(&mut *transaction)
            .await?;
        let seen: String = sqlx::query_scalar("SELECT json_group_array(contact) FROM segment_seen WHERE list = ?")
            .bind(list)
            .fetch_one(&mut *transaction)
            .await?;
        let seen = listed(&seen)?;
        let (mut entered, mut left) = (rows.clone(), seen.clone());
        entered.remove(&seen);
        left.remove(rows);
        for (moved, way) in [(&entered, 1), (&left, 0)].into_iter().filter(|_| looks > 0) {
            // Who did the other on this day is back where it began, and did neither.
            let back: Vec<i64> = sqlx::query_scalar(
                "DELETE FROM segment_move WHERE list = ?1 AND day = ?2 AND entered <> ?4
                   AND contact IN (SELECT value FROM json_each(?3)) RETURNING contact",
            )
            .bind(list)
            .bind(day)
            .bind(json_list(&moved.to_vec()))
            .bind(way)
            .fetch_all(&mut *transaction)
            .await?;
            let mut moved = moved.clone();
            moved.remove(&back.into_iter().collect());
            sqlx::query(
                "INSERT OR REPLACE INTO segment_move (list, day, contact, entered) SELECT ?1, ?2, value, ?4 FROM json_each(?3)",
            )
            .bind(list)
            .bind(day)
            .bind(json_list(&moved.to_vec()))
            .bind(way)
            .execute(&mut *transaction)
            .await?;
        }
        sqlx::query("DELETE FROM segment_seen WHERE list = ?1 AND contact IN (SELECT value FROM json_each(?2))")
            .bind(list)
            .bind(json_list(&left.to_vec()))
            .execute(&mut *transaction)
            .await?;
        sqlx::query("INSERT INTO segment_seen (list, contact) SELECT ?1, value FROM json_each(?2)")
            .bind(list)
            .bind(json_list(&entered.to_vec()))
            .execute(&mut *transaction)
            .await?;
        sqlx::query("INSERT OR IGNORE INTO segment_look (list, day) VALUES (?, ?)")
            .bind(list)
            .bind(day)
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        Ok(())
    }

    /// The latest who entered and left, newest day first.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn segment_moves(&self, list: i64, limit: i64) -> Result<Vec<SegmentMove>, StoreError> {
        let rows: Vec<(String, Vec<u8>, String, bool)> = sqlx::query_as(
            "SELECT m.day, c.uuid, c.display, m.entered FROM segment_move m JOIN contact c ON c.id = m.contact
             WHERE m.list = ? ORDER BY m.day DESC, m.entered DESC, c.sort_display, c.id LIMIT ?",
        )
        .bind(list)
        .bind(limit)
        .fetch_all(&self.inner.readers)
        .await?;
        rows.into_iter()
            .map(|(day, uuid, display, entered)| Ok(SegmentMove { day, id: Id::from_slice(&uuid)?, display, entered }))
            .collect()
    }
}
