//! The generated crate by itself, as cargo and sea-orm-cli build and run it; and without ketch-runner,
//! as plain SeaORM.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use clap::Parser as _;
use ketch_runner::{
    Error, JOURNAL, LEDGER, MigrationSet, Report, Settings, State, down, status, up,
};
use sea_orm_cli::{Cli, Commands, run_migrate_command};

use crate::support::{Database, scratch};

const NAMES: [&str; 3] = [
    "m20260101_000000_init",
    "m20260102_000000_note",
    "m20260103_000000_emails",
];

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        match entry.file_type().unwrap().is_dir() {
            true => copy(&entry.path(), &target),
            false => drop(fs::copy(entry.path(), target).unwrap()),
        }
    }
}

/// The fixture in a folder of its own, with the workspace's versions of everything. The package has
/// another name in each: what cargo builds of two packages of one name, each the root of its own
/// workspace, goes to one place, and the newer one counts as built from the sources of both.
fn copied(package: &str) -> PathBuf {
    let runner = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = scratch();
    copy(&runner.join("tests/fixture/migration"), &folder);
    let manifest = fs::read_to_string(folder.join("Cargo.toml")).unwrap();
    let manifest = manifest
        .replace("../../..", runner.to_str().unwrap())
        .replace("name = \"migration\"", &format!("name = {package:?}"));
    // As the workspace builds, so that what is built already is used.
    let manifest =
        manifest + "\n[lib]\nname = \"migration\"\n\n[profile.dev]\ndebug = \"line-tables-only\"\n";
    fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    fs::copy(runner.join("../Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    folder
}

/// Where this was built.
fn target() -> PathBuf {
    let program = std::env::current_exe().unwrap();
    program.ancestors().nth(3).unwrap().to_owned()
}

/// The crate's own command line.
fn cargo_run(folder: &Path, database: &Database, arguments: &[&str]) -> (bool, String) {
    let mut command = Command::new(env!("CARGO"));
    command
        .args(["run", "--quiet", "--manifest-path"])
        .arg(folder.join("Cargo.toml"))
        .arg("--")
        .args(arguments);
    ended(&mut command, database)
}

/// `sea-orm-cli migrate`: the program, where a benchmark installed it; or else this one, which
/// calls for it what the program calls.
fn sea_orm_cli(folder: &Path, database: &Database, arguments: &[&str]) -> (bool, String) {
    let folder = folder.to_str().unwrap();
    let arguments = [&["migrate", "--migration-dir", folder], arguments].concat();
    let installed = target().join("tools/bin/sea-orm-cli");
    if installed.is_file() {
        return ended(Command::new(installed).args(arguments), database);
    }
    let mut command = Command::new(std::env::current_exe().unwrap());
    command
        .args(["--exact", "leaving::sea_orm_cli_itself"])
        .args(["--ignored", "--nocapture"])
        .env(ARGUMENTS, arguments.join("\n"));
    ended(&mut command, database)
}

const ARGUMENTS: &str = "KETCH_RUNNER_TEST_SEA_ORM_CLI";

#[test]
#[ignore = "what the other tests start"]
fn sea_orm_cli_itself() {
    let arguments = std::env::var(ARGUMENTS).unwrap();
    let arguments = std::iter::once("sea-orm-cli").chain(arguments.lines());
    let Commands::Migrate {
        migration_dir,
        database_schema,
        database_url,
        command,
    } = Cli::parse_from(arguments).command
    else {
        panic!("another command");
    };
    run_migrate_command(
        command,
        &migration_dir,
        database_schema,
        database_url,
        false,
    )
    .unwrap();
}

/// Whether it succeeded, and all that it and what it started printed.
fn ended(command: &mut Command, database: &Database) -> (bool, String) {
    let output = command
        .env("CARGO_TARGET_DIR", target())
        .env("CARGO_NET_OFFLINE", "true")
        .env("DATABASE_URL", &database.url)
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
    (output.status.success(), text)
}

fn without_runner(folder: &Path) {
    fs::remove_file(folder.join("src/runner.rs")).unwrap();
    for file in ["src/lib.rs", "Cargo.toml"] {
        let text = fs::read_to_string(folder.join(file)).unwrap();
        let kept: Vec<&str> = text
            .lines()
            .filter(|line| !line.contains("runner"))
            .collect();
        fs::write(folder.join(file), kept.join("\n") + "\n").unwrap();
    }
}

/// One database and one crate, by our commands on its files and by sea-orm-cli's in turn; between
/// two migrations of ours one is written by hand.
#[tokio::test]
async fn sea_orm_clis_commands_and_ours_take_turns() {
    let folder = copied("crate-of-both");
    for database in Database::all().await {
        let run = |arguments: &[&str]| {
            let (done, output) = sea_orm_cli(&folder, &database, arguments);
            assert!(done, "{arguments:?}: {output}");
            output
        };
        let (db, settings) = (database.connect().await, Settings::default());
        let set = MigrationSet::from_files(&folder, database.backend).unwrap();
        let states = async || {
            let shown = status(&db, &set, &settings).await.unwrap();
            assert!(shown.faults.is_empty(), "{shown}");
            shown
                .migrations
                .iter()
                .map(|(_, state)| *state)
                .collect::<Vec<_>>()
        };
        let [init, note, emails] = NAMES;
        assert!(run(&["status"]).contains(&format!("{init}: pending")));
        assert_eq!(
            up(&db, &set, Some(1), &settings).await.unwrap().applied,
            [init]
        );
        assert!(run(&["status"]).contains(&format!("{init}: applied")));
        run(&["up", "-n", "1"]);
        assert_eq!(
            states().await,
            [State::Applied, State::Applied, State::Pending]
        );
        // Its Rust is the user's: only the crate can run it.
        let refused = up(&db, &set, None, &settings).await.unwrap_err();
        assert!(
            matches!(&refused, Error::NeedsCompile { names, .. } if *names == [emails]),
            "{refused}"
        );
        run(&["up"]);
        assert_eq!(states().await, [State::Applied; 3]);
        assert_eq!(
            up(&db, &set, None, &settings).await.unwrap(),
            Report::default()
        );
        assert!(run(&["down", "-n", "2"]).contains(&format!("undone {note}")));
        assert_eq!(
            down(&db, &set, Some(1), &settings).await.unwrap().undone,
            [init]
        );
        assert!(run(&["status"]).contains(&format!("{init}: pending")));
        run(&["up"]);
        assert_eq!(database.versions(LEDGER).await, NAMES);
        assert_eq!(database.versions(JOURNAL).await, NAMES);
        assert!(run(&["refresh"]).contains(&format!("applied {emails}")));
    }
    fs::remove_dir_all(folder).unwrap();
}

#[tokio::test]
async fn sea_orm_clis_commands_work_with_ketch_runner_and_without_it() {
    let database = Database::sqlite();
    let ours = copied("crate-of-ours");
    let run = |folder: &Path, arguments: &[&str]| {
        let (done, output) = cargo_run(folder, &database, arguments);
        assert!(done, "{arguments:?}: {output}");
        output
    };
    assert!(run(&ours, &["up", "-n", "1"]).contains("applied m20260101_000000_init"));
    assert!(run(&ours, &["status"]).contains("m20260102_000000_note: pending"));
    run(&ours, &["up"]);
    assert_eq!(database.versions(LEDGER).await.len(), 3);
    assert!(run(&ours, &["up"]).contains("nothing to do"));
    assert!(run(&ours, &["down"]).contains("undone m20260103_000000_emails"));
    assert!(run(&ours, &["--help"]).contains("Usage"));
    let (done, output) = cargo_run(&ours, &database, &["sideways"]);
    assert!(
        !done && output.contains("there is no such command"),
        "{output}"
    );
    assert!(!run(&ours, &["-u", "sqlite::memory:", "status"]).contains("applied"));

    // One file deleted, and the lines that name it: the same ledger, SeaORM's own commands.
    let plain = copied("crate-of-seaorms");
    without_runner(&plain);
    assert!(run(&plain, &["status"]).contains("'m20260103_000000_emails'... Pending"));
    run(&plain, &["up"]);
    assert_eq!(database.versions(LEDGER).await.len(), 3);
    assert_eq!(database.versions(JOURNAL).await.len(), 2);
    run(&plain, &["down"]);
    run(&plain, &["fresh"]);
    assert_eq!(database.versions(LEDGER).await.len(), 3);
    assert!(run(&ours, &["up"]).contains("adopted"));

    // sea-orm-cli adds a migration to the crate: what ketch wrote stays, and the crate builds.
    let (done, output) = sea_orm_cli(&ours, &database, &["generate", "more"]);
    assert!(done, "{output}");
    let library = fs::read_to_string(ours.join("src/lib.rs")).unwrap();
    assert!(library.contains(
        "            Box::new(m20260103_000000_emails::Migration),\n            Box::new(m20"
    ));
    assert!(
        library.ends_with("        ]\n    }\n\n    runner::entry_points!();\n}\n"),
        "{library}"
    );
    let (done, shown) = sea_orm_cli(&ours, &database, &["status"]);
    assert!(done && shown.contains("_more: pending"), "{shown}");
    let (done, output) = sea_orm_cli(&ours, &database, &["sideways"]);
    assert!(!done, "{output}");
    for folder in [ours, plain] {
        fs::remove_dir_all(folder).unwrap();
    }
}
