//! `ketch init` in workspaces and packages that are there already.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::project::{Project, Run, SCHEMA};

const APP: &str =
    "[package]\nname = \"app\" # mine\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\n";

fn package() -> Project {
    let project = Project::empty();
    project.write("Cargo.toml", APP);
    project.write("src/main.rs", "fn main() {}\n");
    project
}

/// What cargo says of the workspace.
fn members(project: &Project) -> Vec<String> {
    let mut command = Command::new(env!("CARGO"));
    command.current_dir(&project.folder).args([
        "metadata",
        "--offline",
        "--no-deps",
        "--format-version",
        "1",
    ]);
    let run = Run::of(&mut command).exits(0);
    let metadata: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let packages = metadata["packages"].as_array().unwrap().iter();
    let mut names: Vec<String> = packages
        .map(|package| package["name"].as_str().unwrap().to_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn in_a_package() {
    let project = package();
    project
        .run("init")
        .exits(0)
        .says("made   schema/schema.prisma")
        .says("made   entity/src/note.rs")
        .says("added  Cargo.toml (workspace members)")
        .says("cargo ketch dev");
    assert_eq!(
        project.read("Cargo.toml"),
        format!("{APP}\n[workspace]\nmembers = [\"entity\", \"migration\", \"ketch-tool\"]\n")
    );
    assert_eq!(
        members(&project),
        ["app", "entity", "ketch-tool", "migration"]
    );
    let version = env!("CARGO_PKG_VERSION");
    let tool = project.read("ketch-tool/Cargo.toml");
    assert!(
        tool.contains(&format!("ketch-cli = \"={version}\"")),
        "{tool}"
    );
    assert!(tool.contains(&format!("ketch = \"={version}\"")), "{tool}");
    assert!(
        project
            .read(".cargo/config.toml")
            .contains("--package ketch-tool --")
    );
    assert!(
        project
            .read(".gitattributes")
            .contains("/ketch.lock text eol=lf\n")
    );
    assert_eq!(project.read(".gitignore"), "/.ketch.*\n/dev.db*\n");

    // No migration is made of a schema that nobody has looked at yet.
    project
        .run("generate --check")
        .exits(1)
        .says("no migration yet");
    project.generate().exits(0);
    project.run("generate --check --full").exits(0);
    assert!(
        project
            .read("migration/src/lib.rs")
            .contains("\nmod m20260101_000000_init;\n\n/// Applies")
    );
}

/// What a newcomer does: the starter as it is, `dev`, and an app on the two crates.
#[test]
fn then_dev_works_and_an_app_runs_on_what_it_made() {
    let project = package();
    project.run("init").exits(0);
    project
        .run("dev --name init")
        .exits(0)
        .says("migration/src/m")
        .says("applied m");
    assert!(project.path("dev.db").is_file());
    project.run("dev").exits(0).says("fresh");

    let here = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let patch =
        |name: &str, folder: &str| format!("{name} = {{ path = {:?} }}\n", here.join(folder));
    let manifest = project.read("Cargo.toml").replace(
        "[dependencies]\n",
        "[dependencies]\nentity = { path = \"entity\" }\nmigration = { path = \"migration\" }\nsea-orm = { version = \"2\", default-features = false, features = [\"runtime-tokio\", \"sqlx-sqlite\"] }\ntokio = { version = \"1\", features = [\"macros\", \"rt-multi-thread\"] }\n",
    );
    // What is not published yet is taken from here, and built as this workspace builds.
    let manifest = manifest
        + "\n[patch.crates-io]\n"
        + &patch("ketch", ".")
        + &patch("ketch-catalog", "catalog")
        + &patch("ketch-cli", "cli")
        + &patch("ketch-history", "history")
        + &patch("ketch-lsp", "lsp")
        + &patch("ketch-runner", "runner")
        + "\n[profile.dev]\ndebug = \"line-tables-only\"\n";
    project.write("Cargo.toml", &manifest);
    fs::copy(here.join("Cargo.lock"), project.path("Cargo.lock")).unwrap();
    project.write("src/main.rs", APP_ON_BOTH_CRATES);
    let target = std::env::current_exe().unwrap();
    let target = target.ancestors().nth(3).unwrap();
    let mut cargo = Command::new(env!("CARGO"));
    cargo
        .args(["run", "--quiet", "--offline", "--package", "app"])
        .current_dir(&project.folder)
        .env("CARGO_TARGET_DIR", target);
    Run::of(&mut cargo).exits(0).says("1: Hello\n");
    verify_with_rust(&project, target);
}

/// A migration that is written by hand is compiled to be verified: what it does is seen.
fn verify_with_rust(project: &Project, target: &Path) {
    const BY_HAND: &str = "m29991231_235959_by_hand";
    project.edit("migration/src/lib.rs", |text| {
        let (before, _) = text.split_once("::Migration),\n").unwrap();
        let init = before.rsplit("Box::new(").next().unwrap().to_owned();
        text.replace(
            &format!("mod {init};\n"),
            &format!("mod {init};\nmod {BY_HAND};\n"),
        )
        .replace(
            "::Migration),\n",
            &format!("::Migration),\n            Box::new({BY_HAND}::Migration),\n"),
        )
    });
    let verify = |sql: &str| {
        let text = MIGRATION_BY_HAND.replace("SQL", sql);
        project.write(&format!("migration/src/{BY_HAND}.rs"), &text);
        let mut command = project.command("migrate verify");
        for name in [
            "PATH",
            "HOME",
            "CARGO_HOME",
            "RUSTUP_HOME",
            "RUSTUP_TOOLCHAIN",
        ] {
            command.envs(std::env::var_os(name).map(|value| (name, value)));
        }
        command.env("CARGO", env!("CARGO"));
        command.env("CARGO_NET_OFFLINE", "true");
        command.env("CARGO_TARGET_DIR", target);
        Run::of(&mut command)
    };
    // No schema can say it, and somebody wrote it.
    verify("CREATE TRIGGER kept AFTER UPDATE ON Note BEGIN SELECT 1; END")
        .exits(0)
        .says("sqlite: the migrations make what the schema says\n")
        .says("beyond schemas: Note: the trigger kept");
    verify("ALTER TABLE Note ADD COLUMN more INTEGER")
        .exits(1)
        .says("sqlite: the migrations do not make what the schema says:\n")
        .says("more");
}

const MIGRATION_BY_HAND: &str = r#"use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        db.execute_unprepared("SQL").await?;
        Ok(())
    }
}
"#;

