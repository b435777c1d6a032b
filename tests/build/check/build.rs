//! Warns where this repository's generated crates are not what its schema says; writes nothing.

fn main() -> Result<(), ketch::BuildError> {
    ketch::configure().check()
}
