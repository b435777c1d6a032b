//! The lock that lets one migrator work at a time.
//!
//! It is on the connection that runs the SQL: where a client is killed, the server may still be at
//! its statement, and the lock must outlive it.
//! - PostgreSQL: a session's advisory lock, polled; blocking on it can deadlock with
//!   `CREATE INDEX CONCURRENTLY`. In a caller's transaction the lock is the transaction's.
//! - MySQL, MariaDB: `GET_LOCK`, polled.
//! - SQLite: none of this; `session` takes the write lock for each migration.

use std::time::Duration;

use ketch_history::Digest;
use sea_orm::{ConnectionTrait, DatabaseExecutor, DbBackend, Value};
use tokio::time::{Instant, sleep};

use crate::error::Error;
use crate::ledger::{get, query};
use crate::settings::{Progress, Settings};

/// A row where the process has the lock of these halves.
const POSTGRES_IS_HERE: &str = "SELECT 1 AS one FROM pg_locks WHERE locktype = 'advisory' AND granted \
     AND pid = pg_backend_pid() AND classid::bigint = $1 AND objid::bigint = $2";

/// The name of a lock, from the database's and the ledger's.
pub(crate) struct Lock(String);

impl Lock {
    pub(crate) fn new(database: &str, ledger: &str) -> Self {
        Self(Digest::of(format!("ketch\n{database}\n{ledger}")).to_string())
    }

    fn postgres(&self) -> u64 {
        u64::from_str_radix(&self.0[..16], 16).unwrap_or_default()
    }

    /// As `pg_locks` shows it.
    fn postgres_halves(&self) -> Vec<Value> {
        let halves = [self.postgres() >> 32, self.postgres() & 0xffff_ffff];
        halves.map(|half| (half as i64).into()).into()
    }

    /// At most 64 characters.
    fn mysql(&self) -> String {
        format!("ketch_{}", &self.0[..32])
    }

    fn value(&self, backend: DbBackend) -> Value {
        match backend {
            DbBackend::MySql => self.mysql().into(),
            _ => (self.postgres() as i64).into(),
        }
    }

    /// Waits until this is the only migrator.
    pub(crate) async fn take(
        &self,
        db: &DatabaseExecutor<'_>,
        settings: &Settings,
    ) -> Result<(), Error> {
        let sql = match (db.get_database_backend(), db.is_transaction()) {
            (DbBackend::Sqlite, _) => return Ok(()),
            (DbBackend::MySql, _) => "SELECT CAST(GET_LOCK(?, 0) AS SIGNED) AS done",
            (_, true) => "SELECT pg_try_advisory_xact_lock($1)::int::bigint AS done",
            (_, false) => "SELECT pg_try_advisory_lock($1)::int::bigint AS done",
        };
        let mut patience = Patience::new(settings);
        while !self.ask(db, sql).await? {
            patience.wait(self.holder(db).await?).await?;
        }
        Ok(())
    }

    /// Lets the next migrator in. What cannot be given back goes with the connection.
    pub(crate) async fn give_back(&self, db: &impl ConnectionTrait) {
        let sql = match db.get_database_backend() {
            DbBackend::Sqlite => return,
            DbBackend::MySql => "SELECT CAST(RELEASE_LOCK(?) AS SIGNED) AS done",
            _ => "SELECT pg_advisory_unlock($1)::int::bigint AS done",
        };
        let _ = self.ask(db, sql).await;
    }

    /// NULL is no.
    async fn ask(&self, db: &impl ConnectionTrait, sql: &str) -> Result<bool, Error> {
        let rows = query(db, sql, vec![self.value(db.get_database_backend())]).await?;
        let answer: Option<i64> = match rows.first() {
            Some(row) => get(row, "done")?,
            None => None,
        };
        Ok(answer == Some(1))
    }

    /// As `is_here`, in a transaction of PostgreSQL's whose statements are to wait for tables no
    /// longer than that, and to take as long as they take: it is begun for each migration, and this
    /// is asked and said in one go.
    pub(crate) async fn is_here_in(
        &self,
        transaction: &impl ConnectionTrait,
        table_wait: Duration,
    ) -> Result<bool, Error> {
        let sql = format!(
            "SELECT EXISTS ({POSTGRES_IS_HERE}) AS here, set_config('lock_timeout', $3, true), \
             set_config('statement_timeout', '0', true)"
        );
        let mut values = self.postgres_halves();
        values.push(table_wait.as_millis().to_string().into());
        match query(transaction, &sql, values).await?.first() {
            Some(row) => get(row, "here"),
            None => Ok(false),
        }
    }

