//! Merging records that are one: from what each holds to what the survivor will hold, and how the sides differ.
//!
//! A record comes as its journal's paths, so that contacts and companies, built-in and own fields merge by the same
//! rules. The first record survives. Single values are its own where it has one; notes and rows are united; rows that
//! mean the same are one. Every default can be chosen otherwise. Deliberately absent: finding out who is the same.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

use crate::{FieldChange, FieldKind, collapse, field, fold, fold_email};

/// What a record holds, by the journal's paths.
pub type Values = BTreeMap<String, Value>;

/// How the values of a field relate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Likeness {
    /// All that there are say the same.
    Same,
    /// One has all that the others say.
    Contained,
    /// They say different things.
    Different,
}

/// What a person wants at a path instead of the default.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Take {
    /// The value of this record, counted from 0.
    From(usize),
    /// All of them: texts under each other.
    All(bool),
    /// Nothing: a row is left out.
    Leave(bool),
    /// This row is the one that is used when none is chosen, or the job that shows.
    Primary(bool),
}

/// A choice: a path of a field (`title`), or of a row of one of the records (`emails/<id>`).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
pub struct MergeChoice {
    /// Where.
    pub path: String,
    /// What.
    #[serde(flatten)]
    pub take: Take,
}

/// A field that holds one value, in all records.
#[derive(Clone, Debug, PartialEq)]
pub struct MergeField {
    /// The field.
    pub path: String,
    /// What each record has there.
    pub values: Vec<Option<Value>>,
    /// How these relate.
    pub relation: Likeness,
    /// What the survivor will have.
    pub result: Option<Value>,
}

/// A row that one or more of the records have.
#[derive(Clone, Debug, PartialEq)]
pub struct MergeRow {
    /// Its path in the first record that has it.
    pub path: String,
    /// The row as the survivor will have it, or would.
    pub value: Value,
    /// Which records have it.
    pub of: Vec<usize>,
    /// Whether the survivor will have it.
    pub kept: bool,
}

/// What a merge comes to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MergePlan {
    /// Fields in which at least one record has something.
    pub fields: Vec<MergeField>,
    /// Rows in which at least one record has something.
    pub rows: Vec<MergeRow>,
    /// What changes in the survivor.
    pub changes: Vec<FieldChange>,
}

/// A choice that does not fit what is merged.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MergeError {
    /// One is no merge.
    #[error("a merge needs at least two records")]
    TooFew,
    /// More than a person can look at.
    #[error("at most 50 are merged at once")]
    TooMany,
    /// A record with itself.
    #[error("the same is named twice")]
    Twice,
    /// A record that was deleted.
    #[error("one of them is in the trash: restore it first")]
    Trashed,
    /// A path that no record has anything at.
    #[error("there is nothing at {0} to choose")]
    NothingThere(String),
    /// A number beyond the records.
    #[error("{0}: there is no such record in this merge")]
    NoSuchRecord(String),
}

/// Works out what the first of `records` becomes when the others are merged into it.
///
/// # Errors
/// When a choice names what is not there.
pub fn plan_merge(records: &[Values], choices: &[MergeChoice]) -> Result<MergePlan, MergeError> {
    let [survivor, others @ ..] = records else { return Err(MergeError::TooFew) };
    if others.is_empty() {
        return Err(MergeError::TooFew);
    }
    let mut plan = MergePlan::default();
    let paths: BTreeSet<&String> = records.iter().flat_map(Values::keys).collect();
    plan.rows = rows(records);
    for choice in choices {
        if !paths.contains(&choice.path) && !plan.rows.iter().any(|row| row.path == choice.path) {
            return Err(MergeError::NothingThere(choice.path.clone()));
        }
    }
    for path in paths.iter().filter(|path| is_single(path)) {
        let values: Vec<Option<Value>> = records.iter().map(|record| record.get(*path).cloned()).collect();
        let take = choices.iter().rfind(|choice| choice.path == **path).map(|choice| &choice.take);
        let result = chosen(path, &values, take)?;
        if result != values[0] {
            plan.changes.push(FieldChange { path: (*path).clone(), before: values[0].clone(), after: result.clone() });
        }
        plan.fields.push(MergeField { path: (*path).clone(), relation: relation(path, &values), values, result });
    }
    for row in &mut plan.rows {
        let take = choices.iter().rfind(|choice| collection(&choice.path).is_some() && choice.path == row.path);
        row.kept = !matches!(take, Some(MergeChoice { take: Take::Leave(true), .. }));
    }
    place(survivor, &mut plan.rows);
    for choice in choices.iter().filter(|choice| choice.take == Take::Primary(true)) {
        prefer(&choice.path, &mut plan.rows);
    }
    for MergeRow { path, value, of, kept } in &plan.rows {
        let before = survivor.get(path).filter(|_| of.contains(&0)).cloned();
        let after = kept.then(|| value.clone());
        if before != after {
            plan.changes.push(FieldChange { path: path.clone(), before, after });
        }
    }
    Ok(plan)
}

