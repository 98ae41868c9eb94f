//! Requests and answers, one by one, with real servers.
//!
//! The two differ in more than one would think: how they name versions, tell an old token, and refuse a card.
//! Deliberately absent: the port.

use satchel_connectors::carddav::{CardForm, Condition, DavError, delete, fetch, list_all, list_changes, put, resolve};
use satchel_exchange::Original;

use crate::server::{Kind, RADICALE, XANDIKOS, start};

const CARD: &str = "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:1f2e\r\nFN:Ada Byron\r\nN:Byron;Ada;;;\r\n\
    item1.EMAIL;type=INTERNET:ada@example.com\r\nitem1.X-ABLabel:_$!<Work>!$_\r\nX-STRANGER;X-A=b:kept\\, as it is\r\nEND:VCARD\r\n";

#[test]
fn cards_go_to_radicale_and_come_back() {
    go_and_come_back(&RADICALE);
}

#[test]
fn cards_go_to_xandikos_and_come_back() {
    go_and_come_back(&XANDIKOS);
}

fn go_and_come_back(kind: &Kind) {
    let Some(server) = start(kind) else { return };
    let book = server.book("Clients");
    assert_eq!((book.name.as_str(), book.writable, book.tells_changes), ("Clients", true, true));
    let url = resolve(&book.url, "1f2e.vcf").unwrap();

    // A new card, once.
    let new = put(&url, &Condition::New, book.form, CARD.as_bytes());
    let first = server.send(&new).answer().stored().unwrap().tag.unwrap();
    assert_eq!(server.send(&new).answer().stored(), Err(DavError::Changed));
    let listed = server.send(&list_changes(&book.url, None)).answer().changes().unwrap();
    assert_eq!((listed.present, listed.gone.len()), (vec![(url.clone(), first.clone())], 0));
    let all = server.send(&list_all(&book.url)).answer().changes().unwrap();
    assert_eq!(all.present, [(url.clone(), first.clone())]);

    // What nobody here understands comes back, and a change is written into it.
    let fetched = server.send(&fetch(&book.url, std::slice::from_ref(&url), CardForm::V3)).answer().cards().unwrap();
    let original = Original::from_text(&fetched.cards[0].vcard);
    let mut card = original.read(None).card;
    assert_eq!(card.contact.emails, [("work".to_owned(), "ada@example.com".to_owned())]);
    card.contact.title = "Countess, of course".into();
    let changed = original.rewrite(&card).unwrap();
    let stale = put(&url, &Condition::Still("\"another\"".into()), book.form, &changed);
    assert_eq!(server.send(&stale).answer().stored(), Err(DavError::Changed));
    let second =
        server.send(&put(&url, &Condition::Still(first), book.form, &changed)).answer().stored().unwrap().tag.unwrap();
    let listed = server.send(&list_changes(&book.url, Some(&listed.token))).answer().changes().unwrap();
    assert_eq!(listed.present, [(url.clone(), second.clone())]);
    let fetched = server.send(&fetch(&book.url, std::slice::from_ref(&url), CardForm::V3)).answer().cards().unwrap();
    let vcard = &fetched.cards[0].vcard;
    assert_eq!(Original::from_text(vcard).read(None).card, card);
    assert!(vcard.contains("X-STRANGER;X-A=b:kept\\, as it is"), "{vcard}");

    // Gone, and told as gone.
    assert_eq!(server.send(&delete(&url, Some("\"another\""))).answer().deleted(), Err(DavError::Changed));
    assert_eq!(server.send(&delete(&url, Some(&second))).answer().deleted(), Ok(()));
    assert_eq!(server.send(&delete(&url, Some(&second))).answer().deleted(), Ok(()));
    let listed = server.send(&list_changes(&book.url, Some(&listed.token))).answer().changes().unwrap();
    assert_eq!((listed.present.len(), listed.gone), (0, vec![url.clone()]));
    let fetched = server.send(&fetch(&book.url, std::slice::from_ref(&url), CardForm::V3)).answer().cards().unwrap();
    assert_eq!((fetched.cards.len(), fetched.gone), (0, vec![url.clone()]));

    // What a server does not know and does not take.
    let unknown = list_changes(&book.url, Some("http://radicale.org/ns/sync/0000"));
    assert_eq!(server.send(&unknown).answer().changes(), Err(DavError::TokenExpired));
    let garbage = server.send(&put(&url, &Condition::New, book.form, b"no card"));
    assert!(matches!(garbage.answer().stored(), Err(DavError::Status(400) | DavError::Refused)));
}
