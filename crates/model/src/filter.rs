//! The filter language as data: which contacts are meant, as conditions on their fields and on what belongs to them.
//!
//! A filter is a tree of conditions, nested as deep as [`DEEPEST`]. Its text form is read by [`Filter::parse`] and
//! written by [`std::fmt::Display`], and one is the inverse of the other. What a condition means for a value is decided
//! here once ([`Test::holds`]); the store answers the same question for a million contacts by its indexes. Deliberately
//! absent: SQL, the clock (a [`Vantage`] is lent), and what free words find.

mod check;
mod day;
mod facet;
mod holds;
mod lists;
mod parse;
mod print;
mod related;
mod renamed;
mod vantage;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use check::FilterError;
pub use day::{Span, SpanUnit};
pub use facet::{Catalogue, DayPart, Facet, Home, Kind, OwnField, group_path};
pub use holds::{Cell, phone_forms};
pub use lists::Followed;
pub use related::Related;
pub use renamed::Called;
pub use vantage::Vantage;

/// How deep filters are nested at most: deeper than anybody reads, and shallow enough for every stack.
pub const DEEPEST: usize = 40;
/// Conditions of one filter at most.
pub(crate) const MOST: usize = 500;

/// Which contacts are meant.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Filter {
    /// Those for whom all of these hold; everybody when there are none.
    All(Vec<Filter>),
    /// Those for whom one of these holds; nobody when there are none.
    Any(Vec<Filter>),
    /// Those for whom it does not hold.
    Not(Box<Filter>),
    /// Those whom a search for these words finds as they are typed.
    Words(String),
    /// Those with one row (one e-mail, one change, …) for which the inner filter holds. Its fields are the row's.
    Some {
        /// What kind of row.
        of: Related,
        /// What holds for it.
        that: Box<Filter>,
    },
    /// Those of whom a field meets a test.
    Where(Condition),
}

/// A test of a field.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS, JsonSchema)]
pub struct Condition {
    /// The field's path: a key of the registry (`title`), a part (`addresses.city`, `birthday.month`), or one of what
    /// filters know besides (`state`, `list`, `changed`).
    pub field: String,
    /// The test.
    pub test: Test,
}

/// What is asked of a value. Values are written as in the text form: `2026-01-31`, `-7d`, `yes`, `12.5`. A field with
/// several values meets a test when one of them does.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Test {
    /// There is a value.
    Present,
    /// It is one of these, as people compare: without case and accents.
    Is(Vec<String>),
    /// Each of these words begins a word of it.
    Has(String),
    /// These words follow each other in it.
    Phrase(String),
    /// It begins so.
    Begins(String),
    /// It contains this.
    Contains(String),
    /// It ends so.
    Ends(String),
    /// It is less, or earlier.
    Less(String),
    /// It is this or less.
    AtMost(String),
    /// It is more, or later.
    More(String),
    /// It is this or more.
    AtLeast(String),
    /// It is one of these two or between them.
    Between(String, String),
    /// It was in this time up to now.
    Last(Span),
    /// It will be in this time from today.
    Next(Span),
}

impl Filter {
    /// The filter of everybody.
    #[must_use]
    pub const fn everybody() -> Self {
        Self::All(Vec::new())
    }

    /// Whether it means everybody because it asks for nothing.
    #[must_use]
    pub fn is_everybody(&self) -> bool {
        matches!(self, Self::All(parts) if parts.is_empty())
    }

    /// All of both.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self::All(vec![self, other]).normal()
    }

    /// The same filter as the parser writes it: groups in groups of their kind are one, a group of one is it.
    #[must_use]
    pub fn normal(self) -> Self {
        match self {
            Self::All(parts) => {
                let mut flat: Vec<Self> = Vec::with_capacity(parts.len());
                for part in parts.into_iter().map(Self::normal) {
                    match part {
                        Self::All(inner) => inner.into_iter().for_each(|part| join(&mut flat, part)),
                        other => join(&mut flat, other),
                    }
                }
                single(flat).unwrap_or_else(Self::All)
            }
            Self::Any(parts) => {
                let mut flat = Vec::with_capacity(parts.len());
                for part in parts.into_iter().map(Self::normal) {
                    match part {
                        Self::Any(inner) => flat.extend(inner),
                        other => flat.push(other),
                    }
                }
                single(flat).unwrap_or_else(Self::Any)
            }
            Self::Not(inner) => Self::Not(Box::new(inner.normal())),
            Self::Words(words) => print::words(&words),
            Self::Some { of, that } => Self::Some { of, that: Box::new(that.normal()) },
            Self::Where(condition) => Self::Where(condition),
        }
    }

    /// Calls `each` with every condition in it, those about rows left out.
    pub fn each_condition<'a>(&'a self, each: &mut impl FnMut(&'a Condition)) {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().for_each(|part| part.each_condition(each)),
            Self::Not(inner) => inner.each_condition(each),
            Self::Where(condition) => each(condition),
            Self::Words(_) | Self::Some { .. } => {}
        }
    }

    /// Calls `each` with all free words in it.
    pub fn each_words<'a>(&'a self, each: &mut impl FnMut(&'a str)) {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().for_each(|part| part.each_words(each)),
            Self::Not(inner) => inner.each_words(each),
            Self::Words(words) => each(words),
            Self::Where(_) | Self::Some { .. } => {}
        }
    }

    /// Whether it says itself which states it means; without, only active contacts are meant.
    #[must_use]
    pub fn names_state(&self) -> bool {
        let mut named = false;
        self.each_condition(&mut |condition| named |= condition.field == "state");
        named
    }
}

/// Adds a part to those that must all hold; free words go on with the words before them.
fn join(parts: &mut Vec<Filter>, part: Filter) {
    match (parts.last_mut(), part) {
        (Some(Filter::Words(before)), Filter::Words(words)) => {
            before.push(' ');
            before.push_str(&words);
        }
        (_, part) => parts.push(part),
    }
}

/// The only one, or all of them back.
fn single(mut parts: Vec<Filter>) -> Result<Filter, Vec<Filter>> {
    match parts.pop() {
        Some(only) if parts.is_empty() => Ok(only),
        Some(last) => {
            parts.push(last);
            Err(parts)
        }
        None => Err(parts),
    }
}

#[cfg(test)]
mod tests;
