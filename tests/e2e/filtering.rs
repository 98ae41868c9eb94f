//! A filter in the real window: typed, built, saved as a list that follows it, and all whom it means edited and taken back.

use satchel_tests::command::Satchel;
use satchel_tests::room::Room;
use satchel_tests::window::key;
use serde_json::json;

use crate::{picture, turn, with_nobody};

#[tokio::test(flavor = "multi_thread")]
async fn a_list_follows_a_filter_and_all_whom_it_means_are_edited_and_taken_back() {
    let _turn = turn().await;
    let room = Room::new().unwrap();
    let satchel = Satchel::beside(&room).unwrap();
    let window = with_nobody(&room).await.unwrap();
    for (given, title) in [("Ada", "Sales Director"), ("Bob", "Clerk"), ("Carla", "Director"), ("Dan", "Buyer")] {
        let words = ["add", &format!("given={given}"), "family=Byron", &format!("title={title}"), "company=Engines"];
        satchel.json(&words).unwrap();
    }
    window.contacts_are(4).await.unwrap();

    // Typed; what is not understood is said, and the list stays.
    window.press("filter-open").await.unwrap();
    window.fill("filter-text", "titel:director").await.unwrap();
    window.words_that("filter-bar", |words| words.contains("no field named titel")).await.unwrap();
    window.fill("filter-text", "title:director").await.unwrap();
    window.keys(key::ENTER).await.unwrap();
    window.words_that("count", |words| words.starts_with("2 ")).await.unwrap();
    assert_eq!(window.all_words("filter-chip").await.unwrap(), ["title has the words director"]);
    assert_eq!(window.faults().await.unwrap(), Vec::<String>::new(), "axe finds nothing at a filter");
    picture(&window, "filter.png").await.unwrap();

    // Built: one more condition.
    window.press("filter-build").await.unwrap();
    window.press("filter-add").await.unwrap();
    window.see("filter-group").await.unwrap();
    assert_eq!(window.count("filter-line").await.unwrap(), 2);
    assert_eq!(window.faults().await.unwrap(), Vec::<String>::new(), "nor where one is built");
    picture(&window, "filter-build.png").await.unwrap();
    window.resize(360, 780).await.unwrap();
    window.see("filter-group").await.unwrap();
    assert_eq!(window.faults().await.unwrap(), Vec::<String>::new(), "nor on a narrow window");
    window.resize(1280, 800).await.unwrap();
    window.press("filter-build").await.unwrap();

    // Saved as a list, which follows.
    window.press("filter-save").await.unwrap();
    window.press_at("//*[@role='menuitem'][contains(., 'list')]").await.unwrap();
    window.fill("save-name", "Directors").await.unwrap();
    window.press("save-confirm").await.unwrap();
    window.words_that("nav-list", |words| words.trim() == "Directors").await.unwrap();
    let bob = satchel.json(&["filter", "given=bob"]).unwrap();
    let bob = bob["contacts"][0]["id"].as_str().unwrap();
    satchel.json(&["set", bob, "title=Managing Director"]).unwrap();
    window.press("nav-list").await.unwrap();
    window.words_that("count", |words| words.starts_with("3 ")).await.unwrap();

    // All whom it means are edited, seen before, and taken back.
    window.press("filter-edit-all").await.unwrap();
    window.fill("bulk-value", "Partner").await.unwrap();
    window.press("bulk-preview").await.unwrap();
    window.see("bulk-report").await.unwrap();
    assert_eq!(window.faults().await.unwrap(), Vec::<String>::new(), "nor in the preview");
    picture(&window, "bulk.png").await.unwrap();
    window.press("bulk-apply").await.unwrap();
    window.see("nobody-meant").await.unwrap();
    assert_eq!(satchel.json(&["filter", "title=partner"]).unwrap()["total"], json!(3));
    window.press_ctrl_z().await.unwrap();
    window.words_that("count", |words| words.starts_with("3 ")).await.unwrap();
    assert_eq!(satchel.json(&["filter", "title=partner"]).unwrap()["total"], json!(0));

    // Why somebody is here.
    window.open_first_by_keys().await.unwrap();
    window.press("filter-why").await.unwrap();
    window.words_that("why-dialog", |words| words.contains("Sales Director")).await.unwrap();
    assert_eq!(window.faults().await.unwrap(), Vec::<String>::new(), "nor where it says why");
    window.keys(key::ESCAPE).await.unwrap();
    window.close().await.unwrap();
}
