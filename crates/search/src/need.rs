//! What a query asks of each document, worked out once for all segments.
//!
//! Every need must be met. Words are cut as documents are; digits that people spread over several words are one
//! number. Deliberately absent: scores and the index.

use satchel_model::{Query, Term};

use crate::digits;
use crate::words::{Piece, pieces};

/// Something that must hold for a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Need {
    /// Some word begins so.
    Word(String),
    /// Some run of a script without spaces holds this.
    Run(String),
    /// Some e-mail address or its domain begins so.
    Address(String),
    /// Some phone number holds these digits.
    Number(String),
    /// These words follow each other.
    Phrase(Vec<String>),
    /// One of these; the best counts.
    Any(Vec<Need>),
    /// All of these; the mean counts.
    All(Vec<Need>),
}

/// The needs of a query; none for a query that holds nothing to look for.
pub(crate) fn needs(query: &Query) -> Vec<Need> {
    let mut needs = Vec::new();
    let mut number: Vec<&str> = Vec::new();
    for term in &query.terms {
        match term {
            Term::Word(word) if digits::is_phone_like(word) => number.push(word),
            Term::Word(word) => {
                flush_number(&mut number, &mut needs);
                needs.extend(word_need(word));
            }
            Term::Phrase(words) => {
                flush_number(&mut number, &mut needs);
                needs.extend(phrase_need(words));
            }
        }
    }
    flush_number(&mut number, &mut needs);
    needs
}

/// `030 / 123 45` is one number, or else three things that are all there.
fn flush_number(words: &mut Vec<&str>, needs: &mut Vec<Need>) {
    let separate: Vec<Need> = words.iter().filter_map(|word| word_need(word)).collect();
    if words.len() > 1 {
        let mut ways: Vec<Need> = digits::lookups(&words.concat()).into_iter().map(Need::Number).collect();
        if let Some(separate) = all(separate) {
            ways.push(separate);
        }
        needs.extend(any(ways));
    } else {
        needs.extend(separate);
    }
    words.clear();
}

fn word_need(word: &str) -> Option<Need> {
    let mut ways = Vec::new();
    let mut parts = Vec::new();
    pieces(word, |_, piece| {
        parts.push(match piece {
            Piece::Word(word) => Need::Word(word.to_owned()),
            Piece::Run(run) => Need::Run(run.to_owned()),
        });
    });
    let address = word.trim_start_matches(['@', '<', '(', ',', ';']).trim_end_matches(['>', ')', ',', ';']);
    if parts.len() > 1 || address.contains('@') {
        ways.push(Need::Address(address.to_owned()));
    }
    ways.extend(all(parts));
    if digits::is_phone_like(word) {
        ways.extend(digits::lookups(word).into_iter().map(Need::Number));
    }
    any(ways)
}

fn phrase_need(words: &[String]) -> Option<Need> {
    let mut sequence = Vec::new();
    for word in words {
        pieces(word, |_, piece| {
            let (Piece::Word(part) | Piece::Run(part)) = piece;
            sequence.push(part.to_owned());
        });
    }
    (!sequence.is_empty()).then_some(Need::Phrase(sequence))
}

fn any(mut ways: Vec<Need>) -> Option<Need> {
    if ways.len() > 1 { Some(Need::Any(ways)) } else { ways.pop() }
}

fn all(mut parts: Vec<Need>) -> Option<Need> {
    if parts.len() > 1 { Some(Need::All(parts)) } else { parts.pop() }
}

#[cfg(test)]
mod tests {
    use satchel_model::Query;

    use super::{Need, needs};

    #[test]
    fn digits_over_several_words_are_one_number() {
        let needs = needs(&Query::parse("anna +49 30 / 123"));
        assert_eq!(needs.len(), 2);
        assert_eq!(needs[0], Need::Word("anna".into()));
        let Need::Any(ways) = &needs[1] else { panic!("{needs:?}") };
        assert!(ways.contains(&Need::Number("4930123".into())));
    }

    #[test]
    fn addresses_are_looked_up_as_typed_and_in_parts() {
        let needs = needs(&Query::parse("smith@ac"));
        assert_eq!(
            needs,
            [Need::Any(vec![
                Need::Address("smith@ac".into()),
                Need::All(vec![Need::Word("smith".into()), Need::Word("ac".into())]),
            ])]
        );
    }

    #[test]
    fn punctuation_asks_for_nothing() {
        assert_eq!(needs(&Query::parse(" - , & ()")), []);
    }
}
