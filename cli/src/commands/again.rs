//! Planning migrations again: `ketch migrate rebase`, and what `ketch dev --amend` shares with it.
//!
//! What is planned is looked at first; then the migrations are undone in the development database,
//! by the SQL that is still there; only then they are written anew.

use std::error::Error;

use ketch::project::{
    self, Location, MigrationName, NextMigration, Options, Outcome, Rewrite, Schema,
};

use super::migrate::Place;
use super::{Done, environment, generate, owned_by, plan, show, undo};
use crate::arguments;
use crate::database;
use crate::exit::Exit;
use crate::git;
use crate::terminal::{note, say, warning};

/// Migrations to be planned again.
pub(crate) struct Again {
    /// By branch, oldest first.
    branches: Vec<Vec<String>>,
    names: Vec<String>,
    next: NextMigration,
    overwrite: bool,
    /// What is in the database may be lost where they are undone.
    accepts_data_loss: bool,
    /// The development database may be emptied.
    fresh: bool,
}

/// Whether there is something to go on with.
pub(crate) enum Prepared {
    Ready(Again),
    /// It was said why not.
    Stopped(Exit),
}

impl Again {
    /// As the library is asked for it.
    pub(crate) fn asked(&self) -> project::Again<'_> {
        project::Again {
            names: &self.names,
            overwrite: self.overwrite,
            next: &self.next,
        }
    }

    /// With the answers that planning asks for; nothing is changed yet. `name` is a word for the one
    /// that takes their place, which else has the name of the last of them.
    pub(crate) fn prepare(
        location: &Location,
        schema: &Schema,
        undone: Vec<Vec<String>>,
        [name, timestamp]: [Option<&String>; 2],
        how: &arguments::Again,
        answers: &arguments::Answers,
    ) -> Result<Prepared, Box<dyn Error>> {
        let last = undone.iter().rev().find_map(|branch| branch.last());
        let mut new = last
            .and_then(|name| MigrationName::parse(name))
            .ok_or("there is no migration to plan again")?;
        if let Some(name) = name {
            new.name.clone_from(name);
        }
        if let Some(timestamp) = timestamp {
            new.timestamp.clone_from(timestamp);
        }
        let names: Vec<String> = undone.iter().flatten().cloned().collect();
        let asked = |next: &NextMigration| {
            let again = project::Again {
                names: &names,
                overwrite: how.overwrite,
                next,
            };
            project::plan_again(location, schema, &again)
        };
        let next = plan::decided(schema, new, answers, asked)?;
        let planned = asked(&next)?;
        if let Some(planned) = planned.filter(|planned| planned.is_open(next.accept_data_loss)) {
            plan::show_open(&planned, next.accept_data_loss);
            return Ok(Prepared::Stopped(Exit::Error));
        }
        Ok(Prepared::Ready(Self {
            branches: undone,
            names,
            next,
            overwrite: how.overwrite,
            accepts_data_loss: answers.accept_data_loss,
            fresh: how.fresh,
        }))
    }

    /// Undoes them in the development database, where it has them. What is lost with them is said before,
    /// and has to be accepted.
    pub(crate) fn undo(
        &self,
        place: &Place<'_>,
        confirmed: Option<&str>,
    ) -> Result<(), Box<dyn Error>> {
        if self.fresh {
            return database::confirm(&place.database.url, confirmed);
        }
        let failed = |error: Box<dyn Error>| {
            format!(
                "{error}\nnothing was written; with --fresh the database is emptied, and \
                 everything is applied to it again: every row goes"
            )
        };
        let mut undoings = Vec::new();
        for branch in &self.branches {
            match undo::undoing(place, branch) {
                Ok(undoing) => undoings.extend(undoing),
                Err(undo::Undo::Unreachable(error)) => note(&format!(
                    "{error}\nwhat it has of {} was not undone there",
                    branch.join(", ")
                )),
                Err(undo::Undo::Failed(error)) => return Err(failed(error).into()),
            }
        }
        let names = undoings.iter().flat_map(|undoing| &undoing.names);
        let names: Vec<&str> = names.map(String::as_str).collect();
        let losses = undoings.iter().flat_map(|undoing| &undoing.losses);
        let losses: Vec<&str> = losses.map(String::as_str).collect();
        undo::consent(&names, &losses, self.accepts_data_loss)?;
        for undoing in &undoings {
            undo::undo(place.database, undoing, confirmed).map_err(failed)?;
        }
        Ok(())
    }

    /// Whether the database is to be emptied, and everything applied again.
    pub(crate) fn makes_fresh(&self) -> bool {
        self.fresh
    }
}

