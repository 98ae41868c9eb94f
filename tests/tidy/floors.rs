//! Crate edges equal the floors: a room uses rooms on lower floors only (ARCHITECTURE.md).

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand};

use crate::tree::assert_none;

/// Who may use anything: they test and build the house and no room uses them.
const OUTSIDE: [&str; 2] = ["satchel-tests", "xtask"];

/// Crates of ours that are no rooms: a substitute for somebody else's crate.
const SHIMS: [&str; 1] = ["libsqlite3-sys"];

fn floor(name: &str) -> Option<u8> {
    Some(match name {
        "satchel-model" => 1,
        "satchel-remote" | "satchel-sealed" | "satchel-gentle" => 2,
        "satchel-store" | "satchel-search" | "satchel-exchange" | "satchel-vault" | "satchel-quality"
        | "satchel-insight" => 3,
        "satchel-sync" | "satchel-connectors" => 4,
        "satchel-app" => 5,
        "satchel-cli" | "satchel-desktop" => 6,
        _ => return None,
    })
}

fn metadata() -> Metadata {
    MetadataCommand::new().manifest_path(satchel_tests::root().join("Cargo.toml")).no_deps().exec().unwrap()
}

#[test]
fn rooms_use_rooms_on_lower_floors_only() {
    let metadata = metadata();
    let ours: Vec<&str> = metadata.packages.iter().map(|package| package.name.as_str()).collect();
    let mut findings = Vec::new();
    for package in &metadata.packages {
        let name = package.name.as_str();
        if OUTSIDE.contains(&name) || SHIMS.contains(&name) {
            continue;
        }
        let Some(from) = floor(name) else {
            findings.push(format!("{name} has no floor: give it one in tests/tidy/floors.rs and in ARCHITECTURE.md"));
            continue;
        };
        for dependency in &package.dependencies {
            let to = dependency.name.as_str();
            if !ours.contains(&to) || SHIMS.contains(&to) {
                continue;
            }
            // A room may test itself with generated rows.
            if OUTSIDE.contains(&to) && dependency.kind == DependencyKind::Development {
                continue;
            }
            if floor(to).is_none_or(|to| to >= from) {
                findings.push(format!("{name} (floor {from}) uses {to}"));
            }
        }
    }
    assert_none("A room uses rooms on lower floors only.", &findings);
}

#[test]
fn hosts_do_not_reach_past_the_use_cases() {
    const BANNED: [&str; 8] =
        ["sqlx", "libsqlite3-sys", "reqwest", "tantivy", "csv", "calamine", "keyring", "keyring-core"];
    let mut findings = Vec::new();
    for package in &metadata().packages {
        if !["satchel-cli", "satchel-desktop"].contains(&package.name.as_str()) {
            continue;
        }
        for dependency in package.dependencies.iter().filter(|d| d.kind != DependencyKind::Development) {
            if BANNED.contains(&dependency.name.as_str()) {
                findings.push(format!("{} lists {}", package.name, dependency.name));
            }
        }
    }
    assert_none("Hosts decode, call and encode; the libraries that do the work belong to lower floors.", &findings);
}

#[test]
fn every_crate_says_what_it_is_for_and_inherits_the_lints() {
    let root = satchel_tests::root();
    let workspace = std::fs::read_to_string(root.join("Cargo.toml")).unwrap();
    let mut findings = Vec::new();
    for package in &metadata().packages {
        if package.description.is_none() {
            findings.push(format!("{} has no description", package.name));
        }
        let manifest = std::fs::read_to_string(&package.manifest_path).unwrap();
        if !SHIMS.contains(&package.name.as_str()) && !manifest.contains("[lints]\nworkspace = true") {
            findings.push(format!("{} does not inherit the workspace's lints", package.name));
        }
    }
    let members = workspace.split("members = [").nth(1).and_then(|rest| rest.split(']').next()).unwrap();
    let lines: Vec<&str> = members.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    for pair in lines.windows(2) {
        if pair[1].starts_with('"') && !pair[0].starts_with('#') {
            findings.push(format!("Cargo.toml: member {} has no line of purpose above it", pair[1]));
        }
    }
    assert_none("Each crate has its purpose in a line and the lints of the house.", &findings);
}
