//! The peers: programs of others that do a comparable job, installed under `target`.
//!
//! Where one cannot be had, the reason is returned, to be printed.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use super::{fresh_folder, in_project, new_project};
use crate::process::{Usage, find_program, measure, run_quietly};
use crate::servers::{self, Servers};
use crate::{synthetic, workspace};

/// A measurement, or why there is none.
pub(super) type Measured = Result<Usage, String>;

const SEA_ORM_CLI: &str = "2.0.4";
const PRISMA: &str = "7";

/// A command of Prisma on a synthetic schema with the generator that Prisma 7 recommends, ready to be
/// run; or why there is none.
pub(super) fn prisma(command: &str, models: usize) -> Result<Result<Command, String>> {
    println!("prisma {command}, {models} models");
    let folder = workspace::target().join("bench/prisma");
    let program = match install_prisma(&folder)? {
        Ok(program) => program,
        Err(reason) => return Ok(Err(reason)),
    };
    let block =
        "generator client {\n  provider = \"prisma-client\"\n  output   = \"./generated\"\n}";
    fs::write(
        folder.join("schema.prisma"),
        synthetic::schema(models, block),
    )?;
    let mut process = Command::new(program);
    process
        .args([command, "--schema", "schema.prisma"])
        .current_dir(&folder);
    process.env("CHECKPOINT_DISABLE", "1");
    // Generating asks for this program and does not run it; any will do, and nothing is downloaded.
    process.env("PRISMA_SCHEMA_ENGINE_BINARY", "/bin/true");
    process.env("NODE_OPTIONS", "--max-old-space-size=8192");
    Ok(Ok(process))
}

/// The program `prisma` from npm in a folder, or why it cannot be had.
fn install_prisma(folder: &Path) -> Result<Result<PathBuf, String>> {
    let program = folder.join("node_modules/.bin/prisma");
    if program.is_file() {
        return Ok(Ok(program));
    }
    fs::create_dir_all(folder)?;
    let Some(npm) = find_program("npm", &[]) else {
        return Ok(Err("npm is not installed".to_owned()));
    };
    fs::write(
        folder.join("package.json"),
        "{\"private\": true, \"type\": \"module\"}\n",
    )?;
    let mut install = Command::new(npm);
    install
        .args(["install", "--ignore-scripts", "--no-audit", "--no-fund"])
        .current_dir(folder);
    install.args([
        format!("prisma@{PRISMA}"),
        format!("@prisma/client@{PRISMA}"),
    ]);
    if let Err(error) = run_quietly(&mut install) {
        return Ok(Err(format!("npm cannot install it: {error}")));
    }
    Ok(Ok(program))
}

/// `sea-orm-cli generate entity` in its compact format, on the tables of the same schema.
pub(super) fn sea_orm_cli(ketch: &Path, models: usize) -> Result<Measured> {
    println!("generate: sea-orm-cli, {models} models");
    let folder = fresh_folder("sea-orm-cli")?;
    with_tables(ketch, models, |url| {
        let program = install_sea_orm_cli()?;
        measure(&generate_entity(&program, url, "compact", &folder))
    })
}

/// The command that writes a library of entities in one of sea-orm-cli's formats.
pub(super) fn generate_entity(program: &Path, url: &str, format: &str, output: &Path) -> Command {
    let mut command = Command::new(program);
    command.args([
        "generate",
        "entity",
        "--lib",
        "--entity-format",
        format,
        "--database-url",
        url,
    ]);
    command
        .args(["--date-time-crate", "chrono"])
        .arg("--output-dir")
        .arg(output);
    command
}

/// The program `sea-orm-cli`, built as `cargo install` does.
pub(super) fn install_sea_orm_cli() -> Result<PathBuf> {
    let tools = workspace::target().join("tools");
    let program = tools.join("bin/sea-orm-cli");
    if !program.is_file() {
        println!("installing sea-orm-cli {SEA_ORM_CLI} into target/tools");
        let mut install = Command::new(env!("CARGO"));
        install
            .args([
                "install",
                "--quiet",
                "--locked",
                "sea-orm-cli",
                "--version",
                SEA_ORM_CLI,
                "--root",
            ])
            .arg(&tools);
        install.args([
            "--no-default-features",
            "--features",
            "cli,codegen,runtime-tokio-rustls,sqlx-postgres",
        ]);
        run_quietly(install.current_dir(workspace::target()))?;
    }
    Ok(program)
}

/// Calls with the URL of a PostgreSQL database that has the tables of a synthetic schema, made
/// by ketch's first migration.
pub(super) fn with_tables<T>(
    ketch: &Path,
    models: usize,
    act: impl FnOnce(&str) -> Result<T>,
) -> Result<Result<T, String>> {
    let servers = Servers::start(&[servers::POSTGRESQL])?;
    let server = match servers.url(servers::POSTGRESQL) {
        Ok(url) => url,
        Err(error) => return Ok(Err(error.to_string())),
    };
    let folder = fresh_folder("tables")?;
    new_project(&folder, models)?;
    run_quietly(&mut in_project(ketch, &folder, &["generate"]))?;
    let sql = fs::read_dir(folder.join("migration/sql"))?
        .flatten()
        .map(|migration| migration.path().join("postgresql.up.sql"))
        .find(|path| path.is_file())
        .context("there is no SQL for PostgreSQL")?;
    let psql = find_program("psql", &[]).context("psql is not installed")?;
    let query = |arguments: &[&str]| {
        run_quietly(
            Command::new(&psql)
                .arg(server)
                .args(["-qX", "-v", "ON_ERROR_STOP=1"])
                .args(arguments),
        )
    };
    query(&["-c", "DROP DATABASE IF EXISTS ketch_bench"])?;
    query(&["-c", "CREATE DATABASE ketch_bench"])?;
    let url = format!(
        "{}/ketch_bench",
        server
            .rsplit_once('/')
            .context("a URL without a database")?
            .0
    );
    let mut fill = Command::new(&psql);
    run_quietly(
        fill.arg(&url)
            .args(["-qX", "-v", "ON_ERROR_STOP=1", "-f"])
            .arg(&sql),
    )?;
    let tables = run_quietly(Command::new(&psql).arg(&url).args([
        "-qXAtc",
        "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'",
    ]))?;
    ensure!(
        tables.trim() == models.to_string(),
        "{} tables instead of {models}",
        tables.trim()
    );
    act(&url).map(Ok)
}
