//! Questions about the migration crate on the disk; nothing is written.

use super::Error;
use super::location::Location;
use super::request::Again;
use super::schema::Schema;
use super::state::State;
use crate::diagnostic::Diagnostics;
use crate::diff::Answer;
use crate::migration::{self, Files, Planned};
use crate::model::DataModel;

/// What the first migration would be.
pub fn plan_first(schema: &Schema) -> Planned {
    migration::plan(&DataModel::default(), &schema.model, &[])
}

/// What the next migration would be; nothing is written. Nothing where there is nothing to plan.
pub fn plan(
    location: &Location,
    schema: &Schema,
    answers: &[Answer],
) -> Result<Option<Planned>, Error> {
    let state = State::read(location, schema)?;
    match &state.standing {
        Ok(migration::State::Moved) => {
            let previous = migration::previous(&state.migration).map_err(Error::MigrationCrate)?;
            Ok(Some(migration::plan(&previous, &schema.model, answers)))
        }
        Ok(migration::State::Fresh | migration::State::Empty) => Ok(None),
        Err(faults) => Err(Error::of_faults(faults)),
    }
}

/// What is to be said of directives that a plan on top of the history found nothing for.
pub fn idle_directives(files: &Files, planned: &Planned) -> Result<Diagnostics, Error> {
    if planned.hints.idle.is_empty() {
        return Ok(Diagnostics::default());
    }
    let past = migration::models(files).map_err(Error::MigrationCrate)?;
    Ok(migration::idle_directives(&past, &planned.hints))
}

/// What migrations would be, planned again; nothing is written. Nothing where there is nothing to
/// plan without them.
pub fn plan_again(
    location: &Location,
    schema: &Schema,
    again: &Again<'_>,
) -> Result<Option<Planned>, Error> {
    let existing = State::read(location, schema)?.migration;
    let rest = migration::without(&existing, again.names, again.overwrite)?;
    let standing = migration::check(&schema.model, &rest.files);
    match standing.map_err(|faults| Error::of_faults(&faults))? {
        migration::State::Moved => {
            let previous = migration::previous(&rest.files).map_err(Error::MigrationCrate)?;
            let answers = rest.answers(&previous, &schema.model, &again.next.answers);
            Ok(Some(migration::plan(&previous, &schema.model, &answers)))
        }
        migration::State::Fresh | migration::State::Empty => Ok(None),
    }
}

/// The names of the migrations of every branch that meets in the history: one, but where a merge
/// brought in others.
pub fn branches(location: &Location, schema: &Schema) -> Result<Vec<Vec<String>>, Error> {
    let files = State::read(location, schema)?.migration;
    migration::branches(&files).map_err(Error::MigrationCrate)
}

/// The files of the migration crate that say which migrations there are, by their paths in it.
pub fn migration_files(location: &Location, schema: &Schema) -> Result<Files, Error> {
    Ok(State::read(location, schema)?.migration)
}
