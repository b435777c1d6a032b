//! Killed before and after everything that it says to the database, a migrator leaves what the
//! next one finishes: the same tables and rows as without a kill, and nothing to mend by hand. So
//! does one whose server is killed.
//!
//! Between a migrator and a server stands a proxy of the test's, and the kill is before it passes
//! something on, soon after that, or when the server has answered. SQLite has no server: there the
//! migrator counts the instructions of SQLite's own machine, and ends itself at one.
//!
//! *point*: where in a run the kill is, and how.

mod picture;
mod proxy;
mod servers;

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use ketch_runner::{LEDGER, MigrationSet, Settings};
use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqlitePoolOptions};
use sea_orm::{DatabaseConnection, DbBackend};
use tokio::time::Duration;

use crate::support::{Database, Tally, connect, number_from, scratch, write_folder};
use picture::{difference, picture};
use proxy::{Point, Proxy, When};
use servers::Mortal;

/// How many points are tried for each engine; as many as there are, or the number in
/// KETCH_CRASH_POINTS.
const POINTS: usize = 24;

/// A server takes seconds to come back: so many times fewer points.
const SERVER_SHARE: usize = 5;

const NAMES: [&str; 3] = [
    "m20260101_000000_start",
    "m20260102_000000_change",
    "m20260103_000000_end",
];

macro_rules! files {
    ($engine:literal) => {
        [
            (
                NAMES[0],
                include_str!(concat!("crash/", $engine, "/1.up.sql")),
                None,
            ),
            (
                NAMES[1],
                include_str!(concat!("crash/", $engine, "/2.up.sql")),
                None,
            ),
            (
                NAMES[2],
                include_str!(concat!("crash/", $engine, "/3.up.sql")),
                Some(include_str!(concat!("crash/", $engine, "/3.down.sql"))),
            ),
        ]
    };
}

