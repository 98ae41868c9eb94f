//! Cards by name, in batches: what is at each address now.
//!
//! A batch whose answer is too large is halved until one card is left, which is then told as too large: memory is
//! bounded by one answer, whoever writes it. What was not asked for is not looked at, and what was not answered is not
//! gone. Deliberately absent: what the cards say.

use std::collections::BTreeMap;

use url::Url;

use super::address::name_in;
use super::session::{CARDS, Session};
use super::trouble::Trouble;
use super::{Book, FetchedCard, fetch};

/// Cards of one request.
pub(super) const BATCH: usize = 50;

/// What is at an address.
#[derive(Debug)]
pub(super) enum Fate {
    /// A card.
    Card(Box<FetchedCard>),
    /// Nothing any more.
    Gone,
    /// More than can be taken.
    TooLarge,
    /// Something that the server does not give.
    Withheld(&'static str),
}

impl Fate {
    /// Bytes of the card.
    pub(super) fn size(&self) -> usize {
        match self {
            Self::Card(card) => card.vcard.len(),
            Self::Gone | Self::TooLarge | Self::Withheld(_) => 0,
        }
    }
}

/// Why a card is left alone that is too large.
pub(super) const TOO_LARGE: &str = "the card is larger than any that is read";

/// Asks for cards and gives each with its name to `take`, batch by batch.
pub(super) async fn each_card(
    session: &Session,
    book: &Book,
    wanted: &[(String, Url)],
    mut take: impl FnMut(&str, Fate),
) -> Result<(), Trouble> {
    let mut batches: Vec<&[(String, Url)]> = wanted.chunks(BATCH).rev().collect();
    while let Some(batch) = batches.pop() {
        match one_batch(session, book, batch).await {
            Ok(mut found) => {
                for (name, _) in batch {
                    let fate = found.remove(name).unwrap_or(Fate::Withheld("the server does not answer for this card"));
                    take(name, fate);
                }
            }
            Err(trouble) if trouble.is_too_large() && batch.len() > 1 => {
                let (first, second) = batch.split_at(batch.len() / 2);
                batches.extend([second, first]);
            }
            Err(trouble) if trouble.is_too_large() => {
                batch.iter().for_each(|(name, _)| take(name, Fate::TooLarge));
            }
            Err(trouble) => return Err(trouble),
        }
    }
    Ok(())
}

async fn one_batch(session: &Session, book: &Book, batch: &[(String, Url)]) -> Result<BTreeMap<String, Fate>, Trouble> {
    let urls: Vec<Url> = batch.iter().map(|(_, url)| url.clone()).collect();
    let (fetched, _) = session.ask(&fetch(&book.url, &urls, book.form), CARDS, |it| it.cards()).await?;
    let cards = fetched.cards.into_iter().map(|card| (card.url.clone(), Fate::Card(Box::new(card))));
    let gone = fetched.gone.into_iter().map(|url| (url, Fate::Gone));
    let failed = fetched.failed.into_iter().map(|(url, _)| (url, Fate::Withheld("the server does not give this card")));
    let all = cards.chain(gone).chain(failed);
    Ok(all.filter_map(|(url, fate)| Some((name_in(&book.url, &url)?, fate))).collect())
}
