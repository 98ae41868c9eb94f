//! Every screen as axe sees it: in light and dark, wide, at 360 pixels, and as little as a zoom leaves.
//!
//! With `SATCHEL_GALLERY` naming a folder, each is there as a picture as well, for eyes to judge.

use std::path::PathBuf;

use satchel_tests::failure::Failure;
use satchel_tests::people::{self, ZOE};
use satchel_tests::room::Room;
use satchel_tests::window::{Window, key};

use crate::turn;

#[derive(Default)]
struct Faults(Vec<String>);

impl Faults {
    async fn gather(&mut self, window: &Window, screen: &str) -> Result<(), Failure> {
        for fault in window.faults().await? {
            self.0.push(format!("{screen}: {fault}"));
        }
        if let Some(folder) = std::env::var_os("SATCHEL_GALLERY") {
            window.settle().await?;
            let name = screen.replace([',', ' ', '%'], "-").replace("--", "-");
            window.picture(&PathBuf::from(folder).join(format!("{name}.png"))).await?;
        }
        Ok(())
    }
}

/// Every screen of an open vault, and what can be laid over them.
async fn look_around(window: &Window, faults: &mut Faults, way: &str) -> Result<(), Failure> {
    let at = |screen: &str| format!("{screen}, {way}");
    for (screen, shows) in [
        ("settings", "settings-theme"),
        ("history", "history-row"),
        ("trash", "trash-empty"),
        ("accounts", "accounts-empty"),
        ("contacts", "grid-row"),
    ] {
        window.go(screen).await?;
        window.see(shows).await?;
        faults.gather(window, &at(screen)).await?;
    }
    window.go("settings").await?;
    window.press("labels-open").await?;
    window.see("category-group").await?;
    faults.gather(window, &at("tags and categories")).await?;
    window.go("contacts").await?;
    window.see("grid-row").await?;
    window.find_people("angqvist", &ZOE.display()).await?;
    faults.gather(window, &at("search")).await?;
    window.open_first_by_keys().await?;
    window.see("field-title").await?;
    faults.gather(window, &at("card")).await?;
    window.press("card-close").await?;
    window.see_go("card").await?;
    window.clear_search().await?;
    window.command(">type, spacing").await?;
    window.see("token").await?;
    faults.gather(window, &at("design")).await?;
    window.go("contacts").await?;
    window.press("palette-open").await?;
    window.see("palette-option").await?;
    faults.gather(window, &at("palette")).await?;
    window.keys(key::ESCAPE).await?;
    window.see_go("palette").await?;
    window.command(">show the keys").await?;
    window.see("keys-sheet").await?;
    faults.gather(window, &at("keys")).await?;
    window.keys(key::ESCAPE).await?;
    window.see_go("keys-sheet").await?;
    window.press("new-contact").await?;
    window.fill("new-email", ZOE.email).await?;
    window.see("alike-open").await?;
    faults.gather(window, &at("new contact")).await?;
    window.fill("new-email", "").await?;
    window.keys(key::ESCAPE).await?;
    window.see_go("new-contact-dialog").await
}

#[tokio::test(flavor = "multi_thread")]
async fn axe_finds_nothing_on_any_screen() {
    let _turn = turn().await;
    let room = Room::new().unwrap();
    let window = Window::open(&room).await.unwrap();
    let mut faults = Faults::default();
    window.see("vault-create").await.unwrap();
    faults.gather(&window, "welcome").await.unwrap();
    window.press("vault-with-passphrase").await.unwrap();
    window.press("vault-create").await.unwrap();
    window.press_at("//*[@role='alert']").await.unwrap();
    faults.gather(&window, "welcome, a passphrase refused").await.unwrap();
    window.press("vault-with-passphrase").await.unwrap();
    window.create_vault(None).await.unwrap();
    faults.gather(&window, "recovery code").await.unwrap();
    window.keep_recovery_code().await.unwrap();
    window.see("empty-state").await.unwrap();
    faults.gather(&window, "empty").await.unwrap();
    window.command(&format!(">import {}", room.dir().join("gone.csv").display())).await.unwrap();
    window.press_at("//*[@role='alert']").await.unwrap();
    faults.gather(&window, "import refused").await.unwrap();
    let file = room.lay_down("people.csv", &people::csv()).unwrap();
    window.preview_import(&file).await.unwrap();
    faults.gather(&window, "import preview").await.unwrap();
    window.run_import().await.unwrap();
    faults.gather(&window, "import result").await.unwrap();

    for theme in ["light", "dark"] {
        window.choose_theme(theme).await.unwrap();
        // The last is what a zoom of 200 % leaves of the first; the driver's pointer does not zoom with the page.
        for (width, height) in [(1280, 800), (360, 800), (640, 480)] {
            window.resize(width, height).await.unwrap();
            look_around(&window, &mut faults, &format!("{theme}, {width} px")).await.unwrap();
        }
        window.resize(1280, 800).await.unwrap();
    }
    window.close().await.unwrap();
    assert!(faults.0.is_empty(), "{} faults:\n{}", faults.0.len(), faults.0.join("\n"));
}
