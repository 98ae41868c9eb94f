//! Who it is, what they do and for whom: told by words, by where a line stands, and by the address of the sender.
//!
//! The name is the first line that can be one, or the one that the address is made of. Deliberately absent: genders and
//! salutations.

use satchel_model::{ContactDraft, collapse, fold};

use super::SignatureHints;
use super::lines::{Role, Segment};
use super::words::{ALONE, DEPARTMENTS, ENDS, FORMS, TITLES};
use crate::cell::name::split_name;

/// What lines say of a person.
#[derive(Debug, Default)]
pub(super) struct Person {
    name: String,
    /// Whether nothing but the address says it.
    guessed_name: bool,
    titles: Vec<String>,
    company: String,
    guessed_company: bool,
    department: String,
}

/// Providers of mail for everybody, whose names say nothing of a company.
const FOR_EVERYBODY: [&str; 16] = [
    "gmail",
    "googlemail",
    "outlook",
    "hotmail",
    "live",
    "msn",
    "yahoo",
    "icloud",
    "me",
    "aol",
    "gmx",
    "web",
    "t-online",
    "freenet",
    "proton",
    "protonmail",
];

impl Person {
    pub(super) fn find(segments: &mut [Segment], contact: &ContactDraft, hints: &SignatureHints<'_>) -> Self {
        let mut person = Self::default();
        person.take_companies(segments);
        person.take_name(segments, contact, hints);
        person.take_titles(segments);
        person.take_company_of_host(segments, contact);
        if person.name.is_empty() {
            person.guess_name(contact, hints);
        }
        person
    }

    pub(super) fn fill(self, contact: &mut ContactDraft, doubtful: &mut Vec<&'static str>) {
        let split = split_name(&self.name);
        contact.prefix = split.prefix;
        contact.given = split.given;
        contact.middle = split.middle;
        contact.family = split.family;
        contact.suffix = split.suffix;
        contact.nickname = split.nickname;
        contact.title = self.titles.join(", ");
        contact.company = self.company;
        contact.department = self.department;
        if self.guessed_name && !self.name.is_empty() {
            doubtful.extend(["given", "family"]);
        }
        if self.guessed_company {
            doubtful.push("company");
        }
    }

    /// Companies by their legal form, alone or behind what somebody does there.
    fn take_companies(&mut self, segments: &mut [Segment]) {
        for segment in open(segments) {
            if !self.company.is_empty() {
                return;
            }
            let pieces = pieces(&segment.text);
            let Some(at) = pieces.iter().position(|piece| has_form(piece)) else { continue };
            // "Head of Sales at Acme Ltd", "Vertriebsleiter bei der Acme GmbH".
            let (before, company) = ["at", "@", "bei der", "bei"]
                .iter()
                .find_map(|word| pieces[at].split_once(&format!(" {word} ")))
                .map_or((String::new(), pieces[at].clone()), |(before, company)| {
                    (before.to_owned(), company.to_owned())
                });
            company.clone_into(&mut self.company);
            let mut rest: Vec<String> = pieces.clone();
            rest[at] = before;
            rest.retain(|piece| !piece.is_empty());
            segment.leave(&rest.join(", "));
        }
    }

    fn take_name(&mut self, segments: &mut [Segment], contact: &ContactDraft, hints: &SignatureHints<'_>) {
        let given = [hints.name.to_owned()].into_iter().chain(contact.emails.iter().map(|(_, email)| local(email)));
        let known: Vec<String> = given.flat_map(|text| words_of(&text)).collect();
        let mut best: Option<(u32, usize)> = None;
        for (at, segment) in segments.iter().enumerate().filter(|(_, segment)| segment.role == Role::Open) {
            let candidate = name_in(&segment.text);
            if !is_name(candidate) {
                continue;
            }
            let hits = words_of(candidate).iter().filter(|word| known.iter().any(|known| alike(known, word))).count();
            let early = 3_u32.saturating_sub(u32::try_from(segment.line).unwrap_or(3));
            let whole = u32::from(!segment.touched);
            let score = u32::try_from(hits).unwrap_or(0) * 10 + early * 2 + whole;
            // A line far down that nothing points to is a place or a product.
            if (hits > 0 || early > 0) && best.is_none_or(|(most, _)| score > most) {
                best = Some((score, at));
            }
        }
        let Some((_, at)) = best else { return };
        let text = segments[at].text.clone();
        let name = name_in(&text);
        self.name = without_pronouns(name);
        let rest = text.split_once(name).map_or("", |(_, rest)| rest).to_owned();
        segments[at].leave(&rest);
    }