const APP_ON_BOTH_CRATES: &str = r#"use entity::note;
use sea_orm::entity::prelude::*;
use sea_orm::{Database, Set};

#[tokio::main]
async fn main() -> Result<(), DbErr> {
    let db = Database::connect("sqlite::memory:").await?;
    migration::up(&db).await?;
    let note = note::ActiveModel {
        title: Set("Hello".to_owned()),
        ..Default::default()
    };
    note.insert(&db).await?;
    for note in note::Entity::find().all(&db).await? {
        println!("{}: {}", note.id, note.title);
    }
    Ok(())
}
"#;

#[test]
fn a_second_time_it_changes_nothing() {
    let project = package();
    project.run("init").exits(0);
    let (files, times) = (project.files(), project.times());
    project.run("init").exits(0).says("kept   schema");
    assert_eq!(project.files(), files);
    assert_eq!(project.times(), times);
}

#[test]
fn what_is_there_stays() {
    let project = Project::empty();
    let workspace =
        "# mine\n[workspace]\nmembers = [\n    \"app\",   # the app\n]\nresolver = \"3\"\n";
    project.write("Cargo.toml", workspace);
    project.write("app/Cargo.toml", APP);
    project.write("app/src/main.rs", "fn main() {}\n");
    project.write(".gitattributes", "* text=auto\n/ketch.lock text eol=lf");
    project.write(".gitignore", "target\r\n");
    project.write(
        ".cargo/config.toml",
        "[alias]\nketch = \"run --package mine --\" # mine\n",
    );
    project.write(
        "entity/Cargo.toml",
        "[package]\nname = \"entity\"\nversion = \"9.0.0\"\n",
    ); // From a folder below.
    let mut command = project.command("init --provider postgresql");
    Run::of(command.current_dir(project.path("app"))).exits(0);
    assert_eq!(
        project.read("Cargo.toml"),
        "# mine\n[workspace]\nmembers = [\n    \"app\",   # the app\n    \"entity\",\n    \"migration\",\n    \"ketch-tool\",\n]\nresolver = \"3\"\n"
    );
    assert!(project.read("entity/Cargo.toml").contains("9.0.0"));
    assert!(
        project
            .read(".cargo/config.toml")
            .starts_with("[alias]\nketch = \"run --package mine --\" # mine\n")
    );
    assert_eq!(
        project.read(".gitignore"),
        "target\r\n/.ketch.*\r\n/dev.db*\r\n"
    );
    let attributes = project.read(".gitattributes");
    assert_eq!(attributes.matches("/ketch.lock").count(), 1, "{attributes}");
    assert!(
        project
            .read("schema/schema.prisma")
            .contains("provider = \"postgresql\"")
    );
}

