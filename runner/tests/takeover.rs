//! Databases that other tools made, and journals of an older ketch.

use ketch_runner::{
    Error, JOURNAL, LEDGER, Row, Settings, State, Takeover, baseline, catalog, status, up,
};
use sea_orm::DbBackend;

use crate::support::{Database, Step, set_of};

const A: Step<'static> = (
    "m20260101_000000_a",
    "CREATE TABLE a (id INTEGER NOT NULL);\n",
    None,
);
const B: Step<'static> = (
    "m20260102_000000_b",
    "CREATE TABLE b (id INTEGER NOT NULL);\n",
    None,
);

const C: Step<'static> = (
    "m20260103_000000_c",
    "CREATE TABLE c (id INTEGER NOT NULL);\n",
    None,
);

fn has_table(rows: &[Row], name: &str) -> bool {
    let mut tables = rows.iter().filter(|row| row.part() == "relation");
    tables.any(|row| row.owner().1 == name)
}

#[tokio::test]
async fn a_database_is_taken_over_where_it_is_what_the_migrations_make() {
    for database in Database::all().await {
        let db = database.connect().await;
        let settings = Settings::default();
        database.run("CREATE TABLE a (id INTEGER NOT NULL)").await;
        database
            .run("CREATE TABLE _prisma_migrations (id INTEGER)")
            .await;
        let set = set_of(&[A], database.backend);
        let refused = baseline(&db, &set, &settings, |rows| {
            assert!(has_table(rows, "a") && !has_table(rows, "b"));
            Takeover::Refused
        });
        assert_eq!(refused.await.unwrap(), None);
        assert!(!database.has_table(LEDGER).await && !database.has_table(JOURNAL).await);

        let report = baseline(&db, &set, &settings, |_| Takeover::AsItIs).await;
        assert_eq!(report.unwrap().unwrap().applied, [A.0]);
        assert_eq!(database.versions(LEDGER).await, [A.0]);
        assert_eq!(database.versions(JOURNAL).await, [A.0]);
        let two = set_of(&[A, B], database.backend);
        assert_eq!(up(&db, &two, None, &settings).await.unwrap().applied, [B.0]);
        // Taken over already: it counts as it is from now on.
        database.run("CREATE TABLE other (id INTEGER)").await;
        let report = baseline(&db, &two, &settings, |_| Takeover::AsItIs).await;
        assert!(report.unwrap().unwrap().applied.is_empty());
        let three = set_of(&[A, B, C], database.backend);
        assert_eq!(
            up(&db, &three, None, &settings).await.unwrap().applied,
            [C.0]
        );
        assert!(database.has_table("_prisma_migrations").await);
    }
}

/// SeaORM's ledger may have what a migration crate of before ketch applied: it gives way in a takeover. What
/// ketch applied from another branch does not.
#[tokio::test]
async fn rows_of_another_migration_crate_give_way() {
    for database in Database::all().await {
        let db = database.connect().await;
        let settings = Settings::default();
        up(&db, &set_of(&[], database.backend), None, &settings)
            .await
            .unwrap();
        database.run("CREATE TABLE a (id INTEGER NOT NULL)").await;
        database
            .run(&format!(
                "CREATE TABLE IF NOT EXISTS {LEDGER} (version varchar(255) NOT NULL PRIMARY KEY, applied_at bigint NOT NULL)"
            ))
            .await;
        let old = ["m20220101_000001_old", "m20220102_000001_older"];
        for name in old {
            database
                .run(&format!("INSERT INTO {LEDGER} VALUES ('{name}', 1)"))
                .await;
        }
        let set = set_of(&[A], database.backend);
        let error = up(&db, &set, None, &settings).await.unwrap_err();
        assert!(matches!(error, Error::Missing { .. }), "{error}");
        let refused = baseline(&db, &set, &settings, |_| Takeover::Refused).await;
        assert_eq!(refused.unwrap(), None);
        assert_eq!(database.versions(LEDGER).await, old);

        let report = baseline(&db, &set, &settings, |_| Takeover::AsItIs).await;
        let report = report.unwrap().unwrap();
        assert_eq!(
            (report.applied, report.replaced),
            (vec![A.0.to_owned()], old.map(str::to_owned).to_vec())
        );
        assert_eq!(database.versions(LEDGER).await, [A.0]);
        let two = set_of(&[A, B], database.backend);
        assert_eq!(up(&db, &two, None, &settings).await.unwrap().applied, [B.0]);

        let other = set_of(&[C], database.backend);
        let error = baseline(&db, &other, &settings, |_| Takeover::AsItIs).await;
        assert!(matches!(error, Err(Error::Missing { .. })), "{error:?}");
    }
}

#[tokio::test]
async fn a_database_is_converted_whole_or_not_at_all() {
    for database in Database::all().await {
        let db = database.connect().await;
        let settings = Settings::default();
        let set = set_of(&[A], database.backend);
        let convert = || Takeover::After("CREATE TABLE a (id INTEGER NOT NULL)".to_owned());
        let taken = baseline(&db, &set, &settings, |rows| match has_table(rows, "a") {
            true => Takeover::Refused,
            false => convert(),
        });
        if database.backend == DbBackend::MySql {
            assert_eq!(taken.await.unwrap(), None);
            assert!(!database.has_table("a").await);
            continue;
        }
        let error = taken.await.unwrap_err();
        assert!(matches!(error, Error::NotConverted), "{error}");
        assert!(!database.has_table("a").await);
        assert!(database.versions(LEDGER).await.is_empty());
        let taken = baseline(&db, &set, &settings, |rows| match has_table(rows, "a") {
            true => Takeover::AsItIs,
            false => convert(),
        });
        assert_eq!(taken.await.unwrap().unwrap().applied, [A.0]);
        let rows = catalog(&db).await.unwrap();
        assert!(has_table(&rows, "a"));
    }
}

#[tokio::test]
async fn a_journal_of_an_older_ketch_is_read_and_gets_what_it_lacks() {
    for database in Database::all().await {
        let db = database.connect().await;
        let settings = Settings::default();
        let one = set_of(&[A], database.backend);
        up(&db, &one, None, &settings).await.unwrap();
        // As it was before steps were noted, and before the catalog was kept.
        for column in ["step", "done", "doing", "probe"] {
            database
                .run(&format!("ALTER TABLE {JOURNAL} DROP COLUMN {column}"))
                .await;
        }
        database.run("DROP TABLE _ketch_catalog").await;
        let shown = status(&db, &one, &settings).await.unwrap();
        assert_eq!(shown.migrations, [(A.0.to_owned(), State::Applied)]);
        let two = set_of(&[A, B], database.backend);
        assert_eq!(up(&db, &two, None, &settings).await.unwrap().applied, [B.0]);
        let steps = format!(
            "SELECT count(*) FROM {JOURNAL} WHERE step IS NULL AND done IS NULL AND doing IS NULL AND probe IS NULL"
        );
        assert_eq!(database.number(&steps).await, 2);
        assert!(database.has_table("_ketch_catalog").await);
    }
}
