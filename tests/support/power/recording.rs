//! What a process asked of the system about the files of one folder, read from what strace prints.
//!
//! Something about these files that is not understood is an error: a write that went unseen would prove nothing. The
//! file that SQLite's processes share (`-shm`) is left out, as it is made anew after a cut.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// One thing that was asked and done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// A file was opened that is made if it is not there.
    File(PathBuf),
    /// A folder was made.
    Folder(PathBuf),
    /// Bytes were written.
    Write {
        /// Into which file.
        path: PathBuf,
        /// Where in it.
        at: usize,
        /// The bytes.
        bytes: Vec<u8>,
    },
    /// A file got this length.
    Length {
        /// Which file.
        path: PathBuf,
        /// Its length.
        length: usize,
    },
    /// A file has another name.
    Rename {
        /// The name it had.
        from: PathBuf,
        /// The name it has.
        to: PathBuf,
    },
    /// A file or folder is gone.
    Remove(PathBuf),
    /// What had been done to a file, or to the names in a folder, before this began is on the disk.
    Sync {
        /// The file or folder.
        path: PathBuf,
        /// How many steps came before it began.
        begun: usize,
    },
}

/// Everything that changes a file, and what is needed to understand it.
const CALLS: &str = "openat,open,creat,write,pwrite64,writev,pwritev,pwritev2,fsync,fdatasync,rename,renameat,renameat2,\
unlink,unlinkat,rmdir,ftruncate,truncate,fallocate,mkdir,mkdirat,link,linkat,symlink,symlinkat,copy_file_range,sendfile,\
lseek,mmap,sync_file_range";

/// Records processes one after another.
#[derive(Debug)]
pub struct Recorder {
    folder: PathBuf,
    log: PathBuf,
    /// Everything so far.
    pub steps: Vec<Step>,
}

impl Recorder {
    /// Records what happens in `folder`; `log` is a file of the recorder's own outside of it.
    #[must_use]
    pub fn new(folder: &Path, log: &Path) -> Self {
        Self { folder: folder.to_path_buf(), log: log.to_path_buf(), steps: Vec::new() }
    }

    /// Whether this machine lets one process record another; some containers do not.
    #[must_use]
    pub fn works() -> bool {
        let tried = Command::new("strace").args(["-o", "/dev/null", "true"]).stderr(Stdio::null()).status();
        tried.is_ok_and(|status| status.success())
    }

    /// Runs a command to its end and adds what it did.
    ///
    /// # Errors
    /// A sentence about what could not be run or understood.
    pub fn run(&mut self, command: &Command) -> Result<Output, String> {
        let mut traced = Command::new("strace");
        traced.args(["-f", "-y", "-xx", "-s", "1000000000", "-e", &format!("trace={CALLS}"), "-o"]).arg(&self.log);
        traced.arg("--").arg(command.get_program()).args(command.get_args());
        for (name, value) in command.get_envs() {
            match value {
                Some(value) => traced.env(name, value),
                None => traced.env_remove(name),
            };
        }
        let output = traced.output().map_err(|error| format!("strace does not run: {error}"))?;
        let log = fs::read_to_string(&self.log).map_err(|error| format!("strace left no log: {error}"))?;
        Reader { folder: &self.folder, steps: &mut self.steps, places: HashMap::new() }.read(&log)?;
        Ok(output)
    }
}

struct Reader<'a> {
    folder: &'a Path,
    steps: &'a mut Vec<Step>,
    /// Where open files are written next, by descriptor.
    places: HashMap<String, usize>,
}

