//! URLs as Prisma, SeaORM and Neon write them: each parameter is applied or refused.

use std::path::Path;

use ketch_runner::{DatabaseUrl, Error, Settings, connect, connect_to_migrate, migration_url};
use sea_orm::{ConnectionTrait, DbBackend, Statement};

use crate::support::{Database, text};

fn parse(url: &str) -> Result<DatabaseUrl, String> {
    DatabaseUrl::parse(url, Path::new("/base")).map_err(text)
}

/// What is understood, and how it is shown.
const UNDERSTOOD: &[(&str, &str)] = &[
    // Prisma's SQLite.
    ("file:./dev.db", "sqlite:/base/dev.db"),
    ("file:dev.db", "sqlite:/base/dev.db"),
    ("file:../dev.db", "sqlite:/base/../dev.db"),
    ("file:/data/dev.db", "sqlite:/data/dev.db"),
    ("file:///data/dev.db", "sqlite:/data/dev.db"),
    (
        "file:./a b.db?connection_limit=1&socket_timeout=10",
        "sqlite:/base/a b.db",
    ),
    ("file:a%20b.db", "sqlite:/base/a%20b.db"),
    ("file:dev.db?mode=memory&cache=shared", "sqlite::memory:"),
    ("file::memory:", "sqlite::memory:"),
    // SeaORM's.
    ("sqlite:dev.db", "sqlite:/base/dev.db"),
    ("sqlite://dev.db?mode=rwc", "sqlite:/base/dev.db"),
    (
        "sqlite:///data/dev.db?mode=ro&immutable=true",
        "sqlite:/data/dev.db",
    ),
    (
        "sqlite://./data/dev.db?mode=rw&cache=private",
        "sqlite:/base/data/dev.db",
    ),
    ("sqlite:a%20b%3F.db", "sqlite:/base/a b?.db"),
    ("sqlite::memory:", "sqlite::memory:"),
    ("sqlite://:memory:", "sqlite::memory:"),
    // PostgreSQL.
    ("postgres://localhost", "postgresql://localhost/"),
    (
        "postgresql://me:pw@localhost:5433/db",
        "postgresql://me@localhost:5433/db",
    ),
    ("POSTGRESQL://me@HOST/db", "postgresql://me@HOST/db"),
    ("postgresql://me:p%40%3A%2F@h/db", "postgresql://me@h/db"),
    ("postgresql://me:a@b:c@h/db", "postgresql://me@h/db"),
    ("postgresql://m%40x:pw@h/d%20b", "postgresql://m@x@h/d b"),
    (
        "postgresql://me@[::1]:5432/db",
        "postgresql://me@[::1]:5432/db",
    ),
    (
        "postgresql://%2Fvar%2Frun%2Fpostgresql/db",
        "postgresql://[/var/run/postgresql]/db",
    ),
    (
        "postgresql:///db?host=/tmp&user=me&port=5433",
        "postgresql://me@[/tmp]:5433/db",
    ),
    (
        "postgresql://me@localhost/db?host=/tmp",
        "postgresql://me@[/tmp]/db",
    ),
    (
        "postgresql://h/db?user=me&password=pw",
        "postgresql://me@h/db",
    ),
    ("postgresql://h/?dbname=db", "postgresql://h/db"),
    // Prisma's parameters.
    (
        "postgresql://h/db?schema=app&connection_limit=5&pool_timeout=10&connect_timeout=5",
        "postgresql://h/db",
    ),
    (
        "postgresql://h/db?max_connection_lifetime=60&max_idle_connection_lifetime=0",
        "postgresql://h/db",
    ),
    (
        "postgresql://h/db?statement_cache_size=0&pgbouncer=true&application_name=app",
        "postgresql://h/db",
    ),
    (
        "postgresql://h/db?sslmode=require&sslaccept=strict",
        "postgresql://h/db",
    ),
    (
        "postgresql://h/db?sslmode=require&sslaccept=accept_invalid_certs",
        "postgresql://h/db",
    ),
    // libpq's, and Neon's.
    (
        "postgresql://h/db?sslmode=verify-full&sslrootcert=/ca.pem&sslcert=/c.pem&sslkey=/k.pem",
        "postgresql://h/db",
    ),
    (
        "postgresql://h/db?options=-c%20statement_timeout%3D5s",
        "postgresql://h/db",
    ),
    (
        "postgresql://h/db?options=endpoint%3Dep-cool-123",
        "postgresql://h/db",
    ),
    (
        "postgresql://r:p@ep-a.eu.aws.neon.tech/db?sslmode=require&channel_binding=require",
        "postgresql://r@ep-a.eu.aws.neon.tech/db",
    ),
    (
        "postgresql://h/db?client_encoding=utf8&gssencmode=disable&target_session_attrs=any",
        "postgresql://h/db",
    ),
    (
        "postgresql://h/db?uselibpqcompat=true&sslmode=require",
        "postgresql://h/db",
    ),
    // MySQL and MariaDB.
    (
        "mysql://root@localhost:3306/db",
        "mysql://root@localhost:3306/db",
    ),
    ("mariadb://root:pw@h/db", "mysql://root@h/db"),
    (
        "mysql://h/db?ssl-mode=VERIFY_IDENTITY&ssl-ca=/ca.pem",
        "mysql://h/db",
    ),
    (
        "mysql://h/db?sslaccept=strict&connection_limit=3",
        "mysql://h/db",
    ),
    (
        "mysql://h/db?charset=utf8mb4&collation=utf8mb4_bin&timezone=%2B02:00&statement-cache-capacity=9",
        "mysql://h/db",
    ),
    (
        "mysql://root@localhost/db?socket=/run/mysqld.sock",
        "mysql://root@[/run/mysqld.sock]/db",
    ),
];

