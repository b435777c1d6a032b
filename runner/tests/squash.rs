//! A baseline on databases that have the migrations that it stands for, or a part of them, or none.

use std::fs;
use std::path::Path;

use ketch_history::{Entry, History, sql_digest};
use ketch_runner::{
    Direction, Error, JOURNAL, LEDGER, MigrationSet, Settings, State, down, preview, status, up,
};

use crate::support::{Database, Step, scratch, set_of, write_folder};

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
const C: Step<'static> = (
    "m20260103_000000_c",
    "CREATE TABLE c (id INTEGER);\n",
    Some("DROP TABLE c;\n"),
);
const BASELINE: &str = "m20260102_000000_baseline";
const SECOND: &str = "m20260103_000000_second";

/// Puts a baseline in the place of a history's first migrations.
fn squash(folder: &Path, count: usize, name: &str) {
    let path = folder.join("history");
    let history = History::parse(&fs::read_to_string(&path).unwrap()).unwrap();
    let (folded, rest) = history.entries.split_at(count);
    let (mut up, mut down) = (String::new(), String::new());
    for entry in folded {
        let text = |direction: &str| {
            let file = format!("sql/{}/sqlite.{direction}.sql", entry.name);
            fs::read_to_string(folder.join(file)).unwrap()
        };
        up += &text("up");
        down = text("down") + &down;
    }
    let sql = folder.join("sql").join(name);
    fs::create_dir_all(&sql).unwrap();
    for engine in ["sqlite", "postgresql", "mysql"] {
        fs::write(sql.join(format!("{engine}.up.sql")), &up).unwrap();
        fs::write(sql.join(format!("{engine}.down.sql")), &down).unwrap();
    }
    let last = &folded[count - 1];
    let digest = sql_digest(&up, Some(&down));
    let baseline = Entry {
        name: name.to_owned(),
        parent: None,
        engines: last
            .engines
            .keys()
            .map(|engine| (engine.clone(), digest))
            .collect(),
        edited: Default::default(),
        folds: folded
            .iter()
            .flat_map(|entry| entry.folds.iter().chain([&entry.name]))
            .cloned()
            .collect(),
        ..last.clone()
    };
    let entries = [vec![baseline], rest.to_vec()].concat();
    fs::write(path, History { entries }.to_string()).unwrap();
}

/// The set whose first two migrations are a baseline, and the one where that is folded again.
fn squashed(database: &Database) -> [MigrationSet; 2] {
    let folder = scratch();
    write_folder(&folder, &[A, B, C]);
    squash(&folder, 2, BASELINE);
    let once = MigrationSet::from_files(&folder, database.backend).unwrap();
    squash(&folder, 2, SECOND);
    let twice = MigrationSet::from_files(&folder, database.backend).unwrap();
    fs::remove_dir_all(folder).unwrap();
    [once, twice]
}

#[tokio::test]
async fn a_database_that_has_all_goes_on_and_other_tools_miss_no_file() {
    for database in Database::all().await {
        let (db, settings) = (database.connect().await, Settings::default());
        let before = set_of(&[A, B, C], database.backend);
        up(&db, &before, Some(2), &settings).await.unwrap();
        let [set, twice] = squashed(&database);

        let shown = status(&db, &set, &settings).await.unwrap();
        let states: Vec<State> = shown.migrations.iter().map(|(_, state)| *state).collect();
        assert_eq!(states, [State::Folded, State::Pending]);
        assert!(shown.faults.is_empty(), "{:?}", shown.faults);
        assert_eq!(database.versions(LEDGER).await, [A.0, B.0], "only asked");
        let foreseen = preview(&db, &set, Direction::Up, None, &settings)
            .await
            .unwrap();

        let report = up(&db, &set, None, &settings).await.unwrap();
        assert_eq!(report.adopted, [BASELINE]);
        assert_eq!(report.applied, [C.0]);
        assert_eq!(foreseen, report);
        assert_eq!(database.versions(LEDGER).await, [BASELINE, C.0]);
        assert_eq!(database.versions(JOURNAL).await, [BASELINE, C.0]);
        let again = up(&db, &set, None, &settings).await.unwrap();
        assert_eq!(again, Default::default());

        // Of the second baseline it has the first one and what followed.
        assert_eq!(
            up(&db, &twice, None, &settings).await.unwrap().adopted,
            [SECOND]
        );
        assert_eq!(database.versions(LEDGER).await, [SECOND]);
        assert_eq!(database.versions(JOURNAL).await, [SECOND]);
        let undone = down(&db, &twice, Some(1), &settings).await.unwrap();
        assert_eq!(undone.undone, [SECOND]);
        for table in ["a", "b", "c"] {
            assert!(!database.has_table(table).await, "{table}");
        }
    }
}

#[tokio::test]
async fn one_that_was_never_at_the_first_baseline_goes_on_with_the_second() {
    for database in Database::all().await {
        let (db, settings) = (database.connect().await, Settings::default());
        let before = set_of(&[A, B, C], database.backend);
        up(&db, &before, None, &settings).await.unwrap();
        let [_, twice] = squashed(&database);
        assert_eq!(
            up(&db, &twice, None, &settings).await.unwrap().adopted,
            [SECOND]
        );
        assert_eq!(database.versions(LEDGER).await, [SECOND]);
        assert_eq!(database.versions(JOURNAL).await, [SECOND]);
    }
}