impl Reader<'_> {
    fn read(&mut self, log: &str) -> Result<(), String> {
        // Calls that have begun, by thread: what was printed of them, and the steps before them.
        let mut begun: HashMap<&str, (&str, usize)> = HashMap::new();
        for line in log.lines() {
            let Some((thread, rest)) = line.split_once(' ') else { continue };
            let rest = rest.trim_start();
            if let Some(head) = rest.strip_suffix("<unfinished ...>") {
                begun.insert(thread, (head, self.steps.len()));
            } else if rest.starts_with("<... ") {
                let tail = rest.split_once(" resumed>").map_or("", |(_, tail)| tail);
                if let Some((head, before)) = begun.remove(thread) {
                    self.call(&format!("{}{tail}", head.trim_end()), before)?;
                }
            } else {
                self.call(rest, self.steps.len())?;
            }
        }
        Ok(())
    }

    /// Adds what one call did, if it did something to a file of the folder. `begun` is how many steps came before it.
    fn call(&mut self, line: &str, begun: usize) -> Result<(), String> {
        let Some(call) = Call::read(line) else { return Ok(()) };
        if call.name == "openat" || call.name == "lseek" {
            self.places.insert(call.descriptor(), if call.name == "lseek" { call.result } else { 0 });
        }
        let Some(path) = call.path()?.filter(|path| self.counts(path)) else { return Ok(()) };
        match call.name {
            "openat" if call.has("O_CREAT") || call.has("O_TRUNC") => {
                self.steps.push(Step::File(path.clone()));
                if call.has("O_TRUNC") {
                    self.steps.push(Step::Length { path, length: 0 });
                }
            }
            "write" => {
                let place = self.places.entry(call.descriptor()).or_default();
                let (at, bytes) = (*place, call.bytes(1)?);
                *place += bytes.len();
                self.steps.push(Step::Write { path, at, bytes });
            }
            "pwrite64" => self.steps.push(Step::Write { path, at: call.number(3)?, bytes: call.bytes(1)? }),
            "ftruncate" => self.steps.push(Step::Length { path, length: call.number(1)? }),
            "fsync" | "fdatasync" => self.steps.push(Step::Sync { path, begun }),
            "mkdir" => self.steps.push(Step::Folder(path)),
            "rename" => self.steps.push(Step::Rename { from: path, to: call.string(1)? }),
            "unlink" | "unlinkat" | "rmdir" => self.steps.push(Step::Remove(path)),
            "openat" | "lseek" => {}
            "mmap" if !call.has("MAP_SHARED") || !call.has("PROT_WRITE") => {}
            other => return Err(format!("{other} of a file in the folder is not understood: {line:.300}")),
        }
        Ok(())
    }

    /// Whether the path is the folder's or in it, and can matter after a cut.
    fn counts(&self, path: &Path) -> bool {
        let shared = path.as_os_str().as_encoded_bytes().ends_with(b"-shm");
        path.starts_with(self.folder) && !shared
    }
}

/// A call that succeeded.
struct Call<'a> {
    name: &'a str,
    arguments: Vec<&'a str>,
    result: usize,
    /// The descriptor that it gave, as `12<path>`.
    given: &'a str,
}

impl<'a> Call<'a> {
    /// Nothing of a line that is no call, or of one that failed. Strings are printed as `\x2f…`, so that a comma or a
    /// bracket is always strace's own.
    fn read(line: &'a str) -> Option<Self> {
        let (name, rest) = line.split_once('(')?;
        let (arguments, given) = rest.rsplit_once(" = ")?;
        let arguments = arguments.trim_end().strip_suffix(')')?.split(", ").collect();
        let number = given.split(['<', ' ']).next()?;
        let result = match number.strip_prefix("0x") {
            Some(address) => usize::from_str_radix(address, 16).ok()?,
            None => number.parse().ok()?,
        };
        Some(Self { name, arguments, result, given })
    }

    fn argument(&self, nth: usize) -> &str {
        self.arguments.get(nth).copied().unwrap_or_default()
    }

    fn has(&self, flag: &str) -> bool {
        self.arguments.iter().any(|argument| argument.split('|').any(|part| part == flag))
    }

    fn number(&self, nth: usize) -> Result<usize, String> {
        self.argument(nth).parse().map_err(|_| format!("argument {nth} of {} is no number", self.name))
    }

    /// As many bytes of a string as the call took.
    fn bytes(&self, nth: usize) -> Result<Vec<u8>, String> {
        let mut bytes = unescape(self.argument(nth).trim_matches('"'))?;
        bytes.truncate(self.result);
        Ok(bytes)
    }

    fn string(&self, nth: usize) -> Result<PathBuf, String> {
        Ok(path_of(&unescape(self.argument(nth).trim_matches('"'))?))
    }

