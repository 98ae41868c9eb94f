//! Finding contacts as somebody types: ranked rowids from the index, shown with what matched.

use std::collections::HashMap;
use std::time::Instant;

use satchel_model::{Contact, Query, Scope, fold};
use satchel_search::{Found, Hit, Marker, SearchError, Spelling};

use crate::follow::{rebuild, settle};
use crate::open::OpenVault;
use crate::wire::{ContactsFound, ContactsSearch, DidYouMean, Highlights, Matched, SearchHit, Snippet, WireError};

/// More hits than this are a list to scroll, not an answer; a view over the query gives that.
const MOST: usize = 500;
/// Characters of the notes around a match.
const AROUND: usize = 60;
/// Characters of the notes that are looked through at once for their first match.
const STRETCH: usize = 20_000;

pub(crate) async fn find(vault: &OpenVault, input: ContactsSearch) -> Result<ContactsFound, WireError> {
    let begun = Instant::now();
    let query = Query::parse_of(&input.query, &*vault.store.custom_fields().await?);
    let behind = settle(vault).await?;
    let limit = usize::try_from(input.limit).unwrap_or(0).min(MOST);
    let found = ranked(vault, &query, limit).await?;
    let rowids: Vec<i64> = found.hits.iter().map(|hit| hit.rowid).collect();
    let contacts = vault.store.contacts_at(&rowids).await?;
    let unsent = vault.store.unsent_among(&rowids).await?;
    let did_you_mean = if found.total == 0 { did_you_mean(vault, &input.query).await? } else { None };
    let mut by_rowid: HashMap<i64, Contact> = contacts.into_iter().collect();
    let marker = Marker::new(&query);
    let hits = found.hits.iter().filter_map(|hit| {
        let contact = by_rowid.remove(&hit.rowid)?;
        Some(SearchHit { unsent: unsent.contains(&hit.rowid), ..shown(contact, *hit, &marker) })
    });
    let hits = grouped(hits.collect());
    let micros = i64::try_from(begun.elapsed().as_micros()).unwrap_or(i64::MAX);
    let similar = count(found.total - found.exact);
    Ok(ContactsFound { total: count(found.total), similar, hits, did_you_mean, micros, behind })
}

fn count(documents: u64) -> i64 {
    i64::try_from(documents).unwrap_or(i64::MAX)
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

/// Everybody who is found as typed; an index that proves damaged is made anew first.
pub(crate) async fn rows(vault: &OpenVault, query: &Query) -> Result<Vec<i64>, WireError> {
    match vault.index.rows(query) {
        Err(SearchError::Damaged) => {
            rebuild(vault).await?;
            Ok(vault.index.rows(query)?)
        }
        found => Ok(found?),
    }
}

/// Another spelling of what found nobody, with its words as somebody's contact has them.
async fn did_you_mean(vault: &OpenVault, typed: &str) -> Result<Option<DidYouMean>, WireError> {
    let Some(Spelling { mut text, words, total }) = vault.index.spelling(typed)? else {
        return Ok(None);
    };
    let best = vault.index.search(&Query::parse(&text), 1)?.hits;
    let rowids: Vec<i64> = best.iter().map(|hit| hit.rowid).collect();
    if let Some((_, contact)) = vault.store.contacts_at(&rowids).await?.first() {
        for word in words {
            if let Some(written) = as_written(contact, &word) {
                text = text.replacen(&word, &written, 1);
            }
        }
    }
    Ok(Some(DidYouMean { query: text, total: count(total) }))
}

/// A folded word with the case and the accents that it has in a contact.
fn as_written(contact: &Contact, word: &str) -> Option<String> {
    let texts = [&contact.display, &contact.given, &contact.family, &contact.company, &contact.title, &contact.notes];
    let places = contact.addresses.iter().flat_map(|address| [&address.locality, &address.region, &address.country]);
    let mut words = texts
        .into_iter()
        .chain(places)
        .chain(&contact.tags)
        .flat_map(|text| text.split(|c: char| !c.is_alphanumeric()));
    words.find(|written| fold(written) == word).map(str::to_owned)
}

/// Hits in which the same matched come together, where the best of them is; similar ones stay behind.
fn grouped(mut hits: Vec<SearchHit>) -> Vec<SearchHit> {
    let mut order: Vec<(bool, Matched)> = Vec::new();
    let places: Vec<usize> = hits
        .iter()
        .map(|hit| {
            let group = (hit.similar, hit.matched);
            order.iter().position(|known| *known == group).unwrap_or_else(|| {
                order.push(group);
                order.len() - 1
            })
        })
        .collect();
    let mut placed: Vec<(usize, SearchHit)> = places.into_iter().zip(hits.drain(..)).collect();
    placed.sort_by_key(|(place, hit)| (hit.similar, *place));
    placed.into_iter().map(|(_, hit)| hit).collect()
}

/// Marks texts of a hit: what was typed, and in a similar hit what is like it.
struct Marks<'a> {
    marker: &'a Marker<'a>,
    similar: bool,
}