    fn take_titles(&mut self, segments: &mut [Segment]) {
        for segment in open(segments) {
            let mut rest = Vec::new();
            for piece in pieces(&segment.text) {
                let department = is_department(&piece);
                if is_title(&piece) && !(department && self.titles.len() == 1) && self.titles.len() < 3 {
                    self.titles.push(piece);
                } else if department && self.department.is_empty() {
                    self.department = piece;
                } else {
                    rest.push(piece);
                }
            }
            segment.leave(&rest.join(", "));
        }
    }

    /// A line that says the same as the host of the address, or of the page.
    fn take_company_of_host(&mut self, segments: &mut [Segment], contact: &ContactDraft) {
        if !self.company.is_empty() {
            return;
        }
        let emails = contact.emails.iter().filter_map(|(_, email)| email.rsplit('@').next());
        let links = contact.links.iter().filter(|(label, _)| label == "website").map(|(_, link)| link.as_str());
        let names: Vec<String> = emails.chain(links).filter_map(host_name).collect();
        for segment in open(segments) {
            let bare = squeezed(&segment.text);
            let first = segment.text.chars().next().is_some_and(|c| c.is_uppercase() || c.is_numeric());
            let said = bare.len() > 2 && names.iter().any(|name| name.contains(&bare) || bare.contains(name.as_str()));
            if said && first && segment.text.split(' ').count() <= 6 {
                self.company = segment.take();
                self.guessed_company = true;
                return;
            }
        }
    }

    fn guess_name(&mut self, contact: &ContactDraft, hints: &SignatureHints<'_>) {
        self.guessed_name = true;
        if is_name(hints.name) || hints.name.contains(',') {
            hints.name.clone_into(&mut self.name);
            self.guessed_name = false;
            return;
        }
        let Some((_, email)) = contact.emails.first() else { return };
        let local = local(email);
        let words: Vec<&str> = local.split(['.', '_']).filter(|word| !word.is_empty()).collect();
        let letters = words.iter().all(|word| word.chars().all(char::is_alphabetic) && word.chars().count() > 1);
        if words.len() == 2 && letters {
            self.name = words.iter().map(|word| capitalised(word)).collect::<Vec<_>>().join(" ");
        }
    }
}

fn open(segments: &mut [Segment]) -> impl Iterator<Item = &mut Segment> {
    segments.iter_mut().filter(|segment| segment.role == Role::Open)
}

/// Between commas; "Acme, Inc." is one.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    for piece in text.split(',').map(collapse).filter(|piece| !piece.is_empty()) {
        let only_form = words_of(&piece).len() == 1 && has_form(&format!("x {piece}"));
        match pieces.last_mut() {
            Some(last) if only_form => {
                last.push_str(", ");
                last.push_str(&piece);
            }
            _ => pieces.push(piece),
        }
    }
    pieces
}

/// Whether a piece ends, or nearly ends, with a legal form.
fn has_form(piece: &str) -> bool {
    let words: Vec<String> = piece.split_whitespace().map(bare).collect();
    if words.len() < 2 || words.len() > 9 {
        return false;
    }
    let joined = words.windows(2).any(|pair| matches!((pair[0].as_str(), pair[1].as_str()), ("e", "v" | "k" | "g")));
    // "Kanzlei Groß & Partner", "Universität Wien"
    let begins = ["kanzlei", "universitat", "hochschule", "institut", "stiftung", "sparkasse", "verlag", "university"];
    let form = |word: &String| FORMS.contains(&word.as_str());
    let at = words.iter().skip(1).position(form);
    // "Sales Group Manager" is no company.
    joined
        || begins.contains(&words[0].as_str())
        || at.is_some_and(|at| at + 4 >= words.len()) && !words.last().is_some_and(|last| is_title_word(last))
}

fn bare(word: &str) -> String {
    fold(word).chars().filter(|c| c.is_alphanumeric() || *c == '&').collect()
}

fn is_title_word(word: &str) -> bool {
    TITLES.contains(&word) || ENDS.iter().any(|end| word.ends_with(end))
}

fn is_title(piece: &str) -> bool {
    let words: Vec<String> = piece.split(|c: char| c.is_whitespace() || "/-&".contains(c)).map(bare).collect();
    words.len() <= 12 && words.iter().any(|word| is_title_word(word)) && !piece.bytes().any(|b| b.is_ascii_digit())
}

