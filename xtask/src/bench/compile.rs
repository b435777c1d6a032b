//! What the entity crate costs in `cargo check`: ours beside those that sea-orm-cli writes for
//! the same tables, each in the same workspace with the same dependencies and features.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::SystemTime;

use anyhow::{Context, Result};

use super::{Findings, fresh_folder, in_project, ketch, middle, new_project, peers};
use crate::process::{count_instructions, find_program, measure, run_quietly};
use crate::workspace;

const MODELS: usize = 100;

/// How often those are measured that are compared; the middle one counts.
const ROUNDS: usize = 15;

/// The crates, each with what the tables call it. The first has nothing in it: what cargo and the
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

/// What is compared, and with it what they cost without an entity.
const COMPARED: [usize; 3] = [EMPTY, OURS, COMPACT];

/// What the check of a crate costs, each time that it was measured, in one unit.
#[derive(Default)]
struct Costs {
    clean: Vec<f64>,
    edited: Vec<f64>,
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
    println!("compile: what the compiler keeps for the next edit");
    run_quietly(&mut check(&folder, None, true))?;
    seconds(findings, &folder)?;
    instructions(findings, &folder)
}

/// Measures processor time, which moves with whatever else the machine does.
fn seconds(findings: &mut Findings, folder: &Path) -> Result<()> {
    let mut costs = CRATES.map(|_| Costs::default());
    let mut memory = CRATES.map(|_| 0.0_f64);
    let mut measure_round = |round: usize, crates: &[usize]| -> Result<()> {
        for &index in crates {
            let usage = measure(&clean(folder, CRATES[index].0)?)?;
            costs[index].clean.push(usage.cpu);
            memory[index] = memory[index].max(usage.memory);
        }
        for &index in crates {
            let usage = measure(&edited(folder, CRATES[index].0, round)?)?;
            costs[index].edited.push(usage.cpu);
        }
        Ok(())
    };
    // Those compared differ by less than a machine does from one minute to the next. So one is
    // measured right after the other, as often before it as after it, and compared within a round.
    let mut compared = COMPARED;
    for round in 0..ROUNDS {
        println!("compile: round {} of {ROUNDS}", round + 1);
        measure_round(round, &compared)?;
        compared.reverse();
    }
    // Two minutes, which no goal depends on.
    println!("compile: {}", CRATES[DENSE].1);
    measure_round(0, &[DENSE])?;

    let rows = costs.iter().enumerate().map(|(index, cost)| {
        let per_entity = |of: fn(&Costs) -> &Vec<f64>| {
            let rest = middle(of(cost)) - middle(of(&costs[EMPTY]));
            format!("{:.3} s", rest / MODELS as f64)
        };
        vec![
            CRATES[index].1.to_owned(),
            format!("{:.2} s", middle(&cost.clean)),
            per_entity(|cost| &cost.clean),
            format!("{:.0} MiB", memory[index]),
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
    compare(findings, "processor time", &costs);
    Ok(())
}

/// Counts instructions, which are the same however busy the machine is.
fn instructions(findings: &mut Findings, folder: &Path) -> Result<()> {
    let Some(valgrind) = find_program("valgrind", &[]) else {
        findings.skip(
            "the instructions that the check of an entity crate takes: valgrind is not installed",
        );
        return Ok(());
    };
    let count = |command: Command| {
        let logs = fresh_folder("valgrind")?;
        count_instructions(&valgrind, &logs, &command)
    };
    let mut costs = CRATES.map(|_| Costs::default());
    for index in COMPARED {
        let (name, words) = CRATES[index];
        println!("compile: instructions, {words}");
        costs[index].clean.push(count(clean(folder, name)?)?);
        costs[index]
            .edited
            .push(count(edited(folder, name, ROUNDS)?)?);
    }
    let rows = COMPARED.map(|index| {
        let cells = [&costs[index].clean, &costs[index].edited];
        let cells = cells.map(|counted| format!("{:.2}", middle(counted) / 1e9));
        [vec![CRATES[index].1.to_owned()], cells.to_vec()].concat()
    });
    findings.table(
        "The same in thousands of millions of instructions, which valgrind counts",
        &["crate", "clean", "one entity edited"],
        &rows,
    );
    compare(findings, "instructions", &costs);
    Ok(())
}

/// Holds ours against sea-orm-cli's, round by round, without what an empty crate costs.
fn compare(findings: &mut Findings, unit: &str, costs: &[Costs]) {
    let ratio = |of: fn(&Costs) -> &Vec<f64>| {
        let [empty, ours, compact] = COMPARED.map(|index| of(&costs[index]));
        let rounds = empty.iter().zip(ours).zip(compact);
        let ratios = rounds.map(|((empty, ours), compact)| (ours - empty) / (compact - empty));
        middle(&ratios.collect::<Vec<_>>())
    };
    for (when, ratio) in [
        ("clean check", ratio(|cost| &cost.clean)),
        ("check after an edit", ratio(|cost| &cost.edited)),
    ] {
        let what = format!("{when}, against sea-orm-cli's compact, in {unit}");
        findings.goal(what, ratio, 1.0, "×");
    }
}

/// The check of a crate that has to be done from the start.
fn clean(folder: &Path, name: &str) -> Result<Command> {
    let root = folder.join(name).join("src/lib.rs");
    let root = fs::File::options().append(true).open(root)?;
    root.set_modified(SystemTime::now())?;
    Ok(check(folder, Some(name), false))
}

/// The check of a crate once one of its entities has got another function.
fn edited(folder: &Path, name: &str, edit: usize) -> Result<Command> {
    let source = folder.join(name).join("src");
    let entities = [source.join("table_7.rs"), source.join("house7.rs")];
    let path = entities.into_iter().find(|path| path.is_file());
    let path = path.unwrap_or_else(|| source.join("lib.rs"));
    let text = fs::read_to_string(&path)?;
    let function = format!("\n/// An edit.\npub fn edit_{edit}() -> usize {{\n    {edit}\n}}\n");
    fs::write(&path, text + &function)?;
    Ok(check(folder, Some(name), true))
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
