//! What can be said of a migration crate without a database: whether its history is one whole
//! chain, whether the SQL beside it is what was recorded, and whether the schema has moved on.

use super::changes::changes_path;
use super::files::{self, Direction, Files, HEAD, LIBRARY, recorded_engines, rust_path, sql_path};
use super::past::{Past, is_by_hand};
use crate::dialect::Engine;
use crate::digest::Digest;
use crate::model::DataModel;
use ketch_history::library::{declared, listed};
use ketch_history::{Entry, FILL, HistoryError, is_migration_name, sql_digest, unfilled};
use std::collections::BTreeSet;

/// Where a migration crate stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It has no migration yet.
    Empty,
    /// Its last migration makes what the schema says.
    Fresh,
    /// The schema says something else than the last migration makes.
    Moved,
}

/// What is wrong with a migration crate.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The history is no chain.
    #[error("history: {0}")]
    History(#[from] HistoryError),
    /// A file that the history knows of is gone.
    #[error("{path} is missing: restore it from version control")]
    Missing {
        /// Of the file.
        path: String,
    },
    /// A file is not what the history recorded.
    #[error(
        "{path} is not what the history recorded: restore it, or record it with `ketch migrate rehash` while no database has it"
    )]
    Edited {
        /// Of the file.
        path: String,
    },
    /// What a migration made of the schema does not follow from the schema before it.
    #[error(
        "line {line} of {path} does not fit the schema as of the migration before: restore it from version control"
    )]
    Changes {
        /// Of the file.
        path: String,
        /// Its line.
        line: usize,
    },
    /// The schema that a migration made is not the one that its line records.
    #[error(
        "the schema.diff of `{migration}` does not make the schema that the history recorded: restore it from version control"
    )]
    Model {
        /// The migration's name.
        migration: String,
    },
    /// The schema as of the last migration is not what the migrations made.
    #[error(
        "head.prisma is not the schema that the last migration made: restore it from version control"
    )]
    Head,
    /// A migration of the history would not be run.
    #[error(
        "src/lib.rs does not list the migration `{migration}`: restore it from version control"
    )]
    NotListed {
        /// The migration's name.
        migration: String,
    },
    /// Migrations would be run in another order.
    #[error(
        "src/lib.rs lists the migration `{migration}` before one that the history has before it: put them in the history's order"
    )]
    Order {
        /// The migration's name.
        migration: String,
    },
    /// What is run is not what the lines say from which ketch and sea-orm-cli build the list anew.
    #[error(
        "the list of migrations in src/lib.rs has {listed} where its `mod` lines have {declared}: the list is what is run, and the lines are what it is built anew from, so let both say the same"
    )]
    List {
        /// The migrations of the list, from the first one on that is not the lines'.
        listed: String,
        /// Those of the lines.
        declared: String,
    },
    /// A file of a migration that the history does not have.
    #[error(
        "{path} belongs to no migration of the history: restore the history from version control, or remove the file"
    )]
    Surplus {
        /// Of the file.
        path: String,
    },
    /// A value is missing that only the user knows.
    #[error(
        "line {line} of {path} is to be filled in: write a value, or an expression over the row, in place of {FILL}, then run `ketch migrate rehash`"
    )]
    Unfilled {
        /// Of the file.
        path: String,
        /// Its line.
        line: usize,
    },
    /// An engine was listed after the migration was made.
    #[error(
        "the migration `{migration}` has no SQL for {engine}: it was made before `engines` listed it, and `ketch generate` renders it"
    )]
    NotRendered {
        /// The migration's name.
        migration: String,
        /// The engine's name.
        engine: &'static str,
    },
}

/// Where the crate stands, or everything that is wrong with it.
pub fn check(data_model: &DataModel, files: &Files) -> Result<State, Vec<Fault>> {
    let history = files::history(files).map_err(|error| vec![error.into()])?;
    let engines = &data_model.settings.engines;
    let entries = &history.entries;
    let mut faults: Vec<Fault> = entries
        .iter()
        .flat_map(|entry| self::faults(entry, engines, files))
        .collect();
    faults.extend(of_schemas(entries, files));
    faults.extend(of_library(entries, files));
    faults.extend(surplus(entries, files));
    // A diff that is missing is missed by its migration and by the schemas.
    let mut seen = BTreeSet::new();
    faults.retain(|fault| seen.insert(fault.to_string()));
    if !faults.is_empty() {
        return Err(faults);
    }
    let digest = || Digest::of(data_model.stored_text());
    Ok(match history.head() {
        None => State::Empty,
        Some(head) if head.model == digest() => State::Fresh,
        Some(_) => State::Moved,
    })
}

