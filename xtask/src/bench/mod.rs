//! `cargo xtask bench`: what ketch costs, beside what its peers cost in the same run.
//!
//! Costs are processor seconds of whole processes with all their descendants: the clock on the
//! wall says more about the machine than about the program. The figures go to
//! `docs/benchmarks.md`, each benchmark's between marks of its own.

mod compile;
pub(crate) mod core;
mod daily;
mod editor;
mod generate;
mod introspect;
mod language;
mod migrate;
mod peers;

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::process::{self, Usage};
use crate::workspace;

/// Measures something and says what it found.
type Bench = fn(&mut Findings) -> Result<()>;

const BENCHES: [(&str, Bench); 7] = [
    ("core", core::bench),
    ("language", language::bench),
    ("generate", generate::bench),
    ("compile", compile::bench),
    ("editor", editor::bench),
    ("introspect", introspect::bench),
    ("migrate", migrate::bench),
];

/// Runs the benchmarks named, or all of them. Each writes its own section of the page, and leaves
/// those of the others. Whether every goal was met.
pub(crate) fn run(names: &[String]) -> Result<bool> {
    if let Some(unknown) = names
        .iter()
        .find(|name| !BENCHES.iter().any(|(bench, _)| bench == name))
    {
        bail!(
            "there is no benchmark called {unknown}; there are {}",
            BENCHES.map(|(name, _)| name).join(", ")
        );
    }
    let mut met = true;
    for (name, bench) in BENCHES {
        if names.is_empty() || names.iter().any(|wanted| wanted == name) {
            let mut findings = Findings::default();
            bench(&mut findings).with_context(|| format!("the benchmark {name} failed"))?;
            let text = findings.text()?;
            println!("\n{text}");
            write_down(name, &text)?;
            met &= findings.goals.iter().all(Goal::is_met);
        }
    }
    Ok(met)
}

/// What a benchmark found, for people.
#[derive(Default)]
struct Findings {
    tables: String,
    goals: Vec<Goal>,
    skipped: Vec<String>,
}

/// A figure that must not be above a limit.
struct Goal {
    what: String,
    figure: f64,
    limit: f64,
    /// As in `s`.
    unit: &'static str,
}

impl Goal {
    fn is_met(&self) -> bool {
        self.figure <= self.limit
    }
}

impl Findings {
    /// Adds a table; the first column is text, the others are figures.
    fn table(&mut self, title: &str, head: &[&str], rows: &[Vec<String>]) {
        let rule: String = (0..head.len())
            .map(|column| if column == 0 { "---|" } else { "--:|" })
            .collect();
        let rows: String = rows
            .iter()
            .map(|row| format!("| {} |\n", row.join(" | ")))
            .collect();
        write!(
            self.tables,
            "### {title}\n\n| {} |\n|{rule}\n{rows}\n",
            head.join(" | ")
        )
        .expect("text can grow");
    }

    fn goal(&mut self, what: impl Into<String>, figure: f64, limit: f64, unit: &'static str) {
        self.goals.push(Goal {
            what: what.into(),
            figure,
            limit,
            unit,
        });
    }

    fn skip(&mut self, what: impl Into<String>) {
        let what = what.into();
        println!("skipped: {what}");
        self.skipped.push(what);
    }

    fn text(&self) -> Result<String> {
        let mut text = format!("Measured on {}.\n\n{}", machine()?, self.tables);
        writeln!(
            text,
            "### Goals\n\n| goal | figure | limit | met |\n|---|--:|--:|---|"
        )?;
        for goal in &self.goals {
            let Goal {
                what,
                figure,
                limit,
                unit,
            } = goal;
            let met = if goal.is_met() { "yes" } else { "**no**" };
            let limit = (limit * 1e3).round() / 1e3;
            writeln!(
                text,
                "| {what} | {figure:.3}{unit} | {limit}{unit} | {met} |"
            )?;
        }
        for skipped in &self.skipped {
            writeln!(text, "\nNot measured: {skipped}.")?;
        }
        Ok(text)
    }
}

