//! Applying, undoing and showing migrations: which one is next, until none is left.
//!
//! The ledger is read under the lock, and asked again inside the transaction that applies a migration
//! whether it is as it was read: of many migrators that start at once, each migration is applied by
//! one, and none of them fails.
//! Not for one migration by itself; `step` runs it.

use crate::clear::clear;
use crate::drift;
use crate::error::Error;
use crate::ledger::{LEDGER, Ledger};
use crate::session::Session;
use crate::set::MigrationSet;
use crate::settings::{Consent, DriftCheck, Progress, Settings};
use crate::standing::{Standing, standing};
use crate::status::{Status, status_of};
use crate::unit::ForeignKeys;
use sea_orm::{ConnectionTrait, DatabaseExecutor, DbBackend, IntoDatabaseExecutor};

/// What a run did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Applied, in order.
    pub applied: Vec<String>,
    /// Undone, in order.
    pub undone: Vec<String>,
    /// Applied earlier by a tool that keeps no journal, or as the migrations that a baseline stands
    /// for, and taken into the journal now.
    pub adopted: Vec<String>,
    /// Newer migrations that the database has and the code does not.
    pub ahead: Vec<String>,
    /// Applied by another migration crate, and gone from the ledger, since those that are applied now
    /// stand for them.
    pub replaced: Vec<String>,
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
    pub(crate) report: Report,
    /// Whether a baseline took the place of other rows, so that the record is of another origin.
    has_folded: bool,
}

/// Applies what is pending, or the next `steps` of it.
pub async fn up<'c>(
    db: impl IntoDatabaseExecutor<'c>,
    set: &MigrationSet,
    steps: Option<u32>,
    settings: &Settings,
) -> Result<Report, Error> {
    Run::plain(db, set, settings).await?.up(steps).await
}

/// Undoes what is applied, or the last `steps` of it.
pub async fn down<'c>(
    db: impl IntoDatabaseExecutor<'c>,
    set: &MigrationSet,
    steps: Option<u32>,
    settings: &Settings,
) -> Result<Report, Error> {
    Run::plain(db, set, settings).await?.down(steps).await
}

/// Shows how the database stands. Changes nothing and takes no lock.
pub async fn status<'c>(
    db: impl IntoDatabaseExecutor<'c>,
    set: &MigrationSet,
    settings: &Settings,
) -> Result<Status, Error> {
    Run::plain(db, set, settings).await?.status().await
}

/// Drops everything, then applies all migrations.
pub async fn fresh<'c>(
    db: impl IntoDatabaseExecutor<'c>,
    set: &MigrationSet,
    settings: &Settings,
) -> Result<Report, Error> {
    Run::plain(db, set, settings).await?.fresh().await
}

/// Undoes all migrations, then applies them.
pub async fn refresh<'c>(
    db: impl IntoDatabaseExecutor<'c>,
    set: &MigrationSet,
    settings: &Settings,
) -> Result<Report, Error> {
    Run::plain(db, set, settings).await?.refresh().await
}

/// Undoes the last `steps` of what is applied, and applies as many.
pub async fn redo<'c>(
    db: impl IntoDatabaseExecutor<'c>,
    set: &MigrationSet,
    steps: u32,
    settings: &Settings,
) -> Result<Report, Error> {
    Run::plain(db, set, settings).await?.redo(steps).await
}

/// What a call of [`up`] or [`down`] would do; nothing is changed, and no lock is taken.
pub async fn preview<'c>(
    db: impl IntoDatabaseExecutor<'c>,
    set: &MigrationSet,
    direction: Direction,
    steps: Option<u32>,
    settings: &Settings,
) -> Result<Report, Error> {
    Run::plain(db, set, settings)
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
    Run::plain(db, set, settings).await?.reset().await
}

