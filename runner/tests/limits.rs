//! What a database does not give: room, the right to write, time, tables that are in use, and an
//! index over rows that do not fit. Each leaves what the next run goes on from.

use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use ketch_runner::{Error, JOURNAL, LEDGER, MigrationSet, Progress, Settings, State, status, up};
use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqlitePoolOptions};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, TransactionTrait};
use tokio::time::sleep;

use crate::support::{Database, Step, connect, listening, set_of, text};

const START: Step<'static> = (
    "m20260101_000000_start",
    "CREATE TABLE item (id INTEGER, n INTEGER);\nINSERT INTO item VALUES (1, 1);\n",
    None,
);

async fn apply(db: &DatabaseConnection, set: &MigrationSet) -> Result<Vec<String>, Error> {
    let report = up(db, set, None, &listening().0).await?;
    Ok(report.applied)
}

/// A connection that lets a SQLite file have no more than so many pages.
fn with_pages(database: &Database, pages: u32) -> DatabaseConnection {
    let path = database.url.strip_prefix("sqlite://").unwrap();
    let options = SqliteConnectOptions::new()
        .filename(path.split('?').next().unwrap())
        .create_if_missing(true)
        .pragma("max_page_count", pages.to_string());
    SqlitePoolOptions::new().connect_lazy_with(options).into()
}

#[tokio::test]
async fn a_full_sqlite_file_undoes_the_migration_and_more_room_lets_it_through() {
    let database = Database::sqlite();
    let rows = (
        "m20260102_000000_rows",
        "ALTER TABLE item ADD COLUMN body TEXT;\nINSERT INTO item WITH RECURSIVE c(x) AS (SELECT 2 UNION ALL SELECT x + 1 FROM c WHERE x < 100) \
         SELECT x, x, hex(zeroblob(2000)) FROM c;\n",
        None,
    );
    let set = set_of(&[START, rows], DbBackend::Sqlite);
    let error = text(apply(&with_pages(&database, 20), &set).await.unwrap_err());
    assert!(
        error.contains(rows.0) && error.contains("was undone") && error.contains("full"),
        "{error}"
    );
    assert_eq!(database.versions(LEDGER).await, [START.0]);
    assert_eq!(database.versions(JOURNAL).await, [START.0]);
    assert_eq!(
        database
            .number("SELECT count(*) FROM pragma_table_info('item')")
            .await,
        2
    );
    assert_eq!(
        apply(&with_pages(&database, 2000), &set).await.unwrap(),
        [rows.0]
    );
    assert_eq!(database.number("SELECT count(*) FROM item").await, 100);
}

/// A small disk for a server's tables.
struct Disk(PathBuf);

