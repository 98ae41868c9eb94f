//! A vault that is copied before something happens to it, and what must hold of the copy afterwards.

use std::collections::BTreeSet;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use satchel_tests::wait::{PATIENCE, until};
use serde_json::Value;

use crate::book::{Book, PASSPHRASE};
use crate::kills::satchel;

/// A vault on which the command works.
pub(crate) struct Vault {
    pub(crate) dir: PathBuf,
}

/// How a command ended.
pub(crate) struct Run {
    /// Whether it was killed before it had ended.
    pub(crate) killed: bool,
    /// What it had said by then; what it says it has done.
    pub(crate) said: Option<Value>,
}

/// The file of a template that its contacts come from: a header, and `people` rows that all differ.
pub(crate) fn csv(people: usize) -> String {
    let mut text = String::from("First Name,Last Name,E-mail,Phone,Company,Title\n");
    for row in 0..people {
        text += &format!(
            "Person{row},Miller{},p{row}@x.example,+44 20 7946 {row:04},Company {},Buyer {row}\n",
            row % 97,
            row % 31
        );
    }
    text
}

/// A vault with so many people that opens quickly; its process is gone.
pub(crate) fn with_people(people: usize) -> (Book, Vault) {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let book = runtime.block_on(async {
        let book = Book::with_passphrase().await;
        if people > 0 {
            let file = book.file("people.csv", csv(people));
            book.import(&file).await.unwrap();
            // A search waits a second at most, and a busy machine may take longer.
            let indexed = || async { Ok((book.find("person0").await.behind == 0).then_some(())) };
            until("the index of the import", PATIENCE, indexed).await.unwrap();
        }
        book.app.close().await;
        book
    });
    let dir = book.dir();
    (book, Vault { dir })
}

impl Vault {
    /// A copy of it.
    pub(crate) fn copy(&self, dir: PathBuf) -> Self {
        copy(&self.dir, &dir);
        Self { dir }
    }

    /// The command on it.
    pub(crate) fn command(&self, words: &[&str]) -> Command {
        let mut command = satchel(&self.dir, words);
        command.env("SATCHEL_PASSPHRASE", PASSPHRASE).stdin(Stdio::null());
        command
    }

    /// Runs the command to its end: what it answers, or the error that it tells.
    pub(crate) fn ask(&self, words: &[&str]) -> Result<Value, Value> {
        let output = self.command(words).output().unwrap();
        let json = |bytes: &[u8]| {
            let text = String::from_utf8_lossy(bytes);
            serde_json::from_str(&text).unwrap_or_else(|_| panic!("{words:?} said “{text}”"))
        };
        match output.stdout.is_empty() {
            false => Ok(json(&output.stdout)),
            true => Err(json(&output.stderr)),
        }
    }

    /// As [`Vault::ask`], for what must not fail.
    pub(crate) fn answer(&self, words: &[&str]) -> Value {
        self.ask(words).unwrap_or_else(|error| panic!("{words:?}: {error}"))
    }

    /// How long a command takes that nobody kills.
    pub(crate) fn time(&self, words: &[&str]) -> Duration {
        let begun = Instant::now();
        self.answer(words);
        begun.elapsed()
    }

    /// Runs the command and kills it after `limit` at the latest.
    pub(crate) fn run_for(&self, limit: Duration, words: &[&str]) -> Run {
        let mut child = self.command(words).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut out = child.stdout.take().unwrap();
        let (tell, told) = mpsc::channel();
        std::thread::spawn(move || {
            let mut text = String::new();
            let _ = out.read_to_string(&mut text);
            let _ = tell.send(text);
        });
        let (text, killed) = match told.recv_timeout(limit) {
            Ok(text) => (text, false),
            Err(_) => {
                child.kill().unwrap();
                (told.recv().unwrap(), true)
            }
        };
        child.wait().unwrap();
        Run { killed, said: serde_json::from_str(&text).ok() }
    }

    /// Everybody who is not in the trash, as the list shows them.
    pub(crate) fn people(&self) -> BTreeSet<String> {
        let listed = self.answer(&["list", "--limit", "10000"]);
        let people: BTreeSet<String> = listed["contacts"].as_array().unwrap().iter().map(shown).collect();
        assert_eq!(listed["total"], people.len(), "somebody is there twice");
        people
    }

    /// The doctor finds nothing: no half row, rows and journal agree, everything can be found.
    pub(crate) fn is_whole(&self) {
        let output = self.command(&["doctor"]).env("SATCHEL_LOG", "warn").output().unwrap();
        let [said, log] = [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes));
        let doctor: Value = serde_json::from_str(&said).unwrap_or_default();
        assert_eq!(doctor["ok"], true, "{said}\n{log}");
    }

    /// What killed processes left is gone once somebody else has opened it.
    pub(crate) fn is_tidy(&self) {
        let names = |dir: &Path| -> Vec<String> {
            let entries = fs::read_dir(dir).into_iter().flatten();
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
        };
        let partial: Vec<String> = names(&self.dir).into_iter().filter(|name| name.contains("partial")).collect();
        assert_eq!(partial, [""; 0]);
        // What is attached stays there.
        let left = names(&self.dir.join("files")).into_iter().filter(|name| !name.ends_with(".attached"));
        assert_eq!(left.collect::<Vec<_>>(), [""; 0]);
    }
}

/// A row of the list in one line, without what differs from import to import.
fn shown(row: &Value) -> String {
    ["display", "company", "title", "email", "phone"].map(|key| row[key].as_str().unwrap_or("?")).join("|")
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    fs::set_permissions(to, fs::metadata(from).unwrap().permissions()).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let place = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &place);
        } else {
            fs::copy(entry.path(), &place).unwrap();
        }
    }
}
