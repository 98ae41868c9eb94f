//! Properties of a card: its bytes unfolded and taken apart into group, name, parameters and value.
//!
//! Every byte of the card belongs to exactly one [`Line`], those that are no property included, so that the lines put
//! one behind the other are the card. Rows are joined as they were parted: by a fold, by the soft break of
//! quoted-printable, or by nothing at all, as some programs do. A card inside a card is the value of its `AGENT`.
//! Deliberately absent: what a property means.

use std::borrow::Cow;
use std::ops::Range;

use super::param::{Param, split_outside_quotes};
use super::physical::{begins_property, is_blank, is_mark, physical};

/// One property, or bytes that are none.
#[derive(Debug)]
pub(crate) struct Line<'a> {
    /// Where it is in the card, line ends and blank lines behind it included.
    pub(crate) at: Range<usize>,
    /// Rows above it in the card.
    pub(crate) row: u64,
    /// Group, name and parameters; none where it is no property.
    pub(crate) head: Option<Head>,
    /// What is behind the colon, unfolded, still encoded and escaped.
    pub(crate) value: Cow<'a, [u8]>,
    /// Whether rows were added to it that no fold marks.
    pub(crate) loose: bool,
}

/// What is before the colon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Head {
    /// As it stands, unfolded.
    pub(crate) raw: String,
    /// `item1`, or empty.
    pub(crate) group: String,
    /// In capitals.
    pub(crate) name: String,
    /// In order.
    pub(crate) params: Vec<Param>,
}

/// Bytes of a head, and parameters and values in it: far more than any program writes. What has more is no property.
const LONGEST_HEAD: usize = 16 << 10;
const MOST_PARAMS: usize = 32;
const MOST_VALUES: usize = 64;

impl Head {
    /// Reads it; nothing when there is no name, or it is beyond measure.
    fn read(raw: &[u8]) -> Option<Self> {
        let count = |wanted: u8| raw.iter().filter(|byte| **byte == wanted).count();
        if raw.len() > LONGEST_HEAD || count(b';') > MOST_PARAMS || count(b',') > MOST_VALUES {
            return None;
        }
        let raw = String::from_utf8_lossy(raw).into_owned();
        let text = raw.strip_prefix('\u{feff}').unwrap_or(&raw);
        let mut pieces = split_outside_quotes(text, ';').into_iter();
        let whole = pieces.next().unwrap_or_default().trim();
        let (group, name) = whole.rsplit_once('.').unwrap_or(("", whole));
        if name.is_empty() {
            return None;
        }
        let (group, name) = (group.to_owned(), name.to_ascii_uppercase());
        let params = pieces.filter(|piece| !piece.trim().is_empty()).map(Param::read).collect();
        Some(Self { group, name, params, raw })
    }

    /// The first value of a parameter.
    pub(crate) fn param(&self, name: &str) -> Option<&str> {
        self.params.iter().find(|param| param.name == name)?.values.first().map(String::as_str)
    }

    /// All types in order, as they are spelt.
    pub(crate) fn types(&self) -> impl Iterator<Item = &str> {
        self.params.iter().filter(|param| param.name == "TYPE").flat_map(|param| &param.values).map(String::as_str)
    }

    /// Whether a parameter has this word among its values.
    pub(crate) fn says(&self, name: &str, word: &str) -> bool {
        self.params.iter().any(|param| param.name == name && param.has(word))
    }

    pub(crate) fn is_quoted_printable(&self) -> bool {
        self.says("ENCODING", "QUOTED-PRINTABLE") || self.says("ENCODING", "Q")
    }

    pub(crate) fn is_base64(&self) -> bool {
        self.says("ENCODING", "BASE64") || self.says("ENCODING", "B")
    }
}

