//! The window itself: its size, and that its webview keeps nothing.

use tauri::{AppHandle, Manager, WebviewUrl, WebviewWindowBuilder};

const MAIN: &str = "main";

/// Opens the main window. Incognito, so that no cache, storage or autofill of the webview is written to disk.
pub(crate) fn open(app: &AppHandle) -> tauri::Result<()> {
    WebviewWindowBuilder::new(app, MAIN, WebviewUrl::default())
        .title("Satchel")
        .inner_size(1280.0, 800.0)
        .min_inner_size(360.0, 480.0)
        .incognito(!driven_by_a_test())
        .general_autofill_enabled(false)
        .build()?;
    Ok(())
}

/// Shows the main window, wherever it is; false when there is none any more.
pub(crate) fn bring_to_front(app: &AppHandle) -> bool {
    let Some(window) = app.get_webview_window(MAIN) else { return false };
    let shown = window.unminimize().and_then(|()| window.show()).and_then(|()| window.set_focus());
    if let Err(error) = &shown {
        tracing::warn!(%error, "the window did not come to the front");
    }
    shown.is_ok()
}

/// WebKit lets no driver into an incognito window, so a development build, or one for the bench, that tauri-driver
/// started opens a usual one.
fn driven_by_a_test() -> bool {
    cfg!(any(debug_assertions, feature = "driven"))
        && std::env::var_os("TAURI_WEBVIEW_AUTOMATION").is_some_and(|value| value == "true")
}
