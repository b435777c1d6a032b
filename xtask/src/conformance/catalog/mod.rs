//! Does the first migration make the database that Prisma's DDL makes?
//!
//! Both are applied to fresh databases, and what the catalogs say of them is compared line by
//! line. Our SQL that undoes the migration is applied as well, and must leave nothing. What ketch
//! itself reads of the database must be the schema that the migration was made from.
//!
//! *answer*: Prisma's DDL for a schema, a file of the corpus.

mod mariadb;
mod postgresql;
mod sqlite;

pub(super) use mariadb::FUNCTIONS_OF_MYSQL;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use ketch::database::{DatabaseSchema, lower};
use ketch::diagnostic::Severity;
use ketch::dialect::{Engine, Provider};
use ketch::diff::{changes_from_empty, changes_to_empty};
use ketch::introspect::{self, Difference};
use ketch::migration::sql::script;
use ketch::model::{self, DataModel};
use ketch::source::{SourceFile, Sources};
use ketch_catalog::{Row, Step};

use super::{Corpus, Report};
use crate::servers::{self, Servers};
use crate::workspace;

/// What a database says of itself, a line for each thing.
pub(crate) type Catalog = BTreeSet<String>;

/// A database of one engine, of this process alone.
pub(crate) trait Database {
    /// Makes it as it was when it was fresh.
    fn empty(&mut self) -> Result<()>;
    fn apply(&mut self, sql: &str) -> Result<()>;
    /// A line for each row, of which only the first column counts.
    fn query(&mut self, sql: &str) -> Result<Vec<String>>;
    fn catalog(&mut self) -> Result<Catalog>;
}

pub(super) fn check(corpus: &Corpus) -> Result<Report> {
    let servers = Servers::start(&servers::ALL)?;
    let mut report = Report::default();
    for case in corpus.cases("real")? {
        if case.verdict.is_err() {
            report.skip("Prisma calls the schema invalid");
            continue;
        }
        let (data_model, diagnostics) = model::load(&case.sources);
        if let Some(reason) = super::not_generated(&data_model) {
            report.skip(reason);
            continue;
        }
        if diagnostics.has_errors() {
            report.case(&case.name, &["refused: see the check language".to_owned()]);
            continue;
        }
        for (engine, extension) in answers(&data_model) {
            let subject = Subject {
                name: format!("{} on {}", case.name, engine.name()),
                sources: &case.sources,
                data_model: &data_model,
                engine,
            };
            match corpus.beside(&case, extension) {
                Some(answer) => {
                    let answer = [fs::read_to_string(&answer)?];
                    subject.compare(&servers, &answer, &mut report, |_| true)?;
                }
                None => match subject.made(&servers) {
                    Err(faults) => report.case(&subject.name, &faults),
                    Ok(_) => report.skip(format!(
                        "applied and undone, but no {extension} is there to compare with"
                    )),
                },
            }
        }
    }
    single_migrations(corpus, &servers, &mut report)?;
    for history in &HISTORIES {
        history.check(corpus, &servers, &mut report)?;
    }
    own_cases(&servers, &mut report)?;
    Ok(report)
}

/// The engines that there may be answers for, and the ends of the answers' names.
fn answers(data_model: &DataModel) -> Vec<(Engine, &'static str)> {
    match data_model
        .datasource
        .as_ref()
        .map(|datasource| datasource.provider)
    {
        Some(Provider::Sqlite) => vec![
            (Engine::Sqlite, "sqlite.sql"),
            (Engine::Postgresql, "as-postgresql.sql"),
            (Engine::Mysql, "as-mysql.sql"),
        ],
        Some(Provider::Postgresql) => vec![(Engine::Postgresql, "postgresql.sql")],
        Some(Provider::Mysql) => vec![(Engine::Mysql, "mysql.sql")],
        Some(Provider::Cockroachdb) => vec![(Engine::Postgresql, "cockroachdb.sql")],
        _ => Vec::new(),
    }
}

/// Small schemas, each with its exact DDL beside it.
fn single_migrations(corpus: &Corpus, servers: &Servers, report: &mut Report) -> Result<()> {
    let folder = corpus.folder().join("single-migration");
    if !folder.is_dir() {
        report.skip("the corpus has no single-migration");
        return Ok(());
    }
    for path in workspace::entries(&folder)? {
        if path.extension().is_none_or(|end| end != "prisma") {
            continue;
        }
        let sources = super::read_schema(&path)?;
        let (data_model, diagnostics) = model::load(&sources);
        let Some((engine, _)) = answers(&data_model).into_iter().next() else {
            continue;
        };
        let subject = Subject {
            name: format!(
                "single-migration/{}",
                path.file_name().unwrap_or_default().to_string_lossy()
            ),
            sources: &sources,
            data_model: &data_model,
            engine,
        };
        if diagnostics.has_errors() {
            report.skip(format!(
                "not in the language of Prisma 7.10: {}",
                subject.name
            ));
            continue;
        }
        let answer = [fs::read_to_string(path.with_extension("sql"))?];
        subject.compare(servers, &answer, report, |_| true)?;
    }
    Ok(())
}

