//! What the library costs in process, without files and without starting: reading a schema,
//! planning a change of it, generating from it and laying it out.
//!
//! This program is built for debugging; what is measured runs in a second one that is built as
//! ketch is released.

use std::hint::black_box;
use std::process::Command;

use anyhow::{Context, Result, bail};
use ketch::source::{SourceFile, Sources};
use ketch::{entity, format, migration, model};
use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike;

use super::{Findings, KETCH_BLOCK, released};
use crate::process::run_quietly;
use crate::synthetic;

/// The argument that makes this program measure one kind of work and print what it took.
pub(crate) const MEASURE: &str = "measure-in-process";

const SIZES: [usize; 3] = [100, 1_000, 10_000];

/// The size that the goals are set for.
const REFERENCE: usize = 1_000;

/// Runs in one process, and processes.
const RUNS: usize = 7;
const PROCESSES: usize = 3;

/// A generator block for all three engines.
const THREE_ENGINES: &str = "generator ketch {\n  provider = \"ketch\"\n  engines  = [\"postgresql\", \"mysql\", \"sqlite\"]\n}";

/// Does the work once.
type Run = Box<dyn FnMut()>;

/// A kind of work: its name, what the table calls it, and how it is done.
struct Work {
    name: &'static str,
    words: &'static str,
    /// Gets everything ready and returns what is measured.
    prepare: fn(usize) -> Result<Run>,
}

const WORKS: [Work; 6] = [
    Work {
        name: "load",
        words: "parse, lower and check",
        prepare: load,
    },
    Work {
        name: "plan",
        words: "plan a change, one engine",
        prepare: |models| plan(models, KETCH_BLOCK),
    },
    Work {
        name: "plan-three",
        words: "plan a change, three engines",
        prepare: |models| plan(models, THREE_ENGINES),
    },
    Work {
        name: "read-and-plan",
        words: "read both schemas and plan, one engine",
        prepare: read_and_plan,
    },
    Work {
        name: "entities",
        words: "write all entities",
        prepare: entities,
    },
    Work {
        name: "format",
        words: "format",
        prepare: lay_out,
    },
];

pub(super) fn bench(findings: &mut Findings) -> Result<()> {
    let program = released("xtask")?;

    let mut rows = Vec::new();
    for work in &WORKS {
        println!("core: {}", work.words);
        let mut times = Vec::new();
        for models in SIZES {
            // One process is quicker than another for as long as it lives, by where its memory is.
            let mut least = f64::INFINITY;
            for _ in 0..PROCESSES {
                let mut command = Command::new(&program);
                command.args([MEASURE, work.name, &models.to_string()]);
                let seconds: f64 = run_quietly(&mut command)?.trim().parse()?;
                least = least.min(seconds);
            }
            times.push(least);
        }
        rows.push((work, times));
    }
    let at = |name: &str, models: usize| {
        let size = SIZES.iter().position(|size| *size == models);
        let row = rows.iter().find(|(work, _)| work.name == name);
        row.zip(size)
            .map_or(f64::NAN, |((_, times), size)| times[size])
    };
    for (name, what, limit) in [
        ("load", "parse, lower and check", 40.0),
        ("plan", "plan a change", 60.0),
    ] {
        findings.goal(
            format!("{what}, {REFERENCE} models, in process"),
            at(name, REFERENCE) * 1e3,
            limit,
            " ms",
        );
    }
    for (small, large) in [(100, 1_000), (1_000, 10_000)] {
        findings.goal(
            format!("parse, lower and check, per model, {large} models against {small}"),
            at("load", large) / at("load", small) * small as f64 / large as f64,
            1.5,
            "×",
        );
    }
    let rows: Vec<Vec<String>> = rows
        .iter()
        .map(|(work, times)| {
            let figures = times.iter().map(|time| format!("{:.1} ms", time * 1e3));
            std::iter::once(work.words.to_owned())
                .chain(figures)
                .collect()
        })
        .collect();
    let head: Vec<String> = std::iter::once("work".to_owned())
        .chain(SIZES.map(|models| format!("{models} models")))
        .collect();
    findings.table(
        "The library in process: processor time",
        &head.iter().map(String::as_str).collect::<Vec<_>>(),
        &rows,
    );
    Ok(())
}

