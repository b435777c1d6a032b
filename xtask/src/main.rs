//! `cargo xtask`: the project's own chores.
//!
//! Not for anything that a user of ketch needs; nothing here is published.

// Chores read files and the environment, and measure time; the library's limits are not theirs.
#![allow(clippy::disallowed_methods)]

#[cfg(not(unix))]
compile_error!(
    "xtask starts database servers and needs Linux or macOS. On Windows, use WSL, or pass --exclude xtask."
);

mod bench;
mod conformance;
mod endure;
mod fuzz;
mod process;
mod servers;
mod synthetic;
mod test;
mod transitions;
mod workspace;

/// The one that `ketch` has, for what is measured in process.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const HELP: &str = "\
cargo xtask test [ARGUMENTS OF cargo test]
    Runs every test, with private PostgreSQL and MariaDB servers that it brings itself.
cargo xtask servers
    Starts the same servers, prints the variables that name them, and keeps them until Ctrl-C.
cargo xtask conformance [CHECK ...]
    Holds ketch against a corpus of schemas and Prisma's answers, where it is present.
cargo xtask transitions [WORD ... | PAIRS]
    Applies the cases of tests/cases/transition, or those that have a word in their name, and
    random pairs of schemas to rows on the engines, and compares catalogs and rows.
cargo xtask endure [--points N] [--rounds N]
    Kills migrators and servers at N points for each engine, and starts eight migrators at once N
    times: 300 and 20 without the flags.
cargo xtask bench [BENCH ...]
    Measures ketch and its peers, and writes docs/benchmarks.md.
cargo xtask fuzz [--seconds N] [TARGET ...]
    Runs the fuzz targets, each for N seconds.
cargo xtask synthetic MODELS
    Prints the schema that the benchmark measures on.";

fn main() -> std::process::ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let rest = arguments.get(1..).unwrap_or_default();
    let outcome = match arguments.first().map(String::as_str) {
        Some("test") => test::run(rest),
        Some("conformance") => conformance::run(rest),
        Some("transitions") => transitions::run(rest),
        Some("endure") => endure::run(rest),
        Some("fuzz") => fuzz::run(rest),
        Some("bench") => bench::run(rest),
        Some(bench::core::MEASURE) => bench::core::measure(rest),
        Some(process::MEASURE) => process::measure_child(rest),
        Some("synthetic") => synthetic::print(rest),
        Some("servers") => servers::keep(),
        Some(servers::SUPERVISE) => servers::supervise(rest),
        Some("help" | "--help" | "-h") => {
            println!("{HELP}");
            Ok(true)
        }
        _ => {
            eprintln!("{HELP}");
            Ok(false)
        }
    };
    match outcome {
        Ok(true) => std::process::ExitCode::SUCCESS,
        Ok(false) => std::process::ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            std::process::ExitCode::FAILURE
        }
    }
}
