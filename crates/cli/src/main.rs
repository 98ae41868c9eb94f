//! The `satchel` command: parse, call, print.
//!
//! It does nothing by itself: every verb is a call of the command table or two. With `--json` it prints one document on
//! stdout, and the wire error on stderr. Deliberately absent: any rule about contacts.

mod arguments;
mod definitions;
mod fields;
mod found;
mod host;
mod human;
mod in_step;
mod print;
mod reference;
mod social;
mod verbs;

use std::process::ExitCode;
use std::sync::Arc;

use clap::Parser;
use satchel_app::wire::{ErrorCode, WireError};
use satchel_app::{App, paths};
use satchel_vault::{BoundedKeyring, PassphraseCost};

use arguments::Arguments;
use host::Terminal;
use print::Printer;

/// An import makes and frees millions of small strings on several threads, which the allocators of some systems are
/// slow at.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse_from(arguments::typed(std::env::args_os())) {
        Ok(arguments) => arguments,
        // With `--json`, a wrong use is told like every other error; help and version are none.
        Err(error) if error.use_stderr() && std::env::args_os().any(|word| word == "--json") => {
            let text = error.to_string();
            let message = text.lines().next().unwrap_or_default().trim_start_matches("error: ");
            let hint = Some("satchel --help tells what there is.".to_owned());
            Printer::new(true).failed(&WireError { hint, ..plain(ErrorCode::Invalid, message) });
            return ExitCode::from(2);
        }
        Err(error) => error.exit(),
    };
    let printer = Printer::new(arguments.json);
    let level = if std::env::var_os("SATCHEL_LOG").is_some() {
        tracing_subscriber::fmt::Subscriber::builder().with_max_level(tracing_level())
    } else {
        tracing_subscriber::fmt::Subscriber::builder().with_max_level(tracing_subscriber::filter::LevelFilter::OFF)
    };
    level.with_writer(std::io::stderr).init();
    let Ok(runtime) = tokio::runtime::Builder::new_multi_thread().enable_all().build() else {
        return printer.failed(&plain(ErrorCode::Bug, "The system gives no threads."));
    };
    let done = runtime.block_on(run(arguments, &printer));
    match done {
        Ok(code) => code,
        Err(error) => printer.failed(&error),
    }
}

fn tracing_level() -> tracing_subscriber::filter::LevelFilter {
    std::env::var("SATCHEL_LOG")
        .ok()
        .and_then(|level| level.parse().ok())
        .unwrap_or(tracing_subscriber::filter::LevelFilter::WARN)
}

async fn run(arguments: Arguments, printer: &Printer) -> Result<ExitCode, WireError> {
    let dir = match arguments.vault.or_else(paths::default_vault) {
        Some(dir) => dir,
        None => return Err(plain(ErrorCode::VaultFolder, "There is no home folder: name the vault with --vault.")),
    };
    let dir = std::path::absolute(&dir).unwrap_or(dir);
    let app = App::new(&dir, Arc::new(Terminal), BoundedKeyring::of_this_system(), PassphraseCost::STANDARD);
    let done = verbs::run(&app, arguments.verb, printer).await;
    app.close().await;
    done
}

/// An error of the command itself.
fn plain(code: ErrorCode, message: &str) -> WireError {
    WireError { code, message: message.to_owned(), hint: None, field: None, incident: None, conflicts: Vec::new() }
}
