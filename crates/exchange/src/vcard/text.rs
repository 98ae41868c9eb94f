//! Values as text: escapes, and the parts between semicolons and commas.
//!
//! Nothing that is written here can end a line: a line break is `\n` and other control characters are left out.
//! Deliberately absent: encodings (`encoded`) and folding (`fold`).

/// Takes escapes away: `\n`, `\\`, `\;`, `\,`, and `\:` of old address books. A backslash before anything else is one.
pub(crate) fn unescape(text: &str) -> String {
    unmark(text, '\\', |next| if matches!(next, 'n' | 'N') { Some('\n') } else { itself(next) })
}

/// Takes escapes out of a web address, in which `\n` is no line break.
pub(crate) fn unescape_uri(text: &str) -> String {
    unmark(text, '\\', itself)
}

fn itself(next: char) -> Option<char> {
    matches!(next, '\\' | ';' | ',' | ':').then_some(next)
}

/// Puts what is meant in place of a mark and the character behind it; a mark before anything else stays.
pub(crate) fn unmark(text: &str, mark: char, meant: impl Fn(char) -> Option<char>) -> String {
    let mut read = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let found = characters.peek().filter(|_| character == mark).and_then(|next| meant(*next));
        if found.is_some() {
            characters.next();
        }
        read.push(found.unwrap_or(character));
    }
    read
}

/// Splits escaped text at separators that are not escaped.
pub(crate) fn split(text: &str, separator: char) -> Vec<&str> {
    let (mut pieces, mut start, mut escaped) = (Vec::new(), 0, false);
    for (at, character) in text.char_indices() {
        if escaped {
            escaped = false;
        } else if character == '\\' {
            escaped = true;
        } else if character == separator {
            pieces.push(&text[start..at]);
            start = at + character.len_utf8();
        }
    }
    pieces.push(&text[start..]);
    pieces
}

/// Escapes a text, or one part of a structured value.
pub(crate) fn escape(text: &str) -> String {
    let mut written = String::with_capacity(text.len() + 8);
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\\' | ';' | ',' => {
                written.push('\\');
                written.push(character);
            }
            '\r' if characters.peek() == Some(&'\n') => {}
            '\n' | '\r' => written.push_str("\\n"),
            other if is_unfit(other) => {}
            other => written.push(other),
        }
    }
    written
}

/// Escapes a web address: of what separates elsewhere only the comma, because Radicale cuts an address off there and not
/// every reader looks for escapes.
pub(crate) fn escape_uri(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for character in text.chars().filter(|c| !is_unfit(*c) && *c != '\n' && *c != '\r') {
        if matches!(character, '\\' | ',') {
            written.push('\\');
        }
        written.push(character);
    }
    written
}

/// Control characters that no card may hold.
pub(crate) fn is_unfit(character: char) -> bool {
    character.is_control() && !matches!(character, '\t' | '\n' | '\r')
}

#[cfg(test)]
mod tests {
    use super::{escape, escape_uri, split, unescape, unescape_uri};

    #[test]
    fn escapes_are_read_as_programs_write_them() {
        for (written, text) in [
            ("a\\nb\\Nc", "a\nb\nc"),
            ("a\\,b\\;c\\\\d", "a,b;c\\d"),
            ("http\\://a.example", "http://a.example"),
            ("C:\\temp", "C:\\temp"),
            ("end\\", "end\\"),
            ("\\\\n", "\\n"),
        ] {
            assert_eq!(unescape(written), text, "{written}");
        }
        assert_eq!(unescape_uri("http\\://a.example/\\new\\,x"), "http://a.example/\\new,x");
    }

    #[test]
    fn separators_that_are_escaped_do_not_separate() {
        assert_eq!(split("a\\;b;c\\\\;d", ';'), ["a\\;b", "c\\\\", "d"]);
        assert_eq!(split("", ';'), [""]);
    }

    #[test]
    fn nothing_that_is_written_ends_a_line() {
        assert_eq!(escape("a\r\nEND:VCARD\rb\u{85}\0"), "a\\nEND:VCARD\\nb");
        assert_eq!(escape_uri("http://a.example\r\nEND:VCARD"), "http://a.exampleEND:VCARD");
    }

    #[test]
    fn what_is_written_is_read() {
        proptest::proptest!(|(text in "[a-z\\\\;,:nN\n é]{0,20}")| {
            let written = escape(&text);
            proptest::prop_assert_eq!(&unescape(&written), &text);
            proptest::prop_assert_eq!(split(&written, ';').len(), 1);
            let line = text.replace('\n', "");
            proptest::prop_assert_eq!(unescape_uri(&escape_uri(&line)), line);
        });
    }
}
