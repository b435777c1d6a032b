//! Units: the transactions of a run.
//!
//! *unit*: a transaction in which one migration is applied or undone, its line in the ledger
//! included. On SQLite one that makes a table anew has foreign keys off, and is not committed where it
//! would leave rows that point nowhere.

use std::collections::BTreeMap;

use sea_orm::{
    ConnectionTrait, DatabaseTransaction, DbBackend, SqliteTransactionMode, TransactionOptions,
    TransactionTrait,
};

use crate::error::Error;
use crate::ledger::{execute, get, query, text};
use crate::lock::Patience;
use crate::refusal::is_busy;
use crate::session::Session;

/// What becomes of SQLite's foreign keys while a unit lasts; a transaction cannot change them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ForeignKeys {
    /// As the connection has them.
    Kept,
    /// Off, since a table is rebuilt.
    OffForRebuild,
    /// Off, since Rust of the user's may rebuild a table, as SeaORM's own examples do: with foreign
    /// keys on, that would empty the tables that point at it.
    OffForRust,
}

/// A transaction that has the lock.
pub(crate) struct Unit<'s> {
    session: &'s Session<'s>,
    transaction: DatabaseTransaction,
    name: String,
    foreign_keys: ForeignKeys,
    restore_foreign_keys: bool,
    /// By table, the rows that pointed nowhere before.
    orphans: BTreeMap<String, usize>,
}

impl Session<'_> {
    /// Begins a unit.
    pub(crate) async fn begin(
        &self,
        name: &str,
        foreign_keys: ForeignKeys,
    ) -> Result<Unit<'_>, Error> {
        let restore_foreign_keys = self.switch_foreign_keys_off(name, foreign_keys).await?;
        let transaction = match self.begin_transaction().await {
            Ok(transaction) => transaction,
            Err(error) => {
                self.restore_foreign_keys(restore_foreign_keys).await?;
                return Err(error);
            }
        };
        let mut unit = Unit {
            session: self,
            transaction,
            name: name.to_owned(),
            foreign_keys,
            restore_foreign_keys,
            orphans: BTreeMap::new(),
        };
        match unit.prepare().await {
            Ok(()) => Ok(unit),
            Err(error) => {
                unit.rollback().await?;
                Err(error)
            }
        }
    }

    /// Whether they were on, and are to be on again.
    async fn switch_foreign_keys_off(
        &self,
        name: &str,
        wanted: ForeignKeys,
    ) -> Result<bool, Error> {
        let db = self.executor();
        if self.backend != DbBackend::Sqlite
            || wanted == ForeignKeys::Kept
            || !foreign_keys_are_on(&db).await?
        {
            return Ok(false);
        }
        if self.is_callers_transaction() {
            let reason = format!(
                "`{name}` needs foreign keys to be off, and SQLite keeps them on inside a transaction"
            );
            return Err(Error::CallerTransaction { reason });
        }
        execute(&db, "PRAGMA foreign_keys = OFF", vec![]).await?;
        Ok(true)
    }

    async fn restore_foreign_keys(&self, restore: bool) -> Result<(), Error> {
        match restore {
            true => execute(&self.executor(), "PRAGMA foreign_keys = ON", vec![]).await,
            false => Ok(()),
        }
    }

    /// A rebuild that failed in the middle leaves what no transaction undoes; a caller's
    /// connection in memory goes on with it.
    async fn end_rebuild(&self) -> Result<(), Error> {
        if self.backend != DbBackend::Sqlite || self.is_callers_transaction() {
            return Ok(());
        }
        let sql = "PRAGMA writable_schema = RESET; PRAGMA legacy_alter_table = OFF";
        execute(&self.executor(), sql, vec![]).await
    }

    async fn begin_transaction(&self) -> Result<DatabaseTransaction, Error> {
        let db = self.executor();
        let mut options = TransactionOptions::default();
        if self.backend == DbBackend::Sqlite {
            options.sqlite_transaction_mode = Some(SqliteTransactionMode::Immediate);
        }
        let mut patience = Patience::new(self.settings);
        loop {
            match db.begin_with_options(options).await {
                Ok(transaction) => return Ok(transaction),
                Err(error) if self.backend == DbBackend::Sqlite && is_busy(&error) => {
                    let holder = "another program writes to the database";
                    patience.wait(holder.to_owned()).await?;
                }
                Err(error) => return Err(Error::database("to begin a transaction")(error)),
            }
        }
    }
}

