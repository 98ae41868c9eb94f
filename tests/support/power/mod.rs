//! Power cuts: what a disk holds after one, worked out from what a process had asked of the system by then.
//!
//! A process is recorded by strace. What it wrote counts as long as it had it synced; anything else may be there, be
//! lost, or be there in part. Deliberately absent: a kernel that is really cut off, and disks that lie about syncing.

mod disk;
mod recording;

pub use disk::{Disk, Kept};
pub use recording::{Recorder, Step};
