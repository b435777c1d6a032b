//! `ketch migrate squash`: the first migrations become one.
//!
//! A database that has only a part of them would be refused from then on, so the one at hand is asked
//! before. What other databases have, nobody knows here.

use std::error::Error;

use ketch::migration;
use ketch::project::{self, Location, MigrationName, Rewrite, Schema};
use ketch_runner::{DriftCheck, MigrationSet};

use super::migrate::is_applied;
use super::{Done, plan};
use crate::arguments;
use crate::database::{self, Database};
use crate::exit::Exit;
use crate::progress::Audience;
use crate::terminal::note;

pub(crate) fn run(location: &Location, schema: &Schema, arguments: &arguments::Squash) -> Done {
    let files = project::migration_files(location, schema)?;
    let names = migration::names(&files).map_err(|fault| format!("migrations: {fault}"))?;
    let to = match &arguments.to {
        Some(to) => plan::named(&names, to)?,
        None => names.last().cloned().ok_or("there is no migration yet")?,
    };
    let last = MigrationName::parse(&to).ok_or_else(|| format!("there is no migration {to}"))?;
    let name = MigrationName {
        timestamp: arguments.timestamp.clone().unwrap_or(last.timestamp),
        name: arguments.name.clone(),
    };
    let end = names.iter().position(|name| *name == to);
    let folded = &names[..end.map_or(0, |end| end + 1)];
    match database::find(&location.root, &schema.model.settings.engines) {
        Ok(database) => check_has_all(location, schema, &database, folded)?,
        Err(error) => note(&format!("no database was asked: {error}")),
    }
    let squash = Rewrite::Squash {
        to: &to,
        name: &name,
    };
    let exit = plan::write(location, schema, None, Some(squash))?;
    if exit == Exit::Done {
        note(&format!(
            "{name} stands for the migrations up to {to}: a database that has them all counts as having \
             it at its next `up`, and one that has a part of them is refused until it has the rest"
        ));
    }
    Ok(exit)
}

/// Whether a database has all of some migrations, or none of them; an error where it has a part.
fn check_has_all(
    location: &Location,
    schema: &Schema,
    database: &Database,
    folded: &[String],
) -> Result<(), Box<dyn Error>> {
    let Some(last) = folded.last() else {
        return Ok(());
    };
    let folder = location.outputs(&schema.model.settings)?.migration;
    let set = MigrationSet::from_branch(&folder, last, database.url.backend())?;
    let (people, drift) = (Audience::People, DriftCheck::Off);
    let looked_at = database::to_look_at(database)?;
    let status = database::with_connection(&looked_at, people, drift, async |db, settings| {
        ketch_runner::status(db, &set, settings).await
    });
    let status = match status {
        Ok(status) => status,
        Err(error @ ketch_runner::Error::Connect { .. }) => {
            note(&format!("no database was asked: {error}"));
            return Ok(());
        }
        Err(error) => return Err(error.into()),
    };
    let is_there = |name: &String| {
        let mut migrations = status.migrations.iter();
        migrations.any(|(known, state)| known == name && is_applied(*state))
    };
    let (here, lacking): (Vec<&String>, Vec<&String>) =
        folded.iter().partition(|name| is_there(name));
    let (Some(newest), Some(next)) = (here.last(), lacking.first()) else {
        return Ok(());
    };
    let shorter = match here.len() {
        1 => String::new(),
        _ => format!(", or leave out what it lacks with `--to {newest}`"),
    };
    Err(format!(
        "{} has {newest} and not {next}: it would be refused once one migration stands for both\n\
         run `ketch migrate up` first{shorter}; nothing was written",
        database.url
    )
    .into())
}