    /// The number of the open file that the call is about, or gives.
    fn descriptor(&self) -> String {
        let printed = if self.name == "openat" { self.given } else { self.argument(0) };
        printed.split('<').next().unwrap_or_default().to_owned()
    }

    /// The path that the call is about; none of a file whose name is gone.
    fn path(&self) -> Result<Option<PathBuf>, String> {
        Ok(match self.name {
            "openat" | "unlinkat" => match named(self.argument(0))? {
                Some(folder) => Some(folder.join(self.string(1)?)),
                None => None,
            },
            "mmap" => named(self.argument(4))?,
            "copy_file_range" => named(self.argument(2))?,
            _ if self.argument(0).starts_with('"') => Some(self.string(0)?),
            _ => named(self.argument(0))?,
        })
    }
}

/// The path in a descriptor that is printed as `12<path>`.
fn named(descriptor: &str) -> Result<Option<PathBuf>, String> {
    let Some(path) = descriptor.split_once('<').and_then(|(_, rest)| rest.strip_suffix('>')) else { return Ok(None) };
    let bytes = unescape(path)?;
    Ok((!bytes.ends_with(b"(deleted)")).then(|| path_of(&bytes)))
}

fn path_of(bytes: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(bytes).into_owned())
}

/// Bytes that are printed as `\x2f\x74`.
fn unescape(printed: &str) -> Result<Vec<u8>, String> {
    let digits = printed.split("\\x").skip(1);
    digits
        .map(|digits| u8::from_str_radix(digits, 16).map_err(|_| format!("not printed as bytes: {printed:.80}")))
        .collect()
}

#[cfg(test)]
mod unit {
    use std::collections::HashMap;
    use std::path::{Path, PathBuf};

    use super::{Reader, Step};

    /// As strace prints it with `-xx`.
    fn escaped(text: &str) -> String {
        text.bytes().map(|byte| format!("\\x{byte:02x}")).collect()
    }

    fn read(lines: &[String]) -> Result<Vec<Step>, String> {
        let mut steps = Vec::new();
        let log = lines.join("\n");
        Reader { folder: Path::new("/v"), steps: &mut steps, places: HashMap::new() }.read(&log)?;
        Ok(steps)
    }

    #[test]
    fn calls_in_one_piece_and_in_two() {
        let (root, a, b) = (escaped("/"), escaped("/v/a"), escaped("/v/b"));
        let steps = read(&[
            format!("7 openat(AT_FDCWD<{root}>, \"{a}\", O_WRONLY|O_CREAT|O_CLOEXEC, 0600) = 3<{a}>"),
            format!("7 write(3<{a}>, \"{}\", 2)  = 2", escaped("xy")),
            format!("7 fsync(3<{a}> <unfinished ...>"),
            format!("8 pwrite64(4<{a}>, \"{}\", 1, 40) = 1", escaped("z")),
            "7 <... fsync resumed>)              = 0".to_owned(),
            format!("7 write(3<{a}>, \"{}\", 1) = 1", escaped("w")),
            format!("7 rename(\"{a}\", \"{b}\") = 0"),
            format!("7 unlink(\"{b}\") = -1 ENOENT (No such file or directory)"),
            "7 +++ exited with 0 +++".to_owned(),
        ]);
        let (a, b) = (PathBuf::from("/v/a"), PathBuf::from("/v/b"));
        let write = |at, text: &str| Step::Write { path: a.clone(), at, bytes: text.into() };
        assert_eq!(
            steps.unwrap(),
            [
                Step::File(a.clone()),
                write(0, "xy"),
                write(40, "z"),
                Step::Sync { path: a.clone(), begun: 2 },
                write(2, "w"),
                Step::Rename { from: a.clone(), to: b },
            ]
        );
    }

    #[test]
    fn what_is_not_understood_is_an_error() {
        let a = escaped("/v/a");
        assert!(read(&[format!("7 fallocate(3<{a}>, 0, 0, 4096) = 0")]).is_err());
        assert!(read(&[format!("7 fallocate(3<{}>, 0, 0, 4096) = 0", escaped("/elsewhere"))]).unwrap().is_empty());
    }
}
