//! `ketch format`: the schema's files, laid out as Prisma does.

use std::io::{Read as _, Write as _};
use std::path::Path;

use ketch::format;
use ketch::project;
use ketch::source::{SourceFile, Sources};

use super::{Done, locate};
use crate::arguments::{Formatting, Project};
use crate::exit::Exit;
use crate::terminal::{note, say};

pub(crate) fn run(project: &Project, arguments: &Formatting) -> Done {
    if arguments.paths.iter().any(|path| path == Path::new("-")) {
        if arguments.paths.len() > 1 {
            return Err("`-` stands for standard input, and alone".into());
        }
        return standard_input(arguments);
    }
    let here = std::env::current_dir()?;
    let mut locations = Vec::new();
    for path in &arguments.paths {
        locations.push(project::find(&here, Some(path))?);
    }
    if locations.is_empty() {
        locations.push(locate(project)?);
    }
    let mut schemas = Vec::new();
    for location in locations {
        let (before, after) = project::formatted(&location, !arguments.no_add)?;
        schemas.push((location, before, after));
    }
    let mut changed = false;
    for (location, before, after) in &schemas {
        for ((_, old), (_, new)) in before.iter().zip(after.iter()) {
            if old != new {
                changed = true;
                say(&old.path);
            }
        }
        if !arguments.check {
            project::rewrite(location, before, after, &note)?;
        }
    }
    Ok(end(arguments, changed))
}

fn standard_input(arguments: &Formatting) -> Done {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let formatted = if arguments.no_add {
        format::text(&text)
    } else {
        let path = "schema.prisma".to_owned();
        let file = SourceFile {
            path,
            text: text.clone(),
        };
        format::schema(&Sources::new(vec![file])).concat()
    };
    if !arguments.check {
        std::io::stdout().write_all(formatted.as_bytes())?;
    }
    Ok(end(arguments, formatted != text))
}

fn end(arguments: &Formatting, changed: bool) -> Exit {
    if arguments.check && changed {
        note("not formatted; `ketch format` does it");
        return Exit::Stale;
    }
    Exit::Done
}
