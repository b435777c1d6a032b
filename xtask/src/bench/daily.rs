//! How long a day's change of a schema takes, until the migration is applied and the entities are
//! checked, beside the way that sea-orm-cli offers.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Result, ensure};

use super::migrate::{ENGINES, MIGRATIONS, Place, build_folder, seconds};
use super::{Findings, fresh_folder, in_project, middle, peers};
use crate::process::{find_program, run_quietly};
use crate::servers::{self, Servers};
use crate::workspace;

/// Each compiles.
const DAYS: usize = 3;

/// A field is added to one of a hundred models, until the migration is applied to PostgreSQL and the
/// entity crate is checked.
pub(super) fn bench(
    findings: &mut Findings,
    ketch: &Path,
    servers: &Servers,
    project: &Path,
) -> Result<()> {
    let (Ok(server), Some(psql)) = (servers.url(servers::POSTGRESQL), find_program("psql", &[]))
    else {
        findings.skip("the daily loop: there is no PostgreSQL");
        return Ok(());
    };
    let place = |database| Place {
        engine: &ENGINES[1],
        server: Some(server),
        database,
    };
    let cli = peers::install_sea_orm_cli()?;
    println!("daily: before the first day");
    let url = place("ketch_bench").empty_database(&psql, project)?;
    let ours = Day {
        folder: project,
        url: &url,
    };
    let run = |arguments: &[&str]| {
        let mut command = in_project(ketch, project, arguments);
        seconds(command.env("DATABASE_URL", &url))
    };
    run(&["migrate", "up"])?;
    ours.check_entities()?;

    // The other way on the same tables: a migration crate of SeaORM's, and entities read back.
    let folder = fresh_folder("migrate/theirs")?;
    let place = place("ketch_bench_theirs");
    let url = place.empty_database(&psql, project)?;
    let mut fed = place.client(&psql, project, Some(place.database));
    run_quietly(fed.arg("-f").arg(project.join(place.engine.file)))?;
    let theirs = Day {
        folder: &folder,
        url: &url,
    };
    write_crates(&folder, project)?;
    theirs.migrate(&cli)?;
    theirs.read_entities(&cli)?;
    theirs.check_entities()?;

    let mut times = [Vec::new(), Vec::new(), Vec::new(), Vec::new()];
    for day in 0..DAYS {
        println!("daily: day {} of {DAYS}", day + 1);
        let path = project.join("schema/schema.prisma");
        let text = fs::read_to_string(&path)?;
        let model = "model Item7 {\n";
        ensure!(text.contains(model), "the schema has no model to change");
        fs::write(
            &path,
            text.replacen(model, &format!("{model}  ours{day} Int?\n"), 1),
        )?;
        let applied = run(&["dev", "--name", &format!("ours_{day}")])?;
        times[0].push(applied);
        times[1].push(applied + ours.check_entities()?);
        theirs.write_migration(day)?;
        let applied = theirs.migrate(&cli)? + theirs.read_entities(&cli)?;
        times[2].push(applied);
        times[3].push(applied + theirs.check_entities()?);
    }
    let [ours, ours_checked, theirs, theirs_checked] = times.map(|times| middle(&times));
    findings.table(
        &format!("A field is added to one of {MIGRATIONS} models, on PostgreSQL"),
        &[
            "way",
            "migration applied, entities written",
            "entities checked by cargo too",
        ],
        &[
            vec![
                "`ketch dev --name …`, which plans the migration".to_owned(),
                format!("{ours:.2} s"),
                format!("{ours_checked:.2} s"),
            ],
            vec![
                "a migration written by hand, `sea-orm-cli migrate up`, `generate entity`"
                    .to_owned(),
                format!("{theirs:.2} s"),
                format!("{theirs_checked:.2} s"),
            ],
        ],
    );
    findings.goal(
        "ketch's way until the entities are checked, as a share of sea-orm-cli's",
        100.0 * ours_checked / theirs_checked,
        10.0,
        " %",
    );
    findings.goal(
        "ketch's way until the entities are written, as a share of sea-orm-cli's",
        100.0 * ours / theirs,
        10.0,
        " %",
    );
    Ok(())
}

