//! What is changed in a database beside its migrations stops the next one, and is told.

use ketch_runner::{
    DriftCheck, Error, LEDGER, MigrationSet, Progress, Resolution, Settings, down, preview, redo,
    reset, resolve, up,
};
use sea_orm::{ConnectionTrait, DbBackend, TransactionTrait};

use crate::support::{Database, Step, connect, listening, set_of};

const A: Step<'static> = (
    "m20260101_000000_a",
    "CREATE TABLE a (id INTEGER NOT NULL);\n",
    Some("DROP TABLE a;\n"),
);
const B: Step<'static> = (
    "m20260102_000000_b",
    "CREATE TABLE b (id INTEGER NOT NULL);\n",
    Some("DROP TABLE b;\n"),
);
const C: Step<'static> = (
    "m20260103_000000_c",
    "CREATE TABLE c (id INTEGER NOT NULL);\n",
    Some("DROP TABLE c;\n"),
);

/// What `up` finds changed.
async fn changes(database: &Database, set: &MigrationSet, settings: &Settings) -> Vec<String> {
    let db = database.connect().await;
    match up(&db, set, None, settings).await {
        Err(Error::Drift { since, changes }) => {
            assert_eq!(since, B.0);
            changes
        }
        other => panic!("{other:?}"),
    }
}

fn with(drift: DriftCheck) -> Settings {
    Settings {
        drift,
        ..Settings::default()
    }
}

/// Whether somebody was told that nothing could be compared, and why.
fn not_compared(heard: &std::sync::Mutex<Vec<Progress>>) -> Option<String> {
    let heard = heard.lock().unwrap();
    heard.iter().find_map(|progress| match progress {
        Progress::NotCompared { reason } => Some(reason.clone()),
        _ => None,
    })
}

