//! The session's keyring: unlocked, and started again when it ends.
//!
//! gnome-keyring 42 ends by itself at one session in a thousand or so; a bus that starts what is asked for would start
//! a locked one. Deliberately absent: a keyring of our own.

use std::io::Write;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crate::failure::Failure;

const NAME: &str = "gnome-keyring-daemon";
const PASSWORD: &[u8] = b"keyring of a test";
/// How often, and how many times, a keyring that starts is looked for.
const PAUSE: Duration = Duration::from_millis(20);
const LOOKS: usize = 500;

/// A keyring that is looked after. It ends with its bus, which its owner ends between [`Keyring::let_end`] and the
/// drop.
pub(super) struct Keyring {
    ending: Arc<AtomicBool>,
    keeper: Option<JoinHandle<()>>,
}

impl Keyring {
    /// Starts one and waits until it answers. `lend` gives a program the session.
    pub(super) fn start(lend: impl Fn(&mut Command)) -> Result<Self, Failure> {
        let mut daemon = Command::new(NAME);
        daemon.args(["--foreground", "--unlock", "--components=secrets"]);
        lend(&mut daemon);
        let ending = Arc::new(AtomicBool::new(false));
        let ended = Arc::clone(&ending);
        let keeper = thread::spawn(move || {
            while !ended.load(Ordering::Relaxed) {
                if run(&mut daemon).is_err() {
                    return;
                }
            }
        });
        let keyring = Self { ending, keeper: Some(keeper) };
        for _ in 0..LOOKS {
            if answers(&lend)? {
                return Ok(keyring);
            }
            thread::sleep(PAUSE);
        }
        Err(Failure::Program(NAME.to_owned()))
    }

    /// From now on, an end is the end.
    pub(super) fn let_end(&self) {
        self.ending.store(true, Ordering::Relaxed);
    }
}

impl Drop for Keyring {
    fn drop(&mut self) {
        self.let_end();
        if let Some(keeper) = self.keeper.take() {
            let _ = keeper.join();
        }
    }
}

/// Runs it to its end.
fn run(daemon: &mut Command) -> std::io::Result<()> {
    let mut child = daemon.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
    if let Some(mut stdin) = child.stdin.take() {
        stdin.write_all(PASSWORD)?;
    }
    child.wait().map(drop)
}

fn answers(lend: impl Fn(&mut Command)) -> Result<bool, Failure> {
    const ASK: &str = "dbus-send";
    let mut ask = Command::new(ASK);
    ask.args(["--session", "--print-reply", "--dest=org.freedesktop.DBus", "/"]);
    ask.args(["org.freedesktop.DBus.NameHasOwner", "string:org.freedesktop.secrets"]);
    lend(&mut ask);
    let answer = ask.output().map_err(|source| Failure::Start { program: ASK.to_owned(), source })?;
    Ok(String::from_utf8_lossy(&answer.stdout).contains("boolean true"))
}
