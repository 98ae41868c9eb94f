//! A document on its way into the index: folded and cut into pieces once, as one text, for both tokenizers.
//!
//! Each piece follows a control character that says what it is; folding leaves none of them in a piece. The text is
//! only a way through the library and is never stored. Deliberately absent: which terms are made of a piece.

use satchel_model::fold;

use crate::document::{OwnText, SearchDoc, Section};
use crate::words::{Piece, pieces};
use crate::{digits, words};

/// A document as the index takes it. Smaller than what it was made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchText(pub(crate) String);

/// What a piece is. The text holds these as its only control characters.
mod mark {
    /// A section begins; its letter follows.
    pub(super) const SECTION: char = '\u{1}';
    pub(super) const WORD: char = '\u{2}';
    pub(super) const RUN: char = '\u{3}';
    pub(super) const GAP: char = '\u{4}';
}

/// A piece of a section.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cut<'a> {
    /// A word; in the section of phones the digits of a number, in that of addresses a whole address.
    Word(&'a str),
    /// A run of a script without spaces.
    Run(&'a str),
    /// No phrase reaches across.
    Gap,
}

impl SearchDoc {
    /// All of it, folded and cut.
    #[must_use]
    pub fn text(&self) -> SearchText {
        let mut text = SearchText(String::with_capacity(320 + self.notes.len()));
        text.words(Section::Names, &self.names);
        if self.display != self.names {
            text.words(Section::Names, &self.display);
        }
        text.words(Section::Company, &self.company);
        self.emails.iter().for_each(|email| text.words(Section::Email, email));
        self.emails.iter().for_each(|email| text.address(email));
        self.phones.iter().for_each(|phone| text.number(phone));
        text.words(Section::Title, &self.title);
        for (section, values) in [
            (Section::Tag, &self.tags),
            (Section::City, &self.cities),
            (Section::Region, &self.regions),
            (Section::Country, &self.countries),
        ] {
            values.iter().for_each(|value| text.words(section, value));
        }
        for (section, value) in [
            (Section::Given, &self.given),
            (Section::Family, &self.family),
            (Section::Source, &self.source),
            (Section::Owner, &self.owner),
        ] {
            text.words(section, value);
        }
        for own in &self.own {
            text.own(own);
        }
        text.words(Section::Notes, &self.notes);
        text
    }
}

impl SearchText {
    /// Calls `each` with every piece in order.
    pub(crate) fn each<'a>(text: &'a str, mut each: impl FnMut(Section, Cut<'a>)) {
        let mut section = None;
        let mut rest = text;
        while let Some(mark) = rest.chars().next() {
            let end = rest.bytes().skip(1).position(|byte| byte <= mark::GAP as u8).map_or(rest.len(), |at| at + 1);
            let piece = &rest[1..end];
            rest = &rest[end..];
            match (mark, section) {
                (mark::SECTION, _) => section = piece.bytes().next().and_then(Section::of_letter),
                (mark::WORD, Some(section)) => each(section, Cut::Word(piece)),
                (mark::RUN, Some(section)) => each(section, Cut::Run(piece)),
                (_, Some(section)) => each(section, Cut::Gap),
                (_, None) => {}
            }
        }
    }

    fn begin(&mut self, section: Section) {
        self.0.push(mark::SECTION);
        self.0.push(char::from(section.letter()));
    }

    fn piece(&mut self, mark: char, piece: &str) {
        self.0.push(mark);
        self.0.push_str(piece);
    }

    fn words(&mut self, section: Section, value: &str) {
        if value.is_empty() {
            return;
        }
        let folded = fold(value);
        self.begin(section);
        pieces(&folded, |_, piece| match piece {
            Piece::Word(word) => self.piece(mark::WORD, word),
            Piece::Run(run) => self.piece(mark::RUN, run),
        });
        self.0.push(mark::GAP);
        if section != Section::Email && folded.contains(JOINTS) {
            each_compound(&folded, |joined| self.piece(mark::WORD, joined));
            self.0.push(mark::GAP);
        }
    }

    /// A value of one's own field, once behind its field and once by itself.
    fn own(&mut self, own: &OwnText) {
        let folded = fold(&own.text);
        self.begin(Section::OwnField);
        pieces(&folded, |_, piece| {
            let (Piece::Word(part) | Piece::Run(part)) = piece;
            self.piece(mark::WORD, &behind(&own.field, part));
        });
        self.0.push(mark::GAP);
        if own.anywhere {
            self.words(Section::Own, &own.text);
        }
    }

    /// The parts of an address that hold punctuation and are typed with it: the whole, and its domain.
    fn address(&mut self, email: &str) {
        let folded = fold(email);
        let domain = folded.rsplit_once('@').map(|(_, domain)| domain);
        self.begin(Section::Address);
        for part in [Some(&*folded), domain].into_iter().flatten() {
            if part.contains(['.', '@', '-', '_', '+']) {
                self.piece(mark::WORD, words::head(part, words::WORD_LEN));
                self.0.push(mark::GAP);
            }
        }
    }

    fn number(&mut self, phone: &str) {
        self.begin(Section::Phone);
        self.piece(mark::WORD, &digits::number(phone));
    }
}

/// A word behind what the index calls its field.
pub(crate) fn behind(field: &str, word: &str) -> String {
    format!("{field}{word}")
}

/// What joins two words into one.
const JOINTS: [char; 5] = ['\'', '’', '-', '‐', '‑'];

/// `o'neil` and `jean-luc` are also typed `oneil` and `jeanluc`.
fn each_compound(folded: &str, mut each: impl FnMut(&str)) {
    for word in folded.split(|c: char| !c.is_alphanumeric() && !JOINTS.contains(&c)) {
        let word = word.trim_matches(JOINTS);
        if word.contains(JOINTS) {
            each(&word.replace(JOINTS, ""));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Cut, SearchText};
    use crate::SearchDoc;
    use crate::document::Section;

    #[test]
    fn cuts_every_section_and_gives_the_pieces_back() {
        let doc = SearchDoc {
            names: "Jean-Luc\u{2}Ōta 王小明".into(),
            display: "Jean-Luc\u{2}Ōta 王小明".into(),
            emails: vec!["J.Luc@Ship.example".into()],
            phones: vec!["+33 (0)1 23".into()],
            ..SearchDoc::default()
        };
        let text = doc.text();
        let mut found = Vec::new();
        SearchText::each(&text.0, |section, piece| found.push((section, piece)));
        let (names, email, address) = (Section::Names, Section::Email, Section::Address);
        assert_eq!(
            found,
            [
                (names, Cut::Word("jean")),
                (names, Cut::Word("luc")),
                (names, Cut::Word("ota")),
                (names, Cut::Run("王小明")),
                (names, Cut::Gap),
                (names, Cut::Word("jeanluc")),
                (names, Cut::Gap),
                (email, Cut::Word("j")),
                (email, Cut::Word("luc")),
                (email, Cut::Word("ship")),
                (email, Cut::Word("example")),
                (email, Cut::Gap),
                (address, Cut::Word("j.luc@ship.example")),
                (address, Cut::Gap),
                (address, Cut::Word("ship.example")),
                (address, Cut::Gap),
                (Section::Phone, Cut::Word("33123")),
            ]
        );
    }
}
