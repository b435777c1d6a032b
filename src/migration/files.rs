//! The files of the migration crate: those of a migration, and what belongs to the crate whatever
//! its migrations are.
//!
//! Paths are relative to the crate. Not for reading or writing them; `project` does that.

use super::changes::{self, changes_path};
use super::library::{self, Place};
use super::{MigrationError, past, sql};
use crate::database::DatabaseSchema;
use crate::dialect::Engine;
use crate::diff::{Renames, changes_from_empty, changes_to_empty};
use crate::digest::Digest;
use crate::model::DataModel;
use crate::output::{FileKind, GeneratedFile};
use crate::source::Sources;
use ketch_history::{Entry, History, HistoryError, chain_digest, is_migration_name, sql_digest};
use std::collections::{BTreeMap, BTreeSet};

/// The files of a migration crate that are there already, by their paths.
pub type Files = BTreeMap<String, String>;

/// The path of the history.
pub const HISTORY: &str = "history";
/// The path of the schema as of the last migration.
pub const HEAD: &str = "head.prisma";
/// The path of the file that lists the migrations.
pub const LIBRARY: &str = "src/lib.rs";

/// The history of a crate; one without any migration where there is no such file.
pub(super) fn history(files: &Files) -> Result<History, HistoryError> {
    History::parse(files.get(HISTORY).map_or("", String::as_str))
}

/// The SQL of a migration on one engine.
pub(super) struct Scripts {
    pub(super) engine: Engine,
    pub(super) up: String,
    /// None where it cannot be undone.
    pub(super) down: Option<String>,
}

impl Scripts {
    /// Of the first migration.
    pub(super) fn from_empty(schema: &DatabaseSchema) -> Self {
        let engine = schema.engine;
        Self {
            engine,
            up: sql::script(engine, &changes_from_empty(schema)),
            down: Some(sql::script(engine, &changes_to_empty(schema))),
        }
    }
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
    let head = head(sources);
    let migration = Migration {
        name,
        scripts: schemas.iter().map(Scripts::from_empty).collect(),
        logical: past::logical_changes(data_model, &Renames::default()),
        diff: changes::render("", &head, &[]),
        head,
        rust: None,
    };
    with_migration(data_model, existing, migration)
}

/// A migration that is to be added.
pub(super) struct Migration<'a> {
    pub(super) name: &'a str,
    pub(super) scripts: Vec<Scripts>,
    /// What the chain digest covers.
    pub(super) logical: String,
    /// What `schema.diff` says.
    pub(super) diff: String,
    /// The schema after it.
    pub(super) head: String,
    /// Its Rust, where that is another than the template.
    pub(super) rust: Option<String>,
}

/// All files of the crate after one more migration.
pub(super) fn with_migration(
    data_model: &DataModel,
    existing: &Files,
    migration: Migration<'_>,
) -> Result<Vec<GeneratedFile>, MigrationError> {
    let name = migration.name;
    if !is_migration_name(name) {
        return Err(MigrationError::Name(name.to_owned()));
    }
    let rust_path = rust_path(name);
    if existing.contains_key(&rust_path) {
        return Err(MigrationError::Taken(name.to_owned()));
    }
    let mut entries = history(existing)?.entries;
    let library = match existing.get(LIBRARY) {
        Some(text) if *text != library::bare() => {
            let text = library::take_in_by_hand(text, existing, &mut entries)?;
            library::rewritten(&text, &[], Some((name, Place::Last)))
                .ok_or(MigrationError::Library)?
        }
        _ if entries.is_empty() => library::of_one(name),
        _ => return Err(MigrationError::Library),
    };
    let template = rust_text(name);
    let parent = entries.last().map(|entry| entry.chain);
    let (engines, mut files) = sql_files(name, migration.scripts);
    entries.push(Entry {
        name: name.to_owned(),
        parent,
        chain: chain_digest(name, parent, &migration.logical),
        model: Digest::of(data_model.stored_text()),
        rust: Digest::of(&template),
        engines,
        edited: BTreeSet::new(),
        folds: Vec::new(),
    });
    let history = History { entries }.to_string();
    let rust = migration.rust.unwrap_or(template);
    for (path, text, kind) in [
        (changes_path(name), migration.diff, FileKind::Once),
        (rust_path, rust, FileKind::Once),
        (LIBRARY.to_owned(), library, FileKind::Shared),
        (HISTORY.to_owned(), history, FileKind::Shared),
        (HEAD.to_owned(), migration.head, FileKind::Shared),
    ] {
        files.push(of_migration(name, path, text, kind));
    }
    Ok(with_crate_files(data_model, existing, files))
}

