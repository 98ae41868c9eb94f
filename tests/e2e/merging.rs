//! Two contacts, or companies, that are one, in the real window: compared, merged, parted again.

use satchel_tests::command::Satchel;
use satchel_tests::room::Room;
use satchel_tests::window::key;
use serde_json::json;

use crate::{picture, turn, with_nobody};

#[tokio::test(flavor = "multi_thread")]
async fn two_that_are_one_are_compared_merged_and_parted() {
    let _turn = turn().await;
    let room = Room::new().unwrap();
    let satchel = Satchel::beside(&room).unwrap();
    let window = with_nobody(&room).await.unwrap();
    for words in [
        [
            "add",
            "given=Ada",
            "family=Lovelace",
            "email=work:ada@engines.example",
            "company=Analytical Engines",
            "title=Analyst",
            "notes=Met in Turin.",
        ],
        [
            "add",
            "given=Augusta",
            "family=Lovelace",
            "email=home:augusta@lords.example",
            "phone=+44 20 7946 0958",
            "source=Fair",
            "notes=Prefers tea.",
        ],
    ] {
        satchel.json(&words).unwrap();
    }
    window.contacts_are(2).await.unwrap();
    window.into_list().await.unwrap();
    window.keys(&format!("{}a{}", key::CONTROL, key::RELEASE)).await.unwrap();
    window.press("bulk-merge").await.unwrap();
    window.see("merge-table").await.unwrap();
    assert_eq!(window.count("merge-family").await.unwrap(), 0, "what is the same is not shown at first");
    assert_eq!(window.faults().await.unwrap(), Vec::<String>::new(), "axe finds nothing where contacts are compared");
    picture(&window, "merge.png").await.unwrap();
    window.resize(360, 780).await.unwrap();
    window.see("merge-given").await.unwrap();
    assert_eq!(window.faults().await.unwrap(), Vec::<String>::new(), "nor on a narrow window");
    picture(&window, "merge-narrow.png").await.unwrap();
    window.resize(1280, 800).await.unwrap();

    // The other's first name; the live result follows.
    window.press_at("//*[@data-testid='merge-given']/label[2]//input").await.unwrap();
    window.words_that("merge-given", |words| words.trim_end().ends_with("Augusta")).await.unwrap();
    window.press("merge-run").await.unwrap();
    window.words_that("card-name", |name| name == "Augusta Lovelace").await.unwrap();
    let merged = satchel.json(&["list"]).unwrap();
    assert_eq!(merged["total"], json!(1));
    let one = satchel.json(&["show", "augusta@lords.example"]).unwrap();
    assert_eq!((&one["notes"], &one["title"]), (&json!("Met in Turin.\n\nPrefers tea."), &json!("Analyst")));

    window.press_ctrl_z().await.unwrap();
    window.words_that("card-name", |name| name == "Ada Lovelace").await.unwrap();
    assert_eq!(satchel.json(&["list"]).unwrap()["total"], json!(2));
    window.close().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn two_companies_that_are_one_are_merged_with_their_people_and_parted() {
    let _turn = turn().await;
    let room = Room::new().unwrap();
    let satchel = Satchel::beside(&room).unwrap();
    let window = with_nobody(&room).await.unwrap();
    satchel.json(&["add", "given=Ada", "email=ada@x.example", "company=Acme"]).unwrap();
    satchel.json(&["add", "given=Bob", "email=bob@x.example", "company=Acme Incorporated"]).unwrap();
    satchel.json(&["company", "set", "Acme", "industry=Steel", "domains+=acme.example"]).unwrap();
    satchel.json(&["company", "set", "Acme Incorporated", "industry=Iron", "revenue=3m EUR"]).unwrap();
    window.contacts_are(2).await.unwrap();
    window.go("companies").await.unwrap();
    window.see("company-row").await.unwrap();
    for name in ["Acme", "Acme Incorporated"] {
        window.press_at(&format!("//input[@aria-label='Choose {name}']")).await.unwrap();
    }
    assert_eq!(window.faults().await.unwrap(), Vec::<String>::new(), "axe finds nothing where companies are chosen");
    picture(&window, "companies-chosen.png").await.unwrap();
    window.press("companies-merge").await.unwrap();
    window.words_that("merge-people", |words| words.starts_with("1 person moves")).await.unwrap();
    window.see("merge-industry").await.unwrap();
    assert_eq!(window.faults().await.unwrap(), Vec::<String>::new(), "nor where they are compared");
    picture(&window, "companies-merge.png").await.unwrap();
    window.resize(360, 780).await.unwrap();
    assert_eq!(window.faults().await.unwrap(), Vec::<String>::new(), "nor on a narrow window");
    picture(&window, "companies-merge-narrow.png").await.unwrap();
    window.resize(1280, 800).await.unwrap();
    window.press_at("//*[@data-testid='merge-industry']/label[2]//input").await.unwrap();
    window.words_that("merge-industry", |words| words.trim_end().ends_with("Iron")).await.unwrap();
    window.press("merge-run").await.unwrap();
    window.words_that("company", |words| words.contains("Ada") && words.contains("Bob")).await.unwrap();
    let merged = satchel.json(&["company", "show", "Acme Incorporated"]).unwrap();
    assert_eq!(
        (&merged["name"], &merged["industry"], &merged["revenue"]),
        (&json!("Acme"), &json!("Iron"), &json!("3m EUR"))
    );
    assert_eq!(satchel.json(&["filter", "company=acme"]).unwrap()["total"], json!(2));
    window.press_ctrl_z().await.unwrap();
    window.words_that("company", |words| words.contains("Ada") && !words.contains("Bob")).await.unwrap();
    assert_eq!(satchel.json(&["filter", "company=acme"]).unwrap()["total"], json!(1));
    window.close().await.unwrap();
}
