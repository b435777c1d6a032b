//! How long a hundred migrations take on each engine, beside the same SQL through the engine's own
//! client, and beside SeaORM's own migrator.
//!
//! Figures here are seconds on the wall, the middle one of several runs that alternate: most of
//! what is waited for is done by servers, which no process of ours is charged for.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, ensure};

use super::{Findings, daily, fresh_folder, in_project, ketch, middle};
use crate::process::{find_program, run_quietly, shown};
use crate::servers::{self, Servers};
use crate::workspace;

pub(super) const MIGRATIONS: usize = 100;

const RUNS: usize = 5;

/// What is allowed beside the SQL: to start, to connect, to take the lock.
const ALLOWED: f64 = 0.1;

/// An engine, and the client that runs SQL on it.
pub(super) struct Engine {
    name: &'static str,
    /// The file of its SQL, and the client.
    pub(super) file: &'static str,
    client: &'static str,
    /// The server, where it has one.
    server: Option<&'static str>,
}

pub(super) const ENGINES: [Engine; 3] = [
    Engine {
        name: "SQLite",
        file: "sqlite.up.sql",
        client: "sqlite3",
        server: None,
    },
    Engine {
        name: "PostgreSQL",
        file: "postgresql.up.sql",
        client: "psql",
        server: Some(servers::POSTGRESQL),
    },
    Engine {
        name: "MariaDB",
        file: "mysql.up.sql",
        client: "mariadb",
        server: Some(servers::MARIADB),
    },
];

pub(super) fn bench(findings: &mut Findings) -> Result<()> {
    let ketch = ketch()?;
    let servers = Servers::start(&servers::ALL)?;
    let project = fresh_folder("migrate/project")?;
    write_history(&ketch, &project)?;
    let plain = build_plain(&project)?;
    let mut rows = Vec::new();
    for engine in &ENGINES {
        let Some(client) = find_program(engine.client, &[]) else {
            findings.skip(format!(
                "{}: {} is not installed",
                engine.name, engine.client
            ));
            continue;
        };
        let place = match engine.server.map(|server| servers.url(server)).transpose() {
            Ok(server) => Place {
                engine,
                server,
                database: "ketch_bench",
            },
            Err(error) => {
                findings.skip(format!("{}: {error}", engine.name));
                continue;
            }
        };
        let times = place.times(&ketch, &client, &plain, &project)?;
        rows.push(vec![
            engine.name.to_owned(),
            format!("{:.3} s", times.ketch),
            format!("{:.3} s, `{}`", times.client, engine.client),
            format!("{:.3} s", times.plain),
        ]);
        findings.goal(
            format!(
                "{}, less {ALLOWED} s, against the same SQL through {}",
                engine.name, engine.client
            ),
            (times.ketch - ALLOWED).max(0.0) / times.client,
            1.3,
            "×",
        );
        findings.goal(
            format!("{}, against the plain crate", engine.name),
            times.ketch / times.plain,
            1.0,
            "×",
        );
    }
    findings.table(
        &format!("{MIGRATIONS} migrations on an empty database"),
        &[
            "engine",
            "`ketch migrate up --no-drift-check`",
            "the same SQL, committed once a migration",
            "`sea-orm-cli migrate up`, the crate built before",
        ],
        &rows,
    );
    daily::bench(findings, &ketch, &servers, &project)
}

/// The middle time of each.
struct Times {
    ketch: f64,
    client: f64,
    plain: f64,
}

/// Where migrations are applied.
pub(super) struct Place<'a> {
    pub(super) engine: &'static Engine,
    pub(super) server: Option<&'a str>,
    pub(super) database: &'static str,
}

