//! Applying, undoing and showing migrations.
//!
//! What is pending is read again inside the transaction that applies it, under the lock: of many
//! migrators that start at once, each migration is applied by one, and none of them fails.

use crate::clear::clear;
use crate::error::Error;
use crate::ledger::{LEDGER, Ledger};
use crate::refusal::is_in_use;
use crate::session::{ForeignKeys, Session, Unit};
use crate::set::{Migration, MigrationSet, Work, engine_name, is_empty_sql};
use crate::settings::{Consent, Progress, Settings};
use crate::standing::{Standing, standing};
use crate::statements::{Step, steps};
use crate::status::{Status, status_of};
use crate::stepwise::Stepwise;
use sea_orm::{ConnectionTrait, DatabaseExecutor, DbBackend, DbErr, IntoDatabaseExecutor};
use sea_orm_migration::SchemaManager;

/// What a run did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Applied, in order.
    pub applied: Vec<String>,
    /// Undone, in order.
    pub undone: Vec<String>,
    /// Applied earlier by a tool that keeps no journal, and taken into it now.
    pub adopted: Vec<String>,
    /// Newer migrations that the database has and the code does not.
    pub ahead: Vec<String>,
}

/// Whether migrations are applied or undone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Applied.
    Up,
    /// Undone.
    Down,
}

/// One call: the code, the database, and how to go about it.
pub(crate) struct Run<'c> {
    pub(crate) set: &'c MigrationSet,
    pub(crate) session: Session<'c>,
    pub(crate) ledger: Ledger,
    report: Report,
}

/// Applies what is pending, or the next `steps` of it.
pub async fn up<'c>(
    db: impl IntoDatabaseExecutor<'c>,
    set: &MigrationSet,
    steps: Option<u32>,
    settings: &Settings,
) -> Result<Report, Error> {
    Run::open(db.into_database_executor(), set, LEDGER, settings)
        .await?
        .up(steps)
        .await
}

/// Undoes what is applied, or the last `steps` of it.
pub async fn down<'c>(
    db: impl IntoDatabaseExecutor<'c>,
    set: &MigrationSet,
    steps: Option<u32>,
    settings: &Settings,
) -> Result<Report, Error> {
    Run::open(db.into_database_executor(), set, LEDGER, settings)
        .await?
        .down(steps)
        .await
}

/// Shows how the database stands. Changes nothing and takes no lock.
pub async fn status<'c>(
    db: impl IntoDatabaseExecutor<'c>,
    set: &MigrationSet,
    settings: &Settings,
) -> Result<Status, Error> {
    Run::open(db.into_database_executor(), set, LEDGER, settings)
        .await?
        .status()
        .await
}

/// Drops everything, then applies all migrations.
pub async fn fresh<'c>(
    db: impl IntoDatabaseExecutor<'c>,
    set: &MigrationSet,
    settings: &Settings,
) -> Result<Report, Error> {
    Run::open(db.into_database_executor(), set, LEDGER, settings)
        .await?
        .fresh()
        .await
}

/// Undoes all migrations, then applies them.
pub async fn refresh<'c>(
    db: impl IntoDatabaseExecutor<'c>,
    set: &MigrationSet,
    settings: &Settings,
) -> Result<Report, Error> {
    Run::open(db.into_database_executor(), set, LEDGER, settings)
        .await?
        .refresh()
        .await
}

/// Undoes the last `steps` of what is applied, and applies as many.
pub async fn redo<'c>(
    db: impl IntoDatabaseExecutor<'c>,
    set: &MigrationSet,
    steps: u32,
    settings: &Settings,
) -> Result<Report, Error> {
    Run::open(db.into_database_executor(), set, LEDGER, settings)
        .await?
        .redo(steps)
        .await
}

