//! The next migration: from the schema as of the last one to the schema as it is.
//!
//! *previous*: the data model of `head.prisma`.

use super::files::{self, Files, HEAD, HISTORY, MigrationError, Scripts};
use super::{Fault, sql};
use crate::database::lower;
use crate::diff::{Answer, Hazard, HazardKind, Hints, Plan, Refusal, Step, diff, hints};
use crate::digest::Digest;
use crate::model::{self, DataModel};
use crate::output::GeneratedFile;
use crate::source::{SourceFile, Sources};
use ketch_history::History;

/// What is planned from one data model to another.
#[derive(Clone, Debug, PartialEq)]
pub struct Planned {
    /// What was renamed, and what is to be asked.
    pub hints: Hints,
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

    /// Whether the user has to say what rows are filled with.
    pub fn needs_fill(&self) -> bool {
        self.plans.iter().any(|(plan, _)| plan.needs_fill())
    }
}

/// Plans the change from one data model to another; both are without errors on every engine.
pub fn plan(previous: &DataModel, next: &DataModel, answers: &[Answer]) -> Planned {
    let hints = hints(previous, next, answers);
    let back = hints.renames.inverted();
    let engines = next.settings.engines.iter();
    let plans = engines.map(|engine| {
        let (before, _) = lower(previous, *engine);
        let (after, _) = lower(next, *engine);
        let plan = diff(&before, &after, &hints.renames);
        let back = diff(&after, &before, &back);
        let back = match back.cannot_undo(&plan) {
            Some(reason) => Err(reason),
            None => Ok(back),
        };
        (plan, back)
    });
    Planned {
        plans: plans.collect(),
        hints,
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
    let scripts = planned.plans.iter().map(|(plan, back)| {
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
    });
    // Without the renames the same schemas would lose rows.
    let changes = data_model.stored_text() + &planned.hints.renames.text();
    files::migration(
        data_model,
        sources,
        name,
        existing,
        scripts.collect(),
        &changes,
    )
}

/// The data model as of the last migration.
pub fn previous(files: &Files) -> Result<DataModel, Fault> {
    let history = History::parse(files.get(HISTORY).map_or("", String::as_str))?;
    let missing = || Fault::Missing {
        path: HEAD.to_owned(),
    };
    let text = files.get(HEAD).ok_or_else(missing)?;
    let sources = Sources::new(vec![SourceFile {
        path: HEAD.to_owned(),
        text: text.clone(),
    }]);
    let (data_model, diagnostics) = model::load(&sources);
    let recorded = history.head().map(|head| head.model);
    let is_head = recorded == Some(Digest::of(data_model.stored_text()));
    match is_head && !diagnostics.has_errors() {
        true => Ok(data_model),
        false => Err(Fault::Head),
    }
}

/// The names of the migrations, in the order of the history.
pub fn names(files: &Files) -> Result<Vec<String>, Fault> {
    let history = History::parse(files.get(HISTORY).map_or("", String::as_str))?;
    let entries = history.entries.into_iter();
    Ok(entries.map(|entry| entry.name).collect())
}

/// A step in words: what it is and what it is of.
pub fn summary(step: &Step) -> String {
    let title = sql::title(&step.change);
    match sql::subject(&step.change) {
        Some(subject) => format!("{title} {subject}"),
        None => title.to_owned(),
    }
}
