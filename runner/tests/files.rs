//! What is said of a migration crate's folder that cannot be applied as it is.

use std::fs;

use ketch_runner::{Error, LEDGER, MigrationSet, Settings, up};
use sea_orm::DbBackend;

use crate::support::{Database, Step, scratch, write_folder};

const A: Step<'static> = (
    "m20260101_000000_a",
    "CREATE TABLE a (id INTEGER);\n",
    Some("DROP TABLE a;\n"),
);
const B: Step<'static> = ("m20260102_000000_b", "CREATE TABLE b (id INTEGER);\n", None);

fn folder() -> std::path::PathBuf {
    let folder = scratch();
    write_folder(&folder, &[A, B]);
    fs::create_dir_all(folder.join("src")).unwrap();
    fs::write(
        folder.join("src/lib.rs"),
        format!(
            "mod sql;\nmod {a};\nmod {b};\nvec![\n    Box::new({a}::Migration),\n    Box::new({b}::Migration),\n]\n",
            a = A.0,
            b = B.0
        ),
    )
    .unwrap();
    for name in [A.0, B.0] {
        fs::write(folder.join(format!("src/{name}.rs")), "rust").unwrap();
    }
    folder
}

async fn applied(folder: &std::path::Path) -> Result<Vec<String>, Error> {
    let database = Database::sqlite();
    let db = database.connect().await;
    let set = MigrationSet::from_files(folder, DbBackend::Sqlite)?;
    let result = up(&db, &set, None, &Settings::default()).await;
    if result.is_err() {
        assert!(
            !database.has_table(LEDGER).await,
            "nothing is applied where not all can be"
        );
    }
    result.map(|report| report.applied)
}

#[tokio::test]
async fn a_checkout_with_crlf_is_the_same() {
    let folder = folder();
    for file in [
        format!("sql/{}/sqlite.up.sql", A.0),
        format!("src/{}.rs", A.0),
        "history".into(),
        "src/lib.rs".into(),
    ] {
        let text = fs::read_to_string(folder.join(&file)).unwrap();
        fs::write(folder.join(&file), text.replace('\n', "\r\n")).unwrap();
    }
    assert_eq!(applied(&folder).await.unwrap(), [A.0, B.0]);
}

#[tokio::test]
async fn rust_of_ones_own_takes_a_compiler() {
    let folder = folder();
    fs::write(folder.join(format!("src/{}.rs", B.0)), "rust, and more").unwrap();
    let error = applied(&folder).await.unwrap_err();
    assert!(
        matches!(&error, Error::NeedsCompile { names, .. } if *names == [B.0]),
        "{error}"
    );
    assert!(error.to_string().contains("cargo run -- up"), "{error}");
}

#[tokio::test]
async fn a_migration_by_hand_takes_a_compiler() {
    let folder = folder();
    let library = fs::read_to_string(folder.join("src/lib.rs")).unwrap();
    let library = library.replace(
        &format!("Box::new({}::Migration),", B.0),
        &format!(
            "Box::new({}::Migration),\n    Box::new(m20260103_000000_by_hand::Migration), // mine",
            B.0
        ),
    );
    fs::write(
        folder.join("src/lib.rs"),
        library + "mod m20260103_000000_by_hand;\n",
    )
    .unwrap();
    let error = applied(&folder).await.unwrap_err();
    assert!(
        matches!(&error, Error::NeedsCompile { names, .. } if *names == ["m20260103_000000_by_hand"]),
        "{error}"
    );
}

#[tokio::test]
async fn sql_that_is_not_what_the_history_records_is_not_run() {
    let folder = folder();
    fs::write(
        folder.join(format!("sql/{}/sqlite.up.sql", B.0)),
        "CREATE TABLE c (id INTEGER);\n",
    )
    .unwrap();
    let error = applied(&folder).await.unwrap_err();
    assert!(
        matches!(&error, Error::Edited { name, engine: "sqlite" } if name == B.0),
        "{error}"
    );
    assert!(
        error.to_string().contains("ketch migrate rehash"),
        "{error}"
    );
}

#[tokio::test]
async fn sql_that_is_missing_is_not_passed_over() {
    let folder = folder();
    fs::remove_file(folder.join(format!("sql/{}/sqlite.up.sql", B.0))).unwrap();
    let error = applied(&folder).await.unwrap_err();
    assert!(
        matches!(&error, Error::NoSql { name, .. } if name == B.0),
        "{error}"
    );
}

#[tokio::test]
async fn crate_and_history_have_the_same_migrations_in_the_same_order() {
    let swapped = folder();
    fs::write(
        swapped.join("src/lib.rs"),
        format!("mod {};\nmod {};\n", B.0, A.0),
    )
    .unwrap();
    assert!(matches!(
        applied(&swapped).await.unwrap_err(),
        Error::Order { .. }
    ));
    // The list is what is run.
    let listed = folder();
    let library = fs::read_to_string(listed.join("src/lib.rs")).unwrap();
    let item = |name: &str| format!("    Box::new({name}::Migration),\n");
    let swapped = library.replace(&(item(A.0) + &item(B.0)), &(item(B.0) + &item(A.0)));
    assert_ne!(swapped, library);
    fs::write(listed.join("src/lib.rs"), swapped).unwrap();
    assert!(matches!(
        applied(&listed).await.unwrap_err(),
        Error::Order { .. }
    ));
    let lacking = folder();
    fs::write(lacking.join("src/lib.rs"), format!("mod {};\n", A.0)).unwrap();
    assert!(
        matches!(applied(&lacking).await.unwrap_err(), Error::NotInCrate { name } if name == B.0)
    );
}

#[tokio::test]
async fn a_broken_history_stops_everything() {
    let folder = folder();
    let history = fs::read_to_string(folder.join("history")).unwrap();
    fs::write(folder.join("history"), format!("<<<<<<< ours\n{history}")).unwrap();
    assert!(matches!(
        applied(&folder).await.unwrap_err(),
        Error::History(_)
    ));
}

#[tokio::test]
async fn no_crate_at_all_has_no_migrations() {
    assert_eq!(applied(&scratch()).await.unwrap(), Vec::<String>::new());
}