/// `ketch migrate rebase`
pub(crate) fn rebase(location: &Location, schema: &Schema, arguments: &arguments::Rebase) -> Done {
    let environment = environment()?;
    let ownership = project::ownership(location, schema)?;
    if !ownership.may_write(environment.kind) {
        note(&format!(
            "nothing was written: this is {}, and the output is {}\n\
             run `ketch migrate rebase` in {}",
            environment.kind,
            owned_by(&ownership),
            ownership.place()
        ));
        return Ok(Exit::NotOwner);
    }
    location.repair(note)?;
    let branches = project::branches(location, schema)?;
    let folder = location.outputs(&schema.model.settings)?.migration;
    let chosen = match &arguments.names[..] {
        [] if branches.len() == 1 => {
            say("the history is one chain: nothing is to be planned again");
            return Ok(Exit::Done);
        }
        [] => by_git(&branches, &git::shared(&folder, "history"))?,
        names => names
            .iter()
            .map(|name| plan::named(branches.iter().flatten(), name))
            .collect::<Result<Vec<_>, _>>()?,
    };
    let undone = from_first(&branches, &chosen);
    let prepared = Again::prepare(
        location,
        schema,
        undone,
        [arguments.name.as_ref(), arguments.timestamp.as_ref()],
        &arguments.again,
        &arguments.answers,
    )?;
    let again = match prepared {
        Prepared::Ready(again) => again,
        Prepared::Stopped(exit) => return Ok(exit),
    };
    let database = match database::find(&location.root, &schema.model.settings.engines) {
        Ok(database) => Some(database),
        Err(error) => {
            note(&format!("no database was asked: {error}"));
            None
        }
    };
    let options = Options {
        rewrite: Some(Rewrite::Again(again.asked())),
        ..Options::new(&environment, &note)
    };
    project::rehearse(location, schema, &options)?;
    let place = database.as_ref().map(|database| Place {
        location,
        schema,
        database,
    });
    if let Some(place) = &place {
        again.undo(place, arguments.confirm.as_deref())?;
    }
    let report = project::generate(location, schema, &options)?;
    if show(report.diagnostics, &schema.sources) {
        return Ok(Exit::Error);
    }
    match &report.outcome {
        Outcome::Written(changes) => generate::show_changes(changes),
        Outcome::Undecided(planned) => {
            plan::show_open(planned, again.next.accept_data_loss);
            return Ok(Exit::Error);
        }
        // The owner has nothing to write where all is as it should be.
        Outcome::Current | Outcome::NotOwner(_) | Outcome::Invalid => {}
    }
    match &report.planned {
        Some(planned) => {
            let name = again.next.name.to_string();
            let names = again.names.join(", ");
            say(&match again.names == [name.as_str()] {
                true => format!("planned again: {name}"),
                false => format!("planned again as {name}: {names}"),
            });
            plan::show_hazards(planned);
        }
        None => say(&format!(
            "without {} the schema is as it should be: nothing takes their place",
            again.names.join(", ")
        )),
    }
    for difference in &report.migration {
        warning(&difference.to_string());
    }
    if let (true, Some(place)) = (again.makes_fresh(), &place) {
        place.fresh()?;
    } else {
        note("next: `ketch dev` applies it; then commit it with all that was generated");
    }
    Ok(Exit::Done)
}

/// Of each branch, the chosen migrations and those that follow them.
fn from_first(branches: &[Vec<String>], chosen: &[String]) -> Vec<Vec<String>> {
    let tails = branches.iter().map(|branch| {
        let first = branch.iter().position(|name| chosen.contains(name));
        branch[first.unwrap_or(branch.len())..].to_vec()
    });
    tails.collect()
}

/// The migrations beside the one branch that is shared with others already.
fn by_git(
    branches: &[Vec<String>],
    shared: &[(&str, String)],
) -> Result<Vec<String>, Box<dyn Error>> {
    let own = |branch: &Vec<String>| -> Vec<String> {
        let others = || branches.iter().filter(|other| *other != branch);
        let is_common = |name: &String| others().all(|other| other.contains(name));
        let names = branch.iter().filter(|name| !is_common(name));
        names.cloned().collect()
    };
    for (place, text) in shared {
        let names: Vec<&str> = text
            .lines()
            .filter_map(|line| line.split(' ').next())
            .collect();
        let is_shared = |branch: &&Vec<String>| {
            let mut own = own(branch).into_iter();
            own.all(|name| names.contains(&name.as_str()))
        };
        let kept: Vec<&Vec<String>> = branches.iter().filter(is_shared).collect();
        if let [kept] = kept[..] {
            note(&format!(
                "kept, since {place} has them: {}",
                own(kept).join(", ")
            ));
            let others = branches.iter().flatten();
            let others = others.filter(|name| !kept.contains(name));
            return Ok(others.cloned().collect());
        }
    }
    let choices: Vec<String> = branches
        .iter()
        .filter_map(|branch| own(branch).into_iter().next())
        .map(|name| format!("  ketch migrate rebase {name}"))
        .collect();
    Err(format!(
        "branches meet in the history, and git does not tell which is shared with others already\n\
         name the first migration of the other one, which is then planned again:\n{}",
        choices.join("\n")
    )
    .into())
}
