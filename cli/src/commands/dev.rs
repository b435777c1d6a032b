//! `ketch dev`: the daily loop. It generates, applies what is pending, and says what comes next.

use std::io::{IsTerminal as _, stdin};

use ketch::project::environment::Environment;
use ketch::project::{
    self, Difference, Location, MigrationName, NextMigration, Options, Outcome, Ownership, Rewrite,
};

use super::again::{Again, Prepared};
use super::migrate::Place;
use super::{Done, environment, generate, locate, owned_by, plan, show};
use crate::arguments::{self, Dev, Project};
use crate::database;
use crate::exit::Exit;
use crate::git::{self, Committed};
use crate::terminal::{error, note, say};
use crate::timestamp;

pub(crate) fn run(project: &Project, arguments: &Dev) -> Done {
    let location = locate(project)?;
    let schema = project::load(&location)?;
    let environment = environment()?;
    let again = match arguments.amend {
        true => match amend(&location, &schema, arguments, &environment)? {
            Some(Prepared::Stopped(exit)) => return Ok(exit),
            Some(Prepared::Ready(again)) => Some(again),
            None => None,
        },
        false => None,
    };
    let next = match &again {
        Some(_) => None,
        None => next_migration(&location, &schema, arguments)?,
    };
    let report = project::generate(
        &location,
        &schema,
        &Options {
            rewrite: again.as_ref().map(|again| Rewrite::Again(again.asked())),
            first_migration: Some(&MigrationName {
                name: arguments.name.clone().unwrap_or_else(|| "init".to_owned()),
                timestamp: timestamp::now(),
            }),
            next_migration: next.as_ref(),
            ..Options::new(&environment, &note)
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
            elsewhere(&environment, &report.ownership, "nothing was written");
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
    generate::show_lacking(&report.lacking);

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
    let place = Place {
        location: &location,
        schema: &schema,
        database: &database,
    };
    let applied = match again.is_some_and(|again| again.makes_fresh()) {
        true => place.fresh()?,
        false => place.up()?,
    };
    if applied.applied.is_empty() {
        row("migrations", "nothing is pending");
    }
    let is_behind = report.migration.contains(&Difference::MigrationBehind);
    if is_behind && !report.ownership.may_write(environment.kind) {
        elsewhere(
            &environment,
            &report.ownership,
            "the newest migration is older than the schema",
        );
        return Ok(Exit::NotOwner);
    }
    if is_behind {
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

/// Says where the output can be written.
fn elsewhere(environment: &Environment, ownership: &Ownership, what: &str) {
    note(&format!(
        "{what}: this is {}, and the output is {}: run `ketch dev` in {}",
        environment.kind,
        owned_by(ownership),
        ownership.place()
    ));
}

/// The newest migration, undone in the database and to be planned again. Nothing where it makes what
/// the schema says.
fn amend(
    location: &Location,
    schema: &project::Schema,
    arguments: &Dev,
    environment: &Environment,
) -> Result<Option<Prepared>, Box<dyn std::error::Error>> {
    // Elsewhere nothing is written, and what is amended comes with the next checkout.
    let is_owner = project::ownership(location, schema)?.may_write(environment.kind);
    if schema.diagnostics.has_errors() || !is_owner {
        return Ok(None);
    }
    location.repair(note)?;
    let branches = project::branches(location, schema)?;
    let [branch] = &branches[..] else {
        return Err("branches meet in the history: run `ketch migrate rebase` first".into());
    };
    let Some(newest) = branch.last() else {
        return Ok(None);
    };
    if project::plan(location, schema, &[]).is_ok_and(|planned| planned.is_none()) {
        return Ok(None);
    }
    let folder = location.outputs(&schema.model.settings)?.migration;
    let is_alone = match git::has_committed(&folder, "history", newest) {
        Committed::No => true,
        Committed::Yes => {
            return Err(format!(
                "{newest} is in the last commit, and others may have it: make the next one with `ketch dev \
                 --name …`, or plan it again all the same with `ketch migrate rebase {newest}`"
            )
            .into());
        }
        Committed::Unknown if arguments.yes => true,
        Committed::Unknown if stdin().is_terminal() => {
            let question = format!("does nobody else have {newest}? [y/N]");
            plan::ask(&question)?.eq_ignore_ascii_case("y")
        }
        Committed::Unknown => false,
    };
    if !is_alone {
        return Err(format!(
            "no repository tells whether others have {newest}: if nobody has it, run `ketch dev --amend --yes`"
        )
        .into());
    }
    let prepared = Again::prepare(
        location,
        schema,
        vec![vec![newest.clone()]],
        [arguments.name.as_ref(), None],
        &arguments.again,
        &arguments.answers,
    )?;
    if let Prepared::Ready(again) = &prepared {
        let options = Options {
            rewrite: Some(Rewrite::Again(again.asked())),
            ..Options::new(environment, &note)
        };
        project::rehearse(location, schema, &options)?;
        let database = database::find(&location.root, &schema.model.settings.engines)?;
        let place = Place {
            location,
            schema,
            database: &database,
        };
        again.undo(&place, arguments.confirm.as_deref())?;
    }
    Ok(Some(prepared))
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
    let plan = plan::planning(location, schema);
    plan::decided(schema, name, &arguments.answers, plan).map(Some)
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
