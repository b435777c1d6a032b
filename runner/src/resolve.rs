//! What is believed and not run: a migration that was finished or undone by hand, and a database
//! that other tools made. Ledger and journal are written, and nothing else.

use sea_orm::{ConnectionTrait, DatabaseExecutor, DbBackend, IntoDatabaseExecutor};

use crate::catalog;
use crate::error::Error;
use crate::ledger::now;
use crate::refusal::words;
use crate::run::{Direction, Report, Run};
use crate::set::MigrationSet;
use crate::settings::Settings;
use crate::unit::ForeignKeys;
use ketch_catalog::Row;

/// What became of a migration that was finished or undone by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resolution {
    /// All of it is in the database.
    Applied,
    /// Nothing of it is in the database.
    RolledBack,
}

/// Takes the user's word for what became of a migration: writes ledger and journal, and runs
/// nothing. The next one that is pending can be applied; the last one that is applied, or one
/// that was interrupted, can be rolled back.
pub async fn resolve<'c>(
    db: impl IntoDatabaseExecutor<'c>,
    set: &MigrationSet,
    name: &str,
    resolution: Resolution,
    settings: &Settings,
) -> Result<Report, Error> {
    Run::plain(db, set, settings)
        .await?
        .resolve(name, resolution)
        .await
}

/// How a database is taken over that other tools made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Takeover {
    /// It is what the migrations make.
    AsItIs,
    /// It is once these statements have run. They run in the transaction that writes the ledger, so
    /// never on MySQL, which cannot take changes of tables back.
    After(String),
    /// It is something else.
    Refused,
}

/// Takes a database over: every migration that it does not know counts as applied, and none is run.
/// What another migration crate applied leaves SeaORM's ledger, since other tools miss the file of every row.
/// `decide` is shown the catalog, under the lock, and once more after a conversion. Nothing where
/// it refuses: then nothing is written, not even a ledger.
pub async fn baseline<'c>(
    db: impl IntoDatabaseExecutor<'c>,
    set: &MigrationSet,
    settings: &Settings,
    decide: impl FnMut(&[Row]) -> Takeover,
) -> Result<Option<Report>, Error> {
    Run::plain(db, set, settings).await?.baseline(decide).await
}

impl Run<'_> {
    pub(crate) async fn resolve(
        mut self,
        name: &str,
        resolution: Resolution,
    ) -> Result<Report, Error> {
        let result = self.resolve_locked(name, resolution).await;
        self.finish(result).await
    }

    async fn resolve_locked(&mut self, name: &str, resolution: Resolution) -> Result<(), Error> {
        self.session.lock().await?;
        self.create_ledger().await?;
        self.fold().await?;
        let standing = self.standing(&self.session.executor()).await?;
        let index = self.set.names().position(|known| known == name);
        let (next, shown, reason) = match resolution {
            Resolution::Applied => (
                standing
                    .half_undone
                    .first()
                    .or_else(|| standing.pending.first()),
                "applied",
                "it is not the next one that is pending",
            ),
            Resolution::RolledBack => (
                standing
                    .interrupted
                    .first()
                    .or_else(|| standing.applied.last()),
                "rolled back",
                "it is not the last one that is applied or was begun",
            ),
        };
        let Some(index) = index.filter(|index| next == Some(index)) else {
            return Err(Error::Unresolvable {
                name: name.to_owned(),
                resolution: shown,
                reason,
            });
        };
        let migration = &self.set.migrations[index];
        let unit = self.session.begin(name, ForeignKeys::Kept).await?;
        let db = unit.transaction();
        let written = async {
            self.ledger.forget(db, name).await?;
            if resolution == Resolution::Applied {
                self.ledger.finish(db, migration, now()).await?;
            }
            Ok(())
        };
        let written = written.await;
        unit.end(written).await?;
        match resolution {
            Resolution::Applied => self.report.applied.push(name.to_owned()),
            Resolution::RolledBack => self.report.undone.push(name.to_owned()),
        }
        Ok(())
    }

    async fn baseline(
        mut self,
        mut decide: impl FnMut(&[Row]) -> Takeover,
    ) -> Result<Option<Report>, Error> {
        match self.baseline_locked(&mut decide).await {
            Ok(true) => {
                self.keep_catalog().await;
                self.close(Ok(())).await.map(Some)
            }
            Ok(false) => self.close(Ok(())).await.map(|_| None),
            Err(error) => self.close(Err(error)).await.map(Some),
        }
    }

    /// Whether the database is taken over.
    async fn baseline_locked(
        &mut self,
        decide: &mut impl FnMut(&[Row]) -> Takeover,
    ) -> Result<bool, Error> {
        self.session.lock().await?;
        let standing = self.standing(&self.session.executor()).await?;
        let standing = standing.without_foreign();
        standing.check()?;
        self.check_finished(&standing, Direction::Up)?;
        self.check_finished(&standing, Direction::Down)?;
        let sql = match decide(&catalog::read(&self.session.executor()).await?) {
            Takeover::AsItIs => None,
            Takeover::After(sql) if self.session.backend != DbBackend::MySql => Some(sql),
            Takeover::After(_) | Takeover::Refused => return Ok(false),
        };
        self.create_ledger().await?;
        let foreign_keys = match sql {
            Some(_) => ForeignKeys::OffForRebuild,
            None => ForeignKeys::Kept,
        };
        let unit = self.session.begin("baseline", foreign_keys).await?;
        let db = unit.transaction();
        let taken = async {
            if let Some(sql) = sql {
                let converted = db.execute_unprepared(&sql).await;
                converted.map_err(|error| Error::Migration {
                    name: "baseline".to_owned(),
                    state: " and was undone".to_owned(),
                    reason: words(&error),
                })?;
                let rows = catalog::read(&DatabaseExecutor::Transaction(db)).await?;
                if decide(&rows) != Takeover::AsItIs {
                    return Err(Error::NotConverted);
                }
            }
            for name in &standing.foreign {
                self.ledger.forget(db, name).await?;
            }
            let mut names = Vec::new();
            for index in self.standing(db).await?.pending {
                let migration = &self.set.migrations[index];
                self.ledger.take_over(db, migration).await?;
                names.push(migration.name.clone());
            }
            Ok(names)
        };
        let taken = taken.await;
        self.report.applied = unit.end(taken).await?;
        self.report.replaced = standing.foreign;
        Ok(true)
    }
}
