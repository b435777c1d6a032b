//! Runs that are killed, at each of their steps or at any moment.

use std::collections::BTreeMap;
use std::process::Stdio;
use std::time::Duration;

use super::{MINE, SITUATIONS, assert_same, expected, first, second};
use crate::project::Run;

#[test]
fn a_run_that_is_killed_at_any_step_is_repaired_by_the_next() {
    for (name, prepare) in SITUATIONS {
        let expected = expected(prepare);
        // Another time: a first migration that was not finished leaves nothing behind.
        let generate = "generate --timestamp 20251231_235959";
        let kills = prepare().kill_at_each_step(generate, |project, when| {
            let when = format!("{name}: {when}");
            for mine in MINE {
                assert_eq!(project.read(mine), "mine\n", "{when}");
            }
            project.generate().exits(0);
            let repaired = project.files();
            // Killed after its last migration file, the run's migration stays as it is.
            let stamp = |files: &BTreeMap<String, String>| {
                files.keys().find_map(|path| {
                    let name = path.strip_prefix("migration/src/m20")?;
                    Some(name.to_owned())
                })
            };
            if stamp(&repaired) == stamp(&expected) {
                assert_same(&repaired, &expected, &when);
            } else {
                let names = repaired.keys();
                let names = names.map(|path| path.replace("20251231_235959", "20260101_000000"));
                assert!(names.eq(expected.keys().cloned()), "{when}: {repaired:?}");
            }
            let check = project.run("generate --check --full");
            let code = if name == "second" { 1 } else { 0 };
            assert_eq!(check.code, Some(code), "{when}: {}", check.err);
        });
        assert!(kills > 15, "{name}: {kills} steps");
    }
}

/// Killed anywhere while it writes the next migration: the next run finds the crate as it was, or as
/// it was to be, and then makes what is missing.
#[test]
fn a_migration_whose_writing_is_killed_is_whole_or_not_there() {
    let pristine = first();
    pristine.generate().exits(0);
    pristine.edit("schema/main.prisma", |text| {
        text.replace("  title    String\n", "  title    String?\n")
    });
    let new = "migrate new optional --timestamp";
    let mut outcomes = [0, 0];
    pristine.kill_at_each_step(&format!("{new} 20260102_000000"), |project, when| {
        project.run("generate").exits(0);
        let is_there = project
            .read("migration/history")
            .contains("20260102_000000");
        outcomes[usize::from(is_there)] += 1;
        let code = if is_there { 0 } else { 1 };
        let check = project.run("migrate check");
        assert_eq!(check.code, Some(code), "{when}: {}", check.err);
        project.run(&format!("{new} 20260103_000000")).exits(0);
        project.run("migrate check").exits(0);
        let history = project.read("migration/history");
        assert_eq!(history.lines().count(), 3, "{when}: {history}");
        for mine in MINE {
            assert_eq!(project.read(mine), "mine\n", "{when}");
        }
        let left = project.files().into_keys();
        let left: Vec<_> = left.filter(|path| path.ends_with(".tmp")).collect();
        assert!(left.is_empty(), "{when}: {left:?}");
    });
    assert!(outcomes.iter().all(|count| *count > 3), "{outcomes:?}");
}

/// Likewise where migrations take the place of others, whose files go.
#[test]
fn migrations_whose_rewriting_is_killed_are_the_old_ones_or_the_new_ones() {
    let pristine = first();
    pristine.generate().exits(0);
    for (number, line) in [(2, "subtitle String?"), (3, "summary String?")] {
        pristine.edit("schema/main.prisma", |text| {
            text.replace("model Post {\n", &format!("model Post {{\n  {line}\n"))
        });
        let new = format!("migrate new step{number} --timestamp 2026010{number}_000000");
        pristine.run(&new).exits(0);
    }
    let old = pristine.files();
    // With names that are new, and with one that is taken over.
    for arguments in [
        "migrate rebase step2 --name both",
        "migrate squash --name step3",
    ] {
        let project = pristine.copy();
        project.run(arguments).exits(0);
        project.run("migrate check").exits(0);
        let new = project.files();
        assert_ne!(old, new, "{arguments}");
        let mut outcomes = [0, 0];
        pristine.kill_at_each_step(arguments, |project, when| {
            project.run("generate").exits(0);
            let is_new = project.files().get("migration/history") == new.get("migration/history");
            outcomes[usize::from(is_new)] += 1;
            assert_same(&project.files(), if is_new { &new } else { &old }, when);
            project.run("migrate check").exits(0);
        });
        assert!(
            outcomes.iter().all(|count| *count > 3),
            "{arguments}: {outcomes:?}"
        );
    }
}

#[test]
fn a_repair_that_is_killed_is_repaired_too() {
    for (name, prepare) in SITUATIONS {
        let expected = expected(prepare);
        for round in 0..40_u64 {
            let project = prepare();
            for turn in 0..3 {
                // Spread over the steps, and the same in every run of the test.
                let step = (round * 37 + turn * 23) % 90 + 1;
                Run::of(
                    project
                        .command("generate --timestamp 20260101_000000")
                        .env("KETCH_FAILPOINT", step.to_string()),
                );
            }
            project.generate().exits(0);
            assert_same(
                &project.files(),
                &expected,
                &format!("{name}, round {round}"),
            );
        }
    }
}

#[test]
fn a_run_that_is_killed_at_any_moment_is_repaired_by_the_next() {
    let expected = expected(second);
    for round in 0..40 {
        let project = second();
        let mut child = project
            .command("generate --timestamp 20260101_000000")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_micros(round * 400));
        // SIGKILL; that it has ended already is as good.
        let _ = child.kill();
        child.wait().unwrap();
        project.generate().exits(0);
        assert_same(&project.files(), &expected, &format!("round {round}"));
    }
}
