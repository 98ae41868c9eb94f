//! Cuts folded text into the pieces that are found: words, and runs of scripts that are written without spaces.
//!
//! Index, query and highlighting cut with the same function, or they would not meet. Input is folded already.
//! Deliberately absent: dictionaries and stemming: names have no stems.

/// Words are cut here; nobody types more.
pub(crate) const WORD_LEN: usize = 40;

/// One piece of folded text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Piece<'a> {
    /// Letters and digits of a script that separates words.
    Word(&'a str),
    /// A run of a script without spaces: found by any character or pair of characters in it.
    Run(&'a str),
}

#[derive(PartialEq, Eq, Clone, Copy)]
enum Class {
    Word,
    Run,
    Between,
}

/// Calls `each` with every piece and the byte offset where it starts.
pub(crate) fn pieces<'a>(folded: &'a str, mut each: impl FnMut(usize, Piece<'a>)) {
    let mut start = 0;
    let mut class = Class::Between;
    let mut flush = |class: Class, start: usize, end: usize| match class {
        Class::Word => each(start, Piece::Word(&folded[start..end])),
        Class::Run => each(start, Piece::Run(&folded[start..end])),
        Class::Between => {}
    };
    for (at, character) in folded.char_indices() {
        let next = class_of(character);
        if next != class {
            flush(class, start, at);
            start = at;
            class = next;
        }
    }
    flush(class, start, folded.len());
}

fn class_of(character: char) -> Class {
    if character.is_ascii() {
        return if character.is_ascii_alphanumeric() { Class::Word } else { Class::Between };
    }
    match character {
        // The dots and hyphens between the parts of a foreign name in kana.
        '\u{30a0}' | '\u{30fb}' => Class::Between,
        // Thai, Lao, Myanmar, Khmer; kana; Han with its extensions.
        '\u{e00}'..='\u{eff}'
        | '\u{1000}'..='\u{109f}'
        | '\u{1780}'..='\u{17ff}'
        | '\u{3005}'..='\u{3007}'
        | '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{323af}' => Class::Run,
        // Emoji and flags are found as they are.
        '\u{1f000}'..='\u{1faff}' | '\u{2600}'..='\u{27bf}' => Class::Run,
        other if other.is_alphanumeric() => Class::Word,
        _ => Class::Between,
    }
}

/// The byte offsets at which syllables begin inside a word of decomposed Hangul (folding takes syllables apart), so
/// that a given name is found that follows its family name without a space.
pub(crate) fn inner_starts(word: &str) -> impl Iterator<Item = usize> {
    let word = if word.is_ascii() { "" } else { word };
    word.char_indices().skip(1).filter(|(_, c)| ('\u{1100}'..='\u{115f}').contains(c)).map(|(at, _)| at)
}

/// The first `count` characters.
pub(crate) fn head(text: &str, count: usize) -> &str {
    text.char_indices().nth(count).map_or(text, |(at, _)| &text[..at])
}

#[cfg(test)]
mod tests {
    use super::{Piece, head, inner_starts, pieces};

    fn cut(text: &str) -> Vec<(usize, Piece<'_>)> {
        let mut found = Vec::new();
        pieces(text, |at, piece| found.push((at, piece)));
        found
    }

    #[test]
    fn cuts_words_and_runs() {
        assert_eq!(
            cut("o'neil, 3m王小明x"),
            [
                (0, Piece::Word("o")),
                (2, Piece::Word("neil")),
                (8, Piece::Word("3m")),
                (10, Piece::Run("王小明")),
                (19, Piece::Word("x")),
            ]
        );
        assert_eq!(cut(" -.@ "), []);
    }

    #[test]
    fn finds_syllables() {
        let name = satchel_model::fold("김철수");
        assert_eq!(inner_starts(&name).count(), 2);
        assert_eq!(inner_starts("kim").count(), 0);
    }

    #[test]
    fn takes_heads() {
        assert_eq!(head("жанна", 2), "жа");
        assert_eq!(head("a", 2), "a");
    }
}