#[tokio::test]
async fn what_is_undone_first_is_noted_first() {
    for database in Database::all().await {
        let (db, settings) = (database.connect().await, Settings::default());
        let before = set_of(&[A, B, C], database.backend);
        up(&db, &before, None, &settings).await.unwrap();
        let [set, _] = squashed(&database);
        let report = down(&db, &set, None, &settings).await.unwrap();
        assert_eq!(report.undone, [C.0, BASELINE]);
        assert!(database.versions(LEDGER).await.is_empty());
        assert!(database.versions(JOURNAL).await.is_empty());
        assert!(!database.has_table("a").await);

        // An empty one has the baseline run.
        assert_eq!(
            up(&db, &set, None, &settings).await.unwrap().applied,
            [BASELINE, C.0]
        );
        assert!(database.has_table("a").await && database.has_table("b").await);
    }
}

#[tokio::test]
async fn one_that_has_a_part_is_refused_and_left_as_it_is() {
    for database in Database::all().await {
        let (db, settings) = (database.connect().await, Settings::default());
        let before = set_of(&[A, B, C], database.backend);
        up(&db, &before, Some(1), &settings).await.unwrap();
        let [set, _] = squashed(&database);
        for error in [
            up(&db, &set, None, &settings).await.unwrap_err(),
            down(&db, &set, None, &settings).await.unwrap_err(),
        ] {
            assert!(
                matches!(&error, Error::PartlyFolded { baseline, applied } if baseline == BASELINE && applied == &[A.0]),
                "{error}"
            );
        }
        assert_eq!(database.versions(LEDGER).await, [A.0]);
        assert!(!database.has_table("b").await);
        // With the rest of them it goes on.
        up(&db, &before, Some(1), &settings).await.unwrap();
        assert_eq!(
            up(&db, &set, None, &settings).await.unwrap().adopted,
            [BASELINE]
        );
    }
}

/// The journal says of the last one that it was begun: it may be there by half.
#[tokio::test]
async fn one_whose_last_was_interrupted_is_refused() {
    for database in Database::all().await {
        let (db, settings) = (database.connect().await, Settings::default());
        let before = set_of(&[A, B, C], database.backend);
        up(&db, &before, Some(2), &settings).await.unwrap();
        database
            .run(&format!(
                "UPDATE {JOURNAL} SET finished_at = NULL WHERE version = '{}'",
                B.0
            ))
            .await;
        let [set, _] = squashed(&database);
        for ledger in [true, false] {
            if !ledger {
                let sql = format!("DELETE FROM {LEDGER} WHERE version = '{}'", B.0);
                database.run(&sql).await;
            }
            let error = up(&db, &set, None, &settings).await.unwrap_err();
            assert!(matches!(&error, Error::PartlyFolded { .. }), "{error}");
        }
    }
}

/// Other tools keep no journal: there every name has to be there.
#[tokio::test]
async fn one_of_another_tool_is_told_by_its_names() {
    for database in Database::all().await {
        let (db, settings) = (database.connect().await, Settings::default());
        let before = set_of(&[A, B, C], database.backend);
        up(&db, &before, Some(2), &settings).await.unwrap();
        database.run(&format!("DROP TABLE {JOURNAL}")).await;
        let sql = format!("DELETE FROM {LEDGER} WHERE version = '{}'", A.0);
        database.run(&sql).await;
        let [set, _] = squashed(&database);
        let error = up(&db, &set, None, &settings).await.unwrap_err();
        assert!(matches!(&error, Error::PartlyFolded { .. }), "{error}");
        let sql = format!(
            "INSERT INTO {LEDGER} (version, applied_at) VALUES ('{}', 1)",
            A.0
        );
        database.run(&sql).await;
        assert_eq!(
            up(&db, &set, None, &settings).await.unwrap().adopted,
            [BASELINE]
        );
        assert_eq!(database.versions(LEDGER).await, [BASELINE, C.0]);
        assert_eq!(database.versions(JOURNAL).await, [BASELINE, C.0]);
    }
}

/// What a baseline left is what the next migration is to find.
#[tokio::test]
async fn a_change_beside_a_baseline_is_drift() {
    for database in Database::all().await {
        let (db, settings) = (database.connect().await, Settings::default());
        let before = set_of(&[A, B, C], database.backend);
        up(&db, &before, Some(2), &settings).await.unwrap();
        // Changed before the baseline took their place, and after.
        database.run("ALTER TABLE a ADD COLUMN extra INTEGER").await;
        let [set, _] = squashed(&database);
        let error = up(&db, &set, None, &settings).await.unwrap_err();
        let drifted = |error: &Error, column: &str| match error {
            Error::Drift { since, changes } => {
                assert_eq!(since, BASELINE);
                assert_eq!(changes, &[format!("a: column {column} is new")]);
            }
            other => panic!("{other}"),
        };
        drifted(&error, "extra");
        assert_eq!(database.versions(LEDGER).await, [A.0, B.0]);
        database.run("ALTER TABLE a DROP COLUMN extra").await;
        // Nothing but the baseline's row is written.
        let report = up(&db, &set, Some(0), &settings).await.unwrap();
        assert_eq!(report.adopted, [BASELINE]);
        assert_eq!(database.versions(LEDGER).await, [BASELINE]);
        database.run("ALTER TABLE a ADD COLUMN more INTEGER").await;
        drifted(&up(&db, &set, None, &settings).await.unwrap_err(), "more");
        database.run("ALTER TABLE a DROP COLUMN more").await;
        let report = up(&db, &set, None, &settings).await.unwrap();
        assert_eq!(report.applied, [C.0]);
    }
}
