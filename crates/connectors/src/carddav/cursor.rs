//! Where a reader of a book stands.
//!
//! Two kinds of servers, two kinds of places. One that tells changes has tokens: a round reads what changed since one
//! token and ends at the token that its first listing named, so that what changes while it is read comes again with the
//! next. One that does not has the state of the book and a short digest of each card's version: a round compares them
//! with a listing of everything, takes over what it has told, and ends when nothing differs; a card that is missing from
//! the listing is gone. The first is short, the second grows with the book.

use std::collections::BTreeMap;

use satchel_remote::{Cursor, Halt};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// Listings of one round that the server cuts short: whoever sends more does not end.
const MOST_PARTS: u32 = 10_000;

/// A place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Place {
    /// Of a server that tells changes.
    Since(Since),
    /// Of a server that does not.
    Compared(Compared),
}

/// Behind a token.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Since {
    /// The token; none at the very beginning.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) token: Option<String>,
    /// In the middle of what changed since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) within: Option<Within>,
    /// What came before it in this round.
    #[serde(default, skip_serializing_if = "Parts::is_none")]
    pub(super) parts: Parts,
}

/// In the middle of a listing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Within {
    /// The token at which it ends.
    pub(super) until: String,
    /// The name that was told last; all before it were.
    pub(super) after: String,
}

/// Listings that were cut short, one after the other.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Parts {
    count: u32,
    /// The token of the last part whose number is a power of two: who meets it again goes in a circle.
    mark: String,
}

impl Parts {
    fn is_none(&self) -> bool {
        self.count == 0
    }

    /// Goes behind a part that ends at this token.
    pub(super) fn step(&self, from: Option<&str>, until: &str) -> Result<Self, Halt> {
        let count = self.count + 1;
        if from == Some(until) || (self.count > 0 && self.mark == until) {
            return Err(Halt::Nonsense("a listing that goes in a circle"));
        }
        if count > MOST_PARTS {
            return Err(Halt::Nonsense("a listing without an end"));
        }
        let mark = if count.is_power_of_two() { until.to_owned() } else { self.mark.clone() };
        Ok(Self { count, mark })
    }
}

/// What is known of a book that has to be compared.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Compared {
    /// The state of the book when it was compared to the end; empty where the server has none, and within a round.
    pub(super) state: String,
    /// Whether there is more to compare.
    pub(super) within: bool,
    /// Digests of versions by name.
    pub(super) cards: BTreeMap<String, String>,
}

impl Place {
    /// The place of a cursor; the beginning without one.
    pub(super) fn of(cursor: Option<&Cursor>, tells_changes: bool) -> Result<Self, Halt> {
        let place = match cursor {
            Some(cursor) => serde_json::from_value(cursor.0.clone()).map_err(|_| Halt::CursorLost)?,
            None if tells_changes => Self::Since(Since::default()),
            None => Self::Compared(Compared::default()),
        };
        // A server that has learnt to tell changes, or forgotten how, is read anew.
        if matches!(place, Self::Since(_)) == tells_changes { Ok(place) } else { Err(Halt::CursorLost) }
    }

    pub(super) fn cursor(self) -> Result<Cursor, Halt> {
        serde_json::to_value(self).map(Cursor).map_err(|_| Halt::CursorLost)
    }
}

/// A version in sixteen digits.
pub(super) fn digest(tag: &str) -> String {
    Sha256::digest(tag).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use satchel_remote::{Cursor, Halt};
    use serde_json::json;

    use super::{Parts, Place, Since};

    fn walk(tokens: impl IntoIterator<Item = String>) -> Result<usize, Halt> {
        let (mut parts, mut from, mut steps) = (Parts::default(), None::<String>, 0);
        for token in tokens {
            parts = parts.step(from.as_deref(), &token)?;
            (from, steps) = (Some(token), steps + 1);
        }
        Ok(steps)
    }

    #[test]
    fn a_listing_in_parts_ends_or_is_refused() {
        assert_eq!(walk((0..5_000).map(|at| at.to_string())), Ok(5_000));
        for period in [1, 2, 3, 7, 100] {
            let circle = (0..10_000).map(|at| (at % period).to_string());
            assert_eq!(walk(circle), Err(Halt::Nonsense("a listing that goes in a circle")), "{period}");
        }
        assert_eq!(walk((0..20_000).map(|at| at.to_string())), Err(Halt::Nonsense("a listing without an end")));
    }

    #[test]
    fn a_cursor_of_another_kind_is_lost() {
        let since = Place::Since(Since { token: Some("t:1".into()), ..Since::default() });
        let cursor = since.clone().cursor().unwrap();
        assert_eq!(cursor.0, json!({"since": {"token": "t:1"}}));
        assert_eq!(Place::of(Some(&cursor), true), Ok(since));
        assert_eq!(Place::of(Some(&cursor), false), Err(Halt::CursorLost));
        assert_eq!(Place::of(Some(&Cursor(json!(7))), true), Err(Halt::CursorLost));
    }
}
