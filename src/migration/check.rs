//! What can be said of a migration crate without a database: whether its history is one whole
//! chain, whether the SQL beside it is what was recorded, and whether the schema has moved on.

use super::files::{Direction, Files, HISTORY, sql_path};
use crate::dialect::Engine;
use crate::digest::Digest;
use crate::model::DataModel;
use ketch_history::{Entry, FILL, History, HistoryError, sql_digest, unfilled};

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
    /// The schema as of the last migration is not what the history recorded.
    #[error(
        "head.prisma is not the schema that the last migration made: restore it from version control"
    )]
    Head,
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
        "the migration `{migration}` has no SQL for {engine}: it was made before `engines` listed it, and rendering it later is not supported yet"
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
    let Some(text) = files.get(HISTORY) else {
        return Ok(State::Empty);
    };
    let history = History::parse(text).map_err(|error| vec![error.into()])?;
    let Some(head) = history.head() else {
        return Ok(State::Empty);
    };
    let engines = &data_model.settings.engines;
    let faults: Vec<Fault> = history
        .entries
        .iter()
        .flat_map(|entry| self::faults(entry, engines, files))
        .collect();
    if !faults.is_empty() {
        return Err(faults);
    }
    let moved = head.model != Digest::of(data_model.stored_text());
    Ok(if moved { State::Moved } else { State::Fresh })
}

/// Whether code was added to a migration, which can then only be run by compiling it.
pub fn is_custom(entry: &Entry, rust: &str) -> bool {
    Digest::of(rust) != entry.rust
}

fn faults(entry: &Entry, listed: &[Engine], files: &Files) -> Vec<Fault> {
    let mut faults = Vec::new();
    // Written by hand: what it does is not in SQL files.
    let by_hand = entry.engines.is_empty();
    for engine in Engine::ALL {
        let up_path = sql_path(&entry.name, engine, Direction::Up);
        let up = files.get(&up_path);
        let down = files.get(&sql_path(&entry.name, engine, Direction::Down));
        match (entry.engines.get(engine.name()), up) {
            (Some(_), Some(up)) if unfilled(up).is_some() => faults.push(Fault::Unfilled {
                path: up_path,
                line: unfilled(up).unwrap_or_default(),
            }),
            (Some(recorded), Some(up)) if *recorded == sql_digest(up, down.map(String::as_str)) => {
            }
            (Some(_), Some(_)) => faults.push(Fault::Edited { path: up_path }),
            (Some(_), None) => faults.push(Fault::Missing { path: up_path }),
            (None, _) if listed.contains(&engine) && !by_hand => {
                faults.push(Fault::NotRendered {
                    migration: entry.name.clone(),
                    engine: engine.name(),
                });
            }
            (None, _) => {}
        }
    }
    let rust = format!("src/{}.rs", entry.name);
    if !files.contains_key(&rust) {
        faults.push(Fault::Missing { path: rust });
    }
    faults
}
