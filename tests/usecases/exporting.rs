//! Export with the command: who is in the file, what is in it, what it could not carry, and what is left when it fails.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::kills::{answer, satchel};

/// A vault with people, and a folder for files.
struct Desk {
    folder: tempfile::TempDir,
    vault: PathBuf,
    ids: Vec<String>,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let vault = folder.path().join("vault");
        answer(&vault, &["init"]);
        let people: [&[&str]; 3] = [
            &[
                "given=Ada",
                "family=Lovelace",
                "company=Engine Ltd",
                "title=Analyst",
                "tags=vip",
                "emails+=work:ada@engine.example",
                "emails+=home:ada@home.example",
                "phone=+44 20 7946 0958",
                "birthday=1815-12-10",
                "notes==SUM(A1)",
            ],
            &["given=Bob", "family=Byron", "email=bob@engine.example", "role=champion"],
            &["given=Cleo", "company=Göttingen", "phone=+49 30 901820"],
        ];
        let ids = people.map(|words| {
            let made = answer(&vault, &[&["add"], words].concat());
            made["id"].as_str().unwrap().to_owned()
        });
        Self { folder, vault, ids: ids.to_vec() }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn export(&self, name: &str, words: &[&str]) -> (Value, String) {
        let path = self.path(name);
        let done = answer(&self.vault, &[&["export", path.to_str().unwrap()], words].concat());
        assert_eq!(done["bytes"].as_u64().unwrap(), fs::metadata(&path).unwrap().len());
        (done, String::from_utf8_lossy(&fs::read(path).unwrap()).into_owned())
    }

    fn refused(&self, words: &[&str]) -> Value {
        let output = satchel(&self.vault, words).output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{words:?}");
        serde_json::from_slice(&output.stderr).unwrap()
    }

