//! Who there is who here, where nobody has said so yet: the same person on both sides must not become two.
//!
//! Sure is one who has an e-mail address in common and is not called otherwise, or a phone number and the name, and who
//! is that for nobody else. An address with another name, a name alone, or several who would fit, are for a person to
//! look at: until then neither side is written.

use std::collections::{BTreeMap, BTreeSet};

use satchel_model::{Id, digits, fold, fold_email};
use satchel_remote::{Record, RemoteRef, Values, is_row};
use serde_json::Value;

use crate::Mine;

/// Digits that make a phone number: fewer are an extension that many have.
const NUMBER: usize = 7;

/// Who could be who.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Likeness {
    /// It is this one.
    Sure(Id),
    /// It may be one of these.
    Doubtful(Vec<Id>),
}

/// What a record is known by.
struct Marks {
    name: String,
    emails: BTreeSet<String>,
    phones: BTreeSet<String>,
}

impl Marks {
    fn of(values: &Values) -> Self {
        let text = |key: &str| values.get(key).and_then(Value::as_str).unwrap_or_default();
        let rows = |collection: &'static str| {
            let rows = values.iter().filter(move |(path, _)| is_row(path, collection));
            rows.filter_map(|(_, row)| row.get("value")?.as_str())
        };
        let parts = fold(&format!("{} {}", text("given"), text("family")));
        let name = if parts.is_empty() { fold(text("display")) } else { parts };
        let long = |number: &String| number.len() >= NUMBER;
        Self {
            name,
            emails: rows("emails").map(fold_email).collect(),
            phones: rows("phones").map(digits).filter(long).collect(),
        }
    }

    /// Given and family name: one word is too little to go by.
    fn is_whole(&self) -> bool {
        self.name.contains(' ')
    }
}

