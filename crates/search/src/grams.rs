//! What is written for a document: two tokenizers over its sections.
//!
//! [`Words`] gives every whole word with its position, [`Grams`] the first letter and the first three of each word,
//! the sound of names, pairs of characters of scripts without spaces, and groups of phone digits. The first byte of each
//! term is its section.
//! Other beginnings of words are ranges of these terms.
//! Deliberately absent: anything about queries.

use std::ops::Range;

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use crate::document::Section;
use crate::text::{Cut, SearchText};
use crate::words::{WORD_LEN, head, inner_starts};
use crate::{digits, sounds};

/// Letters of the longer of the two beginnings of a word that are terms of their own; there are so few of them that
/// two letters are a short range, and longer beginnings are short ranges of whole words.
pub(crate) const GRAM_LEN: usize = 3;

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

    /// The beginnings of a word, unless a word of the section had them: finding a term that is there already costs as
    /// much as writing one.
    fn push_beginnings(&mut self, section: Section, word: &str) {
        if self.section.replace(section) != Some(section) {
            self.longest.clear();
        }
        let had = self.longest.iter().rev().take(COMPARED);
        let had = had.map(|range| common(&self.bytes[range.clone()], word)).max().unwrap_or(0);
        let (first, longest) = (head(word, 1), head(word, GRAM_LEN));
        if first.len() > had && first.len() < longest.len() {
            self.push(section.letter(), first);
        }
        if longest.len() > had {
            self.push(section.letter(), longest);
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
        let mut numbers: Vec<(u8, &str)> = Vec::new();
        SearchText::each(text, |section, piece| match (section, piece) {
            (_, Cut::Gap) => {}
            // A whole address is only looked up with the punctuation that it has further in.
            (section, Cut::Word(_)) if !section.has_beginnings() => {}
            (Section::Phone, Cut::Word(number)) => {
                digits::terms(number, |letter, part| numbers.push((letter, part)));
            }
            (_, Cut::Word(word)) => {
                terms.push_beginnings(section, word);
                if section.has_sounds() {
                    sounds::each(word, |sound| terms.push(sounds::LETTER, sound));
                }
                for start in inner_starts(word) {
                    terms.push_beginnings(section, &word[start..]);
                }
            }
            (_, Cut::Run(run)) => push_pairs(terms, section, run),
        });
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
        SearchText::each(text, |section, piece| match (section, piece) {
            // Digits are grams only.
            (Section::Phone, _) => {}
            (_, Cut::Word(word)) => {
                terms.push(section.letter(), head(word, WORD_LEN));
                for start in inner_starts(word) {
                    terms.push(section.letter(), head(&word[start..], WORD_LEN));
                }
                terms.position += 1;
            }
            (_, Cut::Run(run)) => {
                if head(run, RUN_LEN) == run {
                    terms.push(section.letter(), run);
                }
                terms.position += 1;
            }
            (_, Cut::Gap) => terms.position += 2,
        });
        TermStream::new(terms)
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
