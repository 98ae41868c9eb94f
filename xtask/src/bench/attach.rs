//! A file larger than most: into a vault, sealed, and out again, against copying it with `cp` and waiting for the disk.
//!
//! It fails when other bytes come out, or when the memory that it takes grows with the file. Deliberately absent: what a
//! full disk does, which `tests/usecases/survival/room.rs` shows.

use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Write};
use std::path::Path;
use std::process::Command;

use super::import::satchel;
use super::measure::measure;
use super::table::{self, Line};
use crate::build;
use crate::failure::Failure;
use crate::layout::Layout;
use crate::setup;

const MB: u64 = 1_000_000;
/// A file is read and written in pieces: so much memory is enough for one of any size, in bytes.
const PEAK: u64 = 250 * MB;

/// Attaches, saves and compares.
pub(crate) fn run(layout: &Layout, megabytes: u64) -> Result<(), Failure> {
    setup::for_bench(layout)?;
    let command = build::measured(layout)?.command;
    let dir = tempfile::tempdir_in(&layout.target).map_err(Failure::file(&layout.target))?;
    let (vault, file, out) = (dir.path().join("vault"), dir.path().join("scan.bin"), dir.path().join("out.bin"));
    fill(&file, megabytes * MB).map_err(Failure::file(&file))?;
    let say = |words: &[&str]| {
        let mut asked = satchel(&command, &vault);
        measure(asked.arg("--json").args(words))
    };
    say(&["init"])?;
    say(&["add", "given=Ada", "email=ada@x.example"])?;
    let path = |path: &Path| path.to_string_lossy().into_owned();
    let copy = dir.path().join("copy.bin");
    let mut cp = Command::new("sh");
    let cp = measure(cp.args(["-c", "cp \"$1\" \"$2\" && sync \"$2\"", "sh"]).arg(&file).arg(&copy))?;
    std::fs::remove_file(&copy).map_err(Failure::file(&copy))?;
    let attach = say(&["attach", "ada@x.example", &path(&file)])?;
    let save = say(&["attached", "ada@x.example", "--save", "scan.bin", "--to", &path(&out)])?;
    if !same(&file, &out).map_err(Failure::file(&out))? {
        return Err(Failure::Because("Other bytes came out than went in.".to_owned()));
    }
    let lines = [
        Line { name: "cp and sync", usage: cp },
        Line { name: "satchel attach", usage: attach },
        Line { name: "satchel attached --save", usage: save },
    ];
    table::print(&format!("A file of {megabytes} MB"), &lines);
    match attach.peak.max(save.peak) {
        peak if peak > PEAK => {
            Err(Failure::Because(format!("It took {} MB of memory, and {} MB are enough.", peak / MB, PEAK / MB)))
        }
        _ => Ok(()),
    }
}

/// Writes so many bytes, of which no two pieces are alike.
fn fill(path: &Path, bytes: u64) -> std::io::Result<()> {
    let mut to = BufWriter::with_capacity(1 << 20, File::create(path)?);
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    for _ in 0..bytes / 8 {
        // Xorshift: quick, and never twice the same within a file.
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        to.write_all(&state.to_le_bytes())?;
    }
    to.flush()
}

fn same(one: &Path, other: &Path) -> std::io::Result<bool> {
    if std::fs::metadata(one)?.len() != std::fs::metadata(other)?.len() {
        return Ok(false);
    }
    let (mut one, mut other) = (BufReader::new(File::open(one)?), BufReader::new(File::open(other)?));
    let (mut left, mut right) = (vec![0; 1 << 20], vec![0; 1 << 20]);
    loop {
        let read = one.read(&mut left)?;
        if read == 0 {
            return Ok(true);
        }
        other.read_exact(&mut right[..read])?;
        if left[..read] != right[..read] {
            return Ok(false);
        }
    }
}
