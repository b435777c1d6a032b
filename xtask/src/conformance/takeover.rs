//! Can the databases of real projects be taken over from Prisma, and evolved?
//!
//! Prisma's migrations of a project are replayed. The database must then be what the project's
//! schema says, or become that: by the conversion which `ketch migrate baseline --convert`
//! runs, and where the project itself left the two apart, by what is planned between them. Then a
//! planned change of the schema must make it what the schema says next. What the project has beyond
//! its schema must be there in the end as it was. Not for the ledger, nor for values: the tests of
//! the command are.

use std::collections::BTreeSet;
use std::path::Path;

use super::catalog::{self, Database};
use super::{Corpus, Report};
use crate::servers::{self, Servers};
use crate::transitions::{phases, rows};
use anyhow::{Context, Result};
use ketch::database::{DatabaseSchema, lower};
use ketch::dialect::Engine;
use ketch::diff::{Plan, Renames, diff};
use ketch::introspect::{self, Found, Unheld};
use ketch::migration;
use ketch::migration::sql::plan_script;
use ketch::migration::takeover::{self, Standing};
use ketch::model;
use ketch::source::{SourceFile, Sources};

/// A project's migrations, and the schema that they end in.
struct Project {
    history: &'static str,
    /// How the schema's name in the corpus begins.
    schema: &'static str,
    engine: Engine,
    apart: Apart,
}

/// How a project's own migrations stand to its schema, but for types that SQLite converts.
enum Apart {
    /// They make just what it says; or it differs in these ways.
    By(&'static [&'static str]),
    /// The schema is of a later version than the last of them that is there.
    Later,
}

const PROJECTS: [Project; 4] = [
    Project {
        history: "coolify-sqlite",
        schema: "coollabsio__coolify__apps_api_prisma_schema",
        engine: Engine::Sqlite,
        apart: Apart::By(&[]),
    },
    Project {
        history: "rallly-postgresql",
        schema: "lukevella__rallly__packages_database_prisma",
        engine: Engine::Postgresql,
        apart: Apart::By(&[]),
    },
    Project {
        history: "umami-mysql",
        schema: "umami-software__umami__db_mysql_schema",
        engine: Engine::Mysql,
        // This table was written by hand.
        apart: Apart::By(&[
            "column updated_at of setting: has default now, and not no default",
            "index setting_key_key of setting: is missing",
            "index setting_setting_id_key of setting: is missing",
        ]),
    },
    Project {
        history: "umami-postgresql",
        schema: "umami-software__umami__prisma_schema.prisma",
        engine: Engine::Postgresql,
        apart: Apart::Later,
    },
];

pub(super) fn check(corpus: &Corpus) -> Result<Report> {
    let servers = Servers::start(&servers::ALL)?;
    let mut report = Report::default();
    for project in &PROJECTS {
        let folder = corpus.folder().join("history").join(project.history);
        let cases = corpus.cases("real")?;
        let case = cases
            .into_iter()
            .find(|case| case.name.starts_with(project.schema));
        let Some(case) = case.filter(|_| folder.is_dir()) else {
            report.skip(format!(
                "the corpus has no history {} with its schema",
                project.history
            ));
            continue;
        };
        let faults = project
            .faults(&servers, &folder, &case.sources)
            .with_context(|| project.history.to_owned())?;
        report.case(project.history, &faults);
        match project.apart {
            Apart::By([]) => {}
            Apart::By(_) => report.note("the project's schema says otherwise than its migrations"),
            Apart::Later => report.note("the project's schema is later than its migrations"),
        }
    }
    Ok(report)
}

