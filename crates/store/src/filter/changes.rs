//! The journal in filters: who was changed, when, where and by whom.

use satchel_model::{Condition, Filter};
use serde_json::{Value, json};
use sqlx::sqlite::SqliteRow;
use sqlx::{AssertSqlSafe, FromRow, SqliteConnection};

use super::rows::{Judge, conjuncts};
use super::{Evaluation, RowSet, few, listed};
use crate::StoreError;
use crate::writing::CREATED;

/// Lines that are read at once.
const LINES: i64 = 20_000;
/// That a line is about a row of work, whose parts are judged each by itself.
const ABOUT_WORK: &str = "x.path >= 'affiliations/' AND x.path < 'affiliations0'";

/// What a line about work says: batch, record, when, origin, by whom, what was there and what is.
type Line = (i64, i64, i64, String, String, Option<String>, Option<String>);
/// Lines of a batch about one field: when, origin, by whom, the field, records and stretches of them.
type Told = (i64, String, String, String, String, String);
/// What a row of work was and became.
type Work = (Value, Value);

impl Evaluation<'_> {
    /// Whom a change concerned for which a filter holds. That somebody was created is no change.
    pub(super) async fn changed(
        &mut self,
        that: &Filter,
        judge: &Judge<'_>,
        within: Option<&RowSet>,
    ) -> Result<RowSet, StoreError> {
        let vantage = self.asked.vantage;
        let (mut from, mut to) = (i64::MIN, i64::MAX);
        for part in conjuncts(that) {
            if let Filter::Where(Condition { field, test }) = part
                && field == "at"
                && let Some((first, last)) = test.instants(vantage)
            {
                (from, to) = (from.max(first), to.min(last));
            }
        }
        let mut found = RowSet::default();
        let begins: Option<i64> = sqlx::query_scalar("SELECT min(first) - 1 FROM batch WHERE at >= ?1 AND at < ?2")
            .bind(from)
            .bind(to)
            .fetch_one(&mut **self.connection)
            .await?;
        let Some(mut after) = begins else { return Ok(found) };
        let list = within.and_then(few);
        let head = crate::journal::head(self.connection).await?;
        while after < head {
            // Those of a few contacts come at once.
            let lines = if list.is_some() { i64::MAX - after } else { LINES };
            let stretch = Stretch { from, to, after, last: after + lines, list: list.as_deref() };
            for (at, origin, actor, field, records, together) in stretch.told(self.connection).await? {
                if judge.holds(&[json!(at), json!(field), json!(origin), json!(actor)], vantage) {
                    found.add(&listed(&records)?);
                    let together: Vec<(i64, i64)> =
                        serde_json::from_str(&together).map_err(|_| StoreError::Bug("stretches"))?;
                    together.into_iter().for_each(|(first, last)| (first..=last).for_each(|one| found.insert(one)));
                }
            }
            let mut lines = stretch.about_work(self.connection).await?.into_iter().peekable();
            while let Some((batch, record, at, origin, actor, before, next)) = lines.next() {
                let mut work = vec![(read(before), read(next))];
                // Rows of work close and open together.
                while let Some((.., before, next)) = lines.next_if(|line| line.0 == batch && line.1 == record) {
                    work.push((read(before), read(next)));
                }
                let meets = parts_of(&work)
                    .into_iter()
                    .any(|field| judge.holds(&[json!(at), json!(field), json!(origin), json!(actor)], vantage));
                if meets {
                    found.insert(record);
                }
            }
            after = stretch.last;
        }
        Ok(found)
    }
}

/// Lines of the journal after one and up to another, of batches of a time; of a few contacts, or of all.
struct Stretch<'a> {
    from: i64,
    to: i64,
    after: i64,
    last: i64,
    list: Option<&'a str>,
}

