//! The files of the migration crate: those of a migration, and what belongs to the crate whatever
//! its migrations are.
//!
//! Paths are relative to the crate. Not for reading or writing them; `project` does that.

use super::sql;
use crate::database::DatabaseSchema;
use crate::dialect::Engine;
use crate::diff::{changes_from_empty, changes_to_empty};
use crate::digest::Digest;
use crate::model::DataModel;
use crate::output::{FileKind, GeneratedFile};
use crate::source::Sources;
use ketch_history::{Entry, History, HistoryError, chain_digest, is_migration_name, sql_digest};
use std::collections::BTreeMap;

/// The files of a migration crate that are there already, by their paths.
pub type Files = BTreeMap<String, String>;

/// The path of the history.
pub const HISTORY: &str = "history";
/// The path of the schema as of the last migration.
pub const HEAD: &str = "head.prisma";
/// The path of the file that lists the migrations.
pub const LIBRARY: &str = "src/lib.rs";

/// Why no migration can be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MigrationError {
    /// Not a name that sea-orm-cli would give.
    #[error(
        "`{0}` is no name for a migration: it must be like m20260101_000000_init, in ASCII letters, digits and _"
    )]
    Name(String),
    /// The name is taken.
    #[error("the migration crate has a migration `{0}` already: choose another name")]
    Taken(String),
    /// The history is no chain.
    #[error("history: {0}")]
    History(HistoryError),
    /// A migration that was written by hand stands before one that the history has.
    #[error(
        "src/lib.rs of the migration crate has `{0}`, which was written by hand and is not in the history, before migrations that are: move it behind them"
    )]
    Order(String),
    /// `src/lib.rs` cannot be added to.
    #[error(
        "src/lib.rs of the migration crate has no `vec![…]` of migrations that ends its line: write one, as sea-orm-cli does"
    )]
    Library,
}

/// The SQL of a migration on one engine.
pub(super) struct Scripts {
    pub(super) engine: Engine,
    pub(super) up: String,
    /// None where it cannot be undone.
    pub(super) down: Option<String>,
}

/// All files of the crate after its first migration.
///
/// `schemas` are the data model's database schemas, one for each engine, without errors.
/// `existing` is what the crate has so far; of it `src/lib.rs` is added to.
pub fn first(
    data_model: &DataModel,
    schemas: &[DatabaseSchema],
    sources: &Sources,
    name: &str,
    existing: &Files,
) -> Result<Vec<GeneratedFile>, MigrationError> {
    let scripts = schemas.iter().map(|schema| Scripts {
        engine: schema.engine,
        up: sql::script(schema.engine, &changes_from_empty(schema)),
        down: Some(sql::script(schema.engine, &changes_to_empty(schema))),
    });
    let changes = data_model.stored_text();
    migration(
        data_model,
        sources,
        name,
        existing,
        scripts.collect(),
        &changes,
    )
}

/// All files of the crate after one more migration. `changes` is its logical part, which the chain
/// digest covers.
pub(super) fn migration(
    data_model: &DataModel,
    sources: &Sources,
    name: &str,
    existing: &Files,
    scripts: Vec<Scripts>,
    changes: &str,
) -> Result<Vec<GeneratedFile>, MigrationError> {
    if !is_migration_name(name) {
        return Err(MigrationError::Name(name.to_owned()));
    }
    let rust_path = rust_path(name);
    if existing.contains_key(&rust_path) {
        return Err(MigrationError::Taken(name.to_owned()));
    }
    let rust = filled(
        include_str!("templates/migration.rs"),
        &[("migration", name)],
    );

    let origin = format!("migration {name}");
    let mut files = Vec::new();
    let mut add = |path: String, text: String, kind: FileKind| {
        files.push(GeneratedFile {
            path,
            text,
            origin: origin.clone(),
            kind,
        });
    };
    let mut engines = BTreeMap::new();
    for Scripts { engine, up, down } in scripts {
        let digest = sql_digest(&up, down.as_deref());
        engines.insert(engine.name().to_owned(), digest);
        add(sql_path(name, engine, Direction::Up), up, FileKind::Once);
        if let Some(down) = down {
            let path = sql_path(name, engine, Direction::Down);
            add(path, down, FileKind::Once);
        }
    }
    let mut entries = match existing.get(HISTORY).map(|text| History::parse(text)) {
        Some(Ok(history)) => history.entries,
        Some(Err(error)) => return Err(MigrationError::History(error)),
        None => Vec::new(),
    };
    let library = match existing.get(LIBRARY) {
        Some(text) if *text != bare_library() => {
            let text = take_in_by_hand(text, existing, &mut entries)?;
            with_migration(&text, name).ok_or(MigrationError::Library)?
        }
        _ if entries.is_empty() => filled(include_str!("templates/lib.rs"), &[("migration", name)]),
        _ => return Err(MigrationError::Library),
    };
    let parent = entries.last().map(|entry| entry.chain);
    entries.push(Entry {
        name: name.to_owned(),
        parent,
        chain: chain_digest(name, parent, changes),
        model: Digest::of(data_model.stored_text()),
        rust: Digest::of(&rust),
        engines,
    });
    add(rust_path, rust, FileKind::Once);
    add(LIBRARY.to_owned(), library, FileKind::Shared);
    add(
        HISTORY.to_owned(),
        History { entries }.to_string(),
        FileKind::Shared,
    );
    add(HEAD.to_owned(), head(sources), FileKind::Shared);

    let mut present = existing.clone();
    present.extend(
        files
            .iter()
            .map(|file| (file.path.clone(), file.text.clone())),
    );
    files.extend(crate_files(data_model, &present));
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}

