//! Finding contacts as somebody types: ranked rowids from the index, shown with what matched.

use std::time::Instant;

use satchel_model::{Contact, Query};
use satchel_search::{Found, SearchError, highlight};

use crate::follow::{rebuild, settle};
use crate::open::OpenVault;
use crate::wire::{ContactsFound, ContactsSearch, Highlights, SearchHit, Snippet, WireError};

/// More hits than this are a list to scroll, not an answer; a view over the query gives that.
const MOST: usize = 500;
/// Characters of the notes around a match.
const AROUND: usize = 60;

pub(crate) async fn find(vault: &OpenVault, input: ContactsSearch) -> Result<ContactsFound, WireError> {
    let begun = Instant::now();
    let query = Query::parse(&input.query);
    let behind = settle(vault).await?;
    let limit = usize::try_from(input.limit).unwrap_or(0).min(MOST);
    let found = ranked(vault, &query, limit).await?;
    let rowids: Vec<i64> = found.hits.iter().map(|hit| hit.rowid).collect();
    let contacts = vault.store.contacts_at(&rowids).await?;
    let mut by_rowid: std::collections::HashMap<i64, Contact> = contacts.into_iter().collect();
    let hits = found
        .hits
        .iter()
        .filter_map(|hit| by_rowid.remove(&hit.rowid).map(|contact| shown(&contact, hit.score, &query)))
        .collect();
    let micros = i64::try_from(begun.elapsed().as_micros()).unwrap_or(i64::MAX);
    Ok(ContactsFound { total: i64::try_from(found.total).unwrap_or(i64::MAX), hits, micros, behind })
}

/// The best hits; an index that proves damaged is made anew first.
pub(crate) async fn ranked(vault: &OpenVault, query: &Query, limit: usize) -> Result<Found, WireError> {
    match vault.index.search(query, limit) {
        Err(SearchError::Damaged) => {
            rebuild(vault).await?;
            Ok(vault.index.search(query, limit)?)
        }
        found => Ok(found?),
    }
}

fn shown(contact: &Contact, score: f32, query: &Query) -> SearchHit {
    let email = matched(&contact.emails.iter().map(|email| email.value.as_str()), query);
    let phone = matched(&contact.phones.iter().map(|phone| phone.value.as_str()), query);
    let highlights = Highlights {
        display: highlight(&contact.display, query),
        company: highlight(&contact.company, query),
        email: highlight(&email, query),
        phone: highlight(&phone, query),
        title: highlight(&contact.title, query),
    };
    SearchHit {
        id: contact.id,
        display: contact.display.clone(),
        company: contact.company.clone(),
        email,
        phone,
        score,
        title: contact.title.clone(),
        highlights,
        snippet: snippet(&contact.notes, query),
    }
}

/// The value that matched, else the first.
fn matched<'a>(values: &(impl Iterator<Item = &'a str> + Clone), query: &Query) -> String {
    values
        .clone()
        .find(|value| !highlight(value, query).is_empty())
        .or_else(|| values.clone().next())
        .unwrap_or_default()
        .to_owned()
}

/// The notes around their first match.
fn snippet(notes: &str, query: &Query) -> Option<Snippet> {
    // A long note is looked through up to here; what the index found further on is shown without a snippet.
    let head: String = notes.chars().take(20_000).collect();
    let (from, _) = *highlight(&head, query).first()?;
    let mut utf16 = 0;
    let at = head.chars().position(|c| {
        let here = utf16 >= from;
        utf16 += u32::try_from(c.len_utf16()).unwrap_or(1);
        here
    })?;
    let start = at.saturating_sub(AROUND);
    let piece: String =
        head.chars().skip(start).take(2 * AROUND).map(|c| if c.is_control() { ' ' } else { c }).collect();
    let before = if start > 0 { "…" } else { "" };
    let after = if head.chars().nth(start + 2 * AROUND).is_some() { "…" } else { "" };
    let text = format!("{before}{piece}{after}");
    let highlights = highlight(&text, query);
    Some(Snippet { text, highlights })
}
