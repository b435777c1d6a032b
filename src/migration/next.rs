//! The next migration: from the schema as of the last one to the schema as it is.
//!
//! *previous*: the data model as of the last migration.

use super::files::{self, Files, HEAD, Migration, Scripts};
use super::past::{Past, is_by_hand, logical_changes};
use super::{Fault, MigrationError, changes, sql};
use crate::database::lower;
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
    /// For each engine: the plan, and the one that leads back or why there is none.
    pub plans: Vec<(Plan, Result<Plan, String>)>,
}

impl Planned {
    /// What is not planned on some engine.
    pub fn refusals(&self) -> impl Iterator<Item = &Refusal> {
        self.plans.iter().flat_map(|(plan, _)| &plan.refusals)
    }

    /// What goes that was there: the same on several engines once.
    pub fn losses(&self) -> Vec<&Hazard> {
        let mut losses: Vec<&Hazard> = Vec::new();
        for (plan, _) in &self.plans {
            for (_, hazard) in plan.hazards() {
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
        self.plans.iter().any(|(plan, _)| plan.needs_fill())
    }
}

/// Plans the change from one data model to another; both are without errors on every engine.
pub fn plan(previous: &DataModel, next: &DataModel, answers: &[Answer]) -> Planned {
    let hints = hints(previous, next, answers);
    let engines = next.settings.engines.iter();
    Planned {
        plans: engines
            .map(|engine| plan_on(*engine, previous, next, &hints.renames))
            .collect(),
        answers: answers.to_vec(),
        hints,
    }
}

/// The plan on one engine, and the one that leads back or why there is none.
pub(super) fn plan_on(
    engine: Engine,
    previous: &DataModel,
    next: &DataModel,
    renames: &Renames,
) -> (Plan, Result<Plan, String>) {
    let (before, _) = lower(previous, engine);
    let (after, _) = lower(next, engine);
    let plan = diff(&before, &after, renames);
    let back = diff(&after, &before, &renames.inverted());
    let back = match back.cannot_undo(&plan) {
        Some(reason) => Err(reason),
        None => Ok(back),
    };
    (plan, back)
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
    let before = past(existing)?.text();
    let migration = Migration {
        name,
        scripts: planned.plans.iter().map(scripts).collect(),
        logical: logical_changes(data_model, &planned.hints.renames),
        diff: changes::render(&before, &head, &planned.answers),
        head,
        rust: None,
    };
    files::with_migration(data_model, existing, migration)
}

/// The SQL of a plan, and of the way back.
pub(super) fn scripts((plan, back): &(Plan, Result<Plan, String>)) -> Scripts {
    let up = sql::plan_script(plan);
    match back {
        Ok(back) => Scripts {
            engine: plan.engine,
            up,
            down: Some(sql::plan_script(back)),
        },
        Err(reason) => Scripts {
            engine: plan.engine,
            up: format!(
                "-- It cannot be undone: {}\n\n{up}",
                reason.replace('\n', " ")
            ),
            down: None,
        },
    }
}

/// The schema as of the last migration.
fn past(files: &Files) -> Result<Past<'_>, Fault> {
    Past::after(files, &files::history(files)?.entries)
}

/// Whether `head.prisma` is a schema, word for word.
pub fn is_head(files: &Files, sources: &Sources) -> bool {
    files
        .get(HEAD)
        .is_some_and(|head| *head == files::head(sources))
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

/// The data models as of every migration that is not written by hand, oldest first.
pub fn models(files: &Files) -> Result<Vec<DataModel>, Fault> {
    let history = files::history(files)?;
    let mut past = Past::new(files);
    let mut models = Vec::new();
    for entry in &history.entries {
        past.step(entry)?;
        if !is_by_hand(entry) {
            models.push(past.data_model(entry)?);
        }
    }
    Ok(models)
}

/// Directives that say what something new was called, and that no schema bears out. `past` are the data
/// models so far, oldest first.
pub fn idle_directives(past: &[DataModel], hints: &Hints) -> Diagnostics {
    let mut diagnostics = Diagnostics::default();
    for idle in &hints.idle {
        let was = past.iter().any(|model| idle.is_in(model));
        let is = past.last().is_some_and(|model| idle.is_in(model));
        if is || !was {
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