/// The history with the digests of the SQL as it is now, and what follows from which files there
/// are. For migrations that no database has; one that has it will say that it changed.
pub fn rehash(
    data_model: &DataModel,
    existing: &Files,
) -> Result<Vec<GeneratedFile>, MigrationError> {
    let text = existing.get(HISTORY).map_or("", String::as_str);
    let mut history = History::parse(text).map_err(MigrationError::History)?;
    for entry in &mut history.entries {
        for engine in Engine::ALL {
            let up = existing.get(&sql_path(&entry.name, engine, Direction::Up));
            let down = existing.get(&sql_path(&entry.name, engine, Direction::Down));
            if let (Some(recorded), Some(up)) = (entry.engines.get_mut(engine.name()), up) {
                *recorded = sql_digest(up, down.map(String::as_str));
            }
        }
    }
    let mut files = crate_files(data_model, existing);
    files.push(GeneratedFile {
        path: HISTORY.to_owned(),
        text: history.to_string(),
        origin: "generator".to_owned(),
        kind: FileKind::Shared,
    });
    Ok(files)
}

/// The files of a crate that is to compile before it has a migration.
pub fn without_migrations(data_model: &DataModel, existing: &Files) -> Vec<GeneratedFile> {
    let mut files = crate_files(data_model, existing);
    let history = History::default().to_string();
    for (path, text) in [(LIBRARY, bare_library()), (HISTORY, history)] {
        files.push(GeneratedFile {
            path: path.to_owned(),
            text,
            origin: "generator".to_owned(),
            kind: FileKind::Once,
        });
    }
    files
}

/// `src/lib.rs` with an empty list of migrations.
fn bare_library() -> String {
    include_str!("templates/lib.rs")
        .replace("mod {migration};\n\n", "")
        .replace("            Box::new({migration}::Migration),\n", "")
}

/// The files of the crate that do not belong to one migration; `existing` says which SQL there is.
pub fn crate_files(data_model: &DataModel, existing: &Files) -> Vec<GeneratedFile> {
    let settings = &data_model.settings;
    let package = package(&settings.migration);
    let drivers: Vec<_> = settings
        .engines
        .iter()
        .map(|engine| format!("\"{}\"", driver(*engine)))
        .collect();
    let cargo = [
        ("package", package.as_str()),
        ("version", crate::VERSION),
        ("drivers", &drivers.join(", ")),
    ];
    let crate_name = package.replace('-', "_");
    let file = |path: &str, text: String, kind: FileKind| GeneratedFile {
        path: path.to_owned(),
        text,
        origin: "generator".to_owned(),
        kind,
    };
    vec![
        file(
            "Cargo.toml",
            filled(include_str!("templates/Cargo.toml"), &cargo),
            FileKind::Once,
        ),
        file(
            "rustfmt.toml",
            include_str!("templates/rustfmt.toml").to_owned(),
            FileKind::Owned,
        ),
        file(
            "src/main.rs",
            filled(include_str!("templates/main.rs"), &[("crate", &crate_name)]),
            FileKind::Once,
        ),
        file(
            "src/runner.rs",
            include_str!("templates/runner.rs").to_owned(),
            FileKind::Owned,
        ),
        file(
            "src/sql.rs",
            filled(
                include_str!("templates/sql.rs"),
                &[("arms", &arms(existing))],
            ),
            FileKind::Owned,
        ),
    ]
}

fn rust_path(migration: &str) -> String {
    format!("src/{migration}.rs")
}

/// Whether SQL makes a migration or undoes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    Up,
    Down,
}

pub(super) fn sql_path(migration: &str, engine: Engine, direction: Direction) -> String {
    let direction = match direction {
        Direction::Up => "up",
        Direction::Down => "down",
    };
    format!("sql/{migration}/{}.{direction}.sql", engine.name())
}

