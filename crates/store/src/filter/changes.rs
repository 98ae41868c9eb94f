//! The journal in filters: who was changed, when, where and by whom.

use satchel_model::{Condition, Filter};
use serde_json::{Value, json};

use super::rows::{Judge, conjuncts};
use super::{Evaluation, RowSet, few};
use crate::StoreError;
use crate::writing::CREATED;

/// Lines that are read at once.
const LINES: i64 = 20_000;

type Line = (i64, i64, Option<i64>, String, i64, String, String, Option<String>, Option<String>);
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
        let list = within.and_then(few);
        let sql = match list {
            // Along the journal, from the first line of the first batch that counts.
            None => {
                "SELECT x.batch, x.record, x.until, x.path, b.at, b.origin, b.actor, v.before, v.after
                 FROM change x CROSS JOIN batch b ON b.id = x.batch
                 LEFT JOIN change_value v ON v.seq = x.seq AND x.path >= 'affiliations/' AND x.path < 'affiliations0'
                 WHERE x.seq > ?4 AND x.seq <= ?4 + ?6 AND ?5 IS NULL
                   AND b.at >= ?1 AND b.at < ?2 AND x.entity = 'contact' AND x.path <> ?3 ORDER BY x.seq"
            }
            Some(_) => {
                "SELECT x.batch, x.record, x.until, x.path, b.at, b.origin, b.actor, v.before, v.after
                 FROM (SELECT y.* FROM json_each(?5) j CROSS JOIN change y ON y.record = j.value
                         AND y.entity = 'contact' AND y.until IS NULL
                       UNION ALL SELECT z.* FROM change z WHERE z.entity = 'contact' AND z.until IS NOT NULL) x
                 CROSS JOIN batch b ON b.id = x.batch
                 LEFT JOIN change_value v ON v.seq = x.seq AND x.path >= 'affiliations/' AND x.path < 'affiliations0'
                 WHERE b.at >= ?1 AND b.at < ?2 AND x.path <> ?3 AND x.seq > ?4 AND ?6 IS NOT NULL ORDER BY x.record, x.seq"
            }
        };
        let begins: Option<i64> = sqlx::query_scalar(
            "SELECT min(seq) - 1 FROM change WHERE batch = (SELECT min(id) FROM batch WHERE at >= ?1 AND at < ?2)",
        )
        .bind(from)
        .bind(to)
        .fetch_one(&mut **self.connection)
        .await?;
        let Some(mut after) = begins else { return Ok(found) };
        let head = crate::journal::head(self.connection).await?;
        while after < head {
            let lines: Vec<Line> = sqlx::query_as(sql)
                .bind(from)
                .bind(to)
                .bind(CREATED)
                .bind(after)
                .bind(&list)
                .bind(LINES)
                .fetch_all(&mut **self.connection)
                .await?;
            let mut lines = lines.into_iter().peekable();
            while let Some((batch, record, until, path, at, origin, actor, before, next)) = lines.next() {
                let mut work = vec![(read(before), read(next))];
                // Rows of work close and open together.
                let is_work = path.starts_with(WORK);
                while let Some((.., before, next)) =
                    lines.next_if(|line| is_work && line.0 == batch && line.1 == record && line.3.starts_with(WORK))
                {
                    work.push((read(before), read(next)));
                }
                let meets = fields_of(&path, &work)
                    .into_iter()
                    .any(|field| judge.holds(&[json!(at), json!(field), json!(origin), json!(actor)], vantage));
                if meets {
                    (record..=until.unwrap_or(record)).for_each(|record| found.insert(record));
                }
            }
            if list.is_some() {
                break;
            }
            after += LINES;
        }
        Ok(found)
    }
}

/// The collection of rows of work.
const WORK: &str = "affiliations/";

fn read(text: Option<String>) -> Value {
    text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
}

/// The fields that a line is about: the key of its path; of rows of work those parts of the current one that differ.
fn fields_of(path: &str, work: &[Work]) -> Vec<String> {
    if !path.starts_with(WORK) {
        return vec![path.split('/').next().unwrap_or(path).to_owned()];
    }
    let current = |side: &&Value| side.get("until").and_then(Value::as_str) == Some("");
    let before = work.iter().map(|(before, _)| before).find(current);
    let after = work.iter().map(|(_, after)| after).rfind(current);
    let part = |side: Option<&Value>, name: &str| {
        side.and_then(|side| side.get(name)?.as_str()).unwrap_or_default().to_owned()
    };
    ["company", "title", "department"]
        .into_iter()
        .filter(|name| part(before, name) != part(after, name))
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::fields_of;

    #[test]
    fn a_line_about_work_is_about_what_differs_of_the_current_row() {
        let row =
            |company: &str, until: &str| json!({"company": company, "title": "CTO", "department": "", "until": until});
        let work = |rows: &[(Value, Value)]| fields_of("affiliations/0199", rows);
        assert_eq!(fields_of("title", &[(Value::Null, Value::Null)]), ["title"]);
        assert_eq!(fields_of("emails/0199", &[]), ["emails"]);
        assert_eq!(work(&[(row("a", ""), row("b", ""))]), ["company"]);
        assert_eq!(work(&[(Value::Null, row("b", ""))]), ["company", "title"]);
        assert_eq!(work(&[(row("a", ""), row("a", "2026-01-01"))]), ["company", "title"]);
        assert_eq!(work(&[(row("a", ""), row("a", "2026-01-01")), (Value::Null, row("b", ""))]), ["company"]);
        assert_eq!(work(&[(row("a", "2020-01-01"), row("a", "2021-01-01"))]), [""; 0]);
    }
}
