//! `ketch migrate`: applies migrations straight from their files, undoes them, and shows them.
//! What asks no database is in `plan`.

use std::path::Path;
use std::process::Command;

use ketch::project::{self, Location, Schema};
use ketch_runner::{Error, MigrationSet, Report};

use super::{Done, locate, plan, show};
use crate::arguments::{Migrate, Migration, Project};
use crate::database::{self, Database};
use crate::exit::Exit;
use crate::terminal::{note, say};

pub(crate) fn run(project: &Project, arguments: &Migrate) -> Done {
    let location = locate(project)?;
    let schema = project::load(&location)?;
    // A schema in the middle of a change still says where its migrations are.
    if schema.diagnostics.has_errors() {
        show(schema.diagnostics, &schema.sources);
        return Ok(Exit::Error);
    }
    match &arguments.command {
        Migration::New {
            name,
            timestamp,
            answers,
        } => return plan::new(&location, &schema, name, timestamp.as_ref(), answers),
        Migration::Plan { json, answers } => {
            return plan::plan(&location, &schema, *json, answers);
        }
        Migration::Sql {
            from,
            to,
            engine,
            down,
        } => {
            let range = [from.as_ref(), to.as_ref()];
            return plan::sql(&location, &schema, range, engine.as_ref(), *down);
        }
        Migration::Check => return plan::check(&location, &schema),
        Migration::Rehash => return plan::rehash(&location, &schema),
        _ => {}
    }
    let database = database::find(&location.root, &schema.model.settings.engines)?;
    note(&format!("{} ({})", database.url, database.origin));
    match &arguments.command {
        Migration::New { .. }
        | Migration::Plan { .. }
        | Migration::Sql { .. }
        | Migration::Check
        | Migration::Rehash => {}
        Migration::Up { number, confirm } => {
            database::confirm(&database.url, confirm.as_deref())?;
            let report = up(&location, &schema, &database, *number)?;
            if report.is_some_and(|report| report.applied.is_empty()) {
                say("nothing is pending");
            }
        }
        Migration::Down { number, confirm } => {
            database::confirm(&database.url, confirm.as_deref())?;
            let arguments = ["down".to_owned(), "-n".to_owned(), number.to_string()];
            let report = from_files_or_compiled(&location, &schema, &database, &arguments, {
                async |connection, set, settings| {
                    ketch_runner::down(connection, set, Some(*number), settings).await
                }
            })?;
            if report.is_some_and(|report| report.undone.is_empty()) {
                say("nothing is applied");
            }
        }
        Migration::Reset { confirm } => {
            database::confirm(&database.url, confirm.as_deref())?;
            let arguments = ["reset".to_owned()];
            from_files_or_compiled(&location, &schema, &database, &arguments, {
                async |connection, set, settings| {
                    ketch_runner::reset(connection, set, settings).await
                }
            })?;
        }
        Migration::Status => {
            let set = read(&location, &schema, &database)?;
            let status = database::with_connection(&database, async |connection, settings| {
                ketch_runner::status(connection, &set, settings).await
            })?;
            say(&status.to_string());
            if !status.faults.is_empty() {
                return Ok(Exit::Error);
            }
        }
    }
    Ok(Exit::Done)
}

/// Applies what is pending. No report: the migration crate was compiled and did it, and said so.
pub(crate) fn up(
    location: &Location,
    schema: &Schema,
    database: &Database,
    number: Option<u32>,
) -> Result<Option<Report>, Box<dyn std::error::Error>> {
    let mut arguments = vec!["up".to_owned()];
    arguments.extend(number.map(|number| format!("-n{number}")));
    from_files_or_compiled(location, schema, database, &arguments, {
        async |connection, set, settings| ketch_runner::up(connection, set, number, settings).await
    })
}

fn read(
    location: &Location,
    schema: &Schema,
    database: &Database,
) -> Result<MigrationSet, Box<dyn std::error::Error>> {
    let folder = location.outputs(&schema.model.settings)?.migration;
    Ok(MigrationSet::from_files(&folder, database.url.backend())?)
}

/// Runs on the files, or where one of the migrations has Rust of its own, in the migration crate.
fn from_files_or_compiled(
    location: &Location,
    schema: &Schema,
    database: &Database,
    arguments: &[String],
    run: impl AsyncFnOnce(
        &sea_orm::DatabaseConnection,
        &MigrationSet,
        &ketch_runner::Settings,
    ) -> Result<Report, Error>,
) -> Result<Option<Report>, Box<dyn std::error::Error>> {
    let set = read(location, schema, database)?;
    let done = database::with_connection(database, async |connection, settings| {
        run(connection, &set, settings).await
    });
    match done {
        Ok(report) => Ok(Some(report)),
        Err(Error::NeedsCompile { names, reason }) => {
            note(&format!(
                "compiling the migration crate, since {} cannot run from files: {reason}",
                names.join(", ")
            ));
            let folder = location.outputs(&schema.model.settings)?.migration;
            compiled(&folder, location, database, arguments)?;
            Ok(None)
        }
        Err(error) => Err(error.into()),
    }
}

fn compiled(
    folder: &Path,
    location: &Location,
    database: &Database,
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
    let status = command
        .status()
        .map_err(|error| format!("cannot run cargo: {error}"))?;
    if status.success() {
        Ok(())
    } else {
        Err("the migration crate did not succeed; its message is above".into())
    }
}
