//! An address book comes into step in the window: added, rehearsed, synced, decided, taken back.

use std::path::PathBuf;
use std::time::Duration;

use satchel_tests::command::Satchel;
use satchel_tests::failure::Failure;
use satchel_tests::room::Room;
use satchel_tests::wait::until;
use satchel_tests::window::Window;
use serde_json::{Value, json};

use crate::server::{RADICALE, start};
use crate::shelf::{card_with, put};
use crate::{turn, with_nobody};

/// Waits until an element with these attributes is there.
async fn there(window: &Window, selector: &str) -> Result<(), Failure> {
    let script = format!("return document.querySelector({}) !== null", json!(selector));
    until(&format!("{selector} to be there"), Duration::from_secs(20), || async {
        Ok((window.script(&script).await? == Value::Bool(true)).then_some(()))
    })
    .await
}

/// Presses what bears this name.
async fn press_named(window: &Window, name: &str) -> Result<(), Failure> {
    window.press_at(&format!("//*[@aria-label={}]", json!(name))).await
}

fn mallory() -> String {
    "BEGIN:VCARD\nVERSION:3.0\nUID:mallory\nFN:Mallory Moor\nN:Moor;Mallory;;;\nEND:VCARD\n".to_owned()
}

fn grace(title: &str, note: &str) -> String {
    format!(
        "BEGIN:VCARD\nVERSION:3.0\nUID:grace\nFN:Grace Hopper\nN:Hopper;Grace;;;\nEMAIL:grace@example.com\nTITLE:{title}\n\
         NOTE:{note}\nX-SHOE-SIZE:39\nEND:VCARD\n"
    )
}

/// A picture for the guide, where one is wanted.
async fn picture(window: &Window, name: &str) -> Result<(), Failure> {
    match std::env::var_os("SATCHEL_SCREENS") {
        Some(folder) => window.picture(&PathBuf::from(folder).join(format!("{name}.png"))).await.map(drop),
        None => Ok(()),
    }
}

