//! Web pages and profiles in a cell.
//!
//! A link has no white space in it and a dot or a scheme; handles of services that have one page per handle become
//! that page. Deliberately absent: whether anything answers there.

/// Longest link that is kept, in bytes: what browsers accept everywhere.
const LONGEST: usize = 2_000;

/// Reads the links of a cell.
pub(crate) fn parse_links(text: &str, label: &str, mut found: impl FnMut(String)) -> Result<(), &'static str> {
    if let Some(page) = page_of_handle(text, label) {
        found(page);
        return Ok(());
    }
    let pieces = || {
        let bare = |piece| str::trim_matches(piece, [',', ';', '<', '>', '"']);
        text.split_whitespace().map(bare).filter(|piece| !piece.is_empty() && *piece != ":::")
    };
    if pieces().next().is_none() || !pieces().all(is_link) {
        return Err("not a web address");
    }
    pieces().for_each(|piece| found(piece.to_owned()));
    Ok(())
}

/// Whether a text can be a web address.
pub(crate) fn is_link(text: &str) -> bool {
    if text.len() > LONGEST || text.contains('@') && !text.contains("://") {
        return false;
    }
    let rest = match text.split_once(':') {
        Some((scheme, rest))
            if !scheme.is_empty() && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'+') =>
        {
            return rest.trim_start_matches('/').chars().any(char::is_alphanumeric);
        }
        _ => text,
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let last = host.rsplit('.').next().unwrap_or_default();
    host.contains('.')
        && !host.contains("..")
        && !host.starts_with('.')
        && last.chars().count() >= 2
        && last.chars().all(|c| c.is_alphanumeric() || c == '-')
        && !last.chars().all(|c| c.is_ascii_digit())
}

/// The label of a link that nobody has labelled.
pub(crate) fn label_of(link: &str) -> &'static str {
    const SITES: [(&str, &str); 8] = [
        ("linkedin.com", "linkedin"),
        ("twitter.com", "twitter"),
        ("x.com", "twitter"),
        ("github.com", "github"),
        ("facebook.com", "facebook"),
        ("instagram.com", "instagram"),
        ("xing.com", "xing"),
        ("youtube.com", "youtube"),
    ];
    let rest = link.split_once("://").map_or(link, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#', ':']).next().unwrap_or_default();
    let is = |site: &str| {
        host.len() >= site.len()
            && host.get(host.len() - site.len()..).is_some_and(|end| end.eq_ignore_ascii_case(site))
            && (host.len() == site.len() || host.as_bytes()[host.len() - site.len() - 1] == b'.')
    };
    SITES.iter().find(|(site, _)| is(site)).map_or("website", |(_, label)| label)
}

fn page_of_handle(text: &str, label: &str) -> Option<String> {
    let handle = text.strip_prefix('@').unwrap_or(text);
    let plain = !handle.is_empty() && handle.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    match label {
        _ if !plain => None,
        "twitter" => Some(format!("https://x.com/{handle}")),
        "linkedin" => Some(format!("https://www.linkedin.com/in/{handle}")),
        "github" => Some(format!("https://github.com/{handle}")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{is_link, label_of, parse_links};

    #[test]
    fn knows_links() {
        for text in ["https://example.com/a?b=c", "example.com", "www.example.co.uk/", "skype:ada", "münchen.example"]
        {
            assert!(is_link(text), "{text}");
        }
        for text in ["ada", "a@example.com", "1.5", "192.168", "...", "see page", "http://", "x..y"] {
            assert!(!text.split_whitespace().all(is_link), "{text}");
        }
    }

    #[test]
    fn takes_cells_apart() {
        let mut found = Vec::new();
        assert_eq!(parse_links("https://a.example ::: b.example", "", |link| found.push(link)), Ok(()));
        assert_eq!(found, ["https://a.example", "b.example"]);
        assert!(parse_links("ask her", "", |_| ()).is_err());
        let mut page = String::new();
        assert_eq!(parse_links("@ada_l", "twitter", |link| page = link), Ok(()));
        assert_eq!(page, "https://x.com/ada_l");
    }

    #[test]
    fn labels_by_site() {
        assert_eq!(label_of("https://www.linkedin.com/in/ada"), "linkedin");
        assert_eq!(label_of("https://X.com/ada"), "twitter");
        assert_eq!(label_of("https://netflix.com"), "website");
        assert_eq!(label_of("é"), "website");
    }
}
