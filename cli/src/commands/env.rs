//! `ketch env`: what environment this is, on what evidence, who owns, and what that means here.

use std::io::stdout;

use ketch::project::environment::{self, Facts};
use ketch::project::{self, Ownership};

use super::{Done, load, locate};
use crate::arguments::Project;
use crate::exit::Exit;
use crate::terminal::{Paint, note, paint, say};

pub(crate) fn run(project: &Project) -> Done {
    let environment = environment::detect(&Facts::of_this_process())?;
    row(
        "environment",
        &paint(environment.kind.name(), Paint::Bold, &stdout()),
    );
    for (index, evidence) in environment.evidence.iter().enumerate() {
        row(if index == 0 { "evidence" } else { "" }, evidence);
    }
    let location = match locate(project) {
        Ok(location) => location,
        Err(error) => {
            note(&format!("\n{error}"));
            return Ok(Exit::Done);
        }
    };
    row("schema", &location.schema.display().to_string());
    row("lock", &location.lock().display().to_string());
    let schema = load(&location)?;
    let ownership = project::ownership(&location, schema)?;
    row(
        "owner",
        &match &ownership {
            Ownership::Schema(owner) => format!("{owner} (the schema's ketch block)"),
            Ownership::Lock(owner) => format!("{owner} (ketch.lock)"),
            Ownership::Unclaimed => "nobody yet".to_owned(),
        },
    );
    let kind = environment.kind;
    let here = match (&ownership, ownership.may_write(kind)) {
        (Ownership::Unclaimed, true) => {
            format!("`ketch generate` writes, and claims ownership for {kind}")
        }
        (_, true) => "`ketch generate` writes".to_owned(),
        (_, false) => format!(
            "`ketch generate` writes nothing: it exits with 0 when all is fresh, and with 3 when \
             `ketch generate` has to run in {}",
            ownership.place()
        ),
    };
    row("here", &here);
    Ok(Exit::Done)
}

fn row(title: &str, text: &str) {
    say(&format!("{title:<12} {text}"));
}
