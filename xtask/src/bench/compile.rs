//! What the entity crate costs in `cargo check`: ours beside those that sea-orm-cli writes for
//! the same tables, each in the same workspace with the same dependencies and features.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use super::{Findings, fresh_folder, in_project, ketch, least, new_project, peers};
use crate::process::{Usage, measure, run_quietly};
use crate::workspace;

const MODELS: usize = 100;

/// How often those are measured that are compared: they differ by less than a machine does from one
/// minute to the next.
const ROUNDS: usize = 7;

/// A crate with nothing in it: what cargo and the compiler cost before the first entity.
const EMPTY: &str = "empty";

/// The crates, each with what the table calls it and how often it is measured.
const CRATES: [(&str, &str, usize); 4] = [
    (EMPTY, "an empty crate", ROUNDS),
    ("ketch", "ketch, compact", ROUNDS),
    ("cli-compact", "sea-orm-cli, compact", ROUNDS),
    // A minute and a half, which no goal depends on.
    ("cli-dense", "sea-orm-cli, dense", 1),
];

pub(super) fn bench(findings: &mut Findings) -> Result<()> {
    let ketch = ketch()?;
    let folder = fresh_folder("compile")?;
    if let Err(reason) = write_crates(&ketch, &folder)? {
        findings.skip(format!("what entity crates cost to check: {reason}"));
        return Ok(());
    }
    println!("compile: dependencies");
    run_quietly(&mut check(&folder, None, false))?;

    let mut clean: Vec<Vec<Usage>> = vec![Vec::new(); CRATES.len()];
    let mut edited: Vec<Vec<Usage>> = vec![Vec::new(); CRATES.len()];
    for round in 0..ROUNDS {
        // Interleaved, so that whatever else the machine does falls on all of them.
        for (index, (name, words, rounds)) in CRATES.iter().enumerate() {
            if round >= *rounds {
                continue;
            }
            println!("compile: round {} of {rounds}, {words}", round + 1);
            let root = folder.join(name).join("src/lib.rs");
            touch(&root)?;
            clean[index].push(measure(&check(&folder, Some(name), false))?);
            touch(&root)?;
            run_quietly(&mut check(&folder, Some(name), true))?;
            edit(&folder.join(name), round)?;
            edited[index].push(measure(&check(&folder, Some(name), true))?);
        }
    }

    let clean: Vec<Usage> = clean.into_iter().map(least).collect();
    let edited: Vec<Usage> = edited.into_iter().map(least).collect();
    let per_entity =
        |usages: &[Usage], index: usize| (usages[index].cpu - usages[0].cpu) / MODELS as f64;
    let row = |(index, (_, words, _)): (usize, &(&str, &str, usize))| {
        vec![
            (*words).to_owned(),
            format!("{:.2} s", clean[index].cpu),
            format!("{:.3} s", per_entity(&clean, index)),
            format!("{:.0} MiB", clean[index].memory),
            format!("{:.2} s", edited[index].cpu),
            format!("{:.3} s", per_entity(&edited, index)),
        ]
    };
    findings.table(
        &format!("`cargo check` of {MODELS} entities, dependencies built before"),
        &[
            "crate",
            "clean",
            "per entity",
            "peak memory",
            "one entity edited",
            "per entity",
        ],
        &CRATES.iter().enumerate().map(row).collect::<Vec<_>>(),
    );
    findings.goal(
        "clean check per entity, against sea-orm-cli's compact",
        per_entity(&clean, 1) / per_entity(&clean, 2),
        1.0,
        "×",
    );
    findings.goal(
        "check after an edit, against sea-orm-cli's compact",
        per_entity(&edited, 1) / per_entity(&edited, 2),
        1.0,
        "×",
    );
    Ok(())
}

/// Writes a workspace with one crate of each kind; or why it cannot be done.
fn write_crates(ketch: &Path, folder: &Path) -> Result<Result<(), String>> {
    let project = fresh_folder("compile-project")?;
    new_project(&project, MODELS)?;
    run_quietly(&mut in_project(ketch, &project, &["generate"]))?;
    fs::rename(project.join("entity"), folder.join("ketch"))?;
    let manifest = fs::read_to_string(folder.join("ketch/Cargo.toml"))?;
    for (name, ..) in CRATES {
        fs::create_dir_all(folder.join(name).join("src"))?;
        fs::write(
            folder.join(name).join("Cargo.toml"),
            with_name(&manifest, name)?,
        )?;
    }
    fs::write(folder.join(EMPTY).join("src/lib.rs"), "//! Nothing.\n")?;
    fs::write(
        folder.join("Cargo.toml"),
        "[workspace]\nresolver = \"3\"\nmembers = [\"*\"]\nexclude = [\"target\"]\n",
    )?;
    fs::copy(
        workspace::root().join("Cargo.lock"),
        folder.join("Cargo.lock"),
    )?;

    peers::with_tables(ketch, MODELS, |url| {
        let program = peers::install_sea_orm_cli()?;
        for format in ["compact", "dense"] {
            let source = folder.join(format!("cli-{format}/src"));
            run_quietly(&mut peers::generate_entity(&program, url, format, &source))?;
        }
        // Without it the compiler gives up on dense entities that hang together.
        let root = folder.join("cli-dense/src/lib.rs");
        let text = fs::read_to_string(&root)?;
        fs::write(&root, format!("#![recursion_limit = \"2048\"]\n{text}"))?;
        Ok(())
    })
}

/// A manifest with another package name.
fn with_name(manifest: &str, name: &str) -> Result<String> {
    let line = manifest
        .lines()
        .find(|line| line.starts_with("name = "))
        .context("a manifest without a name")?;
    Ok(manifest.replacen(line, &format!("name = \"{name}\""), 1))
}

fn check(folder: &Path, package: Option<&str>, incremental: bool) -> Command {
    let mut command = Command::new(env!("CARGO"));
    command
        .args(["check", "--quiet", "--lib"])
        .current_dir(folder);
    match package {
        Some(name) => command.args(["--package", name]),
        None => command.arg("--workspace"),
    };
    command.env(
        "CARGO_TARGET_DIR",
        workspace::target().join("bench/compile-target"),
    );
    command.env("CARGO_INCREMENTAL", if incremental { "1" } else { "0" });
    command
}

fn touch(path: &Path) -> Result<()> {
    Ok(fs::File::options()
        .append(true)
        .open(path)?
        .set_modified(std::time::SystemTime::now())?)
}

/// Adds a function to the file of one entity, or to the empty crate.
fn edit(package: &Path, round: usize) -> Result<()> {
    let entity = package.join("src/table_7.rs");
    let ours = package.join("src/house7.rs");
    let path = [entity, ours]
        .into_iter()
        .find(|path| path.is_file())
        .unwrap_or_else(|| package.join("src/lib.rs"));
    let text = fs::read_to_string(&path)?;
    fs::write(
        &path,
        format!("{text}\n/// An edit.\npub fn edit_{round}() -> usize {{\n    {round}\n}}\n"),
    )?;
    Ok(())
}
