//! How long to wait for what, and who is told what happens.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::error::list;

/// How a run behaves. The defaults suit an app and a command line.
#[derive(Clone)]
pub struct Settings {
    /// How long to wait for a server that starts.
    pub connect_wait: Duration,
    /// How long to wait for another migrator.
    pub lock_wait: Duration,
    /// How long one attempt may wait for a table that others use, so that they are not held up
    /// in turn. PostgreSQL, MySQL.
    pub table_wait: Duration,
    /// How many attempts are made at a migration that could not get its tables, or at a step of it
    /// (MySQL).
    pub attempts: u32,
    /// Whether it was confirmed that what is in the database may go.
    pub destroy: Consent,
    /// Whether the database must be as the last migration left it.
    pub drift: DriftCheck,
    /// Told what happens.
    pub progress: Arc<dyn Fn(&Progress) + Send + Sync>,
}

/// Whether `fresh`, `refresh` and `reset` may destroy what is in a database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Consent {
    /// On this machine, or where KETCH_DESTROY names the database.
    Local,
    /// Anywhere: the user was asked.
    Given,
}

/// What is done about drift: what was changed in a database beside its migrations. The catalog is
/// compared once before the first migration of a run, and kept once after the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DriftCheck {
    /// Nothing is applied.
    Stop,
    /// The database counts as it is.
    Accept,
    /// The catalog is neither compared nor kept: the next run has nothing to compare with.
    Off,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            connect_wait: Duration::from_secs(60),
            lock_wait: Duration::from_secs(300),
            table_wait: Duration::from_secs(3),
            attempts: 20,
            destroy: Consent::Local,
            drift: DriftCheck::Stop,
            progress: Arc::new(log),
        }
    }
}

impl Settings {
    pub(crate) fn report(&self, progress: Progress) {
        (self.progress)(&progress);
    }
}

impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Settings")
            .field("lock_wait", &self.lock_wait)
            .finish_non_exhaustive()
    }
}

/// What just happened.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
#[allow(missing_docs)]
pub enum Progress {
    /// The server is not there yet.
    Connecting { url: String, reason: String },
    /// Another migrator is at work.
    Waiting { holder: String },
    /// A migration starts.
    Applying { name: String },
    /// Of a migration that is committed step by step, a step begins. Numbers count from 1.
    Step {
        name: String,
        number: usize,
        of: usize,
    },
    /// A migration that was interrupted is gone on with.
    Resuming {
        name: String,
        done: usize,
        of: usize,
    },
    /// An index that is not valid is dropped, and built again.
    Repairing { index: String },
    /// A limit of the server's on statements does not hold for migrations.
    Unlimited { limit: String },
    /// A migration is applied.
    Applied { name: String },
    /// A migration is being undone.
    Undoing { name: String },
    /// A migration is undone.
    Undone { name: String },
    /// A migration could not get its tables, and is tried again.
    Retrying { name: String, reason: String },
    /// Migrations that other tools applied are taken into the journal.
    Adopted { names: Vec<String> },
    /// A baseline counts as applied, since the migrations that it stands for are.
    Folded { name: String },
    /// The database has newer migrations than the code.
    Ahead { names: Vec<String> },
    /// Everything is being dropped.
    Clearing { database: String },
    /// Nobody can tell whether the database is as the last migration left it.
    NotCompared { reason: String },
    /// What the catalog shows after the last migration could not be kept.
    NotRecorded { reason: String },
}

impl fmt::Display for Progress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Connecting { url, reason } => write!(f, "waiting for {url}: {reason}"),
            Self::Waiting { holder } => write!(f, "waiting for another migrator: {holder}"),
            Self::Applying { name } => write!(f, "applying {name}"),
            Self::Step { name, number, of } => write!(f, "{name}: step {number} of {of}"),
            Self::Resuming { name, done, of } => write!(
                f,
                "going on with {name}, which was interrupted: {done} of {of} steps are done"
            ),
            Self::Repairing { index } => write!(
                f,
                "building the index {index} again, which is there and not valid"
            ),
            Self::Unlimited { limit } => write!(
                f,
                "statement_timeout is {limit} on this server; migrations run without it"
            ),
            Self::Applied { name } => write!(f, "applied {name}"),
            Self::Undoing { name } => write!(f, "undoing {name}"),
            Self::Undone { name } => write!(f, "undone {name}"),
            Self::Retrying { name, reason } => write!(f, "trying {name} again: {reason}"),
            Self::Adopted { names } => {
                write!(f, "adopted {}, which other tools applied", list(names))
            }
            Self::Folded { name } => write!(
                f,
                "{name} counts as applied: the database has the migrations that it stands for"
            ),
            Self::Ahead { names } => write!(
                f,
                "the database is ahead of this checkout by {}",
                list(names)
            ),
            Self::Clearing { database } => write!(f, "dropping everything in {database}"),
            Self::NotCompared { reason } => write!(
                f,
                "not compared with what the last migration left: {reason}"
            ),
            Self::NotRecorded { reason } => write!(
                f,
                "what the migrations left could not be kept, so the next run has nothing to compare with: {reason}"
            ),
        }
    }
}

/// Goes to the app's log.
fn log(progress: &Progress) {
    match progress {
        Progress::Connecting { .. }
        | Progress::Waiting { .. }
        | Progress::Retrying { .. }
        | Progress::Resuming { .. }
        | Progress::Repairing { .. }
        | Progress::Adopted { .. }
        | Progress::Folded { .. }
        | Progress::Ahead { .. }
        | Progress::NotRecorded { .. }
        | Progress::Clearing { .. } => tracing::warn!("{progress}"),
        Progress::Step { .. } => tracing::debug!("{progress}"),
        _ => tracing::info!("{progress}"),
    }
}
