//! Reads the text form.
//!
//! `company:"Acme" title:*director* AND (tag:vip OR created_at>=2026-01-01) -email:` — what stands side by side must
//! all hold, `OR` binds less, `-` and `NOT` turn around, parentheses group, and a row's name before a parenthesis asks
//! for one row. Words and quotation marks are cut as in a search. Unlike a search, a filter that is not understood is
//! an error: somebody acts on what it finds.

use super::check::{FilterError, fit, too_deep, too_long, unknown, words_in_row};
use super::{Catalogue, Condition, DEEPEST, Filter, Kind, MOST, Related, Test};
use crate::query::{is_number, is_quote, is_space};

impl Filter {
    /// Reads the text form; an empty text means everybody.
    ///
    /// # Errors
    /// With the character at which it was not understood.
    pub fn parse(text: &str, catalogue: &Catalogue) -> Result<Self, FilterError> {
        let mut reader = Reader { text, at: 0, catalogue, depth: DEEPEST, left: MOST };
        reader.skip_space();
        if reader.rest().is_empty() {
            return Ok(Self::everybody());
        }
        let filter = reader.any(None)?;
        if !reader.rest().is_empty() {
            return Err(reader.refuse(FilterError::new("A parenthesis closes that was not opened")));
        }
        Ok(filter.normal())
    }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    catalogue: &'a Catalogue,
    depth: usize,
    left: usize,
}

/// How a field and its value are joined.
#[derive(Clone, Copy, PartialEq)]
enum Operator {
    Colon,
    Equal,
    Unequal,
    Less,
    AtMost,
    More,
    AtLeast,
}

/// The longer ones first.
const OPERATORS: [(&str, Operator); 8] = [
    ("!=", Operator::Unequal),
    ("<=", Operator::AtMost),
    (">=", Operator::AtLeast),
    ("<", Operator::Less),
    (">", Operator::More),
    ("=", Operator::Equal),
    (":", Operator::Colon),
    ("：", Operator::Colon),
];

/// A value as it was typed.
#[derive(Default)]
struct Value {
    text: String,
    quoted: bool,
    star_before: bool,
    star_after: bool,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn skip_space(&mut self) {
        self.at = self.text.len() - self.rest().trim_start_matches(is_space).len();
    }

    fn next_is(&self, character: char) -> bool {
        self.rest().starts_with(character)
    }

    fn take(&mut self, token: &str) -> bool {
        let there = self.rest().starts_with(token);
        if there {
            self.at += token.len();
        }
        there
    }

    /// The error with the place where it was noticed.
    fn refuse(&self, error: FilterError) -> FilterError {
        self.refuse_at(self.at, error)
    }

    fn refuse_at(&self, at: usize, error: FilterError) -> FilterError {
        FilterError { at: Some(self.text[..at].chars().count() + 1), ..error }
    }

    /// Whether a word of the language stands here, and takes it.
    fn keyword(&mut self, word: &str) -> bool {
        let there = self.is_keyword(word);
        if there {
            self.at += word.len();
        }
        there
    }

    fn is_keyword(&self, word: &str) -> bool {
        self.rest()
            .strip_prefix(word)
            .is_some_and(|rest| rest.chars().next().is_none_or(|next| is_space(next) || matches!(next, '(' | ')')))
    }

    fn any(&mut self, within: Option<Related>) -> Result<Filter, FilterError> {
        let mut parts = vec![self.all(within)?];
        while self.keyword("OR") {
            parts.push(self.all(within)?);
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { Filter::Any(parts) })
    }

    fn all(&mut self, within: Option<Related>) -> Result<Filter, FilterError> {
        let mut parts: Vec<Filter> = Vec::new();
        let mut wanting = true;
        loop {
            self.skip_space();
            if self.rest().is_empty() || self.next_is(')') || self.is_keyword("OR") {
                break;
            }
            if !parts.is_empty() && self.keyword("AND") {
                wanting = true;
                continue;
            }
            let part = self.one(within, parts.last())?;
            parts.push(part);
            wanting = false;
        }
        if wanting {
            return Err(self.refuse(
                FilterError::new("Something is missing here").hint("AND and OR stand between two conditions."),
            ));
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { Filter::All(parts) })
    }

