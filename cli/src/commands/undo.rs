//! Undoing migrations in a database: what goes with them, and leave for that. Before they are planned
//! again, what it has of them at all.

use std::io::{IsTerminal as _, stdin};

use ketch::diff::Hazard;
use ketch::migration;
use ketch::project;
use ketch_runner::{DriftCheck, Error, MigrationSet};

use super::migrate::{Place, is_applied};
use super::plan;
use crate::database::{self, Database};
use crate::progress::Audience;
use crate::terminal::note;

/// Why migrations were not undone.
pub(crate) enum Undo {
    /// The database could not be asked.
    Unreachable(Error),
    Failed(Box<dyn std::error::Error>),
}

impl<E: Into<Box<dyn std::error::Error>>> From<E> for Undo {
    fn from(error: E) -> Self {
        Self::Failed(error.into())
    }
}

/// Migrations that are to be undone in a database.
pub(crate) struct Undoing {
    set: MigrationSet,
    /// Their names, oldest first.
    pub(crate) names: Vec<String>,
    /// What goes with them that is there, in words.
    pub(crate) losses: Vec<String>,
}

/// What of the newest migrations of a branch the database has, and would lose without them; nothing where
/// it has none of them.
pub(crate) fn undoing(place: &Place<'_>, newest: &[String]) -> Result<Option<Undoing>, Undo> {
    let Place {
        location,
        schema,
        database,
    } = *place;
    let Some(last) = newest.last() else {
        return Ok(None);
    };
    if database
        .url
        .sqlite_path()
        .is_some_and(|path| !path.exists())
    {
        return Ok(None);
    }
    let folder = location.outputs(&schema.model.settings)?.migration;
    let set = MigrationSet::from_branch(&folder, last, database.url.backend())?;
    let (people, drift) = (Audience::People, DriftCheck::Stop);
    let status = database::with_connection(database, people, drift, async |db, settings| {
        ketch_runner::status(db, &set, settings).await
    });
    let status = status.map_err(|error| match error {
        Error::Connect { .. } => Undo::Unreachable(error),
        error => error.into(),
    })?;
    let migrations = status.migrations.into_iter();
    let names: Vec<String> = migrations
        .filter(|(name, state)| newest.contains(name) && is_applied(*state))
        .map(|(name, _)| name)
        .collect();
    if names.is_empty() {
        return Ok(None);
    }
    let losses = losses(place, &names)?;
    Ok(Some(Undoing { set, names, losses }))
}

/// What goes from a database with migrations that it has and that are undone in it, in words, with the
/// number of rows. Their names, oldest first.
pub(crate) fn losses(
    place: &Place<'_>,
    names: &[String],
) -> Result<Vec<String>, Box<dyn std::error::Error>> {
    let files = project::migration_files(place.location, place.schema)?;
    let engine = database::engine(place.database.url.backend());
    let hazards = migration::lost_without(&files, names, engine)?;
    if hazards.is_empty() {
        return Ok(Vec::new());
    }
    let (people, drift) = (Audience::People, DriftCheck::Stop);
    let counted = database::with_connection(place.database, people, drift, async |db, _| {
        let mut losses = Vec::new();
        for Hazard { text, query, .. } in hazards {
            let rows = match query {
                Some(query) => database::counted(db, &query).await,
                None => {
                    losses.push(text);
                    continue;
                }
            };
            match rows {
                Ok(0) => {}
                Ok(rows) => losses.push(format!("{text}: {rows}")),
                // Half undone, or changed beside the migrations: it may be gone already.
                Err(_) => losses.push(format!("{text}: not counted, since it was not found")),
            }
        }
        Ok(losses)
    });
    Ok(counted?)
}

/// That this may go with those migrations: as it was said on the command line, or is on the terminal.
pub(crate) fn consent(
    names: &[&str],
    losses: &[&str],
    accepts_data_loss: bool,
) -> Result<(), Box<dyn std::error::Error>> {
    if losses.is_empty() || accepts_data_loss {
        return Ok(());
    }
    let names = names.join(", ");
    if !stdin().is_terminal() {
        return Err(format!(
            "{names} would be undone in the database, and this would go with it:\n  {}\n\
             if it may: --accept-data-loss; nothing was changed",
            losses.join("\n  ")
        )
        .into());
    }
    note(&format!("{names} is undone in the database"));
    match plan::may_go(losses.iter().copied())? {
        true => Ok(()),
        false => Err("nothing was changed".into()),
    }
}

/// Undoes them.
pub(crate) fn undo(
    database: &Database,
    undoing: &Undoing,
    confirmed: Option<&str>,
) -> Result<(), Box<dyn std::error::Error>> {
    database::confirm(&database.url, confirmed)?;
    let number = u32::try_from(undoing.names.len()).ok();
    let (people, drift) = (Audience::People, DriftCheck::Stop);
    database::with_connection(database, people, drift, async |db, settings| {
        ketch_runner::down(db, &undoing.set, number, settings).await
    })?;
    Ok(())
}
