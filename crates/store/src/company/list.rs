//! Lists of companies: by name along an index; in any other order, or of those whom a filter means, all are put in order
//! and a page is cut out of them.

use std::collections::{BTreeMap, HashMap};

use satchel_model::{Entity, FieldEntity, Id, RecordState};
use serde_json::Value;
use sqlx::{AssertSqlSafe, SqliteConnection};

use crate::filter::{RowSet, listed};
use crate::sort::SortKeys;
use crate::value::{company_match, state_code};
use crate::{Store, StoreError, custom, entity, json_list};

/// A row of a list of companies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompanyRow {
    /// Identity.
    pub id: Id,
    /// As people write it.
    pub name: String,
    /// What it does.
    pub industry: String,
    /// Main web site.
    pub website: String,
    /// How many active contacts are affiliated now.
    pub people: i64,
    /// What it holds in the fields that were asked for, by key.
    pub custom: BTreeMap<String, Value>,
}

/// By what companies are put in order. Those that hold nothing there come last; those that hold the same, by name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CompanySort {
    /// Their name.
    #[default]
    Name,
    /// What they do.
    Industry,
    /// How many work there, as somebody wrote.
    Employees,
    /// How many active contacts are affiliated now.
    People,
    /// Last change.
    UpdatedAt,
    /// What they hold in the field of one's own of this row.
    Own(i64),
}

/// Which companies are listed, and how.
#[derive(Clone, Debug, Default)]
pub struct CompanyList<'a> {
    /// The beginning of a name or another name; empty for all.
    pub text: &'a str,
    /// Only these.
    pub meant: Option<&'a RowSet>,
    /// In which state.
    pub state: RecordState,
    /// In which order.
    pub sort: CompanySort,
    /// Backwards.
    pub descending: bool,
    /// After this one.
    pub after: Option<Id>,
    /// How many at most.
    pub limit: i64,
    /// Keys of the fields of one's own of which the values are told.
    pub custom: &'a [String],
}

/// Those in a state of which a name begins so: `?1`, and from `?2` to before `?3`.
const NAMED: &str = "c.state = ?1 AND (?2 = '' OR (c.folded >= ?2 AND c.folded < ?3)
    OR c.id IN (SELECT company FROM company_row WHERE collection = 'names' AND matched >= ?2 AND matched < ?3
      AND matched <> ''))";
const PEOPLE: &str = "(SELECT count(*) FROM affiliation a JOIN contact p ON p.id = a.contact AND p.state = 0
    WHERE a.company = c.id AND a.until = '')";

impl Store {
    /// A page of companies, and how many there are in all.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when `after` is no company.
    pub async fn companies(&self, list: &CompanyList<'_>) -> Result<(Vec<CompanyRow>, i64), StoreError> {
        let mut snapshot = self.snapshot().await?;
        let after = match list.after {
            Some(id) => Some(entity::survivor(&mut snapshot, Entity::Company, id).await?),
            None => None,
        };
        let by_index = list.meant.is_none() && list.sort == CompanySort::Name && !list.descending;
        let (rowids, total) = match by_index {
            true => by_name(&mut snapshot, list, after).await?,
            false => in_order(&mut snapshot, self.sort_keys(), list, after).await?,
        };
        Ok((rows(&mut snapshot, &rowids, list.custom).await?, total))
    }

    /// The order by what companies hold in the field of this key.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn sort_companies_by(&self, key: &str) -> Result<CompanySort, StoreError> {
        let mut connection = self.snapshot().await?;
        let known = custom::known(&mut connection).await?;
        let field = known.fields.active_key(FieldEntity::Company, key).ok_or(StoreError::NotFound("field"))?;
        known.row(field.definition().id).map(CompanySort::Own).ok_or(StoreError::NotFound("field"))
    }
}

/// From where to where names begin with a text.
fn beginning(text: &str) -> (String, String) {
    let folded = company_match(text);
    let top = if folded.is_empty() { String::new() } else { format!("{folded}\u{10ffff}") };
    (folded, top)
}

async fn by_name(
    connection: &mut SqliteConnection,
    list: &CompanyList<'_>,
    after: Option<i64>,
) -> Result<(Vec<i64>, i64), StoreError> {
    let (folded, top) = beginning(list.text);
    let sql = format!(
        "SELECT c.id FROM company c WHERE {NAMED}
           AND (?4 IS NULL OR (c.sort_name, c.id) > (SELECT sort_name, id FROM company WHERE id = ?4))
         ORDER BY c.sort_name, c.id LIMIT ?5"
    );
    let rowids = sqlx::query_scalar(AssertSqlSafe(sql))
        .bind(state_code(list.state))
        .bind(&folded)
        .bind(&top)
        .bind(after)
        .bind(list.limit)
        .fetch_all(&mut *connection)
        .await?;
    let total = sqlx::query_scalar(AssertSqlSafe(format!("SELECT count(*) FROM company c WHERE {NAMED}")))
        .bind(state_code(list.state))
        .bind(&folded)
        .bind(&top)
        .fetch_one(connection)
        .await?;
    Ok((rowids, total))
}

