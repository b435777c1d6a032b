//! Applying and undoing, on every engine.

use ketch_runner::{
    Consent, Error, JOURNAL, LEDGER, MigrationSet, Progress, Settings, State, down, fresh,
    migrator, refresh, reset, status, up,
};
use sea_orm::{ConnectionTrait, DbBackend, DbErr, TransactionTrait};
use sea_orm_migration::{MigrationName, MigrationTrait, MigratorTrait, SchemaManager, async_trait};

use crate::migration::Migrator;
use crate::support::{Database, Step, listening, set_of, text};

const ALL: [&str; 3] = [
    "m20260101_000000_init",
    "m20260102_000000_note",
    "m20260103_000000_emails",
];

const A: Step<'static> = (
    "m20260101_000000_a",
    "CREATE TABLE a (id INTEGER);\n",
    Some("DROP TABLE a;\n"),
);
const B: Step<'static> = (
    "m20260102_000000_b",
    "CREATE TABLE b (id INTEGER);\n",
    Some("DROP TABLE b;\n"),
);
const C: Step<'static> = ("m20260103_000000_c", "CREATE TABLE c (id INTEGER);\n", None);

#[tokio::test]
async fn a_crate_is_applied_and_undone_through_seaorms_own_functions() {
    for database in Database::all().await {
        let db = database.connect().await;
        assert_eq!(
            Migrator::get_pending_migrations(&db).await.unwrap().len(),
            3
        );
        assert!(!database.has_table(LEDGER).await, "to ask makes no table");
        Migrator::up(&db, Some(1)).await.unwrap();
        database
            .run(r#"INSERT INTO "author" ("name") VALUES ('Ada')"#)
            .await;
        database
            .run(r#"INSERT INTO "post" ("author_id", "title") VALUES (1, 'One'), (1, 'Two')"#)
            .await;
        Migrator::up(&db, None).await.unwrap();
        Migrator::up(&db, None).await.unwrap();
        assert_eq!(database.versions(LEDGER).await, ALL);
        assert_eq!(database.versions(JOURNAL).await, ALL);
        // SQLite rebuilt the parent table: its children are there.
        assert_eq!(database.number(r#"SELECT count(*) FROM "post""#).await, 2);
        assert_eq!(
            database
                .number(r#"SELECT count(*) FROM "author" WHERE "email" = 'ada'"#)
                .await,
            1
        );
        assert_eq!(
            Migrator::get_applied_migrations(&db).await.unwrap().len(),
            3
        );
        Migrator::status(&db).await.unwrap();
        Migrator::down(&db, Some(2)).await.unwrap();
        assert_eq!(database.versions(LEDGER).await, ALL[..1]);
        assert_eq!(database.versions(JOURNAL).await, ALL[..1]);
        assert_eq!(Migrator::get_migration_models(&db).await.unwrap().len(), 1);
        Migrator::refresh(&db).await.unwrap();
        assert_eq!(database.number(r#"SELECT count(*) FROM "author""#).await, 0);
        Migrator::fresh(&db).await.unwrap();
        assert_eq!(database.versions(LEDGER).await, ALL);
        Migrator::down(&db, Some(3)).await.unwrap();
        crate::migration::up(&db).await.unwrap();
        assert_eq!(database.versions(LEDGER).await, ALL);
        Migrator::reset(&db).await.unwrap();
        assert!(!database.has_table(LEDGER).await && !database.has_table(JOURNAL).await);
        assert!(!database.has_table("author").await);
        Migrator::install(&db).await.unwrap();
        Migrator::install(&db).await.unwrap();
        assert!(database.has_table(LEDGER).await);
        Migrator::uninstall(&db).await.unwrap();
        assert!(!database.has_table(LEDGER).await);
    }
}

#[tokio::test]
async fn files_are_applied_without_compiling() {
    for database in Database::all().await {
        let db = database.connect().await;
        let set = set_of(&[A, B, C], database.backend);
        let settings = Settings::default();
        assert_eq!(
            up(&db, &set, Some(1), &settings).await.unwrap().applied,
            [A.0]
        );
        let shown = status(&db, &set, &settings).await.unwrap();
        let states: Vec<State> = shown.migrations.iter().map(|(_, state)| *state).collect();
        assert_eq!(states, [State::Applied, State::Pending, State::Pending]);
        assert_eq!(
            up(&db, &set, None, &settings).await.unwrap().applied,
            [B.0, C.0]
        );
        assert_eq!(
            up(&db, &set, None, &settings).await.unwrap(),
            Default::default()
        );
        let error = down(&db, &set, Some(1), &settings).await.unwrap_err();
        assert!(
            matches!(&error, Error::NotReversible { name } if name == C.0),
            "{error}"
        );
        assert_eq!(
            fresh(&db, &set, &settings).await.unwrap().applied,
            [A.0, B.0, C.0]
        );
        let two = set_of(&[A, B], database.backend);
        assert!(matches!(
            down(&db, &two, Some(1), &settings).await.unwrap_err(),
            Error::Ahead { .. }
        ));
        assert_eq!(
            fresh(&db, &two, &settings).await.unwrap().applied,
            [A.0, B.0]
        );
        assert_eq!(
            refresh(&db, &two, &settings).await.unwrap().undone,
            [B.0, A.0]
        );
        assert_eq!(
            down(&db, &two, Some(1), &settings).await.unwrap().undone,
            [B.0]
        );
        assert_eq!(reset(&db, &two, &settings).await.unwrap().undone, [A.0]);
        assert!(!database.has_table(LEDGER).await);
    }
}

#[tokio::test]
async fn a_migration_that_fails_is_undone_where_the_engine_can() {
    let bad = (
        "m20260102_000000_bad",
        "CREATE TABLE b (id INTEGER);\nCREATE TABLE a (id INTEGER);\n",
        None,
    );
    for database in Database::all().await {
        let db = database.connect().await;
        let set = set_of(&[A, bad], database.backend);
        let settings = Settings::default();
        let error = text(up(&db, &set, None, &settings).await.unwrap_err());
        assert!(error.contains("`m20260102_000000_bad` failed"), "{error}");
        assert_eq!(database.versions(LEDGER).await, [A.0]);
        if database.backend == DbBackend::MySql {
            let state = status(&db, &set, &settings).await.unwrap().migrations[1].1;
            assert_eq!(state, State::Interrupted);
            assert!(
                error.contains("at step 2 of 2") && error.contains("the next `up` goes on"),
                "{error}"
            );
            // Not before what stands in the way is gone, and then from where it was.
            let error = text(up(&db, &set, None, &settings).await.unwrap_err());
            assert!(error.contains("at step 2 of 2"), "{error}");
            let error = down(&db, &set, None, &settings).await.unwrap_err();
            assert!(matches!(error, Error::Interrupted { .. }), "{error}");
            database.run("ALTER TABLE a RENAME TO was_a").await;
            let report = up(&db, &set, None, &settings).await.unwrap();
            assert_eq!(report.applied, [bad.0]);
            assert!(database.has_table("b").await);
        } else {
            assert!(error.contains("and was undone"), "{error}");
            assert!(!database.has_table("b").await);
        }
    }
}

#[tokio::test]
async fn what_another_tool_applied_is_adopted_and_reported() {
    for database in Database::all().await {
        let db = database.connect().await;
        // Plain sea-orm-migration, as in a crate that left ketch.
        <migrator::Plain<Migrator> as MigratorTrait>::up(&db, Some(2))
            .await
            .unwrap();
        assert!(!database.has_table(JOURNAL).await);
        let (settings, heard) = listening();
        let shown = migrator::status::<Migrator>(&db, &settings).await.unwrap();
        assert_eq!(shown.migrations[0].1, State::AppliedElsewhere);
        let report = migrator::up::<Migrator>(&db, None, &settings)
            .await
            .unwrap();
        assert_eq!(
            (report.adopted, report.applied),
            (ALL[..2].iter().map(text).collect(), vec![text(ALL[2])])
        );
        assert!(
            heard
                .lock()
                .unwrap()
                .iter()
                .any(|progress| matches!(progress, Progress::Adopted { .. }))
        );
        assert_eq!(database.versions(JOURNAL).await, ALL);
        // And back again: the ledger is SeaORM's.
        <migrator::Plain<Migrator> as MigratorTrait>::down(&db, Some(1))
            .await
            .unwrap();
        assert_eq!(
            migrator::up::<Migrator>(&db, None, &settings)
                .await
                .unwrap()
                .applied,
            [ALL[2]]
        );
    }
}

type IsRight = fn(&Error) -> bool;

#[tokio::test]
async fn a_history_that_does_not_fit_the_database_is_named_for_what_it_is() {
    let edited = (B.0, "CREATE TABLE b (id INTEGER, more INTEGER);\n", B.2);
    let branch = ("m20260101_120000_x", "CREATE TABLE x (id INTEGER);\n", None);
    let settings = Settings::default();
    for database in Database::all().await {
        let backend = database.backend;
        let db = database.connect().await;
        up(&db, &set_of(&[A, B], backend), None, &settings)
            .await
            .unwrap();

        // An older checkout: nothing to do, and it says so.
        let older = set_of(&[A], backend);
        assert_eq!(up(&db, &older, None, &settings).await.unwrap().ahead, [B.0]);
        let shown = status(&db, &older, &settings).await.unwrap();
        assert!(shown.ahead == [B.0] && shown.faults.is_empty());

        let cases: [(&[Step<'_>], IsRight); 4] = [
            // Deleted, and another in its place.
            (
                &[A, C],
                |error| matches!(error, Error::Missing { names } if *names == [B.0]),
            ),
            (
                &[A, edited],
                |error| matches!(error, Error::Changed { name } if name == B.0),
            ),
            (
                &[A, branch, B],
                |error| matches!(error, Error::Changed { name } if name == B.0),
            ),
            (&[branch, A, B], |error| {
                matches!(error, Error::Changed { .. })
            }),
        ];
        for (steps, is_right) in cases {
            let set = set_of(steps, backend);
            let error = up(&db, &set, None, &settings).await.unwrap_err();
            assert!(is_right(&error), "{error}");
            assert!(is_right(
                &status(&db, &set, &settings).await.unwrap().faults[0]
            ));
            assert_eq!(
                database.versions(LEDGER).await,
                [A.0, B.0],
                "nothing is applied"
            );
        }

        // A plain tool's row that nobody knows.
        database
            .run(&format!(
                "INSERT INTO {LEDGER} (version, applied_at) VALUES ('m20200101_000000_foreign', 0)"
            ))
            .await;
        let error = up(&db, &set_of(&[A, B, C], backend), None, &settings)
            .await
            .unwrap_err();
        assert!(text(error).contains("`m20200101_000000_foreign`"));
    }
}

#[tokio::test]
async fn a_migration_that_comes_with_a_merge_is_not_applied_out_of_order() {
    for database in Database::all().await {
        let db = database.connect().await;
        // Written by hand, in another branch: no history ties it to a place.
        Migrator::up(&db, Some(1)).await.unwrap();
        database
            .run(&format!(
                "INSERT INTO {LEDGER} (version, applied_at) VALUES ('{}', 0)",
                ALL[2]
            ))
            .await;
        let error = text(Migrator::up(&db, None).await.unwrap_err());
        assert!(
            error.contains("`m20260102_000000_note` is not applied and stands before"),
            "{error}"
        );
    }
}

#[tokio::test]
async fn a_clock_that_is_wrong_decides_nothing() {
    for database in Database::all().await {
        let db = database.connect().await;
        let set = set_of(&[A, B, C], database.backend);
        let settings = Settings::default();
        up(&db, &set, Some(2), &settings).await.unwrap();
        // The first one in the far future, the second one long ago.
        for (name, time) in [(A.0, 4_102_444_800_i64), (B.0, 0)] {
            for (table, column) in [(LEDGER, "applied_at"), (JOURNAL, "finished_at")] {
                database
                    .run(&format!(
                        "UPDATE {table} SET {column} = {time} WHERE version = '{name}'"
                    ))
                    .await;
            }
        }
        let undone = down(&db, &set, Some(1), &settings).await.unwrap().undone;
        assert_eq!(undone, [B.0]);
        let applied = up(&db, &set, None, &settings).await.unwrap().applied;
        assert_eq!(applied, [B.0, C.0]);
    }
}

#[tokio::test]
async fn a_callers_transaction_is_used_where_that_is_safe() {
    for database in Database::all().await {
        let db = database.connect().await;
        let set = set_of(&[A, B], database.backend);
        let settings = Settings::default();
        let transaction = db.begin().await.unwrap();
        let applied = up(&transaction, &set, None, &settings).await;
        if database.backend == DbBackend::MySql {
            assert!(matches!(
                applied.unwrap_err(),
                Error::CallerTransaction { .. }
            ));
            continue;
        }
        assert_eq!(applied.unwrap().applied, [A.0, B.0]);
        transaction.rollback().await.unwrap();
        assert!(!database.has_table("a").await && !database.has_table(LEDGER).await);

        let transaction = db.begin().await.unwrap();
        up(&transaction, &set, None, &settings).await.unwrap();
        transaction.commit().await.unwrap();
        assert_eq!(database.versions(LEDGER).await, [A.0, B.0]);

        if database.backend == DbBackend::Sqlite {
            let rebuild = (
                "m20260103_000000_r",
                "PRAGMA foreign_keys = OFF;\nDROP TABLE a;\n",
                None,
            );
            let transaction = db.begin().await.unwrap();
            let error = up(
                &transaction,
                &set_of(&[A, B, rebuild], database.backend),
                None,
                &settings,
            )
            .await;
            assert!(matches!(
                error.unwrap_err(),
                Error::CallerTransaction { .. }
            ));
        }
        let given_away = db.begin().await.unwrap();
        assert!(matches!(
            up(given_away, &set, None, &settings).await.unwrap_err(),
            Error::CallerTransaction { .. }
        ));
    }
}

#[tokio::test]
async fn a_rebuild_that_would_lose_rows_is_undone() {
    let database = Database::sqlite();
    let db = database.connect().await;
    let start = (
        "m20260101_000000_start",
        "CREATE TABLE p (id INTEGER PRIMARY KEY);\nCREATE TABLE k (p INTEGER REFERENCES p (id) ON DELETE CASCADE);\n\
         INSERT INTO p VALUES (1), (2);\nINSERT INTO k VALUES (1), (2), (2);\n",
        None,
    );
    let rebuild = (
        "m20260102_000000_rebuild",
        "-- a comment first\nPRAGMA foreign_keys = OFF;\nCREATE TABLE new_p (id INTEGER PRIMARY KEY);\n\
         INSERT INTO new_p SELECT id FROM p WHERE id = 1;\nDROP TABLE p;\nALTER TABLE new_p RENAME TO p;\n",
        None,
    );
    let set = set_of(&[start, rebuild], DbBackend::Sqlite);
    let error = up(&db, &set, None, &Settings::default()).await.unwrap_err();
    assert!(
        matches!(&error, Error::ForeignKeys { table, count: 2, .. } if table == "k"),
        "{error}"
    );
    assert_eq!(database.number("SELECT count(*) FROM p").await, 2);
    assert_eq!(database.versions(LEDGER).await, [start.0]);
    // Foreign keys are on again, for whoever has the connection next.
    assert_eq!(database.number("PRAGMA foreign_keys").await, 1);
}

#[tokio::test]
async fn a_database_in_memory_is_migrated_where_it_is() {
    let db = crate::support::connect("sqlite::memory:").await;
    Migrator::up(&db, None).await.unwrap();
    let manager = SchemaManager::new(&db);
    assert!(manager.has_table("author").await.unwrap());
    db.execute_unprepared("INSERT INTO author (name) VALUES ('Ada')")
        .await
        .unwrap();
    Migrator::down(&db, None).await.unwrap();
    assert!(!manager.has_table("author").await.unwrap());
}

#[tokio::test]
async fn prismas_ledger_survives_a_fresh_start() {
    for database in Database::all().await {
        database
            .run("CREATE TABLE _prisma_migrations (id INTEGER)")
            .await;
        database.run("CREATE TABLE other (id INTEGER)").await;
        database
            .run("CREATE VIEW shown AS SELECT id FROM other")
            .await;
        let set = set_of(&[A], database.backend);
        fresh(&database.connect().await, &set, &Settings::default())
            .await
            .unwrap();
        assert!(database.has_table("_prisma_migrations").await && database.has_table("a").await);
        assert!(!database.has_table("other").await);
    }
}

#[tokio::test]
async fn postgresql_gets_a_new_schema_and_loses_it_all_on_a_fresh_start() {
    let Some(database) = Database::on_server(DbBackend::Postgres).await else {
        return;
    };
    let separator = if database.url.contains('?') { "&" } else { "?" };
    let db =
        crate::support::connect(&format!("{}{separator}schema=my%20%22app%22", database.url)).await;
    let first = (
        "m20260101_000000_a",
        "CREATE SCHEMA IF NOT EXISTS \"other\";\nCREATE TYPE mood AS ENUM ('ok');\nCREATE TYPE other.mood AS ENUM ('ok');\n\
         CREATE TABLE a (id SERIAL PRIMARY KEY, m mood);\nCREATE TABLE other.a (id SERIAL PRIMARY KEY, m other.mood);\n",
        None,
    );
    let set = set_of(&[first], DbBackend::Postgres);
    let settings = Settings::default();
    for _ in 0..2 {
        fresh(&db, &set, &settings).await.unwrap();
    }
    let sql = "SELECT count(*) FROM pg_tables WHERE schemaname IN ('my \"app\"', 'other')";
    assert_eq!(
        database.number(sql).await,
        5,
        "two tables, ledger, journal and the record of the catalog"
    );
    assert_eq!(
        database
            .number("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
            .await,
        0
    );
}

#[tokio::test]
async fn a_sql_file_may_be_empty_or_end_in_a_comment() {
    let empty = ("m20260101_000000_empty", "-- nothing\n\n", None);
    let comment = (
        "m20260102_000000_comment",
        "CREATE TABLE a (id INTEGER);\n-- the end\n",
        None,
    );
    for database in Database::all().await {
        let set = set_of(&[empty, comment], database.backend);
        let report = up(&database.connect().await, &set, None, &Settings::default()).await;
        println!("{:?}: {report:?}", database.backend);
        assert_eq!(report.unwrap().applied.len(), 2);
    }
}

/// A migration by hand that runs these statements, after one that made tables with rows.
async fn by_hand(statements: &'static [&'static str]) -> (Database, Result<(), String>) {
    struct ByHand(&'static [&'static str]);
    impl MigrationName for ByHand {
        fn name(&self) -> &str {
            "m20260102_000000_by_hand"
        }
    }
    #[async_trait::async_trait]
    impl MigrationTrait for ByHand {
        async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
            for statement in self.0 {
                manager
                    .get_connection()
                    .execute_unprepared(statement)
                    .await?;
            }
            Ok(())
        }

        fn use_transaction(&self) -> Option<bool> {
            Some(false)
        }
    }
    let database = Database::sqlite();
    database
        .run("CREATE TABLE p (id INTEGER PRIMARY KEY)")
        .await;
    database
        .run("CREATE TABLE k (p INTEGER REFERENCES p (id) ON DELETE CASCADE)")
        .await;
    database.run("INSERT INTO p VALUES (1)").await;
    database.run("INSERT INTO k VALUES (1), (1)").await;
    let set = MigrationSet::by_hand(vec![Box::new(ByHand(statements))]);
    let done = up(&database.connect().await, &set, None, &Settings::default()).await;
    (database, done.map(drop).map_err(text))
}

#[tokio::test]
async fn a_rebuild_by_hand_keeps_the_rows_that_point_at_the_table() {
    let (database, done) = by_hand(&[
        "PRAGMA foreign_keys = OFF",
        "CREATE TABLE new_p (id INTEGER PRIMARY KEY, more TEXT)",
        "INSERT INTO new_p (id) SELECT id FROM p",
        "DROP TABLE p",
        "ALTER TABLE new_p RENAME TO p",
        "PRAGMA foreign_keys = ON",
    ])
    .await;
    done.unwrap();
    assert_eq!(database.number("SELECT count(*) FROM k").await, 2);
}

#[tokio::test]
async fn a_delete_by_hand_that_counts_on_a_cascade_is_refused_and_not_half_done() {
    let (database, done) = by_hand(&["DELETE FROM p"]).await;
    let error = done.unwrap_err();
    assert!(
        error.contains("2 rows of `k` that point to no row") && error.contains("written by hand"),
        "{error}"
    );
    assert_eq!(database.number("SELECT count(*) FROM p").await, 1);
    let (database, done) = by_hand(&["DELETE FROM k", "DELETE FROM p"]).await;
    done.unwrap();
    assert_eq!(database.number("SELECT count(*) FROM p").await, 0);
}

#[tokio::test]
async fn what_is_on_another_machine_is_not_destroyed_without_consent() {
    let Some(database) = Database::on_server(DbBackend::Postgres).await else {
        return;
    };
    // The same server by an address that is not this machine's own.
    let db = crate::support::connect(&database.url.replace("127.0.0.1", "0.0.0.0")).await;
    let set = set_of(&[A], DbBackend::Postgres);
    let settings = Settings::default();
    up(&db, &set, None, &settings).await.unwrap();
    for refused in [
        fresh(&db, &set, &settings).await,
        refresh(&db, &set, &settings).await,
        reset(&db, &set, &settings).await,
    ] {
        assert!(matches!(refused.unwrap_err(), Error::Destroys { .. }));
    }
    assert!(database.has_table("a").await);
    let agreed = Settings {
        destroy: Consent::Given,
        ..settings
    };
    fresh(&db, &set, &agreed).await.unwrap();
}

#[tokio::test]
async fn an_apps_pool_is_used_with_what_seaorm_put_into_it() {
    let Some(database) = Database::on_server(DbBackend::Postgres).await else {
        return;
    };
    database.run("CREATE SCHEMA tenant").await;
    let mut options = sea_orm::ConnectOptions::new(&database.url);
    options.set_schema_search_path("tenant").max_connections(5);
    let db = sea_orm::Database::connect(options).await.unwrap();
    Migrator::up(&db, None).await.unwrap();
    let sql = "SELECT count(*) FROM pg_tables WHERE schemaname = 'tenant'";
    assert_eq!(database.number(sql).await, 6);
}
