//! Lists, changed: each row of the contact finds the row of the card that it is, or becomes a new one.
//!
//! The same value is the same row, whatever its label; what is left is the same row where the label is the same, so
//! that a new address keeps what the card says about the old one's place. Deliberately absent: single values (`texts`).

use super::super::card::Card;
use super::super::label::{LabelForm, is_label_type, write_own_label};
use super::super::property::Property;
use super::super::read::rows::preference;
use super::super::row::read::noun_of;
use super::super::row::write::{relabel, revalue, row_property};
use super::super::row::{NOUNS, Noun, Row, primary, rows};
use super::super::slot::Places;
use super::super::text::escape;
use super::super::write::preferred;
use super::edits::Edits;

/// Changes the lists.
pub(super) fn edit(edits: &mut Edits<'_>, before: &Card, card: &Card, places: &Places) {
    for noun in NOUNS {
        let (old, new) = (rows(before, noun), rows(card, noun));
        let same = |(one, other): (&Row, &Row)| one.label == other.label && one.value.is_written_as(&other.value);
        if old.len() != new.len() || !old.iter().zip(&new).all(same) {
            let lines = places.rows.get(&noun).map(Vec::as_slice).unwrap_or_default();
            edit_list(edits, noun, (&old, lines), &new);
        }
    }
}

/// A row of the result: where it stands, and what decides whether it is the primary.
struct Standing {
    /// Its line, or the line behind which it is added.
    at: usize,
    /// Its number among the additions.
    added: Option<usize>,
    label: String,
    preference: Option<u8>,
    /// Its place in the contact's list.
    wanted: usize,
}

fn edit_list(edits: &mut Edits<'_>, noun: Noun, (old, lines): (&[Row], &[Vec<usize>]), new: &[Row]) {
    let pairs = pair(old, new);
    for (at, lines) in lines.iter().enumerate() {
        if !pairs.contains(&Some(at)) {
            lines.iter().for_each(|line| edits.remove(*line));
        }
    }
    let mut standing = Vec::new();
    let mut additions = Vec::new();
    for (wanted, (row, pair)) in new.iter().zip(&pairs).enumerate() {
        let kept = pair.filter(|at| alter(edits, noun, &old[*at], row, &lines[*at]));
        match kept {
            Some(at) => {
                let heads = lines[at].iter().filter_map(|line| edits.head(*line));
                let preference = heads.filter_map(preference).min();
                standing.push(Standing { at: lines[at][0], added: None, label: row.label.clone(), preference, wanted });
            }
            None => {
                pair.iter().flat_map(|at| &lines[*at]).for_each(|line| edits.remove(*line));
                additions.push((wanted, row));
            }
        }
    }
    let added: Vec<_> = additions.iter().map(|(_, row)| row_property(row, edits.version)).collect();
    for (number, ((wanted, row), property)) in additions.iter().zip(&added).enumerate() {
        let at = edits.place_of(&property.name);
        let label = row.label.clone();
        standing.push(Standing { at, added: Some(number), label, preference: None, wanted: *wanted });
    }
    // As the lines will be read: an addition stands behind the line that it is added to.
    standing.sort_by_key(|row| (row.at, row.added));
    let preferred_addition = prefer(edits, noun, &standing, |wanted| pairs[wanted].map(|at| lines[at].as_slice()));
    for (number, property) in added.into_iter().enumerate() {
        let is_preferred = preferred_addition == Some(number);
        edits.add(if is_preferred { preferred(property, edits.version) } else { property });
    }
}

/// Makes the first wanted row the primary where it would not be; gives its number where it is an addition.
fn prefer<'p>(
    edits: &mut Edits<'_>,
    noun: Noun,
    standing: &[Standing],
    lines_of: impl Fn(usize) -> Option<&'p [usize]>,
) -> Option<usize> {
    let rows: Vec<_> = standing.iter().map(|row| (row.label.as_str(), row.preference)).collect();
    if standing.len() < 2 || standing[primary(noun, &rows)].wanted == 0 {
        return None;
    }
    for row in standing.iter().filter(|row| row.added.is_none() && row.preference.is_some()) {
        for &line in lines_of(row.wanted).unwrap_or_default() {
            let alteration = edits.alter(line);
            alteration.stale.push("PREF");
            alteration.types_gone.push("pref".to_owned());
        }
    }
    let first = standing.iter().find(|row| row.wanted == 0)?;
    if first.added.is_none() {
        let Property { params, .. } = preferred(Property::new("", String::new()), edits.version);
        edits.alter(first.at).params.extend(params);
    }
    first.added
}

