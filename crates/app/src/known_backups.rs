//! Where a vault's backups are, known without its database: for the moment when that does not open.
//!
//! A short list beside the database names the files that were written, newest first, in clear, because it is wanted
//! when no key helps: paths of this computer and times, nothing of a contact. A backup that lies in the vault's own
//! `backups` folder is known without being named. A list that is lost or unreadable is an empty one, and a backup is no
//! worse for not being on it. Deliberately absent: which backups are to be made, and which may go.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use satchel_sealed::sync_folder;
use satchel_vault::VaultFile;
use serde::{Deserialize, Serialize};

use crate::backup;
use crate::locks::vault_lock;

/// In the vault's folder.
const FOLDER: &str = "backups";
const LIST: &str = "known.json";
/// How the backups in that folder end.
pub(crate) const ENDING: &str = "satchel-backup";
/// So many are remembered; older ones are forgotten, not removed.
const REMEMBERED: usize = 32;

/// A backup that was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Known {
    pub(crate) path: PathBuf,
    /// When, UTC milliseconds.
    pub(crate) at: i64,
}

/// The vault's own folder of backups, which may not be there.
pub(crate) fn folder(dir: &Path) -> PathBuf {
    dir.join(FOLDER)
}

/// Remembers a backup. Blocks.
pub(crate) fn remember(dir: &Path, path: &Path, at: i64) -> io::Result<()> {
    let _one = vault_lock(dir).map_err(io::Error::other)?;
    let folder = folder(dir);
    fs::create_dir_all(&folder)?;
    let mut known = listed(dir);
    known.retain(|known| known.path != path);
    known.insert(0, Known { path: path.to_owned(), at });
    known.truncate(REMEMBERED);
    let (place, beside) = (folder.join(LIST), folder.join(format!("{LIST}.new")));
    let written = File::create(&beside).and_then(|mut file| {
        file.write_all(&serde_json::to_vec_pretty(&known)?)?;
        file.sync_all()
    });
    if let Err(error) = written.and_then(|()| fs::rename(&beside, place)) {
        let _ = fs::remove_file(beside);
        return Err(error);
    }
    sync_folder(&folder)
}

/// The newest backup of this vault that is there and whole, as far as that can be told without its key. Blocks.
pub(crate) fn newest(dir: &Path) -> Option<Known> {
    let vault = VaultFile::read(dir).ok();
    let mut known = listed(dir);
    known.extend(lying(&folder(dir)));
    known.sort_by_key(|known| std::cmp::Reverse(known.at));
    known.into_iter().find(|known| backup::is_of(&known.path, vault.as_ref()))
}

fn listed(dir: &Path) -> Vec<Known> {
    let bytes = fs::read(folder(dir).join(LIST)).unwrap_or_default();
    serde_json::from_slice(&bytes).unwrap_or_default()
}

/// What lies in the folder of backups; when it was written is told by the file.
fn lying(folder: &Path) -> Vec<Known> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let backups = entries.filter(|path| path.extension().is_some_and(|ending| ending == ENDING));
    let known = backups.filter_map(|path| {
        let written = fs::metadata(&path).and_then(|about| about.modified()).ok()?;
        let at = written.duration_since(UNIX_EPOCH).ok()?.as_millis();
        Some(Known { path, at: i64::try_from(at).ok()? })
    });
    known.collect()
}

/// What to do about a database or `vault.json` that is lost, as of `now`.
pub(crate) fn offer(dir: &Path, now: i64) -> String {
    const ANY: &str = "Make a copy of the folder, then restore a backup into a new one.";
    let Some(Known { path, at }) = newest(dir) else {
        return format!("{ANY} Satchel knows of none that it made of this vault.");
    };
    let days = now.saturating_sub(at) / 86_400_000;
    let age = match days {
        ..=0 => "less than a day old".to_owned(),
        1 => "one day old".to_owned(),
        days => format!("{days} days old"),
    };
    let typed = quoted(&path.to_string_lossy());
    format!(
        "Make a copy of the folder, then restore the newest backup, which is {age}: satchel restore-backup {typed} \
         NEW-FOLDER"
    )
}

/// A path as it is typed in this system's shell.
fn quoted(path: &str) -> String {
    match path.chars().all(|c| c.is_alphanumeric() || "/\\:._-+".contains(c)) {
        true => path.to_owned(),
        // No path of Windows has the mark in it.
        false if cfg!(windows) => format!("\"{path}\""),
        false => format!("'{}'", path.replace('\'', r"'\''")),
    }
}

#[cfg(test)]
mod tests {
    use super::{Known, LIST, REMEMBERED, listed, quoted, remember};

    #[test]
    fn the_newest_come_first_once_each_and_the_oldest_are_forgotten() {
        let dir = tempfile::tempdir().unwrap();
        for at in 0..40 {
            remember(dir.path(), &dir.path().join(at.to_string()), at).unwrap();
        }
        remember(dir.path(), &dir.path().join("38"), 50).unwrap();
        let known = listed(dir.path());
        assert_eq!(known.len(), REMEMBERED);
        assert_eq!(known[0], Known { path: dir.path().join("38"), at: 50 });
        assert_eq!(known[1].at, 39);
        assert!(known[2..].iter().all(|known| known.at < 38));
    }

    #[cfg(not(windows))]
    #[test]
    fn a_path_is_one_word_of_the_shell() {
        for (path, typed) in
            [("/home/ada/a-1.backup", "/home/ada/a-1.backup"), ("/a b/$x", "'/a b/$x'"), ("/it's", r"'/it'\''s'")]
        {
            assert_eq!(quoted(path), typed);
        }
    }

    #[test]
    fn a_list_that_cannot_be_read_is_an_empty_one() {
        let dir = tempfile::tempdir().unwrap();
        remember(dir.path(), &dir.path().join("one"), 1).unwrap();
        std::fs::write(dir.path().join("backups").join(LIST), b"{ scribbled").unwrap();
        assert_eq!(listed(dir.path()), []);
        assert_eq!(super::newest(dir.path()), None);
        remember(dir.path(), &dir.path().join("two"), 2).unwrap();
        assert_eq!(listed(dir.path()).len(), 1);
    }
}
