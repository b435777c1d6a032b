//! The `ketch` command.

use std::process::ExitCode;

/// Reading a schema makes many small values; with the system's allocator that takes a third more
/// time, and on some systems much more.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    ketch_cli::main()
}
