//! Servers that do things in a way of their own, and mean well.
//!
//! Deliberately absent: those that do not (`attacks`).

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU64, Ordering};

use satchel_connectors::carddav::{CardDavRemote, CardForm};
use satchel_model::{Entity, FieldChange, Id};
use satchel_remote::{Change, Cursor, Halt, Operation, Outcome, Remote, RemoteRef, Values};
use serde_json::json;

use crate::bench::account;
use crate::hostile::{Hostile, Reply, cards, listed, many};
use crate::proxy::{Heard, field, page};

const CONTACT: Entity = Entity::Contact;

fn create(last: u8) -> Change {
    let key = Id::from_parts(1_700_000_000_000, &[0, 0, 0, 0, 0, 0, 0, 0, 0, last]);
    let values = Values::from([("family".to_owned(), json!("Byron"))]);
    Change::new(key, Operation::Create { kind: CONTACT, values })
}

/// Lists ten cards, three at a time: the token is how many were listed. `forgets` lists some other three when it is asked
/// again, under another token.
fn in_parts(heard: &Heard, forgets: Option<&AtomicU64>) -> Reply {
    if !heard.says("sync-collection") {
        return cards(heard);
    }
    let body = String::from_utf8_lossy(&heard.body).into_owned();
    let token = body.split("sync-token>").nth(1).and_then(|rest| rest.split('<').next()).unwrap_or_default();
    let done: u64 = token.split('.').next().and_then(|number| number.parse().ok()).unwrap_or(0);
    let until = (done + 3).min(10);
    let hrefs: Vec<String> = (done..until).map(|number| format!("{number}.vcf")).collect();
    let mut hrefs: Vec<&str> = hrefs.iter().map(String::as_str).collect();
    let version = forgets.map_or(0, |asked| asked.fetch_add(1, Ordering::Relaxed));
    if version % 2 == 1 {
        hrefs.reverse();
    }
    let more = "<response><href>/ada/book/</href><status>HTTP/1.1 507 x</status></response>";
    many(&format!("{}{}", listed(&hrefs, &format!("{until}.{version}")), if until < 10 { more } else { "" }))
}

#[tokio::test]
async fn a_listing_in_parts_is_read_whole_by_whoever_goes_on() {
    // Whether the server forgets what it listed, and for how many pages a connection lasts.
    for (forgets, lasts) in [(false, 1), (false, 2), (false, 3), (true, 2), (true, 3)] {
        let asked = AtomicU64::new(0);
        let server = Hostile::start(move |heard| in_parts(heard, forgets.then_some(&asked)));
        let mut seen = BTreeSet::new();
        let (mut from, mut remote): (Option<Cursor>, _) = (None, server.remote());
        for number in 1.. {
            if number % lasts == 0 {
                remote = server.remote();
            }
            let page = remote.pull(CONTACT, from.as_ref(), 2).await.unwrap();
            seen.extend(page.records.into_iter().map(|record| record.reference.id));
            from = Some(page.next);
            if !page.more {
                break;
            }
            assert!(number < 50, "it does not end");
        }
        assert_eq!(seen.len(), 10, "{forgets} {lasts}");
    }
}

#[tokio::test]
async fn half_a_listing_of_everything_deletes_nobody() {
    let asked = AtomicU64::new(0);
    let server = Hostile::start(move |heard| {
        let book = "<response><href>/ada/book/</href><propstat><prop><resourcetype><collection/><C:addressbook/>\
            </resourcetype></prop></propstat></response>";
        match heard.method() {
            "REPORT" => cards(heard),
            _ if field(&heard.head, "depth").as_deref() == Some("0") => many(book),
            _ => match asked.fetch_add(1, Ordering::Relaxed) {
                0 => many(&format!("{book}{}", listed(&["1.vcf", "2.vcf"], ""))),
                1 => many(&listed(&["1.vcf"], "")),
                _ => many(&format!("{book}{}", listed(&["2.vcf"], ""))),
            },
        }
    });
    let mut book = server.book();
    book.tells_changes = false;
    let remote = CardDavRemote::of(&account(server.port), book).unwrap();
    let first = remote.pull(CONTACT, None, 10).await.unwrap();
    assert_eq!(first.records.len(), 2);
    let half = remote.pull(CONTACT, Some(&first.next), 10).await;
    assert_eq!(half, Err(Halt::Nonsense("a listing that is not whole")));
    let last = remote.pull(CONTACT, Some(&first.next), 10).await.unwrap();
    assert_eq!((last.records.len(), last.tombstones[0].reference.id.as_str()), (0, "1.vcf"));
}

#[tokio::test]
async fn a_server_may_put_a_new_card_where_it_likes() {
    let server = Hostile::start(|heard| match heard.method() {
        "PUT" => Reply::Bytes(page(201, "Location: /ada/book/its-own\r\n", "")),
        _ => cards(heard),
    });
    let pushed = server.remote().push(&[create(1)]).await;
    let [Outcome::Applied { reference, stored: Some(stored) }] = &pushed.outcomes[..] else { panic!("{pushed:?}") };
    assert_eq!((reference.id.as_str(), &stored.reference), ("its-own", reference));
}

#[tokio::test]
async fn a_card_is_sent_as_the_version_that_it_is() {
    // A book that takes both, and has one of each.
    let server = Hostile::start(|heard| match heard.method() {
        "PUT" => Reply::Bytes(page(204, "", "")),
        _ => match cards(heard) {
            Reply::Bytes(bytes) if heard.says("4.vcf") => {
                let text = String::from_utf8(bytes).unwrap();
                many(
                    text.split_once("'>")
                        .unwrap()
                        .1
                        .replace("VERSION:3.0", "VERSION:4.0")
                        .trim_end_matches("</multistatus>"),
                )
            }
            reply => reply,
        },
    });
    let mut book = server.book();
    book.form = CardForm::V4;
    let remote = CardDavRemote::of(&account(server.port), book).unwrap();
    for (name, kind) in [("3.vcf", "text/vcard; charset=utf-8"), ("4.vcf", "text/vcard; charset=utf-8; version=4.0")] {
        let change = FieldChange { path: "title".into(), before: None, after: Some(json!("x")) };
        let reference = RemoteRef::new(CONTACT, name);
        let operation = Operation::Update { reference, base: None, extra: Values::new(), changes: vec![change] };
        let pushed = remote.push(&[Change::new(create(1).key, operation)]).await;
        assert!(matches!(&pushed.outcomes[..], [Outcome::Applied { .. }]), "{pushed:?}");
        let sent = server.heard().into_iter().rfind(|heard| heard.method() == "PUT").unwrap();
        assert_eq!(field(&sent.head, "content-type").as_deref(), Some(kind));
    }
}