#[tokio::test]
async fn what_was_changed_beside_migrations_stops_the_next_one() {
    for database in Database::all().await {
        let db = database.connect().await;
        let set = |steps: &[Step<'_>]| set_of(steps, database.backend);
        let (settings, heard) = listening();
        up(&db, &set(&[A]), None, &settings).await.unwrap();
        // Rows are no drift, nor is what tools keep.
        database.run("INSERT INTO a (id) VALUES (1)").await;
        database
            .run("CREATE TABLE _prisma_migrations (id INTEGER)")
            .await;
        up(&db, &set(&[A, B]), None, &settings).await.unwrap();
        assert_eq!(not_compared(&heard), None);

        database.run("ALTER TABLE a ADD COLUMN extra INTEGER").await;
        database.run("CREATE INDEX b_id ON b (id)").await;
        database.run("CREATE TABLE other (id INTEGER)").await;
        let all = set(&[A, B, C]);
        let expected = [
            "a: column extra is new",
            "b: index b_id is new",
            "other is new",
        ];
        assert_eq!(changes(&database, &all, &settings).await, expected);
        assert_eq!(database.versions(LEDGER).await, [A.0, B.0]);
        let foreseen = preview(&db, &all, ketch_runner::Direction::Up, None, &settings).await;
        assert!(matches!(foreseen, Err(Error::Drift { .. })), "{foreseen:?}");
        let again = redo(&db, &set(&[A, B]), 1, &settings).await;
        assert!(matches!(again, Err(Error::Drift { .. })), "{again:?}");

        // Undone, it is as it was.
        database.run("ALTER TABLE a DROP COLUMN extra").await;
        database.run("DROP TABLE other").await;
        let drop = match database.backend {
            DbBackend::MySql => "DROP INDEX b_id ON b",
            _ => "DROP INDEX b_id",
        };
        database.run(drop).await;
        if database.backend != DbBackend::Sqlite {
            let (retype, drop) = match database.backend {
                DbBackend::MySql => ("ALTER TABLE a MODIFY id BIGINT NOT NULL", "DROP TABLE b"),
                _ => ("ALTER TABLE a ALTER id TYPE BIGINT", "DROP TABLE b"),
            };
            database.run(retype).await;
            database.run(drop).await;
            let expected = ["a: column id is another", "b is gone"];
            assert_eq!(changes(&database, &all, &settings).await, expected);
            database.run(&retype.replace("BIGINT", "INTEGER")).await;
            database.run("CREATE TABLE b (id INTEGER NOT NULL)").await;
        }
        let report = up(&db, &all, None, &settings).await.unwrap();
        assert_eq!(report.applied, [C.0]);
        // What down leaves is what the next one finds.
        down(&db, &all, Some(2), &settings).await.unwrap();
        redo(&db, &set(&[A]), 1, &settings).await.unwrap();
        up(&db, &all, None, &settings).await.unwrap();
        assert_eq!(not_compared(&heard), None);
        reset(&db, &all, &settings).await.unwrap();
        assert!(!database.has_table("_ketch_catalog").await);
    }
}

#[tokio::test]
async fn drift_is_accepted_with_a_yes_and_overlooked_where_the_check_is_off() {
    for database in Database::all().await {
        let db = database.connect().await;
        let set = |steps: &[Step<'_>]| set_of(steps, database.backend);
        let stop = Settings::default();
        up(&db, &set(&[A]), None, &stop).await.unwrap();
        database.run("ALTER TABLE a ADD COLUMN extra INTEGER").await;
        // With nothing pending, to accept is all that is done.
        up(&db, &set(&[A]), None, &with(DriftCheck::Accept))
            .await
            .unwrap();
        up(&db, &set(&[A, B]), None, &stop).await.unwrap();
        database.run("ALTER TABLE a ADD COLUMN more INTEGER").await;
        up(&db, &set(&[A, B, C]), None, &with(DriftCheck::Off))
            .await
            .unwrap();
        // Nothing was kept, so nothing can be told, and that is said.
        let (settings, heard) = listening();
        down(&db, &set(&[A, B, C]), Some(1), &with(DriftCheck::Off))
            .await
            .unwrap();
        database.run("DELETE FROM _ketch_catalog").await;
        up(&db, &set(&[A, B, C]), None, &settings).await.unwrap();
        let reason = not_compared(&heard).unwrap();
        assert_eq!(reason, "nothing was kept then");
    }
}

#[tokio::test]
async fn what_another_tool_applied_is_not_called_drift() {
    for database in Database::all().await {
        let db = database.connect().await;
        up(
            &db,
            &set_of(&[A], database.backend),
            None,
            &Settings::default(),
        )
        .await
        .unwrap();
        // As sea-orm-cli does it.
        database.run("CREATE TABLE b (id INTEGER NOT NULL)").await;
        database
            .run(&format!(
                "INSERT INTO {LEDGER} (version, applied_at) VALUES ('{}', 1)",
                B.0
            ))
            .await;
        let (settings, heard) = listening();
        let all = set_of(&[A, B, C], database.backend);
        let report = up(&db, &all, None, &settings).await.unwrap();
        assert_eq!(
            (report.adopted, report.applied),
            (vec![B.0.to_owned()], vec![C.0.to_owned()])
        );
        assert!(not_compared(&heard).unwrap().contains("another tool"));
        // From now on it is compared again.
        database.run("CREATE TABLE other (id INTEGER)").await;
        down(&db, &all, Some(1), &Settings::default())
            .await
            .unwrap();
        database.run("DROP TABLE other").await;
        let error = up(&db, &all, None, &Settings::default()).await.unwrap_err();
        assert!(error.to_string().contains("other is gone"), "{error}");
    }
}

#[tokio::test]
async fn what_an_interrupted_migration_left_is_gone_on_with_and_resolved_as_it_is() {
    let broken = (
        "m20260102_000000_broken",
        "CREATE TABLE b (id INTEGER NOT NULL);\nCREATE TABLE a (id INTEGER);\n",
        None,
    );
    for database in Database::all().await {
        let db = database.connect().await;
        let set = set_of(&[A, broken], database.backend);
        let settings = Settings::default();
        let error = up(&db, &set, None, &settings).await.unwrap_err();
        assert!(matches!(error, Error::Migration { .. }), "{error}");
        // On MySQL the half is there, and is no drift.
        let error = up(&db, &set, None, &settings).await.unwrap_err();
        assert!(matches!(error, Error::Migration { .. }), "{error}");
        if database.backend == DbBackend::MySql {
            let done = resolve(&db, &set, broken.0, Resolution::RolledBack, &settings).await;
            done.unwrap();
            let error = up(&db, &set_of(&[A, C], database.backend), None, &settings).await;
            assert_eq!(
                error.unwrap().applied,
                [C.0],
                "it was resolved with its half"
            );
        }
    }
}

#[tokio::test]
async fn other_schemas_are_no_drift_and_those_that_migrations_make_are() {
    let Some(database) = Database::on_server(DbBackend::Postgres).await else {
        return;
    };
    let app = (
        "m20260101_000000_app",
        "CREATE SCHEMA IF NOT EXISTS \"app\";\nCREATE TABLE \"app\".\"t\" (id INTEGER);\n",
        None,
    );
    let db = database.connect().await;
    let settings = Settings::default();
    up(&db, &set_of(&[app], database.backend), None, &settings)
        .await
        .unwrap();
    database
        .run("CREATE SCHEMA others; CREATE TABLE others.t (id INTEGER)")
        .await;
    let two = set_of(&[app, B], database.backend);
    up(&db, &two, None, &settings).await.unwrap();
    database.run("ALTER TABLE app.t ADD extra INTEGER").await;
    let three = set_of(&[app, B, C], database.backend);
    assert_eq!(
        changes(&database, &three, &settings).await,
        ["app.t: column extra is new"]
    );
}

#[tokio::test]
async fn a_callers_transaction_and_a_database_in_memory_are_looked_at_too() {
    if let Some(database) = Database::on_server(DbBackend::Postgres).await {
        let db = database.connect().await;
        let settings = Settings::default();
        let transaction = db.begin().await.unwrap();
        up(
            &transaction,
            &set_of(&[A], DbBackend::Postgres),
            None,
            &settings,
        )
        .await
        .unwrap();
        transaction.commit().await.unwrap();
        database.run("ALTER TABLE a ADD COLUMN extra INTEGER").await;
        let transaction = db.begin().await.unwrap();
        let two = set_of(&[A, B], DbBackend::Postgres);
        let error = up(&transaction, &two, None, &settings).await.unwrap_err();
        assert!(
            error.to_string().contains("a: column extra is new"),
            "{error}"
        );
        // What the catalog is asked under is over.
        transaction
            .execute_unprepared("SELECT id FROM a")
            .await
            .unwrap();
        up(&transaction, &two, None, &with(DriftCheck::Accept))
            .await
            .unwrap();
        transaction
            .execute_unprepared("SELECT id FROM b")
            .await
            .unwrap();
        transaction.commit().await.unwrap();
    }
    let db = connect("sqlite::memory:").await;
    let settings = Settings::default();
    up(&db, &set_of(&[A], DbBackend::Sqlite), None, &settings)
        .await
        .unwrap();
    db.execute_unprepared("CREATE TABLE other (id INTEGER)")
        .await
        .unwrap();
    let two = set_of(&[A, B], DbBackend::Sqlite);
    let error = up(&db, &two, None, &settings).await.unwrap_err();
    assert!(error.to_string().contains("other is new"), "{error}");
}
