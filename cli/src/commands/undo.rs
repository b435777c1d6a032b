//! Undoing migrations in a database before they are planned again: what it has of them, what goes with them.

use ketch::diff::Hazard;
use ketch::migration;
use ketch::project;
use ketch_runner::{DriftCheck, Error, MigrationSet};

use super::migrate::{Place, is_applied};
use crate::database::{self, Database};
use crate::progress::Audience;

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
    let files = project::migration_files(location, schema)?;
    let engine = database::engine(database.url.backend());
    let hazards = migration::lost_without(&files, &names, engine)?;
    let losses = database::with_connection(database, people, drift, async |db, _| {
        let mut losses = Vec::new();
        for Hazard { text, query, .. } in hazards {
            match query {
                Some(query) => match database::counted(db, &query).await? {
                    0 => {}
                    rows => losses.push(format!("{text}: {rows}")),
                },
                None => losses.push(text),
            }
        }
        Ok(losses)
    })?;
    Ok(Some(Undoing { set, names, losses }))
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
