//! One connection for a run.
//!
//! *own connection*: a pool of one, with the options of the caller's pool.

use std::time::Duration;

use sea_orm::sqlx::{self, pool::PoolOptions};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseConnectionType, DatabaseExecutor,
    DatabaseTransaction, DbBackend,
};
use tokio::time::sleep;

use crate::connect::SAYS_DIRECT;
use crate::error::Error;
use crate::ledger::{Ledger, execute, quoted, text};
use crate::lock::{Lock, jittered};
use crate::settings::{Progress, Settings};
use crate::url::is_local_host;
#[cfg(feature = "sqlx-postgres")]
use crate::url::{pooler_at, way_past};

/// A connection for migrating.
pub(crate) struct Session<'c> {
    held: Held<'c>,
    pub(crate) lock: Lock,
    pub(crate) backend: DbBackend,
    pub(crate) settings: &'c Settings,
    pub(crate) database: String,
}

enum Held<'c> {
    Own {
        connection: DatabaseConnection,
        host: Option<String>,
        /// Nobody said that there is no pooler (PostgreSQL).
        may_be_pooled: bool,
    },
    /// A database in memory is nowhere but in the caller's pool.
    Callers(&'c DatabaseConnection),
    CallersTransaction(&'c DatabaseTransaction),
}

impl<'c> Session<'c> {
    /// Takes a connection of its own out of what the caller gives.
    pub(crate) async fn open(
        db: DatabaseExecutor<'c>,
        ledger: &Ledger,
        settings: &'c Settings,
    ) -> Result<Self, Error> {
        let backend = db.get_database_backend();
        let refused = |reason: &str| {
            let reason = reason.to_owned();
            Err(Error::CallerTransaction { reason })
        };
        let held = match db {
            DatabaseExecutor::Connection(connection) => own(connection).await?,
            DatabaseExecutor::Transaction(_) if backend == DbBackend::MySql => {
                return refused("MySQL commits it with the first change of a table");
            }
            DatabaseExecutor::Transaction(transaction) => Held::CallersTransaction(transaction),
            DatabaseExecutor::OwnedTransaction(_) => {
                return refused("it was given away, so that nobody could commit it");
            }
        };
        let database = database_name(&held.executor()).await?;
        let lock = Lock::new(&database, &ledger.table);
        Ok(Self {
            held,
            lock,
            backend,
            settings,
            database,
        })
    }

    /// What runs statements.
    pub(crate) fn executor(&self) -> DatabaseExecutor<'_> {
        self.held.executor()
    }

    pub(crate) fn is_callers_transaction(&self) -> bool {
        matches!(self.held, Held::CallersTransaction(_))
    }

    /// The host, where the database is not on this machine.
    pub(crate) fn remote_host(&self) -> Option<&str> {
        let Held::Own { host, .. } = &self.held else {
            return None;
        };
        host.as_deref().filter(|host| !is_local_host(host))
    }

    /// Waits until this is the only migrator, and makes the connection what migrations expect.
    pub(crate) async fn lock(&self) -> Result<(), Error> {
        let db = self.executor();
        #[cfg(feature = "sqlx-postgres")]
        if let Held::Own {
            connection,
            may_be_pooled: true,
            ..
        } = &self.held
        {
            crate::pooler::refuse(connection.get_postgres_connection_pool()).await?;
        }
        if self.is_callers_transaction() && self.backend == DbBackend::Postgres {
            check_isolation(&db).await?;
        }
        self.lock.take(&db, self.settings).await?;
        match self.backend {
            DbBackend::Sqlite => Ok(()),
            DbBackend::MySql => {
                self.wait_for_tables(1).await?;
                plain_sql_mode(&db).await
            }
            _ => {
                self.lift_limits(&db).await?;
                make_schema(&db).await
            }
        }
    }

    /// How long a statement of MySQL's waits for its tables: so many attempts in one.
    pub(crate) async fn wait_for_tables(&self, attempts: u32) -> Result<(), Error> {
        let wait = (self.settings.table_wait * attempts).as_secs().max(1);
        let sql = format!("SET SESSION lock_wait_timeout = {wait}");
        execute(&self.executor(), &sql, vec![]).await
    }

    /// What the role or a pooler limits is meant for requests. In a transaction, `prepare` says
    /// how long to wait for tables; an index that is built outside of one waits for everybody.
    async fn lift_limits(&self, db: &impl ConnectionTrait) -> Result<(), Error> {
        if self.is_callers_transaction() {
            return Ok(());
        }
        let limit = text(db, "SELECT current_setting('statement_timeout') AS text").await?;
        if limit != "0" {
            self.settings.report(Progress::Unlimited { limit });
        }
        execute(
            db,
            "SET statement_timeout = 0; SET lock_timeout = 0",
            vec![],
        )
        .await
    }

    /// Puts what was committed on the disk where MariaDB would lose it if it died now. Only a table
    /// of InnoDB's that is made takes the log along; `FLUSH ENGINE LOGS` does not.
    pub(crate) async fn keep_log(&self) -> Result<(), Error> {
        let db = self.executor();
        let loses = "SELECT CAST(VERSION() LIKE '%MariaDB%' AND @@GLOBAL.innodb_flush_log_at_trx_commit <> 1 AS CHAR) AS text";
        if self.backend != DbBackend::MySql || text(&db, loses).await? != "1" {
            return Ok(());
        }
        let make = "CREATE OR REPLACE TABLE _ketch_log (n INTEGER) ENGINE = InnoDB";
        execute(&db, make, vec![]).await?;
        execute(&db, "DROP TABLE _ketch_log", vec![]).await
    }

    /// Waits before another attempt; gives the next pause.
    pub(crate) async fn pause(&self, name: &str, pause: Duration) -> Duration {
        self.settings.report(Progress::Retrying {
            name: name.to_owned(),
            reason: "its tables are in use".to_owned(),
        });
        sleep(jittered(pause)).await;
        (pause * 2).min(Duration::from_secs(30))
    }

    /// Whether the lock is still on the connection: behind a pooler it may be another client's.
    pub(crate) async fn has_lock(&self) -> Result<bool, Error> {
        match self.backend {
            DbBackend::Sqlite => Ok(true),
            _ => self.lock.is_here(&self.executor()).await,
        }
    }

    /// Ends the run. Where something went wrong the server may be gone, and is not asked for
    /// anything: the lock goes with the connection.
    pub(crate) async fn close(self, went_well: bool) {
        if let Held::Own { connection, .. } = self.held {
            if went_well {
                self.lock.give_back(&connection).await;
            }
            let _ = connection.close_by_ref().await;
        }
    }
}

