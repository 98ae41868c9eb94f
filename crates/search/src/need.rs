//! What a query asks of each document, worked out once for all segments.
//!
//! Every need must be met, and nothing unwanted. Words are cut as documents are; digits that people spread over several
//! words are one number. Deliberately absent: scores and the index.

use satchel_model::{Clause, Query, Scope, Term};

use crate::digits;
use crate::document::{Sections, sections};
use crate::text::behind;
use crate::words::{Piece, pieces};

/// Something that must hold for a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Need {
    /// Some word in these sections begins so.
    Word(String, Sections),
    /// Some run of a script without spaces holds this.
    Run(String, Sections),
    /// Some e-mail address or its domain begins so.
    Address(String),
    /// Some phone number holds these digits.
    Number(String),
    /// These words follow each other.
    Phrase(Vec<String>, Sections),
    /// One of these; the best counts.
    Any(Vec<Need>),
    /// All of these; the mean counts.
    All(Vec<Need>),
}

/// What a query asks for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Needs {
    /// All of these.
    pub(crate) wanted: Vec<Need>,
    /// None of these.
    pub(crate) unwanted: Vec<Need>,
}

impl Needs {
    /// The needs of a query; empty for one that holds nothing to look for.
    pub(crate) fn of(query: &Query) -> Self {
        let mut needs = Self::default();
        let mut number = Digits::default();
        for clause in &query.clauses {
            if number.takes(clause) {
                continue;
            }
            needs.wanted.extend(number.take());
            if number.takes(clause) {
                continue;
            }
            let need = match &clause.term {
                Term::Word(word) => word_need(word, clause.scope),
                Term::Phrase(words) => phrase_need(words, clause.scope),
            };
            if clause.without { &mut needs.unwanted } else { &mut needs.wanted }.extend(need);
        }
        needs.wanted.extend(number.take());
        needs
    }

    pub(crate) const fn is_empty(&self) -> bool {
        self.wanted.is_empty() && self.unwanted.is_empty()
    }
}

/// Digits over several words: `030 / 123 45` is one number, or else three things that are all there.
#[derive(Default)]
struct Digits<'a> {
    scope: Option<Scope>,
    words: Vec<&'a str>,
}

impl<'a> Digits<'a> {
    /// Takes a clause that goes on with the number, or begins one.
    fn takes(&mut self, clause: &'a Clause) -> bool {
        let Term::Word(word) = &clause.term else {
            return false;
        };
        let begins = self.words.is_empty() && matches!(clause.scope, None | Some(Scope::Phone));
        let takes = !clause.without && digits::is_phone_like(word) && (begins || clause.scope.is_none());
        if takes {
            self.scope = if begins { clause.scope } else { self.scope };
            self.words.push(word);
        }
        takes
    }

    fn take(&mut self) -> Option<Need> {
        let words = std::mem::take(&mut self.words);
        let scope = self.scope.take();
        if scope.is_some() {
            return any(digits::lookups(&words.concat()).into_iter().map(Need::Number).collect());
        }
        let separate = all(words.iter().filter_map(|word| word_need(word, None)).collect());
        if words.len() > 1 {
            let mut ways: Vec<Need> = digits::lookups(&words.concat()).into_iter().map(Need::Number).collect();
            ways.extend(separate);
            any(ways)
        } else {
            separate
        }
    }
}

fn word_need(word: &str, scope: Option<Scope>) -> Option<Need> {
    let mut ways = Vec::new();
    let mut parts = Vec::new();
    pieces(word, |_, piece| {
        parts.push(match (scope, piece) {
            (Some(Scope::Own(field)), Piece::Word(part) | Piece::Run(part)) => {
                Need::Word(behind(&field.tail(), part), sections(scope))
            }
            (_, Piece::Word(word)) => Need::Word(word.to_owned(), sections(scope)),
            (_, Piece::Run(run)) => Need::Run(run.to_owned(), sections(scope)),
        });
    });
    let address = word.trim_start_matches(['@', '<', '(', ',', ';']).trim_end_matches(['>', ')', ',', ';']);
    if matches!(scope, None | Some(Scope::Email)) && (parts.len() > 1 || address.contains('@')) {
        ways.push(Need::Address(address.to_owned()));
    }
    let number = matches!(scope, None | Some(Scope::Phone)) && digits::is_phone_like(word);
    if !(number && scope.is_some()) {
        ways.extend(all(parts));
    }
    if number {
        ways.extend(digits::lookups(word).into_iter().map(Need::Number));
    }
    any(ways)
}

