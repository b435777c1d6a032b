//! Having the system put on the disk what it only holds in memory, so that a power cut loses
//! nothing that a later step relies on.
//!
//! One file after the other costs a wait for the disk each. Where many were written and the
//! system can, their whole file system is put on the disk in one go: it waits once.
//!
//! *durable*: on the disk, and there after a power cut.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::Error;
use super::disk::step;

/// So few files are synced one by one: what other programs wrote need not be waited for.
const FEW: usize = 32;

/// Makes the text of a file durable.
pub(super) fn file(file: &fs::File, path: &Path) -> Result<(), Error> {
    step();
    file.sync_all().map_err(Error::io("write", path))
}

/// Makes the texts of new files durable; `alive` is called between steps.
pub(super) fn files(
    paths: &[PathBuf],
    mut alive: impl FnMut() -> Result<(), Error>,
) -> Result<(), Error> {
    if paths.len() > FEW && file_systems(paths)? {
        return Ok(());
    }
    for path in paths {
        alive()?;
        // Windows syncs only what is open for writing.
        let opened = fs::OpenOptions::new().write(true).open(path);
        file(&opened.map_err(Error::io("write", path))?, path)?;
    }
    Ok(())
}

/// Makes a folder's entries durable. Windows has no such call and needs none.
pub(super) fn folder(folder: &Path) -> Result<(), Error> {
    if cfg!(unix) {
        step();
        let synced = fs::File::open(folder).and_then(|file| file.sync_all());
        // Some file systems, as those that WSL reaches Windows by, cannot; that is no fault.
        match synced {
            Err(error)
                if ![io::ErrorKind::InvalidInput, io::ErrorKind::Unsupported]
                    .contains(&error.kind()) =>
            {
                return Err(Error::io("sync", folder)(error));
            }
            _ => {}
        }
    }
    Ok(())
}

/// Makes all that was written to the files' file systems durable; whether that can be done.
#[cfg(target_os = "linux")]
fn file_systems(paths: &[PathBuf]) -> Result<bool, Error> {
    use std::collections::{BTreeMap, BTreeSet};
    use std::os::unix::fs::MetadataExt as _;

    /// Those of which `syncfs` is known to write all and to wait for it: ext2 to ext4, XFS, Btrfs,
    /// F2FS, tmpfs, overlayfs. Network file systems, and those that reach into the host of a
    /// virtual machine, only hand the data on.
    const KNOWN: [u32; 6] = [
        0xef53,
        0x5846_5342,
        0x9123_683e,
        0xf2f5_2010,
        0x0102_1994,
        0x794c_7630,
    ];

    let folders: BTreeSet<&Path> = paths.iter().filter_map(|path| path.parent()).collect();
    let mut systems = BTreeMap::new();
    for folder in folders {
        let failed = || Error::io("sync", folder);
        let opened = fs::File::open(folder).map_err(failed())?;
        let kind = rustix::fs::fstatfs(&opened).map_err(|error| failed()(error.into()))?;
        // The type of the field differs between processors; the numbers have 32 bits.
        if !KNOWN.contains(&(kind.f_type as u32)) {
            return Ok(false);
        }
        let device = opened.metadata().map_err(failed())?.dev();
        systems.entry(device).or_insert((opened, folder));
    }
    for (opened, folder) in systems.values() {
        step();
        rustix::fs::syncfs(opened).map_err(|error| Error::io("sync", folder)(error.into()))?;
    }
    Ok(true)
}

/// Makes all that was written to the files' file systems durable; whether that can be done.
#[cfg(not(target_os = "linux"))]
fn file_systems(_paths: &[PathBuf]) -> Result<bool, Error> {
    Ok(false)
}
