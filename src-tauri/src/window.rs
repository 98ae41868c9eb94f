//! The window itself: its size, its place, its zoom, and that its webview keeps nothing.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, mpsc};
use std::thread;
use std::time::Duration;

use tauri::{
    AppHandle, Emitter, Listener, Manager, Monitor, PhysicalPosition, PhysicalSize, WebviewUrl, WebviewWindow,
    WebviewWindowBuilder, WindowEvent,
};

use crate::opening;
use crate::place::{Area, Place, Step};

const MAIN: &str = "main";
/// A window that is dragged tells of every pixel; it is kept once it rests.
const RESTED: Duration = Duration::from_millis(400);

/// Opens the main window where it was, at the import of a file if there is one. Incognito, so that no cache, storage or autofill of the webview is written to
/// disk.
pub(crate) fn open(app: &AppHandle, opened: Option<&Path>) -> tauri::Result<()> {
    let file = app.path().app_config_dir()?.join("window.json");
    let place = Place::read(&file);
    let screens: Vec<Area> = app.available_monitors().unwrap_or_default().iter().map(screen).collect();
    let area = place.on(&screens);
    let page = opened.map_or_else(WebviewUrl::default, |file| WebviewUrl::App(opening::address(file).into()));
    let window = WebviewWindowBuilder::new(app, MAIN, page)
        .title("Satchel")
        .inner_size(1280.0, 800.0)
        .min_inner_size(360.0, 480.0)
        .incognito(!driven_by_a_test())
        .general_autofill_enabled(false)
        .visible(false)
        .build()?;
    if let Some(Area { x, y, width, height }) = area {
        window.set_size(PhysicalSize::new(width, height))?;
        window.set_position(PhysicalPosition::new(x, y))?;
    }
    if place.maximized {
        window.maximize()?;
    }
    if place.zoom != 100 {
        window.set_zoom(f64::from(place.zoom) / 100.0)?;
    }
    window.show()?;
    keep(&window, file, place);
    Ok(())
}

fn screen(monitor: &Monitor) -> Area {
    let (at, size) = (monitor.position(), monitor.size());
    Area { x: at.x, y: at.y, width: size.width, height: size.height }
}

/// Keeps place and zoom as they change, and zooms when the page is asked to.
fn keep(window: &WebviewWindow, file: PathBuf, place: Place) {
    let known = Arc::new(Mutex::new(place));
    let (moved, rests) = mpsc::channel::<()>();
    let (keeper, kept) = (Arc::clone(&known), file.clone());
    thread::spawn(move || {
        while rests.recv().is_ok() {
            while rests.recv_timeout(RESTED).is_ok() {}
            write(&keeper, &kept);
        }
    });
    let (watched, noted, told) = (window.clone(), Arc::clone(&known), moved.clone());
    window.on_window_event(move |event| match event {
        WindowEvent::Moved(_) | WindowEvent::Resized(_) => {
            note(&watched, &mut locked(&noted));
            // The thread ends with the process.
            let _ = told.send(());
        }
        WindowEvent::CloseRequested { .. } => {
            note(&watched, &mut locked(&noted));
            write(&noted, &file);
        }
        _ => {}
    });
    let zoomed = window.clone();
    window.app_handle().listen("zoom", move |event| {
        let Ok(step) = serde_json::from_str::<Step>(event.payload()) else { return };
        let zoom = {
            let mut place = locked(&known);
            place.zoom = place.zoomed(step);
            place.zoom
        };
        let shown = zoomed.set_zoom(f64::from(zoom) / 100.0).and_then(|()| zoomed.emit("zoomed", zoom));
        if let Err(error) = shown {
            tracing::warn!(%error, "the page was not zoomed");
        }
        let _ = moved.send(());
    });
}

/// What a person would have again: not the size of a window that fills the screen or is out of sight.
fn note(window: &WebviewWindow, place: &mut Place) {
    let (Ok(maximized), Ok(minimized)) = (window.is_maximized(), window.is_minimized()) else { return };
    if minimized || window.is_fullscreen().unwrap_or(false) {
        return;
    }
    place.maximized = maximized;
    if maximized {
        return;
    }
    if let (Ok(at), Ok(size)) = (window.outer_position(), window.inner_size()) {
        place.area = Some(Area { x: at.x, y: at.y, width: size.width, height: size.height });
    }
}

fn write(place: &Mutex<Place>, file: &std::path::Path) {
    let place = *locked(place);
    if let Err(error) = place.write(file) {
        tracing::warn!(%error, "where the window is was not kept");
    }
}

fn locked(place: &Mutex<Place>) -> MutexGuard<'_, Place> {
    place.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Shows the main window, wherever it is, and opens a file in it; false when there is none any more.
pub(crate) fn bring_to_front(app: &AppHandle, file: Option<&Path>) -> bool {
    let Some(window) = app.get_webview_window(MAIN) else { return false };
    let shown = window.unminimize().and_then(|()| window.show()).and_then(|()| window.set_focus());
    let shown = shown.and_then(|()| file.map_or(Ok(()), |file| window.emit("opened", file.to_string_lossy())));
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
