//! One window a vault: a second one brings the first to the front and ends.
//!
//! The first listens at a local socket that is named after the vault's folder. Whoever calls says which file is to be
//! opened, if any: four bytes of length and the path. The first answers with one byte once it shows itself, and not at all
//! when it is about to end: then the second takes its place. Deliberately absent: anything else that is said over it. Other vaults have windows of their own, and the command needs none.

use std::io::{Error, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use interprocess::local_socket::traits::{ListenerExt as _, Stream as _};
use interprocess::local_socket::{GenericNamespaced, Listener, ListenerOptions, Name, Stream, ToNsName};
use uuid::Uuid;

/// How long a window may take to show itself, or to end.
const PATIENCE: Duration = Duration::from_secs(5);
/// No system has longer paths.
const LONGEST: usize = 64 * 1024;
const PAUSE: Duration = Duration::from_millis(20);

/// Takes the vault for this window; `None` when another has it, which has come to the front and opens the file.
///
/// # Errors
/// When this system has no local sockets, or the other window neither shows itself nor ends.
pub(crate) fn claim(vault: &Path, file: Option<&Path>) -> Result<Option<Listener>, Error> {
    let name = name_of(vault)?;
    let begun = Instant::now();
    loop {
        let taken = match Stream::connect(name.borrow()) {
            Ok(other) => match shows_itself(other, file) {
                true => return Ok(None),
                false => Err(ErrorKind::AddrInUse.into()),
            },
            // Where names are files, one that nobody answers was left behind by a window that was killed.
            Err(_) => ListenerOptions::new().name(name.borrow()).try_overwrite(true).create_sync(),
        };
        match taken {
            // It is about to end, or both were started at once.
            Err(error) if error.kind() == ErrorKind::AddrInUse && begun.elapsed() < PATIENCE => thread::sleep(PAUSE),
            taken => return taken.map(Some),
        }
    }
}

fn shows_itself(mut other: Stream, file: Option<&Path>) -> bool {
    // A system that knows no limit here waits for as long as the other window takes.
    let _ = other.set_recv_timeout(Some(PATIENCE));
    let path = file.map(Path::to_string_lossy).unwrap_or_default();
    let length = u32::try_from(path.len()).unwrap_or(u32::MAX).to_le_bytes();
    let said = other.write_all(&length).and_then(|()| other.write_all(path.as_bytes()));
    said.and_then(|()| other.read_exact(&mut [0])).is_ok()
}

/// The file that whoever calls wants opened. None as well when they say something else.
fn asked_for(other: &mut Stream) -> Option<PathBuf> {
    let _ = other.set_recv_timeout(Some(PATIENCE));
    let mut length = [0; 4];
    other.read_exact(&mut length).ok()?;
    let length = usize::try_from(u32::from_le_bytes(length)).ok().filter(|length| (1..=LONGEST).contains(length))?;
    let mut path = vec![0; length];
    other.read_exact(&mut path).ok()?;
    String::from_utf8(path).ok().map(PathBuf::from)
}

/// Calls `show`, with a file to open, whenever another window was started on the vault, until it says that this one is
/// about to end.
pub(crate) fn when_called(listener: Listener, show: impl Fn(Option<PathBuf>) -> bool + Send + 'static) {
    thread::spawn(move || {
        for mut other in listener.incoming().flatten() {
            let file = asked_for(&mut other);
            if !show(file) {
                return;
            }
            // The other may have lost its patience.
            let _ = other.write_all(&[1]);
        }
    });
}

/// However its path is written, and the same from one version to the next.
fn name_of(vault: &Path) -> Result<Name<'static>, Error> {
    let vault = std::fs::canonicalize(vault).unwrap_or_else(|_| vault.to_owned());
    let name = Uuid::new_v5(&Uuid::NAMESPACE_URL, vault.as_os_str().as_encoded_bytes());
    format!("satchel-window-{}", name.simple()).to_ns_name::<GenericNamespaced>()
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::sync::{Arc, mpsc};

    use super::{claim, when_called};

    #[test]
    fn the_second_calls_the_first_and_takes_its_place_when_it_is_about_to_end() {
        let (vault, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let (called, calls) = mpsc::channel();
        let ending = Arc::new(AtomicBool::new(false));
        let ends = Arc::clone(&ending);
        when_called(claim(vault.path(), None).unwrap().unwrap(), move |file| {
            called.send(file).unwrap();
            !ends.load(Ordering::Relaxed)
        });
        assert!(claim(other.path(), None).unwrap().is_some(), "another vault has a window of its own");
        for file in [None, Some(Path::new("/people.csv")), Some(Path::new("/ü.csv"))] {
            assert!(claim(&vault.path().join("."), file).unwrap().is_none());
            assert_eq!(calls.try_recv().unwrap().as_deref(), file);
        }
        ending.store(true, Ordering::Relaxed);
        assert!(claim(vault.path(), None).unwrap().is_some());
        calls.try_recv().unwrap();
        assert!(calls.try_recv().is_err());
    }
}
