//! The migrations that the code has, oldest first: from the files on disk, or compiled in.
//!
//! Not for what a database has; `ledger` reads that, and `standing` compares the two.
//!
//! *custom*: a migration with Rust of its own, which files alone do not show.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use ketch_history::{Digest, Entry, History, library, sql_digest, unfilled};
use sea_orm::DbBackend;
use sea_orm_migration::MigrationTrait;

use crate::error::Error;
use crate::unit::ForeignKeys;

/// All migrations, in the order in which they are applied.
pub struct MigrationSet {
    pub(crate) migrations: Vec<Migration>,
    /// The schemas that they make (PostgreSQL).
    pub(crate) schemas: BTreeSet<String>,
}

/// One migration.
pub(crate) struct Migration {
    pub(crate) name: String,
    /// What the history records; none for one that was written by hand and did not join it yet.
    pub(crate) entry: Option<Entry>,
    pub(crate) work: Work,
    /// What becomes of SQLite's while it runs.
    pub(crate) foreign_keys: ForeignKeys,
}

/// How a migration is run.
pub(crate) enum Work {
    /// By SQL, with LF.
    Sql { up: String, down: Option<String> },
    /// By compiled code.
    Rust(Box<dyn MigrationTrait>),
    /// By compiled code that is not here, and why.
    Elsewhere { reason: String },
    /// Not on this engine.
    Nothing,
}

/// SQL that makes a migration, and SQL that undoes it.
pub(crate) type Sql = (String, Option<String>);

impl MigrationSet {
    /// The names, oldest first.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.migrations
            .iter()
            .map(|migration| migration.name.as_str())
    }

    /// Whether a baseline stands for a migration of that name.
    pub(crate) fn folds(&self, name: &String) -> bool {
        let mut entries = self.migrations.iter().filter_map(|it| it.entry.as_ref());
        entries.any(|entry| entry.folds.contains(name))
    }

    /// Reads a migration crate's folder. Nothing is compiled.
    pub fn from_files(folder: &Path, backend: DbBackend) -> Result<Self, Error> {
        let history = History::parse(&read(&folder.join("history"))?.unwrap_or_default())?;
        let modules = match read(&folder.join("src/lib.rs"))? {
            Some(text) => modules(&text),
            None => history
                .entries
                .iter()
                .map(|entry| entry.name.clone())
                .collect(),
        };
        let mut entries = in_crate_order(history, &modules)?;
        let mut migrations = Vec::new();
        for name in modules {
            migrations.push(match entries.remove(&name) {
                Some(entry) => from_entry(folder, entry, backend)?,
                None => Migration {
                    name,
                    entry: None,
                    work: Work::Elsewhere {
                        reason: "they were written by hand".to_owned(),
                    },
                    foreign_keys: ForeignKeys::OffForRust,
                },
            });
        }
        Ok(Self::of(migrations))
    }

    /// Reads the one branch that has a migration, where several meet in the history: to undo what a
    /// merge is about to plan again. A migration that is still to be filled in was never applied;
    /// it and what follows are left out.
    pub fn from_branch(folder: &Path, name: &str, backend: DbBackend) -> Result<Self, Error> {
        let branches = History::branches(&read(&folder.join("history"))?.unwrap_or_default())?;
        let mut branches = branches.into_iter();
        let branch = branches.find(|branch| branch.entry(name).is_some());
        let mut migrations = Vec::new();
        for entry in branch.unwrap_or_default().entries {
            match from_entry(folder, entry, backend) {
                Err(Error::Unfilled { .. }) => break,
                migration => migrations.push(migration?),
            }
        }
        Ok(Self::of(migrations))
    }

    fn of(migrations: Vec<Migration>) -> Self {
        let schemas = migrations
            .iter()
            .flat_map(|migration| match &migration.work {
                Work::Sql { up, .. } => made_schemas(up),
                _ => BTreeSet::new(),
            });
        Self {
            schemas: schemas.collect(),
            migrations,
        }
    }

    /// One migration that runs a script, which stands in no history.
    pub fn of_script(name: &str, script: &str) -> Self {
        Self {
            schemas: made_schemas(script),
            migrations: vec![Migration {
                name: name.to_owned(),
                entry: None,
                work: Work::Sql {
                    up: with_lf(script),
                    down: None,
                },
                foreign_keys: foreign_keys_of(script),
            }],
        }
    }

    /// Takes migrations that were written by hand, with no history.
    pub fn by_hand(objects: Vec<Box<dyn MigrationTrait>>) -> Self {
        let migrations = objects.into_iter().map(|object| Migration {
            name: object.name().to_owned(),
            entry: None,
            work: Work::Rust(object),
            foreign_keys: ForeignKeys::OffForRust,
        });
        Self {
            migrations: migrations.collect(),
            schemas: BTreeSet::new(),
        }
    }

    /// Takes a compiled crate's migrations, its history, and a way to find their SQL.
    pub(crate) fn from_crate(
        objects: Vec<Box<dyn MigrationTrait>>,
        history: &str,
        backend: DbBackend,
        sql: impl Fn(&str) -> Option<Sql>,
        rust: impl Fn(&str) -> Option<&'static str>,
    ) -> Result<Self, Error> {
        let names: Vec<String> = objects
            .iter()
            .map(|object| object.name().to_owned())
            .collect();
        let mut entries = in_crate_order(History::parse(history)?, &names)?;
        let mut migrations = Vec::new();
        let mut schemas = BTreeSet::new();
        for (name, object) in names.into_iter().zip(objects) {
            let entry = entries.remove(&name);
            let sql = sql(&name);
            if let (Some(entry), Some((up, down))) = (&entry, &sql) {
                check_sql(entry, up, down.as_deref(), backend)?;
            }
            schemas.extend(sql.iter().flat_map(|(up, _)| made_schemas(up)));
            let is_by_hand = entry.as_ref().is_none_or(|entry| entry.engines.is_empty());
            let foreign_keys = match &sql {
                _ if is_by_hand => ForeignKeys::OffForRust,
                Some((up, _)) => foreign_keys_of(up),
                None => ForeignKeys::Kept,
            };
            let is_as_written = match (&entry, rust(&name)) {
                (Some(entry), Some(text)) => Digest::of(text) == entry.rust,
                _ => false,
            };
            let work = match sql {
                Some((up, down)) if is_as_written => Work::Sql {
                    up: with_lf(&up),
                    down: down.as_deref().map(with_lf),
                },
                _ => Work::Rust(object),
            };
            migrations.push(Migration {
                name,
                entry,
                work,
                foreign_keys,
            });
        }
        Ok(Self {
            migrations,
            schemas,
        })
    }
}