impl Held<'_> {
    fn executor(&self) -> DatabaseExecutor<'_> {
        match self {
            Self::Own { connection, .. } => DatabaseExecutor::Connection(connection),
            Self::Callers(connection) => DatabaseExecutor::Connection(connection),
            Self::CallersTransaction(transaction) => DatabaseExecutor::Transaction(transaction),
        }
    }
}

/// A pool of one connection with the caller's options, its hooks included.
async fn own(connection: &DatabaseConnection) -> Result<Held<'_>, Error> {
    match &connection.inner {
        #[cfg(feature = "sqlx-sqlite")]
        DatabaseConnectionType::SqlxSqlitePoolConnection(_) => {
            if database_file(connection).await?.is_empty() {
                return Ok(Held::Callers(connection));
            }
            let connection = pool_of_one(connection.get_sqlite_connection_pool()).into();
            Ok(Held::Own {
                connection,
                host: None,
                may_be_pooled: false,
            })
        }
        #[cfg(feature = "sqlx-mysql")]
        DatabaseConnectionType::SqlxMySqlPoolConnection(_) => {
            let pool = connection.get_mysql_connection_pool();
            let options = pool.connect_options();
            let is_tcp = options.get_socket().is_none();
            let host = is_tcp.then(|| options.get_host().to_owned());
            Ok(Held::Own {
                connection: pool_of_one(pool).into(),
                host,
                may_be_pooled: false,
            })
        }
        #[cfg(feature = "sqlx-postgres")]
        DatabaseConnectionType::SqlxPostgresPoolConnection(_) => {
            let pool = connection.get_postgres_connection_pool();
            let options = pool.connect_options();
            let is_tcp = options.get_socket().is_none();
            let host = is_tcp.then(|| options.get_host().to_owned());
            let says_direct = options
                .get_options()
                .is_some_and(|options| options.contains(SAYS_DIRECT));
            if let Some(host) = host.as_deref().filter(|_| !says_direct)
                && let Some(found) = pooler_at(host, options.get_port())
            {
                return Err(Error::Pooler {
                    found: found.to_owned(),
                    way_out: way_past(host),
                });
            }
            Ok(Held::Own {
                connection: pool_of_one(pool).into(),
                host,
                may_be_pooled: !says_direct,
            })
        }
        _ => Err(Error::Driver {
            engine: "this connection",
            feature: "sqlx-…",
        }),
    }
}

