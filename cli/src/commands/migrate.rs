//! `ketch migrate`: applies migrations straight from their files, undoes them, and shows them.
//! What asks no database is in `plan`; `baseline` and `verify` compare databases with schemas.

use std::path::Path;
use std::process::Command;

use ketch::migration;
use ketch::project::{self, Location, Schema};
use ketch_runner::{Direction, DriftCheck, Error, MigrationSet, Report, Resolution, State, Status};
use serde_json::json;

use super::{Done, again, baseline, locate, plan, show, squash, undo, verify};
use crate::arguments::{Change, Leave, Migrate, Migration, Project};
use crate::database::{self, Database};
use crate::exit::Exit;
use crate::progress::Audience;
use crate::terminal::{note, say};

pub(crate) fn run(project: &Project, arguments: &Migrate) -> Done {
    let location = locate(project)?;
    let schema = project::load(&location)?;
    // What it says of engines and folders may be what is at fault.
    if schema.diagnostics.has_errors() {
        show(schema.diagnostics, &schema.sources);
        return Ok(Exit::Error);
    }
    let on_database = |run: &dyn Fn(&Place<'_>) -> Done| {
        let database = database::find(&location.root, &schema.model.settings.engines)?;
        note(&format!("{} ({})", database.url, database.origin));
        run(&Place {
            location: &location,
            schema: &schema,
            database: &database,
        })
    };
    let change = |change: &Change, work: Work<'_>| on_database(&|place| place.change(change, work));
    match &arguments.command {
        Migration::New {
            name,
            timestamp,
            answers,
        } => plan::new(&location, &schema, name, timestamp.as_ref(), answers),
        Migration::Plan { json, answers } => plan::plan(&location, &schema, *json, answers),
        Migration::Sql {
            from,
            to,
            engine,
            down,
        } => {
            let range = [from.as_ref(), to.as_ref()];
            plan::sql(&location, &schema, range, engine.as_ref(), *down)
        }
        Migration::Check => plan::check(&location, &schema),
        Migration::Rehash => plan::rehash(&location, &schema),
        Migration::Verify { scratch_url, json } => {
            verify::run(&location, &schema, scratch_url, *json)
        }
        Migration::Rebase(arguments) => again::rebase(&location, &schema, arguments),
        Migration::Squash(arguments) => squash::run(&location, &schema, arguments),
        Migration::Up {
            number,
            drift,
            change: how,
        } => change(how, Work::Up(*number, drift.check())),
        Migration::Down {
            number,
            leave,
            change: how,
        } => change(how, Work::Down(*number, *leave)),
        Migration::Redo {
            number,
            leave,
            drift,
            change: how,
        } => change(how, Work::Redo(*number, drift.check(), *leave)),
        Migration::Baseline {
            convert,
            change: how,
        } => on_database(&|place| {
            baseline::run(place.location, place.schema, place.database, *convert, how)
        }),
        Migration::Reset { leave, change: how } => change(how, Work::Reset(*leave)),
        Migration::Fresh { change: how } => change(how, Work::Fresh),
        Migration::Resolve {
            name,
            applied,
            change: how,
            ..
        } => on_database(&|place| {
            let resolution = match applied {
                true => Resolution::Applied,
                false => Resolution::RolledBack,
            };
            let files = project::migration_files(place.location, place.schema)?;
            // One that was written by hand may not be in the history yet.
            let known = migration::names(&files).unwrap_or_default();
            let name = plan::named(&known, name).unwrap_or_else(|_| name.clone());
            place.change(how, Work::Resolve(&name, resolution))
        }),
        Migration::Status { json } => on_database(&|place| place.status(*json)),
    }
}

/// Whether a database has a migration, as a whole or half undone.
pub(crate) fn is_applied(state: State) -> bool {
    !matches!(state, State::Pending | State::Interrupted)
}

/// Which migrations, on which database.
pub(crate) struct Place<'a> {
    pub(crate) location: &'a Location,
    pub(crate) schema: &'a Schema,
    pub(crate) database: &'a Database,
}

/// What is to be done there.
#[derive(Clone, Copy)]
enum Work<'a> {
    Up(Option<u32>, DriftCheck),
    Down(u32, Leave),
    Redo(u32, DriftCheck, Leave),
    Reset(Leave),
    Fresh,
    Resolve(&'a str, Resolution),
}

