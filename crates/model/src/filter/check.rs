//! Whether a test fits its field, and the one way in which what it asks is written.

use super::day::Point;
use super::{Catalogue, Condition, DEEPEST, Facet, Filter, Home, Kind, MOST, Related, Test};
use crate::Amount;

/// Why a filter cannot be understood.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct FilterError {
    /// One sentence without a full stop.
    pub message: String,
    /// The character at which it was noticed, from 1; none in a filter that was not typed.
    pub at: Option<usize>,
    /// The field that is concerned.
    pub field: Option<String>,
    /// What to do.
    pub hint: Option<String>,
}

impl FilterError {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), at: None, field: None, hint: None }
    }

    pub(crate) fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }

    pub(crate) fn of(self, field: &str) -> Self {
        Self { field: Some(field.to_owned()), ..self }
    }
}

impl Filter {
    /// The same filter with every path and value in its one spelling.
    ///
    /// # Errors
    /// On the first condition that cannot be understood, and for one that is too deep or too long.
    pub fn checked(self, catalogue: &Catalogue) -> Result<Self, FilterError> {
        let mut left = MOST;
        Ok(check(self, catalogue, None, DEEPEST, &mut left)?.normal())
    }
}

pub(crate) fn too_deep() -> FilterError {
    FilterError::new(format!("The filter is nested deeper than {DEEPEST} times")).hint("Take some parentheses away.")
}

pub(crate) fn too_long() -> FilterError {
    FilterError::new(format!("The filter has more than {MOST} conditions"))
        .hint("Put many values of one field into one list: tag=(a, b, c).")
}

fn check(
    filter: Filter,
    catalogue: &Catalogue,
    within: Option<Related>,
    depth: usize,
    left: &mut usize,
) -> Result<Filter, FilterError> {
    let deeper = depth.checked_sub(1).ok_or_else(too_deep)?;
    *left = left.checked_sub(1).ok_or_else(too_long)?;
    let mut each = |parts: Vec<Filter>| {
        parts.into_iter().map(|part| check(part, catalogue, within, deeper, left)).collect::<Result<Vec<_>, _>>()
    };
    Ok(match filter {
        Filter::All(parts) => Filter::All(each(parts)?),
        Filter::Any(parts) if parts.is_empty() => Filter::Not(Box::new(Filter::everybody())),
        Filter::Any(parts) => Filter::Any(each(parts)?),
        Filter::Not(inner) => Filter::Not(Box::new(check(*inner, catalogue, within, deeper, left)?)),
        Filter::Words(_) if within.is_some() => return Err(words_in_row()),
        Filter::Words(words) => Filter::Words(words),
        Filter::Some { .. } if within.is_some() => return Err(FilterError::new("A row has no rows of its own")),
        Filter::Some { of, that } => {
            Filter::Some { of, that: Box::new(check(*that, catalogue, Some(of), deeper, left)?) }
        }
        Filter::Where(Condition { field, test }) => {
            let facet = catalogue.facet(&field, within).ok_or_else(|| unknown(&field, catalogue, within))?;
            let path = catalogue.canonical(&field, within).unwrap_or_else(|| field.clone());
            let test = fit(&facet, test).map_err(|error| error.of(&path))?;
            Filter::Where(Condition { field: path, test })
        }
    })
}

pub(crate) fn words_in_row() -> FilterError {
    FilterError::new("Words cannot be looked for inside of a row").hint("Name the part: emails(label:work).")
}

/// The error about a field that is not there, with those whose names are near.
pub(crate) fn unknown(name: &str, catalogue: &Catalogue, within: Option<Related>) -> FilterError {
    let names: Vec<String> = match within {
        Some(related) => related.parts().iter().map(|(part, _)| (*part).to_owned()).collect(),
        None => catalogue.paths(),
    };
    let near = near(name, &names);
    let hint = if near.is_empty() {
        "Put it in quotation marks to look for the words themselves.".to_owned()
    } else {
        format!("Do you mean {}?", near.join(" or "))
    };
    FilterError::new(format!("There is no field named {name}")).hint(hint).of(name)
}

