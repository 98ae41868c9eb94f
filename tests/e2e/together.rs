//! Several at once on one vault: a second window, and a hundred edits from the window and the command.

use std::collections::BTreeMap;
use std::process::Stdio;
use std::thread;

use satchel_tests::command::Satchel;
use satchel_tests::failure::Failure;
use satchel_tests::room::Room;
use satchel_tests::wait::{PATIENCE, until};
use satchel_tests::window::Window;
use serde_json::{Value, json};
use tokio::runtime::Handle;
use tokio::task::block_in_place;

use crate::{turn, with_nobody};

const CONTACTS: usize = 20;
/// Edits of each contact. All but the last are about its title; even ones are the window's.
const EDITS: usize = 5;
/// Commands at a time.
const HANDS: usize = 8;

#[tokio::test(flavor = "multi_thread")]
async fn a_second_window_brings_the_first_to_the_front_and_ends() {
    let _turn = turn().await;
    let room = Room::new().unwrap();
    let window = with_nobody(&room).await.unwrap();
    let mut second = std::process::Command::new(satchel_tests::window().unwrap());
    room.furnish(&mut second);
    // The folder under another name is the same vault.
    second.arg("--vault").arg(room.vault().join(".")).stdin(Stdio::null());
    let mut second = second.spawn().unwrap();
    let ended = until("the second window to end", PATIENCE, || {
        let ended = second.try_wait().ok().flatten();
        async move { Ok(ended) }
    });
    assert!(ended.await.unwrap().success());
    assert!(window.is_running());
    window.see("empty-state").await.unwrap();
    window.close().await.unwrap();

    let again = Window::open(&room).await.unwrap();
    again.see("empty-state").await.unwrap();
    again.close().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_hundred_edits_at_once_each_is_applied_or_refused_by_name() {
    let _turn = turn().await;
    let room = Room::new().unwrap();
    let window = with_nobody(&room).await.unwrap();
    let satchel = Satchel::beside(&room).unwrap();
    let people: Vec<Value> = (0..CONTACTS)
        .map(|number| satchel.json(&["add", &format!("given=Person {number}"), "title=Before"]).unwrap())
        .collect();

    let all = people.iter().enumerate().flat_map(|(person, contact)| (0..EDITS).map(move |nth| (person, contact, nth)));
    let (by_window, by_command): (Vec<_>, Vec<_>) = all.partition(|(.., nth)| nth % 2 == 0);
    let inputs = by_window.iter().map(|(_, contact, nth)| {
        let (path, value) = edit(*nth);
        json!({ "id": contact["id"], "base": contact["seq"], "patch": [{ "path": path, "set": value }] })
    });
    let by_hand = |(person, contact, nth): &(usize, &Value, usize)| {
        let (path, value) = edit(*nth);
        let (id, base) = (contact["id"].as_str().unwrap(), contact["seq"].to_string());
        let answer = satchel.json(&["set", id, &format!("{path}={value}"), "--base", &base]);
        ((*person, *nth), answer.map_err(wire_error))
    };
    let (answers, commands) = block_in_place(|| {
        thread::scope(|scope| {
            let edits = by_command.chunks(by_command.len().div_ceil(HANDS));
            let hands: Vec<_> =
                edits.map(|edits| scope.spawn(|| edits.iter().map(by_hand).collect::<Vec<_>>())).collect();
            let answers = Handle::current().block_on(window.ask_at_once("contacts_update", inputs.collect())).unwrap();
            (answers, hands.into_iter().flat_map(|hand| hand.join().unwrap()).collect::<Vec<_>>())
        })
    });
    let outcomes: BTreeMap<(usize, usize), Result<Value, Value>> =
        by_window.iter().map(|(person, _, nth)| (*person, *nth)).zip(answers).chain(commands).collect();
    assert_eq!(outcomes.len(), CONTACTS * EDITS);

    for (person, contact) in people.iter().enumerate() {
        let now = satchel.json(&["show", contact["id"].as_str().unwrap()]).unwrap();
        let applied: Vec<usize> = (0..EDITS).filter(|nth| outcomes[&(person, *nth)].is_ok()).collect();
        assert_eq!(applied.len(), 2, "one title, and the department that nobody else wanted: {applied:?}");
        assert_eq!((&now["title"], &now["department"]), (&edit(applied[0]).1.into(), &edit(EDITS - 1).1.into()));
        for nth in 0..EDITS - 1 {
            let Err(refused) = &outcomes[&(person, nth)] else { continue };
            let conflict = &refused["conflicts"][0];
            assert_eq!((&refused["code"], &conflict["path"]), (&"conflict".into(), &"title".into()), "{refused}");
            assert_eq!((&conflict["theirs"], &conflict["mine"]), (&now["title"], &edit(nth).1.into()));
        }
    }
    assert_eq!(satchel.json(&["doctor"]).unwrap()["ok"], true);
    window.close().await.unwrap();
}

/// Where the nth edit of a contact is, and what it says.
fn edit(nth: usize) -> (&'static str, String) {
    (if nth == EDITS - 1 { "department" } else { "title" }, format!("Edit {nth}"))
}

/// What the command says on its error output.
fn wire_error(failure: Failure) -> Value {
    match failure {
        Failure::Command { said, .. } => serde_json::from_str(&said).unwrap_or(Value::String(said)),
        other => Value::String(other.to_string()),
    }
}