/// The files of a migration's SQL, and their digests by engine.
pub(super) fn sql_files(
    migration: &str,
    scripts: Vec<Scripts>,
) -> (BTreeMap<String, Digest>, Vec<GeneratedFile>) {
    let mut digests = BTreeMap::new();
    let mut files = Vec::new();
    for Scripts { engine, up, down } in scripts {
        let digest = sql_digest(&up, down.as_deref());
        digests.insert(engine.name().to_owned(), digest);
        let path = |direction| sql_path(migration, engine, direction);
        let down = down.map(|down| (path(Direction::Down), down));
        for (path, text) in [(path(Direction::Up), up)].into_iter().chain(down) {
            files.push(of_migration(migration, path, text, FileKind::Once));
        }
    }
    (digests, files)
}

/// A file of one migration.
pub(super) fn of_migration(
    migration: &str,
    path: String,
    text: String,
    kind: FileKind,
) -> GeneratedFile {
    GeneratedFile {
        path,
        text,
        origin: format!("migration {migration}"),
        kind,
    }
}

/// A file of the crate, whatever its migrations are.
pub(super) fn of_crate(path: &str, text: String, kind: FileKind) -> GeneratedFile {
    GeneratedFile {
        path: path.to_owned(),
        text,
        origin: "generator".to_owned(),
        kind,
    }
}

/// Lets files of migrations take the place of others that were there; gives the paths of what those
/// others had and the new ones do not.
pub(super) fn replace(
    existing: &Files,
    migrations: &[String],
    made: &mut [GeneratedFile],
) -> Vec<String> {
    let is_old = |path: &str| migrations.iter().any(|name| is_of(path, name));
    for file in made.iter_mut() {
        if file.kind == FileKind::Once && is_old(&file.path) && existing.contains_key(&file.path) {
            file.kind = FileKind::Shared;
        }
    }
    let is_made = |path: &str| made.iter().any(|file| file.path == path);
    let gone = existing.keys();
    let gone = gone.filter(|path| is_old(path) && !is_made(path));
    gone.cloned().collect()
}

/// Whether a file is a migration's own.
pub(super) fn is_of(path: &str, migration: &str) -> bool {
    let below = path.strip_prefix("sql/");
    let below = below.and_then(|path| path.strip_prefix(migration));
    below.is_some_and(|path| path.starts_with('/')) || path == rust_path(migration)
}

/// Files of migrations, and those of the crate that follow from which SQL there is with them.
pub(super) fn with_crate_files(
    data_model: &DataModel,
    existing: &Files,
    mut files: Vec<GeneratedFile>,
) -> Vec<GeneratedFile> {
    let mut present = existing.clone();
    let made = files.iter();
    present.extend(made.map(|file| (file.path.clone(), file.text.clone())));
    files.extend(crate_files(data_model, &present));
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

/// The history with the digests of the SQL as it is now, and what follows from which files there
/// are. For migrations that no database has; one that has it will say that it changed.
pub fn rehash(
    data_model: &DataModel,
    existing: &Files,
) -> Result<Vec<GeneratedFile>, MigrationError> {
    let mut history = history(existing)?;
    for entry in &mut history.entries {
        for engine in Engine::ALL {
            let up = existing.get(&sql_path(&entry.name, engine, Direction::Up));
            let down = existing.get(&sql_path(&entry.name, engine, Direction::Down));
            if let (Some(recorded), Some(up)) = (entry.engines.get_mut(engine.name()), up) {
                let found = sql_digest(up, down.map(String::as_str));
                if *recorded != found {
                    *recorded = found;
                    entry.edited.insert(engine.name().to_owned());
                }
            }
        }
    }
    let mut files = crate_files(data_model, existing);
    files.push(of_crate(HISTORY, history.to_string(), FileKind::Shared));
    Ok(files)
}

/// The files of a crate that is to compile before it has a migration.
pub fn without_migrations(data_model: &DataModel, existing: &Files) -> Vec<GeneratedFile> {
    let mut files = crate_files(data_model, existing);
    let history = History::default().to_string();
    let born = [(LIBRARY, library::bare()), (HISTORY, history)];
    files.extend(born.map(|(path, text)| of_crate(path, text, FileKind::Once)));
    files
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
    vec![
        of_crate(
            "Cargo.toml",
            filled(include_str!("templates/Cargo.toml"), &cargo),
            FileKind::Once,
        ),
        of_crate(
            "rustfmt.toml",
            include_str!("templates/rustfmt.toml").to_owned(),
            FileKind::Owned,
        ),
        of_crate(
            "src/main.rs",
            filled(include_str!("templates/main.rs"), &[("crate", &crate_name)]),
            FileKind::Once,
        ),
        of_crate(
            "src/runner.rs",
            filled(
                include_str!("templates/runner.rs"),
                &[("texts", &texts(existing))],
            ),
            FileKind::Owned,
        ),
        of_crate(
            "src/sql.rs",
            filled(
                include_str!("templates/sql.rs"),
                &[("arms", &arms(existing))],
            ),
            FileKind::Owned,
        ),
    ]
}

/// The engines that a migration has SQL for.
pub(super) fn recorded_engines(entry: &Entry) -> impl Iterator<Item = Engine> {
    let engines = Engine::ALL.into_iter();
    engines.filter(|engine| entry.engines.contains_key(engine.name()))
}

/// The path of a migration's Rust.
pub(super) fn rust_path(migration: &str) -> String {
    format!("src/{migration}.rs")
}

/// A migration's Rust as it is born.
pub(super) fn rust_text(migration: &str) -> String {
    let words = [("migration", migration)];
    filled(include_str!("templates/migration.rs"), &words)
}

/// Whether SQL makes a migration or undoes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    Up,
    Down,
}

