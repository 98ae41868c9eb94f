//! What a search found, in lines for a person: under what matched, with the piece of the notes.

use std::fmt::Write;

use satchel_app::wire::{ContactsFound, Matched, SearchHit, Snippet};

use crate::human::columns;

pub(crate) fn found(found: &ContactsFound) -> String {
    let mut text = String::new();
    let mut last = "";
    for hit in &found.hits {
        let group = group(hit);
        if group != last {
            let _ = writeln!(text, "{group}");
            last = group;
        }
        let also = match hit.matched {
            Matched::Title => hit.title.clone(),
            Matched::Tag => hit.tags.join(", "),
            Matched::Place => hit.place.clone(),
            _ => String::new(),
        };
        let parts = [&*hit.display, &hit.company, &hit.email, &hit.phone, &also];
        let _ = writeln!(text, "  {}  {}", hit.id.tail(), columns(&parts));
        if let Some(snippet) = &hit.snippet {
            let _ = writeln!(text, "            {}", marked(snippet));
        }
    }
    let _ = match found.similar {
        0 => writeln!(text, "{} found", found.total),
        similar if similar == found.total => writeln!(text, "0 found, {similar} similar"),
        similar => writeln!(text, "{} found, {similar} similar", found.total - similar),
    };
    if let Some(other) = &found.did_you_mean {
        let _ = writeln!(text, "did you mean: {} ({} found)", other.query, other.total);
    }
    if found.behind > 0 {
        let _ = writeln!(text, "the index is still {} changes behind", found.behind);
    }
    text
}

/// What its hits stand under.
const fn group(hit: &SearchHit) -> &'static str {
    if hit.similar {
        return "Similar";
    }
    match hit.matched {
        Matched::Name => "Name",
        Matched::Company => "Company",
        Matched::Email => "E-mail",
        Matched::Phone => "Phone",
        Matched::Title => "Title",
        Matched::Tag => "Tag",
        Matched::Place => "Place",
        Matched::Note => "Notes",
        Matched::Other => "Other",
    }
}

/// A piece of the notes with what matched between asterisks. Ranges count UTF-16 code units.
fn marked(snippet: &Snippet) -> String {
    let mut text = String::with_capacity(snippet.text.len() + 8);
    let mut at = 0;
    for letter in snippet.text.chars() {
        if snippet.highlights.iter().any(|(from, to)| *from == at || *to == at) {
            text.push('*');
        }
        text.push(letter);
        at += u32::try_from(letter.len_utf16()).unwrap_or(1);
    }
    if snippet.highlights.iter().any(|(_, to)| *to == at) {
        text.push('*');
    }
    text
}

#[cfg(test)]
mod tests {
    use satchel_app::wire::Snippet;

    use super::marked;

    #[test]
    fn marks_what_matched_in_units_of_the_window() {
        let snippet =
            |text: &str, highlights: &[(u32, u32)]| Snippet { text: text.into(), highlights: highlights.into() };
        assert_eq!(marked(&snippet("call back", &[(0, 4)])), "*call* back");
        assert_eq!(marked(&snippet("🦊 met at fair", &[(10, 14)])), "🦊 met at *fair*");
        assert_eq!(marked(&snippet("none", &[])), "none");
    }
}
