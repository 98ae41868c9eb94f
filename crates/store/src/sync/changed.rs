//! Which contacts changed since a line of the journal, but for what an account itself brought.

use sqlx::SqliteConnection;

use crate::StoreError;

/// Rowids of contacts that changed after `seq`, and of them those whose change took back something that was there at
/// `seq` already, or that the account brought. `host` is the account's own: what its batches wrote is no news to it.
pub(crate) async fn since(
    connection: &mut SqliteConnection,
    seq: i64,
    host: &str,
) -> Result<(Vec<i64>, Vec<i64>), StoreError> {
    let changed = sqlx::query_scalar(
        "WITH line (entity, first, last) AS (
           SELECT c.entity, c.record, coalesce(c.until, c.record) FROM change c JOIN batch b ON b.id = c.batch
           WHERE c.seq > ?1 AND b.host <> ?2)
         SELECT k.id FROM line l JOIN contact k ON k.id BETWEEN l.first AND l.last WHERE l.entity = 'contact'
         UNION SELECT a.contact FROM line l JOIN affiliation a ON a.company BETWEEN l.first AND l.last
           WHERE l.entity = 'company' AND a.until = ''
         UNION SELECT t.contact FROM line l JOIN contact_tag t ON t.tag BETWEEN l.first AND l.last
           WHERE l.entity = 'tag' ORDER BY 1",
    )
    .bind(seq)
    .bind(host)
    .fetch_all(&mut *connection)
    .await?;
    let reversed = sqlx::query_scalar(
        "SELECT DISTINCT k.id FROM change c JOIN batch b ON b.id = c.batch
         JOIN contact k ON k.id BETWEEN c.record AND coalesce(c.until, c.record)
         JOIN batch t ON t.id = b.reverts
         WHERE c.seq > ?1 AND c.entity = 'contact' AND (EXISTS (
             SELECT 1 FROM change o WHERE o.record = k.id AND o.entity = 'contact' AND o.until IS NULL
               AND o.batch = t.id AND (o.seq <= ?1 OR t.host = ?2))
           OR EXISTS (
             SELECT 1 FROM change o WHERE o.until >= k.id AND o.record <= k.id AND o.entity = 'contact'
               AND o.batch = t.id AND (o.seq <= ?1 OR t.host = ?2)))",
    )
    .bind(seq)
    .bind(host)
    .fetch_all(connection)
    .await?;
    Ok((changed, reversed))
}
