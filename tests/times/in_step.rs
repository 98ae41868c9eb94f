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

use satchel_connectors::carddav::{Book, find_book};
use satchel_connectors::catalogue;
use satchel_model::{Entity, Id, Secret};
use satchel_remote::{Change, Operation, Outcome, Remote, Values};
use serde_json::{Value, json};

#[path = "../../crates/connectors/tests/carddav/server.rs"]
#[expect(dead_code, reason = "tests ask it for more")]
mod server;

const KIND: Entity = Entity::Contact;

/// More cards than this are put where the server keeps them: it takes too long to take them one by one.
const SENT: usize = 3_000;
/// How often everything is read.
const TIMES: usize = 3;

fn main() {
    let rows = std::env::args().filter_map(|word| word.parse().ok()).next().unwrap_or(10_000);
    let Some(server) = server::start(&server::RADICALE) else { return };
    let book = server.book("Office");
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let filled = rows > SENT;
    let bare_book = if filled { book.clone() } else { server.book("Bare") };
    let sent = if filled {
        fill(&server.folder(&book), rows);
        // What it sees for the first time it takes apart, and remembers that it saw it: that takes minutes.
        assert_eq!(server.cards(&book).len(), rows);
        assert_eq!(server.send(&find_book(&book.url)).status, 207);
        None
    } else {
        Some(runtime.block_on(send(&bare_book, rows)))
    };
    let read = median((0..TIMES).map(|_| runtime.block_on(read(&bare_book, rows))).collect());
    println!("{}", with_vaults(&book, rows, sent, read));
}

fn median(mut seconds: Vec<f64>) -> f64 {
    seconds.sort_by(f64::total_cmp);
    seconds[seconds.len() / 2]
}

/// Cards as the server would have stored them.
fn fill(folder: &Path, rows: usize) {
    for row in 0..rows {
        let (given, family) = name(row);
        let (phone, company) = (phone(row), row % 401);
        let card = format!(
            "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:person-{row}\r\nFN:{given} {family}\r\nN:{family};{given};;;\r\n\
             EMAIL;TYPE=WORK:p{row}@example.com\r\nTEL;TYPE=WORK:{phone}\r\nORG:Company {company}\r\nTITLE:Buyer\r\n\
             END:VCARD\r\n"
        );
        std::fs::write(folder.join(format!("person-{row}.vcf")), card).unwrap();
    }
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

/// Seconds to send the cards through the connector alone.
async fn send(book: &Book, rows: usize) -> f64 {
    let remote = connected(book).await;
    let begun = Instant::now();
    for chunk in (0..rows).collect::<Vec<_>>().chunks(50) {
        let changes: Vec<Change> = chunk.iter().map(|row| create(*row)).collect();
        let pushed = remote.push(&changes).await;
        let other = pushed.outcomes.iter().find(|outcome| !matches!(outcome, Outcome::Applied { .. }));
        assert_eq!((other, pushed.halt), (None, None));
    }
    begun.elapsed().as_secs_f64()
}

/// Seconds to read the cards through the connector alone.
async fn read(book: &Book, rows: usize) -> f64 {
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
    begun.elapsed().as_secs_f64()
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
    Change::new(Id::from_parts(1, &random), Operation::Create { kind: KIND, values })
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

fn with_vaults(book: &Book, rows: usize, sent: Option<f64>, read: f64) -> Value {
    let folder = tempfile::tempdir().unwrap();
    let one = vault(folder.path(), "one", book);
    let first_out = sent.map(|_| {
        let file = folder.path().join("people.csv");
        std::fs::write(&file, people(rows)).unwrap();
        answer(&one, &["import", file.to_str().unwrap()]);
        run(&one)
    });
    let echo = run(&one);
    let others: Vec<PathBuf> = (0..TIMES).map(|nth| vault(folder.path(), &format!("other {nth}"), book)).collect();
    let firsts: Vec<Value> = others.iter().map(|other| run(other)).collect();
    let seconds = median(firsts.iter().map(|first| first["seconds"].as_f64().unwrap()).collect());
    let first_in = json!({"requests": firsts[0]["requests"], "seconds": seconds});
    let two = &others[0];
    let idle = run(two);
    for row in 0..10 {
        answer(&one, &["set", &format!("p{row}@example.com"), "title=Head of Buying"]);
    }
    let ten_out = run(&one);
    let ten_in = run(two);
    json!({
        "rows": rows, "bare_out": sent, "bare_in": read, "first_out": first_out,
        "echo": first_out.as_ref().map(|_| echo), "first_in": first_in, "idle": idle, "ten_out": ten_out,
        "ten_in": ten_in,
    })
}

fn people(rows: usize) -> String {
    let mut csv = "First Name,Last Name,E-mail,Phone,Company,Job Title\n".to_owned();
    for row in 0..rows {
        let (given, family) = name(row);
        let company = row % 401;
        let phone = phone(row);
        csv.push_str(&format!("{given},{family},p{row}@example.com,{phone},Company {company},Buyer\n"));
    }
    csv
}