impl Unit<'_> {
    /// What runs statements inside.
    pub(crate) fn transaction(&self) -> &DatabaseTransaction {
        &self.transaction
    }

    async fn prepare(&mut self) -> Result<(), Error> {
        let db = &self.transaction;
        match self.session.backend {
            DbBackend::Sqlite if self.foreign_keys != ForeignKeys::Kept => {
                if foreign_keys_are_on(db).await? {
                    let name = self.name.clone();
                    return Err(Error::ForeignKeysStayOn { name });
                }
                self.orphans = orphans(db).await?;
            }
            DbBackend::Postgres if !self.session.is_callers_transaction() => {
                let wait = self.session.settings.table_wait;
                // Behind a pooler the lock may be another client's by now.
                if !self.session.lock.is_here_in(db, wait).await? {
                    return Err(Error::LockLost);
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Commits what went well, rolls back what did not.
    pub(crate) async fn end<T>(self, result: Result<T, Error>) -> Result<T, Error> {
        match result {
            Ok(value) => self.commit().await.map(|()| value),
            Err(error) => {
                self.rollback().await?;
                Err(error)
            }
        }
    }

    /// Commits, if no row was made to point nowhere.
    pub(crate) async fn commit(self) -> Result<(), Error> {
        if let Err(error) = self.check_orphans().await {
            self.rollback().await?;
            return Err(error);
        }
        let (session, restore) = (self.session, self.restore_foreign_keys);
        let committed = self.transaction.commit().await;
        session.restore_foreign_keys(restore).await?;
        committed.map_err(Error::database("to commit"))
    }

    pub(crate) async fn rollback(self) -> Result<(), Error> {
        let (session, restore) = (self.session, self.restore_foreign_keys);
        let undone = self.transaction.rollback().await;
        session.restore_foreign_keys(restore).await?;
        session.end_rebuild().await?;
        undone.map_err(Error::database("to roll back"))
    }

    async fn check_orphans(&self) -> Result<(), Error> {
        if !self.restore_foreign_keys {
            return Ok(());
        }
        for (table, count) in orphans(&self.transaction).await? {
            let before = self.orphans.get(&table).copied().unwrap_or_default();
            if count > before {
                let help = match self.foreign_keys {
                    ForeignKeys::OffForRust => {
                        "foreign keys are off on SQLite while a migration that was written by hand runs, so that it can rebuild tables. Let it change or delete these rows too"
                    }
                    _ => "the rows that they point to are not in the rebuilt table",
                };
                return Err(Error::ForeignKeys {
                    name: self.name.clone(),
                    table,
                    count: count - before,
                    help,
                });
            }
        }
        Ok(())
    }
}

async fn foreign_keys_are_on(db: &impl ConnectionTrait) -> Result<bool, Error> {
    let sql = "SELECT CAST(foreign_keys AS TEXT) AS text FROM pragma_foreign_keys";
    Ok(text(db, sql).await? == "1")
}

/// By table, the rows that point nowhere.
async fn orphans(db: &impl ConnectionTrait) -> Result<BTreeMap<String, usize>, Error> {
    let sql = "SELECT \"table\" AS name FROM pragma_foreign_key_check";
    let mut orphans = BTreeMap::new();
    for row in query(db, sql, vec![]).await? {
        *orphans.entry(get::<String>(&row, "name")?).or_default() += 1;
    }
    Ok(orphans)
}
