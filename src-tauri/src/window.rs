//! The window itself: its size, and that its webview keeps nothing.

use tauri::{AppHandle, WebviewUrl, WebviewWindowBuilder};

/// Opens the main window. Incognito, so that no cache, storage or autofill of the webview is written to disk.
pub(crate) fn open(app: &AppHandle) -> tauri::Result<()> {
    WebviewWindowBuilder::new(app, "main", WebviewUrl::default())
        .title("Satchel")
        .inner_size(1280.0, 800.0)
        .min_inner_size(360.0, 480.0)
        .incognito(true)
        .general_autofill_enabled(false)
        .build()?;
    Ok(())
}