/// Looks for each of the records there, none of which has a link, among the records here that have none.
pub(crate) fn alike(there: &[&Record], here: &[&Mine]) -> BTreeMap<RemoteRef, Likeness> {
    let mine: Vec<(Id, Marks)> = here.iter().map(|mine| (mine.id, Marks::of(&mine.values))).collect();
    let mut by_mark: BTreeMap<(&str, String), Vec<usize>> = BTreeMap::new();
    for (at, (_, marks)) in mine.iter().enumerate() {
        let emails = marks.emails.iter().map(|email| ("email", email.clone()));
        let phones = marks.phones.iter().map(|phone| ("phone", phone.clone()));
        let name = marks.is_whole().then(|| ("name", marks.name.clone()));
        for mark in emails.chain(phones).chain(name) {
            by_mark.entry(mark).or_default().push(at);
        }
    }
    let mut strong: BTreeMap<RemoteRef, BTreeSet<usize>> = BTreeMap::new();
    let mut weak: BTreeMap<RemoteRef, BTreeSet<usize>> = BTreeMap::new();
    for record in there {
        let marks = Marks::of(&record.values);
        let with = |mark: &'static str, value: &String| -> Vec<usize> {
            by_mark.get(&(mark, value.clone())).cloned().unwrap_or_default()
        };
        let mut found = |at: usize, sure: bool| {
            let list = if sure { &mut strong } else { &mut weak };
            list.entry(record.reference.clone()).or_default().insert(at);
        };
        let named = |at: usize| mine.get(at).map_or("", |(_, other)| other.name.as_str());
        for at in marks.emails.iter().flat_map(|email| with("email", email)) {
            let other = named(at);
            found(at, other == marks.name || other.is_empty() || marks.name.is_empty());
        }
        for at in marks.phones.iter().flat_map(|phone| with("phone", phone)) {
            if named(at) == marks.name {
                found(at, true);
            }
        }
        if marks.is_whole() {
            with("name", &marks.name).into_iter().for_each(|at| found(at, false));
        }
    }
    let mut claims: BTreeMap<usize, usize> = BTreeMap::new();
    for at in strong.values().flatten() {
        *claims.entry(*at).or_default() += 1;
    }
    let id = |at: &usize| mine.get(*at).map(|(id, _)| *id);
    let mut likenesses = BTreeMap::new();
    let mut taken: BTreeSet<usize> = BTreeSet::new();
    for (reference, fitting) in &strong {
        if let [at] = fitting.iter().collect::<Vec<_>>()[..]
            && claims.get(at) == Some(&1)
            && let Some(id) = id(at)
        {
            taken.insert(*at);
            likenesses.insert(reference.clone(), Likeness::Sure(id));
        }
    }
    for reference in strong.keys().chain(weak.keys()) {
        if likenesses.contains_key(reference) {
            continue;
        }
        let fitting = [strong.get(reference), weak.get(reference)];
        let left: BTreeSet<usize> = fitting.into_iter().flatten().flatten().copied().collect();
        let left: Vec<Id> = left.difference(&taken).filter_map(id).collect();
        if !left.is_empty() {
            likenesses.insert(reference.clone(), Likeness::Doubtful(left));
        }
    }
    likenesses
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use satchel_model::{Entity, Id};
    use satchel_remote::{Record, RemoteRef, Stamp, Values, Version};
    use serde_json::json;

    use super::{Likeness, alike};
    use crate::{Life, Mine};

    fn values(name: &str, email: &str, phone: &str) -> Values {
        let mut values = Values::new();
        if let Some((given, family)) = name.split_once(' ') {
            values.insert("given".into(), json!(given));
            values.insert("family".into(), json!(family));
        }
        for (path, value) in [("emails/1", email), ("phones/1", phone)] {
            if !value.is_empty() {
                values.insert(path.into(), json!({"value": value}));
            }
        }
        values
    }

    fn id(number: u8) -> Id {
        Id::from_parts(1, &[number; 10])
    }

    fn mine(number: u8, values: Values) -> Mine {
        Mine {
            id: id(number),
            kind: Entity::Contact,
            life: Life::Active,
            values,
            modified: Stamp::default(),
            touched: BTreeMap::new(),
            seq: 0,
            locked: BTreeSet::new(),
            hold: None,
        }
    }

    fn record(name: &str, values: Values) -> Record {
        Record {
            reference: RemoteRef::new(Entity::Contact, name),
            version: Version(String::new()),
            key: None,
            identity: None,
            values,
            extra: Values::new(),
            modified: Stamp::default(),
            touched: BTreeMap::new(),
        }
    }

    #[test]
    fn one_person_is_known_and_two_are_not_taken_for_one() {
        type Person = (&'static str, &'static str, &'static str);
        let ada: Person = ("Ada Lovelace", "ada@example.com", "020 7946 0958");
        let cases: [(&[Person], Person, Option<Likeness>); 10] = [
            (&[ada], ("ADA  Lovelace", "Ada@Example.com", ""), Some(Likeness::Sure(id(1)))),
            (&[ada], ("", "ada@example.com", ""), Some(Likeness::Sure(id(1)))),
            (&[ada], ("Ada Lovelace", "", "(020) 79460958"), Some(Likeness::Sure(id(1)))),
            // Somebody else at her address, or her number.
            (&[ada], ("Lord Byron", "ada@example.com", ""), Some(Likeness::Doubtful(vec![id(1)]))),
            (&[ada], ("Lord Byron", "", "020 7946 0958"), None),
            // A name is not enough, and less is nothing.
            (&[ada], ("Ada Lovelace", "other@example.com", ""), Some(Likeness::Doubtful(vec![id(1)]))),
            (&[("Ada Lovelace", "", "123")], ("Ada Byron", "", "123"), None),
            (&[ada], ("Grace Hopper", "grace@example.com", ""), None),
            // Two would fit.
            (&[ada, ada], ("Ada Lovelace", "ada@example.com", ""), Some(Likeness::Doubtful(vec![id(1), id(2)]))),
            // The one who fits better is taken, and the namesake is nobody's.
            (&[ada, ("Ada Lovelace", "", "")], ("Ada Lovelace", "ada@example.com", ""), Some(Likeness::Sure(id(1)))),
        ];
        for (here, (name, email, phone), wanted) in cases {
            let here: Vec<Mine> = (1..)
                .zip(here)
                .map(|(number, (name, email, phone))| mine(number, values(name, email, phone)))
                .collect();
            let there = record("r", values(name, email, phone));
            let mut found = alike(&[&there], &here.iter().collect::<Vec<_>>());
            assert_eq!(found.remove(&there.reference), wanted, "{name} {email} {phone}");
        }
    }

    #[test]
    fn two_there_who_fit_one_here_are_for_a_person() {
        let here = mine(1, values("Ada Lovelace", "ada@example.com", ""));
        let two = ["r1", "r2"].map(|name| record(name, values("Ada Lovelace", "ada@example.com", "")));
        let found = alike(&[&two[0], &two[1]], &[&here]);
        assert_eq!(found.len(), 2);
        assert!(found.values().all(|likeness| *likeness == Likeness::Doubtful(vec![id(1)])));
    }
}
