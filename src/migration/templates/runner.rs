//! Sends `Migrator` through ketch-runner: one migrator at a time, each migration whole.
//! Written by ketch. To leave ketch, delete this file, the lines of `lib.rs` that name `runner`,
//! and the dependency on ketch-runner.

use sea_orm_migration::sea_orm::DbBackend;

pub use ketch_runner::cli;
pub(super) use ketch_runner::entry_points;

use super::{Migrator, sql};

impl ketch_runner::Chained for Migrator {
    const HISTORY: &'static str = include_str!("../history");

    fn sql(migration: &str, backend: DbBackend) -> Option<(&'static str, Option<&'static str>)> {
        sql::find(migration, backend)
    }

    fn rust(migration: &str) -> Option<&'static str> {
        let found = RUST.iter().find(|(name, _)| *name == migration);
        found.map(|(_, text)| *text)
    }
}

/// The Rust of each migration: as long as nobody changed it, its SQL runs step by step.
#[rustfmt::skip]
const RUST: &[(&str, &str)] = &[
{texts}];
