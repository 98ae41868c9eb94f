//! Who might be here already, while somebody new is being typed.
//!
//! An e-mail or a phone that somebody has is nearly always the same person; of names, all words must be there, whatever
//! their order, case and accents. Nothing is written, and nothing is refused: two people may well share a name.

use std::collections::BTreeSet;

use satchel_model::{ContactDraft, Query, fold, parse_phone};

use crate::wire::{AlikeBy, ContactAlike, ContactsAlike, ContactsAlikeFound, WireError};
use crate::{App, follow, search, settings};

/// More than a few are no hint.
const SHOWN: usize = 3;
/// Hits of a name that are compared word by word.
const LOOKED_AT: usize = 50;
/// Fewer digits than this are the beginning of many numbers.
const DIGITS: usize = 6;

/// The most likely ones, the surest first.
pub async fn alike(app: App, input: ContactsAlike) -> Result<ContactsAlikeFound, WireError> {
    let vault = app.vault()?;
    let region = settings::country(&vault).await?;
    let draft = reach(&input, (!region.is_empty()).then_some(region.as_str()));
    let limit = i64::try_from(SHOWN).unwrap_or(i64::MAX);
    let shared = vault.store.shared_reach(draft, limit).await?;
    let by = |rowids: Vec<i64>, by| rowids.into_iter().map(move |rowid| (rowid, by));
    let mut found: Vec<(i64, AlikeBy)> =
        by(shared.by_email, AlikeBy::Email).chain(by(shared.by_phone, AlikeBy::Phone)).collect();

    let name = words(&format!("{} {}", input.given, input.family));
    // A first name alone is shared by too many.
    if name.len() > 1 {
        follow::settle(&vault).await?;
        let typed: Vec<&str> = name.iter().map(String::as_str).collect();
        let hits = search::ranked(&vault, &Query::parse(&typed.join(" ")), LOOKED_AT).await?.hits;
        let rowids: Vec<i64> = hits.iter().map(|hit| hit.rowid).collect();
        for (rowid, row) in vault.store.grid_rows(&rowids).await? {
            if name.is_subset(&words(&row.display)) {
                found.push((rowid, AlikeBy::Name));
            }
        }
    }
    let mut people: Vec<ContactAlike> = Vec::new();
    let rowids: Vec<i64> = found.iter().map(|(rowid, _)| *rowid).collect();
    let rows: std::collections::HashMap<_, _> = vault.store.grid_rows(&rowids).await?.into_iter().collect();
    for (rowid, by) in found {
        let Some(row) = rows.get(&rowid) else { continue };
        match people.iter_mut().find(|known| known.contact.id == row.id) {
            Some(known) if known.by.contains(&by) => {}
            Some(known) => known.by.push(by),
            None => people.push(ContactAlike { contact: row.clone().into(), by: vec![by] }),
        }
    }
    people.truncate(SHOWN);
    Ok(ContactsAlikeFound { people })
}

/// What is typed that could be compared already.
fn reach(input: &ContactsAlike, region: Option<&str>) -> ContactDraft {
    let mut draft = ContactDraft::default();
    if input.email.contains('@') {
        draft.emails.push((String::new(), input.email.clone()));
    }
    if input.phone.chars().filter(char::is_ascii_digit).count() >= DIGITS
        && let Ok(phone) = parse_phone(&input.phone, region)
    {
        draft.phones.push((String::new(), phone.written, phone.e164));
    }
    draft
}

fn words(text: &str) -> BTreeSet<String> {
    fold(text).split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}
