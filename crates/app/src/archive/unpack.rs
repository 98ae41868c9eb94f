//! An archive while it is read, by a thread that hands its rows on.
//!
//! Names in it are looked up, never followed: nothing is written but sealed files under the vault's own names.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use satchel_model::Id;
use serde_json::{Map, Value};
use tokio::sync::mpsc;
use zip::ZipArchive;

use super::{Manifest, NAME, VERSION};
use crate::attachments;
use crate::open::OpenVault;
use crate::wire::{ErrorCode, WireError};

/// Rows that are handed on at once.
const ROWS: usize = 1_000;
/// Bytes of a line: more than the longest notes of a contact, or a kept card, take.
const LONGEST: u64 = 64 * 1024 * 1024;

/// Rows of a table, with the line of the first.
pub(super) struct Rows {
    pub(super) table: String,
    pub(super) line: u64,
    pub(super) rows: Vec<Map<String, Value>>,
}

/// Reads an archive: hands on the rows of the tables in this order, then seals its files into the vault. Returns how
/// many files there were.
pub(super) fn unpack(
    path: &Path,
    vault: &OpenVault,
    order: &[String],
    hand: &mpsc::Sender<Rows>,
) -> Result<u64, WireError> {
    let file = File::open(path).map_err(|error| {
        WireError::new(ErrorCode::BadFile, format!("The archive cannot be read: {error}."), Some("Check the path."))
    })?;
    let mut zip = ZipArchive::new(BufReader::new(file)).map_err(|_| no_archive())?;
    let manifest = manifest(&mut zip)?;
    for (table, _) in manifest.tables.iter().filter(|(_, rows)| *rows > 0) {
        if !order.contains(table) {
            return Err(newer());
        }
    }
    for table in order {
        let expected = manifest.tables.iter().find(|(known, _)| known == table).map_or(0, |(_, rows)| *rows);
        let read = if expected == 0 { 0 } else { table_rows(&mut zip, table, hand)? };
        if read != expected {
            let message = format!("tables/{table}.jsonl has {read} rows, and the archive should have {expected}.");
            return Err(WireError::new(ErrorCode::BadFile, message, Some(NOTHING)));
        }
    }
    // Last, so that a vault that is opened meanwhile finds them young: old ones that no row names go.
    files(&mut zip, vault)
}

const NOTHING: &str = "Nothing was changed. Take another copy of the archive.";

type Zip = ZipArchive<BufReader<File>>;

fn manifest(zip: &mut Zip) -> Result<Manifest, WireError> {
    let mut bytes = Vec::new();
    let entry = zip.by_name("manifest.json").map_err(|_| no_archive())?;
    entry.take(LONGEST).read_to_end(&mut bytes).map_err(|_| no_archive())?;
    let manifest: Manifest = serde_json::from_slice(&bytes).map_err(|_| no_archive())?;
    match (manifest.format.as_str(), manifest.version) {
        (NAME, VERSION) => Ok(manifest),
        (NAME, _) => Err(newer()),
        _ => Err(no_archive()),
    }
}

/// Seals the files into the vault.
fn files(zip: &mut Zip, vault: &OpenVault) -> Result<u64, WireError> {
    let mut count = 0;
    for at in 0..zip.len() {
        let mut entry = zip.by_index(at).map_err(|_| no_archive())?;
        let Ok(name) = entry.name().map(|name| name.into_owned()) else { continue };
        let Some(id) = name.strip_prefix("files/").and_then(|rest| rest.split('/').next()?.parse::<Id>().ok()) else {
            continue;
        };
        attachments::seal(vault, id, &mut entry)?;
        count += 1;
    }
    Ok(count)
}

/// Hands on the rows of a table.
fn table_rows(zip: &mut Zip, table: &str, hand: &mpsc::Sender<Rows>) -> Result<u64, WireError> {
    let name = format!("tables/{table}.jsonl");
    let entry = zip.by_name(&name).map_err(|_| no_archive())?;
    let mut input = BufReader::with_capacity(256 * 1024, entry);
    let (mut line, mut first, mut rows) = (0_u64, 1_u64, Vec::with_capacity(ROWS));
    let mut text = Vec::new();
    loop {
        text.clear();
        let read = input.by_ref().take(LONGEST).read_until(b'\n', &mut text).map_err(|_| unfit(table, line + 1))?;
        if read == 0 || rows.len() == ROWS {
            let full = std::mem::replace(&mut rows, Vec::with_capacity(ROWS));
            let piece = Rows { table: table.to_owned(), line: first, rows: full };
            if !piece.rows.is_empty() && hand.blocking_send(piece).is_err() {
                return Err(WireError::bug("an archive that nobody takes"));
            }
            first = line + 1;
        }
        if read == 0 {
            return Ok(line);
        }
        line += 1;
        match serde_json::from_slice(&text) {
            Ok(Value::Object(row)) => rows.push(row),
            _ => return Err(unfit(table, line)),
        }
    }
}

/// Rows that are none of this table.
pub(super) fn unfit(table: &str, line: u64) -> WireError {
    let message =
        format!("tables/{table}.jsonl cannot be taken from line {line} on: a row there is none of this table.");
    WireError::new(ErrorCode::BadFile, message, Some(NOTHING))
}

fn no_archive() -> WireError {
    let hint = Some("Choose a file that `satchel export-all` wrote. Nothing was changed.");
    WireError::new(ErrorCode::BadFile, "This is not a whole archive of Satchel.", hint)
}

fn newer() -> WireError {
    let hint = Some("Restore it with the version that made it, or a newer one. Nothing was changed.");
    WireError::new(ErrorCode::VaultNewer, "This archive was made by a newer Satchel.", hint)
}
