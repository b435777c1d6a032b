//! Migrations that no one transaction holds: all of MySQL's, and PostgreSQL's with statements that
//! it takes only outside of one.
//!
//! The journal is told of each step before it begins, and what was interrupted goes on there:
//! what a transaction holds is noted in it, and of what commits itself the catalog says whether it
//! was done. Not for where a file is cut; `statements` does that.
//!
//! *mark*: the journal's note. *resumed*: begun by an earlier run.

use ketch_history::Digest;
use sea_orm::ConnectionTrait;

use crate::error::Error;
use crate::ledger::{Doing, JournalRow, Ledger, Mark};
use crate::probe::{IndexState, drop_index, index_state, probe};
use crate::refusal::is_in_use;
use crate::run::Direction;
use crate::session::Session;
use crate::set::Migration;
use crate::settings::Progress;
use crate::statements::{Step, outruns_log, steps};
use crate::step::failed;
use crate::unit::ForeignKeys;

/// One migration on its way.
pub(crate) struct Stepwise<'r> {
    pub(crate) session: &'r Session<'r>,
    pub(crate) ledger: &'r Ledger,
    pub(crate) migration: &'r Migration,
    pub(crate) direction: Direction,
    /// What an earlier run, which did not end, left in the journal.
    pub(crate) earlier: Option<JournalRow>,
    /// When the first of all runs began.
    pub(crate) started: i64,
}

