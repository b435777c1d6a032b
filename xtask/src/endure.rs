//! `cargo xtask endure`: the tests of the runner that kill migrators and servers, and those with
//! many migrators at once, for long.
//!
//! The tests are the runner's own, which `cargo xtask test` runs for short; each says what it came
//! to in a line `endured: WHAT: N passed, N failed`.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::servers::Servers;
use crate::test::number_before;
use crate::workspace;

/// The tests that say how many they passed, by a part of their names.
const TESTS: [&str; 2] = ["crash::what_", "crowd::"];

/// How often.
struct Extent {
    /// Kills for each engine.
    points: usize,
    /// Rounds of many migrators at once for each engine.
    rounds: usize,
}

/// Runs them with servers up; whether all is well.
pub(crate) fn run(arguments: &[String]) -> Result<bool> {
    let extent = extent(arguments)?;
    let servers = Servers::for_tests()?;
    let mut command = Command::new(env!("CARGO"));
    command
        .current_dir(workspace::root())
        .args(["test", "--package", "ketch-runner", "--test", "main", "--"])
        .args(TESTS)
        .args(["--nocapture", "--test-threads=1"])
        .envs(servers.variables.iter().cloned())
        .env("KETCH_CRASH_POINTS", extent.points.to_string())
        .env("KETCH_CROWD_ROUNDS", extent.rounds.to_string())
        .stdin(Stdio::null())
        .stdout(Stdio::piped());
    let mut tests = command.spawn().context("cannot run cargo test")?;
    let output = tests.stdout.take().context("cargo test has no output")?;
    let mut count = Count::default();
    for line in BufReader::new(output).lines() {
        let line = line?;
        println!("{line}");
        count.take(&line);
    }
    // What broke off before it could say so.
    if !tests.wait()?.success() && count.failed == 0 {
        count.failed = 1;
    }
    for missing in &servers.missing {
        println!("skipped: no {missing}");
    }
    let Count {
        passed,
        failed,
        skipped,
    } = count;
    println!("{passed} passed, {failed} failed, {skipped} skipped");
    Ok(failed == 0 && passed > 0)
}

fn extent(arguments: &[String]) -> Result<Extent> {
    let mut extent = Extent {
        points: 300,
        rounds: 20,
    };
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        let number = match argument.as_str() {
            "--points" => &mut extent.points,
            "--rounds" => &mut extent.rounds,
            _ => bail!("there are `--points N` and `--rounds N`"),
        };
        let given = arguments.next().and_then(|text| text.parse().ok());
        *number = given.with_context(|| format!("`{argument}` takes a number"))?;
    }
    Ok(extent)
}

#[derive(Debug, Default, PartialEq)]
struct Count {
    passed: usize,
    failed: usize,
    skipped: usize,
}

impl Count {
    fn take(&mut self, line: &str) {
        // What a test prints first stands after its name.
        if let Some((_, rest)) = line.split_once("endured: ") {
            self.passed += number_before(rest, " passed");
            self.failed += number_before(rest, " failed");
        } else if line.contains("skipped: ") {
            self.skipped += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Count;

    #[test]
    fn lines_are_counted_wherever_they_begin() {
        let mut count = Count::default();
        for line in [
            "running 3 tests",
            "test crash::a ... endured: Sqlite Up, 7 points passed by: 12 passed, 1 failed",
            "endured: Postgres: 3 passed, 0 failed",
            "test crash::b ... skipped: there is no server",
            "test result: ok. 2 passed; 5 failed; 1 ignored",
        ] {
            count.take(line);
        }
        let expected = Count {
            passed: 15,
            failed: 1,
            skipped: 1,
        };
        assert_eq!(count, expected);
    }
}
