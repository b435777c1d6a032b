//! `ketch diagram`: the schema as a picture, written or compared.

use std::fs;
use std::io::{ErrorKind, Write as _};
use std::path::Path;

use ketch::diagram::{Format, render};
use ketch::project;

use super::{Done, load, locate, show};
use crate::arguments::{Diagram, Drawing, Project};
use crate::exit::Exit;
use crate::terminal::{note, say};

pub(crate) fn run(project: &Project, arguments: &Diagram) -> Done {
    let format = format(arguments)?;
    let location = locate(project)?;
    let schema = load(&location)?;
    if schema.diagnostics.has_errors() {
        show(schema.diagnostics.clone(), &schema.sources);
        return Ok(Exit::Error);
    }
    let diagram = render(&schema.model, format);
    let Some(path) = &arguments.output else {
        std::io::stdout().write_all(diagram.as_bytes())?;
        return Ok(Exit::Done);
    };
    let unread = |error| format!("cannot read {}: {error}", path.display());
    let found = match fs::read_to_string(path) {
        Err(error) if [ErrorKind::NotFound, ErrorKind::InvalidData].contains(&error.kind()) => None,
        found => Some(found.map_err(unread)?),
    };
    // In a checkout with CRLF it is the same diagram.
    if found.is_some_and(|found| found.replace("\r\n", "\n") == diagram) {
        say("fresh");
        return Ok(Exit::Done);
    }
    if arguments.check {
        note(&format!(
            "stale: {} is not the diagram of the schema; run the same command without --check",
            path.display()
        ));
        return Ok(Exit::Stale);
    }
    project::write_file(&location, path, &diagram, &note)?;
    say(&format!("wrote {}", path.display()));
    Ok(Exit::Done)
}

fn format(arguments: &Diagram) -> Result<Format, String> {
    let extension = arguments.output.as_deref().and_then(Path::extension);
    let extension = extension.map(|end| end.to_string_lossy().to_ascii_lowercase());
    Ok(match (arguments.language, extension.as_deref()) {
        (Some(Drawing::Svg), _) | (None, None | Some("svg")) => Format::Svg,
        (Some(Drawing::Mermaid), _) | (None, Some("mmd" | "mermaid")) => Format::Mermaid,
        (Some(Drawing::Dot), _) | (None, Some("dot" | "gv")) => Format::Dot,
        (None, Some(other)) => {
            return Err(format!(
                "a diagram is `.svg`, `.mmd` (Mermaid) or `.dot`, not `.{other}`: name it so, or say which with `--format`"
            ));
        }
    })
}