    fn one(&mut self, within: Option<Related>, before: Option<&Filter>) -> Result<Filter, FilterError> {
        self.left = self.left.checked_sub(1).ok_or_else(|| self.refuse(too_long()))?;
        self.depth = self.depth.checked_sub(1).ok_or_else(|| self.refuse(too_deep()))?;
        let part = self.part(within, before);
        self.depth += 1;
        part
    }

    fn part(&mut self, within: Option<Related>, before: Option<&Filter>) -> Result<Filter, FilterError> {
        if self.minus(before) || self.keyword("NOT") {
            self.skip_space();
            if self.rest().is_empty() || self.next_is(')') {
                return Err(self.refuse(FilterError::new("Something is missing behind the negation")));
            }
            return Ok(Filter::Not(Box::new(self.one(within, None)?)));
        }
        if self.take("(") {
            return self.group(within);
        }
        let start = self.at;
        if let Some((path, len)) = self.path() {
            let rest = &self.rest()[len..];
            if rest.starts_with('(')
                && let Some(related) = self.catalogue.related(&path.to_ascii_lowercase())
            {
                if within.is_some() {
                    return Err(self.refuse(FilterError::new("A row has no rows of its own")));
                }
                self.at += len + 1;
                return Ok(Filter::Some { of: related, that: Box::new(self.group(Some(related))?) });
            }
            if let Some((token, operator)) = OPERATORS.into_iter().find(|(token, _)| rest.starts_with(token)) {
                self.at += len + token.len();
                return self.condition(start, path, operator, within);
            }
        }
        if within.is_some() {
            return Err(self.refuse(words_in_row()));
        }
        self.word()
    }

    /// What stands in parentheses, behind the first.
    fn group(&mut self, within: Option<Related>) -> Result<Filter, FilterError> {
        let start = self.at.saturating_sub(1);
        self.skip_space();
        if self.take(")") {
            return Ok(Filter::everybody());
        }
        let inner = self.any(within)?;
        if !self.take(")") {
            return Err(self.refuse_at(start, FilterError::new("A parenthesis is not closed")));
        }
        Ok(inner)
    }

    /// Takes a `-` that stands before something. One between the digits of a number is part of it.
    fn minus(&mut self, before: Option<&Filter>) -> bool {
        let Some(rest) = self.rest().strip_prefix(['-', '−']) else {
            return false;
        };
        let word = rest.split(is_space).next().unwrap_or_default();
        let number_before = |words: &str| words.rsplit(' ').next().is_some_and(is_number);
        let goes_on = !word.starts_with('(')
            && is_number(word)
            && matches!(before, Some(Filter::Words(words)) if number_before(words));
        if word.is_empty() || goes_on {
            return false;
        }
        self.at = self.text.len() - rest.len();
        true
    }

