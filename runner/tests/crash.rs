//! Killed before and after everything that it says to the database, a migrator leaves what the
//! next one finishes: the same tables and rows as without a kill, and nothing to mend by hand.
//!
//! Between a migrator and a server stands a proxy of the test's, which kills the migrator before it
//! passes something on, at once after that, or when the server has answered. SQLite has no server:
//! there the migrator counts the instructions of SQLite's own machine, and ends itself at one.
//!
//! *point*: where in a run the kill is, and how.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use ketch_runner::{JOURNAL, LEDGER, MigrationSet, Settings};
use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqlitePoolOptions};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};
use tokio::time::Duration;

use crate::support::{Database, connect, scratch, write_folder};

/// How many points are tried for each engine; as many as there are, or the number in
/// KETCH_CRASH_POINTS.
const POINTS: usize = 24;

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

#[derive(Clone, Copy, Debug)]
enum When {
    Before,
    During,
    After,
}

#[derive(Clone, Copy, Debug)]
struct Point {
    at: usize,
    when: When,
}

/// How a migrator's process ended, and how much it had to say.
struct End {
    killed: bool,
    succeeded: bool,
    said: usize,
    output: String,
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_killed_is_finished_by_the_next_run() {
    let points = match std::env::var("KETCH_CRASH_POINTS") {
        Ok(points) => points.parse().unwrap(),
        Err(_) => POINTS,
    };
    for backend in [DbBackend::Sqlite, DbBackend::Postgres, DbBackend::MySql] {
        for way in [Way::Up, Way::Down] {
            let share = match way {
                Way::Up => points * 3 / 4,
                Way::Down => points / 4,
            };
            kill_and_go_on(backend, way, share).await;
        }
    }
}

async fn database_on(backend: DbBackend) -> Option<Database> {
    match backend {
        DbBackend::Sqlite => Some(Database::sqlite()),
        _ => Database::on_server(backend).await,
    }
}

async fn kill_and_go_on(backend: DbBackend, way: Way, points: usize) {
    let folder = folder(backend);
    let Some(database) = database_on(backend).await else {
        return;
    };
    prepare(&database, &folder, way).await;
    let clean = migrate(&database.url, backend, &folder, way, None);
    assert!(clean.succeeded, "{}", clean.output);
    let expected = picture(&database).await;
    let mut kills = 0;
    for number in 0..points {
        let database = database_on(backend).await.unwrap();
        prepare(&database, &folder, way).await;
        // Every place comes up before one comes up again, each time in another way.
        let at = 1 + number * clean.said / points.min(clean.said) % clean.said;
        let when = [When::Before, When::During, When::After][number % 3];
        let mut next = Some(Point { at, when });
        for attempt in 0.. {
            if way == Way::Down && applied(&database).await == NAMES.len() - 1 {
                break;
            }
            let end = migrate(&database.url, backend, &folder, way, next);
            kills += usize::from(end.killed);
            if end.succeeded {
                break;
            }
            assert!(end.killed, "{backend:?} {at} {when:?}: {}", end.output);
            // Now and then the run that goes on is killed too.
            let again = Point {
                at: 1 + (at * 7 + attempt * 13) % clean.said,
                when,
            };
            next = (attempt == 0 && number % 4 == 3).then_some(again);
        }
        assert_eq!(
            picture(&database).await,
            expected,
            "{backend:?} {at} {when:?}"
        );
    }
    println!(
        "{backend:?} {way:?}: {points} points of {}, {kills} kills",
        clean.said * 3
    );
    assert!(kills >= points * 9 / 10, "the kills came too late: {kills}");
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

async fn applied(database: &Database) -> usize {
    database.versions(LEDGER).await.len()
}

/// Tables, rows and ledger, as far as they should not depend on what happened on the way.
async fn picture(database: &Database) -> Vec<String> {
    let db = database.connect().await;
    let mut picture = database.versions(LEDGER).await;
    picture.extend(database.versions(JOURNAL).await);
    let open = format!(
        "SELECT count(*) AS n FROM {JOURNAL} WHERE finished_at IS NULL OR step IS NOT NULL OR doing IS NOT NULL"
    );
    assert_eq!(database.number(&open).await, 0);
    let (structure, rows) = match database.backend {
        DbBackend::MySql => (
            "SELECT CONCAT_WS(' ', table_name, column_name, column_type, is_nullable, column_default, ordinal_position) AS t \
             FROM information_schema.columns WHERE table_schema = DATABASE() \
             UNION ALL SELECT CONCAT_WS(' ', table_name, index_name, column_name, non_unique) FROM information_schema.statistics WHERE table_schema = DATABASE() \
             UNION ALL SELECT CONCAT_WS(' ', table_name, constraint_name, referenced_table_name, delete_rule) FROM information_schema.referential_constraints WHERE constraint_schema = DATABASE() \
             UNION ALL SELECT CONCAT_WS(' ', trigger_name, action_statement) FROM information_schema.triggers WHERE trigger_schema = DATABASE()",
            "SELECT CONCAT_WS(' ', id, n, more) AS t FROM item ORDER BY id",
        ),
        DbBackend::Postgres => (
            "SELECT concat_ws(' ', table_name, column_name, udt_name, is_nullable, column_default) AS t \
             FROM information_schema.columns WHERE table_schema = 'public' \
             UNION ALL SELECT pg_get_indexdef(indexrelid) || indisvalid FROM pg_index JOIN pg_class ON oid = indexrelid WHERE relnamespace = 'public'::regnamespace \
             UNION ALL SELECT enumlabel::text FROM pg_enum",
            "SELECT concat_ws(' ', id, n, more, kind) AS t FROM item ORDER BY id",
        ),
        _ => (
            "SELECT name || coalesce(sql, '') AS t FROM sqlite_master",
            "SELECT id || ' ' || n || ' ' || more || ' ' || \"authorId\" AS t FROM item ORDER BY id",
        ),
    };
    for sql in [structure, rows] {
        let statement = Statement::from_string(database.backend, sql);
        let mut lines: Vec<String> = db
            .query_all_raw(statement)
            .await
            .unwrap()
            .iter()
            .map(|row| row.try_get("", "t").unwrap())
            .collect();
        lines.sort();
        picture.extend(lines);
    }
    assert!(
        picture.iter().any(|line| line.starts_with("1 1")),
        "{picture:?}"
    );
    picture
}

/// Runs a migrator, and kills it at a point.
fn migrate(url: &str, backend: DbBackend, folder: &Path, way: Way, point: Option<Point>) -> End {
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
        if proxy.state.reached.load(Ordering::SeqCst) {
            killed = true;
            child.kill().unwrap();
            child.wait().unwrap();
        }
        std::thread::sleep(Duration::from_millis(1));
    }
    proxy.state.dead.store(true, Ordering::SeqCst);
    let (succeeded, output) = outcome(child);
    let said = proxy.state.said.load(Ordering::SeqCst);
    End {
        killed: killed && !succeeded,
        succeeded,
        said,
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

#[derive(Default)]
struct State {
    /// How often the client had something to say.
    said: AtomicUsize,
    reached: AtomicBool,
    dead: AtomicBool,
}

struct Proxy {
    port: u16,
    state: Arc<State>,
}

impl Proxy {
    fn start(server: String, point: Option<Point>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let state = Arc::new(State::default());
        let shared = Arc::clone(&state);
        std::thread::spawn(move || {
            // The thread ends with the test's process.
            for client in listener.incoming() {
                let (Ok(client), Ok(server)) = (client, TcpStream::connect(&server)) else {
                    break;
                };
                let (state, other) = (Arc::clone(&shared), Arc::clone(&shared));
                let (client_too, server_too) =
                    (client.try_clone().unwrap(), server.try_clone().unwrap());
                let waits_for_answer = Arc::new(AtomicBool::new(false));
                let waiting = Arc::clone(&waits_for_answer);
                std::thread::spawn(move || {
                    pass(client, server, |to, bytes| {
                        let said = 1 + state.said.fetch_add(1, Ordering::SeqCst);
                        match point
                            .filter(|point| point.at == said)
                            .map(|point| point.when)
                        {
                            None => to.write_all(bytes).is_ok(),
                            Some(When::Before) => state.reach(),
                            Some(When::During) => {
                                let _ = to.write_all(bytes);
                                state.reach()
                            }
                            Some(When::After) => {
                                waits_for_answer.store(true, Ordering::SeqCst);
                                to.write_all(bytes).is_ok()
                            }
                        }
                    });
                });
                std::thread::spawn(move || {
                    pass(server_too, client_too, |to, bytes| {
                        match waiting.load(Ordering::SeqCst) {
                            true => other.reach(),
                            false => to.write_all(bytes).is_ok(),
                        }
                    });
                });
            }
        });
        Self { port, state }
    }
}

impl State {
    /// Holds the line until the client is dead.
    fn reach(&self) -> bool {
        self.reached.store(true, Ordering::SeqCst);
        while !self.dead.load(Ordering::SeqCst) {
            std::thread::sleep(Duration::from_millis(1));
        }
        false
    }
}

fn pass(
    mut from: TcpStream,
    mut to: TcpStream,
    mut each: impl FnMut(&mut TcpStream, &[u8]) -> bool,
) {
    let mut bytes = [0; 65536];
    while let Ok(length @ 1..) = from.read(&mut bytes) {
        if !each(&mut to, &bytes[..length]) {
            break;
        }
    }
    let _ = (from.shutdown(Shutdown::Both), to.shutdown(Shutdown::Both));
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
