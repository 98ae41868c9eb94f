//! Google Contacts: its present and its former layout, and what it calls Outlook CSV.
//!
//! Numbered groups appear only as far as the account uses them, so they are read by pattern. Deliberately absent:
//! phonetic names, photos, and what no contact of ours has a field for.

use super::{Preset, outlook};

const SHARED: &[(&str, &str)] = &[
    ("Name Prefix", "prefix"),
    ("Name Suffix", "suffix"),
    ("Nickname", "nickname"),
    ("Birthday", "birthday"),
    ("Notes", "notes"),
    ("Photo", ""),
    ("Phonetic First Name", ""),
    ("Phonetic Middle Name", ""),
    ("Phonetic Last Name", ""),
    ("Yomi Name", ""),
    ("Given Name Yomi", ""),
    ("Additional Name Yomi", ""),
    ("Family Name Yomi", ""),
];

pub(super) const NEW: Preset = Preset {
    name: "google",
    signs: &[
        &["email1label", "email1value"],
        &["phone1label", "phone1value"],
        &["organizationname", "organizationtitle", "labels"],
        &["phoneticfirstname", "fileas", "labels"],
    ],
    columns: &[
        SHARED,
        &[
            ("First Name", "given"),
            ("Middle Name", "middle"),
            ("Last Name", "family"),
            ("File As", "display"),
            ("Organization Name", "company"),
            ("Organization Title", "title"),
            ("Organization Department", "department"),
            ("Labels", "tags"),
        ],
    ],
    numbered: Some(numbered),
};

pub(super) const OLD: Preset = Preset {
    name: "google-old",
    signs: &[
        &["email1type", "email1value"],
        &["phone1type", "phone1value"],
        &["groupmembership", "givenname"],
        &["yominame", "givenname"],
    ],
    columns: &[
        SHARED,
        &[
            ("Name", "name"),
            ("Given Name", "given"),
            ("Additional Name", "middle"),
            ("Family Name", "family"),
            ("Group Membership", "tags"),
            ("Initials", ""),
            ("Short Name", ""),
            ("Maiden Name", "maiden"),
            ("Gender", ""),
            ("Location", "notes+"),
            ("Billing Information", "notes+"),
            ("Directory Server", ""),
            ("Mileage", ""),
            ("Occupation", "notes+"),
            ("Hobby", "notes+"),
            ("Sensitivity", ""),
            ("Priority", ""),
            ("Subject", "notes+"),
            ("Language", ""),
        ],
    ],
    numbered: Some(numbered),
};

pub(super) const OUTLOOK: Preset = Preset {
    name: "google-outlook",
    signs: &[&["businessaddress", "email2address", "homeaddresspobox"]],
    columns: &[outlook::COLUMNS],
    numbered: None,
};

/// `phone2value` is `phones#2`.
pub(super) fn numbered(key: &str) -> Option<String> {
    let start = key.find(|c: char| c.is_ascii_digit())?;
    let end = start + key[start..].find(|c: char| !c.is_ascii_digit())?;
    let (group, number, part) = (&key[..start], &key[start..end], &key[end..]);
    let number: u16 = number.parse().ok().filter(|number| (1..=500).contains(number))?;
    let collection = match group {
        "email" => "emails",
        "phone" => "phones",
        "website" => "links",
        "event" => "dates",
        "customfield" => "notes",
        // Groups of notes are told apart by number alone.
        "relation" => return note(number + 1000, part),
        "im" | "chat" => return note(number + 2000, part),
        "address" => {
            return Some(match part {
                "type" | "label" => format!("addresses#{number}/label"),
                "formatted" => format!("addresses#{number}"),
                "street" | "pobox" | "extendedaddress" => format!("addresses#{number}/street"),
                "city" => format!("addresses#{number}/locality"),
                "region" => format!("addresses#{number}/region"),
                "postalcode" => format!("addresses#{number}/postcode"),
                "country" => format!("addresses#{number}/country"),
                _ => return None,
            });
        }
        "organization" => {
            return Some(match (number, part) {
                (1, "name") => "company".to_owned(),
                (1, "title") => "title".to_owned(),
                (1, "department") => "department".to_owned(),
                (_, "type" | "label" | "yominame" | "symbol") => String::new(),
                _ => "notes+".to_owned(),
            });
        }
        _ => return None,
    };
    match part {
        "value" => Some(format!("{collection}#{number}")),
        "type" | "label" => Some(format!("{collection}#{number}/label")),
        _ => None,
    }
}

fn note(number: u16, part: &str) -> Option<String> {
    match part {
        "value" => Some(format!("notes#{number}")),
        "type" | "label" | "service" => {
            Some(if part == "service" { String::new() } else { format!("notes#{number}/label") })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::numbered;

    #[test]
    fn reads_numbered_columns() {
        for (key, target) in [
            ("email1value", Some("emails#1")),
            ("email1label", Some("emails#1/label")),
            ("phone12type", Some("phones#12/label")),
            ("address2postalcode", Some("addresses#2/postcode")),
            ("address1formatted", Some("addresses#1")),
            ("organization1title", Some("title")),
            ("organization1symbol", Some("")),
            ("customfield3value", Some("notes#3")),
            ("event1value", Some("dates#1")),
            ("website1value", Some("links#1")),
            ("relation1label", Some("notes#1001/label")),
            ("birthday", None),
            ("email99999value", None),
            ("email1", None),
        ] {
            assert_eq!(numbered(key).as_deref(), target, "{key}");
        }
    }
}
