//! To generate: as the owner to write, elsewhere to say what the owner would have to do.

use std::cmp::Ordering;
use std::collections::{BTreeMap, HashSet};
use std::fmt;

use super::compare::{Difference, other_version, recorded, support_targets};
use super::environment::Environment;
use super::journal::Journal;
use super::location::{Location, Outputs};
use super::lock::{self, Found, Lock};
use super::ownership::Ownership;
use super::plan::{Changes, Gone, Known, Plan, Target};
use super::state::State;
use super::turn::Turn;
use super::{Error, disk, version};
use crate::database::{self, DatabaseSchema};
use crate::diagnostic::{Diagnostics, code};
use crate::diff::Answer;
use crate::digest::Digest;
use crate::entity;
use crate::migration::{self, Files, Planned};
use crate::model::{self, DataModel};
use crate::output::{FileKind, GeneratedFile};
use crate::source::{FileId, Sources, Span};
use ketch_history::is_migration_name;

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

impl MigrationName {
    /// Reads a whole name, as in `m20260101_000000_init`.
    pub fn parse(text: &str) -> Option<Self> {
        let rest = text.strip_prefix('m')?;
        let (timestamp, name) = (rest.get(..15)?, rest.get(15..)?.strip_prefix('_')?);
        is_migration_name(text).then(|| Self {
            timestamp: timestamp.to_owned(),
            name: name.to_owned(),
        })
    }
}

/// A change of migrations that are there already.
#[derive(Clone, Copy, Debug)]
pub enum Rewrite<'a> {
    /// Their SQL is recorded as it is.
    Rehash,
    /// Some of them are planned again, as one and on top of all others.
    Again(Again<'a>),
    /// Those up to one of them become one.
    Squash {
        /// The last of them.
        to: &'a str,
        /// What they become.
        name: &'a MigrationName,
    },
}

/// Migrations to be planned again, and what the user says about it.
#[derive(Clone, Copy, Debug)]
pub struct Again<'a> {
    /// Their names; what follows them is planned again too.
    pub names: &'a [String],
    /// What somebody wrote into them may be overwritten.
    pub overwrite: bool,
    /// The one that takes their place.
    pub next: &'a NextMigration,
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
    /// What becomes of migrations that are there already, where they do not stay as they are.
    pub rewrite: Option<Rewrite<'a>>,
    /// The next migration, should the schema have moved on. Without one none is made.
    pub next_migration: Option<&'a NextMigration>,
    /// Told what the run waits for.
    pub say: &'a dyn Fn(&str),
}

