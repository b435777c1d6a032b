//! The `ketch` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    ketch_cli::main()
}
