//! Somebody who does not want to be called, in the real window: marked, asked about before anything happens; and a lock
//! that keeps a note on this machine.

use satchel_tests::command::Satchel;
use satchel_tests::room::Room;
use satchel_tests::window::key;
use serde_json::json;

use crate::{turn, with_nobody};

#[tokio::test(flavor = "multi_thread")]
async fn who_does_not_want_to_be_called_is_asked_about_first() {
    let _turn = turn().await;
    let room = Room::new().unwrap();
    let satchel = Satchel::beside(&room).unwrap();
    let window = with_nobody(&room).await.unwrap();
    let words =
        ["add", "given=Ada", "family=Lovelace", "email=ada@work.example", "phone=+44 20 7946 0958", "notes=secret"];
    let ada = satchel.json(&words).unwrap()["id"].as_str().unwrap().to_owned();
    window.contacts_are(1).await.unwrap();
    window.find_people("ada", "Ada Lovelace").await.unwrap();
    window.open_first_by_keys().await.unwrap();
    window.see("wishes-show").await.unwrap();
    assert_eq!(window.count("row-refused").await.unwrap(), 0);

    window.press("wishes-show").await.unwrap();
    window.press("do_not_call").await.unwrap();
    window.see("row-refused").await.unwrap();
    assert_eq!(satchel.json(&["show", &ada]).unwrap()["preferences"]["do_not_call"], json!(true));
    window.press("reach-phones").await.unwrap();
    let question = window.words_that("reach-question", |words| words.contains("do not call")).await.unwrap();
    assert!(!question.contains("e-mail"), "{question}");
    assert_eq!(window.faults().await.unwrap(), Vec::<String>::new(), "axe finds nothing where it asks");
    window.keys(key::ESCAPE).await.unwrap();
    window.see_go("reach-question").await.unwrap();

    // What another process notes meanwhile counts as well.
    satchel.json(&["consent", "withdraw", &ada, "--purpose", "newsletter", "--channel", "email"]).unwrap();
    window.see("consent-entry").await.unwrap();
    window.press("reach-emails").await.unwrap();
    window.words_that("reach-question", |words| words.contains("newsletter was withdrawn")).await.unwrap();
    window.keys(key::ESCAPE).await.unwrap();
    window.see_go("reach-question").await.unwrap();
    assert_eq!(window.faults().await.unwrap(), Vec::<String>::new(), "nor on the card");
    window.resize(360, 780).await.unwrap();
    assert_eq!(window.faults().await.unwrap(), Vec::<String>::new(), "nor on a narrow one");
    window.resize(1280, 800).await.unwrap();

    window.press("consent-add").await.unwrap();
    window.fill("consent-purpose", "newsletter").await.unwrap();
    window.fill("consent-how", "on the phone").await.unwrap();
    window.press("consent-save").await.unwrap();
    window.see_go("consent-dialog").await.unwrap();
    let consents = satchel.json(&["consent", "list", &ada]).unwrap()["consents"].clone();
    assert_eq!((&consents[0]["state"], &consents[0]["how"]), (&json!("given"), &json!("on the phone")));

    window.press("lock-notes").await.unwrap();
    window.see("card").await.unwrap();
    window.words_that("history-entry", |words| words.contains("Privacy lock")).await.unwrap();
    assert_eq!(satchel.json(&["show", &ada]).unwrap()["locked"], json!(["notes"]));
    window.close().await.unwrap();
}
