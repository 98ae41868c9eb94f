//! Nothing is lost: whatever ends a process, fills a disk or damages a file, what was acknowledged is there afterwards,
//! or what is damaged is named.
//!
//! The real command works on copies of a vault that a test made once.

mod damage;
mod imports;
mod others;
#[cfg(target_os = "linux")]
mod power;
mod room;
mod vault;