/// Prisma's migrations of a project, one after the other, to be held against our first of the
/// schema that they end in.
struct History {
    folder: &'static str,
    /// How the schema's name in the corpus begins.
    schema: &'static str,
    engine: Engine,
    /// Tables that the project's own migrations make otherwise than its schema says.
    drifted: &'static [&'static str],
}

const HISTORIES: [History; 1] = [History {
    folder: "umami-mysql",
    schema: "umami-software__umami__db_mysql_schema",
    engine: Engine::Mysql,
    // Written by hand: without a character set, and with other indexes.
    drifted: &["setting"],
}];

impl History {
    fn check(&self, corpus: &Corpus, servers: &Servers, report: &mut Report) -> Result<()> {
        let folder = corpus.folder().join("history").join(self.folder);
        let case = corpus
            .cases("real")?
            .into_iter()
            .find(|case| case.name.starts_with(self.schema));
        let Some(case) = case.filter(|_| folder.is_dir()) else {
            report.skip(format!(
                "the corpus has no history {} with its schema",
                self.folder
            ));
            return Ok(());
        };
        let migrations = migrations(&folder)?.into_iter().map(|(_, sql)| sql);
        let provided = (self.engine == Engine::Mysql).then(|| FUNCTIONS_OF_MYSQL.to_owned());
        let migrations: Vec<String> = provided.into_iter().chain(migrations).collect();
        let (data_model, _) = model::load(&case.sources);
        let subject = Subject {
            name: format!("history/{}", self.folder),
            sources: &case.sources,
            data_model: &data_model,
            engine: self.engine,
        };
        let counts = |line: &str| !line.split(' ').any(|word| self.drifted.contains(&word));
        subject.compare(servers, &migrations, report, |line| {
            counts(line) && !is_position(line)
        })
    }
}

/// Where a column stands among the others: a migration that adds one adds it at the end.
fn is_position(line: &str) -> bool {
    line.starts_with("position ")
}

/// The names and texts of all migrations below a folder, in the order of their paths.
pub(super) fn migrations(folder: &Path) -> Result<Vec<(String, String)>> {
    let mut paths = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in
            fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))?
        {
            let path = entry?.path();
            if path.is_dir() {
                open.push(path);
            } else if path.file_name().is_some_and(|name| name == "migration.sql") {
                paths.push(path);
            }
        }
    }
    paths.sort();
    let migration = |path: &PathBuf| {
        let name = path.parent().and_then(Path::file_name).unwrap_or_default();
        Ok((
            name.to_string_lossy().into_owned(),
            fs::read_to_string(path)?,
        ))
    };
    paths.iter().map(migration).collect()
}

/// The project's own cases of SQL, whose text the tests hold: here they are run.
fn own_cases(servers: &Servers, report: &mut Report) -> Result<()> {
    for folder in workspace::entries(&workspace::root().join("tests/cases/sql"))? {
        let name = folder.file_name().unwrap_or_default().to_string_lossy();
        let text = fs::read_to_string(folder.join("schema.prisma"))?;
        let sources = Sources::new(vec![SourceFile {
            path: "schema.prisma".to_owned(),
            text,
        }]);
        let (data_model, _) = model::load(&sources);
        for &engine in &data_model.settings.engines {
            let name = format!("tests/cases/sql/{name} on {}", engine.name());
            let subject = Subject {
                name,
                sources: &sources,
                data_model: &data_model,
                engine,
            };
            // Some cases are about being refused.
            if subject.refusals().is_empty() {
                let faults = subject.made(servers).err().unwrap_or_default();
                report.case(&subject.name, &faults);
            }
        }
    }
    Ok(())
}

/// A schema on one engine.
struct Subject<'a> {
    name: String,
    sources: &'a Sources,
    data_model: &'a DataModel,
    engine: Engine,
}

