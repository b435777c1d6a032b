//! To write the schema's own files, where the user asked for it: to mend their faults, or to lay
//! them out.
//!
//! *round*: the fixes that do not stand in each other's way, made together.

use std::fs;
use std::path::{Path, PathBuf};

use super::journal::temporary_path;
use super::location::Location;
use super::schema::{Schema, diagnose, understand};
use super::turn::Turn;
use super::{Error, disk, durable, load};
use crate::source::{SourceFile, Sources};
use crate::{diagnostic, format};

/// More than any schema needs that is not mended in circles.
const MAX_ROUNDS: usize = 100;

/// A schema with everything mended that can be mended without asking.
#[derive(Clone, Debug)]
pub struct Fixed {
    /// What it is now.
    pub schema: Schema,
    /// How many edits were made.
    pub edits: usize,
    /// The files that were written.
    pub files: Vec<String>,
}

/// Mends a schema by every suggestion that is certain, and writes the files that changed.
pub fn fix(location: &Location, say: &dyn Fn(&str)) -> Result<Fixed, Error> {
    let mut schema = load(location)?;
    let before = schema.sources.clone();
    let mut edits = 0;
    for _ in 0..MAX_ROUNDS {
        let fixes = diagnostic::fixes(&diagnose(&schema));
        if fixes.is_empty() {
            break;
        }
        edits += fixes.len();
        schema = understand(schema.sources.edited(&fixes));
    }
    let files = rewrite(location, &before, &schema.sources, say)?;
    Ok(Fixed {
        schema,
        edits,
        files,
    })
}

/// A schema as it is, and with every file formatted. `add`: after what is missing from relations
/// was added.
pub fn formatted(location: &Location, add: bool) -> Result<(Sources, Sources), Error> {
    let before = location.read()?;
    let texts = if add {
        format::schema(&before)
    } else {
        let texts = before.iter().map(|(_, file)| format::text(&file.text));
        texts.collect()
    };
    let files = before
        .iter()
        .zip(texts)
        .map(|((_, file), text)| SourceFile {
            path: file.path.clone(),
            text,
        });
    let after = Sources::new(files.collect());
    Ok((before, after))
}

/// Writes those files of a schema that are other ones than they were; returns their names. Every
/// new text is on the disk before the first takes its place, and none does where a file was
/// changed since it was read.
pub fn rewrite(
    location: &Location,
    before: &Sources,
    after: &Sources,
    say: &dyn Fn(&str),
) -> Result<Vec<String>, Error> {
    let pairs = before.iter().zip(after.iter());
    let changed: Vec<_> = pairs
        .filter(|((_, old), (_, new))| old != new)
        .map(|((_, old), (_, new))| (location.base.join(&old.path), old, new))
        .collect();
    if changed.is_empty() {
        return Ok(Vec::new());
    }
    let turn = Turn::wait(&location.base, say)?;
    let mut made: Vec<(PathBuf, PathBuf)> = Vec::new();
    let written = changed.iter().try_for_each(|(path, old, new)| {
        if disk::read(path)?.as_deref() != Some(old.text.as_bytes()) {
            return Err(Error::Changed { path: path.clone() });
        }
        let temporary = temporary_path(path, turn.token());
        let file = disk::create(&temporary, new.text.as_bytes())?;
        made.push((temporary.clone(), path.clone()));
        let permissions = fs::metadata(path).map(|metadata| metadata.permissions());
        permissions
            .and_then(|permissions| fs::set_permissions(&temporary, permissions))
            .map_err(Error::io("write", &temporary))?;
        durable::file(&file, &temporary)
    });
    let placed = written.and_then(|()| {
        made.iter()
            .try_for_each(|(temporary, path)| disk::rename(temporary, path))
    });
    if let Err(error) = placed {
        for (temporary, _) in made {
            // What was made for the change goes; whether it does changes nothing.
            let _ = fs::remove_file(temporary);
        }
        return Err(error);
    }
    Ok(changed
        .into_iter()
        .map(|(_, old, _)| old.path.clone())
        .collect())
}

/// Writes a file that is made from the schema and is neither generated nor the user's, as a
/// diagram: it is the old one or the new one, never half of it.
pub fn write_file(
    location: &Location,
    path: &Path,
    text: &str,
    say: &dyn Fn(&str),
) -> Result<(), Error> {
    disk::read(path)?;
    let turn = Turn::wait(&location.base, say)?;
    disk::replace(path, text.as_bytes(), turn.token())
}
