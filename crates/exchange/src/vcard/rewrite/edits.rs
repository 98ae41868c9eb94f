//! Lines of an original with what becomes of each: kept, altered, taken out; and lines that are added.
//!
//! An altered line keeps its head but for what is said to change. Added lines stand behind the last of their name, or
//! before the end of the card. Deliberately absent: what is altered, and why.

use std::collections::BTreeMap;

use encoding_rs::Encoding;

use super::super::line::{Head, Line};
use super::super::param::Param;
use super::super::physical::is_mark;
use super::super::property::Property;
use super::super::version::Version;
use super::super::write::{Sheet, push_params};

/// What changes in a line.
#[derive(Clone, Debug, Default)]
pub(crate) struct Alteration {
    /// The new value, escaped.
    pub(crate) value: Option<String>,
    /// Parameters that go.
    pub(crate) stale: Vec<&'static str>,
    /// Parameters that come.
    pub(crate) params: Vec<(&'static str, String)>,
    /// Types that go.
    pub(crate) types_gone: Vec<String>,
    /// The group that the line moves to.
    pub(crate) group: Option<String>,
    /// A label that its group gets.
    pub(crate) own_label: Option<String>,
}

/// What becomes of a line.
#[derive(Clone, Default)]
struct Fate {
    gone: bool,
    alteration: Option<Alteration>,
}

/// All of it.
pub(crate) struct Edits<'a> {
    bytes: &'a [u8],
    pub(crate) lines: &'a [Line<'a>],
    pub(crate) version: Version,
    encoding: &'static Encoding,
    fates: Vec<Fate>,
    /// Properties to add behind a line.
    added: BTreeMap<usize, Vec<Property>>,
    sheet: Sheet,
}

impl<'a> Edits<'a> {
    pub(crate) fn new(
        bytes: &'a [u8],
        lines: &'a [Line<'a>],
        version: Version,
        encoding: &'static Encoding,
        end: Vec<u8>,
    ) -> Self {
        let heads = lines.iter().filter_map(|line| line.head.as_ref());
        let numbers = heads.filter_map(|head| head.group.to_lowercase().strip_prefix("item")?.parse().ok());
        let sheet = Sheet::new(version, end, numbers.max().unwrap_or(0));
        Self {
            bytes,
            lines,
            version,
            encoding,
            fates: vec![Fate::default(); lines.len()],
            added: BTreeMap::new(),
            sheet,
        }
    }

    pub(crate) fn head(&self, at: usize) -> Option<&'a Head> {
        self.lines[at].head.as_ref()
    }

    /// The value of a line as escaped text.
    pub(crate) fn escaped(&self, at: usize) -> String {
        self.lines[at].escaped(self.encoding).text.into_owned()
    }

    pub(crate) fn is_gone(&self, at: usize) -> bool {
        self.fates[at].gone
    }

    /// What is to change in a line besides what is known already.
    pub(crate) fn alter(&mut self, at: usize) -> &mut Alteration {
        self.fates[at].alteration.get_or_insert_default()
    }

    /// Takes a line out, and what only described it in its group.
    pub(crate) fn remove(&mut self, at: usize) {
        self.fates[at].gone = true;
        let Some(group) = self.head(at).map(|head| &head.group).filter(|group| !group.is_empty()) else { return };
        let in_group: Vec<(usize, &str)> = self.in_group(group).collect();
        if in_group.iter().all(|(other, name)| self.is_gone(*other) || is_satellite(name)) {
            for (other, _) in in_group {
                self.fates[other].gone = true;
            }
        }
    }

    /// Lines of a group with their names.
    pub(crate) fn in_group<'g>(&self, group: &'g str) -> impl Iterator<Item = (usize, &'a str)> + use<'a, 'g> {
        let heads = self.lines.iter().enumerate().filter_map(|(at, line)| Some((at, line.head.as_ref()?)));
        heads.filter(move |(_, head)| head.group.eq_ignore_ascii_case(group)).map(|(at, head)| (at, head.name.as_str()))
    }

    /// Adds a property behind the last of its name.
    pub(crate) fn add(&mut self, property: Property) {
        let behind = self.place_of(&property.name);
        self.added.entry(behind).or_default().push(property);
    }

    /// Adds a property before a line; the first line of a card is its beginning.
    pub(crate) fn add_before(&mut self, at: usize, property: Property) {
        self.added.entry(at.saturating_sub(1)).or_default().push(property);
    }

    /// The line behind which a property of this name is added.
    pub(crate) fn place_of(&self, name: &str) -> usize {
        let heads = self.lines.iter().enumerate().rev().filter_map(|(at, line)| Some((at, line.head.as_ref()?)));
        match heads.clone().find(|(_, head)| head.name.eq_ignore_ascii_case(name)) {
            // What only describes that one in its group stays behind it.
            Some((at, head)) if !head.group.is_empty() => {
                self.in_group(&head.group).map(|(at, _)| at).max().unwrap_or(at)
            }
            Some((at, _)) => at,
            None => self.last(),
        }
    }

    /// The line before the end. What is no property may stand there; were it behind an addition, it would be part of it.
    fn last(&self) -> usize {
        let is_end = |line: &Line<'_>| line.head.is_none() && is_mark(&line.value, "END");
        let last = self.lines.iter().rposition(|line| !is_end(line));
        last.unwrap_or_default()
    }

    pub(crate) fn next_group(&mut self) -> String {
        self.sheet.next_group()
    }

    /// The card.
    pub(crate) fn finish(self) -> Vec<u8> {
        let Self { bytes, lines, version, fates, added, mut sheet, .. } = self;
        for (at, (line, fate)) in lines.iter().zip(&fates).enumerate() {
            match (&line.head, &fate.alteration) {
                _ if fate.gone => {}
                (Some(head), Some(alteration)) => {
                    sheet.end_line();
                    push_altered(&mut sheet, line, head, alteration, version);
                }
                _ => sheet.bytes.extend_from_slice(&bytes[line.at.clone()]),
            }
            for property in added.get(&at).into_iter().flatten() {
                sheet.end_line();
                sheet.property(property);
            }
        }
        sheet.bytes
    }
}

