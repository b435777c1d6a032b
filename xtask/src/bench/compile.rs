//! What the entity crate costs in `cargo check`: ours beside those that sea-orm-cli writes for
//! the same tables, each in the same workspace with the same dependencies and features.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use super::{Findings, fresh_folder, in_project, ketch, middle, new_project, peers};
use crate::process::{measure, run_quietly};
use crate::workspace;

const MODELS: usize = 100;

/// How often those are measured that are compared; the middle one counts.
const ROUNDS: usize = 9;

/// The crates, each with what the table calls it. The first has nothing in it: what cargo and the
/// compiler cost before the first entity.
const CRATES: [(&str, &str); 4] = [
    ("empty", "an empty crate"),
    ("ketch", "ketch, compact"),
    ("cli-compact", "sea-orm-cli, compact"),
    ("cli-dense", "sea-orm-cli, dense"),
];
/// Where each stands among them.
const EMPTY: usize = 0;
const OURS: usize = 1;
const COMPACT: usize = 2;
const DENSE: usize = 3;

/// What a crate cost in each round, in processor seconds.
#[derive(Default)]
struct Costs {
    clean: Vec<f64>,
    edited: Vec<f64>,
    /// The peak of a clean check, in MiB.
    memory: f64,
}

pub(super) fn bench(findings: &mut Findings) -> Result<()> {
    let ketch = ketch()?;
    let folder = fresh_folder("compile")?;
    if let Err(reason) = write_crates(&ketch, &folder)? {
        findings.skip(format!("what entity crates cost to check: {reason}"));
        return Ok(());
    }
    println!("compile: dependencies");
    run_quietly(&mut check(&folder, None, false))?;

    // Those compared differ by less than a machine does from one minute to the next. So one is
    // measured right after the other, as often before it as after it, and compared within a round.
    let mut costs = CRATES.map(|_| Costs::default());
    let mut compared = [EMPTY, OURS, COMPACT];
    for round in 0..ROUNDS {
        println!("compile: round {} of {ROUNDS}", round + 1);
        measure_round(&folder, &compared, round, &mut costs)?;
        compared.reverse();
    }
    // Two minutes, which no goal depends on.
    println!("compile: {}", CRATES[DENSE].1);
    measure_round(&folder, &[DENSE], 0, &mut costs)?;

    let rows = costs.iter().zip(CRATES).map(|(cost, (_, words))| {
        let per_entity = |of: fn(&Costs) -> &Vec<f64>| {
            let rest = middle(of(cost)) - middle(of(&costs[EMPTY]));
            format!("{:.3} s", rest / MODELS as f64)
        };
        vec![
            words.to_owned(),
            format!("{:.2} s", middle(&cost.clean)),
            per_entity(|cost| &cost.clean),
            format!("{:.0} MiB", cost.memory),
            format!("{:.2} s", middle(&cost.edited)),
            per_entity(|cost| &cost.edited),
        ]
    });
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
        &rows.collect::<Vec<_>>(),
    );
    let ratio = |of: fn(&Costs) -> &Vec<f64>| {
        let [empty, ours, compact] = [EMPTY, OURS, COMPACT].map(|index| of(&costs[index]));
        let rounds =
            (0..ROUNDS).map(|round| (ours[round] - empty[round]) / (compact[round] - empty[round]));
        middle(&rounds.collect::<Vec<_>>())
    };
    findings.goal(
        "clean check per entity, against sea-orm-cli's compact",
        ratio(|cost| &cost.clean),
        1.0,
        "×",
    );
    findings.goal(
        "check after an edit, against sea-orm-cli's compact",
        ratio(|cost| &cost.edited),
        1.0,
        "×",
    );
    Ok(())
}

/// Measures some of the crates in that order: clean, then after an edit of one entity.
fn measure_round(folder: &Path, crates: &[usize], round: usize, costs: &mut [Costs]) -> Result<()> {
    let root = |name: &str| folder.join(name).join("src/lib.rs");
    for &index in crates {
        let name = CRATES[index].0;
        touch(&root(name))?;
        let usage = measure(&check(folder, Some(name), false))?;
        costs[index].clean.push(usage.cpu);
        costs[index].memory = costs[index].memory.max(usage.memory);
    }
    for &index in crates {
        let name = CRATES[index].0;
        touch(&root(name))?;
        run_quietly(&mut check(folder, Some(name), true))?;
        edit(&folder.join(name), round)?;
    }
    for &index in crates {
        let usage = measure(&check(folder, Some(CRATES[index].0), true))?;
        costs[index].edited.push(usage.cpu);
    }
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
    fs::write(
        folder.join(CRATES[EMPTY].0).join("src/lib.rs"),
        "//! Nothing.\n",
    )?;
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
