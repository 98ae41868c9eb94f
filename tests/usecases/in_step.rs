//! Two vaults in step through a real address book server: what two people do offline comes together, whatever happens on
//! the way.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use satchel_connectors::carddav::Book;
use serde_json::{Value, json};

use crate::kills::{answer, satchel};
use crate::server::{RADICALE, start};
use crate::shelf::{card_with, put};

/// What signs the accounts in; it is looked for where it must not be.
const SECRET: &str = "correct horse battery staple";

/// A vault of its own with an account on the book.
pub(crate) struct Laptop {
    pub(crate) vault: PathBuf,
}

pub(crate) fn with_secret(vault: &Path, words: &[&str]) -> Value {
    let mut child =
        satchel(vault, words).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(SECRET.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

impl Laptop {
    pub(crate) fn new(folder: &Path, name: &str, book: &Book) -> Self {
        let vault = folder.join(name);
        answer(&vault, &["init"]);
        let url = format!("url={}", book.url);
        let add = ["account", "add", "carddav", "--name", "Office", "--set", &url, "--set", "user=ada"];
        with_secret(&vault, &[add.as_slice(), &["--secret-stdin", "--seal"]].concat());
        Self { vault }
    }

    pub(crate) fn say(&self, words: &[&str]) -> Value {
        answer(&self.vault, words)
    }

    pub(crate) fn sync(&self) -> Value {
        let report = self.say(&["sync", "office"]);
        assert_eq!((&report["end"], &report["failed"]), (&json!("done"), &json!([])), "{report}");
        report
    }

    pub(crate) fn add(&self, name: &str) {
        let email = format!("email={}@example.com", name.to_lowercase());
        self.say(&["add", &format!("given={name}"), "family=Test", &email]);
    }

    pub(crate) fn card(&self, name: &str) -> Value {
        self.say(&["show", &format!("{}@example.com", name.to_lowercase())])
    }

    pub(crate) fn set(&self, name: &str, words: &[&str]) {
        let id = format!("{}@example.com", name.to_lowercase());
        self.say(&[&["set", id.as_str()], words].concat());
    }

    /// Who is on a list.
    fn listed(&self, list: &str) -> Vec<String> {
        let shown = self.say(&["lists", "show", list]);
        let rows = shown["members"].as_array().unwrap().iter();
        rows.map(|row| row["contact"]["display"].as_str().unwrap().to_owned()).collect()
    }

    /// Everybody, by name, with what a person sees of them.
    pub(crate) fn everybody(&self) -> BTreeMap<String, Value> {
        let listed = self.say(&["list", "--limit", "10000"]);
        let rows = listed["contacts"].as_array().unwrap();
        let seen: BTreeMap<String, Value> = rows
            .iter()
            .map(|row| {
                let shown = json!([row["title"], row["email"], row["phone"], row["company"]]);
                (row["display"].as_str().unwrap().to_owned(), shown)
            })
            .collect();
        assert_eq!(seen.len(), rows.len(), "nobody is there twice");
        seen
    }
}

/// Until nothing goes or comes on either side.
fn settle(laptops: &[&Laptop]) {
    for _ in 0..6 {
        let moved: i64 = laptops
            .iter()
            .map(|laptop| {
                let report = laptop.sync();
                ["pulled", "pushed"]
                    .iter()
                    .flat_map(|way| report[way].as_object().unwrap().values())
                    .map(|count| count.as_i64().unwrap())
                    .sum::<i64>()
            })
            .sum();
        if moved == 0 {
            return;
        }
    }
    panic!("they do not come to rest");
}

#[test]
fn what_two_people_do_offline_comes_together() {
    let Some(server) = start(&RADICALE) else { return };
    let book = server.book("Office");
    let folder = tempfile::tempdir().unwrap();
    // Somebody whose card has what no other program but its own understands, a picture, and a group.
    let photo = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
    put(
        &server,
        &book,
        "phone-made-this.vcf",
        &format!(
            "BEGIN:VCARD\nVERSION:3.0\nUID:made-elsewhere\nFN:Grace Hopper\nN:Hopper;Grace;;;\nEMAIL:grace@example.com\n\
             X-SHOE-SIZE;X-UNIT=eu:39\nPHOTO;ENCODING=b;TYPE=PNG:{photo}\nEND:VCARD\n"
        ),
    );
    put(
        &server,
        &book,
        "a-group.vcf",
        "BEGIN:VCARD\nVERSION:3.0\nUID:group-1\nFN:Pioneers\nN:Pioneers;;;;\nX-ADDRESSBOOKSERVER-KIND:group\n\
         X-ADDRESSBOOKSERVER-MEMBER:urn:uuid:made-elsewhere\nEND:VCARD\n",
    );
    let (one, two) = (Laptop::new(folder.path(), "one", &book), Laptop::new(folder.path(), "two", &book));
    for name in ["Ada", "Bo", "Cy"] {
        one.add(name);
    }
    let rehearsal = one.say(&["sync", "--dry-run"]);
    assert_eq!((&rehearsal["end"], rehearsal["planned"].as_array().unwrap().len()), (&json!("rehearsed"), 5));
    let list = rehearsal["planned"].as_array().unwrap().iter().find(|planned| planned["action"] == "list").unwrap();
    assert_eq!((&list["display"], &list["changes"][0]["after"]), (&json!("Pioneers"), &json!("Grace Hopper")));
    assert_eq!(server.cards(&book).len(), 2, "a rehearsal does nothing");
    let first = one.sync();
    assert_eq!((&first["pulled"]["created"], &first["pushed"]["created"]), (&json!(1), &json!(3)));
    let listed = |side: &str, made: bool, entered: &[&str]| json!({"side": side, "title": "Pioneers", "made": made, "renamed": false, "entered": entered, "left": []});
    assert_eq!(first["lists"], json!([listed("here", true, &["Grace Hopper"])]));
    settle(&[&one, &two]);
    assert_eq!(one.everybody(), two.everybody());
    assert_eq!(one.everybody().len(), 4, "a group is nobody");
    for laptop in [&one, &two] {
        assert_eq!(laptop.listed("Pioneers"), ["Grace Hopper"], "a group is a list");
    }

    // Offline on both sides: different fields, the same field, somebody new, somebody gone.
    one.set("Ada", &["title=Countess", "phones+=+44 20 7946 0958"]);
    two.set("Ada", &["company=Analytical", "emails+=home:ada@example.org"]);
    one.set("Bo", &["notes=from one"]);
    two.set("Bo", &["notes=from two"]);
    one.set("Grace", &["title=Admiral"]);
    one.say(&["lists", "add", "Pioneers", "ada@example.com"]);
    two.say(&["lists", "add", "Pioneers", "bo@example.com", "cy@example.com"]);
    one.add("Di");
    two.add("Ed");
    two.say(&["delete", "cy@example.com"]);
    assert_eq!(one.sync()["lists"], json!([listed("there", false, &["Ada Test"])]));
    assert_eq!(two.sync()["conflicts"], 1, "notes are decided by a person");
    let open = two.say(&["conflicts"]);
    let conflict = &open["conflicts"][0];
    assert_eq!((&conflict["path"], &conflict["mine"]["value"]), (&json!("notes"), &json!("from two")));
    assert_eq!(conflict["theirs"]["value"], "from one");
    assert_eq!(two.say(&["conflicts", "resolve", "bo@example.com", "from both"])["count"], 1);
    settle(&[&two, &one]);
    assert_eq!(one.everybody(), two.everybody());
    let names: BTreeSet<String> = one.everybody().into_keys().collect();
    assert_eq!(names, ["Ada Test", "Bo Test", "Di Test", "Ed Test", "Grace Hopper"].map(str::to_owned).into());
    for laptop in [&one, &two] {
        let ada = laptop.card("Ada");
        assert_eq!((&ada["title"], &ada["company"]), (&json!("Countess"), &json!("Analytical")));
        assert_eq!((ada["emails"].as_array().unwrap().len(), ada["phones"].as_array().unwrap().len()), (2, 1));
        assert_eq!(laptop.card("Bo")["notes"], "from both");
        assert_eq!(laptop.listed("Pioneers"), ["Ada Test", "Bo Test", "Grace Hopper"]);
    }
    // What nobody here understands is as it was, beside what was changed.
    let grace = card_with(&server, &book, "UID:made-elsewhere");
    assert!(grace.contains("X-SHOE-SIZE;X-UNIT=eu:39") && grace.contains("TITLE:Admiral"), "{grace}");
    let unfolded = grace.replace("\r\n ", "");
    assert!(unfolded.contains(photo), "{unfolded}");
    let group = card_with(&server, &book, "FN:Pioneers");
    assert!(group.contains("MEMBER:urn:uuid:made-elsewhere") && group.matches("-MEMBER:").count() == 3, "{group}");

    // A pull is taken back: nothing goes there until a person says which side is right.
    two.set("Ada", &["title=Baroness"]);
    two.sync();
    let pulled = one.sync();
    let batch = pulled["batch"].as_str().unwrap();
    one.say(&["undo", batch]);
    assert_eq!(one.card("Ada")["title"], "Countess");
    let report = one.sync();
    assert_eq!((&report["held"], &report["pushed"]["updated"]), (&json!(1), &json!(0)));
    assert_eq!(one.say(&["conflicts"])["held"][0]["display"], "Ada Test");
    one.say(&["conflicts", "resolve", "ada@example.com", "mine"]);
    settle(&[&one, &two]);
    assert_eq!(two.card("Ada")["title"], "Countess");
    assert_eq!(one.say(&["departure"])["ready"], true);
}

#[test]
fn a_run_with_nothing_to_do_asks_little() {
    let Some(server) = start(&RADICALE) else { return };
    let book = server.book("Office");
    let folder = tempfile::tempdir().unwrap();
    let one = Laptop::new(folder.path(), "one", &book);
    for name in ["Ada", "Bo"] {
        one.add(name);
    }
    settle(&[&one]);
    let requests = one.sync()["requests"].as_i64().unwrap();
    assert!(requests <= 3, "{requests} requests");
    let log = one.say(&["sync-log"]);
    let run = log["runs"].as_array().unwrap().last().unwrap();
    assert_eq!(
        (&run["end"], &run["pushed"]["created"], &run["account"]),
        (&json!("done"), &json!(2), &json!("Office"))
    );
    let number = run["run"].to_string();
    assert_eq!(one.say(&["sync-log", &number, "--impersonal"])["outcomes"], json!([]));
}

#[test]
fn killed_at_any_moment_it_loses_and_doubles_nobody() {
    const KILLS: u32 = 30;
    let Some(server) = start(&RADICALE) else { return };
    let book = server.book("Office");
    let folder = tempfile::tempdir().unwrap();
    let (one, two) = (Laptop::new(folder.path(), "one", &book), Laptop::new(folder.path(), "two", &book));
    one.add("First");
    one.sync();
    one.add("Second");
    // The first one may have found everything cold.
    let begun = Instant::now();
    one.sync();
    // A whole run, and some more for what is to be sent.
    let whole = begun.elapsed() * 3 / 2;
    let mut expected = 2;
    let mut killed = 0;
    for nth in 0..KILLS {
        let here = if nth % 2 == 0 { &one } else { &two };
        for part in ["a", "b"] {
            here.add(&format!("Person{nth}{part}"));
            expected += 1;
        }
        if nth % 5 == 4 {
            one.set("First", &[&format!("title=Title {nth}")]);
        }
        let mut run = satchel(&here.vault, &["sync"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let end = Instant::now() + whole * (nth + 1) / KILLS;
        while Instant::now() < end && run.try_wait().unwrap().is_none() {
            std::hint::spin_loop();
        }
        killed += u32::from(run.try_wait().unwrap().is_none());
        // On Unix this is signal 9.
        let _ = run.kill();
        run.wait().unwrap();
    }
    assert!(killed > KILLS / 4, "only {killed} of {KILLS} runs were still under way when they were killed");
    for laptop in [&one, &two] {
        assert_eq!(laptop.say(&["doctor"])["ok"], true);
    }
    settle(&[&one, &two]);
    assert_eq!(one.everybody(), two.everybody());
    assert_eq!((one.everybody().len(), server.cards(&book).len()), (expected, expected));
    assert_eq!(one.card("First")["title"], "Title 29");
}

/// Every file below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

/// What a list of processes shows of one that has just begun; nothing where the system has no such list.
fn listed(process: u32) -> Vec<u8> {
    let line = || std::fs::read(format!("/proc/{process}/cmdline")).ok();
    // It may still be on its way to being that program, and whoever waits for it to end waits for its output, too.
    let lines = std::iter::repeat_with(line).take(2_000).map_while(|line| line.filter(|line| !line.is_empty()));
    lines.inspect(|_| std::thread::yield_now()).max_by_key(Vec::len).unwrap_or_default()
}

#[test]
fn what_signs_in_is_nowhere_to_be_read() {
    let Some(server) = start(&RADICALE) else { return };
    let book = server.book("Office");
    let folder = tempfile::tempdir().unwrap();
    let one = Laptop::new(folder.path(), "one", &book);
    one.add("Ada");
    let said = |words: &[&str]| {
        let mut command: Command = satchel(&one.vault, words);
        command.env("SATCHEL_LOG", "trace").stdout(Stdio::piped()).stderr(Stdio::piped());
        let child = command.spawn().unwrap();
        let listed = listed(child.id());
        let output = child.wait_with_output().unwrap();
        [output.stdout, output.stderr, listed].concat()
    };
    let mut all = vec![said(&["account", "test", "office"]), said(&["sync"]), said(&["account", "list"])];
    drop(server);
    // And when there is nobody to sign in to.
    all.push(said(&["sync"]));
    all.push(said(&["sync-log"]));
    all.extend(files(folder.path()).iter().map(|file| std::fs::read(file).unwrap()));
    for needle in [SECRET, "Y29ycmVjdCBob3JzZSBiYXR0ZXJ5IHN0YXBsZQ", "YWRhOmNvcnJlY3QgaG9yc2U"] {
        for bytes in &all {
            let found = bytes.windows(needle.len()).any(|window| window == needle.as_bytes());
            assert!(!found, "{}", String::from_utf8_lossy(bytes).chars().take(2_000).collect::<String>());
        }
    }
}

#[test]
fn what_is_wrong_with_an_account_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let vault = folder.path().join("vault");
    answer(&vault, &["init"]);
    let refused = |words: &[&str]| -> Value {
        let output = satchel(&vault, words).stdin(Stdio::null()).output().unwrap();
        assert!(!output.status.success(), "{words:?}");
        serde_json::from_slice(&output.stderr).unwrap()
    };
    let kind = refused(&["account", "add", "pigeon", "--name", "P"]);
    assert!(kind["hint"].as_str().unwrap().contains("carddav"), "{kind}");
    assert!(refused(&["account", "add", "carddav", "--name", "A"])["message"].as_str().unwrap().contains("url"));
    let unknown = refused(&["account", "add", "carddav", "--name", "A", "--set", "url=x", "--set", "port=1"]);
    assert!(unknown["message"].as_str().unwrap().contains("port"), "{unknown}");
    assert_eq!(refused(&["sync"])["code"], "not_found");
    with_secret(
        &vault,
        &["account", "add", "carddav", "--name", "A", "--set", "url=http://127.0.0.1:1/", "--secret-stdin", "--seal"],
    );
    let again = refused(&["account", "add", "carddav", "--name", "a", "--set", "url=x"]);
    assert!(again["message"].as_str().unwrap().contains("name"), "{again}");
    let begun = Instant::now();
    let output = satchel(&vault, &["sync"]).output().unwrap();
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((output.status.code(), &report["end"]), (Some(1), &json!("halted")));
    assert!(report["problem"].as_str().unwrap().contains("reached"), "{report}");
    assert!(begun.elapsed() < Duration::from_secs(60));
    assert_eq!(answer(&vault, &["account", "list"])["accounts"][0]["state"], "trouble");
    answer(&vault, &["account", "pause", "a"]);
    assert_eq!(refused(&["sync", "a"])["code"], "invalid");
    assert_eq!(answer(&vault, &["account", "remove", "a"])["accounts"], json!([]));
}
