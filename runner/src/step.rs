//! One migration: whether it can be run, and how, in one transaction or step by step.
//!
//! Not for which one is next; `run` knows. Where no one transaction holds it, `stepwise` goes on.

use std::collections::BTreeSet;

use crate::error::Error;
use crate::ledger::now;
use crate::refusal::{is_in_use, words};
use crate::run::{Direction, Run};
use crate::set::{Migration, Work, engine_name, is_empty_sql};
use crate::settings::Progress;
use crate::standing::Standing;
use crate::statements::{Step, steps};
use crate::stepwise::Stepwise;
use crate::unit::{ForeignKeys, Unit};
use sea_orm::{ConnectionTrait, DatabaseExecutor, DbBackend, DbErr};
use sea_orm_migration::SchemaManager;

impl Run<'_> {
    /// Finds out before anything runs whether all of it can.
    pub(crate) fn check_runnable(
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
    pub(crate) async fn step(
        &self,
        index: usize,
        direction: Direction,
        standing: &Standing,
    ) -> Result<bool, Error> {
        let migration = &self.set.migrations[index];
        let name = || migration.name.clone();
        let settings = self.session.settings;
        settings.report(match direction {
            Direction::Up => Progress::Applying { name: name() },
            Direction::Down => Progress::Undoing { name: name() },
        });
        let done = match self.is_transactional(migration, direction) {
            true => {
                self.step_in_transaction(migration, direction, &standing.names)
                    .await?
            }
            false => self.step_by_step(index, direction, standing).await?,
        };
        if done {
            settings.report(match direction {
                Direction::Up => Progress::Applied { name: name() },
                Direction::Down => Progress::Undone { name: name() },
            });
        }
        Ok(done)
    }

    async fn step_in_transaction(
        &self,
        migration: &Migration,
        direction: Direction,
        names: &BTreeSet<String>,
    ) -> Result<bool, Error> {
        let mut pause = self.session.settings.table_wait / 4;
        for attempt in 1.. {
            let unit = self
                .session
                .begin(&migration.name, migration.foreign_keys)
                .await?;
            let error = match self.step_in(&unit, migration, direction, names).await {
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
        migration: &Migration,
        direction: Direction,
        names: &BTreeSet<String>,
    ) -> Result<bool, StepError> {
        let db = unit.transaction();
        if self.ledger.names(db).await? != *names {
            return Ok(false);
        }
        let started = now();
        run(migration, DatabaseExecutor::Transaction(db), direction)
            .await
            .map_err(StepError::Sql)?;
        match direction {
            Direction::Up => self.ledger.finish(db, migration, started).await?,
            Direction::Down => self.ledger.forget(db, &migration.name).await?,
        }
        Ok(true)
    }

    /// Where no one transaction holds it: the journal shows how far it is.
    async fn step_by_step(
        &self,
        index: usize,
        direction: Direction,
        standing: &Standing,
    ) -> Result<bool, Error> {
        let migration = &self.set.migrations[index];
        let db = self.session.executor();
        if !self.session.has_lock().await? {
            return Err(Error::LockLost);
        }
        if self.ledger.names(&db).await? != standing.names {
            return Ok(false);
        }
        let started = now();
        if let Some(sql) = sql_of(migration, direction) {
            let journal = match standing.is_begun(index) {
                true => self.ledger.read(&db).await?.journal,
                false => Vec::new(),
            };
            let mut rows = journal.into_iter();
            let earlier = rows.find(|row| row.version == migration.name && !row.finished);
            let stepwise = Stepwise {
                session: &self.session,
                ledger: &self.ledger,
                migration,
                direction,
                started: earlier.as_ref().map_or(started, |row| row.started),
                earlier,
            };
            return stepwise.run(sql).await.map(|()| true);
        }
        // Rust of the user's cannot be tried again: what would be several waits is a longer one.
        if self.session.backend == DbBackend::MySql {
            self.session
                .wait_for_tables(self.session.settings.attempts)
                .await?;
        }
        let state = match standing.is_begun(index) {
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
            Direction::Up => {
                self.ledger
                    .finish(unit.transaction(), migration, started)
                    .await
            }
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
        reason: words(error),
    }
}
