//! The first migration: the SQL of each engine, down to the byte.
//!
//! A case is a folder of `tests/cases/sql`: a schema, and for each engine that it is generated
//! for the SQL that makes its tables and undoes them again, or what is wrong with it there.
//! `UPDATE_EXPECT=1` writes the files anew. `cargo xtask conformance` runs them on the engines.

use std::fs;
use std::path::{Path, PathBuf};

use ketch::database::{Check, lower};
use ketch::dialect::Engine;
use ketch::diff::{changes_from_empty, changes_to_empty};
use ketch::migration::sql::script;
use ketch::model::{self, DataModel};
use ketch::source::{SourceFile, Sources};

#[test]
fn cases() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/sql");
    let mut folders: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    folders.sort();
    let wrong: Vec<String> = folders.iter().flat_map(|folder| case(folder)).collect();
    assert!(
        folders.len() > 5 && wrong.is_empty(),
        "{}",
        wrong.join("\n")
    );
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
    let (data_model, _) = model::load(&Sources::new(vec![SourceFile {
        path: "schema.prisma".to_owned(),
        text: text.to_owned(),
    }]));
    let (mut schema, _) = lower(&data_model, Engine::Sqlite);
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

fn case(folder: &Path) -> Vec<String> {
    let text = fs::read_to_string(folder.join("schema.prisma")).unwrap();
    let sources = Sources::new(vec![SourceFile {
        path: "schema.prisma".to_owned(),
        text,
    }]);
    let (data_model, diagnostics) = model::load(&sources);
    let faults = diagnostics.into_sorted();
    let errors = faults.iter().map(|fault| {
        format!(
            "{} {:?}: {}",
            fault.code,
            sources.line_column(fault.span()),
            fault.message
        )
    });
    let mut wrong: Vec<String> = errors
        .map(|error| format!("{}: {error}", folder.display()))
        .collect();
    for engine in Engine::ALL {
        let path = folder.join(format!("{}.sql", engine.name()));
        let listed = data_model.settings.engines.contains(&engine);
        let expected = listed.then(|| written(&data_model, engine, &sources));
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            match expected {
                Some(text) => fs::write(&path, text).unwrap(),
                None => drop(fs::remove_file(&path)),
            }
        } else if fs::read_to_string(&path)
            .ok()
            .map(|text| text.replace("\r\n", "\n"))
            != expected
        {
            wrong.push(format!(
                "{} is not what is written now; UPDATE_EXPECT=1 shows the difference",
                path.display()
            ));
        }
    }
    wrong
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