fn phrase_need(words: &[String], scope: Option<Scope>) -> Option<Need> {
    if scope == Some(Scope::Phone) {
        return any(digits::lookups(&words.concat()).into_iter().map(Need::Number).collect());
    }
    let mut sequence = Vec::new();
    for word in words {
        pieces(word, |_, piece| {
            let (Piece::Word(part) | Piece::Run(part)) = piece;
            sequence.push(match scope {
                Some(Scope::Own(field)) => behind(&field.tail(), part),
                _ => part.to_owned(),
            });
        });
    }
    (!sequence.is_empty()).then_some(Need::Phrase(sequence, sections(scope)))
}

fn any(mut ways: Vec<Need>) -> Option<Need> {
    if ways.len() > 1 { Some(Need::Any(ways)) } else { ways.pop() }
}

fn all(mut parts: Vec<Need>) -> Option<Need> {
    if parts.len() > 1 { Some(Need::All(parts)) } else { parts.pop() }
}

impl Need {
    /// Calls `each` with every word in it, and where that is looked up.
    pub(crate) fn each_word<'a>(&'a self, each: &mut impl FnMut(&'a str, Sections)) {
        match self {
            Self::Word(word, sections) => each(word, sections),
            Self::Any(needs) | Self::All(needs) => needs.iter().for_each(|need| need.each_word(each)),
            Self::Run(..) | Self::Address(_) | Self::Number(_) | Self::Phrase(..) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use satchel_model::Query;

    use super::{Need, Needs};
    use crate::document::{ANYWHERE, Section};

    fn wanted(typed: &str) -> Vec<Need> {
        let needs = Needs::of(&Query::parse(typed));
        assert_eq!(needs.unwanted, []);
        needs.wanted
    }

    #[test]
    fn digits_over_several_words_are_one_number() {
        let needs = wanted("anna +49 30 / 123");
        assert_eq!(needs.len(), 2);
        assert_eq!(needs[0], Need::Word("anna".into(), ANYWHERE));
        let Need::Any(ways) = &needs[1] else { panic!("{needs:?}") };
        assert!(ways.contains(&Need::Number("4930123".into())));
    }

    #[test]
    fn a_field_holds_for_all_digits_of_its_number() {
        assert_eq!(wanted("phone:+49 30 - 123 anna")[0], Need::Number("4930123".into()));
        assert_eq!(wanted("phone:12"), [], "too few digits yet");
        assert_eq!(wanted("anna phone:123 city:30").len(), 3);
    }

    #[test]
    fn addresses_are_looked_up_as_typed_and_in_parts() {
        let parts = |sections| {
            Need::Any(vec![
                Need::Address("smith@ac".into()),
                Need::All(vec![Need::Word("smith".into(), sections), Need::Word("ac".into(), sections)]),
            ])
        };
        assert_eq!(wanted("smith@ac"), [parts(ANYWHERE)]);
        assert_eq!(wanted("email:smith@ac"), [parts(&[Section::Email])]);
    }

    #[test]
    fn what_is_unwanted_stands_apart() {
        let needs = Needs::of(&Query::parse("anna -city:berlin"));
        assert_eq!(needs.wanted, [Need::Word("anna".into(), ANYWHERE)]);
        assert_eq!(needs.unwanted, [Need::Word("berlin".into(), &[Section::City])]);
    }

    #[test]
    fn punctuation_asks_for_nothing() {
        assert!(Needs::of(&Query::parse(" - , & () -, name:-")).is_empty());
    }
}
