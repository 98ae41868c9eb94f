//! The .deb as somebody has it: installed in a root of its own, started from there, removed.
//!
//! dpkg keeps its books in that root, so the machine knows nothing of it; what the package depends on is the machine's.
//! Deliberately absent: a second build. What is tried is what was packed.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use crate::failure::Failure;
use crate::layout::Layout;
use crate::program::Program;
use crate::say;
use crate::session::Session;
use crate::setup;

/// What must be there once it is installed.
const PLACES: [&str; 7] = [
    "usr/bin/satchel",
    "usr/bin/satchel-desktop",
    "usr/share/applications/Satchel.desktop",
    "usr/share/man/man1/satchel.1",
    "usr/share/bash-completion/completions/satchel",
    "usr/share/zsh/vendor-completions/_satchel",
    "usr/share/fish/vendor_completions.d/satchel.fish",
];

/// Tries it; skipped with a word where there is no dpkg.
pub(super) fn of(layout: &Layout, deb: &Path) -> Result<(), Failure> {
    if !Path::new("/usr/bin/dpkg").exists() {
        say::line("NOT TESTED: there is no dpkg here to install the .deb with");
        return Ok(());
    }
    setup::for_driving(layout)?;
    let root = tempfile::tempdir().map_err(Failure::file(std::env::temp_dir()))?;
    let root = root.path();
    prepare(root)?;
    let deb = deb.to_string_lossy();
    dpkg(layout, root, &["--force-depends", "--install", &deb])?;
    for place in PLACES {
        if !root.join(place).is_file() {
            return Err(Failure::Because(format!("The .deb has no {place}.")));
        }
    }
    says_what_it_opens(root)?;
    start(layout, root)?;
    dpkg(layout, root, &["--purge", "satchel"])?;
    let left = files_below(&root.join("usr"))?;
    if let Some(left) = left.first() {
        return Err(Failure::Because(format!("Removing it left {}.", left.display())));
    }
    say::line("the .deb was installed in a scratch root, started from there, and removed without a trace");
    Ok(())
}

/// A root in which dpkg can keep its books.
fn prepare(root: &Path) -> Result<(), Failure> {
    let books = root.join("var/lib/dpkg");
    for dir in ["info", "updates", "triggers"] {
        let dir = books.join(dir);
        fs::create_dir_all(&dir).map_err(Failure::file(&dir))?;
    }
    let status = books.join("status");
    fs::write(&status, "").map_err(Failure::file(&status))
}

fn dpkg(layout: &Layout, root: &Path, arguments: &[&str]) -> Result<(), Failure> {
    let mut option = OsString::from("--root=");
    option.push(root);
    let mut program = Program::new(layout, "dpkg", &[]);
    program.command.arg(option).args(["--force-not-root", "--log=/dev/null"]).args(arguments);
    let printed = program.capture()?;
    if printed.ok { Ok(()) } else { Err(Failure::Because(printed.text)) }
}

fn says_what_it_opens(root: &Path) -> Result<(), Failure> {
    let path = root.join("usr/share/applications/Satchel.desktop");
    let entry = fs::read_to_string(&path).map_err(Failure::file(&path))?;
    for line in ["Exec=satchel-desktop %f", "MimeType=text/csv;text/vcard", "Icon=satchel-desktop"] {
        if !entry.lines().any(|has| has.trim_end_matches(';') == line) {
            return Err(Failure::Because(format!("The desktop entry has no {line}:\n{entry}")));
        }
    }
    Ok(())
}

/// The test of a window that nobody drives, with the programs that were installed.
fn start(layout: &Layout, root: &Path) -> Result<(), Failure> {
    let session = Session::start(layout)?;
    let mut test = Program::cargo(layout, &["test", "--workspace", "--test", "e2e", "undriven"])
        .env("SATCHEL_WINDOW", root.join("usr/bin/satchel-desktop"))
        .env("SATCHEL_BIN", root.join("usr/bin/satchel"));
    session.lend(&mut test.command);
    test.run()
}

fn files_below(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let (mut files, mut folders) = (Vec::new(), vec![folder.to_path_buf()]);
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        for entry in entries.flatten() {
            if entry.path().is_dir() {
                folders.push(entry.path());
            } else {
                files.push(entry.path());
            }
        }
    }
    Ok(files)
}
