//! Meets the needs of a query in one segment.
//!
//! One byte per document of the segment: 0 is "no", anything else what the match counts. A list of documents is
//! written into it from front to back, which is so cheap (a million documents are a megabyte) that even one letter
//! is answered exactly, with an exact total, and needs combine by walking bytes. What was found as it was typed has the
//! highest bit; what is only like it does not, and so never comes before it. Deliberately absent: rarity of words:
//! somebody who types a name wants the name, however common.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use tantivy::index::InvertedIndexReader;
use tantivy::postings::{BlockSegmentPostings, Postings as _, SegmentPostings, TermInfo};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet as _, SegmentReader, TERMINATED};

use crate::close::{Close, Likeness};
use crate::dictionaries::Dictionaries;
use crate::document::{Section, Sections};
use crate::grams::{GRAM_LEN, RUN_LEN};
use crate::need::{Need, Needs};
use crate::top::Best;
use crate::words::{WORD_LEN, head};
use crate::{SearchError, digits, sounds, top};

/// Found as it was typed; the other bits are what it counts.
pub(crate) const AS_TYPED: u8 = 0x80;

/// What is forgiven of the words of a query.
pub(crate) type Forgiven = HashMap<String, Close>;

/// Buffers that are used again, so that a keystroke does not pay for fresh memory.
#[derive(Default)]
pub(crate) struct Scratch(Mutex<Vec<Vec<u8>>>);

impl Scratch {
    fn take(&self, len: usize) -> Vec<u8> {
        let mut buffer = self.0.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default();
        buffer.clear();
        buffer.resize(len, 0);
        buffer
    }

    fn give(&self, buffer: Vec<u8>) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() < 8 {
            kept.push(buffer);
        }
    }
}

/// Adds the documents of one segment that meet all needs to the best.
pub(crate) fn evaluate(
    segment: &SegmentReader,
    dictionaries: &Dictionaries,
    needs: &Needs,
    forgiven: Option<&Forgiven>,
    scratch: &Scratch,
    best: &mut Best,
) -> Result<(), SearchError> {
    let lookup = Lookup { grams: &dictionaries.grams, words: &dictionaries.words, forgiven, scratch };
    let exactly = Lookup { forgiven: None, ..lookup };
    let mut counts = scratch.take(segment.max_doc() as usize);
    match needs.wanted.split_first() {
        Some((first, _)) => lookup.meet(first, &mut counts)?,
        // Everybody but.
        None => counts.fill(AS_TYPED | 1),
    }
    if needs.wanted.len() < 2 && needs.unwanted.is_empty() {
        best.collect(segment, counts.iter().map(|count| worth(*count)))?;
    } else {
        let mut sums: Vec<u32> = counts.iter().map(|count| worth(*count)).collect();
        for need in needs.wanted.iter().skip(1) {
            counts.fill(0);
            lookup.meet(need, &mut counts)?;
            for (sum, count) in sums.iter_mut().zip(&counts) {
                *sum = if *sum > 0 && *count > 0 { *sum + worth(*count) } else { 0 };
            }
        }
        for need in &needs.unwanted {
            counts.fill(0);
            exactly.meet(need, &mut counts)?;
            for (sum, count) in sums.iter_mut().zip(&counts) {
                *sum = if *count > 0 { 0 } else { *sum };
            }
        }
        best.collect(segment, sums.into_iter())?;
    }
    scratch.give(counts);
    Ok(())
}

/// What a count is worth in a sum: every need that was found as typed weighs more than all else.
fn worth(count: u8) -> u32 {
    let counted = u32::from(count & !AS_TYPED);
    if count & AS_TYPED == 0 { counted } else { top::AS_TYPED + counted }
}

#[derive(Clone, Copy)]
struct Lookup<'a> {
    grams: &'a InvertedIndexReader,
    words: &'a InvertedIndexReader,
    forgiven: Option<&'a Forgiven>,
    scratch: &'a Scratch,
}

