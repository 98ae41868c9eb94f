//! Writes the text form: what [`Filter::parse`] reads back as the same filter.

use std::fmt::{self, Write as _};

use super::{Catalogue, Condition, Filter, Test};
use crate::query::{is_number, is_quote, is_space};

impl fmt::Display for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All(parts) => {
                for (at, part) in parts.iter().enumerate() {
                    if at > 0 {
                        f.write_char(' ')?;
                    }
                    grouped(f, part, matches!(part, Self::Any(_) | Self::All(_)))?;
                }
                Ok(())
            }
            Self::Any(parts) if parts.is_empty() => f.write_str("NOT ()"),
            Self::Any(parts) => {
                for (at, part) in parts.iter().enumerate() {
                    if at > 0 {
                        f.write_str(" OR ")?;
                    }
                    let group = match part {
                        Self::Any(_) => true,
                        Self::All(inner) => inner.is_empty(),
                        _ => false,
                    };
                    grouped(f, part, group)?;
                }
                Ok(())
            }
            Self::Not(inner) => {
                let words = matches!(&**inner, Self::Words(words) if terms(words).count() > 1);
                let number = matches!(&**inner, Self::Words(words) if is_number(words));
                let group = words || matches!(**inner, Self::Any(_) | Self::All(_));
                f.write_str(if number { "NOT " } else { "-" })?;
                grouped(f, inner, group)
            }
            Self::Words(words) => f.write_str(words),
            Self::Some { of, that } => write!(f, "{}({that})", of.name()),
            Self::Where(condition) => write!(f, "{condition}"),
        }
    }
}

fn grouped(f: &mut fmt::Formatter<'_>, part: &Filter, group: bool) -> fmt::Result {
    if group { write!(f, "({part})") } else { write!(f, "{part}") }
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let field = &self.field;
        match &self.test {
            Test::Present => write!(f, "{field}:*"),
            Test::Is(values) => match &values[..] {
                [value] => write!(f, "{field}={}", written(value)),
                several => {
                    let several: Vec<String> = several.iter().map(|value| written(value)).collect();
                    write!(f, "{field}=({})", several.join(", "))
                }
            },
            Test::Has(text) => write!(f, "{field}:{}", escaped(text)),
            Test::Phrase(text) => write!(f, "{field}:{}", quoted(text)),
            Test::Begins(text) => write!(f, "{field}:{}*", written(text)),
            Test::Contains(text) => write!(f, "{field}:*{}*", written(text)),
            Test::Ends(text) => write!(f, "{field}:*{}", written(text)),
            Test::Less(value) => write!(f, "{field}<{}", written(value)),
            Test::AtMost(value) => write!(f, "{field}<={}", written(value)),
            Test::More(value) => write!(f, "{field}>{}", written(value)),
            Test::AtLeast(value) => write!(f, "{field}>={}", written(value)),
            Test::Between(low, high) => write!(f, "{field}:{low}..{high}"),
            Test::Last(span) => write!(f, "{field}:last{span}"),
            Test::Next(span) => write!(f, "{field}:next{span}"),
        }
    }
}

fn is_special(letter: char) -> bool {
    is_space(letter) || is_quote(letter) || matches!(letter, '(' | ')' | ',' | '*' | '\\')
}

/// A value as people write it: in quotation marks when something in it needs them.
fn written(value: &str) -> String {
    if value.is_empty() || value.contains(is_special) { quoted(value) } else { value.to_owned() }
}

fn quoted(value: &str) -> String {
    let mut text = String::with_capacity(value.len() + 2);
    text.push('"');
    for letter in value.chars() {
        if is_quote(letter) || letter == '\\' {
            text.push('\\');
        }
        text.push(letter);
    }
    text.push('"');
    text
}

/// A value without quotation marks, which would make a phrase of it.
fn escaped(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    for letter in value.chars() {
        if is_special(letter) {
            text.push('\\');
        }
        text.push(letter);
    }
    text
}

/// The words and phrases of what was typed.
fn terms(words: &str) -> impl Iterator<Item = String> {
    let mut rest = words;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(is_space);
        let first = rest.chars().next()?;
        if is_quote(first) {
            let inner = &rest[first.len_utf8()..];
            let end = inner.find(is_quote).unwrap_or(inner.len());
            let phrase = crate::collapse(&inner[..end]);
            rest = inner[end..].strip_prefix(is_quote).unwrap_or_default();
            return Some(format!("\"{phrase}\""));
        }
        let end = rest.find(|c| is_space(c) || is_quote(c)).unwrap_or(rest.len());
        let word = &rest[..end];
        rest = &rest[end..];
        Some(word.to_owned())
    })
}

/// Free words as the parser leaves them: what would be read as something else stands in quotation marks.
pub(super) fn words(words: &str) -> Filter {
    let mut kept: Vec<String> = Vec::new();
    // A backslash would be read as one that makes the next letter plain.
    for term in terms(&words.replace('\\', " ")).filter(|term| term != "\"\"") {
        let plain = term.starts_with('"')
            || (!term.contains(['(', ')', ':', '：', '=', '<', '>'])
                && !term.starts_with(['-', '−'])
                && !matches!(&*term, "AND" | "OR" | "NOT"));
        kept.push(if plain { term } else { format!("\"{term}\"") });
    }
    if kept.is_empty() { Filter::everybody() } else { Filter::Words(kept.join(" ")) }
}

impl Catalogue {
    /// The text form of a filter as it was given, in its one spelling.
    ///
    /// # Errors
    /// As [`Filter::parse`].
    pub fn spelled(&self, text: &str) -> Result<String, super::FilterError> {
        Ok(Filter::parse(text, self)?.to_string())
    }
}
