//! What the command says to a person about an import, and what it refuses.

use std::path::Path;

use crate::kills::{answer, satchel};

/// Runs an import without `--json`: exit code, stdout, stderr.
fn said(vault: &Path, words: &[&str]) -> (Option<i32>, String, String) {
    let program = satchel(vault, &[]).get_program().to_owned();
    let mut command = std::process::Command::new(program);
    command.arg("--vault").arg(vault).arg("import").args(words).env("SATCHEL_PASSPHRASE", "secret");
    let output = command.output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

#[test]
fn an_import_is_told_with_what_matters_first() {
    let folder = tempfile::tempdir().unwrap();
    let vault = folder.path().join("vault");
    answer(&vault, &["init"]);
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let write = |name: &str, text: &str| std::fs::write(path(name), text).unwrap();
    let people: String = (0..30).map(|row| format!("Person {row},p{row}@x.example,\n")).collect();
    write("people.csv", &format!("Name,E-mail,Shoe size\n{people}"));
    write("again.csv", &format!("Name,E-mail,Shoe size\n{people},,43\n"));
    write("none.csv", "Name,E-mail\n");
    write("one.csv", "Name,E-mail\nAda,ada@x.example\n");

    let (code, told, _) = said(&vault, &[&path("people.csv")]);
    assert_eq!(code, Some(0), "{told}");
    assert!(told.contains("30 rows read: 30 created") && told.contains("left out: Shoe size"), "{told}");
    let (code, told, _) = said(&vault, &[&path("again.csv"), "--failed-rows", &path("failed.csv")]);
    assert_eq!(code, Some(3));
    assert!(told.lines().nth(1).unwrap().contains("row 32"), "the row that failed comes first: {told}");
    assert!(told.contains("and 11 more") && told.contains("1 failed row saved to"), "{told}");
    let (_, told, _) = said(&vault, &[&path("none.csv")]);
    assert!(told.contains("no rows below its header"), "{told}");
    let (_, told, _) = said(&vault, &[&path("one.csv")]);
    assert!(told.starts_with("1 row read"), "{told}");

    // The file that is imported is not overwritten, whatever its path looks like.
    let (code, _, error) = said(&vault, &[&path("again.csv"), "--failed-rows", &path("./again.csv")]);
    assert_eq!(code, Some(1));
    assert!(error.contains("would overwrite the file"), "{error}");
    assert!(std::fs::read_to_string(path("again.csv")).unwrap().starts_with("Name,E-mail"));
    let (code, _, _) = said(&vault, &[&path("again.csv"), "--dry-run", "--failed-rows", &path("failed.csv")]);
    assert_eq!(code, Some(2), "a dry run has no rows to save");
}

#[test]
fn a_wrong_use_is_told_as_json_where_json_is_wanted() {
    let folder = tempfile::tempdir().unwrap();
    let output = satchel(folder.path(), &["bogus"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let error: serde_json::Value = serde_json::from_slice(&output.stderr).unwrap();
    assert!(error["message"].as_str().unwrap().contains("bogus"), "{error}");
    assert!(satchel(folder.path(), &["--help"]).output().unwrap().status.success());
}