/// What is refused, and a part of why.
const REFUSED: &[(&str, &str)] = &[
    ("", "is empty"),
    ("  ", "is empty"),
    ("dev.db", "has no scheme"),
    ("C:\\dev.db", "has no scheme"),
    ("\"file:dev.db\"", "remove the quotes"),
    ("${DATABASE_URL}", "not expanded"),
    ("postgresql://${USER}@h/db", "not expanded"),
    ("env(\"DATABASE_URL\")", "a call of `env`"),
    ("file:dev.db\n", "white space"),
    ("postgresql://h/d\tb", "control character"),
    (
        "prisma://accelerate.prisma-data.net/?api_key=x",
        "Prisma Accelerate",
    ),
    (
        "prisma+postgres://localhost:51213/?api_key=x",
        "Prisma Accelerate",
    ),
    ("sqlserver://h:1433;database=db", "SQL Server"),
    ("mongodb+srv://h/db", "MongoDB"),
    ("libsql://x.turso.io", "libSQL"),
    ("jdbc:postgresql://h/db", "Leave out `jdbc:`"),
    ("redis://h", "has no scheme"),
    ("file:", "no path"),
    ("sqlite://?mode=rwc", "no path"),
    ("file://dev.db", "a host after `file://`"),
    ("sqlite:dev.db?mode=rwcc", "`ro`, `rw`, `rwc` or `memory`"),
    ("sqlite:dev.db?schema=x", "which SQLite does not have"),
    ("sqlite:dev.db?vfs=x", "`vfs`, which is not supported"),
    (
        "sqlite:dev.db?journal_mode=wal",
        "`journal_mode`, which is unknown",
    ),
    ("sqlite:dev.db?cache=none", "`shared` or `private`"),
    ("sqlite:dev.db?mode=ro&mode=rw", "`mode` stands twice"),
    ("postgresql:localhost", "cannot be split"),
    ("postgresql://me:a#b@h/db", "cannot be split"),
    ("postgresql://me:a/b@h/db", "cannot be split"),
    ("postgresql://me:a?b@h/db", "cannot be split"),
    ("postgresql://me:a%b@h/db", "cannot be split"),
    ("postgresql://me:%ff@h/db", "cannot be split"),
    ("postgresql://h:x/db", "cannot be split"),
    ("postgresql://h:99999/db", "cannot be split"),
    ("postgresql://h/db/more", "cannot be split"),
    ("postgresql://h/db#part", "cannot be split"),
    ("postgresql://[::1/db", "cannot be split"),
    ("postgresql://h<x/db", "cannot be split"),
    ("postgresql://a,b/db", "more than one host"),
    ("postgresql://h/db?shema=x", "did you mean `schema`"),
    (
        "postgresql://h/db?SSLMODE=require",
        "did you mean `sslmode`",
    ),
    (
        "postgresql://h/db?frobnicate=1",
        "which is unknown: remove it",
    ),
    ("postgresql://h/db?sslmode=no-verify", "`disable`, `allow`"),
    (
        "postgresql://h/db?sslmode=disable&channel_binding=require",
        "without TLS",
    ),
    (
        "postgresql://h/db?sslmode=disable&sslaccept=strict",
        "without TLS",
    ),
    (
        "postgresql://h/db?sslmode=verify-full&sslaccept=accept_invalid_certs",
        "a mode that verifies",
    ),
    ("postgresql://h/db?sslcert=/ca.pem", "write `sslrootcert`"),
    ("postgresql://h/db?sslidentity=/id.p12", "PKCS#12"),
    ("postgresql://h/db?sslrootcert=system", "leave `system` out"),
    (
        "postgresql://h/db?sslmode=require&ssl-mode=disable",
        "`sslmode` and `ssl-mode` differ",
    ),
    (
        "postgresql://h/db?connection_limit=0",
        "a whole number from 1",
    ),
    (
        "postgresql://h/db?connection_limit=many",
        "a whole number from 1",
    ),
    (
        "postgresql://h/db?pool_timeout=-1",
        "a whole number of seconds",
    ),
    ("postgresql://h/db?pgbouncer=yes", "`true` or `false`"),
    ("postgresql://h/db?schema=", "takes a value"),
    ("postgresql://h/db?currentSchema=x", "write `schema=NAME`"),
    ("postgresql://h/db?search_path=x", "write `schema=NAME`"),
    (
        "postgresql://h/db?statement_timeout=5",
        "options=-c%20NAME%3DVALUE",
    ),
    ("postgresql://h/db?socket_timeout=5", "the driver cannot do"),
    (
        "postgresql://h/db?sslnegotiation=direct",
        "can only be `postgres`",
    ),
    (
        "postgresql://h/db?target_session_attrs=read-write",
        "name the primary's host",
    ),
    (
        "postgresql://h/db?gssencmode=require",
        "the driver cannot do",
    ),
    (
        "postgresql://h/db?client_encoding=latin1",
        "can only be `utf8`",
    ),
    (
        "postgresql://h/db?hostaddr=127.0.0.1",
        "in place of the host",
    ),
    ("postgresql://h/db?host=other", "the host stands twice"),
    ("postgresql://me@h/db?user=you", "the user stands twice"),
    ("postgresql://h:5432/db?port=5433", "the port stands twice"),
    ("postgresql://h/db?ssl=true", "write `sslmode=require`"),
    (
        "postgresql://h/db?uselibpqcompat=false",
        "`sslmode` is read as libpq reads it",
    ),
    ("mysql://h/db?schema=x", "the schema is the database"),
    (
        "mysql://h/db?ssl={\"rejectUnauthorized\":true}",
        "verify_identity",
    ),
    ("mysql://h/db?pgbouncer=true", "PostgreSQL's"),
    ("mysql://h/db?sslmode=verify-full", "`verify_ca`"),
];