/// The path of a migration's SQL on one engine.
pub(super) fn sql_path(migration: &str, engine: Engine, direction: Direction) -> String {
    let direction = match direction {
        Direction::Up => "up",
        Direction::Down => "down",
    };
    format!("sql/{migration}/{}.{direction}.sql", engine.name())
}

/// One element of `RUST` for each migration that has SQL.
fn texts(existing: &Files) -> String {
    let names: BTreeSet<&str> = existing
        .keys()
        .filter_map(|path| path.strip_prefix("sql/")?.split_once('/'))
        .map(|(name, _)| name)
        .filter(|name| is_migration_name(name) && existing.contains_key(&rust_path(name)))
        .collect();
    names
        .iter()
        .map(|name| format!("    (\"{name}\", include_str!(\"{name}.rs\")),\n"))
        .collect()
}

/// One arm of `sql::find` for each file `sql/NAME/ENGINE.up.sql`.
fn arms(existing: &Files) -> String {
    let mut arms = String::new();
    for path in existing.keys() {
        let file = path.strip_prefix("sql/");
        let Some((migration, file)) = file.and_then(|path| path.split_once('/')) else {
            continue;
        };
        let engine = file.strip_suffix(".up.sql").and_then(Engine::of_name);
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

/// The lines of the crate's `Cargo.toml` that name drivers, as they are to be, where it names none
/// for an engine that was listed later. The file is the user's: nothing is written to it.
pub fn lacking_drivers(engines: &[Engine], manifest: &str) -> Vec<String> {
    let missing = engines
        .iter()
        .map(|engine| format!("\"{}\"", driver(*engine)));
    let missing: Vec<String> = missing
        .filter(|driver| !manifest.contains(driver))
        .collect();
    let after_last = |line: &str| {
        let start = line.rfind("\"sqlx-")?;
        let length = line[start + 1..].find('"')?;
        Some(start + length + 2)
    };
    let lines = manifest.lines().filter(|_| !missing.is_empty());
    lines
        .filter_map(|line| {
            let (before, after) = line.split_at_checked(after_last(line)?)?;
            Some(format!("{before}, {}{after}", missing.join(", ")))
        })
        .collect()
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
pub(super) fn filled(template: &str, words: &[(&str, &str)]) -> String {
    words
        .iter()
        .fold(template.to_owned(), |text, (word, value)| {
            text.replace(&format!("{{{word}}}"), value)
        })
}

/// The schema's files in the order of their paths.
pub(super) fn head(sources: &Sources) -> String {
    let texts = sources
        .iter()
        .map(|(_, file)| file.text.replace("\r\n", "\n").trim_end().to_owned() + "\n");
    texts.collect::<Vec<_>>().join("\n")
}
