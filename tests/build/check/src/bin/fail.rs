//! A build script that fails where its neighbour warns.

fn main() -> Result<(), ketch::BuildError> {
    ketch::configure().strict().check()
}
