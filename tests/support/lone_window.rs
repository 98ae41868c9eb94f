//! The real window without a driver: incognito, as people have it, and with nobody to ask the page anything.
//!
//! That it shows something is told by the memory of its page's process, which holds the page's text. Linux only.
//! Deliberately absent: orders to the window.

use std::fs::{self, File};
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use memchr::memmem;

use crate::failure::Failure;
use crate::process::ask_to_end;
use crate::room::Room;
use crate::wait::{PATIENCE, until};

/// The process that draws the page; the system keeps fifteen letters of a name.
const PAGE: &str = "WebKitWebProces";

/// How much of a process is read at once.
const PIECE: u64 = 4 << 20;

/// A window nobody drives; it ends when it is dropped.
#[derive(Debug)]
pub struct LoneWindow {
    window: Child,
}

impl LoneWindow {
    /// Opens the window on the room's vault.
    ///
    /// # Errors
    /// When there is no built window or it does not start.
    pub fn open(room: &Room) -> Result<Self, Failure> {
        let program = crate::window().map_err(Failure::Because)?;
        let mut command = Command::new(&program);
        room.furnish(&mut command);
        command.arg("--vault").arg(room.vault()).env_remove("TAURI_WEBVIEW_AUTOMATION").stdin(Stdio::null());
        Ok(Self { window: command.spawn().map_err(Failure::file(program))? })
    }

    /// Waits until its page has a text.
    ///
    /// # Errors
    /// When it never has.
    pub async fn page_has(&self, text: &str) -> Result<(), Failure> {
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        until(&format!("“{text}” in the page"), PATIENCE, || async {
            let Some(page) = self.page()? else { return Ok(None) };
            Ok(holds(page, &[text.as_bytes(), &wide])?.then_some(()))
        })
        .await
    }

    /// Asks it to end, and waits until it and its page's process are gone.
    ///
    /// # Errors
    /// When they stay.
    pub async fn close(mut self) -> Result<(), Failure> {
        let page = self.page()?;
        ask_to_end(self.window.id());
        self.window.wait().map_err(Failure::file("the window"))?;
        until("the page's process to end", PATIENCE, || async {
            Ok(page.is_none_or(|page| !Path::new(&format!("/proc/{page}")).exists()).then_some(()))
        })
        .await
    }

    /// The page's process, once there is one.
    fn page(&self) -> Result<Option<u32>, Failure> {
        let parent = format!("PPid:\t{}\n", self.window.id());
        for entry in fs::read_dir("/proc").map_err(Failure::file("/proc"))?.flatten() {
            let Some(id) = entry.file_name().to_str().and_then(|name| name.parse().ok()) else { continue };
            // A process may end while it is looked at.
            let status = fs::read_to_string(entry.path().join("status")).unwrap_or_default();
            if status.starts_with(&format!("Name:\t{PAGE}\n")) && status.contains(&parent) {
                return Ok(Some(id));
            }
        }
        Ok(None)
    }
}

impl Drop for LoneWindow {
    fn drop(&mut self) {
        ask_to_end(self.window.id());
        let _ = self.window.wait();
    }
}

/// Whether the writable memory of a process has one of the needles.
fn holds(process: u32, needles: &[&[u8]]) -> Result<bool, Failure> {
    let (maps, memory) = (format!("/proc/{process}/maps"), format!("/proc/{process}/mem"));
    let regions = fs::read_to_string(&maps).map_err(Failure::file(maps))?;
    let memory = File::open(&memory).map_err(Failure::file(memory))?;
    let overlap = needles.iter().map(|needle| needle.len()).max().unwrap_or(0) as u64;
    let mut piece = vec![0; usize::try_from(PIECE + overlap).unwrap_or_default()];
    for (start, end) in regions.lines().filter_map(writable) {
        for at in (start..end).step_by(usize::try_from(PIECE).unwrap_or(1)) {
            let wanted = usize::try_from((end - at).min(PIECE + overlap)).unwrap_or_default();
            // What was given back meanwhile cannot be read.
            let Ok(read) = memory.read_at(&mut piece[..wanted], at) else { break };
            if needles.iter().any(|needle| memmem::find(&piece[..read], needle).is_some()) {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

/// The bounds of a writable region without a file, as a line of `maps` tells them.
fn writable(line: &str) -> Option<(u64, u64)> {
    let mut words = line.split_whitespace();
    let (bounds, rights) = (words.next()?, words.next()?);
    let file = words.nth(3).is_some_and(|name| name.starts_with('/'));
    let (start, end) = bounds.split_once('-')?;
    let bounds = (u64::from_str_radix(start, 16).ok()?, u64::from_str_radix(end, 16).ok()?);
    (rights.starts_with("rw") && !file).then_some(bounds)
}
