//! Files on disk: where they are, what may be written, and how it is written so that nothing is lost.
//!
//! The only module of the library that touches the file system, the environment or the clock.
//! Everything is generated in memory first; [`generate`] then writes as the owner, or says as a
//! mirror what the owner would have to do. [`check`] never writes.
//!
//! Not for the command line (arguments, colours, exit codes); `cli` stands on this.

#![allow(
    clippy::disallowed_methods,
    reason = "this is the module that does I/O"
)]

mod build;
mod compare;
mod disk;
mod durable;
pub mod environment;
mod error;
mod generate;
mod generated;
mod journal;
mod lacking;
mod location;
pub mod lock;
mod migrations;
mod own;
mod ownership;
mod plan;
mod request;
mod rewrite;
mod schema;
mod state;
mod turn;
mod version;

pub use build::{BuildError, Configuration, configure};
pub use compare::{Check, Difference, check, check_migrations};
pub use error::Error;
pub use generate::{Outcome, Report, generate, rehearse};
pub use lacking::Lacking;
pub use location::{Location, Outputs, cargo_root, find};
pub use migrations::{branches, idle_directives, migration_files, plan, plan_again, plan_first};
pub use own::{own, ownership};
pub use ownership::{Owner, Ownership};
pub use plan::{Changes, Edit};
pub use request::{Again, MigrationName, NextMigration, Options, Rewrite};
pub use rewrite::{Fixed, fix, formatted, rewrite, write_file};
pub use schema::{Schema, diagnose, findings, load, understand};
pub use state::foreign;