impl<'c> Run<'c> {
    /// With the ledger that SeaORM's tools know.
    pub(crate) async fn plain<'d: 'c>(
        db: impl IntoDatabaseExecutor<'d>,
        set: &'c MigrationSet,
        settings: &'c Settings,
    ) -> Result<Self, Error> {
        Self::open(db.into_database_executor(), set, LEDGER, settings).await
    }

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
            has_folded: false,
        })
    }

    pub(crate) async fn up(mut self, steps: Option<u32>) -> Result<Report, Error> {
        let result = self.up_if_needed(steps).await;
        self.finish(result).await
    }

    pub(crate) async fn down(mut self, steps: Option<u32>) -> Result<Report, Error> {
        let result = self.down_locked(steps).await;
        self.finish(result).await
    }

    pub(crate) async fn fresh(mut self) -> Result<Report, Error> {
        let result = self.fresh_locked().await;
        self.finish(result).await
    }

    pub(crate) async fn refresh(mut self) -> Result<Report, Error> {
        let result = async {
            self.may_destroy("refresh")?;
            self.down_locked(None).await?;
            self.up_locked(None).await
        };
        let result = result.await;
        self.finish(result).await
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
            let standing = self.standing(&self.session.executor()).await?;
            self.check_drift(&standing).await?;
            self.down_locked(Some(steps)).await?;
            let undone = u32::try_from(self.report.undone.len()).unwrap_or(u32::MAX);
            self.up_locked(Some(undone)).await
        };
        let result = result.await;
        self.finish(result).await
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
        let standing = self.ready(direction).await?;
        let limit = steps.map_or(usize::MAX, |steps| steps as usize);
        let planned: Vec<usize> = match direction {
            Direction::Up => standing.pending.iter().take(limit).copied().collect(),
            Direction::Down => standing.applied.iter().rev().take(limit).copied().collect(),
        };
        match self.check_runnable(&planned, direction, None) {
            // Then it is compiled.
            Ok(()) | Err(Error::NeedsCompile { .. }) => {}
            Err(error) => return Err(error),
        }
        if direction == Direction::Up && !planned.is_empty() {
            self.check_drift(&standing).await?;
        }
        let names = |indexes: &[usize]| -> Vec<String> {
            let migrations = indexes.iter().map(|index| &self.set.migrations[*index]);
            migrations.map(|migration| migration.name.clone()).collect()
        };
        self.report = match direction {
            Direction::Up => Report {
                applied: names(&planned),
                adopted: [names(&standing.folded), names(&standing.adopted)].concat(),
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

    pub(crate) async fn status(self) -> Result<Status, Error> {
        let status = status_of(self.set, &self.ledger, &self.session.executor()).await;
        self.session.close(status.is_ok()).await;
        status
    }

    pub(crate) async fn close(self, result: Result<(), Error>) -> Result<Report, Error> {
        self.session.close(result.is_ok()).await;
        result.map(|()| self.report)
    }

    /// Keeps what the catalog shows after what this run did, and ends it. Where something went wrong
    /// the server may be gone: then nothing is kept, and the next run says so.
    pub(crate) async fn finish(self, result: Result<(), Error>) -> Result<Report, Error> {
        let is_changed =
            self.has_folded || !self.report.applied.is_empty() || !self.report.undone.is_empty();
        let is_accepted = self.session.settings.drift == DriftCheck::Accept;
        if result.is_ok() && (is_changed || is_accepted) {
            self.keep_catalog().await;
        }
        self.close(result).await
    }

    /// Keeps what the catalog shows. Where that cannot be, what was done is done all the same.
    pub(crate) async fn keep_catalog(&self) {
        if let Err(error) = self.record_catalog().await {
            let reason = error.to_string();
            let settings = self.session.settings;
            settings.report(Progress::NotRecorded { reason });
        }
    }

    async fn record_catalog(&self) -> Result<(), Error> {
        let standing = self.standing(&self.session.executor()).await?;
        if standing.is_halfway() {
            return Ok(());
        }
        drift::record(&self.session, &self.ledger, &self.set.schemas).await
    }

    /// That nothing but migrations changed the database since the last one.
    async fn check_drift(&self, standing: &Standing) -> Result<(), Error> {
        if standing.is_halfway() {
            // It is gone on with, from wherever it is.
            return Ok(());
        }
        let last = standing.applied.last();
        let last = last.map(|index| self.set.migrations[*index].name.as_str());
        match last {
            Some(last) => drift::check(&self.session, &self.ledger, last).await,
            None => Ok(()),
        }
    }

    pub(crate) async fn standing(&self, db: &impl ConnectionTrait) -> Result<Standing, Error> {
        Ok(standing(
            self.set,
            &self.ledger.read(db).await?,
            self.session.backend,
        ))
    }

    /// How the database stands, where nothing is in the way of going on in that direction.
    async fn ready(&self, direction: Direction) -> Result<Standing, Error> {
        let standing = self.standing(&self.session.executor()).await?;
        if direction == Direction::Down && !standing.ahead.is_empty() {
            return Err(Error::Ahead {
                names: standing.ahead,
            });
        }
        standing.check()?;
        self.check_finished(&standing, direction)?;
        Ok(standing)
    }

    /// An app that starts with nothing to do takes no lock and needs no right to write.
    async fn up_if_needed(&mut self, steps: Option<u32>) -> Result<(), Error> {
        let standing = self.ready(Direction::Up).await?;
        let accepts = self.session.settings.drift == DriftCheck::Accept;
        let is_noted = standing.adopted.is_empty() && standing.folded.is_empty();
        if standing.pending.is_empty() && is_noted && !accepts {
            self.note_ahead(standing);
            return Ok(());
        }
        self.check_runnable(&standing.pending, Direction::Up, steps)?;
        self.session.lock().await?;
        let standing = self.standing(&self.session.executor()).await?;
        if !standing.pending.is_empty() || !standing.folded.is_empty() {
            self.check_drift(&standing).await?;
        }
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
        self.fold().await?;
        self.adopt().await?;
        let standing = self.go_on(Direction::Up, steps).await?;
        self.note_ahead(standing);
        Ok(())
    }

    async fn down_locked(&mut self, steps: Option<u32>) -> Result<(), Error> {
        let standing = self.standing(&self.session.executor()).await?;
        let newest: Vec<usize> = standing.applied.iter().rev().copied().collect();
        self.check_runnable(&newest, Direction::Down, steps)?;
        self.session.lock().await?;
        self.create_ledger().await?;
        self.fold().await?;
        self.go_on(Direction::Down, steps).await.map(drop)
    }

    /// Applies or undoes one migration after another; how the database stands then.
    async fn go_on(&mut self, direction: Direction, steps: Option<u32>) -> Result<Standing, Error> {
        let mut standing = self.ready(direction).await?;
        let mut left = steps.unwrap_or(u32::MAX);
        while left > 0 {
            let next = match direction {
                Direction::Up => standing.pending.first(),
                Direction::Down => standing.applied.last(),
            };
            let Some(next) = next.copied() else {
                break;
            };
            if !self.step(next, direction, &standing).await? {
                // Another migrator was faster.
                standing = self.ready(direction).await?;
                continue;
            }
            let name = &self.set.migrations[next].name;
            standing.follow(next, name, direction);
            match direction {
                Direction::Up => self.report.applied.push(name.clone()),
                Direction::Down => self.report.undone.push(name.clone()),
            }
            left -= 1;
        }
        Ok(standing)
    }

    /// What was begun in one direction is finished in it before anything else.
    pub(crate) fn check_finished(
        &self,
        standing: &Standing,
        direction: Direction,
    ) -> Result<(), Error> {
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

    /// Does something to the ledger's tables: in one transaction, but on MySQL, which has none for that.
    async fn with_ledger<T>(
        &self,
        work: impl AsyncFnOnce(&DatabaseExecutor<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        if self.session.backend == DbBackend::MySql {
            return work(&self.session.executor()).await;
        }
        let unit = self
            .session
            .begin(&self.ledger.table, ForeignKeys::Kept)
            .await?;
        let done = work(&DatabaseExecutor::Transaction(unit.transaction())).await;
        unit.end(done).await
    }

    pub(crate) async fn create_ledger(&self) -> Result<(), Error> {
        self.with_ledger(async |db| self.ledger.create(db).await)
            .await
    }

    async fn drop_ledger(&self) -> Result<(), Error> {
        self.with_ledger(async |db| self.ledger.drop(db).await)
            .await
    }

    /// Puts baselines in the place of the migrations that they stand for, where the database has
    /// them all.
    pub(crate) async fn fold(&mut self) -> Result<(), Error> {
        let db = self.session.executor();
        if self.standing(&db).await?.folded.is_empty() {
            return Ok(());
        }
        let unit = self
            .session
            .begin(&self.ledger.table, ForeignKeys::Kept)
            .await?;
        let folded = self.fold_in(unit.transaction()).await;
        for name in unit.end(folded).await? {
            let progress = Progress::Folded { name: name.clone() };
            self.session.settings.report(progress);
            self.report.adopted.push(name);
            self.has_folded = true;
        }
        Ok(())
    }

    async fn fold_in(&self, db: &impl ConnectionTrait) -> Result<Vec<String>, Error> {
        let mut names = Vec::new();
        for index in self.standing(db).await?.folded {
            let baseline = &self.set.migrations[index];
            self.ledger.fold(db, baseline).await?;
            names.push(baseline.name.clone());
        }
        Ok(names)
    }

    /// Takes into the journal what other tools applied.
    async fn adopt(&mut self) -> Result<(), Error> {
        let db = self.session.executor();
        if self.standing(&db).await?.adopted.is_empty() {
            return Ok(());
        }
        let names = self.with_ledger(async |db| self.adopt_in(db).await).await?;
        if !names.is_empty() {
            let progress = Progress::Adopted {
                names: names.clone(),
            };
            self.session.settings.report(progress);
        }
        self.report.adopted.extend(names);
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
}
