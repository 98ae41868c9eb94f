//! The fields of the index and its version.
//!
//! Whoever changes what is written for a document raises [`VERSION`]: an index of another version is made anew.
//! Nothing is stored and no lengths are kept: scores come from where a word stands, not from how rare it is.

use tantivy::schema::{Field, IndexRecordOption, NumericOptions, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::TokenizerManager;

use crate::grams::{Grams, Words};

/// Version of everything that is written for a document.
pub(crate) const VERSION: u32 = 5;

/// The fields.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fields {
    /// The row, indexed for deletion and fast for hits.
    pub(crate) rowid: Field,
    /// When the row was last touched, fast: the latest come first among equals.
    pub(crate) touched: Field,
    /// Beginnings of words, sounds, runs and digits: which documents hold them.
    pub(crate) grams: Field,
    /// Whole words with their positions.
    pub(crate) words: Field,
}

pub(crate) const ROWID: &str = "rowid";
pub(crate) const TOUCHED: &str = "touched";
const GRAMS: &str = "grams";
const WORDS: &str = "words";

pub(crate) fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let rowid = builder.add_i64_field(ROWID, NumericOptions::default().set_indexed().set_fast());
    let touched = builder.add_i64_field(TOUCHED, NumericOptions::default().set_fast());
    let text = |tokenizer: &str, record: IndexRecordOption| {
        TextOptions::default().set_indexing_options(
            TextFieldIndexing::default().set_tokenizer(tokenizer).set_index_option(record).set_fieldnorms(false),
        )
    };
    let grams = builder.add_text_field(GRAMS, text(GRAMS, IndexRecordOption::Basic));
    let words = builder.add_text_field(WORDS, text(WORDS, IndexRecordOption::WithFreqsAndPositions));
    (builder.build(), Fields { rowid, touched, grams, words })
}

pub(crate) fn tokenizers() -> TokenizerManager {
    // The library asks for its own tokenizers even for fields without text.
    let tokenizers = TokenizerManager::default();
    tokenizers.register(GRAMS, Grams::default());
    tokenizers.register(WORDS, Words::default());
    tokenizers
}
