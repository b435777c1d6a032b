//! To format a schema's files in place.

use std::fs;
use std::path::PathBuf;

use super::location::Location;
use super::turn::word;
use super::{Error, disk};
use crate::format;

/// A file that formatting changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unformatted {
    /// The file.
    pub path: PathBuf,
    /// What it is to hold.
    pub text: String,
}

/// The files of a schema that formatting changes. `add`: what is missing from relations is added.
pub fn unformatted(location: &Location, add: bool) -> Result<Vec<Unformatted>, Error> {
    let sources = location.read()?;
    let texts = if add {
        format::schema(&sources)
    } else {
        let texts = sources.iter().map(|(_, file)| format::text(&file.text));
        texts.collect()
    };
    let files = sources.iter().map(|(_, file)| file).zip(texts);
    let changed = files.filter(|(file, text)| file.text != *text);
    let changed = changed.map(|(file, text)| Unformatted {
        path: location.base.join(&file.path),
        text,
    });
    Ok(changed.collect())
}

/// Gives files their new texts, each in one step.
pub fn write_formatted(files: &[Unformatted]) -> Result<(), Error> {
    for file in files {
        // A link stays a link, and who may read the file may go on reading it.
        let path = fs::canonicalize(&file.path).map_err(Error::io("find", &file.path))?;
        let permissions = fs::metadata(&path).map_err(Error::io("look at", &path))?;
        disk::replace(&path, file.text.as_bytes(), &word())?;
        fs::set_permissions(&path, permissions.permissions())
            .map_err(Error::io("set the permissions of", &path))?;
    }
    Ok(())
}