/// What a call of [`up`] or [`down`] would do; nothing is changed, and no lock is taken.
pub async fn preview<'c>(
    db: impl IntoDatabaseExecutor<'c>,
    set: &MigrationSet,
    direction: Direction,
    steps: Option<u32>,
    settings: &Settings,
) -> Result<Report, Error> {
    Run::open(db.into_database_executor(), set, LEDGER, settings)
        .await?
        .preview(direction, steps)
        .await
}

/// Undoes all migrations and drops the ledger.
pub async fn reset<'c>(
    db: impl IntoDatabaseExecutor<'c>,
    set: &MigrationSet,
    settings: &Settings,
) -> Result<Report, Error> {
    Run::open(db.into_database_executor(), set, LEDGER, settings)
        .await?
        .reset()
        .await
}

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
    Run::open(db.into_database_executor(), set, LEDGER, settings)
        .await?
        .resolve(name, resolution)
        .await
}

impl<'c> Run<'c> {
    pub(crate) async fn open(
        db: DatabaseExecutor<'c>,
        set: &'c MigrationSet,
        table: &str,
        settings: &'c Settings,
    ) -> Result<Self, Error> {
        let ledger = Ledger {
            backend: db.get_database_backend(),
            table: table.to_owned(),
        };
        let session = Session::open(db, &ledger, settings).await?;
        Ok(Self {
            set,
            session,
            ledger,
            report: Report::default(),
        })
    }

    pub(crate) async fn up(mut self, steps: Option<u32>) -> Result<Report, Error> {
        let result = self.up_if_needed(steps).await;
        self.close(result).await
    }

    pub(crate) async fn down(mut self, steps: Option<u32>) -> Result<Report, Error> {
        let result = self.down_locked(steps).await;
        self.close(result).await
    }

    pub(crate) async fn fresh(mut self) -> Result<Report, Error> {
        let result = self.fresh_locked().await;
        self.close(result).await
    }

    pub(crate) async fn refresh(mut self) -> Result<Report, Error> {
        let result = async {
            self.may_destroy("refresh")?;
            self.down_locked(None).await?;
            self.up_locked(None).await
        };
        let result = result.await;
        self.close(result).await
    }

    pub(crate) async fn reset(mut self) -> Result<Report, Error> {
        let result = async {
            self.may_destroy("reset")?;
            self.down_locked(None).await?;
            self.drop_ledger().await
        };
        let result = result.await;
        self.close(result).await
    }

    pub(crate) async fn redo(mut self, steps: u32) -> Result<Report, Error> {
        let result = async {
            self.down_locked(Some(steps)).await?;
            let undone = u32::try_from(self.report.undone.len()).unwrap_or(u32::MAX);
            self.up_locked(Some(undone)).await
        };
        let result = result.await;
        self.close(result).await
    }

    pub(crate) async fn preview(
        mut self,
        direction: Direction,
        steps: Option<u32>,
    ) -> Result<Report, Error> {
        let result = self.foresee(direction, steps).await;
        self.close(result).await
    }

    async fn foresee(&mut self, direction: Direction, steps: Option<u32>) -> Result<(), Error> {
        let standing = self.standing(&self.session.executor()).await?;
        standing.check()?;
        self.check_finished(&standing, direction)?;
        let limit = steps.map_or(usize::MAX, |steps| steps as usize);
        let planned: Vec<usize> = match direction {
            Direction::Up => standing.pending.iter().take(limit).copied().collect(),
            Direction::Down if !standing.ahead.is_empty() => {
                return Err(Error::Ahead {
                    names: standing.ahead,
                });
            }
            Direction::Down => standing.applied.iter().rev().take(limit).copied().collect(),
        };
        match self.check_runnable(&planned, direction, None) {
            // Then it is compiled.
            Ok(()) | Err(Error::NeedsCompile { .. }) => {}
            Err(error) => return Err(error),
        }
        let names = |indexes: &[usize]| -> Vec<String> {
            let migrations = indexes.iter().map(|index| &self.set.migrations[*index]);
            migrations.map(|migration| migration.name.clone()).collect()
        };
        self.report = match direction {
            Direction::Up => Report {
                applied: names(&planned),
                adopted: names(&standing.adopted),
                ahead: standing.ahead,
                ..Report::default()
            },
            Direction::Down => Report {
                undone: names(&planned),
                ..Report::default()
            },
        };
        Ok(())
    }