/// Takes a card apart.
pub(crate) fn lines(card: &[u8]) -> Vec<Line<'_>> {
    let mut lines: Vec<Line<'_>> = Vec::new();
    let mut open: Option<Open<'_>> = None;
    // Cards that are open inside of an `AGENT`.
    let mut depth = 0_usize;
    for (row, line) in (0_u64..).zip(physical(card)) {
        let (begins, ends) = (is_mark(line.text, "BEGIN"), is_mark(line.text, "END"));
        if let Some(open) = &mut open {
            if depth > 0 || (begins && open.is_agent()) {
                depth = depth + usize::from(begins) - usize::from(ends);
                open.push_row(line.text, line.at.end);
                continue;
            }
            if !ends && !begins && open.takes(line.text) {
                open.at.end = line.at.end;
                continue;
            }
        }
        lines.extend(open.take().map(Open::close));
        let is_property = !begins && !ends && begins_property(line.text);
        open = Some(Open::new(line.at, row, line.text, is_property));
    }
    lines.extend(open.map(Open::close));
    lines
}

/// A property while its rows are found.
struct Open<'a> {
    at: Range<usize>,
    row: u64,
    content: Cow<'a, [u8]>,
    is_property: bool,
    loose: bool,
    /// Whether the colon was found, and what the head before it says.
    has_colon: bool,
    quoted_printable: bool,
    base64: bool,
}

impl<'a> Open<'a> {
    fn new(at: Range<usize>, row: u64, text: &'a [u8], is_property: bool) -> Self {
        let content = Cow::Borrowed(text);
        let (has_colon, quoted_printable, base64) = (false, false, false);
        let mut open = Self { at, row, content, is_property, loose: false, has_colon, quoted_printable, base64 };
        open.look_at_head();
        open
    }

    /// Looks for the end of the head, once: a property may have very many rows.
    fn look_at_head(&mut self) {
        if self.has_colon || !self.is_property || self.content.len() > LONGEST_HEAD {
            return;
        }
        if let Some(end) = colon(&self.content) {
            let head = &self.content[..end];
            let says = |word: &[u8]| head.windows(word.len()).any(|part| part.eq_ignore_ascii_case(word));
            let (quoted_printable, base64) = (says(b"QUOTED-PRINTABLE"), says(b"BASE64") || says(b"ENCODING=B"));
            (self.has_colon, self.quoted_printable, self.base64) = (true, quoted_printable, base64);
        }
    }

    /// Adds a row when it goes on with this one.
    fn takes(&mut self, row: &[u8]) -> bool {
        if is_blank(row) && !row.starts_with(b" ") && !row.starts_with(b"\t") {
            return true;
        }
        if !self.is_property {
            return false;
        }
        if self.quoted_printable && self.content.ends_with(b"=") {
            let content = self.content.to_mut();
            content.pop();
            content.extend_from_slice(row);
            return true;
        }
        if let [b' ' | b'\t', rest @ ..] = row {
            self.content.to_mut().extend_from_slice(rest);
            self.look_at_head();
            return true;
        }
        if begins_property(row) || row.starts_with(b"#") {
            return false;
        }
        if self.base64 {
            self.content.to_mut().extend_from_slice(row);
        } else {
            self.push_row(row, self.at.end);
            self.loose = true;
        }
        true
    }

    /// Adds a row as a line of its own.
    fn push_row(&mut self, row: &[u8], end: usize) {
        self.at.end = end;
        let content = self.content.to_mut();
        // A backslash at the end of a row is an old way of saying that the value goes on.
        if content.ends_with(b"\\") && !content.ends_with(b"\\\\") {
            content.pop();
        }
        content.extend_from_slice(b"\\n");
        content.extend_from_slice(row);
    }

    /// An `AGENT` without a value, or with one that begins a card.
    fn is_agent(&self) -> bool {
        let Some(colon) = colon(&self.content) else { return false };
        let name = self.content[..colon].split(|byte| *byte == b';').next().unwrap_or_default();
        let name = name.rsplit(|byte| *byte == b'.').next().unwrap_or_default();
        name.eq_ignore_ascii_case(b"AGENT") && is_blank(&self.content[colon + 1..])
    }

