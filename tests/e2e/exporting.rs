//! Export in the real window: a selection into a file, a card by its keys, a code for a phone, a list on paper.

use satchel_tests::command::Satchel;
use satchel_tests::failure::Failure;
use satchel_tests::room::Room;
use satchel_tests::wait::{PATIENCE, until};
use satchel_tests::window::{Window, key};
use serde_json::json;

use crate::{picture, turn, with_nobody};

/// Lets the system's dialog, which no driver reaches, answer with this path; and keeps the printer's away.
async fn answer_dialogs(window: &Window, path: &str) -> Result<(), Failure> {
    let script = format!(
        "window.print = () => {{ window.printed = (window.printed ?? 0) + 1; }};
         const real = window.realFetch ?? (window.realFetch = window.fetch);
         window.fetch = (url, more) => decodeURIComponent(String(url)).includes('plugin:dialog|save')
           ? Promise.resolve(new Response({}, {{ headers: {{ 'Tauri-Response': 'ok', 'content-type': 'application/json' }} }}))
           : real(url, more);
         return true;",
        json!(json!(path).to_string())
    );
    window.script(&script).await.map(drop)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_and_a_card_leave_the_window() {
    let _turn = turn().await;
    let room = Room::new().unwrap();
    let satchel = Satchel::beside(&room).unwrap();
    let window = with_nobody(&room).await.unwrap();
    for (given, role) in [("Ada", "champion"), ("Bob", ""), ("Carla", "")] {
        let words =
            ["add", &format!("given={given}"), "family=Byron", &format!("role={role}"), "phone=+44 20 7946 0958"];
        satchel.json(&words).unwrap();
    }
    window.contacts_are(3).await.unwrap();
    let out = room.lay_down("people.csv", "before").unwrap();
    answer_dialogs(&window, &out.to_string_lossy()).await.unwrap();

    // The list, as a table of our own, which carries all of it.
    window.press("export-open").await.unwrap();
    window.see("export-format").await.unwrap();
    assert_eq!(window.faults().await.unwrap(), Vec::<String>::new(), "axe finds nothing at the dialog");
    picture(&window, "export.png").await.unwrap();
    window.resize(360, 780).await.unwrap();
    window.see("export-preset").await.unwrap();
    assert_eq!(window.faults().await.unwrap(), Vec::<String>::new(), "nor on a narrow window");
    window.resize(1280, 800).await.unwrap();
    window.press("export-save").await.unwrap();
    window
        .words_that("export-result", |words| words.contains("3 contacts") && words.contains("Everything is in it"))
        .await
        .unwrap();
    assert_eq!(window.faults().await.unwrap(), Vec::<String>::new(), "nor at what it wrote");
    let written = std::fs::read_to_string(&out).unwrap();
    assert!(written.contains("Carla") && written.lines().count() == 4, "{written}");
    window.press("export-done").await.unwrap();

    // A selection on paper.
    window.into_list().await.unwrap();
    window.keys(&format!("{} ", key::DOWN)).await.unwrap();
    window.press("bulk-more").await.unwrap();
    window.press_at("//*[@role='menuitem'][contains(., 'call list')]").await.unwrap();
    let printed = "return document.querySelector('[data-testid=print]')?.textContent ?? '';";
    window.words_that("bulk-bar", |words| words.contains('1')).await.unwrap();
    let paper = window.script_that(printed, "Byron").await.unwrap();
    assert!(paper.contains("Call list") && paper.contains("+44 20 7946 0958") && !paper.contains("Carla"), "{paper}");
    // The printer is asked after what it prints has been drawn.
    assert_eq!(window.script_that("return String(window.printed ?? '');", "1").await.unwrap(), "1");
    window.press("bulk-clear").await.unwrap();

    // The open card: as a code, as a file.
    let card = room.lay_down("bob.vcf", "").unwrap();
    answer_dialogs(&window, &card.to_string_lossy()).await.unwrap();
    window.open_first_by_keys().await.unwrap();
    window.keys("q").await.unwrap();
    window.see("code").await.unwrap();
    assert_eq!(window.faults().await.unwrap(), Vec::<String>::new(), "nor at a code");
    picture(&window, "code.png").await.unwrap();
    window.keys(key::ESCAPE).await.unwrap();
    // The one above was selected: down leads to the next.
    window.words_that("card-name", |name| name == "Bob Byron").await.unwrap();
    window.keys("v").await.unwrap();
    let saved = until("the card is saved", PATIENCE, || async {
        let text = std::fs::read_to_string(&card).map_err(Failure::file(&card))?;
        Ok(Some(text).filter(|text| text.contains("END:VCARD")))
    });
    let text = saved.await.unwrap();
    assert!(text.contains("FN:Bob Byron"), "{text}");
    window.close().await.unwrap();
}
