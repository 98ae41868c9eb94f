//! From a key to the picture that shows what it did, while an import runs in the same window.
//!
//! The page takes the time of each key from its event and the end of the frame that follows it: script, style and
//! layout are in it, the drawing of a machine without graphics card is not.

use std::path::Path;
use std::time::Duration;

use satchel_tests::failure::Failure;
use satchel_tests::room::Room;
use satchel_tests::wait::{PATIENCE, until};
use satchel_tests::window::{Window, key};

/// How often something is searched, and how many rows of what was found are walked.
const ROUNDS: usize = 20;
const STEPS: usize = 10;
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

/// Imports the file once more in a window on the room's vault and walks the list meanwhile; milliseconds of each key.
pub(crate) async fn paints(room: &Room, file: &Path) -> Result<Vec<f64>, Failure> {
    let window = Window::open(room).await?;
    window.see("grid-row").await?;
    window.command(&format!(">import {}", file.display())).await?;
    until("the preview", LIMIT, || async { window.see("import-start").await.map(Some) }).await?;
    // Everybody is here already; as new contacts they are work. The bar below may lie over the box.
    window.script("document.querySelector('[data-testid=\"import-all\"]').click()").await?;
    window.press("import-start").await?;
    window.go("contacts").await?;
    window.script(NOTE).await?;
    for query in ["", "an", "mar", "bern", "anna m"].into_iter().cycle().take(ROUNDS) {
        window.fill("search", query).await?;
        walk_in(&window).await?;
        for _ in 0..STEPS {
            window.keys(key::DOWN).await?;
        }
    }
    let still = window.count("job-tray").await?;
    if still == 0 {
        return Err(Failure::Because("The import ended before the keys: give more contacts.".to_owned()));
    }
    let paints = window.script("return window.paints").await?;
    window.close().await?;
    Ok(paints.as_array().into_iter().flatten().filter_map(serde_json::Value::as_f64).collect())
}