/// Does one kind of work again and again, and prints the processor seconds of the quickest run.
pub(crate) fn measure(arguments: &[String]) -> Result<bool> {
    let [name, models] = arguments else {
        bail!("{MEASURE} needs the work and the number of models");
    };
    let work = WORKS.iter().find(|work| work.name == name);
    let work = work.with_context(|| format!("there is no work called {name}"))?;
    let mut run = (work.prepare)(models.parse()?)?;
    let mut least = f64::INFINITY;
    for _ in 0..RUNS {
        let start = processor_seconds()?;
        run();
        least = least.min(processor_seconds()? - start);
    }
    println!("{least}");
    Ok(true)
}

/// What this process used so far, in user and system mode.
fn processor_seconds() -> Result<f64> {
    let usage = getrusage(UsageWho::RUSAGE_SELF)?;
    let microseconds =
        usage.user_time().num_microseconds() + usage.system_time().num_microseconds();
    Ok(microseconds as f64 / 1e6)
}

fn load(models: usize) -> Result<Run> {
    let sources = sources(synthetic::schema(models, KETCH_BLOCK));
    Ok(Box::new(move || {
        black_box(model::load(&sources));
    }))
}

fn plan(models: usize, generator: &str) -> Result<Run> {
    let (before, after) = change(models, generator);
    let (before, after) = (data_model(&before)?, data_model(&after)?);
    Ok(Box::new(move || plan_and_write(&before, &after)))
}

fn read_and_plan(models: usize) -> Result<Run> {
    let (before, after) = change(models, KETCH_BLOCK);
    Ok(Box::new(move || {
        let (before, after) = (model::load(&before).0, model::load(&after).0);
        plan_and_write(&before, &after);
    }))
}

/// Plans there and back, and writes the SQL of each engine.
fn plan_and_write(before: &model::DataModel, after: &model::DataModel) {
    let planned = migration::plan(before, after, &[]);
    for plan in &planned.plans {
        assert!(!plan.there.steps.is_empty(), "the change is planned");
        black_box(migration::sql::plan_script(&plan.there));
        if let Ok(back) = &plan.back {
            black_box(migration::sql::plan_script(back));
        }
    }
}

fn entities(models: usize) -> Result<Run> {
    let model = data_model(&sources(synthetic::schema(models, KETCH_BLOCK)))?;
    Ok(Box::new(move || {
        black_box(entity::generate(&model));
    }))
}

fn lay_out(models: usize) -> Result<Run> {
    let sources = sources(synthetic::schema(models, KETCH_BLOCK));
    Ok(Box::new(move || {
        black_box(format::schema(&sources));
    }))
}

fn sources(text: String) -> Sources {
    Sources::new(vec![SourceFile {
        path: "schema/schema.prisma".to_owned(),
        text,
    }])
}

/// A schema before and after a day's work: a new model, and in one model of fifty a new column,
/// a column that may be empty now, and an index that goes.
fn change(models: usize, generator: &str) -> (Sources, Sources) {
    let before = synthetic::schema(models, generator);
    let mut after = String::with_capacity(before.len() + before.len() / 100);
    let mut model = 0;
    for line in before.lines() {
        let line = match line {
            _ if line.starts_with("model ") => {
                model += 1;
                line
            }
            "  createdAt DateTime @default(now())" if model % 50 == 1 => {
                "  createdAt DateTime? @default(now())\n  added String?"
            }
            "  @@index([state, createdAt])" if model % 50 == 1 => continue,
            line => line,
        };
        after.push_str(line);
        after.push('\n');
    }
    after.push_str("\nmodel Added {\n  id Int @id\n  name String @unique\n}\n");
    (sources(before), sources(after))
}

fn data_model(sources: &Sources) -> Result<model::DataModel> {
    let (model, diagnostics) = model::load(sources);
    if diagnostics.has_errors() {
        bail!("the synthetic schema has errors");
    }
    Ok(model)
}
