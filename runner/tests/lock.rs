//! Many migrators at once: each migration is applied by one, and none of them fails.

use std::process::{Command, Stdio};

use ketch_runner::{Chained, Error, LEDGER, Settings, migrator};
use sea_orm::{ConnectionTrait, DbBackend, TransactionTrait};
use sea_orm_migration::prelude::*;
use tokio::time::{Duration, sleep};

use crate::support::{Database, connect, listening, text};

/// Migrations that take their time, and count how often they ran.
pub(crate) struct Slow;

pub(crate) const SLOW: [&str; 3] = [
    "m20260101_000000_start",
    "m20260102_000000_count",
    "m20260103_000000_more",
];

/// The tables that each makes.
pub(crate) const TABLES: [&[&str]; 3] = [&["tally", "a1", "a2"], &["b1", "b2"], &["c1", "c2"]];

pub(crate) struct Step(pub usize);

impl MigrationName for Step {
    fn name(&self) -> &str {
        SLOW[self.0]
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        for table in TABLES[self.0] {
            sleep(Duration::from_millis(15)).await;
            db.execute_unprepared(&format!("CREATE TABLE {table} (n INTEGER)"))
                .await?;
        }
        if self.0 == 0 {
            db.execute_unprepared("INSERT INTO tally VALUES (0)")
                .await?;
        }
        sleep(Duration::from_millis(15)).await;
        db.execute_unprepared("UPDATE tally SET n = n + 1").await?;
        sleep(Duration::from_millis(15)).await;
        Ok(())
    }
}

#[async_trait::async_trait]
impl MigratorTrait for Slow {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        (0..SLOW.len())
            .map(|index| Box::new(Step(index)) as Box<dyn MigrationTrait>)
            .collect()
    }

    ketch_runner::entry_points!();
}

impl Chained for Slow {
    const HISTORY: &'static str = "";

    fn sql(_: &str, _: DbBackend) -> Option<(&'static str, Option<&'static str>)> {
        None
    }
}

/// Starts this test binary again, as a migrator of its own.
pub(crate) fn migrator_process(url: &str) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args([
        "--exact",
        "lock::migrator_process_itself",
        "--ignored",
        "--nocapture",
    ]);
    command
        .env("KETCH_RUNNER_TEST_URL", url)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

#[tokio::test]
#[ignore = "what the other tests start"]
async fn migrator_process_itself() {
    let db = connect(&std::env::var("KETCH_RUNNER_TEST_URL").unwrap()).await;
    let (settings, heard) = listening();
    migrator::up::<Slow>(&db, None, &settings).await.unwrap();
    for progress in heard.lock().unwrap().iter() {
        println!("{progress}");
    }
}

#[tokio::test]
async fn eight_migrators_at_once_apply_each_migration_once() {
    for round in 0..3 {
        for database in Database::all().await {
            let processes: Vec<_> = (0..8)
                .map(|_| migrator_process(&database.url).spawn().unwrap())
                .collect();
            let mut output = String::new();
            for process in processes {
                let done = process.wait_with_output().unwrap();
                output += &String::from_utf8_lossy(&done.stdout);
                let errors = String::from_utf8_lossy(&done.stderr);
                assert!(
                    done.status.success(),
                    "round {round}, {:?}: {errors}{output}",
                    database.backend
                );
            }
            assert_eq!(database.versions(LEDGER).await, SLOW);
            assert_eq!(database.number("SELECT n FROM tally").await, 3);
            // SQLite itself waits five seconds before it says so.
            let holder = match database.backend {
                DbBackend::Sqlite => "",
                DbBackend::MySql => "waiting for another migrator: connection ",
                _ => "(`ketch`) from 127.0.0.1 holds the lock",
            };
            assert!(output.contains(holder), "{output}");
        }
    }
}

#[tokio::test]
async fn eight_apps_in_one_process_do_as_well() {
    for database in Database::all().await {
        let url = &database.url;
        let starts = (0..8).map(|_| async move { Slow::up(&connect(url).await, None).await });
        for started in futures_util::future::join_all(starts).await {
            started.unwrap();
        }
        assert_eq!(database.number("SELECT n FROM tally").await, 3);
    }
}

#[tokio::test]
async fn eight_transactions_of_callers_do_as_well() {
    let Some(database) = Database::on_server(DbBackend::Postgres).await else {
        return;
    };
    let url = &database.url;
    let starts = (0..8).map(|_| async move {
        let db = connect(url).await;
        let transaction = db.begin().await.unwrap();
        Slow::up(&transaction, None).await.unwrap();
        transaction.commit().await.unwrap();
    });
    futures_util::future::join_all(starts).await;
    assert_eq!(database.number("SELECT n FROM tally").await, 3);
}