fn is_department(piece: &str) -> bool {
    let folded = fold(piece);
    let words: Vec<&str> = folded.split_whitespace().collect();
    ALONE.contains(&folded.as_str())
        || words.len() <= 8 && words.iter().any(|word| DEPARTMENTS.contains(&word.trim_matches([':', '.'])))
}

/// The part of a segment that may be a name: before a comma that no letters of a degree follow, without "i. A.".
fn name_in(text: &str) -> &str {
    let text = text.trim();
    let mut name = text;
    for order in ["i. A.", "i.A.", "i. V.", "i.V.", "ppa.", "im Auftrag", "Im Auftrag"] {
        name = name.strip_prefix(order).map_or(name, str::trim_start);
    }
    let mut end = name.len();
    for (at, _) in name.match_indices(',') {
        let behind = name[at + 1..].split([',', '(']).next().unwrap_or_default().trim();
        let degree = behind.chars().count() <= 8 && behind.chars().filter(|c| c.is_uppercase()).count() >= 2;
        if !degree || is_title(behind) {
            end = at;
            break;
        }
    }
    let name = &name[..end];
    // "Ada Byron - Head of Sales"
    let name = [" - ", " — ", " / "].iter().find_map(|mark| name.split_once(mark)).map_or(name, |(name, _)| name);
    name.trim()
}

/// Two to five words with capitals, none of which belongs to anything else.
fn is_name(text: &str) -> bool {
    let text = without_pronouns(text);
    let words: Vec<&str> = text.split_whitespace().collect();
    let particle = |word: &str| {
        matches!(
            fold(word).as_str(),
            "von" | "van" | "de" | "der" | "den" | "zu" | "di" | "da" | "del" | "la" | "le" | "al" | "bin" | "und"
        )
    };
    let shaped = |word: &&str| {
        particle(word)
            || word.chars().next().is_some_and(char::is_uppercase)
                && word.chars().all(|c| c.is_alphabetic() || ".-'’(),\"“”".contains(c))
    };
    let full = words.iter().filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 1).count();
    (2..=6).contains(&words.len())
        && full >= 2
        && words.iter().all(shaped)
        && !words.iter().any(|word| is_title_word(&bare(word)) || FORMS.contains(&bare(word).as_str()))
        && !is_department(&text)
        && crate::cell::address::country(&text).is_none()
}

/// "Ada Byron (she/her)"
fn without_pronouns(name: &str) -> String {
    let end = name.find(['(', '[']).filter(|at| name[*at..].contains('/')).unwrap_or(name.len());
    collapse(&name[..end])
}

fn local(email: &str) -> String {
    email.split('@').next().unwrap_or_default().split('+').next().unwrap_or_default().to_owned()
}

fn words_of(text: &str) -> Vec<String> {
    let folded = fold(text);
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 1).map(str::to_owned).collect()
}

/// A word of an address and one of a name: the same, or the one within the other ("abyron"), umlauts written out or not.
fn alike(known: &str, word: &str) -> bool {
    let spelt = |text: &str| text.replace("ae", "a").replace("oe", "o").replace("ue", "u").replace("ss", "s");
    let (known, word) = (spelt(known), spelt(word));
    known == word || word.len() > 2 && known.contains(&word)
}

/// The name in a host: `acme` of `www.acme.co.uk`.
fn host_name(text: &str) -> Option<String> {
    let host = text.split_once("://").map_or(text, |(_, rest)| rest).split(['/', '?', '#']).next()?;
    let parts: Vec<&str> = host.split('.').filter(|part| !part.is_empty() && *part != "www").collect();
    let inner = parts.len().checked_sub(1)?;
    let second = matches!(parts.get(inner.wrapping_sub(1)), Some(&("co" | "com" | "org" | "ac" | "net"))) && inner > 1;
    let name = parts.get(if second { inner.checked_sub(2)? } else { inner.checked_sub(1)? })?;
    let name = squeezed(name);
    (name.len() > 2 && !FOR_EVERYBODY.contains(&name.as_str())).then_some(name)
}

fn squeezed(text: &str) -> String {
    fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

fn capitalised(word: &str) -> String {
    let mut characters = word.chars();
    characters.next().into_iter().flat_map(char::to_uppercase).chain(characters).collect()
}
