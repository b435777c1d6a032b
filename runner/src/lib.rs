//! Applies migrations safely: one migrator at a time, each migration whole or not at all where the
//! engine can undo, and a ledger that SeaORM's tools understand.
//!
//! A command line applies them from files, without compiling:
//!
//! ```no_run
//! # async fn example() -> Result<(), ketch_runner::Error> {
//! use ketch_runner::{DatabaseUrl, MigrationSet, Settings};
//! let settings = Settings::default();
//! let root = std::path::Path::new(".");
//! let (_, url) = ketch_runner::migration_url(|name| std::env::var(name).ok(), root)?;
//! let db = ketch_runner::connect_to_migrate(&url, &settings).await?;
//! let set = MigrationSet::from_files(&root.join("migration"), url.backend())?;
//! ketch_runner::up(&db, &set, None, &settings).await?;
//! # Ok(())
//! # }
//! ```
//!
//! A generated migration crate puts [`entry_points!`] into its `impl MigratorTrait`, and then
//! `Migrator::up(&db, None)`, `sea-orm-cli migrate up` and every other way in go through here.
//!
//! *ledger*: SeaORM's table `seaql_migrations`. *journal*: ketch's table beside it, which knows what
//! text was applied. *session*: the connection that holds the lock and runs the SQL.

#![allow(
    clippy::disallowed_methods,
    reason = "the runner reads files, the environment and, for people alone, the clock"
)]
#![cfg_attr(
    not(all(
        feature = "sqlx-sqlite",
        feature = "sqlx-postgres",
        feature = "sqlx-mysql"
    )),
    allow(
        dead_code,
        unused_imports,
        unused_variables,
        reason = "what only the drivers left out would use"
    )
)]

#[cfg(not(any(
    feature = "sqlx-sqlite",
    feature = "sqlx-postgres",
    feature = "sqlx-mysql"
)))]
compile_error!(
    "ketch-runner needs a driver: enable `sqlx-sqlite`, `sqlx-postgres` or `sqlx-mysql`"
);

mod catalog;
mod clear;
pub mod cli;
mod connect;
mod drift;
mod error;
mod ledger;
mod lock;
pub mod migrator;
#[cfg(feature = "sqlx-postgres")]
mod pooler;
mod probe;
mod refusal;
mod resolve;
mod run;
mod session;
mod set;
mod settings;
mod standing;
mod statements;
mod status;
mod step;
mod stepwise;
mod unit;
pub mod url;

pub use catalog::catalog;
pub use connect::{connect, connect_to_migrate, migration_url};
pub use error::Error;
pub use ketch_catalog::Row;
pub use ledger::{JOURNAL, LEDGER};
pub use migrator::{Chained, compiled};
pub use resolve::{Resolution, Takeover, baseline, resolve};
pub use run::{Direction, Report, down, fresh, preview, redo, refresh, reset, status, up};
pub use set::MigrationSet;
pub use settings::{Consent, DriftCheck, Progress, Settings};
pub use status::{State, Status};
pub use url::{DatabaseUrl, UrlError};

/// What [`entry_points!`] names.
#[doc(hidden)]
pub mod hidden {
    pub use sea_orm::{ConnectionTrait, DbErr, IntoDatabaseExecutor};
    pub use sea_orm_migration::seaql_migrations::Model;
    pub use sea_orm_migration::{Migration, MigratorTrait};

    /// What async-trait makes of an async function.
    pub type Pending<'a, T> = std::pin::Pin<Box<dyn Future<Output = Result<T, DbErr>> + Send + 'a>>;
}
