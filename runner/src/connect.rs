//! From a URL to a connection: which URL, which driver options, and the wait for a server that starts.
//!
//! SeaORM is never given a URL: it prints it, password and all, where it cannot use it.

use std::path::Path;
use std::time::Duration;

use sea_orm::sqlx::{self, ConnectOptions as _, Connection as _, pool::PoolOptions};
use sea_orm::{DatabaseConnection, DbBackend};
use tokio::time::{Instant, sleep, timeout};

use crate::error::Error;
use crate::refusal::is_poolers;
use crate::settings::{Progress, Settings};
use crate::url::{DatabaseUrl, PoolLimits, ServerTarget, SqliteTarget, Target, TlsMode, way_past};

/// The variables that name the server itself, past a pooler; the first that is set counts.
const DIRECT_VARIABLES: [&str; 2] = ["DIRECT_URL", "DATABASE_URL_UNPOOLED"];

/// In PostgreSQL's `options`: the user says that no pooler is in the way. A setting of ketch's own,
/// so that it goes wherever the options of a connection go.
pub(crate) const SAYS_DIRECT: &str = "ketch.direct=on";

/// The URL that migrations use, with the variable that it is from: DIRECT_URL,
/// DATABASE_URL_UNPOOLED or DATABASE_URL.
pub fn migration_url(
    variable: impl Fn(&str) -> Option<String>,
    base: &Path,
) -> Result<(&'static str, DatabaseUrl), Error> {
    let read = |name: &'static str| -> Result<Option<DatabaseUrl>, Error> {
        let Some(text) = variable(name).filter(|text| !text.is_empty()) else {
            return Ok(None);
        };
        let url = DatabaseUrl::parse(&text, base);
        url.map(Some).map_err(|source| Error::Url {
            variable: name.to_owned(),
            source,
        })
    };
    for direct in DIRECT_VARIABLES {
        let Some(direct_url) = read(direct)? else {
            continue;
        };
        // DATABASE_URL may have been given for this one command: then DIRECT_URL is another matter.
        if let Some(url) = read("DATABASE_URL")?
            && (url.backend(), url.database_name())
                != (direct_url.backend(), direct_url.database_name())
        {
            let (direct_url, url) = (direct_url.to_string(), url.to_string());
            return Err(Error::TwoDatabases {
                direct,
                direct_url,
                url,
            });
        }
        return Ok((direct, direct_url));
    }
    read("DATABASE_URL")?
        .map(|url| ("DATABASE_URL", url))
        .ok_or(Error::NoUrl)
}

/// A pool for an app, with the limits that the URL gives.
pub async fn connect(url: &DatabaseUrl, settings: &Settings) -> Result<DatabaseConnection, Error> {
    open(url, Use::App, settings).await
}

/// One connection for migrating. Refuses a pooler; waits for a server that starts.
pub async fn connect_to_migrate(
    url: &DatabaseUrl,
    settings: &Settings,
) -> Result<DatabaseConnection, Error> {
    if let Some(found) = url.pooler() {
        return Err(Error::Pooler {
            found: found.to_owned(),
            way_out: way_past(host_of(url)),
        });
    }
    open(url, Use::Migrate, settings).await
}

