//! Generates the entities of each schema in `schemas/`, as one module.

#![allow(clippy::disallowed_methods)]

use std::path::Path;
use std::{env, fs};

use ketch::diagnostic::Severity;
use ketch::model;
use ketch::source::{SourceFile, Sources};

fn main() {
    println!("cargo::rerun-if-changed=schemas");
    let out = env::var_os("OUT_DIR").expect("cargo sets OUT_DIR");
    for entry in fs::read_dir("schemas").expect("schemas/ is beside build.rs") {
        let path = entry.expect("schemas/ can be listed").path();
        let name = path.file_stem().expect("a schema has a name").to_owned();
        let text = module(&path);
        fs::write(Path::new(&out).join(name).with_extension("rs"), text)
            .expect("OUT_DIR can be written");
    }
}

/// The generated files of a schema as modules in one text.
fn module(path: &Path) -> String {
    let text = fs::read_to_string(path).expect("a schema is text");
    let sources = Sources::new(vec![SourceFile {
        path: path.display().to_string(),
        text,
    }]);
    let (data_model, diagnostics) = model::load(&sources);
    let (files, more) = ketch::entity::generate(&data_model);
    let faults = diagnostics
        .into_sorted()
        .into_iter()
        .chain(more.into_sorted());
    let faults: Vec<String> = faults
        .filter(|fault| fault.severity == Severity::Error)
        .map(|fault| {
            let (line, _) = sources.line_column(fault.span());
            format!(
                "{}:{line}: {}: {}",
                path.display(),
                fault.code,
                fault.message
            )
        })
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let mut module = String::new();
    for file in files {
        let name = file
            .path
            .strip_prefix("src/")
            .and_then(|name| name.strip_suffix(".rs"));
        match name {
            Some("lib" | "prelude" | "custom") | None => {}
            Some(name) => module += &format!("pub mod {name} {{\n{}}}\n", file.text),
        }
    }
    module
}
