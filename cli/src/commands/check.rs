//! `ketch check`: every fault of the schema; with `--fix`, those mended first that can be.

use ketch::diagnostic::Diagnostics;
use ketch::project::{self, Location};

use super::{Done, load, locate, show};
use crate::arguments::{Check, Format, Project};
use crate::exit::Exit;
use crate::report;
use crate::terminal::{note, say};

pub(crate) fn run(project: &Project, arguments: &Check) -> Done {
    let location = locate(project)?;
    let schema = if arguments.fix {
        let fixed = project::fix(&location, &note)?;
        for file in &fixed.files {
            note(&format!("mended {file}"));
        }
        &Box::leak(Box::new(fixed)).schema
    } else {
        load(&location)?
    };
    let diagnostics = project::diagnose(schema);
    let failed = match arguments.format {
        Format::Human => show(diagnostics, &schema.sources),
        Format::Json => lines(diagnostics, |fault| report::json(fault, &schema.sources)),
        Format::Github => {
            let folder = below_here(&location);
            lines(diagnostics, |fault| {
                report::github(fault, &schema.sources, &folder)
            })
        }
    };
    if failed {
        return Ok(Exit::Error);
    }
    if arguments.format == Format::Human {
        say(&format!("{}: no fault", location.schema_name()));
    }
    Ok(Exit::Done)
}

/// Says a line for each diagnostic; whether one of them is an error.
fn lines(
    diagnostics: Diagnostics,
    line: impl Fn(&ketch::diagnostic::Diagnostic) -> String,
) -> bool {
    let failed = diagnostics.has_errors();
    for fault in diagnostics.into_sorted() {
        say(&line(&fault));
    }
    failed
}

/// The folder that the schema's paths are relative to, from where the command runs, with `/` at its
/// end. A workflow runs where its repository is.
fn below_here(location: &Location) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    let folder = location.base.strip_prefix(here).unwrap_or(&location.base);
    let parts: Vec<_> = folder
        .components()
        .map(|part| part.as_os_str().to_string_lossy())
        .collect();
    match parts.as_slice() {
        [] => String::new(),
        _ => format!("{}/", parts.join("/")),
    }
}
