//! Random pairs of schemas: whatever two schemas are, what the plan makes of the one must be the
//! other. Rows are put in; where they are in the way, the plan must have said so.

use std::cell::RefCell;

use anyhow::{Context, Result};
use ketch::dialect::Engine;
use proptest::prelude::any;
use proptest::test_runner::{TestCaseError, TestError};

use super::case::Case;
use super::generator::{Schema, runner, schemas};
use super::phases;
use crate::conformance::Report;
use crate::conformance::catalog::Database;

/// So many pairs. The first that goes wrong is made as small as can be.
pub(super) fn check(database: &mut dyn Database, engine: Engine, pairs: u32) -> Result<Report> {
    let mut report = Report::default();
    let mut runner = runner(pairs, 200);
    let database = RefCell::new(database);
    let became = RefCell::new(Vec::new());
    let pairs_of = (schemas(), schemas(), any::<bool>(), any::<u64>());
    let text = |schema: &Schema, spaces: bool| schema.text(Some(engine), spaces);
    let result = runner.run(&pairs_of, |(before, after, spaces, choice)| {
        let (before, after) = (text(&before, spaces), text(&after, spaces));
        let became_one = pair(
            &mut **database.borrow_mut(),
            engine,
            &before,
            &after,
            choice,
        )
        .map_err(|error| TestCaseError::fail(format!("{error:#}")))?;
        became.borrow_mut().push(became_one);
        Ok(())
    });
    let name = format!("{pairs} pairs on {}", engine.name());
    match result {
        Ok(()) => {
            for became in became.into_inner() {
                match became {
                    Became::Checked => report.case(&name, &[]),
                    Became::Invalid => report.skip("random: a schema is not valid"),
                    Became::Unheld => report.skip("random: more than the engine can hold"),
                    Became::Refused => report.skip("random: not planned"),
                }
            }
        }
        Err(TestError::Fail(reason, (before, after, spaces, choice))) => {
            let (before, after) = (text(&before, spaces), text(&after, spaces));
            let answers = answered(&before, &after, choice).map(|(_, answers)| answers);
            let fault = format!(
                "{reason}\n{before}\n-- to --\n{after}\n-- by --\n{}",
                answers.unwrap_or_default()
            );
            report.case(&name, &[fault]);
        }
        Err(error) => return Err(error).context("random pairs"),
    }
    Ok(report)
}

/// What became of a pair.
enum Became {
    Checked,
    Invalid,
    Unheld,
    Refused,
}

fn pair(
    database: &mut dyn Database,
    engine: Engine,
    before: &str,
    after: &str,
    choice: u64,
) -> Result<Became> {
    let Some((case, _)) = answered(before, after, choice) else {
        return Ok(Became::Invalid);
    };
    let Some(transition) = case.on(engine) else {
        return Ok(Became::Unheld);
    };
    if !transition.plan.refusals.is_empty() {
        return Ok(Became::Refused);
    }
    phases::check(database, &transition, &case.hints.renames)?;
    Ok(Became::Checked)
}

/// The transition with an answer to whatever is asked, by the bits of `choice`: what might be a
/// rename is one, or is dropped. Nothing where a schema is not valid.
pub(super) fn answered(before: &str, after: &str, mut choice: u64) -> Option<(Case, String)> {
    let mut answers = String::new();
    loop {
        let case = Case::of(before, after, &answers).ok()?;
        let known = answers.len();
        for question in &case.hints.questions {
            let all = question.answers();
            let chosen = &all[(choice % all.len() as u64) as usize];
            choice = choice.rotate_right(7);
            let line = format!("{chosen}\n");
            // Two that take one name: the second is asked again, and again.
            let is_new = !answers.contains(&line);
            answers += &match is_new {
                true => line,
                false => format!("--drop {}\n", question.from),
            };
        }
        if answers.len() == known {
            return Some((case, answers));
        }
        if answers.len() > 10_000 {
            return None;
        }
    }
}