/// Syncs the one account and waits until it is done.
async fn sync(window: &Window) -> Result<(), Failure> {
    window.press("nav-accounts").await?;
    window.press("account-sync").await?;
    there(window, "[data-testid='run-line']").await?;
    there(window, "[data-testid='account-card'][data-state='ready']").await?;
    window.dismiss_jobs().await
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_book_comes_into_step_and_stays_so() {
    let _turn = turn().await;
    let Some(server) = start(&RADICALE) else { return };
    let book = server.book("Office");
    put(&server, &book, "grace.vcf", &grace("Commander", "first"));
    put(&server, &book, "mallory.vcf", &mallory());
    let room = Room::new().unwrap();
    let satchel = Satchel::beside(&room).unwrap();
    let window = with_nobody(&room).await.unwrap();
    satchel.json(&["add", "given=Ada", "family=Lovelace", "email=ada@example.com"]).unwrap();

    window.press("nav-accounts").await.unwrap();
    window.see("accounts-empty").await.unwrap();
    assert_eq!(window.faults().await.unwrap(), Vec::<String>::new());
    window.press("account-add").await.unwrap();
    window.fill("account-name", "Office").await.unwrap();
    window.fill("account-setting-url", book.url.as_str()).await.unwrap();
    window.fill("account-setting-user", "ada").await.unwrap();
    window.fill("account-secret", "correct horse").await.unwrap();
    window.press("account-save").await.unwrap();
    there(&window, "[data-testid='account-tested'][data-ok='true']").await.unwrap();

    // Everything is seen before anything is done.
    window.press("account-first-rehearsal").await.unwrap();
    window.see("rehearsal").await.unwrap();
    window.words_that("planned", |line| line.contains("Grace Hopper")).await.unwrap();
    assert_eq!(window.faults().await.unwrap(), Vec::<String>::new());
    // Who would be new is unticked, and stays out.
    press_named(&window, "Mallory Moor: do it").await.unwrap();
    picture(&window, "rehearsal").await.unwrap();
    assert_eq!(server.cards(&book).len(), 2);
    window.press("rehearsal-do").await.unwrap();
    there(&window, "[data-testid='account-card'][data-state='ready']").await.unwrap();
    window.dismiss_jobs().await.unwrap();
    assert!(card_with(&server, &book, "FN:Ada Lovelace").contains("ada@example.com"));
    window.go("contacts").await.unwrap();
    window.find_people("hopper", "Grace Hopper").await.unwrap();
    window.clear_search().await.unwrap();
    let found = satchel.json(&["find", "mallory"]).unwrap();
    assert_eq!(found["total"], 0, "{found}");

    // Both write a note: it waits, and a key decides it.
    satchel.json(&["set", "grace@example.com", "notes=from here"]).unwrap();
    there(&window, "[data-testid='grid-row'] [aria-label='Not sent yet']").await.unwrap();
    // Where she is found, too.
    window.find_people("hopper", "Grace Hopper").await.unwrap();
    there(&window, "[data-testid='grid-row'] [aria-label='Not sent yet']").await.unwrap();
    window.clear_search().await.unwrap();
    put(&server, &book, "grace.vcf", &grace("Commander", "from there"));
    sync(&window).await.unwrap();
    window.press("conflicts-open").await.unwrap();
    window.words_that("conflict", |words| words.contains("from here") && words.contains("from there")).await.unwrap();
    assert_eq!(window.faults().await.unwrap(), Vec::<String>::new());
    picture(&window, "conflicts").await.unwrap();
    window.script("document.activeElement?.blur()").await.unwrap();
    window.keys("1").await.unwrap();
    window.see("conflicts-empty").await.unwrap();
    sync(&window).await.unwrap();
    let card = card_with(&server, &book, "UID:grace");
    assert!(card.contains("NOTE:from here") && card.contains("X-SHOE-SIZE:39"), "{card}");

    // What came is taken back, and held until a side is chosen.
    put(&server, &book, "grace.vcf", &grace("Admiral", "from here"));
    sync(&window).await.unwrap();
    assert_eq!(satchel.json(&["show", "grace@example.com"]).unwrap()["title"], "Admiral");
    picture(&window, "accounts").await.unwrap();
    window.press("run-log").await.unwrap();
    window.press("run-open").await.unwrap();
    window.press("run-undo").await.unwrap();
    window.press("confirm").await.unwrap();
    until("the title to be as it was", Duration::from_secs(10), || async {
        let shown = satchel.json(&["show", "grace@example.com"])?;
        Ok((shown["title"] == "Commander").then_some(()))
    })
    .await
    .unwrap();
    sync(&window).await.unwrap();
    window.press("conflicts-open").await.unwrap();
    window.press("held-theirs").await.unwrap();
    window.see("conflicts-empty").await.unwrap();
    sync(&window).await.unwrap();
    assert_eq!(satchel.json(&["show", "grace@example.com"]).unwrap()["title"], "Admiral");

    // Who stayed out comes unticked, and in when ticked.
    window.press("nav-accounts").await.unwrap();
    window.press("account-rehearse").await.unwrap();
    window.words_that("planned", |line| line.contains("Mallory Moor")).await.unwrap();
    there(&window, "[data-testid='planned'][data-held='true']").await.unwrap();
    press_named(&window, "Mallory Moor: do it").await.unwrap();
    window.press("rehearsal-do").await.unwrap();
    until("Mallory to come", Duration::from_secs(20), || async {
        Ok((satchel.json(&["find", "mallory"])?["total"] == 1).then_some(()))
    })
    .await
    .unwrap();
    window.close().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_is_changed_where_it_stands() {
    let _turn = turn().await;
    let Some(server) = start(&RADICALE) else { return };
    let (office, home) = (server.book("Office"), server.book("Home"));
    put(&server, &office, "grace.vcf", &grace("Commander", "first"));
    let room = Room::new().unwrap();
    let satchel = Satchel::beside(&room).unwrap();
    let window = with_nobody(&room).await.unwrap();
    let settings = json!({"url": office.url, "user": "ada"});
    let add =
        json!({"kind": "carddav", "name": "Office", "settings": settings, "secret": "correct horse", "seal": false});
    satchel.json(&["call", "accounts_add", &add.to_string()]).unwrap();
    satchel.json(&["sync"]).unwrap();

    // A conflict is decided for good; the rule stands with the account, and is taken back there.
    satchel.json(&["set", "grace@example.com", "notes=from here"]).unwrap();
    put(&server, &office, "grace.vcf", &grace("Commander", "from there"));
    satchel.json(&["sync"]).unwrap();
    satchel.json(&["conflicts", "resolve", "grace@example.com", "mine", "--path", "notes", "--rule"]).unwrap();
    window.press("nav-accounts").await.unwrap();
    window.words_that("account-rule", |words| words.contains("what is here is right")).await.unwrap();
    assert_eq!(window.faults().await.unwrap(), Vec::<String>::new());
    picture(&window, "account-rules").await.unwrap();
    window.press("account-rule-remove").await.unwrap();
    window.see_go("account-rule").await.unwrap();
    window.see_go("toast").await.unwrap();

    // Another address asks for the password, and which book it is.
    window.press("account-edit").await.unwrap();
    window.fill("account-setting-url", home.url.as_str()).await.unwrap();
    window.press("account-edit-save").await.unwrap();
    there(&window, "[data-testid='account-secret'][aria-invalid='true']").await.unwrap();
    window.fill("account-secret", "correct horse").await.unwrap();
    window.press("account-edit-save").await.unwrap();
    window.see("edit-book").await.unwrap();
    assert_eq!(window.faults().await.unwrap(), Vec::<String>::new());
    picture(&window, "account-edit").await.unwrap();
    window.choose("edit-book", "other").await.unwrap();
    // Enter in a field saves, as the button does.
    window.see("account-secret").await.unwrap().send_keys("\u{E007}").await.unwrap();
    window.see_go("account-edit-dialog").await.unwrap();
    there(&window, "[data-testid='account-card'][data-state='new']").await.unwrap();
    there(&window, "[data-testid='account-tested'][data-ok='true']").await.unwrap();
    let listed = satchel.json(&["account", "list"]).unwrap();
    assert_eq!(listed["accounts"][0]["settings"]["book"], home.url.as_str());
    window.close().await.unwrap();
}

/// The picture that the open card shows, as its address; none where there are initials.
async fn shown(window: &Window) -> Result<Option<String>, Failure> {
    let address = window.script("return document.querySelector('[data-testid=\"card\"] img')?.src ?? null").await?;
    Ok(address.as_str().map(str::to_owned))
}

#[tokio::test(flavor = "multi_thread")]
async fn pictures_and_groups_come_with_their_people() {
    const RED: &str =
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";
    const BLUE: &str =
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";
    let _turn = turn().await;
    let Some(server) = start(&RADICALE) else { return };
    let book = server.book("Office");
    let drawn = |picture: &str| {
        let photo = format!("PHOTO;ENCODING=b;TYPE=PNG:{picture}\nEND:VCARD\n");
        grace("Commander", "first").replace("END:VCARD\n", &photo)
    };
    put(&server, &book, "grace.vcf", &drawn(RED));
    put(
        &server,
        &book,
        "a-group.vcf",
        "BEGIN:VCARD\nVERSION:3.0\nUID:group-1\nFN:Pioneers\nN:Pioneers;;;;\nX-ADDRESSBOOKSERVER-KIND:group\n\
         X-ADDRESSBOOKSERVER-MEMBER:urn:uuid:grace\nEND:VCARD\n",
    );
    let room = Room::new().unwrap();
    let satchel = Satchel::beside(&room).unwrap();
    let window = with_nobody(&room).await.unwrap();
    let settings = json!({"url": book.url, "user": "ada"});
    let add =
        json!({"kind": "carddav", "name": "Office", "settings": settings, "secret": "correct horse", "seal": false});
    satchel.json(&["call", "accounts_add", &add.to_string()]).unwrap();
    // The first run of an account is looked at before, so the command makes it.
    let run = satchel.json(&["sync"]).unwrap();
    assert_eq!(run["lists"].as_array().map(Vec::len), Some(1), "{run}");
    assert_eq!(satchel.json(&["lists", "show", "Pioneers"]).unwrap()["members"].as_array().unwrap().len(), 1);
    window.go("contacts").await.unwrap();
    window.find_people("hopper", "Grace Hopper").await.unwrap();
    window.open_first_by_keys().await.unwrap();
    let is_shown = |wanted: Option<&'static str>| {
        let window = &window;
        until("the picture", Duration::from_secs(20), move || async move {
            let shown = shown(window).await?;
            Ok((shown.as_deref().and_then(|it| it.split(',').nth(1)) == wanted).then_some(()))
        })
    };
    is_shown(Some(RED)).await.unwrap();
    assert_eq!(window.faults().await.unwrap(), Vec::<String>::new());
    picture(&window, "card-with-picture").await.unwrap();
    // Another one there, while the card is open; then none here.
    put(&server, &book, "grace.vcf", &drawn(BLUE));
    satchel.json(&["sync"]).unwrap();
    is_shown(Some(BLUE)).await.unwrap();
    satchel.json(&["set", "grace@example.com", "photo="]).unwrap();
    satchel.json(&["sync"]).unwrap();
    is_shown(None).await.unwrap();
    let card = card_with(&server, &book, "UID:grace");
    assert!(!card.contains("PHOTO") && card.contains("X-SHOE-SIZE:39"), "{card}");

    // A rehearsal tells of a picture in words.
    put(&server, &book, "grace.vcf", &drawn(RED));
    window.press("nav-accounts").await.unwrap();
    window.press("account-rehearse").await.unwrap();
    window.words_that("planned", |line| line.contains("picture of 70 bytes")).await.unwrap();
    assert_eq!(window.faults().await.unwrap(), Vec::<String>::new());
    picture(&window, "rehearsal-with-picture").await.unwrap();
    window.close().await.unwrap();
}
