//! Planning: `ketch migrate new`, `plan`, `sql`, `check` and `rehash`. No database is asked.

use std::io::{BufRead as _, IsTerminal as _, stdin};

use ketch::diff::{Answer, HazardKind};
use ketch::migration::{self, EnginePlan, Planned, sql};
use ketch::project::{
    self, Location, MigrationName, NextMigration, Options, Outcome, Rewrite, Schema,
};
use serde_json::{Value, json};

use super::{Done, environment, generate, owned_by, show};
use crate::arguments;
use crate::exit::Exit;
use crate::terminal::{error, note, say, warning};
use crate::timestamp;

/// `ketch migrate new`
pub(crate) fn new(
    location: &Location,
    schema: &Schema,
    name: &str,
    timestamp: Option<&String>,
    answers: &arguments::Answers,
) -> Done {
    let name = MigrationName {
        timestamp: timestamp.cloned().unwrap_or_else(timestamp::now),
        name: name.to_owned(),
    };
    let next = decided(schema, name, answers, planning(location, schema))?;
    write(location, schema, Some(&next), None)
}

/// `ketch migrate rehash`
pub(crate) fn rehash(location: &Location, schema: &Schema) -> Done {
    write(location, schema, None, Some(Rewrite::Rehash))
}

/// Writes a migration, the first or the next one, or changes those that are there.
pub(crate) fn write(
    location: &Location,
    schema: &Schema,
    next: Option<&NextMigration>,
    rewrite: Option<Rewrite<'_>>,
) -> Done {
    let environment = environment()?;
    let report = project::generate(
        location,
        schema,
        &Options {
            rewrite,
            first_migration: next.map(|next| &next.name),
            next_migration: next,
            ..Options::new(&environment, &note)
        },
    )?;
    if show(report.diagnostics, &schema.sources) {
        return Ok(Exit::Error);
    }
    let exit = match &report.outcome {
        Outcome::Written(changes) => {
            generate::show_changes(changes);
            if let Some(planned) = &report.planned {
                show_hazards(planned);
            }
            Exit::Done
        }
        Outcome::Undecided(planned) => {
            let accepts = next.is_some_and(|next| next.accept_data_loss);
            show_open(planned, accepts);
            Exit::Error
        }
        Outcome::Current if report.ownership.may_write(environment.kind) => {
            say("nothing to write: the last migration makes what the schema says");
            Exit::Done
        }
        Outcome::Current | Outcome::NotOwner(_) => {
            note(&format!(
                "nothing was written: this is {}, and the output is {}\n\
                 make the migration in {}",
                environment.kind,
                owned_by(&report.ownership),
                report.ownership.place()
            ));
            Exit::NotOwner
        }
        // Shown above.
        Outcome::Invalid => Exit::Error,
    };
    for difference in &report.migration {
        warning(&difference.to_string());
    }
    Ok(exit)
}

/// What a migration on top of the last one would be.
pub(crate) fn planning(
    location: &Location,
    schema: &Schema,
) -> impl Fn(&NextMigration) -> Result<Option<Planned>, project::Error> {
    |next| project::plan(location, schema, &next.answers)
}

/// The next migration with the answers given, and on a terminal those asked for.
pub(crate) fn decided(
    schema: &Schema,
    name: MigrationName,
    answers: &arguments::Answers,
    plan: impl Fn(&NextMigration) -> Result<Option<Planned>, project::Error>,
) -> Result<NextMigration, Box<dyn std::error::Error>> {
    let mut next = NextMigration {
        name,
        answers: answers.all(),
        accept_data_loss: answers.accept_data_loss,
    };
    if !stdin().is_terminal() || schema.diagnostics.has_errors() {
        return Ok(next);
    }
    while let Ok(Some(planned)) = plan(&next) {
        let Some(question) = planned.hints.questions.first() else {
            let losses = planned.losses();
            if !losses.is_empty() && !next.accept_data_loss && planned.refusals().next().is_none() {
                let losses = losses.iter().map(|loss| loss.text.as_str());
                next.accept_data_loss = may_go(losses)?;
            }
            break;
        };
        note(&format!("{} {}:", question.kind, question.from));
        let answers = question.answers();
        for (number, answer) in answers.iter().enumerate() {
            let meaning = match &answer.to {
                Some(to) => format!("it is called {to} now"),
                None => "it is dropped".to_owned(),
            };
            note(&format!("  {}  {meaning}", number + 1));
        }
        let number: usize = ask("which?")?.parse().unwrap_or(0);
        let Some(answer) = number.checked_sub(1).and_then(|at| answers.get(at)) else {
            break;
        };
        next.answers.push(answer.clone());
    }
    Ok(next)
}

