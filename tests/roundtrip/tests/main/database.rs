//! A fresh database of a schema, on each of its engines.

use std::env;
use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};

use ketch::database::lower;
use ketch::dialect::Engine;
use ketch::diff::changes_from_empty;
use ketch::migration::sql::script;
use ketch::model::{self, DataModel};
use ketch::source::{SourceFile, Sources};
use sea_orm::{ConnectionTrait, Database, DatabaseConnection};

/// The data model of a schema in `schemas/`.
pub(crate) fn data_model(schema: &str) -> DataModel {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("schemas/{schema}.prisma"));
    let text = fs::read_to_string(path).unwrap();
    let file = SourceFile {
        path: schema.to_owned(),
        text,
    };
    model::load(&Sources::new(vec![file])).0
}

/// Every engine of a schema that is at hand, with the schema's tables made by its first
/// migration.
pub(crate) async fn fresh(schema: &str) -> Vec<(Engine, DatabaseConnection)> {
    let data_model = data_model(schema);
    let mut databases = Vec::new();
    for engine in data_model.settings.engines.iter().copied() {
        let Some(database) = empty(engine, schema).await else {
            continue;
        };
        let (tables, _) = lower(&data_model, engine);
        let sql = script(engine, &changes_from_empty(&tables));
        database.execute_unprepared(&sql).await.unwrap();
        databases.push((engine, database));
    }
    databases
}

async fn empty(engine: Engine, schema: &str) -> Option<DatabaseConnection> {
    // Tests run beside one another, each in databases of its own.
    static MADE: AtomicU32 = AtomicU32::new(0);
    let name = format!(
        "ketch_roundtrip_{schema}_{}",
        MADE.fetch_add(1, Ordering::Relaxed)
    );
    let variable = match engine {
        Engine::Sqlite => return Some(Database::connect("sqlite::memory:").await.unwrap()),
        Engine::Postgresql => "KETCH_TEST_POSTGRESQL",
        Engine::Mysql => "KETCH_TEST_MYSQL",
    };
    let Ok(url) = env::var(variable) else {
        println!("skipped: {variable} is not set");
        return None;
    };
    let server = Database::connect(&url).await.unwrap();
    server
        .execute_unprepared(&format!("DROP DATABASE IF EXISTS {name}"))
        .await
        .unwrap();
    server
        .execute_unprepared(&format!("CREATE DATABASE {name}"))
        .await
        .unwrap();
    server.close().await.unwrap();
    let (server, _) = url.rsplit_once('/').unwrap();
    Some(Database::connect(format!("{server}/{name}")).await.unwrap())
}
