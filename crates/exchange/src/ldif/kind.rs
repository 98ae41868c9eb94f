//! What an entry is about, by its classes, and by its attributes where it names none.
//!
//! Deliberately absent: schemas of directories; a class that is not known says nothing.

use super::entry::Entry;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Person,
    /// A list of people.
    Group,
    /// A department or a folder of the directory.
    Unit,
    /// A company or a domain.
    Organization,
    /// A computer, a printer, anything else.
    Thing,
    /// A change or a removal of an entry that is not in the file.
    Change,
}

const CLASSES: &[(&str, Kind)] = &[
    ("computer", Kind::Thing),
    ("device", Kind::Thing),
    ("printqueue", Kind::Thing),
    ("applicationprocess", Kind::Thing),
    ("groupofnames", Kind::Group),
    ("groupofuniquenames", Kind::Group),
    ("groupofurls", Kind::Group),
    ("posixgroup", Kind::Group),
    ("group", Kind::Group),
    ("mailgroup", Kind::Group),
    ("evolutionpersonlist", Kind::Group),
    ("person", Kind::Person),
    ("organizationalperson", Kind::Person),
    ("inetorgperson", Kind::Person),
    ("residentialperson", Kind::Person),
    ("newpilotperson", Kind::Person),
    ("pilotperson", Kind::Person),
    ("evolutionperson", Kind::Person),
    ("officeperson", Kind::Person),
    ("mozillaabpersonalpha", Kind::Person),
    ("mozillaabpersonobsolete", Kind::Person),
    ("apple-user", Kind::Person),
    ("contact", Kind::Person),
    ("user", Kind::Person),
    ("organizationalunit", Kind::Unit),
    ("organizationalrole", Kind::Unit),
    ("container", Kind::Unit),
    ("locality", Kind::Unit),
    ("organization", Kind::Organization),
    ("dcobject", Kind::Organization),
    ("domain", Kind::Organization),
    ("domaindns", Kind::Organization),
    ("country", Kind::Organization),
];

/// Attributes that only people have.
const OF_PEOPLE: [&str; 7] = ["sn", "surname", "givenName", "mail", "telephoneNumber", "mobile", "homePhone"];

impl Kind {
    pub(super) fn of(entry: &Entry) -> Self {
        if !matches!(entry.change.as_str(), "" | "add") {
            return Self::Change;
        }
        let classes: Vec<String> = entry.texts("objectClass").map(|class| class.trim().to_lowercase()).collect();
        if let Some((_, kind)) = CLASSES.iter().find(|(name, _)| classes.iter().any(|class| class == name)) {
            return *kind;
        }
        if entry.has("member") || entry.has("uniqueMember") {
            return Self::Group;
        }
        if OF_PEOPLE.iter().any(|name| entry.has(name)) { Self::Person } else { Self::Thing }
    }
}