    /// The name of a field that begins here, and its length.
    fn path(&self) -> Option<(&'a str, usize)> {
        let rest = self.rest();
        let begins = rest.chars().next().is_some_and(|c| c.is_alphabetic() || c == '_');
        let len = rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '.'))).unwrap_or(rest.len());
        (begins && len > 0).then(|| (&rest[..len], len))
    }

    fn condition(
        &mut self,
        start: usize,
        path: &str,
        operator: Operator,
        within: Option<Related>,
    ) -> Result<Filter, FilterError> {
        let catalogue = self.catalogue;
        let Some(facet) = catalogue.facet(path, within) else {
            return Err(self.refuse_at(start, unknown(path, catalogue, within)));
        };
        let field = catalogue.canonical(path, within).unwrap_or_else(|| path.to_owned());
        let value_at = self.at;
        let place = self.text[..value_at].chars().count() + 1;
        let fitted =
            |test: Test| fit(&facet, test).map_err(|error| FilterError { at: Some(place), ..error.of(&field) });
        let wanted = |test: Test| Ok(Filter::Where(Condition { field: field.clone(), test: fitted(test)? }));
        // `city: Berlin` is meant as written; what follows may also be the next condition.
        let mut reader = Reader { text: self.text, at: self.at, catalogue, depth: self.depth, left: self.left };
        if reader.rest().starts_with(is_space) {
            reader.skip_space();
            if reader.begins_part() {
                reader.at = value_at;
            }
        }
        if reader.take("(") {
            let values = reader.list()?;
            self.at = reader.at;
            let equal = operator != Operator::Colon;
            if !equal || values.iter().any(|value| value.star_before || value.star_after) {
                let parts = values.into_iter().map(|value| wanted(typed(value, facet.kind)));
                let parts = Filter::Any(parts.collect::<Result<_, FilterError>>()?);
                return Ok(if operator == Operator::Unequal { Filter::Not(Box::new(parts)) } else { parts });
            }
            let values = values.into_iter().map(|value| value.text).collect();
            return match operator {
                Operator::Equal => wanted(Test::Is(values)),
                Operator::Unequal => Ok(Filter::Not(Box::new(wanted(Test::Is(values))?))),
                _ => Err(self.refuse_at(value_at, FilterError::new("A list is compared with = only").of(&field))),
            };
        }
        let value = reader.value(false)?;
        self.at = reader.at;
        let Some(value) = value else {
            return match operator {
                Operator::Colon | Operator::Equal => wanted(Test::Present),
                _ => Err(self.refuse(FilterError::new("There is no value to compare with").of(&field))),
            };
        };
        let compared = |test: fn(String) -> Test| wanted(test(value.text.clone()));
        let starred = value.star_before || value.star_after;
        match operator {
            Operator::Less => compared(Test::Less),
            Operator::AtMost => compared(Test::AtMost),
            Operator::More => compared(Test::More),
            Operator::AtLeast => compared(Test::AtLeast),
            // The empty text is what is not there.
            Operator::Colon | Operator::Equal if value.quoted && value.text.is_empty() && !starred => {
                Ok(Filter::Not(Box::new(wanted(Test::Present)?)))
            }
            Operator::Unequal if value.quoted && value.text.is_empty() && !starred => wanted(Test::Present),
            Operator::Colon => wanted(typed(value, facet.kind)),
            Operator::Equal if starred => wanted(typed(value, facet.kind)),
            Operator::Unequal if starred => Ok(Filter::Not(Box::new(wanted(typed(value, facet.kind))?))),
            Operator::Equal => wanted(Test::Is(vec![value.text])),
            Operator::Unequal => Ok(Filter::Not(Box::new(wanted(Test::Is(vec![value.text]))?))),
        }
    }

    /// Whether the next part begins here, or nothing more comes.
    fn begins_part(&self) -> bool {
        let rest = self.rest();
        let condition = self.path().is_some_and(|(path, len)| {
            let after = &rest[len..];
            OPERATORS.iter().any(|(token, _)| after.starts_with(token))
                || (after.starts_with('(') && self.catalogue.related(&path.to_ascii_lowercase()).is_some())
        });
        rest.is_empty()
            || rest.starts_with(['-', '−', ')'])
            || ["AND", "OR", "NOT"].into_iter().any(|word| self.is_keyword(word))
            || condition
    }

    /// Values between parentheses and commas, behind the first parenthesis.
    fn list(&mut self) -> Result<Vec<Value>, FilterError> {
        let mut values = Vec::new();
        loop {
            self.skip_space();
            if self.take(")") {
                break;
            }
            if self.take(",") || self.keyword("OR") {
                continue;
            }
            match self.value(true)? {
                Some(value) => values.push(value),
                None => return Err(self.refuse(FilterError::new("A list is not closed").hint("Write tag=(a, b)."))),
            }
            if values.len() > 1_000 {
                return Err(self.refuse(FilterError::new("A list has more than 1000 values")));
            }
        }
        if values.is_empty() {
            return Err(self.refuse(FilterError::new("There is no value to compare with")));
        }
        Ok(values)
    }

    /// One value; none when nothing stands here. In a list, what is not quoted may hold blanks.
    fn value(&mut self, listed: bool) -> Result<Option<Value>, FilterError> {
        let start = self.at;
        let mut value = Value { star_before: self.take("*"), ..Value::default() };
        if self.rest().starts_with(is_quote) {
            value.quoted = true;
            value.text = self.quoted(start)?;
        } else {
            value.text = self.bare(listed);
            // A star that was the last letter.
            if !value.text.ends_with("\\*") && value.text.ends_with('*') {
                value.text.pop();
                value.star_after = true;
            }
            value.text = unescaped(&value.text);
            if listed {
                value.text = value.text.trim().to_owned();
            }
        }
        value.star_after |= value.quoted && self.take("*");
        let there = value.quoted || value.star_before || value.star_after || !value.text.is_empty();
        Ok(there.then_some(value))
    }

    fn quoted(&mut self, start: usize) -> Result<String, FilterError> {
        let mut text = String::new();
        let mut letters = self.rest().char_indices().skip(1);
        while let Some((at, letter)) = letters.next() {
            match letter {
                '\\' => text.extend(letters.next().map(|(_, next)| next)),
                quote if is_quote(quote) => {
                    self.at += at + quote.len_utf8();
                    return Ok(text);
                }
                other => text.push(other),
            }
        }
        Err(self.refuse_at(start, FilterError::new("A quotation mark is not closed")))
    }

    /// Letters up to a blank, a parenthesis or a quotation mark, with the backslashes before what is meant as it is.
    fn bare(&mut self, listed: bool) -> String {
        let mut text = String::new();
        let mut letters = self.rest().char_indices();
        let mut end = self.text.len();
        while let Some((at, letter)) = letters.next() {
            if letter == '\\' {
                text.push(letter);
                text.extend(letters.next().map(|(_, next)| next));
                continue;
            }
            let ends = matches!(letter, '(' | ')') || is_quote(letter);
            if ends || (listed && letter == ',') || (!listed && is_space(letter)) {
                end = self.at + at;
                break;
            }
            text.push(letter);
        }
        self.at = end;
        text
    }

    /// A word or a phrase that is looked for anywhere.
    fn word(&mut self) -> Result<Filter, FilterError> {
        let start = self.at;
        if self.rest().starts_with(is_quote) {
            let phrase = self.quoted(start)?;
            let plain: String = phrase.chars().map(|c| if is_quote(c) { ' ' } else { c }).collect();
            let plain = crate::collapse(&plain);
            return Ok(if plain.is_empty() { Filter::everybody() } else { Filter::Words(format!("\"{plain}\"")) });
        }
        let rest = self.rest();
        let end = rest.find(|c| is_space(c) || is_quote(c) || matches!(c, '(' | ')')).unwrap_or(rest.len());
        self.at += end;
        Ok(Filter::Words(rest[..end].to_owned()))
    }
}

/// What a value asks that stands behind a colon.
fn typed(value: Value, kind: Kind) -> Test {
    let Value { text, quoted, star_before, star_after } = value;
    let compared = matches!(kind, Kind::Day { .. } | Kind::Instant | Kind::Number | Kind::Amount);
    if compared
        && !quoted
        && let Some((low, high)) = text.split_once("..")
    {
        return match (low, high) {
            ("", high) => Test::AtMost(high.to_owned()),
            (low, "") => Test::AtLeast(low.to_owned()),
            (low, high) => Test::Between(low.to_owned(), high.to_owned()),
        };
    }
    match (star_before, star_after) {
        (true, true) => Test::Contains(text),
        (true, false) => Test::Ends(text),
        (false, true) => Test::Begins(text),
        (false, false) if quoted => Test::Phrase(text),
        (false, false) => Test::Has(text),
    }
}

fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        if letter == '\\' { plain.extend(letters.next()) } else { plain.push(letter) }
    }
    plain
}