#[tokio::test]
async fn a_migrator_that_waits_too_long_says_for_whom() {
    for database in Database::all().await {
        let held = connect(&database.url).await;
        let settings = Settings {
            lock_wait: Duration::from_millis(300),
            ..listening().0
        };
        // A migrator that never ends.
        let (started, mut has_started) = tokio::sync::mpsc::channel(1);
        let endless = Settings {
            progress: std::sync::Arc::new(move |_| started.try_send(()).unwrap_or_default()),
            ..Settings::default()
        };
        let migrating = tokio::spawn(async move {
            migrator::up::<Endless>(&held, None, &endless)
                .await
                .map(drop)
        });
        has_started.recv().await;
        sleep(Duration::from_millis(200)).await;
        let error = migrator::up::<Slow>(&database.connect().await, None, &settings)
            .await
            .unwrap_err();
        assert!(matches!(error, Error::Locked { .. }), "{error}");
        println!("{error}");
        // Who is gone holds nothing.
        migrating.abort();
        let _ = migrating.await;
        let freed = Settings {
            lock_wait: Duration::from_secs(20),
            ..settings
        };
        migrator::up::<Slow>(&database.connect().await, None, &freed)
            .await
            .unwrap();
    }
}

struct Endless;

struct Forever;

impl MigrationName for Forever {
    fn name(&self) -> &str {
        SLOW[0]
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Forever {
    async fn up(&self, _: &SchemaManager) -> Result<(), DbErr> {
        std::future::pending().await
    }
}

impl MigratorTrait for Endless {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![Box::new(Forever)]
    }

    ketch_runner::entry_points!();
}

impl Chained for Endless {
    const HISTORY: &'static str = "";

    fn sql(_: &str, _: DbBackend) -> Option<(&'static str, Option<&'static str>)> {
        None
    }
}

#[tokio::test]
async fn a_table_in_use_is_waited_for_in_short_attempts() {
    let Some(database) = Database::on_server(DbBackend::Postgres).await else {
        return;
    };
    let change = crate::support::set_of(
        &[(
            "m20260101_000000_change",
            "ALTER TABLE busy ADD COLUMN more INTEGER;\n",
            None,
        )],
        DbBackend::Postgres,
    );
    database.run("CREATE TABLE busy (id INTEGER)").await;
    let reader = database.connect().await;
    let reading = reader.begin().await.unwrap();
    reading
        .execute_unprepared("SELECT * FROM busy")
        .await
        .unwrap();
    let (settings, heard) = listening();
    let settings = Settings {
        table_wait: Duration::from_millis(200),
        ..settings
    };
    let db = database.connect().await;
    let migrating = tokio::spawn(async move {
        ketch_runner::up(&db, &change, None, &settings)
            .await
            .map(drop)
    });
    sleep(Duration::from_millis(1200)).await;
    // Between the attempts others can read: the queue behind the change is not held up.
    let another = tokio::time::timeout(
        Duration::from_secs(2),
        database.number("SELECT count(*) FROM busy"),
    );
    another.await.unwrap();
    reading.commit().await.unwrap();
    migrating.await.unwrap().unwrap();
    let heard: Vec<String> = heard.lock().unwrap().iter().map(text).collect();
    assert!(
        heard
            .iter()
            .any(|progress| progress.contains("its tables are in use")),
        "{heard:?}"
    );
}

/// Where transactions keep to what they saw first: the lock is no transaction's, so that no index that
/// is built beside them waits for it, and a caller's that would not see the newest ledger is refused.
#[tokio::test]
async fn transactions_that_are_repeatable_read_by_default_are_in_nobodys_way() {
    let Some(database) = Database::on_server(DbBackend::Postgres).await else {
        return;
    };
    let name = database.name();
    let sql = "SET default_transaction_isolation = 'repeatable read'";
    database.run(&format!("ALTER DATABASE {name} {sql}")).await;
    let table = (
        "m20260101_000000_table",
        "CREATE TABLE t (id INTEGER);\n",
        None,
    );
    let index = (
        "m20260102_000000_index",
        "CREATE INDEX CONCURRENTLY t_id ON t (id);\n",
        None,
    );
    let set = crate::support::set_of(&[table, index], DbBackend::Postgres);
    let (url, settings) = (&database.url, listening().0);
    let starts = (0..8).map(|_| async {
        let db = connect(url).await;
        ketch_runner::up(&db, &set, None, &settings).await
    });
    let ended = futures_util::future::join_all(starts);
    let ended = tokio::time::timeout(Duration::from_secs(60), ended).await;
    let applied: Vec<String> = ended
        .unwrap()
        .into_iter()
        .flat_map(|report| report.unwrap().applied)
        .collect();
    assert_eq!(applied, [table.0, index.0]);

    let more = (
        "m20260103_000000_more",
        "CREATE TABLE u (id INTEGER);\n",
        None,
    );
    let more = crate::support::set_of(&[table, index, more], DbBackend::Postgres);
    let db = database.connect().await;
    let transaction = db.begin().await.unwrap();
    let refused = ketch_runner::up(&transaction, &more, None, &settings).await;
    let refused = refused.unwrap_err().to_string();
    assert!(refused.contains("it is REPEATABLE READ"), "{refused}");
    transaction.rollback().await.unwrap();
    assert!(!database.has_table("u").await);
}
