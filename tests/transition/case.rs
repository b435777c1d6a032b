//! A transition: a schema before and after, and what the user answers. Shared by the test that
//! looks at the SQL and by the check that runs it.
//!
//! `before.prisma` and `after.prisma` may leave out the datasource and the generator; then all
//! engines are listed. `answers.txt` has one answer a line, as on the command line.

use std::fs;
use std::path::Path;

use ketch::database::{DatabaseSchema, lower};
use ketch::dialect::Engine;
use ketch::diff::{Answer, Hints, Plan, hints};
use ketch::migration::EnginePlan;
use ketch::model::{self, DataModel};
use ketch::source::{SourceFile, Sources};

const HEAD: &str = r#"datasource db {
  provider = "postgresql"
}

generator ketch {
  provider = "ketch"
  engines  = ["sqlite", "postgresql", "mysql"]
}

"#;

pub(crate) struct Case {
    pub(crate) before: DataModel,
    pub(crate) after: DataModel,
    pub(crate) hints: Hints,
}

/// What a transition is on one engine.
pub(crate) struct Transition {
    pub(crate) before: DatabaseSchema,
    pub(crate) after: DatabaseSchema,
    pub(crate) plan: Plan,
    /// The plan that leads back, or why there is none.
    pub(crate) back: Result<Plan, String>,
}

impl Case {
    pub(crate) fn read(folder: &Path) -> Result<Self, String> {
        let text =
            |name: &str| fs::read_to_string(folder.join(name)).map_err(|error| error.to_string());
        let answers = text("answers.txt").unwrap_or_default();
        Self::of(&text("before.prisma")?, &text("after.prisma")?, &answers)
    }

    pub(crate) fn of(before: &str, after: &str, answers: &str) -> Result<Self, String> {
        let (before, after) = (load(before)?, load(after)?);
        let answers: Option<Vec<Answer>> = answers.lines().map(answer).collect();
        let hints = hints(&before, &after, &answers.ok_or("an answer that is none")?);
        Ok(Self {
            before,
            after,
            hints,
        })
    }

    /// Nothing where the engine cannot hold one of the schemas.
    pub(crate) fn on(&self, engine: Engine) -> Option<Transition> {
        let listed = |data_model: &DataModel| data_model.settings.engines.contains(&engine);
        if !listed(&self.before) || !listed(&self.after) {
            return None;
        }
        let (before, faults) = lower(&self.before, engine);
        let (after, more) = lower(&self.after, engine);
        if faults.has_errors() || more.has_errors() {
            return None;
        }
        let EnginePlan { there, back } = EnginePlan::between(&before, &after, &self.hints.renames);
        Some(Transition {
            before,
            after,
            plan: there,
            back,
        })
    }
}

fn answer(line: &str) -> Option<Answer> {
    match line.split_once(' ')? {
        ("--rename", text) => Answer::rename(text),
        ("--drop", text) => Some(Answer::drop(text)),
        _ => None,
    }
}

fn load(text: &str) -> Result<DataModel, String> {
    let text = match text.contains("datasource ") {
        true => text.to_owned(),
        false => format!("{HEAD}{text}"),
    };
    let sources = Sources::new(vec![SourceFile {
        path: "schema.prisma".to_owned(),
        text,
    }]);
    let (data_model, diagnostics) = model::load(&sources);
    match diagnostics.has_errors() {
        true => Err(format!("{:?}", diagnostics.into_sorted())),
        false => Ok(data_model),
    }
}
