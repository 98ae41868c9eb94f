//! `cargo xtask gen contacts`: the generator, into a file.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::time::Instant;

use xtask::generate;

use crate::failure::Failure;
use crate::say;

/// Writes the file; the path is taken from where the person stands.
pub(crate) fn run(rows: u64, file: &Path, seed: u64) -> Result<(), Failure> {
    let start = Instant::now();
    let out = File::create(file).map_err(Failure::file(file))?;
    let mut out = BufWriter::with_capacity(1 << 20, out);
    generate::contacts(rows, seed, &mut out).and_then(|()| out.flush()).map_err(Failure::file(file))?;
    let seconds = start.elapsed().as_secs_f64();
    say::line(&format!("{rows} contacts in {}, {seconds:.1} s", file.display()));
    Ok(())
}
