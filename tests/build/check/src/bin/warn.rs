//! This package's build script as a program, so that tests can run it anywhere.

fn main() -> Result<(), ketch::BuildError> {
    ketch::configure().check()
}
