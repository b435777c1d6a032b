//! Through PgBouncer, in each of its modes: migrations work, or are refused with the way out and
//! with nothing left behind. The program is the one that KETCH_TEST_PGBOUNCER names.

use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use ketch_runner::{
    DatabaseUrl, Error, JOURNAL, LEDGER, MigrationSet, Settings, connect, connect_to_migrate, up,
};
use sea_orm::{DbBackend, TransactionTrait};

use crate::support::{Database, Step, listening, scratch, set_of};

const STEPS: [Step<'static>; 3] = [
    (
        "m20260101_000000_start",
        "CREATE TABLE tally (n INTEGER);\nINSERT INTO tally VALUES (1);\nSELECT pg_sleep(0.02);\n",
        None,
    ),
    (
        "m20260102_000000_more",
        "UPDATE tally SET n = n + 1;\nSELECT pg_sleep(0.02);\nCREATE TABLE more (n INTEGER);\n",
        None,
    ),
    (
        "m20260103_000000_end",
        "UPDATE tally SET n = n + 1;\n",
        None,
    ),
];

/// What no one transaction holds, so that the lock must outlast each.
const INDEX: Step<'static> = (
    "m20260104_000000_index",
    "CREATE INDEX CONCURRENTLY tally_n_idx ON tally (n);\nUPDATE tally SET n = n + 1;\n",
    None,
);

fn set() -> MigrationSet {
    set_of(&STEPS, DbBackend::Postgres)
}

/// A pooler before the server of a database.
struct Pooler {
    process: Child,
    folder: PathBuf,
    url: String,
}

/// What drivers say when they connect, and a pooler must be told to take.
const TAKEN: &str = "extra_float_digits,options";

impl Pooler {
    /// Says so where there is none.
    fn before(database: &Database, mode: &str, taken: &str) -> Option<Self> {
        let Ok(program) = std::env::var("KETCH_TEST_PGBOUNCER") else {
            println!("skipped: KETCH_TEST_PGBOUNCER is not set");
            return None;
        };
        let folder = scratch();
        let port = TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap()
            .port();
        let (before, rest) = database.url.split_once('@').unwrap();
        let (server, name) = rest.split_once('/').unwrap();
        let (host, server_port) = server.split_once(':').unwrap();
        let user = before.rsplit('/').next().unwrap();
        let configuration = format!(
            "[databases]\n* = host={host} port={server_port} user={user}\n[pgbouncer]\nlisten_addr = 127.0.0.1\n\
             listen_port = {port}\nunix_socket_dir =\nauth_type = any\npool_mode = {mode}\ndefault_pool_size = 10\n\
             ignore_startup_parameters = {taken}\n"
        );
        // Where nobody else may look into the folder, the pooler may not either.
        let file = std::env::temp_dir().join(format!("ketch-pooler-{port}.ini"));
        std::fs::write(&file, configuration).unwrap();
        let mut command = Command::new(program);
        command.arg("--quiet");
        if is_root() {
            // It refuses to be root.
            command.args(["--user", "postgres"]);
        }
        let log = std::fs::File::create(folder.join("log")).unwrap();
        let process = command
            .arg(&file)
            .stdin(Stdio::null())
            .stdout(log.try_clone().unwrap())
            .stderr(log)
            .spawn()
            .unwrap();
        let pooler = Self {
            process,
            url: format!("{before}@127.0.0.1:{port}/{name}"),
            folder,
        };
        let started = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            let log = std::fs::read_to_string(pooler.folder.join("log")).unwrap();
            assert!(started.elapsed() < Duration::from_secs(20), "{log}");
            std::thread::sleep(Duration::from_millis(20));
        }
        std::fs::remove_file(file).unwrap();
        Some(pooler)
    }

    fn url(&self, parameters: &str) -> DatabaseUrl {
        let url = format!("{}{parameters}", self.url);
        DatabaseUrl::parse(&url, std::path::Path::new("/")).unwrap()
    }
}

impl Drop for Pooler {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output().unwrap();
    id.stdout.starts_with(b"0\n")
}

/// Migrates as many times at once.
async fn at_once(
    url: &DatabaseUrl,
    set: &MigrationSet,
    migrators: usize,
) -> Vec<Result<(), Error>> {
    let settings = Settings {
        lock_wait: Duration::from_secs(30),
        ..listening().0
    };
    let runs = (0..migrators).map(|_| async {
        let db = connect_to_migrate(url, &settings).await?;
        let done = up(&db, set, None, &settings).await;
        let _ = db.close().await;
        done.map(drop)
    });
    futures_util::future::join_all(runs).await
}