/// Crates of SeaORM's own tools stay as they are, and what is advised works.
#[test]
fn crates_of_somebody_else_stop_it() {
    let mine = |project: &Project, folder: &str| {
        let manifest = format!("[package]\nname = \"{folder}\"\nversion = \"0.1.0\"\n");
        project.write(&format!("{folder}/Cargo.toml"), &manifest);
        project.write(&format!("{folder}/src/lib.rs"), "// mine\n");
    };
    for (folders, schema, up) in [
        (&["entity"][..], "schema/schema.prisma", "../"),
        (&["migration"], "schema/schema.prisma", "../"),
        (&["entity", "migration"], "schema/schema.prisma", "../"),
        (&["entity", "migration"], "prisma/schema.prisma", "../"),
        (&["entity", "migration"], "schema.prisma", ""),
    ] {
        let project = package();
        if schema != "schema/schema.prisma" {
            project.write(schema, SCHEMA);
        }
        for folder in folders {
            mine(&project, folder);
        }
        let (files, times) = (project.files(), project.times());
        let run = project.run("init").exits(2);
        assert_eq!(project.files(), files);
        assert_eq!(project.times(), times, "not even a folder is left");
        let run = run
            .says(
                &folders
                    .iter()
                    .map(|folder| format!("{folder}/"))
                    .collect::<Vec<_>>()
                    .join(" and "),
            )
            .says(schema)
            .says("ketch migrate baseline");
        assert!(!run.err.contains("--force"), "{}", run.err);

        let start = run.err.find("generator ketch {").unwrap();
        let length = run.err[start..].find('}').unwrap() + 1;
        let generator = &run.err[start..start + length];
        project.write(schema, &format!("{generator}\n\n{SCHEMA}"));
        project.run("init").exits(0);
        for folder in folders {
            let text = project.read(&format!("{folder}/src/lib.rs"));
            assert_eq!(text, "// mine\n");
            assert!(
                generator.contains(&format!("\"{up}db-{folder}\"")),
                "{generator}"
            );
            assert!(project.path(&format!("db-{folder}/src/lib.rs")).is_file());
        }
        project.run("init").exits(0);
        // Crates of ketch's own are known without the lock.
        fs::remove_file(project.path("ketch.lock")).unwrap();
        project.run("init").exits(0);
    }
}

#[test]
fn from_a_schema_that_is_there() {
    let project = package();
    project.write("prisma/schema.prisma", SCHEMA);
    project
        .run("init")
        .exits(0)
        .says("kept   prisma/schema.prisma");
    assert_eq!(project.read("prisma/schema.prisma"), SCHEMA);
    assert!(!project.path("schema").exists());
    assert!(project.path("entity/src/post.rs").exists());
    assert!(
        project
            .read("ketch-tool/build.rs")
            .contains("\"../prisma/schema.prisma\"")
    );
}

#[test]
fn where_it_cannot_begin() {
    let project = Project::empty();
    fs::remove_file(project.path("Cargo.toml")).unwrap();
    if project
        .folder
        .ancestors()
        .all(|folder| !folder.join("Cargo.toml").exists())
    {
        project.run("init").exits(2).says("cargo init");
    }

    let project = package();
    project.write("schema/a.prisma", "model A {\n  id Inn @id\n}\n");
    let before = project.files();
    project.run("init").exits(2);
    assert_eq!(project.files(), before);

    let project = package();
    project
        .run_in("ci", "init")
        .exits(3)
        .says("any environment but ci");
}
