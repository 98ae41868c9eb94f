//! A file that is opened with Satchel, as a file manager does: by a new window, and by one that is there.

use std::process::Stdio;

use satchel_tests::people;
use satchel_tests::room::Room;
use satchel_tests::wait::{PATIENCE, until};
use satchel_tests::window::Window;

use crate::turn;

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_shown_before_it_is_imported_whether_a_window_is_open_or_not() {
    let _turn = turn().await;
    let room = Room::new().unwrap();
    let program = satchel_tests::window().unwrap();
    let vault = room.vault().to_string_lossy().into_owned();
    let first = room.lay_down("people of the fair #1 & ü.csv", &people::csv()).unwrap();
    let second = room.lay_down("second.csv", "Name,E-mail\nAda Lovelace,ada@engines.example\n").unwrap();

    let arguments = ["--vault", &vault, first.to_str().unwrap()];
    let window = Window::launch(&program, &arguments, &room).await.unwrap();
    window.create_vault(None).await.unwrap();
    window.press("recovery-continue").await.unwrap();
    window.see("import-start").await.unwrap();
    let shown = window.script("return document.body.innerText").await.unwrap();
    assert!(shown.as_str().unwrap().contains("people of the fair #1 & ü.csv"), "{shown}");

    let mut other = std::process::Command::new(&program);
    room.furnish(&mut other);
    other.arg("--vault").arg(room.vault()).arg(second.file_name().unwrap());
    other.current_dir(second.parent().unwrap()).stdin(Stdio::null());
    let mut other = other.spawn().unwrap();
    let ended = until("the second window to end", PATIENCE, || {
        let ended = other.try_wait().ok().flatten();
        async move { Ok(ended) }
    });
    assert!(ended.await.unwrap().success());
    until("the second file", PATIENCE, || async {
        let shown = window.script("return document.body.innerText").await?;
        Ok(shown.as_str().is_some_and(|text| text.contains("second.csv")).then_some(()))
    })
    .await
    .unwrap();
    assert_eq!(window.run_import().await.unwrap().created, 1);
    window.close().await.unwrap();
}