#[test]
fn these_are_understood() {
    for (url, shown) in UNDERSTOOD {
        assert_eq!(
            parse(url).map(|url| url.to_string()).as_deref(),
            Ok(*shown),
            "{url}"
        );
    }
}

#[test]
fn these_are_refused_with_the_reason() {
    for (url, reason) in REFUSED {
        let error = parse(url).expect_err(url);
        assert!(error.contains(reason), "{url}: {error}");
    }
}

#[test]
fn what_a_url_leads_to() {
    let facts = |url: &str| {
        let url = parse(url).unwrap();
        (
            url.backend(),
            url.is_local(),
            url.database_name().unwrap_or_default(),
        )
    };
    assert_eq!(
        facts("file:./x/dev.db"),
        (DbBackend::Sqlite, true, "dev.db".into())
    );
    assert_eq!(
        facts("postgresql://localhost/db"),
        (DbBackend::Postgres, true, "db".into())
    );
    assert_eq!(
        facts("postgresql://[::1]/db"),
        (DbBackend::Postgres, true, "db".into())
    );
    assert_eq!(
        facts("mysql://127.0.0.3/db"),
        (DbBackend::MySql, true, "db".into())
    );
    assert_eq!(
        facts("mysql://db.example.org/db"),
        (DbBackend::MySql, false, "db".into())
    );
    assert_eq!(
        facts("postgresql://localhost.example.org/db"),
        (DbBackend::Postgres, false, "db".into())
    );
}

