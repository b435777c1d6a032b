//! `ketch init`: ketch in a Cargo workspace or package that is there already.
//!
//! It adds and never changes: files are made where there are none, lines and entries are added
//! where they are missing. Everything is thought out before the first file is written.

mod manifest;

use std::fs;
use std::path::{Path, PathBuf};

use ketch::model::Settings;
use ketch::project::{self, Location, Options, Outcome};

use super::{Done, environment, show};
use crate::arguments;
use crate::database;
use crate::exit::Exit;
use crate::terminal::{note, say};

/// The package that pins ketch, and the folder that it is in.
const TOOL: &str = "ketch-tool";

pub(crate) fn run(project: &arguments::Project, arguments: &arguments::Init) -> Done {
    let here = std::env::current_dir()?;
    let root = project::cargo_root(&here)
        .ok_or("no Cargo.toml here or above: begin with `cargo init`, then run `ketch init`")?;
    let mut setup = Setup::default();
    let environment = environment()?;

    let found = match &project.schema {
        Some(path) => Ok(project::find(&here, Some(path))?),
        None => project::find(&root, None),
    };
    let (location, settings) = match found {
        Ok(location) => {
            setup.keep(&location.schema, "the schema");
            let schema = project::load(&location)?;
            if show(schema.diagnostics, &schema.sources) {
                return Ok(Exit::Error);
            }
            (location, schema.model.settings)
        }
        Err(project::Error::NoSchema { .. }) => {
            let schema = root.join("schema");
            setup.make(&schema.join("schema.prisma"), &starter(&arguments.provider));
            let location = Location {
                root: root.clone(),
                base: root.clone(),
                schema,
            };
            (location, Settings::default())
        }
        Err(error) => return Err(error.into()),
    };
    let outputs = location.outputs(&settings)?;
    let relative = |path: &Path| slashed(path, &root);
    let foreign = project::foreign(&location, &settings)?;
    if !foreign.is_empty() {
        return Err(ways_out(&location, &foreign, &outputs.entity).into());
    }
    let members = [
        relative(&outputs.entity),
        relative(&outputs.migration),
        TOOL.to_owned(),
    ];

    let manifest = root.join("Cargo.toml");
    setup.edit(&manifest, "workspace members", |text| {
        manifest::with_members(text, &members)
    })?;
    tool(&mut setup, &root, &relative(&location.schema));
    let config = [".cargo/config", ".cargo/config.toml"]
        .map(|name| root.join(name))
        .into_iter()
        .find(|path| path.exists())
        .unwrap_or_else(|| root.join(".cargo/config.toml"));
    setup.edit(&config, "the alias `cargo ketch`", |text| {
        manifest::with_alias(text, &format!("run --quiet --package {TOOL} --"))
    })?;
    let attributes = [
        format!("/{} text eol=lf", relative(&location.lock())),
        format!("/{}/** text eol=lf linguist-generated", members[0]),
        format!("/{}/src/custom/** -linguist-generated", members[0]),
        format!("/{}/** text eol=lf", members[1]),
    ];
    setup.edit(&root.join(".gitattributes"), "line endings", |text| {
        Ok(with_lines(text, &attributes))
    })?;
    let base = match relative(&location.base) {
        base if base.is_empty() => base,
        base => format!("/{base}"),
    };
    // The engines may have SQLite later, and its file has others beside it.
    let development = relative(&location.root.join(database::DEFAULT_FILE));
    let ignored = [format!("{base}/.ketch.*"), format!("/{development}*")];
    setup.edit(
        &root.join(".gitignore"),
        "files of a running ketch, and the development database",
        |text| Ok(with_lines(text, &ignored)),
    )?;

    // The crates come first: a workspace whose members are missing is no workspace.
    setup.write_new()?;
    let location = project::find(&here, Some(&location.schema))?;
    let schema = project::load(&location)?;
    let report = project::generate(&location, &schema, &Options::new(&environment, &note))?;
    if show(report.diagnostics, &schema.sources) {
        return Ok(Exit::Error);
    }
    if let Outcome::NotOwner(_) = report.outcome {
        note(&format!(
            "the crates have to be generated in {}: run `ketch init` there",
            report.ownership.place()
        ));
        return Ok(Exit::NotOwner);
    }
    if let Outcome::Written(changes) = &report.outcome {
        for path in &changes.created {
            setup.done.push(format!("made   {path}"));
        }
    }
    setup.write_edits()?;
    for line in &setup.done {
        say(line);
    }
    say("next: edit the schema, and run `cargo ketch dev`");
    Ok(Exit::Done)
}