impl Lookup<'_> {
    /// Writes what a need counts for each document into `counts`, which holds zeros.
    fn meet(&self, need: &Need, counts: &mut [u8]) -> Result<(), SearchError> {
        match need {
            Need::Word(word, sections) => {
                if let Some(close) = self.forgiven.and_then(|forgiven| forgiven.get(word)) {
                    self.alike(close, sections, counts)?;
                }
                sections.iter().try_for_each(|section| self.word(*section, head(word, WORD_LEN), counts))
            }
            Need::Address(address) => self.word(Section::Address, head(address, WORD_LEN), counts),
            Need::Run(run, sections) => self.run(run, sections, counts),
            Need::Number(number) => self.number(number, counts),
            Need::Phrase(words, sections) => self.phrase(words, sections, counts),
            Need::Any(ways) => self.combine(ways, counts, |sum, count| sum.max(count)),
            // The mean of what is there; "no" in any place is no.
            Need::All(parts) => self.combine(parts, counts, |sum, count| {
                let mean = ((sum & !AS_TYPED) + (count & !AS_TYPED)).div_ceil(2);
                if sum == 0 || count == 0 { 0 } else { sum & count & AS_TYPED | mean }
            }),
        }
    }

    fn combine(&self, needs: &[Need], counts: &mut [u8], join: impl Fn(u8, u8) -> u8) -> Result<(), SearchError> {
        let Some((first, rest)) = needs.split_first() else {
            return Ok(());
        };
        self.meet(first, counts)?;
        let mut other = self.scratch.take(counts.len());
        for (index, need) in rest.iter().enumerate() {
            if index > 0 {
                other.fill(0);
            }
            self.meet(need, &mut other)?;
            for (count, other) in counts.iter_mut().zip(&other) {
                *count = join(*count, *other);
            }
        }
        self.scratch.give(other);
        Ok(())
    }

    fn word(&self, section: Section, word: &str, counts: &mut [u8]) -> Result<(), SearchError> {
        let key = key(section, word);
        let beginning = |doc: DocId| mark(counts, doc, AS_TYPED | section.prefix());
        match word.chars().count() {
            1 | GRAM_LEN if section.has_beginnings() => {
                if let Some(info) = self.grams.terms().get(&key)? {
                    each_doc(self.grams, &info, beginning)?;
                }
            }
            2 if section.has_beginnings() => each_that_begins(self.grams, &key, beginning)?,
            _ => each_that_begins(self.words, &key, beginning)?,
        }
        if let Some(info) = self.words.terms().get(&key)? {
            each_doc(self.words, &info, |doc| mark(counts, doc, AS_TYPED | section.exact()))?;
        }
        Ok(())
    }

    /// What is like a word and not it.
    fn alike(&self, close: &Close, sections: Sections, counts: &mut [u8]) -> Result<(), SearchError> {
        if sections.iter().any(|section| section.has_sounds()) {
            for sound in &close.sounds {
                let mut key = vec![sounds::LETTER];
                key.extend_from_slice(sound.as_bytes());
                if let Some(info) = self.grams.terms().get(&key)? {
                    each_doc(self.grams, &info, |doc| mark(counts, doc, Section::Names.prefix()))?;
                }
            }
        }
        let Some(automaton) = close.terms(sections) else {
            return Ok(());
        };
        let mut terms = self.words.terms().search(automaton).into_stream()?;
        while terms.advance() {
            let Some((section, word)) = parts(terms.key()) else {
                continue;
            };
            let count = match close.likeness(word) {
                Some(Likeness::OneSlip) => section.exact(),
                Some(Likeness::TwoSlips) => section.prefix(),
                Some(Likeness::Beginning) => section.prefix().div_ceil(2),
                None => continue,
            };
            each_doc(self.words, terms.value(), |doc| mark(counts, doc, count))?;
        }
        Ok(())
    }

    fn run(&self, run: &str, sections: Sections, counts: &mut [u8]) -> Result<(), SearchError> {
        let starts: Vec<usize> = run.char_indices().map(|(at, _)| at).chain([run.len()]).collect();
        let pairs: Vec<&str> = if starts.len() <= 3 {
            vec![run]
        } else {
            starts.windows(3).map(|three| &run[three[0]..three[2]]).collect()
        };
        for section in sections.iter().copied() {
            let keys: Vec<Vec<u8>> = pairs.iter().map(|pair| key(section, pair)).collect();
            for doc in self.in_all(&keys)? {
                mark(counts, doc, AS_TYPED | section.prefix());
            }
            if head(run, RUN_LEN) == run
                && let Some(info) = self.words.terms().get(key(section, run))?
            {
                each_doc(self.words, &info, |doc| mark(counts, doc, AS_TYPED | section.exact()))?;
            }
        }
        Ok(())
    }

    fn number(&self, number: &str, counts: &mut [u8]) -> Result<(), SearchError> {
        let (groups, tail) = digits::groups(number);
        // Three digits are only looked for at the ends; four and more anywhere, and the ends count more.
        let docs = self.in_all(&groups)?;
        for doc in &docs {
            mark(counts, *doc, AS_TYPED | Section::Phone.prefix());
        }
        if let Some(info) = self.grams.terms().get(&tail)? {
            let mut among = docs.iter().copied().peekable();
            each_doc(self.grams, &info, |doc| {
                while among.next_if(|other| *other < doc).is_some() {}
                if number.len() == 3 || among.peek() == Some(&doc) {
                    mark(counts, doc, AS_TYPED | Section::Phone.exact());
                }
            })?;
        }
        Ok(())
    }

    fn phrase(&self, words: &[String], sections: Sections, counts: &mut [u8]) -> Result<(), SearchError> {
        for section in sections.iter().copied() {
            let mut sequence = Vec::with_capacity(words.len());
            for word in words {
                if let Some(info) = self.words.terms().get(key(section, head(word, WORD_LEN)))? {
                    let record = IndexRecordOption::WithFreqsAndPositions;
                    sequence.push(self.words.read_postings_from_terminfo(&info, record)?);
                }
            }
            if sequence.len() == words.len() {
                each_phrase(&mut sequence, |doc| mark(counts, doc, AS_TYPED | section.exact()));
            }
        }
        Ok(())
    }

    /// The documents that hold all of these grams, in order.
    fn in_all(&self, keys: &[Vec<u8>]) -> Result<Vec<DocId>, SearchError> {
        let mut infos = Vec::with_capacity(keys.len());
        for key in keys {
            match self.grams.terms().get(key)? {
                Some(info) => infos.push(info),
                None => return Ok(Vec::new()),
            }
        }
        infos.sort_unstable_by_key(|info| info.doc_freq);
        let mut common: Option<Vec<DocId>> = None;
        for info in &infos {
            let mut kept = Vec::new();
            match &common {
                None => each_doc(self.grams, info, |doc| kept.push(doc))?,
                Some(before) => {
                    let mut before = before.iter().copied().peekable();
                    each_doc(self.grams, info, |doc| {
                        while before.next_if(|other| *other < doc).is_some() {}
                        if before.next_if_eq(&doc).is_some() {
                            kept.push(doc);
                        }
                    })?;
                }
            }
            common = Some(kept);
        }
        Ok(common.unwrap_or_default())
    }
}

