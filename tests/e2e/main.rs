//! The main job in the real window: WebKit, the keyring, the files, and the command beside it.
//!
//! One window at a time, since only one has the keyboard. Run by `cargo xtask test`.

mod by_hand;
mod looks;
mod main_job;
mod passphrase;
mod together;
mod undriven;

use tokio::sync::{Mutex, MutexGuard};

static SCREEN: Mutex<()> = Mutex::const_new(());

/// The turn at the screen; the next test waits for it.
pub(crate) async fn turn() -> MutexGuard<'static, ()> {
    SCREEN.lock().await
}
