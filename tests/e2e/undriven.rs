//! The window as people have it, with nobody at its page: what it leaves on the disk.

use satchel_tests::command::Satchel;
use satchel_tests::lone_window::LoneWindow;
use satchel_tests::people::{self, PEOPLE};
use satchel_tests::room::Room;
use satchel_tests::traces;

use crate::turn;

#[tokio::test(flavor = "multi_thread")]
async fn what_it_shows_is_readable_in_no_folder_of_its_own_or_of_the_webview() {
    let _turn = turn().await;
    let room = Room::new().unwrap();
    let satchel = Satchel::beside(&room).unwrap();
    satchel.json(&["init"]).unwrap();
    let file = room.lay_down("people.csv", &people::csv()).unwrap();
    satchel.json(&["import", file.to_str().unwrap()]).unwrap();
    let backup = room.dir().join("people.satchel-backup");
    satchel.json(&["backup", backup.to_str().unwrap()]).unwrap();

    let window = LoneWindow::open(&room).unwrap();
    // The first two of the list, by what stands in their rows.
    window.page_has("quillmark.example").await.unwrap();
    window.page_has(PEOPLE[8].email).await.unwrap();
    window.close().await.unwrap();

    let traces = traces::search(room.dir(), &people::secrets()).unwrap();
    assert!(traces.files > 10, "only {} files were searched", traces.files);
    assert!(traces.found.is_empty(), "readable on disk:\n  {}", traces.found.join("\n  "));
}
