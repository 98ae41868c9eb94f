//! A new card out of what is known: vCard 3.0 or 4.0.
//!
//! What is written is read as the same [`Card`]. Control characters but tab and line break have no place in a card and
//! are left out, a phone's E.164 is derived anew, a birth in the year 1604 loses its year, because that is how Apple
//! says that there is none. Deliberately absent: changing a card that is there (`rewrite`).

use super::card::Card;
use super::encoded::quote_printable;
use super::fold::{push_folded, push_soft_broken};
use super::label::write_own_label;
use super::param::write_param;
use super::property::{Property, member, slot_property, tags};
use super::row::write::row_property;
use super::row::{NOUNS, rows};
use super::slot::Slot;
use super::text::escape;
use super::version::Version;

/// Slots in the order in which people read them.
const ORDER: [Slot; 22] = [
    Slot::Kind,
    Slot::Uid,
    Slot::FormattedName,
    Slot::Name,
    Slot::PhoneticGiven,
    Slot::PhoneticMiddle,
    Slot::PhoneticFamily,
    Slot::Nickname,
    Slot::Maiden,
    Slot::Organization,
    Slot::PhoneticCompany,
    Slot::Title,
    Slot::Role,
    Slot::Birthday,
    Slot::TimeZone,
    Slot::Language,
    Slot::Notes,
    Slot::Photo,
    Slot::Source,
    Slot::Owner,
    Slot::Rest,
    Slot::Revised,
];

impl Card {
    /// Writes it as a card of its own, with CRLF behind each line. vCard 2.1 is not written: a 3.0 comes out.
    #[must_use]
    pub fn write(&self, version: Version) -> Vec<u8> {
        let version = if version == Version::V4 { Version::V4 } else { Version::V3 };
        let mut to = Sheet::new(version, b"\r\n".to_vec(), 0);
        to.plain("BEGIN", "VCARD");
        to.plain("VERSION", version.name());
        for slot in ORDER {
            if let Some(property) = slot_property(self, slot, version) {
                to.property(&property);
            }
        }
        for noun in NOUNS {
            let rows = rows(self, noun);
            for (at, row) in rows.iter().enumerate() {
                let property = row_property(row, version);
                to.property(&if at == 0 && rows.len() > 1 { preferred(property, version) } else { property });
            }
        }
        if let Some(property) = tags(&self.contact.tags) {
            to.property(&property);
        }
        for uid in &self.members {
            to.property(&member(uid, version));
        }
        to.plain("END", "VCARD");
        to.bytes
    }
}

/// The parameter that makes a property the preferred one of its list.
pub(crate) fn preferred(property: Property, version: Version) -> Property {
    match version {
        Version::V4 => property.with("PREF", "1"),
        _ => property.with("TYPE", "pref"),
    }
}

/// Lines while they are written.
pub(crate) struct Sheet {
    pub(crate) bytes: Vec<u8>,
    version: Version,
    end: Vec<u8>,
    /// Number of the last group.
    group: u32,
}

impl Sheet {
    /// `end` is behind each line, `group` the highest number of a group that is taken.
    pub(crate) fn new(version: Version, end: Vec<u8>, group: u32) -> Self {
        Self { bytes: Vec::new(), version, end, group }
    }

    fn plain(&mut self, head: &str, value: &str) {
        push_folded(&mut self.bytes, head.as_bytes(), value.as_bytes(), &self.end);
    }

    /// Writes a property, and its label where that needs a line of its own.
    pub(crate) fn property(&mut self, property: &Property) {
        let group = property.own_label.as_ref().map(|_| self.next_group());
        let mut head = group.as_ref().map_or_else(String::new, |group| format!("{group}."));
        head.push_str(&property.name);
        push_params(&mut head, &property.params, self.version);
        self.value(head, &property.value);
        if let (Some(group), Some(label)) = (group, &property.own_label) {
            self.own_label(&group, label);
        }
    }

    /// Writes a head and an escaped value; vCard 2.1 has what is not ASCII, and several lines, in quoted-printable.
    pub(crate) fn value(&mut self, mut head: String, escaped: &str) {
        if self.version == Version::V2 && (!escaped.is_ascii() || escaped.contains("\\n")) {
            head.push_str(";CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE");
            push_soft_broken(&mut self.bytes, head.as_bytes(), quote_printable(escaped).as_bytes(), &self.end);
        } else {
            self.plain(&head, escaped);
        }
    }

    /// Writes a head and a value that is encoded already.
    pub(crate) fn raw_value(&mut self, head: &str, value: &[u8], quoted_printable: bool) {
        let push = if quoted_printable { push_soft_broken } else { push_folded };
        push(&mut self.bytes, head.as_bytes(), value, &self.end);
    }

    /// Ends a line that does not end.
    pub(crate) fn end_line(&mut self) {
        if !self.bytes.is_empty() && !self.bytes.ends_with(b"\n") && !self.bytes.ends_with(b"\r") {
            self.bytes.extend_from_slice(&self.end);
        }
    }

    /// A group that nothing is in yet.
    pub(crate) fn next_group(&mut self) -> String {
        self.group = self.group.saturating_add(1);
        format!("item{}", self.group)
    }

    /// The line that labels a group.
    pub(crate) fn own_label(&mut self, group: &str, label: &str) {
        self.value(format!("{group}.X-ABLabel"), &escape(&write_own_label(label)));
    }
}

/// Appends parameters to a head.
pub(crate) fn push_params(head: &mut String, params: &[(&'static str, String)], version: Version) {
    for (name, value) in params {
        head.push(';');
        // Types have no name in 2.1.
        let is_bare = version == Version::V2 && *name == "TYPE";
        head.push_str(&if is_bare { value.to_ascii_uppercase() } else { write_param(name, value) });
    }
}
