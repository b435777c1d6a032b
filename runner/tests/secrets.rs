//! No password in any output, at any log level.

use std::path::Path;
use std::process::Command;

use ketch_runner::{
    DatabaseUrl, Direction, MigrationSet, Resolution, Settings, connect, connect_to_migrate, down,
    migration_url, migrator, preview, resolve, status, up,
};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend};
use tokio::time::Duration;

use crate::migration::Migrator;
use crate::support::Database;

const CANARY: &str = "c4n4ry";

/// Does everything with one URL, and shows all that can be shown.
#[tokio::test]
#[ignore = "what the other test starts"]
async fn everything_with_one_url() {
    tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .init();
    let text = std::env::var("KETCH_RUNNER_TEST_URL").unwrap();
    let settings = Settings {
        connect_wait: Duration::from_millis(300),
        ..Settings::default()
    };
    match migration_url(
        |name| (name == "DATABASE_URL").then(|| text.clone()),
        Path::new("/"),
    ) {
        Ok((name, url)) => println!(
            "{name} {url} {url:?} {:?} {:?}",
            url.database_name(),
            url.pooler()
        ),
        Err(error) => println!("{error} {error:?}"),
    }
    let url = match DatabaseUrl::parse(&text, Path::new("/")) {
        Ok(url) => url,
        Err(error) => return println!("{error} {error:?}"),
    };
    match connect(&url, &settings).await {
        Ok(db) => println!("{db:?} {:?}", db.ping().await),
        Err(error) => println!("{error} {error:?}"),
    }
    match connect_to_migrate(&url, &settings).await {
        Err(error) => println!("{error} {error:?}"),
        Ok(db) => {
            println!("{db:?} {settings:?}");
            println!("{:?}", migrator::up::<Migrator>(&db, None, &settings).await);
            println!("{:?}", migrator::status::<Migrator>(&db, &settings).await);
            println!(
                "{:?}",
                migrator::down::<Migrator>(&db, None, &settings).await
            );
            println!("{:?}", migrator::fresh::<Migrator>(&db, &settings).await);
            println!("{:?}", migrator::redo::<Migrator>(&db, 1, &settings).await);
            println!("{:?}", migrator::refresh::<Migrator>(&db, &settings).await);
            from_files(&db, &settings).await;
            println!("{:?}", migrator::reset::<Migrator>(&db, &settings).await);
            println!("{:?}", db.execute_unprepared("no such statement").await);
        }
    }
}

/// What is done without compiling.
async fn from_files(db: &DatabaseConnection, settings: &Settings) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixture/migration");
    let set = MigrationSet::from_files(&folder, db.get_database_backend()).unwrap();
    for direction in [Direction::Up, Direction::Down] {
        println!("{:?}", preview(db, &set, direction, None, settings).await);
    }
    println!("{:?}", up(db, &set, None, settings).await);
    println!("{:?}", down(db, &set, None, settings).await);
    println!("{:?}", status(db, &set, settings).await);
    let name = "m20260103_000000_emails";
    for resolution in [Resolution::RolledBack, Resolution::Applied] {
        println!("{:?}", resolve(db, &set, name, resolution, settings).await);
    }
}

fn output_with(url: &str) -> String {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args([
        "--exact",
        "secrets::everything_with_one_url",
        "--ignored",
        "--nocapture",
    ]);
    let output = command.env("KETCH_RUNNER_TEST_URL", url).output().unwrap();
    let output = [output.stdout, output.stderr].concat();
    let output = String::from_utf8_lossy(&output).into_owned();
    assert!(
        output.contains("1 passed"),
        "{}",
        output.replace(CANARY, "***")
    );
    output
}

