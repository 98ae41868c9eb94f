//! The window itself: its size, and that its webview keeps nothing.

use tauri::{AppHandle, WebviewUrl, WebviewWindowBuilder};

/// Opens the main window. Incognito, so that no cache, storage or autofill of the webview is written to disk.
pub(crate) fn open(app: &AppHandle) -> tauri::Result<()> {
    WebviewWindowBuilder::new(app, "main", WebviewUrl::default())
        .title("Satchel")
        .inner_size(1280.0, 800.0)
        .min_inner_size(360.0, 480.0)
        .incognito(!driven_by_a_test())
        .general_autofill_enabled(false)
        .build()?;
    Ok(())
}

/// WebKit lets no driver into an incognito window, so a development build, or one for the bench, that tauri-driver
/// started opens a usual one.
fn driven_by_a_test() -> bool {
    cfg!(any(debug_assertions, feature = "driven"))
        && std::env::var_os("TAURI_WEBVIEW_AUTOMATION").is_some_and(|value| value == "true")
}
