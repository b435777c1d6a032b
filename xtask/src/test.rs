//! `cargo xtask test`: every test, with the servers that they need.
//!
//! A test that cannot do its work prints `skipped: REASON` and returns. The runner calls that
//! passed; here it is counted and shown as what it is.

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

use anyhow::{Context, Result};

use crate::servers::Servers;
use crate::workspace;

/// Runs `cargo test` with servers up; whether all is well.
pub(crate) fn run(arguments: &[String]) -> Result<bool> {
    let servers = Servers::for_tests()?;
    if workspace::is_ci() && !servers.missing.is_empty() {
        anyhow::bail!(
            "no test may be left out here, and there is no {}",
            servers.missing.join("; no ")
        );
    }
    let separator = arguments
        .iter()
        .position(|argument| argument == "--")
        .unwrap_or(arguments.len());
    let (for_cargo, for_tests) = arguments.split_at(separator);
    let mut command = Command::new(env!("CARGO"));
    command
        .current_dir(workspace::root())
        .args(["test", "--no-fail-fast"]);
    if !for_cargo
        .iter()
        .any(|argument| argument == "-p" || argument.starts_with("--package"))
    {
        command.arg("--workspace");
    }
    command
        .args(for_cargo)
        .arg("--")
        .args(for_tests.iter().skip(1))
        .arg("--show-output");
    command
        .envs(servers.variables.iter().cloned())
        .stdin(Stdio::null())
        .stdout(Stdio::piped());
    let mut tests = command.spawn().context("cannot run cargo test")?;
    let output = tests.stdout.take().context("cargo test has no output")?;
    let count = forward(BufReader::new(output), &mut std::io::stdout())?;
    let status = tests.wait()?;

    println!();
    for reason in servers
        .missing
        .iter()
        .map(|missing| format!("no {missing}"))
        .chain(count.reasons())
    {
        println!("skipped: {reason}");
    }
    println!(
        "{} passed, {} failed, {} skipped",
        count.passed, count.failed, count.skipped
    );
    if !status.success() && count.failed == 0 {
        println!("cargo test failed all the same: see above");
    }
    Ok(status.success() && count.failed == 0)
}

/// What the tests of all binaries came to.
#[derive(Debug, Default, PartialEq)]
struct Count {
    passed: usize,
    failed: usize,
    skipped: usize,
    /// Reasons that tests gave for skipping, each with how many gave it.
    skips: Vec<(String, usize)>,
}

impl Count {
    fn reasons(&self) -> impl Iterator<Item = String> {
        self.skips
            .iter()
            .map(|(reason, times)| format!("{reason} ({times})"))
    }

    fn skip(&mut self, reason: &str) {
        self.skipped += 1;
        match self.skips.iter_mut().find(|(known, _)| known == reason) {
            Some((_, times)) => *times += 1,
            None => self.skips.push((reason.to_owned(), 1)),
        }
    }
}

/// Prints the runner's output as it comes, but for what passing tests printed, and counts.
fn forward(output: impl BufRead, shown: &mut impl Write) -> Result<Count> {
    let mut count = Count::default();
    let mut hidden = false;
    // Of the test whose output this is, and of the binary.
    let (mut skips_of_test, mut skips_of_binary) = (0, 0);
    for line in output.split(b'\n') {
        let line = String::from_utf8_lossy(&line?).into_owned();
        match line.as_str() {
            "successes:" => hidden = true,
            "failures:" => hidden = false,
            _ => {}
        }
        if line.starts_with("---- ") && line.ends_with(" stdout ----") {
            skips_of_test = 0;
        }
        if hidden && let Some(reason) = line.strip_prefix("skipped: ") {
            if skips_of_test == 0 {
                count.skip(reason);
                skips_of_binary += 1;
            }
            skips_of_test += 1;
        }
        if let Some(result) = line.strip_prefix("test result: ") {
            hidden = false;
            count.passed += number_before(result, " passed").saturating_sub(skips_of_binary);
            count.failed += number_before(result, " failed");
            count.skipped += number_before(result, " ignored");
            skips_of_binary = 0;
        }
        if !hidden {
            writeln!(shown, "{line}")?;
        }
    }
    Ok(count)
}

/// The number that stands before the last such word of a text.
pub(crate) fn number_before(text: &str, word: &str) -> usize {
    let before = text.rsplit_once(word).map_or("", |(before, _)| before);
    let number = before.rsplit(' ').next().unwrap_or_default();
    number.parse().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_add_up_over_binaries_and_skips_are_not_passes() {
        let output = "\
running 3 tests
test a ... ok
successes:

---- a stdout ----
skipped: no PostgreSQL
skipped: no MariaDB

failures:

---- b stdout ----
skipped: is what a failing test happened to print

test result: FAILED. 2 passed; 1 failed; 4 ignored; 0 measured; 0 filtered out; finished in 0.01s

test result: ok. 5 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s
";
        let count = forward(output.as_bytes(), &mut Vec::new()).unwrap();
        let skips = vec![("no PostgreSQL".to_owned(), 1)];
        assert_eq!(
            count,
            Count {
                passed: 6,
                failed: 1,
                skipped: 5,
                skips
            }
        );
    }
}
