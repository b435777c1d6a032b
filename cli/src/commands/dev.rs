//! `ketch dev`: the daily loop. It generates, applies what is pending, and says what comes next.

use std::io::{IsTerminal as _, stdin};

use ketch::project::{self, Difference, Location, MigrationName, NextMigration, Options, Outcome};

use super::{Done, environment, generate, locate, migrate, owned_by, plan, show};
use crate::arguments::{self, Dev, Project};
use crate::database;
use crate::exit::Exit;
use crate::terminal::{error, note, say};
use crate::timestamp;

pub(crate) fn run(project: &Project, arguments: &Dev) -> Done {
    let location = locate(project)?;
    let schema = project::load(&location)?;
    let environment = environment()?;
    let next = next_migration(&location, &schema, arguments)?;
    let report = project::generate(
        &location,
        &schema,
        &Options {
            environment: &environment,
            force: false,
            upgrade: false,
            rehash: false,
            first_migration: Some(&MigrationName {
                name: arguments.name.clone().unwrap_or_else(|| "init".to_owned()),
                timestamp: timestamp::now(),
            }),
            next_migration: next.as_ref(),
            say: &note,
        },
    )?;
    if show(report.diagnostics, &schema.sources) {
        return Ok(Exit::Error);
    }
    row(
        "schema",
        &format!("{} ({})", contents(&schema), location.schema_name()),
    );
    let mut exit = Exit::Done;
    match &report.outcome {
        Outcome::Current => row("generated", "fresh"),
        Outcome::Written(changes) => {
            row("generated", "");
            generate::show_changes(changes);
        }
        Outcome::NotOwner(differences) => {
            row("generated", "stale, and nothing was written");
            generate::show_differences(differences);
            note(&format!(
                "this is {}, and the output is {}: run `ketch dev` in {}",
                environment.kind,
                owned_by(&report.ownership),
                report.ownership.place()
            ));
            exit = Exit::NotOwner;
        }
        Outcome::Undecided(planned) => {
            plan::show_open(planned, next.is_some_and(|next| next.accept_data_loss));
            return Ok(Exit::Error);
        }
        // Shown above.
        Outcome::Invalid => return Ok(Exit::Error),
    }
    if let (Outcome::Written(_), Some(planned)) = (&report.outcome, &report.planned) {
        plan::show_hazards(planned);
    }

    let database = database::find(&location.root, &schema.model.settings.engines)?;
    row(
        "database",
        &format!("{} ({})", database.url, database.origin),
    );
    for fault in &report.migration {
        if let Difference::Migration(fault) = fault {
            error(&format!("migrations: {fault}"));
            return Ok(Exit::Error);
        }
    }
    database::confirm(&database.url, arguments.confirm.as_deref())?;
    let applied = migrate::up(&location, &schema, &database)?;
    if applied.applied.is_empty() {
        row("migrations", "nothing is pending");
    }
    if report.migration.contains(&Difference::MigrationBehind) {
        note("");
        error(
            "the schema moved after its newest migration: name the next one, as in\n  \
             ketch dev --name add_slugs",
        );
        return Ok(Exit::Error);
    }
    if exit == Exit::Done {
        row("next", "edit the schema, and run `ketch dev` again");
    }
    Ok(exit)
}

/// The migration to be made where the schema has moved on: named on the command line or on the
/// terminal. Without a name, none.
fn next_migration(
    location: &Location,
    schema: &project::Schema,
    arguments: &Dev,
) -> Result<Option<NextMigration>, Box<dyn std::error::Error>> {
    let name = match &arguments.name {
        Some(name) => name.clone(),
        None if stdin().is_terminal() && !schema.diagnostics.has_errors() => {
            match project::plan(location, schema, &[]) {
                Ok(Some(_)) => plan::ask("the schema has moved on; the next migration's name?")?,
                _ => return Ok(None),
            }
        }
        None => return Ok(None),
    };
    let name = arguments::name(&name)?;
    let name = MigrationName {
        timestamp: timestamp::now(),
        name,
    };
    plan::decided(location, schema, name, &arguments.answers).map(Some)
}

fn contents(schema: &project::Schema) -> String {
    let of = |count: usize, what: &str| match count {
        1 => format!("1 {what}"),
        count => format!("{count} {what}s"),
    };
    let model = &schema.model;
    let views = model
        .models
        .iter()
        .filter(|model| model.view.is_some())
        .count();
    let mut parts = vec![of(model.models.len() - views, "model")];
    if views > 0 {
        parts.push(of(views, "view"));
    }
    if !model.enums.is_empty() {
        parts.push(of(model.enums.len(), "enum"));
    }
    format!(
        "{} in {}",
        parts.join(", "),
        of(schema.sources.iter().count(), "file")
    )
}

fn row(title: &str, text: &str) {
    say(format!("{title:<11} {text}").trim_end());
}
