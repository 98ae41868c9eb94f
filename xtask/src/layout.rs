//! Where things are: the checkout, and the cache that outlives it.
//!
//! Everything that xtask builds goes to a target folder in the cache, so that a fresh clone is quick; a
//! `CARGO_TARGET_DIR` that is set wins. Deliberately absent: paths inside a vault.

use std::env;
use std::path::{Path, PathBuf};

/// The folders of a task.
pub(crate) struct Layout {
    /// The checkout.
    pub(crate) root: PathBuf,
    /// The folder of built programs.
    pub(crate) target: PathBuf,
    /// The folder of installed tools, with a `bin` in it.
    pub(crate) tools: PathBuf,
}

impl Layout {
    /// Finds them from the environment.
    pub(crate) fn find() -> Self {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let root = here.parent().unwrap_or(here).to_path_buf();
        let cache = env::var_os("SATCHEL_BUILD_CACHE")
            .map(PathBuf::from)
            .or_else(|| env::home_dir().map(|home| home.join(".cache").join("satchel-build")))
            .unwrap_or_else(|| root.join("target"));
        let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| cache.join("target"), PathBuf::from);
        // Cargo reads a relative one from where it is run, which is the root for every program here.
        let target = root.join(target);
        Self { tools: cache.join("tools"), target, root }
    }

    /// The UI's folder.
    pub(crate) fn ui(&self) -> PathBuf {
        self.root.join("ui")
    }

    /// A built program of a profile's folder, `debug` or `release`.
    pub(crate) fn built(&self, profile: &str, name: &str) -> PathBuf {
        self.target.join(profile).join(format!("{name}{}", env::consts::EXE_SUFFIX))
    }

    /// An installed tool.
    pub(crate) fn tool(&self, name: &str) -> PathBuf {
        self.tools.join("bin").join(format!("{name}{}", env::consts::EXE_SUFFIX))
    }
}
