//! From what was generated to what changes on the disk, and the change itself.
//!
//! [`Plan::make`] reads; [`Plan::apply`] writes: first every new text beside its place, then the
//! renames, then what is no longer generated, `ketch.lock` last. So a full disk changes nothing,
//! and a run that is killed leaves what the next one repairs.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::disk::LinkGuard;
use super::journal::{Entry, EntryKind, Journal, temporary_path};
use super::location::Location;
use super::lock::{self, Lock, LockedFile};
use super::turn::Turn;
use super::{Error, disk, durable};
use crate::digest::Digest;
use crate::output::{FileKind, GeneratedFile};

/// A generated file that was changed by another hand than ketch's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// Relative to `ketch.lock`, with `/`.
    pub path: String,
    /// What stands there.
    pub found: String,
    /// What ketch would write; nothing where it writes this file no more.
    pub generated: Option<String>,
    /// Whether ketch wrote it before. If not, the file was there before ketch.
    pub recorded: bool,
}

/// What a run changed; paths relative to `ketch.lock`, sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Files that were not there.
    pub created: Vec<String>,
    /// Files with a new text.
    pub replaced: Vec<String>,
    /// Files that are generated no more.
    pub removed: Vec<String>,
    /// Files that are generated no more and stay, since they were edited by hand.
    pub released: Vec<String>,
}

/// A generated file and its place.
pub(super) struct Target {
    /// Relative to the base, as in the lock.
    pub(super) name: String,
    pub(super) path: PathBuf,
    pub(super) file: GeneratedFile,
    pub(super) digest: Digest,
}

impl Target {
    /// Places the files of a crate. The names are ketch's own; that they are plain is checked
    /// all the same, since they come out of a schema.
    pub(super) fn place(
        location: &Location,
        folder: &Path,
        files: Vec<GeneratedFile>,
    ) -> Result<Vec<Target>, Error> {
        let place = |file: GeneratedFile| {
            let plain = file.path.split('/').all(|part| {
                !part.is_empty()
                    && !part.starts_with("..")
                    && part
                        .chars()
                        .all(|char| char.is_ascii_alphanumeric() || "._-".contains(char))
            });
            if !plain {
                return Err(Error::FileName(file.path));
            }
            let path = folder.join(&file.path);
            Ok(Target {
                name: location.name(&path),
                path,
                digest: Digest::of(&file.text),
                file,
            })
        };
        files.into_iter().map(place).collect()
    }

    /// What the lock says of it.
    fn locked(&self) -> LockedFile {
        LockedFile {
            digest: self.digest,
            origin: self.file.origin.clone(),
        }
    }
}

/// A file of the user's that goes, since what it belonged to does: the user asked for that.
pub(super) struct Gone {
    /// Relative to the base.
    name: String,
    path: PathBuf,
}

impl Gone {
    /// One of a crate's files.
    pub(super) fn place(location: &Location, folder: &Path, path: &str) -> Self {
        let path = folder.join(path);
        Self {
            name: location.name(&path),
            path,
        }
    }
}

/// Digests that a file may have and still be ketch's own, by the file's name.
pub(super) type Known = BTreeMap<String, Vec<Digest>>;

/// A file that gets a new text.
struct Write<'a> {
    target: &'a Target,
    /// Whether it is there already.
    replaces: bool,
}

/// What is to be done.
pub(super) struct Plan<'a> {
    writes: Vec<Write<'a>>,
    /// Ketch's own files that are generated no more, by name and path.
    removes: Vec<(String, PathBuf)>,
    /// What is removed and was not ketch's own: the journal has it, so that a run that is killed
    /// is ended by the next.
    gone: &'a [Gone],
    released: Vec<String>,
    lock: Option<String>,
}

