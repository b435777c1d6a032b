//! `cargo xtask fuzz`: runs the fuzz targets under `fuzz/`, each for a while and within limits.
//!
//! They are built by the stable compiler: libFuzzer only needs the coverage that LLVM can add, and
//! no sanitizer, since ketch has no unsafe code. `cargo fuzz` can run them too.
//!
//! A target starts from the schemas of the test cases, or the repository's own lock and history,
//! and from what lies under `fuzz/seeds`. What it finds on its way is kept under the build folder.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::process::run_quietly;
use crate::workspace;

/// A fuzz target: a binary of `fuzz/`.
struct Target {
    name: &'static str,
    /// Its words, under `fuzz/`.
    dictionary: &'static str,
    /// Files and folders that it starts from; of folders, files with the extension given.
    seeds: &'static [&'static str],
    extension: &'static str,
}

const SCHEMAS: &[&str] = &["tests/cases", "schema"];

const TARGETS: &[Target] = &[
    Target {
        name: "syntax",
        dictionary: "schema.dict",
        seeds: SCHEMAS,
        extension: "prisma",
    },
    Target {
        name: "lowering",
        dictionary: "schema.dict",
        seeds: SCHEMAS,
        extension: "prisma",
    },
    Target {
        name: "format",
        dictionary: "schema.dict",
        seeds: SCHEMAS,
        extension: "prisma",
    },
    Target {
        name: "diagram",
        dictionary: "schema.dict",
        seeds: SCHEMAS,
        extension: "prisma",
    },
    Target {
        name: "lsp",
        dictionary: "lsp.dict",
        seeds: &["fuzz/seeds/lsp"],
        extension: "jsonl",
    },
    Target {
        name: "lock",
        dictionary: "lock.dict",
        seeds: &["ketch.lock", "fuzz/seeds/lock"],
        extension: "toml",
    },
    Target {
        name: "history",
        dictionary: "history.dict",
        seeds: &["migration/history", "fuzz/seeds/history"],
        extension: "",
    },
];

const DEFAULT_SECONDS: u32 = 60;

/// Most memory of a run, in MiB, and most seconds for one input.
const MEMORY: u32 = 512;
const SECONDS_PER_INPUT: u32 = 5;

/// What LLVM adds to every function for libFuzzer, and the condition that marks such a build.
const INSTRUMENTATION: &str = "--cfg fuzzing -Cpasses=sancov-module \
    -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
    -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares";

/// `cargo xtask fuzz [--seconds N] [TARGET ...]`; whether no target failed.
pub(crate) fn run(arguments: &[String]) -> Result<bool> {
    let (seconds, targets) = parse(arguments)?;
    let built = build()?;
    let mut failed = Vec::new();
    for target in targets {
        println!("\nfuzz {}, {seconds} s", target.name);
        if !fuzz(&built, target, seconds)? {
            failed.push(target.name);
        }
    }
    for name in &failed {
        eprintln!(
            "{name}: failed; the input is under {}",
            artifacts(name).display()
        );
    }
    Ok(failed.is_empty())
}

fn parse(arguments: &[String]) -> Result<(u32, Vec<&'static Target>)> {
    let mut seconds = DEFAULT_SECONDS;
    let mut chosen = Vec::new();
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        if argument == "--seconds" {
            let value = arguments.next().and_then(|text| text.parse().ok());
            seconds = value.context("--seconds needs a number")?;
            continue;
        }
        let known = TARGETS.iter().find(|target| target.name == argument);
        chosen.push(known.with_context(|| {
            let names: Vec<&str> = TARGETS.iter().map(|target| target.name).collect();
            format!("no fuzz target {argument}; there are {}", names.join(", "))
        })?);
    }
    if chosen.is_empty() {
        chosen.extend(TARGETS);
    }
    Ok((seconds, chosen))
}

/// Builds every target; the folder that they are in.
fn build() -> Result<PathBuf> {
    let version = run_quietly(Command::new("rustc").arg("-vV"))?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    let host = host.context("rustc does not say what it runs on")?;
    let folder = folder();
    // With a triple, what runs at build time is left as it is.
    let status = Command::new(env!("CARGO"))
        .args(["build", "--release", "--locked", "--target", host])
        .arg("--manifest-path")
        .arg(workspace::root().join("fuzz/Cargo.toml"))
        .arg("--target-dir")
        .arg(&folder)
        .env("RUSTFLAGS", INSTRUMENTATION)
        .status()
        .context("cannot run cargo build")?;
    if !status.success() {
        bail!("the fuzz targets do not build");
    }
    Ok(folder.join(host).join("release"))
}

fn folder() -> PathBuf {
    workspace::target().join("fuzz")
}

fn artifacts(name: &str) -> PathBuf {
    folder().join("artifacts").join(name)
}

fn fuzz(built: &Path, target: &Target, seconds: u32) -> Result<bool> {
    let (found, seeds) = (folder().join("corpus"), folder().join("seeds"));
    let (found, seeds) = (found.join(target.name), seeds.join(target.name));
    let artifacts = artifacts(target.name);
    let _ = fs::remove_dir_all(&seeds);
    for folder in [&found, &seeds, &artifacts] {
        fs::create_dir_all(folder)?;
    }
    let count = gather(target, &seeds)?;
    if count == 0 {
        bail!("{} has nothing to start from", target.name);
    }
    let dictionary = workspace::root().join("fuzz").join(target.dictionary);
    // libFuzzer adds what is new to the first folder.
    let status = Command::new(built.join(target.name))
        .arg(format!("-max_total_time={seconds}"))
        .arg(format!("-rss_limit_mb={MEMORY}"))
        .arg(format!("-timeout={SECONDS_PER_INPUT}"))
        .arg(format!("-dict={}", dictionary.display()))
        .arg(format!("-artifact_prefix={}/", artifacts.display()))
        .args(["-max_len=20000", "-print_final_stats=1", "-verbosity=0"])
        .args([&found, &seeds])
        .status()
        .with_context(|| format!("cannot run {}", target.name))?;
    Ok(status.success())
}

/// Puts all that a target starts from into one folder; how many there are.
fn gather(target: &Target, into: &Path) -> Result<usize> {
    let mut open: Vec<PathBuf> = target
        .seeds
        .iter()
        .map(|seed| workspace::root().join(seed))
        .collect();
    let mut count = 0;
    while let Some(path) = open.pop() {
        if path.is_dir() {
            for entry in fs::read_dir(&path)? {
                open.push(entry?.path());
            }
        } else if target.seeds.iter().any(|seed| path.ends_with(seed))
            || path.extension().unwrap_or_default() == target.extension
        {
            fs::copy(&path, into.join(format!("{count:04}")))?;
            count += 1;
        }
    }
    Ok(count)
}
