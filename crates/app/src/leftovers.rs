//! What killed processes leave in a vault's folder: copies of the database that became no backup, bytes of imports that
//! no job has, and bytes of attachments that no row names.
//!
//! A name says whose it is: what belongs to a process that is alive, or to a job that can go on, stays. Everything here
//! is encrypted; what cannot be removed now costs only space.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use satchel_store::{Store, StoreError};
use satchel_vault::Keys;

use crate::locks::is_gone;
use crate::wire::WireError;
use crate::{attachments, blocking};

/// How a copy for a backup ends.
const COPY: &str = "partial";
/// How the bytes of an import end.
const SPOOL: &str = "spool";

/// A copy of the database that `owner` makes for a backup: `satchel.db.<owner>.<nth>.partial`.
pub(crate) fn copy_path(dir: &Path, owner: &str) -> PathBuf {
    dir.join(format!("satchel.db.{owner}.{}.{COPY}", satchel_store::mint(0).tail()))
}

/// The name of the bytes that `owner` keeps for an import: `<owner>.<id>.spool`.
pub(crate) fn spool_name(owner: &str, now: i64) -> String {
    format!("{owner}.{}.{SPOOL}", satchel_store::mint(now))
}

/// So long does nobody take from the last byte of a file to the row that names it.
const ATTACHING: Duration = Duration::from_secs(60 * 60);

/// Removes them.
pub(crate) async fn remove(dir: &Path, store: &Store, keys: &Keys) -> Result<(), WireError> {
    remove_nameless(dir, store, keys).await?;
    let looked = dir.to_owned();
    let (copies, spools) = blocking(move || Ok(lying(&looked))).await?;
    if copies.is_empty() && spools.is_empty() {
        return Ok(());
    }
    // Looked up after the folder: a job that is added meanwhile has bytes of somebody who is alive.
    let wanted = match store.unended_jobs().await {
        Ok(jobs) => jobs,
        // Whatever is wrong with the database is told by whoever needs it.
        Err(StoreError::Damaged) => return Ok(()),
        Err(error) => return Err(error.into()),
    };
    let mut spooled = HashSet::new();
    for job in wanted {
        let work = store.job_work(job.id).await?;
        spooled.extend(work.input["spool"].as_str().map(str::to_owned));
    }
    let dir = dir.to_owned();
    blocking(move || {
        let unwanted = spools.into_iter().filter(|(_, path)| {
            !path.file_name().and_then(|name| name.to_str()).is_some_and(|name| spooled.contains(name))
        });
        for (_, path) in copies.into_iter().chain(unwanted).filter(|(owner, _)| is_gone(&dir, owner)) {
            let _ = fs::remove_file(path);
        }
        Ok(())
    })
    .await
}

/// Removes bytes of attachments that no row names.
async fn remove_nameless(dir: &Path, store: &Store, keys: &Keys) -> Result<(), WireError> {
    let known = match store.sealed_files().await {
        Ok(files) => files,
        Err(StoreError::Damaged) => return Ok(()),
        Err(error) => return Err(error.into()),
    };
    let known: HashSet<String> = known.into_iter().map(|id| attachments::name(keys, id)).collect();
    let files = dir.join("files");
    blocking(move || {
        for entry in fs::read_dir(files).into_iter().flatten().flatten() {
            let path = entry.path();
            let sealed = path.extension().is_some_and(|ending| ending == attachments::ENDING);
            let named = entry.file_name().to_str().is_some_and(|name| known.contains(name));
            let age = entry.metadata().ok().and_then(|meta| meta.modified().ok()?.elapsed().ok());
            if sealed && !named && age.is_some_and(|age| age > ATTACHING) {
                let _ = fs::remove_file(path);
            }
        }
        Ok(())
    })
    .await
}

/// What there is of either kind, with the names of the owners.
type Owned = Vec<(String, PathBuf)>;

fn lying(dir: &Path) -> (Owned, Owned) {
    let owned = |folder: &Path, owner: fn(&[&str]) -> Option<String>| -> Owned {
        let paths = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
        paths
            .filter_map(|path| {
                let name = path.file_name()?.to_str()?.to_owned();
                let parts: Vec<&str> = name.split('.').collect();
                Some((owner(&parts)?, path))
            })
            .collect()
    };
    let copies = owned(dir, |parts| match parts {
        // SQLite keeps a log, what its readers share, and a journal beside what it writes.
        ["satchel", "db", owner, _, end]
            if ["", "-wal", "-shm", "-journal"].iter().any(|beside| end.strip_prefix(COPY) == Some(beside)) =>
        {
            Some((*owner).to_owned())
        }
        _ => None,
    });
    let spools = owned(&dir.join("files"), |parts| match parts {
        [owner, _, end] if *end == SPOOL => Some((*owner).to_owned()),
        _ => None,
    });
    (copies, spools)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{copy_path, lying, spool_name};

    #[test]
    fn leftovers_are_told_by_their_names() {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir(dir.path().join("files")).unwrap();
        let (copy, spool) = (copy_path(dir.path(), "ada"), dir.path().join("files").join(spool_name("bob", 7)));
        let log = dir.path().join(format!("{}-wal", copy.file_name().unwrap().to_str().unwrap()));
        for path in [&copy, &log, &spool, &dir.path().join("satchel.db"), &dir.path().join("satchel.db-wal")] {
            fs::write(path, b"").unwrap();
        }
        let (mut copies, spools) = lying(dir.path());
        copies.sort();
        assert_eq!(copies, [("ada".to_owned(), copy), ("ada".to_owned(), log)]);
        assert_eq!(spools, [("bob".to_owned(), spool)]);
    }
}
