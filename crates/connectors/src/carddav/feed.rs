//! The feed of a book: pages of what changed, and of what is gone.
//!
//! A listing is kept by the connection while its round lasts, so that a round costs one; a new connection lists again and
//! goes on behind the name that was told last. Deliberately absent: remembering anything beyond a round.

use std::collections::BTreeMap;
use std::ops::Bound;

use satchel_model::Entity;
use satchel_remote::{Cursor, Fate as End, Halt, Page, Quarantined, RemoteRef, Tombstone};
use url::Url;

use super::address::name_in;
use super::cards::{BATCH, Fate, TOO_LARGE, each_card};
use super::cursor::{Compared, Parts, Place, Since, Within, digest};
use super::kept::Kept;
use super::reading::{Unread, read_card};
use super::session::{LISTING, SHORT, Session};
use super::stamp::date;
use super::trouble::Trouble;
use super::{Book, Changes, find_book, list_all, list_changes};

/// Records of a page, whatever is asked for.
const MOST_RECORDS: usize = 1_000;
/// Bytes of a page beyond which no more cards are asked for: most of a page are a few kilobytes, a hostile one is not.
const HEAVIEST: usize = 8 << 20;

/// What a listing says about the cards of a book, by name: where a card is and its version, or nothing where it is gone.
pub(super) struct Listing {
    cards: BTreeMap<String, Option<(Url, String)>>,
    /// The token that it starts from.
    from: Option<String>,
    /// The token, or the state, at which it ends.
    until: String,
    more: bool,
    refused: usize,
    clock: Option<i64>,
}

impl Listing {
    fn of(book: &Book, changes: Changes, from: Option<String>, until: String, clock: Option<i64>) -> Self {
        let mut refused = changes.refused;
        let mut cards = BTreeMap::new();
        let present = changes.present.into_iter().map(|(url, tag)| (url.clone(), Some((url, tag))));
        for (url, card) in present.chain(changes.gone.into_iter().map(|url| (url, None))) {
            match name_in(&book.url, &url) {
                // What is both is there.
                Some(name) if card.is_some() || !cards.contains_key(&name) => {
                    cards.insert(name, card);
                }
                Some(_) => {}
                None => refused += 1,
            }
        }
        Self { cards, from, until, more: changes.more, refused, clock }
    }
}

/// What is listed of a card: its name, and where it is with its version, or nothing where it is gone.
type Listed = (String, Option<(Url, String)>);

/// So many, and whether these are all.
fn chosen(mut listed: impl Iterator<Item = Listed>, limit: usize) -> (Vec<Listed>, bool) {
    let chosen = listed.by_ref().take(limit).collect();
    (chosen, listed.next().is_none())
}

/// Reads a page.
pub(super) async fn pull(
    session: &Session,
    book: &Book,
    kept: &Kept<Listing>,
    from: Option<&Cursor>,
    limit: usize,
) -> Result<Page, Halt> {
    let limit = limit.clamp(1, MOST_RECORDS);
    let mut page = match Place::of(from, book.tells_changes)? {
        Place::Since(since) => pull_since(session, book, kept, since, limit).await?,
        Place::Compared(compared) => pull_compared(session, book, kept, compared, limit).await?,
    };
    match from {
        Some(_) => date(session, book, &mut page.records).await,
        // Who begins anew hears of nobody that was deleted meanwhile.
        None => page.gap = true,
    }
    Ok(page)
}

async fn pull_since(
    session: &Session,
    book: &Book,
    kept: &Kept<Listing>,
    since: Since,
    limit: usize,
) -> Result<Page, Halt> {
    let Since { token, within, parts } = since;
    let listing = match kept.take() {
        Some(listing) if within.as_ref().is_some_and(|it| it.until == listing.until && token == listing.from) => {
            listing
        }
        _ => list_since(session, book, token.clone()).await?,
    };
    // All that is listed up to `until` was told in part; a part that is cut short elsewhere now begins anew.
    let (until, after) = match within {
        Some(within) if !listing.more || within.until == listing.until => (within.until, within.after),
        _ => (listing.until.clone(), String::new()),
    };
    let rest = listing.cards.range::<str, _>((bound(&after), Bound::Unbounded));
    let (mut told, all) = chosen(rest.map(|(name, card)| (name.clone(), card.clone())), limit);
    let refused = if after.is_empty() { listing.refused } else { 0 };
    let (mut page, count) = tell(session, book, &told, refused, listing.clock).await?;
    let all = all && count == told.len();
    told.truncate(count);
    let next = match told.last() {
        Some((last, _)) if !all => {
            page.more = true;
            let within = Some(Within { until: until.clone(), after: last.clone() });
            kept.put(Listing { until, ..listing });
            Since { token, within, parts }
        }
        _ if listing.more => {
            page.more = true;
            let parts = parts.step(token.as_deref(), &until)?;
            Since { token: Some(until), within: None, parts }
        }
        _ => Since { token: Some(until), within: None, parts: Parts::default() },
    };
    page.next = Place::Since(next).cursor()?;
    Ok(page)
}

fn bound(after: &str) -> Bound<&str> {
    if after.is_empty() { Bound::Unbounded } else { Bound::Excluded(after) }
}

async fn list_since(session: &Session, book: &Book, token: Option<String>) -> Result<Listing, Halt> {
    let request = list_changes(&book.url, token.as_deref());
    let (changes, response) =
        session.ask(&request, LISTING, |it| it.changes()).await.map_err(|trouble| trouble.halt())?;
    if changes.token.is_empty() {
        return Err(Halt::Nonsense("a listing without a token"));
    }
    let until = changes.token.clone();
    Ok(Listing::of(book, changes, token, until, response.clock()))
}

