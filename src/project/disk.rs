//! The few operations on files that everything else is made of.
//!
//! Each step that changes the disk is a point where a run may be killed: under the feature
//! `failpoints` the process ends itself at the step that `KETCH_FAILPOINT` numbers, so that tests
//! can try every one.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use super::{Error, durable};

/// A file's bytes, or nothing where there is none. Refuses what is not a plain file.
pub(super) fn read(path: &Path) -> Result<Option<Vec<u8>>, Error> {
    let metadata = match fs::symlink_metadata(path) {
        Ok(metadata) => metadata,
        Err(error) if is_absent(&error) => return Ok(None),
        Err(error) => return Err(Error::io("look at", path)(error)),
    };
    if metadata.is_symlink() {
        return Err(Error::Symlink {
            path: path.to_owned(),
        });
    }
    if !metadata.is_file() {
        return Err(Error::NotAFile {
            path: path.to_owned(),
        });
    }
    let length = usize::try_from(metadata.len()).unwrap_or(0);
    match read_open(path, length) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if is_absent(&error) => Ok(None),
        Err(error) => Err(Error::io("read", path)(error)),
    }
}

/// With the length known, one call of the system reads a file whole; a run reads thousands.
fn read_open(path: &Path, length: usize) -> io::Result<Vec<u8>> {
    let mut file = fs::File::open(path)?;
    let mut bytes = vec![0; length + 1];
    let read = file.read(&mut bytes)?;
    bytes.truncate(read);
    if read != length {
        // It has another length by now, or the system gives it in pieces.
        file.read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

fn is_absent(error: &io::Error) -> bool {
    [io::ErrorKind::NotFound, io::ErrorKind::NotADirectory].contains(&error.kind())
}

/// Collects the files below a folder that have an extension; links are not followed.
pub(super) fn files_below(
    folder: &Path,
    extension: &str,
    found: &mut Vec<PathBuf>,
) -> Result<(), Error> {
    let entries = match fs::read_dir(folder) {
        Err(error) if is_absent(&error) => return Ok(()),
        entries => entries.map_err(Error::io("list", folder))?,
    };
    for entry in entries {
        let entry = entry.map_err(Error::io("list", folder))?;
        let kind = entry.file_type().map_err(Error::io("look at", folder))?;
        let path = entry.path();
        if kind.is_dir() {
            files_below(&path, extension, found)?;
        } else if path.extension().is_some_and(|found| found == extension) {
            found.push(path);
        }
    }
    Ok(())
}

/// What stands at a path, links not followed; nothing where nothing does.
pub(super) fn kind(path: &Path) -> Result<Option<fs::FileType>, Error> {
    match fs::symlink_metadata(path) {
        Ok(metadata) => Ok(Some(metadata.file_type())),
        Err(error) if is_absent(&error) => Ok(None),
        Err(error) => Err(Error::io("look at", path)(error)),
    }
}

/// Creates a file that must not exist. It is not durable yet.
pub(super) fn create(path: &Path, bytes: &[u8]) -> Result<fs::File, Error> {
    step();
    let failed = || Error::io("write", path);
    let mut options = fs::OpenOptions::new();
    let mut file = options
        .write(true)
        .create_new(true)
        .open(path)
        .map_err(failed())?;
    step();
    file.write_all(bytes).map_err(failed())?;
    Ok(file)
}

/// Adds to the end of a file, which is made where it is missing.
pub(super) fn append(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    step();
    let failed = || Error::io("write", path);
    let mut options = fs::OpenOptions::new();
    let mut file = options
        .append(true)
        .create(true)
        .open(path)
        .map_err(failed())?;
    step();
    file.write_all(bytes).map_err(failed())?;
    durable::file(&file, path)
}

/// Moves a file over another one, or to where none is.
pub(super) fn rename(from: &Path, to: &Path) -> Result<(), Error> {
    step();
    patiently(|| fs::rename(from, to)).map_err(Error::io("replace", to))
}

/// Gives a file a new text in one step.
pub(super) fn replace(path: &Path, bytes: &[u8], token: &str) -> Result<(), Error> {
    let temporary = super::journal::temporary_path(path, token);
    let replaced = create(&temporary, bytes)
        .and_then(|file| durable::file(&file, path))
        .and_then(|()| rename(&temporary, path));
    if replaced.is_err() {
        // What was made for the change goes; whether it does changes nothing.
        let _ = fs::remove_file(&temporary);
    }
    replaced
}

/// Removes a file; that it is gone already is as good.
pub(super) fn remove(path: &Path) -> Result<(), Error> {
    step();
    match patiently(|| fs::remove_file(path)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(Error::io("remove", path)(error))
        }
        _ => Ok(()),
    }
}

/// Tries again for a second where Windows says that an editor or a virus scanner has the file.
fn patiently(operation: impl Fn() -> io::Result<()>) -> io::Result<()> {
    for pause in [1, 2, 5, 10, 20, 50, 100, 200, 300, 400] {
        match operation() {
            Err(error) if cfg!(windows) && error.kind() == io::ErrorKind::PermissionDenied => {
                std::thread::sleep(std::time::Duration::from_millis(pause));
            }
            result => return result,
        }
    }
    operation()
}

/// Makes a folder and those above it; returns those that were not there, outermost first.
pub(super) fn create_folders(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let missing = folder
        .ancestors()
        .take_while(|ancestor| !ancestor.is_dir())
        .map(Path::to_owned);
    let mut missing: Vec<PathBuf> = missing.collect();
    missing.reverse();
    for folder in &missing {
        step();
        match fs::create_dir(folder) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
                return Err(Error::io("make the folder", folder)(error));
            }
            _ => {}
        }
    }
    Ok(missing)
}

/// Refuses symbolic links on the way from a folder down to what will be written.
pub(super) struct LinkGuard {
    root: PathBuf,
    plain: BTreeSet<PathBuf>,
    last: PathBuf,
}

impl LinkGuard {
    pub(super) fn below(root: &Path) -> Self {
        Self {
            root: root.to_owned(),
            plain: BTreeSet::new(),
            last: PathBuf::new(),
        }
    }

    /// Looks at the folder of a file and at those above it, each once.
    pub(super) fn check_folder(&mut self, folder: &Path) -> Result<(), Error> {
        // Most files are in the folder of the one before.
        if folder.as_os_str() == self.last.as_os_str() {
            return Ok(());
        }
        if folder == self.root || self.plain.contains(folder) {
            self.last = folder.to_owned();
            return Ok(());
        }
        if let Some(parent) = folder.parent() {
            self.check_folder(parent)?;
        }
        match kind(folder)? {
            Some(kind) if kind.is_symlink() => Err(Error::Symlink {
                path: folder.to_owned(),
            }),
            Some(kind) if !kind.is_dir() => Err(Error::NotAFile {
                path: folder.to_owned(),
            }),
            _ => {
                self.plain.insert(folder.to_owned());
                Ok(())
            }
        }
    }
}

/// A point at which a run may be killed.
#[cfg(feature = "failpoints")]
pub(super) fn step() {
    use std::sync::atomic::{AtomicU64, Ordering};
    static STEPS: AtomicU64 = AtomicU64::new(1);
    let step = STEPS.fetch_add(1, Ordering::Relaxed);
    let at = std::env::var("KETCH_FAILPOINT").ok();
    if at.and_then(|at| at.parse().ok()) == Some(step) {
        std::process::abort();
    }
}

/// A point at which a run may be killed.
#[cfg(not(feature = "failpoints"))]
pub(super) fn step() {}