fn host_of(url: &DatabaseUrl) -> &str {
    match &url.target {
        Target::Server(server) => server.host.as_deref().unwrap_or_default(),
        Target::Sqlite(_) => "",
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Use {
    App,
    Migrate,
}

async fn open(
    url: &DatabaseUrl,
    purpose: Use,
    settings: &Settings,
) -> Result<DatabaseConnection, Error> {
    match &url.target {
        #[cfg(feature = "sqlx-sqlite")]
        Target::Sqlite(target) => {
            let pool: PoolOptions<sqlx::Sqlite> = match target.path {
                // The database lives as long as its connection does.
                None => pool_options(&PoolLimits::default(), Use::Migrate),
                Some(_) => pool_options(&url.pool, purpose),
            };
            Ok(wait(url, sqlite_options(target, purpose), pool, settings)
                .await?
                .into())
        }
        #[cfg(feature = "sqlx-mysql")]
        Target::Server(server) if server.backend == DbBackend::MySql => {
            let pool: PoolOptions<sqlx::MySql> = pool_options(&url.pool, purpose);
            Ok(wait(url, mysql_options(server, purpose), pool, settings)
                .await?
                .into())
        }
        #[cfg(feature = "sqlx-postgres")]
        Target::Server(server) if server.backend == DbBackend::Postgres => {
            let mut pool: PoolOptions<sqlx::Postgres> = pool_options(&url.pool, purpose);
            if let Some(schema) = &server.schema {
                let sql = format!("SET search_path = \"{}\"", schema.replace('"', "\"\""));
                pool = pool.after_connect(move |connection, _| {
                    let sql = sqlx::AssertSqlSafe(sql.clone());
                    Box::pin(
                        async move { sqlx::Executor::execute(connection, sql).await.map(drop) },
                    )
                });
            }
            Ok(
                wait(url, postgres_options(url, server, purpose)?, pool, settings)
                    .await?
                    .into(),
            )
        }
        #[allow(unreachable_patterns)]
        _ => {
            let (engine, feature) = match url.backend() {
                DbBackend::Sqlite => ("SQLite", "sqlx-sqlite"),
                DbBackend::MySql => ("MySQL", "sqlx-mysql"),
                _ => ("PostgreSQL", "sqlx-postgres"),
            };
            Err(Error::Driver { engine, feature })
        }
    }
}

fn pool_options<DB: sqlx::Database>(limits: &PoolLimits, purpose: Use) -> PoolOptions<DB> {
    let pool: PoolOptions<DB> = PoolOptions::new();
    if purpose == Use::Migrate {
        return pool
            .max_connections(1)
            .idle_timeout(None)
            .max_lifetime(None)
            .test_before_acquire(false);
    }
    let pool = with(pool, limits.connections, PoolOptions::max_connections);
    let pool = with(pool, limits.acquire, |pool, limit| {
        pool.acquire_timeout(or_forever(limit))
    });
    let pool = with(pool, limits.idle, |pool, limit| {
        pool.idle_timeout(or_never(limit))
    });
    with(pool, limits.lifetime, |pool, limit| {
        pool.max_lifetime(or_never(limit))
    })
}

/// The options with a value, where there is one.
fn with<O, T>(options: O, value: Option<T>, set: impl FnOnce(O, T) -> O) -> O {
    match value {
        Some(value) => set(options, value),
        None => options,
    }
}

/// Prisma writes "no limit" as 0.
fn or_never(limit: Duration) -> Option<Duration> {
    (!limit.is_zero()).then_some(limit)
}

fn or_forever(limit: Duration) -> Duration {
    or_never(limit).unwrap_or(Duration::from_secs(u32::MAX.into()))
}

/// Connects once, again and again while the server starts, then makes the pool.
async fn wait<DB: sqlx::Database>(
    url: &DatabaseUrl,
    options: <DB::Connection as sqlx::Connection>::Options,
    pool: PoolOptions<DB>,
    settings: &Settings,
) -> Result<sqlx::Pool<DB>, Error> {
    let started = Instant::now();
    let limit = url.pool.connect.map_or(settings.connect_wait, or_forever);
    let mut pause = Duration::from_millis(50);
    let failed = |reason: String| {
        let waited = started.elapsed();
        let reason = url
            .password()
            .map_or(reason.clone(), |password| reason.replace(password, "***"));
        Error::Connect {
            url: url.to_string(),
            waited,
            reason,
        }
    };
    loop {
        let left = limit.saturating_sub(started.elapsed());
        match timeout(left, options.connect()).await {
            Ok(Ok(connection)) => {
                let _ = connection.close().await;
                return Ok(pool.connect_lazy_with(options));
            }
            Ok(Err(error)) if is_starting(&error) && started.elapsed() + pause < limit => {
                settings.report(Progress::Connecting {
                    url: url.to_string(),
                    reason: error.to_string(),
                });
                sleep(pause).await;
                pause = (pause * 2).min(Duration::from_secs(2));
            }
            Ok(Err(error)) if is_poolers(&error) => {
                return Err(Error::Pooler {
                    found: url.to_string(),
                    way_out: way_past(host_of(url)),
                });
            }
            Ok(Err(error)) => return Err(failed(explained(url, &error))),
            Err(_) => return Err(failed("no answer".to_owned())),
        }
    }
}

/// Whether the server may be there in a moment: a database that scaled to zero, a container that
/// comes up. Nothing else is tried again.
fn is_starting(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(error) => error.kind() == std::io::ErrorKind::ConnectionRefused,
        sqlx::Error::Database(error) => matches!(error.code().as_deref(), Some("57P03" | "53300")),
        _ => false,
    }
}

fn explained(url: &DatabaseUrl, error: &sqlx::Error) -> String {
    let Some(path) = url.sqlite_path() else {
        return error.to_string();
    };
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    match folder {
        Some(folder) if !folder.is_dir() => format!("there is no folder {}", folder.display()),
        _ if !path.exists() => "there is no such file; `?mode=rwc` makes it".to_owned(),
        _ => error.to_string(),
    }
}

#[cfg(feature = "sqlx-sqlite")]
fn sqlite_options(target: &SqliteTarget, purpose: Use) -> sqlx::sqlite::SqliteConnectOptions {
    use sqlx::sqlite::SqliteConnectOptions;
    let options = match &target.path {
        Some(path) => SqliteConnectOptions::new().filename(path),
        None => SqliteConnectOptions::new().in_memory(true),
    };
    let options = options
        .create_if_missing(target.create)
        .read_only(target.read_only)
        .immutable(target.immutable);
    let options = logged(options, purpose);
    let options = with(
        options,
        target.shared_cache,
        SqliteConnectOptions::shared_cache,
    );
    with(
        options,
        target.busy_timeout,
        SqliteConnectOptions::busy_timeout,
    )
}

#[cfg(feature = "sqlx-postgres")]
fn postgres_options(
    url: &DatabaseUrl,
    server: &ServerTarget,
    purpose: Use,
) -> Result<sqlx::postgres::PgConnectOptions, Error> {
    use sqlx::postgres::{PgConnectOptions, PgSslMode};
    // `options` has no setter, and the password file is only looked up on this way. The password
    // does not go through it.
    let mut address = "postgres://".to_owned();
    if let Some(user) = &server.user {
        address += &format!("{}@", escaped(user));
    }
    address += server.host.as_deref().unwrap_or_default();
    if let (Some(port), Some(_)) = (server.port, &server.host) {
        address += &format!(":{port}");
    }
    address += &format!(
        "/{}",
        escaped(server.database.as_deref().unwrap_or_default())
    );
    if let Some(options) = &server.options {
        address += &format!("?options={}", escaped(options));
    }
    let options: PgConnectOptions = address.parse().map_err(|_| Error::Connect {
        url: url.to_string(),
        waited: Duration::ZERO,
        reason: "the driver does not accept this host".to_owned(),
    })?;
    let options = with(options, server.port, PgConnectOptions::port);
    let options = with(options, server.socket.as_ref(), PgConnectOptions::socket);
    let options = with(options, server.password.as_ref(), |options, password| {
        options.password(password.expose())
    });
    let options = with(options, server.tls.mode, |options, mode| {
        options.ssl_mode(match mode {
            TlsMode::Disable => PgSslMode::Disable,
            TlsMode::Allow => PgSslMode::Allow,
            TlsMode::Prefer => PgSslMode::Prefer,
            TlsMode::Require => PgSslMode::Require,
            TlsMode::VerifyCa => PgSslMode::VerifyCa,
            TlsMode::VerifyFull => PgSslMode::VerifyFull,
        })
    });
    let tls = &server.tls;
    let options = with(options, tls.root.as_ref(), PgConnectOptions::ssl_root_cert);
    let options = with(
        options,
        tls.certificate.as_ref(),
        PgConnectOptions::ssl_client_cert,
    );
    let options = with(options, tls.key.as_ref(), PgConnectOptions::ssl_client_key);
    let options = match server.pgbouncer {
        Some(false) => options.options([SAYS_DIRECT.split_once('=').unwrap_or_default()]),
        _ => options,
    };
    let cache = server
        .statement_cache
        .or((server.pgbouncer == Some(true)).then_some(0));
    let options = with(options, cache, PgConnectOptions::statement_cache_capacity);
    // Those who wait for the lock are told this name.
    let by_default = (purpose == Use::Migrate).then_some("ketch");
    let name = server.application_name.as_deref().or(by_default);
    let options = with(options, name, PgConnectOptions::application_name);
    Ok(logged(options, purpose))
}

#[cfg(feature = "sqlx-mysql")]
fn mysql_options(server: &ServerTarget, purpose: Use) -> sqlx::mysql::MySqlConnectOptions {
    use sqlx::mysql::{MySqlConnectOptions, MySqlSslMode};
    let options = logged(MySqlConnectOptions::new(), purpose);
    let options = with(options, server.host.as_deref(), MySqlConnectOptions::host);
    let options = with(options, server.port, MySqlConnectOptions::port);
    let options = with(options, server.socket.as_ref(), MySqlConnectOptions::socket);
    let options = with(
        options,
        server.user.as_deref(),
        MySqlConnectOptions::username,
    );
    let options = with(options, server.password.as_ref(), |options, password| {
        options.password(password.expose())
    });
    let database = server.database.as_deref();
    let options = with(options, database, MySqlConnectOptions::database);
    let options = with(options, server.tls.mode, |options, mode| {
        options.ssl_mode(match mode {
            TlsMode::Disable => MySqlSslMode::Disabled,
            TlsMode::Allow | TlsMode::Prefer => MySqlSslMode::Preferred,
            TlsMode::Require => MySqlSslMode::Required,
            TlsMode::VerifyCa => MySqlSslMode::VerifyCa,
            TlsMode::VerifyFull => MySqlSslMode::VerifyIdentity,
        })
    });
    let tls = &server.tls;
    let options = with(options, tls.root.as_ref(), MySqlConnectOptions::ssl_ca);
    let options = with(
        options,
        tls.certificate.as_ref(),
        MySqlConnectOptions::ssl_client_cert,
    );
    let options = with(
        options,
        tls.key.as_ref(),
        MySqlConnectOptions::ssl_client_key,
    );
    let cache = server.statement_cache;
    let options = with(
        options,
        cache,
        MySqlConnectOptions::statement_cache_capacity,
    );
    let options = with(
        options,
        server.charset.as_deref(),
        MySqlConnectOptions::charset,
    );
    let collation = server.collation.as_deref();
    let options = with(options, collation, MySqlConnectOptions::collation);
    with(options, server.timezone.as_ref(), |options, zone| {
        options.timezone(zone.clone())
    })
}

/// What migrations run is told once, and not as each statement of it.
fn logged<O: sqlx::ConnectOptions>(options: O, purpose: Use) -> O {
    match purpose {
        Use::App => options,
        Use::Migrate => options.disable_statement_logging(),
    }
}

/// Percent-encodes all but letters and digits.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for byte in text.bytes() {
        match byte.is_ascii_alphanumeric() {
            true => escaped.push(byte.into()),
            false => escaped += &format!("%{byte:02X}"),
        }
    }
    escaped
}