/// One project on its database.
struct Day<'a> {
    folder: &'a Path,
    url: &'a str,
}

impl Day<'_> {
    fn check_entities(&self) -> Result<f64> {
        let mut check = Command::new("cargo");
        check
            .args(["check", "--quiet", "--manifest-path"])
            .arg(self.folder.join("entity/Cargo.toml"))
            .env("CARGO_TARGET_DIR", build_folder());
        seconds(&mut check)
    }

    /// Compiles the crate, and runs it.
    fn migrate(&self, cli: &Path) -> Result<f64> {
        let mut up = Command::new(cli);
        up.args(["migrate", "up"])
            .current_dir(self.folder)
            .env("CARGO_TARGET_DIR", build_folder())
            .env("DATABASE_URL", self.url);
        seconds(&mut up)
    }

    fn read_entities(&self, cli: &Path) -> Result<f64> {
        let source = self.folder.join("entity/src");
        seconds(&mut peers::generate_entity(
            cli, self.url, "compact", &source,
        ))
    }

    /// What somebody would write.
    fn write_migration(&self, day: usize) -> Result<()> {
        let name = format!("m20270101_0000{day:02}_theirs");
        let source = self.folder.join("migration/src");
        fs::write(
            source.join(format!("{name}.rs")),
            MIGRATION
                .replace("{name}", &name)
                .replace("{column}", &format!("theirs{day}")),
        )?;
        let library = fs::read_to_string(source.join("lib.rs"))?;
        let library = library
            .replacen(
                "pub struct Migrator;",
                &format!("mod {name};\n\npub struct Migrator;"),
                1,
            )
            .replacen(
                "        ]\n",
                &format!("            Box::new({name}::Migration),\n        ]\n"),
                1,
            )
            .replacen(
                "vec![]",
                &format!("vec![\n            Box::new({name}::Migration),\n        ]"),
                1,
            );
        fs::write(source.join("lib.rs"), library)?;
        Ok(())
    }
}

/// A migration crate as sea-orm-cli's `init` writes it, with no migration yet, and a crate for
/// entities with the dependencies that ours has.
fn write_crates(folder: &Path, project: &Path) -> Result<()> {
    fs::create_dir_all(folder.join("migration/src"))?;
    fs::create_dir_all(folder.join("entity/src"))?;
    fs::write(folder.join("migration/Cargo.toml"), MANIFEST)?;
    fs::write(folder.join("migration/src/lib.rs"), LIBRARY)?;
    fs::write(folder.join("migration/src/main.rs"), MAIN)?;
    let entity = fs::read_to_string(project.join("entity/Cargo.toml"))?;
    fs::write(
        folder.join("entity/Cargo.toml"),
        entity.replacen("name = \"entity\"", "name = \"their-entity\"", 1) + "\n[workspace]\n",
    )?;
    for package in ["migration", "entity"] {
        fs::copy(
            workspace::root().join("Cargo.lock"),
            folder.join(package).join("Cargo.lock"),
        )?;
    }
    Ok(())
}

const MANIFEST: &str = "\
[package]
name = \"migration\"
version = \"0.1.0\"
edition = \"2024\"
publish = false

[dependencies]
sea-orm-migration = { version = \"2.0.4\", features = [\"runtime-tokio-rustls\", \"sqlx-postgres\"] }
tokio = { version = \"1\", features = [\"macros\", \"rt-multi-thread\"] }

[workspace]
";

const MAIN: &str = "\
use sea_orm_migration::prelude::*;

#[tokio::main]
async fn main() {
    cli::run_cli(migration::Migrator).await;
}
";

const LIBRARY: &str = "\
pub use sea_orm_migration::prelude::*;

pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![]
    }
}
";

const MIGRATION: &str = "\
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::alter().table(\"Item7\").add_column(integer_null(\"{column}\")).to_owned();
        manager.alter_table(table).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::alter().table(\"Item7\").drop_column(\"{column}\").to_owned();
        manager.alter_table(table).await
    }
}
";
