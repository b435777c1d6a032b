//! The database that the tests of this package run on: SQLite in memory, with the tables that
//! ketch's own SQL makes of `schema.prisma`.

use ketch::dialect::Engine;
use ketch::diff::changes_from_empty;
use ketch::migration::sql::script;
use ketch::source::{SourceFile, Sources};
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbErr};

pub use entity;

/// An empty database of its own.
pub async fn database() -> Result<DatabaseConnection, DbErr> {
    let text = include_str!("../schema.prisma").to_owned();
    let sources = Sources::new(vec![SourceFile {
        path: "schema.prisma".to_owned(),
        text,
    }]);
    let (data_model, _) = ketch::model::load(&sources);
    let (schema, _) = ketch::database::lower(&data_model, Engine::Sqlite);
    let mut options = ConnectOptions::new("sqlite::memory:");
    options.max_connections(1);
    let db = Database::connect(options).await?;
    db.execute_unprepared(&script(Engine::Sqlite, &changes_from_empty(&schema)))
        .await?;
    Ok(db)
}