impl Options<'_> {
    /// The migration that is to be planned, should there be something to plan.
    fn next(&self) -> Option<&NextMigration> {
        match self.rewrite {
            Some(Rewrite::Again(again)) => Some(again.next),
            _ => self.next_migration,
        }
    }
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
    let accepts = options.next().is_some_and(|next| next.accept_data_loss);
    if let Some(planned) = generated
        .planned
        .as_ref()
        .filter(|planned| planned.is_open(accepts))
    {
        report.outcome = Outcome::Undecided(planned.clone());
        return Ok(Some(report));
    }
    let mut lock = Lock {
        ketch: crate::VERSION.to_owned(),
        model: schema.model.digest(),
        schema: location.schema_name(),
        owner: report.ownership.recorded(options.environment.kind),
        files: BTreeMap::new(),
    };
    let mut known = state.known();
    if let Found::Conflict(_) = state.found {
        let migration = migration::crate_files(&schema.model, &state.migration);
        let migration = Target::place(location, &outputs.migration, migration)?;
        know_merged(&generated.targets, &migration, &mut known)?;
    }
    let plan = Plan::make(
        location,
        &generated.targets,
        &generated.gone,
        &known,
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

/// While a merge is under way, a generated file may have lines of both sides, so that neither lock
/// knows it. It is ketch's own where it has no other line than those that are generated of the merged
/// schema, or of the migrations of both sides.
fn know_merged(targets: &[Target], of_both: &[Target], known: &mut Known) -> Result<(), Error> {
    let owned = targets
        .iter()
        .filter(|target| target.file.kind == FileKind::Owned);
    for target in owned {
        let Some(bytes) = disk::read(&target.path)? else {
            continue;
        };
        let beside = of_both.iter().filter(|other| other.name == target.name);
        let texts = [target].into_iter().chain(beside);
        let lines: HashSet<&str> = texts.flat_map(|target| target.file.text.lines()).collect();
        let found = String::from_utf8_lossy(&bytes);
        let is_mark = |line: &str| {
            let marks = ["<<<<<<<", "=======", ">>>>>>>", "|||||||"];
            marks.iter().any(|mark| line.starts_with(mark))
        };
        if found
            .lines()
            .all(|line| lines.contains(line) || is_mark(line))
        {
            let digests = known.entry(target.name.clone()).or_default();
            digests.push(Digest::of(&bytes));
        }
    }
    Ok(())
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
    match standing.map_err(|faults| Error::MigrationCrate(faults[0].clone()))? {
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

/// The lines of the migration crate's `Cargo.toml` that name drivers, as they are to be, where it has
/// none for an engine that the schema lists; the file is the user's.
pub fn lacking_drivers(location: &Location, schema: &Schema) -> Result<Vec<String>, Error> {
    let settings = &schema.model.settings;
    let manifest = location.outputs(settings)?.migration.join("Cargo.toml");
    let manifest = disk::read(&manifest)?.unwrap_or_default();
    let manifest = String::from_utf8_lossy(&manifest);
    Ok(migration::lacking_drivers(&settings.engines, &manifest))
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
    /// Files of migrations that are there no more.
    gone: Vec<Gone>,
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
        let gone = of_migration.gone.iter();
        let gone = gone.map(|path| Gone::place(location, &outputs.migration, path));
        Ok(Self {
            beside: state.migration.clone(),
            targets,
            gone: gone.collect(),
            diagnostics,
            planned: of_migration.planned,
        })
    }
}

/// What a run makes of the migration crate.
#[derive(Default)]
struct OfMigration {
    files: Vec<GeneratedFile>,
    /// The paths of files that go.
    gone: Vec<String>,
    diagnostics: Diagnostics,
    planned: Option<Planned>,
}

impl OfMigration {
    fn make(schema: &Schema, options: &Options<'_>, state: &State) -> Result<Self, Error> {
        let (model, existing) = (&schema.model, &state.migration);
        match options.rewrite {
            Some(Rewrite::Rehash) => return Ok(Self::of(migration::rehash(model, existing)?)),
            Some(Rewrite::Again(again)) => return Self::again(schema, options, existing, again),
            Some(Rewrite::Squash { to, name }) => {
                if let Err(faults) = &state.standing {
                    return Err(Error::MigrationCrate(faults[0].clone()));
                }
                let name = name.to_string();
                let (files, gone) = migration::squash(model, existing, to, &name)?;
                return Ok(Self {
                    gone,
                    ..Self::of(files)
                });
            }
            None => {}
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

    /// As if those migrations had never been made, and then the next one.
    fn again(
        schema: &Schema,
        options: &Options<'_>,
        existing: &Files,
        again: Again<'_>,
    ) -> Result<Self, Error> {
        let model = &schema.model;
        let rest = migration::without(existing, again.names, again.overwrite)?;
        let standing = migration::check(model, &rest.files);
        if let Err(faults) = &standing {
            return Err(Error::MigrationCrate(faults[0].clone()));
        }
        let mut next = again.next.clone();
        if standing == Ok(migration::State::Moved) {
            let previous = migration::previous(&rest.files).map_err(Error::MigrationCrate)?;
            next.answers = rest.answers(&previous, model, &next.answers);
        }
        let options = Options {
            first_migration: Some(&next.name),
            next_migration: Some(&next),
            ..*options
        };
        let mut made = Self::on(schema, &options, &rest.files, &standing)?;
        (made.files, made.gone) = rest.instead_of(existing, made.files);
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
        let known = state.known();
        Plan::make(location, &targets, &[], &known, &mut lock, options.force)?;
    }
    report.outcome = Outcome::NotOwner(differences);
    Ok(report)
}