impl Disk {
    /// Says so where none can be had.
    fn of(user: &str, megabytes: usize) -> Option<Self> {
        let path = std::env::temp_dir().join(format!("ketch-disk-{user}-{}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &format!("size={megabytes}m"), "tmpfs"])
            .arg(&path)
            .output();
        let disk = Self(path);
        let owned = mounted.is_ok_and(|mounted| mounted.status.success())
            && Command::new("chown")
                .arg(user)
                .arg(&disk.0)
                .status()
                .is_ok_and(|owned| owned.success());
        if !owned {
            println!("skipped: a small disk takes root, and a user {user}");
            return None;
        }
        Some(disk)
    }

    fn path(&self) -> &str {
        self.0.to_str().unwrap()
    }

    /// Writes until nothing fits any more.
    fn fill(&self) {
        let _ = std::fs::write(self.0.join("ballast"), vec![1; 64 << 20]);
    }

    fn make_room(&self) {
        std::fs::remove_file(self.0.join("ballast")).unwrap();
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        // A server may have files open for a moment more.
        let _ = Command::new("umount").arg("--lazy").arg(&self.0).output();
        let _ = std::fs::remove_dir(&self.0);
    }
}

#[tokio::test]
async fn a_full_disk_of_postgresqls_undoes_the_migration() {
    let Some(database) = Database::on_server(DbBackend::Postgres).await else {
        return;
    };
    let Some(disk) = Disk::of("postgres", 8) else {
        return;
    };
    let (name, path) = (database.name(), disk.path());
    database
        .run(&format!("CREATE TABLESPACE {name} LOCATION '{path}'"))
        .await;
    let start = format!("CREATE TABLE item (id INTEGER, body TEXT) TABLESPACE {name};\n");
    let rows = "ALTER TABLE item ADD COLUMN n INTEGER;\nINSERT INTO item SELECT x, repeat(md5(x::text), 50) FROM generate_series(1, 1000) x;\n";
    let steps = [
        ("m20260101_000000_start", start.as_str(), None),
        ("m20260102_000000_rows", rows, None),
    ];
    let set = set_of(&steps, DbBackend::Postgres);
    let db = database.connect().await;
    apply(&db, &set_of(&steps[..1], DbBackend::Postgres))
        .await
        .unwrap();
    disk.fill();
    let error = text(apply(&db, &set).await.unwrap_err());
    assert!(
        error.contains("No space left") && error.contains("was undone"),
        "{error}"
    );
    assert_eq!(database.versions(LEDGER).await, [steps[0].0]);
    disk.make_room();
    assert_eq!(apply(&db, &set).await.unwrap(), [steps[1].0]);
    assert_eq!(database.number("SELECT count(*) FROM item").await, 1000);
    // The disk goes, and all that is on it.
    database.run("DROP TABLE item").await;
    database.run(&format!("DROP TABLESPACE {name}")).await;
}

#[tokio::test]
async fn a_full_disk_of_mariadbs_stops_at_a_step_that_the_next_run_goes_on_with() {
    let Some(database) = Database::on_server(DbBackend::MySql).await else {
        return;
    };
    let Some(disk) = Disk::of("mysql", 40) else {
        return;
    };
    let start = format!(
        "CREATE TABLE item (id INTEGER, body LONGTEXT) DATA DIRECTORY = '{}';\n",
        disk.path()
    );
    let rows = "CREATE TABLE first (n INTEGER);\nINSERT INTO item SELECT seq, REPEAT(MD5(seq), 100) FROM seq_1_to_1000;\nCREATE TABLE last (n INTEGER);\n";
    let steps = [
        ("m20260101_000000_start", start.as_str(), None),
        ("m20260102_000000_rows", rows, None),
    ];
    let set = set_of(&steps, DbBackend::MySql);
    let db = database.connect().await;
    apply(&db, &set_of(&steps[..1], DbBackend::MySql))
        .await
        .unwrap();
    disk.fill();
    let error = text(apply(&db, &set).await.unwrap_err());
    assert!(
        error.contains("at step 2 of 3") && error.contains("the next `up` goes on"),
        "{error}"
    );
    assert!(database.has_table("first").await && !database.has_table("last").await);
    disk.make_room();
    assert_eq!(apply(&db, &set).await.unwrap(), [steps[1].0]);
    assert_eq!(database.number("SELECT count(*) FROM item").await, 1000);
    database.run("DROP TABLE item").await;
}

#[tokio::test]
async fn a_database_that_cannot_be_written_to_says_so_and_is_left_alone() {
    for database in Database::all().await {
        let more = (
            "m20260102_000000_more",
            "CREATE TABLE more (n INTEGER);\n",
            None,
        );
        let backend = database.backend;
        apply(&database.connect().await, &set_of(&[START], backend))
            .await
            .unwrap();
        let (url, reason) = match backend {
            DbBackend::Sqlite => (database.url.replace("mode=rwc", "mode=ro"), "readonly"),
            DbBackend::Postgres => (
                format!(
                    "{}?options=-c%20default_transaction_read_only%3Don",
                    database.url
                ),
                "read-only",
            ),
            _ => {
                let name = database.name();
                database.run(&format!("CREATE USER {name}@'%'")).await;
                database
                    .run(&format!("GRANT SELECT ON {name}.* TO {name}@'%'"))
                    .await;
                (database.url.replace("root@", &format!("{name}@")), "denied")
            }
        };
        let db = connect(&url).await;
        // An app that starts with nothing to do needs no right to write.
        assert!(
            apply(&db, &set_of(&[START], backend))
                .await
                .unwrap()
                .is_empty()
        );
        let set = set_of(&[START, more], backend);
        let error = text(apply(&db, &set).await.unwrap_err());
        assert!(error.contains(reason), "{error}");
        let shown = status(&db, &set, &Settings::default()).await.unwrap();
        assert_eq!(shown.migrations[1].1, State::Pending);
        assert_eq!(database.versions(JOURNAL).await, [START.0]);
        assert_eq!(
            apply(&database.connect().await, &set).await.unwrap(),
            [more.0]
        );
        if backend == DbBackend::MySql {
            database
                .run(&format!("DROP USER {}@'%'", database.name()))
                .await;
        }
    }
}

#[tokio::test]
async fn a_limit_on_statements_is_for_requests_and_not_for_migrations() {
    let Some(database) = Database::on_server(DbBackend::Postgres).await else {
        return;
    };
    let long = (
        "m20260101_000000_long",
        "CREATE TABLE item (n INTEGER);\nSELECT pg_sleep(0.3);\n",
        None,
    );
    let index = (
        "m20260102_000000_index",
        "CREATE INDEX CONCURRENTLY item_n_idx ON item (n);\n-- ketch: commit\nSELECT pg_sleep(0.3);\n",
        None,
    );
    let (settings, heard) = listening();
    let db = connect(&format!(
        "{}?options=-c%20statement_timeout%3D100ms",
        database.url
    ))
    .await;
    let set = set_of(&[long, index], DbBackend::Postgres);
    let report = up(&db, &set, None, &settings).await.unwrap();
    assert_eq!(report.applied, [long.0, index.0]);
    let heard = heard.lock().unwrap();
    let limit = "100ms".to_owned();
    assert!(heard.contains(&Progress::Unlimited { limit }), "{heard:?}");
}

#[tokio::test]
async fn mysql_tries_a_step_again_whose_table_is_in_use() {
    let Some(database) = Database::on_server(DbBackend::MySql).await else {
        return;
    };
    let change = (
        "m20260102_000000_change",
        "ALTER TABLE item ADD COLUMN more INTEGER;\nUPDATE item SET more = n;\n",
        None,
    );
    let (settings, heard) = listening();
    let settings = Settings {
        table_wait: Duration::from_secs(1),
        ..settings
    };
    let db = database.connect().await;
    apply(&db, &set_of(&[START], DbBackend::MySql))
        .await
        .unwrap();
    let reading = database.connect().await.begin().await.unwrap();
    reading
        .execute_unprepared("SELECT * FROM item")
        .await
        .unwrap();
    let set = set_of(&[START, change], DbBackend::MySql);
    let migrating = tokio::spawn(async move { up(&db, &set, None, &settings).await });
    sleep(Duration::from_millis(2500)).await;
    reading.commit().await.unwrap();
    let report = migrating.await.unwrap().unwrap();
    assert_eq!(report.applied, [change.0]);
    assert_eq!(database.number("SELECT more FROM item").await, 1);
    let heard: Vec<String> = heard.lock().unwrap().iter().map(text).collect();
    assert!(
        heard
            .iter()
            .any(|told| told.contains("its tables are in use")),
        "{heard:?}"
    );
}

#[tokio::test]
async fn an_index_that_was_built_in_vain_is_dropped_and_built_again() {
    let Some(database) = Database::on_server(DbBackend::Postgres).await else {
        return;
    };
    let rows = (
        "m20260102_000000_rows",
        "INSERT INTO item VALUES (2, 1);\n",
        None,
    );
    let index = (
        "m20260103_000000_index",
        "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS item_n_key ON item (n);\n",
        None,
    );
    let set = set_of(&[START, rows, index], DbBackend::Postgres);
    let db = database.connect().await;
    let error = text(apply(&db, &set).await.unwrap_err());
    assert!(error.contains("could not create unique index"), "{error}");
    let indexes = "SELECT count(*) FROM pg_indexes WHERE indexname = 'item_n_key'";
    assert_eq!(database.number(indexes).await, 0, "nothing is left of it");

    // One that another tool left: to PostgreSQL, it exists.
    let by_hand = db
        .execute_unprepared("CREATE UNIQUE INDEX CONCURRENTLY item_n_key ON item (n)")
        .await;
    assert!(by_hand.is_err() && database.number(indexes).await == 1);
    database.run("DELETE FROM item WHERE id = 2").await;
    let (settings, heard) = listening();
    let report = up(&db, &set, None, &settings).await.unwrap();
    assert_eq!(report.applied, [index.0]);
    let valid =
        "SELECT count(*) FROM pg_index WHERE indexrelid = 'item_n_key'::regclass AND indisvalid";
    assert_eq!(database.number(valid).await, 1);
    let repairing = Progress::Repairing {
        index: "item_n_key".to_owned(),
    };
    assert!(heard.lock().unwrap().contains(&repairing));
}

#[tokio::test]
async fn a_callers_transaction_is_refused_for_what_runs_outside_of_one() {
    let Some(database) = Database::on_server(DbBackend::Postgres).await else {
        return;
    };
    let index = (
        "m20260102_000000_index",
        "CREATE INDEX CONCURRENTLY item_n_idx ON item (n);\n",
        None,
    );
    let transaction = database.connect().await.begin().await.unwrap();
    let set = set_of(&[START, index], DbBackend::Postgres);
    let refused = up(&transaction, &set, None, &Settings::default()).await;
    assert!(matches!(
        refused.unwrap_err(),
        Error::CallerTransaction { .. }
    ));
    transaction.commit().await.unwrap();
    assert!(
        !database.has_table("item").await,
        "nothing of it is applied"
    );
}

/// The driver puts a line of the server's source behind its words, which no user has anything to do with.
#[tokio::test]
async fn what_postgresql_refuses_is_said_in_its_own_words_and_with_its_hint() {
    let Some(database) = Database::of(DbBackend::Postgres).await else {
        return;
    };
    let unique = (
        "m20260102_000000_unique",
        "ALTER TABLE item ADD CONSTRAINT item_n_key UNIQUE (n);\n",
        None,
    );
    let dropped = ("m20260103_000000_dropped", "DROP INDEX item_n_key;\n", None);
    let set = set_of(&[START, unique, dropped], DbBackend::Postgres);
    let error = text(apply(&database.connect().await, &set).await.unwrap_err());
    let words = "cannot drop index item_n_key because constraint item_n_key on table item requires it \
                 (You can drop constraint item_n_key on table item instead.)";
    assert!(error.ends_with(words), "{error}");
}
