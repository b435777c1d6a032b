//! What a run is about to do, so that the next one can repair what a killed one left.
//!
//! It is written before the first change and removed after the last. A journal that is found says
//! that its run did not end: files with its digests are ketch's own, and a migration that it had begun
//! to put in place is put there whole, since every text lies ready before the first takes its place.
//! Where that cannot be, files that it made for the user are taken back. All else of it is junk.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use super::turn::Turn;
use super::{Error, Location, disk};
use crate::digest::Digest;

/// The file's name, beside `ketch.lock`. It is not to be committed.
pub(super) const NAME: &str = ".ketch.journal";

/// The writes of a run, and those that it took over from killed runs before it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Journal {
    pub(super) entries: Vec<Entry>,
}

/// One file that a run writes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Entry {
    /// Relative to the journal, with `/`.
    pub(super) path: String,
    /// The run's token, which its temporary file has in its name.
    pub(super) token: String,
    /// What is written.
    pub(super) digest: Digest,
    /// What a shared file had before.
    pub(super) before: Option<Digest>,
    /// What happens to it.
    pub(super) kind: EntryKind,
}

/// What a run does to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum EntryKind {
    /// Rewrites it, as ketch's own.
    Owned,
    /// Makes it, where it was not there; then it is not ketch's own.
    Made,
    /// Replaces one that has other writers too.
    Shared,
    /// Removes one that is not ketch's own; the digest is what it has.
    Removed,
}

impl EntryKind {
    const ALL: [EntryKind; 4] = [
        EntryKind::Owned,
        EntryKind::Made,
        EntryKind::Shared,
        EntryKind::Removed,
    ];

    fn word(self) -> &'static str {
        match self {
            EntryKind::Owned => "owned",
            EntryKind::Made => "made",
            EntryKind::Shared => "shared",
            EntryKind::Removed => "removed",
        }
    }
}

impl Location {
    /// Ends what a run that was killed had begun to write, or takes it back, so that migrations can be
    /// read before others take their place. Only for who may write; `generate` does it by itself.
    pub fn repair(&self, say: impl FnMut(&str)) -> Result<(), Error> {
        if Journal::read(&self.base)?.is_empty() {
            return Ok(());
        }
        let _turn = Turn::wait(&self.base, say)?;
        // The journal stays: it tells `generate` which files are ketch's all the same.
        Journal::read(&self.base)?.repair(&self.base)
    }
}

impl Journal {
    /// Whether every run ended.
    pub(super) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The journal that killed runs left; a line that was cut off is as if it were not there.
    pub(super) fn read(folder: &Path) -> Result<Self, Error> {
        let bytes = disk::read(&folder.join(NAME))?.unwrap_or_default();
        let text = String::from_utf8_lossy(&bytes);
        let lines = text.split_inclusive('\n');
        let entries = lines.filter_map(|line| Entry::parse(line.strip_suffix('\n')?));
        Ok(Self {
            entries: entries.collect(),
        })
    }

    /// Adds entries to what is there, and has the system put them on the disk.
    pub(super) fn append(folder: &Path, entries: &[Entry]) -> Result<(), Error> {
        // The first line end closes a line that was cut off.
        let mut text = String::from("\n");
        for entry in entries {
            let kind = entry.kind.word();
            let before = entry.before.map_or("-".to_owned(), |it| it.to_string());
            // Writing to a String does not fail.
            let _ = writeln!(
                text,
                "{kind} {} {} {before} {}",
                entry.token, entry.digest, entry.path
            );
        }
        disk::append(&folder.join(NAME), text.as_bytes())
    }

    /// Ends the run.
    pub(super) fn remove(folder: &Path) -> Result<(), Error> {
        disk::remove(&folder.join(NAME))
    }

    /// Ends what killed runs had begun, or takes it back, and removes their temporary files. Killed
    /// itself, it does the same again.
    pub(super) fn repair(&self, folder: &Path) -> Result<(), Error> {
        if self.is_empty() && disk::kind(&folder.join(NAME))?.is_some() {
            // Its run was killed while it began to write it.
            return Self::remove(folder);
        }
        let mut tokens: Vec<&str> = self
            .entries
            .iter()
            .map(|entry| entry.token.as_str())
            .collect();
        tokens.dedup();
        for token in tokens {
            let entries = self.entries.iter();
            repair_migration(
                folder,
                &entries
                    .filter(|entry| entry.token == token && entry.kind != EntryKind::Owned)
                    .collect::<Vec<_>>(),
            )?;
        }
        for entry in &self.entries {
            let temporary = entry.temporary(folder);
            if disk::kind(&temporary)?.is_some() {
                disk::remove(&temporary)?;
            }
        }
        Ok(())
    }
}

/// A migration is its files and the shared ones that name it: all of them, or none.
fn repair_migration(folder: &Path, entries: &[&Entry]) -> Result<(), Error> {
    let mut places = Vec::new();
    for entry in entries {
        places.push((entry, entry.place(folder)?));
    }
    let is_at = |wanted: Place| places.iter().any(|(_, place)| *place == wanted);
    if !is_at(Place::Final) {
        return Ok(());
    }
    for (entry, place) in &places {
        let path = folder.join(&entry.path);
        match place {
            _ if is_at(Place::Nowhere) => {
                if *place == Place::Final && entry.kind == EntryKind::Made {
                    disk::remove(&path)?;
                }
            }
            Place::Beside if entry.kind == EntryKind::Removed => disk::remove(&path)?,
            Place::Beside => disk::rename(&entry.temporary(folder), &path)?,
            Place::Final | Place::Nowhere => {}
        }
    }
    Ok(())
}

/// Where the text of an entry is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Where it belongs.
    Final,
    /// Ready beside it, and what it replaces is as it was.
    Beside,
    /// Not there, or somebody else wrote in the meantime.
    Nowhere,
}

impl Entry {
    fn parse(line: &str) -> Option<Self> {
        let mut parts = line.splitn(5, ' ');
        let word = parts.next()?;
        let kind = EntryKind::ALL
            .into_iter()
            .find(|kind| kind.word() == word)?;
        Some(Self {
            kind,
            token: parts.next()?.to_owned(),
            digest: parts.next()?.parse().ok()?,
            before: match parts.next()? {
                "-" => None,
                digest => Some(digest.parse().ok()?),
            },
            path: parts.next()?.to_owned(),
        })
    }

    fn temporary(&self, folder: &Path) -> PathBuf {
        temporary_path(&folder.join(&self.path), &self.token)
    }

    fn place(&self, folder: &Path) -> Result<Place, Error> {
        let digest = |path: PathBuf| disk::read(&path).map(|bytes| bytes.map(Digest::of));
        let found = digest(folder.join(&self.path))?;
        if self.kind == EntryKind::Removed {
            return Ok(match found {
                None => Place::Final,
                Some(found) if found == self.digest => Place::Beside,
                Some(_) => Place::Nowhere,
            });
        }
        Ok(if found == Some(self.digest) {
            Place::Final
        } else if found == self.before && digest(self.temporary(folder))? == Some(self.digest) {
            Place::Beside
        } else {
            Place::Nowhere
        })
    }
}

/// The temporary file that becomes a file, in the same folder.
pub(super) fn temporary_path(path: &Path, token: &str) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.{token}.tmp"))
}
