//! The entity crate: a data model to the files of a crate of SeaORM entities.
//!
//! [`generate`] is pure. A [`plan`] says what is to be written, free of any format; the formats
//! ([`compact`], [`dense`]) print it with [`rust`].
//!
//! Not for DDL: what entities say of keys and columns is for SeaORM's queries, and the
//! migration crate alone makes tables.

mod behavior;
mod case;
mod compact;
mod dense;
mod enumeration;
mod file;
mod literal;
mod manifest;
mod name;
mod order;
mod package;
mod plan;
mod rust;
mod rust_type;
mod stored;
mod template;
mod types;

use std::collections::BTreeMap;

pub use rust_type::{Base, Known, Limit, RustType, rust_type};
pub use types::{Piece, types_file};

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{DataModel, Enum, Field, Format, ScalarField};
use crate::output::{FileKind, GeneratedFile};

/// The files of the entity crate, sorted by path, and what could not be had. Where there are
/// errors, the files are incomplete.
pub fn generate(data_model: &DataModel) -> (Vec<GeneratedFile>, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    let plan = plan::plan(data_model, &mut diagnostics);
    let serde = data_model.settings.serde;
    let mut files = package::files(data_model, &plan);
    for entity in &plan.entities {
        let path = format!("src/{}.rs", entity.module.as_str());
        let text = match entity.format {
            Format::Compact => compact::print(&plan, entity, serde),
            Format::Dense => dense::print(&plan, entity, serde),
        };
        files.push(package::file(
            &path,
            text,
            &package::origin(entity),
            FileKind::Owned,
        ));
    }
    for item in &plan.enums {
        let path = format!("src/{}.rs", item.module.as_str());
        let origin = format!("enum {}", item.source.name);
        files.push(package::file(
            &path,
            enumeration::print(item, serde),
            &origin,
            FileKind::Owned,
        ));
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    (files, diagnostics)
}

/// What is wrong with a data model for entities, without writing any.
pub fn check(data_model: &DataModel) -> Diagnostics {
    let mut diagnostics = Diagnostics::default();
    plan::plan(data_model, &mut diagnostics);
    diagnostics
}

/// Whether a file of the crate says of itself that it was generated.
pub fn is_generated(text: &str) -> bool {
    let comment = text.strip_prefix("// ");
    comment.is_some_and(|text| text.starts_with(package::GENERATED))
}

/// What the user is to write into files that were written once, since the schema needs more by now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lacking {
    /// For `[dependencies]` in `Cargo.toml`: lines, or a dependency and features that it lacks.
    pub dependencies: Vec<String>,
    /// For `src/custom.rs`: declarations of modules with hooks.
    pub modules: Vec<String>,
}

/// What the crate's own files lack that are there, beside those that are generated: `Cargo.toml`,
/// `src/custom.rs` and those below `src/custom/`, by their paths. Where they do not tell, nothing.
pub fn lacking(generated: &[&GeneratedFile], existing: &BTreeMap<String, String>) -> Lacking {
    let mut files = generated.iter();
    let manifest = files.find(|file| file.path == manifest::PATH);
    let dependencies = match (manifest, existing.get(manifest::PATH)) {
        (Some(new), Some(existing)) => manifest::lacking(&new.text, existing),
        _ => Vec::new(),
    };
    Lacking {
        dependencies,
        modules: package::undeclared(generated, existing),
    }
}

/// The module of a model's or an enum's file.
pub fn module_name(name: &str) -> String {
    name::module(name).as_str().to_owned()
}

/// What an enum is called in Rust.
pub fn enum_name(item: &Enum) -> String {
    let name = name::public_type(&item.name, "Enum");
    name.map_or_else(|| item.name.clone(), |name| name.as_str().to_owned())
}

/// The type of a column's field as people read it: `Option<Role>`, `types::Timestamp<6>`. None: an
/// unsupported type.
pub fn field_type(
    data_model: &DataModel,
    field: &Field,
    column: &ScalarField,
) -> Result<Option<String>, Diagnostic> {
    let ty = rust_type(data_model, field, column)?;
    Ok(ty.map(|ty| ty.text(field.arity, |id| enum_name(data_model.enumeration(id)))))
}
