//! How long a transaction of a long job takes more of its work.
//!
//! Work in the order of a file, or of rowids, touches pages all over the indexes: the longer a transaction, the fewer
//! times each of them is encrypted and written. The shorter, the sooner others see what was done, and the less is done
//! again after a kill. So it begins short and grows with the job, and always ends when somebody waits to write.

use std::time::{Duration, Instant};

use satchel_store::Writing;

use crate::open::OpenVault;

/// A transaction at the beginning of a job, and in a long one.
const SHORT: Duration = Duration::from_millis(800);
const LONG: Duration = Duration::from_secs(4);
/// A transaction takes this part of the job's time so far.
const PART: u32 = 8;

/// The pace of one transaction.
pub(crate) struct Pace {
    opened: Instant,
    open: Duration,
}

impl Pace {
    /// A transaction begins, of a job that began earlier.
    pub(crate) fn begin(job: Instant) -> Self {
        Self { opened: Instant::now(), open: (job.elapsed() / PART).clamp(SHORT, LONG) }
    }

    /// Whether it takes more.
    pub(crate) fn goes_on(&self, writing: &Writing, vault: &OpenVault) -> bool {
        self.opened.elapsed() < self.open && !writing.is_awaited() && !vault.stopping().borrow().is_on()
    }
}
