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
mod journal;
mod location;
pub mod lock;
mod own;
mod ownership;
mod plan;
mod rewrite;
mod state;
mod turn;
mod version;

pub use build::{BuildError, Configuration, configure};
pub use compare::{Check, Difference, check, check_migrations};
pub use error::Error;
pub use generate::{
    Again, MigrationName, NextMigration, Options, Outcome, Report, Rewrite, Schema, branches,
    diagnose, findings, generate, lacking_drivers, load, migration_files, plan, plan_again,
    understand,
};
pub use location::{Location, Outputs, cargo_root, find};
pub use own::{own, ownership};
pub use ownership::{Owner, Ownership};
pub use plan::{Changes, Edit};
pub use rewrite::{Fixed, fix, formatted, place, rewrite};
