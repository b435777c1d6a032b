//! Databases to run the command on: a file of SQLite in a project, and those of the servers that
//! `cargo xtask test` names.

use std::path::Path;

use ketch_runner::{DatabaseUrl, Settings, connect_to_migrate};
use sea_orm::{ConnectionTrait, DbBackend, Statement};

/// An engine, as the schema names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Engine {
    pub(crate) name: &'static str,
    /// The variable that names a server.
    variable: Option<&'static str>,
}

pub(crate) const SQLITE: Engine = Engine {
    name: "sqlite",
    variable: None,
};

pub(crate) const SERVERS: [Engine; 2] = [
    Engine {
        name: "postgresql",
        variable: Some("KETCH_TEST_POSTGRESQL"),
    },
    Engine {
        name: "mysql",
        variable: Some("KETCH_TEST_MYSQL"),
    },
];

/// A database that is gone when this is dropped.
pub(crate) struct Database {
    pub(crate) url: String,
    server: Option<(String, String)>,
}

impl Database {
    /// An empty one; says so where there is no server for it. A file is in the folder.
    pub(crate) fn new(engine: Engine, folder: &Path, name: &str) -> Option<Self> {
        let Some(variable) = engine.variable else {
            let url = format!("sqlite:{}?mode=rwc", folder.join("app.db").display());
            return Some(Self { url, server: None });
        };
        let Ok(server) = std::env::var(variable) else {
            println!("skipped: {variable} is not set");
            return None;
        };
        let name = format!("ketch_cli_{}_{name}", std::process::id());
        run(&server, &format!("DROP DATABASE IF EXISTS {name}"));
        run(&server, &format!("CREATE DATABASE {name}"));
        let (front, _) = server.rsplit_once('/').unwrap();
        Some(Self {
            url: format!("{front}/{name}"),
            server: Some((server, name)),
        })
    }

    pub(crate) fn run(&self, sql: &str) {
        run(&self.url, sql);
    }

    pub(crate) fn query(&self, sql: &str) -> Vec<String> {
        query(&self.url, sql)
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        if let Some((server, name)) = &self.server {
            run(server, &format!("DROP DATABASE {name}"));
        }
    }
}

/// Runs statements.
pub(crate) fn run(url: &str, sql: &str) {
    with_connection(url, async |db, _| {
        db.execute_unprepared(sql).await.unwrap();
    });
}

/// The answers to a query whose one column is text.
pub(crate) fn query(url: &str, sql: &str) -> Vec<String> {
    with_connection(url, async |db, backend| {
        let statement = Statement::from_string(backend, sql);
        let rows = db.query_all_raw(statement).await.unwrap();
        rows.iter().map(text).collect()
    })
}

fn text(row: &sea_orm::QueryResult) -> String {
    let text = row.try_get_by_index::<Option<String>>(0).unwrap();
    text.unwrap_or_else(|| "NULL".to_owned())
}

fn with_connection<T>(
    url: &str,
    work: impl AsyncFnOnce(&sea_orm::DatabaseConnection, DbBackend) -> T,
) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let url = DatabaseUrl::parse(url, Path::new("/")).unwrap();
    runtime.block_on(async {
        let settings = Settings::default();
        let db = connect_to_migrate(&url, &settings).await.unwrap();
        let done = work(&db, url.backend()).await;
        db.close().await.unwrap();
        done
    })
}