fn pool_of_one<DB: sqlx::Database>(pool: &sqlx::Pool<DB>) -> sqlx::Pool<DB> {
    let options: PoolOptions<DB> = pool.options().clone();
    options
        .max_connections(1)
        .min_connections(0)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
        .connect_lazy_with((*pool.connect_options()).clone())
}

/// The file of a SQLite database; empty for one in memory.
async fn database_file(db: &impl ConnectionTrait) -> Result<String, Error> {
    let sql = "SELECT file AS text FROM pragma_database_list WHERE name = 'main'";
    text(db, sql).await
}

async fn database_name(db: &impl ConnectionTrait) -> Result<String, Error> {
    match db.get_database_backend() {
        DbBackend::Sqlite => {
            let file = database_file(db).await?;
            let name = file.rsplit(['/', '\\']).next();
            Ok(name.unwrap_or_default().to_owned())
        }
        DbBackend::MySql => text(db, "SELECT DATABASE() AS text").await,
        _ => text(db, "SELECT current_database()::text AS text").await,
    }
}

/// In a transaction that keeps to what it saw first, the ledger would be read as it was before the
/// lock was taken.
async fn check_isolation(transaction: &impl ConnectionTrait) -> Result<(), Error> {
    let sql = "SELECT current_setting('transaction_isolation') AS text";
    let isolation = text(transaction, sql).await?;
    match isolation.starts_with("read") {
        true => Ok(()),
        false => Err(Error::CallerTransaction {
            reason: format!(
                "it is {}, and does not see what another migrator applied meanwhile: begin it as READ COMMITTED",
                isolation.to_uppercase()
            ),
        }),
    }
}

/// ketch's SQL has backslashes in literals, and no names in double quotes.
async fn plain_sql_mode(db: &impl ConnectionTrait) -> Result<(), Error> {
    let mode = text(db, "SELECT @@SESSION.sql_mode AS text").await?;
    let in_the_way = ["NO_BACKSLASH_ESCAPES", "ANSI_QUOTES", "ANSI"];
    let words = mode.split(',').filter(|word| !in_the_way.contains(word));
    let plain = words.collect::<Vec<_>>().join(",");
    match plain == mode {
        true => Ok(()),
        false => execute(db, "SET SESSION sql_mode = ?", vec![plain.into()]).await,
    }
}

/// The schema that PostgreSQL's `search_path` begins with may be a new one.
async fn make_schema(db: &impl ConnectionTrait) -> Result<(), Error> {
    if !text(db, "SELECT current_schema()::text AS text")
        .await?
        .is_empty()
    {
        return Ok(());
    }
    let path = text(db, "SELECT current_setting('search_path') AS text").await?;
    let name = match path.strip_prefix('"') {
        Some(rest) => {
            let rest = rest.replace("\"\"", "\0");
            rest.split('"')
                .next()
                .unwrap_or_default()
                .replace('\0', "\"")
        }
        None => path.split(',').next().unwrap_or_default().trim().to_owned(),
    };
    let name = quoted(DbBackend::Postgres, &name);
    execute(db, &format!("CREATE SCHEMA IF NOT EXISTS {name}"), vec![]).await
}