impl Work<'_> {
    /// As the migration crate's own command line has it. What is resolved is not run.
    fn arguments(self) -> Vec<String> {
        let mut arguments = match self {
            Self::Up(None, _) => vec!["up".to_owned()],
            Self::Up(Some(number), _) => vec!["up".to_owned(), format!("-n{number}")],
            Self::Down(number, _) => vec!["down".to_owned(), format!("-n{number}")],
            Self::Redo(number, ..) => vec!["redo".to_owned(), format!("-n{number}")],
            Self::Reset(_) => vec!["reset".to_owned()],
            Self::Fresh => vec!["fresh".to_owned()],
            Self::Resolve(..) => Vec::new(),
        };
        match self.drift() {
            DriftCheck::Accept => arguments.push("--allow-drift".to_owned()),
            DriftCheck::Off => arguments.push("--no-drift-check".to_owned()),
            DriftCheck::Stop => {}
        }
        arguments
    }

    fn drift(self) -> DriftCheck {
        match self {
            Self::Up(_, drift) | Self::Redo(_, drift, _) => drift,
            _ => DriftCheck::Stop,
        }
    }

    /// What was said of the rows of migrations that are undone; nothing where none is.
    fn leave(self) -> Option<Leave> {
        match self {
            Self::Down(_, leave) | Self::Redo(_, _, leave) | Self::Reset(leave) => Some(leave),
            Self::Up(..) | Self::Fresh | Self::Resolve(..) => None,
        }
    }

    fn nothing_done(self) -> &'static str {
        match self {
            Self::Up(..) => "nothing is pending",
            Self::Fresh => "there is no migration to apply",
            _ => "nothing is applied",
        }
    }
}

