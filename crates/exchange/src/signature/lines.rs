//! Lines of a signature taken apart into segments, with those that say nothing about a person told apart.
//!
//! Deliberately absent: what a segment says.

use satchel_model::fold;

use super::frame::{CLOSINGS, DISCLAIMERS, REGISTER};

/// What a segment is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Not known yet.
    Open,
    /// Of the company's register: kept as a note.
    Register,
    /// To be kept as a note as it is.
    Note,
    /// Understood: nothing of it is left.
    Taken,
}

/// A part of a line.
#[derive(Clone, Debug)]
pub(super) struct Segment {
    pub(super) text: String,
    /// The line that it is on, counted from 0 without blank ones.
    pub(super) line: usize,
    pub(super) role: Role,
    /// Whether something was taken out of it.
    pub(super) touched: bool,
}

impl Segment {
    /// Takes it as a whole.
    pub(super) fn take(&mut self) -> String {
        self.role = Role::Taken;
        std::mem::take(&mut self.text)
    }

    /// What is left of it when something is taken out.
    pub(super) fn leave(&mut self, text: &str) {
        let text = text.trim_matches(|c: char| c.is_whitespace() || ",;:|/-–—()<>[]".contains(c));
        self.text = text.to_owned();
        self.touched = true;
        if !self.text.chars().any(char::is_alphanumeric) {
            self.role = Role::Taken;
        }
    }
}

/// Marks between things that stand on one line.
const MARKS: [char; 13] = ['|', '•', '·', '●', '▪', '■', '◦', '│', '¦', '‖', '\t', '►', '»'];

pub(super) fn segments(text: &str) -> Vec<Segment> {
    let mut segments = Vec::new();
    let mut line = 0;
    for raw in text.lines() {
        let bare = bare(raw);
        if bare.is_empty() {
            continue;
        }
        if is_disclaimer(&bare) {
            break;
        }
        let Some(bare) = without_closing(&bare) else { continue };
        let register = is_register(&bare);
        let split =
            if register { bare.clone() } else { bare.replace("   ", "|").replace(" // ", "|").replace(" – ", "|") };
        for piece in split.split(MARKS).map(str::trim).filter(|piece| piece.chars().any(char::is_alphanumeric)) {
            let role = if register || is_register(piece) { Role::Register } else { Role::Open };
            segments.push(Segment { text: piece.to_owned(), line, role, touched: false });
        }
        line += 1;
    }
    segments
}

/// A line without what programs put around it: quotes, bullets, stars of bold type, names of pictures.
fn bare(line: &str) -> String {
    let line = line.trim_start_matches(['>', ' ', '\u{feff}']);
    let mut text = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((before, picture)) = rest.split_once("[image:").or_else(|| rest.split_once("[cid:")) {
        text.push_str(before);
        rest = picture.split_once(']').map_or("", |(_, rest)| rest);
    }
    text.push_str(rest);
    let text: String = text
        .chars()
        .filter(|c| !matches!(c, '*' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{fe0f}' | '\u{ad}'))
        .map(|c| if c == '\u{a0}' { ' ' } else { c })
        .collect();
    let text = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '_' | '=' | '~' | '#' | '-' | '–' | '—'));
    text.trim_start_matches(['•', '·', '▪', '●']).trim().to_owned()
}

/// What is behind a closing such as “Best regards,”; nothing where nobody is.
fn without_closing(line: &str) -> Option<String> {
    let Some(closing) = closing(line) else { return Some(line.to_owned()) };
    let words = closing.split(' ').count();
    let rest: Vec<&str> = line.split_whitespace().skip(words).collect();
    let rest = rest.join(" ");
    let rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
    let says_who = rest.split(' ').count() >= 2 && rest.chars().next().is_some_and(char::is_uppercase);
    // “Best regards from sunny Berlin” is about nobody.
    (says_who && !rest.is_empty()).then(|| rest.to_owned())
}

/// Whether a line is how letters end, and nothing more.
pub(super) fn is_closing(line: &str) -> bool {
    let line = bare(line);
    closing(&line).is_some_and(|closing| line.chars().count() <= closing.chars().count() + 12)
}

/// The words with which a line ends a letter.
fn closing(line: &str) -> Option<&'static str> {
    let folded = fold(line);
    let found = CLOSINGS.iter().filter(|closing| {
        folded.strip_prefix(**closing).is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '-'))
    });
    found.max_by_key(|closing| closing.len()).copied()
}

fn is_disclaimer(line: &str) -> bool {
    let folded = fold(line);
    DISCLAIMERS.iter().any(|words| folded.contains(words))
}

fn is_register(line: &str) -> bool {
    let folded = fold(line);
    REGISTER.iter().any(|words| folded.contains(words))
}