#[tokio::test]
async fn a_pooler_is_refused_with_the_way_out() {
    let cases = [
        (
            "postgresql://r@ep-a-pooler.eu.aws.neon.tech/db",
            "with the host `ep-a.eu.aws.neon.tech`",
        ),
        ("postgresql://r@h:6543/db", "Supabase's pooler port"),
        ("postgresql://r@h:6432/db", "PgBouncer's port"),
        ("postgresql://r@h/db?pgbouncer=true", "`pgbouncer=true`"),
    ];
    for (url, words) in cases {
        let error = connect_to_migrate(&parse(url).unwrap(), &Settings::default())
            .await
            .unwrap_err();
        assert!(
            matches!(error, Error::Pooler { .. }) && text(&error).contains(words),
            "{url}: {error}"
        );
    }
    for url in [
        "postgresql://h:6432/db?pgbouncer=false",
        "postgresql://h:6432/db?options=-c%20ketch.direct%3Don",
        "postgresql://pooler.example.org/db",
        "mysql://h:6432/db",
    ] {
        assert_eq!(parse(url).unwrap().pooler(), None, "{url}");
    }
}

#[test]
fn migrations_prefer_the_direct_url() {
    let choose = |set: &[(&str, &str)]| {
        let variable = |name: &str| {
            set.iter()
                .find(|(set, _)| *set == name)
                .map(|(_, url)| (*url).to_owned())
        };
        migration_url(variable, Path::new("/base"))
            .map(|(name, _)| name)
            .map_err(text)
    };
    let (pooled, direct) = ("postgresql://h-pooler/db", "postgresql://h/db");
    assert_eq!(
        choose(&[("DATABASE_URL", pooled), ("DIRECT_URL", direct)]),
        Ok("DIRECT_URL")
    );
    assert_eq!(
        choose(&[("DATABASE_URL", pooled), ("DATABASE_URL_UNPOOLED", direct)]),
        Ok("DATABASE_URL_UNPOOLED")
    );
    assert_eq!(
        choose(&[("DATABASE_URL", direct), ("DIRECT_URL", "")]),
        Ok("DATABASE_URL")
    );
    assert_eq!(choose(&[("DIRECT_URL", direct)]), Ok("DIRECT_URL"));
    assert!(choose(&[]).unwrap_err().contains("set DATABASE_URL"));
    let other = choose(&[("DATABASE_URL", "file:dev.db"), ("DIRECT_URL", direct)]);
    assert!(other.unwrap_err().contains("not the same database"));
    assert!(
        choose(&[("DATABASE_URL", "nonsense")])
            .unwrap_err()
            .starts_with("DATABASE_URL: ")
    );
}