impl Stretch<'_> {
    /// Lines but those about work. Many lines of a batch are about one field, which is judged once.
    async fn told(&self, connection: &mut SqliteConnection) -> Result<Vec<Told>, StoreError> {
        let field = "iif(instr(x.path, '/'), substr(x.path, 1, instr(x.path, '/') - 1), x.path)";
        let sql = format!(
            "SELECT b.at, b.origin, b.actor, {field}, json_group_array(x.record) FILTER (WHERE x.until IS NULL),
               json_group_array(json_array(x.record, x.until)) FILTER (WHERE x.until IS NOT NULL)
             FROM line x CROSS JOIN batch b ON b.id = x.batch
             WHERE b.at >= ?1 AND b.at < ?2 AND x.path <> '{CREATED}' AND NOT ({ABOUT_WORK}) GROUP BY x.batch, 4"
        );
        self.ask(connection, &sql).await
    }

    /// Lines about work, those of a contact together.
    async fn about_work(&self, connection: &mut SqliteConnection) -> Result<Vec<Line>, StoreError> {
        let sql = format!(
            "SELECT x.batch, x.record, b.at, b.origin, b.actor, v.before, v.after
             FROM line x CROSS JOIN batch b ON b.id = x.batch LEFT JOIN change_value v ON v.seq = x.seq
             WHERE b.at >= ?1 AND b.at < ?2 AND {ABOUT_WORK} ORDER BY x.record, x.seq"
        );
        self.ask(connection, &sql).await
    }

    /// What a statement over the lines gives; it may name the instants as `?1` and `?2`.
    async fn ask<T>(&self, connection: &mut SqliteConnection, sql: &str) -> Result<Vec<T>, StoreError>
    where
        T: for<'r> FromRow<'r, SqliteRow> + Send + Unpin,
    {
        let sql = format!("{} {sql}", self.lines());
        let asked = sqlx::query_as(AssertSqlSafe(sql)).bind(self.from).bind(self.to).bind(self.after).bind(self.last);
        Ok(asked.bind(self.list).fetch_all(connection).await?)
    }

    /// The lines, along the journal or along the contacts.
    fn lines(&self) -> &'static str {
        match self.list {
            None => {
                "WITH line AS (SELECT * FROM change WHERE seq > ?3 AND seq <= ?4 AND entity = 'contact' AND ?5 IS NULL)"
            }
            Some(_) => {
                "WITH line AS (
                   SELECT y.* FROM json_each(?5) j CROSS JOIN change y ON y.record = j.value
                   WHERE y.entity = 'contact' AND y.until IS NULL AND y.seq > ?3 AND y.seq <= ?4
                   UNION ALL SELECT z.* FROM change z
                   WHERE z.entity = 'contact' AND z.until IS NOT NULL AND z.seq > ?3 AND z.seq <= ?4)"
            }
        }
    }
}

fn read(text: Option<String>) -> Value {
    text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
}

/// The parts of the current row of work that differ.
fn parts_of(work: &[Work]) -> Vec<&'static str> {
    let current = |side: &&Value| side.get("until").and_then(Value::as_str) == Some("");
    let before = work.iter().map(|(before, _)| before).find(current);
    let after = work.iter().map(|(_, after)| after).rfind(current);
    let part = |side: Option<&Value>, name: &str| {
        side.and_then(|side| side.get(name)?.as_str()).unwrap_or_default().to_owned()
    };
    ["company", "title", "department"].into_iter().filter(|name| part(before, name) != part(after, name)).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::parts_of;

    #[test]
    fn a_line_about_work_is_about_what_differs_of_the_current_row() {
        let row =
            |company: &str, until: &str| json!({"company": company, "title": "CTO", "department": "", "until": until});
        assert_eq!(parts_of(&[(row("a", ""), row("b", ""))]), ["company"]);
        assert_eq!(parts_of(&[(Value::Null, row("b", ""))]), ["company", "title"]);
        assert_eq!(parts_of(&[(row("a", ""), row("a", "2026-01-01"))]), ["company", "title"]);
        assert_eq!(parts_of(&[(row("a", ""), row("a", "2026-01-01")), (Value::Null, row("b", ""))]), ["company"]);
        assert_eq!(parts_of(&[(row("a", "2020-01-01"), row("a", "2021-01-01"))]), [""; 0]);
    }
}
