//! To compare without writing.
//!
//! Only what is recorded is compared: the schema's digest and every file's with those in the lock.
//! A full check generates in memory too.

use std::collections::BTreeSet;
use std::fmt;

use super::disk::LinkGuard;
use super::lacking::{Lacking, lacking};
use super::location::{Location, Outputs};
use super::lock::{self, Found, Lock};
use super::ownership::Ownership;
use super::plan::Target;
use super::schema::Schema;
use super::state::State;
use super::{Error, disk};
use crate::diagnostic::Diagnostics;
use crate::digest::Digest;
use crate::output::FileKind;
use crate::{entity, migration};

/// One thing that is not as the lock or the schema says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Difference {
    /// There is no `ketch.lock`.
    NothingGenerated,
    /// The lock was written by another version of ketch, and this run is to move it on.
    Version(String),
    /// The schema means something else than when the lock was written.
    Schema,
    /// A generated file is not there.
    Missing(String),
    /// A generated file has another text than the lock says.
    Changed(String),
    /// A file would be generated with another text than the lock says, or is not in it.
    Output(String),
    /// A file is in the lock and would not be generated.
    Surplus(String),
    /// There is no migration yet.
    NoMigration,
    /// The newest migration is older than the schema.
    MigrationBehind,
    /// A migration has no SQL for an engine that the schema lists.
    NotRendered(String),
    /// The migration crate has a fault.
    Migration(String),
}

impl Difference {
    /// Whether `generate` is what mends it.
    pub fn needs_generate(&self) -> bool {
        !matches!(self, Self::MigrationBehind | Self::Migration(_))
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NothingGenerated => write!(f, "nothing was generated yet: no {}", lock::NAME),
            Self::Version(version) => {
                write!(f, "{} was written by ketch {version}", lock::NAME)
            }
            Self::Schema => write!(f, "the schema has changed since {} was written", lock::NAME),
            Self::Missing(path) => write!(f, "{path} is missing"),
            Self::Changed(path) => write!(f, "{path} is not what {} says", lock::NAME),
            Self::Output(path) => write!(f, "{path} would be generated differently"),
            Self::Surplus(path) => write!(f, "{path} would no longer be generated"),
            Self::NoMigration => f.write_str("there is no migration yet"),
            Self::MigrationBehind => f.write_str("the newest migration is older than the schema"),
            Self::Migration(fault) | Self::NotRendered(fault) => write!(f, "migrations: {fault}"),
        }
    }
}

/// What [`check`] found.
#[derive(Clone, Debug)]
pub struct Check {
    /// Everything that is not as it should be; nothing where all is fresh.
    pub differences: Vec<Difference>,
    /// What is wrong with the schema; with an error in it nothing was compared.
    pub diagnostics: Diagnostics,
    /// Who owns the output.
    pub ownership: Ownership,
    /// The version of ketch that the lock names, where it is another one. Nothing was recomputed.
    pub other_version: Option<String>,
    /// What only the user can write into the crates, where all was generated in memory.
    pub lacking: Vec<Lacking>,
}

/// Compares without writing: the schema and every file with the lock. `full` generates in memory
/// too, and compares the bytes.
pub fn check(location: &Location, schema: &Schema, full: bool) -> Result<Check, Error> {
    compare(&State::read(location, schema)?, full)
}

/// Everything in which the schema, the migrations and the lock do not agree.
pub fn check_migrations(location: &Location, schema: &Schema) -> Result<Vec<Difference>, Error> {
    let state = State::read(location, schema)?;
    let mut differences = compare(&state, false)?.differences;
    let mut of_migrations = state.migration_differences();
    // A schema that stands in head.prisma as it is was read already.
    let is_read = state.standing == Ok(migration::State::Fresh)
        && migration::is_head(&state.migration, &schema.sources);
    if state.standing == Ok(migration::State::Empty) {
        of_migrations.push(Difference::NoMigration);
    } else if !is_read && let Err(fault) = migration::previous(&state.migration) {
        of_migrations.push(Difference::Migration(fault.to_string()));
    }
    for difference in of_migrations {
        if !differences.contains(&difference) {
            differences.push(difference);
        }
    }
    Ok(differences)
}

