//! What can go wrong between a migration and a database, with what to do next.

use std::path::PathBuf;
use std::time::Duration;

use ketch_history::FILL;
use sea_orm::{DbErr, RuntimeErr, sqlx};

use crate::refusal::{drivers, is_poolers};
use crate::url::{UrlError, way_past};

/// Why nothing, or not everything, was applied. No variant shows a password.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
#[allow(missing_docs)]
pub enum Error {
    /// The URL is refused.
    #[error("{variable}: {source}")]
    Url { variable: String, source: UrlError },
    /// No variable names a database.
    #[error("no database is named: set DATABASE_URL, in the environment or in `.env`")]
    NoUrl,
    /// Two variables lead to different databases.
    #[error(
        "{direct} names {direct_url} and DATABASE_URL names {url}: they are not the same database. Unset {direct}, or let both name one database"
    )]
    TwoDatabases {
        direct: &'static str,
        direct_url: String,
        url: String,
    },
    /// The driver was not compiled in.
    #[error(
        "this program was built without the driver for {engine}: enable the feature `{feature}` of ketch-runner"
    )]
    Driver {
        engine: &'static str,
        feature: &'static str,
    },
    /// No connection.
    #[error("cannot connect to {url}{waited}: {reason}", waited = after(.waited))]
    Connect {
        url: String,
        waited: Duration,
        reason: String,
    },
    /// A pooler in the way.
    #[error(
        "{found} leads to a connection pooler, which cannot hold the lock that a migration needs: {way_out}. An app may migrate through a pooler inside a transaction, with `Migrator::up(&transaction, None)`; `options=-c%20ketch.direct%3Don` in the URL says that this is no pooler"
    )]
    Pooler { found: String, way_out: String },
    /// A file cannot be read.
    #[error("cannot read {path}: {source}", path = path.display())]
    File {
        path: PathBuf,
        source: std::io::Error,
    },
    /// The history cannot be used.
    #[error(transparent)]
    History(#[from] ketch_history::HistoryError),
    /// Migrations with Rust of their own are to be run, which takes a compiler.
    #[error(
        "{names} cannot be applied from files: {reason}. Run `cargo run -- up` in the migration crate",
        names = list(names)
    )]
    NeedsCompile { names: Vec<String>, reason: String },
    /// A migration of the history is not in the crate.
    #[error(
        "the history lists `{name}`, and `src/lib.rs` of the migration crate does not: add it there, in the order of the history"
    )]
    NotInCrate { name: String },
    /// The crate lists its migrations in another order than the history.
    #[error(
        "`{first}` stands after `{second}` in `src/lib.rs` of the migration crate, and before it in the history: put them in the order of the history"
    )]
    Order { first: String, second: String },
    /// A migration has no SQL for this engine.
    #[error(
        "`{name}` has no SQL for {engine}: the schema's `engines` did not list it when the migration was made"
    )]
    NoSql { name: String, engine: &'static str },
    /// SQL was edited before it was applied.
    #[error(
        "the SQL of `{name}` for {engine} is not what the history records: if the edit is meant, run `ketch migrate rehash`; if not, restore the file"
    )]
    Edited { name: String, engine: &'static str },
    /// A value is missing that only the user knows.
    #[error(
        "the SQL of `{name}` for {engine} is to be filled in at line {line}: write a value, or an expression over the row, in place of {FILL}, then run `ketch migrate rehash`"
    )]
    Unfilled {
        name: String,
        engine: &'static str,
        line: usize,
    },
    /// A migration changed after it was applied.
    #[error(
        "`{name}` was applied to this database and has changed since: restore it from version control, and put the change into a new migration. Where it was planned again by `ketch migrate rebase` or `ketch dev --amend`, a database that may be emptied is made anew by `ketch migrate fresh`"
    )]
    Changed { name: String },
    /// A migration was added before one that is applied.
    #[error(
        "`{pending}` is not applied and stands before `{applied}`, which is: it came with a merge. Plan it again after `{applied}`; it is never applied out of order"
    )]
    OutOfOrder { pending: String, applied: String },
    /// Of the migrations that a baseline stands for the database has some, and not all of them whole.
    #[error(
        "`{baseline}` stands for migrations of which the database has only {applied}: check out the last version before they were squashed and run `ketch migrate up` there, then come back; a database that may be emptied is made anew by `ketch migrate fresh`",
        applied = list(applied)
    )]
    PartlyFolded {
        baseline: String,
        applied: Vec<String>,
    },
    /// The database has migrations that the code does not have.
    #[error(
        "the database has {names}, which this checkout does not have and which do not follow its last migration: they were deleted, renamed, or come from another branch or another migration crate. Restore them, use the database that belongs to this branch, or take over what another crate made with `ketch migrate baseline`",
        names = list(names)
    )]
    Missing { names: Vec<String> },
    /// The database is newer than the code, where that is in the way.
    #[error(
        "the database is ahead of this checkout by {names}: update the checkout first",
        names = list(names)
    )]
    Ahead { names: Vec<String> },
    /// Another migrator did not finish in time.
    #[error("waited {} seconds for another migrator: {holder}", waited.as_secs())]
    Locked { waited: Duration, holder: String },
    /// The lock is not on the connection that runs the SQL.
    #[error(
        "the lock was lost: statements go through different connections of the server. A connection pooler is in the way: connect to the server itself"
    )]
    LockLost,
    /// A transaction of the caller's cannot be used.
    #[error(
        "migrations cannot run in the caller's transaction: {reason}. Give the connection instead"
    )]
    CallerTransaction { reason: String },
    /// Foreign keys could not be switched off for a rebuild.
    #[error(
        "`{name}` needs foreign keys to be off, and they stay on: the connection is shared. Give the runner a pool with one connection"
    )]
    ForeignKeysStayOn { name: String },
    /// A migration would leave rows that point nowhere.
    #[error(
        "`{name}` would leave {count} rows of `{table}` that point to no row, and was undone: {help}"
    )]
    ForeignKeys {
        name: String,
        table: String,
        count: usize,
        help: &'static str,
    },
    /// A migration failed.
    #[error("`{name}` failed{state}: {reason}")]
    Migration {
        name: String,
        state: String,
        reason: String,
    },
    /// A migration was interrupted, and where it is cannot be told.
    #[error(
        "`{name}` was interrupted, and cannot be gone on with: {reason}. Look at what it did, finish it or undo it by hand, and say so with `ketch migrate resolve {name} --applied` or `--rolled-back`"
    )]
    Unresumable { name: String, reason: String },
    /// A migration was interrupted that stands in the way of others.
    #[error(
        "`{name}` was interrupted while it was being {done}: run `ketch migrate {command}` first, which goes on with it, or say with `ketch migrate resolve {name}` what became of it"
    )]
    Interrupted {
        name: String,
        done: &'static str,
        command: &'static str,
    },
    /// An index that PostgreSQL built in vain.
    #[error(
        "`{name}` failed: the index {index} was not valid after it was built, and was dropped; the next `up` builds it again"
    )]
    InvalidIndex { name: String, index: String },
    /// `resolve` says what cannot be.
    #[error("`{name}` cannot be resolved as {resolution}: {reason}")]
    Unresolvable {
        name: String,
        resolution: &'static str,
        reason: &'static str,
    },
    /// Something else than migrations changed the database.
    #[error(
        "the database is not as `{since}` left it: it was changed beside its migrations\n{changes}\nUndo that, or put it into the schema and a migration. `ketch migrate up --allow-drift` takes the database as it is and goes on",
        changes = indented(changes)
    )]
    Drift {
        since: String,
        /// A line for each table, view or type.
        changes: Vec<String>,
    },
    /// A database is not what it should be once it was converted.
    #[error(
        "the database is still not what the migrations make once it was converted, and the conversion was undone"
    )]
    NotConverted,
    /// One that cannot be undone.
    #[error(
        "`{name}` cannot be undone: it has no SQL that does it. Write that beside its up.sql and run `ketch migrate rehash`, or empty a development database with `ketch migrate fresh`"
    )]
    NotReversible { name: String },
    /// Something is to be emptied that nobody said is expendable.
    #[error(
        "{what} would destroy what is in `{database}` on {host}, which is not on this machine. To do it all the same, set KETCH_DESTROY={database}"
    )]
    Destroys {
        what: &'static str,
        database: String,
        host: String,
    },
    /// The database refused something else.
    #[error("the database refused {doing}: {source}")]
    Database { doing: &'static str, source: DbErr },
}

