//! Schemas that were written to break the generator: each is refused with a diagnostic, or its
//! crate compiles and its rows come back as they went in.
//!
//! A schema that is refused has its diagnostics beside it (`NAME.txt`; `UPDATE_EXPECT=1` writes
//! them anew). All others are compiled in one go, into a program that fills their tables on SQLite.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::Command;

use ketch::diagnostic::{Diagnostic, Diagnostics, Severity, Style, render};
use ketch::dialect::Engine;
use ketch::diff::changes_from_empty;
use ketch::migration::sql::script;
use ketch::model::{DataModel, DefaultKind, Literal};
use ketch::output::GeneratedFile;
use ketch::source::{SourceFile, Sources};
use ketch::{database, entity, model};

use crate::golden::{self, Golden, has_extension, root};

/// What is called for every entity; `round_trips` in it is written here.
const PROGRAM: &str = include_str!("hostile/program.rs");

#[test]
fn every_hostile_schema_is_refused_or_round_trips() {
    let mut golden = Golden::default();
    let mut accepted = Vec::new();
    for path in golden::entries("tests/cases/hostile") {
        if !has_extension(&path, "prisma") {
            continue;
        }
        let case = generate(&path);
        let refusal = case.as_ref().err();
        golden.expect_any(&path.with_extension("txt"), refusal.map(String::as_str));
        accepted.extend(case);
    }
    golden.finish();
    assert!(!accepted.is_empty(), "all of them are refused");
    round_trip(&accepted);
}

/// A schema that is accepted.
struct Case {
    name: String,
    files: Vec<GeneratedFile>,
    sql: String,
    data_model: DataModel,
}

/// What is generated from a schema, or the diagnostics that refuse it.
fn generate(path: &Path) -> Result<Case, String> {
    let name = format!("schema/{}", path.file_name().unwrap().to_str().unwrap());
    let text = fs::read_to_string(path).unwrap();
    let sources = Sources::new(vec![SourceFile { path: name, text }]);
    let (data_model, diagnostics) = model::load(&sources);
    let mut errors = errors(diagnostics);
    if errors.is_empty() {
        let (schema, of_schema) = database::lower(&data_model, Engine::Sqlite);
        let (files, of_files) = entity::generate(&data_model);
        errors = [of_schema, of_files]
            .into_iter()
            .flat_map(self::errors)
            .collect();
        if errors.is_empty() {
            let sql = script(Engine::Sqlite, &changes_from_empty(&schema));
            return Ok(Case {
                name: path.file_stem().unwrap().to_str().unwrap().to_owned(),
                files,
                sql,
                data_model,
            });
        }
    }
    Err(errors
        .iter()
        .map(|error| render(error, &sources, Style::Plain) + "\n\n")
        .collect())
}

fn errors(diagnostics: Diagnostics) -> Vec<Diagnostic> {
    let mut errors = diagnostics.into_sorted();
    errors.retain(|diagnostic| diagnostic.severity == Severity::Error);
    errors
}

