//! This package's build script as a program, so that tests can run it anywhere; it would take a
//! schema beside the package as well.

fn main() -> Result<(), ketch::BuildError> {
    ketch::configure()
        .schema("schema")
        .schema("../schema")
        .generate_into_out_dir()
}
