//! Databases to test on, and migrations to test with.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};

use ketch_runner::{DatabaseUrl, MigrationSet, Progress, Settings, connect_to_migrate};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};

/// A database that is gone when this is dropped.
pub(crate) struct Database {
    pub(crate) backend: DbBackend,
    pub(crate) url: String,
    server: Option<String>,
    name: String,
}

static NUMBER: AtomicU32 = AtomicU32::new(0);

fn unique_name() -> String {
    format!(
        "ketch_runner_{}_{}",
        std::process::id(),
        NUMBER.fetch_add(1, Ordering::Relaxed)
    )
}

/// A folder of the test's own, under the workspace's `target`.
pub(crate) fn scratch() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(unique_name());
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

impl Database {
    pub(crate) fn sqlite() -> Self {
        let path = scratch().join("test.db");
        let url = format!("sqlite://{}?mode=rwc", path.display());
        Self {
            backend: DbBackend::Sqlite,
            url,
            server: None,
            name: path.display().to_string(),
        }
    }

    /// On a server that a variable names; says so where there is none.
    pub(crate) async fn on_server(backend: DbBackend) -> Option<Self> {
        let variable = match backend {
            DbBackend::MySql => "KETCH_TEST_MYSQL",
            _ => "KETCH_TEST_POSTGRESQL",
        };
        let Ok(server) = std::env::var(variable) else {
            println!("skipped: {variable} is not set");
            return None;
        };
        Some(Self::on(backend, &server).await)
    }

    /// On the server with a URL.
    pub(crate) async fn on(backend: DbBackend, server: &str) -> Self {
        let name = unique_name();
        run_on(server, &format!("CREATE DATABASE {name}")).await;
        Self {
            backend,
            url: with_database(server, &name),
            server: Some(server.to_owned()),
            name,
        }
    }

    /// Of its own, on any engine; nothing where there is no server.
    pub(crate) async fn of(backend: DbBackend) -> Option<Self> {
        match backend {
            DbBackend::Sqlite => Some(Self::sqlite()),
            _ => Self::on_server(backend).await,
        }
    }

    /// One database for each engine that there is.
    pub(crate) async fn all() -> Vec<Self> {
        let mut databases = vec![Self::sqlite()];
        databases.extend(Self::on_server(DbBackend::Postgres).await);
        databases.extend(Self::on_server(DbBackend::MySql).await);
        databases
    }

    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    pub(crate) async fn connect(&self) -> DatabaseConnection {
        connect(&self.url).await
    }

    /// Runs SQL that is the same for all engines but for its quotes.
    pub(crate) async fn run(&self, sql: &str) {
        self.connect()
            .await
            .execute_unprepared(&self.dialect(sql))
            .await
            .unwrap();
    }

    pub(crate) async fn number(&self, sql: &str) -> i64 {
        number(&self.connect().await, &self.dialect(sql)).await
    }

    fn dialect(&self, sql: &str) -> String {
        match self.backend {
            DbBackend::MySql => sql.replace('"', "`"),
            _ => sql.to_owned(),
        }
    }

    pub(crate) async fn has_table(&self, name: &str) -> bool {
        let sql = match self.backend {
            DbBackend::Sqlite => {
                format!("SELECT count(*) AS n FROM sqlite_master WHERE name = '{name}'")
            }
            DbBackend::MySql => format!(
                "SELECT count(*) AS n FROM information_schema.tables WHERE table_schema = database() AND table_name = '{name}'"
            ),
            _ => format!(
                "SELECT count(*) AS n FROM pg_tables WHERE schemaname = current_schema() AND tablename = '{name}'"
            ),
        };
        self.number(&sql).await == 1
    }

    /// Ledger and journal, as names.
    pub(crate) async fn versions(&self, table: &str) -> Vec<String> {
        let db = self.connect().await;
        let sql = format!("SELECT version FROM {table} ORDER BY version");
        let rows = db
            .query_all_raw(Statement::from_string(self.backend, sql))
            .await
            .unwrap();
        rows.iter()
            .map(|row| row.try_get("", "version").unwrap())
            .collect()
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        match &self.server {
            None => {
                let _ = std::fs::remove_dir_all(Path::new(&self.name).parent().unwrap());
            }
            Some(server) => {
                let force = if self.backend == DbBackend::Postgres {
                    " WITH (FORCE)"
                } else {
                    ""
                };
                let (server, sql) = (
                    server.clone(),
                    format!("DROP DATABASE {}{force}", self.name),
                );
                let dropping = std::thread::spawn(move || {
                    let runtime = tokio::runtime::Builder::new_current_thread()
                        .enable_all()
                        .build()
                        .unwrap();
                    runtime.block_on(run_on(&server, &sql));
                });
                dropping.join().unwrap();
            }
        }
    }
}

