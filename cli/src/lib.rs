//! The `ketch` command: arguments, messages and exit codes over the library.
//!
//! It is a library too, so that a workspace can have a package of its own that runs the exact
//! version in its Cargo.lock: `fn main() -> std::process::ExitCode { ketch_cli::main() }`.
//!
//! Not for what the commands do: `ketch::project` does it.

#![allow(
    clippy::disallowed_methods,
    reason = "this package does I/O and reads the environment"
)]

mod arguments;
mod commands;
mod database;
mod exit;
mod git;
mod prisma;
mod progress;
mod report;
mod scratch;
mod terminal;
mod timestamp;

use std::io::IsTerminal as _;
use std::process::ExitCode;

use clap::{CommandFactory as _, Parser as _};

use arguments::{Arguments, Command};
use exit::Exit;

/// Runs the command that the process was called with.
pub fn main() -> ExitCode {
    if std::env::args_os().len() == 1 && !std::io::stdin().is_terminal() {
        return prisma::answer().into();
    }
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            let exit = if error.use_stderr() {
                Exit::Error
            } else {
                Exit::Done
            };
            // Nobody is left to be told where the terminal is gone.
            let _ = error.print();
            return exit.into();
        }
    };
    let Some(command) = arguments.command else {
        let _ = Arguments::command().print_help();
        return Exit::Error.into();
    };
    let project = arguments.project;
    let done = match command {
        Command::Dev(arguments) => commands::dev::run(&project, &arguments),
        Command::Generate(arguments) => commands::generate::run(&project, &arguments),
        Command::Check(arguments) => commands::check::run(&project, &arguments),
        Command::Explain { code } => commands::explain::run(code.as_deref()),
        Command::Format(arguments) => commands::format::run(&project, &arguments),
        Command::Diagram(arguments) => commands::diagram::run(&project, &arguments),
        Command::Lsp(_) => commands::lsp::run(),
        Command::Own(arguments) => commands::own::run(&project, &arguments),
        Command::Env => commands::env::run(&project),
        Command::Migrate(arguments) => commands::migrate::run(&project, &arguments),
        Command::Init(arguments) => commands::init::run(&project, &arguments),
    };
    done.unwrap_or_else(|error| {
        terminal::error(&error.to_string());
        if let Some(ketch::project::Error::Edited { edits }) = error.downcast_ref() {
            commands::generate::show_edits(edits);
        }
        Exit::Error
    })
    .into()
}
