//! What a person does by keys, by dropping, and in the settings.

use std::fmt::Write as _;
use std::time::Duration;

use satchel_tests::command::Satchel;
use satchel_tests::people::{self, ZOE};
use satchel_tests::room::Room;
use satchel_tests::wait::until;
use satchel_tests::window::key;

use crate::main_job::with_people;
use crate::{turn, with_nobody};

#[tokio::test(flavor = "multi_thread")]
async fn a_new_contact_is_made_by_keys_alone() {
    let _turn = turn().await;
    let room = Room::new().unwrap();
    let satchel = Satchel::beside(&room).unwrap();
    let window = with_people(&room).await.unwrap();
    window.script("document.activeElement?.blur()").await.unwrap();
    window.keys("n").await.unwrap();
    window.see("new-given").await.unwrap();
    // The dialog has the focus where one begins to type.
    for (text, next) in [("Aaltje", key::TAB), ("Aardenburg", key::TAB), ("Aardenburg Kaas", key::TAB), ("", key::TAB)]
    {
        window.keys(&format!("{text}{next}")).await.unwrap();
    }
    window.keys(&format!("aaltje@aardenburg.example{}", key::ENTER)).await.unwrap();
    window.words_that("card-name", |name| name == "Aaltje Aardenburg").await.unwrap();
    let made = satchel.json(&["show", "aaltje@aardenburg.example"]).unwrap();
    assert_eq!((&made["family"], &made["company"]), (&"Aardenburg".into(), &"Aardenburg Kaas".into()));
    window.press("toast-undo").await.unwrap();
    window.contacts_are(71).await.unwrap();
    window.close().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn phone_numbers_are_read_by_the_country_of_the_settings() {
    let _turn = turn().await;
    let room = Room::new().unwrap();
    let satchel = Satchel::beside(&room).unwrap();
    let window = with_people(&room).await.unwrap();
    let dialled = async |country: &str, name: &str| {
        window.go("settings").await.unwrap();
        window.choose("settings-country", country).await.unwrap();
        window.value_is("settings-country", country).await.unwrap();
        until("the country to be saved", Duration::from_secs(5), || async {
            Ok((satchel.json(&["call", "settings_get"])?["country"] == country).then_some(()))
        })
        .await
        .unwrap();
        window.go("contacts").await.unwrap();
        window.press("new-contact").await.unwrap();
        window.fill("new-given", name).await.unwrap();
        window.fill("new-email", &format!("{name}@numbers.example")).await.unwrap();
        window.fill("new-phone", "030 2345 6789").await.unwrap();
        window.press("new-create").await.unwrap();
        window.words_that("card-name", |shown| shown == name).await.unwrap();
        satchel.json(&["show", &format!("{name}@numbers.example")]).unwrap()["phones"][0]["e164"].clone()
    };
    assert_eq!(dialled("DE", "Berliner").await, "+493023456789");
    assert_eq!(dialled("IT", "Palermitana").await, "+3903023456789");
    window.close().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_dropped_goes_to_the_import_from_any_screen() {
    let _turn = turn().await;
    let room = Room::new().unwrap();
    let window = with_nobody(&room).await.unwrap();
    window.go("settings").await.unwrap();
    let file = room.lay_down("people.csv", &people::csv()).unwrap();
    window.drop_file(&file).await.unwrap();
    assert_eq!(window.run_import().await.unwrap().created, 71);

    // Who was here already is named in the report, and opens from there.
    window.drop_file(&file).await.unwrap();
    assert_eq!(window.run_import().await.unwrap().created, 0);
    window.words_that("problem-contact", |name| name == ZOE.display()).await.unwrap();
    window.press("problem-contact").await.unwrap();
    window.words_that("card-name", |name| name == ZOE.display()).await.unwrap();
    window.close().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_long_import_tells_how_far_it_is_and_lets_one_work_on() {
    let _turn = turn().await;
    let room = Room::new().unwrap();
    let window = with_nobody(&room).await.unwrap();
    let mut text = String::from("First Name,Last Name,E-mail\n");
    for number in 0..12_000 {
        writeln!(text, "Person,Number {number},person{number}@crowd.example").unwrap();
    }
    let file = room.lay_down("crowd.csv", &text).unwrap();
    window.preview_import(&file).await.unwrap();
    window.note_progress().await.unwrap();
    window.press("import-start").await.unwrap();
    window.go("contacts").await.unwrap();
    window.see("job-result").await.unwrap();
    assert_eq!(window.faults().await.unwrap(), Vec::<String>::new(), "axe finds nothing in the tray");
    window.press("job-result").await.unwrap();
    assert_eq!(window.words("import-created").await.unwrap().replace(',', ""), "12000");
    let noted = window.progress_noted().await.unwrap();
    assert!(noted.iter().any(|percent| (1..100).contains(percent)), "the tray told how far it was: {noted:?}");
    assert!(noted.is_sorted(), "it never went back: {noted:?}");
    assert_eq!(window.count("job-tray").await.unwrap(), 0, "its result is seen");
    window.close().await.unwrap();
}
