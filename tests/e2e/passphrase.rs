//! A vault that a passphrase opens.

use fantoccini::Locator;
use satchel_tests::command::Satchel;
use satchel_tests::failure::Failure;
use satchel_tests::people;
use satchel_tests::room::Room;
use satchel_tests::traces;
use satchel_tests::window::Window;

use crate::turn;

pub(crate) const PASSPHRASE: &str = "lantern orbit pickle quarry";

/// Opens a window on people in a vault that keyring and passphrase open; also how many there are.
pub(crate) async fn with_people(room: &Room) -> Result<(Window, u64), Failure> {
    let window = Window::open(room).await?;
    window.create_vault(Some(PASSPHRASE)).await?;
    window.keep_recovery_code().await?;
    let file = room.lay_down("people.csv", &people::csv())?;
    window.preview_import(&file).await?;
    let created = window.run_import().await?.created;
    Ok((window, created))
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_right_passphrase_opens_it() {
    let _turn = turn().await;
    let room = Room::new().unwrap();
    let (window, created) = with_people(&room).await.unwrap();
    window.command(">lock").await.unwrap();
    window.see("vault-passphrase").await.unwrap();
    assert_eq!(window.count("grid-row").await.unwrap(), 0, "nobody is to be seen while it is locked");
    window.fill("vault-passphrase", "lantern orbit pickle quarrel").await.unwrap();
    window.press("vault-unlock").await.unwrap();
    let said = window.client.wait().for_element(Locator::Css("form [role=alert]")).await.unwrap().text().await.unwrap();
    assert_eq!(said, "The passphrase is wrong. Check Caps Lock and the keyboard layout, or use the recovery code.");
    assert_eq!(window.count("status-bar").await.unwrap(), 0, "and the vault stays locked");

    window.fill("vault-passphrase", PASSPHRASE).await.unwrap();
    window.press("vault-unlock").await.unwrap();
    window.contacts_are(created).await.unwrap();
    window.close().await.unwrap();

    let mut secrets = people::secrets();
    secrets.push(PASSPHRASE.to_owned());
    let traces = traces::search(room.dir(), &secrets).unwrap();
    assert!(traces.found.is_empty(), "readable on disk:\n  {}", traces.found.join("\n  "));
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_asked_for_at_every_start_unless_this_computer_may_open_it() {
    let _turn = turn().await;
    let room = Room::new().unwrap();
    let window = Window::open(&room).await.unwrap();
    window.see("vault-create").await.unwrap();
    window.press("vault-with-passphrase").await.unwrap();
    window.fill("vault-passphrase", PASSPHRASE).await.unwrap();
    window.fill("vault-passphrase-repeat", PASSPHRASE).await.unwrap();
    window.press("vault-by-itself").await.unwrap();
    window.press("vault-create").await.unwrap();
    window.keep_recovery_code().await.unwrap();
    window.close().await.unwrap();

    let window = Window::open(&room).await.unwrap();
    window.fill("vault-passphrase", PASSPHRASE).await.unwrap();
    window.press("vault-unlock").await.unwrap();
    window.see("empty-state").await.unwrap();
    window.go("settings").await.unwrap();
    window.press("settings-by-itself").await.unwrap();
    window.words_that("settings-ways", |words| words.contains("the system's keyring")).await.unwrap();
    window.close().await.unwrap();

    let window = Window::open(&room).await.unwrap();
    window.see("empty-state").await.unwrap();
    window.go("settings").await.unwrap();
    window.press("settings-by-itself").await.unwrap();
    window.words_that("settings-ways", |words| !words.contains("the system's keyring")).await.unwrap();
    window.close().await.unwrap();
    let refused = Satchel::beside(&room).unwrap().json(&["list"]).unwrap_err().to_string();
    assert!(refused.contains("passphrase"), "the command cannot open it by the keyring any more: {refused}");
}
