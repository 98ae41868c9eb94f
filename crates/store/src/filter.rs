//! Which contacts a filter means: sets of rowids, one per condition, joined as the filter joins them.
//!
//! A condition is answered by an index where there is one ([`plan`]); else one narrow table is looked through in
//! stretches, and only for those that the conditions before it left ([`look`]). A look that is not waited for any longer
//! ends with its stretch. What a condition means is said by `satchel_model` alone. Deliberately absent: what free words
//! find, which the caller lends.

mod changes;
mod look;
mod opted_out;
mod order;
mod own;
mod plan;
mod rows;
mod rowset;

use std::collections::HashMap;
use std::pin::Pin;

use satchel_model::{Catalogue, Condition, Facet, FieldEntity, Filter, Id, RecordState, Test, Vantage};
use sqlx::{Sqlite, SqliteConnection, Transaction};

use crate::value::state_code;
use crate::{Store, StoreError, company, journal, json_list};

pub(crate) use look::listed;
pub use rowset::RowSet;

/// Sets up to this size are asked for row by row instead of looking through a table.
const FEW: usize = 20_000;

/// A filter, and what it is understood with.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The filter, checked.
    pub filter: &'a Filter,
    /// What its paths mean.
    pub catalogue: &'a Catalogue,
    /// From when and where.
    pub vantage: &'a Vantage,
    /// Who is found by its free words.
    pub words: &'a HashMap<String, RowSet>,
    /// For conditions that no index of the database answers: those among whom everybody is who meets them.
    pub among: &'a HashMap<Condition, RowSet>,
}

/// Who is meant.
#[derive(Clone, Debug)]
pub struct Meant {
    /// Their rowids.
    pub rows: RowSet,
    /// Whether they are in states of the filter's own choice.
    pub mixed: bool,
    /// The journal's position that this reflects.
    pub seq: i64,
}

/// Whether a contact meets a part of a filter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// The part.
    pub part: Filter,
    /// Whether it holds.
    pub holds: bool,
    /// Of a group, its parts.
    pub parts: Vec<Verdict>,
}

impl Store {
    /// Who is meant by a filter. Of a filter that names no state, only contacts in `state` are.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn meant(&self, asked: Asked<'_>, state: RecordState) -> Result<Meant, StoreError> {
        let mut snapshot = self.inner.filters.begin().await?;
        let seq = journal::head(&mut snapshot).await?;
        let mut rows = Evaluation::new(&mut snapshot, asked).await?.of(asked.filter, None).await?;
        let mixed = asked.filter.names_state();
        rows.keep(&in_state(&mut snapshot, (!mixed).then_some(state)).await?);
        Ok(Meant { rows, mixed, seq })
    }

    /// Which companies are meant by a filter that is about companies, in whatever state.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn companies_meant(&self, asked: Asked<'_>) -> Result<RowSet, StoreError> {
        let mut snapshot = self.inner.filters.begin().await?;
        Evaluation::new(&mut snapshot, asked).await?.of(asked.filter, None).await
    }

    /// Adds contacts of a state to those who are meant, whether or not they are, and gives those who were not.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn keep_in(&self, meant: &mut Meant, ids: &[Id], state: RecordState) -> Result<Vec<Id>, StoreError> {
        let list = serde_json::json!(ids.iter().map(ToString::to_string).collect::<Vec<_>>()).to_string();
        let rows: Vec<(i64, Vec<u8>)> = sqlx::query_as(
            "SELECT c.id, c.uuid FROM json_each(?) j JOIN contact c ON c.uuid = unhex(replace(j.value, '-', ''))
             WHERE c.state = ? ORDER BY j.key",
        )
        .bind(list)
        .bind(state_code(state))
        .fetch_all(&self.inner.readers)
        .await?;
        let mut outside = Vec::new();
        for (rowid, uuid) in rows.into_iter().filter(|(rowid, _)| !meant.rows.contains(*rowid)) {
            outside.push((rowid, Id::from_slice(&uuid)?));
        }
        outside.iter().for_each(|(rowid, _)| meant.rows.insert(*rowid));
        Ok(outside.into_iter().map(|(_, id)| id).collect())
    }

    /// Why a contact is meant by a filter, or not: each part of it with its answer.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], and what the disk refuses.
    pub async fn judge(&self, asked: Asked<'_>, id: Id) -> Result<Verdict, StoreError> {
        let mut snapshot = self.inner.filters.begin().await?;
        let rowid = crate::contact::rowid_of(&mut snapshot, id).await?;
        let only: RowSet = std::iter::once(rowid).collect();
        Evaluation::new(&mut snapshot, asked).await?.verdict(asked.filter, rowid, &only).await
    }
}

