//! Can the databases of real projects be taken over from Prisma, and evolved?
//!
//! Prisma's migrations of a project are replayed. The database must then be what the project's
//! schema says, or on SQLite become that by the conversion which `ketch migrate baseline --convert`
//! runs; and a planned change of the schema must make it what the schema says next. Not for the
//! ledger, nor for values: the tests of the command are.

use std::path::Path;

use super::catalog::{self, Database};
use super::{Corpus, Report};
use crate::servers::{self, Servers};
use anyhow::{Context, Result};
use ketch::database::{DatabaseSchema, lower};
use ketch::dialect::Engine;
use ketch::introspect::{self, Found};
use ketch::migration::sql::plan_script;
use ketch::migration::{self, takeover};
use ketch::model;
use ketch::source::{SourceFile, Sources};

/// A project's migrations, and the schema that they end in.
struct Project {
    history: &'static str,
    /// How the schema's name in the corpus begins.
    schema: &'static str,
    engine: Engine,
    /// Tables that the project's own migrations make otherwise than its schema says.
    drifted: &'static [&'static str],
}

const PROJECTS: [Project; 3] = [
    Project {
        history: "coolify-sqlite",
        schema: "coollabsio__coolify__apps_api_prisma_schema",
        engine: Engine::Sqlite,
        drifted: &[],
    },
    Project {
        history: "rallly-postgresql",
        schema: "lukevella__rallly__packages_database_prisma",
        engine: Engine::Postgresql,
        // Checks that were written by hand, and an index that was left.
        drifted: &["scheduled_events", "instance_settings", "users"],
    },
    Project {
        history: "umami-mysql",
        schema: "umami-software__umami__db_mysql_schema",
        engine: Engine::Mysql,
        // Written by hand: without a character set, and with other indexes.
        drifted: &["setting"],
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
        for table in project.drifted {
            report.skip(format!(
                "the table {table} of {}, which its migrations make otherwise than its schema says",
                project.history
            ));
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

        let mut found = found(database, engine)?;
        let mut faults = self.differences(&head, &found);
        if engine == Engine::Sqlite {
            let standing = takeover::standing(&head, &found);
            let Some(sql) = standing.conversion else {
                return Ok(faults);
            };
            database.apply(&sql).context("converting")?;
            for values in takeover::values(&head, &found) {
                for sql in &values.convert {
                    database.apply(sql).with_context(|| values.what.clone())?;
                }
            }
            found = self::found(database, engine)?;
            faults = self.differences(&head, &found);
        }

        let evolved = evolved(sources).context("the schema has no model")?;
        let (next_model, diagnostics) = model::load(&evolved);
        if diagnostics.has_errors() {
            faults.push("the evolved schema has faults".to_owned());
            return Ok(faults);
        }
        let planned = migration::plan(&data_model, &next_model, &[]);
        let (plan, _) = planned
            .plans
            .iter()
            .find(|(plan, _)| plan.engine == engine)
            .context("nothing is planned")?;
        database
            .apply(&plan_script(plan))
            .context("the next migration")?;
        let (next, _) = lower(&next_model, engine);
        faults.extend(self.differences(&next, &self::found(database, engine)?));
        Ok(faults)
    }

    /// What would stand in the way of taking the database over.
    fn differences(&self, head: &DatabaseSchema, found: &Found) -> Vec<String> {
        let standing = takeover::standing(head, found);
        let differences = standing.differences.iter().map(ToString::to_string);
        let counts = |line: &String| {
            !line
                .split([' ', ':'])
                .any(|word| self.drifted.contains(&word))
        };
        differences.filter(counts).collect()
    }
}

fn found(database: &mut dyn Database, engine: Engine) -> Result<Found> {
    database.apply("BEGIN")?;
    let rows = catalog::rows(database, engine);
    database.apply("ROLLBACK")?;
    Ok(introspect::read(engine, &rows?))
}

/// The schema with an optional field more in its first model.
fn evolved(sources: &Sources) -> Option<Sources> {
    let mut done = false;
    let files = sources.iter().map(|(_, file)| {
        let mut text = String::new();
        for line in file.text.lines() {
            text += line;
            text.push('\n');
            if !done && line.starts_with("model ") && line.trim_end().ends_with('{') {
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
