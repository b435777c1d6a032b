//! Do the entity crates of all real schemas compile, without a lint and as rustfmt would write them?
//!
//! Each schema is generated from twice, and with its blocks in another order, which must give the
//! same bytes. Its crate goes, untouched
//! but for its name, into a workspace with all others that ask for the same features of SeaORM,
//! so that none is helped by a feature that another asks for. The workspaces share what is built.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result};
use ketch::output::GeneratedFile;
use ketch::source::{FileId, SourceFile, Sources};
use ketch::{entity, model, syntax};

use super::{Case, Corpus, Report, not_generated};
use crate::workspace;

/// The package of a case: how messages of cargo are led back to it.
struct Package {
    name: String,
    case: String,
    files: Vec<GeneratedFile>,
    models: usize,
}

/// The most models of a crate that is compiled: rustc takes gigabytes for more.
const COMPILED: usize = 400;

pub(super) fn check(corpus: &Corpus) -> Result<Report> {
    let mut report = Report::default();
    // By the features of SeaORM that they ask for.
    let mut groups: BTreeMap<String, Vec<Package>> = BTreeMap::new();
    for (index, case) in corpus.cases("real")?.into_iter().enumerate() {
        match generate(&case) {
            Err(reason) => report.skip(reason),
            Ok(Err(fault)) => report.case(&case.name, &[fault]),
            Ok(Ok((models, _))) if models > COMPILED => {
                report.skip(format!("over {COMPILED} models: generated, not compiled"));
            }
            Ok(Ok((models, files))) => {
                let name = format!("case-{index}");
                let features = features(&files)?;
                let package = Package {
                    name,
                    case: case.name,
                    files,
                    models,
                };
                groups.entry(features).or_default().push(package);
            }
        }
    }
    let base = workspace::target().join("conformance/entities");
    let count = groups.len();
    for (index, packages) in groups.into_values().enumerate() {
        let start = Instant::now();
        let models: usize = packages.iter().map(|package| package.models).sum();
        println!(
            "group {} of {count}: {} crates, {models} models",
            index + 1,
            packages.len()
        );
        let folder = base.join(format!("group-{index}"));
        write(&folder, &packages)?;
        let mut faults = lints(&folder)?;
        for (package, fault) in formatting(&folder)? {
            faults.entry(package).or_default().push(fault);
        }
        for package in &packages {
            report.case(
                &package.case,
                &faults.remove(&package.name).unwrap_or_default(),
            );
        }
        for (package, faults) in faults {
            report.case(&package, &faults);
        }
        println!("    {} s", start.elapsed().as_secs());
    }
    Ok(report)
}

/// Generates from a case twice: how many models it has, and its files; or the fault found; or
/// why nothing is generated from it.
fn generate(case: &Case) -> Result<Result<(usize, Vec<GeneratedFile>), String>, String> {
    let (data_model, diagnostics) = model::load(&case.sources);
    if let Some(reason) = not_generated(&data_model) {
        return Err(reason.to_owned());
    }
    if data_model.datasource.is_none() {
        return Err("no datasource".to_owned());
    }
    if case.verdict.is_err() {
        return Err("invalid for Prisma too".to_owned());
    }
    if let Some((_, fault)) = case.errors(diagnostics).into_iter().next() {
        return Ok(Err(fault));
    }
    let (first, diagnostics) = entity::generate(&data_model);
    if let Some((_, fault)) = case.errors(diagnostics).into_iter().next() {
        return Ok(Err(fault));
    }
    let (again, _) = entity::generate(&model::load(&case.sources).0);
    if first != again {
        return Ok(Err("generating twice gives different bytes".to_owned()));
    }
    let (turned, _) = model::load(&turned(&case.sources));
    if turned.digest() != data_model.digest() {
        return Ok(Err("the digest depends on the order of blocks".to_owned()));
    }
    if let Some(file) = first
        .iter()
        .zip(entity::generate(&turned).0)
        .find(|(a, b)| *a != b)
    {
        return Ok(Err(format!("the order of blocks changes {}", file.0.path)));
    }
    Ok(Ok((data_model.models.len(), first)))
}

/// The same schema with its blocks, and the files that they are in, in the opposite order.
fn turned(sources: &Sources) -> Sources {
    let turn = |(id, file): (FileId, &SourceFile)| {
        let tree = syntax::parse(id, &file.text).tree();
        let blocks: Vec<String> = tree.children().map(|block| block.to_string()).collect();
        SourceFile {
            path: format!("{:04}.prisma", u16::MAX as u32 - id.0),
            text: blocks.into_iter().rev().map(|block| block + "\n").collect(),
        }
    };
    Sources::new(sources.iter().map(turn).collect())
}

