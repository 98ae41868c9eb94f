//! The whole record at scale: a vault whose contacts have tags and fields of one's own, filtered, opened, edited by half,
//! and put back.

use std::fs::File;
use std::io::BufWriter;
use std::path::Path;

use serde_json::Value;

use super::import::{PASSPHRASE, data, new_vault, satchel};
use super::measure::measure;
use super::told;
use crate::build;
use crate::failure::Failure;
use crate::layout::Layout;
use crate::program::Program;
use crate::say;
use crate::setup;

/// Fields of one's own: name, kind, options.
const FIELDS: [(&str, &str, &[&str]); 4] = [
    ("Budget", "integer", &[]),
    ("Segment", "choice", &["Enterprise", "Middle", "Small"]),
    ("Customer since", "date", &[]),
    ("Region code", "text", &[]),
];
/// Tags that are dealt out, three to a contact.
const TAGS: [&str; 12] = [
    "vip",
    "fair",
    "newsletter",
    "partner",
    "prospect",
    "supplier",
    "press",
    "board",
    "north",
    "south",
    "east",
    "west",
];

/// Fills a vault and times what is done with it.
pub(crate) fn run(layout: &Layout, rows: u64) -> Result<(), Failure> {
    setup::for_bench(layout)?;
    let built = build::measured(layout)?;
    let csv = data(layout, rows)?;
    let dir = tempfile::tempdir_in(&layout.target).map_err(Failure::file(&layout.target))?;
    let (wide, vault) = (dir.path().join("wide.csv"), dir.path().join("vault"));
    widen(&csv, &wide)?;
    new_vault(&built.command, &vault)?;
    for (name, kind, options) in FIELDS {
        let mut add = satchel(&built.command, &vault);
        add.args(["--json", "field", "add", name, "--kind", kind]);
        add.args(options.iter().flat_map(|option| ["--option", option]));
        measure(&add)?;
    }
    let import = measure(satchel(&built.command, &vault).args(["--json", "import"]).arg(&wide))?;
    say::line(&format!("{rows} rows with four fields of one's own imported in {:.1} s", import.seconds));
    let times = Program::new(layout, &built.filter_times.to_string_lossy(), &[&*vault.to_string_lossy()])
        .env("SATCHEL_PASSPHRASE", PASSPHRASE);
    print(&told(times)?);
    Ok(())
}

/// The file with three tags and the fields of one's own.
fn widen(from: &Path, to: &Path) -> Result<(), Failure> {
    let unreadable = |error: csv::Error| Failure::Because(format!("The generated file cannot be widened: {error}."));
    let mut rows = csv::Reader::from_path(from).map_err(unreadable)?;
    let file = File::create(to).map_err(Failure::file(to))?;
    let mut out = csv::Writer::from_writer(BufWriter::with_capacity(1 << 20, file));
    let header = rows.headers().map_err(unreadable)?.clone();
    let tags = header.iter().position(|name| name == "Tags").unwrap_or(usize::MAX);
    out.write_record(header.iter().chain(FIELDS.map(|(name, ..)| name))).map_err(unreadable)?;
    for (at, row) in rows.records().enumerate() {
        let row = row.map_err(unreadable)?;
        let three = [at % 12, (at / 12 + 1) % 12, (at / 144 + 2) % 12].map(|tag| TAGS[tag]).join(", ");
        let own = [
            (at * 7 % 1_000_000).to_string(),
            FIELDS[1].2[at % 3].to_owned(),
            format!("{}-{:02}-{:02}", 1990 + at % 36, at % 12 + 1, at % 28 + 1),
            format!("R{:03}", at % 500),
        ];
        let cells = row.iter().enumerate().map(|(cell, text)| if cell == tags { three.as_str() } else { text });
        out.write_record(cells.chain(own.iter().map(String::as_str))).map_err(unreadable)?;
    }
    out.flush().map_err(Failure::file(to))
}

/// As a table that can be pasted into docs/performance.md.
fn print(times: &Value) {
    say::line("\n| what | contacts | first ms | p50 ms | p95 ms |");
    say::line("|---|---:|---:|---:|---:|");
    let number = |value: &Value| value.as_f64().map_or_else(String::new, |number| format!("{number:.1}"));
    for (what, line) in times.as_object().into_iter().flatten() {
        match line.get("p50_ms") {
            Some(p50) => {
                let (first, p95) = (number(&line["first_ms"]), number(&line["p95_ms"]));
                say::line(&format!("| `{what}` | {} | {first} | {} | {p95} |", line["found"], number(p50)));
            }
            None => say::line(&format!("\n{what}: {line}\n")),
        }
    }
}
