//! From an empty computer to a book that is still there tomorrow.

use std::time::{Duration, Instant};

use satchel_tests::command::Satchel;
use satchel_tests::failure::Failure;
use satchel_tests::page::Counts;
use satchel_tests::people::{self, ZOE};
use satchel_tests::room::Room;
use satchel_tests::traces;
use satchel_tests::wait::until;
use satchel_tests::window::Window;

use crate::{turn, with_nobody};

/// Opens a new vault in a new window and imports the file.
pub(crate) async fn with_people(room: &Room) -> Result<Window, Failure> {
    let window = with_nobody(room).await?;
    let file = room.lay_down("people.csv", &people::csv())?;
    window.preview_import(&file).await?;
    window.run_import().await?;
    window.press("import-show").await?;
    window.see("grid-row").await?;
    Ok(window)
}

async fn open_zoe(window: &Window) -> Result<(), Failure> {
    window.find_people("angqvist", &ZOE.display()).await?;
    window.open_first_by_keys().await?;
    window.words_that("card-name", |name| name == ZOE.display()).await.map(drop)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_comes_into_a_new_vault_and_everybody_is_found() {
    let _turn = turn().await;
    let room = Room::new().unwrap();
    let window = Window::open(&room).await.unwrap();

    let code = window.create_vault(None).await.unwrap();
    assert_eq!(code.split('-').count(), 7, "a recovery code of seven groups: {code}");
    window.keep_recovery_code().await.unwrap();
    window.see("empty-state").await.unwrap();
    window.see("open-sample").await.unwrap();

    let file = room.lay_down("people.csv", &people::csv()).unwrap();
    let satchel = Satchel::beside(&room).unwrap();
    let foretold = satchel.lines(&["import", file.to_str().unwrap(), "--dry-run"]).unwrap();
    let foretold = foretold.last().unwrap();
    window.preview_import(&file).await.unwrap();
    let counts = window.run_import().await.unwrap();
    assert_eq!(counts, Counts::of(foretold), "the window and the command count alike");
    assert_eq!(counts, Counts { created: 71, updated: 0, skipped: 2, failed: 1 });

    window.press("import-show").await.unwrap();
    window.contacts_are(counts.created).await.unwrap();
    for (query, person) in [
        ("angqv", ZOE),
        ("zoe", ZOE),
        ("864417", ZOE),
        ("nordlyst", ZOE),
        ("щербак", people::PEOPLE[1]),
        ("παπαθεοδωρου", people::PEOPLE[2]),
        ("早乙女", people::PEOPLE[5]),
        ("quynh", people::PEOPLE[6]),
        ("lucja", people::PEOPLE[7]),
    ] {
        let rows = window.find_people(query, &person.display()).await.unwrap();
        assert!(rows[0].contains(person.family), "{query} finds {} first, not {:?}", person.family, rows[0]);
        assert!(!window.marked().await.unwrap().is_empty(), "{query} is marked in what it found");
    }
    window.clear_search().await.unwrap();
    window.words_that("count", |words| words.contains("71")).await.unwrap();
    window.close().await.unwrap();

    let traces = traces::search(room.dir(), &people::secrets()).unwrap();
    assert!(traces.files > 5, "only {} files were searched", traces.files);
    assert!(traces.found.is_empty(), "readable on disk:\n  {}", traces.found.join("\n  "));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_edit_is_saved_on_leaving_the_field_and_taken_back() {
    let _turn = turn().await;
    let room = Room::new().unwrap();
    let satchel = Satchel::beside(&room).unwrap();
    let window = with_people(&room).await.unwrap();
    open_zoe(&window).await.unwrap();
    let title = || satchel.json(&["show", ZOE.email]).unwrap()["title"].as_str().unwrap().to_owned();

    window.edit_field("title", "Harbour Master").await.unwrap();
    window.see("toast-undo").await.unwrap();
    assert_eq!(title(), "Harbour Master", "leaving the field saved it");
    window.press("toast-undo").await.unwrap();
    window.value_is("field-title", "Head of Sales").await.unwrap();
    assert_eq!(title(), "Head of Sales", "the toast's button took it back");

    window.edit_field("title", "Pilot").await.unwrap();
    until("the second edit to be saved", Duration::from_secs(5), || async { Ok((title() == "Pilot").then_some(())) })
        .await
        .unwrap();
    window.press_ctrl_z().await.unwrap();
    window.value_is("field-title", "Head of Sales").await.unwrap();
    assert_eq!(title(), "Head of Sales", "Ctrl+Z took it back");
    window.close().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_command_does_meanwhile_shows_and_a_conflict_is_asked() {
    let _turn = turn().await;
    let room = Room::new().unwrap();
    let satchel = Satchel::beside(&room).unwrap();
    let window = with_people(&room).await.unwrap();

    let added = Instant::now();
    satchel.json(&["add", "given=Aaltje", "family=Aardenburg", "email=aaltje@aardenburg.example"]).unwrap();
    let ran = added.elapsed();
    until("the command's contact in the list", Duration::from_secs(2), || async {
        let rows = window.all_words("grid-row").await?;
        Ok(rows.iter().any(|row| row.contains("Aardenburg")).then_some(()))
    })
    .await
    .unwrap();
    assert!(added.elapsed() - ran < Duration::from_secs(3), "within a second or so: {:?}", added.elapsed() - ran);

    open_zoe(&window).await.unwrap();
    window.type_in_field("title", "From the window").await.unwrap();
    satchel.json(&["set", ZOE.email, "title=From the command"]).unwrap();
    window.leave_field().await.unwrap();
    let said = window.words("conflict").await.unwrap();
    for version in ["Head of Sales", "From the command", "From the window"] {
        assert!(said.contains(version), "the conflict names {version}: {said}");
    }
    window.press("take-theirs").await.unwrap();
    window.value_is("field-title", "From the command").await.unwrap();

    window.type_in_field("title", "Mine after all").await.unwrap();
    satchel.json(&["set", ZOE.email, "title=Theirs again"]).unwrap();
    window.leave_field().await.unwrap();
    window.press("keep-mine").await.unwrap();
    window.see_go("conflict").await.unwrap();
    until("my version to be kept", Duration::from_secs(5), || async {
        Ok((satchel.json(&["show", ZOE.email])?["title"] == "Mine after all").then_some(()))
    })
    .await
    .unwrap();
    window.close().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn trash_and_history_give_back_and_tomorrow_all_is_there() {
    let _turn = turn().await;
    let room = Room::new().unwrap();
    let satchel = Satchel::beside(&room).unwrap();
    let window = with_people(&room).await.unwrap();

    open_zoe(&window).await.unwrap();
    window.trash_open_card().await.unwrap();
    window.contacts_are(70).await.unwrap();
    window.go("trash").await.unwrap();
    window.words_that("trash-row", |row| row.contains(&ZOE.display())).await.unwrap();
    window.press("trash-restore").await.unwrap();
    window.see("trash-empty").await.unwrap();
    window.contacts_are(71).await.unwrap();

    window.choose_theme("dark").await.unwrap();
    window.close().await.unwrap();
    let window = Window::open(&room).await.unwrap();
    window.see("grid-row").await.unwrap();
    window.theme_is("dark").await.unwrap();
    window.contacts_are(71).await.unwrap();

    // What was edited since stays; the rest of the import goes.
    satchel.json(&["set", people::PEOPLE[6].email, "title=Edited since"]).unwrap();
    window.go("history").await.unwrap();
    let import = "//*[@data-testid='history-row'][contains(., 'people.csv')]//*[@data-testid='history-undo']";
    window.press_at(import).await.unwrap();
    window.press("confirm").await.unwrap();
    let said = window.words("undo-report").await.unwrap();
    assert!(said.contains(&people::PEOPLE[6].display()), "what was edited since is named as kept: {said}");
    window.close().await.unwrap();
    let left = satchel.json(&["list"]).unwrap();
    let names: Vec<&str> =
        left["contacts"].as_array().unwrap().iter().map(|c| c["display"].as_str().unwrap()).collect();
    assert!(names.contains(&people::PEOPLE[6].display().as_str()) && names.len() < 5, "{names:?}");
}
