//! Meets the needs of a query in one segment.
//!
//! One byte per document of the segment: 0 is "no", anything else what the match counts. A list of documents is
//! written into it from front to back, which is so cheap (a million documents are a megabyte) that even one letter
//! is answered exactly, with an exact total, and needs combine by walking bytes. Deliberately absent: rarity of
//! words: somebody who types a name wants the name, however common.

use std::sync::{Mutex, PoisonError};

use tantivy::index::InvertedIndexReader;
use tantivy::postings::{BlockSegmentPostings, Postings as _, SegmentPostings, TermInfo};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet as _, SegmentReader, TERMINATED};

use crate::dictionaries::Dictionaries;
use crate::document::Section;
use crate::grams::{GRAM_LEN, RUN_LEN};
use crate::need::Need;
use crate::top::Best;
use crate::words::{WORD_LEN, head};
use crate::{SearchError, digits};

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
    needs: &[Need],
    scratch: &Scratch,
    best: &mut Best,
) -> Result<(), SearchError> {
    let lookup = Lookup { grams: &dictionaries.grams, words: &dictionaries.words, scratch };
    let Some((first, rest)) = needs.split_first() else {
        return Ok(());
    };
    let mut counts = scratch.take(segment.max_doc() as usize);
    lookup.meet(first, &mut counts)?;
    if rest.is_empty() {
        best.collect(segment, counts.iter().map(|count| u32::from(*count)))?;
    } else {
        let mut sums: Vec<u32> = counts.iter().map(|count| u32::from(*count)).collect();
        for need in rest {
            counts.fill(0);
            lookup.meet(need, &mut counts)?;
            for (sum, count) in sums.iter_mut().zip(&counts) {
                *sum = if *sum > 0 && *count > 0 { *sum + u32::from(*count) } else { 0 };
            }
        }
        best.collect(segment, sums.into_iter())?;
    }
    scratch.give(counts);
    Ok(())
}

struct Lookup<'a> {
    grams: &'a InvertedIndexReader,
    words: &'a InvertedIndexReader,
    scratch: &'a Scratch,
}

impl Lookup<'_> {
    /// Writes what a need counts for each document into `counts`, which holds zeros.
    fn meet(&self, need: &Need, counts: &mut [u8]) -> Result<(), SearchError> {
        match need {
            Need::Word(word) => {
                for section in Section::BY_WEIGHT {
                    self.word(section, head(word, WORD_LEN), counts)?;
                }
                Ok(())
            }
            Need::Address(address) => self.word(Section::Address, head(address, WORD_LEN), counts),
            Need::Run(run) => self.run(run, counts),
            Need::Number(number) => self.number(number, counts),
            Need::Phrase(words) => self.phrase(words, counts),
            Need::Any(ways) => self.combine(ways, counts, |sum, count| sum.max(count)),
            // The mean of what is there; "no" in any place is no.
            Need::All(parts) => {
                self.combine(
                    parts,
                    counts,
                    |sum, count| {
                        if sum == 0 || count == 0 { 0 } else { (sum + count).div_ceil(2) }
                    },
                )
            }
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
        let beginning = |doc: DocId| mark(counts, doc, section.prefix());
        match word.chars().count() {
            1 | GRAM_LEN if section != Section::Address => {
                if let Some(info) = self.grams.terms().get(&key)? {
                    each_doc(self.grams, &info, beginning)?;
                }
            }
            2 if section != Section::Address => each_that_begins(self.grams, &key, beginning)?,
            _ => each_that_begins(self.words, &key, beginning)?,
        }
        if let Some(info) = self.words.terms().get(&key)? {
            each_doc(self.words, &info, |doc| mark(counts, doc, section.exact()))?;
        }
        Ok(())
    }

    fn run(&self, run: &str, counts: &mut [u8]) -> Result<(), SearchError> {
        let starts: Vec<usize> = run.char_indices().map(|(at, _)| at).chain([run.len()]).collect();
        let pairs: Vec<&str> = if starts.len() <= 3 {
            vec![run]
        } else {
            starts.windows(3).map(|three| &run[three[0]..three[2]]).collect()
        };
        for section in Section::BY_WEIGHT {
            let keys: Vec<Vec<u8>> = pairs.iter().map(|pair| key(section, pair)).collect();
            for doc in self.in_all(&keys)? {
                mark(counts, doc, section.prefix());
            }
            if head(run, RUN_LEN) == run
                && let Some(info) = self.words.terms().get(key(section, run))?
            {
                each_doc(self.words, &info, |doc| mark(counts, doc, section.exact()))?;
            }
        }
        Ok(())
    }

    fn number(&self, number: &str, counts: &mut [u8]) -> Result<(), SearchError> {
        let (groups, tail) = digits::groups(number);
        // Three digits are only looked for at the ends; four and more anywhere, and the ends count more.
        let docs = self.in_all(&groups)?;
        for doc in &docs {
            mark(counts, *doc, Section::Phone.prefix());
        }
        if let Some(info) = self.grams.terms().get(&tail)? {
            let mut among = docs.iter().copied().peekable();
            each_doc(self.grams, &info, |doc| {
                while among.next_if(|other| *other < doc).is_some() {}
                if number.len() == 3 || among.peek() == Some(&doc) {
                    mark(counts, doc, Section::Phone.exact());
                }
            })?;
        }
        Ok(())
    }

    fn phrase(&self, words: &[String], counts: &mut [u8]) -> Result<(), SearchError> {
        for section in Section::BY_WEIGHT {
            let mut sequence = Vec::with_capacity(words.len());
            for word in words {
                if let Some(info) = self.words.terms().get(key(section, head(word, WORD_LEN)))? {
                    let record = IndexRecordOption::WithFreqsAndPositions;
                    sequence.push(self.words.read_postings_from_terminfo(&info, record)?);
                }
            }
            if sequence.len() == words.len() {
                each_phrase(&mut sequence, |doc| mark(counts, doc, section.exact()));
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
