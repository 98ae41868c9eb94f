//! Views and lists in the real window: rows stand in groups under a view's own columns, who is made in a filtered view
//! stays in it, and statuses are set.

use std::time::Duration;

use satchel_tests::command::Satchel;
use satchel_tests::room::Room;
use satchel_tests::wait::until;
use satchel_tests::window::key;
use serde_json::json;

use crate::{picture, turn, with_nobody};

#[tokio::test(flavor = "multi_thread")]
async fn a_view_has_groups_and_columns_of_its_own_and_who_is_made_in_it_stays() {
    let _turn = turn().await;
    let room = Room::new().unwrap();
    let satchel = Satchel::beside(&room).unwrap();
    let window = with_nobody(&room).await.unwrap();
    for (given, title, company) in [
        ("Ada", "Director", "Engines"),
        ("Bob", "Director", "Beta"),
        ("Carla", "Director", "Engines"),
        ("Dan", "Buyer", "Beta"),
    ] {
        let words = ["add", &format!("given={given}"), &format!("title={title}"), &format!("company={company}")];
        satchel.json(&words).unwrap();
    }
    window.contacts_are(4).await.unwrap();
    window.press("filter-open").await.unwrap();
    window.fill("filter-text", "title:director").await.unwrap();
    window.keys(key::ENTER).await.unwrap();
    window.words_that("count", |words| words.starts_with("3 ")).await.unwrap();

    // Grouped by company, and saved so, with a column less.
    window.press_at("//button[starts-with(@aria-label, 'Sorted by')]").await.unwrap();
    window.press_at("//*[@role='menuitem'][contains(., 'Group')]").await.unwrap();
    window.choose("group-by", "company").await.unwrap();
    window.keys(key::ESCAPE).await.unwrap();
    window.words_that("grid-heading", |words| words.contains("Beta") && words.contains('1')).await.unwrap();
    assert_eq!(window.count("grid-heading").await.unwrap(), 2);
    assert_eq!(window.faults().await.unwrap(), Vec::<String>::new(), "axe finds nothing where rows stand in groups");
    picture(&window, "groups.png").await.unwrap();
    window.press("filter-save").await.unwrap();
    window.press_at("//*[@role='menuitem'][contains(., 'new view')]").await.unwrap();
    window.fill("save-name", "Directors").await.unwrap();
    window.press("save-confirm").await.unwrap();
    window.words_that("nav-view", |words| words.trim() == "Directors").await.unwrap();
    window.press("columns-open").await.unwrap();
    window.press("column-email").await.unwrap();
    window.keys(key::ESCAPE).await.unwrap();
    window.press("filter-save").await.unwrap();
    window.press_at("//*[@role='menuitem'][.='Save the view']").await.unwrap();
    const HEAD: &str = "return [...document.querySelectorAll('[role=columnheader]')].some((head) => head.textContent.includes('E-mail'))";
    let head = async |wanted: bool| {
        until("the columns", Duration::from_secs(10), || async {
            Ok((window.script(HEAD).await? == json!(wanted)).then_some(()))
        })
        .await
    };
    head(false).await.unwrap();
    window.press("filter-clear").await.unwrap();
    head(true).await.unwrap();
    window.press("nav-view").await.unwrap();
    head(false).await.unwrap();
    window.words_that("grid-heading", |words| words.contains("Beta")).await.unwrap();

    // Who is made here does not belong, and stays with a sign until the view is left.
    window.press("new-contact").await.unwrap();
    window.fill("new-given", "Eve").await.unwrap();
    window.fill("new-title", "Clerk").await.unwrap();
    window.press("new-create").await.unwrap();
    window.words_that("row-outside", |words| words.contains("Outside")).await.unwrap();
    window.edit_field("title", "Director").await.unwrap();
    window.see_go("row-outside").await.unwrap();
    window.edit_field("title", "Clerk").await.unwrap();
    window.see("row-outside").await.unwrap();
    // Away from the tools of the field, whose hints stand outside of everything.
    window.press("card-name").await.unwrap();
    assert_eq!(window.faults().await.unwrap(), Vec::<String>::new(), "nor where somebody is outside of the filter");
    picture(&window, "outside.png").await.unwrap();
    window.resize(360, 780).await.unwrap();
    assert_eq!(window.faults().await.unwrap(), Vec::<String>::new(), "nor on a narrow window");
    window.resize(1280, 800).await.unwrap();
    window.press("card-close").await.unwrap();
    window.press("filter-clear").await.unwrap();
    window.contacts_are(5).await.unwrap();
    window.press("nav-view").await.unwrap();
    window.words_that("count", |words| words.starts_with("3 ")).await.unwrap();
    window.see_go("row-outside").await.unwrap();
    window.close().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn statuses_on_an_event_are_shown_and_set() {
    let _turn = turn().await;
    let room = Room::new().unwrap();
    let satchel = Satchel::beside(&room).unwrap();
    let window = with_nobody(&room).await.unwrap();
    for given in ["Ada", "Bob", "Carla"] {
        satchel.json(&["add", &format!("given={given}"), &format!("email={given}@x.example")]).unwrap();
    }
    satchel.json(&["list", "create", "Fair \"26\"", "--kind", "event"]).unwrap();
    satchel.json(&["list", "add", "Fair \"26\"", "ada@x.example", "bob@x.example"]).unwrap();
    let status = |email: &str| {
        let shown = satchel.json(&["list", "show", "Fair \"26\""]).unwrap();
        let members = shown["members"].as_array().unwrap().clone();
        members.iter().find(|member| member["contact"]["email"] == *email).map(|member| member["status"].clone())
    };
    window.contacts_are(3).await.unwrap();
    window.press("nav-list").await.unwrap();
    window.words_that("count", |words| words.starts_with("2 ")).await.unwrap();
    window.words_that("grid-row", |words| words.contains("invited")).await.unwrap();

    // For all who are selected.
    window.into_list().await.unwrap();
    window.keys(&format!("{}a{}", key::CONTROL, key::RELEASE)).await.unwrap();
    window.press("bulk-list-status").await.unwrap();
    window.choose("bulk-status", "attended").await.unwrap();
    window.press("bulk-preview").await.unwrap();
    window.see("bulk-report").await.unwrap();
    assert_eq!(window.faults().await.unwrap(), Vec::<String>::new(), "axe finds nothing where statuses are set");
    picture(&window, "status.png").await.unwrap();
    window.press("bulk-apply").await.unwrap();
    window.words_that("grid-row", |words| words.contains("attended")).await.unwrap();
    assert_eq!((status("Ada@x.example"), status("Bob@x.example")), (Some(json!("attended")), Some(json!("attended"))));

    // For one, on the card; somebody is put on the list there.
    window.open_first_by_keys().await.unwrap();
    window.choose("list-status", "no-show").await.unwrap();
    window.words_that("grid-row", |words| words.contains("no-show")).await.unwrap();
    assert_eq!(window.faults().await.unwrap(), Vec::<String>::new(), "nor on a card with lists");
    picture(&window, "lists.png").await.unwrap();
    assert_eq!(status("Ada@x.example"), Some(json!("no-show")));
    window.press_ctrl_z().await.unwrap();
    window.words_that("grid-row", |words| !words.contains("no-show")).await.unwrap();
    window.press("filter-clear").await.unwrap();
    window.find_people("carla", "Carla").await.unwrap();
    window.open_first_by_keys().await.unwrap();
    window.press("list-add").await.unwrap();
    window.press_at("//*[@role='menuitem'][contains(., 'Fair')]").await.unwrap();
    window.value_is("list-status", "invited").await.unwrap();
    assert_eq!(status("Carla@x.example"), Some(json!("invited")));
    window.close().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn lists_and_views_are_renamed_followed_and_deleted_where_they_are_shown() {
    let _turn = turn().await;
    let room = Room::new().unwrap();
    let satchel = Satchel::beside(&room).unwrap();
    let window = with_nobody(&room).await.unwrap();
    for (given, title) in [("Ada", "Director"), ("Bob", "Buyer"), ("Carla", "Director")] {
        let words = ["add", &format!("given={given}"), &format!("title={title}"), &format!("email={given}@x.example")];
        satchel.json(&words).unwrap();
    }
    satchel.json(&["list", "create", "Heads", "--kind", "segment", "--filter", "title:director"]).unwrap();
    satchel.json(&["lists", "moves", "Heads"]).unwrap();
    satchel.json(&["set", "bob@x.example", "title=Director"]).unwrap();
    satchel.json(&["view", "create", "Theirs", "--filter", "list=heads"]).unwrap();
    let menu = async |item: &str| {
        window.press("list-menu").await.unwrap();
        window.press_at(&format!("//*[@role='menuitem'][contains(., '{item}')]")).await.unwrap();
    };
    window.contacts_are(3).await.unwrap();
    window.press("nav-list").await.unwrap();
    window.words_that("count", |words| words.starts_with("3 ")).await.unwrap();
    menu("Who entered").await;
    window.words_that("move", |words| words.contains("Bob") && words.contains("entered")).await.unwrap();
    assert_eq!(window.faults().await.unwrap(), Vec::<String>::new(), "axe finds nothing where moves are told");
    picture(&window, "moves.png").await.unwrap();
    window.keys(key::ESCAPE).await.unwrap();
    window.see_go("moves-dialog").await.unwrap();

    menu("Rename").await;
    window.fill("list-typed", "Directors").await.unwrap();
    window.press("list-save").await.unwrap();
    window.words_that("nav-list", |words| words.contains("Directors")).await.unwrap();
    window.words_that("count", |words| words.starts_with("3 ")).await.unwrap();
    assert_eq!(satchel.json(&["view"]).unwrap()["views"][0]["view"]["filter"], json!("lists=Directors"));
    menu("Follow").await;
    window.fill("list-typed", "title:director -bob").await.unwrap();
    window.press("list-save").await.unwrap();
    window.words_that("count", |words| words.starts_with("2 ")).await.unwrap();
    menu("Delete").await;
    window.see_go("nav-list").await.unwrap();
    window.press_ctrl_z().await.unwrap();
    window.see("nav-list").await.unwrap();

    window.press("nav-view").await.unwrap();
    window.words_that("count", |words| words.starts_with("2 ")).await.unwrap();
    window.press("filter-save").await.unwrap();
    window.press_at("//*[@role='menuitem'][contains(., 'Rename the view')]").await.unwrap();
    window.fill("save-name", "Ours").await.unwrap();
    window.press("save-confirm").await.unwrap();
    window.words_that("nav-view", |words| words.contains("Ours")).await.unwrap();
    window.press("filter-save").await.unwrap();
    window.press_at("//*[@role='menuitem'][contains(., 'Delete the view')]").await.unwrap();
    window.see_go("nav-view").await.unwrap();
    window.close().await.unwrap();
}
