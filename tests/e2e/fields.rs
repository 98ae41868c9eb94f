//! Fields of the card as they are typed: what will be kept, what looks like a slip, what is known about an address.

use satchel_tests::command::Satchel;
use satchel_tests::room::Room;
use satchel_tests::window::key;
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

/// A picture of one pixel.
const PIXEL: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89\0\0\0\nIDATx\x9cc\0\x01\0\0\x05\0\x01\r\n-\xb4\0\0\0\0IEND\xaeB`\x82";

#[tokio::test(flavor = "multi_thread")]
async fn a_file_dropped_on_a_card_is_attached_looked_at_and_taken_away() {
    let _turn = turn().await;
    let room = Room::new().unwrap();
    let satchel = Satchel::beside(&room).unwrap();
    let window = with_nobody(&room).await.unwrap();
    satchel.json(&["add", "given=Ada", "family=Lovelace", "email=ada@x.example"]).unwrap();
    window.contacts_are(1).await.unwrap();
    window.open_first_by_keys().await.unwrap();
    window.see("file-add").await.unwrap();

    let picture_file = room.dir().join("engine.png");
    std::fs::write(&picture_file, PIXEL).unwrap();
    window.drop_file(&picture_file).await.unwrap();
    window.words_that("file", |words| words.contains("engine.png")).await.unwrap();
    window.press("file-show").await.unwrap();
    window.see("file-preview").await.unwrap();
    let shown = "return String(document.querySelector('[data-testid=file-preview] img')?.complete)";
    window.script_that(shown, "true").await.unwrap();
    assert_eq!(window.faults().await.unwrap(), Vec::<String>::new(), "axe finds nothing where a file is shown");
    picture(&window, "file-preview.png").await.unwrap();
    window.keys(key::ESCAPE).await.unwrap();
    window.see_go("file-preview").await.unwrap();

    satchel.json(&["set", "ada@x.example", "photo=engine.png"]).unwrap();
    window.words_that("file", |words| words.contains("Picture")).await.unwrap();
    // The bar of first hints stands over what is lowest.
    window
        .script("document.querySelector('[data-testid=file-actions]').scrollIntoView({ block: 'center' })")
        .await
        .unwrap();
    window.press("file-actions").await.unwrap();
    window.press_at("//*[@role='menuitem'][contains(., 'Remove')]").await.unwrap();
    window.see_go("file").await.unwrap();
    window.press_ctrl_z().await.unwrap();
    window.words_that("file", |words| words.contains("Picture")).await.unwrap();
    picture(&window, "files.png").await.unwrap();
    window.close().await.unwrap();
}