/// Whether code was added to a migration, which can then only be run by compiling it.
pub fn is_custom(entry: &Entry, rust: &str) -> bool {
    Digest::of(rust) != entry.rust
}

/// What is wrong with one migration's own files.
fn faults(entry: &Entry, listed: &[Engine], files: &Files) -> Vec<Fault> {
    let mut faults = Vec::new();
    for engine in Engine::ALL {
        let up_path = sql_path(&entry.name, engine, Direction::Up);
        let up = files.get(&up_path);
        let down_path = sql_path(&entry.name, engine, Direction::Down);
        let down = files.get(&down_path).map(String::as_str);
        let Some(recorded) = entry.engines.get(engine.name()) else {
            if listed.contains(&engine) && !is_by_hand(entry) {
                faults.push(Fault::NotRendered {
                    migration: entry.name.clone(),
                    engine: engine.name(),
                });
            }
            continue;
        };
        let Some(up) = up else {
            faults.push(Fault::Missing { path: up_path });
            continue;
        };
        let open = [(&up_path, Some(up.as_str())), (&down_path, down)];
        let open = open.into_iter().find_map(|(path, sql)| {
            let line = unfilled(sql?)?;
            let path = path.clone();
            Some(Fault::Unfilled { path, line })
        });
        if let Some(open) = open {
            faults.push(open);
        } else if *recorded != sql_digest(up, down) {
            faults.push(Fault::Edited { path: up_path });
        }
    }
    let rust = rust_path(&entry.name);
    if !files.contains_key(&rust) {
        faults.push(Fault::Missing { path: rust });
    }
    faults
}

/// Whether the migrations' changes lead to `head.prisma`.
fn of_schemas(entries: &[Entry], files: &Files) -> Option<Fault> {
    if entries.iter().all(is_by_hand) {
        return None;
    }
    match (Past::after(files, entries), files.get(HEAD)) {
        (Err(fault), _) => Some(fault),
        (Ok(_), None) => Some(Fault::Missing {
            path: HEAD.to_owned(),
        }),
        (Ok(past), Some(head)) => (!past.is(head)).then_some(Fault::Head),
    }
}

/// Whether `src/lib.rs` lists the history's migrations, in the history's order.
fn of_library(entries: &[Entry], files: &Files) -> Vec<Fault> {
    if entries.is_empty() {
        return Vec::new();
    }
    let Some(library) = files.get(LIBRARY) else {
        return vec![Fault::Missing {
            path: LIBRARY.to_owned(),
        }];
    };
    let declared: Vec<&str> = declared(library).collect();
    let mut last = 0;
    let place = |entry: &Entry| declared.iter().position(|name| *name == entry.name);
    let faults = entries.iter().filter_map(|entry| match place(entry) {
        None => Some(Fault::NotListed {
            migration: entry.name.clone(),
        }),
        Some(place) if place < last => Some(Fault::Order {
            migration: entry.name.clone(),
        }),
        Some(place) => {
            last = place;
            None
        }
    });
    let mut faults: Vec<Fault> = faults.collect();
    if faults.is_empty() {
        faults.extend(of_list(library, &declared));
    }
    faults
}

/// Whether `src/lib.rs` lists what it declares, as far as that can be read.
fn of_list(library: &str, declared: &[&str]) -> Option<Fault> {
    let listed = listed(library)?;
    let same = listed.iter().zip(declared).take_while(|(a, b)| a == b);
    let same = same.count();
    let rest = |names: &[&str]| match &names[same..] {
        [] => "nothing".to_owned(),
        rest => rest.join(", "),
    };
    (listed != declared).then(|| Fault::List {
        listed: rest(&listed),
        declared: rest(declared),
    })
}

/// Files of migrations that the history does not have.
fn surplus(entries: &[Entry], files: &Files) -> Vec<Fault> {
    let mut expected = BTreeSet::new();
    for entry in entries {
        expected.insert(rust_path(&entry.name));
        expected.insert(changes_path(&entry.name));
        for engine in recorded_engines(entry) {
            expected.insert(sql_path(&entry.name, engine, Direction::Up));
            expected.insert(sql_path(&entry.name, engine, Direction::Down));
        }
    }
    // What is listed and not in the history was written by hand, and joins it.
    let library = files.get(LIBRARY).map_or("", String::as_str);
    expected.extend(declared(library).map(rust_path));
    let of_migration = |path: &str| {
        let module = path
            .strip_prefix("src/")
            .and_then(|name| name.strip_suffix(".rs"));
        path.starts_with("sql/") || module.is_some_and(is_migration_name)
    };
    let surplus = files
        .keys()
        .filter(|path| of_migration(path) && !expected.contains(*path));
    surplus
        .map(|path| Fault::Surplus { path: path.clone() })
        .collect()
}
