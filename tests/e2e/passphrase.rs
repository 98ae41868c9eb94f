//! A vault that a passphrase opens.

use satchel_tests::people;
use satchel_tests::room::Room;
use satchel_tests::traces;
use satchel_tests::window::Window;

use crate::turn;

const PASSPHRASE: &str = "lantern orbit pickle quarry";

#[tokio::test(flavor = "multi_thread")]
async fn only_the_right_passphrase_opens_it() {
    let _turn = turn().await;
    let room = Room::new().unwrap();
    let window = Window::open(&room).await.unwrap();
    window.create_vault(Some(PASSPHRASE)).await.unwrap();
    window.keep_recovery_code().await.unwrap();
    let file = room.lay_down("people.csv", &people::csv()).unwrap();
    window.preview_import(&file).await.unwrap();
    let created = window.run_import().await.unwrap().created;
    window.command(">lock").await.unwrap();
    window.see("vault-passphrase").await.unwrap();
    assert_eq!(window.count("grid-row").await.unwrap(), 0, "nobody is to be seen while it is locked");
    window.fill("vault-passphrase", "lantern orbit pickle quarrel").await.unwrap();
    window.press("vault-unlock").await.unwrap();
    let wrong = "//*[contains(., 'passphrase')][@role='alert' or contains(@id, 'error') or contains(@class, 'error')]";
    let said = window.client.wait().for_element(fantoccini::Locator::XPath(wrong)).await.unwrap().text().await.unwrap();
    assert!(said.to_lowercase().contains("passphrase"), "{said}");

    window.fill("vault-passphrase", PASSPHRASE).await.unwrap();
    window.press("vault-unlock").await.unwrap();
    window.contacts_are(created).await.unwrap();
    window.close().await.unwrap();

    let mut secrets = people::secrets();
    secrets.push(PASSPHRASE.to_owned());
    let traces = traces::search(room.dir(), &secrets).unwrap();
    assert!(traces.found.is_empty(), "readable on disk:\n  {}", traces.found.join("\n  "));
}