/// A migration crate with every kind of statement that ketch writes.
fn folder(backend: DbBackend) -> PathBuf {
    let folder = scratch();
    match backend {
        DbBackend::MySql => write_folder(&folder, &files!("mysql")),
        DbBackend::Postgres => write_folder(&folder, &files!("postgresql")),
        _ => write_folder(&folder, &files!("sqlite")),
    }
    folder
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Way {
    Up,
    Down,
}

/// Who dies at a point.
#[derive(Clone, Copy)]
enum Victim<'a> {
    Migrator,
    Server(&'a Mortal),
    /// It loses what was committed in its last second (MariaDB).
    Forgetful(&'a Mortal),
}

impl Victim<'_> {
    /// A database of its own; nothing where there is no server.
    async fn database(self, backend: DbBackend) -> Option<Database> {
        match self {
            Self::Migrator => Database::of(backend).await,
            Self::Server(mortal) => Some(Database::on(backend, &mortal.url).await),
            Self::Forgetful(mortal) => {
                mortal.forget().await;
                Some(Database::on(backend, &mortal.url).await)
            }
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Migrator => "migrator",
            Self::Server(_) => "server",
            Self::Forgetful(_) => "forgetful server",
        }
    }
}

/// How a migrator's process ended, and how much it had to say.
struct End {
    /// The point was reached, too late or not.
    reached: bool,
    killed: bool,
    succeeded: bool,
    said: usize,
    output: String,
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_killed_is_finished_by_the_next_run() {
    let points = number_from("KETCH_CRASH_POINTS", POINTS);
    for backend in [DbBackend::Sqlite, DbBackend::Postgres, DbBackend::MySql] {
        kill_both_ways(backend, Victim::Migrator, points).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_died_with_its_server_is_finished_by_the_next_run() {
    let points = number_from("KETCH_CRASH_POINTS", POINTS).div_ceil(SERVER_SHARE);
    for backend in [DbBackend::Postgres, DbBackend::MySql] {
        if let Some(mortal) = Mortal::start(backend).await {
            kill_both_ways(backend, Victim::Server(&mortal), points).await;
        }
    }
}

/// A server that was told not to wait for its disk has lost what was committed last.
#[tokio::test(flavor = "multi_thread")]
async fn what_died_with_a_server_that_forgets_is_finished_by_the_next_run() {
    let points = number_from("KETCH_CRASH_POINTS", POINTS).div_ceil(SERVER_SHARE);
    let backend = DbBackend::MySql;
    if let Some(mortal) = Mortal::start(backend).await {
        kill_and_go_on(backend, Way::Up, Victim::Forgetful(&mortal), points).await;
    }
}

async fn kill_both_ways(backend: DbBackend, victim: Victim<'_>, points: usize) {
    let up = points * 3 / 4;
    for (way, share) in [(Way::Up, up), (Way::Down, points - up)] {
        kill_and_go_on(backend, way, victim, share).await;
    }
}

async fn kill_and_go_on(backend: DbBackend, way: Way, victim: Victim<'_>, points: usize) {
    let folder = folder(backend);
    let Some(database) = victim.database(backend).await else {
        return;
    };
    prepare(&database, &folder, way).await;
    let clean = migrate(&database.url, backend, &folder, way, None, victim);
    assert!(clean.succeeded, "{}", clean.output);
    let expected = picture(&database).await;
    assert!(
        expected.iter().any(|line| line.starts_with("1 1")) && expected.contains(&"0 open".into()),
        "{expected:?}"
    );
    let mut tally = Tally::default();
    let mut kills = 0;
    for number in 0..points {
        let database = victim.database(backend).await.unwrap();
        prepare(&database, &folder, way).await;
        // Every place comes up before one comes up again, each time in another way.
        let at = 1 + number * clean.said / points.min(clean.said) % clean.said;
        let pause = Duration::from_millis([0, 1, 3, 10][number / 3 % 4]);
        let when = [When::Before, When::During(pause), When::After][number % 3];
        let mut next = Some(Point { at, when });
        let mut outcome = Ok(());
        for attempt in 0.. {
            if way == Way::Down && database.versions(LEDGER).await.len() == NAMES.len() - 1 {
                break;
            }
            let end = migrate(&database.url, backend, &folder, way, next, victim);
            match victim {
                Victim::Migrator => {}
                Victim::Server(mortal) => mortal.wait().await,
                Victim::Forgetful(mortal) => {
                    mortal.wait().await;
                    mortal.forget().await;
                }
            }
            kills += usize::from(end.killed);
            if end.succeeded {
                // Of what it forgot too: killed just then, the server has lost the last commit.
                if !end.reached {
                    break;
                }
                next = None;
                continue;
            }
            if !end.killed {
                outcome = Err(format!("the run after it failed: {}", end.output));
                break;
            }
            // Now and then the run that goes on is killed too.
            let again = Point {
                at: 1 + (at * 7 + attempt * 13) % clean.said,
                when,
            };
            next = (attempt == 0 && number % 4 == 3).then_some(again);
        }
        let outcome = match outcome {
            Ok(()) => difference(&picture(&database).await, &expected),
            failed => failed,
        };
        tally.count(outcome.map_err(|fault| format!("{backend:?} {at} {when:?}: {fault}")));
    }
    assert!(kills >= points * 9 / 10, "the kills came too late: {kills}");
    tally.end(&format!(
        "{backend:?} {way:?}, {} killed, {points} points of {}, {kills} kills",
        victim.name(),
        clean.said * 3
    ));
    std::fs::remove_dir_all(folder).unwrap();
}

/// For the way down, everything is applied before.
async fn prepare(database: &Database, folder: &Path, way: Way) {
    if way == Way::Down {
        let set = MigrationSet::from_files(folder, database.backend).unwrap();
        let db = database.connect().await;
        ketch_runner::up(&db, &set, None, &Settings::default())
            .await
            .unwrap();
    }
}

/// Runs a migrator, and kills it or its server at a point.
fn migrate(
    url: &str,
    backend: DbBackend,
    folder: &Path,
    way: Way,
    point: Option<Point>,
    victim: Victim<'_>,
) -> End {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command
        .args([
            "--exact",
            "crash::migrator_itself",
            "--ignored",
            "--nocapture",
        ])
        .env("KETCH_RUNNER_TEST_FOLDER", folder)
        .env("KETCH_RUNNER_TEST_WAY", format!("{way:?}"))
        .env("RUST_BACKTRACE", "0")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    if backend == DbBackend::Sqlite {
        let at = point.map_or(0, |point| point.at);
        let child = command
            .env("KETCH_RUNNER_TEST_URL", url)
            .env("KETCH_RUNNER_TEST_KILL", at.to_string())
            .spawn()
            .unwrap();
        let (succeeded, output) = outcome(child);
        let said = output
            .lines()
            .find_map(|line| line.strip_prefix("instructions: ")?.parse().ok())
            .unwrap_or_default();
        let killed = !succeeded && !output.contains("panicked");
        return End {
            reached: killed,
            killed,
            succeeded,
            said,
            output,
        };
    }
    let (before, after) = url.rsplit_once('@').unwrap();
    let (server, database) = after.split_once('/').unwrap();
    let proxy = Proxy::start(server.to_owned(), point);
    let mut child = command
        .env(
            "KETCH_RUNNER_TEST_URL",
            format!("{before}@127.0.0.1:{}/{database}", proxy.port),
        )
        .spawn()
        .unwrap();
    let mut killed = false;
    while child.try_wait().unwrap().is_none() {
        if proxy.is_reached() && !killed {
            killed = true;
            match victim {
                Victim::Migrator => child.kill().unwrap(),
                Victim::Server(mortal) | Victim::Forgetful(mortal) => mortal.kill(),
            }
            proxy.let_go();
        }
        std::thread::sleep(Duration::from_millis(1));
    }
    let (succeeded, output) = outcome(child);
    End {
        reached: killed,
        killed: killed && !succeeded,
        succeeded,
        said: proxy.said(),
        output,
    }
}

fn outcome(child: Child) -> (bool, String) {
    let output = child.wait_with_output().unwrap();
    let text = [output.stdout, output.stderr].concat();
    (
        output.status.success(),
        String::from_utf8_lossy(&text).into_owned(),
    )
}

#[tokio::test]
#[ignore = "what the other test starts"]
async fn migrator_itself() {
    let variable = |name: &str| std::env::var(name).unwrap();
    let url = variable("KETCH_RUNNER_TEST_URL");
    let instructions = Arc::new(AtomicUsize::new(0));
    let db = match url.strip_prefix("sqlite://") {
        None => connect(&url).await,
        Some(path) => {
            let at = variable("KETCH_RUNNER_TEST_KILL").parse().unwrap();
            let path = path.split('?').next().unwrap();
            counting(path, at, Arc::clone(&instructions)).await
        }
    };
    let folder = PathBuf::from(variable("KETCH_RUNNER_TEST_FOLDER"));
    let set = MigrationSet::from_files(&folder, db.get_database_backend()).unwrap();
    let settings = Settings::default();
    match variable("KETCH_RUNNER_TEST_WAY").as_str() {
        "Down" => ketch_runner::down(&db, &set, Some(1), &settings)
            .await
            .unwrap(),
        _ => ketch_runner::up(&db, &set, None, &settings).await.unwrap(),
    };
    println!("instructions: {}", instructions.load(Ordering::SeqCst));
}

/// A connection that counts the instructions of SQLite's machine, and kills the process at one.
async fn counting(path: &str, at: usize, instructions: Arc<AtomicUsize>) -> DatabaseConnection {
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true);
    let pool = SqlitePoolOptions::new()
        .max_connections(1)
        .after_connect(move |connection, _| {
            let instructions = Arc::clone(&instructions);
            Box::pin(async move {
                let mut handle = connection.lock_handle().await?;
                handle.set_progress_handler(1, move || {
                    if 1 + instructions.fetch_add(1, Ordering::SeqCst) == at {
                        let id = std::process::id().to_string();
                        let _ = Command::new("kill").args(["-9", &id]).status();
                        std::thread::sleep(Duration::from_secs(60));
                    }
                    true
                });
                Ok(())
            })
        })
        .connect_lazy_with(options);
    pool.into()
}
