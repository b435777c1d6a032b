//! What it takes to read the catalog of a PostgreSQL database: the server's answers, a database
//! schema of them, and its comparison with the schema of the project.
//!
//! Measured on the clock, unlike the other benchmarks: most of it is the server's work.

use std::fs;
use std::path::Path;
use std::time::Instant;

use anyhow::{Context, Result, bail};
use ketch::dialect::Engine;

use super::{Findings, fresh_folder, in_project, ketch, middle, new_project};
use crate::conformance::catalog::database_called;
use crate::process;
use crate::servers::{self, Servers};

const SIZES: [usize; 2] = [100, 1_000];

/// The size that the goal is set for.
const REFERENCE: usize = 1_000;

const RUNS: usize = 3;

const DATABASE: &str = "ketch_bench_introspect";

pub(super) fn bench(findings: &mut Findings) -> Result<()> {
    let servers = Servers::start(&[servers::POSTGRESQL])?;
    if let Some(missing) = servers.missing.first() {
        findings.skip(format!("introspection: {missing}"));
        return Ok(());
    }
    let ketch = ketch()?;
    let mut rows = Vec::new();
    for tables in SIZES {
        println!("introspect: {tables} tables");
        let seconds = seconds(&ketch, &servers, tables)?;
        rows.push(vec![tables.to_string(), format!("{seconds:.2} s")]);
        if tables == REFERENCE {
            let what = format!("`migrate baseline --dry-run`, {REFERENCE} tables, PostgreSQL");
            findings.goal(what, seconds, 2.0, " s");
        }
    }
    findings.table(
        "Reading a PostgreSQL catalog and comparing it with the schema, on the clock",
        &["tables", "`migrate baseline --dry-run`"],
        &rows,
    );
    Ok(())
}

/// The middle one of several runs.
fn seconds(ketch: &Path, servers: &Servers, tables: usize) -> Result<f64> {
    let folder = fresh_folder(&format!("introspect/{tables}"))?;
    new_project(&folder, tables)?;
    process::run_quietly(&mut in_project(ketch, &folder, &["generate"]))?;
    let migrations = fs::read_dir(folder.join("migration/sql"))?.next();
    let migration = migrations.context("no migration was written")??.path();
    let mut database = database_called(servers, Engine::Postgresql, DATABASE)?;
    database.apply(&fs::read_to_string(migration.join("postgresql.up.sql"))?)?;

    let (front, _) = servers
        .url(servers::POSTGRESQL)?
        .rsplit_once('/')
        .context("the server's URL names no database")?;
    let mut command = in_project(ketch, &folder, &["migrate", "baseline", "--dry-run"]);
    command.env("DATABASE_URL", format!("{front}/{DATABASE}"));
    let mut all = Vec::new();
    for _ in 0..RUNS {
        let start = Instant::now();
        let said = process::run_quietly(&mut command)?;
        all.push(start.elapsed().as_secs_f64());
        if !said.contains("would count as applied") {
            bail!("the tables are not those of the schema:\n{said}");
        }
    }
    Ok(middle(&all))
}
