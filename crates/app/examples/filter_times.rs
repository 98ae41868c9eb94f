//! How long filters and edits of many take in process on an existing vault: `filter_times VAULT [FILTER…]`, with
//! `SATCHEL_PASSPHRASE` set.
//!
//! For each filter its count and first page; then, unless filters were named, one text of half of the contacts is set,
//! and taken back. Prints one JSON document; times are milliseconds, but seconds for what is edited.
#![expect(clippy::print_stdout, reason = "a program whose answer is its output")]

mod measuring;

use std::error::Error;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use measuring::{at, millis, open};
use satchel_app::wire::{BatchUndo, BulkChange, BulkEdit, ContactId, ContactsFilter, SortField};
use satchel_app::{App, batches, bulk, contacts, filters, jobs};
use satchel_model::{Edit, EditAction, RecordState};
use serde_json::{Map, Value, json};

/// What an index answers, then what only the search index knows, then what looks through a table.
const FILTERS: &[&str] = &[
    "tag=vip",
    "company:a*",
    "email:a*",
    "phone:+44",
    "birthday:next30d",
    "created_at:last1d",
    "updated_at:last1d -tag=vip",
    "tag=vip OR company:b*",
    "(tag=vip OR company:b*) -email:",
    "family=smith",
    "title:director",
    "city=berlin",
    "email:*@gmail.com",
    "title:*irect*",
    "notes:*",
    "changed:last7d",
    "segment=enterprise",
    "budget>990000",
    "customer_since>=2024",
    "region_code=r007",
    "tag=vip segment=enterprise company:a*",
];
/// Cards that are opened.
const CARDS: i64 = 200;
/// How often each is asked for, unless that takes longer than this.
const TURNS: usize = 40;
const AT_MOST: Duration = Duration::from_secs(5);

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let dir = PathBuf::from(std::env::args().nth(1).ok_or("name the vault")?);
    let named: Vec<String> = std::env::args().skip(2).collect();
    let app = open(&dir).await?;
    let mut told = Map::new();
    for filter in named.iter().map(String::as_str).chain(FILTERS.iter().copied().filter(|_| named.is_empty())) {
        // Fields of one's own are there only in a vault that was made with them.
        if let Ok(times) = asked(&app, filter).await {
            told.insert(filter.to_owned(), times);
        }
    }
    if !named.is_empty() {
        app.close().await;
        println!("{}", Value::from(told));
        return Ok(());
    }
    told.insert("a card opened".to_owned(), opened(&app).await?);
    app.close().await;
    told.insert("half of all".to_owned(), edited(&dir).await?);
    println!("{}", Value::from(told));
    Ok(())
}

async fn asked(app: &App, filter: &str) -> Result<Value, Box<dyn Error>> {
    let (mut times, mut total) = (Vec::new(), 0);
    let asking = Instant::now();
    while times.is_empty() || (times.len() < TURNS && asking.elapsed() < AT_MOST) {
        let begun = Instant::now();
        let input = ContactsFilter {
            filter: filter.to_owned(),
            sort: SortField::Display,
            descending: false,
            limit: 100,
            after: None,
            state: RecordState::Active,
            sort_field: None,
        };
        total = filters::list(app.clone(), input).await?.total;
        times.push(millis(begun));
    }
    let first = times[0];
    Ok(json!({ "found": total, "first_ms": first, "p50_ms": at(&mut times, 50), "p95_ms": at(&mut times, 95) }))
}

/// Opens cards from all depths of the list.
async fn opened(app: &App) -> Result<Value, Box<dyn Error>> {
    let input = ContactsFilter {
        filter: String::new(),
        sort: SortField::CreatedAt,
        descending: false,
        sort_field: None,
        limit: CARDS,
        after: None,
        state: RecordState::Active,
    };
    let ids: Vec<_> = filters::list(app.clone(), input).await?.contacts.into_iter().map(|row| row.id).collect();
    let mut times = Vec::new();
    for id in &ids {
        let begun = Instant::now();
        contacts::get(app.clone(), ContactId { id: *id }).await?;
        times.push(millis(begun));
    }
    Ok(json!({ "found": ids.len(), "p50_ms": at(&mut times, 50), "p95_ms": at(&mut times, 95) }))
}

/// Sets the source of every contact whose family name begins with one of half of the letters, and takes it back.
async fn edited(dir: &Path) -> Result<Value, Box<dyn Error>> {
    let filter: Vec<String> = ('a'..='m').map(|letter| format!("family:{letter}*")).collect();
    let edit = Edit { path: "source".to_owned(), action: EditAction::Set("Fair 2026".into()) };
    let input = BulkEdit {
        filter: Some(filter.join(" OR ")),
        ids: Vec::new(),
        state: RecordState::Active,
        changes: vec![BulkChange::Edit(edit)],
        dry_run: false,
    };
    let app = open(dir).await?;
    let before = bytes(dir)?;
    let begun = Instant::now();
    let report = bulk::edit(app.clone(), input).await?;
    let job = report.job.ok_or("too few for a job")?;
    let done = jobs::wait(&app, job, |_| {}).await?;
    let seconds = millis(begun) / 1_000.0;
    // What is still in the log of the database is counted when it is closed.
    app.close().await;
    let grown = bytes(dir)?.saturating_sub(before);
    let app = open(dir).await?;
    let begun = Instant::now();
    let undo = batches::undo(app.clone(), BatchUndo { batch: done.batch }).await?;
    let job = undo.job.ok_or("too few for a job")?;
    jobs::wait(&app, job, |_| {}).await?;
    let undone = millis(begun) / 1_000.0;
    app.close().await;
    // Rows grow with a text that is set; when it is taken back, the journal alone does.
    let journal = bytes(dir)?.saturating_sub(before + grown);
    let values = u64::try_from(report.meant.max(1))?;
    Ok(json!({
        "contacts": report.meant, "edit_s": seconds, "undo_s": undone,
        "edit_grew_bytes_a_value": grown / values, "undo_grew_bytes_a_value": journal / values,
    }))
}

/// The size of the database.
fn bytes(dir: &Path) -> Result<u64, Box<dyn Error>> {
    Ok(std::fs::metadata(dir.join("satchel.db"))?.len())
}
