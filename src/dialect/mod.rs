//! What is each engine's own and no schema's: the native types of its language and the types of its
//! columns, as data, one file a provider; how it quotes; which names it gives and keeps.
//!
//! *provider*: the language of a schema, as its `datasource` names it. *engine*: a kind of
//! database that SQL is written for. CockroachDB is a provider without an engine of its own.

mod cockroachdb;
mod mongodb;
mod mysql;
pub mod names;
mod native;
mod postgresql;
pub mod quote;
mod sqlite;
mod sqlserver;

pub use native::{Arguments, BYTES_TYPES, NativeType, SQLITE_ENUM, Scalar, SqlType, TEXT_TYPES};
pub use native::{column_type, native_type, native_types};

/// A kind of database that ketch writes SQL for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Engine {
    /// SQLite 3.35 or newer.
    Sqlite,
    /// PostgreSQL.
    Postgresql,
    /// MySQL and MariaDB.
    Mysql,
}

impl Engine {
    /// All engines, in the order in which they are listed everywhere.
    pub const ALL: [Engine; 3] = [Engine::Sqlite, Engine::Postgresql, Engine::Mysql];

    /// The name in `engines = […]`, in file names and in messages.
    pub fn name(self) -> &'static str {
        match self {
            Engine::Sqlite => "sqlite",
            Engine::Postgresql => "postgresql",
            Engine::Mysql => "mysql",
        }
    }

    /// The provider whose language is the engine's own.
    pub fn provider(self) -> Provider {
        match self {
            Engine::Sqlite => Provider::Sqlite,
            Engine::Postgresql => Provider::Postgresql,
            Engine::Mysql => Provider::Mysql,
        }
    }

    /// The engine of that name.
    pub fn of_name(name: &str) -> Option<Self> {
        Engine::ALL.into_iter().find(|engine| engine.name() == name)
    }
}

/// The language of a schema: what its datasource's `provider` says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Provider {
    /// `sqlite`
    Sqlite,
    /// `postgresql` or `postgres`
    Postgresql,
    /// `mysql`
    Mysql,
    /// `cockroachdb`: understood, and generated with PostgreSQL's dialect where the SQL is equal.
    Cockroachdb,
    /// `sqlserver`: understood, never generated from.
    Sqlserver,
    /// `mongodb`: understood, never generated from.
    Mongodb,
}

impl Provider {
    /// All providers that a datasource can name.
    pub const ALL: [Provider; 6] = [
        Provider::Sqlite,
        Provider::Postgresql,
        Provider::Mysql,
        Provider::Cockroachdb,
        Provider::Sqlserver,
        Provider::Mongodb,
    ];

    /// The name in a datasource.
    pub fn name(self) -> &'static str {
        match self {
            Provider::Sqlite => "sqlite",
            Provider::Postgresql => "postgresql",
            Provider::Mysql => "mysql",
            Provider::Cockroachdb => "cockroachdb",
            Provider::Sqlserver => "sqlserver",
            Provider::Mongodb => "mongodb",
        }
    }

    /// The provider of that name, or of `postgres`.
    pub fn of_name(name: &str) -> Option<Self> {
        match name {
            "postgres" => Some(Provider::Postgresql),
            _ => Provider::ALL
                .into_iter()
                .find(|provider| provider.name() == name),
        }
    }

    /// The engine that a schema of this provider is generated for when `engines` is not set.
    pub fn engine(self) -> Option<Engine> {
        match self {
            Provider::Sqlite => Some(Engine::Sqlite),
            Provider::Postgresql | Provider::Cockroachdb => Some(Engine::Postgresql),
            Provider::Mysql => Some(Engine::Mysql),
            Provider::Sqlserver | Provider::Mongodb => None,
        }
    }
}
