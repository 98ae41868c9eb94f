//! What somebody types into a search box, as data: words, phrases, `field:value`, and `-` before any of them.
//!
//! The one parser: box, palette, command and views read with it. It never fails, because a query is looked for while
//! it is being typed: whatever is no query yet is words. Deliberately absent: how anything is found.

use std::ops::Range;

use crate::{CustomFields, FieldEntity, Id, field, fold};

/// Clauses that are looked for; who pastes a page into the box means its beginning.
const MOST: usize = 48;

/// What must be found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Term {
    /// A folded word; it is also the beginning of longer ones.
    Word(String),
    /// Folded words that stand next to each other.
    Phrase(Vec<String>),
}

/// The part of a contact that a `field:` names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// All names.
    Name,
    /// The given name.
    Given,
    /// The family name.
    Family,
    /// The company.
    Company,
    /// Job title and department.
    Title,
    /// E-mail addresses.
    Email,
    /// Phone numbers.
    Phone,
    /// Tags.
    Tag,
    /// City, region and country.
    Place,
    /// City.
    City,
    /// Region, state or county.
    Region,
    /// Country.
    Country,
    /// Notes.
    Notes,
    /// Where the contact came from.
    Source,
    /// Who of the team looks after it.
    Owner,
    /// A field of one's own.
    Own(Id),
}

impl Scope {
    /// What a field's name means in a search: the registry's keys and their short forms, and the parts of an address.
    /// None for a name that cannot be searched by.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase();
        let key = field(&name).map_or(&*name, |field| field.key);
        Some(match key {
            "display" | "prefix" | "middle" | "suffix" | "nickname" | "maiden" => Self::Name,
            "given" => Self::Given,
            "family" => Self::Family,
            "company" => Self::Company,
            "title" | "department" => Self::Title,
            "emails" | "mail" | "mailto" => Self::Email,
            "phones" | "tel" | "mobile" => Self::Phone,
            "tags" => Self::Tag,
            "addresses" | "place" => Self::Place,
            "city" | "town" | "locality" => Self::City,
            "region" | "state" => Self::Region,
            "country" => Self::Country,
            "notes" => Self::Notes,
            "source" => Self::Source,
            "owner" => Self::Owner,
            _ => return None,
        })
    }

    /// Whether what is looked for here can stand in a value that is shown of `other`.
    #[must_use]
    pub fn covers(self, other: Self) -> bool {
        self == other
            || matches!(
                (self, other),
                (Self::Given | Self::Family, Self::Name)
                    | (Self::Place, Self::City | Self::Region | Self::Country)
                    | (Self::City | Self::Region | Self::Country, Self::Place)
            )
    }
}

/// One thing that is asked of a contact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// What must be found.
    pub term: Term,
    /// Where; anywhere without.
    pub scope: Option<Scope>,
    /// It must not be found.
    pub without: bool,
    /// The bytes of the typed text that are the term, without `-`, field and quotation marks.
    pub written: Range<usize>,
}

impl Clause {
    /// Whether a value that is shown of this part of a contact can be why it was found.
    #[must_use]
    pub fn concerns(&self, shown: Scope) -> bool {
        !self.without && self.scope.is_none_or(|scope| scope.covers(shown))
    }
}

/// Clauses that must all hold, in any order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// The clauses in the order in which they were typed.
    pub clauses: Vec<Clause>,
}

