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

    use super::{resolve, resolve_member, same_place};

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
    fn one_place_has_many_addresses() {
        let at = |path: &str| resolve(&base(), path).unwrap();
        assert!(same_place(&at("/ada/book"), &at("/ada/book/")));
        assert!(same_place(&at("/a%64a/b%6Fok/"), &at("/ada/book/")));
        assert!(!same_place(&at("/ada/book/1"), &at("/ada/book/2")));
    }
}