/// One arm of `sql::find` for each file `sql/NAME/ENGINE.up.sql`.
fn arms(existing: &Files) -> String {
    let mut arms = String::new();
    for path in existing.keys() {
        let Some((migration, file)) = path
            .strip_prefix("sql/")
            .and_then(|path| path.split_once('/'))
        else {
            continue;
        };
        let engine = Engine::ALL
            .into_iter()
            .find(|engine| file == format!("{}.up.sql", engine.name()));
        let (Some(engine), true) = (engine, is_migration_name(migration)) else {
            continue;
        };
        let backend = match engine {
            Engine::Sqlite => "Sqlite",
            Engine::Postgresql => "Postgres",
            Engine::Mysql => "MySql",
        };
        let down = sql_path(migration, engine, Direction::Down);
        let down = match existing.contains_key(&down) {
            true => format!("Some(include_str!(\"../{down}\"))"),
            false => "None".to_owned(),
        };
        arms += &format!(
            "        (\"{migration}\", DbBackend::{backend}) => (include_str!(\"../{path}\"), {down}),\n"
        );
    }
    arms
}

fn driver(engine: Engine) -> &'static str {
    match engine {
        Engine::Sqlite => "sqlx-sqlite",
        Engine::Postgresql => "sqlx-postgres",
        Engine::Mysql => "sqlx-mysql",
    }
}

/// The package's name: that of the crate's folder, where cargo takes it.
fn package(folder: &str) -> String {
    let name = folder
        .trim_end_matches('/')
        .rsplit('/')
        .next()
        .unwrap_or_default();
    let takes = |character: char| character.is_ascii_alphanumeric() || "-_".contains(character);
    let starts_well = name.starts_with(|character: char| character.is_ascii_alphabetic());
    if starts_well && name.chars().all(takes) {
        name.to_owned()
    } else {
        "migration".to_owned()
    }
}

/// A template with its words in braces filled in.
fn filled(template: &str, words: &[(&str, &str)]) -> String {
    words
        .iter()
        .fold(template.to_owned(), |text, (word, value)| {
            text.replace(&format!("{{{word}}}"), value)
        })
}

/// The schema's files in the order of their paths.
fn head(sources: &Sources) -> String {
    let texts = sources
        .iter()
        .map(|(_, file)| file.text.replace("\r\n", "\n").trim_end().to_owned() + "\n");
    texts.collect::<Vec<_>>().join("\n")
}

/// `src/lib.rs` with one more migration, as sea-orm-cli adds one: `mod NAME;` after the last
/// migration's, and the list built anew from all of them.
fn with_migration(library: &str, name: &str) -> Option<String> {
    let mut text = String::new();
    let mut names = Vec::new();
    let mut end = None;
    for line in library.lines() {
        text.push_str(line);
        text.push('\n');
        if let Some(module) = migration_module(line) {
            names.push(module);
            end = Some(text.len());
        }
    }
    names.push(name);
    text.insert_str(end.unwrap_or(text.len()), &format!("mod {name};\n"));

    let start = text.find("vec![")?;
    let tail = text
        .get(text.rfind("]\n")?..)
        .filter(|tail| start + tail.len() < text.len())?;
    let list = names
        .iter()
        .map(|name| format!("            Box::new({name}::Migration),\n"));
    Some(format!(
        "{}vec![\n{}        {tail}",
        &text[..start],
        list.collect::<String>()
    ))
}

/// Puts the migrations that were written by hand since the last one of ours at the end of the
/// history; gives the `src/lib.rs` that has no other. A module without its file, which does not
/// compile, is what a run left that was killed.
fn take_in_by_hand(
    library: &str,
    existing: &Files,
    entries: &mut Vec<Entry>,
) -> Result<String, MigrationError> {
    let recorded = entries.len();
    let model = entries.last().map(|entry| entry.model);
    let mut text = String::new();
    for line in library.lines() {
        if let Some(name) = migration_module(line) {
            let known = entries.iter().position(|entry| entry.name == name);
            match (known, existing.get(&rust_path(name))) {
                (Some(known), _) if known < recorded && entries.len() > recorded => {
                    return Err(MigrationError::Order(entries[recorded].name.clone()));
                }
                (Some(_), _) => {}
                (None, None) => continue,
                (None, Some(rust)) => {
                    let parent = entries.last().map(|entry| entry.chain);
                    entries.push(Entry {
                        name: name.to_owned(),
                        parent,
                        chain: chain_digest(name, parent, ""),
                        model: model.unwrap_or_else(|| Digest::of("")),
                        rust: Digest::of(rust),
                        engines: BTreeMap::new(),
                    });
                }
            }
        }
        text.push_str(line);
        text.push('\n');
    }
    Ok(text)
}

/// The migration that a line such as `mod m20260101_000000_init;` declares.
fn migration_module(line: &str) -> Option<&str> {
    let line = line.trim();
    let line = line.strip_prefix("pub ").unwrap_or(line);
    let name = line.strip_prefix("mod ")?.strip_suffix(';')?.trim();
    is_migration_name(name).then_some(name)
}