    /// Whether the server's process behind this very statement has the lock.
    pub(crate) async fn is_here(&self, db: &impl ConnectionTrait) -> Result<bool, Error> {
        if db.get_database_backend() == DbBackend::MySql {
            let sql = "SELECT CAST(IS_USED_LOCK(?) = CONNECTION_ID() AS SIGNED) AS done";
            return self.ask(db, sql).await;
        }
        Ok(!query(db, POSTGRES_IS_HERE, self.postgres_halves())
            .await?
            .is_empty())
    }

    async fn holder(&self, db: &DatabaseExecutor<'_>) -> Result<String, Error> {
        let holder = match db.get_database_backend() {
            DbBackend::MySql => self.mysql_holder(db).await?,
            _ => self.postgres_holder(db).await?,
        };
        Ok(match holder {
            Some(holder) => format!("{holder} holds the lock"),
            None => "it has just finished".to_owned(),
        })
    }

    async fn postgres_holder(&self, db: &impl ConnectionTrait) -> Result<Option<String>, Error> {
        let sql = "SELECT l.pid AS pid, a.application_name::text AS program, host(a.client_addr) AS host \
                   FROM pg_locks l LEFT JOIN pg_stat_activity a ON a.pid = l.pid \
                   WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1 \
                   AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database()) \
                   AND l.classid::bigint = $1 AND l.objid::bigint = $2";
        let rows = query(db, sql, self.postgres_halves()).await?;
        let Some(row) = rows.first() else {
            return Ok(None);
        };
        let mut holder = format!("server process {}", get::<i32>(row, "pid")?);
        if let Some(program) =
            get::<Option<String>>(row, "program")?.filter(|name| !name.is_empty())
        {
            holder += &format!(" (`{program}`)");
        }
        if let Some(host) = get::<Option<String>>(row, "host")? {
            holder += &format!(" from {host}");
        }
        Ok(Some(holder))
    }

    async fn mysql_holder(&self, db: &impl ConnectionTrait) -> Result<Option<String>, Error> {
        let sql = "SELECT CAST(p.id AS CHAR) AS id, p.user AS user, p.host AS host \
                   FROM information_schema.processlist p WHERE p.id = IS_USED_LOCK(?)";
        let rows = query(db, sql, vec![self.mysql().into()]).await?;
        let Some(row) = rows.first() else {
            return Ok(None);
        };
        let (id, user, host): (String, String, String) =
            (get(row, "id")?, get(row, "user")?, get(row, "host")?);
        Ok(Some(format!("connection {id} of `{user}` from {host}")))
    }
}

/// Waits in steps for something that others hold, and says who holds it.
pub(crate) struct Patience<'s> {
    settings: &'s Settings,
    started: Instant,
    pause: Duration,
    told: Option<String>,
}

impl<'s> Patience<'s> {
    pub(crate) fn new(settings: &'s Settings) -> Self {
        Self {
            settings,
            started: Instant::now(),
            pause: Duration::from_millis(20),
            told: None,
        }
    }

    pub(crate) async fn wait(&mut self, holder: String) -> Result<(), Error> {
        let waited = self.started.elapsed();
        if waited >= self.settings.lock_wait {
            return Err(Error::Locked { waited, holder });
        }
        if self.told.as_ref() != Some(&holder) {
            self.told = Some(holder.clone());
            self.settings.report(Progress::Waiting { holder });
        }
        sleep(jittered(self.pause)).await;
        self.pause = (self.pause * 3 / 2).min(Duration::from_secs(1));
        Ok(())
    }
}

/// Up to half as long again, so that those who wait do not come back all at once.
pub(crate) fn jittered(pause: Duration) -> Duration {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let nanoseconds = since.map_or(0, |since| since.subsec_nanos());
    pause + pause.mul_f64(f64::from(nanoseconds % 1000) / 2000.0)
}