impl Place<'_> {
    /// Applies what is pending.
    pub(crate) fn up(&self) -> Result<Report, Box<dyn std::error::Error>> {
        self.work(Work::Up(None, DriftCheck::Stop), Audience::People)
    }

    /// Drops everything, and applies all migrations.
    pub(crate) fn fresh(&self) -> Result<Report, Box<dyn std::error::Error>> {
        self.work(Work::Fresh, Audience::People)
    }

    fn change(&self, change: &Change, work: Work<'_>) -> Done {
        let audience = match change.json {
            true => Audience::Program,
            false => Audience::People,
        };
        if !change.dry_run {
            database::confirm(&self.database.url, change.confirm.as_deref())?;
        }
        let losses = match work.leave() {
            Some(leave) => self.undone_with_leave(work, leave, change.dry_run)?,
            None => Vec::new(),
        };
        let report = match change.dry_run {
            true => self.preview(work)?,
            false => self.work(work, audience)?,
        };
        if change.json {
            let report = json!({
                "dry_run": change.dry_run,
                "applied": report.applied,
                "undone": report.undone,
                "adopted": report.adopted,
                "ahead": report.ahead,
                "losses": losses,
            });
            say(&report.to_string());
            return Ok(Exit::Done);
        }
        if change.dry_run {
            let would = |what: &str, names: &[String]| {
                names
                    .iter()
                    .for_each(|name| say(&format!("would {what} {name}")));
            };
            if let Work::Fresh = work {
                say("would drop everything in the database");
            }
            would("adopt", &report.adopted);
            would("undo", &report.undone);
            would("lose", &losses);
            would("apply", &report.applied);
        } else if let Work::Resolve(name, resolution) = work {
            say(&match resolution {
                Resolution::Applied => format!("{name} counts as applied"),
                Resolution::RolledBack => format!("{name} counts as not applied"),
            });
        }
        if report.applied.is_empty() && report.undone.is_empty() {
            say(work.nothing_done());
        }
        Ok(Exit::Done)
    }

    /// What goes with the migrations that work undoes, for which there is leave unless it is only looked at.
    fn undone_with_leave(
        &self,
        work: Work<'_>,
        leave: Leave,
        only_looks: bool,
    ) -> Result<Vec<String>, Box<dyn std::error::Error>> {
        let mut names = self.preview(work)?.undone;
        names.reverse();
        let losses = undo::losses(self, &names)?;
        if !only_looks {
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            let told: Vec<&str> = losses.iter().map(String::as_str).collect();
            undo::consent(&names, &told, leave.accept_data_loss)?;
        }
        Ok(losses)
    }

    fn set(&self) -> Result<MigrationSet, Box<dyn std::error::Error>> {
        let folder = self
            .location
            .outputs(&self.schema.model.settings)?
            .migration;
        let backend = self.database.url.backend();
        Ok(MigrationSet::from_files(&folder, backend)?)
    }

    /// What work would do, as far as that is known before.
    fn preview(&self, work: Work<'_>) -> Result<Report, Box<dyn std::error::Error>> {
        let set = self.set()?;
        let (direction, number) = match work {
            Work::Up(number, _) => (Direction::Up, number),
            Work::Down(number, _) | Work::Redo(number, ..) => (Direction::Down, Some(number)),
            Work::Reset(_) => (Direction::Down, None),
            Work::Fresh => {
                return Ok(Report {
                    applied: set.names().map(str::to_owned).collect(),
                    ..Report::default()
                });
            }
            Work::Resolve(name, resolution) => {
                let names = vec![name.to_owned()];
                return Ok(match resolution {
                    Resolution::Applied => Report {
                        applied: names,
                        ..Report::default()
                    },
                    Resolution::RolledBack => Report {
                        undone: names,
                        ..Report::default()
                    },
                });
            }
        };
        let (people, drift) = (Audience::People, work.drift());
        let database = database::to_look_at(self.database)?;
        let mut report = database::with_connection(&database, people, drift, {
            async |connection, settings| {
                ketch_runner::preview(connection, &set, direction, number, settings).await
            }
        })?;
        if let Work::Redo(..) = work {
            report.applied = report.undone.iter().rev().cloned().collect();
        }
        Ok(report)
    }

    /// Runs on the files, or where one of the migrations has Rust of its own, in the migration crate.
    fn work(
        &self,
        work: Work<'_>,
        audience: Audience,
    ) -> Result<Report, Box<dyn std::error::Error>> {
        let set = self.set()?;
        let done = database::with_connection(self.database, audience, work.drift(), {
            async |db, settings| match work {
                Work::Up(number, _) => ketch_runner::up(db, &set, number, settings).await,
                Work::Down(number, _) => ketch_runner::down(db, &set, Some(number), settings).await,
                Work::Redo(number, ..) => ketch_runner::redo(db, &set, number, settings).await,
                Work::Reset(_) => ketch_runner::reset(db, &set, settings).await,
                Work::Fresh => ketch_runner::fresh(db, &set, settings).await,
                Work::Resolve(name, resolution) => {
                    ketch_runner::resolve(db, &set, name, resolution, settings).await
                }
            }
        });
        let (names, reason) = match done {
            Err(Error::NeedsCompile { names, reason }) => (names, reason),
            done => return Ok(done?),
        };
        note(&format!(
            "compiling the migration crate, since {} cannot run from files: {reason}",
            names.join(", ")
        ));
        let before = self.applied()?;
        let folder = self
            .location
            .outputs(&self.schema.model.settings)?
            .migration;
        compiled(
            &folder,
            self.location,
            self.database,
            audience,
            &work.arguments(),
        )?;
        let after = self.applied()?;
        let without = |names: &[String], others: &[String]| -> Vec<String> {
            let mut names = names.to_vec();
            names.retain(|name| !others.contains(name));
            names
        };
        let mut report = Report {
            applied: without(&after, &before),
            undone: without(&before, &after),
            ..Report::default()
        };
        if let Work::Fresh = work {
            report.applied.clone_from(&after);
        }
        if let Work::Redo(number, ..) = work {
            let newest = after.len().saturating_sub(number as usize);
            report.applied = after[newest..].to_vec();
            report.undone = report.applied.iter().rev().cloned().collect();
        }
        Ok(report)
    }

    fn read(&self) -> Result<Status, Box<dyn std::error::Error>> {
        let set = self.set()?;
        let (people, drift) = (Audience::People, DriftCheck::Off);
        let database = database::to_look_at(self.database)?;
        let status = database::with_connection(&database, people, drift, {
            async |connection, settings| ketch_runner::status(connection, &set, settings).await
        })?;
        Ok(status)
    }

    fn applied(&self) -> Result<Vec<String>, Box<dyn std::error::Error>> {
        let migrations = self.read()?.migrations.into_iter();
        Ok(migrations
            .filter(|(_, state)| is_applied(*state))
            .map(|(name, _)| name)
            .collect())
    }

    fn status(&self, as_json: bool) -> Done {
        let status = self.read()?;
        match as_json {
            false => say(&status.to_string()),
            true => {
                let migration = |(name, state): &(String, State)| {
                    let word = match state {
                        State::Applied => "applied",
                        State::AppliedElsewhere => "applied_elsewhere",
                        State::Folded => "folded",
                        State::Pending => "pending",
                        State::Interrupted => "interrupted",
                        State::HalfUndone => "half_undone",
                    };
                    json!({ "name": name, "state": word })
                };
                let faults = status.faults.iter().map(ToString::to_string);
                let status = json!({
                    "migrations": status.migrations.iter().map(migration).collect::<Vec<_>>(),
                    "ahead": status.ahead,
                    "faults": faults.collect::<Vec<_>>(),
                });
                say(&status.to_string());
            }
        }
        match status.faults.is_empty() {
            true => Ok(Exit::Done),
            false => Ok(Exit::Error),
        }
    }
}

/// Runs a command of the migration crate, on the database that these variables name.
pub(crate) fn compiled(
    folder: &Path,
    location: &Location,
    database: &Database,
    audience: Audience,
    arguments: &[String],
) -> Result<(), Box<dyn std::error::Error>> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command
        .args(["run", "--quiet", "--manifest-path"])
        .arg(folder.join("Cargo.toml"))
        .arg("--")
        .args(arguments)
        .current_dir(&location.root)
        .env(
            "KETCH_DESTROY",
            database.url.database_name().unwrap_or_default(),
        )
        .envs(
            database
                .variables
                .iter()
                .map(|(name, value)| (*name, value)),
        );
    if audience != Audience::People {
        command.stdout(std::io::stderr());
    }
    let status = command
        .status()
        .map_err(|error| format!("cannot run cargo: {error}"))?;
    if status.success() {
        Ok(())
    } else {
        Err("the migration crate did not succeed; its message is above".into())
    }
}
