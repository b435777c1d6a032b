//! One module a command; what several of them need is here.

pub(crate) mod again;
pub(crate) mod baseline;
pub(crate) mod check;
pub(crate) mod dev;
pub(crate) mod diagram;
pub(crate) mod env;
pub(crate) mod explain;
pub(crate) mod format;
pub(crate) mod generate;
pub(crate) mod init;
pub(crate) mod lsp;
pub(crate) mod migrate;
pub(crate) mod own;
pub(crate) mod plan;
pub(crate) mod squash;
pub(crate) mod undo;
pub(crate) mod verify;

use std::error::Error;

use ketch::diagnostic::{Diagnostics, Severity, Style, render};
use ketch::project::environment::{self, Environment, Facts};
use ketch::project::{self, Location, Ownership, Schema};
use ketch::source::Sources;

use crate::arguments;
use crate::exit::Exit;
use crate::terminal;

/// How a command ends.
pub(crate) type Done = Result<Exit, Box<dyn Error>>;

/// Finds the project that the arguments mean.
pub(crate) fn locate(project: &arguments::Project) -> Result<Location, Box<dyn Error>> {
    let here = std::env::current_dir()?;
    Ok(project::find(&here, project.schema.as_deref())?)
}

/// Reads the schema. It lives until the process ends, which is sooner than freeing it would be.
pub(crate) fn load(location: &Location) -> Result<&'static Schema, Box<dyn Error>> {
    Ok(Box::leak(Box::new(project::load(location)?)))
}

/// Tells the environment; an override is always shown.
pub(crate) fn environment() -> Result<Environment, Box<dyn Error>> {
    let environment = environment::detect(&Facts::of_this_process())?;
    if environment.overridden {
        terminal::note(&format!(
            "environment: {} ({})",
            environment.kind,
            environment.evidence.join(", ")
        ));
    }
    Ok(environment)
}

/// Shows every diagnostic; whether one of them is an error.
pub(crate) fn show(diagnostics: Diagnostics, sources: &Sources) -> bool {
    let failed = diagnostics.has_errors();
    let style = if terminal::colours(&std::io::stderr()) {
        Style::Coloured
    } else {
        Style::Plain
    };
    let mut errors = 0;
    for diagnostic in diagnostics.into_sorted() {
        errors += usize::from(diagnostic.severity == Severity::Error);
        terminal::note(&format!("{}\n", render(&diagnostic, sources, style)));
    }
    if failed {
        terminal::error(&match errors {
            1 => "the schema has a fault".to_owned(),
            errors => format!("the schema has {errors} faults"),
        });
    }
    failed
}

/// Who owns, as part of a sentence.
pub(crate) fn owned_by(ownership: &Ownership) -> String {
    match ownership {
        Ownership::Schema(owner) => format!("owned by {owner}, as the schema says"),
        Ownership::Lock(owner) => format!("owned by {owner}, as ketch.lock says"),
        Ownership::Unclaimed => "owned by nobody yet".to_owned(),
    }
}
