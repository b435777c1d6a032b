//! Eight migrators at once, of which one is killed while it has the lock: each migration is applied
//! once, nobody else fails, and those who wait say for whom. One of PostgreSQL's migrations builds
//! an index while its table is in use, which deadlocks with whoever blocks on a lock.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::mpsc::channel;

use ketch_runner::{JOURNAL, LEDGER, MigrationSet, Settings};
use sea_orm::DbBackend;
use tokio::time::Duration;

use crate::support::{Database, Tally, connect, number_from, scratch, write_folder};

const MIGRATORS: usize = 8;

/// For each engine; more with KETCH_CROWD_ROUNDS.
const ROUNDS: usize = 3;

const NAMES: [&str; 4] = [
    "m20260101_000000_start",
    "m20260102_000000_rows",
    "m20260103_000000_index",
    "m20260104_000000_end",
];

#[tokio::test(flavor = "multi_thread")]
async fn eight_migrators_and_a_killed_holder_apply_each_migration_once() {
    let rounds = number_from("KETCH_CROWD_ROUNDS", ROUNDS);
    for backend in [DbBackend::Sqlite, DbBackend::Postgres, DbBackend::MySql] {
        let folder = folder(backend);
        let (mut tally, mut killed, mut waited) = (Tally::default(), 0, 0);
        for round in 0..rounds {
            let Some(database) = Database::of(backend).await else {
                break;
            };
            let crowd = crowd(&database, &folder, round);
            killed += usize::from(crowd.killed);
            waited += usize::from(crowd.waited);
            let outcome = match crowd.faults.is_empty() {
                true => is_right(&database).await,
                false => Err(crowd.faults.join("\n")),
            };
            tally.count(outcome.map_err(|fault| format!("{backend:?}, round {round}: {fault}")));
        }
        std::fs::remove_dir_all(folder).unwrap();
        if tally == Tally::default() {
            continue;
        }
        assert!(killed >= rounds * 2 / 3, "{killed} holders were killed");
        // SQLite itself waits five seconds before it says so.
        assert!(
            waited >= rounds * 2 / 3 || backend == DbBackend::Sqlite,
            "nobody said for whom, but in {waited} rounds"
        );
        tally.end(&format!(
            "{backend:?}, {MIGRATORS} migrators at once, {killed} holders killed, in {waited} rounds one waited for another"
        ));
    }
}

/// What each migration does, and one more in the tally.
fn folder(backend: DbBackend) -> PathBuf {
    // Long enough that others come while it is at it.
    let pause = match backend {
        DbBackend::MySql => "DO SLEEP(0.04);\n",
        DbBackend::Postgres => "SELECT pg_sleep(0.04);\n",
        _ => {
            "CREATE TEMP TABLE pause AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c WHERE x < 60000) SELECT count(*) FROM c;\nDROP TABLE temp.pause;\n"
        }
    };
    let (key, index) = match backend {
        DbBackend::MySql => ("INTEGER AUTO_INCREMENT PRIMARY KEY", "CREATE INDEX"),
        DbBackend::Postgres => ("SERIAL PRIMARY KEY", "CREATE INDEX CONCURRENTLY"),
        _ => ("INTEGER PRIMARY KEY", "CREATE INDEX"),
    };
    let count = format!("{pause}UPDATE tally SET n = n + 1;\n{pause}");
    let doubled = "INSERT INTO item (n) SELECT n FROM item;\n".repeat(9);
    let texts = [
        format!("CREATE TABLE tally (n INTEGER);\nINSERT INTO tally VALUES (0);\n{count}"),
        format!(
            "CREATE TABLE item (id {key}, n INTEGER);\nINSERT INTO item (n) VALUES (1), (2);\n{doubled}{count}"
        ),
        format!("{index} item_n_idx ON item (n);\n{count}"),
        format!(
            "ALTER TABLE item ADD COLUMN more INTEGER;\n{count}CREATE TABLE last (n INTEGER);\n"
        ),
    ];
    let folder = scratch();
    let steps: Vec<_> = NAMES
        .iter()
        .zip(&texts)
        .map(|(name, text)| (*name, text.as_str(), None))
        .collect();
    write_folder(&folder, &steps);
    folder
}

