//! Packages as somebody has them: installed in a root of their own, started from there, removed.
//!
//! dpkg and rpm keep their books in that root, so the machine knows nothing of it; what a package depends on is the
//! machine's. Deliberately absent: a second build. What is tried is what was packed.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use crate::failure::Failure;
use crate::layout::Layout;
use crate::program::Program;
use crate::say;
use crate::session::Session;
use crate::setup;

/// What must be there once one is installed, beside what its kind has elsewhere.
const PLACES: [&str; 6] = [
    "usr/bin/satchel",
    "usr/bin/satchel-desktop",
    "usr/share/applications/Satchel.desktop",
    "usr/share/man/man1/satchel.1",
    "usr/share/bash-completion/completions/satchel",
    "usr/share/fish/vendor_completions.d/satchel.fish",
];

/// The kinds of packages.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    Deb,
    Rpm,
}

impl Kind {
    const fn ending(self) -> &'static str {
        match self {
            Self::Deb => "deb",
            Self::Rpm => "rpm",
        }
    }

    /// The program that installs them.
    const fn installer(self) -> &'static str {
        match self {
            Self::Deb => "dpkg",
            Self::Rpm => "rpm",
        }
    }

    /// Where the completions of zsh are.
    const fn zsh(self) -> &'static str {
        match self {
            Self::Deb => "usr/share/zsh/vendor-completions/_satchel",
            Self::Rpm => "usr/share/zsh/site-functions/_satchel",
        }
    }

    fn install(self, layout: &Layout, root: &Path, package: &Path) -> Result<(), Failure> {
        let package = package.to_string_lossy();
        match self {
            Self::Deb => {
                prepare(root)?;
                dpkg(layout, root, &["--force-depends", "--install", &package])
            }
            Self::Rpm => rpm(layout, root, &["--nodeps", "--install", &package]),
        }
    }

    fn remove(self, layout: &Layout, root: &Path) -> Result<(), Failure> {
        match self {
            Self::Deb => dpkg(layout, root, &["--purge", "satchel"]),
            Self::Rpm => rpm(layout, root, &["--erase", "satchel"]),
        }
    }
}

/// Tries one; skipped with a word where nothing installs its kind.
pub(super) fn of(layout: &Layout, kind: Kind, package: &Path) -> Result<(), Failure> {
    let (ending, installer) = (kind.ending(), kind.installer());
    if !Path::new("/usr/bin").join(installer).exists() {
        say::line(&format!("NOT TESTED: there is no {installer} here to install the .{ending} with"));
        return Ok(());
    }
    setup::for_driving(layout)?;
    let root = tempfile::tempdir().map_err(Failure::file(std::env::temp_dir()))?;
    let root = root.path();
    kind.install(layout, root, package)?;
    for place in PLACES.into_iter().chain([kind.zsh()]) {
        if !root.join(place).is_file() {
            return Err(Failure::Because(format!("The .{ending} has no {place}.")));
        }
    }
    says_what_it_opens(root)?;
    start(layout, root)?;
    kind.remove(layout, root)?;
    let left = files_below(&root.join("usr"))?;
    if let Some(left) = left.first() {
        return Err(Failure::Because(format!("Removing the .{ending} left {}.", left.display())));
    }
    say::line(&format!(
        "the .{ending} was installed in a scratch root, started from there, and removed without a trace"
    ));
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

/// rpm makes its books itself, below the home that it has in that root.
fn rpm(layout: &Layout, root: &Path, arguments: &[&str]) -> Result<(), Failure> {
    let mut program = Program::new(layout, "rpm", &[]);
    program.command.arg("--root").arg(root).args(arguments);
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
