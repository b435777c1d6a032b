//! The entity crate: its text down to the byte, and rustfmt's opinion of it.
//!
//! A case is a folder of `tests/cases/entity`: a schema, and the files that it becomes, or what is
//! wrong with it. `UPDATE_EXPECT=1` writes the files anew. `tests/entity-app` compiles and runs
//! what is generated; `cargo xtask conformance` does so for the schemas of public projects.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use ketch::entity;
use ketch::model;
use ketch::output::{FileKind, GeneratedFile};

use crate::golden::{self, Golden, one_file, root};

/// What a schema becomes, and what is said of it, a line each.
fn generate(text: String) -> (Vec<GeneratedFile>, Vec<String>) {
    let sources = one_file(text);
    let (data_model, mut diagnostics) = model::load(&sources);
    let mut files = Vec::new();
    if !diagnostics.has_errors() {
        let (generated, of_entities) = entity::generate(&data_model);
        files = generated;
        diagnostics.extend(of_entities);
    }
    if diagnostics.has_errors() {
        files.clear();
    }
    let said = diagnostics.into_sorted().into_iter().map(|diagnostic| {
        let (line, column) = sources.line_column(diagnostic.span());
        format!("{}:{line}:{column} {}", diagnostic.code, diagnostic.message)
    });
    (files, said.collect())
}

/// What the files of a folder hold, and that there are no others.
fn compare(golden: &mut Golden, folder: &Path, files: &BTreeMap<String, String>) {
    for (path, text) in files {
        golden.expect(&folder.join(path), text);
    }
    for path in golden::files_below(folder) {
        let name = path.strip_prefix(folder).unwrap().to_str().unwrap();
        if !files.contains_key(&name.replace('\\', "/")) {
            golden.expect_any(&path, None);
        }
    }
}

/// Files that depend on little of a schema, and are compiled by other tests.
const ALWAYS_ALIKE: [&str; 4] = [
    "rustfmt.toml",
    "src/hooks.rs",
    "src/relations.rs",
    "src/types.rs",
];

#[test]
fn cases() {
    let folders = golden::entries("tests/cases/entity");
    assert!(folders.len() > 5, "the cases are gone");
    let mut golden = Golden::default();
    for folder in folders {
        let text = fs::read_to_string(folder.join("schema.prisma")).unwrap();
        let (files, said) = generate(text);
        let mut files: BTreeMap<String, String> = files
            .into_iter()
            .filter(|file| !ALWAYS_ALIKE.contains(&file.path.as_str()))
            .map(|file| (file.path, file.text))
            .collect();
        if !said.is_empty() {
            files.insert("diagnostics.txt".to_owned(), said.join("\n") + "\n");
        }
        compare(&mut golden, &folder.join("expected"), &files);
    }
    golden.finish();
}

#[test]
fn the_test_app_runs_on_fresh_entities() {
    let folder = root().join("tests/entity-app");
    let (files, said) = generate(fs::read_to_string(folder.join("schema.prisma")).unwrap());
    assert!(!files.is_empty(), "{said:?}");
    let owned = files
        .into_iter()
        .filter(|file| file.kind == FileKind::Owned);
    let mut owned: BTreeMap<String, String> = owned.map(|file| (file.path, file.text)).collect();
    // What is written once is the app's own by now.
    let generated = folder.join("generated");
    let custom = golden::files_below(&generated.join("src/custom"));
    let once = ["Cargo.toml", "src/custom.rs"].map(|path| generated.join(path));
    for path in custom.into_iter().chain(once) {
        let name = path.strip_prefix(&generated).unwrap().to_str().unwrap();
        owned.insert(name.replace('\\', "/"), fs::read_to_string(&path).unwrap());
    }
    let mut golden = Golden::default();
    compare(&mut golden, &generated, &owned);
    golden.finish();
}

