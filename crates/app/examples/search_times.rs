//! How long searches take in process on an existing vault: `search_times VAULT`, with `SATCHEL_PASSPHRASE` set.
//!
//! Queries are made of the vault's own contacts, as people type them: 2, 3 and 5 letters of a name, two words, a
//! company, parts of an address, the end of a number. Prints one JSON document.
#![expect(clippy::print_stdout, reason = "a program whose answer is its output")]

use std::error::Error;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use satchel_app::wire::{ContactRow, ContactsRows, ContactsSearch, ContactsView, SortField, VaultUnlock};
use satchel_app::{App, Host, SystemClock, contacts, vault};
use satchel_model::{Origin, RecordState, digits};
use satchel_vault::{BoundedKeyring, PassphraseCost};

struct Measuring;

impl Host for Measuring {
    fn now(&self) -> i64 {
        SystemClock.now()
    }
    fn name(&self) -> &str {
        "measure"
    }
    fn origin(&self) -> Origin {
        Origin::Command
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let dir = PathBuf::from(std::env::args().nth(1).ok_or("name the vault")?);
    let app = App::new(&dir, Arc::new(Measuring), BoundedKeyring::of_this_system(), PassphraseCost::STANDARD);
    let way_in = VaultUnlock { passphrase: std::env::var("SATCHEL_PASSPHRASE").ok(), recovery_code: None };
    vault::unlock(app.clone(), way_in).await?;
    vault::index_all(&app).await?;

    let begun = Instant::now();
    let order = ContactsView { sort: SortField::Display, descending: false, state: RecordState::Active, query: None };
    let view = contacts::view(app.clone(), order).await?;
    let view_ms = millis(begun);
    let begun = Instant::now();
    let middle = ContactsRows { view: view.view, offset: view.total / 2, limit: 100 };
    contacts::rows(app.clone(), middle).await?;
    let rows_ms = millis(begun);

    let mut queries = Vec::new();
    for part in 0..130 {
        let offset = view.total * part / 130;
        let rows = contacts::rows(app.clone(), ContactsRows { view: view.view, offset, limit: 1 }).await?.rows;
        queries.extend(rows.iter().flat_map(typed));
    }
    let mut times = Vec::with_capacity(queries.len());
    // The first search reads the dictionaries; it is told apart.
    let begun = Instant::now();
    contacts::search(app.clone(), ContactsSearch { query: "an".into(), limit: 20 }).await?;
    let first_ms = millis(begun);
    for query in queries {
        let begun = Instant::now();
        contacts::search(app.clone(), ContactsSearch { query, limit: 20 }).await?;
        times.push(millis(begun));
    }
    times.sort_by(f64::total_cmp);
    let at = |share: usize| times.get((times.len() * share / 100).min(times.len().saturating_sub(1))).copied();
    println!(
        "{}",
        serde_json::json!({
            "contacts": view.total, "queries": times.len(), "first_ms": first_ms, "p50_ms": at(50), "p95_ms": at(95),
            "p99_ms": at(99), "view_ms": view_ms, "rows_ms": rows_ms,
        })
    );
    app.close().await;
    Ok(())
}

fn millis(begun: Instant) -> f64 {
    begun.elapsed().as_secs_f64() * 1000.0
}

/// What somebody might type to find this contact.
fn typed(row: &ContactRow) -> Vec<String> {
    let head = |text: &str, letters: usize| text.chars().take(letters).collect::<String>();
    let words: Vec<&str> = row.display.split_whitespace().collect();
    let last = words.last().copied().unwrap_or_default();
    let tail: String = digits(&row.phone).chars().rev().take(5).collect::<Vec<_>>().into_iter().rev().collect();
    [
        head(last, 2),
        head(last, 3),
        head(last, 5),
        format!("{} {}", head(words.first().copied().unwrap_or_default(), 3), head(last, 4)),
        head(&row.company, 6),
        head(&row.email, 7),
        tail,
    ]
    .into_iter()
    .filter(|query| query.chars().count() >= 2)
    .collect()
}
