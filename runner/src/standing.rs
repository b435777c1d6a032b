//! Where a database stands against the code: pure, and the same for every engine.

use std::collections::BTreeSet;

use crate::error::Error;
use crate::ledger::{JournalRow, Rows};
use crate::run::Direction;
use crate::set::{Migration, MigrationSet, engine_name};
use sea_orm::DbBackend;

/// Where a database stands. The numbers count the set's migrations.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Standing {
    /// The ledger's names, of which all else follows.
    pub(crate) names: BTreeSet<String>,
    pub(crate) applied: Vec<usize>,
    pub(crate) pending: Vec<usize>,
    /// Applied by a tool that keeps no journal.
    pub(crate) adopted: Vec<usize>,
    /// Baselines that are applied as the migrations that they stand for.
    pub(crate) folded: Vec<usize>,
    /// A baseline, and of the migrations that it stands for those that the database has, where that
    /// is not all.
    pub(crate) partly_folded: Option<(String, Vec<String>)>,
    /// Begun and not finished, where no one transaction holds it.
    pub(crate) interrupted: Vec<usize>,
    /// Applied, and begun to be undone.
    pub(crate) half_undone: Vec<usize>,
    /// Newer migrations that follow the last one of the code, oldest first.
    pub(crate) ahead: Vec<String>,
    /// Applied migrations that the code does not have and that do not follow its last one.
    pub(crate) missing: Vec<String>,
    /// Those of them that a tool applied which keeps no journal: another migration crate's.
    pub(crate) foreign: Vec<String>,
    /// Applied migrations whose text is another one now.
    pub(crate) changed: Vec<String>,
    /// A pending migration, and an applied one after it.
    pub(crate) out_of_order: Option<(String, String)>,
}

/// Compares the code with the rows.
pub(crate) fn standing(set: &MigrationSet, rows: &Rows, backend: DbBackend) -> Standing {
    let mut standing = Standing {
        names: rows.applied.clone(),
        ..Standing::default()
    };
    for (index, migration) in set.migrations.iter().enumerate() {
        let journal = rows
            .journal
            .iter()
            .find(|row| row.version == migration.name);
        let is_named = rows.applied.contains(&migration.name);
        let fold = match is_named {
            true => Fold::Nothing,
            false => fold(migration, rows),
        };
        if let Fold::Part(names) = &fold {
            standing.partly_folded = Some((migration.name.clone(), names.clone()));
        }
        if !is_named && fold != Fold::Whole {
            standing.pending.push(index);
            if journal.is_some_and(|row| !row.finished) {
                standing.interrupted.push(index);
            }
            continue;
        }
        if let (None, Some(pending)) = (&standing.out_of_order, standing.pending.first()) {
            standing.out_of_order = Some((
                set.migrations[*pending].name.clone(),
                migration.name.clone(),
            ));
        }
        standing.applied.push(index);
        if fold == Fold::Whole {
            standing.folded.push(index);
            continue;
        }
        if journal.is_some_and(|row| !row.finished) {
            standing.half_undone.push(index);
        }
        match journal {
            Some(row) if is_changed(migration, row, backend) => {
                standing.changed.push(migration.name.clone())
            }
            // Written by hand, applied, and then joined to the history.
            Some(row) if row.chain.is_none() && migration.entry.is_some() => {
                standing.adopted.push(index)
            }
            Some(_) => {}
            None => standing.adopted.push(index),
        }
    }
    sort_unknown(&mut standing, set, rows);
    standing
}

/// What a database has of the migrations that a baseline stands for.
#[derive(Debug, PartialEq, Eq)]
enum Fold {
    Nothing,
    Part(Vec<String>),
    Whole,
}

fn fold(migration: &Migration, rows: &Rows) -> Fold {
    let Some(entry) = &migration.entry else {
        return Fold::Nothing;
    };
    let journal = |name: &String| rows.journal.iter().find(|row| row.version == *name);
    let is_begun = |name: &&String| journal(name).is_some_and(|row| !row.finished);
    let folds = entry.folds.iter();
    let here = folds.filter(|name| rows.applied.contains(*name) || is_begun(name));
    let here: Vec<String> = here.cloned().collect();
    let last = entry
        .folds
        .last()
        .filter(|last| rows.applied.contains(*last));
    let is_whole = match last.map(journal) {
        None => false,
        // Each follows its parent, so the last one's chain says that all are there, even where an
        // earlier baseline stands for some of them.
        Some(Some(row)) if row.chain.is_some() => row.chain == Some(entry.chain.to_string()),
        // Applied by a tool that keeps no journal.
        Some(_) => here.len() == entry.folds.len(),
    };
    match () {
        () if here.is_empty() => Fold::Nothing,
        () if is_whole && !here.iter().any(|name| is_begun(&name)) => Fold::Whole,
        () => Fold::Part(here),
    }
}

