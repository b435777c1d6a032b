//! Transitions: what is planned from one schema to another, down to the byte of the SQL.
//!
//! A case is a folder of `tests/cases/transition`: the schemas, the SQL for each engine, and in
//! `questions.txt` what is asked. `UPDATE_EXPECT=1` writes the files anew. `cargo xtask
//! transitions` applies every case to rows on the engines.

mod case;

use std::path::Path;

use case::{Case, Transition};
use ketch::dialect::Engine;
use ketch::diff::{Renames, diff};
use ketch::migration::sql::plan_script;

use crate::golden::{self, Golden};

#[test]
fn cases() {
    let folders = golden::entries("tests/cases/transition");
    assert!(folders.len() > 100, "the cases are gone");
    let mut golden = Golden::default();
    for folder in folders {
        check(&folder, &mut golden);
    }
    golden.finish();
}

fn check(folder: &Path, golden: &mut Golden) {
    let case = match Case::read(folder) {
        Ok(case) => case,
        Err(error) => return golden.fault(folder, &error),
    };
    let questions = case.hints.questions.iter().map(|question| {
        let answers: Vec<_> = question.answers().iter().map(ToString::to_string).collect();
        format!(
            "{} {}: {}\n",
            question.kind,
            question.from,
            answers.join(" or ")
        )
    });
    let unused = case
        .hints
        .unused
        .iter()
        .map(|answer| format!("unused: {answer}\n"));
    let questions: String = questions.chain(unused).collect();
    let asked = (!questions.is_empty()).then_some(questions.as_str());
    golden.expect_any(&folder.join("questions.txt"), asked);
    for engine in Engine::ALL {
        let transition = case.on(engine);
        if let Some(Transition { before, after, .. }) = &transition {
            // What is there already is not planned again.
            for schema in [before, after] {
                let again = diff(schema, schema, &Renames::default());
                assert!(again.steps.is_empty(), "{}: {again:?}", folder.display());
            }
        }
        let text = transition.map(|transition| there_and_back(&transition));
        golden.expect_any(
            &folder.join(format!("{}.sql", engine.name())),
            text.as_deref(),
        );
    }
}

/// The SQL, and the SQL that undoes it or why there is none.
fn there_and_back(transition: &Transition) -> String {
    let Transition { plan, back, .. } = transition;
    if !plan.refusals.is_empty() {
        let refusals = plan.refusals.iter();
        let refusals = refusals.map(|one| format!("-- not planned: {}: {}\n", one.what, one.why));
        return refusals.collect();
    }
    let back = match back {
        Ok(plan) => plan_script(plan),
        Err(reason) => format!("-- nothing: {reason}\n"),
    };
    format!("{}\n-- undone by\n\n{back}", plan_script(plan))
}
