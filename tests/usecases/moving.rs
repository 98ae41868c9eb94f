//! The page on moving to a new laptop, done word by word: what it tells to type is typed.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What is written in the page for the reader to replace.
const CODE: &str = "YOUR-RECOVERY-CODE";
const PASSPHRASE: &str = "YOUR-PASSPHRASE";

fn page() -> String {
    fs::read_to_string(satchel_tests::root().join("docs/move-to-a-new-laptop.md")).unwrap()
}

/// The lines that the page tells to type at that prompt.
fn lines(prompt: &str) -> Vec<String> {
    let start = format!("    {prompt}$ ");
    let lines: Vec<String> = page().lines().filter_map(|line| line.strip_prefix(&start)).map(str::to_owned).collect();
    assert!(!lines.is_empty(), "the page has no {start:?}");
    lines
}

/// A laptop: a home of its own, with `satchel` in the path.
struct Laptop(PathBuf);

impl Laptop {
    fn new(folder: &Path, name: &str) -> Self {
        let home = folder.join(name);
        fs::create_dir_all(home.join("bin")).unwrap();
        let program = satchel_tests::command().unwrap();
        symlink(program, home.join("bin/satchel")).unwrap();
        Self(home)
    }

    /// Types lines into one shell; what it says.
    fn types(&self, lines: &[String], keyring: bool) -> String {
        let path = format!("{}:{}", self.0.join("bin").display(), std::env::var("PATH").unwrap());
        let mut shell = Command::new("sh");
        shell.args(["-euxc", &lines.join("\n")]).current_dir(&self.0).env("PATH", path).env("HOME", &self.0);
        for variable in ["XDG_DATA_HOME", "SATCHEL_VAULT", "SATCHEL_PASSPHRASE", "SATCHEL_RECOVERY_CODE"] {
            shell.env_remove(variable);
        }
        if !keyring {
            shell.env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere");
        }
        let output = shell.output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{lines:?}: {said}{error}");
        said
    }
}

/// Ada in a vault of the old laptop, a backup of it, and the recovery code that the page made.
fn packed(folder: &Path) -> (PathBuf, String) {
    let old = Laptop::new(folder, "old");
    let open = "export SATCHEL_PASSPHRASE='of the old laptop'".to_owned();
    let before = ["satchel init", "satchel add given=Ada family=Lovelace"].map(str::to_owned);
    old.types(&[std::slice::from_ref(&open), &before].concat(), true);
    let said = old.types(&[vec![open], lines("old")].concat(), true);
    let code = said.split('"').find(|word| word.matches('-').count() > 5).unwrap_or_else(|| panic!("a code: {said}"));
    (old.0.join("move.satchel-backup"), code.to_owned())
}

/// Does what the page tells for the new laptop, and ends it as it tells for a keyring or a passphrase.
fn moved(prompt: &str, keyring: bool) {
    let folder = tempfile::tempdir().unwrap();
    let (backup, code) = packed(folder.path());
    let new = Laptop::new(folder.path(), "new");
    fs::copy(backup, new.0.join("move.satchel-backup")).unwrap();
    let typed: Vec<String> = [lines("new"), lines(prompt)]
        .concat()
        .iter()
        .map(|line| line.replace(CODE, &code).replace(PASSPHRASE, "of-the-new-laptop"))
        .collect();
    let said = new.types(&typed, keyring);
    assert!(said.matches("Ada").count() >= 2, "{said}");
    let usual = if keyring { "satchel list" } else { "SATCHEL_PASSPHRASE=of-the-new-laptop satchel list" };
    assert!(new.types(&[usual.to_owned()], keyring).contains("Ada"), "and from then on");
}

#[test]
fn the_page_leads_to_a_laptop_with_a_keyring() {
    assert!(
        std::env::var_os("DBUS_SESSION_BUS_ADDRESS").is_some(),
        "This test needs a session bus with an unlocked keyring: run it as `cargo xtask test`."
    );
    moved("keyring", true);
}

#[test]
fn the_page_leads_to_a_laptop_without_one() {
    moved("passphrase", false);
}