pub(crate) async fn connect(url: &str) -> DatabaseConnection {
    let url = DatabaseUrl::parse(url, Path::new("/")).unwrap();
    connect_to_migrate(&url, &Settings::default())
        .await
        .unwrap()
}

async fn run_on(server: &str, sql: &str) {
    connect(server).await.execute_unprepared(sql).await.unwrap();
}

/// A server's URL with another database.
fn with_database(server: &str, name: &str) -> String {
    let (base, query) = server
        .split_once('?')
        .map_or((server, ""), |(base, query)| (base, query));
    let (scheme, rest) = base.split_once("://").unwrap();
    let authority = rest.split('/').next().unwrap();
    let separator = if query.is_empty() { "" } else { "?" };
    format!("{scheme}://{authority}/{name}{separator}{query}")
}

pub(crate) async fn number(db: &impl ConnectionTrait, sql: &str) -> i64 {
    let row = db
        .query_one_raw(Statement::from_string(db.get_database_backend(), sql))
        .await
        .unwrap()
        .unwrap();
    row.try_get_by_index::<i64>(0)
        .or_else(|_| row.try_get_by_index::<i32>(0).map(i64::from))
        .unwrap()
}

/// Settings that are patient for a test's time, and what they were told.
pub(crate) fn listening() -> (Settings, Arc<Mutex<Vec<Progress>>>) {
    let heard = Arc::new(Mutex::new(Vec::new()));
    let ear = Arc::clone(&heard);
    let settings = Settings {
        lock_wait: std::time::Duration::from_secs(60),
        progress: Arc::new(move |progress| ear.lock().unwrap().push(progress.clone())),
        ..Settings::default()
    };
    (settings, heard)
}

/// A migration of a folder: its name, its SQL that makes it, its SQL that undoes it.
pub(crate) type Step<'a> = (&'a str, &'a str, Option<&'a str>);

/// Writes a migration crate's folder without Rust: `history` and `sql/`, for all engines alike.
pub(crate) fn write_folder(folder: &Path, steps: &[Step<'_>]) {
    let mut history = ketch_history::History::default();
    for (name, up, down) in steps {
        let parent = history.head().map(|head| head.chain);
        let digest = ketch_history::sql_digest(up, *down);
        let sql = folder.join("sql").join(name);
        std::fs::create_dir_all(&sql).unwrap();
        for engine in ["sqlite", "postgresql", "mysql"] {
            std::fs::write(sql.join(format!("{engine}.up.sql")), up).unwrap();
            if let Some(down) = down {
                std::fs::write(sql.join(format!("{engine}.down.sql")), down).unwrap();
            }
        }
        history.entries.push(ketch_history::Entry {
            name: (*name).to_owned(),
            parent,
            chain: ketch_history::chain_digest(name, parent, up),
            model: ketch_history::Digest::of(up),
            rust: ketch_history::Digest::of("rust"),
            engines: ["sqlite", "postgresql", "mysql"]
                .map(|engine| (engine.to_owned(), digest))
                .into(),
            edited: Default::default(),
            folds: Vec::new(),
        });
    }
    std::fs::write(folder.join("history"), history.to_string()).unwrap();
}

/// The migrations of such a folder.
pub(crate) fn set_of(steps: &[Step<'_>], backend: DbBackend) -> MigrationSet {
    let folder = scratch();
    write_folder(&folder, steps);
    let set = MigrationSet::from_files(&folder, backend).unwrap();
    std::fs::remove_dir_all(folder).unwrap();
    set
}

pub(crate) fn text(error: impl std::fmt::Display) -> String {
    error.to_string()
}

/// A number that a variable gives, for a run that takes longer.
pub(crate) fn number_from(variable: &str, default: usize) -> usize {
    match std::env::var(variable) {
        Ok(text) => text.parse().unwrap(),
        Err(_) => default,
    }
}

/// Counts what went well in what is done many times, and goes on after what did not.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    passed: usize,
    failed: usize,
}

impl Tally {
    pub(crate) fn count(&mut self, outcome: Result<(), String>) {
        match outcome {
            Ok(()) => self.passed += 1,
            Err(fault) => {
                self.failed += 1;
                println!("wrong: {fault}");
            }
        }
    }

    /// Says what it came to; `cargo xtask endure` reads the line.
    pub(crate) fn end(self, what: &str) {
        let Self { passed, failed } = self;
        println!("endured: {what}: {passed} passed, {failed} failed");
        assert_eq!(failed, 0, "{what}");
    }
}
