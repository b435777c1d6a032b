//! `ketch check`: every fault of the schema, and nothing else.

use ketch::project;

use super::{Done, load, locate, show};
use crate::arguments::Project;
use crate::exit::Exit;
use crate::terminal::say;

pub(crate) fn run(project: &Project) -> Done {
    let location = locate(project)?;
    let schema = load(&location)?;
    let diagnostics = project::diagnose(schema);
    if show(diagnostics, &schema.sources) {
        return Ok(Exit::Error);
    }
    say(&format!("{}: no fault", location.schema_name()));
    Ok(Exit::Done)
}
