//! `cargo xtask samples`: the readers of files over samples that are not ours to publish.
//!
//! What is kept of them are counts, in the table of docs/import-formats.md. Deliberately absent: the reading, which is
//! the example `samples` of the room.

use std::fs;
use std::path::Path;

use crate::failure::Failure;
use crate::layout::Layout;
use crate::program::Program;
use crate::setup;

/// Between these lines of the page is the table.
const BEGIN: &str = "<!-- samples -->\n";
const END: &str = "<!-- /samples -->\n";

/// Reads every file below a folder, and prints what was found or keeps it in the page.
pub(crate) fn run(layout: &Layout, dir: &Path, write: bool) -> Result<(), Failure> {
    let given = layout.root.join(dir);
    let dir = fs::canonicalize(&given).map_err(Failure::file(given))?;
    setup::for_building(layout)?;
    let folder = dir.to_string_lossy();
    let example = ["run", "--quiet", "--package", "satchel-exchange", "--example", "samples", "--"];
    if !write {
        return Program::cargo(layout, &[&example[..], &[&folder]].concat()).run();
    }
    let printed = Program::cargo(layout, &[&example[..], &["--table", &folder]].concat()).capture()?;
    let table: String =
        printed.text.lines().filter(|line| line.starts_with('|')).map(|line| format!("{line}\n")).collect();
    let page = layout.root.join("docs/import-formats.md");
    let text = fs::read_to_string(&page).map_err(Failure::file(page.clone()))?;
    let Some((before, after)) =
        text.split_once(BEGIN).and_then(|(before, rest)| Some((before, rest.split_once(END)?.1)))
    else {
        return Err(Failure::Because("The table of docs/import-formats.md has lost its marks.".to_owned()));
    };
    fs::write(&page, format!("{before}{BEGIN}{table}{END}{after}")).map_err(Failure::file(page))?;
    if printed.ok { Ok(()) } else { Err(Failure::Program("samples".to_owned())) }
}
