//! Parameters of a property: `TYPE=home,work`, `TYPE="home,work"`, and the bare words of vCard 2.1.
//!
//! Each keeps its raw text, so that those that are not changed are written as they stood. `^n`, `^'` and `^^` are read
//! and written (RFC 6868). Deliberately absent: what a type means (`label`).

use super::text::unmark;

/// One parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Param {
    /// As it stands between the semicolons.
    pub(crate) raw: String,
    /// In capitals; of a bare word the parameter that it is a value of.
    pub(crate) name: String,
    /// One, or several where there are commas.
    pub(crate) values: Vec<String>,
    /// Whether the name is left out.
    pub(crate) bare: bool,
}

impl Param {
    /// Reads one from between two semicolons.
    pub(crate) fn read(raw: &str) -> Self {
        let (name, value, bare) = match raw.split_once('=') {
            Some((name, value)) if !name.contains('"') => (name.trim().to_ascii_uppercase(), value, false),
            _ => (name_of_bare(raw.trim()).to_owned(), raw, true),
        };
        let mut values = Vec::new();
        for piece in split_outside_quotes(value, ',') {
            let piece = piece.trim();
            let quoted = piece.len() > 1 && piece.starts_with('"') && piece.ends_with('"');
            let inner = if quoted { &piece[1..piece.len() - 1] } else { piece };
            // `TYPE="home,work"` and `TYPE=home,TYPE=work` mean two types.
            if name == "TYPE" {
                let types = inner.split(',').map(str::trim).map(|word| match word.split_once('=') {
                    Some((name, word)) if name.eq_ignore_ascii_case("type") => word,
                    _ => word,
                });
                values.extend(types.filter(|word| !word.is_empty()).map(uncaret));
            } else {
                values.push(uncaret(inner));
            }
        }
        Self { raw: raw.to_owned(), name, values, bare }
    }

    /// Whether one of its values is this word, in any case.
    pub(crate) fn has(&self, word: &str) -> bool {
        self.values.iter().any(|value| value.eq_ignore_ascii_case(word))
    }
}

/// The text of a parameter, quoted where it must be; what cannot stand in one is left out.
pub(crate) fn write_param(name: &str, value: &str) -> String {
    let mut text = String::with_capacity(value.len() + 2);
    for character in value.chars() {
        match character {
            '^' => text.push_str("^^"),
            '"' => text.push_str("^'"),
            '\n' => text.push_str("^n"),
            other if other.is_control() => {}
            other => text.push(other),
        }
    }
    if text.contains([';', ':', ',', ' ', '=']) { format!("{name}=\"{text}\"") } else { format!("{name}={text}") }
}

/// Splits at a separator that stands outside of quotation marks; a mark that never closes is an ordinary character.
pub(crate) fn split_outside_quotes(text: &str, separator: char) -> Vec<&str> {
    if !text.contains('"') {
        return text.split(separator).collect();
    }
    let (mut pieces, mut start, mut quoted) = (Vec::new(), 0, false);
    for (at, character) in text.char_indices() {
        if character == '"' {
            quoted = !quoted && text[at + 1..].contains('"');
        } else if character == separator && !quoted {
            pieces.push(&text[start..at]);
            start = at + character.len_utf8();
        }
    }
    pieces.push(&text[start..]);
    pieces
}

fn name_of_bare(word: &str) -> &'static str {
    let is = |names: &[&str]| names.iter().any(|name| word.eq_ignore_ascii_case(name));
    if is(&["QUOTED-PRINTABLE", "BASE64", "B", "8BIT", "7BIT"]) {
        "ENCODING"
    } else if is(&["URL", "INLINE", "CONTENT-ID", "CID"]) {
        "VALUE"
    } else {
        "TYPE"
    }
}

fn uncaret(text: &str) -> String {
    unmark(text, '^', |next| match next {
        'n' => Some('\n'),
        '\'' => Some('"'),
        '^' => Some('^'),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::{Param, write_param};

    #[test]
    fn reads_every_way_of_writing_types() {
        for (raw, name, values) in [
            ("TYPE=HOME", "TYPE", vec!["HOME"]),
            ("type=home,work", "TYPE", vec!["home", "work"]),
            ("TYPE=\"home,work\"", "TYPE", vec!["home", "work"]),
            ("TYPE=HOME,TYPE=VOICE", "TYPE", vec!["HOME", "VOICE"]),
            ("HOME", "TYPE", vec!["HOME"]),
            ("QUOTED-PRINTABLE", "ENCODING", vec!["QUOTED-PRINTABLE"]),
            ("BASE64", "ENCODING", vec!["BASE64"]),
            ("URL", "VALUE", vec!["URL"]),
            ("X-A=\"a;b:c\"", "X-A", vec!["a;b:c"]),
            ("LABEL=\"a^nb ^'c^' ^^d ^x\"", "LABEL", vec!["a\nb \"c\" ^d ^x"]),
            ("X-A=\"open", "X-A", vec!["\"open"]),
        ] {
            let param = Param::read(raw);
            assert_eq!((param.name.as_str(), &param.values), (name, &values.iter().map(|v| (*v).to_owned()).collect()));
            assert_eq!(param.raw, raw);
        }
    }

    #[test]
    fn what_is_written_is_read() {
        for value in ["plain", "a,b", "a\"b", "a\nb", "^n", "a;b:c", "é ü"] {
            assert_eq!(Param::read(&write_param("X-A", value)).values.join(","), value, "{value}");
        }
        assert_eq!(write_param("X-A", "a\r\0b"), "X-A=ab");
    }
}
