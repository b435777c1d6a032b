//! The runner against SQLite, and against PostgreSQL and MariaDB where `KETCH_TEST_POSTGRESQL` and
//! `KETCH_TEST_MYSQL` name servers, as `cargo xtask test` does.

#![allow(clippy::disallowed_methods, reason = "tests do I/O")]

mod apply;
mod crash;
mod crowd;
mod drift;
mod files;
mod leaving;
mod limits;
mod lock;
mod pooler;
mod secrets;
mod squash;
mod support;
mod takeover;
mod templates;
mod url;

/// The crate of `tests/fixture/migration`, as an app would have it.
#[path = "fixture/migration/src/lib.rs"]
#[allow(unreachable_pub, unused_imports)]
mod migration;
