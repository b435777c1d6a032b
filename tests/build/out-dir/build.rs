//! Generates the entities of the schema in this package; one that is published has it too.

fn main() -> Result<(), ketch::BuildError> {
    ketch::configure().schema("schema").generate_into_out_dir()
}
