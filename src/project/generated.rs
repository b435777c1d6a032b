//! Everything that a run makes, in memory: the files of both crates, and which of them go.
//!
//! Not for whether they may be written; `plan` compares them with what is there.

use super::Error;
use super::lacking::{Lacking, lacking};
use super::location::Outputs;
use super::migrations::idle_directives;
use super::plan::{Gone, Target};
use super::request::{Again, Options, Rewrite};
use super::schema::{Schema, databases};
use super::state::State;
use crate::diagnostic::Diagnostics;
use crate::entity;
use crate::migration::{self, Files, Planned};
use crate::output::{FileKind, GeneratedFile};

/// Everything that a run makes, in memory.
pub(super) struct Generated {
    /// The migration files that were there: they shape what is added.
    pub(super) beside: Files,
    pub(super) targets: Vec<Target>,
    /// Files of migrations that are there no more.
    pub(super) gone: Vec<Gone>,
    /// What only the user can write.
    pub(super) lacking: Vec<Lacking>,
    pub(super) diagnostics: Diagnostics,
    pub(super) planned: Option<Planned>,
}

impl Generated {
    pub(super) fn make(
        state: &State,
        outputs: &Outputs,
        options: &Options<'_>,
    ) -> Result<Self, Error> {
        let location = state.location;
        let (files, mut diagnostics) = entity::generate(&state.schema.model);
        let mut targets = Target::place(location, &outputs.entity, files)?;
        let of_migration = OfMigration::make(state, options)?;
        diagnostics.extend(of_migration.diagnostics);
        let mut files = of_migration.files;
        // What the history names is there before it.
        files.sort_by_key(|file| file.path == migration::HISTORY);
        targets.extend(Target::place(location, &outputs.migration, files)?);
        let gone = of_migration.gone.iter();
        let gone = gone.map(|path| Gone::place(location, &outputs.migration, path));
        Ok(Self {
            beside: state.migration.clone(),
            lacking: lacking(state, outputs, &targets)?,
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
    fn make(state: &State, options: &Options<'_>) -> Result<Self, Error> {
        let (schema, existing) = (state.schema, &state.migration);
        let model = &schema.model;
        match options.rewrite {
            Some(Rewrite::Rehash) => return Ok(Self::of(migration::rehash(model, existing)?)),
            Some(Rewrite::Again(again)) => return Self::again(schema, options, existing, again),
            Some(Rewrite::Squash { to, name }) => {
                state
                    .standing
                    .as_ref()
                    .map_err(|faults| Error::of_faults(faults))?;
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
            // One was asked for, and none can stand on what is at fault.
            if let (Err(faults), Some(_)) = (&state.standing, options.next_migration) {
                return Err(Error::MigrationCrate(faults[0].clone()));
            }
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
        standing
            .as_ref()
            .map_err(|faults| Error::of_faults(faults))?;
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
                    made.diagnostics.extend(idle_directives(existing, &plan)?);
                    let (plan, name) = (made.planned.insert(plan), next.name.to_string());
                    made.files = migration::next(model, plan, &schema.sources, &name, existing)?;
                }
            }
            _ => made.files = migration::crate_files(model, existing),
        }
        Ok(made)
    }
}