/// Whether a path holds one value of a record, as opposed to one of many rows.
fn is_single(path: &str) -> bool {
    collection(path).is_none()
}

/// The collection of a row's path. Values of own fields and of groups of categories are single, though their paths have
/// two parts.
fn collection(path: &str) -> Option<&str> {
    path.split_once('/')
        .map(|(collection, _)| collection)
        .filter(|collection| !["custom", "categories"].contains(collection))
}

fn chosen(path: &str, values: &[Option<Value>], take: Option<&Take>) -> Result<Option<Value>, MergeError> {
    let first = || values.iter().flatten().next().cloned();
    Ok(match take {
        Some(Take::From(at)) => {
            values.get(*at).ok_or_else(|| MergeError::NoSuchRecord(path.to_owned()))?.clone().or_else(first)
        }
        Some(Take::All(true)) => united(values),
        Some(Take::Leave(true)) => None,
        _ if is_text(path) => united(values),
        _ => first(),
    })
}

/// Whether a field holds text with line breaks, which can stand under each other.
fn is_text(path: &str) -> bool {
    field(path).is_some_and(|field| field.kind == FieldKind::Text)
}

/// Texts under each other, without those that another has whole.
fn united(values: &[Option<Value>]) -> Option<Value> {
    let mut texts: Vec<&str> = Vec::new();
    for text in values.iter().flatten().filter_map(Value::as_str) {
        if texts.iter().any(|known| known.contains(text)) {
            continue;
        }
        texts.retain(|known| !text.contains(known));
        texts.push(text);
    }
    (!texts.is_empty()).then(|| texts.join("\n\n").into())
}

fn relation(path: &str, values: &[Option<Value>]) -> Likeness {
    let mut there: Vec<String> = values.iter().flatten().map(|value| comparable(path, value)).collect();
    there.sort_by_key(String::len);
    let Some(longest) = there.last() else { return Likeness::Same };
    if values.iter().all(Option::is_some) && there.iter().all(|text| text == longest) {
        Likeness::Same
    } else if there.iter().all(|text| longest.contains(text.as_str())) {
        Likeness::Contained
    } else {
        Likeness::Different
    }
}

fn comparable(path: &str, value: &Value) -> String {
    match value {
        Value::String(text) if path != "owner" => fold(text),
        other => other.to_string(),
    }
}

/// All rows, those of the first record first, each that means the same once.
fn rows(records: &[Values]) -> Vec<MergeRow> {
    let mut found: Vec<(String, MergeRow)> = Vec::new();
    for (at, record) in records.iter().enumerate() {
        let mut own: Vec<(&String, &Value)> = record.iter().filter(|(path, _)| collection(path).is_some()).collect();
        own.sort_by_key(|(path, value)| {
            let position = value.get("position").and_then(Value::as_i64).unwrap_or(0);
            (collection(path), value.get("primary") != Some(&Value::Bool(true)), position)
        });
        for (path, value) in own {
            let meaning = meaning(path, value);
            match found.iter_mut().find(|(known, _)| *known == meaning) {
                Some((_, row)) => {
                    fill(&mut row.value, value);
                    if !row.of.contains(&at) {
                        row.of.push(at);
                    }
                }
                None => {
                    let row = MergeRow { path: path.clone(), value: value.clone(), of: vec![at], kept: true };
                    found.push((meaning, row));
                }
            }
        }
    }
    follow_locks(&mut found, records);
    found.into_iter().map(|(_, row)| row).collect()
}

/// What a privacy lock's path begins with; the locked path follows.
const LOCK: &str = "locks/";

