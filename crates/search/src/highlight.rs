//! Which parts of a shown text made it a hit.
//!
//! Ranges are in UTF-16 code units of the text as given, in order, not overlapping. What a query asks of another field,
//! or does not want, is never marked. Deliberately absent: choosing a passage of a long text.

use std::sync::OnceLock;

use satchel_model::{Clause, Query, Scope, Term};

use crate::close::Close;
use crate::digits;
use crate::words::{Piece, inner_starts, pieces};

/// A folded text that remembers where each of its bytes came from.
struct Mapped {
    folded: String,
    /// For every byte of the folded text: start and end of its character in the given one, in UTF-16.
    origin: Vec<(u32, u32)>,
}

/// Marks what a query found.
pub struct Marker<'a> {
    query: &'a Query,
    /// What is like each of its words; only worked out for hits that were not found as typed.
    close: OnceLock<Vec<(&'a Clause, Close)>>,
}

impl<'a> Marker<'a> {
    /// For one query and all its hits.
    #[must_use]
    pub const fn new(query: &'a Query) -> Self {
        Self { query, close: OnceLock::new() }
    }

    /// The matched ranges `(from, to)` of a text of this part of a contact. Accents and case are ignored as in a search.
    #[must_use]
    pub fn mark(&self, text: &str, of: Scope) -> Vec<(u32, u32)> {
        let mapped = map(text);
        let mut ranges = Vec::new();
        let mut number = String::new();
        for clause in self.query.clauses.iter().filter(|clause| clause.concerns(of)) {
            match &clause.term {
                Term::Word(word) => {
                    if digits::is_phone_like(word) {
                        number.push_str(word);
                    } else {
                        mark_number(&mapped, &number, &mut ranges);
                        number.clear();
                    }
                    mark_word(&mapped, word, &mut ranges);
                }
                Term::Phrase(words) => words.iter().for_each(|word| mark_word(&mapped, word, &mut ranges)),
            }
        }
        mark_number(&mapped, &number, &mut ranges);
        merge(ranges)
    }

    /// The ranges of words that are only like what was typed.
    #[must_use]
    pub fn resembling(&self, text: &str, of: Scope) -> Vec<(u32, u32)> {
        let mapped = map(text);
        let mut ranges = Vec::new();
        let close = self.close.get_or_init(|| self.query.clauses.iter().flat_map(close).collect());
        for (_, close) in close.iter().filter(|(clause, _)| clause.concerns(of)) {
            pieces(&mapped.folded, |at, piece| {
                if let Piece::Word(word) = piece
                    && (close.likeness(word).is_some() || of == Scope::Name && close.sounds_like(word))
                {
                    push(&mapped, at, word.len(), &mut ranges);
                }
            });
        }
        merge(ranges)
    }
}

/// What is like the words of a clause.
fn close(clause: &Clause) -> Vec<(&Clause, Close)> {
    let mut close = Vec::new();
    if let Term::Word(word) = &clause.term {
        pieces(word, |_, piece| {
            if let Piece::Word(word) = piece {
                close.extend(Close::to(word).map(|near| (clause, near)));
            }
        });
    }
    close
}

fn map(text: &str) -> Mapped {
    let mut mapped = Mapped { folded: String::with_capacity(text.len()), origin: Vec::with_capacity(text.len()) };
    let mut at = 0;
    for character in text.chars() {
        let end = at + u32::try_from(character.len_utf16()).unwrap_or(2);
        let before = mapped.folded.len();
        if character.is_ascii() {
            mapped.folded.push(character.to_ascii_lowercase());
        } else {
            let folded = satchel_model::fold(character.encode_utf8(&mut [0; 4]));
            // What folds to nothing is a mark and belongs to the letter before it, or is a space.
            if folded.is_empty() && character.is_whitespace() {
                mapped.folded.push(' ');
            } else if folded.is_empty()
                && let Some(last) = mapped.origin.last_mut()
            {
                last.1 = end;
            }
            mapped.folded.push_str(&folded);
        }
        mapped.origin.resize(mapped.origin.len() + mapped.folded.len() - before, (at, end));
        at = end;
    }
    mapped
}

fn mark_word(mapped: &Mapped, word: &str, ranges: &mut Vec<(u32, u32)>) {
    let mut wanted = Vec::new();
    pieces(word, |_, piece| wanted.push(piece));
    pieces(&mapped.folded, |at, piece| {
        for want in &wanted {
            match (want, piece) {
                (Piece::Word(want), Piece::Word(found)) => {
                    for start in std::iter::once(0).chain(inner_starts(found)) {
                        if found[start..].starts_with(want) {
                            push(mapped, at + start, want.len(), ranges);
                        }
                    }
                }
                (Piece::Run(want), Piece::Run(found)) => {
                    for (start, _) in found.match_indices(want) {
                        push(mapped, at + start, want.len(), ranges);
                    }
                }
                _ => {}
            }
        }
    });
}

fn mark_number(mapped: &Mapped, number: &str, ranges: &mut Vec<(u32, u32)>) {
    let places: Vec<usize> =
        mapped.folded.bytes().enumerate().filter(|(_, byte)| byte.is_ascii_digit()).map(|(at, _)| at).collect();
    let written: String = places.iter().filter_map(|at| mapped.folded[*at..].chars().next()).collect();
    for form in digits::lookups(number) {
        for (start, _) in written.match_indices(&form) {
            let (Some(first), Some(last)) = (places.get(start), places.get(start + form.len() - 1)) else {
                continue;
            };
            // Digits of two numbers that happen to follow each other are not one number.
            if mapped.folded[*first..*last].chars().all(|c| c.is_ascii_digit() || !c.is_alphanumeric()) {
                push(mapped, *first, last - first + 1, ranges);
            }
        }
    }
}

fn push(mapped: &Mapped, at: usize, len: usize, ranges: &mut Vec<(u32, u32)>) {
    if let (Some(first), Some(last)) = (mapped.origin.get(at), mapped.origin.get(at + len.max(1) - 1)) {
        ranges.push((first.0, last.1));
    }
}

fn merge(mut ranges: Vec<(u32, u32)>) -> Vec<(u32, u32)> {
    ranges.sort_unstable();
    let mut merged: Vec<(u32, u32)> = Vec::with_capacity(ranges.len());
    for (from, to) in ranges {
        match merged.last_mut() {
            Some(last) if from <= last.1 => last.1 = last.1.max(to),
            _ => merged.push((from, to)),
        }
    }
    merged
}
