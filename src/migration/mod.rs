//! Migrations: what changes, the SQL of it for each engine, and the files of the migration crate.
//!
//! Not for running anything: the runner does that.

mod changes;
mod check;
mod engines;
mod error;
mod files;
mod library;
mod next;
mod past;
mod past_migration;
mod rebase;
pub mod sql;
mod squash;
pub mod takeover;

pub use check::{Fault, State, check, is_custom};
pub use engines::for_listed_engines;
pub use error::MigrationError;
pub use files::{
    Files, HEAD, HISTORY, LIBRARY, crate_files, first, lacking_drivers, rehash, without_migrations,
};
pub use next::{EnginePlan, Planned, idle_directives, is_head, next, plan, summary};
pub use past::{models, names, previous};
pub use past_migration::by_user;
pub use rebase::{Rest, branch_models, branches, lost_without, without};
pub use squash::squash;