/// What to do where somebody else's crates stand in the places of those that would be made.
fn ways_out(location: &Location, foreign: &[PathBuf], entity: &Path) -> String {
    let folders = foreign.iter().map(|folder| shown(folder) + "/");
    let schema = match location.schema.exists() {
        true => shown(&location.schema),
        false => shown(&location.schema.join("schema.prisma")),
    };
    // Settings are relative to the folder of the schema, which may be the base itself.
    let is_at_base = location.schema.is_file() && location.schema_name().split('/').count() == 1;
    let up = if is_at_base { "" } else { "../" };
    let settings = foreign.iter().map(|folder| match folder == entity {
        true => format!("    entity    = \"{up}db-entity\"\n"),
        false => format!("    migration = \"{up}db-migration\"\n"),
    });
    format!(
        "a crate that ketch did not write is where it would write its own: {}\n\
         nothing was written; either\n\
         - let ketch write into other folders, by which its crates are named: in {schema}, beside the datasource,\n  \
         generator ketch {{\n    provider  = \"ketch\"\n{}  }}\n\
         - or move what is there to another folder and name\n\
         then run `ketch init` again; a database that is there already is taken over with `ketch migrate baseline`",
        folders.collect::<Vec<_>>().join(" and "),
        settings.collect::<String>(),
    )
}

/// What is to be made and edited, and what was done.
#[derive(Default)]
struct Setup {
    new: Vec<(PathBuf, String)>,
    edits: Vec<(PathBuf, String, &'static str)>,
    done: Vec<String>,
}

impl Setup {
    /// A file that is made where there is none.
    fn make(&mut self, path: &Path, text: &str) {
        if path.exists() {
            self.keep(path, "as it is");
        } else {
            self.new.push((path.to_owned(), text.to_owned()));
        }
    }

    fn keep(&mut self, path: &Path, what: &str) {
        self.done.push(format!("kept   {} ({what})", shown(path)));
    }

    /// A file to which something is added where it is missing.
    fn edit(
        &mut self,
        path: &Path,
        what: &'static str,
        edit: impl FnOnce(&str) -> Result<String, Box<dyn std::error::Error>>,
    ) -> Result<(), Box<dyn std::error::Error>> {
        let before = match fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(format!("cannot read {}: {error}", path.display()).into()),
        };
        let crlf = before.contains("\r\n");
        let after = edit(&before.replace("\r\n", "\n"))
            .map_err(|error| format!("{}: {error}", path.display()))?;
        let after = if crlf {
            after.replace('\n', "\r\n")
        } else {
            after
        };
        if after == before {
            self.keep(path, what);
        } else {
            self.edits.push((path.to_owned(), after, what));
        }
        Ok(())
    }

    fn write_new(&mut self) -> Result<(), Box<dyn std::error::Error>> {
        for (path, text) in std::mem::take(&mut self.new) {
            write(&path, &text)?;
            self.done.push(format!("made   {}", shown(&path)));
        }
        Ok(())
    }

    fn write_edits(&mut self) -> Result<(), Box<dyn std::error::Error>> {
        for (path, text, what) in std::mem::take(&mut self.edits) {
            let word = if path.exists() { "added " } else { "made  " };
            write(&path, &text)?;
            self.done.push(format!("{word} {} ({what})", shown(&path)));
        }
        Ok(())
    }
}

/// Puts a text in its place in one step.
fn write(path: &Path, text: &str) -> Result<(), Box<dyn std::error::Error>> {
    let failed = |error| format!("cannot write {}: {error}", path.display());
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let temporary = path.with_file_name(format!(".{name}.ketch-init.tmp"));
    fs::write(&temporary, text).map_err(failed)?;
    fs::rename(&temporary, path).map_err(failed)?;
    Ok(())
}

/// The package that pins ketch: its command for everyone, and a check in every build.
fn tool(setup: &mut Setup, root: &Path, schema: &str) {
    let version = ketch::VERSION;
    let folder = root.join(TOOL);
    setup.make(
        &folder.join("Cargo.toml"),
        &format!(
            r#"# Pins ketch: with Cargo.lock, everyone who works here runs one version, in PowerShell, WSL and CI.
# `cargo ketch` runs it, by the alias in .cargo/config.toml.
[package]
name = "{TOOL}"
version = "0.0.0"
edition = "2024"
publish = false

[dependencies]
ketch-cli = "={version}"

# Building the workspace warns where the generated crates are stale; KETCH_STRICT=1 makes it fail.
[build-dependencies]
ketch = "={version}"
"#
        ),
    );
    setup.make(
        &folder.join("build.rs"),
        &format!(
            "fn main() -> Result<(), ketch::BuildError> {{\n    ketch::configure().schema(\"../{schema}\").check()\n}}\n"
        ),
    );
    setup.make(
        &folder.join("src/main.rs"),
        "fn main() -> std::process::ExitCode {\n    ketch_cli::main()\n}\n",
    );
}

/// A text with lines that it did not have.
fn with_lines(text: &str, lines: &[String]) -> String {
    let mut text = text.to_owned();
    for line in lines {
        if text.lines().any(|there| there.trim() == line) {
            continue;
        }
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        text.push_str(line);
        text.push('\n');
    }
    text
}

/// A path relative to the root, with `/`.
fn slashed(path: &Path, root: &Path) -> String {
    let path = path.strip_prefix(root).unwrap_or(path);
    let parts = path
        .components()
        .map(|part| part.as_os_str().to_string_lossy());
    parts.collect::<Vec<_>>().join("/")
}

/// A path as the user sees it from where he is.
fn shown(path: &Path) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    path.strip_prefix(&here)
        .unwrap_or(path)
        .display()
        .to_string()
}

fn starter(provider: &str) -> String {
    include_str!("starter.prisma").replace("{provider}", provider)
}