async fn in_order(
    connection: &mut SqliteConnection,
    keys: &SortKeys,
    list: &CompanyList<'_>,
    after: Option<i64>,
) -> Result<(Vec<i64>, i64), StoreError> {
    let (folded, top) = beginning(list.text);
    let (join, key, nothing) = match list.sort {
        CompanySort::Name => ("", "c.sort_name", "NULL"),
        CompanySort::Industry => ("", "NULL", "NULL"),
        CompanySort::Employees => ("", "c.employees + 0", "c.employees = ''"),
        CompanySort::People => ("", PEOPLE, "NULL"),
        CompanySort::UpdatedAt => ("", "c.updated_at", "NULL"),
        CompanySort::Own(_) => {
            ("LEFT JOIN custom_value v ON v.field = ?4 AND v.record = c.id", "v.sort", "v.sort IS NULL")
        }
    };
    let direction = if list.descending { "DESC" } else { "ASC" };
    let sql = format!(
        "SELECT json_group_array(id) FROM (SELECT c.id FROM company c {join} WHERE {NAMED}
         ORDER BY {nothing}, {key} {direction}, c.sort_name, c.id)"
    );
    let query = sqlx::query_scalar(AssertSqlSafe(sql)).bind(state_code(list.state)).bind(folded).bind(top);
    let query = if let CompanySort::Own(field) = list.sort { query.bind(field) } else { query };
    let all: String = query.fetch_one(&mut *connection).await?;
    let mut all: Vec<i64> = serde_json::from_str(&all).map_err(|_| StoreError::Bug("order"))?;
    if list.sort == CompanySort::Industry {
        by_industry(connection, keys, &mut all, list.descending).await?;
    }
    all.retain(|rowid| list.meant.is_none_or(|meant| meant.contains(*rowid)));
    let total = i64::try_from(all.len()).unwrap_or(i64::MAX);
    let from = after.and_then(|after| all.iter().position(|rowid| *rowid == after)).map_or(0, |at| at + 1);
    Ok((all.into_iter().skip(from).take(usize::try_from(list.limit).unwrap_or(0)).collect(), total))
}

/// Puts companies, given by name, into the order that people expect of what they do.
async fn by_industry(
    connection: &mut SqliteConnection,
    keys: &SortKeys,
    rowids: &mut [i64],
    descending: bool,
) -> Result<(), StoreError> {
    let sql = "SELECT json_group_array(json_array(id, industry)) FROM company WHERE industry <> ''";
    let text: String = sqlx::query_scalar(sql).fetch_one(connection).await?;
    let texts: Vec<(i64, String)> = serde_json::from_str(&text).map_err(|_| StoreError::Bug("rows"))?;
    // Few industries are many companies'.
    let mut known: HashMap<&str, Vec<u8>> = HashMap::new();
    for (_, industry) in &texts {
        known.entry(industry).or_insert_with(|| keys.key(industry));
    }
    let held: HashMap<i64, &Vec<u8>> =
        texts.iter().filter_map(|(rowid, industry)| Some((*rowid, known.get(industry.as_str())?))).collect();
    rowids.sort_by(|one, other| match (held.get(one), held.get(other)) {
        (Some(one), Some(other)) if descending => other.cmp(one),
        (Some(one), Some(other)) => one.cmp(other),
        (one, other) => one.is_none().cmp(&other.is_none()),
    });
    Ok(())
}

async fn rows(
    connection: &mut SqliteConnection,
    rowids: &[i64],
    custom: &[String],
) -> Result<Vec<CompanyRow>, StoreError> {
    let sql = format!(
        "SELECT c.id, c.uuid, c.name, c.industry, c.website, {PEOPLE}
         FROM json_each(?) j CROSS JOIN company c ON c.id = j.value ORDER BY j.key"
    );
    let found: Vec<(i64, Vec<u8>, String, String, String, i64)> =
        sqlx::query_as(AssertSqlSafe(sql)).bind(json_list(rowids)).fetch_all(&mut *connection).await?;
    let mut held = HashMap::new();
    if !custom.is_empty() {
        let fields = custom::known(connection).await?.fields.clone();
        let asked = |key: &String| Some(fields.active_key(FieldEntity::Company, key)?.definition().id);
        let only: Vec<Id> = custom.iter().filter_map(asked).collect();
        held = custom::value::read_many(connection, FieldEntity::Company, rowids, Some(&only)).await?;
    }
    let row = |(rowid, uuid, name, industry, website, people): (i64, Vec<u8>, _, _, _, _)| {
        let custom = held.remove(&rowid).unwrap_or_default();
        Ok(CompanyRow { id: Id::from_slice(&uuid)?, name, industry, website, people, custom })
    };
    found.into_iter().map(row).collect()
}

/// Companies of which a name begins with a text, as filters ask for words.
pub(crate) async fn called(connection: &mut SqliteConnection, text: &str) -> Result<RowSet, StoreError> {
    let (folded, top) = beginning(text);
    let sql = "SELECT json_group_array(id) FROM (SELECT id FROM company WHERE folded >= ?1 AND folded < ?2
        UNION SELECT company FROM company_row WHERE collection = 'names' AND matched >= ?1 AND matched < ?2
          AND matched <> '')";
    let list: String = sqlx::query_scalar(sql).bind(folded).bind(top).fetch_one(connection).await?;
    listed(&list)
}
