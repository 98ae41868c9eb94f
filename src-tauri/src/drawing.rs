//! How the page gets on the screen where there is no graphics card: in a virtual machine, over a remote desktop.
//!
//! By itself the webview of Linux draws by way of a card there as well, which a driver imitates with the processor: that
//! takes twice the time and some 130 MB. Deliberately absent: other systems, where it looks by itself.

use tauri::WebviewWindow;
use webkit2gtk::{HardwareAccelerationPolicy, SettingsExt, WebViewExt};

/// Has the page drawn with the processor itself where there is no card.
pub(crate) fn without_a_card(window: &WebviewWindow) -> tauri::Result<()> {
    if has_card() {
        return Ok(());
    }
    window.with_webview(|webview| {
        if let Some(settings) = WebViewExt::settings(&webview.inner()) {
            settings.set_hardware_acceleration_policy(HardwareAccelerationPolicy::Never);
        }
    })
}

/// Whether there is something to draw with: a node for it is what the kernel makes of each card.
fn has_card() -> bool {
    let nodes = std::fs::read_dir("/dev/dri").into_iter().flatten().flatten();
    nodes.into_iter().any(|node| node.file_name().to_string_lossy().starts_with("renderD"))
}