impl Error {
    /// For `map_err`: what the runner was doing when the database refused.
    pub(crate) fn database(doing: &'static str) -> impl FnOnce(DbErr) -> Self {
        move |source| match drivers(&source).is_some_and(is_poolers) {
            false => Self::Database { doing, source },
            true => Self::Pooler {
                found: "the connection".to_owned(),
                way_out: way_past(""),
            },
        }
    }

    /// The same for the driver's own errors.
    pub(crate) fn sqlx(doing: &'static str) -> impl FnOnce(sqlx::Error) -> Self {
        move |source| Self::database(doing)(DbErr::Conn(RuntimeErr::SqlxError(source.into())))
    }
}

impl From<Error> for DbErr {
    fn from(error: Error) -> Self {
        DbErr::Migration(error.to_string())
    }
}

fn after(waited: &Duration) -> String {
    match waited.as_secs() {
        0 => String::new(),
        seconds => format!(" after {seconds} seconds"),
    }
}

/// A line each, of which there may be too many to read.
fn indented(lines: &[String]) -> String {
    const SHOWN: usize = 30;
    let mut shown: Vec<String> = lines
        .iter()
        .take(SHOWN)
        .map(|line| format!("  {line}"))
        .collect();
    if lines.len() > SHOWN {
        shown.push(format!("  and {} more", lines.len() - SHOWN));
    }
    shown.join("\n")
}

pub(crate) fn list(names: &[String]) -> String {
    names
        .iter()
        .map(|name| format!("`{name}`"))
        .collect::<Vec<_>>()
        .join(", ")
}
