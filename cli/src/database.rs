//! Which database a command means, and the way to it.
//!
//! The URL is from the environment, then from `.env` at the root, and else names a SQLite file
//! there. Not for applying migrations; `ketch_runner` does that.

use std::collections::BTreeMap;
use std::error::Error;
use std::io::{BufRead as _, IsTerminal as _, stdin};
use std::path::Path;
use std::sync::Arc;

use ketch::dialect::Engine;
use ketch_runner::{Consent, DatabaseUrl, DriftCheck, Settings, migration_url};
use sea_orm::{ConnectionTrait as _, DatabaseConnection, DbBackend, Statement};

use crate::progress::{Audience, Teller};
use crate::terminal::note;

/// The SQLite file where no URL is set.
pub(crate) const DEFAULT_FILE: &str = "dev.db";

/// The variables that name a database.
pub(crate) const VARIABLES: [&str; 3] = ["DATABASE_URL", "DIRECT_URL", "DATABASE_URL_UNPOOLED"];

/// A database, and where its URL is from.
#[derive(Clone)]
pub(crate) struct Database {
    pub(crate) url: DatabaseUrl,
    /// As in `DATABASE_URL in .env`.
    pub(crate) origin: String,
    /// What a program that is started for this database finds in its environment.
    pub(crate) variables: Vec<(&'static str, String)>,
}

impl Database {
    /// The text of its URL, for what is started on its server; it may hold a password.
    pub(crate) fn text(&self) -> Option<&str> {
        let variable = self.origin.split(' ').next();
        let mut variables = self.variables.iter();
        let text = variables.find(|(name, _)| variable == Some(name));
        text.map(|(_, text)| text.as_str())
    }
}

/// The database that the environment names, or else the development default of the engines.
pub(crate) fn find(root: &Path, engines: &[Engine]) -> Result<Database, Box<dyn Error>> {
    let dotenv = dotenv(root)?;
    let from_environment = |name: &str| std::env::var(name).ok().filter(|text| !text.is_empty());
    let named = VARIABLES
        .iter()
        .any(|name| from_environment(name).is_some() || dotenv.contains_key(*name));
    if !named {
        return default(root, engines);
    }
    let lookup = |name: &str| from_environment(name).or_else(|| dotenv.get(name).cloned());
    let (variable, url) = migration_url(lookup, root)?;
    let origin = match from_environment(variable) {
        Some(_) => variable.to_owned(),
        None => format!("{variable} in .env"),
    };
    let engine = engine(url.backend());
    if !engines.contains(&engine) {
        let listed: Vec<&str> = engines.iter().map(|engine| engine.name()).collect();
        return Err(format!(
            "{origin} names a {} database, and the schema's `engines` are {}: there is no SQL for it",
            engine.name(),
            listed.join(", ")
        )
        .into());
    }
    let variables = VARIABLES
        .into_iter()
        .filter_map(|name| Some((name, lookup(name)?)));
    Ok(Database {
        variables: variables.collect(),
        url,
        origin,
    })
}

fn default(root: &Path, engines: &[Engine]) -> Result<Database, Box<dyn Error>> {
    if !engines.contains(&Engine::Sqlite) {
        return Err(format!(
            "no database is named, and the schema's `engines` have no sqlite to fall back on: set \
             DATABASE_URL to a {} database, in the environment or in `.env`",
            engines
                .first()
                .map_or("development", |engine| engine.name())
        )
        .into());
    }
    let text = format!("sqlite:{DEFAULT_FILE}?mode=rwc");
    Ok(Database {
        url: DatabaseUrl::parse(&text, root)?,
        origin: "no DATABASE_URL is set".to_owned(),
        variables: vec![("DATABASE_URL", text)],
    })
}

fn dotenv(root: &Path) -> Result<BTreeMap<String, String>, Box<dyn Error>> {
    let path = root.join(".env");
    if !path.is_file() {
        return Ok(BTreeMap::new());
    }
    let pairs = dotenvy::from_path_iter(&path).and_then(Iterator::collect);
    // The library's own message quotes the line, which may hold a password.
    pairs.map_err(|_| {
        format!(
            "{} has a line that is not NAME=value: write values with spaces or `#` in quotes",
            path.display()
        )
        .into()
    })
}

/// The engine behind a URL.
pub(crate) fn engine(backend: DbBackend) -> Engine {
    match backend {
        DbBackend::MySql => Engine::Mysql,
        DbBackend::Postgres => Engine::Postgresql,
        _ => Engine::Sqlite,
    }
}

/// Asks for the name of a database that is not on this machine, so that nobody changes one by
/// mistake. `confirmed` is what was given on the command line.
pub(crate) fn confirm(url: &DatabaseUrl, confirmed: Option<&str>) -> Result<(), Box<dyn Error>> {
    if url.is_local() {
        return Ok(());
    }
    let name = url.database_name().unwrap_or_default();
    let given = match confirmed {
        Some(given) => given.to_owned(),
        None if stdin().is_terminal() => {
            note(&format!(
                "{url} is not on this machine. To change it, type the database's name:"
            ));
            let mut line = String::new();
            stdin().lock().read_line(&mut line)?;
            line.trim().to_owned()
        }
        None => {
            return Err(format!(
                "{url} is not on this machine: confirm that it is meant with `--confirm {name}`"
            )
            .into());
        }
    };
    if given == name {
        Ok(())
    } else {
        Err(format!("`{given}` is not the name of the database; nothing was changed").into())
    }
}

/// A database to look at and not to change: an empty one in the place of a SQLite file that connecting
/// would make.
pub(crate) fn to_look_at(database: &Database) -> Result<Database, Box<dyn Error>> {
    let mut looked_at = database.clone();
    let is_missing = (database.url.sqlite_path()).is_some_and(|path| !path.exists());
    let would_make = |(_, text): &(&str, String)| text.contains("mode=rwc");
    if is_missing && database.variables.iter().any(would_make) {
        looked_at.url = DatabaseUrl::parse("sqlite::memory:", Path::new("."))?;
    }
    Ok(looked_at)
}

/// The number that a query answers.
pub(crate) async fn counted(
    connection: &DatabaseConnection,
    sql: &str,
) -> Result<i64, ketch_runner::Error> {
    let refused = |source| ketch_runner::Error::Database {
        doing: "to be read",
        source,
    };
    let statement = Statement::from_string(connection.get_database_backend(), sql);
    let row = connection.query_one_raw(statement).await.map_err(refused)?;
    let count = row.map(|row| row.try_get_by_index(0)).transpose();
    Ok(count.map_err(refused)?.unwrap_or_default())
}

/// Runs something with a connection to migrate on, and says how it goes, to whom it is told.
pub(crate) fn with_connection<T>(
    database: &Database,
    audience: Audience,
    drift: DriftCheck,
    run: impl AsyncFnOnce(&DatabaseConnection, &Settings) -> Result<T, ketch_runner::Error>,
) -> Result<T, ketch_runner::Error> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|source| ketch_runner::Error::File {
            path: "the operating system's event queue".into(),
            source,
        })?;
    let (teller, telling) = Teller::start(audience);
    let settings = Settings {
        progress: Arc::new(move |event| teller.tell(event)),
        // `confirm` was there first.
        destroy: Consent::Given,
        drift,
        ..Settings::default()
    };
    let done = runtime.block_on(async {
        let connection = ketch_runner::connect_to_migrate(&database.url, &settings).await?;
        let done = run(&connection, &settings).await;
        // What was done is done, whether or not the server hears the goodbye.
        let _ = connection.close().await;
        done
    });
    drop(settings);
    // It has nothing more to tell, and has told all when it ends.
    telling.map(std::thread::JoinHandle::join);
    done
}
