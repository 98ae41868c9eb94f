//! Lists of people: who is on which.
//!
//! Members are named by their place in the directory. So many memberships are kept that memory stays within measure.
//! Deliberately absent: groups within groups.

use std::collections::HashMap;

use super::entry::Entry;
use super::kind::Kind;

/// Memberships kept.
const MOST: usize = 500_000;

#[derive(Default)]
pub(super) struct Groups {
    names: Vec<String>,
    /// Which lists a name is on.
    members: HashMap<String, Vec<usize>>,
    count: usize,
}

impl Groups {
    pub(super) fn learn(&mut self, kind: Kind, entry: &Entry) {
        let Some(name) = entry.texts("cn").next().map(str::trim).filter(|name| kind == Kind::Group && !name.is_empty())
        else {
            return;
        };
        let members = entry.texts("member").chain(entry.texts("uniqueMember"));
        let place = self.names.len();
        let before = self.count;
        for member in members {
            if self.count >= MOST {
                break;
            }
            self.members.entry(normal(member)).or_default().push(place);
            self.count += 1;
        }
        if self.count > before {
            self.names.push(name.to_owned());
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// The lists that an entry is on.
    pub(super) fn of(&self, entry: &Entry) -> Vec<&str> {
        let places = self.members.get(&normal(&entry.name)).map(Vec::as_slice).unwrap_or_default();
        places.iter().filter_map(|place| self.names.get(*place)).map(String::as_str).collect()
    }
}

/// A name in the directory as it is compared: without capitals, and without spaces around its separators.
fn normal(name: &str) -> String {
    let parts: Vec<&str> = name.split(',').map(str::trim).collect();
    parts.join(",").to_lowercase()
}