/// Asks on the terminal whether something may be lost.
pub(crate) fn may_go<'t>(losses: impl IntoIterator<Item = &'t str>) -> std::io::Result<bool> {
    note("this goes, and cannot come back:");
    for loss in losses {
        note(&format!("  {loss}"));
    }
    Ok(ask("go on? [y/N]")?.eq_ignore_ascii_case("y"))
}

/// A line from the terminal.
pub(crate) fn ask(question: &str) -> std::io::Result<String> {
    note(question);
    let mut line = String::new();
    stdin().lock().read_line(&mut line)?;
    Ok(line.trim().to_owned())
}

/// Says what a plan waits for.
pub(crate) fn show_open(planned: &Planned, accepts_data_loss: bool) {
    for refusal in planned.refusals() {
        error(&format!(
            "not planned on {}: {}: {}",
            refusal.engine.name(),
            refusal.what,
            refusal.why
        ));
    }
    for answer in &planned.hints.unused {
        error(&format!(
            "`{answer}` answers no question: nothing of that name is gone"
        ));
    }
    for question in &planned.hints.questions {
        let answers: Vec<String> = question.answers().iter().map(Answer::to_string).collect();
        error(&format!(
            "the {} {} is gone: was it renamed?\n  {}",
            question.kind,
            question.from,
            answers.join("\n  ")
        ));
    }
    let losses = planned.losses();
    if planned.hints.questions.is_empty() && !losses.is_empty() && !accepts_data_loss {
        let losses: Vec<&str> = losses.iter().map(|loss| loss.text.as_str()).collect();
        error(&format!(
            "this would go, and could not come back:\n  {}\nif it may: --accept-data-loss",
            losses.join("\n  ")
        ));
    }
    note("nothing was written");
}

/// Says what a migration may cost.
pub(crate) fn show_hazards(planned: &Planned) {
    let mut shown: Vec<String> = Vec::new();
    for plan in &planned.plans {
        for (_, hazard) in plan.there.hazards() {
            let line = format!("{}: {}", hazard.kind.text(), hazard.text);
            if hazard.kind != HazardKind::LongLock && !shown.contains(&line) {
                warning(&line);
                shown.push(line);
            }
        }
    }
}

/// `ketch migrate plan`
pub(crate) fn plan(
    location: &Location,
    schema: &Schema,
    json: bool,
    answers: &arguments::Answers,
) -> Done {
    // What would stop `new` is found only where tables are made of the schema.
    let diagnostics = project::diagnose(schema);
    if diagnostics.has_errors() {
        show(diagnostics, &schema.sources);
        return Ok(Exit::Error);
    }
    let files = project::migration_files(location, schema)?;
    let is_first = migration::names(&files)?.is_empty();
    let planned = match is_first {
        true => Some(project::plan_first(schema)),
        false => project::plan(location, schema, &answers.all())?,
    };
    if let Some(planned) = planned.as_ref().filter(|_| !is_first) {
        show(project::idle_directives(&files, planned)?, &schema.sources);
    }
    if json {
        say(&as_json(planned.as_ref()).to_string());
    } else if let Some(planned) = &planned {
        for plan in &planned.plans {
            say(&format!("-- {}", plan.there.engine.name()));
            say(&sql::plan_script(&plan.there));
            if let Err(reason) = &plan.back {
                say(&format!("-- It cannot be undone: {reason}\n"));
            }
        }
    } else {
        say("nothing to plan: the last migration makes what the schema says");
    }
    match planned {
        Some(planned)
            if !planned.hints.questions.is_empty() || planned.refusals().next().is_some() =>
        {
            show_open(&planned, true);
            Ok(Exit::Error)
        }
        _ => Ok(Exit::Done),
    }
}