impl Marks<'_> {
    fn of(&self, text: &str, scope: Scope) -> Vec<(u32, u32)> {
        let marked = self.marker.mark(text, scope);
        if marked.is_empty() && self.similar { self.marker.resembling(text, scope) } else { marked }
    }

    fn any<'t>(&self, texts: impl IntoIterator<Item = &'t String>, scope: Scope) -> bool {
        texts.into_iter().any(|text| !self.of(text, scope).is_empty())
    }

    /// The text that matched, else the first.
    fn best<'t>(&self, texts: &(impl Iterator<Item = &'t String> + Clone), scope: Scope) -> String {
        let matched = texts.clone().find(|text| !self.of(text, scope).is_empty());
        matched.or_else(|| texts.clone().next()).cloned().unwrap_or_default()
    }
}

fn shown<'a>(contact: Contact, hit: Hit, marker: &'a Marker<'a>) -> SearchHit {
    let marks = Marks { marker, similar: !hit.as_typed };
    let cities = contact.addresses.iter().flat_map(|address| [&address.locality, &address.region, &address.country]);
    let email = marks.best(&contact.emails.iter().map(|email| &email.value), Scope::Email);
    let phone = marks.best(&contact.phones.iter().map(|phone| &phone.value), Scope::Phone);
    let place = marks.best(&cities.filter(|part| !part.is_empty()), Scope::Place);
    let highlights = Highlights {
        display: marks.of(&contact.display, Scope::Name),
        company: marks.of(&contact.company, Scope::Company),
        email: marks.of(&email, Scope::Email),
        phone: marks.of(&phone, Scope::Phone),
        title: marks.of(&contact.title, Scope::Title),
        place: marks.of(&place, Scope::Place),
    };
    let snippet = snippet(&contact.notes, &marks);
    let matched = matched(&contact, &highlights, snippet.is_some(), &marks);
    SearchHit {
        id: contact.id,
        display: contact.display,
        company: contact.company,
        email,
        phone,
        score: hit.score,
        matched,
        similar: !hit.as_typed,
        title: contact.title,
        place,
        tags: contact.tags,
        unsent: false,
        highlights,
        snippet,
    }
}

fn matched(contact: &Contact, highlights: &Highlights, in_notes: bool, marks: &Marks<'_>) -> Matched {
    if !highlights.display.is_empty() || marks.any(contact.names(), Scope::Name) {
        Matched::Name
    } else if !highlights.company.is_empty() {
        Matched::Company
    } else if !highlights.email.is_empty() {
        Matched::Email
    } else if !highlights.phone.is_empty() || marks.any(contact.phones.iter().map(|phone| &phone.e164), Scope::Phone) {
        Matched::Phone
    } else if !highlights.title.is_empty() || marks.any([&contact.department], Scope::Title) {
        Matched::Title
    } else if marks.any(&contact.tags, Scope::Tag) {
        Matched::Tag
    } else if !highlights.place.is_empty() {
        Matched::Place
    } else if in_notes {
        Matched::Note
    } else {
        Matched::Other
    }
}

/// The notes around their first match.
fn snippet(notes: &str, marks: &Marks<'_>) -> Option<Snippet> {
    let letters: Vec<char> = notes.chars().collect();
    // Stretches overlap, so that no match is cut.
    let (from, first) = (0..letters.len()).step_by(STRETCH - AROUND).find_map(|from| {
        let stretch: String = letters.iter().skip(from).take(STRETCH).collect();
        let (first, _) = *marks.of(&stretch, Scope::Notes).first()?;
        Some((from, first))
    })?;
    let mut utf16 = 0;
    let at = from
        + letters.iter().skip(from).position(|letter| {
            let here = utf16 >= first;
            utf16 += u32::try_from(letter.len_utf16()).unwrap_or(1);
            here
        })?;
    let start = at.saturating_sub(AROUND);
    let end = (start + 2 * AROUND).min(letters.len());
    let piece: String = letters[start..end].iter().map(|c| if c.is_control() { ' ' } else { *c }).collect();
    let before = if start > 0 { "…" } else { "" };
    let after = if end < letters.len() { "…" } else { "" };
    let text = format!("{before}{piece}{after}");
    let highlights = marks.of(&text, Scope::Notes);
    Some(Snippet { text, highlights })
}
