//! Who waits for the writer, in this process or another: whoever writes in many pieces lets them in between two.
//!
//! SQLite gives the lock to whoever asks at the right moment, and one that writes piece after piece always does. So
//! everybody who waits holds a shared lock on a file beside the database, which goes with the process. It is a courtesy:
//! where it cannot be had, everybody writes as before. Deliberately absent: order among those who wait.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};
use std::time::Duration;

use tokio::time::{Instant, sleep};

/// How long one of many pieces waits for others to be let in; they ask every tenth of a second at most.
const COURTESY: Duration = Duration::from_millis(500);
/// A look takes some microseconds; one of so many attempts falls beside it.
const ATTEMPTS: usize = 16;
/// How often it looks whether they were.
const LOOK: Duration = Duration::from_millis(2);

/// The file beside the database.
#[derive(Debug)]
pub(crate) struct Queue {
    path: PathBuf,
}

/// A place in the queue, until it is dropped.
pub(crate) struct Place(#[expect(dead_code, reason = "holds the lock")] Option<File>);

impl Queue {
    pub(crate) fn beside(database: &Path) -> Self {
        Self { path: database.with_file_name("writers.lock") }
    }

    fn file(&self) -> Option<File> {
        OpenOptions::new().write(true).create(true).truncate(false).open(&self.path).ok()
    }

    /// Waits in the queue.
    pub(crate) fn stand(&self) -> Place {
        // Somebody who just looks has the whole lock for a moment; never waited for, lest a stopped process stops all.
        Place(self.file().filter(|file| (0..ATTEMPTS).any(|_| file.try_lock_shared().is_ok())))
    }

    /// Whether somebody waits.
    pub(crate) fn is_awaited(&self) -> bool {
        self.file().is_some_and(|file| matches!(file.try_lock(), Err(TryLockError::WouldBlock)))
    }

    /// Lets those who wait go first.
    pub(crate) async fn let_others_first(&self) {
        let begun = Instant::now();
        while self.is_awaited() && begun.elapsed() < COURTESY {
            sleep(LOOK).await;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Queue;

    #[tokio::test]
    async fn who_waits_is_seen_until_it_is_their_turn() {
        let folder = tempfile::tempdir().unwrap();
        let (one, other) = (Queue::beside(&folder.path().join("a.db")), Queue::beside(&folder.path().join("a.db")));
        assert!(!one.is_awaited());
        let (place, another) = (other.stand(), one.stand());
        assert!(one.is_awaited() && other.is_awaited());
        drop(place);
        assert!(one.is_awaited());
        drop(another);
        assert!(!one.is_awaited());
        one.let_others_first().await;
    }
}