#[tokio::test]
async fn no_output_has_the_password() {
    let mut urls: Vec<String> = [
        "postgresql://me:PASSWORD@127.0.0.1:1/db",
        "postgresql://me:PASSWORD@no.such.host.invalid/db",
        "mysql://me:PASSWORD@127.0.0.1:1/db",
        "mariadb://me:PASSWORD@127.0.0.1:1/db?sslmode=nonsense",
        "postgresql://me:PASSWORD@127.0.0.1:6432/db",
        "postgresql://me:PASSWORD@ep-x-pooler.eu.aws.neon.tech/db?sslmode=require&channel_binding=require",
        "postgresql://me@127.0.0.1:1/db?password=PASSWORD",
        "postgresql://me@127.0.0.1:1/db?password=PASSWORD&password=PASSWORD",
        "postgresql://me@127.0.0.1:1/db?passwort=PASSWORD",
        "postgresql://me@127.0.0.1:1/db?options=PASSWORD",
        // Characters that should have been escaped.
        "postgresql://me:pa#PASSWORD@127.0.0.1:1/db",
        "postgresql://me:pa/PASSWORD@127.0.0.1:1/db",
        "postgresql://me:pa?PASSWORD@127.0.0.1:1/db",
        "postgresql://me:12?PASSWORD@127.0.0.1:1/db",
        "postgresql://me:12/PASSWORD@127.0.0.1:1/db",
        "postgresql://me:pa@PASSWORD@127.0.0.1:1/db",
        "postgresql://me:pa%PASSWORD@127.0.0.1:1/db",
        "postgresql://me:pa PASSWORD@127.0.0.1:1/db",
        "postgresql://me:pa:PASSWORD@127.0.0.1:1/db",
        "postgresql://me:pa[PASSWORD@127.0.0.1:1/db",
        "postgresql://me:PASSWORD@127.0.0.1:port/db",
        "postgresql://me:PASSWORD@a,b/db",
        "\"postgresql://me:PASSWORD@127.0.0.1:1/db\"",
        " postgresql://me:PASSWORD@127.0.0.1:1/db",
        "postgresql:me:PASSWORD@127.0.0.1:1/db",
        "oracle://me:PASSWORD@127.0.0.1:1/db",
        "PASSWORD:postgresql://127.0.0.1:1/db",
        "PASSWORD",
        "jdbc:postgresql://127.0.0.1:1/db?user=me&password=PASSWORD",
        "file:dev.db?password=PASSWORD",
        "sqlserver://127.0.0.1:1;database=db;user=me;password=PASSWORD",
    ]
    .iter()
    .map(|url| url.replace("PASSWORD", CANARY))
    .collect();
    if let Some(database) = Database::on_server(DbBackend::Postgres).await {
        // Trusted whatever the password is.
        let (scheme, rest) = database.url.split_once("://").unwrap();
        let (user, rest) = rest.split_once('@').unwrap();
        let user = user.split(':').next().unwrap();
        let url = format!("{scheme}://{user}:{CANARY}@{rest}");
        assert!(
            output_with(&url).contains("m20260101_000000_init"),
            "the migrations ran"
        );
        urls.push(url);
    }
    let mysql = Database::on_server(DbBackend::MySql).await;
    if let Some(database) = &mysql {
        let (name, address) = (database.name(), database.url.rsplit('@').next().unwrap());
        database
            .run(&format!(
                "CREATE USER {name}@'%' IDENTIFIED BY 'p@s:/#?%{CANARY}'"
            ))
            .await;
        database
            .run(&format!("GRANT ALL ON {name}.* TO {name}@'%'"))
            .await;
        let url = format!("mysql://{name}:p%40s%3A%2F%23%3F%25{CANARY}@{address}");
        assert!(
            output_with(&url).contains("m20260101_000000_init"),
            "the migrations ran"
        );
        // The right password, and a wrong one.
        urls.extend([url, format!("mysql://{name}:{CANARY}@{address}")]);
    }
    for url in &urls {
        assert!(
            !output_with(url).contains(CANARY),
            "{}",
            url.replace(CANARY, "***")
        );
    }
    if let Some(database) = &mysql {
        database
            .run(&format!("DROP USER {}@'%'", database.name()))
            .await;
    }
}
