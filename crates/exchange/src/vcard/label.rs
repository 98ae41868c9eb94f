//! Labels of e-mails, phones, addresses and links: types in a parameter, or `X-ABLabel` beside them in a group.
//!
//! What is written as a label is read as the same label. Types that say how something is sent (`INTERNET`, `VOICE`) are
//! no labels. Deliberately absent: labels of relations and days, which have no types (`relation`).

use satchel_model::collapse;

/// Types that label nothing.
const MUTE: [&str; 18] = [
    "pref",
    "internet",
    "voice",
    "x400",
    "postal",
    "parcel",
    "dom",
    "intl",
    "msg",
    "text",
    "video",
    "textphone",
    "bbs",
    "modem",
    "individual",
    "x-internet",
    "custom",
    "uri",
];

/// Places stand before the rest of a label: `work fax`, not `fax work`.
const PLACES: [&str; 3] = ["work", "home", "other"];

/// Labels that every program understands as types.
const TYPES: [(&str, &[&str], bool); 14] = [
    ("work", &["WORK"], true),
    ("home", &["HOME"], true),
    ("other", &["OTHER"], true),
    ("mobile", &["CELL"], false),
    ("work mobile", &["WORK", "CELL"], false),
    ("home mobile", &["HOME", "CELL"], false),
    ("fax", &["FAX"], false),
    ("work fax", &["WORK", "FAX"], false),
    ("home fax", &["HOME", "FAX"], false),
    ("other fax", &["OTHER", "FAX"], false),
    ("pager", &["PAGER"], false),
    ("main", &["MAIN"], false),
    ("car", &["CAR"], false),
    ("isdn", &["ISDN"], false),
];

/// Whether a type is part of a label.
pub(crate) fn is_label_type(word: &str) -> bool {
    !MUTE.iter().any(|mute| word.eq_ignore_ascii_case(mute))
}

/// The label that types say; the group's own label goes before.
pub(crate) fn read_label<'t>(types: impl Iterator<Item = &'t str>, own: Option<&str>) -> String {
    if let Some(own) = own.map(read_own_label).filter(|own| !own.is_empty()) {
        return own;
    }
    let mut words: Vec<String> = Vec::new();
    for word in types.filter(|word| is_label_type(word)) {
        let word = collapse(word).to_lowercase();
        let word = match word.as_str() {
            "cell" | "x-mobile" => "mobile".to_owned(),
            "x-other" => "other".to_owned(),
            _ => word,
        };
        if !word.is_empty() && !words.contains(&word) {
            words.push(word);
        }
    }
    // What Apple calls `iPhone` is a mobile as well.
    if words.iter().any(|word| word == "iphone") {
        words.retain(|word| word != "mobile");
    }
    words.sort_by_key(|word| !PLACES.contains(&word.as_str()));
    words.join(" ")
}

/// `_$!<HomeFAX>!$_` is Apple's way of writing a label that it translates.
pub(crate) fn read_own_label(text: &str) -> String {
    let Some(word) = text.trim().strip_prefix("_$!<").and_then(|rest| rest.strip_suffix(">!$_")) else {
        return collapse(text).to_lowercase();
    };
    if word == "HomePage" {
        return "homepage".to_owned();
    }
    let mut label = String::new();
    for (at, character) in word.char_indices() {
        if character.is_uppercase() && word[..at].ends_with(char::is_lowercase) {
            label.push(' ');
        }
        label.push(character);
    }
    collapse(&label).to_lowercase()
}

/// A label as it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct LabelForm {
    /// Types.
    pub(crate) types: Vec<&'static str>,
    /// A label of its own, in the group.
    pub(crate) own: Option<String>,
}

/// How a label is written; `phone` allows the types that only numbers have.
pub(crate) fn write_label(label: &str, phone: bool) -> LabelForm {
    if label.is_empty() {
        return LabelForm::default();
    }
    match TYPES.iter().find(|(known, _, everywhere)| *known == label && (phone || *everywhere)) {
        Some((_, types, _)) => LabelForm { types: types.to_vec(), own: None },
        None => LabelForm { types: Vec::new(), own: Some(label.to_owned()) },
    }
}

/// A label in a group by itself, in Apple's words where it has one.
pub(crate) fn write_own_label(label: &str) -> String {
    match label {
        "homepage" => "_$!<HomePage>!$_".to_owned(),
        "anniversary" => "_$!<Anniversary>!$_".to_owned(),
        _ if APPLE_RELATIONS.contains(&label) => {
            let (first, rest) = label.split_at(1);
            format!("_$!<{}{rest}>!$_", first.to_ascii_uppercase())
        }
        _ => label.to_owned(),
    }
}

const APPLE_RELATIONS: [&str; 13] = [
    "father",
    "mother",
    "parent",
    "brother",
    "sister",
    "child",
    "friend",
    "spouse",
    "partner",
    "assistant",
    "manager",
    "son",
    "daughter",
];

#[cfg(test)]
mod tests {
    use super::{read_label, read_own_label, write_label, write_own_label};

    #[test]
    fn types_say_labels() {
        for (types, own, label) in [
            (&["HOME", "VOICE", "pref"][..], None, "home"),
            (&["FAX", "WORK"], None, "work fax"),
            (&["IPHONE", "CELL", "VOICE"], None, "iphone"),
            (&["INTERNET"], None, ""),
            (&["INTERNET"], Some("_$!<Work>!$_"), "work"),
            (&["HOME"], Some("School  Mail"), "school mail"),
            (&["HOME"], Some(""), "home"),
            (&["customtype"], None, "customtype"),
        ] {
            assert_eq!(read_label(types.iter().copied(), own), label, "{types:?} {own:?}");
        }
        assert_eq!(read_own_label("_$!<HomeFAX>!$_"), "home fax");
        assert_eq!(read_own_label("_$!<HomePage>!$_"), "homepage");
    }

    #[test]
    fn what_is_written_is_read() {
        for label in
            ["", "work", "mobile", "work fax", "fax home", "cell", "school mail", "website", "homepage", "sister"]
        {
            for phone in [true, false] {
                let form = write_label(label, phone);
                let own = form.own.as_deref().map(write_own_label);
                assert_eq!(read_label(form.types.into_iter(), own.as_deref()), label);
            }
        }
    }
}
