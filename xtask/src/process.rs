//! Running other programs, measuring them, and ending them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::signal::{Signal, kill};
use nix::sys::time::TimeValLike;
use nix::unistd::Pid;

/// Runs a command to its end and fails with its output where it does not succeed.
pub(crate) fn run_quietly(command: &mut Command) -> Result<String> {
    let shown = shown(command);
    let output = command
        .output()
        .with_context(|| format!("cannot run `{shown}`"))?;
    if !output.status.success() {
        let text = [output.stdout, output.stderr].concat();
        bail!(
            "`{shown}` failed ({}):\n{}",
            output.status,
            String::from_utf8_lossy(&text).trim_end()
        );
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Whether a command succeeds; its output is dropped.
pub(crate) fn succeeds(command: &mut Command) -> bool {
    command.output().is_ok_and(|output| output.status.success())
}

/// What a process and all of its descendants used.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Usage {
    /// Processor time, in user and system mode, in seconds.
    pub(crate) cpu: f64,
    /// Most memory that a single process of them held at once, in MiB.
    pub(crate) memory: f64,
}

/// The argument that makes this program run another and write down what it used.
pub(crate) const MEASURE: &str = "measure-process";

/// Runs a command to its end, quietly, and measures it. The system only says what all children
/// of a process used, so the command gets a parent of its own.
pub(crate) fn measure(command: &Command) -> Result<Usage> {
    let mut parent = Command::new(std::env::current_exe()?);
    parent.arg(MEASURE);
    let mut parent = run_by(parent, command);
    let output = run_quietly(&mut parent)?;
    let last = output
        .lines()
        .next_back()
        .and_then(|line| line.split_once(' '));
    let (cpu, memory) = last.with_context(|| format!("`{}` was not measured", shown(command)))?;
    Ok(Usage {
        cpu: cpu.parse()?,
        memory: memory.parse()?,
    })
}

/// The measuring parent: its last line of output has what the child used.
pub(crate) fn measure_child(arguments: &[String]) -> Result<bool> {
    let (program, arguments) = arguments.split_first().context("measure what?")?;
    let status = Command::new(program)
        .args(arguments)
        .status()
        .with_context(|| format!("cannot run {program}"))?;
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    let cpu = (usage.user_time().num_microseconds() + usage.system_time().num_microseconds())
        as f64
        / 1e6;
    // macOS counts bytes, the others KiB.
    let unit = if cfg!(target_os = "macos") {
        1024.0 * 1024.0
    } else {
        1024.0
    };
    println!("\n{cpu} {}", usage.max_rss() as f64 / unit);
    Ok(status.success())
}

/// The program and its arguments, for messages.
pub(crate) fn shown(command: &Command) -> String {
    std::iter::once(command.get_program())
        .chain(command.get_args())
        .map(|part| part.to_string_lossy().into_owned())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Asks a child to end, waits, and ends it by force where it does not.
pub(crate) fn stop_child(child: &mut Child, signal: Signal) {
    let id = Pid::from_raw(child.id() as i32);
    let _ = kill(id, signal);
    if !wait_until(STOP_TIMEOUT, || !matches!(child.try_wait(), Ok(None))) {
        let _ = child.kill();
        let _ = child.wait();
    }
}

/// The same for a process that is not our child.
pub(crate) fn stop_stranger(id: i32, signal: Signal) {
    let id = Pid::from_raw(id);
    let gone = || kill(id, None).is_err();
    let _ = kill(id, signal);
    if !wait_until(STOP_TIMEOUT, gone) {
        let _ = kill(id, Signal::SIGKILL);
        wait_until(STOP_TIMEOUT, gone);
    }
}

const STOP_TIMEOUT: Duration = Duration::from_secs(20);

/// Asks again and again until the answer is yes; whether it was within the time given.
pub(crate) fn wait_until(timeout: Duration, mut done: impl FnMut() -> bool) -> bool {
    let start = Instant::now();
    loop {
        if done() {
            return true;
        }
        if start.elapsed() > timeout {
            return false;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
}

/// The command line of a running process; nothing where there is no such process.
pub(crate) fn command_line(id: i32) -> Option<String> {
    if let Ok(bytes) = std::fs::read(format!("/proc/{id}/cmdline")) {
        return Some(String::from_utf8_lossy(&bytes).replace('\0', " "));
    }
    run_quietly(Command::new("ps").args(["-o", "command=", "-p", &id.to_string()])).ok()
}

/// A program that runs a command: its own arguments are there already.
fn run_by(mut program: Command, command: &Command) -> Command {
    program.arg(command.get_program()).args(command.get_args());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => program.env(name, value),
            None => program.env_remove(name),
        };
    }
    if let Some(folder) = command.get_current_dir() {
        program.current_dir(folder);
    }
    program
}

/// Runs a command to its end, quietly, and counts the instructions that it and all that it starts
/// take, with valgrind, which puts a file for each process into an empty folder.
pub(crate) fn count_instructions(valgrind: &Path, logs: &Path, command: &Command) -> Result<f64> {
    let mut counter = Command::new(valgrind);
    counter.args([
        "--tool=cachegrind",
        "--cache-sim=no",
        "--trace-children=yes",
    ]);
    counter.arg("--cachegrind-out-file=/dev/null");
    counter.arg(format!("--log-file={}/%p.log", logs.display()));
    run_quietly(&mut run_by(counter, command))?;
    let mut all = 0.0;
    for log in fs::read_dir(logs)? {
        let text = fs::read_to_string(log?.path())?;
        let count = text.lines().find_map(|line| line.split_once("I   refs:"));
        let (_, count) = count.context("valgrind has not counted a process")?;
        all += count.trim().replace(',', "").parse::<f64>()?;
    }
    Ok(all)
}

/// A program by name: on the path, or in one of the folders given.
pub(crate) fn find_program(name: &str, folders: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    folders
        .iter()
        .map(PathBuf::from)
        .chain(std::env::split_paths(&path))
        .map(|folder| folder.join(name))
        .find(|program| program.is_file())
}
