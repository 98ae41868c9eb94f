//! The main job in the real window: WebKit, the keyring, the files, and the command beside it.
//!
//! One window at a time, since only one has the keyboard. Run by `cargo xtask test`.

mod arrangement;
mod by_hand;
mod companies;
mod exporting;
mod fields;
mod filtering;
mod importing;
mod in_step;
mod labels;
mod looks;
mod main_job;
mod merging;
mod opening;
mod own_fields;
mod passphrase;
mod reach;
#[cfg(target_os = "linux")]
mod sleep;
mod together;
mod undriven;
mod views;

/// Real servers, as the connector's own tests start them.
#[path = "../../crates/connectors/tests/carddav/server.rs"]
#[expect(
    dead_code,
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "other tests ask it for more; where there is no server, that is said; what fails should fail loudly"
)]
mod server;
#[path = "../usecases/shelf.rs"]
#[expect(clippy::unwrap_used, reason = "what fails should fail loudly")]
mod shelf;

use satchel_tests::failure::Failure;
use satchel_tests::room::Room;
use satchel_tests::window::Window;
use tokio::sync::{Mutex, MutexGuard};

static SCREEN: Mutex<()> = Mutex::const_new(());

/// Opens a window and makes a vault that the keyring opens, with nobody in it.
pub(crate) async fn with_nobody(room: &Room) -> Result<Window, Failure> {
    let window = Window::open(room).await?;
    window.create_vault(None).await?;
    window.keep_recovery_code().await?;
    Ok(window)
}

/// A picture for the manual, when somebody makes them.
pub(crate) async fn picture(window: &Window, name: &str) -> Result<(), Failure> {
    match std::env::var_os("SATCHEL_SCREENS") {
        Some(folder) => window.picture(&std::path::Path::new(&folder).join(name)).await.map(drop),
        None => Ok(()),
    }
}

/// The turn at the screen; the next test waits for it.
pub(crate) async fn turn() -> MutexGuard<'static, ()> {
    SCREEN.lock().await
}