async fn pull_compared(
    session: &Session,
    book: &Book,
    kept: &Kept<Listing>,
    mut known: Compared,
    limit: usize,
) -> Result<Page, Halt> {
    let listing = match kept.take().filter(|_| known.within) {
        Some(listing) => listing,
        None => {
            // The state first: what changes behind it makes it differ the next time.
            let state = state(session, book).await?;
            if !state.is_empty() && state == known.state {
                return page(Place::Compared(known), None);
            }
            list_everything(session, book, state).await?
        }
    };
    let gone = known.cards.keys().filter(|name| !listing.cards.contains_key(*name)).map(|name| (name.clone(), None));
    let differs = |name: &String, tag: &str| known.cards.get(name) != Some(&digest(tag));
    let changed = listing.cards.iter().filter(|(name, card)| card.as_ref().is_some_and(|(_, tag)| differs(name, tag)));
    let (mut told, all) = chosen(gone.chain(changed.map(|(name, card)| (name.clone(), card.clone()))), limit);
    let refused = if known.within { 0 } else { listing.refused };
    let (mut page, count) = tell(session, book, &told, refused, listing.clock).await?;
    let all = all && count == told.len();
    told.truncate(count);
    for (name, card) in told {
        match card {
            Some((_, tag)) => known.cards.insert(name, digest(&tag)),
            None => known.cards.remove(&name),
        };
    }
    known.within = !all;
    known.state = if all { listing.until.clone() } else { String::new() };
    page.more = !all;
    if !all {
        kept.put(listing);
    }
    page.next = Place::Compared(known).cursor()?;
    Ok(page)
}

async fn state(session: &Session, book: &Book) -> Result<String, Halt> {
    let asked = session.ask(&find_book(&book.url), SHORT, |it| it.books()).await;
    let (books, _) = asked.map_err(|trouble| trouble.halt())?;
    let book = books.into_iter().next().ok_or(Halt::Nonsense("nothing where the address book was"))?;
    Ok(book.state)
}

async fn list_everything(session: &Session, book: &Book, state: String) -> Result<Listing, Halt> {
    let asked = session.ask(&list_all(&book.url), LISTING, |it| it.changes()).await;
    let (changes, response) = asked.map_err(|trouble| trouble.halt())?;
    // Taken for a listing of everything, half of one would look as if the other half were gone.
    if changes.more || !changes.names_book {
        return Err(Halt::Nonsense("a listing that is not whole"));
    }
    Ok(Listing::of(book, changes, None, state, response.clock()))
}

/// The names of all cards, and where they are.
pub(super) async fn everything(session: &Session, book: &Book) -> Result<BTreeMap<String, (Url, String)>, Halt> {
    let listing = list_everything(session, book, String::new()).await?;
    Ok(listing.cards.into_iter().filter_map(|(name, card)| Some((name, card?))).collect())
}

/// A page with nothing in it.
fn page(next: Place, clock: Option<i64>) -> Result<Page, Halt> {
    Ok(Page {
        records: Vec::new(),
        tombstones: Vec::new(),
        quarantined: Vec::new(),
        next: next.cursor()?,
        more: false,
        gap: false,
        groups: false,
        clock,
    })
}

/// Reads what was listed; gives how much of it, from its beginning, is in the page.
async fn tell(
    session: &Session,
    book: &Book,
    listed: &[Listed],
    refused: usize,
    clock: Option<i64>,
) -> Result<(Page, usize), Halt> {
    let mut page = page(Place::Since(Since::default()), clock)?;
    let mut count = 0;
    for batch in listed.chunks(BATCH) {
        read_batch(session, book, batch, &mut page).await.map_err(|trouble| trouble.halt())?;
        count += batch.len();
        if page.weight() > HEAVIEST {
            break;
        }
    }
    if refused > 0 {
        let reason = format!("addresses that lead out of the book, and are left alone: {refused}");
        page.quarantined.push(Quarantined { reference: None, reason });
    }
    Ok((page, count))
}

/// Puts what is at some addresses into a page.
async fn read_batch(session: &Session, book: &Book, listed: &[Listed], page: &mut Page) -> Result<(), Trouble> {
    let reference = |name: &str| RemoteRef::new(Entity::Contact, name);
    let gone = |name: &str| Tombstone { reference: reference(name), fate: End::Deleted { restorable: false } };
    let wanted: Vec<(String, Url)> =
        listed.iter().filter_map(|(name, card)| Some((name.clone(), card.as_ref()?.0.clone()))).collect();
    page.tombstones.extend(listed.iter().filter(|(_, card)| card.is_none()).map(|(name, _)| gone(name)));
    let Page { records, tombstones, quarantined, groups, .. } = page;
    let mut quarantine = |name: &str, reason: &str| {
        quarantined.push(Quarantined { reference: Some(reference(name)), reason: reason.to_owned() });
    };
    let take = |name: &str, fate: Fate| match fate {
        Fate::Card(fetched) => match read_card(name, &fetched) {
            Ok(card) => records.push(card.record),
            Err(Unread::NotAContact) => *groups = true,
            Err(Unread::Unreadable(reason)) => quarantine(name, reason),
        },
        Fate::Gone => tombstones.push(gone(name)),
        Fate::TooLarge => quarantine(name, TOO_LARGE),
        Fate::Withheld(reason) => quarantine(name, reason),
    };
    each_card(session, book, &wanted, take).await
}