impl<'a> Plan<'a> {
    /// Compares what was generated with the disk.
    pub(super) fn make(
        location: &Location,
        targets: &'a [Target],
        gone: &'a [Gone],
        known: &Known,
        lock: &mut Lock,
        force: bool,
    ) -> Result<Self, Error> {
        let mut plan = Plan {
            writes: Vec::new(),
            removes: Vec::new(),
            gone,
            released: Vec::new(),
            lock: None,
        };
        let mut edits = Vec::new();
        let mut links = LinkGuard::below(&location.root);
        let mut folded = BTreeSet::new();
        for target in targets {
            // What differs in case alone is one file on Windows and macOS.
            if !folded.insert(target.name.to_ascii_lowercase()) {
                return Err(Error::FileName(target.name.clone()));
            }
            links.check_folder(target.path.parent().unwrap_or(&location.root))?;
            if target.file.kind == FileKind::Owned {
                lock.files.insert(target.name.clone(), target.locked());
            }
            let known = known.get(&target.name).map_or(&[][..], Vec::as_slice);
            edits.extend(plan.write(target, known, force)?);
        }
        for file in gone {
            links.check_folder(file.path.parent().unwrap_or(&location.root))?;
        }
        for (name, known) in known {
            if lock.files.contains_key(name) || folded.contains(&name.to_ascii_lowercase()) {
                continue;
            }
            let Some(path) = location.path(name) else {
                continue;
            };
            links.check_folder(path.parent().unwrap_or(&location.root))?;
            edits.extend(plan.remove(name, path, known, force)?);
        }
        if !edits.is_empty() {
            return Err(Error::Edited { edits });
        }
        let text = lock::render(lock);
        let found = disk::read(&location.lock())?;
        if found.is_none_or(|found| Digest::of(found) != Digest::of(&text)) {
            plan.lock = Some(text);
        }
        Ok(plan)
    }

    /// Writes a target where that is due; gives the edit of another hand that is in its way.
    fn write(
        &mut self,
        target: &'a Target,
        known: &[Digest],
        force: bool,
    ) -> Result<Option<Edit>, Error> {
        let mut write = |replaces| self.writes.push(Write { target, replaces });
        if target.file.kind == FileKind::Once {
            if disk::kind(&target.path)?.is_none() {
                write(false);
            }
            return Ok(None);
        }
        let Some(found) = disk::read(&target.path)? else {
            write(false);
            return Ok(None);
        };
        // A checkout with CRLF is left as it is.
        if found == target.file.text.as_bytes() || Digest::of(&found) == target.digest {
            return Ok(None);
        }
        if target.file.kind == FileKind::Shared || force || is_own(&found, known) {
            write(true);
            return Ok(None);
        }
        Ok(Some(Edit {
            path: target.name.clone(),
            found: String::from_utf8_lossy(&found).into_owned(),
            generated: Some(target.file.text.clone()),
            recorded: !known.is_empty(),
        }))
    }

    /// Removes a file that is generated no more, likewise.
    fn remove(
        &mut self,
        name: &str,
        path: PathBuf,
        known: &[Digest],
        force: bool,
    ) -> Result<Option<Edit>, Error> {
        match disk::read(&path)? {
            None => {}
            Some(found) if is_own(&found, known) => self.removes.push((name.to_owned(), path)),
            Some(_) if force => self.released.push(name.to_owned()),
            Some(found) => {
                return Ok(Some(Edit {
                    path: name.to_owned(),
                    found: String::from_utf8_lossy(&found).into_owned(),
                    generated: None,
                    recorded: true,
                }));
            }
        }
        Ok(None)
    }

    /// Whether the disk is as it should be.
    pub(super) fn is_empty(&self) -> bool {
        self.writes.is_empty()
            && self.removes.is_empty()
            && self.gone.is_empty()
            && self.lock.is_none()
    }

    /// Does it.
    pub(super) fn apply(&self, location: &Location, turn: &mut Turn) -> Result<Changes, Error> {
        let entries = self.entries(turn.token())?;
        let first = Journal::read(&location.base)?.is_empty();
        let mut made = Vec::new();
        let staged = Journal::append(&location.base, &entries)
            .and_then(|()| self.stage(location, turn, &mut made));
        if let Err(error) = staged {
            // Nothing has changed yet: what was made for the change goes, and the disk is as
            // before. What cannot be removed is in the journal.
            let mut all_gone = true;
            for path in made.iter().rev() {
                all_gone &= match path {
                    Made::File(path) => disk::remove(path).is_ok(),
                    Made::Folder(path) => std::fs::remove_dir(path).is_ok(),
                };
            }
            if first && all_gone {
                let _ = Journal::remove(&location.base);
            }
            return Err(error);
        }
        self.commit(location, turn)?;
        Journal::remove(&location.base)?;
        Ok(self.changes())
    }

