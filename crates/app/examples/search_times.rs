//! How long searches take in process on an existing vault, and how many names are found with a slip of the keyboard:
//! `search_times VAULT BOOK QUERIES`, with `SATCHEL_PASSPHRASE` set.
//!
//! Queries are made of the vault's own contacts, as people type them: 2, 3 and 5 letters of a name, two words, a
//! company, parts of an address, the end of a number, a family name with a slip. What was asked goes to QUERIES and
//! what of the contacts can be found to BOOK, for whoever asks another engine the same. Prints one JSON document.
#![expect(clippy::print_stdout, reason = "a program whose answer is its output")]

mod measuring;

use std::collections::BTreeSet;
use std::error::Error;
use std::ffi::OsString;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use measuring::{at, millis, open};
use satchel_app::wire::{ContactId, ContactRow, ContactsRows, ContactsSearch, ContactsView, SortField};
use satchel_app::{App, contacts};
use satchel_model::{RecordState, digits, fold};
use serde::Serialize;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let dir = PathBuf::from(std::env::args().nth(1).ok_or("name the vault")?);
    let app = open(&dir).await?;
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

    let mut queries = Vec::new();
    for part in 0..130 {
        let offset = view.total * part / 130;
        let rows = contacts::rows(
            app.clone(),
            ContactsRows { view: view.view, offset, limit: 1, custom: Vec::new(), list: None },
        )
        .await?
        .rows;
        queries.extend(rows.iter().flat_map(|row| typed(row, usize::try_from(part).unwrap_or(0))));
    }
    let files: Vec<PathBuf> = std::env::args().skip(2).map(PathBuf::from).collect();
    if let [book, asked] = &files[..] {
        write_book(&app, view.view, view.total, book).await?;
        std::fs::write(asked, serde_json::to_vec(&queries)?)?;
    }
    let fresh = timed(&app, &queries).await?;
    put_together(&dir.join("index")).await?;
    let rested = timed(&app, &queries).await?;
    println!("{}", serde_json::json!({ "contacts": view.total, "fresh": fresh, "rested": rested }));
    app.close().await;
    Ok(())
}

/// Asks all queries.
async fn timed(app: &App, queries: &[Asked]) -> Result<serde_json::Value, Box<dyn Error>> {
    let mut times = Vec::with_capacity(queries.len());
    // The first search reads the dictionaries; it is told apart.
    let begun = Instant::now();
    contacts::search(app.clone(), ContactsSearch { query: "an".into(), limit: 20 }).await?;
    let first_ms = millis(begun);
    let (mut slips, mut slips_found, mut slip_times) = (0, 0, Vec::new());
    for Asked { text, meant } in queries {
        let begun = Instant::now();
        let found = contacts::search(app.clone(), ContactsSearch { query: text.clone(), limit: 20 }).await?;
        let took = millis(begun);
        if let Some(meant) = meant {
            slips += 1;
            let is_meant = |name: &str| fold(name).split(' ').any(|word| word == meant);
            slips_found += usize::from(found.hits.iter().any(|hit| is_meant(&hit.display)));
            slip_times.push(took);
        }
        times.push(took);
    }
    Ok(serde_json::json!({
        "queries": times.len(), "first_ms": first_ms, "p50_ms": at(&mut times, 50), "p95_ms": at(&mut times, 95),
        "p99_ms": at(&mut times, 99), "slips": slips, "slips_found": slips_found,
        "slips_p50_ms": at(&mut slip_times, 50), "slips_p95_ms": at(&mut slip_times, 95),
    }))
}

/// Waits for what is done with the index when nobody writes: until its files have been the same for a while.
async fn put_together(index: &Path) -> Result<(), Box<dyn Error>> {
    let names = || -> std::io::Result<BTreeSet<OsString>> {
        std::fs::read_dir(index)?.map(|entry| entry.map(|entry| entry.file_name())).collect()
    };
    let (mut before, mut since) = (names()?, Instant::now());
    while since.elapsed() < A_WHILE {
        tokio::time::sleep(Duration::from_secs(1)).await;
        let now = names()?;
        if now != before {
            (before, since) = (now, Instant::now());
        }
    }
    Ok(())
}

/// Longer than the vault has to be left alone, and than a piece takes.
const A_WHILE: Duration = Duration::from_secs(60);

/// A query, and the folded name that is meant by it where that is not what was typed.
#[derive(Serialize)]
struct Asked {
    text: String,
    meant: Option<String>,
}

/// What somebody might type to find this contact.
fn typed(row: &ContactRow, part: usize) -> Vec<Asked> {
    let head = |text: &str, letters: usize| text.chars().take(letters).collect::<String>();
    let words: Vec<&str> = row.display.split_whitespace().collect();
    let last = words.last().copied().unwrap_or_default();
    let tail: String = digits(&row.phone).chars().rev().take(5).collect::<Vec<_>>().into_iter().rev().collect();
    let mut asked: Vec<Asked> = [
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
    .map(|text| Asked { text, meant: None })
    .collect();
    let meant = fold(last);
    asked.extend(slip(&meant, part).map(|text| Asked { text, meant: Some(meant) }));
    asked
}

/// A name of five letters or more with one of them swapped, left out, doubled or replaced, in turn.
fn slip(name: &str, turn: usize) -> Option<String> {
    let mut letters: Vec<char> = name.chars().collect();
    if letters.len() < 5 || !letters.iter().all(|letter| letter.is_alphabetic()) {
        return None;
    }
    let at = 1 + turn / 4 % (letters.len() - 2);
    match turn % 4 {
        0 => letters.swap(at, at + 1),
        1 => drop(letters.remove(at)),
        2 => letters.insert(at, letters[at]),
        _ => letters[at] = if letters[at] == 'x' { 'y' } else { 'x' },
    }
    let slip: String = letters.into_iter().collect();
    (slip != name).then_some(slip)
}

/// Writes what can be found of every contact, a JSON document a line.
async fn write_book(app: &App, view: i64, total: i64, path: &Path) -> Result<(), Box<dyn Error>> {
    let mut file = BufWriter::new(File::create(path)?);
    for offset in (0..total).step_by(1_000) {
        let rows =
            contacts::rows(app.clone(), ContactsRows { view, offset, limit: 1_000, custom: Vec::new(), list: None })
                .await?
                .rows;
        // As many at once as there are readers: one after the other takes minutes on a large book.
        let read = rows.iter().map(|row| contacts::get(app.clone(), ContactId { id: row.id }));
        for contact in futures_util::future::join_all(read).await {
            let contact = contact?;
            let joined = |values: Vec<&str>| values.join(" ");
            let document = serde_json::json!({
                "name": contact.display,
                "company": contact.company,
                "title": joined(vec![&contact.title, &contact.department]),
                "email": joined(contact.emails.iter().map(|email| &*email.value).collect()),
                "phone": joined(contact.phones.iter().flat_map(|phone| [&*phone.value, &*phone.e164]).collect()),
                "tags": contact.tags.join(" "),
                "place": joined(contact.addresses.iter().flat_map(|at| [&*at.locality, &*at.region, &*at.country]).collect()),
                "notes": contact.notes,
            });
            serde_json::to_writer(&mut file, &document)?;
            file.write_all(b"\n")?;
        }
    }
    Ok(file.flush()?)
}