#[tokio::test]
async fn postgresqls_parameters_reach_the_server() {
    let Some(database) = Database::on_server(DbBackend::Postgres).await else {
        return;
    };
    let parameters = "schema=my%20app&application_name=a%20b&options=-c%20work_mem%3D123kB&connection_limit=3\
                      &pool_timeout=7&max_connection_lifetime=0&sslmode=disable";
    let url = parse(&format!("{}?{parameters}", database.url)).unwrap();
    database.run("CREATE SCHEMA \"my app\"").await;
    let db = connect(&url, &Settings::default()).await.unwrap();
    let sql = "SELECT concat_ws('|', current_schema(), current_setting('application_name'), current_setting('work_mem')) AS t";
    let row = db
        .query_one_raw(Statement::from_string(DbBackend::Postgres, sql))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(row.try_get::<String>("", "t").unwrap(), "my app|a b|123kB");
    let pool = db.get_postgres_connection_pool().options();
    assert_eq!(
        (
            pool.get_max_connections(),
            pool.get_acquire_timeout().as_secs()
        ),
        (3, 7)
    );
    assert_eq!(pool.get_max_lifetime(), None);
    // A server without TLS: what asks for it is refused, and not quietly unencrypted.
    for parameters in [
        "sslmode=require",
        "channel_binding=require",
        "sslaccept=strict",
    ] {
        let url = parse(&format!("{}?{parameters}", database.url)).unwrap();
        let error = connect(&url, &Settings::default()).await.unwrap_err();
        assert!(
            text(&error).to_lowercase().contains("tls"),
            "{parameters}: {error}"
        );
    }
}

#[tokio::test]
async fn mysqls_parameters_reach_the_server() {
    let Some(database) = Database::on_server(DbBackend::MySql).await else {
        return;
    };
    let url = parse(&format!(
        "{}?timezone=%2B02:00&collation=utf8mb4_bin&connection_limit=2",
        database.url
    ))
    .unwrap();
    let db = connect(&url, &Settings::default()).await.unwrap();
    let sql = "SELECT CONCAT(@@session.time_zone, '|', @@session.collation_connection) AS t";
    let row = db
        .query_one_raw(Statement::from_string(DbBackend::MySql, sql))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        row.try_get::<String>("", "t").unwrap(),
        "+02:00|utf8mb4_bin"
    );
    assert_eq!(
        db.get_mysql_connection_pool()
            .options()
            .get_max_connections(),
        2
    );
}

#[tokio::test]
async fn a_sqlite_file_that_is_missing_is_made_or_named() {
    let folder = crate::support::scratch();
    let settings = Settings::default();
    let open = |text: String| {
        let (url, settings) = (
            DatabaseUrl::parse(&text, &folder).unwrap(),
            settings.clone(),
        );
        async move {
            connect_to_migrate(&url, &settings)
                .await
                .map(drop)
                .map_err(text_of)
        }
    };
    fn text_of(error: Error) -> String {
        error.to_string()
    }
    open("file:made.db".into()).await.unwrap();
    assert!(folder.join("made.db").is_file());
    assert!(
        open("sqlite://missing.db".into())
            .await
            .unwrap_err()
            .contains("`?mode=rwc` makes it")
    );
    assert!(
        open("file:no/dev.db".into())
            .await
            .unwrap_err()
            .contains("there is no folder")
    );
    assert!(!folder.join("missing.db").exists());
}

#[tokio::test]
async fn a_server_that_starts_is_waited_for() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let url = parse(&format!("postgresql://me@127.0.0.1:{port}/db")).unwrap();
    let (settings, heard) = crate::support::listening();
    let settings = Settings {
        connect_wait: std::time::Duration::from_millis(600),
        ..settings
    };
    let error = connect_to_migrate(&url, &settings).await.unwrap_err();
    assert!(
        matches!(&error, Error::Connect { waited, .. } if waited.as_millis() >= 200),
        "{error}"
    );
    assert!(heard.lock().unwrap().len() > 2, "it was tried again");
}
