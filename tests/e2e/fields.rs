//! Fields of the card as they are typed: what will be kept, what looks like a slip, what is known about an address.

use satchel_tests::command::Satchel;
use satchel_tests::room::Room;
use serde_json::json;

use crate::{picture, turn, with_nobody};

#[tokio::test(flavor = "multi_thread")]
async fn a_slip_is_told_while_it_is_typed_and_mended_in_a_click() {
    let _turn = turn().await;
    let room = Room::new().unwrap();
    let satchel = Satchel::beside(&room).unwrap();
    let window = with_nobody(&room).await.unwrap();
    let words = ["add", "given=Ada", "family=Lovelace", "links+=linkedin:ada-lovelace", "time_zone=europe/london"];
    satchel.json(&words).unwrap();
    window.contacts_are(1).await.unwrap();
    window.open_first_by_keys().await.unwrap();
    window.words_that("card-name", |name| name == "Ada Lovelace").await.unwrap();
    window.value_is("field-links", "@ada-lovelace").await.unwrap();
    window.value_is("field-time_zone", "Europe/London").await.unwrap();

    window.press("add-emails").await.unwrap();
    window.type_in_field("emails-new", "ada@gmial.com").await.unwrap();
    window.words_that("meant", |words| words.contains("ada@gmail.com")).await.unwrap();
    assert_eq!(window.faults().await.unwrap(), Vec::<String>::new(), "axe finds nothing where a slip is told");
    picture(&window, "typed-check.png").await.unwrap();
    window.press("meant").await.unwrap();
    window.leave_field().await.unwrap();
    window.value_is("field-emails", "ada@gmail.com").await.unwrap();

    let id = satchel.json(&["show", "ada@gmail.com"]).unwrap()["id"].as_str().unwrap().to_owned();
    satchel.json(&["set", &id, r#"emails+={"value":"ada@gmail.com","status":"bouncing"}"#]).unwrap();
    window.words_that("email-status", |words| words == "Bounces").await.unwrap();
    assert_eq!(satchel.json(&["show", &id]).unwrap()["emails"][0]["status"], json!("bouncing"));
    window.close().await.unwrap();
}
