//! Does our SQL make the changes that real projects made?
//!
//! Prisma's migrations of a project are replayed one by one. Before and after each, ketch reads
//! the catalog; what it plans between the two is applied to the database before, and must give the
//! catalog after. Not for rows, and so not for renames: what was renamed is dropped and added.
//!
//! *step*: one of Prisma's migrations. *unheld*: what a catalog holds and a database schema has no
//! words for; it must outlive our SQL.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::catalog::{self, Catalog, Database};
use super::{Corpus, Report};
use crate::servers::{self, Servers};
use crate::transitions::{phases, rows};
use crate::workspace;
use anyhow::{Context, Result};
use ketch::database::DatabaseSchema;
use ketch::dialect::Engine;
use ketch::diff::{Renames, diff};
use ketch::introspect::{self, Found, Unheld};
use ketch::migration::sql::plan_script;

pub(super) fn check(corpus: &Corpus) -> Result<Report> {
    let folder = corpus.folder().join("history");
    let mut report = Report::default();
    if !folder.is_dir() {
        report.skip("the corpus has no history");
        return Ok(report);
    }
    let servers = Servers::start(&servers::ALL)?;
    for folder in workspace::entries(&folder)? {
        let name = folder.file_name().unwrap_or_default().to_string_lossy();
        project(&servers, &name, &folder, &mut report)
            .with_context(|| format!("the history of {name}"))?;
    }
    Ok(report)
}

/// How a database stands.
struct State {
    /// As ketch reads it.
    found: Found,
    /// As the engine says it, a line for each thing.
    catalog: Catalog,
}

/// One of Prisma's migrations, with how the database stands before and after it.
struct Step<'a> {
    name: String,
    sql: &'a str,
    before: &'a State,
    after: &'a State,
}

fn project(servers: &Servers, project: &str, folder: &Path, report: &mut Report) -> Result<()> {
    let engine = engine(folder)?;
    let migrations = catalog::migrations(folder)?;
    let mut database = catalog::database_called(servers, engine, "ketch_history")?;
    let database = &mut *database;
    let provided = (engine == Engine::Mysql).then_some(catalog::FUNCTIONS_OF_MYSQL);
    let mut applied: Vec<&str> = provided.into_iter().collect();

    replay(database, &applied)?;
    let mut states = vec![state(database, engine)?];
    for (at, (name, sql)) in migrations.iter().enumerate() {
        if let Err(error) = database.apply(sql) {
            for _ in at..migrations.len() {
                report.skip(format!(
                    "Prisma's own migration {project}/{name} cannot be applied, nor what follows: {error:#}"
                ));
            }
            break;
        }
        states.push(state(database, engine)?);
    }

    replay(database, &applied)?;
    for (pair, (name, sql)) in states.windows(2).zip(&migrations) {
        let [before, after] = pair else { continue };
        let step = Step {
            name: format!("{project}/{name}"),
            sql,
            before,
            after,
        };
        step.check(database, &applied, report)
            .with_context(|| step.name.clone())?;
        applied.push(sql);
    }
    Ok(())
}

impl Step<'_> {
    /// Tries the step with our SQL on the database before, and makes it with Prisma's.
    fn check(
        &self,
        database: &mut dyn Database,
        applied: &[&str],
        report: &mut Report,
    ) -> Result<()> {
        let (before, after) = (bare(&self.before.found), bare(&self.after.found));
        let plan = diff(&before, &after, &Renames::default());
        let beyond = changed(&self.before.found, &self.after.found);
        if !beyond.is_empty() {
            let beyond = beyond.join("; ");
            report.skip(format!(
                "{} changes what a database schema has no words for: {beyond}",
                self.name
            ));
        } else if self.before.catalog == self.after.catalog && plan.steps.is_empty() {
            report.skip("the catalog stays as it is: a change of data alone");
        } else if !plan.refusals.is_empty() {
            let refusals = plan.refusals.iter();
            let refusals =
                refusals.map(|refusal| format!("refused: {}: {}", refusal.what, refusal.why));
            report.case(&self.name, &refusals.collect::<Vec<_>>());
        } else {
            let sql = rows::filled(&plan_script(&plan), &after, &plan);
            let faults = match tried(database, plan.engine, &sql, applied)? {
                Ok(ours) => self.faults(&after, &ours),
                Err(error) => vec![format!("ours cannot be applied: {error:#}")],
            };
            report.case(&self.name, &faults);
        }
        database.apply(self.sql)
    }

    /// Where the database is not what Prisma made of it.
    fn faults(&self, after: &DatabaseSchema, ours: &State) -> Vec<String> {
        let differences = introspect::differences(after, &ours.found);
        let mut faults: Vec<String> = differences.iter().map(ToString::to_string).collect();
        faults.extend(changed(&self.after.found, &ours.found));
        faults.extend(
            phases::same(&self.after.catalog, &ours.catalog)
                .err()
                .map(|error| error.to_string()),
        );
        faults
    }
}