fn compare(state: &State, full: bool) -> Result<Check, Error> {
    let schema = state.schema;
    let mut check = Check {
        differences: Vec::new(),
        diagnostics: schema.diagnostics.clone(),
        ownership: state.ownership()?,
        other_version: state.other_version().map(str::to_owned),
        lacking: Vec::new(),
    };
    if schema.diagnostics.has_errors() {
        return Ok(check);
    }
    let outputs = state.outputs()?;
    check.differences = recorded(state)?;
    if let Some(version) = state.other_version() {
        if check.differences.contains(&Difference::Schema) {
            return Err(other_version(version, &check.ownership, &check.differences));
        }
    } else if let (true, Found::Lock(lock)) = (full, &state.found) {
        let targets = support_targets(state, &outputs, &mut check.diagnostics)?;
        check.lacking = lacking(state, &outputs, &targets)?;
        for difference in recomputed(&targets, lock)? {
            if !check.differences.contains(&difference) {
                check.differences.push(difference);
            }
        }
    }
    Ok(check)
}

/// What is generated whatever the history says: entities, and the files of the migration crate
/// that are no migration.
pub(super) fn support_targets(
    state: &State,
    outputs: &Outputs,
    diagnostics: &mut Diagnostics,
) -> Result<Vec<Target>, Error> {
    let model = &state.schema.model;
    let (files, of_entities) = entity::generate(model);
    diagnostics.extend(of_entities);
    let mut targets = Target::place(state.location, &outputs.entity, files)?;
    let files = migration::crate_files(model, &state.migration);
    targets.extend(Target::place(state.location, &outputs.migration, files)?);
    Ok(targets)
}

/// The disk against what is recorded.
pub(super) fn recorded(state: &State) -> Result<Vec<Difference>, Error> {
    let location = state.location;
    let lock = match &state.found {
        Found::Absent => return Ok(vec![Difference::NothingGenerated]),
        Found::Lock(lock) => lock,
        Found::Conflict(_) => {
            return Err(Error::LockConflict {
                path: location.lock(),
            });
        }
    };
    let mut differences = Vec::new();
    if lock.model != state.schema.model.digest() {
        differences.push(Difference::Schema);
    }
    let mut links = LinkGuard::below(&location.root);
    for (name, file) in &lock.files {
        let Some(path) = location.path(name) else {
            differences.push(Difference::Surplus(name.clone()));
            continue;
        };
        links.check_folder(path.parent().unwrap_or(&location.root))?;
        match disk::read(&path)? {
            None => differences.push(Difference::Missing(name.clone())),
            Some(bytes) if Digest::of(&bytes) != file.digest => {
                differences.push(Difference::Changed(name.clone()));
            }
            Some(_) => {}
        }
    }
    if state.standing == Ok(migration::State::Empty) {
        differences.push(Difference::NoMigration);
    }
    let mut of_migration = state.migration_differences();
    // A schema that moved says so once.
    of_migration.retain(|difference| {
        *difference != Difference::MigrationBehind || !differences.contains(&Difference::Schema)
    });
    differences.extend(of_migration);
    Ok(differences)
}

/// What would be generated against what is recorded.
fn recomputed(targets: &[Target], lock: &Lock) -> Result<Vec<Difference>, Error> {
    let mut differences = Vec::new();
    let mut names = BTreeSet::new();
    for target in targets {
        names.insert(target.name.as_str());
        match target.file.kind {
            FileKind::Once | FileKind::Shared => {
                if disk::kind(&target.path)?.is_none() {
                    differences.push(Difference::Missing(target.name.clone()));
                }
            }
            FileKind::Owned => {
                let locked = lock.files.get(&target.name);
                if locked.is_none_or(|locked| locked.digest != target.digest) {
                    differences.push(Difference::Output(target.name.clone()));
                }
            }
        }
    }
    let surplus = lock
        .files
        .keys()
        .filter(|name| !names.contains(name.as_str()));
    differences.extend(surplus.cloned().map(Difference::Surplus));
    Ok(differences)
}

/// What another version of ketch can neither judge nor do.
pub(super) fn other_version(
    version: &str,
    ownership: &Ownership,
    differences: &[Difference],
) -> Error {
    let ketch = crate::VERSION;
    let mut text = format!(
        "{} was written by ketch {version}, and this is ketch {ketch}, which compares only what is recorded:\n",
        lock::NAME
    );
    for difference in differences {
        text += &match difference {
            // It may be the version that reads the schema differently.
            Difference::Schema => {
                format!(
                    "  the schema's digest differs, and only ketch {version} can tell whether the schema changed\n"
                )
            }
            difference => format!("  {difference}\n"),
        };
    }
    text += &format!(
        "use ketch {version}, or move the project to {ketch} with `ketch generate --upgrade` in {}",
        ownership.place()
    );
    Error::OtherVersion(text)
}
