//! A desktop session for tests: an empty home, a display, a session bus, an unlocked keyring.
//!
//! What runs in it sees nothing of the person's own files and leaves nothing behind; cargo, rustup and npm keep their
//! caches. Works as root in a container. Deliberately absent: a window manager, and sessions on other systems than
//! Linux, where only the home is replaced where that is harmless.

mod keyring;

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

use crate::failure::Failure;
use crate::layout::Layout;
use crate::program::Program;
use crate::setup;

use keyring::Keyring;

/// A running session; ends when it is dropped.
pub(crate) struct Session {
    variables: Vec<(String, PathBuf)>,
    children: Vec<Child>,
    keyring: Option<Keyring>,
    // Last: programs end before their home goes.
    home: TempDir,
}

/// Variables of the person's own session that must not reach a test.
const FOREIGN: [&str; 7] = [
    "WAYLAND_DISPLAY",
    "DBUS_SESSION_BUS_ADDRESS",
    "GNOME_KEYRING_CONTROL",
    "SATCHEL_PASSPHRASE",
    "SATCHEL_VAULT",
    "LC_ALL",
    "LANGUAGE",
];

/// A bus like every session's, except that it starts nothing that is asked for and not there.
const BUS: &str = r#"<busconfig>
  <type>session</type>
  <keep_umask/>
  <listen>unix:tmpdir=/tmp</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"#;

/// Runs one program in a session, for whoever wants to repeat a single test.
pub(crate) fn run(layout: &Layout, words: &[String]) -> Result<(), Failure> {
    let [program, arguments @ ..] = words else {
        return Err(Failure::Because("Name a program to run.".to_owned()));
    };
    setup::for_driving(layout)?;
    let session = Session::start(layout)?;
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let mut program = Program::new(layout, program, &arguments);
    session.lend(&mut program.command);
    program.run()
}

impl Session {
    /// Starts one.
    ///
    /// # Errors
    /// When a program of it cannot be started or says nothing.
    pub(crate) fn start(layout: &Layout) -> Result<Self, Failure> {
        let home =
            tempfile::Builder::new().prefix("satchel-").tempdir().map_err(Failure::file(std::env::temp_dir()))?;
        let mut session = Self { variables: Vec::new(), children: Vec::new(), keyring: None, home };
        session.keep_caches();
        session.search_path(layout);
        if cfg!(target_os = "linux") {
            session.make_home()?;
            session.start_display()?;
            session.start_bus()?;
            session.unlock_keyring()?;
        }
        Ok(session)
    }

    /// Gives a program the session's environment.
    pub(crate) fn lend(&self, command: &mut Command) {
        if !cfg!(target_os = "linux") {
            command.envs(self.variables.iter().map(|(key, value)| (key, value)));
            return;
        }
        for variable in FOREIGN {
            command.env_remove(variable);
        }
        command.env("LANG", "C.UTF-8").env("TZ", "UTC").env("GDK_BACKEND", "x11").env("GSETTINGS_BACKEND", "memory");
        command.envs(self.variables.iter().map(|(key, value)| (key, value)));
    }

    fn set(&mut self, key: &str, value: impl Into<PathBuf>) {
        self.variables.push((key.to_owned(), value.into()));
    }

    fn keep_caches(&mut self) {
        let Some(home) = std::env::home_dir() else { return };
        for (key, usual) in [("CARGO_HOME", ".cargo"), ("RUSTUP_HOME", ".rustup"), ("npm_config_cache", ".npm")] {
            let value = std::env::var_os(key).map_or_else(|| home.join(usual), PathBuf::from);
            self.set(key, value);
        }
    }

    fn search_path(&mut self, layout: &Layout) {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let all = std::iter::once(layout.tools.join("bin")).chain(std::env::split_paths(&path));
        if let Ok(path) = std::env::join_paths(all) {
            self.set("PATH", path);
        }
    }

    fn make_home(&mut self) -> Result<(), Failure> {
        let home = self.home.path().to_path_buf();
        for (key, name) in [
            ("HOME", "home"),
            ("XDG_CONFIG_HOME", "home/.config"),
            ("XDG_DATA_HOME", "home/.local/share"),
            ("XDG_STATE_HOME", "home/.local/state"),
            ("XDG_CACHE_HOME", "home/.cache"),
            ("XDG_RUNTIME_DIR", "run"),
        ] {
            let dir = home.join(name);
            fs::create_dir_all(&dir).map_err(Failure::file(&dir))?;
            self.set(key, dir);
        }
        for_owner_only(&home.join("run"))
    }

    fn start_display(&mut self) -> Result<(), Failure> {
        let mut command = Command::new("Xvfb");
        command.args(["-displayfd", "1", "-screen", "0", "1600x1000x24", "-nolisten", "tcp", "-noreset"]);
        let number = self.start_and_read_line(command)?;
        self.set("DISPLAY", format!(":{number}"));
        Ok(())
    }

    fn start_bus(&mut self) -> Result<(), Failure> {
        let config = self.home.path().join("bus.conf");
        fs::write(&config, BUS).map_err(Failure::file(&config))?;
        let mut command = Command::new("dbus-daemon");
        command.arg("--config-file").arg(config).args(["--nofork", "--nopidfile", "--print-address=1"]);
        let address = self.start_and_read_line(command)?;
        self.set("DBUS_SESSION_BUS_ADDRESS", &address);
        // No test hears of this computer's sleep, and one of them makes it sleep.
        self.set("DBUS_SYSTEM_BUS_ADDRESS", address);
        Ok(())
    }

    fn unlock_keyring(&mut self) -> Result<(), Failure> {
        self.keyring = Some(Keyring::start(|command| self.lend(command))?);
        Ok(())
    }

    /// Starts a program that stays, and waits for the one line that says where it listens.
    fn start_and_read_line(&mut self, mut command: Command) -> Result<String, Failure> {
        let program = command.get_program().to_string_lossy().into_owned();
        self.lend(&mut command);
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|source| Failure::Start { program: program.clone(), source })?;
        let mut line = String::new();
        if let Some(stdout) = child.stdout.take() {
            let _ = BufReader::new(stdout).read_line(&mut line);
        }
        self.children.push(child);
        match line.trim() {
            "" => Err(Failure::Program(program)),
            line => Ok(line.to_owned()),
        }
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        self.keyring.iter().for_each(Keyring::let_end);
        // The bus goes first: what it started ends with it while there is still a display.
        for child in self.children.iter_mut().rev() {
            ask_to_end(child);
            let _ = child.wait();
        }
    }
}

/// Asked rather than killed, so that sockets and locks in /tmp are taken away.
#[cfg(unix)]
fn ask_to_end(child: &mut Child) {
    use nix::sys::signal::{Signal, kill};
    let asked = i32::try_from(child.id()).is_ok_and(|id| kill(nix::unistd::Pid::from_raw(id), Signal::SIGTERM).is_ok());
    if !asked {
        let _ = child.kill();
    }
}

#[cfg(not(unix))]
fn ask_to_end(child: &mut Child) {
    let _ = child.kill();
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
