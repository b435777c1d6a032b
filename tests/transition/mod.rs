//! Transitions: what is planned from one schema to another, down to the byte of the SQL.
//!
//! A case is a folder of `tests/cases/transition`: the schemas, the SQL for each engine, and in
//! `questions.txt` what is asked. `UPDATE_EXPECT=1` writes the files anew. `cargo xtask
//! transitions` applies every case to rows on the engines.

mod case;

use std::fs;
use std::path::{Path, PathBuf};

use case::{Case, Transition};
use ketch::dialect::Engine;
use ketch::diff::{Renames, diff};
use ketch::migration::sql::plan_script;

#[test]
fn cases() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/transition");
    let entries = fs::read_dir(folder).unwrap();
    let mut folders: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    let wrong: Vec<String> = folders.iter().flat_map(|folder| check(folder)).collect();
    assert!(
        folders.len() > 100 && wrong.is_empty(),
        "{}",
        wrong.join("\n")
    );
}

fn check(folder: &Path) -> Vec<String> {
    let case = match Case::read(folder) {
        Ok(case) => case,
        Err(error) => return vec![format!("{}: {error}", folder.display())],
    };
    let mut wrong = Vec::new();
    let mut expect = |name: &str, text: Option<String>| {
        let path = folder.join(name);
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            match text {
                Some(text) => fs::write(&path, text).unwrap(),
                None => drop(fs::remove_file(&path)),
            }
        } else if fs::read_to_string(&path)
            .ok()
            .map(|text| text.replace("\r\n", "\n"))
            != text
        {
            wrong.push(format!(
                "{} is not what is written now; UPDATE_EXPECT=1 shows the difference",
                path.display()
            ));
        }
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
    expect(
        "questions.txt",
        (!questions.is_empty()).then_some(questions),
    );
    for engine in Engine::ALL {
        let transition = case.on(engine);
        if let Some(Transition { before, after, .. }) = &transition {
            // What is there already is not planned again.
            for schema in [before, after] {
                let again = diff(schema, schema, &Renames::default());
                assert!(again.steps.is_empty(), "{}: {again:?}", folder.display());
            }
        }
        let text = transition.map(|transition| golden(&transition));
        expect(&format!("{}.sql", engine.name()), text);
    }
    wrong
}

/// The SQL, and the SQL that undoes it or why there is none.
fn golden(transition: &Transition) -> String {
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
