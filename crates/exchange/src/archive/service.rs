//! Whose export an archive is, and which of its members a person means who drops it.
//!
//! Deliberately absent: what is in tables; their presets tell.

use std::collections::HashSet;

use super::member::ArchiveMember;
use crate::FileKind;

/// A service whose archives are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Service {
    /// Google Takeout: the same people as cards and as a table, by label.
    GoogleTakeout,
    /// LinkedIn's data export: connections, and contacts that were imported there.
    LinkedIn,
    /// Salesforce's data export: one table for each kind of record.
    Salesforce,
}

impl Service {
    /// The service, by what the members are.
    pub(super) fn of(found: &[(usize, ArchiveMember)]) -> Option<Self> {
        let members = || found.iter().map(|(_, member)| member);
        let has =
            |preset: &str| members().any(|member| member.preset.as_deref().is_some_and(|p| p.starts_with(preset)));
        if has("salesforce-contact") || has("salesforce-lead") {
            return Some(Self::Salesforce);
        }
        if has("linkedin") {
            return Some(Self::LinkedIn);
        }
        let takeout = |member: &ArchiveMember| {
            let folders: Vec<&str> = member.name.split('/').collect();
            folders.len() >= 3 && folders.contains(&"Takeout")
        };
        members().any(takeout).then_some(Self::GoogleTakeout)
    }
}

/// Marks the members that are meant.
pub(super) fn suggest(service: Option<Service>, found: &mut [(usize, ArchiveMember)]) {
    match service {
        Some(Service::GoogleTakeout) => suggest_takeout(found),
        Some(Service::LinkedIn) => {
            for (_, member) in found.iter_mut() {
                member.suggested = member.preset.as_deref().is_some_and(|preset| preset.starts_with("linkedin"));
            }
        }
        Some(Service::Salesforce) => {}
        None => {
            for (_, member) in found.iter_mut() {
                member.suggested = member.kind != FileKind::Mail;
            }
        }
    }
}

/// Each label has a folder with its people as cards, as a table, or both; one folder has everybody. Cards hold more, and
/// the largest folder of cards is that of everybody.
fn suggest_takeout(found: &mut [(usize, ArchiveMember)]) {
    let stem = |name: &str| name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned();
    let cards: HashSet<String> = found
        .iter()
        .filter(|(_, member)| member.kind == FileKind::Cards)
        .map(|(_, member)| stem(&member.name))
        .collect();
    let whole = found.iter().filter(|(_, member)| member.kind == FileKind::Cards).max_by_key(|(_, member)| member.size);
    let whole = whole.map(|(at, _)| *at);
    let largest = found.iter().max_by_key(|(_, member)| member.size).map(|(at, _)| *at);
    for (at, member) in found.iter_mut() {
        member.suggested = Some(*at) == whole.or(largest);
        if member.kind == FileKind::Table && cards.contains(&stem(&member.name)) {
            member.reason.push_str(" The same people are in it as cards, which hold more.");
        } else if !member.suggested {
            member.reason.push_str(" Its people are likely among those of the largest file.");
        }
    }
}
