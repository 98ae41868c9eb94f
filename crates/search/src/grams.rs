//! What is written for a document: two tokenizers over its sections.
//!
//! [`Words`] gives every whole word with its position, [`Grams`] every beginning of a word up to a length, pairs of
//! characters of scripts without spaces, and groups of phone digits. The first byte of each term is its section.
//! Deliberately absent: anything about queries.

use std::ops::Range;

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use crate::digits;
use crate::document::{Section, sections};
use crate::words::{Piece, head, inner_starts, pieces};

/// Words are cut here; nobody types more.
pub(crate) const WORD_LEN: usize = 40;

/// Runs longer than this are sentences, not names, and are not kept as a whole.
pub(crate) const RUN_LEN: usize = 12;

/// Words of a section that a word is compared with before its beginnings are written.
const COMPARED: usize = 16;

/// Terms of one document, back to back.
#[derive(Clone, Default)]
pub(crate) struct Terms {
    bytes: String,
    ends: Vec<(usize, usize)>,
    position: usize,
    /// Where the longest beginnings of the section's words are.
    longest: Vec<Range<usize>>,
    section: Option<Section>,
}

impl Terms {
    fn clear(&mut self) {
        self.bytes.clear();
        self.ends.clear();
        self.position = 0;
        self.longest.clear();
        self.section = None;
    }

    fn push(&mut self, letter: u8, text: &str) {
        self.bytes.push(char::from(letter));
        self.bytes.push_str(text);
        self.ends.push((self.bytes.len(), self.position));
    }

    /// Every beginning of a word that no word of the section has had: an address begins as its first part does, and
    /// finding a term that is there already costs as much as writing one.
    fn push_beginnings(&mut self, section: Section, word: &str) {
        if self.section.replace(section) != Some(section) {
            self.longest.clear();
        }
        let longest = head(word, section.gram_len());
        let had = self.longest.iter().rev().take(COMPARED);
        let had = had.map(|range| common(&self.bytes[range.clone()], longest)).max().unwrap_or(0);
        for (at, character) in longest.char_indices() {
            let end = at + character.len_utf8();
            if end > had {
                self.push(section.letter(), &longest[..end]);
            }
        }
        if longest.len() > had {
            self.longest.push(self.bytes.len() - longest.len()..self.bytes.len());
        }
    }
}

/// How many bytes two texts have in common at their start.
fn common(one: &str, other: &str) -> usize {
    one.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count()
}

/// Beginnings of words, runs and digits.
#[derive(Clone, Default)]
pub(crate) struct Grams(Terms);

/// Whole words with positions.
#[derive(Clone, Default)]
pub(crate) struct Words(Terms);

impl Tokenizer for Grams {
    type TokenStream<'a> = TermStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> TermStream<'a> {
        let terms = &mut self.0;
        terms.clear();
        for_each_word(text, |section, word| match word {
            Found::Word(word) => {
                terms.push_beginnings(section, word);
                for start in inner_starts(word) {
                    terms.push_beginnings(section, &word[start..]);
                }
            }
            Found::Run(run) => push_pairs(terms, section, run),
            Found::Gap => {}
        });
        let mut numbers: Vec<(u8, &str)> = Vec::new();
        for (_, number) in sections(text).filter(|(section, _)| *section == Section::Phone) {
            digits::terms(number, |letter, part| numbers.push((letter, part)));
        }
        // A number as it was written and its international form share most of their digits.
        numbers.sort_unstable();
        numbers.dedup();
        numbers.into_iter().for_each(|(letter, part)| terms.push(letter, part));
        TermStream::new(terms)
    }
}

impl Tokenizer for Words {
    type TokenStream<'a> = TermStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> TermStream<'a> {
        let terms = &mut self.0;
        terms.clear();
        for_each_word(text, |section, word| match word {
            Found::Word(word) => {
                terms.push(section.letter(), head(word, WORD_LEN));
                terms.position += 1;
            }
            Found::Run(run) => {
                if head(run, RUN_LEN) == run {
                    terms.push(section.letter(), run);
                }
                terms.position += 1;
            }
            Found::Gap => terms.position += 2,
        });
        TermStream::new(terms)
    }
}

enum Found<'a> {
    Word(&'a str),
    Run(&'a str),
    /// No phrase reaches across.
    Gap,
}

/// Walks the words of all sections but phones.
fn for_each_word(text: &str, mut each: impl FnMut(Section, Found<'_>)) {
    for (section, value) in sections(text) {
        if section == Section::Phone {
            continue;
        }
        pieces(value, |_, piece| match piece {
            Piece::Word(word) => each(section, Found::Word(word)),
            Piece::Run(run) => each(section, Found::Run(run)),
        });
        each(section, Found::Gap);
        if section == Section::Email {
            for part in address_parts(value) {
                each(section, Found::Word(part));
                each(section, Found::Gap);
            }
        } else {
            for_each_compound(value, |joined| each(section, Found::Word(joined)));
        }
        each(section, Found::Gap);
    }
}

/// The parts of an address that hold punctuation and are typed with it: the whole, and its domain.
fn address_parts(address: &str) -> impl Iterator<Item = &str> {
    let domain = address.rsplit_once('@').map(|(_, domain)| domain);
    std::iter::once(address).chain(domain).filter(|part| part.contains(['.', '@', '-', '_', '+']))
}

/// `o'neil` and `jean-luc` are also typed `oneil` and `jeanluc`.
fn for_each_compound(folded: &str, mut each: impl FnMut(&str)) {
    const JOINTS: [char; 5] = ['\'', '’', '-', '‐', '‑'];
    if !folded.contains(JOINTS) {
        return;
    }
    for word in folded.split(|c: char| !c.is_alphanumeric() && !JOINTS.contains(&c)) {
        let word = word.trim_matches(JOINTS);
        if word.contains(JOINTS) {
            each(&word.replace(JOINTS, ""));
        }
    }
}

/// Every character, and every two neighbours.
fn push_pairs(terms: &mut Terms, section: Section, run: &str) {
    let mut before = None;
    for (at, character) in run.char_indices() {
        let end = at + character.len_utf8();
        terms.push(section.letter(), &run[at..end]);
        if let Some(before) = before {
            terms.push(section.letter(), &run[before..end]);
        }
        before = Some(at);
    }
}

/// The terms of one document in the order in which they were found.
pub(crate) struct TermStream<'a> {
    terms: &'a Terms,
    next: usize,
    start: usize,
    token: Token,
}

impl<'a> TermStream<'a> {
    fn new(terms: &'a Terms) -> Self {
        Self { terms, next: 0, start: 0, token: Token::default() }
    }
}

impl TokenStream for TermStream<'_> {
    fn advance(&mut self) -> bool {
        let Some(&(end, position)) = self.terms.ends.get(self.next) else {
            return false;
        };
        self.token.text.clear();
        self.token.text.push_str(&self.terms.bytes[self.start..end]);
        self.token.position = position;
        self.start = end;
        self.next += 1;
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}
