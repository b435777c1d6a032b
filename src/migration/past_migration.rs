//! A past migration between the schemas on both sides of it: what ketch plans for it, and which of its
//! files are the user's.

use ketch_history::library::declared;
use ketch_history::{Entry, sql_digest};

use super::files::{
    self, Direction, Files, LIBRARY, Scripts, recorded_engines, rust_path, sql_path,
};
use super::past::{Past, is_by_hand};
use super::{EnginePlan, MigrationError, is_custom};
use crate::database::lower;
use crate::dialect::Engine;
use crate::diff::{Answer, hints};
use crate::model::DataModel;

/// The files, as paths, in which a user wrote what migrations do beyond what ketch planned.
pub fn by_user(existing: &Files) -> Result<Vec<String>, MigrationError> {
    let history = files::history(existing)?;
    let walked = walk(&history.entries, existing, |planned, found| {
        planned == found
    })?;
    // Those too that join the history with the next migration.
    let library = existing.get(LIBRARY).map_or("", String::as_str);
    let is_new = |name: &&str| history.entries.iter().all(|entry| entry.name != *name);
    let new = declared(library).filter(is_new).map(rust_path);
    Ok(walked.by_user.into_iter().chain(new).collect())
}

/// What was met on the way through some migrations.
pub(super) struct Walked {
    /// The files that are not as ketch writes them, as paths.
    pub(super) by_user: Vec<String>,
    /// The schema as of the last of them that is not by hand, and its text.
    pub(super) schema: Option<(DataModel, String)>,
}

/// Goes through the first migrations of a history. What SQL counts as ketch's own is asked with the
/// planned text and the one that is there.
pub(super) fn walk(
    entries: &[Entry],
    existing: &Files,
    is_alike: fn(&str, &str) -> bool,
) -> Result<Walked, MigrationError> {
    let mut by_user = Vec::new();
    let mut past = Past::new(existing);
    let mut previous = None;
    for entry in entries {
        past.step(entry)?;
        if is_by_hand(entry) {
            by_user.push(rust_path(&entry.name));
            continue;
        }
        let next = past.data_model(entry)?;
        let migration = PastMigration {
            entry,
            previous: previous.as_ref(),
            next: &next,
            answers: past.answers(),
        };
        by_user.extend(migration.by_user_beyond(existing, is_alike)?);
        previous = Some(next);
    }
    Ok(Walked {
        by_user,
        schema: previous.map(|model| (model, past.text())),
    })
}

/// A past migration, and the schemas on both sides of it.
pub(super) struct PastMigration<'a> {
    pub(super) entry: &'a Entry,
    /// None for the first.
    pub(super) previous: Option<&'a DataModel>,
    pub(super) next: &'a DataModel,
    pub(super) answers: &'a [Answer],
}

impl PastMigration<'_> {
    /// What is planned for an engine.
    pub(super) fn scripts(&self, engine: Engine) -> Result<Scripts, MigrationError> {
        let not_possible = |what: String, why: String| MigrationError::NotPossible {
            migration: self.entry.name.clone(),
            engine: engine.name(),
            what,
            why,
        };
        let (schema, diagnostics) = lower(self.next, engine);
        if diagnostics.has_errors() {
            let first = diagnostics.into_sorted().into_iter().next();
            let why = first.map_or_else(String::new, |fault| fault.message);
            return Err(not_possible("its schema".to_owned(), why));
        }
        let Some(previous) = self.previous else {
            return Ok(Scripts::from_empty(&schema));
        };
        let renames = hints(previous, self.next, self.answers).renames;
        let plan = EnginePlan::new(engine, previous, self.next, &renames);
        match plan.there.refusals.first() {
            Some(refusal) => Err(not_possible(refusal.what.clone(), refusal.why.clone())),
            None => Ok(plan.scripts()),
        }
    }

    /// The migration's files that are not as ketch writes them, as paths.
    pub(super) fn by_user(&self, existing: &Files) -> Result<Vec<String>, MigrationError> {
        self.by_user_beyond(existing, |planned, found| planned == found)
    }

    /// Likewise, where SQL may differ from what is planned, which is asked with both.
    fn by_user_beyond(
        &self,
        existing: &Files,
        is_alike: fn(&str, &str) -> bool,
    ) -> Result<Vec<String>, MigrationError> {
        let mut paths = Vec::new();
        let rust = rust_path(&self.entry.name);
        if existing
            .get(&rust)
            .is_some_and(|text| is_custom(self.entry, text))
        {
            paths.push(rust);
        }
        for engine in recorded_engines(self.entry) {
            if self.is_as_recorded(engine, existing) {
                continue;
            }
            let planned = self.scripts(engine)?;
            let name = &self.entry.name;
            let both = [
                (Direction::Up, Some(planned.up)),
                (Direction::Down, planned.down),
            ];
            paths.extend(both.into_iter().filter_map(|(direction, text)| {
                let path = sql_path(name, engine, direction);
                // An edit may add a way back that ketch did not see, or take it away.
                let alike = match (&text, existing.get(&path)) {
                    (Some(planned), Some(found)) => is_alike(planned, found),
                    (planned, found) => planned.is_none() && found.is_none(),
                };
                (!alike).then_some(path)
            }));
        }
        Ok(paths)
    }

    /// Whether an engine's SQL is what was recorded when ketch wrote it: another version of ketch may
    /// write it otherwise.
    fn is_as_recorded(&self, engine: Engine, existing: &Files) -> bool {
        let file = |direction| existing.get(&sql_path(&self.entry.name, engine, direction));
        let Some(up) = file(Direction::Up) else {
            return false;
        };
        let found = sql_digest(up, file(Direction::Down).map(String::as_str));
        !self.entry.edited.contains(engine.name())
            && self.entry.engines.get(engine.name()) == Some(&found)
    }
}
