//! The UI's lockfile holds every system's packages, not only those of the machine it was last written on.

use std::fs;

use serde_json::{Map, Value};

use crate::tree::assert_none;

#[test]
fn the_lockfile_names_the_optional_packages_of_every_system() {
    let text = fs::read_to_string(satchel_tests::root().join("ui/package-lock.json")).unwrap();
    let lock: Value = serde_json::from_str(&text).unwrap();
    let packages = lock["packages"].as_object().unwrap();
    let mut findings = Vec::new();
    for (path, package) in packages {
        for name in package["optionalDependencies"].as_object().into_iter().flat_map(Map::keys) {
            if !is_found(packages, path, name) {
                findings.push(format!("{path} may need {name}, which the lockfile does not hold"));
            }
        }
    }
    assert_none("`npm ci` refuses a lockfile with holes: take a version that is published for every system", &findings);
}

/// Node looks beside the package first, then in each folder above.
fn is_found(packages: &Map<String, Value>, from: &str, name: &str) -> bool {
    let mut folder = Some(from);
    while let Some(path) = folder {
        let place =
            if path.is_empty() { format!("node_modules/{name}") } else { format!("{path}/node_modules/{name}") };
        if packages.contains_key(&place) {
            return true;
        }
        folder = match path.rfind("/node_modules/") {
            Some(end) => Some(&path[..end]),
            None if path.is_empty() => None,
            None => Some(""),
        };
    }
    false
}
