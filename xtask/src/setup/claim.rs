//! The cache's target folder belongs to one checkout at a time.
//!
//! Cargo tells members of a workspace apart by their path inside it and looks at the times of files: what another
//! checkout built would pass for ours. Deliberately absent: two checkouts that build at the same time.

use std::fs;

use crate::failure::Failure;
use crate::layout::Layout;
use crate::program::Program;
use crate::say;

/// Where the checkout is written down that built last.
const CLAIM: &str = "checkout";
/// Profiles whose folders hold members of ours, as cargo names them.
const PROFILES: [(&str, &str); 2] = [("debug", "dev"), ("release", "release")];

/// Makes it ours: what another checkout built of the workspace goes, what it built of libraries stays.
pub(super) fn claim(layout: &Layout) -> Result<(), Failure> {
    let path = layout.target.join(CLAIM);
    let ours = layout.root.to_string_lossy();
    if fs::read_to_string(&path).is_ok_and(|theirs| theirs == ours) {
        return Ok(());
    }
    for (folder, profile) in PROFILES {
        if layout.target.join(folder).is_dir() {
            say::line(&format!("letting go of what another checkout built ({folder})"));
            Program::cargo(layout, &["clean", "--quiet", "--workspace", "--profile", profile]).run()?;
        }
    }
    fs::create_dir_all(&layout.target).map_err(Failure::file(&layout.target))?;
    fs::write(&path, ours.as_bytes()).map_err(Failure::file(path))
}
