//! The next migration: from the schema as of the last one to the schema as it is.
//!
//! *previous*: the data model as of the last migration.

use super::files::{self, Files, HEAD, Migration, Scripts};
use super::past::{Past, logical_changes};
use super::{MigrationError, changes, sql};
use crate::database::{DatabaseSchema, lower};
use crate::diagnostic::{Diagnostics, code};
use crate::dialect::Engine;
use crate::diff::{Answer, Hazard, HazardKind, Hints, Plan, Refusal, Renames, Step, diff, hints};
use crate::model::DataModel;
use crate::output::GeneratedFile;
use crate::source::Sources;

/// What is planned from one data model to another.
#[derive(Clone, Debug, PartialEq)]
pub struct Planned {
    /// What was renamed, and what is to be asked.
    pub hints: Hints,
    /// What the user said.
    pub answers: Vec<Answer>,
    /// What is planned on each engine.
    pub plans: Vec<EnginePlan>,
}

/// What is planned on one engine.
#[derive(Clone, Debug, PartialEq)]
pub struct EnginePlan {
    /// From the data model before to the next one.
    pub there: Plan,
    /// The way back, or why there is none.
    pub back: Result<Plan, String>,
}

impl Planned {
    /// What is not planned on some engine.
    pub fn refusals(&self) -> impl Iterator<Item = &Refusal> {
        self.plans.iter().flat_map(|plan| &plan.there.refusals)
    }

    /// What goes that was there: the same on several engines once.
    pub fn losses(&self) -> Vec<&Hazard> {
        let mut losses: Vec<&Hazard> = Vec::new();
        for plan in &self.plans {
            for (_, hazard) in plan.there.hazards() {
                let known = losses.iter().any(|known| known.text == hazard.text);
                if hazard.kind == HazardKind::DataLoss && !known {
                    losses.push(hazard);
                }
            }
        }
        losses
    }

    /// Whether it waits for the user: for an answer, for leave to lose what goes, or for a schema that
    /// can be planned.
    pub fn is_open(&self, accepts_data_loss: bool) -> bool {
        !self.hints.questions.is_empty()
            || !self.hints.unused.is_empty()
            || self.refusals().next().is_some()
            || !accepts_data_loss && !self.losses().is_empty()
    }

    /// Whether the user has to say what rows are filled with.
    pub fn needs_fill(&self) -> bool {
        self.plans.iter().any(|plan| plan.there.needs_fill())
    }
}

/// Plans the change from one data model to another; both are without errors on every engine.
pub fn plan(previous: &DataModel, next: &DataModel, answers: &[Answer]) -> Planned {
    let hints = hints(previous, next, answers);
    let engines = next.settings.engines.iter();
    Planned {
        plans: engines
            .map(|engine| EnginePlan::new(*engine, previous, next, &hints.renames))
            .collect(),
        answers: answers.to_vec(),
        hints,
    }
}

impl EnginePlan {
    pub(super) fn new(
        engine: Engine,
        previous: &DataModel,
        next: &DataModel,
        renames: &Renames,
    ) -> Self {
        let (before, _) = lower(previous, engine);
        let (after, _) = lower(next, engine);
        Self::between(&before, &after, renames)
    }

    /// What is planned from one database schema to another of the same engine.
    pub fn between(before: &DatabaseSchema, after: &DatabaseSchema, renames: &Renames) -> Self {
        let there = diff(before, after, renames);
        let back = diff(after, before, &renames.inverted());
        let back = match back.cannot_undo(&there) {
            Some(reason) => Err(reason),
            None => Ok(back),
        };
        Self { there, back }
    }

    pub(super) fn scripts(&self) -> Scripts {
        let engine = self.there.engine;
        let up = sql::plan_script(&self.there);
        match &self.back {
            Ok(back) => Scripts {
                engine,
                up,
                down: Some(sql::plan_script(back)),
            },
            Err(reason) => Scripts {
                engine,
                up: format!(
                    "-- It cannot be undone: {}\n\n{up}",
                    reason.replace('\n', " ")
                ),
                down: None,
            },
        }
    }
}

/// All files of the crate after the next migration.
pub fn next(
    data_model: &DataModel,
    planned: &Planned,
    sources: &Sources,
    name: &str,
    existing: &Files,
) -> Result<Vec<GeneratedFile>, MigrationError> {
    let head = files::head(sources);
    let history = files::history(existing)?;
    let before = Past::after(existing, &history.entries)?.text();
    let migration = Migration {
        name,
        scripts: planned.plans.iter().map(EnginePlan::scripts).collect(),
        logical: logical_changes(data_model, &planned.hints.renames),
        diff: changes::render(&before, &head, &planned.answers),
        head,
        rust: None,
    };
    files::with_migration(data_model, existing, migration)
}

/// Whether `head.prisma` is a schema, word for word.
pub fn is_head(files: &Files, sources: &Sources) -> bool {
    files
        .get(HEAD)
        .is_some_and(|head| *head == files::head(sources))
}

/// Directives that say what something new was called, and that no schema bears out. `past` are the data
/// models so far, oldest first, each with the renames that led to it.
pub fn idle_directives(past: &[(DataModel, Renames)], hints: &Hints) -> Diagnostics {
    let mut diagnostics = Diagnostics::default();
    for idle in &hints.idle {
        let is = past.last().is_some_and(|(model, _)| idle.is_in(model));
        if is || !idle.was_in(past) {
            diagnostics.push(code::idle_rename(
                idle.old.span,
                &idle.new,
                &idle.old.name,
                &idle.gone,
                is,
            ));
        }
    }
    diagnostics
}

/// A step in words: what it is and what it is of.
pub fn summary(step: &Step) -> String {
    let title = sql::title(&step.change);
    match sql::subject(&step.change) {
        Some(subject) => format!("{title} {subject}"),
        None => title.to_owned(),
    }
}
