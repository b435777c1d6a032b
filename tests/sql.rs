//! The first migration: the SQL of each engine, down to the byte.
//!
//! A case is a folder of `tests/cases/sql`: a schema, and for each engine that it is generated
//! for the SQL that makes its tables and undoes them again, or what is wrong with it there.
//! `UPDATE_EXPECT=1` writes the files anew. `cargo xtask conformance` runs them on the engines.

use std::fs;
use std::path::Path;

use ketch::database::{Check, lower};
use ketch::dialect::Engine;
use ketch::diff::{changes_from_empty, changes_to_empty};
use ketch::migration::sql::script;
use ketch::model::{self, DataModel};
use ketch::source::Sources;

use crate::golden::{self, Golden, one_file};

#[test]
fn cases() {
    let folders = golden::entries("tests/cases/sql");
    assert!(folders.len() > 5, "the cases are gone");
    let mut golden = Golden::default();
    for folder in folders {
        case(&folder, &mut golden);
    }
    golden.finish();
}

/// Constraints of a SQLite database need no name, and get none that is empty.
#[test]
fn constraint_without_a_name() {
    let text = r#"
datasource db {
  provider = "sqlite"
}

model A {
  id Int @id
  b  B   @relation(fields: [id], references: [id])
}

model B {
  id Int @id
  a  A?
}
"#;
    let (mut schema, _) = lower(&golden::load(text), Engine::Sqlite);
    let key = &mut schema.tables[0].foreign_keys[0];
    key.name.clear();
    let check = Check {
        name: String::new(),
        expression: "id > 0".to_owned(),
    };
    schema.tables[0].checks.push(check);
    let sql = script(Engine::Sqlite, &changes_from_empty(&schema));
    assert!(sql.contains("    FOREIGN KEY (\"id\") REFERENCES"), "{sql}");
    assert!(sql.contains("    CHECK (id > 0)"), "{sql}");
    assert!(!sql.contains("CONSTRAINT \"\""), "{sql}");
}

fn case(folder: &Path, golden: &mut Golden) {
    let sources = one_file(fs::read_to_string(folder.join("schema.prisma")).unwrap());
    let (data_model, diagnostics) = model::load(&sources);
    for fault in diagnostics.into_sorted() {
        let place = sources.line_column(fault.span());
        golden.fault(
            folder,
            &format!("{} {place:?}: {}", fault.code, fault.message),
        );
    }
    for engine in Engine::ALL {
        let path = folder.join(format!("{}.sql", engine.name()));
        let listed = data_model.settings.engines.contains(&engine);
        let expected = listed.then(|| written(&data_model, engine, &sources));
        golden.expect_any(&path, expected.as_deref());
    }
}

fn written(data_model: &DataModel, engine: Engine, sources: &Sources) -> String {
    let (schema, diagnostics) = lower(data_model, engine);
    let refused = diagnostics.has_errors();
    let mut text = String::new();
    for fault in diagnostics.into_sorted() {
        let (line, _) = sources.line_column(fault.span());
        text += &format!(
            "-- {:?} {} in line {line}: {}\n",
            fault.severity, fault.code, fault.message
        );
    }
    if !refused {
        text += &script(engine, &changes_from_empty(&schema));
        text += "\n-- undone by\n\n";
        text += &script(engine, &changes_to_empty(&schema));
    }
    text
}