impl Place<'_> {
    fn times(&self, ketch: &Path, client: &Path, plain: &Path, project: &Path) -> Result<Times> {
        let name = self.engine.name;
        let sql = project.join(self.engine.file);
        fs::write(&sql, all_sql(project, self.engine)?)?;
        let mut times = [Vec::new(), Vec::new(), Vec::new()];
        for round in 0..RUNS {
            println!("migrate: {name}, round {} of {RUNS}", round + 1);
            let url = self.empty_database(client, project)?;
            let mut up = in_project(ketch, project, &["migrate", "up", "--no-drift-check"]);
            times[0].push(seconds(up.env("DATABASE_URL", &url))?);
            self.check(client, project)?;
            self.empty_database(client, project)?;
            let mut fed = self.client(client, project, Some(self.database));
            times[1].push(seconds(fed.stdin(fs::File::open(&sql)?))?);
            let url = self.empty_database(client, project)?;
            let mut migrator = Command::new("cargo");
            migrator
                .args(["run", "--manifest-path"])
                .arg(plain.join("Cargo.toml"))
                .args(["--", "up"])
                .env("CARGO_TARGET_DIR", build_folder())
                .env("DATABASE_URL", &url);
            times[2].push(seconds(&mut migrator)?);
            self.check(client, project)?;
        }
        let [ketch, client, plain] = times.map(|times| middle(&times));
        Ok(Times {
            ketch,
            client,
            plain,
        })
    }

    /// Makes the database anew, and gives its URL.
    pub(super) fn empty_database(&self, client: &Path, project: &Path) -> Result<String> {
        let Some(server) = self.server else {
            for file in [DATABASE_FILE, "bench.db-journal"] {
                let _ = fs::remove_file(project.join(file));
            }
            let file = project.join(DATABASE_FILE);
            return Ok(format!("sqlite://{}?mode=rwc", file.display()));
        };
        let database = self.database;
        for sql in [
            format!("DROP DATABASE IF EXISTS {database}"),
            format!("CREATE DATABASE {database}"),
        ] {
            let flag = if self.is_postgresql() { "-c" } else { "-e" };
            run_quietly(self.client(client, project, None).args([flag, &sql]))?;
        }
        let (server, _) = server.rsplit_once('/').context("a URL without a path")?;
        Ok(format!("{server}/{database}"))
    }

    fn is_postgresql(&self) -> bool {
        self.engine.server == Some(servers::POSTGRESQL)
    }

    /// The engine's own client, which stops at the first error.
    pub(super) fn client(&self, program: &Path, project: &Path, database: Option<&str>) -> Command {
        let mut command = Command::new(program);
        match self.server {
            None => command.args(["-bail", DATABASE_FILE]).current_dir(project),
            Some(server) if self.is_postgresql() => {
                let (server, default) = server.rsplit_once('/').unwrap_or((server, "postgres"));
                command
                    .arg(format!("{server}/{}", database.unwrap_or(default)))
                    .args(["-qX", "-v", "ON_ERROR_STOP=1"])
            }
            Some(server) => {
                let port = server.rsplit(':').next().unwrap_or_default();
                command
                    .args([
                        "--no-defaults",
                        "--host=127.0.0.1",
                        "--protocol=tcp",
                        "--user=root",
                    ])
                    .arg(format!("--port={}", port.trim_end_matches('/')))
                    .args(database)
            }
        };
        command
    }

    /// That all of it is there.
    fn check(&self, client: &Path, project: &Path) -> Result<()> {
        let mut asking = self.client(client, project, Some(self.database));
        let sql = "SELECT count(*) FROM seaql_migrations";
        match self.server {
            None => asking.arg(sql),
            Some(_) if self.is_postgresql() => asking.args(["-At", "-c", sql]),
            Some(_) => asking.args(["-N", "-e", sql]),
        };
        let found = run_quietly(&mut asking)?;
        ensure!(
            found.trim() == MIGRATIONS.to_string(),
            "{}: {} migrations are applied",
            self.engine.name,
            found.trim()
        );
        Ok(())
    }
}

const DATABASE_FILE: &str = "bench.db";

