//! What a run of [`generate`](super::generate) is asked to do, besides what the schema says.

use std::fmt;

use super::environment::Environment;
use crate::diff::Answer;
use ketch_history::is_migration_name;

/// The name of a migration, given once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MigrationName {
    /// `YYYYMMDD_HHMMSS`, in UTC.
    pub timestamp: String,
    /// A word for it, as in `init`.
    pub name: String,
}

impl fmt::Display for MigrationName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "m{}_{}", self.timestamp, self.name)
    }
}

/// A migration to be made where the schema has moved on, and what the user says about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NextMigration {
    /// Its name.
    pub name: MigrationName,
    /// What was renamed, and what was dropped.
    pub answers: Vec<Answer>,
    /// What goes may go.
    pub accept_data_loss: bool,
}

impl MigrationName {
    /// Reads a whole name, as in `m20260101_000000_init`.
    pub fn parse(text: &str) -> Option<Self> {
        let rest = text.strip_prefix('m')?;
        let (timestamp, name) = (rest.get(..15)?, rest.get(15..)?.strip_prefix('_')?);
        is_migration_name(text).then(|| Self {
            timestamp: timestamp.to_owned(),
            name: name.to_owned(),
        })
    }
}

/// A change of migrations that are there already.
#[derive(Clone, Copy, Debug)]
pub enum Rewrite<'a> {
    /// Their SQL is recorded as it is.
    Rehash,
    /// Some of them are planned again, as one and on top of all others.
    Again(Again<'a>),
    /// Those up to one of them become one.
    Squash {
        /// The last of them.
        to: &'a str,
        /// What they become.
        name: &'a MigrationName,
    },
}

/// Migrations to be planned again, and what the user says about it.
#[derive(Clone, Copy, Debug)]
pub struct Again<'a> {
    /// Their names; what follows them is planned again too.
    pub names: &'a [String],
    /// What somebody wrote into them may be overwritten.
    pub overwrite: bool,
    /// The one that takes their place.
    pub next: &'a NextMigration,
}

/// What shapes a run, besides the schema.
pub struct Options<'a> {
    /// Where this runs.
    pub environment: &'a Environment,
    /// Overwrite generated files that were edited by hand.
    pub force: bool,
    /// Move the lock to this version of ketch.
    pub upgrade: bool,
    /// The name of the first migration, should there be none yet. Without one none is made, and the
    /// migration crate is made so that it compiles.
    pub first_migration: Option<&'a MigrationName>,
    /// What becomes of migrations that are there already, where they do not stay as they are.
    pub rewrite: Option<Rewrite<'a>>,
    /// The next migration, should the schema have moved on. Without one none is made.
    pub next_migration: Option<&'a NextMigration>,
    /// Told what the run waits for.
    pub say: &'a dyn Fn(&str),
}

impl<'a> Options<'a> {
    /// Writes what the schema says, and makes no migration.
    pub fn new(environment: &'a Environment, say: &'a dyn Fn(&str)) -> Self {
        Self {
            environment,
            force: false,
            upgrade: false,
            first_migration: None,
            rewrite: None,
            next_migration: None,
            say,
        }
    }

    /// The migration that is to be planned, should there be something to plan.
    pub(super) fn next(&self) -> Option<&NextMigration> {
        match self.rewrite {
            Some(Rewrite::Again(again)) => Some(again.next),
            _ => self.next_migration,
        }
    }
}