/// A lock on a row that is one with a row of an earlier record is a lock on that row: what was kept to this machine in
/// one of the records leaves it in none.
fn follow_locks(found: &mut Vec<(String, MergeRow)>, records: &[Values]) {
    for at in 0..found.len() {
        let (_, lock) = &found[at];
        let Some(locked) = lock.path.strip_prefix(LOCK) else { continue };
        let row = lock.of.first().and_then(|record| records.get(*record)?.get(locked));
        let Some(meant) = row.map(|row| meaning(locked, row)) else { continue };
        let stands = found.iter().find(|(meaning, _)| *meaning == meant).map(|(_, row)| row.path.clone());
        if let Some(stands) = stands.filter(|stands| stands != locked) {
            found[at].1.path = format!("{LOCK}{stands}");
        }
    }
    let mut seen: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (_, row) in found.iter().filter(|(_, row)| row.path.starts_with(LOCK)) {
        seen.entry(row.path.clone()).or_default().extend(&row.of);
    }
    found.retain_mut(|(_, row)| match row.path.starts_with(LOCK) {
        true => seen.remove(&row.path).map(|of| row.of = of).is_some(),
        false => true,
    });
}

/// The form in which two rows of one collection mean the same.
fn meaning(path: &str, row: &Value) -> String {
    let part = |name: &str| row.get(name).and_then(Value::as_str).unwrap_or_default();
    let collection = collection(path).unwrap_or_default();
    let meant = match collection {
        "emails" => fold_email(part("value")),
        "phones" if !part("e164").is_empty() => part("e164").to_owned(),
        "phones" => part("value").chars().filter(char::is_ascii_digit).collect(),
        "addresses" => fold(&["street", "locality", "region", "postcode", "country"].map(part).join(" ")),
        "links" => {
            let link = part("value").to_lowercase();
            let bare = link.split_once("://").map_or(link.as_str(), |(_, rest)| rest);
            bare.trim_start_matches("www.").trim_end_matches('/').to_owned()
        }
        "dates" => format!("{} {}", part("label"), part("value")),
        // Two jobs at one company are one job, unless one of them is over.
        "affiliations" if part("company").is_empty() => fold(&[part("title"), part("department")].join(" ")),
        "affiliations" => format!("{} {}", part("company"), part("until")),
        _ => path.to_owned(),
    };
    let meant = if meant.is_empty() { path.to_owned() } else { collapse(&meant) };
    format!("{collection}/{meant}")
}

/// Gives a row what another that means the same has beyond it.
fn fill(row: &mut Value, other: &Value) {
    let (Value::Object(row), Value::Object(other)) = (row, other) else { return };
    for (part, value) in other {
        let known = row.get(part);
        if known.is_none() || known.and_then(Value::as_str) == Some("") {
            row.insert(part.clone(), value.clone());
        }
    }
}

/// Gives rows that come from others a place behind the survivor's, which keep their primary.
fn place(survivor: &Values, rows: &mut [MergeRow]) {
    let current = |value: &Value| {
        let over = value.get("until").and_then(Value::as_str).is_some_and(|until| !until.is_empty());
        value.get("primary") == Some(&Value::Bool(true)) && !over
    };
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let mut last: BTreeMap<String, i64> = BTreeMap::new();
    for (path, value) in survivor {
        let Some(collection) = collection(path) else { continue };
        let position = value.get("position").and_then(Value::as_i64).unwrap_or(0);
        let highest = last.entry(collection.to_owned()).or_insert(-1);
        *highest = position.max(*highest);
        let leaves = rows.iter().any(|row| row.path == *path && !row.kept);
        if current(value) && !leaves {
            taken.insert(collection.to_owned());
        }
    }
    for row in rows.iter_mut().filter(|row| row.kept) {
        let Some(collection) = collection(&row.path).map(str::to_owned) else { continue };
        let first = row.of.contains(&0);
        let primary = if first { current(&row.value) } else { current(&row.value) && taken.insert(collection.clone()) };
        let Value::Object(parts) = &mut row.value else { continue };
        if !first {
            if parts.contains_key("position") {
                let next = last.entry(collection).and_modify(|last| *last += 1).or_insert(0);
                parts.insert("position".into(), (*next).into());
            }
            if parts.contains_key("primary") {
                parts.insert("primary".into(), primary.into());
            }
        }
    }
}

/// Makes one row the primary of its collection.
fn prefer(path: &str, rows: &mut [MergeRow]) {
    for row in rows.iter_mut().filter(|row| row.kept && collection(&row.path) == collection(path)) {
        let chosen = row.path == path;
        if let Some(primary) = row.value.get_mut("primary") {
            *primary = chosen.into();
        }
    }
}

#[cfg(test)]
mod tests;
