//! `cargo xtask transitions`: every case of `tests/cases/transition`, random pairs of schemas and
//! random histories, on rows of the engines.
//!
//! One transition goes through `phases`; `rows` are what it is done to; `histories` are several in a
//! row, held against each other. Not for the text of the
//! SQL: `tests/transition` looks at that.

#[path = "../../../tests/transition/case.rs"]
mod case;
mod generator;
mod histories;
pub(crate) mod phases;
mod random;
pub(crate) mod rows;

use std::time::Instant;

use anyhow::{Context, Result};
use ketch::dialect::Engine;

use crate::conformance::Report;
use crate::conformance::catalog::{Database, database_called};
use crate::servers::{self, Servers};
use crate::workspace;
use case::Case;
use phases::Outcome;

/// Runs the cases whose names contain one of the words, or all of them; random pairs with no word
/// or with `random`, and a fourth as many histories with no word or with `histories`. A number says
/// how many pairs.
pub(crate) fn run(arguments: &[String]) -> Result<bool> {
    let servers = Servers::start(&servers::ALL)?;
    anyhow::ensure!(
        servers.missing.is_empty(),
        "there is no {}",
        servers.missing.join("; no ")
    );
    let (numbers, words): (Vec<&String>, Vec<&String>) = arguments
        .iter()
        .partition(|word| word.parse::<u32>().is_ok());
    let pairs = numbers.first().map_or(Ok(100), |number| number.parse())?;
    let start = Instant::now();
    let cases = cases(&words)?;
    let mut total = Report::default();
    total.merge(on_engines(&servers, |database, engine| {
        own_cases(database, engine, &cases)
    })?);
    total.print("cases", start.elapsed().as_secs());
    if words.is_empty() || words.iter().any(|word| *word == "random") {
        let start = Instant::now();
        let report = on_engines(&servers, |database, engine| {
            random::check(database, engine, pairs)
        })?;
        report.print("random pairs", start.elapsed().as_secs());
        total.merge(report);
    }
    if words.is_empty() || words.iter().any(|word| *word == "histories") {
        let start = Instant::now();
        let report = histories::check(&servers, pairs.div_ceil(4))?;
        report.print("random histories", start.elapsed().as_secs());
        total.merge(report);
    }
    println!("{}", total.summary());
    Ok(total.is_well())
}

/// A database of an engine.
fn one_database(servers: &Servers, engine: Engine) -> Result<Box<dyn Database>> {
    database_called(servers, engine, "ketch_transitions")
}

/// The engines at once, each with a database of its own.
fn on_engines(
    servers: &Servers,
    work: impl Fn(&mut dyn Database, Engine) -> Result<Report> + Sync,
) -> Result<Report> {
    let work = &work;
    let one = move |engine: Engine| {
        let mut database = one_database(servers, engine)?;
        work(&mut *database, engine).with_context(|| format!("on {}", engine.name()))
    };
    std::thread::scope(|scope| {
        let threads: Vec<_> = Engine::ALL
            .into_iter()
            .map(|engine| scope.spawn(move || one(engine)))
            .collect();
        let mut all = Report::default();
        for thread in threads {
            let report = thread.join();
            all.merge(report.map_err(|_| anyhow::anyhow!("a thread panicked"))??);
        }
        Ok(all)
    })
}

/// The cases by their names.
fn cases(words: &[&String]) -> Result<Vec<(String, Case)>> {
    let mut cases = Vec::new();
    for folder in workspace::entries(&workspace::root().join("tests/cases/transition"))? {
        let name = folder.file_name().unwrap_or_default();
        let name = name.to_string_lossy().into_owned();
        if words.is_empty() || words.iter().any(|word| name.contains(word.as_str())) {
            let case = Case::read(&folder).map_err(|error| anyhow::anyhow!("{name}: {error}"))?;
            cases.push((name, case));
        }
    }
    Ok(cases)
}

fn own_cases(
    database: &mut dyn Database,
    engine: Engine,
    cases: &[(String, Case)],
) -> Result<Report> {
    let mut report = Report::default();
    for (name, case) in cases {
        let name = format!("{name} on {}", engine.name());
        match case.on(engine) {
            None => report.skip("the engine cannot hold the schema"),
            Some(transition) if !transition.plan.refusals.is_empty() => {
                report.skip("not planned");
            }
            Some(transition) => match phases::check(database, &transition, &case.hints.renames) {
                Ok(outcome) => {
                    report.case(&name, &[]);
                    match outcome {
                        Outcome::Stopped => report.note("stopped by rows, as was said"),
                        Outcome::Applied { by_recipes: true } => {
                            report.note("applied by the recipes in the comments too");
                        }
                        Outcome::Applied { by_recipes: false } => {}
                    }
                }
                Err(error) => report.case(&name, &[format!("{error:#}")]),
            },
        }
    }
    Ok(report)
}
