//! Use cases as journeys: the app without a window, on real vaults in temporary folders.

#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "in a test what fails should fail loudly")]

mod book;

mod accounts;
mod alike;
mod at_hand;
mod attachments;
mod attacked;
mod backups;
mod cards;
mod carrying;
mod command;
mod companies;
mod consent;
mod daily;
mod every_format;
mod everything;
mod exporting;
mod fields;
mod filtering;
mod finding;
mod first_day;
mod formats;
mod imports;
mod in_step;
mod kills;
mod locking;
mod locks;
mod looks;
mod merging;
#[cfg(target_os = "linux")]
mod moving;
mod own_fields;
mod past;
mod pictures_in_step;
mod related;
mod shelf;
mod sorting;
mod survival;
mod together;
mod updating;

/// Workbooks and archives as small as a test needs them, as the readers' own tests make them.
#[path = "../../crates/exchange/tests/files/made.rs"]
#[expect(dead_code, reason = "the readers' tests make more kinds")]
mod made;

/// Real servers, as the connector's own tests start them.
#[path = "../../crates/connectors/tests/carddav/server.rs"]
#[expect(
    dead_code,
    clippy::print_stderr,
    reason = "other tests ask it for more; where there is no server, that is said"
)]
mod server;
