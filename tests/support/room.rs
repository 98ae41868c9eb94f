//! A place of its own for one test: a vault, and the home and folders of the programs that work on it.
//!
//! Everything that a driven program writes lands below one folder, which a test can search byte by byte. The keyring
//! and the display are the session's (`cargo xtask session`).

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use crate::failure::Failure;

const FOLDERS: [(&str, &str); 7] = [
    ("HOME", "home"),
    ("XDG_CONFIG_HOME", "home/.config"),
    ("XDG_DATA_HOME", "home/.local/share"),
    ("XDG_STATE_HOME", "home/.local/state"),
    ("XDG_CACHE_HOME", "home/.cache"),
    ("XDG_RUNTIME_DIR", "run"),
    ("TMPDIR", "tmp"),
];

/// The place; it goes when it is dropped.
#[derive(Debug)]
pub struct Room {
    dir: TempDir,
    // Apart from the searched folders: the file that is imported is readable, of course.
    desk: TempDir,
    /// Whether windows are drawn by the processor itself.
    plainly: bool,
}

impl Room {
    /// An empty one.
    ///
    /// # Errors
    /// When its folders cannot be made.
    pub fn new() -> Result<Self, Failure> {
        let make = || tempfile::Builder::new().prefix("satchel-").tempdir();
        let temp = std::env::temp_dir;
        let [dir, desk] = [make(), make()].map(|made| made.map_err(Failure::file(temp())));
        let room = Self { dir: dir?, desk: desk?, plainly: false };
        for (_, name) in FOLDERS {
            let dir = room.dir.path().join(name);
            fs::create_dir_all(&dir).map_err(Failure::file(&dir))?;
        }
        for_owner_only(&room.dir.path().join("run"))?;
        Ok(room)
    }

    /// The same, with windows that are drawn by the processor itself, and not by way of a graphics card: where there is none,
    /// a driver imitates one, and whoever waits for the page would wait for that.
    #[must_use]
    pub fn without_a_card(self) -> Self {
        Self { plainly: true, ..self }
    }

    /// Where everything of the driven programs is.
    #[must_use]
    pub fn dir(&self) -> &Path {
        self.dir.path()
    }

    /// The vault's folder; made by the window.
    #[must_use]
    pub fn vault(&self) -> PathBuf {
        self.dir.path().join("vault")
    }

    /// Where programs keep their settings, outside of the vault.
    #[must_use]
    pub fn config(&self) -> PathBuf {
        self.dir.path().join("home/.config")
    }

    /// Puts a file where a person would have it.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn lay_down(&self, name: &str, text: &str) -> Result<PathBuf, Failure> {
        let path = self.desk.path().join(name);
        fs::write(&path, text).map_err(Failure::file(&path))?;
        Ok(path)
    }

    /// Gives a program the room's folders.
    pub fn furnish(&self, command: &mut Command) {
        command.envs(FOLDERS.map(|(key, name)| (key, self.dir.path().join(name))));
        command.env_remove("SATCHEL_PASSPHRASE").env_remove("SATCHEL_VAULT");
        if self.plainly {
            command.env("WEBKIT_DISABLE_COMPOSITING_MODE", "1");
        }
    }
}

#[cfg(unix)]
fn for_owner_only(dir: &Path) -> Result<(), Failure> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(dir, fs::Permissions::from_mode(0o700)).map_err(Failure::file(dir))
}

#[cfg(not(unix))]
fn for_owner_only(_dir: &Path) -> Result<(), Failure> {
    Ok(())
}
