//! The schemas that were: what the history's migrations made, one after another.
//!
//! Told from the migrations' own `schema.diff` files, and held against the digests of the history,
//! so that nothing else has to be kept and nothing else is believed.

use ketch_history::{Entry, chain_digest};

use super::Fault;
use super::changes::{self, changes_path};
use super::files::{self, Files};
use crate::diff::{Answer, Renames, hints};
use crate::digest::Digest;
use crate::model::{self, DataModel};
use crate::source::{SourceFile, Sources};

/// The schema on its way through the history.
#[derive(Clone)]
pub(super) struct Past<'f> {
    files: &'f Files,
    lines: Vec<&'f str>,
    /// What the user said about the last change.
    answers: Vec<Answer>,
}

impl<'f> Past<'f> {
    /// Before the first migration.
    pub(super) fn new(files: &'f Files) -> Self {
        Self {
            files,
            lines: Vec::new(),
            answers: Vec::new(),
        }
    }

    /// After those migrations.
    pub(super) fn after(files: &'f Files, entries: &[Entry]) -> Result<Self, Fault> {
        let mut past = Self::new(files);
        entries.iter().try_for_each(|entry| past.step(entry))?;
        Ok(past)
    }

    /// After one more migration. One that was written by hand leaves the schema as it is.
    pub(super) fn step(&mut self, entry: &Entry) -> Result<(), Fault> {
        self.answers.clear();
        if is_by_hand(entry) {
            return Ok(());
        }
        let path = changes_path(&entry.name);
        let Some(text) = self.files.get(&path) else {
            return Err(Fault::Missing { path });
        };
        let applied = changes::parse(text).and_then(|changes| {
            // A baseline has its whole schema to itself.
            changes.apply(&mut self.lines)?;
            Ok(changes.answers)
        });
        self.answers = applied.map_err(|line| Fault::Changes { path, line })?;
        Ok(())
    }

    /// What the user said about the last change.
    pub(super) fn answers(&self) -> &[Answer] {
        &self.answers
    }

    /// The schema's text, as `head.prisma` has it.
    pub(super) fn text(&self) -> String {
        let lines = self.lines.iter().copied();
        lines.flat_map(|line| [line, "\n"]).collect()
    }

    /// Whether `head.prisma` is this schema.
    pub(super) fn is(&self, head: &str) -> bool {
        self.lines == changes::lines(head)
    }

    /// What the schema means, which is what the migration's line says it is.
    pub(super) fn data_model(&self, entry: &Entry) -> Result<DataModel, Fault> {
        let sources = Sources::new(vec![SourceFile {
            path: changes_path(&entry.name),
            text: self.text(),
        }]);
        let (data_model, diagnostics) = model::load(&sources);
        let is_recorded = entry.model == Digest::of(data_model.stored_text());
        match is_recorded && !diagnostics.has_errors() {
            true => Ok(data_model),
            false => Err(Fault::Model {
                migration: entry.name.clone(),
            }),
        }
    }
}

/// The data model as of the last migration.
pub fn previous(files: &Files) -> Result<DataModel, Fault> {
    let history = files::history(files)?;
    let past = Past::after(files, &history.entries)?;
    match history.head() {
        Some(head) => past.data_model(head),
        None => Ok(DataModel::default()),
    }
}

/// The names of the migrations, in the order of the history.
pub fn names(files: &Files) -> Result<Vec<String>, Fault> {
    let entries = files::history(files)?.entries.into_iter();
    Ok(entries.map(|entry| entry.name).collect())
}

/// The data models as of every migration that is not written by hand, oldest first, each with the renames
/// that led to it.
pub fn models(files: &Files) -> Result<Vec<(DataModel, Renames)>, Fault> {
    let history = files::history(files)?;
    let mut past = Past::new(files);
    let mut models: Vec<(DataModel, Renames)> = Vec::new();
    for entry in &history.entries {
        past.step(entry)?;
        if !is_by_hand(entry) {
            let model = past.data_model(entry)?;
            let previous = models.last();
            let renames = previous.map(|(last, _)| hints(last, &model, past.answers()).renames);
            models.push((model, renames.unwrap_or_default()));
        }
    }
    Ok(models)
}

/// Whether a migration is Rust of the user's alone, and no SQL of ketch's.
pub(super) fn is_by_hand(entry: &Entry) -> bool {
    entry.engines.is_empty()
}

/// What a migration's chain digest covers beside its name and parent. Without the renames the same
/// schemas would lose rows.
pub(super) fn logical_changes(next: &DataModel, renames: &Renames) -> String {
    next.stored_text() + &renames.text()
}

/// That the changes are those that the chain digest was made of.
pub(super) fn check_chain(
    entry: &Entry,
    previous: Option<&DataModel>,
    next: &DataModel,
    answers: &[Answer],
) -> Result<(), Fault> {
    let renames = previous.map(|previous| hints(previous, next, answers).renames);
    let changes = logical_changes(next, &renames.unwrap_or_default());
    // A baseline has the digest of the last one that it stands for.
    let is_baseline = !entry.folds.is_empty();
    match is_baseline || entry.chain == chain_digest(&entry.name, entry.parent, &changes) {
        true => Ok(()),
        false => Err(Fault::Changes {
            path: changes_path(&entry.name),
            line: 1,
        }),
    }
}
