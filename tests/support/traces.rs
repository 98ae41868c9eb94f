//! Looking for readable traces: every byte of every file below a folder, in the encodings that programs use.

use std::fs;
use std::path::Path;

use memchr::memmem;

use crate::failure::Failure;

/// What a search saw.
#[derive(Debug, Default)]
pub struct Traces {
    /// How many files were read.
    pub files: usize,
    /// How many bytes they had.
    pub bytes: usize,
    /// File and secret of each find.
    pub found: Vec<String>,
}

/// Searches names and contents for each secret, as UTF-8 and as UTF-16 of both byte orders.
///
/// # Errors
/// When a file that is there cannot be read.
pub fn search(dir: &Path, secrets: &[String]) -> Result<Traces, Failure> {
    let needles: Vec<(&String, Vec<u8>)> =
        secrets.iter().flat_map(|secret| encodings(secret).map(|bytes| (secret, bytes))).collect();
    let mut traces = Traces::default();
    look(dir, &needles, &mut traces)?;
    Ok(traces)
}

fn encodings(secret: &str) -> [Vec<u8>; 3] {
    [
        secret.as_bytes().to_vec(),
        secret.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        secret.encode_utf16().flat_map(u16::to_be_bytes).collect(),
    ]
}

fn look(dir: &Path, needles: &[(&String, Vec<u8>)], traces: &mut Traces) -> Result<(), Failure> {
    for entry in fs::read_dir(dir).map_err(Failure::file(dir))? {
        let entry = entry.map_err(Failure::file(dir))?;
        let path = entry.path();
        let kind = entry.file_type().map_err(Failure::file(&path))?;
        let name = entry.file_name();
        find(name.as_encoded_bytes(), "in the name of", &path, needles, traces);
        if kind.is_dir() {
            look(&path, needles, traces)?;
        } else if kind.is_file() {
            let content = fs::read(&path).map_err(Failure::file(&path))?;
            traces.files += 1;
            traces.bytes += content.len();
            find(&content, "in", &path, needles, traces);
        }
    }
    Ok(())
}

fn find(bytes: &[u8], place: &str, path: &Path, needles: &[(&String, Vec<u8>)], traces: &mut Traces) {
    for (secret, needle) in needles {
        if memmem::find(bytes, needle).is_some() {
            traces.found.push(format!("“{secret}” {place} {}", path.display()));
        }
    }
}

#[cfg(test)]
mod unit {
    use super::search;

    #[test]
    fn a_secret_is_found_in_either_encoding_and_in_names() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join("plain"), "xx Zoë yy").unwrap();
        let wide: Vec<u8> = "Zoë".encode_utf16().flat_map(u16::to_le_bytes).collect();
        std::fs::write(dir.path().join("wide"), wide).unwrap();
        std::fs::create_dir(dir.path().join("of Zoë")).unwrap();
        std::fs::write(dir.path().join("clean"), "nobody").unwrap();
        let traces = search(dir.path(), &["Zoë".to_owned()]).unwrap();
        assert_eq!((traces.files, traces.found.len()), (3, 3), "{:?}", traces.found);
    }
}