/// Locks that somebody has on the server.
async fn locks(database: &Database) -> i64 {
    let sql = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";
    database.number(sql).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pooler_that_shares_its_connections_is_refused_before_the_lock_is_taken() {
    for mode in ["transaction", "statement"] {
        for migrators in [1, 8, 8] {
            let Some(database) = Database::on_server(DbBackend::Postgres).await else {
                return;
            };
            let Some(pooler) = Pooler::before(&database, mode, TAKEN) else {
                return;
            };
            for outcome in at_once(&pooler.url(""), &set(), migrators).await {
                let error = outcome.unwrap_err();
                assert!(matches!(error, Error::Pooler { .. }), "{mode}: {error}");
                assert!(error.to_string().contains("set DIRECT_URL"), "{error}");
            }
            assert!(!database.has_table(LEDGER).await);
            assert_eq!(locks(&database).await, 0, "{mode}");
            // Nobody is in the way of the one that takes the way out.
            let url = DatabaseUrl::parse(&database.url, std::path::Path::new("/")).unwrap();
            for outcome in at_once(&url, &set(), 1).await {
                outcome.unwrap();
            }
            assert_eq!(database.number("SELECT n FROM tally").await, 3);
        }
    }
}

#[tokio::test]
async fn a_pooler_that_takes_no_parameters_is_refused_when_it_says_so() {
    let Some(database) = Database::on_server(DbBackend::Postgres).await else {
        return;
    };
    let Some(pooler) = Pooler::before(&database, "session", "") else {
        return;
    };
    for outcome in at_once(&pooler.url(""), &set(), 1).await {
        let error = outcome.unwrap_err();
        assert!(matches!(error, Error::Pooler { .. }), "{error}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pooler_that_leaves_each_client_its_connection_is_as_good_as_none() {
    let Some(database) = Database::on_server(DbBackend::Postgres).await else {
        return;
    };
    let Some(pooler) = Pooler::before(&database, "session", TAKEN) else {
        return;
    };
    let set = set_of(&[&STEPS[..], &[INDEX]].concat(), DbBackend::Postgres);
    for outcome in at_once(&pooler.url(""), &set, 5).await {
        outcome.unwrap();
    }
    assert_eq!(database.number("SELECT n FROM tally").await, 4);
    assert_eq!(locks(&database).await, 0);
}

/// The user is wrong to say that there is no pooler: what holds then is that nothing is done twice.
#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_done_twice_behind_a_pooler_that_is_said_to_be_none() {
    for round in 0..3 {
        let Some(database) = Database::on_server(DbBackend::Postgres).await else {
            return;
        };
        let Some(pooler) = Pooler::before(&database, "transaction", TAKEN) else {
            return;
        };
        let url = pooler.url("?options=-c%20ketch.direct%3Don");
        let settings = Settings {
            lock_wait: Duration::from_secs(2),
            ..listening().0
        };
        let set = set();
        let runs = (0..8).map(|_| async {
            let db = connect_to_migrate(&url, &settings).await?;
            up(&db, &set, None, &settings).await.map(drop)
        });
        let mut outcomes = futures_util::future::join_all(runs).await;
        outcomes.retain(Result::is_err);
        for outcome in outcomes {
            let error = outcome.unwrap_err();
            assert!(
                matches!(
                    error,
                    Error::LockLost | Error::Locked { .. } | Error::Pooler { .. }
                ),
                "round {round}: {error}"
            );
        }
        let applied = match database.has_table(LEDGER).await {
            true => database.versions(LEDGER).await.len(),
            false => 0,
        };
        assert_eq!(applied > 0, database.has_table("tally").await);
        if applied > 0 {
            assert_eq!(database.versions(JOURNAL).await.len(), applied);
            let tally = database.number("SELECT n FROM tally").await;
            assert_eq!(usize::try_from(tally).unwrap(), applied);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_app_may_migrate_through_a_pooler_in_a_transaction_of_its_own() {
    let Some(database) = Database::on_server(DbBackend::Postgres).await else {
        return;
    };
    let Some(pooler) = Pooler::before(&database, "transaction", TAKEN) else {
        return;
    };
    let (url, set) = (pooler.url("?pgbouncer=true"), set());
    let (settings, _) = listening();
    let runs = (0..8).map(|_| async {
        let db = connect(&url, &settings).await.unwrap();
        let transaction = db.begin().await.unwrap();
        up(&transaction, &set, None, &settings).await.unwrap();
        transaction.commit().await.unwrap();
    });
    futures_util::future::join_all(runs).await;
    assert_eq!(database.number("SELECT n FROM tally").await, 3);
    assert_eq!(locks(&database).await, 0);
}
