//! Where things are: the schema, `ketch.lock`, and the folders that are written to.
//!
//! *schema folder*: the folder that the schema's files lie in. *base*: the folder above it, where
//! `ketch.lock` lies; a schema that stands at the root has the root itself. *root*: the Cargo
//! workspace around the base, or else its package, or else its git repository. Nothing outside the
//! root is ever written.

use std::fs;
use std::path::{Component, Path, PathBuf};

use super::disk::LinkGuard;
use super::{Error, lock};
use crate::model::Settings;
use crate::source::{SourceFile, Sources};

/// A schema file may have 64 MiB; ten thousand models take about ten.
const MAX_SCHEMA_BYTES: u64 = 64 << 20;

/// Where a project's files are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    /// What bounds every write.
    pub root: PathBuf,
    /// Where `ketch.lock` lies, and what its paths are relative to.
    pub base: PathBuf,
    /// The schema: a folder, or a single file.
    pub schema: PathBuf,
}

/// The folders that are written to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outputs {
    /// The entity crate.
    pub entity: PathBuf,
    /// The migration crate.
    pub migration: PathBuf,
}

/// Finds the schema: the one that is named, or else the outermost one between the workspace's root
/// and the folder where the search starts.
pub fn find(start: &Path, schema: Option<&Path>) -> Result<Location, Error> {
    let start = std::path::absolute(start).map_err(Error::io("find", start))?;
    let start = lexical(&start);
    let schema = match schema {
        Some(path) => {
            let path = lexical(&start.join(path));
            if !is_schema(&path) {
                return Err(Error::NotASchema { path });
            }
            path
        }
        None => search(&start)?,
    };
    let outer = schema.parent().unwrap_or(&schema).to_owned();
    let root = root_of(&outer).unwrap_or_else(|| outer.clone());
    let base = match outer.parent() {
        // The folder of a single file is the schema folder, and the base is above it.
        Some(above) if schema.is_file() && outer != root => above.to_owned(),
        _ => outer,
    };
    Ok(Location { root, base, schema })
}

impl Location {
    /// The path of `ketch.lock`.
    pub fn lock(&self) -> PathBuf {
        self.base.join(lock::NAME)
    }

    /// The schema's path relative to the base, with `/`.
    pub fn schema_name(&self) -> String {
        slashed(self.schema.strip_prefix(&self.base).unwrap_or(&self.schema))
    }

    /// Every file of the schema.
    pub fn read(&self) -> Result<Sources, Error> {
        let mut paths = Vec::new();
        if self.schema.is_dir() {
            collect(&self.schema, &mut Vec::new(), &mut paths)?;
        } else {
            paths.push(self.schema.clone());
        }
        let files = paths.into_iter().map(|path| {
            let name = slashed(path.strip_prefix(&self.base).unwrap_or(&path));
            Ok(SourceFile {
                path: name,
                text: read_text(&path)?,
            })
        });
        Ok(Sources::new(files.collect::<Result<_, Error>>()?))
    }

    /// The folders that the schema's settings name, or what is wrong with them.
    pub fn outputs(&self, settings: &Settings) -> Result<Outputs, Error> {
        let entity = self.output("entity", &settings.entity, &Settings::default().entity)?;
        let migration = self.output(
            "migration",
            &settings.migration,
            &Settings::default().migration,
        )?;
        if entity.starts_with(&migration) || migration.starts_with(&entity) {
            return Err(Error::Output {
                setting: "migration",
                value: settings.migration.clone(),
                fault: "is not apart from the entity crate's folder".to_owned(),
            });
        }
        Ok(Outputs { entity, migration })
    }

    fn output(&self, setting: &'static str, value: &str, default: &str) -> Result<PathBuf, Error> {
        let wrong = |fault: &str| Error::Output {
            setting,
            value: value.to_owned(),
            fault: fault.to_owned(),
        };
        // The same on every system: what is a drive or a separator on one is so on all.
        if value.contains(['\\', ':', '\0']) || value.starts_with('/') {
            return Err(wrong("is not a relative path with `/`"));
        }
        let schema_folder = self.schema_folder();
        let path = if value == default && schema_folder == self.base {
            // Beside a schema at the root is in the root, not above it.
            self.base.join(default.trim_start_matches("../"))
        } else {
            lexical(&schema_folder.join(value))
        };
        if path == self.root || !path.starts_with(&self.root) {
            return Err(wrong("is not below the project's root"));
        }
        if self.schema.starts_with(&path)
            || (self.schema.is_dir() && path.starts_with(&self.schema))
        {
            return Err(wrong("is not apart from the schema"));
        }
        LinkGuard::below(&self.root).check_folder(&path)?;
        Ok(path)
    }

