//! Satchel's own table: keys of fields as headers, with numbered columns for rows.
//!
//! A role is what somebody is to a purchase here, and what they do everywhere else. Deliberately absent: fields of one's own, whose headers are their keys.

use super::Preset;

pub(super) const OWN: Preset = Preset {
    name: "satchel",
    signs: &[&["id", "given", "family", "display", "createdat", "updatedat"]],
    columns: &[&[
        ("id", "id"),
        ("prefix", "prefix"),
        ("given", "given"),
        ("middle", "middle"),
        ("family", "family"),
        ("suffix", "suffix"),
        ("nickname", "nickname"),
        ("maiden", "maiden"),
        ("display", "display"),
        ("company", "company"),
        ("title", "title"),
        ("department", "department"),
        ("role", "role"),
        ("birthday", "birthday"),
        ("tags", "tags"),
        ("categories", "categories"),
        ("time_zone", "time_zone"),
        ("language", "language"),
        ("channels", "channels"),
        ("best_times", "best_times"),
        ("frequency", "frequency"),
        ("topics", "topics"),
        ("do_not_call", "do_not_call"),
        ("do_not_email", "do_not_email"),
        ("do_not_text", "do_not_text"),
        ("notes", "notes"),
        ("source", "source"),
        ("owner", "owner"),
        ("created_at", ""),
        ("updated_at", ""),
    ]],
    numbered: Some(numbered),
};

/// `emails2label` is `emails#2/label`.
fn numbered(key: &str) -> Option<String> {
    let start = key.find(|c: char| c.is_ascii_digit())?;
    let end = start + key[start..].find(|c: char| !c.is_ascii_digit()).unwrap_or(key.len() - start);
    let (list, number, part) = (&key[..start], &key[start..end], &key[end..]);
    let number: u16 = number.parse().ok().filter(|number| (1..=500).contains(number))?;
    match (list, part) {
        ("emails" | "phones" | "links" | "dates", "") => Some(format!("{list}#{number}")),
        ("emails" | "phones" | "links" | "dates" | "addresses", "label") => Some(format!("{list}#{number}/label")),
        ("addresses", "street" | "locality" | "region" | "postcode" | "country") => {
            Some(format!("{list}#{number}/{part}"))
        }
        _ => None,
    }
}