/// For each new row the old row that it is.
fn pair(old: &[Row], new: &[Row]) -> Vec<Option<usize>> {
    let with_identity = |rows: &'_ [Row]| -> Vec<(Row, String)> {
        rows.iter().map(|row| (row.clone(), row.value.identity())).collect()
    };
    let (old, new) = (with_identity(old), with_identity(new));
    let mut pairs = vec![None; new.len()];
    let mut taken = vec![false; old.len()];
    type Same = fn(&(Row, String), &(Row, String)) -> bool;
    let same: [Same; 4] = [
        |(old, _), (new, _)| old.label == new.label && old.value.is_written_as(&new.value),
        |(old, one), (new, other)| old.label == new.label && one == other,
        |(_, one), (_, other)| one == other,
        |(old, _), (new, _)| old.label == new.label,
    ];
    for same in same {
        for (row, pair) in new.iter().zip(&mut pairs).filter(|(_, pair)| pair.is_none()) {
            *pair = (0..old.len()).find(|at| !taken[*at] && same(&old[*at], row));
            if let Some(at) = *pair {
                taken[at] = true;
            }
        }
    }
    pairs
}

/// Writes a row into the lines that it has; `false` where it needs others.
fn alter(edits: &mut Edits<'_>, noun: Noun, old: &Row, new: &Row, lines: &[usize]) -> bool {
    let (same_value, same_label) = (old.value.is_written_as(&new.value), old.label == new.label);
    if same_value && same_label {
        return true;
    }
    let Some((&at, echoes)) = lines.split_first() else { return false };
    let Some(head) = edits.head(at) else { return false };
    let value = (!same_value).then(|| revalue(head, &edits.escaped(at), old, new, edits.version));
    let label = (!same_label).then(|| relabel(head, noun, &new.label));
    if matches!(value, Some(None)) || matches!(label, Some(None)) {
        return false;
    }
    if let Some(Some(revalued)) = value {
        let alteration = edits.alter(at);
        alteration.value = Some(revalued.value);
        alteration.stale.extend_from_slice(revalued.stale);
        alteration.params.extend(revalued.param);
    }
    if let Some(Some(form)) = label {
        set_label(edits, at, form);
    }
    echoes.iter().for_each(|echo| edits.remove(*echo));
    true
}

fn set_label(edits: &mut Edits<'_>, at: usize, form: LabelForm) {
    let Some(head) = edits.head(at) else { return };
    let group = head.group.as_str();
    let in_group: Vec<(usize, &str)> =
        if group.is_empty() { Vec::new() } else { edits.in_group(group).filter(|(line, _)| *line != at).collect() };
    let label_line = in_group.iter().find(|(_, name)| *name == "X-ABLABEL").map(|(line, _)| *line);
    let shared = in_group.iter().any(|(line, name)| noun_of(name).is_some() && !edits.is_gone(*line));
    match (label_line, form.own) {
        // The label is somebody else's as well: this row leaves the group.
        (Some(_), own) if shared => {
            let group = edits.next_group();
            let alteration = edits.alter(at);
            (alteration.group, alteration.own_label) = (Some(group), own);
        }
        (Some(line), Some(own)) => edits.alter(line).value = Some(escape(&write_own_label(&own))),
        (Some(line), None) => edits.remove(line),
        (None, Some(own)) => {
            let group = if group.is_empty() || shared { edits.next_group() } else { group.to_owned() };
            let alteration = edits.alter(at);
            (alteration.group, alteration.own_label) = (Some(group), Some(own));
        }
        (None, None) => {}
    }
    let alteration = edits.alter(at);
    alteration.types_gone.extend(head.types().filter(|word| is_label_type(word)).map(str::to_owned));
    alteration.params.extend(form.types.into_iter().map(|word| ("TYPE", word.to_owned())));
}
