//! Every screen as axe sees it: in light and dark, wide and at 360 pixels.

use satchel_tests::failure::Failure;
use satchel_tests::people::{self, ZOE};
use satchel_tests::room::Room;
use satchel_tests::window::Window;

use crate::turn;

#[derive(Default)]
struct Faults(Vec<String>);

impl Faults {
    async fn gather(&mut self, window: &Window, screen: &str) -> Result<(), Failure> {
        for fault in window.faults().await? {
            self.0.push(format!("{screen}: {fault}"));
        }
        Ok(())
    }
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
        for width in [1280, 360] {
            window.resize(width, 800).await.unwrap();
            let at = |screen: &str| format!("{screen}, {theme}, {width} px");
            for (screen, shows) in [
                ("settings", "settings-theme"),
                ("history", "history-row"),
                ("trash", "trash-empty"),
                ("contacts", "grid-row"),
            ] {
                window.go(screen).await.unwrap();
                window.see(shows).await.unwrap();
                faults.gather(&window, &at(screen)).await.unwrap();
            }
            window.find_people("angqvist", &ZOE.display()).await.unwrap();
            faults.gather(&window, &at("search")).await.unwrap();
            window.open_first_by_keys().await.unwrap();
            window.see("field-title").await.unwrap();
            faults.gather(&window, &at("card")).await.unwrap();
            window.press("card-close").await.unwrap();
            window.see_go("card").await.unwrap();
            window.clear_search().await.unwrap();
        }
        window.resize(1280, 800).await.unwrap();
    }
    window.close().await.unwrap();
    assert!(faults.0.is_empty(), "{} faults:\n{}", faults.0.len(), faults.0.join("\n"));
}
