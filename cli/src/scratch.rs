//! Databases that are made for one question, and dropped when it is answered.
//!
//! Not a database of anybody's: only what was made here is ever dropped, and its name says so.
//! What a killed run left stays: another run may be at work on the same server.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use ketch::dialect::{Engine, quote};
use ketch_runner::{DatabaseUrl, DriftCheck};
use sea_orm::{ConnectionTrait as _, DbErr};

use crate::database::{Database, VARIABLES, engine, with_connection};
use crate::progress::Audience;
use crate::terminal::warning;

/// How the names of all of them begin.
const PREFIX: &str = "ketch_verify_";

/// Where scratch databases of an engine are made.
pub(crate) enum Site {
    /// SQLite's are files among the system's temporary ones.
    Files,
    /// On a server, by way of one of its databases.
    Server(Server),
}

/// A server, as the URL of one of its databases.
pub(crate) struct Server {
    text: String,
    url: DatabaseUrl,
}

impl Server {
    pub(crate) fn new(text: &str, root: &Path) -> Result<Self, Box<dyn Error>> {
        Ok(Self {
            text: text.to_owned(),
            url: DatabaseUrl::parse(text, root)?,
        })
    }

    pub(crate) fn engine(&self) -> Engine {
        engine(self.url.backend())
    }

    /// Runs one statement in the database that the URL names.
    fn run(&self, sql: &str) -> Result<(), Box<dyn Error>> {
        let database = named(&self.text, self.url.clone());
        let done: Result<(), DbErr> = with_connection(
            &database,
            Audience::Nobody,
            DriftCheck::Off,
            async |connection, _| Ok(connection.execute_unprepared(sql).await.map(drop)),
        )?;
        Ok(done?)
    }
}

/// A database that is gone when this is dropped.
pub(crate) struct Scratch<'s> {
    pub(crate) database: Database,
    made: Made<'s>,
}

enum Made<'s> {
    Folder(PathBuf),
    Database(&'s Server, String),
}

impl Site {
    /// Makes an empty database.
    pub(crate) fn make(&self, root: &Path) -> Result<Scratch<'_>, Box<dyn Error>> {
        let name = name();
        let (text, made) = match self {
            Self::Files => {
                let folder = std::env::temp_dir().join(&name);
                std::fs::create_dir(&folder)
                    .map_err(|error| format!("cannot make {}: {error}", folder.display()))?;
                let file = folder.join("scratch.db");
                let text = format!("sqlite:{}?mode=rwc", file.display());
                (text, Made::Folder(folder))
            }
            Self::Server(server) => {
                let quoted = quote::identifier(server.engine(), &name);
                server
                    .run(&format!("CREATE DATABASE {quoted}"))
                    .map_err(|error| {
                        format!(
                            "{}: cannot make the scratch database {name}: {error}\nname a server and a user that may, with --scratch-url",
                            server.url
                        )
                    })?;
                (with_name(&server.text, &name), Made::Database(server, name))
            }
        };
        let scratch = Scratch {
            database: named(&text, DatabaseUrl::parse(&text, root)?),
            made,
        };
        Ok(scratch)
    }
}

impl Drop for Scratch<'_> {
    fn drop(&mut self) {
        let gone = match &self.made {
            Made::Folder(folder) => std::fs::remove_dir_all(folder).map_err(Into::into),
            Made::Database(server, name) => {
                let quoted = quote::identifier(server.engine(), name);
                server.run(&format!("DROP DATABASE {quoted}"))
            }
        };
        if let Err(error) = gone {
            let what = match &self.made {
                Made::Folder(folder) => folder.display().to_string(),
                Made::Database(server, name) => format!("the database {name} of {}", server.url),
            };
            warning(&format!("{what} is still there: {error}"));
        }
    }
}

/// A database by its URL, under every variable that a program may look at.
fn named(text: &str, url: DatabaseUrl) -> Database {
    Database {
        url,
        origin: "scratch".to_owned(),
        variables: VARIABLES
            .into_iter()
            .map(|variable| (variable, text.to_owned()))
            .collect(),
    }
}

/// A name that no other run has.
fn name() -> String {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    let nanoseconds = since.map_or(0, |since| since.as_nanos());
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    format!("{PREFIX}{}_{nanoseconds}_{number}", std::process::id())
}

/// The URL of another database of the same server.
fn with_name(url: &str, name: &str) -> String {
    let (front, query) = match url.split_once('?') {
        Some((front, query)) => (front, format!("?{query}")),
        None => (url, String::new()),
    };
    let (scheme, rest) = front.split_once("://").unwrap_or(("", front));
    let authority = rest.split('/').next().unwrap_or_default();
    format!("{scheme}://{authority}/{name}{query}")
}

#[cfg(test)]
mod tests {
    use super::with_name;

    #[test]
    fn another_database_of_the_same_server() {
        for (url, expected) in [
            (
                "postgres://u:p@h:1/app?schema=x",
                "postgres://u:p@h:1/n?schema=x",
            ),
            (
                "mysql://root@127.0.0.1:3306/",
                "mysql://root@127.0.0.1:3306/n",
            ),
            ("mysql://root@h", "mysql://root@h/n"),
            (
                "postgresql:///app?host=/run/pg",
                "postgresql:///n?host=/run/pg",
            ),
        ] {
            assert_eq!(with_name(url, "n"), expected);
        }
    }
}