impl Query {
    /// Reads what was typed. Never fails: a quotation mark that does not close ends at the end of the text, a field
    /// without a value yet asks for nothing, and an unknown field is a word.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        Self::parse_of(text, &CustomFields::default())
    }

    /// The same, of a vault with fields of its own: `budget:12000`, `custom:budget:12000`.
    #[must_use]
    pub fn parse_of(text: &str, own: &CustomFields) -> Self {
        let mut reader = Reader { text, at: 0, clauses: Vec::new(), own };
        while reader.clauses.len() < MOST && reader.skip_space() {
            reader.clause();
        }
        reader.clauses.truncate(MOST);
        Self { clauses: reader.clauses }
    }

    /// Whether nothing was typed that could be looked for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.clauses.is_empty()
    }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    clauses: Vec<Clause>,
    own: &'a CustomFields,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    /// Goes to the next thing that is no space; whether there is one.
    fn skip_space(&mut self) -> bool {
        self.at = self.text.len() - self.rest().trim_start_matches(is_space).len();
        self.at < self.text.len()
    }

    fn clause(&mut self) {
        let without = self.minus();
        let scope = self.field();
        if scope.is_some() && self.rest().starts_with(is_space) {
            // `city: Berlin` is meant as written; what follows may also be the next clause.
            if !self.skip_space() || self.begins_clause() {
                return;
            }
        }
        let mut marks = self.rest().char_indices();
        let quoted = marks.next().filter(|(_, first)| is_quote(*first)).is_some();
        let start = if quoted { self.at + marks.offset() } else { self.at };
        let ends = |c: char| if quoted { is_quote(c) } else { is_space(c) || is_quote(c) };
        let end = self.text[start..].find(ends).map_or(self.text.len(), |len| start + len);
        self.at = if quoted { end + self.text[end..].chars().next().map_or(0, char::len_utf8) } else { end };
        let folded = fold(&self.text[start..end]);
        let words: Vec<String> = folded.split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect();
        let clause = |term| Clause { term, scope, without, written: start..end };
        if !quoted {
            self.clauses.extend(words.into_iter().map(|word| clause(Term::Word(word))));
        } else if !words.is_empty() {
            self.clauses.push(clause(Term::Phrase(words)));
        }
    }

    /// Takes a `-` that stands before something. One between the digits of a number is part of it.
    fn minus(&mut self) -> bool {
        let Some(rest) = self.rest().strip_prefix(['-', '−']) else {
            return false;
        };
        let word = rest.split(is_space).next().unwrap_or_default();
        let goes_on = is_number(word)
            && self.clauses.last().is_some_and(|before| {
                !before.without
                    && before.scope.is_none_or(|scope| scope == Scope::Phone)
                    && matches!(&before.term, Term::Word(word) if is_number(word))
            });
        if word.is_empty() || goes_on {
            return false;
        }
        self.at = self.text.len() - rest.len();
        true
    }

    /// Takes a known field's name and its colon.
    fn field(&mut self) -> Option<Scope> {
        let (scope, len) = self.field_at()?;
        self.at += len;
        Some(scope)
    }

    fn begins_clause(&self) -> bool {
        self.field_at().is_some() || self.rest().starts_with(['-', '−'])
    }
}

impl Reader<'_> {
    /// The field that the rest begins with, and its length with the colon.
    fn field_at(&self) -> Option<(Scope, usize)> {
        let rest = self.rest();
        field_at(rest).or_else(|| {
            if self.own.is_empty() {
                return None;
            }
            let prefix = if rest.starts_with("custom:") { "custom:".len() } else { 0 };
            let len = prefix + rest[prefix..].find(|c: char| !c.is_alphanumeric() && c != '_')?;
            let colon = rest[len..].chars().next().filter(|c| matches!(c, ':' | '：'))?;
            let field = self.own.active_key(FieldEntity::Contact, &rest[prefix..len])?;
            Some((Scope::Own(field.definition().id), len + colon.len_utf8()))
        })
    }
}

/// The field that a text begins with, and its length with the colon.
fn field_at(text: &str) -> Option<(Scope, usize)> {
    let len = text.find(|c: char| !c.is_ascii_alphabetic() && c != '_')?;
    let colon = text[len..].chars().next().filter(|c| matches!(c, ':' | '：'))?;
    Some((Scope::named(&text[..len])?, len + colon.len_utf8()))
}

pub(crate) fn is_space(character: char) -> bool {
    character.is_whitespace() || character.is_control()
}

pub(crate) fn is_quote(character: char) -> bool {
    matches!(character, '"' | '“' | '”' | '„')
}

pub(crate) fn is_number(word: &str) -> bool {
    word.chars().any(char::is_numeric) && !word.chars().any(char::is_alphabetic)
}

#[cfg(test)]
mod tests;
