//! `ketch generate`, and `ketch generate --check`.

use std::io::stderr;

use ketch::project::{
    self, Changes, Check, Difference, Edit, Lacking, Location, MigrationName, NextMigration,
    Options, Outcome, Schema,
};
use similar::TextDiff;

use super::{Done, environment, load, locate, owned_by, plan, show};
use crate::arguments;
use crate::exit::Exit;
use crate::terminal::{Paint, colours, note, paint, say, warning};
use crate::timestamp;

pub(crate) fn run(project: &arguments::Project, arguments: &arguments::Generate) -> Done {
    let location = locate(project)?;
    let schema = load(&location)?;
    if arguments.check {
        check(&location, schema, arguments.full)
    } else {
        generate(&location, schema, arguments)
    }
}

fn generate(location: &Location, schema: &Schema, arguments: &arguments::Generate) -> Done {
    let environment = environment()?;
    let kind = environment.kind;
    let timestamp = arguments.timestamp.clone().unwrap_or_else(timestamp::now);
    let next = arguments.name.as_ref().map(|name| NextMigration {
        name: MigrationName {
            timestamp: timestamp.clone(),
            name: name.clone(),
        },
        answers: arguments.answers.all(),
        accept_data_loss: arguments.answers.accept_data_loss,
    });
    let report = project::generate(
        location,
        schema,
        &Options {
            force: arguments.force,
            upgrade: arguments.upgrade,
            first_migration: Some(&MigrationName {
                name: arguments.name.clone().unwrap_or_else(|| "init".to_owned()),
                timestamp,
            }),
            next_migration: next.as_ref(),
            ..Options::new(&environment, &note)
        },
    )?;
    if show(report.diagnostics, &schema.sources) {
        return Ok(Exit::Error);
    }
    if let Some(version) = &report.other_version
        && matches!(report.outcome, Outcome::Current)
    {
        note(&compared_only(version));
    }
    let exit = match &report.outcome {
        Outcome::Current if report.ownership.may_write(kind) => {
            say("fresh: nothing to write");
            Exit::Done
        }
        Outcome::Current => {
            say(&format!(
                "fresh (this is {kind}, a mirror: {})",
                owned_by(&report.ownership)
            ));
            Exit::Done
        }
        Outcome::Written(changes) => {
            show_changes(changes);
            Exit::Done
        }
        Outcome::NotOwner(differences) => {
            show_differences(differences);
            let upgrade = if arguments.upgrade { " --upgrade" } else { "" };
            note(&format!(
                "nothing was written: this is {kind}, and the output is {}\n\
                 run `ketch generate{upgrade}` in {}",
                owned_by(&report.ownership),
                report.ownership.place()
            ));
            Exit::NotOwner
        }
        Outcome::Undecided(planned) => {
            plan::show_open(planned, arguments.answers.accept_data_loss);
            Exit::Error
        }
        // Shown above.
        Outcome::Invalid => Exit::Error,
    };
    if let (Outcome::Written(_), Some(planned)) = (&report.outcome, &report.planned) {
        plan::show_hazards(planned);
    }
    show_lacking(&report.lacking);
    for difference in &report.migration {
        warning(&difference.to_string());
    }
    Ok(exit)
}

fn check(location: &Location, schema: &Schema, full: bool) -> Done {
    let Check {
        differences,
        diagnostics,
        ownership,
        other_version,
        lacking,
    } = project::check(location, schema, full)?;
    if show(diagnostics, &schema.sources) {
        return Ok(Exit::Error);
    }
    show_lacking(&lacking);
    if let Some(version) = &other_version {
        note(&compared_only(version));
    }
    if differences.is_empty() {
        say("fresh");
        return Ok(Exit::Done);
    }
    show_differences(&differences);
    if differences.iter().any(Difference::needs_generate) {
        note(&format!(
            "stale: run `ketch generate` in {}",
            ownership.place()
        ));
    } else {
        note("stale: the migrations do not match the schema");
    }
    Ok(Exit::Stale)
}

fn compared_only(version: &str) -> String {
    format!(
        "ketch.lock was written by ketch {version}, and this is ketch {}: \
         what is recorded was compared, and nothing was generated",
        ketch::VERSION
    )
}

/// At most so many lines of one kind are shown.
const SHOWN: usize = 20;

pub(crate) fn show_differences(differences: &[Difference]) {
    for difference in differences.iter().take(SHOWN) {
        note(&format!("  {difference}"));
    }
    if differences.len() > SHOWN {
        note(&format!("  and {} more", differences.len() - SHOWN));
    }
}

/// Says what only the user can write into the crates.
pub(crate) fn show_lacking(lacking: &[Lacking]) {
    for lacking in lacking {
        warning(&lacking.to_string());
    }
}

pub(crate) fn show_changes(changes: &Changes) {
    let kinds = [
        ("new", "+", &changes.created),
        ("changed", "~", &changes.replaced),
        ("removed", "-", &changes.removed),
        ("left to you, since it was edited", "!", &changes.released),
    ];
    let counts = kinds
        .iter()
        .filter(|(_, _, paths)| !paths.is_empty())
        .map(|(what, _, paths)| format!("{} {what}", paths.len()));
    let counts: Vec<String> = counts.collect();
    if counts.is_empty() {
        say("wrote ketch.lock");
        return;
    }
    say(&format!("files: {}", counts.join(", ")));
    for (_, sign, paths) in kinds {
        for path in paths.iter().take(SHOWN) {
            say(&format!("  {sign} {path}"));
        }
        if paths.len() > SHOWN {
            say(&format!("  {sign} and {} more", paths.len() - SHOWN));
        }
    }
}

/// Shows what was edited by hand, as diffs.
pub(crate) fn show_edits(edits: &[Edit]) {
    const LINES: usize = 200;
    let mut lines = 0;
    for edit in edits {
        let Some(generated) = &edit.generated else {
            note(&format!(
                "\n{} was edited, and is no longer generated",
                edit.path
            ));
            continue;
        };
        let found = edit.found.replace("\r\n", "\n");
        let diff = TextDiff::from_lines(generated.as_str(), found.as_str());
        let mut unified = diff.unified_diff();
        unified.header(
            &format!("{} as ketch makes it", edit.path),
            &format!("{} as it is", edit.path),
        );
        note("");
        for line in unified.to_string().lines() {
            if lines == LINES {
                note("… and more");
                return;
            }
            lines += 1;
            note(&if !colours(&stderr()) {
                line.to_owned()
            } else if line.starts_with('+') {
                paint(line, Paint::Green, &stderr())
            } else if line.starts_with('-') {
                paint(line, Paint::Red, &stderr())
            } else {
                line.to_owned()
            });
        }
    }
}