/// How long a command takes that must succeed.
pub(super) fn seconds(command: &mut Command) -> Result<f64> {
    let text = shown(command);
    let started = Instant::now();
    let output = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot run `{text}`"))?
        .wait_with_output()?;
    let took = started.elapsed().as_secs_f64();
    ensure!(
        output.status.success(),
        "`{text}` failed:\n{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    Ok(took)
}

/// A schema after so many migrations: each adds a model that points at the one before, with an
/// index, and a field to an older one.
fn schema(migrations: usize) -> String {
    let mut text = String::from(
        "generator ketch {\n  provider = \"ketch\"\n  engines  = [\"postgresql\", \"sqlite\", \"mysql\"]\n}\n\n\
         datasource db {\n  provider = \"postgresql\"\n}\n",
    );
    for model in 0..migrations {
        let mut line = |line: &str| writeln!(text, "{line}").expect("text can grow");
        line(&format!(
            "\nmodel Item{model} {{\n  id Int @id @default(autoincrement())"
        ));
        line(
            "  name String @db.VarChar(100)\n  body String?\n  count Int @default(0)\n  done Boolean @default(false)",
        );
        line("  createdAt DateTime @default(now())");
        if model > 0 {
            let before = model - 1;
            line(&format!(
                "  before Item{before}? @relation(fields: [beforeId], references: [id])\n  beforeId Int?"
            ));
        }
        if model + 1 < migrations {
            line(&format!("  after Item{}[]", model + 1));
        }
        // Added ten migrations later.
        if model + 10 < migrations {
            line("  note String? @db.VarChar(50)");
        }
        line("\n  @@index([name, createdAt])\n}");
    }
    text
}

/// A project with its history, each migration planned by ketch.
fn write_history(ketch: &Path, project: &Path) -> Result<()> {
    println!("migrate: planning {MIGRATIONS} migrations");
    fs::create_dir_all(project.join("schema"))?;
    fs::write(
        project.join("Cargo.toml"),
        "[workspace]\nresolver = \"3\"\nmembers = [\"entity\"]\n",
    )?;
    fs::copy(
        workspace::root().join("Cargo.lock"),
        project.join("Cargo.lock"),
    )?;
    for number in 1..=MIGRATIONS {
        fs::write(project.join("schema/schema.prisma"), schema(number))?;
        let timestamp = format!("20260101_{:02}{:02}00", number / 60, number % 60);
        let flag = ["--timestamp", timestamp.as_str()];
        let command = match number {
            1 => vec!["generate"],
            _ => vec!["migrate", "new", "step"],
        };
        run_quietly(&mut in_project(
            ketch,
            project,
            &[&command[..], &flag].concat(),
        ))?;
    }
    Ok(())
}

/// The SQL of all migrations, each in a transaction of its own where the engine has that.
fn all_sql(project: &Path, engine: &Engine) -> Result<String> {
    let folder = project.join("migration/sql");
    let mut migrations: Vec<PathBuf> = fs::read_dir(&folder)?
        .flatten()
        .map(|migration| migration.path().join(engine.file))
        .collect();
    migrations.sort();
    ensure!(
        migrations.len() == MIGRATIONS,
        "{} migrations",
        migrations.len()
    );
    let mut text = String::new();
    for migration in migrations {
        let sql = fs::read_to_string(&migration)?;
        match engine.client {
            // Each statement commits itself.
            "mariadb" => text += &sql,
            _ => writeln!(text, "BEGIN;\n{sql}COMMIT;")?,
        }
    }
    Ok(text)
}

pub(super) fn build_folder() -> PathBuf {
    workspace::target().join("bench/migrate-target")
}

/// The migration crate without ketch-runner, built as `sea-orm-cli migrate` does.
fn build_plain(project: &Path) -> Result<PathBuf> {
    println!("migrate: building the plain migration crate");
    let folder = fresh_folder("migrate/plain")?;
    run_quietly(
        Command::new("cp")
            .arg("-r")
            .arg(project.join("migration/."))
            .arg(&folder),
    )?;
    without_runner(&folder)?;
    build(&folder)?;
    Ok(folder)
}

fn build(folder: &Path) -> Result<()> {
    let mut build = Command::new("cargo");
    build
        .args(["build", "--quiet", "--manifest-path"])
        .arg(folder.join("Cargo.toml"))
        .env("CARGO_TARGET_DIR", build_folder());
    run_quietly(&mut build)?;
    Ok(())
}

/// As `src/runner.rs` says how to leave ketch.
fn without_runner(folder: &Path) -> Result<()> {
    fs::remove_file(folder.join("src/runner.rs"))?;
    for file in ["src/lib.rs", "Cargo.toml"] {
        let text = fs::read_to_string(folder.join(file))?;
        let mut kept: Vec<&str> = text
            .lines()
            .filter(|line| !line.contains("runner"))
            .collect();
        if file == "Cargo.toml" {
            kept.push("\n[workspace]");
        }
        fs::write(folder.join(file), kept.join("\n") + "\n")?;
    }
    fs::copy(
        workspace::root().join("Cargo.lock"),
        folder.join("Cargo.lock"),
    )?;
    Ok(())
}