/// The kind of machine, in words that name no particular one.
fn machine() -> Result<String> {
    let cores = std::thread::available_parallelism()?;
    let model = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = model
        .lines()
        .find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    let model = model.map_or("processor of unknown make", |(_, name)| name.trim());
    let rustc = process::run_quietly(Command::new("rustc").arg("--version"))?;
    let rustc = rustc
        .split_whitespace()
        .take(2)
        .collect::<Vec<_>>()
        .join(" ");
    Ok(format!(
        "{cores} cores of an {model}, {}, {rustc}",
        std::env::consts::OS
    ))
}

/// Puts what a benchmark found into its section of the page.
fn write_down(bench: &str, text: &str) -> Result<()> {
    let path = workspace::root().join("docs/benchmarks.md");
    let page =
        fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let begin = format!("<!-- begin: written by cargo xtask bench {bench} -->\n");
    let end = "<!-- end -->\n";
    let marks = page.split_once(&begin).and_then(|(before, rest)| {
        let (_, after) = rest.split_once(end)?;
        Some((before, after))
    });
    let (before, after) = marks
        .with_context(|| format!("docs/benchmarks.md has no marks for the benchmark {bench}"))?;
    fs::write(&path, format!("{before}{begin}\n{text}\n{end}{after}"))?;
    println!("written to docs/benchmarks.md");
    Ok(())
}

/// A folder of ours for one benchmark, empty.
fn fresh_folder(name: &str) -> Result<PathBuf> {
    let folder = workspace::target().join("bench").join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

/// The binary `ketch`, built as it is released.
fn ketch() -> Result<PathBuf> {
    released("ketch")
}

/// A program of this workspace, built as it is released.
fn released(program: &str) -> Result<PathBuf> {
    println!("building for release");
    let mut build = Command::new(env!("CARGO"));
    // Together, so that what they share is built once.
    build
        .args(["build", "--quiet", "--release"])
        .args(["--package", "ketch-cli", "--package", "xtask"])
        .current_dir(workspace::root());
    process::run_quietly(&mut build)?;
    Ok(workspace::target().join("release").join(program))
}

/// A command of ketch in the folder of a project, whoever runs this and wherever.
fn in_project(ketch: &Path, folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(ketch);
    command
        .args(arguments)
        .current_dir(folder)
        .env("KETCH_ENVIRONMENT", "linux")
        .env_remove("DATABASE_URL");
    command
}

/// A new project of ketch with a synthetic schema.
fn new_project(folder: &Path, models: usize) -> Result<()> {
    fs::create_dir_all(folder.join("schema"))?;
    fs::write(
        folder.join("schema/schema.prisma"),
        crate::synthetic::schema(models, KETCH_BLOCK),
    )?;
    fs::write(
        folder.join("Cargo.toml"),
        "[workspace]\nresolver = \"3\"\nmembers = [\"entity\", \"migration\"]\n",
    )?;
    Ok(())
}

const KETCH_BLOCK: &str = "generator ketch {\n  provider = \"ketch\"\n}";

/// How often a command is measured. A peer that generates takes long, and is measured once.
const RUNS: usize = 7;

/// Measures a command again and again.
fn repeat(run: impl FnMut() -> Result<Usage>) -> Result<Usage> {
    let usages = std::iter::repeat_with(run).take(RUNS);
    usages.collect::<Result<_>>().map(least)
}

/// The quickest of several measurements, by processor time, with the most memory of any: what else
/// a machine does only adds to a figure.
fn least(usages: Vec<Usage>) -> Usage {
    let [cpu, memory] = [
        usages.iter().map(|usage| usage.cpu).reduce(f64::min),
        usages.iter().map(|usage| usage.memory).reduce(f64::max),
    ]
    .map(|figure| figure.unwrap_or(f64::NAN));
    Usage { cpu, memory }
}

/// The middle one of several figures.
fn middle(figures: &[f64]) -> f64 {
    let mut sorted = figures.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted[sorted.len() / 2]
}
