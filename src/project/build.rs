//! For a `build.rs`: to check that the committed crates are fresh, or to generate into `OUT_DIR`.
//!
//! Neither writes anywhere else, so that a build never changes a checkout.

use std::fmt;
use std::path::{Path, PathBuf};

use super::location::Location;
use super::{Error, check, disk, load, location};
use crate::diagnostic::{Diagnostics, Style, render};
use crate::entity;
use crate::output::GeneratedFile;
use crate::source::Sources;

/// What a build script is to do; begin with [`configure`].
#[derive(Clone, Debug, Default)]
pub struct Configuration {
    schemas: Vec<PathBuf>,
    strict: bool,
}

/// Begins what a build script says.
///
/// ```no_run
/// // build.rs: warns where the committed crates are stale
/// fn main() -> Result<(), ketch::BuildError> {
///     ketch::configure().check()
/// }
/// ```
pub fn configure() -> Configuration {
    Configuration::default()
}

/// Why a build script fails. Shown in full by `Debug` too, as a `main` that returns it does.
#[derive(thiserror::Error)]
pub enum BuildError {
    /// The files or the environment.
    #[error(transparent)]
    Project(#[from] Error),
    /// The schema has faults.
    #[error("the schema has faults:\n{0}")]
    Schema(String),
    /// The committed crates are stale, and the check is strict.
    #[error("{0}")]
    Stale(String),
    /// There is no schema to generate from.
    #[error(
        "no schema to generate from: looked for {0}\n\
         a package that is published needs the schema in its own folder"
    )]
    NoSchema(String),
    /// Not called by cargo.
    #[error("{0} is not set: this is for build scripts that cargo runs")]
    NotABuildScript(&'static str),
}

impl fmt::Debug for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Configuration {
    /// Where the schema is, relative to the package; a folder or a file. Of several the first that
    /// exists is taken. Without one it is looked for from the package upwards.
    pub fn schema(mut self, path: impl Into<PathBuf>) -> Self {
        self.schemas.push(path.into());
        self
    }

    /// Makes [`check`](Self::check) fail the build where it would warn. `KETCH_STRICT=1` does it
    /// from outside, and `KETCH_STRICT=0` undoes it.
    pub fn strict(mut self) -> Self {
        self.strict = true;
        self
    }

    /// Checks that the committed crates are what the schema says; writes nothing. Where the schema
    /// is not at hand there is nothing to check, nor in a package that cargo has packed for a
    /// registry: whoever builds it from there cannot generate.
    pub fn check(self) -> Result<(), BuildError> {
        println!("cargo::rerun-if-env-changed=KETCH_STRICT");
        let strict = match std::env::var("KETCH_STRICT").as_deref() {
            Ok("0") => false,
            Ok(value) if !value.is_empty() => true,
            _ => self.strict,
        };
        let package = package()?;
        if is_packed(&package) {
            rerun(Path::new("build.rs"));
            return Ok(());
        }
        match self.stale(&package) {
            Ok(None) => Ok(()),
            // What another version cannot judge is not stale.
            Err(BuildError::Project(error @ Error::OtherVersion(_))) => {
                warn(&error.to_string());
                Ok(())
            }
            Ok(Some(text)) if strict => Err(BuildError::Stale(text)),
            Err(error) if strict => Err(error),
            Ok(Some(text)) => {
                warn(&text);
                Ok(())
            }
            Err(error) => {
                warn(&error.to_string());
                Ok(())
            }
        }
    }

    /// Generates the entities into `OUT_DIR`, for
    /// `include!(concat!(env!("OUT_DIR"), "/entities.rs"))` in a module of the package. They are
    /// always fresh; nothing is owned, and no migration is made.
    ///
    /// The file begins with the dependencies that the package needs for it. A model with
    /// `/// @ketch.hooks` needs an `impl Hooks for ActiveModel` of it somewhere in the package.
    pub fn generate_into_out_dir(self) -> Result<(), BuildError> {
        let out = std::env::var_os("OUT_DIR").ok_or(BuildError::NotABuildScript("OUT_DIR"))?;
        let Some(location) = self.find(&package()?)? else {
            let looked_for = match self.schemas.as_slice() {
                [] => vec!["schema/, schema.prisma and prisma/schema.prisma".to_owned()],
                paths => paths
                    .iter()
                    .map(|path| path.display().to_string())
                    .collect(),
            };
            return Err(BuildError::NoSchema(looked_for.join(", ")));
        };
        rerun(&location.schema);
        let schema = load(&location)?;
        let mut diagnostics = schema.diagnostics;
        let mut files = Vec::new();
        if !diagnostics.has_errors() {
            let (generated, of_entities) = entity::generate(&schema.model);
            files = generated;
            diagnostics.extend(of_entities);
        }
        if diagnostics.has_errors() {
            return Err(BuildError::Schema(rendered(diagnostics, &schema.sources)));
        }
        let text = nested(&files);
        let path = Path::new(&out).join("entities.rs");
        // One that is the same keeps its time, so that what includes it is not compiled again.
        if disk::read(&path)?.is_none_or(|found| found != text.as_bytes()) {
            std::fs::write(&path, text).map_err(Error::io("write", &path))?;
        }
        Ok(())
    }

