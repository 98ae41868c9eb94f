//! Looking through one table: its rows in stretches of rowids, each judged by what the model says of a value.

use satchel_model::{Cell, Condition, Facet, FieldEntity, Filter, Home, Kind, Test};
use serde_json::Value;
use sqlx::AssertSqlSafe;

use super::rows::suffix;
use super::{Evaluation, RowSet, few};
use crate::StoreError;

/// Rowids of a stretch: some tens of milliseconds, after which somebody who no longer waits is noticed.
const STRETCH: i64 = 20_000;

/// A table to look through. All texts are of this program.
#[derive(Clone, Debug)]
pub(super) struct Look {
    from: String,
    /// The rowid that is given back when a row meets.
    key: &'static str,
    cells: String,
    only: String,
}

impl Look {
    pub(super) fn new(from: impl Into<String>, key: &'static str, cells: &[&str]) -> Self {
        Self { from: from.into(), key, cells: cells.join(", "), only: String::new() }
    }

    /// Only rows for which this holds.
    pub(super) fn only(self, only: impl Into<String>) -> Self {
        Self { only: only.into(), ..self }
    }

    /// The statement for a stretch, or for some rowids.
    pub(super) fn sql(&self, listed: bool) -> String {
        let Self { from, key, cells, only } = self;
        let and = if only.is_empty() { "" } else { " AND " };
        let rows = if listed { "IN (SELECT value FROM json_each(?1))" } else { "BETWEEN ?1 AND ?2" };
        format!("SELECT json_group_array(json_array({key}, {cells})) FROM {from} WHERE {key} {rows}{and}{only}")
    }
}

/// Rowids that came as one JSON text, read by hand: of a million the general reader takes as long as the database.
pub(crate) fn listed(text: &str) -> Result<RowSet, StoreError> {
    let inner = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).ok_or(StoreError::Bug("rowids"))?;
    let mut found = RowSet::default();
    for number in inner.split(',').filter(|_| !inner.is_empty()) {
        found.insert(number.parse().map_err(|_| StoreError::Bug("rowids"))?);
    }
    Ok(found)
}

/// A value of a row as the model judges it.
pub(super) fn cell(value: &Value) -> Cell<'_> {
    match value {
        Value::String(text) => Cell::Text(text),
        Value::Number(number) => {
            number.as_i64().map_or_else(|| Cell::Number(number.as_f64().unwrap_or_default()), Cell::Whole)
        }
        Value::Array(parts) => match &parts[..] {
            [Value::Number(amount), Value::String(currency)] => {
                Cell::Amount(amount.as_f64().unwrap_or_default(), currency)
            }
            _ => Cell::Text(""),
        },
        _ => Cell::Text(""),
    }
}

impl Evaluation<'_> {
    /// The keys of the rows that are judged to meet, up to the rowid `last`.
    pub(super) async fn look(
        &mut self,
        look: &Look,
        last: i64,
        within: Option<&RowSet>,
        mut judge: impl FnMut(&[Value]) -> bool + Send,
    ) -> Result<RowSet, StoreError> {
        let mut found = RowSet::default();
        let mut take = |text: &str| -> Result<(), StoreError> {
            let rows: Vec<Vec<Value>> = serde_json::from_str(text).map_err(|_| StoreError::Bug("rows"))?;
            for row in rows {
                if let [Value::Number(key), cells @ ..] = &row[..]
                    && judge(cells)
                {
                    found.insert(key.as_i64().unwrap_or_default());
                }
            }
            Ok(())
        };
        if let Some(list) = within.and_then(few) {
            let text: String =
                sqlx::query_scalar(AssertSqlSafe(look.sql(true))).bind(list).fetch_one(&mut **self.connection).await?;
            take(&text)?;
            return Ok(found);
        }
        let sql = look.sql(false);
        let mut first = 1;
        while first <= last {
            let end = first + STRETCH - 1;
            let text: String = sqlx::query_scalar(AssertSqlSafe(sql.clone()))
                .bind(first)
                .bind(end)
                .fetch_one(&mut **self.connection)
                .await?;
            take(&text)?;
            first = end + 1;
        }
        Ok(found)
    }

    /// The keys of rows whose only value meets any of some tests.
    pub(super) async fn meets(
        &mut self,
        look: &Look,
        last: i64,
        within: Option<&RowSet>,
        facet: &Facet,
        tests: &[&Test],
    ) -> Result<RowSet, StoreError> {
        let vantage = self.asked.vantage;
        self.look(look, last, within, |cells| {
            let Some(value) = cells.first() else { return false };
            tests.iter().any(|test| test.holds(facet, cell(value), vantage))
        })
        .await
    }

    /// Who meets any of some conditions about one field, that no index answers.
    pub(super) async fn looked(
        &mut self,
        facet: &Facet,
        tests: &[&Test],
        within: Option<&RowSet>,
    ) -> Result<RowSet, StoreError> {
        let look = match &facet.home {
            // What is not noted is a no.
            Home::Own(key) if facet.kind == Kind::Flag => Look::new("contact c", "c.id", &[&format!("c.{key} <> ''")]),
            // Whether there is something is told without reading it: notes are long.
            Home::Own(key) if matches!(tests, [Test::Present]) && suffix(facet).is_none() => {
                Look::new("contact c", "c.id", &["'x'"]).only(format!("c.{key} <> ''"))
            }
            // The words of a list, each a value.
            Home::Own(key @ "channels") => Look::new(
                format!("contact c, json_each('[\"' || replace(c.{key}, ',', '\",\"') || '\"]') e"),
                "c.id",
                &["e.value"],
            )
            .only(format!("c.{key} <> ''")),
            Home::Own(key) => Look::new("contact c", "c.id", &[&format!("c.{key}")]).only(format!("c.{key} <> ''")),
            Home::Work(part) => Look::new("affiliation a", "a.contact", &[&format!("a.{part}")])
                .only(format!("a.is_primary AND a.until = '' AND a.{part} <> ''")),
            Home::Row(related, part) => {
                let field = suffix(facet).map_or_else(|| (*part).to_owned(), |take| format!("{part}.{take}"));
                let each = |test: &&Test| Filter::Where(Condition { field: field.clone(), test: (*test).clone() });
                let that = match tests {
                    [test] => each(test),
                    tests => Filter::Any(tests.iter().map(each).collect()),
                };
                return self.rows_where(*related, &that, within).await;
            }
            Home::Custom(key) => match self.own(FieldEntity::Contact, key).await? {
                Some(look) => look,
                None => return Ok(RowSet::default()),
            },
            Home::CompanyOwn(key) => {
                let Some(look) = self.own(FieldEntity::Company, key).await? else { return Ok(RowSet::default()) };
                return self.at_companies(&look, facet, tests, within).await;
            }
            Home::OptedOut => return self.opted_out(facet, tests, within).await,
            // Nothing is there that could meet it.
            _ => return Ok(RowSet::default()),
        };
        let last = self.last;
        self.meets(&look, last, within, facet, tests).await
    }
}
