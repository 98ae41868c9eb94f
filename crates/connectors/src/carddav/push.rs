//! Changes on their way to a book, one after the other.
//!
//! Before a few changes their cards are asked for together, so that each is written into the card that is there now and
//! under the condition that it still is; afterwards they are asked for together once more, because servers write cards
//! in their own way. A card that is created is put under a name made of its key, so that a second time meets the first.
//! Deliberately absent: trying again.

use std::collections::BTreeMap;

use satchel_exchange::is_same_uid;
use satchel_model::{Entity, FieldChange, Id};
use satchel_remote::{
    Change, KindCapabilities, Operation, Outcome, PHOTO, Picture, Pushed, Record, RemoteRef, Values, Version,
};
use url::Url;

use super::address::{card_at, name_in};
use super::cards::{Fate, TOO_LARGE, each_card};
use super::change::{created, updated};
use super::outcome::{Done, answered, applied, applied_as, gone, no_web_page, refused, unfilled, unsent};
use super::reading::{ReadCard, Unread, own_name, read_card};
use super::session::{CARDS, LISTING, SHORT, Session};
use super::stamp::date;
use super::trouble::Trouble;
use super::{Book, CardForm, Condition, DavError, delete, find_uid, picture, put, resolve};

/// Changes whose cards are asked for together.
const CHUNK: usize = 20;

/// What is at an address, for whoever wants to write there.
enum There {
    Card(Box<ReadCard>),
    Gone,
    /// No contact, or none that can be read.
    Unread(&'static str),
    /// The server does not give it just now.
    Withheld,
}

/// A push.
pub(super) struct Push<'a> {
    session: &'a Session,
    book: &'a Book,
    offered: &'a KindCapabilities,
    /// Cards that were asked for and not written since.
    known: BTreeMap<String, There>,
}

impl<'a> Push<'a> {
    pub(super) fn new(session: &'a Session, book: &'a Book, offered: &'a KindCapabilities) -> Self {
        Self { session, book, offered, known: BTreeMap::new() }
    }

    /// Sends changes in their order.
    pub(super) async fn run(mut self, changes: &[Change]) -> Pushed {
        let mut outcomes = Vec::with_capacity(changes.len());
        for chunk in changes.chunks(CHUNK) {
            self.known = self.ask_for(chunk.iter().filter_map(updated_name)).await;
            let first = outcomes.len();
            for change in chunk {
                match self.one(change).await {
                    Ok(outcome) => outcomes.push(outcome),
                    Err((outcome, halt)) => {
                        outcomes.push(outcome);
                        outcomes.resize(changes.len(), Outcome::Retry { after: None });
                        return Pushed { outcomes, halt: Some(halt) };
                    }
                }
            }
            self.fill(chunk, &mut outcomes[first..]).await;
        }
        Pushed { outcomes, halt: None }
    }

    async fn one(&mut self, change: &Change) -> Done {
        let picture = change.picture.as_ref();
        match &change.operation {
            Operation::Create { kind: Entity::Contact, values } => {
                blamed(self.create(change.key, (values, picture)).await, picture)
            }
            Operation::Update { reference, base, extra, changes } if reference.kind == Entity::Contact => {
                blamed(self.update(reference, base.as_ref(), extra, (changes, picture)).await, picture)
            }
            Operation::Delete { reference, base } if reference.kind == Entity::Contact => {
                self.delete(reference, base.as_ref()).await
            }
            Operation::Create { .. }
            | Operation::Update { .. }
            | Operation::Delete { .. }
            | Operation::Restore { .. } => Ok(refused("unsupported", "the address book cannot do this")),
        }
    }

    async fn create(&mut self, key: Id, values: (&Values, Option<&Picture>)) -> Done {
        let card = match created(key, values, self.offered, self.book.form) {
            Ok(card) => card,
            Err(refusal) => return Ok(refusal.outcome()),
        };
        let name = own_name(key);
        let Some(url) = self.place(&name) else { return Ok(refused("no_address", "a card cannot have this name")) };
        match self.put(&url, &Condition::New, &card).await {
            // Some servers put a new card where they like, and say where.
            Ok(moved) => Ok(applied(&moved.unwrap_or(name))),
            Err(trouble) => match trouble.dav() {
                Some(DavError::Changed | DavError::UidTaken) => match self.find(key).await {
                    Ok(Some(record)) => Ok(applied_as(record)),
                    Ok(None) => Ok(refused("taken", "another card is in the place of this one")),
                    Err(trouble) => Err(unsent(&trouble)),
                },
                _ => answered(&trouble),
            },
        }
    }

