//! A disk that remembers what it was told to keep.
//!
//! Names and contents are kept apart, as file systems do: a synced file whose name was not synced may not be there.
//! Deliberately absent: permissions, links, and names in folders that were made in a synced folder and lost.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::Step;
use crate::chance::Chance;

/// What a disk writes as a whole.
const SECTOR: usize = 512;

/// What becomes of what was not synced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// It is lost.
    Nothing,
    /// Some sectors of it are there, and the first few of the names' changes.
    Some,
}

/// The disk under one folder, as of some step.
#[derive(Debug, Default)]
pub struct Disk {
    files: Vec<File>,
    /// Names as every process sees them.
    seen: Names,
    /// Names that are on the disk.
    kept: Names,
    /// What changed names and may not be on the disk, oldest first, with the number of its step.
    renaming: Vec<(usize, Naming)>,
}

type Names = BTreeMap<PathBuf, Node>;

#[derive(Clone, Copy, Debug)]
enum Node {
    Folder,
    /// The number of the file.
    File(usize),
}

#[derive(Clone, Debug)]
enum Naming {
    Is(PathBuf, Node),
    Moved(PathBuf, PathBuf, Node),
    Gone(PathBuf),
}

#[derive(Debug, Default)]
struct File {
    kept: Vec<u8>,
    /// What changed the content and may not be on the disk, oldest first, with the number of its step.
    writing: Vec<(usize, Writing)>,
}

#[derive(Clone, Debug)]
enum Writing {
    Bytes(usize, Vec<u8>),
    Length(usize),
}

impl Disk {
    /// The disk after these steps.
    #[must_use]
    pub fn after(steps: &[Step]) -> Self {
        let mut disk = Self::default();
        for (nth, step) in steps.iter().enumerate() {
            disk.take(nth, step);
        }
        disk
    }

    fn take(&mut self, nth: usize, step: &Step) {
        match step {
            Step::File(path) if self.seen.contains_key(path) => {}
            Step::File(path) => {
                self.files.push(File::default());
                self.name(nth, Naming::Is(path.clone(), Node::File(self.files.len() - 1)));
            }
            Step::Folder(path) => self.name(nth, Naming::Is(path.clone(), Node::Folder)),
            Step::Rename { from, to } => {
                let node = self.seen.get(from).copied().unwrap_or(Node::Folder);
                self.name(nth, Naming::Moved(from.clone(), to.clone(), node));
            }
            Step::Remove(path) => self.name(nth, Naming::Gone(path.clone())),
            Step::Write { path, at, bytes } => self.write(nth, path, Writing::Bytes(*at, bytes.clone())),
            Step::Length { path, length } => self.write(nth, path, Writing::Length(*length)),
            Step::Sync { path, begun } => self.sync(path, *begun),
        }
    }

    fn name(&mut self, nth: usize, naming: Naming) {
        naming.apply(&mut self.seen);
        self.renaming.push((nth, naming));
    }

    fn write(&mut self, nth: usize, path: &Path, writing: Writing) {
        if let Some(Node::File(file)) = self.seen.get(path) {
            self.files[*file].writing.push((nth, writing));
        }
    }

    fn sync(&mut self, path: &Path, begun: usize) {
        if let Some(Node::File(file)) = self.seen.get(path) {
            let file = &mut self.files[*file];
            let later = file.writing.iter().position(|(nth, _)| *nth >= begun).unwrap_or(file.writing.len());
            for (_, writing) in file.writing.drain(..later) {
                writing.apply(&mut file.kept);
            }
        } else {
            let (kept, open) = (&mut self.kept, std::mem::take(&mut self.renaming));
            for (nth, naming) in open {
                if nth < begun && naming.is_in(path) {
                    naming.apply(kept);
                } else {
                    self.renaming.push((nth, naming));
                }
            }
        }
    }

