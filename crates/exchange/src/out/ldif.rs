//! Entries of a directory, with the attributes that address books of mail programs read.
//!
//! A layout says which attribute holds what, as for tables; an attribute of several values is in it several times.
//! Deliberately absent: changes to a directory (`changetype`), and photos.

use std::io::{self, Write};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// What a file begins with.
pub(super) const HEAD: &str = "version: 1\n";
/// Bytes of a line.
const LINE: usize = 76;

/// Writes an entry; `name` is what it is called, and `id` keeps it apart from others of that name.
pub(super) fn write_entry(
    to: &mut impl Write,
    buffer: &mut String,
    (name, id): (&str, &str),
    headers: &[String],
    cells: &[String],
) -> io::Result<()> {
    buffer.clear();
    buffer.push('\n');
    push(buffer, "dn", &format!("uid={id},cn={}", escaped(name)));
    for class in ["top", "person", "organizationalPerson", "inetOrgPerson", "mozillaAbPersonAlpha"] {
        push(buffer, "objectClass", class);
    }
    push(buffer, "uid", id);
    for (attribute, value) in headers.iter().zip(cells).filter(|(_, value)| !value.is_empty()) {
        push(buffer, attribute, value);
    }
    to.write_all(buffer.as_bytes())
}

/// One attribute, in base 64 where its value cannot stand as it is, folded.
fn push(to: &mut String, attribute: &str, value: &str) {
    let line = if is_safe(value) {
        format!("{attribute}: {value}")
    } else {
        format!("{attribute}:: {}", STANDARD.encode(value))
    };
    let (mut rest, mut width) = (line.as_str(), LINE);
    loop {
        // All of it is ASCII.
        let (head, tail) = rest.split_at(width.min(rest.len()));
        to.push_str(head);
        to.push('\n');
        if tail.is_empty() {
            return;
        }
        to.push(' ');
        (rest, width) = (tail, LINE - 1);
    }
}

fn is_safe(value: &str) -> bool {
    value.bytes().all(|byte| (b' '..=b'~').contains(&byte))
        && !value.starts_with([' ', ':', '<'])
        && !value.ends_with(' ')
}

/// A value in a name of an entry.
fn escaped(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    for (at, character) in value.char_indices() {
        let ends = at == 0 || at + character.len_utf8() == value.len();
        match character {
            ',' | '+' | '"' | '\\' | '<' | '>' | ';' | '=' => text.extend(['\\', character]),
            ' ' if ends => text.push_str("\\ "),
            '#' if at == 0 => text.push_str("\\#"),
            other => text.push(other),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{escaped, push};

    #[test]
    fn what_cannot_stand_as_it_is_is_encoded() {
        for (value, line) in [
            ("Ada", "cn: Ada\n"),
            ("Zo\u{eb}", "cn:: Wm/Dqw==\n"),
            ("a\nb", "cn:: YQpi\n"),
            (" a", "cn:: IGE=\n"),
            (":a", "cn:: OmE=\n"),
        ] {
            let mut text = String::new();
            push(&mut text, "cn", value);
            assert_eq!(text, line);
        }
    }

    #[test]
    fn long_lines_go_on_behind_a_blank() {
        let mut text = String::new();
        push(&mut text, "description", &"x".repeat(200));
        assert!(text.lines().all(|line| line.len() <= 76) && text.lines().skip(1).all(|line| line.starts_with(' ')));
        assert_eq!(text.replace("\n ", "").trim_end(), format!("description: {}", "x".repeat(200)));
    }

    #[test]
    fn names_of_entries_keep_their_commas() {
        assert_eq!(escaped("#Byron, Ada "), "\\#Byron\\, Ada\\ ");
    }
}