    /// Names in the folder for files.
    fn files(&self) -> Vec<String> {
        let names = fs::read_dir(self.folder.path()).unwrap().map(|entry| entry.unwrap().file_name());
        let mut names: Vec<String> = names.map(|name| name.to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }
}

fn losses(done: &Value) -> Vec<(&str, &str, u64)> {
    let each = done["losses"].as_array().into_iter().flatten();
    each.map(|loss| (loss["field"].as_str().unwrap(), loss["kind"].as_str().unwrap(), loss["values"].as_u64().unwrap()))
        .collect()
}

#[test]
fn each_format_is_written_by_its_name() {
    let desk = Desk::new();
    let (done, csv) = desk.export("all.csv", &[]);
    assert_eq!((&done["format"], &done["contacts"]), (&"csv".into(), &3.into()));
    assert_eq!(losses(&done), []);
    let mut lines = csv.lines();
    assert!(lines.next().unwrap().starts_with("\u{feff}id,prefix,given,middle,family,"), "{csv}");
    assert!(csv.contains(&desk.ids[0]) && csv.contains("+44 20 7946 0958") && csv.contains("\"'=SUM(A1)\""), "{csv}");
    let (_, cards) = desk.export("all.vcf", &[]);
    assert_eq!((cards.matches("BEGIN:VCARD").count(), cards.matches("VERSION:3.0").count()), (3, 3));
    let (done, cards) = desk.export("four.vcf", &["--format", "vcard4"]);
    assert!(cards.contains("VERSION:4.0") && losses(&done).is_empty());
    let (done, lines) = desk.export("all.jsonl", &[]);
    assert_eq!((lines.lines().count(), losses(&done).len()), (3, 0));
    let ada: Value = serde_json::from_str(lines.lines().next().unwrap()).unwrap();
    let mut shown = answer(&desk.vault, &["show", &desk.ids[0]]);
    shown.as_object_mut().unwrap().remove("seq");
    assert_eq!(ada, shown, "a line is the whole contact");
    let (done, cards) = desk.export("all.json", &[]);
    let cards: Value = serde_json::from_str(&cards).unwrap();
    assert_eq!((&done["format"], cards.as_array().unwrap().len()), (&"jcard".into(), 3));
    let (_, ldif) = desk.export("all.ldif", &[]);
    assert!(ldif.contains("\nmail: ada@engine.example\n") && ldif.contains("\nmozillaSecondEmail: ada@home.example\n"));
    let (done, book) = desk.export("all.xlsx", &[]);
    assert!(book.starts_with("PK") && done["format"] == "xlsx");
    let odd = desk.path("all.pdf");
    let error = desk.refused(&["export", odd.to_str().unwrap()]);
    assert_eq!(error["message"], "The name of the file does not tell its format.");
}

#[test]
fn who_is_in_the_file_is_said_by_ids_filter_list_or_view() {
    let desk = Desk::new();
    answer(&desk.vault, &["lists", "create", "Fair, \"2026\""]);
    answer(&desk.vault, &["lists", "add", "Fair, \"2026\"", &desk.ids[1], &desk.ids[2]]);
    answer(&desk.vault, &["view", "create", "Engines", "--filter", "company:engine", "--sort", "family"]);
    let names = |lines: &str| -> Vec<String> {
        let contacts = lines.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
        contacts.map(|contact| contact["given"].as_str().unwrap().to_owned()).collect()
    };
    let (_, two) = desk.export("a.jsonl", &[&desk.ids[2], &desk.ids[0]]);
    assert_eq!(names(&two), ["Cleo", "Ada"], "in the order in which they were named");
    assert_eq!(names(&desk.export("b.jsonl", &["--filter", "tag=vip"]).1), ["Ada"]);
    assert_eq!(names(&desk.export("c.jsonl", &["--filter", "-tag=vip"]).1), ["Bob", "Cleo"]);
    assert_eq!(names(&desk.export("d.jsonl", &["--list", "fair, \"2026\""]).1), ["Bob", "Cleo"]);
    assert_eq!(names(&desk.export("e.jsonl", &["--list", "Fair, \"2026\"", "--filter", "given=bob"]).1), ["Bob"]);
    let (_, table) = desk.export("f.csv", &["--view", "engines"]);
    let lines: Vec<&str> = table.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!(lines[0], "id,Name,Company,Title,E-mail,Phone,Place,Tags,Categories,Changed");
    assert!(
        lines[1].contains(",Ada Lovelace,Engine Ltd,Analyst,ada@engine.example,+44 20 7946 0958,,vip,,"),
        "{table}"
    );
    assert_eq!(lines.len(), 2);
    let (done, table) = desk.export("g.csv", &["--preset", "google", "--view", "engines"]);
    assert!(table.contains("E-mail 1 - Label") && table.contains("* myContacts ::: vip"), "{table}");
    assert_eq!(losses(&done), []);
}

#[test]
fn what_is_locked_stays_unless_it_is_asked_for() {
    let desk = Desk::new();
    answer(&desk.vault, &["lock", &desk.ids[0], "notes"]);
    answer(&desk.vault, &["lock", &desk.ids[0], "email=ada@home.example"]);
    let (done, csv) = desk.export("a.csv", &[]);
    assert!(!csv.contains("SUM") && !csv.contains("ada@home.example"), "{csv}");
    assert!(losses(&done).contains(&("notes", "locked", 1)) && losses(&done).contains(&("emails", "locked", 1)));
    let (done, csv) = desk.export("a.csv", &["--locked"]);
    assert!(csv.contains("SUM") && csv.contains("ada@home.example"));
    assert!(losses(&done).iter().all(|(_, kind, _)| *kind != "locked"));
}

#[test]
fn a_file_that_cannot_be_written_leaves_what_was_there() {
    let desk = Desk::new();
    let nowhere = desk.path("no such folder/a.csv");
    let error = desk.refused(&["export", nowhere.to_str().unwrap()]);
    assert_eq!(error["message"], "The file cannot be saved: there is no such folder.");
    fs::create_dir(desk.path("a.csv")).unwrap();
    let error = desk.refused(&["export", desk.path("a.csv").to_str().unwrap()]);
    assert_eq!(error["message"], "The file cannot be saved: there is a folder of this name.");
    fs::write(desk.path("b.csv"), "before").unwrap();
    desk.refused(&["export", desk.path("b.csv").to_str().unwrap(), "--filter", "shoe=43"]);
    assert_eq!(fs::read_to_string(desk.path("b.csv")).unwrap(), "before");
    desk.export("b.csv", &[]);
    assert_eq!(desk.files(), ["a.csv", "b.csv", "vault"], "nothing is left beside");
}

/// Fills a vault with people from a file.
fn fill(vault: &Path, folder: &Path, people: usize) {
    let mut csv = "First Name,Last Name,E-mail\n".to_owned();
    for row in 0..people {
        csv.push_str(&format!("Person{row},Müller,p{row}@x.example\n"));
    }
    let file = folder.join("many.csv");
    fs::write(&file, csv).unwrap();
    answer(vault, &["import", file.to_str().unwrap()]);
}

#[test]
fn many_contacts_are_a_job_that_can_be_looked_up() {
    let desk = Desk::new();
    fill(&desk.vault, desk.folder.path(), 2_500);
    let (done, csv) = desk.export("many.csv", &["--filter", "family=Müller"]);
    assert_eq!((&done["contacts"], csv.lines().count()), (&2_500.into(), 2_501));
    let jobs = answer(&desk.vault, &["jobs"]);
    assert_eq!((&jobs["jobs"][0]["kind"], &jobs["jobs"][0]["state"]), (&"export".into(), &"done".into()));
    let again = answer(&desk.vault, &["import", desk.path("many.csv").to_str().unwrap()]);
    assert_eq!((&again["read"], &again["failed"], &again["skipped"]), (&2_500.into(), &0.into(), &2_500.into()));
}

#[test]
fn a_foreign_card_goes_out_as_it_came_in_but_for_what_was_changed() {
    let desk = Desk::new();
    let card = "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:0d\r\nFN:Dora Maar\r\nN:Maar;Dora;;;\r\nTITLE:Painter\r\n\
                EMAIL;TYPE=WORK:dora@paris.example\r\nX-SHOE:37\r\nREV:2020-01-01T00:00:00Z\r\nEND:VCARD\r\n";
    let file = desk.path("dora.vcf");
    fs::write(&file, card).unwrap();
    answer(&desk.vault, &["import", file.to_str().unwrap()]);
    assert_eq!(desk.export("same.vcf", &["dora@paris.example"]).1, card);
    let changed = answer(&desk.vault, &["set", "dora@paris.example", "title=Photographer"]);
    assert!(changed.is_object());
    let (_, text) = desk.export("changed.vcf", &["dora@paris.example"]);
    let lines: Vec<(&str, &str)> = card.lines().zip(text.lines()).filter(|(was, is)| was != is).collect();
    assert_eq!(lines.len(), 2, "{text}");
    assert_eq!(lines[0], ("TITLE:Painter", "TITLE:Photographer"));
    assert!(lines[1].1.starts_with("REV:20") && !lines[1].1.contains("2020"), "{text}");
}

#[test]
fn a_table_that_was_edited_comes_back_as_updates() {
    let desk = Desk::new();
    let (_, table) = desk.export("all.csv", &[]);
    let edited = desk.path("edited.csv");
    fs::write(&edited, table.replace("Analyst", "Countess")).unwrap();
    let report = answer(&desk.vault, &["import", edited.to_str().unwrap(), "--mode", "upsert"]);
    assert_eq!(
        (&report["created"], &report["updated"], &report["failed"]),
        (&0.into(), &1.into(), &0.into()),
        "{report}"
    );
    let ada = answer(&desk.vault, &["show", &desk.ids[0]]);
    assert_eq!((&ada["title"], &ada["notes"]), (&"Countess".into(), &"=SUM(A1)".into()));
}
