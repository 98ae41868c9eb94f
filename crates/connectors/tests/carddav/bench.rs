//! Real servers under the suite of laws: a book for each law, a colleague's hand on it, and somebody who spoils answers.
//!
//! The colleague reads and writes cards by the exchange's own functions and knows nothing about the connector.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use async_trait::async_trait;
use satchel_connectors::carddav::{Account, Book, CardDavRemote, Condition, delete, put, resolve};
use satchel_connectors::http::{Access, SignIn};
use satchel_exchange::{Card, Original, Photo, Version as CardVersion};
use satchel_model::{ContactDraft, Entity, Secret};
use satchel_remote::conformance::{Bench, Subject, Trouble};
use satchel_remote::{Picture, Record, Remote, RemoteRef, Stamp, Values, Version, is_row};
use serde_json::{Value, json};
use url::Url;

use crate::proxy::Proxy;
use crate::server::Server;

/// What stands before a uid in a group.
const SCHEME: &str = "urn:uuid:";

const TEXTS: [&str; 11] =
    ["prefix", "given", "middle", "family", "suffix", "nickname", "display", "company", "title", "department", "notes"];

/// Sets up books.
pub(crate) struct DavBench {
    server: Arc<Server>,
    books: AtomicUsize,
    /// Whether the connector may ask for changes; if not, it has to compare.
    asks_changes: bool,
}

impl DavBench {
    pub(crate) fn new(server: Server, asks_changes: bool) -> Self {
        Self { server: Arc::new(server), books: AtomicUsize::new(0), asks_changes }
    }

    pub(crate) fn side(&self) -> DavSide {
        let number = self.books.fetch_add(1, Ordering::Relaxed);
        let book = self.server.book(&format!("Book{number}"));
        let proxy = Proxy::before(self.server.port);
        let cards = AtomicUsize::new(0);
        DavSide { server: Arc::clone(&self.server), proxy, book, cards, asks_changes: self.asks_changes }
    }
}

#[async_trait]
impl Bench for DavBench {
    async fn fresh(&self) -> Box<dyn Subject> {
        Box::new(self.side())
    }
}

/// A book on a server.
pub(crate) struct DavSide {
    pub(crate) server: Arc<Server>,
    pub(crate) proxy: Proxy,
    pub(crate) book: Book,
    cards: AtomicUsize,
    asks_changes: bool,
}

/// `ada`, with a password that the servers here take from anybody.
pub(crate) fn account(port: u16) -> Account {
    let password = Secret::new("secret".to_owned());
    let access = Access::new(SignIn::Basic { user: "ada".to_owned(), password });
    Account { address: format!("http://127.0.0.1:{port}"), access }
}

impl DavSide {
    /// A connection past whoever spoils answers.
    pub(crate) fn remote(&self) -> CardDavRemote {
        let mut book = self.book.clone();
        book.url.set_port(Some(self.proxy.port)).unwrap();
        book.tells_changes &= self.asks_changes;
        CardDavRemote::of(&account(self.proxy.port), book).unwrap()
    }

    pub(crate) fn url(&self, name: &str) -> Url {
        resolve(&self.book.url, name).unwrap()
    }

    /// Puts a card as it stands under a name.
    pub(crate) fn put(&self, name: &str, vcard: &str) -> RemoteRef {
        let url = self.url(name);
        let condition = match self.server.card(&self.book, &url) {
            Some(card) => Condition::Still(card.tag),
            None => Condition::New,
        };
        self.server.send(&put(&url, &condition, self.book.form, vcard.as_bytes())).answer().stored().unwrap();
        RemoteRef::new(Entity::Contact, name)
    }

    /// The card of a name as it stands there.
    pub(crate) fn text(&self, name: &str) -> Option<String> {
        self.server.card(&self.book, &self.url(name)).map(|card| card.vcard)
    }

    fn change(&self, reference: &RemoteRef, change: impl FnOnce(&mut ContactDraft)) {
        self.change_card(reference, |card| change(&mut card.contact));
    }

    fn change_card(&self, reference: &RemoteRef, change: impl FnOnce(&mut Card)) {
        let original = Original::from_text(&self.text(&reference.id).unwrap());
        let mut card = original.read(None).card;
        change(&mut card);
        self.put(&reference.id, &String::from_utf8(original.rewrite(&card).unwrap()).unwrap());
    }
}

#[async_trait]
impl Subject for DavSide {
    fn connect(&self) -> Box<dyn Remote> {
        Box::new(self.remote())
    }

