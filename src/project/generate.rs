//! To generate: as the owner to write, elsewhere to say what the owner would have to do.

use std::cmp::Ordering;
use std::collections::{BTreeMap, HashSet};

use super::compare::{Difference, other_version, recorded, support_targets};
use super::generated::Generated;
use super::journal::Journal;
use super::lacking::Lacking;
use super::location::{Location, Outputs};
use super::lock::{self, Found, Lock};
use super::ownership::Ownership;
use super::plan::{Changes, Known, Plan, Target};
use super::request::Options;
use super::schema::Schema;
use super::state::State;
use super::turn::Turn;
use super::{Error, disk, version};
use crate::diagnostic::Diagnostics;
use crate::digest::Digest;
use crate::entity;
use crate::migration::{self, Planned};
use crate::output::FileKind;

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
    /// What only the user can write into the crates, where this is the owner.
    pub lacking: Vec<Lacking>,
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
        let report = attempt(&state, options, &mut generated, &mut turn)?;
        if let Some(report) = report {
            return Ok(report);
        }
        // Something is to be written: wait for the turn, repair what a killed run left, and look
        // again, since whoever had the turn may have changed everything.
        turn = Some(Turn::wait(&location.base, options.say)?);
        Journal::read(&location.base)?.repair(&location.base)?;
    }
}

/// Whether [`generate`] would write, or have nothing to write; an error where it would stop.
pub fn rehearse(location: &Location, schema: &Schema, options: &Options<'_>) -> Result<(), Error> {
    let state = State::read(location, schema)?;
    attempt(&state, options, &mut None, &mut None).map(drop)
}

/// One look at the disk, and the run if it can be done; nothing where it takes the turn.
fn attempt(
    state: &State,
    options: &Options<'_>,
    generated: &mut Option<Generated>,
    turn: &mut Option<Turn>,
) -> Result<Option<Report>, Error> {
    let (location, schema) = (state.location, state.schema);
    let mut report = Report {
        outcome: Outcome::Invalid,
        diagnostics: schema.diagnostics.clone(),
        ownership: state.ownership()?,
        other_version: state.other_version().map(str::to_owned),
        migration: Vec::new(),
        planned: None,
        lacking: Vec::new(),
    };
    if schema.diagnostics.has_errors() {
        return Ok(Some(report));
    }
    let outputs = state.outputs()?;
    if let Some(version) = state.other_version() {
        if !options.upgrade {
            let differences = recorded(state)?;
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
        return mirror(state, &outputs, options, report).map(Some);
    }
    if turn.is_none() && (!state.journal.is_empty() || Turn::is_taken(&location.base)?) {
        // Another run is at it, or was killed; what it left is not to be taken for the user's.
        return Ok(None);
    }

    let generated = match generated {
        Some(generated) if generated.beside == state.migration => generated,
        generated => generated.insert(Generated::make(state, &outputs, options)?),
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
        know_merged(state, &outputs, &generated.targets, &mut known)?;
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
    report.lacking = generated.lacking.clone();
    report.migration = match report.outcome {
        Outcome::Written(_) => State::read(location, schema)?.migration_differences(),
        _ => state.migration_differences(),
    };
    Ok(Some(report))
}

/// While a merge is under way, a generated file may have lines of both sides, so that neither lock
/// knows it. It is ketch's own where it has no other line than those that are generated of the merged
/// schema, of the schemas that the migrations of either side lead to, or of the migrations of both.
fn know_merged(
    state: &State,
    outputs: &Outputs,
    targets: &[Target],
    known: &mut Known,
) -> Result<(), Error> {
    let files = migration::crate_files(&state.schema.model, &state.migration);
    let mut of_both = Target::place(state.location, &outputs.migration, files)?;
    for model in migration::branch_models(&state.migration) {
        let (files, _) = entity::generate(&model);
        of_both.extend(Target::place(state.location, &outputs.entity, files)?);
    }
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

/// Says what the owner would have to do.
fn mirror(
    state: &State,
    outputs: &Outputs,
    options: &Options<'_>,
    mut report: Report,
) -> Result<Report, Error> {
    let mut differences = recorded(state)?;
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
        let targets = support_targets(state, outputs, &mut report.diagnostics)?;
        let mut lock = state.found.locks()[0].clone();
        lock.files.clear();
        let known = state.known();
        Plan::make(
            state.location,
            &targets,
            &[],
            &known,
            &mut lock,
            options.force,
        )?;
    }
    report.outcome = Outcome::NotOwner(differences);
    Ok(report)
}