/// Checks that the crate has the history's migrations in the history's order; gives them by name.
fn in_crate_order(history: History, names: &[String]) -> Result<BTreeMap<String, Entry>, Error> {
    let place = |entry: &Entry| {
        let place = names.iter().position(|name| *name == entry.name);
        place.ok_or_else(|| Error::NotInCrate {
            name: entry.name.clone(),
        })
    };
    for pair in history.entries.windows(2) {
        if place(&pair[0])? > place(&pair[1])? {
            return Err(Error::Order {
                first: pair[0].name.clone(),
                second: pair[1].name.clone(),
            });
        }
    }
    history.entries.first().map(place).transpose()?;
    Ok(history
        .entries
        .into_iter()
        .map(|entry| (entry.name.clone(), entry))
        .collect())
}

fn from_entry(folder: &Path, entry: Entry, backend: DbBackend) -> Result<Migration, Error> {
    let name = entry.name.clone();
    let file = |part: &str| {
        folder
            .join("sql")
            .join(&name)
            .join(format!("{}.{part}.sql", engine_name(backend)))
    };
    let (up, down) = (read(&file("up"))?, read(&file("down"))?);
    let rust = read(&folder.join("src").join(format!("{name}.rs")))?;
    let is_custom = rust.is_some_and(|text| Digest::of(text) != entry.rust);
    let mut foreign_keys = ForeignKeys::Kept;
    let work = match up {
        _ if is_custom => Work::Elsewhere {
            reason: "they have Rust code of their own".to_owned(),
        },
        _ if entry.engines.is_empty() => Work::Elsewhere {
            reason: "they were written by hand".to_owned(),
        },
        None => Work::Nothing,
        Some(up) => {
            check_sql(&entry, &up, down.as_deref(), backend)?;
            foreign_keys = foreign_keys_of(&up);
            Work::Sql {
                up: with_lf(&up),
                down: down.as_deref().map(with_lf),
            }
        }
    };
    Ok(Migration {
        name,
        entry: Some(entry),
        work,
        foreign_keys,
    })
}

/// SQL runs as it is digested: a checkout with CRLF must not put CRs into a default.
pub(crate) fn with_lf(text: &str) -> String {
    text.replace("\r\n", "\n")
}

fn check_sql(entry: &Entry, up: &str, down: Option<&str>, backend: DbBackend) -> Result<(), Error> {
    let engine = engine_name(backend);
    if let Some(line) = unfilled(up) {
        return Err(Error::Unfilled {
            name: entry.name.clone(),
            engine,
            line,
        });
    }
    match entry.engines.get(engine) {
        Some(recorded) if *recorded == sql_digest(up, down) => Ok(()),
        Some(_) => Err(Error::Edited {
            name: entry.name.clone(),
            engine,
        }),
        None => Err(Error::NoSql {
            name: entry.name.clone(),
            engine,
        }),
    }
}

/// The name of an engine in the history and in file names.
pub(crate) fn engine_name(backend: DbBackend) -> &'static str {
    match backend {
        DbBackend::Sqlite => "sqlite",
        DbBackend::MySql => "mysql",
        _ => "postgresql",
    }
}

fn read(path: &Path) -> Result<Option<String>, Error> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(Error::File {
            path: path.to_owned(),
            source,
        }),
    }
}

/// The migrations that a crate runs, in its order, as far as its text tells.
fn modules(library: &str) -> Vec<String> {
    let names = library::listed(library).unwrap_or_else(|| library::declared(library).collect());
    names.into_iter().map(str::to_owned).collect()
}

/// SQL whose first statement is `PRAGMA foreign_keys = OFF` rebuilds a table.
fn foreign_keys_of(sql: &str) -> ForeignKeys {
    let mut lines = sql.lines().map(str::trim);
    let statement = lines.find(|line| !line.is_empty() && !line.starts_with("--"));
    let plain = statement
        .unwrap_or_default()
        .replace(' ', "")
        .to_ascii_lowercase();
    match plain.starts_with("pragmaforeign_keys=off") {
        true => ForeignKeys::OffForRebuild,
        false => ForeignKeys::Kept,
    }
}

/// The names in lines that start with `CREATE SCHEMA IF NOT EXISTS "…"`.
fn made_schemas(sql: &str) -> BTreeSet<String> {
    let names = sql.lines().filter_map(|line| {
        let quoted = line
            .strip_prefix("CREATE SCHEMA IF NOT EXISTS \"")?
            .trim_end()
            .strip_suffix("\";")?;
        Some(quoted.replace("\"\"", "\""))
    });
    names.collect()
}

/// Whether a file has nothing but comments, which MySQL refuses to run.
pub(crate) fn is_empty_sql(sql: &str) -> bool {
    sql.lines()
        .map(str::trim)
        .all(|line| line.is_empty() || line.starts_with("--"))
}