/// Properties that only say something about another one of their group.
fn is_satellite(name: &str) -> bool {
    matches!(name, "X-ABLABEL" | "X-ABADR" | "X-APPLE-SUBLOCALITY" | "X-APPLE-SUBADMINISTRATIVEAREA")
}

fn push_altered(sheet: &mut Sheet, line: &Line<'_>, head: &Head, alteration: &Alteration, version: Version) {
    let name = head.raw.trim_start_matches('\u{feff}').split(';').next().unwrap_or_default().trim();
    let mut text = match &alteration.group {
        Some(group) => format!("{group}.{}", name.rsplit('.').next().unwrap_or(name)),
        None => name.to_owned(),
    };
    for param in &head.params {
        let is_encoding = matches!(param.name.as_str(), "ENCODING" | "CHARSET");
        let stale = alteration.stale.contains(&param.name.as_str()) || (is_encoding && alteration.value.is_some());
        if !stale && let Some(raw) = without_types(param, &alteration.types_gone) {
            text.push(';');
            text.push_str(&raw);
        }
    }
    push_params(&mut text, &alteration.params, version);
    match &alteration.value {
        Some(value) => sheet.value(text, value),
        None => sheet.raw_value(&text, &line.value, head.is_quoted_printable()),
    }
    if let Some(label) = &alteration.own_label {
        sheet.own_label(alteration.group.as_ref().unwrap_or(&head.group), label);
    }
}

/// A parameter without some types; nothing when none is left.
fn without_types(param: &Param, gone: &[String]) -> Option<String> {
    let is_gone = |word: &String| gone.iter().any(|gone| gone.eq_ignore_ascii_case(word));
    if param.name != "TYPE" || !param.values.iter().any(is_gone) {
        return Some(param.raw.clone());
    }
    let left: Vec<&str> = param.values.iter().filter(|word| !is_gone(word)).map(String::as_str).collect();
    let name = param.raw.split('=').next().unwrap_or_default();
    match (left.is_empty(), param.bare) {
        (true, _) => None,
        (false, true) => Some(left.join(",")),
        (false, false) => Some(format!("{name}={}", left.join(","))),
    }
}
