//! Lines as they are written: folded at 75 octets, never inside a character, one line end behind the last.
//!
//! Whatever is given, what is written is one property: control characters are left out here once more. Deliberately
//! absent: escapes (`text`).

/// Longest row, without its end.
const ROW: usize = 75;

/// Appends a property, `head:value`, folded.
pub(crate) fn push_folded(to: &mut Vec<u8>, head: &[u8], value: &[u8], end: &[u8]) {
    let mut row = 0;
    let mut rest = [head, b":", value].concat();
    rest.retain(|byte| *byte >= b' ' && *byte != 0x7f || *byte == b'\t');
    let mut rest = rest.as_slice();
    while !rest.is_empty() {
        let mut cut = (ROW - row).min(rest.len());
        while cut < rest.len() && cut > 1 && is_inside_character(rest[cut]) {
            cut -= 1;
        }
        to.extend_from_slice(&rest[..cut]);
        rest = &rest[cut..];
        if !rest.is_empty() {
            to.extend_from_slice(end);
            to.push(b' ');
            row = 1;
        }
    }
    to.extend_from_slice(end);
}

/// Appends a property whose value is in quoted-printable, with soft breaks between its codes.
///
/// A row behind a soft break does not begin with a letter, so that it never looks like a line of its own.
pub(crate) fn push_soft_broken(to: &mut Vec<u8>, head: &[u8], value: &[u8], end: &[u8]) {
    let head: Vec<u8> = head.iter().copied().filter(|byte| *byte >= b' ').collect();
    to.extend_from_slice(&head);
    to.push(b':');
    let mut row = head.len() + 1;
    let mut rest = value;
    while !rest.is_empty() {
        let unit = if rest[0] == b'=' && rest.len() >= 3 { 3 } else { 1 };
        let breaks = row + unit > ROW - 1 && unit < rest.len();
        if breaks {
            to.push(b'=');
            to.extend_from_slice(end);
            row = 0;
        }
        if breaks && rest[0].is_ascii_alphabetic() {
            to.extend_from_slice(format!("={:02X}", rest[0]).as_bytes());
            row += 3;
        } else {
            to.extend(rest[..unit].iter().filter(|byte| **byte >= b' '));
            row += unit;
        }
        rest = &rest[unit..];
    }
    to.extend_from_slice(end);
}

/// A byte that goes on with a character of UTF-8.
fn is_inside_character(byte: u8) -> bool {
    byte & 0xC0 == 0x80
}

#[cfg(test)]
mod tests {
    use super::super::line::lines;
    use super::{push_folded, push_soft_broken};

    #[test]
    fn no_row_is_longer_than_75_octets_and_no_character_is_cut() {
        proptest::proptest!(|(value in "[aé東😀 ]{0,200}")| {
            let mut written = Vec::new();
            push_folded(&mut written, b"NOTE", value.as_bytes(), b"\r\n");
            let text = String::from_utf8(written).unwrap();
            for row in text.strip_suffix("\r\n").unwrap().split("\r\n") {
                proptest::prop_assert!(row.len() <= 75);
            }
            let lines = lines(text.as_bytes());
            proptest::prop_assert_eq!(lines[0].value.as_ref(), value.as_bytes());
        });
    }

    #[test]
    fn soft_breaks_part_no_code() {
        let value = "=C3=A9".repeat(40);
        let mut written = Vec::new();
        push_soft_broken(&mut written, b"NOTE;ENCODING=QUOTED-PRINTABLE", value.as_bytes(), b"\r\n");
        let text = String::from_utf8(written).unwrap();
        assert!(text.lines().all(|row| row.len() <= 76));
        assert_eq!(lines(text.as_bytes())[0].value.as_ref(), value.as_bytes());
    }

    #[test]
    fn no_row_behind_a_soft_break_looks_like_a_line() {
        for width in 20..60 {
            let value = format!("{}END:VCARD", "x".repeat(width));
            let mut written = Vec::new();
            push_soft_broken(&mut written, b"NOTE;ENCODING=QUOTED-PRINTABLE", value.as_bytes(), b"\n");
            assert!(!String::from_utf8(written).unwrap().lines().any(|row| row == "END:VCARD"));
        }
    }

    #[test]
    fn one_property_stays_one() {
        let mut written = Vec::new();
        push_folded(&mut written, b"NOTE", b"a\r\nEND:VCARD\n", b"\r\n");
        assert_eq!(written, b"NOTE:aEND:VCARD\r\n");
    }
}
