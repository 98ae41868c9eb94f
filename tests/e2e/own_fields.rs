//! The life of a field of one's own, in the real window: made, filled, shown in the list, given another kind with the
//! effect told before, deleted, and all of it taken back.

use satchel_tests::command::Satchel;
use satchel_tests::room::Room;
use satchel_tests::window::key;
use serde_json::json;

use crate::{picture, turn, with_nobody};

#[tokio::test(flavor = "multi_thread")]
async fn a_field_is_made_filled_changed_deleted_and_taken_back() {
    let _turn = turn().await;
    let room = Room::new().unwrap();
    let satchel = Satchel::beside(&room).unwrap();
    let window = with_nobody(&room).await.unwrap();
    for name in ["Ada", "Grace"] {
        satchel.json(&["add", &format!("given={name}"), &format!("email={name}@x.example")]).unwrap();
    }
    window.contacts_are(2).await.unwrap();

    // Made in the settings.
    window.go("settings").await.unwrap();
    window.press("settings-fields").await.unwrap();
    window.press("field-new").await.unwrap();
    window.fill("field-name", "Shoe size").await.unwrap();
    assert_eq!(window.faults().await.unwrap(), Vec::<String>::new(), "axe finds nothing in the form");
    window.press("field-save").await.unwrap();
    window.see("field-row-shoe_size").await.unwrap();
    for words in [
        vec!["field", "add", "Budget", "--kind", "money", "--group", "Deal"],
        vec![
            "field",
            "add",
            "Segment",
            "--kind",
            "choice",
            "--option",
            "Enterprise #1e7a46",
            "--option",
            "Small",
            "--group",
            "Deal",
        ],
        vec![
            "field",
            "add",
            "Interests",
            "--kind",
            "multi_choice",
            "--option",
            "Golf",
            "--option",
            "Wine",
            "--help-text",
            "What to talk about first.",
        ],
        vec!["field", "add", "مجال الميزانية 🎯", "--kind", "text", "--key", "arabic"],
        vec!["set", "ada@x.example", "budget=12000", "segment=enterprise", "interests=golf,wine", "arabic=ميزانية 🎉"],
    ] {
        satchel.json(&words).unwrap();
    }
    window.see("field-row-interests").await.unwrap();
    picture(&window, "fields.png").await.unwrap();

    // Filled on the card.
    window.go("contacts").await.unwrap();
    window.open_first_by_keys().await.unwrap();
    window.see("own-shoe_size").await.unwrap();
    window.see("own-interests-chosen").await.unwrap();
    assert_eq!(window.faults().await.unwrap(), Vec::<String>::new(), "nor on the card");
    picture(&window, "own-card.png").await.unwrap();
    window.fill("own-shoe_size", "about forty").await.unwrap();
    window.keys(key::ENTER).await.unwrap();
    window.words_that("toast", |words| words.contains("Saved Shoe size")).await.unwrap();
    assert_eq!(satchel.json(&["show", "ada@x.example"]).unwrap()["custom"]["shoe_size"], json!("about forty"));
    let choose = "const select = document.querySelector('[data-testid=own-segment]');\
                  select.value = 'Small';\
                  select.dispatchEvent(new Event('change', { bubbles: true }));";
    window.script(choose).await.unwrap();
    window.words_that("toast", |words| words.contains("Saved Segment")).await.unwrap();
    assert_eq!(satchel.json(&["show", "ada@x.example"]).unwrap()["custom"]["segment"], json!("Small"));
    satchel.json(&["set", "grace@x.example", "shoe_size=38"]).unwrap();

    // Another kind: its effect is told before anything happens.
    window.go("settings").await.unwrap();
    window.press("settings-fields").await.unwrap();
    window.press("field-edit-shoe_size").await.unwrap();
    window.choose("field-kind", "integer").await.unwrap();
    window.press("field-save").await.unwrap();
    let told = window.words_that("field-effect", |words| words.contains("about forty")).await.unwrap();
    assert!(told.contains("1 value"), "{told}");
    picture(&window, "field-effect.png").await.unwrap();
    window.press("field-save").await.unwrap();
    window.see_go("field-form").await.unwrap();
    assert_eq!(satchel.json(&["show", "grace@x.example"]).unwrap()["custom"]["shoe_size"], json!(38));
    assert_eq!(satchel.json(&["show", "ada@x.example"]).unwrap()["custom"]["shoe_size"], json!(null));
    window.press_ctrl_z().await.unwrap();
    window.words_that("field-row-shoe_size", |words| words.contains("Text")).await.unwrap();
    assert_eq!(satchel.json(&["show", "ada@x.example"]).unwrap()["custom"]["shoe_size"], json!("about forty"));

    // Deleted with its values, and brought back.
    window.press("field-more-shoe_size").await.unwrap();
    window.press_at("//*[@role='menuitem'][normalize-space()='Delete']").await.unwrap();
    window.press("confirm").await.unwrap();
    window.see_go("field-row-shoe_size").await.unwrap();
    assert_eq!(satchel.json(&["show", "grace@x.example"]).unwrap()["custom"], json!({}), "she had nothing else");
    window.press_ctrl_z().await.unwrap();
    window.see("field-row-shoe_size").await.unwrap();
    assert_eq!(satchel.json(&["show", "grace@x.example"]).unwrap()["custom"]["shoe_size"], json!("38"));
    for theme in ["dark", "light"] {
        window.choose_theme(theme).await.unwrap();
        window.press("settings-fields").await.unwrap();
        window.see("field-row-shoe_size").await.unwrap();
        assert_eq!(window.faults().await.unwrap(), Vec::<String>::new(), "nor in the list of fields, {theme}");
        picture(&window, &format!("fields-{theme}.png")).await.unwrap();
        window.press("field-edit-segment").await.unwrap();
        window.see("field-form").await.unwrap();
        assert_eq!(window.faults().await.unwrap(), Vec::<String>::new(), "nor in its form, {theme}");
        picture(&window, &format!("field-form-{theme}.png")).await.unwrap();
        window.keys(key::ESCAPE).await.unwrap();
        window.see_go("field-form").await.unwrap();
        window.go("settings").await.unwrap();
    }
    window.resize(360, 780).await.unwrap();
    window.press("settings-fields").await.unwrap();
    assert_eq!(window.faults().await.unwrap(), Vec::<String>::new(), "nor on a narrow window");
    picture(&window, "fields-narrow.png").await.unwrap();
    window.press("field-edit-segment").await.unwrap();
    window.see("field-form").await.unwrap();
    assert_eq!(window.faults().await.unwrap(), Vec::<String>::new(), "nor in the form there");
    picture(&window, "field-form-narrow.png").await.unwrap();
    window.close().await.unwrap();
}
