//! Phone numbers in a segment, each with the word before it.
//!
//! A run of figures is a number when a word says so, or when it looks like nothing else: codes of places, years and
//! numbers of registers are none. Deliberately absent: where the country comes from.

use std::sync::LazyLock;

use regex::Regex;
use satchel_model::{digits, fold, parse_phone, phone_country};

use super::lines::Segment;
use super::words::PHONE_WORDS;

#[expect(clippy::unwrap_used, reason = "a pattern of our own, under test")]
static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?ix) (?:\+|\(\+?|\b) \d [\d\s().\-–/\u{2011}]* \d (?: \s* (?: ext\.? | x | durchwahl | dw\.? ) \s* [:.]? \s* \d{1,6} \b )?",
    )
    .unwrap()
});

/// Takes numbers out of a segment.
pub(super) fn take(segment: &mut Segment, country: Option<&str>, phones: &mut Vec<(String, String, String)>) {
    let text = segment.text.clone();
    let (mut rest, mut end, mut any) = (String::new(), 0, false);
    for found in NUMBER.find_iter(&text) {
        let before = &text[end..found.start()];
        let label = label(before);
        let written = tidy(found.as_str());
        let good = (label.is_some() || stands_alone(&text, found.as_str(), before))
            .then(|| parse_phone(&written, country).ok())
            .flatten();
        match good {
            Some(number) => {
                rest.push_str(&without_label(before));
                let same = |(_, known, e164): &(String, String, String)| {
                    *known == number.written || !e164.is_empty() && *e164 == number.e164
                };
                if !phones.iter().any(same) {
                    phones.push((label.unwrap_or("").to_owned(), number.written, number.e164));
                }
                any = true;
            }
            None => rest.push_str(&text[end..found.end()]),
        }
        end = found.end();
    }
    rest.push_str(&text[end..]);
    if any {
        segment.leave(&rest);
    }
}

/// The country of the first international number in a text.
pub(super) fn country(text: &str) -> Option<String> {
    NUMBER.find_iter(text).find_map(|found| {
        let written = tidy(found.as_str());
        let international = written.starts_with('+') || written.starts_with("00");
        let number = parse_phone(&written, None).ok().filter(|_| international)?;
        Some(phone_country(&number.e164)).filter(|code| !code.is_empty())
    })
}

/// `+49 (0) 30` has a zero for those who call from near.
fn tidy(text: &str) -> String {
    let text = text.replace(['–', '\u{2011}'], "-");
    let text = match text.find("(0)") {
        Some(_) if text.trim_start().starts_with('+') => text.replace("(0)", " "),
        _ => text,
    };
    let text: Vec<&str> = text.split_whitespace().collect();
    text.join(" ").trim_start_matches("(+").trim_matches(['-', '/', '.', ' ']).to_owned()
}

/// What the word before a number says of it.
fn label(before: &str) -> Option<&'static str> {
    // "D-10115 Berlin"
    let country = before.ends_with('-')
        && before.trim_end_matches('-').chars().rev().take_while(|c| c.is_alphabetic()).count() < 3;
    if country {
        return None;
    }
    let folded = fold(before);
    let words: Vec<&str> = folded
        .split(|c: char| c.is_whitespace() || matches!(c, ':' | '.' | '/' | '(' | ')' | ',' | '-' | '|'))
        .filter(|word| !word.is_empty())
        .collect();
    let known = |word: &str| PHONE_WORDS.iter().find(|(name, _)| *name == word).map(|(_, label)| *label);
    let last = known(words.last()?)?;
    // "Direct fax", "Office mobile": what is more than the desk wins.
    let more = words.iter().rev().take(2).filter_map(|word| known(word)).find(|label| *label != "work");
    Some(more.unwrap_or(last))
}

fn without_label(before: &str) -> String {
    let mut words: Vec<&str> = before.split_whitespace().collect();
    while let Some(word) = words.last() {
        let bare = fold(word.trim_matches(|c: char| !c.is_alphanumeric() && !"☎✆📞📱📠".contains(c)));
        let is_label = bare.is_empty()
            || bare.split(['/', '-', '.']).all(|part| PHONE_WORDS.iter().any(|(name, _)| *name == part));
        if !is_label {
            break;
        }
        words.pop();
    }
    format!("{} ", words.join(" "))
}

/// Whether figures without a word before them are a number all the same.
fn stands_alone(text: &str, number: &str, before: &str) -> bool {
    let count = digits(number).len();
    if number.starts_with('+') || number.starts_with("(+") || number.starts_with("00") && count > 8 {
        return count >= 7;
    }
    let letters = |text: &str| text.chars().any(char::is_alphabetic);
    let alone = !letters(text) && before.trim().is_empty();
    let grouped = number.contains(['(', '-', '/', ' ', '.']);
    alone && grouped && (8..=15).contains(&count)
}