fn is_changed(migration: &Migration, row: &JournalRow, backend: DbBackend) -> bool {
    let Some(entry) = &migration.entry else {
        return false;
    };
    let digest = entry
        .engines
        .get(engine_name(backend))
        .map(ToString::to_string);
    let differs = |now: Option<String>, then: &Option<String>| matches!((now, then), (Some(now), Some(then)) if now != *then);
    differs(Some(entry.chain.to_string()), &row.chain) || differs(digest, &row.digest)
}

/// Tells the migrations that follow the code's last one from those that do not.
fn sort_unknown(standing: &mut Standing, set: &MigrationSet, rows: &Rows) {
    let mut unknown: Vec<&String> = rows
        .applied
        .iter()
        .filter(|name| !set.names().any(|known| known == **name) && !set.folds(name))
        .collect();
    unknown.sort();
    let head = set
        .migrations
        .iter()
        .rev()
        .find_map(|migration| migration.entry.as_ref());
    let mut parent = head.map(|entry| entry.chain.to_string());
    loop {
        let follows = |name: &&String| {
            let row = rows.journal.iter().find(|row| row.version == **name);
            row.filter(|row| row.chain.is_some() && row.parent == parent)
        };
        let Some((at, row)) = unknown
            .iter()
            .enumerate()
            .find_map(|(at, name)| Some((at, follows(name)?)))
        else {
            break;
        };
        parent = row.chain.clone();
        standing.ahead.push(unknown.remove(at).clone());
    }
    standing.missing = unknown.into_iter().cloned().collect();
    let is_in_journal = |name: &&String| rows.journal.iter().any(|row| row.version == **name);
    let foreign = standing.missing.iter().filter(|name| !is_in_journal(name));
    standing.foreign = foreign.cloned().collect();
}

impl Standing {
    /// Everything that stands in the way of applying or undoing.
    pub(crate) fn faults(&self) -> Vec<Error> {
        let mut faults = Vec::new();
        if let Some((baseline, applied)) = &self.partly_folded {
            faults.push(Error::PartlyFolded {
                baseline: baseline.clone(),
                applied: applied.clone(),
            });
        }
        if !self.missing.is_empty() {
            faults.push(Error::Missing {
                names: self.missing.clone(),
            });
        }
        if !self.ahead.is_empty() && !self.pending.is_empty() {
            faults.push(Error::Ahead {
                names: self.ahead.clone(),
            });
        }
        faults.extend(
            self.changed
                .iter()
                .map(|name| Error::Changed { name: name.clone() }),
        );
        if let Some((pending, applied)) = &self.out_of_order {
            faults.push(Error::OutOfOrder {
                pending: pending.clone(),
                applied: applied.clone(),
            });
        }
        faults
    }

    /// Follows one migration that was applied or undone, whose name it is, where nothing stood in the
    /// way of it.
    pub(crate) fn follow(&mut self, index: usize, name: &str, direction: Direction) {
        match direction {
            Direction::Up => {
                self.names.insert(name.to_owned());
                self.pending.retain(|pending| *pending != index);
                self.interrupted.retain(|begun| *begun != index);
                self.applied.push(index);
            }
            Direction::Down => {
                self.names.remove(name);
                self.applied.retain(|applied| *applied != index);
                self.half_undone.retain(|begun| *begun != index);
                self.pending.insert(0, index);
            }
        }
    }

    /// Whether a run of one migration was begun, and is neither done nor undone.
    pub(crate) fn is_begun(&self, index: usize) -> bool {
        self.interrupted.contains(&index) || self.half_undone.contains(&index)
    }

    /// Whether a migration was begun that is neither done nor undone.
    pub(crate) fn is_halfway(&self) -> bool {
        !self.interrupted.is_empty() || !self.half_undone.is_empty()
    }

    /// The same where what another crate applied gives way to the code's migrations.
    pub(crate) fn without_foreign(mut self) -> Self {
        self.missing.retain(|name| !self.foreign.contains(name));
        self
    }

    pub(crate) fn check(&self) -> Result<(), Error> {
        self.faults().into_iter().next().map_or(Ok(()), Err)
    }
}
