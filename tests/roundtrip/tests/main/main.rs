//! The round trip: every type of `docs/types.md` on every engine that is at hand.
//!
//! `KETCH_TEST_POSTGRESQL` and `KETCH_TEST_MYSQL` are URLs of servers, with the right to make
//! databases. `cargo xtask test` sets them.

#![allow(clippy::disallowed_methods, missing_docs, unreachable_pub)]

#[macro_use]
mod column;

mod cases;
mod database;
mod newtypes;
mod rows;
mod values;

/// The entities of each schema. No schema's tests call all that is generated.
#[allow(dead_code)]
mod generated {
    pub mod every {
        include!(concat!(env!("OUT_DIR"), "/every.rs"));
    }
    pub mod mysql {
        include!(concat!(env!("OUT_DIR"), "/mysql.rs"));
    }
    pub mod postgresql {
        include!(concat!(env!("OUT_DIR"), "/postgresql.rs"));
    }
    pub mod sqlite {
        include!(concat!(env!("OUT_DIR"), "/sqlite.rs"));
    }
    pub mod sqlite_mysql {
        include!(concat!(env!("OUT_DIR"), "/sqlite_mysql.rs"));
    }
    pub mod sqlite_postgresql {
        include!(concat!(env!("OUT_DIR"), "/sqlite_postgresql.rs"));
    }
}