/// Whether a condition is answered by an index of the database, so that nothing need be looked through.
#[must_use]
pub fn is_indexed(facet: &Facet, test: &Test, vantage: &Vantage) -> bool {
    plan::of(facet, test, vantage).is_some()
}

/// All contacts of a state; without one, all that have not been merged into others.
async fn in_state(connection: &mut SqliteConnection, state: Option<RecordState>) -> Result<RowSet, StoreError> {
    let last = last_rowid(connection).await?;
    let there: i64 = sqlx::query_scalar(
        "SELECT (SELECT coalesce(sum(contacts), 0) FROM contact_tally WHERE state < 3)
              + (SELECT count(*) FROM contact WHERE state = 3)",
    )
    .fetch_one(&mut *connection)
    .await?;
    // Rowids are given without gaps, but purging leaves some: then those who are there are read, else the others.
    let gaps = there != last;
    let wanted: Vec<i64> = match state {
        Some(state) => vec![state_code(state)],
        None => vec![0, 1, 2],
    };
    let codes = if gaps { wanted } else { (0..=3).filter(|code| !wanted.contains(code)).collect() };
    let sql = "SELECT json_group_array(id) FROM contact WHERE state IN (SELECT value FROM json_each(?))";
    let list: String = sqlx::query_scalar(sql).bind(json_list(&codes)).fetch_one(connection).await?;
    let listed = look::listed(&list)?;
    if gaps {
        return Ok(listed);
    }
    let mut rows = RowSet::up_to(last);
    rows.remove(&listed);
    Ok(rows)
}

async fn last_rowid(connection: &mut SqliteConnection) -> Result<i64, StoreError> {
    Ok(sqlx::query_scalar("SELECT coalesce(max(id), 0) FROM contact").fetch_one(connection).await?)
}

/// A filter being worked out on one snapshot.
struct Evaluation<'a> {
    connection: &'a mut Transaction<'static, Sqlite>,
    asked: Asked<'a>,
    last: i64,
}

