//! The processes of programs under test, found by what they were started with.
//!
//! Deliberately absent: other systems than Linux, where nothing is found.

use std::fs;
use std::path::Path;

/// The processes that run a program with these arguments.
#[must_use]
pub fn running(program: &Path, arguments: &[String]) -> Vec<u32> {
    let words = std::iter::once(program.as_os_str().as_encoded_bytes()).chain(arguments.iter().map(String::as_bytes));
    let line: Vec<u8> = words.flat_map(|word| word.iter().copied().chain([0])).collect();
    let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
    let ids = entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    // One that has ended and waits to be counted has no line any more.
    ids.filter(|id: &u32| fs::read(format!("/proc/{id}/cmdline")).is_ok_and(|read| read == line)).collect()
}

/// A process with its children and theirs.
#[must_use]
pub fn family(id: u32) -> Vec<u32> {
    let mut family = vec![id];
    let mut next = 0;
    while let Some(parent) = family.get(next) {
        // Each of its threads may have started some.
        let threads = fs::read_dir(format!("/proc/{parent}/task")).into_iter().flatten().flatten();
        let children: Vec<u32> = threads
            .filter_map(|thread| fs::read_to_string(thread.path().join("children")).ok())
            .flat_map(|ids| ids.split_whitespace().filter_map(|id| id.parse().ok()).collect::<Vec<_>>())
            .collect();
        family.extend(children);
        next += 1;
    }
    family
}

/// Asks a process to end.
pub fn ask_to_end(id: u32) {
    #[cfg(unix)]
    if let Ok(id) = i32::try_from(id) {
        use nix::sys::signal::{Signal, kill};
        // It may have ended meanwhile.
        let _ = kill(nix::unistd::Pid::from_raw(id), Signal::SIGTERM);
    }
    #[cfg(not(unix))]
    let _ = id;
}
