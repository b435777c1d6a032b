//! Migrations planned again: those of one branch on top of those of another, or the newest one while
//! nobody else has it.
//!
//! Whatever the reason, it is one operation: the crate as if they had never been made, and the next
//! migration of that. So nothing is planned here; `next` does that.
//!
//! *kept*: the migrations that stay as they are. *undone*: those that are planned again.

use ketch_history::{Entry, History, HistoryError};

use super::files::{self, Files, HEAD, HISTORY, LIBRARY};
use super::past::{Past, is_by_hand};
use super::past_migration::PastMigration;
use super::{Fault, MigrationError, library, next};
use crate::database::lower;
use crate::dialect::Engine;
use crate::diff::{Answer, Hazard, HazardKind, Renames, diff, hints};
use crate::model::DataModel;
use crate::output::{FileKind, GeneratedFile};

/// The names of the migrations of every branch that meets in the history, oldest first: one branch,
/// but where a merge brought in others.
pub fn branches(files: &Files) -> Result<Vec<Vec<String>>, Fault> {
    let branches = History::branches(history(files))?.into_iter();
    let names = |branch: History| branch.entries.into_iter().map(|entry| entry.name).collect();
    Ok(branches.map(names).collect())
}

/// What the schema was at the end of every branch that meets in the history, and where they parted, as
/// far as it can be read.
pub fn branch_models(files: &Files) -> Vec<DataModel> {
    let branches = History::branches(history(files)).unwrap_or_default();
    let entries: Vec<&[Entry]> = branches.iter().map(|branch| &branch.entries[..]).collect();
    let shared = entries.iter().skip(1).fold(
        entries.first().copied().unwrap_or_default(),
        |shared, entries| {
            let same = shared.iter().zip(*entries).take_while(|(a, b)| a == b);
            &shared[..same.count()]
        },
    );
    let model = |entries: &[Entry]| {
        let past = Past::after(files, entries).ok()?;
        past.data_model(entries.last()?).ok()
    };
    let ends = entries.into_iter().chain([shared]);
    ends.filter_map(model).collect()
}

/// The text of the history, which a merge may have left in several branches.
fn history(files: &Files) -> &str {
    files.get(HISTORY).map_or("", String::as_str)
}

/// What goes from a database, with its rows and values, where migrations are undone in it that it has: those
/// with these names, one after another in a branch, of which the last is the newest that it has. One that
/// the history does not have was written by hand, and nothing is known of it. The queries are of the
/// database as it is then, and count no value that is but its column's default.
pub fn lost_without(
    existing: &Files,
    names: &[String],
    engine: Engine,
) -> Result<Vec<Hazard>, MigrationError> {
    let branches = History::branches(history(existing))?;
    let is_undone = |entry: &Entry| names.contains(&entry.name);
    let most = branches.iter().max_by_key(|branch| {
        let entries = branch.entries.iter();
        entries.filter(|entry| is_undone(entry)).count()
    });
    let entries = most.map_or(&[][..], |branch| &branch.entries);
    let first = entries.iter().position(is_undone);
    let last = entries.iter().rposition(is_undone);
    let Some((first, last)) = first.zip(last) else {
        return Ok(Vec::new());
    };
    let (kept, undone) = entries[..=last].split_at(first);
    let before = schema_before(existing, kept)?.unwrap_or_default();
    let mut after = before.clone();
    let mut past = Past::after(existing, kept)?;
    let mut renames = Renames::default();
    for entry in undone {
        past.step(entry)?;
        if !is_by_hand(entry) {
            let next = past.data_model(entry)?;
            renames = renames.then(&hints(&after, &next, past.answers()).renames);
            after = next;
        }
    }
    let back = diff(
        &lower(&after, engine).0,
        &lower(&before, engine).0,
        &renames.inverted(),
    );
    let losses = back
        .hazards()
        .filter(|(_, hazard)| hazard.kind == HazardKind::DataLoss);
    let losses = losses.map(|(_, hazard)| match (&hazard.query, &hazard.by_itself) {
        (Some(query), Some(default)) => Hazard {
            query: Some(format!("{query} AND NOT ({default})")),
            ..hazard.clone()
        },
        _ => hazard.clone(),
    });
    Ok(losses.collect())
}

/// A migration crate without some of its migrations.
pub struct Rest {
    /// Its files.
    pub files: Files,
    /// What the user said about the migrations that it lacks.
    answers: Vec<Answer>,
    undone: Vec<String>,
}

/// The crate as if some migrations, and those that follow them, had never been made.
///
/// Where somebody wrote into their SQL or Rust it stops, unless that may be overwritten.
pub fn without(
    existing: &Files,
    names: &[String],
    overwrite: bool,
) -> Result<Rest, MigrationError> {
    let branches = History::branches(history(existing))?;
    for name in names {
        if branches.iter().all(|branch| branch.entry(name).is_none()) {
            return Err(MigrationError::Unknown(name.clone()));
        }
    }
    let mut kept = Vec::new();
    let mut rest = Rest {
        files: existing.clone(),
        answers: Vec::new(),
        undone: Vec::new(),
    };
    let mut edited = Vec::new();
    for branch in &branches {
        let is_undone = |entry: &Entry| names.contains(&entry.name);
        let cut = branch.entries.iter().position(is_undone);
        let cut = cut.unwrap_or(branch.entries.len());
        edited.extend(rest.undo(existing, &branch.entries, cut)?);
        kept.push(History {
            entries: branch.entries[..cut].to_vec(),
        });
    }
    if !edited.is_empty() && !overwrite {
        return Err(MigrationError::ByUser(edited));
    }
    let kept = one_branch(kept)?;
    let is_kept = |path: &String| !rest.undone.iter().any(|name| files::is_of(path, name));
    rest.files.retain(|path, _| is_kept(path));
    if let Some(text) = existing.get(LIBRARY) {
        let undone: Vec<&str> = rest.undone.iter().map(String::as_str).collect();
        let text = library::merged(text).ok_or(MigrationError::LibraryConflict)?;
        let text = library::rewritten(&text, &undone, None).ok_or(MigrationError::Library)?;
        rest.files.insert(LIBRARY.to_owned(), text);
    }
    let head = Past::after(existing, &kept.entries)?.text();
    rest.files.insert(HEAD.to_owned(), head);
    rest.files.insert(HISTORY.to_owned(), kept.to_string());
    Ok(rest)
}

