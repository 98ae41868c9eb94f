//! A book behind the port.
//!
//! The connector remembers nothing: places are in the cursor, records with whoever mirrors them. What a connection keeps
//! is the listing that it is reading. Deliberately absent: kinds but contacts, and bringing back what was
//! deleted.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use async_trait::async_trait;
use satchel_model::{Entity, Id};
use satchel_remote::{
    Budget, Capabilities, Change, Cursor, Fate as End, Found, Group, GroupChange, GroupOutcome, Halt, IdPage,
    KindCapabilities, Page, Picture, Pushed, Remote, RemoteRef, Values,
};

use super::address::card_at;
use super::capabilities::capabilities;
use super::cards::{Fate, each_card};
use super::feed::{self, Listing};
use super::groups;
use super::kept::Kept;
use super::push::Push;
use super::reading::{Unread, read_card};
use super::session::Session;
use super::sweep::{Named, sweep};
use super::trouble::Trouble;
use super::{Account, Book, ConnectError, picture};

/// A connection to one address book.
#[derive(Debug)]
pub struct CardDavRemote {
    session: Session,
    book: Book,
    offered: Capabilities,
    listing: Kept<Listing>,
    named: Kept<Named>,
    budget: Mutex<Budget>,
}

impl CardDavRemote {
    /// A connection to a book that [`books`](super::books) told; asks nothing.
    ///
    /// # Errors
    /// When the account's address is none, or the book is on another host.
    pub fn of(account: &Account, book: Book) -> Result<Self, ConnectError> {
        let client = account.client()?;
        if !client.is_own(&book.url) {
            return Err(ConnectError::Elsewhere(book.url.host_str().map(str::to_owned)));
        }
        Ok(Self::new(Session { client }, book))
    }

    pub(super) fn new(session: Session, book: Book) -> Self {
        let offered = capabilities(&book);
        Self { session, book, offered, listing: Kept::default(), named: Kept::default(), budget: Mutex::default() }
    }

    /// The book.
    #[must_use]
    pub fn book(&self) -> &Book {
        &self.book
    }

    fn contacts(&self, kind: Entity) -> Result<&KindCapabilities, Halt> {
        self.offered.kind(kind).ok_or(Halt::Forbidden)
    }

    /// Remembers how patient the server is.
    fn noted<T>(&self, answer: Result<T, Halt>) -> Result<T, Halt> {
        self.note(answer.as_ref().err());
        answer
    }

    fn note(&self, halt: Option<&Halt>) {
        let budget = match halt {
            Some(Halt::Throttled { after }) => Budget { remaining: Some(0), resets_in: *after, spent: 0 },
            _ => Budget::default(),
        };
        *self.budget.lock().unwrap_or_else(PoisonError::into_inner) = budget;
    }

    async fn drawn(&self, references: &[RemoteRef]) -> Result<Vec<Option<Picture>>, Trouble> {
        let contacts = references.iter().filter(|reference| reference.kind == Entity::Contact);
        let name = |reference: &RemoteRef| Some((reference.id.clone(), card_at(&self.book.url, &reference.id)?));
        let wanted: Vec<_> = contacts.filter_map(name).collect();
        let mut pictures: BTreeMap<String, Picture> = BTreeMap::new();
        let take = |name: &str, fate: Fate| {
            if let Fate::Card(fetched) = fate
                && let Ok(card) = read_card(name, &fetched)
            {
                pictures.extend(picture::picture(&card.card).map(|picture| (name.to_owned(), picture)));
            }
        };
        each_card(&self.session, &self.book, &wanted, take).await?;
        Ok(references.iter().map(|reference| pictures.get(&reference.id).cloned()).collect())
    }

    async fn found(&self, references: &[RemoteRef]) -> Result<Vec<Found>, Trouble> {
        // Who cannot be seen is not deleted.
        let mut found: Vec<Found> = references.iter().map(|_| Found::Ended(End::NotVisible)).collect();
        let name = |reference: &RemoteRef| Some((reference.id.clone(), card_at(&self.book.url, &reference.id)?));
        let contacts = references.iter().filter(|reference| reference.kind == Entity::Contact);
        let mut wanted: Vec<_> = contacts.filter_map(name).collect();
        wanted.sort();
        wanted.dedup();
        let take = |name: &str, fate: Fate| {
            let told = match fate {
                Fate::Card(fetched) => match read_card(name, &fetched) {
                    Ok(card) => Found::Record(Box::new(card.record)),
                    Err(Unread::NotAContact | Unread::Unreadable(_)) => return,
                },
                Fate::Gone => Found::Ended(End::Deleted { restorable: false }),
                Fate::TooLarge | Fate::Withheld(_) => return,
            };
            for (reference, found) in references.iter().zip(&mut found) {
                if reference.kind == Entity::Contact && reference.id == name {
                    found.clone_from(&told);
                }
            }
        };
        each_card(&self.session, &self.book, &wanted, take).await?;
        Ok(found)
    }
}

#[async_trait]
impl Remote for CardDavRemote {
    async fn discover(&self) -> Result<Capabilities, Halt> {
        Ok(self.offered.clone())
    }

    async fn pull(&self, kind: Entity, from: Option<&Cursor>, limit: usize) -> Result<Page, Halt> {
        self.contacts(kind)?;
        self.noted(feed::pull(&self.session, &self.book, &self.listing, from, limit).await)
    }

    async fn read(&self, references: &[RemoteRef]) -> Result<Vec<Found>, Halt> {
        self.noted(self.found(references).await.map_err(|trouble| trouble.halt()))
    }

    async fn sweep(&self, kind: Entity, from: Option<&Cursor>, limit: usize) -> Result<IdPage, Halt> {
        self.contacts(kind)?;
        self.noted(sweep(&self.session, &self.book, &self.named, from, limit).await)
    }

    async fn push(&self, changes: &[Change]) -> Pushed {
        let offered = match self.contacts(Entity::Contact) {
            Ok(offered) => offered,
            Err(halt) => return Pushed { outcomes: Vec::new(), halt: Some(halt) },
        };
        let pushed = Push::new(&self.session, &self.book, offered).run(changes).await;
        self.note(pushed.halt.as_ref());
        pushed
    }

    async fn find_created(&self, kind: Entity, key: Id, _hint: &Values) -> Result<Option<RemoteRef>, Halt> {
        let offered = self.contacts(kind)?;
        let found = Push::new(&self.session, &self.book, offered).find(key).await;
        self.noted(found.map(|found| found.map(|record| record.reference)).map_err(|trouble| trouble.halt()))
    }

    async fn pictures(&self, references: &[RemoteRef]) -> Result<Vec<Option<Picture>>, Halt> {
        self.noted(self.drawn(references).await.map_err(|trouble| trouble.halt()))
    }

    async fn groups(&self) -> Result<Option<Vec<Group>>, Halt> {
        self.noted(groups::groups(&self.session, &self.book).await.map_err(|trouble| trouble.halt()))
    }

    async fn change_group(&self, change: &GroupChange) -> Result<GroupOutcome, Halt> {
        self.noted(groups::change_group(&self.session, &self.book, change).await)
    }

    fn budget(&self) -> Budget {
        let told = *self.budget.lock().unwrap_or_else(PoisonError::into_inner);
        Budget { spent: self.session.client.asked(), ..told }
    }
}
