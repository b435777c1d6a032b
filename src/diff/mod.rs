//! What it takes to make one database schema into another: an ordered list of changes, each with
//! what it may cost.
//!
//! [`diff`] is pure and compares by name; what was renamed is said beforehand, in [`Renames`], and
//! [`Hints`] finds it out. Not for SQL statements: `migration` writes them. The queries that find
//! rows in the way are here, since they belong to a hazard.
//!
//! *step*: a change with its causes and hazards. *refusal*: a change that is not planned, and why.

mod alter;
mod cast;
mod cause;
mod change;
mod enumeration;
mod foreign_key;
mod hazard;
mod hints;
mod past;
mod rebuild;
mod rename;
mod renames;
mod table;
mod view;

pub use cast::Conversion;
pub use change::{
    Alteration, Change, Clause, Rebuild, Source, changes_from_empty, changes_to_empty,
};
pub use hazard::{Hazard, HazardKind};
pub use hints::{Answer, Hints, Idle, Kind, Question, hints};
pub(crate) use rename::TEMPORARY;
pub use renames::Renames;

use crate::database::DatabaseSchema;
use crate::dialect::Engine;

/// A change, why it is there, and what it may cost.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// The change.
    pub change: Change,
    /// What it does in words, a line each, where the change itself does not say it all.
    pub causes: Vec<String>,
    /// What it may cost.
    pub hazards: Vec<Hazard>,
}

impl Step {
    /// A change that no row can meet.
    fn harmless(change: Change) -> Self {
        Self {
            change,
            causes: Vec::new(),
            hazards: Vec::new(),
        }
    }
}

/// A change that is not planned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// On which engine.
    pub engine: Engine,
    /// The change.
    pub what: String,
    /// Why not, and what to do instead.
    pub why: String,
}

/// All that it takes, in order. With a refusal it is not to be used.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// For which engine.
    pub engine: Engine,
    /// The steps.
    pub steps: Vec<Step>,
    /// What is not planned.
    pub refusals: Vec<Refusal>,
}

impl Plan {
    /// Every hazard with the step that it is of.
    pub fn hazards(&self) -> impl Iterator<Item = (&Step, &Hazard)> {
        let steps = self.steps.iter();
        steps.flat_map(|step| step.hazards.iter().map(move |hazard| (step, hazard)))
    }

    /// Whether something goes that was there.
    pub fn loses_data(&self) -> bool {
        self.hazards()
            .any(|(_, hazard)| hazard.kind == HazardKind::DataLoss)
    }

    /// Whether the user has to say what rows are filled with.
    pub fn needs_fill(&self) -> bool {
        self.steps.iter().any(|step| match &step.change {
            Change::Fill { .. } => true,
            Change::RebuildTable(rebuild) => {
                let mut sources = rebuild.copy.iter().map(|(_, source)| source);
                sources.any(|source| *source == Source::Fill)
            }
            _ => false,
        })
    }

    /// Why this plan cannot undo the other, if it cannot. What it drops the other made, so only
    /// values that either of them converts with a loss count, and what the other dropped.
    pub fn cannot_undo(&self, done: &Plan) -> Option<String> {
        let lost = done
            .hazards()
            .find(|(_, hazard)| hazard.kind == HazardKind::DataLoss);
        if let Some((_, hazard)) = lost {
            return Some(format!("what is gone cannot come back: {}", hazard.text));
        }
        if let Some(refusal) = self.refusals.first() {
            return Some(format!("{}: {}", refusal.what, refusal.why));
        }
        let narrows = self.hazards().find(|(_, hazard)| hazard.narrows);
        if let Some((_, hazard)) = narrows {
            return Some(format!("going back would lose {}", hazard.text));
        }
        self.needs_fill()
            .then(|| "going back needs values that only you know".to_owned())
    }
}

/// The steps from one schema to another of the same engine.
pub fn diff(previous: &DatabaseSchema, next: &DatabaseSchema, renames: &Renames) -> Plan {
    let renames = renames.on(next.engine);
    let renamed = rename::apply(previous, next, &renames);
    match next.engine {
        Engine::Sqlite => rebuild::plan(previous, renamed, next, &renames),
        Engine::Postgresql | Engine::Mysql => alter::plan(previous, renamed, next, &renames),
    }
}