fn as_json(planned: Option<&Planned>) -> Value {
    let Some(planned) = planned else {
        return json!({ "engines": {}, "questions": [] });
    };
    let questions = planned.hints.questions.iter().map(|question| {
        let answers: Vec<String> = question.answers().iter().map(Answer::to_string).collect();
        json!({ "what": question.kind.to_string(), "from": question.from, "answers": answers })
    });
    let engines = planned.plans.iter().map(|EnginePlan { there, back }| {
        let steps = there.steps.iter().map(|step| {
            let hazards = step.hazards.iter().map(|hazard| {
                json!({
                    "kind": hazard.kind.text(),
                    "text": hazard.text,
                    "query": hazard.query,
                })
            });
            json!({
                "step": migration::summary(step),
                "causes": step.causes,
                "hazards": hazards.collect::<Vec<_>>(),
            })
        });
        let refusals = there.refusals.iter();
        let refusals = refusals.map(|one| json!({ "what": one.what, "why": one.why }));
        json!({
            "steps": steps.collect::<Vec<_>>(),
            "refusals": refusals.collect::<Vec<_>>(),
            "sql": sql::plan_script(there),
            "undo": back.as_ref().ok().map(sql::plan_script),
            "cannot_undo": back.as_ref().err(),
        })
    });
    let names = planned
        .plans
        .iter()
        .map(|plan| plan.there.engine.name().to_owned());
    json!({
        "engines": names.zip(engines).collect::<serde_json::Map<_, _>>(),
        "questions": questions.collect::<Vec<_>>(),
    })
}

/// A migration by its name, or by the word in it.
pub(crate) fn named<'a>(
    names: impl IntoIterator<Item = &'a String>,
    wanted: &str,
) -> Result<String, String> {
    let is_meant = |name: &&String| *name == wanted || name.splitn(3, '_').nth(2) == Some(wanted);
    let mut meant: Vec<&String> = names.into_iter().filter(is_meant).collect();
    meant.dedup();
    match meant[..] {
        [] => Err(format!("there is no migration {wanted}")),
        [name] => Ok(name.clone()),
        _ => Err(format!(
            "{wanted} is a word of several migrations: give the whole name"
        )),
    }
}

/// `ketch migrate sql`
pub(crate) fn sql(
    location: &Location,
    schema: &Schema,
    [from, to]: [Option<&String>; 2],
    engine: Option<&String>,
    down: bool,
) -> Done {
    let engines: Vec<&str> = schema
        .model
        .settings
        .engines
        .iter()
        .map(|engine| engine.name())
        .collect();
    let engine = match engine {
        Some(name) if !engines.contains(&name.as_str()) => {
            return Err(format!(
                "the schema's `engines` are {}: there is no SQL for {name} before it is listed there and \
                 `ketch generate` was run",
                engines.join(", ")
            )
            .into());
        }
        Some(name) => name.as_str(),
        None => engines.first().copied().unwrap_or("sqlite"),
    };
    let files = project::migration_files(location, schema)?;
    let names = migration::names(&files)?;
    let place = |wanted: Option<&String>, otherwise: usize| match wanted {
        None => Ok(otherwise),
        Some(wanted) => {
            let name = named(&names, wanted)?;
            Ok::<_, String>(names.iter().position(|known| *known == name).unwrap_or(0))
        }
    };
    let start = place(from, 0)?;
    let end = place(
        to,
        if from.is_some() {
            start
        } else {
            names.len().saturating_sub(1)
        },
    )?;
    let mut chosen: Vec<&String> = names
        .iter()
        .skip(start)
        .take((end + 1).saturating_sub(start))
        .collect();
    if down {
        chosen.reverse();
    }
    let direction = if down { "down" } else { "up" };
    for name in chosen {
        match files.get(&format!("sql/{name}/{engine}.{direction}.sql")) {
            Some(text) => say(&format!("-- {name}\n\n{text}")),
            None => say(&format!(
                "-- {name} has no SQL for {engine} ({direction})\n"
            )),
        }
    }
    Ok(Exit::Done)
}

/// `ketch migrate check`
pub(crate) fn check(location: &Location, schema: &Schema) -> Done {
    let differences = project::check_migrations(location, schema)?;
    if differences.is_empty() {
        say("schema, migrations and ketch.lock agree");
        return Ok(Exit::Done);
    }
    generate::show_differences(&differences);
    Ok(Exit::Stale)
}
