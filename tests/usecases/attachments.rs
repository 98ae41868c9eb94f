//! Files of contacts and companies: in, sealed, out again byte for byte; removed and back; part of every backup.

use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use serde_json::Value;

use crate::kills::{answer, satchel};

/// A picture of one pixel.
pub(crate) const PIXEL: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89\0\0\0\nIDATx\x9cc\0\x01\0\0\x05\0\x01\r\n-\xb4\0\0\0\0IEND\xaeB`\x82";

struct Desk {
    folder: tempfile::TempDir,
    vault: PathBuf,
    id: String,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let vault = folder.path().join("vault");
        answer(&vault, &["init"]);
        let id = answer(&vault, &["add", "given=Ada", "family=Lovelace"])["id"].as_str().unwrap().to_owned();
        Self { folder, vault, id }
    }

    fn file(&self, name: &str, bytes: &[u8]) -> String {
        let path = self.folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path.to_string_lossy().into_owned()
    }

    fn files(&self) -> Vec<Value> {
        answer(&self.vault, &["attached", &self.id])["attachments"].as_array().unwrap().clone()
    }

    fn save(&self, name: &str) -> Vec<u8> {
        let to = self.folder.path().join("out");
        answer(&self.vault, &["attached", &self.id, "--save", name, "--to", to.to_str().unwrap()]);
        std::fs::read(to).unwrap()
    }

    fn sealed(&self, vault: &Path) -> Vec<PathBuf> {
        let files = std::fs::read_dir(vault.join("files")).into_iter().flatten().flatten();
        files.map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|end| end == "attached")).collect()
    }
}

#[test]
fn a_file_comes_out_as_it_went_in_and_is_readable_nowhere_else() {
    let desk = Desk::new();
    let long: Vec<u8> = (0..3_000_000_u32).flat_map(u32::to_le_bytes).collect();
    let note = desk.file("Offer for Ada.txt", b"Confidential: 12,000 pounds for the engine.");
    let large = desk.file("scan.bin", &long);
    answer(&desk.vault, &["attach", &desk.id, &note, &large, "--label", "Contract"]);
    let files = desk.files();
    assert_eq!(
        (&files[0]["name"], &files[0]["mime"], &files[0]["label"]),
        (&"Offer for Ada.txt".into(), &"text/plain".into(), &"contract".into())
    );
    assert_eq!((&files[1]["size"], &files[1]["mime"]), (&12_000_000.into(), &"application/octet-stream".into()));
    assert_eq!(desk.save("scan.bin"), long);
    assert_eq!(desk.save("Offer for Ada.txt"), b"Confidential: 12,000 pounds for the engine.");
    for path in desk.sealed(&desk.vault) {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        assert!(!name.contains("Offer") && !name.contains(files[0]["id"].as_str().unwrap()), "{name}");
        let bytes = std::fs::read(&path).unwrap();
        assert!(!bytes.windows(12).any(|window| window == b"Confidential"));
    }
}

#[test]
fn a_file_that_is_removed_is_back_with_undo_and_a_picture_goes_with_its_file() {
    let desk = Desk::new();
    let picture = desk.file("ada.png", PIXEL);
    let shown = answer(&desk.vault, &["attach", &desk.id, &picture, "--photo"]);
    assert_eq!(shown["photo"], shown["attachments"][0]["id"]);
    let input = serde_json::json!({"id": desk.id, "attachment": shown["photo"]}).to_string();
    let seen = answer(&desk.vault, &["call", "attachments_show", &input]);
    assert!(seen["picture"].as_str().unwrap().starts_with("data:image/png;base64,iVBOR"));
    let gone = answer(&desk.vault, &["set", &desk.id, "attachments-=ada.png"]);
    assert_eq!((gone["attachments"].as_array().unwrap().len(), &gone["photo"]), (0, &Value::Null));
    answer(&desk.vault, &["undo"]);
    assert_eq!(desk.save("ada.png"), PIXEL);
    assert_eq!(answer(&desk.vault, &["show", &desk.id])["photo"], shown["photo"]);
    answer(&desk.vault, &["undo"]);
    assert_eq!(desk.files().len(), 0, "the one before was the attaching itself");
}

#[test]
fn files_move_along_with_a_merge_and_with_a_backup() {
    let desk = Desk::new();
    let other = answer(&desk.vault, &["add", "given=Augusta"])["id"].as_str().unwrap().to_owned();
    answer(&desk.vault, &["attach", &other, &desk.file("king.txt", b"Augusta Ada King")]);
    answer(&desk.vault, &["merge", &desk.id, &other]);
    assert_eq!(desk.save("king.txt"), b"Augusta Ada King");
    let backup = desk.folder.path().join("copy.satchel");
    answer(&desk.vault, &["backup", backup.to_str().unwrap()]);
    let restored = desk.folder.path().join("restored");
    answer(&desk.vault, &["restore-backup", backup.to_str().unwrap(), restored.to_str().unwrap()]);
    let to = desk.folder.path().join("again");
    answer(&restored, &["attached", &desk.id, "--save", "king.txt", "--to", to.to_str().unwrap()]);
    assert_eq!(std::fs::read(to).unwrap(), b"Augusta Ada King");
}

fn names(company: &Value) -> Vec<&str> {
    company["attachments"].as_array().unwrap().iter().map(|file| file["name"].as_str().unwrap()).collect()
}

#[test]
fn a_company_has_files_as_a_contact_has() {
    let desk = Desk::new();
    let say = |words: &[&str]| answer(&desk.vault, words);
    say(&["set", &desk.id, "company=Engines"]);
    say(&["company", "add", "name=Engines Ltd"]);
    say(&["company", "attach", "Engines", &desk.file("frame.txt", b"ten years"), "--label", "Contract"]);
    let other = say(&["company", "attach", "Engines Ltd", &desk.file("price list.txt", b"a hundred pumps")]);
    assert_eq!(names(&other), ["price list.txt"]);
    let listed = say(&["company", "attached", "engines"]);
    assert_eq!((names(&listed), &listed["attachments"][0]["label"]), (vec!["frame.txt"], &"contract".into()));
    let to = desk.folder.path().join("out");
    say(&["company", "attached", "engines", "--save", "frame.txt", "--to", to.to_str().unwrap()]);
    assert_eq!(std::fs::read(&to).unwrap(), b"ten years");
    assert_eq!(desk.sealed(&desk.vault).len(), 2);
    let (id, file) = (&say(&["company", "show", "engines"])["id"], &listed["attachments"][0]["id"]);
    let input = serde_json::json!({"of": "company", "id": id, "attachment": file}).to_string();
    assert_eq!(say(&["call", "attachments_show", &input])["text"], "ten years");
    for (filter, total) in [("company.attachments:frame", 1), ("company.attachments.label=offer", 0)] {
        assert_eq!(say(&["filter", filter])["total"], total, "{filter}");
    }

    let without = say(&["company", "set", "Engines", "attachments-=frame.txt"]);
    assert_eq!(names(&without), [""; 0]);
    say(&["undo"]);
    assert_eq!(names(&say(&["company", "attached", "Engines"])), ["frame.txt"]);

    // The contact of the same rowid has a lock, which is none of the company's.
    say(&["lock", &desk.id, "notes"]);
    say(&["company", "merge", "Engines", "Engines Ltd"]);
    assert_eq!(names(&say(&["company", "attached", "Engines"])), ["frame.txt", "price list.txt"]);
    say(&["company", "attached", "Engines", "--save", "price list.txt", "--to", to.to_str().unwrap()]);
    assert_eq!(std::fs::read(&to).unwrap(), b"a hundred pumps");
    say(&["undo"]);
    assert_eq!(names(&say(&["company", "attached", "Engines"])), ["frame.txt"]);
    assert_eq!(names(&say(&["company", "attached", "Engines Ltd"])), ["price list.txt"]);
    say(&["undo"]);
    assert_eq!(say(&["doctor"])["ok"], true);
}

#[test]
fn what_cannot_be_attached_is_refused_and_leaves_nothing() {
    let desk = Desk::new();
    let folder = desk.folder.path().to_string_lossy().into_owned();
    answer(&desk.vault, &["company", "add", "name=Engines"]);
    for (words, sentence) in [
        (vec!["attach", &desk.id, "/nowhere/at/all.txt"], "no such file"),
        (vec!["attach", &desk.id, &folder], "no file"),
        (vec!["attach", "nobody@x.example", &folder], "contact"),
        (vec!["company", "attach", "Nobody Ltd", &folder], "company"),
        (vec!["company", "set", "Engines", "attachments+=typed.txt"], "not typed"),
        (vec!["attached", &desk.id, "--save", "lost.txt", "--to", &folder], "no such file"),
        (vec!["set", &desk.id, "photo=lost.png"], "no such attachment"),
        (vec!["set", &desk.id, "attachments+=typed.txt"], "not typed"),
    ] {
        let output = satchel(&desk.vault, &words).output().unwrap();
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.code() == Some(1) && error.contains(sentence), "{words:?}: {error}");
    }
    assert_eq!(desk.sealed(&desk.vault).len(), 0);
    let text = desk.file("plain.txt", b"no picture");
    let output = satchel(&desk.vault, &["attach", &desk.id, &text, "--photo"]).output().unwrap();
    assert!(String::from_utf8_lossy(&output.stderr).contains("no picture"));
    assert_eq!((desk.files().len(), desk.sealed(&desk.vault).len()), (0, 0), "it is attached whole or not at all");
}

#[test]
fn bytes_that_nobody_knows_of_go_when_the_vault_is_opened() {
    let desk = Desk::new();
    answer(&desk.vault, &["attach", &desk.id, &desk.file("kept.txt", b"kept")]);
    let kept = desk.sealed(&desk.vault);
    let lost = desk.vault.join("files").join("00112233445566778899aabbccddeeff.attached");
    std::fs::write(&lost, b"what a killed process left").unwrap();
    answer(&desk.vault, &["list"]);
    assert!(lost.exists(), "somebody may be at it still");
    let hours = SystemTime::now() - Duration::from_secs(2 * 60 * 60);
    for path in [&lost, &kept[0]] {
        std::fs::File::options().write(true).open(path).unwrap().set_modified(hours).unwrap();
    }
    answer(&desk.vault, &["list"]);
    assert!(!lost.exists() && kept[0].exists());
    std::fs::remove_file(&kept[0]).unwrap();
    let to = desk.folder.path().join("to");
    let words = ["attached", &desk.id, "--save", "kept.txt", "--to", to.to_str().unwrap()];
    let output = satchel(&desk.vault, &words).output().unwrap();
    assert!(String::from_utf8_lossy(&output.stderr).contains("missing in the vault"));
}
