//! From what a database's catalog says to a [`DatabaseSchema`], and how that differs from another.
//!
//! Pure: `ketch-catalog` has the queries, and whoever has a connection runs them. Rows of one
//! catalog make one [`Found`]; what a database schema cannot hold is listed there, not dropped.
//!
//! *settled*: a found schema in the words of the expected one, wherever both mean the same to the
//! engine, which prints defaults, checks and predicates anew.
//! *beyond*: what a database has that the schema does not speak of.

mod beyond;
mod canonical;
mod differences;
mod expression;
mod found;
mod mysql;
mod postgresql;
mod settle;
mod sqlite;
mod statement;
mod token;
mod types;
mod value;

pub use beyond::{unheld, unique_constraints, within};
pub use differences::{Comparison, Difference, compare, differences, differences_of};
pub use found::{Found, Part, RestingKey, Unheld, UniqueConstraint};
pub use settle::settled;

use crate::database::DatabaseSchema;
use crate::dialect::Engine;
use ketch_catalog::{Row, Step, is_bookkeeping};

/// What is to be asked of a database's catalog.
pub fn steps(engine: Engine) -> &'static [Step] {
    match engine {
        Engine::Sqlite => ketch_catalog::SQLITE,
        Engine::Postgresql => ketch_catalog::POSTGRESQL,
        Engine::Mysql => ketch_catalog::MYSQL,
    }
}

/// Makes a database schema of the answers. The tables of migration tools are left out; rows that
/// make no sense are too, since no engine gives such.
pub fn read(engine: Engine, rows: &[Row]) -> Found {
    let is_ours = |row: &&Row| !is_bookkeeping(row.owner().1);
    let rows: Vec<&Row> = rows.iter().filter(is_ours).collect();
    match engine {
        Engine::Sqlite => sqlite::read(&rows),
        Engine::Postgresql => postgresql::read(&rows),
        Engine::Mysql => mysql::read(&rows),
    }
}

fn empty(engine: Engine) -> DatabaseSchema {
    DatabaseSchema {
        engine,
        namespaces: Vec::new(),
        extensions: Vec::new(),
        enums: Vec::new(),
        tables: Vec::new(),
        views: Vec::new(),
    }
}
