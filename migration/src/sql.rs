//! The SQL of each migration, and how it is run: plain sea-orm-migration. Written by ketch.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

/// Runs the SQL that makes a migration.
pub async fn up(manager: &SchemaManager<'_>, migration: &str) -> Result<(), DbErr> {
    let backend = manager.get_database_backend();
    match find(migration, backend) {
        Some((up, _)) => run(manager, up).await,
        None => Err(DbErr::Migration(format!(
            "`{migration}` has no SQL for {backend:?}"
        ))),
    }
}

/// Runs the SQL that undoes a migration.
pub async fn down(manager: &SchemaManager<'_>, migration: &str) -> Result<(), DbErr> {
    let backend = manager.get_database_backend();
    match find(migration, backend) {
        Some((_, Some(down))) => run(manager, down).await,
        _ => Err(DbErr::Migration(format!(
            "`{migration}` has no SQL that undoes it on {backend:?}"
        ))),
    }
}

async fn run(manager: &SchemaManager<'_>, sql: &str) -> Result<(), DbErr> {
    let sql = sql.replace("\r\n", "\n");
    let is_empty = |line: &str| line.trim().is_empty() || line.trim_start().starts_with("--");
    // Outside of a transaction, such a line ends what is done in one go.
    for part in sql.split("\n-- ketch: commit\n") {
        if !part.lines().all(is_empty) {
            manager.get_connection().execute_unprepared(part).await?;
        }
    }
    Ok(())
}

/// The SQL that makes a migration, and the SQL that undoes it where there is one.
#[rustfmt::skip]
pub fn find(migration: &str, backend: DbBackend) -> Option<(&'static str, Option<&'static str>)> {
    Some(match (migration, backend) {
        ("m20260101_000000_init", DbBackend::MySql) => (include_str!("../sql/m20260101_000000_init/mysql.up.sql"), Some(include_str!("../sql/m20260101_000000_init/mysql.down.sql"))),
        ("m20260101_000000_init", DbBackend::Postgres) => (include_str!("../sql/m20260101_000000_init/postgresql.up.sql"), Some(include_str!("../sql/m20260101_000000_init/postgresql.down.sql"))),
        ("m20260101_000000_init", DbBackend::Sqlite) => (include_str!("../sql/m20260101_000000_init/sqlite.up.sql"), Some(include_str!("../sql/m20260101_000000_init/sqlite.down.sql"))),
        _ => return None,
    })
}