impl Stepwise<'_> {
    /// Runs what is left of the SQL, and writes to the ledger that it is done.
    pub(crate) async fn run(&self, sql: &str) -> Result<(), Error> {
        let steps = steps(sql, self.session.backend);
        let mark = self.start(&steps)?;
        for (number, step) in steps.iter().enumerate() {
            let is_done = number < mark.step;
            if is_done && !matches!(step, Step::Session(_)) {
                continue;
            }
            if !is_done {
                self.session.settings.report(Progress::Step {
                    name: self.migration.name.clone(),
                    number: number + 1,
                    of: steps.len(),
                });
            }
            let resumed = (number == mark.step)
                .then_some(mark.doing.as_ref())
                .flatten();
            self.step(&steps, number, resumed).await?;
        }
        let unit = self
            .session
            .begin(&self.migration.name, ForeignKeys::Kept)
            .await?;
        let db = unit.transaction();
        let written = match self.direction {
            Direction::Up => self.ledger.finish(db, self.migration, self.started).await,
            Direction::Down => self.ledger.forget(db, &self.migration.name).await,
        };
        unit.end(written).await
    }

    /// Where to begin: where an earlier run was interrupted, or at the first step.
    fn start(&self, steps: &[Step<'_>]) -> Result<Mark, Error> {
        let name = &self.migration.name;
        let Some(row) = &self.earlier else {
            return Ok(mark(steps, 0, None));
        };
        let differs = |reason: &str| Error::Unresumable {
            name: name.clone(),
            reason: reason.to_owned(),
        };
        let Some(found) = &row.mark else {
            return Err(differs("an earlier run of it went through Rust"));
        };
        let text = steps.get(..found.step).map(done);
        if text.as_ref() != Some(&found.done) {
            return Err(differs(
                "the SQL of the steps that an earlier run did has changed since",
            ));
        }
        self.session.settings.report(Progress::Resuming {
            name: name.clone(),
            done: found.step,
            of: steps.len(),
        });
        Ok(found.clone())
    }

    async fn step(
        &self,
        steps: &[Step<'_>],
        number: usize,
        resumed: Option<&Doing>,
    ) -> Result<(), Error> {
        let db = self.session.executor();
        match &steps[number] {
            Step::Session(sql) => match db.execute_unprepared(sql).await {
                Ok(_) => Ok(()),
                Err(error) => Err(self.failed(steps, number, &error)),
            },
            Step::Whole(statements) => self.whole(steps, number, statements).await,
            Step::Alone(sql) => {
                if self.is_done(resumed, sql).await? {
                    return Ok(());
                }
                self.begin(steps, number).await?;
                self.alone(steps, number, sql).await
            }
            Step::Index(index) => {
                let state = index_state(&db, index).await?;
                if state == IndexState::Valid && resumed.is_some() {
                    return Ok(());
                }
                if state == IndexState::Invalid {
                    self.session.settings.report(Progress::Repairing {
                        index: index.name.to_owned(),
                    });
                    drop_index(&db, index).await?;
                }
                self.begin(steps, number).await?;
                let built = self.alone(steps, number, index.sql).await;
                match index_state(&db, index).await {
                    Ok(IndexState::Invalid) => {
                        drop_index(&db, index).await?;
                        built?;
                        Err(Error::InvalidIndex {
                            name: self.migration.name.clone(),
                            index: index.name.to_owned(),
                        })
                    }
                    _ => built,
                }
            }
        }
    }

    /// Whether the step that an earlier run began was done.
    async fn is_done(&self, resumed: Option<&Doing>, sql: &str) -> Result<bool, Error> {
        let Some(doing) = resumed else {
            return Ok(false);
        };
        let now = probe(&self.session.executor(), &doing.text).await?;
        let is_done = now.to_string() != doing.probe;
        // What failed may have been mended; what was done is another thing than what is there now.
        if is_done && doing.text != sql {
            return Err(Error::Unresumable {
                name: self.migration.name.clone(),
                reason:
                    "the SQL of the step that was interrupted has changed since, and it was done"
                        .to_owned(),
            });
        }
        Ok(is_done)
    }

    /// Notes that a step begins which commits itself, and with it that those before are done.
    async fn begin(&self, steps: &[Step<'_>], number: usize) -> Result<(), Error> {
        let db = self.session.executor();
        let sql = steps[number].sql();
        let doing = Doing {
            probe: probe(&db, &sql).await?.to_string(),
            text: sql,
        };
        let outruns_log = outruns_log(&doing.text);
        let mark = mark(steps, number, Some(doing));
        self.note(&db, &mark).await?;
        match outruns_log {
            true => self.session.keep_log().await,
            false => Ok(()),
        }
    }

    /// Tries again while others use the tables: what waits in vain was not begun.
    async fn alone(&self, steps: &[Step<'_>], number: usize, sql: &str) -> Result<(), Error> {
        let db = self.session.executor();
        let mut pause = self.session.settings.table_wait / 4;
        for attempt in 1.. {
            match db.execute_unprepared(sql).await {
                Ok(_) => break,
                Err(error) if is_in_use(&error) && attempt < self.session.settings.attempts => {
                    pause = self.session.pause(&self.migration.name, pause).await;
                }
                Err(error) => return Err(self.failed(steps, number, &error)),
            }
        }
        Ok(())
    }

    /// Statements, and the note that they are done, in one transaction.
    async fn whole(
        &self,
        steps: &[Step<'_>],
        number: usize,
        statements: &[&str],
    ) -> Result<(), Error> {
        let mark = mark(steps, number + 1, None);
        let mut pause = self.session.settings.table_wait / 4;
        for attempt in 1.. {
            let unit = self
                .session
                .begin(&self.migration.name, ForeignKeys::Kept)
                .await?;
            let mut done = Ok(());
            for sql in statements {
                done = unit.transaction().execute_unprepared(sql).await.map(drop);
                if done.is_err() {
                    break;
                }
            }
            let error = match done {
                Ok(()) => {
                    let noted = self.note(unit.transaction(), &mark).await;
                    return unit.end(noted).await;
                }
                Err(error) => error,
            };
            unit.rollback().await?;
            if !is_in_use(&error) || attempt >= self.session.settings.attempts {
                return Err(self.failed(steps, number, &error));
            }
            pause = self.session.pause(&self.migration.name, pause).await;
        }
        Ok(())
    }

    /// Writes to the journal how far it is.
    async fn note(&self, db: &impl ConnectionTrait, mark: &Mark) -> Result<(), Error> {
        self.ledger
            .mark(db, self.migration, self.started, mark)
            .await
    }

    fn failed(&self, steps: &[Step<'_>], number: usize, error: &sea_orm::DbErr) -> Error {
        let again = match self.direction {
            Direction::Up => "the next `up` goes on with it",
            Direction::Down => "the next `down` goes on with it",
        };
        let state = format!(
            " at step {} of {}; those before it are in the database, and {again}",
            number + 1,
            steps.len()
        );
        failed(self.migration, &state, error)
    }
}

fn mark(steps: &[Step<'_>], step: usize, doing: Option<Doing>) -> Mark {
    Mark {
        step,
        done: done(&steps[..step]),
        doing,
    }
}

fn done(steps: &[Step<'_>]) -> String {
    let texts: Vec<String> = steps.iter().map(Step::sql).collect();
    Digest::of(texts.join(";\n")).to_string()
}
