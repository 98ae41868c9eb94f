//! The window as somebody arranges it: favourites, columns, hints, its place, its zoom, its menus.

use std::time::Duration;

use satchel_tests::command::Satchel;
use satchel_tests::failure::Failure;
use satchel_tests::people::ZOE;
use satchel_tests::room::Room;
use satchel_tests::wait::until;
use satchel_tests::window::{Window, key};
use serde_json::{Value, json};

use crate::main_job::with_people;
use crate::{turn, with_nobody};

/// Presses a key of the window, outside of any text.
async fn press(window: &Window, keys: &str) -> Result<(), Failure> {
    window.script("document.activeElement?.blur()").await?;
    window.keys(keys).await
}

fn with_control(letter: &str) -> String {
    format!("{}{letter}{}", key::CONTROL, key::RELEASE)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_favourite_is_at_hand_in_the_side_bar_the_palette_and_the_command() {
    let _turn = turn().await;
    let room = Room::new().unwrap();
    let satchel = Satchel::beside(&room).unwrap();
    let window = with_people(&room).await.unwrap();
    window.find_people("angqvist", &ZOE.display()).await.unwrap();
    window.open_first_by_keys().await.unwrap();
    window.words_that("card-name", |name| name == ZOE.display()).await.unwrap();
    window.words_that("nav-recent", |name| name.contains(&ZOE.display())).await.unwrap();
    press(&window, "s").await.unwrap();
    window.words_that("nav-favourite", |name| name.contains(&ZOE.display())).await.unwrap();
    window.see_go("nav-recent").await.unwrap();
    assert_eq!(satchel.json(&["favourites"]).unwrap()["contacts"][0]["display"], json!(ZOE.display()));

    window.press("card-close").await.unwrap();
    window.clear_search().await.unwrap();
    window.press("palette-open").await.unwrap();
    window.words_that("palette-option", |option| option.contains(&ZOE.display())).await.unwrap();
    window.keys(key::ENTER).await.unwrap();
    window.words_that("card-name", |name| name == ZOE.display()).await.unwrap();

    // What the command takes away goes from the window as well.
    satchel.json(&["favourites", "remove", ZOE.email]).unwrap();
    window.see_go("nav-favourite").await.unwrap();
    window.close().await.unwrap();
}

/// The names of the columns, as they stand.
async fn columns(window: &Window) -> Result<Vec<String>, Failure> {
    let script = "return [...document.querySelectorAll('[data-column]')].map((cell) => cell.dataset.column)";
    let columns = window.script(script).await?;
    Ok(columns.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect())
}

async fn columns_are(window: &Window, wanted: &[&str]) -> Result<(), Failure> {
    until(&format!("the columns {wanted:?}"), Duration::from_secs(5), || async {
        Ok((columns(window).await? == wanted).then_some(()))
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn columns_are_chosen_by_keys_and_by_pointer_and_are_so_again() {
    let _turn = turn().await;
    let room = Room::new().unwrap();
    let window = with_people(&room).await.unwrap();
    columns_are(&window, &["display", "company", "title", "email", "phone", "place", "updated_at"]).await.unwrap();
    press(&window, &format!("{}C{}", key::SHIFT, key::RELEASE)).await.unwrap();
    window.see("columns-dialog").await.unwrap();
    assert_eq!(window.faults().await.unwrap(), Vec::<String>::new(), "axe finds nothing where columns are chosen");
    for gone in ["company", "place", "tags", "categories"] {
        window.press(&format!("column-{gone}")).await.unwrap();
    }
    let up = window.see("column-up-phone").await.unwrap();
    up.send_keys(key::ENTER).await.unwrap();
    // The focus stays on the button, wherever its row went.
    window.keys(key::ENTER).await.unwrap();
    window.keys(key::ESCAPE).await.unwrap();
    columns_are(&window, &["display", "phone", "title", "email", "updated_at"]).await.unwrap();

    let width = "return document.querySelector('[data-column=\"title\"]').getBoundingClientRect().width";
    let before = window.script(width).await.unwrap().as_f64().unwrap();
    window
        .script(
            "const edge = document.querySelector('[data-testid=\"edge-title\"]');
             const at = edge.getBoundingClientRect().x;
             const tell = (target, type, by) => target.dispatchEvent(
                 new PointerEvent(type, { bubbles: true, clientX: at + by, button: 0, buttons: 1 }));
             tell(edge, 'pointerdown', 0);
             tell(window, 'pointermove', 80);
             tell(window, 'pointerup', 80);",
        )
        .await
        .unwrap();
    let wider = |now: f64| (now - before - 80.0).abs() < 2.0;
    until("the title to be wider", Duration::from_secs(5), || async {
        Ok(window.script(width).await?.as_f64().is_some_and(wider).then_some(()))
    })
    .await
    .unwrap();
    window.close().await.unwrap();

    let window = Window::open(&room).await.unwrap();
    columns_are(&window, &["display", "phone", "title", "email", "updated_at"]).await.unwrap();
    assert!(wider(window.script(width).await.unwrap().as_f64().unwrap()));
    window.close().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_who_is_here_already_is_told_while_a_contact_is_typed() {
    let _turn = turn().await;
    let room = Room::new().unwrap();
    let window = with_people(&room).await.unwrap();
    press(&window, "n").await.unwrap();
    window.fill("new-email", ZOE.email).await.unwrap();
    window.see("alike-open").await.unwrap();
    assert_eq!(window.faults().await.unwrap(), Vec::<String>::new());
    window.press("alike-open").await.unwrap();
    window.words_that("card-name", |name| name == ZOE.display()).await.unwrap();
    window.see_go("new-contact-dialog").await.unwrap();
    // What was typed is not lost.
    press(&window, "n").await.unwrap();
    window.value_is("new-email", ZOE.email).await.unwrap();
    window.close().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn hints_come_on_the_first_run_and_not_again() {
    let _turn = turn().await;
    let room = Room::new().unwrap();
    let window = with_nobody(&room).await.unwrap();
    window.see("hints").await.unwrap();
    assert_eq!(window.faults().await.unwrap(), Vec::<String>::new());
    // Each is read before the next is asked for.
    for nth in 1..=3 {
        window.words_that("hints", |words| words.contains(&format!("{nth} of 3"))).await.unwrap();
        window.press("hints-next").await.unwrap();
    }
    window.see_go("hints").await.unwrap();
    window.close().await.unwrap();
    let window = Window::open(&room).await.unwrap();
    window.see("empty-state").await.unwrap();
    assert_eq!(window.count("hints").await.unwrap(), 0);
    window.command(">first hints").await.unwrap();
    window.see("hints").await.unwrap();
    window.close().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn place_size_and_zoom_are_as_they_were() {
    let _turn = turn().await;
    let room = Room::new().unwrap();
    let program = satchel_tests::window().unwrap();
    let vault = room.vault().to_string_lossy().into_owned();
    let arguments = ["--vault", vault.as_str()];
    let window = Window::launch(&program, &arguments, &room).await.unwrap();
    window.see("vault-create").await.unwrap();
    window.client.set_window_rect(70, 50, 900, 640).await.unwrap();
    // Also where the vault is not open yet.
    for _ in 0..2 {
        press(&window, &with_control("=")).await.unwrap();
    }
    let zoomed = "return window.innerWidth";
    until("the page to be zoomed", Duration::from_secs(5), || async {
        Ok((window.script(zoomed).await? == json!(720)).then_some(()))
    })
    .await
    .unwrap();
    let kept = room.config().join("app.satchel.desktop").join("window.json");
    until("place and zoom to be kept", Duration::from_secs(5), || async {
        let text = std::fs::read_to_string(&kept).unwrap_or_default();
        let place: Value = serde_json::from_str(&text).unwrap_or_default();
        Ok((place["zoom"] == 125 && place["area"]["width"] == 900).then_some(()))
    })
    .await
    .unwrap();
    window.close().await.unwrap();

    let window = Window::launch(&program, &arguments, &room).await.unwrap();
    window.see("vault-create").await.unwrap();
    assert_eq!(window.client.get_window_rect().await.unwrap(), (70, 50, 900, 640));
    assert_eq!(window.script(zoomed).await.unwrap(), json!(720));
    press(&window, &with_control("0")).await.unwrap();
    until("the page to have its size", Duration::from_secs(5), || async {
        Ok((window.script(zoomed).await? == json!(900)).then_some(()))
    })
    .await
    .unwrap();
    window.close().await.unwrap();

    // A screen that is gone takes no window with it.
    std::fs::write(&kept, r#"{"area":{"x":9000,"y":9000,"width":900,"height":640},"zoom":100}"#).unwrap();
    let window = Window::launch(&program, &arguments, &room).await.unwrap();
    let (x, y, _, _) = window.client.get_window_rect().await.unwrap();
    assert!(x < 3000 && y < 3000, "{x}, {y}");
    window.close().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_system_shows_menus_above_the_page() {
    let _turn = turn().await;
    let room = Room::new().unwrap();
    let window = Window::open(&room).await.unwrap();
    // Also while there is no vault. What they do is a matter of the page, which tests of its own see to: the driver
    // has neither a mouse nor keys outside of the page.
    until("a bar of menus", Duration::from_secs(5), || async {
        let (_, _, _, whole) = window.client.get_window_rect().await?;
        let page = window.script("return window.innerHeight").await?.as_u64().unwrap_or(whole);
        Ok((20..60).contains(&whole.saturating_sub(page)).then_some(()))
    })
    .await
    .unwrap();
    window.close().await.unwrap();
}
