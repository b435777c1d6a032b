//! The command line of a migration crate: what sea-orm-cli calls with `cargo run --`.
//!
//! Takes SeaORM's words and flags. It stands in for `sea_orm_migration::cli`, which shows the URL
//! with its password in `--help` and where it cannot be used.

use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::Arc;

use crate::connect::{connect_to_migrate, migration_url};
use crate::error::Error;
use crate::migrator::{self, Chained};
use crate::run::Report;
use crate::settings::{DriftCheck, Progress, Settings};
use crate::url::DatabaseUrl;

const HELP: &str = "\
Applies the migrations of this crate.

Usage: [OPTIONS] [COMMAND]

Commands:
  up [-n N]     apply pending migrations, or the next N (the default)
  down [-n N]   undo the last migration, or the last N
  redo [-n N]   undo the last migration, or the last N, and apply as many
  status        show what is applied and what is pending
  fresh         drop everything, then apply all migrations
  refresh       undo all migrations, then apply them
  reset         undo all migrations

Options:
  -u, --database-url URL       instead of DIRECT_URL, DATABASE_URL_UNPOOLED and DATABASE_URL
  -s, --database-schema NAME   the PostgreSQL schema, instead of DATABASE_SCHEMA
      --allow-drift            take the database as it is, though something else than migrations changed it
      --no-drift-check         neither compare nor keep what the catalog shows
  -v, --verbose                taken for sea-orm-cli's sake
  -h, --help                   show this
";

/// Runs the command that the process was given, and ends the process with 1 where it failed.
pub async fn run_cli<M: Chained>(_: M) {
    // The library's own message quotes the line, which may hold a password.
    if dotenvy::dotenv().is_err_and(|error| !error.not_found()) {
        eprintln!("error: `.env` has a line that is not NAME=value");
        std::process::exit(1);
    }
    let folder = std::env::current_dir().unwrap_or_else(|_| PathBuf::from("."));
    let done = match Invocation::parse(std::env::args().skip(1)) {
        Ok(invocation) => invocation
            .run::<M>(&workspace_root(&folder))
            .await
            .map_err(|error| error.to_string()),
        Err(fault) => Err(fault),
    };
    if let Err(error) = done {
        eprintln!("error: {error}");
        std::process::exit(1);
    }
}

/// The folder of `Cargo.lock`, where cargo puts it: the root of the workspace.
pub fn workspace_root(folder: &Path) -> PathBuf {
    folder
        .ancestors()
        .find(|folder| folder.join("Cargo.lock").is_file())
        .unwrap_or(folder)
        .to_owned()
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Command {
    Up,
    Down,
    Redo,
    Status,
    Fresh,
    Refresh,
    Reset,
    Help,
}

impl FromStr for Command {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        Ok(match word {
            "up" => Self::Up,
            "down" => Self::Down,
            "redo" => Self::Redo,
            "status" => Self::Status,
            "fresh" => Self::Fresh,
            "refresh" => Self::Refresh,
            "reset" => Self::Reset,
            "help" => Self::Help,
            "init" | "generate" => {
                return Err(format!("`{word}` is done by `sea-orm-cli migrate {word}`"));
            }
            _ => return Err("there is no such command; `--help` lists them".to_owned()),
        })
    }
}

/// What the process was asked to do.
struct Invocation {
    command: Command,
    number: Option<u32>,
    url: Option<String>,
    schema: Option<String>,
    drift: DriftCheck,
}

