//! A schema as a run has it: read, understood, and looked through for what only generating finds.

use super::Error;
use super::location::Location;
use crate::database::{self, DatabaseSchema};
use crate::diagnostic::{Diagnostics, code};
use crate::entity;
use crate::model::{self, DataModel};
use crate::source::{FileId, Sources, Span};

/// A schema as it was read and understood.
#[derive(Clone, Debug)]
pub struct Schema {
    /// Its files.
    pub sources: Sources,
    /// Its meaning, as far as it has one.
    pub model: DataModel,
    /// What is wrong with it.
    pub diagnostics: Diagnostics,
}

/// Reads a project's schema.
pub fn load(location: &Location) -> Result<Schema, Error> {
    Ok(understand(location.read()?))
}

/// Reads what was loaded.
pub fn understand(sources: Sources) -> Schema {
    let (model, mut diagnostics) = model::load(&sources);
    if model.datasource.is_none() && !diagnostics.has_errors() {
        let models = model.models.iter().map(|model| model.span);
        let enums = model.enums.iter().map(|item| item.span);
        // A schema may hold nothing at all, but not no file.
        let start = Span {
            file: FileId(0),
            start: 0,
            end: 0,
        };
        diagnostics.push(code::no_datasource(
            models.chain(enums).next().unwrap_or(start),
        ));
    }
    Schema {
        sources,
        model,
        diagnostics,
    }
}

/// Everything that is wrong with a schema, what only generating finds included.
pub fn diagnose(schema: &Schema) -> Diagnostics {
    let mut diagnostics = schema.diagnostics.clone();
    if !diagnostics.has_errors() {
        diagnostics.extend(findings(&schema.model));
    }
    diagnostics
}

/// What only generating finds in a data model without errors.
pub fn findings(model: &DataModel) -> Diagnostics {
    let mut diagnostics = entity::check(model);
    // Of `databases` without keeping any: one schema is as large as the data model.
    for engine in &model.settings.engines {
        diagnostics.extend(database::lower(model, *engine).1);
    }
    diagnostics
}

/// The database schema of each engine, and what an engine cannot do.
pub(super) fn databases(model: &DataModel) -> (Vec<DatabaseSchema>, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    let schemas = model.settings.engines.iter().map(|engine| {
        let (schema, of_engine) = database::lower(model, *engine);
        diagnostics.extend(of_engine);
        schema
    });
    (schemas.collect(), diagnostics)
}
