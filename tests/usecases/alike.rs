//! Who might be here already, while somebody new is being typed.

use satchel_app::contacts;
use satchel_app::wire::{AlikeBy, ContactIds, ContactsAlike, SettingsSet};

use crate::book::Book;

/// Names of who might be meant, with what is the same.
async fn alike(book: &Book, given: &str, family: &str, email: &str, phone: &str) -> Vec<(String, Vec<AlikeBy>)> {
    let typed = ContactsAlike { given: given.into(), family: family.into(), email: email.into(), phone: phone.into() };
    let found = contacts::alike(book.app.clone(), typed).await.unwrap();
    found.people.into_iter().map(|one| (one.contact.display, one.by)).collect()
}

async fn one(book: &Book, given: &str, family: &str, email: &str, phone: &str) -> Option<Vec<AlikeBy>> {
    let mut found = alike(book, given, family, email, phone).await;
    assert!(found.len() < 2, "{found:?}");
    found.pop().map(|(_, by)| by)
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_is_known_by_e_mail_phone_or_whole_name() {
    let book = Book::with_passphrase().await;
    let country = SettingsSet { country: Some("DE".into()), ..SettingsSet::default() };
    satchel_app::settings::set(book.app.clone(), country).await.unwrap();
    book.add(&["given=Jürgen", "family=Müller", "email=j.mueller@hafen.example", "phone=+49 30 23456789"]).await;
    book.add(&["given=Jürgensen", "family=Müllerin", "email=other@hafen.example"]).await;

    use AlikeBy::{Email, Name, Phone};
    assert_eq!(one(&book, "", "", " J.Mueller@HAFEN.example ", "").await, Some(vec![Email]));
    assert_eq!(one(&book, "", "", "j.mueller@hafen.exampl", "").await, None, "half an address is nobody's");
    assert_eq!(one(&book, "", "", "", "030 / 23 45 67 89").await, Some(vec![Phone]), "by the country of the settings");
    assert_eq!(one(&book, "", "", "", "030 23").await, None);
    assert_eq!(one(&book, "jurgen", "MULLER", "", "").await, Some(vec![Name]), "case and accents aside");
    assert_eq!(one(&book, "Müller", "Jürgen", "", "").await, Some(vec![Name]), "in either order");
    assert_eq!(one(&book, "Jürgen", "", "", "").await, None, "a first name alone is shared by too many");
    assert_eq!(one(&book, "Jürgen", "Mül", "", "").await, None, "a name that is not finished yet");
    assert_eq!(one(&book, "", "", "", "").await, None);
    let all = one(&book, "Jürgen", "Müller", "j.mueller@hafen.example", "+493023456789").await;
    assert_eq!(all, Some(vec![Email, Phone, Name]), "one person once, with all that is the same");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_surest_come_first_and_nobody_from_the_trash() {
    let book = Book::with_passphrase().await;
    for number in 0..4 {
        book.add(&["given=Ada", "family=Lovelace", &format!("email=ada{number}@x.example")]).await;
    }
    let found = alike(&book, "Ada", "Lovelace", "ada3@x.example", "").await;
    assert_eq!(found.len(), 3);
    assert_eq!(found[0].1, [AlikeBy::Email, AlikeBy::Name]);

    let gone = book.add(&["given=Grace", "family=Hopper", "email=grace@x.example"]).await;
    contacts::trash(book.app.clone(), ContactIds { ids: vec![gone.id] }).await.unwrap();
    assert_eq!(alike(&book, "Grace", "Hopper", "grace@x.example", "").await, []);
    // What a person types is no query: quotation marks and signs find nobody else, and break nothing.
    assert_eq!(alike(&book, "\"Ada", "-Love:lace\" OR *", "", "").await, []);
}
