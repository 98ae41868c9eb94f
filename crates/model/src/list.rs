//! Lists of contacts: the kinds there are, and with which status somebody can be on one.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What kind a list is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ListKind {
    /// Whom somebody put on it.
    Static,
    /// Whom a filter means, at any time.
    Dynamic,
    /// Whom somebody put on it, each with a status of its own words.
    Campaign,
    /// Who is invited, accepted, attended or did not come.
    Event,
    /// Whom a filter means, with who entered and who left on each day.
    Segment,
}

const WORDS: [(ListKind, &str); 5] = [
    (ListKind::Static, "static"),
    (ListKind::Dynamic, "dynamic"),
    (ListKind::Campaign, "campaign"),
    (ListKind::Event, "event"),
    (ListKind::Segment, "segment"),
];

/// The statuses of an event, in their order.
pub const EVENT_STATUSES: [&str; 4] = ["invited", "accepted", "attended", "no-show"];

impl ListKind {
    /// The stored word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        WORDS.into_iter().find(|(kind, _)| *kind == self).map_or("static", |(_, word)| word)
    }

    /// Reads the stored word; `None` when a newer version wrote it.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        WORDS.into_iter().find(|(_, other)| *other == word).map(|(kind, _)| kind)
    }

    /// Whether a filter says who is on it.
    #[must_use]
    pub const fn follows_filter(self) -> bool {
        matches!(self, Self::Dynamic | Self::Segment)
    }

    /// The status as it is kept; the first one for an empty text.
    ///
    /// # Errors
    /// What may be said, when it is not among it.
    pub fn status(self, typed: &str) -> Result<String, String> {
        let typed = crate::collapse(typed);
        match self {
            Self::Static if typed.is_empty() => Ok(typed),
            Self::Static => Err("a static list has no statuses; make a campaign or an event".to_owned()),
            Self::Dynamic | Self::Segment => Err("a filter says who is on this list".to_owned()),
            Self::Campaign if typed.is_empty() => Ok("planned".to_owned()),
            Self::Campaign if typed.chars().count() > 100 => Err("a status has at most 100 characters".to_owned()),
            Self::Campaign => Ok(typed),
            Self::Event if typed.is_empty() => Ok(EVENT_STATUSES[0].to_owned()),
            Self::Event => {
                let folded = crate::fold(&typed).replace([' ', '_'], "-");
                let known = EVENT_STATUSES.into_iter().find(|status| *status == folded);
                known.map(str::to_owned).ok_or_else(|| format!("an event knows {}", EVENT_STATUSES.join(", ")))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{ListKind, WORDS};

    #[test]
    fn each_kind_has_its_word_and_its_statuses() {
        for (kind, word) in WORDS {
            assert_eq!(ListKind::from_word(kind.as_str()), Some(kind));
            assert_eq!(serde_json::to_value(kind).unwrap(), word);
        }
        assert_eq!(ListKind::Event.status("No show"), Ok("no-show".to_owned()));
        assert_eq!(ListKind::Event.status(""), Ok("invited".to_owned()));
        assert!(ListKind::Event.status("maybe").unwrap_err().contains("accepted"));
        assert_eq!(ListKind::Campaign.status(" called  twice "), Ok("called twice".to_owned()));
        assert!(ListKind::Static.status("x").is_err());
        assert!(ListKind::Dynamic.status("").is_err());
    }
}
