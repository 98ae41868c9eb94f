//! An archive while it is written, by a thread that is handed its pieces.

use std::fs::File;
use std::io::{self, BufWriter, Write};

use satchel_model::Id;
use serde::Deserialize;
use tokio::sync::mpsc;
use zip::ZipWriter;
use zip::result::ZipError;
use zip::write::SimpleFileOptions;

use super::{Manifest, NAME, VERSION};
use crate::attachments;
use crate::open::OpenVault;

/// A piece of an archive.
pub(super) enum Piece {
    /// A table begins.
    Table(String),
    /// Lines of it.
    Lines(String),
    /// All tables are there: the files follow.
    Files,
}

/// What says what this is to somebody who opens it by hand.
const README: &str = "This is everything that a Satchel vault held, in open formats.\n\n\
    tables/*.jsonl  one JSON object a line for each record; tables/contact.jsonl are the contacts\n\
    files/          the files of contacts and companies, each under its id\n\
    manifest.json   what made it, and how many rows there are\n\n\
    docs/export-format.md of Satchel describes every table. `satchel restore-all FILE` puts it into a new vault.\n";

/// A row of the table of files, as far as it is needed.
#[derive(Deserialize)]
struct Attached {
    uuid: Id,
    name: String,
}

/// Writes an archive; nothing of it is kept when the pieces end without its files.
pub(super) fn pack(
    vault: &OpenVault,
    file: File,
    mut pieces: mpsc::Receiver<Piece>,
    made_at: i64,
) -> io::Result<(File, Manifest)> {
    let mut zip = ZipWriter::new(BufWriter::with_capacity(256 * 1024, file));
    let options = SimpleFileOptions::default().large_file(true);
    let mut manifest = Manifest {
        format: NAME.to_owned(),
        version: VERSION,
        made_at,
        satchel: env!("CARGO_PKG_VERSION").to_owned(),
        tables: Vec::new(),
        files: 0,
        missing: 0,
    };
    let mut attached: Vec<Attached> = Vec::new();
    zip.start_file("README.txt", options).map_err(failed)?;
    zip.write_all(README.as_bytes())?;
    let mut whole = false;
    while let Some(piece) = pieces.blocking_recv() {
        match piece {
            Piece::Table(table) => {
                zip.start_file(format!("tables/{table}.jsonl"), options).map_err(failed)?;
                manifest.tables.push((table, 0));
            }
            Piece::Lines(lines) => {
                zip.write_all(lines.as_bytes())?;
                if let Some((table, rows)) = manifest.tables.last_mut() {
                    *rows += lines.bytes().filter(|byte| *byte == b'\n').count() as u64;
                    if ["contact_attachment", "company_attachment"].contains(&table.as_str()) {
                        attached.extend(lines.lines().filter_map(|line| serde_json::from_str(line).ok()));
                    }
                }
            }
            Piece::Files => whole = true,
        }
    }
    if !whole {
        return Err(io::ErrorKind::Interrupted.into());
    }
    attached.sort_by_key(|file| file.uuid);
    attached.dedup_by_key(|file| file.uuid);
    for Attached { uuid, name } in attached {
        // One whose bytes are gone does not keep the others here.
        let Ok(mut from) = attachments::stream(vault, uuid) else {
            manifest.missing += 1;
            continue;
        };
        zip.start_file(format!("files/{uuid}/{}", attachments::safe_name(&name)), options).map_err(failed)?;
        io::copy(&mut from, &mut zip)?;
        manifest.files += 1;
    }
    zip.start_file("manifest.json", options).map_err(failed)?;
    zip.write_all(&serde_json::to_vec_pretty(&manifest)?)?;
    let mut buffer = zip.finish().map_err(failed)?;
    buffer.flush()?;
    let file = buffer.into_inner().map_err(io::IntoInnerError::into_error)?;
    Ok((file, manifest))
}

/// What the library says as what the system said, where that is what it passes on.
pub(super) fn failed(error: ZipError) -> io::Error {
    match error {
        ZipError::Io(error) => error,
        other => io::Error::other(other),
    }
}