    async fn create(&self, _kind: Entity, values: &Values) -> RemoteRef {
        let number = self.cards.fetch_add(1, Ordering::Relaxed);
        let mut card = Card { uid: format!("colleague-{number}"), ..Card::default() };
        for (path, value) in values {
            match (card.contact.text_mut(path), value.as_str()) {
                (Some(text), Some(value)) => value.clone_into(text),
                _ => assert!(is_row(path, "emails"), "{path}"),
            }
        }
        let rows = values.iter().filter(|(path, _)| is_row(path, "emails"));
        card.contact.emails = rows.map(|(_, row)| (String::new(), row["value"].as_str().unwrap().to_owned())).collect();
        let text = String::from_utf8(card.write(CardVersion::V3)).unwrap();
        self.put(&format!("colleague-{number}.vcf"), &text)
    }

    async fn edit(&self, reference: &RemoteRef, field: &str, value: &Value) {
        self.change(reference, |contact| {
            value.as_str().unwrap().clone_into(contact.text_mut(field).unwrap());
        });
    }

    async fn delete(&self, reference: &RemoteRef) {
        self.server.send(&delete(&self.url(&reference.id), None)).answer().deleted().unwrap();
    }

    async fn merge(&self, _loser: &RemoteRef, _winner: &RemoteRef) -> bool {
        false
    }

    async fn write_extra(&self, reference: &RemoteRef) -> bool {
        let text = self.text(&reference.id).unwrap();
        let end = text.find("END:VCARD").unwrap();
        self.put(&reference.id, &format!("{}X-SHOE-SIZE;X-OF=her:43\\, or so\r\n{}", &text[..end], &text[end..]));
        true
    }

    async fn draw(&self, reference: &RemoteRef, picture: Option<&Picture>) -> bool {
        let bytes = |picture: &Picture| Photo::Bytes { media_type: "image/png".into(), bytes: picture.bytes().into() };
        self.change_card(reference, |card| card.photo = picture.map(bytes));
        true
    }

    async fn picture(&self, reference: &RemoteRef) -> Option<Picture> {
        match Original::from_text(&self.text(&reference.id)?).read(None).card.photo {
            Some(Photo::Bytes { bytes, .. }) => Some(Picture::new(bytes)),
            _ => None,
        }
    }

    async fn make_group(&self, title: &str, members: &[RemoteRef], stranger: &str) -> Option<String> {
        let number = self.cards.fetch_add(1, Ordering::Relaxed);
        let uid = |member: &RemoteRef| Original::from_text(&self.text(&member.id).unwrap()).read(None).card.uid;
        let uids = members.iter().map(uid).chain([stranger.to_owned()]);
        let members: String = uids.map(|uid| format!("X-ADDRESSBOOKSERVER-MEMBER:{SCHEME}{uid}\r\n")).collect();
        let name = format!("group-{number}.vcf");
        let card = format!(
            "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:group-{number}\r\nFN:{title}\r\nN:{title};;;;\r\n\
             X-ADDRESSBOOKSERVER-KIND:group\r\n{members}END:VCARD\r\n"
        );
        Some(self.put(&name, &card).id)
    }

    async fn regroup(&self, group: &str, reference: &RemoteRef, inside: bool) {
        let uid = Original::from_text(&self.text(&reference.id).unwrap()).read(None).card.uid;
        let member = format!("{SCHEME}{uid}");
        self.change_card(&RemoteRef::new(Entity::Contact, group), |card| {
            card.members.retain(|other| *other != member);
            card.members.extend(inside.then_some(member));
        });
    }

    async fn members_of(&self, group: &str) -> BTreeSet<String> {
        let members = Original::from_text(&self.text(group).unwrap()).read(None).card.members;
        members.into_iter().map(|member| member.strip_prefix(SCHEME).unwrap_or(&member).to_owned()).collect()
    }

    async fn look(&self, reference: &RemoteRef) -> Option<Record> {
        let fetched = self.server.card(&self.book, &self.url(&reference.id))?;
        let mut contact = Original::from_text(&fetched.vcard).read(None).card.contact;
        let mut values = Values::new();
        for key in TEXTS {
            if let Some(text) = contact.text_mut(key).filter(|text| !text.is_empty()) {
                values.insert(key.to_owned(), text.clone().into());
            }
        }
        for (at, (label, value)) in contact.emails.iter().enumerate() {
            values.insert(format!("emails/{at}"), json!({"label": label, "value": value}));
        }
        let strangers = fetched.vcard.lines().filter(|line| line.starts_with("X-SHOE")).map(str::to_owned);
        Some(Record {
            reference: reference.clone(),
            version: Version(fetched.tag),
            key: None,
            identity: None,
            values,
            extra: strangers.map(|line| (line, json!(true))).collect(),
            modified: Stamp::default(),
            touched: [].into(),
        })
    }

    async fn living(&self, kind: Entity) -> Vec<RemoteRef> {
        let name = |url: &Url| RemoteRef::new(kind, url.path_segments().unwrap().next_back().unwrap());
        self.server.cards(&self.book).iter().map(name).collect()
    }

    async fn stop_clock(&self) -> bool {
        false
    }

    async fn trouble(&self, trouble: Trouble) -> bool {
        self.proxy.order(trouble);
        true
    }
}
