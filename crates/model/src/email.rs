//! E-mail addresses as typed and as matched.

use crate::collapse;

/// Why a text is not an e-mail address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EmailError {
    /// No `@`, or nothing on one side of it.
    #[error("not an e-mail address: it needs a name, an @ and a domain")]
    Shape,
    /// White space or a character that no address may have.
    #[error("not an e-mail address: it holds a character that no address may have")]
    Character,
    /// The part after the `@` is not a domain.
    #[error("not an e-mail address: what follows the @ is not a domain")]
    Domain,
    /// Longer than the 254 bytes that mail systems carry.
    #[error("not an e-mail address: it is longer than 254 characters")]
    Length,
}

/// Trims the address, takes it out of `Name <address>` and `mailto:`, and checks its shape.
///
/// Accepts what mail systems accept in practice, international names and domains included; whether anybody reads
/// mail there is not known here.
///
/// # Errors
/// Says which part is wrong.
pub fn parse_email(text: &str) -> Result<String, EmailError> {
    let text = text.trim();
    let bare = match (text.rfind('<'), text.ends_with('>')) {
        (Some(open), true) => &text[open + 1..text.len() - 1],
        _ => text,
    };
    let bare = strip_scheme(bare.trim());
    if bare.len() > 254 {
        return Err(EmailError::Length);
    }
    let (local, domain) = bare.rsplit_once('@').ok_or(EmailError::Shape)?;
    if local.is_empty() || domain.is_empty() {
        return Err(EmailError::Shape);
    }
    let quoted = local.len() > 2 && local.starts_with('"') && local.ends_with('"');
    let stray = |c: char| c.is_control() || c.is_whitespace() || "@,;:<>()[]\\\"".contains(c);
    if (!quoted && local.contains(stray)) || local.chars().any(char::is_control) {
        return Err(EmailError::Character);
    }
    if domain.contains(stray) {
        return Err(EmailError::Character);
    }
    if !quoted && (local.starts_with('.') || local.ends_with('.') || local.contains("..")) {
        return Err(EmailError::Shape);
    }
    let label = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_alphanumeric() || c == '-' || !c.is_ascii())
    };
    if !domain.contains('.') || !domain.split('.').all(label) {
        return Err(EmailError::Domain);
    }
    Ok(bare.to_owned())
}

fn strip_scheme(text: &str) -> &str {
    match text.get(..7) {
        Some(scheme) if scheme.eq_ignore_ascii_case("mailto:") => &text[7..],
        _ => text,
    }
}

/// The form used for matching: lower-case, without surrounding space. Accents stay: they are other mailboxes.
#[must_use]
pub fn fold_email(address: &str) -> String {
    collapse(address).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::{EmailError, fold_email, parse_email};

    #[test]
    fn takes_what_mail_systems_take() {
        for (written, address) in [
            ("a@b.co", "a@b.co"),
            (" Ada.Lovelace+crm@Example.COM ", "Ada.Lovelace+crm@Example.COM"),
            ("Ada <ada@example.com>", "ada@example.com"),
            ("mailto:ada@example.com", "ada@example.com"),
            ("josé@münchen.example", "josé@münchen.example"),
            ("\"a b\"@example.com", "\"a b\"@example.com"),
            ("o'brien@example.ie", "o'brien@example.ie"),
        ] {
            assert_eq!(parse_email(written).as_deref(), Ok(address), "{written}");
        }
    }

    #[test]
    fn says_what_is_wrong() {
        for (written, error) in [
            ("", EmailError::Shape),
            ("ada", EmailError::Shape),
            ("@example.com", EmailError::Shape),
            ("a..b@example.com", EmailError::Shape),
            ("a b@example.com", EmailError::Character),
            ("a@b@example.com", EmailError::Character),
            ("ada@localhost", EmailError::Domain),
            ("ada@-x.com", EmailError::Domain),
            ("ada@example..com", EmailError::Domain),
        ] {
            assert_eq!(parse_email(written), Err(error), "{written}");
        }
        assert_eq!(parse_email(&format!("{}@example.com", "a".repeat(300))), Err(EmailError::Length));
    }

    #[test]
    fn folds_case_and_keeps_accents() {
        assert_eq!(fold_email(" Ada@EXAMPLE.com"), "ada@example.com");
        assert_eq!(fold_email("JOSÉ@example.com"), "josé@example.com");
    }
}