    fn close(self) -> Line<'a> {
        let Self { at, row, content, is_property, loose, .. } = self;
        let none = |content| Line { at: at.clone(), row, head: None, value: content, loose };
        let Some(colon) = colon(&content).filter(|_| is_property) else { return none(content) };
        let Some(head) = Head::read(&content[..colon]) else { return none(content) };
        let value = match content {
            Cow::Borrowed(content) => Cow::Borrowed(&content[colon + 1..]),
            Cow::Owned(mut content) => {
                content.drain(..=colon);
                Cow::Owned(content)
            }
        };
        Line { at, row, head: Some(head), value, loose }
    }
}

/// The colon that ends the head: the first outside of quotation marks, or simply the first where a mark never closes.
fn colon(content: &[u8]) -> Option<usize> {
    let first = memchr::memchr(b':', content)?;
    if memchr::memchr(b'"', &content[..first]).is_none() {
        return Some(first);
    }
    let mut quoted = false;
    let outside = content.iter().position(|byte| {
        quoted ^= *byte == b'"';
        *byte == b':' && !quoted
    });
    outside.or(Some(first))
}

#[cfg(test)]
mod tests {
    use super::{Line, lines};

    fn shown(card: &str) -> Vec<(String, String)> {
        let lines = lines(card.as_bytes());
        let mut next = 0;
        for line in &lines {
            assert_eq!(line.at.start, next, "every byte belongs to one line");
            next = line.at.end;
        }
        assert_eq!(next, card.len());
        let text = |line: &Line<'_>| String::from_utf8_lossy(&line.value).into_owned();
        lines.iter().filter_map(|line| line.head.as_ref().map(|head| (head.name.clone(), text(line)))).collect()
    }

    #[test]
    fn rows_are_joined_as_they_were_parted() {
        for (card, value) in [
            ("NOTE:ab\r\n c\r\n\td\r\n", "abcd"),
            ("NOTE:ab\r\r\n c\r\n", "abc"),
            ("NOTE:ab\rNICKNAME:x\r", "ab"),
            ("NOTE:ab\n  c\n", "ab c"),
            ("NOTE;ENCODING=QUOTED-PRINTABLE:a=\n b=\nX:c\n", "a bX:c"),
            ("NOTE;QUOTED-PRINTABLE:a=\nEND:VCARD\n", "a="),
            ("NICKNAME:foo=\nFN:x\n", "foo="),
            ("PHOTO;BASE64:AAAA\nBBBB\n\nCC==\nFN:x\n", "AAAABBBBCC=="),
            ("NOTE:first\nsecond\nFN:x\n", "first\\nsecond"),
            ("ADR:one\\\ntwo\n", "one\\ntwo"),
            ("NOTE:a\n# a comment\nFN:x\n", "a"),
            ("URL:see\nhttp://a.example\n", "see\\nhttp://a.example"),
        ] {
            assert_eq!(shown(card)[0].1, value, "{card:?}");
        }
    }

    #[test]
    fn a_head_beyond_measure_is_no_property() {
        let many = format!("TEL{}:1\nFN:x\n", ";a".repeat(100));
        assert_eq!(shown(&many), [("FN".to_owned(), "x".to_owned())]);
    }

    #[test]
    fn a_fold_may_part_a_character() {
        let card = b"NOTE:M\xC3\r\n \xBCller\r\n";
        assert_eq!(lines(card)[0].value.as_ref(), "Müller".as_bytes());
    }

    #[test]
    fn a_card_inside_a_card_is_a_value() {
        let card = "BEGIN:VCARD\nAGENT:\nBEGIN:VCARD\nFN:Him\nEND:VCARD\nFN:Her\nEND:VCARD\n";
        assert_eq!(shown(card)[1], ("FN".into(), "Her".into()));
    }

    #[test]
    fn heads_are_taken_apart() {
        let lines = lines(b"item1.TEL;type=CELL;X-A=\"a:b;c\":1:2\n");
        let head = lines[0].head.as_ref().unwrap();
        assert_eq!((head.group.as_str(), head.name.as_str()), ("item1", "TEL"));
        assert_eq!(head.param("X-A"), Some("a:b;c"));
        assert_eq!(head.types().collect::<Vec<_>>(), ["CELL"]);
        assert_eq!(lines[0].value.as_ref(), b"1:2");
    }
}