    /// Makes the ledger.
    pub(crate) async fn install(self) -> Result<Report, Error> {
        let result = async {
            self.session.lock().await?;
            self.create_ledger().await
        };
        let result = result.await;
        self.close(result).await
    }

    /// Drops the ledger and leaves everything else.
    pub(crate) async fn uninstall(self) -> Result<Report, Error> {
        let result = async {
            self.session.lock().await?;
            self.drop_ledger().await
        };
        let result = result.await;
        self.close(result).await
    }

    pub(crate) async fn resolve(
        mut self,
        name: &str,
        resolution: Resolution,
    ) -> Result<Report, Error> {
        let result = self.resolve_locked(name, resolution).await;
        self.close(result).await
    }

    async fn resolve_locked(&mut self, name: &str, resolution: Resolution) -> Result<(), Error> {
        self.session.lock().await?;
        self.create_ledger().await?;
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
                self.ledger.start(db, migration).await?;
                self.ledger.finish(db, migration).await?;
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

    pub(crate) async fn status(self) -> Result<Status, Error> {
        let status = status_of(self.set, &self.ledger, &self.session.executor()).await;
        self.session.close(status.is_ok()).await;
        status
    }

    async fn close(self, result: Result<(), Error>) -> Result<Report, Error> {
        self.session.close(result.is_ok()).await;
        result.map(|()| self.report)
    }

    async fn standing(&self, db: &impl ConnectionTrait) -> Result<Standing, Error> {
        Ok(standing(
            self.set,
            &self.ledger.read(db).await?,
            self.session.backend,
        ))
    }

    /// An app that starts with nothing to do takes no lock and needs no right to write.
    async fn up_if_needed(&mut self, steps: Option<u32>) -> Result<(), Error> {
        let standing = self.standing(&self.session.executor()).await?;
        standing.check()?;
        self.check_finished(&standing, Direction::Up)?;
        if standing.pending.is_empty() && standing.adopted.is_empty() {
            self.note_ahead(standing);
            return Ok(());
        }
        self.check_runnable(&standing.pending, Direction::Up, steps)?;
        self.session.lock().await?;
        self.up_locked(steps).await
    }

    fn note_ahead(&mut self, standing: Standing) {
        if !standing.ahead.is_empty() {
            self.session.settings.report(Progress::Ahead {
                names: standing.ahead.clone(),
            });
            self.report.ahead = standing.ahead;
        }
    }

    async fn up_locked(&mut self, steps: Option<u32>) -> Result<(), Error> {
        self.create_ledger().await?;
        self.adopt().await?;
        let mut left = steps.unwrap_or(u32::MAX);
        loop {
            let standing = self.standing(&self.session.executor()).await?;
            standing.check()?;
            self.check_finished(&standing, Direction::Up)?;
            let Some(next) = standing.pending.first().copied().filter(|_| left > 0) else {
                self.note_ahead(standing);
                return Ok(());
            };
            if self
                .step(next, Direction::Up, standing.interrupted.contains(&next))
                .await?
            {
                self.report
                    .applied
                    .push(self.set.migrations[next].name.clone());
                left -= 1;
            }
        }
    }

    async fn down_locked(&mut self, steps: Option<u32>) -> Result<(), Error> {
        let standing = self.standing(&self.session.executor()).await?;
        let newest: Vec<usize> = standing.applied.iter().rev().copied().collect();
        self.check_runnable(&newest, Direction::Down, steps)?;
        self.session.lock().await?;
        self.create_ledger().await?;
        let mut left = steps.unwrap_or(u32::MAX);
        loop {
            let standing = self.standing(&self.session.executor()).await?;
            if !standing.ahead.is_empty() {
                return Err(Error::Ahead {
                    names: standing.ahead,
                });
            }
            standing.check()?;
            self.check_finished(&standing, Direction::Down)?;
            let Some(last) = standing.applied.last().copied().filter(|_| left > 0) else {
                return Ok(());
            };
            if self.step(last, Direction::Down, false).await? {
                self.report
                    .undone
                    .push(self.set.migrations[last].name.clone());
                left -= 1;
            }
        }
    }

    /// What was begun in one direction is finished in it before anything else.
    fn check_finished(&self, standing: &Standing, direction: Direction) -> Result<(), Error> {
        let (index, done, command) = match direction {
            Direction::Up => (standing.half_undone.first(), "undone", "down"),
            Direction::Down => (standing.interrupted.first(), "applied", "up"),
        };
        match index {
            None => Ok(()),
            Some(index) => Err(Error::Interrupted {
                name: self.set.migrations[*index].name.clone(),
                done,
                command,
            }),
        }
    }

    async fn fresh_locked(&mut self) -> Result<(), Error> {
        self.may_destroy("fresh")?;
        let all: Vec<usize> = (0..self.set.migrations.len()).collect();
        self.check_runnable(&all, Direction::Up, None)?;
        self.session.lock().await?;
        self.session.settings.report(Progress::Clearing {
            database: self.session.database.clone(),
        });
        clear(&self.session, &self.set.schemas).await?;
        self.up_locked(None).await
    }

    fn may_destroy(&self, what: &'static str) -> Result<(), Error> {
        let Some(host) = self.session.remote_host() else {
            return Ok(());
        };
        let database = &self.session.database;
        let named = || std::env::var("KETCH_DESTROY").is_ok_and(|name| name == *database);
        match self.session.settings.destroy == Consent::Given || named() {
            true => Ok(()),
            false => Err(Error::Destroys {
                what,
                database: database.clone(),
                host: host.to_owned(),
            }),
        }
    }

    async fn create_ledger(&self) -> Result<(), Error> {
        if self.session.backend == DbBackend::MySql {
            return self.ledger.create(&self.session.executor()).await;
        }
        let unit = self
            .session
            .begin(&self.ledger.table, ForeignKeys::Kept)
            .await?;
        let created = self.ledger.create(unit.transaction()).await;
        unit.end(created).await
    }

    async fn drop_ledger(&self) -> Result<(), Error> {
        if self.session.backend == DbBackend::MySql {
            return self.ledger.drop(&self.session.executor()).await;
        }
        let unit = self
            .session
            .begin(&self.ledger.table, ForeignKeys::Kept)
            .await?;
        let dropped = self.ledger.drop(unit.transaction()).await;
        unit.end(dropped).await
    }

    /// Takes into the journal what other tools applied.
    async fn adopt(&mut self) -> Result<(), Error> {
        let db = self.session.executor();
        if self.standing(&db).await?.adopted.is_empty() {
            return Ok(());
        }
        let names = if self.session.backend == DbBackend::MySql {
            self.adopt_in(&db).await?
        } else {
            let unit = self
                .session
                .begin(&self.ledger.table, ForeignKeys::Kept)
                .await?;
            let adopted = self.adopt_in(unit.transaction()).await;
            unit.end(adopted).await?
        };
        if !names.is_empty() {
            let progress = Progress::Adopted {
                names: names.clone(),
            };
            self.session.settings.report(progress);
        }
        self.report.adopted = names;
        Ok(())
    }

    async fn adopt_in(&self, db: &impl ConnectionTrait) -> Result<Vec<String>, Error> {
        let mut names = Vec::new();
        for index in self.standing(db).await?.adopted {
            let migration = &self.set.migrations[index];
            self.ledger.adopt(db, migration).await?;
            names.push(migration.name.clone());
        }
        Ok(names)
    }

    /// Finds out before anything runs whether all of it can.
    fn check_runnable(
        &self,
        planned: &[usize],
        direction: Direction,
        steps: Option<u32>,
    ) -> Result<(), Error> {
        let limit = steps.map_or(usize::MAX, |steps| steps as usize);
        let planned = || {
            planned
                .iter()
                .take(limit)
                .map(|index| &self.set.migrations[*index])
        };
        let mut custom: Vec<(&Migration, &str)> = Vec::new();
        for migration in planned() {
            let name = migration.name.clone();
            match &migration.work {
                Work::Elsewhere { reason } => custom.push((migration, reason)),
                Work::Nothing => {
                    return Err(Error::NoSql {
                        name,
                        engine: engine_name(self.session.backend),
                    });
                }
                Work::Sql { down: None, .. } if direction == Direction::Down => {
                    return Err(Error::NotReversible { name });
                }
                _ => {}
            }
            if self.session.is_callers_transaction() && !self.is_transactional(migration, direction)
            {
                let reason = format!("`{}` runs outside of transactions", migration.name);
                return Err(Error::CallerTransaction { reason });
            }
        }
        match custom.first() {
            None => Ok(()),
            Some((_, reason)) => {
                let reason = (*reason).to_owned();
                Err(Error::NeedsCompile {
                    names: custom
                        .iter()
                        .map(|(custom, _)| custom.name.clone())
                        .collect(),
                    reason,
                })
            }
        }
    }

    /// SQLite runs everything in a transaction: what a migration begins itself is nested in it.
    fn is_transactional(&self, migration: &Migration, direction: Direction) -> bool {
        match (self.session.backend, &migration.work) {
            (DbBackend::MySql, _) => false,
            (DbBackend::Postgres, Work::Rust(object)) => object.use_transaction() != Some(false),
            (DbBackend::Postgres, Work::Sql { up, down }) => {
                let sql = match direction {
                    Direction::Up => Some(up),
                    Direction::Down => down.as_ref(),
                };
                let steps = sql.map(|sql| steps(sql, self.session.backend));
                matches!(steps.as_deref(), None | Some([] | [Step::Whole(_)]))
            }
            _ => true,
        }
    }

    /// Applies or undoes one migration; false where another migrator was faster.
    async fn step(
        &self,
        index: usize,
        direction: Direction,
        interrupted: bool,
    ) -> Result<bool, Error> {
        let migration = &self.set.migrations[index];
        let name = || migration.name.clone();
        let settings = self.session.settings;
        settings.report(match direction {
            Direction::Up => Progress::Applying { name: name() },
            Direction::Down => Progress::Undoing { name: name() },
        });
        let done = match self.is_transactional(migration, direction) {
            true => self.step_in_transaction(index, direction).await?,
            false => self.step_by_step(migration, direction, interrupted).await?,
        };
        if done {
            settings.report(match direction {
                Direction::Up => Progress::Applied { name: name() },
                Direction::Down => Progress::Undone { name: name() },
            });
        }
        Ok(done)
    }

    async fn step_in_transaction(&self, index: usize, direction: Direction) -> Result<bool, Error> {
        let migration = &self.set.migrations[index];
        let mut pause = self.session.settings.table_wait / 4;
        for attempt in 1.. {
            let unit = self
                .session
                .begin(&migration.name, migration.foreign_keys)
                .await?;
            let error = match self.step_in(&unit, index, direction).await {
                Ok(true) => return unit.commit().await.map(|()| true),
                Ok(false) => return unit.rollback().await.map(|()| false),
                Err(error) => error,
            };
            unit.rollback().await?;
            match error {
                StepError::Sql(error) if is_in_use(&error) && attempt < self.attempts() => {
                    pause = self.session.pause(&migration.name, pause).await;
                }
                StepError::Sql(error) => return Err(failed(migration, " and was undone", &error)),
                StepError::Other(error) => return Err(error),
            }
        }
        Ok(false)
    }

    fn attempts(&self) -> u32 {
        match self.session.is_callers_transaction() {
            true => 1,
            false => self.session.settings.attempts,
        }
    }

    async fn step_in(
        &self,
        unit: &Unit<'_>,
        index: usize,
        direction: Direction,
    ) -> Result<bool, StepError> {
        let db = unit.transaction();
        let migration = &self.set.migrations[index];
        let standing = self.standing(db).await?;
        let next = match direction {
            Direction::Up => standing.pending.first(),
            Direction::Down => standing.applied.last(),
        };
        if next != Some(&index) {
            return Ok(false);
        }
        if direction == Direction::Up {
            self.ledger.start(db, migration).await?;
        }
        run(migration, DatabaseExecutor::Transaction(db), direction)
            .await
            .map_err(StepError::Sql)?;
        match direction {
            Direction::Up => self.ledger.finish(db, migration).await?,
            Direction::Down => self.ledger.forget(db, &migration.name).await?,
        }
        Ok(true)
    }

    /// Where no one transaction holds it: the journal shows how far it is.
    async fn step_by_step(
        &self,
        migration: &Migration,
        direction: Direction,
        interrupted: bool,
    ) -> Result<bool, Error> {
        let db = self.session.executor();
        if !self.session.has_lock().await? {
            return Err(Error::LockLost);
        }
        if let Some(sql) = sql_of(migration, direction) {
            let stepwise = Stepwise {
                session: &self.session,
                ledger: &self.ledger,
                migration,
                direction,
            };
            return stepwise.run(sql).await.map(|()| true);
        }
        // Rust of the user's cannot be tried again: what would be several waits is a longer one.
        if self.session.backend == DbBackend::MySql {
            self.session
                .wait_for_tables(self.session.settings.attempts)
                .await?;
        }
        let state = match interrupted {
            true => {
                ", and an earlier run of it was interrupted: a part of it may be in the database"
            }
            false => "; the statements before the one that failed are in the database",
        };
        if direction == Direction::Up {
            self.ledger.start(&db, migration).await?;
        }
        run(migration, self.session.executor(), direction)
            .await
            .map_err(|error| failed(migration, state, &error))?;
        let unit = self
            .session
            .begin(&migration.name, ForeignKeys::Kept)
            .await?;
        let noted = match direction {
            Direction::Up => self.ledger.finish(unit.transaction(), migration).await,
            Direction::Down => {
                self.ledger
                    .forget(unit.transaction(), &migration.name)
                    .await
            }
        };
        unit.end(noted).await.map(|()| true)
    }
}

enum StepError {
    Sql(DbErr),
    Other(Error),
}

impl From<Error> for StepError {
    fn from(error: Error) -> Self {
        Self::Other(error)
    }
}

async fn run(
    migration: &Migration,
    db: DatabaseExecutor<'_>,
    direction: Direction,
) -> Result<(), DbErr> {
    let manager = SchemaManager::new(db);
    match (&migration.work, direction) {
        (Work::Rust(object), Direction::Up) => object.up(&manager).await,
        (Work::Rust(object), Direction::Down) => object.down(&manager).await,
        _ => match sql_of(migration, direction) {
            Some(sql) if is_empty_sql(sql) => Ok(()),
            Some(sql) => manager
                .get_connection()
                .execute_unprepared(sql)
                .await
                .map(drop),
            // `check_runnable` was asked before.
            None => Err(DbErr::Migration("it cannot be run from files".to_owned())),
        },
    }
}

fn sql_of(migration: &Migration, direction: Direction) -> Option<&str> {
    match (&migration.work, direction) {
        (Work::Sql { up, .. }, Direction::Up) => Some(up),
        (Work::Sql { down, .. }, Direction::Down) => down.as_deref(),
        _ => None,
    }
}

pub(crate) fn failed(migration: &Migration, state: &str, error: &DbErr) -> Error {
    Error::Migration {
        name: migration.name.clone(),
        state: state.to_owned(),
        reason: error.to_string(),
    }
}
