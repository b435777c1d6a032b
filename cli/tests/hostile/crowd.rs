//! Several runs at once.

use std::fs;
use std::process::{Child, Stdio};
use std::time::Duration;

use super::{SITUATIONS, assert_same, expected, first, second};

#[test]
fn sixteen_runs_at_once() {
    for (name, prepare) in SITUATIONS {
        let expected = expected(prepare);
        let project = prepare();
        let spawn = |_| {
            let mut command = project.command("generate --timestamp 20260101_000000");
            command.stdout(Stdio::piped()).stderr(Stdio::piped());
            command.spawn().unwrap()
        };
        let runs: Vec<Child> = (0..16).map(spawn).collect();
        for run in runs {
            let output = run.wait_with_output().unwrap();
            let err = String::from_utf8_lossy(&output.stderr);
            assert_eq!(output.status.code(), Some(0), "{name}: {err}");
        }
        assert_same(&project.files(), &expected, name);
    }
}

#[test]
fn sixteen_runs_at_once_while_some_are_killed() {
    let expected = expected(second);
    let project = second();
    let spawn = |number: u64| {
        let mut command = project.command("generate --timestamp 20260101_000000");
        if number.is_multiple_of(2) {
            command.env("KETCH_FAILPOINT", (number * 5 + 1).to_string());
        }
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        (number, command.spawn().unwrap())
    };
    let runs: Vec<(u64, Child)> = (0..16).map(spawn).collect();
    for (number, run) in runs {
        let output = run.wait_with_output().unwrap();
        let err = String::from_utf8_lossy(&output.stderr);
        if !number.is_multiple_of(2) {
            assert_eq!(output.status.code(), Some(0), "{err}");
        }
    }
    assert_same(&project.files(), &expected, "at last");
}

#[test]
fn a_turn_of_a_living_process_is_waited_for() {
    let project = first();
    // A process in another place: its number means nothing here, and it shows no sign of life.
    project.write(
        ".ketch.running",
        "ketch 0.1.0\nprocess 1\nplace elsewhere\ntoken x\nbeat 0\n",
    );
    let mut child = project
        .command("generate --timestamp 20260101_000000")
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    std::thread::sleep(Duration::from_millis(1500));
    assert!(child.try_wait().unwrap().is_none(), "it did not wait");
    assert!(!project.path("ketch.lock").exists());
    fs::remove_file(project.path(".ketch.running")).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(
        err.contains("waiting for another ketch (process 1)"),
        "{err}"
    );
}
