//! To generate: as the owner to write, elsewhere to say what the owner would have to do.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::compare::{Difference, other_version, recorded, support_targets};
use super::environment::Environment;
use super::journal::Journal;
use super::location::{Location, Outputs};
use super::lock::{self, Lock};
use super::ownership::Ownership;
use super::plan::{Changes, Plan, Target};
use super::state::State;
use super::turn::Turn;
use super::{Error, version};
use crate::database::{self, DatabaseSchema};
use crate::diagnostic::Diagnostics;
use crate::digest::Digest;
use crate::entity;
use crate::migration::{self, Files};
use crate::model::{self, DataModel};
use crate::source::Sources;

/// A schema as it was read and understood.
#[derive(Clone, Debug)]
pub struct Schema {
    /// Its files.
    pub sources: Sources,
    /// Its meaning, as far as it has one.
    pub model: DataModel,
    /// The digest of the canonical data model.
    pub digest: Digest,
    /// What is wrong with it.
    pub diagnostics: Diagnostics,
}

/// Reads a project's schema.
pub fn load(location: &Location) -> Result<Schema, Error> {
    Ok(understand(location.read()?))
}

/// Reads what was loaded.
pub(super) fn understand(sources: Sources) -> Schema {
    let (model, diagnostics) = model::load(&sources);
    let digest = model.digest();
    Schema {
        sources,
        model,
        digest,
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
    diagnostics.extend(databases(model).1);
    diagnostics
}

/// The name of the first migration, given once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FirstMigration {
    /// `YYYYMMDD_HHMMSS`, in UTC.
    pub timestamp: String,
    /// A word for it, as in `init`.
    pub name: String,
}

/// What shapes a run, besides the schema.
pub struct Options<'a> {
    /// Where this runs.
    pub environment: &'a Environment,
    /// Overwrite generated files that were edited by hand.
    pub force: bool,
    /// Move the lock to this version of ketch.
    pub upgrade: bool,
    /// The name of the first migration, should there be none yet. Without one none is made, and the
    /// migration crate is made so that it compiles.
    pub first_migration: Option<&'a FirstMigration>,
    /// Told what the run waits for.
    pub say: &'a dyn Fn(&str),
}

/// How a run ended.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// Everything was as it should be, and nothing was touched.
    Current,
    /// This is the owner, and it wrote.
    Written(Changes),
    /// This is not the owner, and the owner would have to write.
    NotOwner(Vec<Difference>),
    /// The schema has faults; nothing was written.
    Invalid,
}

/// How a run ended, and what there is to say about it.
#[derive(Clone, Debug)]
pub struct Report {
    /// How it ended.
    pub outcome: Outcome,
    /// What is wrong with the schema, or worth a warning.
    pub diagnostics: Diagnostics,
    /// Who owns the output.
    pub ownership: Ownership,
    /// The version of ketch that the lock names, where it is another one.
    pub other_version: Option<String>,
    /// What is wrong with the migrations, or that they are behind the schema; `generate` mends
    /// neither.
    pub migration: Vec<Difference>,
}

/// Generates where this is the owner, and compares where it is not.
pub fn generate(
    location: &Location,
    schema: &Schema,
    options: &Options<'_>,
) -> Result<Report, Error> {
    let mut generated = None;
    let mut turn = None;
    loop {
        let state = State::read(location, schema)?;
        let report = attempt(location, schema, options, &state, &mut generated, &mut turn)?;
        if let Some(report) = report {
            return Ok(report);
        }
        // Something is to be written: wait for the turn, repair what a killed run left, and look
        // again, since whoever had the turn may have changed everything.
        turn = Some(Turn::wait(&location.base, options.say)?);
        Journal::read(&location.base)?.repair(&location.base)?;
    }
}

