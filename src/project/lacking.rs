//! What only the user can write: lines that files lack which ketch wrote once and leaves alone
//! since. Nothing is written.

use std::collections::BTreeMap;
use std::fmt;

use super::location::{Outputs, slashed};
use super::plan::Target;
use super::state::State;
use super::{Error, disk};
use crate::output::GeneratedFile;
use crate::{entity, migration};

/// What one file lacks; its path is relative to `ketch.lock`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lacking {
    /// The migration crate's `Cargo.toml`: lines that name drivers, as they are to be.
    Drivers(String, Vec<String>),
    /// The entity crate's `Cargo.toml`: lines, or a dependency and features that it lacks.
    Dependencies(String, Vec<String>),
    /// The entity crate's `src/custom.rs`: declarations of modules with hooks.
    Modules(String, Vec<String>),
}

impl fmt::Display for Lacking {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (path, what, lines) = match self {
            Self::Drivers(path, lines) => (
                path,
                "has no driver for an engine that the schema lists: let these lines say",
                lines,
            ),
            Self::Dependencies(path, lines) => (
                path,
                "has less than the schema needs, and is yours: write under [dependencies]",
                lines,
            ),
            Self::Modules(path, lines) => (
                path,
                "does not have the hooks that the schema asks for, and is yours: add",
                lines,
            ),
        };
        write!(f, "{path} {what}\n  {}", lines.join("\n  "))
    }
}

/// What files of both crates lack beside what is generated; nothing of files that are not there.
pub(super) fn lacking(
    state: &State,
    outputs: &Outputs,
    generated: &[Target],
) -> Result<Vec<Lacking>, Error> {
    let location = state.location;
    let mut found = Vec::new();

    let path = outputs.migration.join("Cargo.toml");
    let manifest = disk::read(&path)?.unwrap_or_default();
    let engines = &state.schema.model.settings.engines;
    let drivers = migration::lacking_drivers(engines, &String::from_utf8_lossy(&manifest));
    found.push(Lacking::Drivers(location.name(&path), drivers));

    let mut paths = vec![
        outputs.entity.join("Cargo.toml"),
        outputs.entity.join("src/custom.rs"),
    ];
    disk::files_below(&outputs.entity.join("src/custom"), "rs", &mut paths)?;
    let mut existing = BTreeMap::new();
    for path in paths {
        if let Some(bytes) = disk::read(&path)? {
            let name = path.strip_prefix(&outputs.entity).unwrap_or(&path);
            existing.insert(slashed(name), String::from_utf8_lossy(&bytes).into_owned());
        }
    }
    let generated = generated.iter();
    let generated = generated.filter(|target| target.path.starts_with(&outputs.entity));
    let generated: Vec<&GeneratedFile> = generated.map(|target| &target.file).collect();
    let of_entity = entity::lacking(&generated, &existing);
    let name = |path: &str| location.name(&outputs.entity.join(path));
    found.push(Lacking::Dependencies(
        name("Cargo.toml"),
        of_entity.dependencies,
    ));
    found.push(Lacking::Modules(name("src/custom.rs"), of_entity.modules));

    found.retain(|lacking| {
        let (Lacking::Drivers(_, lines)
        | Lacking::Dependencies(_, lines)
        | Lacking::Modules(_, lines)) = lacking;
        !lines.is_empty()
    });
    Ok(found)
}