    fn schema_folder(&self) -> &Path {
        if self.schema.is_dir() {
            &self.schema
        } else {
            self.schema.parent().unwrap_or(&self.schema)
        }
    }

    /// A path relative to the base with `/`, as it stands in the lock.
    pub(super) fn name(&self, path: &Path) -> String {
        let mut up = String::new();
        for ancestor in self.base.ancestors() {
            if let Ok(rest) = path.strip_prefix(ancestor) {
                return up + &slashed(rest);
            }
            up += "../";
        }
        slashed(path)
    }

    /// The path that a name in the lock stands for, where it is below the root.
    pub(super) fn path(&self, name: &str) -> Option<PathBuf> {
        let path = lexical(&self.base.join(name));
        (path != self.root && path.starts_with(&self.root)).then_some(path)
    }
}

const CANDIDATES: [&str; 3] = ["schema", "schema.prisma", "prisma/schema.prisma"];

fn search(start: &Path) -> Result<PathBuf, Error> {
    let root = root_of(start).unwrap_or_else(|| start.to_owned());
    let inside = start
        .ancestors()
        .take_while(|folder| folder.starts_with(&root));
    let mut folders: Vec<&Path> = inside.collect();
    folders.reverse();
    for folder in folders {
        let mut found = CANDIDATES
            .into_iter()
            .filter(|candidate| is_schema(&folder.join(candidate)));
        match (found.next(), found.next()) {
            (None, _) => {}
            (Some(only), None) => return Ok(folder.join(only)),
            (Some(first), Some(second)) => {
                return Err(Error::AmbiguousSchema {
                    folder: folder.to_owned(),
                    first,
                    second,
                });
            }
        }
    }
    Err(Error::NoSchema {
        start: start.to_owned(),
    })
}

fn is_schema(path: &Path) -> bool {
    if path.is_dir() {
        let mut found = Vec::new();
        collect(path, &mut Vec::new(), &mut found).is_ok() && !found.is_empty()
    } else {
        path.is_file()
    }
}

/// The root of the Cargo workspace around a folder, or else of its package.
pub fn cargo_root(folder: &Path) -> Option<PathBuf> {
    let manifest = |folder: &Path| fs::read_to_string(folder.join("Cargo.toml"));
    let is_workspace = |text: String| {
        text.lines()
            .any(|line| line.trim_start().starts_with("[workspace"))
    };
    folder
        .ancestors()
        .find(|folder| manifest(folder).is_ok_and(is_workspace))
        .or_else(|| folder.ancestors().find(|folder| manifest(folder).is_ok()))
        .map(Path::to_owned)
}

/// What bounds a project: the Cargo workspace or package, or else the git repository.
fn root_of(folder: &Path) -> Option<PathBuf> {
    cargo_root(folder).or_else(|| {
        let mut ancestors = folder.ancestors();
        let found = ancestors.find(|folder| folder.join(".git").exists());
        found.map(Path::to_owned)
    })
}

/// Collects `*.prisma` below a folder. Links are followed, since reading harms nobody, but no
/// folder is entered inside itself.
fn collect(folder: &Path, above: &mut Vec<PathBuf>, found: &mut Vec<PathBuf>) -> Result<(), Error> {
    let real = fs::canonicalize(folder).map_err(Error::io("list", folder))?;
    if above.contains(&real) {
        return Ok(());
    }
    above.push(real);
    for entry in fs::read_dir(folder).map_err(Error::io("list", folder))? {
        let path = entry.map_err(Error::io("list", folder))?.path();
        if path.is_dir() {
            collect(&path, above, found)?;
        } else if path
            .extension()
            .is_some_and(|extension| extension == "prisma")
        {
            found.push(path);
        }
    }
    above.pop();
    Ok(())
}

fn read_text(path: &Path) -> Result<String, Error> {
    let length = fs::metadata(path).map_err(Error::io("read", path))?.len();
    if length > MAX_SCHEMA_BYTES {
        return Err(Error::TooLarge {
            path: path.to_owned(),
            length,
            limit: MAX_SCHEMA_BYTES,
        });
    }
    let bytes = fs::read(path).map_err(Error::io("read", path))?;
    String::from_utf8(bytes).map_err(|error| Error::NotUtf8 {
        path: path.to_owned(),
        offset: error.utf8_error().valid_up_to(),
    })
}

/// Takes `.` and `..` out of a path by its text alone, so that links on the way are seen later.
fn lexical(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                plain.pop();
            }
            component => plain.push(component),
        }
    }
    plain
}

/// A relative path with `/` on every system.
pub(super) fn slashed(path: &Path) -> String {
    let parts = path
        .components()
        .map(|part| part.as_os_str().to_string_lossy());
    parts.collect::<Vec<_>>().join("/")
}