    async fn update(
        &mut self,
        reference: &RemoteRef,
        base: Option<&Version>,
        extra: &Values,
        changes: (&[FieldChange], Option<&Picture>),
    ) -> Done {
        let Some(url) = self.place(&reference.id) else { return Ok(gone()) };
        let there = match self.there(&reference.id, &url).await {
            Ok(There::Card(there)) => there,
            Ok(There::Gone) => return Ok(gone()),
            Ok(There::Unread(reason)) => return Ok(refused("unreadable", reason)),
            Ok(There::Withheld) => return Ok(Outcome::Retry { after: None }),
            Err(trouble) => return Err(unsent(&trouble)),
        };
        if uid_of(extra).is_some_and(|uid| !is_same_uid(uid, &there.card.uid)) {
            return Ok(refused("another_card", "another card is in the place of this one by now"));
        }
        if base.is_some_and(|base| *base != there.record.version || is_unseen(changes.0, &there.record)) {
            return Ok(self.differs(there.record).await);
        }
        let card = match updated(&there.original, &there.card, changes, self.offered) {
            Ok(card) => card,
            Err(refusal) => return Ok(refusal.outcome()),
        };
        if card == there.original.bytes() {
            return Ok(applied_as(there.record));
        }
        match self.put(&url, &Condition::Still(there.record.version.0.clone()), &card).await {
            Ok(_) => Ok(applied(&reference.id)),
            Err(trouble) => match trouble.dav() {
                Some(DavError::Changed) => self.conflict(&reference.id, &url).await,
                Some(DavError::NotFound) => Ok(gone()),
                _ => answered(&trouble),
            },
        }
    }

    async fn delete(&mut self, reference: &RemoteRef, base: Option<&Version>) -> Done {
        let Some(url) = self.place(&reference.id) else { return Ok(gone()) };
        let request = delete(&url, base.map(|base| base.0.as_str()));
        let deleted = self.session.ask(&request, SHORT, |answer| match answer.status {
            404 | 410 => Err(DavError::NotFound),
            _ => answer.deleted(),
        });
        match deleted.await.and_then(|((), response)| no_web_page(&response)) {
            Ok(()) => Ok(applied(&reference.id)),
            Err(trouble) => match trouble.dav() {
                Some(DavError::Changed) => self.conflict(&reference.id, &url).await,
                Some(DavError::NotFound) => Ok(gone()),
                _ => answered(&trouble),
            },
        }
    }

    fn place(&self, name: &str) -> Option<Url> {
        card_at(&self.book.url, name)
    }

    /// Writes a card, which is not known from then on.
    async fn put(&mut self, url: &Url, condition: &Condition, card: &[u8]) -> Result<Option<String>, Trouble> {
        if let Some(name) = name_in(&self.book.url, url) {
            self.known.remove(&name);
        }
        put_card(self.session, self.book, url, condition, card).await
    }

    async fn differs(&self, mut current: Record) -> Outcome {
        date(self.session, self.book, std::slice::from_mut(&mut current)).await;
        Outcome::Conflict { current: Box::new(current) }
    }

    /// What a change met instead of the card that it was made on.
    async fn conflict(&mut self, name: &str, url: &Url) -> Done {
        self.known.remove(name);
        match self.there(name, url).await {
            Ok(There::Card(there)) => Ok(self.differs(there.record).await),
            Ok(There::Gone) => Ok(gone()),
            Ok(There::Unread(reason)) => Ok(refused("unreadable", reason)),
            Ok(There::Withheld) => Ok(Outcome::Retry { after: None }),
            Err(trouble) => Err(unsent(&trouble)),
        }
    }

    /// What is there, if need be by asking.
    async fn there(&mut self, name: &str, url: &Url) -> Result<There, Trouble> {
        if let Some(there) = self.known.remove(name) {
            return Ok(there);
        }
        let mut found = There::Withheld;
        let wanted = [(name.to_owned(), url.clone())];
        each_card(self.session, self.book, &wanted, |name, fate| found = there(name, fate)).await?;
        Ok(found)
    }

