//! Generates the entities of the schema in this package.

fn main() -> Result<(), ketch::BuildError> {
    ketch::configure().schema("schema").generate_into_out_dir()
}
