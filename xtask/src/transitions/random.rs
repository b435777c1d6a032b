//! Random pairs of schemas: whatever two schemas are, what the plan makes of the one must be the
//! other. Rows are put in; where they are in the way, the plan must have said so.

use anyhow::{Context, Result};
use ketch::dialect::Engine;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestError, TestRng, TestRunner};

use super::case::Case;
use super::generator::schemas;
use super::phases;
use crate::conformance::Report;
use crate::conformance::catalog::Database;

/// So many pairs. The first that goes wrong is made as small as can be.
pub(super) fn check(database: &mut dyn Database, engine: Engine, pairs: u32) -> Result<Report> {
    let mut report = Report::default();
    let config = Config {
        cases: pairs,
        max_shrink_iters: 200,
        failure_persistence: None,
        ..Config::default()
    };
    let mut runner =
        TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let database = std::cell::RefCell::new(database);
    let planned = std::cell::Cell::new(0);
    let result = runner.run(&(schemas(), schemas()), |(before, after)| {
        pair(
            &mut **database.borrow_mut(),
            engine,
            &before.text(),
            &after.text(),
        )
        .map(|is_planned| planned.set(planned.get() + u32::from(is_planned)))
        .map_err(|error| TestCaseError::fail(format!("{error:#}")))
    });
    let name = format!("{pairs} pairs on {}", engine.name());
    match result {
        Ok(()) => {
            (0..planned.get()).for_each(|_| report.case(&name, &[]));
            for _ in planned.get()..pairs {
                report.skip("not planned, or more than the engine can hold");
            }
        }
        Err(TestError::Fail(reason, (before, after))) => report.case(
            &name,
            &[format!(
                "{reason}\n{}\n-- to --\n{}",
                before.text(),
                after.text()
            )],
        ),
        Err(error) => return Err(error).context("random pairs"),
    }
    Ok(report)
}

/// Whether the pair could be planned at all.
fn pair(database: &mut dyn Database, engine: Engine, before: &str, after: &str) -> Result<bool> {
    // Whatever might be a rename is none: what has no hint is dropped and made.
    let case = Case::of(before, after, "").map_err(|error| anyhow::anyhow!("{error}"))?;
    let Some(transition) = case.on(engine) else {
        return Ok(false);
    };
    if !transition.plan.refusals.is_empty() {
        return Ok(false);
    }
    phases::check(database, &transition, &case.hints.renames)?;
    Ok(true)
}
