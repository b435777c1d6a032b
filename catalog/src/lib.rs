//! What ketch asks the catalog of a database, and what it answers.
//!
//! Whoever has a connection runs the [`Step`]s of its engine; each answer is one text, a [`Row`].
//! So any driver will do, and so will a client's output. Not for what rows mean: `introspect` in
//! the library makes a database schema of them.
//!
//! *part*: the kind of thing that a row tells of, its first cell. *owner*: the table, view or type
//! that it is of, its second and third cell. *bookkeeping*: the tables of migration tools.

mod mysql;
mod postgresql;
mod row;
mod sqlite;

pub use mysql::STEPS as MYSQL;
pub use postgresql::STEPS as POSTGRESQL;
pub use row::{Cell, Row};
pub use sqlite::STEPS as SQLITE;

/// One thing to do, in the order given, in a transaction that is rolled back at its end: it takes
/// the settings back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// A statement without an answer, which makes what follows print the same in every session.
    Setting(&'static str),
    /// A query whose answer is one column of text, a [`Row`] each.
    Rows(&'static str),
}

/// Whether a table belongs to a tool that migrates, and so to no schema: SeaORM's ledger, ketch's
/// own journal and its record of the catalog, Prisma's ledger.
pub fn is_bookkeeping(table: &str) -> bool {
    [
        "seaql_migrations",
        "_ketch_journal",
        "_ketch_catalog",
        "_prisma_migrations",
    ]
    .contains(&table)
}