fn key(section: Section, text: &str) -> Vec<u8> {
    let mut key = Vec::with_capacity(text.len() + 1);
    key.push(section.letter());
    key.extend_from_slice(text.as_bytes());
    key
}

/// The section and the text of a term.
pub(crate) fn parts(key: &[u8]) -> Option<(Section, &str)> {
    let (letter, text) = key.split_first()?;
    Some((Section::of_letter(*letter)?, std::str::from_utf8(text).ok()?))
}

/// Keeps the larger of what is there and what comes.
fn mark(counts: &mut [u8], doc: DocId, count: u8) {
    if let Some(slot) = counts.get_mut(doc as usize) {
        *slot = (*slot).max(count);
    }
}

fn each_doc(reader: &InvertedIndexReader, info: &TermInfo, mut each: impl FnMut(DocId)) -> Result<(), SearchError> {
    let mut postings: BlockSegmentPostings =
        reader.read_block_postings_from_terminfo(info, IndexRecordOption::Basic)?;
    loop {
        let docs = postings.docs();
        if docs.is_empty() {
            return Ok(());
        }
        docs.iter().for_each(|doc| each(*doc));
        postings.advance();
    }
}

/// The documents of all terms that begin with the key.
fn each_that_begins(reader: &InvertedIndexReader, key: &[u8], mut each: impl FnMut(DocId)) -> Result<(), SearchError> {
    // No byte of UTF-8 is 0xFF: the range holds exactly the terms that begin with the key.
    let mut end = key.to_vec();
    end.push(0xFF);
    let mut terms = reader.terms().range().ge(key).lt(&end).into_stream()?;
    while terms.advance() {
        each_doc(reader, terms.value(), &mut each)?;
    }
    Ok(())
}

/// The documents in which the words of the postings follow each other.
fn each_phrase(sequence: &mut [SegmentPostings], mut each: impl FnMut(DocId)) {
    let Some((first, rest)) = sequence.split_first_mut() else {
        return;
    };
    let (mut starts, mut positions) = (Vec::new(), Vec::new());
    let mut doc = first.doc();
    while doc != TERMINATED {
        let mut next = doc;
        for word in rest.iter_mut() {
            next = if word.doc() < doc { word.seek(doc) } else { word.doc() };
            if next != doc {
                break;
            }
        }
        if next != doc {
            doc = if next == TERMINATED { TERMINATED } else { first.seek(next) };
            continue;
        }
        first.positions(&mut starts);
        for (after, word) in (1_u32..).zip(rest.iter_mut()) {
            word.positions(&mut positions);
            starts.retain(|start| positions.binary_search(&(start + after)).is_ok());
        }
        if !starts.is_empty() {
            each(doc);
        }
        doc = first.advance();
    }
}
