//! One writer at a time.
//!
//! The right to write is a file that only one process can create, with its holder and a beat that
//! changes while the holder lives. No `flock`: across the border of Windows and WSL it fails or
//! does nothing. Nothing relies on this for correctness: two writers would write the same bytes,
//! each file whole.
//!
//! *turn*: the right to write. *beat*: a number that the holder keeps changing.

use std::fs;
use std::hash::{BuildHasher as _, Hasher as _};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::{Error, disk};

/// The file's name, beside `ketch.lock`. It is not to be committed.
const NAME: &str = ".ketch.running";

/// A holder whose beat stands still for so long is dead or asleep. Clocks of two systems are not
/// compared: only the one who waits measures.
const PATIENCE: Duration = Duration::from_secs(30);

/// A file without a holder belongs to one who was killed before it could write its name.
const PATIENCE_WITH_NOBODY: Duration = Duration::from_secs(2);

/// How often the holder changes its beat, at most.
const BEAT: Duration = Duration::from_secs(2);

/// The turn, until it is dropped.
#[derive(Debug)]
pub(super) struct Turn {
    path: PathBuf,
    token: String,
    holder: String,
    beats: u64,
    last: Instant,
}

impl Turn {
    /// Waits for the turn; says once whom it waits for.
    pub(super) fn wait(folder: &Path, mut say: impl FnMut(&str)) -> Result<Self, Error> {
        let token = token();
        let turn = Self {
            path: folder.join(NAME),
            holder: format!(
                "ketch {}\nprocess {}\nplace {}\ntoken {token}\n",
                crate::VERSION,
                std::process::id(),
                place()
            ),
            token,
            beats: 0,
            last: Instant::now(),
        };
        let mut seen: Option<(String, Instant)> = None;
        let mut said = false;
        loop {
            if turn.try_take()? {
                turn.sweep()?;
                return Ok(turn);
            }
            let Some(text) = turn.read()? else {
                continue;
            };
            let since = match &seen {
                Some((before, since)) if *before == text => *since,
                _ => Instant::now(),
            };
            seen = Some((text.clone(), since));
            let patience = match line(&text, "token") {
                Some(_) => PATIENCE,
                None => PATIENCE_WITH_NOBODY,
            };
            if is_gone(&text) || since.elapsed() > patience {
                turn.evict(&text)?;
                continue;
            }
            if !said && since.elapsed() > Duration::from_secs(1) {
                said = true;
                say(&format!(
                    "waiting for another ketch ({}); it is taken for dead after {} s without a sign of life",
                    line(&text, "process").map_or_else(
                        || "of unknown number".to_owned(),
                        |pid| format!("process {pid}")
                    ),
                    PATIENCE.as_secs(),
                ));
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Whether a run has the turn, or had it when it was killed.
    pub(super) fn is_taken(folder: &Path) -> Result<bool, Error> {
        Ok(disk::kind(&folder.join(NAME))?.is_some())
    }

    /// What makes this run's temporary names its own.
    pub(super) fn token(&self) -> &str {
        &self.token
    }

    /// Shows that this run lives, and that the turn is still its own. To be called between steps.
    pub(super) fn beat(&mut self) -> Result<(), Error> {
        if self.last.elapsed() < BEAT {
            return Ok(());
        }
        self.confirm()?;
        self.last = Instant::now();
        self.beats += 1;
        fs::write(&self.path, self.text()).map_err(Error::io("write", &self.path))
    }

    /// Fails where another one took over.
    pub(super) fn confirm(&self) -> Result<(), Error> {
        // One who takes over in error puts the file back at once.
        for _ in 0..10 {
            match self.read()? {
                Some(text) if line(&text, "token") == Some(&self.token) => return Ok(()),
                Some(_) => break,
                None => std::thread::sleep(Duration::from_millis(10)),
            }
        }
        Err(Error::TakenOver {
            path: self.path.clone(),
        })
    }

    fn try_take(&self) -> Result<bool, Error> {
        let mut options = fs::OpenOptions::new();
        let mut file = match options.write(true).create_new(true).open(&self.path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Ok(false),
            Err(error) => return Err(Error::io("write", &self.path)(error)),
        };
        disk::step();
        if let Err(error) = file.write_all(self.text().as_bytes()) {
            let _ = fs::remove_file(&self.path);
            return Err(Error::io("write", &self.path)(error));
        }
        Ok(true)
    }

    fn text(&self) -> String {
        format!("{}beat {}\n", self.holder, self.beats)
    }

    fn read(&self) -> Result<Option<String>, Error> {
        let bytes = disk::read(&self.path)?;
        Ok(bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()))
    }

    /// Removes what was left by those who were killed while they took over.
    fn sweep(&self) -> Result<(), Error> {
        let folder = self.path.parent().unwrap_or(Path::new("."));
        let aside = format!("{NAME}.");
        for entry in fs::read_dir(folder).map_err(Error::io("list", folder))? {
            let entry = entry.map_err(Error::io("list", folder))?;
            if entry.file_name().to_string_lossy().starts_with(&aside) {
                disk::remove(&entry.path())?;
            }
        }
        Ok(())
    }

    /// Takes away the file of a holder that was judged dead, and of nobody else.
    fn evict(&self, judged: &str) -> Result<(), Error> {
        let aside = self.path.with_file_name(format!("{NAME}.{}", self.token));
        match fs::rename(&self.path, &aside) {
            Ok(()) => {}
            // Somebody else was faster.
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(Error::io("take over", &self.path)(error)),
        }
        if fs::read(&aside).ok().as_deref() != Some(judged.as_bytes()) {
            // A living one came in between: its file goes back, unless a third one was faster,
            // which `confirm` then tells it.
            let _ = fs::hard_link(&aside, &self.path);
        }
        disk::remove(&aside)
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        if self.confirm().is_ok() {
            // Left behind, it is taken over.
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// A word that no other run has.
fn token() -> String {
    let mut hasher = std::hash::RandomState::new().build_hasher();
    hasher.write_u32(std::process::id());
    format!("{:016x}", hasher.finish())
}

/// A name for the set of processes whose numbers mean the same as ours. Only Linux shows one.
fn place() -> String {
    let boot = fs::read_to_string("/proc/sys/kernel/random/boot_id").unwrap_or_default();
    let processes = fs::read_link("/proc/self/ns/pid").unwrap_or_default();
    match (boot.trim(), processes.to_str()) {
        ("", _) | (_, None | Some("")) => "-".to_owned(),
        (boot, Some(processes)) => format!("{boot}/{processes}"),
    }
}

/// Whether a holder is known to be dead: its number means something here, and no process has it.
fn is_gone(text: &str) -> bool {
    let (Some(process), Some(held)) = (line(text, "process"), line(text, "place")) else {
        return false;
    };
    held != "-" && held == place() && !Path::new("/proc").join(process).exists()
}

/// The rest of the line that begins with a word.
fn line<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    text.lines()
        .find_map(|line| line.strip_prefix(word)?.strip_prefix(' '))
}