/// Compiles the crates of all cases and a program that uses them, and runs it.
fn round_trip(cases: &[Case]) {
    // Beside the target folder's own profiles, and with its dependencies, so that they are
    // compiled once only.
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    let folder = target.join("hostile");
    let mut wanted = BTreeSet::new();
    let mut write = |path: String, text: String| {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        // What is the same is not written, so that cargo does not build it again.
        if fs::read_to_string(&path).ok().as_ref() != Some(&text) {
            fs::write(&path, text).unwrap();
        }
        wanted.insert(path);
    };
    let mut dependencies = String::new();
    let mut round_trips = String::new();
    for (index, case) in cases.iter().enumerate() {
        let package = format!("case_{index}");
        writeln!(dependencies, "{package} = {{ path = \"../{package}\" }}").unwrap();
        for file in &case.files {
            let text = if file.path == "Cargo.toml" {
                with_name(&file.text, &package)
            } else {
                file.text.clone()
            };
            write(format!("{package}/{}", file.path), text);
        }
        write(format!("program/src/{package}.sql"), case.sql.clone());
        write_calls(&mut round_trips, &package, case);
    }
    let manifest = "[workspace]\nresolver = \"3\"\nmembers = [\"case_*\", \"program\"]\n\n[profile.dev]\ndebug = \"line-tables-only\"\n";
    write("Cargo.toml".to_owned(), manifest.to_owned());
    write(
        "program/Cargo.toml".to_owned(),
        format!(
            "[package]\nname = \"program\"\nedition = \"2024\"\n\n[dependencies]\n\
             sea-orm = {{ version = \"2.0.4\", default-features = false, features = [\"macros\", \"runtime-tokio\", \"sqlx-sqlite\"] }}\n\
             tokio = {{ version = \"1\", features = [\"macros\", \"rt\"] }}\n{dependencies}"
        ),
    );
    write(
        "program/src/main.rs".to_owned(),
        PROGRAM.replace("    round_trips!();\n", &round_trips),
    );
    fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    for entry in fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        // Cases of an earlier run, when there were more.
        if path.is_dir() && !wanted.iter().any(|file| file.starts_with(&path)) {
            fs::remove_dir_all(path).unwrap();
        }
    }
    let output = Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--package", "program"])
        .current_dir(&folder)
        .env("CARGO_TARGET_DIR", target)
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    let names: Vec<String> = cases
        .iter()
        .enumerate()
        .map(|(index, case)| format!("case_{index} is {}", case.name))
        .collect();
    // Not even a warning.
    assert!(
        output.status.success() && text.is_empty(),
        "{text}\n{}",
        names.join("\n")
    );
    let mut format = Command::new(env!("CARGO"));
    format.args(["fmt", "--check"]).current_dir(&folder);
    for index in 0..cases.len() {
        format.args(["--package", &format!("case_{index}")]);
    }
    let output = format.output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success(),
        "rustfmt would write otherwise:\n{text}"
    );
}

/// A manifest with another package name.
fn with_name(manifest: &str, name: &str) -> String {
    let line = manifest
        .lines()
        .find(|line| line.starts_with("name = "))
        .unwrap();
    manifest.replacen(line, &format!("name = \"{name}\""), 1)
}

/// A block that opens a database with a case's tables, and calls for each of its entities.
fn write_calls(out: &mut String, package: &str, case: &Case) {
    writeln!(
        out,
        "    {{\n        let db = open(include_str!(\"{package}.sql\")).await;"
    )
    .unwrap();
    for module in entities(&case.files) {
        writeln!(
            out,
            "        round_trip::<{package}::{module}::Entity>(&db, &["
        )
        .unwrap();
        for (table, column, text) in defaults(&case.data_model) {
            writeln!(out, "            ({table:?}, {column:?}, {text:?}),").unwrap();
        }
        writeln!(out, "        ]).await;").unwrap();
    }
    writeln!(out, "    }}").unwrap();
}

/// The modules of entities, as the crate's root declares them.
fn entities(files: &[GeneratedFile]) -> Vec<String> {
    let text = |path: &str| {
        files
            .iter()
            .find(|file| file.path == path)
            .map(|file| file.text.as_str())
    };
    text("src/lib.rs")
        .unwrap()
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'))
        .filter(|module| {
            let path = format!("src/{}.rs", module.trim_start_matches("r#"));
            text(&path).is_some_and(|text| text.contains("DeriveEntityModel"))
        })
        .map(str::to_owned)
        .collect()
}

/// Table, column and text of every column that has a text by default.
fn defaults(data_model: &DataModel) -> Vec<(&str, &str, &str)> {
    let mut found = Vec::new();
    for model in &data_model.models {
        for (_, _, scalar) in model.columns() {
            let default = scalar.default.as_ref().map(|default| &default.kind);
            if let Some(DefaultKind::Literal(Literal::String(text))) = default {
                found.push((
                    model.database_name.as_str(),
                    scalar.database_name.as_str(),
                    text.as_str(),
                ));
            }
        }
    }
    found
}