    /// What is at several addresses, as far as it is not too much at once. Whatever is missing is asked for alone.
    async fn ask_for<'n>(&self, names: impl Iterator<Item = &'n str>) -> BTreeMap<String, There> {
        let place = |name: &str| Some((name.to_owned(), self.place(name)?));
        let wanted: Vec<(String, Url)> = names.filter_map(place).collect();
        let (mut found, mut room) = (BTreeMap::new(), CARDS);
        let take = |name: &str, fate: Fate| {
            room = room.saturating_sub(fate.size());
            if room > 0 {
                found.insert(name.to_owned(), there(name, fate));
            }
        };
        // A trouble here is no outcome of any change: it comes again with the first card that is missing.
        drop(each_card(self.session, self.book, &wanted, take).await);
        found
    }

    /// Puts what is stored now beside each change that was made, as far as the server says.
    async fn fill(&mut self, changes: &[Change], outcomes: &mut [Outcome]) {
        let is_there = |(change, _): &(&Change, &mut Outcome)| !matches!(change.operation, Operation::Delete { .. });
        let mut made: Vec<(&Change, &mut Outcome)> = changes.iter().zip(outcomes).filter(is_there).collect();
        let names: Vec<String> = made.iter().filter_map(|(_, outcome)| Some(unfilled(outcome)?.id.clone())).collect();
        let mut found = self.ask_for(names.iter().map(String::as_str)).await;
        for (change, outcome) in &mut made {
            let Some(reference) = unfilled(outcome) else { continue };
            match (found.remove(&reference.id), &change.operation) {
                (Some(There::Card(there)), _) => **outcome = applied_as(there.record),
                // Some servers put a new card where they like.
                (Some(There::Gone), Operation::Create { .. }) => {
                    if let Ok(Some(record)) = self.find(change.key).await {
                        **outcome = applied_as(record);
                    }
                }
                _ => {}
            }
        }
    }

    /// The record that was created with this key: in its place, or wherever the server has put it.
    pub(super) async fn find(&mut self, key: Id) -> Result<Option<Record>, Trouble> {
        let is_it = |there: &ReadCard| is_same_uid(&there.card.uid, &key.to_string());
        let name = own_name(key);
        if let Some(url) = self.place(&name)
            && let There::Card(there) = self.there(&name, &url).await?
            && is_it(&there)
        {
            return Ok(Some(there.record));
        }
        let asked = self.session.ask(&find_uid(&self.book.url, &key.to_string()), LISTING, |it| it.changes()).await;
        let found = match asked {
            Ok((found, _)) => found.present,
            Err(trouble) if trouble.dav().is_some_and(|error| error.is_unsupported()) => return Ok(None),
            Err(trouble) => return Err(trouble),
        };
        // A server that does not look at the uid names everybody.
        for (url, _) in found.into_iter().take(CHUNK) {
            let Some(name) = name_in(&self.book.url, &url) else { continue };
            if let There::Card(there) = self.there(&name, &url).await?
                && is_it(&there)
            {
                return Ok(Some(there.record));
            }
        }
        Ok(None)
    }
}

/// Whether a picture is there of which whoever changes it knows nothing.
fn is_unseen(changes: &[FieldChange], there: &Record) -> bool {
    picture::change_in(changes).is_some_and(|change| {
        let now = there.values.get(PHOTO);
        now.is_some() && now != change.before.as_ref() && now != change.after.as_ref()
    })
}

/// What there is no room for is the picture, where one came along.
fn blamed(done: Done, picture: Option<&Picture>) -> Done {
    match done {
        Ok(Outcome::Rejected { code, path: None, message })
            if picture.is_some() && matches!(code.as_str(), "too_large" | "no_room") =>
        {
            Ok(Outcome::Rejected { code, path: Some(PHOTO.to_owned()), message })
        }
        done => done,
    }
}

/// Writes a card; gives the name that the server says it has, where it says one.
pub(super) async fn put_card(
    session: &Session,
    book: &Book,
    url: &Url,
    condition: &Condition,
    card: &[u8],
) -> Result<Option<String>, Trouble> {
    let request = put(url, condition, form_of(card), card);
    if book.largest.is_some_and(|largest| request.body.len() as u64 > largest) {
        return Err(Trouble::Answer { error: DavError::NoRoom(413), web_page: false, after: None });
    }
    let (_, response) = session.ask(&request, SHORT, |it| it.stored()).await?;
    no_web_page(&response)?;
    let moved = response.header("location").and_then(|location| resolve(url, location).ok());
    Ok(moved.and_then(|moved| name_in(&book.url, &moved)))
}

/// The version that a card says it has, whatever else the book takes.
fn form_of(card: &[u8]) -> CardForm {
    let mut lines = card.split(|byte| *byte == b'\n');
    let is_fourth = lines.any(|line| line.get(..9).is_some_and(|start| start.eq_ignore_ascii_case(b"VERSION:4")));
    if is_fourth { CardForm::V4 } else { CardForm::V3 }
}

/// What is at an address, read.
fn there(name: &str, fate: Fate) -> There {
    match fate {
        Fate::Card(fetched) => match read_card(name, &fetched) {
            Ok(card) => There::Card(Box::new(card)),
            Err(Unread::NotAContact) => There::Unread("what is there is no contact"),
            Err(Unread::Unreadable(reason)) => There::Unread(reason),
        },
        Fate::Gone => There::Gone,
        Fate::TooLarge => There::Unread(TOO_LARGE),
        Fate::Withheld(_) => There::Withheld,
    }
}

/// The uid of the card that a change was made on, where it came along.
fn uid_of(extra: &Values) -> Option<&str> {
    extra.get("UID")?.as_str()?.split_once(':').map(|(_, uid)| uid)
}

fn updated_name(change: &Change) -> Option<&str> {
    match &change.operation {
        Operation::Update { reference, .. } => Some(&reference.id),
        Operation::Create { .. } | Operation::Delete { .. } | Operation::Restore { .. } => None,
    }
}
