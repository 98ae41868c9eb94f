//! Social and messaging profiles: a handle and a URL are two ways of writing one thing.
//!
//! What is kept is the URL; network and handle are read off it, so that they cannot fall out of step. A network that is
//! not listed is a web page like any other.

use crate::{collapse, digits};

/// A network in which people have profiles.
#[derive(Debug)]
pub struct Network {
    /// Its key, which is the label of its links.
    pub key: &'static str,
    /// Hosts of its addresses, without `www.`; the first is the one that is written.
    hosts: &'static [&'static str],
    /// What stands between host and handle, with the slashes.
    before: &'static str,
    /// Other ways in which that is written.
    also: &'static [&'static str],
    handles: Handles,
}

/// What handles look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Handles {
    /// Letters, digits, `.`, `-` and `_`, written with or without an `@`.
    Name,
    /// A phone number: digits with the country.
    Number,
}

/// The networks that are known by name.
pub const NETWORKS: &[Network] = &[
    name("linkedin", &["linkedin.com"], "/in/", &["/pub/"]),
    name("xing", &["xing.com"], "/profile/", &["/people/"]),
    name("x", &["x.com", "twitter.com"], "/", &[]),
    name("facebook", &["facebook.com", "fb.com", "m.facebook.com"], "/", &[]),
    name("instagram", &["instagram.com"], "/", &[]),
    name("github", &["github.com"], "/", &[]),
    name("youtube", &["youtube.com"], "/@", &["/user/", "/c/"]),
    name("tiktok", &["tiktok.com"], "/@", &[]),
    name("bluesky", &["bsky.app"], "/profile/", &[]),
    name("telegram", &["t.me", "telegram.me"], "/", &[]),
    Network {
        key: "whatsapp",
        hosts: &["wa.me", "api.whatsapp.com"],
        before: "/",
        also: &["/send?phone="],
        handles: Handles::Number,
    },
];

const fn name(
    key: &'static str,
    hosts: &'static [&'static str],
    before: &'static str,
    also: &'static [&'static str],
) -> Network {
    Network { key, hosts, before, also, handles: Handles::Name }
}

/// A link as a profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// The network's key.
    pub network: &'static str,
    /// The handle, without `@`.
    pub handle: String,
}

/// The profile that a URL leads to; `None` for any other page.
#[must_use]
pub fn profile_of(url: &str) -> Option<Profile> {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let (host, path) = rest.split_at(rest.find('/')?);
    let host = host.to_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    // A language or a country before the host: de.linkedin.com.
    let same = |known: &&str| {
        host == *known || host.strip_suffix(*known).is_some_and(|front| front.len() == 3 && front.ends_with('.'))
    };
    let network = NETWORKS.iter().find(|network| network.hosts.iter().any(same))?;
    let handle = network.also.iter().chain([&network.before]).find_map(|before| path.strip_prefix(before))?;
    let handle = handle.split(['/', '?', '#', '&']).next().unwrap_or_default();
    let handle = network.handle(handle)?;
    Some(Profile { network: network.key, handle })
}

/// The network of a label.
#[must_use]
pub fn network(key: &str) -> Option<&'static Network> {
    let key = key.to_lowercase();
    let key = if key == "twitter" { "x" } else { key.as_str() };
    NETWORKS.iter().find(|network| network.key == key)
}

impl Network {
    /// The URL of a handle, typed with or without `@`; `None` when it cannot be one.
    #[must_use]
    pub fn url(&self, handle: &str) -> Option<String> {
        let host = self.hosts.first()?;
        let www = if ["linkedin", "xing", "facebook", "instagram", "youtube", "tiktok"].contains(&self.key) {
            "www."
        } else {
            ""
        };
        Some(format!("https://{www}{host}{}{}", self.before, self.handle(handle)?))
    }

    fn handle(&self, text: &str) -> Option<String> {
        let text = collapse(text);
        let text = text.trim_start_matches('@');
        match self.handles {
            Handles::Number => {
                let number = digits(text);
                let only = text.chars().all(|c| c.is_ascii_digit() || "+ -().".contains(c));
                (only && (7..=15).contains(&number.len())).then_some(number)
            }
            Handles::Name => {
                let fits = |c: char| c.is_alphanumeric() || ".-_%".contains(c);
                (!text.is_empty() && text.len() <= 100 && text.chars().all(fits)).then(|| text.to_owned())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{NETWORKS, network, profile_of};

    #[test]
    fn a_url_tells_network_and_handle() {
        for (url, found, handle) in [
            ("https://www.linkedin.com/in/ada-lovelace/", "linkedin", "ada-lovelace"),
            ("https://de.linkedin.com/in/ada-lovelace?trk=x", "linkedin", "ada-lovelace"),
            ("http://linkedin.com/pub/ada/1/2/3", "linkedin", "ada"),
            ("https://twitter.com/ada", "x", "ada"),
            ("x.com/@ada", "x", "ada"),
            ("https://wa.me/442079460958", "whatsapp", "442079460958"),
            ("https://api.whatsapp.com/send?phone=442079460958&text=hi", "whatsapp", "442079460958"),
            ("https://t.me/ada", "telegram", "ada"),
            ("https://www.youtube.com/@ada", "youtube", "ada"),
            ("https://github.com/ada", "github", "ada"),
        ] {
            let profile = profile_of(url).unwrap();
            assert_eq!((profile.network, profile.handle.as_str()), (found, handle), "{url}");
        }
    }

    #[test]
    fn other_pages_are_no_profiles() {
        for url in [
            "https://example.com/in/ada",
            "https://linkedin.com",
            "https://www.linkedin.com/company/engines",
            "https://notlinkedin.com/in/ada",
            "https://wa.me/ada",
            "https://github.com/",
            "",
        ] {
            assert_eq!(profile_of(url), None, "{url}");
        }
    }

    #[test]
    fn a_handle_makes_the_url_that_tells_it_again() {
        for known in NETWORKS {
            let typed = if known.key == "whatsapp" { "+44 20 7946 0958" } else { "@ada.lovelace" };
            let url = known.url(typed).unwrap();
            let profile = profile_of(&url).unwrap();
            assert_eq!(profile.network, known.key, "{url}");
            assert_eq!(known.url(&profile.handle), Some(url));
        }
        assert_eq!(network("Twitter").unwrap().key, "x");
        assert_eq!(network("linkedin").unwrap().url("not a handle"), None);
        assert!(network("website").is_none());
    }
}
