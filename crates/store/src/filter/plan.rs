//! Conditions that an index answers: the statement that gives their rowids.

use satchel_model::{DayPart, Facet, Home, Kind, Related, Test, Vantage, fold, fold_email, group_path, phone_forms};
use serde_json::{Value, json};
use sqlx::AssertSqlSafe;

use super::look::{Look, cell, listed};
use super::{Evaluation, FEW, RowSet};
use crate::{StoreError, json_list};

/// How a condition is answered without looking through anything.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Plan {
    /// Everybody.
    Everybody,
    /// Nobody.
    Nobody,
    /// The only column of this statement.
    Rows(&'static str, Vec<Bind>),
    /// Those whom the first statement finds; of many, everybody but those whom the second finds.
    Span(&'static str, &'static str, i64, i64),
    /// All of these together.
    Union(Vec<Plan>),
    /// Those at any company, whom a statement finds.
    AtAnyCompany(&'static str),
    /// Those at the companies that a statement finds.
    AtCompanies(&'static str, Vec<Bind>),
    /// Those at companies of which a column meets the test.
    AtCompaniesWhere(&'static str, Facet, Test),
    /// Those with a tag whose name meets the test.
    Tagged(Facet, Test),
    /// Those in a category whose name, or whose group's, meets the test.
    Categorised(Facet, Test),
    /// Those who are kept on a list whose name meets the test.
    Listed(Facet, Test),
    /// Those whose owner's name meets the test.
    Owned(Facet, Test),
}

/// A value for a statement.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Bind {
    Text(String),
    Whole(i64),
}

impl From<i64> for Bind {
    fn from(number: i64) -> Self {
        Self::Whole(number)
    }
}

impl From<String> for Bind {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

/// Who works now at companies that are given as a list; the index says it without a look at any row.
const AT_COMPANIES: &str = "SELECT contact FROM affiliation WHERE company IN (SELECT value FROM json_each(?)) AND until = '' AND is_primary = 1";

const CREATED_IN: &str = "SELECT id AS contact FROM contact WHERE created_at >= ?1 AND created_at < ?2";
const CREATED_OUT: &str = "SELECT id AS contact FROM contact WHERE created_at < ?1
    UNION ALL SELECT id FROM contact WHERE created_at >= ?2";
const UPDATED_IN: &str =
    "SELECT id AS contact FROM contact WHERE state IN (0, 1, 2) AND updated_at >= ?1 AND updated_at < ?2";
const UPDATED_OUT: &str = "SELECT id AS contact FROM contact WHERE state IN (0, 1, 2) AND updated_at < ?1
    UNION ALL SELECT id FROM contact WHERE state IN (0, 1, 2) AND updated_at >= ?2";

/// What comes after all texts that begin so.
fn beyond(text: &str) -> String {
    format!("{text}\u{10ffff}")
}

fn range(sql: &'static str, text: String) -> Plan {
    let end = beyond(&text);
    Plan::Rows(sql, vec![text.into(), end.into()])
}

fn any_of(sql: &'static str, values: impl IntoIterator<Item = String>) -> Plan {
    Plan::Rows(sql, vec![json!(values.into_iter().collect::<Vec<_>>()).to_string().into()])
}

/// The plan of a condition; none when no index answers it.
pub(super) fn of(facet: &Facet, test: &Test, vantage: &Vantage) -> Option<Plan> {
    // Of several values, each by itself, where they are not one list for the index.
    if let (Test::Is(values), Kind::Day { .. } | Kind::Instant | Kind::Number) = (test, facet.kind)
        && values.len() > 1
    {
        let each = values.iter().map(|value| of(facet, &Test::Is(vec![value.clone()]), vantage));
        return Some(Plan::Union(each.collect::<Option<_>>()?));
    }
    match &facet.home {
        Home::State => state(test),
        Home::Created if *test == Test::Present => Some(Plan::Everybody),
        Home::Updated if *test == Test::Present => Some(Plan::Everybody),
        Home::Created | Home::Updated => {
            let Some((from, to)) = test.instants(vantage) else { return Some(Plan::Nobody) };
            let (inside, outside) = match facet.home {
                Home::Created => (CREATED_IN, CREATED_OUT),
                _ => (UPDATED_IN, UPDATED_OUT),
            };
            Some(Plan::Span(inside, outside, from, to))
        }
        Home::Own("birthday") => birthday(facet, test, vantage),
        Home::Tag => Some(Plan::Tagged(facet.clone(), test.clone())),
        Home::Owner => Some(Plan::Owned(facet.clone(), test.clone())),
        Home::Company("name") => Some(company(facet, test)),
        Home::Company(column) => Some(Plan::AtCompaniesWhere(column, facet.clone(), test.clone())),
        Home::Row(Related::Lists, "name") => Some(Plan::Listed(facet.clone(), test.clone())),
        Home::Row(Related::Categories, _) | Home::Category(_) => Some(Plan::Categorised(facet.clone(), test.clone())),
        Home::Row(Related::Consents, "purpose") => consent(test),
        Home::Row(related, "value") => row(*related, test, vantage),
        Home::Own(_) | Home::Work(_) | Home::Row(..) | Home::Custom(_) | Home::CompanyOwn(_) | Home::OptedOut => None,
    }
}

fn state(test: &Test) -> Option<Plan> {
    let Test::Is(words) = test else { return Some(Plan::Everybody) };
    let codes: Vec<i64> = words
        .iter()
        .filter_map(|word| serde_json::from_value(json!(word)).ok())
        .map(crate::value::state_code)
        .collect();
    let sql = "SELECT id AS contact FROM contact WHERE state IN (SELECT value FROM json_each(?))";
    Some(Plan::Rows(sql, vec![json_list(&codes).into()]))
}

/// Days are text; those without a year begin with a hyphen, which sorts before all digits.
fn birthday(facet: &Facet, test: &Test, vantage: &Vantage) -> Option<Plan> {
    const THERE: &str = "SELECT id AS contact FROM contact WHERE birthday > ''";
    const BETWEEN: &str = "SELECT id AS contact FROM contact WHERE birthday > '' AND birthday BETWEEN ?1 AND ?2";
    const EACH_YEAR: &str =
        "SELECT id AS contact FROM contact WHERE birthday > '' AND substr(birthday, -5) BETWEEN ?1 AND ?2";
    let each_year = |(from, to): (String, String)| Plan::Rows(EACH_YEAR, vec![from.into(), to.into()]);
    match (facet.take, test) {
        (DayPart::Year, Test::Present) => Some(Plan::Rows(BETWEEN, vec!["0".to_owned().into(), beyond("9").into()])),
        (_, Test::Present) => Some(Plan::Rows(THERE, Vec::new())),
        (DayPart::Month, Test::Is(values)) => {
            let month: u8 = values.first()?.parse().ok()?;
            Some(each_year((format!("{month:02}-01"), format!("{month:02}-31"))))
        }
        (DayPart::Year, Test::Is(values)) => {
            let year: u16 = values.first()?.parse().ok()?;
            Some(Plan::Rows(BETWEEN, vec![format!("{year:04}-01-01").into(), format!("{year:04}-12-31").into()]))
        }
        (DayPart::Whole, Test::Is(values)) if values.first().is_some_and(|value| value.starts_with("--")) => {
            let day = values.first()?.trim_start_matches("--").to_owned();
            Some(each_year((day.clone(), day)))
        }
        (DayPart::Whole, test) => {
            if let Some(stretches) = test.anniversaries(vantage) {
                return Some(Plan::Union(stretches.into_iter().map(each_year).collect()));
            }
            let Some((first, last)) = test.days(vantage) else { return Some(Plan::Nobody) };
            let first = first.map_or_else(|| "0".to_owned(), |day| day.to_string());
            let last = last.map_or_else(|| beyond("9"), |day| day.to_string());
            Some(Plan::Rows(BETWEEN, vec![first.into(), last.into()]))
        }
        _ => None,
    }
}

fn company(facet: &Facet, test: &Test) -> Plan {
    match test {
        Test::Present => Plan::AtAnyCompany(
            "SELECT contact FROM affiliation WHERE company IS NOT NULL AND is_primary AND until = ''",
        ),
        Test::Is(values) => Plan::AtCompanies(
            "SELECT id FROM company WHERE folded IN (SELECT value FROM json_each(?))",
            vec![json!(values.iter().map(|value| fold(value)).collect::<Vec<_>>()).to_string().into()],
        ),
        Test::Begins(text) => {
            let text = fold(text);
            let end = beyond(&text);
            Plan::AtCompanies(
                "SELECT id FROM company WHERE folded >= ?1 AND folded < ?2",
                vec![text.into(), end.into()],
            )
        }
        other => Plan::AtCompaniesWhere("name", facet.clone(), other.clone()),
    }
}

fn consent(test: &Test) -> Option<Plan> {
    match test {
        Test::Present => Some(Plan::Rows("SELECT contact FROM contact_consent", Vec::new())),
        Test::Is(values) => Some(any_of(
            "SELECT contact FROM contact_consent WHERE folded IN (SELECT value FROM json_each(?))",
            values.iter().map(|value| fold(value)),
        )),
        _ => None,
    }
}

fn row(related: Related, test: &Test, vantage: &Vantage) -> Option<Plan> {
    Some(match (related, test) {
        (Related::Emails, Test::Present) => Plan::Rows("SELECT contact FROM contact_email", Vec::new()),
        (Related::Phones, Test::Present) => Plan::Rows("SELECT contact FROM contact_phone", Vec::new()),
        (Related::Addresses, Test::Present) => Plan::Rows("SELECT contact FROM contact_address", Vec::new()),
        (Related::Links, Test::Present) => Plan::Rows("SELECT contact FROM contact_link", Vec::new()),
        (Related::Dates, Test::Present) => Plan::Rows("SELECT contact FROM contact_date", Vec::new()),
        (Related::Emails, Test::Is(values)) => any_of(
            "SELECT contact FROM contact_email WHERE folded IN (SELECT value FROM json_each(?))",
            values.iter().map(|value| fold_email(value)),
        ),
        (Related::Emails, Test::Begins(text)) => {
            range("SELECT contact FROM contact_email WHERE folded >= ?1 AND folded < ?2", fold_email(text))
        }
        (Related::Phones, Test::Is(values)) => any_of(
            "SELECT contact FROM contact_phone WHERE matched IN (SELECT value FROM json_each(?))",
            values.iter().flat_map(|value| phone_forms(value, vantage.region.as_deref())),
        ),
        (Related::Phones, Test::Begins(text)) if text.trim_start().starts_with('+') => range(
            "SELECT contact FROM contact_phone WHERE matched >= ?1 AND matched < ?2",
            format!("+{}", satchel_model::digits(text)),
        ),
        _ => return None,
    })
}

impl Evaluation<'_> {
    /// Whom a plan finds.
    pub(super) async fn planned(&mut self, plan: Plan, within: Option<&RowSet>) -> Result<RowSet, StoreError> {
        match plan {
            Plan::Everybody => Ok(RowSet::up_to(self.last)),
            Plan::Nobody => Ok(RowSet::default()),
            Plan::Rows(sql, binds) => self.rowids(sql, &binds, within).await,
            Plan::Span(inside, outside, from, to) => {
                let binds = [from.into(), to.into()];
                if self.is_most(inside, outside, from, to).await? {
                    let mut rows = RowSet::up_to(self.last);
                    rows.remove(&self.rowids(outside, &binds, None).await?);
                    return Ok(rows);
                }
                self.rowids(inside, &binds, within).await
            }
            Plan::Union(plans) => {
                let mut found = RowSet::default();
                for plan in plans {
                    found.add(&Box::pin(self.planned(plan, within)).await?);
                }
                Ok(found)
            }
            Plan::AtAnyCompany(_) if self.is_of_companies() => Ok(RowSet::up_to(self.last)),
            Plan::AtAnyCompany(sql) => self.rowids(sql, &[], within).await,
            Plan::AtCompanies(sql, binds) => {
                let companies = self.rowids(sql, &binds, None).await?;
                self.at(&companies, within).await
            }
            Plan::AtCompaniesWhere(column, facet, test) => {
                let look = match column {
                    "parent" => Look::new("company k JOIN company p ON p.id = k.parent", "k.id", &["p.name"]),
                    column => Look::new("company k", "k.id", &[&format!("k.{column}")]),
                };
                self.at_companies(&look, &facet, &[&test], within).await
            }
            Plan::Categorised(facet, test) => {
                let from = "category c JOIN category_group g ON g.id = c.in_group AND g.state = 0";
                let look = Look::new(from, "c.id", &["c.name", "g.name"]).only("c.state = 0");
                let last = self.last_of("category").await?;
                let vantage = self.asked.vantage;
                let judge = |cells: &[Value]| {
                    let [name, group] = cells else { return false };
                    let value = match &facet.home {
                        Home::Row(_, "group") => group,
                        Home::Category(key) if group.as_str().is_none_or(|group| group_path(group) != *key) => {
                            return false;
                        }
                        _ => name,
                    };
                    test.holds(&facet, cell(value), vantage)
                };
                let categories = self.look(&look, last, None, judge).await?;
                let sql = "SELECT contact FROM contact_category WHERE category IN (SELECT value FROM json_each(?))";
                self.rowids(sql, &[json_list(&categories.to_vec()).into()], within).await
            }
            Plan::Tagged(facet, test) => {
                let look = Look::new("tag t", "t.id", &["t.name"]);
                let last = self.last_of("tag").await?;
                let tags = self.meets(&look, last, None, &facet, &[&test]).await?;
                let sql = "SELECT contact FROM contact_tag WHERE tag IN (SELECT value FROM json_each(?))";
                self.rowids(sql, &[json_list(&tags.to_vec()).into()], within).await
            }
            Plan::Listed(facet, test) => {
                let look = Look::new("list l", "l.id", &["l.name"]).only("l.state = 0");
                let last = self.last_of("list").await?;
                let lists = self.meets(&look, last, None, &facet, &[&test]).await?;
                let sql = "SELECT contact FROM list_member WHERE list IN (SELECT value FROM json_each(?))";
                self.rowids(sql, &[json_list(&lists.to_vec()).into()], within).await
            }
            Plan::Owned(facet, test) => {
                let look = Look::new("team_member m", "m.id", &["m.name"]);
                let last = self.last_of("team_member").await?;
                let owners = self.meets(&look, last, None, &facet, &[&test]).await?;
                let sql = "SELECT id AS contact FROM contact WHERE owner IN (SELECT value FROM json_each(?))";
                self.rowids(sql, &[json_list(&owners.to_vec()).into()], within).await
            }
        }
    }

    /// Those at companies of which a value meets any of some tests.
    pub(super) async fn at_companies(
        &mut self,
        look: &Look,
        facet: &Facet,
        tests: &[&Test],
        within: Option<&RowSet>,
    ) -> Result<RowSet, StoreError> {
        let last = self.last_of("company").await?;
        let companies = self.meets(look, last, None, facet, tests).await?;
        self.at(&companies, within).await
    }

    /// Those at some companies, given by their rowids; of companies, these.
    pub(super) async fn at(&mut self, companies: &RowSet, within: Option<&RowSet>) -> Result<RowSet, StoreError> {
        if self.is_of_companies() {
            return Ok(companies.clone());
        }
        self.rowids(AT_COMPANIES, &[json_list(&companies.to_vec()).into()], within).await
    }

    /// What a statement of one column finds; of a few contacts, only those.
    pub(super) async fn rowids(
        &mut self,
        sql: &'static str,
        binds: &[Bind],
        within: Option<&RowSet>,
    ) -> Result<RowSet, StoreError> {
        const SEVERAL: usize = 500;
        let few = within.filter(|within| within.len() <= SEVERAL).map(|within| json_list(&within.to_vec()));
        let only = if few.is_some() { "WHERE contact IN (SELECT value FROM json_each(?9))" } else { "" };
        let column = if sql.contains("contact") { "contact" } else { "id" };
        let only = if column == "id" { "" } else { only };
        let sql = format!("SELECT json_group_array({column}) FROM ({sql}) {only}");
        let mut query = sqlx::query_scalar(AssertSqlSafe(sql));
        for bind in binds {
            query = match bind {
                Bind::Text(text) => query.bind(text),
                Bind::Whole(number) => query.bind(number),
            };
        }
        if let Some(few) = few.filter(|_| !only.is_empty()) {
            for _ in binds.len()..8 {
                query = query.bind(None::<i64>);
            }
            query = query.bind(few);
        }
        let list: String = query.fetch_one(&mut **self.connection).await?;
        listed(&list)
    }

    /// Whether a statement finds more than half of all, given also the one that finds the others. Counting takes a fraction
    /// of what reading takes, and where the others are few it is soon over.
    async fn is_most(&mut self, inside: &str, outside: &str, from: i64, to: i64) -> Result<bool, StoreError> {
        let few = 1 + FEW as i64;
        if self.counted(outside, from, to, few).await? < few {
            return Ok(true);
        }
        let half = self.last / 2;
        Ok(self.counted(inside, from, to, half + 1).await? > half)
    }

    /// How many a statement finds, counted up to `most`.
    async fn counted(&mut self, sql: &str, from: i64, to: i64, most: i64) -> Result<i64, StoreError> {
        let sql = format!("SELECT count(*) FROM (SELECT 1 FROM ({sql}) LIMIT ?3)");
        let counted = sqlx::query_scalar(AssertSqlSafe(sql)).bind(from).bind(to).bind(most);
        Ok(counted.fetch_one(&mut **self.connection).await?)
    }

    pub(super) async fn last_of(&mut self, table: &'static str) -> Result<i64, StoreError> {
        let sql = format!("SELECT coalesce(max(id), 0) FROM {table}");
        Ok(sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(&mut **self.connection).await?)
    }
}

#[cfg(test)]
mod tests;
