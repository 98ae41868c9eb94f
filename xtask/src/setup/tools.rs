//! Programs from crates.io, built once into the cache.

use crate::failure::Failure;
use crate::layout::Layout;
use crate::program::Program;
use crate::say;

/// A tool and the version that this house is tested with.
#[derive(Clone, Copy)]
pub(crate) struct Tool {
    name: &'static str,
    version: &'static str,
}

/// Licences, sources, bans, advisories.
pub(crate) const CARGO_DENY: Tool = Tool { name: "cargo-deny", version: "0.20.2" };

/// Runs fuzz targets.
pub(crate) const CARGO_FUZZ: Tool = Tool { name: "cargo-fuzz", version: "0.13.2" };

/// WebDriver for the window.
pub(crate) const TAURI_DRIVER: Tool = Tool { name: "tauri-driver", version: "2.1.0" };

/// Installs a tool unless that version of it is there.
pub(crate) fn install(layout: &Layout, tool: Tool) -> Result<(), Failure> {
    if is_installed(layout, tool) {
        return Ok(());
    }
    say::line(&format!("installing {} {}", tool.name, tool.version));
    let root = layout.tools.to_string_lossy().into_owned();
    let arguments = ["install", "--locked", "--root", &root, "--version", tool.version, tool.name];
    Program::cargo(layout, &arguments).run()
}

/// Installs the nightly compiler, which sanitizers need, unless one is there.
pub(crate) fn install_nightly(layout: &Layout) -> Result<(), Failure> {
    let is_there = Program::new(layout, "rustup", &["run", "nightly", "rustc", "--version"]).capture()?.ok;
    if is_there {
        return Ok(());
    }
    Program::new(layout, "rustup", &["toolchain", "install", "nightly", "--profile", "minimal"]).run()
}

fn is_installed(layout: &Layout, tool: Tool) -> bool {
    let listed = std::fs::read_to_string(layout.tools.join(".crates.toml")).unwrap_or_default();
    listed.contains(&format!("\"{} {} ", tool.name, tool.version)) && layout.tool(tool.name).is_file()
}