/// Parts of a filter any of which is to hold.
enum Together<'b> {
    /// Conditions about one field, which no index answers.
    Conditions(Vec<&'b Condition>),
    /// Anything else.
    Part(&'b Filter),
}

type Answer<'b, T> = Pin<Box<dyn Future<Output = Result<T, StoreError>> + Send + 'b>>;

impl<'a> Evaluation<'a> {
    async fn new(connection: &'a mut Transaction<'static, Sqlite>, asked: Asked<'a>) -> Result<Self, StoreError> {
        let mut evaluation = Self { connection, asked, last: 0 };
        evaluation.last = evaluation.last_of(if evaluation.is_of_companies() { "company" } else { "contact" }).await?;
        Ok(evaluation)
    }

    fn is_of_companies(&self) -> bool {
        self.asked.catalogue.about == FieldEntity::Company
    }

    /// Who meets a filter. Of contacts outside of `within`, it may say either.
    fn of<'b>(&'b mut self, filter: &'b Filter, within: Option<&'b RowSet>) -> Answer<'b, RowSet> {
        Box::pin(async move {
            match filter {
                Filter::All(parts) => {
                    let mut order: Vec<&Filter> = parts.iter().collect();
                    order.sort_by_key(|part| self.cost(part));
                    let mut left = within.cloned();
                    for part in order {
                        let rows = self.of(part, left.as_ref()).await?;
                        match &mut left {
                            Some(left) => left.keep(&rows),
                            None => left = Some(rows),
                        }
                    }
                    Ok(left.unwrap_or_else(|| RowSet::up_to(self.last)))
                }
                Filter::Any(parts) => {
                    let mut found = RowSet::default();
                    for part in self.looked_together(parts) {
                        found.add(&match part {
                            Together::Conditions(conditions) => self.conditions(&conditions, within).await?,
                            Together::Part(part) => self.of(part, within).await?,
                        });
                    }
                    Ok(found)
                }
                Filter::Not(inner) => {
                    let mut rows = RowSet::up_to(self.last);
                    rows.remove(&self.of(inner, within).await?);
                    Ok(rows)
                }
                Filter::Words(words) if self.is_of_companies() => company::called(self.connection, words).await,
                Filter::Words(words) => Ok(self.asked.words.get(words).cloned().unwrap_or_default()),
                Filter::Some { of, that } => self.rows_where(*of, that, within).await,
                Filter::Where(condition) => self.conditions(&[condition], within).await,
            }
        })
    }

    /// How much it costs to work out, roughly: what an index answers comes first.
    fn cost(&self, filter: &Filter) -> u8 {
        match filter {
            Filter::Words(_) => 0,
            Filter::All(parts) | Filter::Any(parts) => {
                parts.iter().map(|part| self.cost(part)).max().unwrap_or(0).saturating_add(1)
            }
            Filter::Not(inner) => self.cost(inner).saturating_add(1),
            Filter::Some { .. } => 100,
            Filter::Where(condition) => match self.plan(condition) {
                Some(_) => 1,
                None if self.asked.among.contains_key(condition) => 50,
                None => 100,
            },
        }
    }

    fn plan(&self, condition: &Condition) -> Option<plan::Plan> {
        let facet = self.asked.catalogue.facet(&condition.field, None)?;
        plan::of(&facet, &condition.test, self.asked.vantage)
    }

    /// Of parts any of which is to hold, those about one field by themselves: its table is looked through once.
    fn looked_together<'b>(&self, parts: &'b [Filter]) -> Vec<Together<'b>> {
        let mut together: Vec<Together<'b>> = Vec::new();
        for part in parts {
            let looked = match part {
                Filter::Where(condition) if self.plan(condition).is_none() => condition,
                _ => {
                    together.push(Together::Part(part));
                    continue;
                }
            };
            let same = together.iter_mut().find_map(|other| match other {
                Together::Conditions(conditions) if conditions[0].field == looked.field => Some(conditions),
                _ => None,
            });
            match same {
                Some(conditions) => conditions.push(looked),
                None => together.push(Together::Conditions(vec![looked])),
            }
        }
        together
    }

    /// Who meets any of some conditions, which are about one field.
    async fn conditions(&mut self, conditions: &[&Condition], within: Option<&RowSet>) -> Result<RowSet, StoreError> {
        let facet = conditions.first().and_then(|condition| self.asked.catalogue.facet(&condition.field, None));
        let Some(facet) = facet else { return Err(StoreError::Bug("a filter that was not checked")) };
        if let [condition] = conditions
            && let Some(plan) = plan::of(&facet, &condition.test, self.asked.vantage)
        {
            return self.planned(plan, within).await;
        }
        // Everybody who meets one of them is among these, when the index could say so of each.
        let among = conditions.iter().try_fold(RowSet::default(), |mut all, condition| {
            all.add(self.asked.among.get(*condition)?);
            Some(all)
        });
        let narrowed = among.map(|mut among| {
            within.iter().for_each(|within| among.keep(within));
            among
        });
        let tests: Vec<&Test> = conditions.iter().map(|condition| &condition.test).collect();
        self.looked(&facet, &tests, narrowed.as_ref().or(within)).await
    }

    fn verdict<'b>(&'b mut self, filter: &'b Filter, rowid: i64, only: &'b RowSet) -> Answer<'b, Verdict> {
        Box::pin(async move {
            let mut parts = Vec::new();
            let holds = match filter {
                Filter::All(inner) | Filter::Any(inner) => {
                    for part in inner {
                        parts.push(self.verdict(part, rowid, only).await?);
                    }
                    match filter {
                        Filter::All(_) => parts.iter().all(|part| part.holds),
                        _ => parts.iter().any(|part| part.holds),
                    }
                }
                Filter::Not(inner) => {
                    let inner = self.verdict(inner, rowid, only).await?;
                    let holds = !inner.holds;
                    parts.push(inner);
                    holds
                }
                leaf => self.of(leaf, Some(only)).await?.contains(rowid),
            };
            Ok(Verdict { part: filter.clone(), holds, parts })
        })
    }
}

/// `value IN (SELECT value FROM json_each(?))` for a set that is small.
fn few(rows: &RowSet) -> Option<String> {
    (rows.len() <= FEW).then(|| json_list(&rows.to_vec()))
}
