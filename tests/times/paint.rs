//! From a key to the picture that shows what it did: a card that opens; and any, while an import runs in the same window,
//! and while half of all contacts are edited and put back.
//!
//! The page takes the time of each key from its event and the end of the frame that follows it: script, style and
//! layout are in it, the drawing is not.

use std::path::Path;
use std::time::Duration;

use satchel_tests::failure::Failure;
use satchel_tests::room::Room;
use satchel_tests::wait::{PATIENCE, until};
use satchel_tests::window::{Window, key};
use serde_json::{Value, json};
use tokio::time::sleep;

/// What is searched, and how many rows of what was found are walked; how often all of it, at most.
const QUERIES: [&str; 5] = ["", "an", "mar", "bern", "anna m"];
const STEPS: usize = 10;
const ROUNDS: usize = 4;
/// From one key to the next of somebody who types fast: keys that come all at once would wait for each other.
const BETWEEN: Duration = Duration::from_millis(60);
/// How long a large file may take to be looked at.
const LIMIT: Duration = Duration::from_secs(120);

const NOTE: &str = "window.paints = [];
    addEventListener('keydown', (event) => {
        requestAnimationFrame(() => {
            const drawn = new MessageChannel();
            drawn.port1.onmessage = () => window.paints.push(performance.now() - event.timeStamp);
            drawn.port2.postMessage(0);
        });
    }, { capture: true });";

/// How many cards are opened.
const CARDS: usize = 40;
const OPENED: &str = "window.paints = [];
    addEventListener('keydown', (event) => {
        if (event.key !== 'Enter') return;
        const look = () => {
            if (!document.querySelector('[data-testid=\"card-name\"]')?.textContent) return requestAnimationFrame(look);
            const drawn = new MessageChannel();
            drawn.port1.onmessage = () => window.paints.push(performance.now() - event.timeStamp);
            drawn.port2.postMessage(0);
        };
        requestAnimationFrame(look);
    }, { capture: true });";

/// Opens cards out of the list, one after the other; milliseconds from the key to the card with its name.
pub(crate) async fn of_cards(room: &Room) -> Result<Vec<f64>, Failure> {
    let window = Window::open(room).await?;
    window.see("grid-row").await?;
    window.script(OPENED).await?;
    for _ in 0..CARDS {
        walk_in(&window).await?;
        window.keys(key::DOWN).await?;
        sleep(BETWEEN).await;
        window.keys(key::ENTER).await?;
        window.see("card-name").await?;
        window.keys(key::ESCAPE).await?;
        until("the list", PATIENCE, || async { Ok((window.count("card-name").await? == 0).then_some(())) }).await?;
    }
    let paints = taken(&window).await?;
    window.close().await?;
    Ok(paints)
}

/// From the search box into the list, once there are rows to walk: the search is answered while the import writes.
async fn walk_in(window: &Window) -> Result<(), Failure> {
    let search = window.see("search").await?;
    until("the focus in the list", PATIENCE, || async {
        let role = window.script("return document.activeElement?.getAttribute('role')").await?;
        if role == "grid" {
            return Ok(Some(()));
        }
        search.send_keys(key::DOWN).await?;
        Ok(None)
    })
    .await
}

/// Searches and walks what was found, again and again while a job is at work.
async fn walk(window: &Window) -> Result<(), Failure> {
    for _ in 0..ROUNDS {
        search_and_walk(window).await?;
        if at_work(window).await? == 0 {
            break;
        }
    }
    Ok(())
}

async fn search_and_walk(window: &Window) -> Result<(), Failure> {
    for query in QUERIES {
        window.fill("search", "").await?;
        let search = window.see("search").await?;
        for letter in query.chars() {
            search.send_keys(&letter.to_string()).await?;
            sleep(BETWEEN).await;
        }
        walk_in(window).await?;
        for _ in 0..STEPS {
            window.keys(key::DOWN).await?;
            sleep(BETWEEN).await;
        }
    }
    Ok(())
}

/// How many jobs are at work; one that ended stays in the tray until it is dismissed.
async fn at_work(window: &Window) -> Result<u64, Failure> {
    let bars = "return document.querySelectorAll('[data-testid=\"job-tray\"] [role=\"progressbar\"]').length";
    Ok(window.script(bars).await?.as_u64().unwrap_or(0))
}

/// Milliseconds of each key since they were taken last.
async fn taken(window: &Window) -> Result<Vec<f64>, Failure> {
    let paints = window.script("return window.paints.splice(0)").await?;
    Ok(paints.as_array().into_iter().flatten().filter_map(Value::as_f64).collect())
}

/// Walks the list of a window that does nothing else; milliseconds of each key.
pub(crate) async fn at_rest(room: &Room) -> Result<Vec<f64>, Failure> {
    let window = Window::open(room).await?;
    window.see("grid-row").await?;
    window.script(NOTE).await?;
    search_and_walk(&window).await?;
    let paints = taken(&window).await?;
    window.close().await?;
    Ok(paints)
}

/// Imports the file once more in a window on the room's vault and walks the list meanwhile; milliseconds of each key.
pub(crate) async fn in_an_import(room: &Room, file: &Path) -> Result<Vec<f64>, Failure> {
    let window = Window::open(room).await?;
    window.see("grid-row").await?;
    window.command(&format!(">import {}", file.display())).await?;
    until("the preview", LIMIT, || async { window.see("import-start").await.map(Some) }).await?;
    // Everybody is here already; as new contacts they are work. The bar below may lie over the box.
    window.script("document.querySelector('[data-testid=\"import-all\"]').click()").await?;
    window.press("import-start").await?;
    window.go("contacts").await?;
    window.script(NOTE).await?;
    walk(&window).await?;
    if at_work(&window).await? == 0 {
        return Err(Failure::Because("The import ended before the keys: give more contacts.".to_owned()));
    }
    let paints = taken(&window).await?;
    window.close().await?;
    Ok(paints)
}

/// Sets a text of half of all contacts and takes it back, walking the list meanwhile; milliseconds of each key.
pub(crate) async fn in_an_edit(room: &Room) -> Result<Vec<f64>, Failure> {
    let window = Window::open(room).await?;
    window.see("grid-row").await?;
    window.go("contacts").await?;
    window.script(NOTE).await?;
    let half: Vec<String> = ('a'..='m').map(|letter| format!("family:{letter}*")).collect();
    let change = json!({ "edit": { "path": "source", "set": "Fair 2026" } });
    let edit = json!({ "filter": half.join(" OR "), "changes": [change] });
    let mut paints = Vec::new();
    for (command, input) in [("contacts_bulk", edit), ("batches_undo", json!({}))] {
        let answer = window.ask_at_once(command, vec![input]).await?.pop();
        let begun = answer.is_some_and(|answer| answer.is_ok_and(|report| !report["job"].is_null()));
        if !begun {
            return Err(Failure::Because(format!("{command} began no job: give more contacts.")));
        }
        window.see("job-tray").await?;
        walk(&window).await?;
        paints.extend(taken(&window).await?);
        until("the end of the job", LIMIT, || async { Ok((at_work(&window).await? == 0).then_some(())) }).await?;
        window.press("job-dismiss").await?;
        taken(&window).await?;
    }
    window.close().await?;
    Ok(paints)
}
