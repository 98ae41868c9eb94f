//! Addresses that a server names: resolved, and refused where they lead elsewhere.
//!
//! An address is the server's and opaque: it is kept as written and compared decoded, because servers encode it now so,
//! now otherwise. Deliberately absent: making addresses up.

use url::Url;

use super::DavError;

/// An address as an answer to `base` names it.
///
/// # Errors
/// When it is none, leads to another scheme, host or port, holds credentials, or climbs with `..`.
pub fn resolve(base: &Url, named: &str) -> Result<Url, DavError> {
    let named = named.trim();
    let path = named.split(['?', '#']).next().unwrap_or_default();
    let climbs = path.split(['/', '\\']).map(decoded).any(|part| part == b".." || part == b".");
    let hides = decoded(path).iter().any(|byte| byte.is_ascii_control() || *byte == b'\\') || encoded_slash(path);
    if named.is_empty() || climbs || hides {
        return Err(DavError::Elsewhere);
    }
    let url = base.join(named).map_err(|_| DavError::Elsewhere)?;
    let same = url.origin() == base.origin() && url.username().is_empty() && url.password().is_none();
    if same && matches!(url.scheme(), "https" | "http") { Ok(url) } else { Err(DavError::Elsewhere) }
}

/// An address of something in a collection.
pub(super) fn resolve_member(collection: &Url, named: &str) -> Result<Url, DavError> {
    let url = resolve(collection, named)?;
    let (inside, outside) = (decoded(url.path()), folder(collection));
    if inside.len() > outside.len() && inside.starts_with(&outside) { Ok(url) } else { Err(DavError::Elsewhere) }
}

/// What a card is called in its book: the last part of its address in one spelling, however a server encodes it.
pub(super) fn name_in(book: &Url, card: &Url) -> Option<String> {
    let (inside, outside) = (decoded(card.path()), folder(book));
    let name = inside.strip_prefix(&*outside).filter(|name| !name.is_empty() && !name.contains(&b'/'))?;
    let mut written = String::with_capacity(name.len());
    for &byte in name {
        if byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@".contains(&byte) {
            written.push(char::from(byte));
        } else {
            written.push_str(&format!("%{byte:02X}"));
        }
    }
    (card.query().is_none()).then_some(written)
}

/// The address of a card of this name; none where the name leads out of the book.
pub(super) fn card_at(book: &Url, name: &str) -> Option<Url> {
    let mut folder = book.clone();
    folder.set_query(None);
    if !folder.path().ends_with('/') {
        folder.set_path(&format!("{}/", folder.path()));
    }
    let url = resolve_member(&folder, &format!("{}{name}", folder.path())).ok()?;
    (name_in(book, &url).as_deref() == Some(name)).then_some(url)
}

/// Whether two addresses are of one place, however they are encoded and whether or not they end in `/`.
#[must_use]
pub fn same_place(one: &Url, other: &Url) -> bool {
    one.origin() == other.origin() && folder(one) == folder(other) && one.query() == other.query()
}

/// The decoded path with a `/` behind it.
fn folder(url: &Url) -> Vec<u8> {
    let mut path = decoded(url.path());
    if !path.ends_with(b"/") {
        path.push(b'/');
    }
    path
}

/// `%2F` in a name would be a folder to whoever decodes it first.
fn encoded_slash(path: &str) -> bool {
    path.to_ascii_lowercase().contains("%2f")
}

fn decoded(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let digit = |at: usize| after.get(at).and_then(|digit| char::from(*digit).to_digit(16));
        match (byte, digit(0), digit(1)) {
            (b'%', Some(high), Some(low)) => {
                bytes.extend(u8::try_from(high * 16 + low));
                rest = &after[2..];
            }
            _ => {
                bytes.push(byte);
                rest = after;
            }
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use url::Url;

    use super::{card_at, name_in, resolve, resolve_member, same_place};

    fn base() -> Url {
        Url::parse("https://dav.example:8443/ada/book/").unwrap()
    }

    #[test]
    fn takes_what_servers_name() {
        for (named, path) in [
            ("/ada/book/1.vcf", "/ada/book/1.vcf"),
            ("1.vcf", "/ada/book/1.vcf"),
            ("https://dav.example:8443/ada/book/1.vcf", "/ada/book/1.vcf"),
            (" /ada/book/a%20b.vcf\n", "/ada/book/a%20b.vcf"),
            ("/ada/book/a b.vcf", "/ada/book/a%20b.vcf"),
            ("/ada/book/a..b.vcf", "/ada/book/a..b.vcf"),
        ] {
            assert_eq!(resolve_member(&base(), named).unwrap().path(), path, "{named}");
        }
    }

    #[test]
    fn refuses_what_leads_elsewhere() {
        for named in [
            "",
            "https://evil.example/ada/book/1.vcf",
            "//evil.example/ada/book/1.vcf",
            "http://dav.example:8443/ada/book/1.vcf",
            "https://dav.example/ada/book/1.vcf",
            "https://ada:secret@dav.example:8443/ada/book/1.vcf",
            "/ada/book/../other/1.vcf",
            "/ada/book/%2e%2E/other/1.vcf",
            "/ada/book/..%2Fother/1.vcf",
            "/ada/book/a%2fb.vcf",
            "\\\\evil.example\\1.vcf",
            "/ada/book/a%0d%0ab.vcf",
            "file:///etc/passwd",
            "javascript:1",
            "mailto:a@b.example",
        ] {
            assert!(resolve(&base(), named).is_err(), "{named}");
        }
        for named in ["/ada/bookish/1.vcf", "/bo/book/1.vcf", "/ada/book/", "/"] {
            assert!(resolve_member(&base(), named).is_err(), "{named}");
        }
    }

    #[test]
    fn a_card_has_one_name() {
        let name = |named: &str| name_in(&base(), &resolve_member(&base(), named).unwrap());
        for (named, is) in [
            ("1.vcf", Some("1.vcf")),
            ("/%61da/book/%31.vcf", Some("1.vcf")),
            ("ada%40home.vcf", Some("ada@home.vcf")),
            ("a b%25.vcf", Some("a%20b%25.vcf")),
            ("ä.vcf", Some("%C3%A4.vcf")),
            ("sub/1.vcf", None),
            ("/ada/book//1.vcf", None),
            ("1.vcf?x=1", None),
        ] {
            assert_eq!(name(named).as_deref(), is, "{named}");
            if let Some(name) = is {
                assert_eq!(name_in(&base(), &card_at(&base(), name).unwrap()).as_deref(), Some(name));
            }
        }
        let bare = Url::parse("https://dav.example/ada/book?x=1").unwrap();
        assert_eq!(card_at(&bare, "1.vcf").unwrap().as_str(), "https://dav.example/ada/book/1.vcf");
        for name in ["", "..", "../x", "a/b", "/x", "//evil.example/x", "%2e%2e", "a%2Fb", "x?y", "x#y", "a b"] {
            assert_eq!(card_at(&base(), name), None, "{name}");
        }
    }

    #[test]
    fn one_place_has_many_addresses() {
        let at = |path: &str| resolve(&base(), path).unwrap();
        assert!(same_place(&at("/ada/book"), &at("/ada/book/")));
        assert!(same_place(&at("/a%64a/b%6Fok/"), &at("/ada/book/")));
        assert!(!same_place(&at("/ada/book/1"), &at("/ada/book/2")));
    }
}