/// One look at the disk, and the run if it can be done; nothing where it takes the turn.
fn attempt(
    location: &Location,
    schema: &Schema,
    options: &Options<'_>,
    state: &State,
    generated: &mut Option<Generated>,
    turn: &mut Option<Turn>,
) -> Result<Option<Report>, Error> {
    let mut report = Report {
        outcome: Outcome::Invalid,
        diagnostics: schema.diagnostics.clone(),
        ownership: state.ownership(location, schema)?,
        other_version: state.other_version().map(str::to_owned),
        migration: Vec::new(),
    };
    if schema.diagnostics.has_errors() {
        return Ok(Some(report));
    }
    let outputs = location.outputs(&schema.model.settings)?;
    if let Some(version) = state.other_version() {
        if !options.upgrade {
            let differences = recorded(location, schema, state)?;
            if differences.iter().any(Difference::needs_generate) {
                return Err(other_version(version, &report.ownership, &differences));
            }
            report.outcome = Outcome::Current;
            return Ok(Some(report));
        }
        if version::compare(version, crate::VERSION) == Ordering::Greater {
            return Err(Error::OtherVersion(format!(
                "{} was written by ketch {version}, which is newer than this {}: install it",
                lock::NAME,
                crate::VERSION
            )));
        }
    }
    if !report.ownership.may_write(options.environment.kind) {
        return mirror(location, schema, &outputs, options, state, report).map(Some);
    }
    if turn.is_none() && (!state.journal.is_empty() || Turn::is_taken(&location.base)?) {
        // Another run is at it, or was killed; what it left is not to be taken for the user's.
        return Ok(None);
    }

    let generated = match generated {
        Some(generated) if generated.beside == state.migration => generated,
        generated => generated.insert(Generated::make(location, schema, &outputs, options, state)?),
    };
    report.diagnostics.extend(generated.diagnostics.clone());
    if report.diagnostics.has_errors() {
        return Ok(Some(report));
    }
    let mut lock = Lock {
        ketch: crate::VERSION.to_owned(),
        model: schema.digest,
        schema: location.schema_name(),
        owner: report.ownership.recorded(options.environment.kind),
        files: BTreeMap::new(),
    };
    let plan = Plan::make(
        location,
        &generated.targets,
        &state.known(),
        &mut lock,
        options.force,
    )?;
    report.outcome = match turn {
        _ if plan.is_empty() && state.journal.is_empty() => Outcome::Current,
        Some(turn) => Outcome::Written(plan.apply(location, turn)?),
        None => return Ok(None),
    };
    report.migration = state.migration_differences();
    Ok(Some(report))
}

/// Everything that a run makes, in memory.
struct Generated {
    /// The migration files that were there: they shape what is added.
    beside: Files,
    targets: Vec<Target>,
    diagnostics: Diagnostics,
}

impl Generated {
    fn make(
        location: &Location,
        schema: &Schema,
        outputs: &Outputs,
        options: &Options<'_>,
        state: &State,
    ) -> Result<Self, Error> {
        let (files, mut diagnostics) = entity::generate(&schema.model);
        let mut targets = Target::place(location, &outputs.entity, files)?;
        let (model, existing) = (&schema.model, &state.migration);
        let files = match (&state.standing, options.first_migration) {
            (Ok(migration::State::Empty), Some(FirstMigration { timestamp, name })) => {
                let (schemas, of_engines) = databases(model);
                diagnostics.extend(of_engines);
                let name = format!("m{timestamp}_{name}");
                if diagnostics.has_errors() {
                    Vec::new()
                } else {
                    let sources = &schema.sources;
                    let mut files = migration::first(model, &schemas, sources, &name, existing)?;
                    // What the history names is there before it.
                    files.sort_by_key(|file| file.path == migration::HISTORY);
                    files
                }
            }
            (Ok(migration::State::Empty), None) => migration::without_migrations(model, existing),
            _ => migration::crate_files(model, existing),
        };
        targets.extend(Target::place(location, &outputs.migration, files)?);
        Ok(Self {
            beside: state.migration.clone(),
            targets,
            diagnostics,
        })
    }
}

/// The database schema of each engine, and what an engine cannot do.
fn databases(model: &DataModel) -> (Vec<DatabaseSchema>, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    let schemas = model.settings.engines.iter().map(|engine| {
        let (schema, of_engine) = database::lower(model, *engine);
        diagnostics.extend(of_engine);
        schema
    });
    (schemas.collect(), diagnostics)
}

/// Says what the owner would have to do.
fn mirror(
    location: &Location,
    schema: &Schema,
    outputs: &Outputs,
    options: &Options<'_>,
    state: &State,
    mut report: Report,
) -> Result<Report, Error> {
    let mut differences = recorded(location, schema, state)?;
    // That this is to be an upgrade is all that came this far.
    differences.extend(report.other_version.clone().map(Difference::Version));
    report.migration = state.migration_differences();
    if !differences.iter().any(Difference::needs_generate) {
        report.outcome = Outcome::Current;
        return Ok(report);
    }
    if differences
        .iter()
        .any(|difference| matches!(difference, Difference::Changed(_)))
    {
        // An edit stops every run alike, and with a diff.
        let targets = support_targets(location, schema, outputs, state, &mut report.diagnostics)?;
        let mut lock = state.found.locks()[0].clone();
        lock.files.clear();
        Plan::make(location, &targets, &state.known(), &mut lock, options.force)?;
    }
    report.outcome = Outcome::NotOwner(differences);
    Ok(report)
}
