//! The window: decode, call, encode.
//!
//! One Tauri command passes everything to the command table and one task passes the events back; the rest is the
//! window itself. Deliberately absent: any rule about contacts, any command of its own.

mod events;
mod host;
mod opening;
mod place;
mod rpc;
mod single;
#[cfg(target_os = "linux")]
mod sleep;
mod window;

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use satchel_app::{App, paths};
use satchel_vault::{BoundedKeyring, PassphraseCost};
use tauri::RunEvent;

use host::Desktop;
use opening::Named;

/// Opens the window on the vault that `--vault DIR`, `SATCHEL_VAULT` or this computer's user names, with a file to import
/// if one is named, and returns when it is closed.
#[must_use]
pub fn run() -> ExitCode {
    tracing_subscriber::fmt::Subscriber::builder()
        .with_max_level(tracing_subscriber::filter::LevelFilter::WARN)
        .with_writer(std::io::stderr)
        .init();
    let Named { vault, file } = Named::read(std::env::args_os().skip(1));
    let Some(dir) = vault.or_else(vault_of_environment).or_else(paths::default_vault) else {
        tracing::error!("there is no home folder: name the vault with --vault DIR");
        return ExitCode::from(2);
    };
    let dir = std::path::absolute(&dir).unwrap_or(dir);
    let calls = match single::claim(&dir, file.as_deref()) {
        Ok(Some(calls)) => Some(calls),
        Ok(None) => return ExitCode::SUCCESS,
        // Two windows on a vault are a nuisance, none at all is worse.
        Err(error) => {
            tracing::warn!(%error, "another window on this vault would not be noticed");
            None
        }
    };
    let app = App::new(&dir, Arc::new(Desktop), BoundedKeyring::of_this_system(), PassphraseCost::STANDARD);
    let opened = app.clone();
    let ending = Arc::new(AtomicBool::new(false));
    let ends = Arc::clone(&ending);
    // The webview takes its time to come up; the keyring has answered by then.
    tauri::async_runtime::spawn(satchel_app::vault::open_ahead(app.clone()));
    tauri::async_runtime::spawn(satchel_app::daily::keep(app.clone()));
    tauri::async_runtime::spawn(satchel_app::lists::keep(app.clone()));
    tauri::async_runtime::spawn(satchel_app::accounts::keep_schedules(app.clone()));
    tauri::async_runtime::spawn(satchel_app::presence::keep(app.clone()));
    #[cfg(target_os = "linux")]
    tauri::async_runtime::spawn(sleep::watch(app.clone()));
    let built = tauri::Builder::default()
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::init())
        .manage(app.clone())
        .invoke_handler(tauri::generate_handler![rpc::rpc])
        .setup(move |tauri| {
            window::open(tauri.handle(), file.as_deref())?;
            if let Some(calls) = calls {
                let (window, ends) = (tauri.handle().clone(), Arc::clone(&ends));
                single::when_called(calls, move |file| {
                    !ends.load(Ordering::Relaxed) && window::bring_to_front(&window, file.as_deref())
                });
            }
            events::forward(tauri.handle().clone(), &app);
            Ok(())
        })
        .build(tauri::generate_context!("tauri.conf.json"));
    let window = match built {
        Ok(window) => window,
        Err(error) => {
            tracing::error!(%error, "the window cannot be opened");
            tauri::async_runtime::block_on(opened.close());
            return ExitCode::from(1);
        }
    };
    window.run(move |_, event| {
        if let RunEvent::Exit = event {
            ending.store(true, Ordering::Relaxed);
            // Jobs reach their checkpoints and connections close before the process ends.
            tauri::async_runtime::block_on(opened.close());
        }
    });
    ExitCode::SUCCESS
}

fn vault_of_environment() -> Option<PathBuf> {
    std::env::var_os("SATCHEL_VAULT").filter(|dir| !dir.is_empty()).map(PathBuf::from)
}