/// The line of a crate's manifest that says which of SeaORM's features it asks for. Of the other
/// dependencies none has features that another crate could add to.
fn features(files: &[GeneratedFile]) -> Result<String> {
    let manifest = files
        .iter()
        .find(|file| file.path == "Cargo.toml")
        .context("a crate without Cargo.toml")?;
    let mut lines = manifest.text.lines();
    let line = lines.find(|line| line.starts_with("sea-orm = "));
    Ok(line.context("a crate without sea-orm")?.to_owned())
}

/// Writes a workspace with the packages, touching only what differs, so that cargo rebuilds only
/// what changed since the last run.
fn write(folder: &Path, packages: &[Package]) -> Result<()> {
    let mut wanted = BTreeMap::new();
    for package in packages {
        for file in &package.files {
            let mut text = file.text.clone();
            if file.path == "Cargo.toml" {
                let line = text
                    .lines()
                    .find(|line| line.starts_with("name = "))
                    .context("a package without a name")?;
                text = text.replacen(line, &format!("name = \"{}\"", package.name), 1);
            }
            wanted.insert(folder.join(&package.name).join(&file.path), text);
        }
    }
    // As in this repository, so that what is built for it is used here too.
    let profile = "[profile.dev]\ndebug = \"line-tables-only\"\n";
    let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = [\"case-*\"]\n\n{profile}");
    wanted.insert(folder.join("Cargo.toml"), manifest);
    if !folder.join("Cargo.lock").exists() {
        wanted.insert(
            folder.join("Cargo.lock"),
            fs::read_to_string(workspace::root().join("Cargo.lock"))?,
        );
    }
    remove_others(folder, &wanted)?;
    for (path, text) in wanted {
        if fs::read_to_string(&path).ok().as_ref() != Some(&text) {
            fs::create_dir_all(path.parent().context("a file lies in a folder")?)?;
            fs::write(&path, text)?;
        }
    }
    Ok(())
}

/// Removes the files below a folder that an earlier run left.
fn remove_others(folder: &Path, wanted: &BTreeMap<PathBuf, String>) -> Result<()> {
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry?.path();
        if path.is_dir() {
            remove_others(&path, wanted)?;
            // Only an empty folder can be removed so.
            let _ = fs::remove_dir(&path);
        } else if !wanted.contains_key(&path) && !path.ends_with("Cargo.lock") {
            fs::remove_file(&path)?;
        }
    }
    Ok(())
}

/// Faults by package.
type Faults = BTreeMap<String, Vec<String>>;

/// Lints every package; clippy does all that `cargo check` does, and then its own.
fn lints(folder: &Path) -> Result<Faults> {
    let mut clippy = cargo(folder);
    clippy.args([
        "clippy",
        "--quiet",
        "--workspace",
        "--all-targets",
        "--keep-going",
        "--message-format=json",
    ]);
    clippy.args(["--", "-D", "warnings"]);
    let output = clippy.output().context("cannot run cargo clippy")?;
    let mut faults = Faults::new();
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let Ok(message) = serde_json::from_str::<serde_json::Value>(line) else {
            continue;
        };
        let diagnostic = &message["message"];
        if message["reason"] != "compiler-message"
            || diagnostic["level"] != "error"
            || diagnostic["spans"][0].is_null()
        {
            continue;
        }
        let package = message["target"]["name"]
            .as_str()
            .unwrap_or_default()
            .replace('_', "-");
        let span = &diagnostic["spans"][0];
        let text = diagnostic["message"].as_str().unwrap_or_default();
        faults.entry(package).or_default().push(format!(
            "{}:{}: {text}",
            span["file_name"].as_str().unwrap_or_default(),
            span["line_start"]
        ));
    }
    if !output.status.success() && faults.is_empty() {
        anyhow::bail!(
            "cargo clippy failed:\n{}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
    for faults in faults.values_mut() {
        let more = faults.len().saturating_sub(3);
        faults.truncate(3);
        if more > 0 {
            faults.push(format!("and {more} more"));
        }
    }
    Ok(faults)
}

/// Files that rustfmt would write otherwise, with their packages.
fn formatting(folder: &Path) -> Result<Vec<(String, String)>> {
    let output = cargo(folder)
        .args(["fmt", "--all", "--", "--check", "-l"])
        .output()
        .context("cannot run cargo fmt")?;
    let listed = String::from_utf8_lossy(&output.stdout).into_owned();
    let faults: Vec<(String, String)> = listed
        .lines()
        .filter_map(|line| Path::new(line).strip_prefix(folder).ok())
        .map(|path| {
            let package = path
                .components()
                .next()
                .map(|first| first.as_os_str().to_string_lossy().into_owned());
            (
                package.unwrap_or_default(),
                format!("rustfmt would change {}", path.display()),
            )
        })
        .collect();
    if !output.status.success() && faults.is_empty() {
        anyhow::bail!(
            "cargo fmt failed:\n{listed}{}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
    Ok(faults)
}

fn cargo(folder: &Path) -> Command {
    let mut cargo = Command::new(env!("CARGO"));
    cargo
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", workspace::target())
        .env("CARGO_INCREMENTAL", "0");
    cargo
}