/// Names that somebody who typed `name` may have meant, the nearest first, three at most.
fn near(name: &str, names: &[String]) -> Vec<String> {
    let name = name.to_ascii_lowercase();
    let mut found: Vec<(usize, &String)> = names
        .iter()
        .filter_map(|other| {
            let last = other.rsplit('.').next().unwrap_or(other);
            let far = distance(&name, other).min(distance(&name, last));
            let begins = name.len() > 1 && (last.starts_with(&*name) || other.starts_with(&*name));
            (begins || far * 5 <= name.len() * 2 || (far < 2 && name.len() > 2)).then_some((far, other))
        })
        .collect();
    // Of two that are as near, the shorter one is more likely to be meant.
    found.sort_by_key(|(far, other)| (*far, other.len(), *other));
    found.into_iter().map(|(_, other)| other.clone()).take(3).collect()
}

/// How many letters have to be changed, added or left out.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().take(40).collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (at, letter) in one.chars().take(40).enumerate() {
        let mut corner = row[0];
        row[0] = at + 1;
        for (place, wanted) in other.iter().enumerate() {
            let swap = corner + usize::from(letter != *wanted);
            corner = row[place + 1];
            row[place + 1] = swap.min(corner + 1).min(row[place] + 1);
        }
    }
    row.last().copied().unwrap_or_default()
}

/// The test as it is asked of this kind of value.
pub(crate) fn fit(facet: &Facet, test: Test) -> Result<Test, FilterError> {
    let test = match test {
        Test::Is(mut values) => {
            values.retain(|value| !value.trim().is_empty());
            if values.is_empty() {
                return Err(FilterError::new("There is no value to compare with"));
            }
            Test::Is(values)
        }
        Test::Has(text) | Test::Phrase(text) | Test::Contains(text) | Test::Begins(text) | Test::Ends(text)
            if text.trim().is_empty() =>
        {
            return Ok(Test::Present);
        }
        other => other,
    };
    match facet.kind {
        Kind::Text | Kind::Name => text(test),
        Kind::Email => text(email(test)),
        Kind::Phone => text(phone(test)),
        Kind::Choice(words) => one_of(test, words),
        // What a person does not want is noted or not, and there is no third.
        Kind::Flag if test == Test::Present && matches!(facet.home, Home::Own(_)) => Ok(Test::Is(vec!["yes".into()])),
        Kind::Flag => one_of(test, &["yes", "no"]),
        Kind::Day { .. } | Kind::Instant => days(test, facet.kind),
        Kind::Number => sized(test, number),
        Kind::Amount => sized(test, amount),
    }
}

fn text(test: Test) -> Result<Test, FilterError> {
    match test {
        Test::Less(_) | Test::AtMost(_) | Test::More(_) | Test::AtLeast(_) | Test::Between(..) => {
            Err(FilterError::new("This field holds text, which is not compared by size")
                .hint("Use : for words in it, = for all of it, and * for any letters: title:dir*"))
        }
        Test::Last(_) | Test::Next(_) => Err(FilterError::new("This field holds text and no days")),
        other => Ok(other),
    }
}

/// What people type of an address: a domain behind an @, a whole one, the beginning of one.
fn email(test: Test) -> Test {
    let typed = match &test {
        Test::Has(text) | Test::Phrase(text) if text.contains('@') => text.clone(),
        _ => return test,
    };
    match typed.split_once('@') {
        Some(("", _)) => Test::Ends(typed),
        Some((_, domain)) if domain.contains('.') => Test::Is(vec![typed]),
        _ => Test::Begins(typed),
    }
}

fn phone(test: Test) -> Test {
    match test {
        Test::Has(text) if text.starts_with('+') => Test::Begins(text),
        Test::Phrase(text) | Test::Contains(text) => phone(Test::Has(text)),
        other => other,
    }
}

/// A value that was typed without saying how it is to be compared.
fn value(test: Test) -> Test {
    match test {
        Test::Has(text) | Test::Phrase(text) => Test::Is(vec![text]),
        other => other,
    }
}