impl Invocation {
    fn parse(arguments: impl Iterator<Item = String>) -> Result<Self, String> {
        let mut invocation = Self {
            command: Command::Up,
            number: None,
            url: None,
            schema: None,
            drift: DriftCheck::Stop,
        };
        let mut arguments = arguments;
        let mut has_command = false;
        while let Some(argument) = arguments.next() {
            // `--flag=value`, and `-n5`.
            let (flag, glued) = match argument.split_once('=') {
                Some((flag, value)) if flag.starts_with("--") => {
                    (flag.to_owned(), Some(value.to_owned()))
                }
                _ => match argument.strip_prefix("-n") {
                    Some(value) if !value.is_empty() => ("-n".to_owned(), Some(value.to_owned())),
                    _ => (argument, None),
                },
            };
            let mut value = || {
                glued
                    .clone()
                    .or_else(|| arguments.next())
                    .ok_or(format!("`{flag}` takes a value"))
            };
            match flag.as_str() {
                "-h" | "--help" => invocation.command = Command::Help,
                "-v" | "--verbose" => {}
                "--allow-drift" => invocation.drift = DriftCheck::Accept,
                "--no-drift-check" => invocation.drift = DriftCheck::Off,
                "-u" | "--database-url" => invocation.url = Some(value()?),
                "-s" | "--database-schema" => invocation.schema = Some(value()?),
                "-n" | "--num" => {
                    let number = value()?
                        .parse()
                        .map_err(|_| format!("`{flag}` takes a number"))?;
                    invocation.number = Some(number);
                }
                // A word may be a URL in the wrong place: it is not repeated.
                _ if flag.starts_with('-') => {
                    return Err("there is no such option; `--help` lists them".to_owned());
                }
                _ if has_command => {
                    return Err("one command at a time; `--help` lists them".to_owned());
                }
                word => {
                    invocation.command = word.parse()?;
                    has_command = true;
                }
            }
        }
        Ok(invocation)
    }

    async fn run<M: Chained>(self, base: &Path) -> Result<(), Error> {
        if self.command == Command::Help {
            print!("{HELP}");
            return Ok(());
        }
        let url = self.database(base)?;
        let settings = Settings {
            progress: Arc::new(tell),
            drift: self.drift,
            ..Settings::default()
        };
        let db = connect_to_migrate(&url, &settings).await?;
        let report = match self.command {
            Command::Down => {
                migrator::down::<M>(&db, Some(self.number.unwrap_or(1)), &settings).await?
            }
            Command::Redo => migrator::redo::<M>(&db, self.number.unwrap_or(1), &settings).await?,
            Command::Fresh => migrator::fresh::<M>(&db, &settings).await?,
            Command::Refresh => migrator::refresh::<M>(&db, &settings).await?,
            Command::Reset => migrator::reset::<M>(&db, &settings).await?,
            Command::Status => {
                println!("{}", migrator::status::<M>(&db, &settings).await?);
                return Ok(());
            }
            Command::Up | Command::Help => migrator::up::<M>(&db, self.number, &settings).await?,
        };
        if report == Report::default() {
            println!("nothing to do");
        }
        Ok(())
    }

    /// The flag, or the environment.
    fn database(&self, base: &Path) -> Result<DatabaseUrl, Error> {
        let variable = |name: &str| std::env::var(name).ok();
        let (name, url) = match &self.url {
            Some(text) => {
                let parsed = DatabaseUrl::parse(text, base);
                let variable = "--database-url".to_owned();
                (
                    "--database-url",
                    parsed.map_err(|source| Error::Url { variable, source })?,
                )
            }
            None => migration_url(variable, base)?,
        };
        let schema = self
            .schema
            .clone()
            .or_else(|| variable("DATABASE_SCHEMA").filter(|name| !name.is_empty()));
        let url = match schema {
            Some(schema) => {
                let variable = "DATABASE_SCHEMA".to_owned();
                url.with_schema(schema)
                    .map_err(|source| Error::Url { variable, source })?
            }
            None => url,
        };
        println!("{name}: {url}");
        Ok(url)
    }
}

fn tell(progress: &Progress) {
    match progress {
        Progress::Applied { .. }
        | Progress::Undone { .. }
        | Progress::Adopted { .. }
        | Progress::Folded { .. } => println!("{progress}"),
        _ => eprintln!("{progress}"),
    }
}
