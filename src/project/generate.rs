//! To generate: as the owner to write, elsewhere to say what the owner would have to do.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fmt;

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
use crate::diagnostic::{Diagnostics, code};
use crate::diff::Answer;
use crate::digest::Digest;
use crate::entity;
use crate::migration::{self, Files, Planned};
use crate::model::{self, DataModel};
use crate::output::{FileKind, GeneratedFile};
use crate::source::{FileId, Sources, Span};

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

/// The name of a migration, given once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MigrationName {
    /// `YYYYMMDD_HHMMSS`, in UTC.
    pub timestamp: String,
    /// A word for it, as in `init`.
    pub name: String,
}

impl fmt::Display for MigrationName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "m{}_{}", self.timestamp, self.name)
    }
}

/// A migration to be made where the schema has moved on, and what the user says about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NextMigration {
    /// Its name.
    pub name: MigrationName,
    /// What was renamed, and what was dropped.
    pub answers: Vec<Answer>,
    /// What goes may go.
    pub accept_data_loss: bool,
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
    pub first_migration: Option<&'a MigrationName>,
    /// Record the SQL of migrations as it is.
    pub rehash: bool,
    /// The next migration, should the schema have moved on. Without one none is made.
    pub next_migration: Option<&'a NextMigration>,
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
    /// A migration waits for answers, or cannot be planned; nothing was written.
    Undecided(Planned),
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
    /// The migration that was made, where the schema had moved on.
    pub planned: Option<Planned>,
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
        planned: None,
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
    let accepts = options
        .next_migration
        .is_some_and(|next| next.accept_data_loss);
    if let Some(planned) = generated
        .planned
        .as_ref()
        .filter(|planned| is_open(planned, accepts))
    {
        report.outcome = Outcome::Undecided(planned.clone());
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
    report.planned = generated.planned.clone();
    report.migration = match report.outcome {
        Outcome::Written(_) => State::read(location, schema)?.migration_differences(),
        _ => state.migration_differences(),
    };
    Ok(Some(report))
}

/// Whether a plan waits for the user.
fn is_open(planned: &Planned, accepts_data_loss: bool) -> bool {
    !planned.hints.questions.is_empty()
        || !planned.hints.unused.is_empty()
        || planned.refusals().next().is_some()
        || !accepts_data_loss && !planned.losses().is_empty()
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
        Err(faults) => Err(Error::MigrationCrate(faults[0].clone())),
    }
}

/// What is wrong with the migrations, the schema as of the last one included.
pub fn check_migrations(location: &Location, schema: &Schema) -> Result<Vec<Difference>, Error> {
    let state = State::read(location, schema)?;
    let mut differences = state.migration_differences();
    if state.standing == Ok(migration::State::Empty) {
        differences.push(Difference::NoMigration);
    } else if let Err(fault) = migration::previous(&state.migration) {
        let fault = Difference::Migration(fault.to_string());
        if !differences.contains(&fault) {
            differences.push(fault);
        }
    }
    Ok(differences)
}

/// The SQL files of the migrations, in the order of the history: of which migration, and the files
/// by their paths in the crate.
pub fn migration_files(location: &Location, schema: &Schema) -> Result<Files, Error> {
    Ok(State::read(location, schema)?.migration)
}

/// Everything that a run makes, in memory.
struct Generated {
    /// The migration files that were there: they shape what is added.
    beside: Files,
    targets: Vec<Target>,
    diagnostics: Diagnostics,
    planned: Option<Planned>,
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
        let of_migration = OfMigration::make(schema, options, state)?;
        diagnostics.extend(of_migration.diagnostics);
        let mut files = of_migration.files;
        // What the history names is there before it.
        files.sort_by_key(|file| file.path == migration::HISTORY);
        targets.extend(Target::place(location, &outputs.migration, files)?);
        Ok(Self {
            beside: state.migration.clone(),
            targets,
            diagnostics,
            planned: of_migration.planned,
        })
    }
}

/// What a run makes of the migration crate.
#[derive(Default)]
struct OfMigration {
    files: Vec<GeneratedFile>,
    diagnostics: Diagnostics,
    planned: Option<Planned>,
}

impl OfMigration {
    fn make(schema: &Schema, options: &Options<'_>, state: &State) -> Result<Self, Error> {
        let (model, existing) = (&schema.model, &state.migration);
        if options.rehash {
            return Ok(Self::of(migration::rehash(model, existing)?));
        }
        if !state.lacks_engines() {
            return Self::on(schema, options, existing, &state.standing);
        }
        // The history so far comes first, and what is added follows it.
        let rendered = migration::for_listed_engines(model, existing)?;
        let mut existing = existing.clone();
        for file in &rendered {
            let known = existing.contains_key(&file.path);
            if file.kind != FileKind::Once || !known {
                existing.insert(file.path.clone(), file.text.clone());
            }
        }
        let standing = migration::check(model, &existing);
        let mut made = Self::on(schema, options, &existing, &standing)?;
        let is_there = |file: &GeneratedFile| made.files.iter().any(|made| made.path == file.path);
        let before: Vec<_> = rendered
            .into_iter()
            .filter(|file| !is_there(file))
            .collect();
        made.files.extend(before);
        Ok(made)
    }

    fn of(files: Vec<GeneratedFile>) -> Self {
        Self {
            files,
            ..Self::default()
        }
    }

    fn on(
        schema: &Schema,
        options: &Options<'_>,
        existing: &Files,
        standing: &Result<migration::State, Vec<migration::Fault>>,
    ) -> Result<Self, Error> {
        let model = &schema.model;
        let mut made = Self::default();
        match (standing, options.first_migration, options.next_migration) {
            (Ok(migration::State::Empty), Some(name), _) => {
                let (schemas, diagnostics) = databases(model);
                made.diagnostics = diagnostics;
                if !made.diagnostics.has_errors() {
                    let name = name.to_string();
                    let sources = &schema.sources;
                    made.files = migration::first(model, &schemas, sources, &name, existing)?;
                }
            }
            (Ok(migration::State::Empty), None, _) => {
                made.files = migration::without_migrations(model, existing);
            }
            (Ok(migration::State::Moved), _, Some(next)) => {
                made.diagnostics = databases(model).1;
                if !made.diagnostics.has_errors() {
                    let previous = migration::previous(existing).map_err(Error::MigrationCrate)?;
                    let plan = migration::plan(&previous, model, &next.answers);
                    let (plan, name) = (made.planned.insert(plan), next.name.to_string());
                    made.files = migration::next(model, plan, &schema.sources, &name, existing)?;
                }
            }
            _ => made.files = migration::crate_files(model, existing),
        }
        Ok(made)
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
