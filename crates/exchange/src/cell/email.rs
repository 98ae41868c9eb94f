//! E-mail addresses in a cell: one, or several with commas, semicolons or spaces between them.
//!
//! Good addresses are kept beside bad ones; the cell has at most one problem. Deliberately absent: labels and which
//! address is the primary.

use satchel_model::parse_email;

/// Reads the addresses; the error says what is wrong with the first bad piece.
pub(crate) fn parse_emails(text: &str, mut found: impl FnMut(String)) -> Result<(), String> {
    let single = text.bytes().filter(|byte| *byte == b'@').count() <= 1;
    match parse_email(text) {
        Ok(address) if single => {
            found(address);
            return Ok(());
        }
        // Nothing in it could be an address: the pieces would only repeat that.
        Err(error) if !text.contains('@') => return Err(error.to_string()),
        _ => {}
    }
    if text.starts_with("/o=") || text.starts_with("/O=") {
        return Err("not an e-mail address: it is an address inside an Exchange server".to_owned());
    }
    let named = text.contains('<');
    let mut problem = None;
    let pieces = text.split(|c: char| matches!(c, ',' | ';' | '|' | '\n' | '\r') || (!named && c.is_whitespace()));
    for piece in pieces.map(|piece| piece.trim().trim_matches(['"', '\''])) {
        if piece.is_empty() || piece == ":::" {
            continue;
        }
        match parse_email(piece.trim_end_matches(['.', ':'])) {
            Ok(address) => found(address),
            // `Lovelace, Ada <ada@example.com>`: the name was cut at its comma.
            Err(_) if named && !piece.contains('@') => {}
            Err(error) => {
                problem.get_or_insert(error);
            }
        }
    }
    problem.map_or(Ok(()), |error| Err(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::parse_emails;

    fn read(text: &str) -> (Vec<String>, bool) {
        let mut found = Vec::new();
        let good = parse_emails(text, |address| found.push(address)).is_ok();
        (found, good)
    }

    #[test]
    fn takes_cells_apart() {
        for (text, addresses) in [
            ("ada@example.com", vec!["ada@example.com"]),
            ("ada@example.com, b@example.com", vec!["ada@example.com", "b@example.com"]),
            ("ada@example.com;b@example.com;", vec!["ada@example.com", "b@example.com"]),
            ("ada@example.com ::: b@example.com", vec!["ada@example.com", "b@example.com"]),
            ("ada@example.com\nb@example.com", vec!["ada@example.com", "b@example.com"]),
            ("Ada Byron <ada@example.com>; <b@example.com>", vec!["ada@example.com", "b@example.com"]),
            ("\"Byron, Ada\" <ada@example.com>", vec!["ada@example.com"]),
        ] {
            assert_eq!(read(text), (addresses.into_iter().map(str::to_owned).collect(), true), "{text}");
        }
    }

    #[test]
    fn keeps_good_beside_bad() {
        assert_eq!(read("ada@example.com, b@localhost"), (vec!["ada@example.com".to_owned()], false));
        assert_eq!(read("call her"), (vec![], false));
        assert_eq!(read("/o=EXAMPLE/ou=EXCHANGE/cn=BEN"), (vec![], false));
    }
}