/// The one branch that holds all the others.
fn one_branch(kept: Vec<History>) -> Result<History, MigrationError> {
    let longest = kept.iter().max_by_key(|branch| branch.entries.len());
    let longest = longest.cloned().unwrap_or_default();
    let Some(other) = kept.iter().find(|branch| !longest.holds(branch)) else {
        return Ok(longest);
    };
    let apart = |one: &History, other: &History| {
        let mut entries = one.entries.iter();
        let entry = entries.find(|entry| !other.entries.contains(entry));
        entry.map_or_else(String::new, |entry| entry.name.clone())
    };
    Err(MigrationError::History(HistoryError::Fork {
        first: apart(&longest, other),
        second: apart(other, &longest),
    }))
}

impl Rest {
    /// Takes in which migrations of a branch are undone, and what the user said about them. Gives
    /// the paths of what is not as ketch writes it.
    fn undo(
        &mut self,
        existing: &Files,
        branch: &[Entry],
        cut: usize,
    ) -> Result<Vec<String>, MigrationError> {
        let mut edited = Vec::new();
        let mut past = Past::new(existing);
        let mut previous = None;
        for (index, entry) in branch.iter().enumerate() {
            past.step(entry)?;
            // What stands before the last migration that is kept is not asked for.
            if index + 1 < cut || cut == branch.len() {
                continue;
            }
            let is_undone = index >= cut;
            if is_by_hand(entry) {
                if is_undone {
                    return Err(MigrationError::ByHand(entry.name.clone()));
                }
                previous = schema_before(existing, &branch[..index])?;
                continue;
            }
            let model = past.data_model(entry)?;
            if is_undone && !self.undone.contains(&entry.name) {
                let migration = PastMigration {
                    entry,
                    previous: previous.as_ref(),
                    next: &model,
                    answers: past.answers(),
                };
                edited.extend(migration.by_user(existing)?);
                past.answers()
                    .iter()
                    .for_each(|answer| self.take_in(answer));
                self.undone.push(entry.name.clone());
            }
            previous = Some(model);
        }
        Ok(edited)
    }

    /// Takes in what the user said of a migration: where it goes on from what was said of one before it,
    /// as of a field that was renamed twice, the two are one answer.
    fn take_in(&mut self, answer: &Answer) {
        let goes_on = |old: &&mut Answer| {
            let named = match (old.from.rsplit_once('.'), &old.to) {
                (Some((owner, _)), Some(to)) => format!("{owner}.{to}"),
                (None, Some(to)) => to.clone(),
                (_, None) => return false,
            };
            named == answer.from
        };
        match self.answers.iter_mut().find(goes_on) {
            Some(old) => old.to.clone_from(&answer.to),
            None => self.answers.push(answer.clone()),
        }
    }

    /// What the user said about the migrations that were undone and says now; of what was said
    /// before, only what still answers something.
    pub fn answers(&self, previous: &DataModel, next: &DataModel, given: &[Answer]) -> Vec<Answer> {
        let is_new = |old: &&Answer| !given.iter().any(|answer| answer.from == old.from);
        let carried: Vec<Answer> = self.answers.iter().filter(is_new).cloned().collect();
        let all = [carried, given.to_vec()].concat();
        let unused = next::plan(previous, next, &all).hints.unused;
        let answers = all.into_iter();
        answers
            .filter(|answer| given.contains(answer) || !unused.contains(answer))
            .collect()
    }

    /// What the crate is to be instead of what it was: the files to write, and the paths of those
    /// that go. `made` is what was added to the rest.
    pub fn instead_of(
        &self,
        existing: &Files,
        mut made: Vec<GeneratedFile>,
    ) -> (Vec<GeneratedFile>, Vec<String>) {
        for path in [HISTORY, LIBRARY, HEAD] {
            if let (Some(text), false) = (self.files.get(path), has(&made, path)) {
                made.push(files::of_crate(path, text.clone(), FileKind::Shared));
            }
        }
        let gone = files::replace(existing, &self.undone, &mut made);
        (made, gone)
    }
}

fn has(files: &[GeneratedFile], path: &str) -> bool {
    files.iter().any(|file| file.path == path)
}

/// The schema as of the last of some migrations that is not by hand.
fn schema_before(files: &Files, entries: &[Entry]) -> Result<Option<DataModel>, MigrationError> {
    let last = entries.iter().rposition(|entry| !is_by_hand(entry));
    let Some(last) = last else {
        return Ok(None);
    };
    let past = Past::after(files, &entries[..=last])?;
    Ok(Some(past.data_model(&entries[last])?))
}
