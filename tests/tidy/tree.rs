//! The files of the checkout that people wrote: what git would take, without generated files.

use std::fs;
use std::path::PathBuf;

use ignore::WalkBuilder;

/// A text file of the checkout.
pub(crate) struct SourceFile {
    /// Path from the root, with `/`.
    pub(crate) path: String,
    /// What is in it.
    pub(crate) text: String,
}

impl SourceFile {
    /// Whether the path ends in `.` and one of these.
    pub(crate) fn is(&self, extensions: &[&str]) -> bool {
        self.path.rsplit_once('.').is_some_and(|(_, extension)| extensions.contains(&extension))
    }

    /// Whether a tool wrote it: such files carry it in their name.
    pub(crate) fn is_generated(&self) -> bool {
        self.path.contains(".gen.") || self.path.ends_with("package-lock.json") || self.path == "Cargo.lock"
    }

    /// Whether it is only built for tests.
    pub(crate) fn is_test(&self) -> bool {
        self.path.starts_with("tests/")
            || self.path.contains("/tests/")
            || self.path.ends_with("/tests.rs")
            || self.path.contains(".test.")
    }
}

/// Every text file outside of what `.gitignore` names, in a stable order.
pub(crate) fn sources() -> Vec<SourceFile> {
    let root = satchel_tests::root();
    let mut paths: Vec<PathBuf> = WalkBuilder::new(&root)
        .hidden(false)
        .require_git(false)
        .filter_entry(|entry| entry.file_name() != ".git" && entry.file_name() != "node_modules")
        .build()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.file_type().is_some_and(|kind| kind.is_file()))
        .map(ignore::DirEntry::into_path)
        .collect();
    paths.sort();
    let sources: Vec<SourceFile> = paths
        .into_iter()
        .filter_map(|path| {
            // What is not UTF-8 is a picture or a sample.
            let text = fs::read_to_string(&path).ok()?;
            let path = path.strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/");
            Some(SourceFile { path, text })
        })
        .collect();
    assert!(sources.len() > 20, "the checkout was not found at {}", root.display());
    sources
}

/// Fails with all findings at once, so that one run is enough to tidy up.
pub(crate) fn assert_none(rule: &str, findings: &[String]) {
    assert!(findings.is_empty(), "{rule}\n  {}", findings.join("\n  "));
}
