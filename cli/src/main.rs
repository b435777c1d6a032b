//! The `ketch` command.

use std::process::ExitCode;

/// Reading and planning make many small values, and allocators of systems differ much in what these cost.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    ketch_cli::main()
}
