//! Tags and categories in the real window: made, coloured, renamed, merged, deleted, and taken back.

use satchel_tests::command::Satchel;
use satchel_tests::failure::Failure;
use satchel_tests::room::Room;
use satchel_tests::window::{Window, key};
use serde_json::json;

use crate::{turn, with_nobody};

/// Chooses from the menu of the tag at a position.
async fn choose(window: &Window, tag: &str, item: &str) -> Result<(), Failure> {
    window
        .press_at(&format!("//*[@data-testid='tag-row'][contains(., '{tag}')]//*[@data-testid='tag-actions']"))
        .await?;
    window.press_at(&format!("//*[@role='menuitem'][contains(., '{item}')]")).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tag_lives_in_the_window() {
    let _turn = turn().await;
    let room = Room::new().unwrap();
    let satchel = Satchel::beside(&room).unwrap();
    let window = with_nobody(&room).await.unwrap();
    satchel.json(&["add", "given=Ada", "family=Lovelace", "tags=vip,fair"]).unwrap();
    satchel.json(&["add", "given=Grace", "family=Hopper", "tags=V.I.P."]).unwrap();
    window.contacts_are(2).await.unwrap();
    window.go("settings").await.unwrap();
    window.press("labels-open").await.unwrap();
    window.see("tag-row").await.unwrap();
    assert_eq!(window.faults().await.unwrap(), Vec::<String>::new(), "axe finds nothing among tags");

    window.press("tag-add").await.unwrap();
    window.fill("label-name", "steel").await.unwrap();
    window.press("colour-grey").await.unwrap();
    assert_eq!(window.faults().await.unwrap(), Vec::<String>::new(), "nor where one is made");
    window.press("label-save").await.unwrap();
    window.see_go("tag-dialog").await.unwrap();
    let tags = satchel.json(&["tag", "list"]).unwrap();
    assert_eq!((&tags["tags"][1]["name"], &tags["tags"][1]["colour"]), (&json!("steel"), &json!("grey")));

    choose(&window, "V.I.P.", "Merge").await.unwrap();
    window.see("merge-into").await.unwrap().select_by_label("vip").await.unwrap();
    window.press("merge-go").await.unwrap();
    window.see_go("tag-dialog").await.unwrap();
    let told = |name: &str| {
        let listed = satchel.json(&["tag", "list"]).unwrap();
        listed["tags"].as_array().unwrap().iter().find(|tag| tag["name"] == name).map(|tag| tag["contacts"].clone())
    };
    assert_eq!((told("vip"), told("V.I.P.")), (Some(json!(2)), None));
    window.press_ctrl_z().await.unwrap();
    window.press_at("//*[@data-testid='tag-row'][contains(., 'V.I.P.')]").await.unwrap();
    window.see("tag-dialog").await.unwrap();
    window.keys(key::ESCAPE).await.unwrap();
    window.see_go("tag-dialog").await.unwrap();
    assert_eq!((told("vip"), told("V.I.P.")), (Some(json!(1)), Some(json!(1))));

    choose(&window, "fair", "Change").await.unwrap();
    window.fill("label-name", "Fair 2026").await.unwrap();
    window.press("colour-violet").await.unwrap();
    window.press("label-save").await.unwrap();
    window.see_go("tag-dialog").await.unwrap();
    choose(&window, "steel", "Delete").await.unwrap();
    window.press("confirm").await.unwrap();
    window.see_go("confirm").await.unwrap();
    assert_eq!(told("steel"), None);

    window.resize(360, 780).await.unwrap();
    window.see("tag-row").await.unwrap();
    assert_eq!(window.faults().await.unwrap(), Vec::<String>::new(), "nor on a narrow window");
    window.resize(1280, 800).await.unwrap();

    // On the card: the tag in its colour, and a category chosen where it stands.
    window.go("contacts").await.unwrap();
    window.find_people("ada", "Ada Lovelace").await.unwrap();
    window.open_first_by_keys().await.unwrap();
    let leads = window.see("category-leads").await.unwrap();
    let chips = window.all_words("tag").await.unwrap();
    assert_eq!(chips.iter().map(|chip| chip.trim()).collect::<Vec<_>>(), ["Fair 2026", "vip"]);
    leads.select_by_label("Hot").await.unwrap();
    window.words_that("history-entry", |words| words.contains("Leads") && words.contains("Hot")).await.unwrap();
    let ada = satchel.json(&["search", "ada"]).unwrap()["hits"][0]["id"].as_str().unwrap().to_owned();
    assert_eq!(satchel.json(&["show", &ada]).unwrap()["categories"][0]["name"], json!("Hot"));
    window.close().await.unwrap();
}