impl Subject<'_> {
    /// Holds our database against the one that Prisma's statements make, in the lines that count.
    fn compare(
        &self,
        servers: &Servers,
        answer: &[String],
        report: &mut Report,
        counts: impl Fn(&str) -> bool,
    ) -> Result<()> {
        match (self.made(servers), prismas(servers, self.engine, answer)) {
            (Ok(made), Ok(prisma)) => {
                let missing = prisma.difference(&made).filter(|line| counts(line));
                let surplus = made.difference(&prisma).filter(|line| counts(line));
                let missing = missing.map(|line| format!("only Prisma's: {line}"));
                let surplus = surplus.map(|line| format!("only ours: {line}"));
                report.case(&self.name, &missing.chain(surplus).collect::<Vec<_>>());
            }
            (Err(faults), Ok(_)) => report.case(&self.name, &faults),
            (ours, Err(error)) => {
                let who = if ours.is_ok() {
                    "Prisma's own DDL"
                } else {
                    "neither Prisma's DDL nor ours"
                };
                report.skip(format!("{who} can be applied: {}: {error:#}", self.name));
            }
        }
        Ok(())
    }

    /// The catalog after our migration, once it was seen that it can be undone; or the faults.
    fn made(&self, servers: &Servers) -> Result<Catalog, Vec<String>> {
        let refusals = self.refusals();
        if !refusals.is_empty() {
            return Err(refusals);
        }
        let (schema, _) = lower(self.data_model, self.engine);
        let Ours {
            made,
            differences,
            left,
        } = ours(servers, &schema)
            .map_err(|error| vec![format!("ours cannot be applied: {error:#}")])?;
        let differences = differences
            .iter()
            .map(|difference| format!("introspected: {difference}"));
        let left = left.into_iter().map(|line| format!("not undone: {line}"));
        let faults: Vec<String> = differences.chain(left).collect();
        match faults.is_empty() {
            true => Ok(made),
            false => Err(faults),
        }
    }

    /// What the engine cannot hold of the schema.
    fn refusals(&self) -> Vec<String> {
        let (_, diagnostics) = lower(self.data_model, self.engine);
        let diagnostics = diagnostics.into_sorted();
        let errors = diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.severity == Severity::Error);
        errors
            .map(|error| {
                let (line, _) = self.sources.line_column(error.span());
                format!("{} in line {line}: {}", error.code, error.message)
            })
            .collect()
    }
}

/// What becomes of a database by our migration.
struct Ours {
    /// The catalog after it.
    made: Catalog,
    /// Where what ketch reads of it is not the schema.
    differences: Vec<Difference>,
    /// What is left of it once it is undone.
    left: Catalog,
}

fn ours(servers: &Servers, schema: &DatabaseSchema) -> Result<Ours> {
    let engine = schema.engine;
    let mut database = database(servers, engine)?;
    database.apply(&script(engine, &changes_from_empty(schema)))?;
    let made = database.catalog()?;
    database.apply("BEGIN")?;
    let found = introspect::read(engine, &rows(&mut *database, engine)?);
    database.apply("ROLLBACK")?;
    let mut differences = introspect::differences(schema, &found);
    // Ours is provided already, elsewhere than a schema may ask for.
    differences.retain(|difference| difference.subject != "extension citext");
    for unclear in differences.iter().filter(|difference| difference.unclear) {
        println!("skipped: not comparable: {unclear}");
    }
    differences.retain(|difference| !difference.unclear);
    database
        .apply(&script(engine, &changes_to_empty(schema)))
        .context("undoing it")?;
    let mut left = database.catalog()?;
    // These stay, as the library says.
    left.retain(|line| !line.starts_with("schema ") && !line.starts_with("extension "));
    Ok(Ours {
        made,
        differences,
        left,
    })
}

/// What the database answers to the queries that ketch itself asks.
///
/// In a transaction that is open, and has to be rolled back: it takes their settings back.
pub(crate) fn rows(database: &mut dyn Database, engine: Engine) -> Result<Vec<Row>> {
    let mut rows = Vec::new();
    for step in introspect::steps(engine) {
        match step {
            Step::Setting(sql) => database.apply(sql)?,
            Step::Rows(sql) => {
                for line in database.query(sql)? {
                    rows.push(Row::parse(&line).with_context(|| format!("no row: {line}"))?);
                }
            }
        }
    }
    Ok(rows)
}

/// The catalog after Prisma's statements, with what ketch means to do otherwise, as
/// `docs/types.md` lists it.
fn prismas(servers: &Servers, engine: Engine, answer: &[String]) -> Result<Catalog> {
    let mut database = database(servers, engine)?;
    for sql in answer {
        match engine {
            Engine::Sqlite => database.apply(&sqlite::mended(sql))?,
            Engine::Postgresql | Engine::Mysql => database.apply(sql)?,
        }
    }
    let catalog = database.catalog()?;
    Ok(match engine {
        Engine::Sqlite => catalog.iter().map(|line| sqlite::expected(line)).collect(),
        Engine::Postgresql | Engine::Mysql => catalog,
    })
}

/// What a connection is driven by: the caller waits for each answer.
fn runtime() -> Result<tokio::runtime::Runtime> {
    Ok(tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?)
}

fn database(servers: &Servers, engine: Engine) -> Result<Box<dyn Database>> {
    database_called(servers, engine, "ketch_conformance")
}

/// A fresh database under a name, whatever was there before.
pub(crate) fn database_called(
    servers: &Servers,
    engine: Engine,
    name: &str,
) -> Result<Box<dyn Database>> {
    Ok(match engine {
        Engine::Sqlite => Box::new(sqlite::Sqlite::create()?),
        Engine::Postgresql => Box::new(postgresql::Postgresql::create(
            servers.url(servers::POSTGRESQL)?,
            name,
        )?),
        Engine::Mysql => Box::new(mariadb::Mariadb::create(
            servers.url(servers::MARIADB)?,
            name,
        )?),
    })
}