fn one_of(test: Test, words: &[&'static str]) -> Result<Test, FilterError> {
    let choose = |typed: String| {
        let typed = typed.trim().to_lowercase().replace(['-', ' '], "_");
        let typed = match &*typed {
            "true" | "1" | "y" => "yes",
            "false" | "0" | "n" => "no",
            "trash" => "trashed",
            "archive" => "archived",
            other => other,
        };
        let known = words.iter().find(|word| **word == typed);
        known.map(|word| (*word).to_owned()).ok_or_else(|| {
            FilterError::new(format!("This field is never “{typed}”")).hint(format!("It is {}.", words.join(" or ")))
        })
    };
    match value(test) {
        Test::Is(values) => Ok(Test::Is(values.into_iter().map(choose).collect::<Result<_, _>>()?)),
        Test::Present => Ok(Test::Present),
        _ => Err(FilterError::new("This field is one of a few words").hint(format!("It is {}.", words.join(" or ")))),
    }
}

fn days(test: Test, kind: Kind) -> Result<Test, FilterError> {
    let point = |text: String| {
        let read = Point::read(text.trim()).ok_or_else(|| {
            FilterError::new(format!("“{text}” is no day"))
                .hint("Write 2026-01-31, 2026-01, 2026, today, -7d, +2w, last7d or next30d.")
        })?;
        match (read, kind) {
            (Point::Yearly(..), Kind::Instant) => Err(FilterError::new("An instant has a year")),
            _ => Ok(read),
        }
    };
    let compared = |text: String| {
        let read = point(text)?;
        if matches!(read, Point::Yearly(..)) {
            return Err(FilterError::new("Days without a year are not before or after each other")
                .hint("Use .month and .day, or next30d."));
        }
        Ok(read.to_string())
    };
    Ok(match value(test) {
        Test::Is(values) => match &values[..] {
            [only] if only.starts_with("last") || only.starts_with("next") => span(only)?,
            _ => {
                Test::Is(values.into_iter().map(|text| point(text).map(|point| point.to_string())).collect::<Result<
                    _,
                    FilterError,
                >>(
                )?)
            }
        },
        Test::Less(text) => Test::Less(compared(text)?),
        Test::AtMost(text) => Test::AtMost(compared(text)?),
        Test::More(text) => Test::More(compared(text)?),
        Test::AtLeast(text) => Test::AtLeast(compared(text)?),
        Test::Between(low, high) => Test::Between(compared(low)?, compared(high)?),
        test @ (Test::Present | Test::Last(_) | Test::Next(_)) => test,
        _ => return Err(FilterError::new("This field holds days, of which no letters are compared")),
    })
}

fn span(text: &str) -> Result<Test, FilterError> {
    let bad =
        || FilterError::new(format!("“{text}” is no stretch of time")).hint("Write last7d, last2w, next3m or next1y.");
    let (word, rest) = text.split_at(4);
    let span = rest.trim_matches(['-', '_', ' ']).replace(['-', '_', ' '], "").parse().map_err(|()| bad())?;
    Ok(if word == "last" { Test::Last(span) } else { Test::Next(span) })
}

fn number(text: &str) -> Result<String, FilterError> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let trimmed = text.trim();
    let month = MONTHS.iter().position(|month| trimmed.len() > 2 && trimmed.to_lowercase().starts_with(month));
    if let Some(month) = month {
        return Ok((month + 1).to_string());
    }
    let number = trimmed.parse::<f64>().ok().filter(|number| number.is_finite());
    number
        .map(|number| number.to_string())
        .ok_or_else(|| FilterError::new(format!("“{text}” is no number")).hint("Write it as 12 or 12.5."))
}

/// An amount without blanks, so that it needs no quotation marks.
fn amount(text: &str) -> Result<String, FilterError> {
    let read = Amount::read(text).map(|amount| amount.to_string().replace(' ', ""));
    read.ok_or_else(|| FilterError::new(format!("“{text}” is no amount")).hint("Write it as 12.5, 3m or 3mEUR."))
}

/// What is compared by size, each value as `read` has it.
fn sized(test: Test, read: fn(&str) -> Result<String, FilterError>) -> Result<Test, FilterError> {
    Ok(match value(test) {
        Test::Is(values) => Test::Is(values.iter().map(|value| read(value)).collect::<Result<_, FilterError>>()?),
        Test::Less(text) => Test::Less(read(&text)?),
        Test::AtMost(text) => Test::AtMost(read(&text)?),
        Test::More(text) => Test::More(read(&text)?),
        Test::AtLeast(text) => Test::AtLeast(read(&text)?),
        Test::Between(low, high) => Test::Between(read(&low)?, read(&high)?),
        Test::Present => Test::Present,
        _ => return Err(FilterError::new("This field holds numbers, of which no letters are compared")),
    })
}