    /// What is stale, in words; nothing where all is fresh, or where there is no schema.
    fn stale(&self, package: &Path) -> Result<Option<String>, BuildError> {
        let Some(location) = self.find(package)? else {
            rerun(Path::new("build.rs"));
            return Ok(None);
        };
        rerun(&location.schema);
        rerun(&location.lock());
        let schema = load(&location)?;
        if let Ok(outputs) = location.outputs(&schema.model.settings) {
            for folder in [outputs.entity, outputs.migration] {
                if folder.exists() {
                    rerun(&folder);
                }
            }
        }
        let check = check(&location, &schema, false)?;
        if check.diagnostics.has_errors() {
            return Err(BuildError::Schema(rendered(
                check.diagnostics,
                &schema.sources,
            )));
        }
        let Some(first) = check.differences.first() else {
            return Ok(None);
        };
        let more = match check.differences.len() - 1 {
            0 => String::new(),
            more => format!(", and {more} more"),
        };
        let remedy = match check.differences.iter().any(|one| one.needs_generate()) {
            true => format!("run `ketch generate` in {}", check.ownership.place()),
            false => "the migrations do not match the schema".to_owned(),
        };
        Ok(Some(format!(
            "the generated crates are stale: {first}{more}; {remedy}"
        )))
    }

    /// The schema, where there is one.
    fn find(&self, package: &Path) -> Result<Option<Location>, BuildError> {
        if self.schemas.is_empty() {
            return match location::find(package, None) {
                Ok(location) => Ok(Some(location)),
                Err(Error::NoSchema { .. }) => Ok(None),
                Err(error) => Err(error.into()),
            };
        }
        for schema in &self.schemas {
            match location::find(package, Some(schema)) {
                Ok(location) => return Ok(Some(location)),
                Err(Error::NotASchema { .. }) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(None)
    }
}

/// The folder of the package that is built.
fn package() -> Result<PathBuf, BuildError> {
    const FOLDER: &str = "CARGO_MANIFEST_DIR";
    let folder = std::env::var_os(FOLDER).ok_or(BuildError::NotABuildScript(FOLDER))?;
    Ok(folder.into())
}

/// Whether cargo has packed a package: it then keeps the manifest as it was written.
fn is_packed(package: &Path) -> bool {
    package.join("Cargo.toml.orig").exists()
}

fn rerun(path: &Path) {
    println!("cargo::rerun-if-changed={}", path.display());
}

/// Cargo takes a warning of one line.
fn warn(text: &str) {
    for line in text.lines() {
        println!("cargo::warning={line}");
    }
}

fn rendered(diagnostics: Diagnostics, sources: &Sources) -> String {
    let diagnostics = diagnostics.into_sorted().into_iter();
    let texts = diagnostics.map(|one| render(&one, sources, Style::Plain));
    texts.collect::<Vec<_>>().join("\n\n")
}

/// The files of the entity crate as one file of modules. What they call each other by, `super::…`,
/// holds there too.
fn nested(files: &[GeneratedFile]) -> String {
    let mut text = String::from("// Generated by ketch from the schema. It needs in Cargo.toml:\n");
    for line in dependencies(files) {
        text += &format!("//     {line}\n");
    }
    for file in files {
        let module = file
            .path
            .strip_prefix("src/")
            .and_then(|name| name.strip_suffix(".rs"));
        match module {
            // The user's own.
            None | Some("lib" | "custom") => {}
            Some(module) if module.contains('/') => {}
            Some(module) => {
                text += &format!(
                    "\n#[allow(dead_code, missing_docs, unreachable_pub, unused_imports, clippy::all)]\n\
                     pub mod {module} {{\n{}}}\n",
                    file.text
                );
            }
        }
    }
    text
}

/// The lines of the entity crate's manifest that name what its code uses.
fn dependencies(files: &[GeneratedFile]) -> impl Iterator<Item = &str> {
    let manifest = files.iter().find(|file| file.path == "Cargo.toml");
    let lines = manifest.map_or("", |file| &file.text).lines();
    lines
        .skip_while(|line| *line != "[dependencies]")
        .skip(1)
        .take_while(|line| !line.is_empty())
}