    /// Writes what is left of the folder `root` after the power was cut into the new folder `into`.
    ///
    /// # Errors
    /// Those of writing it.
    pub fn cut(mut self, kept: Kept, chance: &mut Chance, root: &Path, into: &Path) -> std::io::Result<()> {
        if kept == Kept::Some {
            let first = chance.below(self.renaming.len() + 1);
            self.renaming.iter().take(first).for_each(|(_, naming)| naming.apply(&mut self.kept));
            for file in &mut self.files {
                for (_, writing) in std::mem::take(&mut file.writing) {
                    writing
                        .in_sectors()
                        .into_iter()
                        .filter(|_| chance.toss())
                        .for_each(|part| part.apply(&mut file.kept));
                }
            }
        }
        fs::create_dir(into)?;
        // Names are in order: a folder comes before what is in it. One that is lost takes that with it.
        for (path, node) in &self.kept {
            let Ok(name) = path.strip_prefix(root) else { continue };
            let place = into.join(name);
            match node {
                Node::Folder if place.is_dir() => {}
                Node::Folder if place.parent().is_some_and(Path::is_dir) => fs::create_dir(place)?,
                Node::File(file) if place.parent().is_some_and(Path::is_dir) => {
                    fs::write(place, &self.files[*file].kept)?;
                }
                Node::Folder | Node::File(_) => {}
            }
        }
        Ok(())
    }
}

impl Naming {
    fn apply(&self, names: &mut Names) {
        match self {
            Self::Is(path, node) => drop(names.insert(path.clone(), *node)),
            Self::Moved(from, to, node) => {
                names.remove(from);
                names.insert(to.clone(), *node);
            }
            Self::Gone(path) => drop(names.remove(path)),
        }
    }

    /// Whether it changes names in a folder.
    fn is_in(&self, folder: &Path) -> bool {
        let (Self::Is(path, _) | Self::Moved(_, path, _) | Self::Gone(path)) = self;
        path.parent() == Some(folder)
    }
}

impl Writing {
    fn apply(self, content: &mut Vec<u8>) {
        match self {
            Self::Bytes(at, bytes) => {
                content.resize(content.len().max(at + bytes.len()), 0);
                content[at..at + bytes.len()].copy_from_slice(&bytes);
            }
            Self::Length(length) => content.resize(length, 0),
        }
    }

    /// The same in parts that are each written or not.
    fn in_sectors(self) -> Vec<Self> {
        let Self::Bytes(mut at, bytes) = self else { return vec![self] };
        let mut rest = bytes.as_slice();
        let mut parts = Vec::new();
        while !rest.is_empty() {
            let (part, left) = rest.split_at(rest.len().min(SECTOR - at % SECTOR));
            parts.push(Self::Bytes(at, part.to_vec()));
            (at, rest) = (at + part.len(), left);
        }
        parts
    }
}

#[cfg(test)]
mod unit {
    use std::fs;
    use std::path::{Path, PathBuf};

    use super::{Disk, Kept};
    use crate::chance::Chance;
    use crate::power::Step;

    /// What is in file `name` after a cut that nothing outlived which was not synced.
    fn left(steps: &[Step], name: &str) -> Option<Vec<u8>> {
        let folder = tempfile::tempdir().unwrap();
        let into = folder.path().join("v");
        Disk::after(steps).cut(Kept::Nothing, &mut Chance::new(), Path::new("/v"), &into).unwrap();
        fs::read(into.join(name)).ok()
    }

    fn write(path: &str, at: usize, text: &str) -> Step {
        Step::Write { path: path.into(), at, bytes: text.into() }
    }

    fn sync(path: &str, begun: usize) -> Step {
        Step::Sync { path: path.into(), begun }
    }

    #[test]
    fn only_what_was_synced_is_left() {
        let path = PathBuf::from("/v/a");
        let mut steps = vec![Step::File(path), write("/v/a", 0, "old"), sync("/v/a", 2)];
        assert_eq!(left(&steps, "a"), None, "its name was not synced");
        steps.push(sync("/v", 3));
        assert_eq!(left(&steps, "a").unwrap(), b"old");
        steps.push(write("/v/a", 1, "new"));
        assert_eq!(left(&steps, "a").unwrap(), b"old");
        steps.push(sync("/v/a", 4));
        assert_eq!(left(&steps, "a").unwrap(), b"old", "it began before the write");
        steps.push(sync("/v/a", 6));
        assert_eq!(left(&steps, "a").unwrap(), b"onew");
    }

    #[test]
    fn a_name_moves_when_its_folder_is_synced() {
        let mut steps = vec![
            Step::File("/v/new".into()),
            write("/v/new", 0, "text"),
            sync("/v/new", 2),
            Step::Rename { from: "/v/new".into(), to: "/v/a".into() },
        ];
        assert_eq!(left(&steps, "a"), None);
        steps.push(sync("/v", 4));
        assert_eq!((left(&steps, "a").unwrap(), left(&steps, "new")), (b"text".to_vec(), None));
        steps.push(Step::Remove("/v/a".into()));
        assert!(left(&steps, "a").is_some());
    }
}