/// How a round went.
struct Crowd {
    killed: bool,
    waited: bool,
    faults: Vec<String>,
}

/// Starts them all, and kills the one that is at a migration.
fn crowd(database: &Database, folder: &Path, round: usize) -> Crowd {
    let victim = format!("applying {}", NAMES[round % NAMES.len()]);
    let pause = Duration::from_millis([0, 25, 60][round / NAMES.len() % 3]);
    let mut migrators: Vec<Child> = (0..MIGRATORS)
        .map(|_| migrator(&database.url, folder))
        .collect();
    let (sender, said) = channel();
    for (number, migrator) in migrators.iter_mut().enumerate() {
        let lines = BufReader::new(migrator.stdout.take().unwrap()).lines();
        let sender = sender.clone();
        std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                let _ = sender.send((number, line));
            }
        });
    }
    drop(sender);
    let holder = match database.backend {
        DbBackend::MySql => "waiting for another migrator: connection ",
        _ => "(`ketch`) from 127.0.0.1 holds the lock",
    };
    let (mut killed, mut waited) = (None, false);
    for (number, line) in said {
        waited |= line.contains(holder);
        if killed.is_none() && line == victim {
            std::thread::sleep(pause);
            killed = Some(number);
            migrators[number].kill().unwrap();
        }
    }
    let mut faults = Vec::new();
    for (number, migrator) in migrators.into_iter().enumerate() {
        let done = migrator.wait_with_output().unwrap();
        if !done.status.success() && killed != Some(number) {
            faults.push(String::from_utf8_lossy(&done.stderr).into_owned());
        }
    }
    Crowd {
        killed: killed.is_some(),
        waited,
        faults,
    }
}

fn migrator(url: &str, folder: &Path) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "crowd::migrator_itself",
            "--ignored",
            "--nocapture",
        ])
        .env("KETCH_RUNNER_TEST_URL", url)
        .env("KETCH_RUNNER_TEST_FOLDER", folder)
        .env("RUST_BACKTRACE", "0")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

async fn is_right(database: &Database) -> Result<(), String> {
    let right = |what: &str, is: bool| is.then_some(()).ok_or_else(|| what.to_owned());
    for table in [LEDGER, JOURNAL] {
        let versions = database.versions(table).await;
        right(&format!("{table} has {versions:?}"), versions == NAMES)?;
    }
    let tally = database.number("SELECT n FROM tally").await;
    right(&format!("{tally} in the tally"), tally == 4)?;
    let items = database.number("SELECT count(*) FROM item").await;
    right(&format!("{items} rows"), items == 1024)?;
    let open = format!("SELECT count(*) FROM {JOURNAL} WHERE finished_at IS NULL");
    right("one is not finished", database.number(&open).await == 0)?;
    if database.backend == DbBackend::Postgres {
        let valid = "SELECT count(*) FROM pg_index WHERE indexrelid = 'item_n_idx'::regclass AND indisvalid";
        right("the index is not valid", database.number(valid).await == 1)?;
        let locks = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";
        right("a lock is left", database.number(locks).await == 0)?;
    }
    Ok(())
}

#[tokio::test]
#[ignore = "what the other test starts"]
async fn migrator_itself() {
    let db = connect(&std::env::var("KETCH_RUNNER_TEST_URL").unwrap()).await;
    let folder = std::env::var("KETCH_RUNNER_TEST_FOLDER").unwrap();
    let set = MigrationSet::from_files(Path::new(&folder), db.get_database_backend()).unwrap();
    let settings = Settings {
        lock_wait: Duration::from_secs(60),
        progress: Arc::new(|progress| println!("{progress}")),
        ..Settings::default()
    };
    ketch_runner::up(&db, &set, None, &settings).await.unwrap();
}
