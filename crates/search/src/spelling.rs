//! Another spelling, from the words of the index, for a query that finds nobody.
//!
//! A spelling that is offered finds somebody; there is none otherwise. Deliberately absent: words that stand in no
//! document, so no dictionary of a language is needed or asked.

use std::collections::BTreeMap;

use satchel_model::{Query, Term};

use crate::close::Guess;
use crate::document::sections;
use crate::evaluate::parts;
use crate::words::{Piece, pieces};
use crate::{SearchError, SearchIndex};

/// Words that each typed one may be meant to be.
const GUESSES: usize = 4;
/// Queries that are tried at most.
const TRIED: usize = 32;

/// What was meant, perhaps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spelling {
    /// The query with another spelling of some words, otherwise as it was typed.
    pub text: String,
    /// The words that took the place of others, folded as the index has them.
    pub words: Vec<String>,
    /// How many documents it finds.
    pub total: u64,
}

impl SearchIndex {
    /// A spelling of a typed query that finds somebody.
    pub fn spelling(&self, text: &str) -> Result<Option<Spelling>, SearchError> {
        let query = Query::parse(text);
        let mut unknown = Vec::new();
        let mut known = Vec::new();
        for (at, clause) in query.clauses.iter().enumerate() {
            let guesses = self.guesses(&query, at)?;
            let alone = Query { clauses: vec![clause.clone()] };
            if guesses.is_empty() {
                continue;
            }
            if self.count(&alone)? == 0 { &mut unknown } else { &mut known }.push((at, guesses));
        }
        // A word that stands nowhere is wrong; when there is none, one of the others may be.
        let mut tries: Vec<Vec<(usize, &str)>> = Vec::new();
        if unknown.is_empty() {
            tries.extend(known.iter().flat_map(|(at, guesses)| guesses.iter().map(|guess| vec![(*at, &**guess)])));
        } else {
            tries.push(Vec::new());
            for (at, guesses) in &unknown {
                tries = tries.iter().flat_map(|tried| guesses.iter().map(|guess| and(tried, *at, guess))).collect();
                tries.truncate(TRIED);
            }
        }
        for tried in tries.into_iter().take(TRIED) {
            let respelled = respell(text, &query, &tried);
            let total = self.count(&Query::parse(&respelled))?;
            if total > 0 {
                let words = tried.into_iter().map(|(_, word)| word.to_owned()).collect();
                return Ok(Some(Spelling { text: respelled, words, total }));
            }
        }
        Ok(None)
    }

    /// The words nearest to that of a clause, the commonest of equally near ones first.
    fn guesses(&self, query: &Query, at: usize) -> Result<Vec<String>, SearchError> {
        let clause = &query.clauses[at];
        let Term::Word(word) = &clause.term else {
            return Ok(Vec::new());
        };
        let Some(guess) = single(word).filter(|_| !clause.without).and_then(Guess::of) else {
            return Ok(Vec::new());
        };
        let mut found: BTreeMap<String, (u8, u32)> = BTreeMap::new();
        for segment in self.shared.reader.searcher().segment_readers() {
            let dictionaries = self.shared.shelf.of(segment, self.shared.fields)?;
            let mut terms = dictionaries.words.terms().search(guess.terms(sections(clause.scope))).into_stream()?;
            while terms.advance() {
                let Some((_, near)) = parts(terms.key()).filter(|(_, near)| near != word) else {
                    continue;
                };
                if let Some(distance) = guess.distance(near) {
                    let entry = found.entry(near.to_owned()).or_insert((distance, 0));
                    entry.1 += terms.value().doc_freq;
                }
            }
        }
        let mut found: Vec<(String, (u8, u32))> = found.into_iter().collect();
        found.sort_by_key(|(_, (distance, documents))| (*distance, std::cmp::Reverse(*documents)));
        Ok(found.into_iter().take(GUESSES).map(|(word, _)| word).collect())
    }
}

/// A word that is one piece of one script.
fn single(word: &str) -> Option<&str> {
    let (mut count, mut whole) = (0, false);
    pieces(word, |_, piece| {
        count += 1;
        whole = piece == Piece::Word(word);
    });
    (count == 1 && whole).then_some(word)
}

fn and<'a>(tried: &[(usize, &'a str)], at: usize, guess: &'a str) -> Vec<(usize, &'a str)> {
    let mut tried = tried.to_vec();
    tried.push((at, guess));
    tried
}

/// The typed text with other words in the place of some.
fn respell(text: &str, query: &Query, words: &[(usize, &str)]) -> String {
    let mut respelled = String::with_capacity(text.len());
    let mut from = 0;
    for (at, word) in words {
        let written = &query.clauses[*at].written;
        // One written thing may be several words to the index; only the first of them is respelled.
        if written.start < from {
            continue;
        }
        respelled.push_str(&text[from..written.start]);
        respelled.push_str(word);
        from = written.end;
    }
    respelled.push_str(&text[from..]);
    respelled.trim().to_owned()
}
