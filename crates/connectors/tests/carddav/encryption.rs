//! Certificates: the system's word, or the one that a person pinned.
//!
//! Deliberately absent: certificates that an authority signed; there is none here.

use satchel_connectors::carddav::{Account, CardDavRemote, ConnectError, books, connect};
use satchel_connectors::http::Fingerprint;
use satchel_model::Entity;
use satchel_remote::{Halt, Remote};
use url::Url;

use crate::bench::account;
use crate::hostile::{Hostile, cards, listed, many};
use crate::proxy::Heard;

fn book(heard: &Heard) -> crate::hostile::Reply {
    match heard.method() {
        "PROPFIND" => many(
            "<response><href>/ada/book/</href><propstat><prop><resourcetype><collection/><C:addressbook/></resourcetype>\
             <sync-token>t:1</sync-token></prop></propstat></response>",
        ),
        _ if heard.says("sync-collection") => many(&listed(&["1.vcf"], "t:1")),
        _ => cards(heard),
    }
}

fn encrypted(port: u16, pin: Option<Fingerprint>) -> Account {
    let mut account = account(port);
    account.address = format!("https://localhost:{port}/ada/book/");
    account.access.pin = pin;
    account
}

#[tokio::test]
async fn a_certificate_that_nobody_vouches_for_is_told_and_can_be_pinned() {
    let (server, certificate) = Hostile::encrypted(book);
    let fingerprint = Fingerprint::of(&certificate);
    let refused = Some(ConnectError::Certificate(fingerprint));
    let address = encrypted(server.port, None).address;

    let unpinned = encrypted(server.port, None);
    assert_eq!(books(&unpinned).await.err(), refused);
    assert_eq!(connect(&unpinned, &address).await.err(), refused);
    let wrong = encrypted(server.port, Some(Fingerprint::of(b"another certificate")));
    assert_eq!(books(&wrong).await.err(), refused);
    assert_eq!(server.heard().len(), 0, "nothing was sent");

    let pinned = encrypted(server.port, Some(fingerprint));
    let found = books(&pinned).await.unwrap();
    assert_eq!(found[0].url, Url::parse(&address).unwrap());
    let remote = connect(&pinned, &address).await.unwrap();
    assert_eq!(remote.pull(Entity::Contact, None, 10).await.unwrap().records.len(), 1);

    // A certificate that changes in the middle of a run stops it.
    let remote = CardDavRemote::of(&wrong, found[0].clone()).unwrap();
    let halt = remote.pull(Entity::Contact, None, 10).await.unwrap_err();
    assert_eq!(halt, Halt::Untrusted);
    assert!(!halt.passes(), "waiting does not help");
}

#[tokio::test]
async fn a_password_is_not_sent_in_the_clear() {
    let mut account = account(1);
    account.address = "http://dav.example/".to_owned();
    assert_eq!(books(&account).await.err(), Some(ConnectError::Plain));
    assert_eq!(connect(&account, "http://dav.example/ada/book/").await.err(), Some(ConnectError::Plain));
}