    /// What the journal says of it, the lock last.
    fn entries(&self, token: &str) -> Result<Vec<Entry>, Error> {
        let entry = |path: &str, kind: EntryKind, digest: Digest| Entry {
            path: path.to_owned(),
            token: token.to_owned(),
            digest,
            before: None,
            kind,
        };
        let mut entries = Vec::new();
        for Write { target, replaces } in &self.writes {
            let kind = match (target.file.kind, replaces) {
                (FileKind::Owned, _) => EntryKind::Owned,
                (FileKind::Shared, true) => EntryKind::Shared,
                (FileKind::Shared | FileKind::Once, _) => EntryKind::Made,
            };
            let before = match kind {
                EntryKind::Shared => disk::read(&target.path)?.map(Digest::of),
                EntryKind::Owned | EntryKind::Made | EntryKind::Removed => None,
            };
            entries.push(Entry {
                before,
                ..entry(&target.name, kind, target.digest)
            });
        }
        for file in self.gone {
            if let Some(bytes) = disk::read(&file.path)? {
                entries.push(entry(&file.name, EntryKind::Removed, Digest::of(bytes)));
            }
        }
        let lock = self.lock.iter();
        entries.extend(lock.map(|text| entry(lock::NAME, EntryKind::Owned, Digest::of(text))));
        Ok(entries)
    }

    /// What it changes, for people.
    fn changes(&self) -> Changes {
        let names = |replaces: bool| {
            let writes = self.writes.iter();
            let writes = writes.filter(|write| write.replaces == replaces);
            sorted(writes.map(|write| write.target.name.as_str()))
        };
        Changes {
            created: names(false),
            replaced: names(true),
            removed: sorted(self.removed().map(|(name, _)| name)),
            released: self.released.clone(),
        }
    }

    /// What is removed, by its name and path.
    fn removed(&self) -> impl Iterator<Item = (&str, &Path)> {
        let own = self.removes.iter();
        let own = own.map(|(name, path)| (name.as_str(), path.as_path()));
        let gone = self.gone.iter();
        own.chain(gone.map(|file| (file.name.as_str(), file.path.as_path())))
    }

    /// Writes every new text beside its place.
    fn stage(
        &self,
        location: &Location,
        turn: &mut Turn,
        made: &mut Vec<Made>,
    ) -> Result<(), Error> {
        let mut files: Vec<(&Path, &str)> = Vec::with_capacity(self.writes.len() + 1);
        for Write { target, .. } in &self.writes {
            files.push((&target.path, &target.file.text));
        }
        let lock_path = location.lock();
        if let Some(text) = &self.lock {
            files.push((&lock_path, text));
        }
        let mut written = Vec::with_capacity(files.len());
        for (path, text) in files {
            turn.beat()?;
            if let Some(folder) = path.parent() {
                let folders = disk::create_folders(folder)?;
                made.extend(folders.into_iter().map(Made::Folder));
            }
            let temporary = temporary_path(path, turn.token());
            made.push(Made::File(temporary.clone()));
            disk::create(&temporary, text.as_bytes())?;
            written.push(temporary);
        }
        durable::files(&written, || turn.beat())
    }

    /// Puts the new texts in their places, the lock last.
    fn commit(&self, location: &Location, turn: &mut Turn) -> Result<(), Error> {
        turn.confirm()?;
        let mut folders = BTreeSet::new();
        for Write { target, .. } in &self.writes {
            turn.beat()?;
            let temporary = temporary_path(&target.path, turn.token());
            if target.file.kind == FileKind::Once && disk::kind(&target.path)?.is_some() {
                // Somebody made it meanwhile, and it is theirs.
                disk::remove(&temporary)?;
                continue;
            }
            disk::rename(&temporary, &target.path)?;
            folders.extend(target.path.parent());
        }
        for (_, path) in self.removed() {
            turn.beat()?;
            disk::remove(path)?;
            folders.extend(path.parent());
        }
        for folder in &folders {
            durable::folder(folder)?;
        }
        if self.lock.is_some() {
            let path = location.lock();
            disk::rename(&temporary_path(&path, turn.token()), &path)?;
            durable::folder(&location.base)?;
        }
        for (_, path) in self.removed() {
            // A folder that has become empty goes too; one that has not is refused.
            for folder in path.ancestors().skip(1) {
                if folder == location.base || std::fs::remove_dir(folder).is_err() {
                    break;
                }
            }
        }
        Ok(())
    }
}

/// What was made on the way to a change.
enum Made {
    File(PathBuf),
    Folder(PathBuf),
}

fn sorted<'n>(names: impl Iterator<Item = &'n str>) -> Vec<String> {
    let mut names: Vec<String> = names.map(str::to_owned).collect();
    names.sort();
    names
}

/// Whether a text is one that ketch wrote: it has a known digest, or it is a merge conflict
/// between two such texts.
fn is_own(bytes: &[u8], known: &[Digest]) -> bool {
    if known.contains(&Digest::of(bytes)) {
        return true;
    }
    let text = String::from_utf8_lossy(bytes).replace("\r\n", "\n");
    ketch_history::sides(&text)
        .is_some_and(|sides| sides.iter().all(|side| known.contains(&Digest::of(side))))
}
