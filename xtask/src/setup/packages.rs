//! Packages of the operating system.
//!
//! Debian and Ubuntu are installed by apt-get, with sudo when not root. Elsewhere the person gets one sentence with the
//! exact command. Deliberately absent: package managers that this project is not tested with.

use std::path::Path;

use crate::failure::Failure;
use crate::layout::Layout;
use crate::program::Program;
use crate::say;

/// To build: the webview's headers, and what vendored OpenSSL and SQLCipher are compiled with.
pub(crate) const BUILD: &[&str] = &["build-essential", "libwebkit2gtk-4.1-dev", "perl", "pkg-config"];

/// To test: a display, a session bus with a keyring, the webview's driver, software rendering, letters for every script
/// in the pictures, and what records a process for the power cuts.
pub(crate) const TEST: &[&str] = &[
    "at-spi2-core",
    "dbus",
    "fonts-noto-cjk",
    "fonts-noto-color-emoji",
    "fonts-noto-core",
    "gnome-keyring",
    "libgl1-mesa-dri",
    "strace",
    "webkit2gtk-driver",
    "xvfb",
];

/// To pack: what installs the package that is for other systems than this.
pub(crate) const PACK: &[&str] = &["rpm"];

/// To measure: the shell that imports and exports are compared with, and the library that cards are.
pub(crate) const BENCH: &[&str] = &["python3-vobject", "sqlite3"];

/// Installs what is missing of a list.
pub(crate) fn install(layout: &Layout, packages: &[&'static str]) -> Result<(), Failure> {
    if !cfg!(target_os = "linux") {
        // macOS and Windows have their webview and keyring; a missing compiler is named by cargo itself.
        return Ok(());
    }
    if !Path::new("/usr/bin/dpkg-query").exists() {
        return elsewhere(packages);
    }
    let missing = missing(layout, packages)?;
    if missing.is_empty() {
        return Ok(());
    }
    say::line(&format!("installing {}", missing.join(" ")));
    if apt(layout, &install_arguments(&missing)).is_ok() {
        return Ok(());
    }
    // A fresh machine knows no packages, an old one has stale addresses.
    apt(layout, &["update"])?;
    apt(layout, &install_arguments(&missing)).map_err(|_| Failure::Missing {
        what: "System packages are missing and could not be installed.".to_owned(),
        command: format!("sudo apt-get install {}", missing.join(" ")),
    })
}

fn install_arguments<'a>(missing: &[&'a str]) -> Vec<&'a str> {
    let mut arguments = vec!["install", "--yes", "--no-install-recommends"];
    arguments.extend(missing);
    arguments
}

fn missing(layout: &Layout, packages: &[&'static str]) -> Result<Vec<&'static str>, Failure> {
    let mut arguments = vec!["--show", "--showformat=${db:Status-Status} ${Package}\n"];
    arguments.extend(packages);
    let printed = Program::new(layout, "dpkg-query", &arguments).capture()?;
    let installed: Vec<&str> = printed.text.lines().filter_map(|line| line.strip_prefix("installed ")).collect();
    Ok(packages.iter().copied().filter(|package| !installed.contains(package)).collect())
}

fn apt(layout: &Layout, arguments: &[&str]) -> Result<(), Failure> {
    let root = Program::new(layout, "id", &["-u"]).capture()?.text.trim() == "0";
    let mut words = vec!["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"];
    if !root {
        words.insert(0, "sudo");
    }
    words.extend(arguments);
    Program::new(layout, words[0], &words[1..]).run()
}

/// Other systems: the libraries are looked for, the programs' names differ, so the sentence has the well-known ones.
fn elsewhere(packages: &[&str]) -> Result<(), Failure> {
    const PROGRAMS: [(&str, &str); 8] = [
        ("libwebkit2gtk-4.1-dev", "pkg-config"),
        ("perl", "perl"),
        ("dbus", "dbus-daemon"),
        ("gnome-keyring", "gnome-keyring-daemon"),
        ("strace", "strace"),
        ("webkit2gtk-driver", "WebKitWebDriver"),
        ("xvfb", "Xvfb"),
        ("sqlite3", "sqlite3"),
    ];
    let absent: Vec<&str> = PROGRAMS
        .iter()
        .filter(|(package, program)| packages.contains(package) && !on_path(program))
        .map(|(_, program)| *program)
        .collect();
    if absent.is_empty() {
        return Ok(());
    }
    Err(Failure::Missing {
        what: format!("These programs are missing: {}.", absent.join(", ")),
        command: command_of_this_system().to_owned(),
    })
}

fn command_of_this_system() -> &'static str {
    if on_path("dnf") {
        "sudo dnf install @development-tools webkit2gtk4.1-devel webkit2gtk-driver perl pkgconf dbus-daemon gnome-keyring strace xorg-x11-server-Xvfb sqlite google-noto-fonts-all"
    } else if on_path("pacman") {
        "sudo pacman -S --needed base-devel webkit2gtk-4.1 perl pkgconf dbus gnome-keyring strace xorg-server-xvfb sqlite noto-fonts noto-fonts-cjk noto-fonts-emoji"
    } else if on_path("zypper") {
        "sudo zypper install -t pattern devel_basis && sudo zypper install webkit2gtk3-devel perl pkgconf dbus-1 gnome-keyring strace xorg-x11-server-Xvfb sqlite3 noto-sans-fonts"
    } else {
        "your package manager for WebKitGTK 4.1 with headers and WebKitWebDriver, perl, pkg-config, dbus, gnome-keyring, strace, Xvfb, sqlite3 and the Noto fonts"
    }
}

fn on_path(program: &str) -> bool {
    std::env::var_os("PATH").is_some_and(|path| std::env::split_paths(&path).any(|dir| dir.join(program).is_file()))
}
