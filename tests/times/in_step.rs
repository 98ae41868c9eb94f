//! How long a sync takes through a real server, and how long the same cards take without a vault. Prints one line of JSON.
//!
//! The first argument is how many contacts, `SATCHEL_BIN` the command. Where there is no server, nothing is printed.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a bench that fails should fail loudly, and prints what it measured"
)]

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use satchel_connectors::carddav::Book;
use satchel_connectors::catalogue;
use satchel_model::{Entity, Id, Secret};
use satchel_remote::{Change, Operation, Outcome, Remote, Values};
use serde_json::{Value, json};

#[path = "../../crates/connectors/tests/carddav/server.rs"]
#[expect(dead_code, reason = "tests ask it for more")]
mod server;

const KIND: Entity = Entity::Contact;

fn main() {
    let rows = std::env::args().filter_map(|word| word.parse().ok()).next().unwrap_or(10_000);
    let Some(server) = server::start(&server::RADICALE) else { return };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let bare = runtime.block_on(bare(&server.book("Bare"), rows));
    println!("{}", with_vaults(&server.book("Office"), rows, &bare));
}

fn name(row: usize) -> (String, String) {
    (format!("Given{row}"), format!("Family{}", row % 977))
}

fn phone(row: usize) -> String {
    format!("+44 20 7{:03} {:04}", row / 10_000, row % 10_000)
}

async fn connected(book: &Book) -> Box<dyn Remote> {
    let settings = BTreeMap::from([("url", book.url.as_str()), ("book", book.url.as_str()), ("user", "ada")])
        .into_iter()
        .map(|(key, value)| (key.to_owned(), value.to_owned()))
        .collect();
    let secret = Some(Secret::new("secret".to_owned()));
    catalogue::connect("carddav", &settings, secret).await.ok().unwrap().remote
}

/// Seconds to send the cards and to read them, through the connector alone.
async fn bare(book: &Book, rows: usize) -> (f64, f64) {
    let remote = connected(book).await;
    let begun = Instant::now();
    for chunk in (0..rows).collect::<Vec<_>>().chunks(50) {
        let changes: Vec<Change> = chunk.iter().map(|row| create(*row)).collect();
        let pushed = remote.push(&changes).await;
        let other = pushed.outcomes.iter().find(|outcome| !matches!(outcome, Outcome::Applied { .. }));
        assert_eq!((other, pushed.halt), (None, None));
    }
    let sent = begun.elapsed().as_secs_f64();
    let (remote, begun) = (connected(book).await, Instant::now());
    let (mut cursor, mut read) = (None, 0);
    loop {
        let page = remote.pull(KIND, cursor.as_ref(), 500).await.unwrap();
        read += page.records.len();
        cursor = Some(page.next);
        if !page.more {
            break;
        }
    }
    assert_eq!(read, rows);
    (sent, begun.elapsed().as_secs_f64())
}

fn create(row: usize) -> Change {
    let (given, family) = name(row);
    let values: Values = BTreeMap::from([
        ("given".to_owned(), json!(given)),
        ("family".to_owned(), json!(family)),
        ("title".to_owned(), json!("Buyer")),
        ("company".to_owned(), json!(format!("Company {}", row % 401))),
        ("emails/1".to_owned(), json!({"value": format!("p{row}@example.com"), "label": "work", "primary": true})),
        ("phones/1".to_owned(), json!({"value": phone(row), "label": "work", "primary": true})),
    ]);
    let mut random = [0; 10];
    random[2..].copy_from_slice(&(row as u64).to_be_bytes());
    Change { key: Id::from_parts(1, &random), operation: Operation::Create { kind: KIND, values } }
}

fn satchel(vault: &Path, words: &[&str]) -> Command {
    let program = std::env::var_os("SATCHEL_BIN").expect("SATCHEL_BIN names the satchel command");
    let mut command = Command::new(program);
    command.arg("--vault").arg(vault).arg("--json").args(words).env("SATCHEL_PASSPHRASE", "secret");
    command
}

fn answer(vault: &Path, words: &[&str]) -> Value {
    let mut child = satchel(vault, words).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(b"secret").unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{words:?}");
    serde_json::from_slice(&output.stdout).unwrap()
}

fn vault(folder: &Path, name: &str, book: &Book) -> PathBuf {
    let vault = folder.join(name);
    answer(&vault, &["init"]);
    let (url, book) = (format!("url={}", book.url), format!("book={}", book.url));
    let add = ["account", "add", "carddav", "--name", "Office", "--secret-stdin", "--seal", "--set", "user=ada"];
    answer(&vault, &[add.as_slice(), &["--set", &url, "--set", &book]].concat());
    vault
}

/// Requests and seconds of a run.
fn run(vault: &Path) -> Value {
    let report = answer(vault, &["sync"]);
    assert_eq!((&report["end"], &report["failed"]), (&json!("done"), &json!([])), "{report}");
    json!({"requests": report["requests"], "seconds": report["seconds"]})
}

fn with_vaults(book: &Book, rows: usize, (sent, read): &(f64, f64)) -> Value {
    let folder = tempfile::tempdir().unwrap();
    let (one, two) = (vault(folder.path(), "one", book), vault(folder.path(), "two", book));
    let mut csv = "First Name,Last Name,E-mail,Phone,Company,Job Title\n".to_owned();
    for row in 0..rows {
        let (given, family) = name(row);
        let company = row % 401;
        let phone = phone(row);
        csv.push_str(&format!("{given},{family},p{row}@example.com,{phone},Company {company},Buyer\n"));
    }
    let file = folder.path().join("people.csv");
    std::fs::write(&file, csv).unwrap();
    answer(&one, &["import", file.to_str().unwrap()]);
    let first_out = run(&one);
    let echo = run(&one);
    let first_in = run(&two);
    let idle = run(&two);
    for row in 0..10 {
        answer(&one, &["set", &format!("p{row}@example.com"), "title=Head of Buying"]);
    }
    let ten_out = run(&one);
    let ten_in = run(&two);
    json!({
        "rows": rows, "bare_out": sent, "bare_in": read, "first_out": first_out, "echo": echo, "first_in": first_in,
        "idle": idle, "ten_out": ten_out, "ten_in": ten_in,
    })
}
