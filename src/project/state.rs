//! A project as a run finds it: its schema, and what is recorded on the disk, in the lock, the journal
//! and the migration crate.

use std::path::{Path, PathBuf};

use super::compare::Difference;
use super::journal::{EntryKind, Journal};
use super::location::{Location, Outputs, slashed};
use super::lock::{self, Found};
use super::ownership::Ownership;
use super::plan::Known;
use super::schema::Schema;
use super::{Error, disk};
use crate::entity;
use crate::migration::{self, Fault, Files};
use crate::model::Settings;

/// A schema, and what is on the disk beside it, as far as it is recorded.
pub(super) struct State<'a> {
    pub(super) location: &'a Location,
    pub(super) schema: &'a Schema,
    pub(super) found: Found,
    pub(super) journal: Journal,
    /// The migration crate's history, and the Rust and SQL beside it.
    pub(super) migration: Files,
    /// Where the migration crate stands, or what is wrong with it.
    pub(super) standing: Result<migration::State, Vec<Fault>>,
}

impl<'a> State<'a> {
    pub(super) fn read(location: &'a Location, schema: &'a Schema) -> Result<Self, Error> {
        let found = read_lock(location)?;
        let asked = location.schema_name();
        for lock in found.locks() {
            // A schema that was moved away leaves the lock to the next one.
            if lock.schema != asked && location.base.join(&lock.schema).exists() {
                return Err(Error::OtherSchema {
                    path: location.lock(),
                    recorded: lock.schema.clone(),
                    asked,
                });
            }
        }
        let files = read_migration(location, schema)?;
        Ok(Self {
            location,
            schema,
            found,
            journal: Journal::read(&location.base)?,
            standing: migration::check(&schema.model, &files),
            migration: files,
        })
    }

    /// Who owns the output, by the schema and the lock.
    pub(super) fn ownership(&self) -> Result<Ownership, Error> {
        let declared = &self.schema.model.settings.owner;
        let recorded = match &self.found {
            Found::Absent => None,
            Found::Lock(lock) => Some(&lock.owner),
            Found::Conflict(sides) => {
                let [ours, theirs] = &**sides;
                if ours.owner != theirs.owner && declared.is_empty() {
                    return Err(Error::OwnerConflict {
                        path: self.location.lock(),
                        ours: ours.owner.to_string(),
                        theirs: theirs.owner.to_string(),
                    });
                }
                Some(&ours.owner)
            }
        };
        Ownership::of(declared, recorded)
    }

    /// The digests of what ketch wrote: by the lock, and by runs that were killed.
    pub(super) fn known(&self) -> Known {
        let mut known = Known::new();
        for lock in self.found.locks() {
            for (name, file) in &lock.files {
                known.entry(name.clone()).or_default().push(file.digest);
            }
        }
        for entry in &self.journal.entries {
            // The lock's own entry is there for its temporary file.
            if entry.kind == EntryKind::Owned && entry.path != lock::NAME {
                let digests = known.entry(entry.path.clone()).or_default();
                digests.push(entry.digest);
            }
        }
        known
    }

    /// What `generate` does not mend in the migration crate.
    pub(super) fn migration_differences(&self) -> Vec<Difference> {
        match &self.standing {
            Ok(migration::State::Fresh | migration::State::Empty) => Vec::new(),
            Ok(migration::State::Moved) => vec![Difference::MigrationBehind],
            Err(faults) => faults
                .iter()
                .map(|fault| match fault {
                    Fault::NotRendered { .. } => Difference::NotRendered(fault.to_string()),
                    fault => Difference::Migration(fault.to_string()),
                })
                .collect(),
        }
    }

    /// Whether nothing is wrong with the migrations but that `engines` lists more than they have.
    pub(super) fn lacks_engines(&self) -> bool {
        let of_engines = |fault: &Fault| matches!(fault, Fault::NotRendered { .. });
        matches!(&self.standing, Err(faults) if faults.iter().all(of_engines))
    }

    /// The folders that are written to.
    pub(super) fn outputs(&self) -> Result<Outputs, Error> {
        self.location.outputs(&self.schema.model.settings)
    }

    /// The version of ketch that the lock names, where it is another one.
    pub(super) fn other_version(&self) -> Option<&str> {
        let mut versions = self.found.locks().iter().map(|lock| lock.ketch.as_str());
        versions.find(|version| *version != crate::VERSION)
    }
}

/// The folders of the crates in which there is Rust that ketch did not write: none of their files is
/// in the lock, and they have not what every crate of ketch's has, as where the lock was deleted.
pub fn foreign(location: &Location, settings: &Settings) -> Result<Vec<PathBuf>, Error> {
    let outputs = location.outputs(settings)?;
    let found = read_lock(location)?;
    let is_recorded = |folder: &Path| {
        let prefix = location.name(folder) + "/";
        let mut names = found.locks().iter().flat_map(|lock| lock.files.keys());
        names.any(|name| name.starts_with(&prefix))
    };
    let mut foreign = Vec::new();
    let is_library: fn(&str) -> bool = entity::is_generated;
    let is_history: fn(&str) -> bool = |text| text.starts_with(ketch_history::HEADER);
    for (folder, path, is_own) in [
        (outputs.entity, "src/lib.rs", is_library),
        (outputs.migration, migration::HISTORY, is_history),
    ] {
        let mut rust = Vec::new();
        disk::files_below(&folder.join("src"), "rs", &mut rust)?;
        let text = disk::read(&folder.join(path))?.unwrap_or_default();
        let is_own = is_recorded(&folder) || is_own(&String::from_utf8_lossy(&text));
        if !rust.is_empty() && !is_own {
            foreign.push(folder);
        }
    }
    Ok(foreign)
}

fn read_lock(location: &Location) -> Result<Found, Error> {
    let path = location.lock();
    match disk::read(&path)? {
        None => Ok(Found::Absent),
        Some(bytes) => {
            let text = String::from_utf8(bytes).map_err(|error| Error::NotUtf8 {
                path: path.clone(),
                offset: error.utf8_error().valid_up_to(),
            })?;
            lock::parse(&text, &path)
        }
    }
}

/// The files of the migration crate that say which migrations there are.
fn read_migration(location: &Location, schema: &Schema) -> Result<Files, Error> {
    let mut files = Files::new();
    let Ok(outputs) = location.outputs(&schema.model.settings) else {
        // What is wrong with the outputs is said where they are needed.
        return Ok(files);
    };
    let folder = outputs.migration;
    let mut paths = vec![
        folder.join(migration::HISTORY),
        folder.join(migration::HEAD),
    ];
    disk::files_below(&folder.join("sql"), "sql", &mut paths)?;
    disk::files_below(&folder.join("sql"), "diff", &mut paths)?;
    disk::files_below(&folder.join("src"), "rs", &mut paths)?;
    for path in paths {
        if let Some(bytes) = disk::read(&path)? {
            let name = path.strip_prefix(&folder).unwrap_or(&path);
            let text = String::from_utf8_lossy(&bytes).replace("\r\n", "\n");
            files.insert(slashed(name), text);
        }
    }
    Ok(files)
}
