//! Migrations: what changes, the SQL of it for each engine, and the files of the migration crate.
//!
//! Not for running anything: the runner does that.

mod check;
mod files;
pub mod sql;

pub use check::{Fault, State, check, is_custom};
pub use files::{
    Files, HEAD, HISTORY, LIBRARY, MigrationError, crate_files, first, without_migrations,
};
