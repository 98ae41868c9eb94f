//! Events of the use cases, passed on to the page.

use satchel_app::{App, Event};
use tauri::{AppHandle, Emitter};
use tokio::sync::broadcast::error::RecvError;

/// Passes events on until the process ends.
pub(crate) fn forward(window: AppHandle, app: &App) {
    let mut events = app.events();
    tauri::async_runtime::spawn(async move {
        loop {
            let told = match events.recv().await {
                Ok(Event::Changed(changed)) => window.emit("changed", changed),
                Ok(Event::Job(job)) => window.emit("job", job),
                // What was missed was older than what comes.
                Err(RecvError::Lagged(_)) => Ok(()),
                Err(RecvError::Closed) => return,
            };
            if let Err(error) = told {
                tracing::warn!(%error, "an event did not reach the page");
            }
        }
    });
}
