//! Applying, undoing and showing migrations.
//!
//! What is pending is read again inside the transaction that applies it, under the lock: of many
//! migrators that start at once, each migration is applied by one, and none of them fails.

use std::fmt;

use sea_orm::{ConnectionTrait, DatabaseExecutor, DbBackend, DbErr, IntoDatabaseExecutor};
use sea_orm_migration::SchemaManager;
use tokio::time::sleep;

use crate::clear::clear;
use crate::error::Error;
use crate::ledger::{LEDGER, Ledger};
use crate::lock::jittered;
use crate::session::{ForeignKeys, Session, Unit, driver_code};
use crate::set::{Migration, MigrationSet, Work, engine_name, is_empty_sql};
use crate::settings::{Consent, Progress, Settings};
use crate::standing::{Standing, standing};

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

/// How a database stands.
#[derive(Debug)]
pub struct Status {
    /// The code's migrations, oldest first.
    pub migrations: Vec<(String, State)>,
    /// Newer migrations that the database has, and that follow the code's last one.
    pub ahead: Vec<String>,
    /// What stands in the way of applying.
    pub faults: Vec<Error>,
}

/// How one migration stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Applied by ketch.
    Applied,
    /// Applied by a tool that keeps no journal.
    AppliedElsewhere,
    /// Not applied.
    Pending,
    /// Begun, and perhaps half applied (MySQL).
    Interrupted,
}

#[derive(Clone, Copy, PartialEq)]
enum Direction {
    Up,
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

    pub(crate) async fn status(self) -> Result<Status, Error> {
        let status = status_of(self.set, &self.ledger, &self.session.executor()).await;
        self.session.close().await;
        status
    }

    async fn close(self, result: Result<(), Error>) -> Result<Report, Error> {
        self.session.close().await;
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
            if self.session.is_callers_transaction() && !self.is_transactional(migration) {
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
    fn is_transactional(&self, migration: &Migration) -> bool {
        match (self.session.backend, &migration.work) {
            (DbBackend::MySql, _) => false,
            (DbBackend::Postgres, Work::Rust(object)) => object.use_transaction() != Some(false),
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
        let done = match self.is_transactional(migration) {
            true => self.step_in_transaction(index, direction).await?,
            false => {
                self.step_by_statement(migration, direction, interrupted)
                    .await?
            }
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
                StepError::Sql(error) if is_lock_timeout(&error) && attempt < self.attempts() => {
                    let reason = "its tables are in use".to_owned();
                    self.session.settings.report(Progress::Retrying {
                        name: migration.name.clone(),
                        reason,
                    });
                    sleep(jittered(pause)).await;
                    pause = (pause * 2).min(std::time::Duration::from_secs(30));
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

    /// Where the engine commits each statement: the journal shows that a migration was begun.
    async fn step_by_statement(
        &self,
        migration: &Migration,
        direction: Direction,
        interrupted: bool,
    ) -> Result<bool, Error> {
        let db = self.session.executor();
        if direction == Direction::Up {
            self.ledger.start(&db, migration).await?;
        }
        let state = match interrupted {
            true => {
                ", and an earlier run of it was interrupted: a part of it may be in the database"
            }
            false => "; the statements before the one that failed are in the database",
        };
        run(migration, self.session.executor(), direction)
            .await
            .map_err(|error| failed(migration, state, &error))?;
        match direction {
            Direction::Up => self.ledger.finish(&db, migration).await?,
            Direction::Down => self.ledger.forget(&db, &migration.name).await?,
        }
        Ok(true)
    }
}

/// Reads how the database stands; needs no lock.
pub(crate) async fn status_of(
    set: &MigrationSet,
    ledger: &Ledger,
    db: &impl ConnectionTrait,
) -> Result<Status, Error> {
    let standing = standing(set, &ledger.read(db).await?, ledger.backend);
    let state = |index: usize| match () {
        () if standing.interrupted.contains(&index) => State::Interrupted,
        () if standing.pending.contains(&index) => State::Pending,
        () if standing.adopted.contains(&index) => State::AppliedElsewhere,
        () => State::Applied,
    };
    let migrations = set
        .names()
        .enumerate()
        .map(|(index, name)| (name.to_owned(), state(index)));
    Ok(Status {
        migrations: migrations.collect(),
        faults: standing.faults(),
        ahead: standing.ahead,
    })
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Applied => "applied",
            Self::AppliedElsewhere => "applied by another tool",
            Self::Pending => "pending",
            Self::Interrupted => "pending, and a run of it was interrupted",
        })
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.migrations.is_empty() {
            f.write_str("no migrations")?;
        }
        for (index, (name, state)) in self.migrations.iter().enumerate() {
            let newline = if index == 0 { "" } else { "\n" };
            write!(f, "{newline}{name}: {state}")?;
        }
        self.ahead
            .iter()
            .try_for_each(|name| write!(f, "\n{name}: applied, and newer than this checkout"))?;
        self.faults
            .iter()
            .try_for_each(|fault| write!(f, "\nerror: {fault}"))
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
    let sql = match (&migration.work, direction) {
        (Work::Rust(object), Direction::Up) => return object.up(&SchemaManager::new(db)).await,
        (Work::Rust(object), Direction::Down) => return object.down(&SchemaManager::new(db)).await,
        (Work::Sql { up, .. }, Direction::Up) => up,
        (
            Work::Sql {
                down: Some(down), ..
            },
            Direction::Down,
        ) => down,
        // `check_runnable` was asked before.
        _ => return Err(DbErr::Migration("it cannot be run from files".to_owned())),
    };
    match is_empty_sql(sql) {
        true => Ok(()),
        false => db.execute_unprepared(sql).await.map(drop),
    }
}

fn failed(migration: &Migration, state: &'static str, error: &DbErr) -> Error {
    Error::Migration {
        name: migration.name.clone(),
        state,
        reason: error.to_string(),
    }
}

/// PostgreSQL's `lock_not_available`.
fn is_lock_timeout(error: &DbErr) -> bool {
    driver_code(error).as_deref() == Some("55P03")
}