/// Names of every length, so that each line of every kind of item is once too long.
fn names_of_all_lengths() -> String {
    let mut schema = String::from(
        "datasource db {\n  provider = \"postgresql\"\n}\n\ngenerator ketch {\n  provider = \"ketch\"\n  serde = true\n}\n",
    );
    for dense in [false, true] {
        for length in 1..=90 {
            let word = |first: &str| {
                let filler = "abcdefgh_".repeat(12);
                format!("{first}{}{length}", &filler[..length]).replace("__", "_x")
            };
            let (prefix, mark) = if dense {
                ("D", "/// @ketch.dense\n")
            } else {
                ("C", "")
            };
            let (model, other, kind) = (
                word(&format!("{prefix}m")),
                word(&format!("{prefix}o")),
                word(&format!("{prefix}k")),
            );
            let [a, b, c, d, e, f] = ["fa", "fb", "fc", "fd", "fe", "ff"].map(word);
            let id = format!("{prefix}{length}");
            schema += &format!(
                "
enum {kind} {{
  ONE @map(\"{a}\")
  {b}
}}

{mark}model {model} {{
  {a} String @id(map: \"p{id}\") @default(uuid())
  {b} {kind} @map(\"x{c}\")
  {c} String @unique(map: \"u{id}\") @db.VarChar(20)
  {d} DateTime @updatedAt @map(\"x{e}\")
  {e} {other}[] @relation(\"{a}\")
  {f} {other}[] @relation(\"{b}\")
  i{a} {other}[] @relation(\"{id}\")

  @@unique([{b}, {c}], map: \"v{id}\")
  @@map(\"x{b}{id}\")
}}

{mark}model {other} {{
  {a} Int @id(map: \"q{id}\")
  {b} String?
  {c} String?
  {d} {model}? @relation(\"{a}\", fields: [{b}], references: [{a}], onDelete: Cascade, map: \"f{id}\")
  {e} {model}? @relation(\"{b}\", fields: [{c}], references: [{a}], map: \"g{id}\")
  i{a} {model}[] @relation(\"{id}\")
}}
"
            );
        }
    }
    schema
}

#[test]
fn rustfmt_changes_nothing() {
    let folder = root().join("target/entity-layout");
    let _ = fs::remove_dir_all(&folder);
    let mut schemas = vec![names_of_all_lengths()];
    for path in golden::entries("tests/cases/hostile") {
        schemas.push(fs::read_to_string(path).unwrap());
    }
    let mut checked = 0;
    for (index, schema) in schemas.into_iter().enumerate() {
        let (files, said) = generate(schema);
        assert!(index > 0 || !files.is_empty(), "{:?}", said.first());
        if files.is_empty() {
            continue;
        }
        checked += 1;
        let folder = folder.join(index.to_string());
        let expected = files.into_iter().map(|file| (file.path, file.text));
        for (path, text) in expected {
            let path = folder.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let output = Command::new("rustfmt")
            .arg("--check")
            .arg(folder.join("src/lib.rs"))
            .output()
            .expect("rustfmt is installed");
        let text = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "{}\n{text}", folder.display());
    }
    assert!(checked > 20, "{checked} schemas");
}

#[test]
fn the_same_schema_gives_the_same_bytes() {
    let text = fs::read_to_string(root().join("tests/entity-app/schema.prisma")).unwrap();
    let once = generate(text.clone());
    assert_eq!(once, generate(text.clone()));
    let crlf = generate(text.replace('\n', "\r\n"));
    assert_eq!(once.0, crlf.0);
}

#[test]
fn a_long_chain_of_dense_entities_has_the_limit_that_it_needs() {
    let folder = root().join("tests/build/dense");
    let (files, said) = generate(fs::read_to_string(folder.join("schema/chain.prisma")).unwrap());
    let library = files.iter().find(|file| file.path == "src/lib.rs");
    let library = library.unwrap_or_else(|| panic!("{said:?}"));
    let limit = library
        .text
        .lines()
        .find(|line| line.starts_with("#![recursion_limit"))
        .expect("a limit");
    // There the entities are compiled under this limit.
    for path in ["src/lib.rs", "tests/chain.rs"] {
        let text = fs::read_to_string(folder.join(path)).unwrap();
        assert!(text.lines().any(|line| line == limit), "{path}: no {limit}");
    }
}

#[test]
fn a_json_default_is_taken_where_the_entity_can_read_it() {
    for depth in [1, 30, 126, 127, 128, 129] {
        for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
            let json = format!("{}1{}", open.repeat(depth), close.repeat(depth));
            let schema = format!(
                "datasource db {{\n  provider = \"mysql\"\n}}\n\nmodel Page {{\n  id Int @id\n  deep Json @default({json:?})\n}}\n"
            );
            let (files, said) = generate(schema);
            let is_read = serde_json::from_str::<serde_json::Value>(&json).is_ok();
            assert_eq!(!files.is_empty(), is_read, "{depth} of {open}: {said:?}");
            let expression = files
                .iter()
                .any(|file| file.text.contains("the default is JSON"));
            assert_eq!(expression, is_read, "{depth} of {open}");
        }
    }
}
