//! How long the work of a day takes in process on an existing vault: `work_times VAULT`, with `SATCHEL_PASSPHRASE` set.
//!
//! For every order of the list its first page, asked for as the window asks; pages from all depths; and what is typed
//! right after an edit, until it is found. Prints one JSON document; times are milliseconds.
#![expect(clippy::print_stdout, reason = "a program whose answer is its output")]

mod measuring;

use std::error::Error;
use std::path::PathBuf;
use std::time::Instant;

use measuring::{at, millis, open};
use satchel_app::wire::{ContactRow, ContactsRows, ContactsSearch, ContactsUpdate, ContactsView, SortField};
use satchel_app::{App, contacts};
use satchel_model::{Edit, EditAction, RecordState};
use serde_json::{Map, Value, json};

/// What a list can be sorted by.
const ORDERS: [(&str, SortField); 5] = [
    ("display", SortField::Display),
    ("family", SortField::Family),
    ("company", SortField::Company),
    ("created_at", SortField::CreatedAt),
    ("updated_at", SortField::UpdatedAt),
];
/// How often a first page is asked for, in each direction.
const OPENED: usize = 10;
/// How many depths are jumped to.
const JUMPS: i64 = 40;
/// How many contacts are edited.
const EDITS: i64 = 30;
/// Rows that a window asks for at once.
const SCREEN: i64 = 100;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let dir = PathBuf::from(std::env::args().nth(1).ok_or("name the vault")?);
    let app = open(&dir).await?;
    let mut told = Map::new();
    for (name, sort) in ORDERS {
        told.insert(name.to_owned(), order(&app, sort).await?);
    }
    told.insert("edit".to_owned(), edits(&app).await?);
    println!("{}", Value::from(told));
    app.close().await;
    Ok(())
}

/// The first page and jumps to all depths in one order.
async fn order(app: &App, sort: SortField) -> Result<Value, Box<dyn Error>> {
    let (mut first, mut jumps, mut total) = (Vec::new(), Vec::new(), 0);
    for turn in 0..OPENED * 2 {
        let begun = Instant::now();
        let order = ContactsView {
            sort,
            descending: turn % 2 == 1,
            state: RecordState::Active,
            query: None,
            sort_field: None,
            filter: None,
            keep: Vec::new(),
            group: None,
        };
        let view = contacts::view(app.clone(), order).await?;
        page(app, view.view, 0).await?;
        first.push(millis(begun));
        total = view.total;
        if turn < 2 {
            for jump in 1..=JUMPS {
                let begun = Instant::now();
                page(app, view.view, view.total * jump / (JUMPS + 1)).await?;
                jumps.push(millis(begun));
            }
        }
    }
    let cold = first.first().copied();
    Ok(json!({
        "contacts": total, "first_page_p50_ms": at(&mut first, 50), "first_page_p95_ms": at(&mut first, 95),
        "first_ever_ms": cold, "jump_p50_ms": at(&mut jumps, 50), "jump_p95_ms": at(&mut jumps, 95),
        "jump_most_ms": at(&mut jumps, 100),
    }))
}

async fn page(app: &App, view: i64, offset: i64) -> Result<Vec<ContactRow>, Box<dyn Error>> {
    let rows =
        contacts::rows(app.clone(), ContactsRows { view, offset, limit: SCREEN, custom: Vec::new(), list: None })
            .await?
            .rows;
    if rows.is_empty() { Err("a page without rows".into()) } else { Ok(rows) }
}

/// Edits a title and types it at once, as a person does who looks whether it worked; without an edit beside it.
async fn edits(app: &App) -> Result<Value, Box<dyn Error>> {
    let order = ContactsView {
        sort: SortField::Display,
        descending: false,
        state: RecordState::Active,
        query: None,
        sort_field: None,
        filter: None,
        keep: Vec::new(),
        group: None,
    };
    let view = contacts::view(app.clone(), order).await?;
    let (mut saved, mut after, mut without) = (Vec::new(), Vec::new(), Vec::new());
    for edit in 0..EDITS {
        let id = page(app, view.view, view.total * edit / EDITS).await?.first().ok_or("nobody there")?.id;
        // Letters only, so that it is one word to whoever cuts words.
        let word: String = format!("edited{edit:03}").bytes().map(letter).collect();
        let patch = vec![Edit { path: "title".to_owned(), action: EditAction::Set(word.as_str().into()) }];
        let begun = Instant::now();
        contacts::update(app.clone(), ContactsUpdate { id, base: None, patch }).await?;
        saved.push(millis(begun));
        for times in [&mut after, &mut without] {
            let begun = Instant::now();
            let found = contacts::search(app.clone(), ContactsSearch { query: word.clone(), limit: 20 }).await?;
            times.push(millis(begun));
            if found.hits.first().is_none_or(|hit| hit.id != id) {
                return Err("an edit was not found".into());
            }
        }
    }
    Ok(json!({
        "save_p50_ms": at(&mut saved, 50), "save_p95_ms": at(&mut saved, 95), "next_search_p50_ms": at(&mut after, 50),
        "next_search_p95_ms": at(&mut after, 95), "next_search_most_ms": at(&mut after, 100),
        "search_without_edit_p50_ms": at(&mut without, 50),
    }))
}

/// Digits as letters.
fn letter(byte: u8) -> char {
    if byte.is_ascii_digit() { char::from(byte - b'0' + b'k') } else { char::from(byte) }
}