/// What one database holds beyond words, and not the other.
fn changed(before: &Found, after: &Found) -> Vec<String> {
    let all = |found: &Found| -> BTreeSet<Unheld> { found.unheld.iter().cloned().collect() };
    let (before, after) = (all(before), all(after));
    let gone = before
        .difference(&after)
        .map(|unheld| format!("gone: {unheld}"));
    let new = after
        .difference(&before)
        .map(|unheld| format!("new: {unheld}"));
    gone.chain(new).collect()
}

/// What is found once a script of ours was applied, or why it cannot be; the database is then as
/// it was.
fn tried(
    database: &mut dyn Database,
    engine: Engine,
    sql: &str,
    applied: &[&str],
) -> Result<Result<State>> {
    let within = |database: &mut dyn Database| {
        database.apply(sql)?;
        state_within(database, engine)
    };
    let ours = match engine {
        Engine::Mysql => {
            let ours = database.apply(sql).and_then(|()| state(database, engine));
            // It cannot take changes of tables back.
            replay(database, applied)?;
            ours
        }
        Engine::Postgresql => {
            database.apply("BEGIN")?;
            let ours = within(database);
            database.apply("ROLLBACK")?;
            ours
        }
        Engine::Sqlite => {
            // Inside a transaction they cannot be suspended.
            database.apply("PRAGMA foreign_keys = OFF; BEGIN IMMEDIATE")?;
            let ours = within(database);
            database.apply(
                "ROLLBACK; PRAGMA legacy_alter_table = OFF; PRAGMA writable_schema = RESET; \
                 PRAGMA foreign_keys = ON",
            )?;
            ours
        }
    };
    Ok(ours)
}

fn state(database: &mut dyn Database, engine: Engine) -> Result<State> {
    database.apply("BEGIN")?;
    let state = state_within(database, engine);
    database.apply("ROLLBACK")?;
    state
}

/// The same in a transaction that is open, and has to be rolled back.
fn state_within(database: &mut dyn Database, engine: Engine) -> Result<State> {
    // The queries of ketch change settings, and with them what the other prints.
    let catalog = database.catalog()?;
    let rows = catalog::rows(database, engine)?;
    Ok(State {
        found: introspect::read(engine, &rows),
        catalog,
    })
}

/// Makes the database anew by what was applied so far.
fn replay(database: &mut dyn Database, applied: &[&str]) -> Result<()> {
    database.empty()?;
    applied.iter().try_for_each(|sql| database.apply(sql))
}

/// The schema, with the names of the PostgreSQL schema that all is in bare, as a schema without
/// `schemas` has them.
fn bare(found: &Found) -> DatabaseSchema {
    let engine = found.schema.engine;
    let nothing = DatabaseSchema {
        engine,
        namespaces: Vec::new(),
        extensions: Vec::new(),
        enums: Vec::new(),
        tables: Vec::new(),
        views: Vec::new(),
    };
    introspect::settled(&nothing, found)
}

fn engine(folder: &Path) -> Result<Engine> {
    let lock = ["migrations", "prisma/migrations"]
        .iter()
        .find_map(|place| fs::read_to_string(folder.join(place).join("migration_lock.toml")).ok())
        .with_context(|| format!("{} has no migration_lock.toml", folder.display()))?;
    let provider = lock
        .lines()
        .find_map(|line| line.strip_prefix("provider"))
        .map(|rest| rest.trim_matches([' ', '=', '"']));
    let engine = provider.and_then(Engine::of_name);
    engine.with_context(|| format!("{} is of no engine", folder.display()))
}
