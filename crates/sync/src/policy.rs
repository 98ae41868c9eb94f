//! Who wins where both sides changed the same thing.

use std::collections::BTreeMap;

use satchel_remote::split_row;
use serde::{Deserialize, Serialize};

use crate::{Guard, Mine, STATE};

/// What decides when both sides changed a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Policy {
    /// The later change; a person, when nobody can tell which it is.
    Newest,
    /// This vault.
    Mine,
    /// The remote.
    Theirs,
    /// A person.
    Ask,
}

/// Which way changes go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// Both ways.
    #[default]
    Both,
    /// Here only: nothing is ever sent.
    Here,
    /// There only: nothing of what is there is written here.
    There,
}

/// The rules of an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rules {
    /// By key of a field or collection.
    pub fields: BTreeMap<String, Policy>,
    /// Of all other fields.
    pub otherwise: Policy,
    /// Of records that one side ended and the other changed.
    pub life: Policy,
    /// How many records may vanish before a person is asked.
    pub guard: Guard,
    /// Which way changes go.
    #[serde(default)]
    pub direction: Direction,
    /// Folded name of a tag: of records without a link only those that have it are sent. Empty for all.
    #[serde(default)]
    pub tag: String,
}

impl Default for Rules {
    /// The later change wins, but for free text and for whole records, where a person has to look.
    fn default() -> Self {
        Self {
            fields: BTreeMap::from([("notes".to_owned(), Policy::Ask)]),
            otherwise: Policy::Newest,
            life: Policy::Ask,
            guard: Guard::default(),
            direction: Direction::Both,
            tag: String::new(),
        }
    }
}

impl Rules {
    /// Whether a record that has no link yet is to be sent.
    #[must_use]
    pub fn takes(&self, mine: &Mine) -> bool {
        let tagged = || mine.values.contains_key(&satchel_remote::row_path("tags", &self.tag));
        self.direction != Direction::Here && (self.tag.is_empty() || tagged())
    }

    /// What a person made a rule: by key of a field or collection, or [`STATE`] for whole records, in this order.
    #[must_use]
    pub fn made(&self) -> Vec<(&str, Policy)> {
        let usual = Self::default();
        let fields = self.fields.iter().filter(|(key, policy)| usual.policy(key) != **policy);
        let life = (self.life != usual.life).then_some((STATE, self.life));
        fields.map(|(key, policy)| (key.as_str(), *policy)).chain(life).collect()
    }

    /// Makes a policy the rule for a path, of a row for its collection.
    pub fn make(&mut self, path: &str, policy: Policy) {
        if path == STATE {
            self.life = policy;
        } else {
            let key = split_row(path).map_or(path, |(collection, _)| collection);
            self.fields.insert(key.to_owned(), policy);
        }
    }

    /// Takes a rule back: what is usual decides again. Whether there was one.
    pub fn take_back(&mut self, key: &str) -> bool {
        let known = self.made().iter().any(|(made, _)| *made == key);
        let usual = Self::default();
        if known && key == STATE {
            self.life = usual.life;
        } else if known {
            match usual.fields.get(key) {
                Some(policy) => self.fields.insert(key.to_owned(), *policy),
                None => self.fields.remove(key),
            };
        }
        known
    }

    /// The policy of a path; a row has that of its collection.
    #[must_use]
    pub fn policy(&self, path: &str) -> Policy {
        let key = split_row(path).map_or(path, |(collection, _)| collection);
        self.fields.get(key).copied().unwrap_or(self.otherwise)
    }
}

#[cfg(test)]
mod tests {
    use super::{Policy, Rules};
    use crate::STATE;

    #[test]
    fn a_rule_is_made_listed_and_taken_back() {
        let mut rules = Rules::default();
        assert_eq!(rules.made(), []);
        rules.make("emails/1", Policy::Mine);
        rules.make("notes", Policy::Theirs);
        rules.make(STATE, Policy::Mine);
        assert_eq!(rules.made(), [("emails", Policy::Mine), ("notes", Policy::Theirs), (STATE, Policy::Mine)]);
        assert!(rules.take_back("notes") && rules.take_back("emails") && rules.take_back(STATE));
        assert!(!rules.take_back("notes"), "it is as usual already");
        assert_eq!(rules, Rules::default());
    }
}