impl Project {
    fn faults(&self, servers: &Servers, folder: &Path, sources: &Sources) -> Result<Vec<String>> {
        let engine = self.engine;
        let mut database = catalog::database_called(servers, engine, "ketch_takeover")?;
        let database = &mut *database;
        if engine == Engine::Mysql {
            database.apply(catalog::FUNCTIONS_OF_MYSQL)?;
        }
        for (name, sql) in catalog::migrations(folder)? {
            database.apply(&sql).with_context(|| name)?;
        }
        let (data_model, _) = model::load(sources);
        let (head, _) = lower(&data_model, engine);

        let found = found(database, engine)?;
        let standing = takeover::standing(&head, &found);
        for beyond in &standing.beyond {
            println!("{}: beyond the schema: {beyond}", self.history);
        }
        let mut faults = Vec::new();
        if let Some(sql) = &standing.conversion {
            phases::apply(database, engine, sql).context("converting")?;
        } else {
            faults.extend(self.unexpected(&standing));
            if !standing.differences.is_empty() {
                let mended = mended(&head, &found);
                let sql = rows::filled(&plan_script(&mended), &head, &mended);
                phases::apply(database, engine, &sql).context("mending")?;
            }
        }
        for values in takeover::values(&head, &found) {
            for sql in &values.convert {
                database.apply(sql).with_context(|| values.what.clone())?;
            }
        }
        // A column that goes or is stated anew takes along what hangs on it.
        let before = standing;
        let standing = takeover::standing(&head, &self::found(database, engine)?);
        faults.extend(standing.differences.iter().map(ToString::to_string));
        for beyond in gone(&before, &standing) {
            println!("{}: went when it was mended: {beyond}", self.history);
        }

        let evolved = evolved(sources).context("the schema has no model")?;
        let (next_model, diagnostics) = model::load(&evolved);
        if diagnostics.has_errors() {
            faults.push("the evolved schema has faults".to_owned());
            return Ok(faults);
        }
        let planned = migration::plan(&data_model, &next_model, &[]);
        let plan = planned
            .plans
            .iter()
            .find(|plan| plan.there.engine == engine)
            .context("nothing is planned")?;
        phases::apply(database, engine, &plan_script(&plan.there)).context("the next migration")?;
        let (next, _) = lower(&next_model, engine);
        let now = takeover::standing(&next, &self::found(database, engine)?);
        faults.extend(now.differences.iter().map(ToString::to_string));
        faults.extend(gone(&standing, &now).map(|beyond| format!("gone: {beyond}")));
        Ok(faults)
    }

    /// Where the database differs from the schema and the project does not, or the other way round.
    fn unexpected(&self, standing: &Standing) -> Vec<String> {
        let Apart::By(expected) = self.apart else {
            return Vec::new();
        };
        let found: BTreeSet<String> = standing
            .differences
            .iter()
            .map(ToString::to_string)
            .collect();
        let expected: BTreeSet<String> = expected.iter().map(|line| (*line).to_owned()).collect();
        let missed = expected.difference(&found);
        let missed = missed.map(|line| format!("not told: {line}"));
        found.difference(&expected).cloned().chain(missed).collect()
    }
}

/// What is to be done so that the database is what the schema says, and keeps what is beyond it.
fn mended(head: &DatabaseSchema, found: &Found) -> Plan {
    let (inside, _) = introspect::within(head, introspect::settled(head, found));
    diff(&inside, head, &Renames::default())
}

/// What was beyond the schema, and is not there any more.
fn gone<'s>(before: &'s Standing, now: &'s Standing) -> impl Iterator<Item = &'s Unheld> {
    let beyond = before.beyond.iter();
    beyond.filter(|beyond| !now.beyond.contains(beyond))
}

fn found(database: &mut dyn Database, engine: Engine) -> Result<Found> {
    database.apply("BEGIN")?;
    let rows = catalog::rows(database, engine);
    database.apply("ROLLBACK")?;
    Ok(introspect::read(engine, &rows?))
}

/// The schema with an optional field more in its first model, and a model more.
fn evolved(sources: &Sources) -> Option<Sources> {
    let mut done = false;
    let files = sources.iter().map(|(_, file)| {
        let mut text = String::new();
        for line in file.text.lines() {
            let is_first = !done && line.starts_with("model ") && line.trim_end().ends_with('{');
            if is_first {
                text += "model KetchNote {\n  id   Int    @id @default(autoincrement())\n  text String @unique\n}\n\n";
            }
            text += line;
            text.push('\n');
            if is_first {
                text += "  ketchNote String?\n";
                done = true;
            }
        }
        SourceFile {
            path: file.path.clone(),
            text,
        }
    });
    let files: Vec<SourceFile> = files.collect();
    done.then(|| Sources::new(files))
}
