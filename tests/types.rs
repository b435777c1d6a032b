//! What Rust types columns get: the tables of `docs/types.md`, and the text of `types.rs`.
//!
//! `UPDATE_EXPECT=1` writes the tables anew. That the values survive is the round trip's to show,
//! in `tests/roundtrip`; here it is held that every row of the tables is one of its columns.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::process::{Command, Stdio};

use ketch::dialect::{Arguments, Engine, NativeType, Provider, Scalar, column_type, native_types};
use ketch::entity::{Base, Limit, Piece, RustType, rust_type, types_file};
use ketch::model::{self, Arity, DataModel, Field, FieldKind, ScalarField};

use crate::golden::{self, Golden, one_file, root};

/// Where each engine's native types come from.
const OWN: [(Engine, Provider); 2] = [
    (Engine::Postgresql, Provider::Postgresql),
    (Engine::Mysql, Provider::Mysql),
];

#[test]
fn the_tables_of_the_docs_are_true() {
    let path = root().join("docs/types.md");
    let mut written = fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
    for (name, table) in [
        ("scalars", scalars()),
        (
            "postgresql",
            natives(Engine::Postgresql, Provider::Postgresql),
        ),
        ("mysql", natives(Engine::Mysql, Provider::Mysql)),
    ] {
        let (start, end) = (format!("<!-- table {name} -->\n"), "<!-- end -->\n");
        let from = written
            .find(&start)
            .unwrap_or_else(|| panic!("{start} is missing"))
            + start.len();
        let to = from + written[from..].find(end).unwrap();
        written.replace_range(from..to, &table);
    }
    let mut golden = Golden::default();
    golden.expect(&path, &written);
    golden.finish();
}

/// A field without a native type, on each set of engines.
fn scalars() -> String {
    let mut table = String::from(
        "| scalar | SQLite | PostgreSQL | MySQL | Rust | what is kept |\n|---|---|---|---|---|---|\n",
    );
    for scalar in Scalar::ALL {
        let types = Engine::ALL.map(|engine| code(&column_type(engine, scalar, None).to_string()));
        let mut rust = BTreeSet::new();
        let mut limits = Vec::new();
        for engines in [
            &[Engine::Sqlite][..],
            &[Engine::Postgresql],
            &[Engine::Mysql],
            &Engine::ALL,
        ] {
            let chosen = choose(Provider::Postgresql, engines, scalar.name()).unwrap();
            rust.insert(shown(&chosen));
            let said = said(&chosen);
            if !said.is_empty() {
                limits.push(format!("{}: {said}", names(engines)));
            }
        }
        let rust: Vec<String> = rust.into_iter().collect();
        let limits = merged(limits);
        table += &format!(
            "| `{}` | {} | {} | {limits} |\n",
            scalar.name(),
            types.join(" | "),
            rust.join(", ")
        );
    }
    table
}

/// Every native type of an engine: alone, beside SQLite, and beside the other with its own type
/// for the same scalar.
fn natives(engine: Engine, provider: Provider) -> String {
    let other = match engine {
        Engine::Postgresql => Engine::Mysql,
        _ => Engine::Postgresql,
    };
    let mut table = format!(
        "| native type | DDL | Rust | beside SQLite | beside {}'s {} | what is kept |\n|---|---|---|---|---|---|\n",
        display(other),
        "default",
    );
    for native in native_types(provider) {
        for scalar in native.scalars {
            let written = format!("{} @db.{}", scalar.name(), example(native, *scalar));
            let arguments = arguments(native, *scalar);
            let sql = column_type(engine, *scalar, Some((native.name, &arguments))).to_string();
            let rust = |engines: &[Engine]| match choose(provider, engines, &written) {
                Ok(chosen) => shown(&chosen),
                Err(_) => "—".to_owned(),
            };
            let limits = match choose(provider, &[engine], &written) {
                Ok(chosen) => said(&chosen),
                Err(message) => message,
            };
            table += &format!(
                "| `{written}` | {} | {} | {} | {} | {limits} |\n",
                code(&sql),
                rust(&[engine]),
                rust(&[Engine::Sqlite, engine]),
                rust(&[engine, other]),
            );
        }
    }
    table
}

/// The native type with arguments, where it takes any.
fn example(native: &NativeType, scalar: Scalar) -> String {
    match arguments(native, scalar).as_slice() {
        [] => native.name.to_owned(),
        list => {
            let list: Vec<String> = list.iter().map(u32::to_string).collect();
            format!("{}({})", native.name, list.join(", "))
        }
    }
}

fn arguments(native: &NativeType, scalar: Scalar) -> Vec<u32> {
    match native.arguments {
        Arguments::None => vec![],
        Arguments::Decimal { .. } => vec![10, 2],
        _ if scalar == Scalar::Boolean => vec![1],
        _ if scalar == Scalar::DateTime => vec![6],
        _ => vec![20],
    }
}

#[test]
fn every_native_type_goes_through_the_round_trip() {
    let mut tried = BTreeSet::new();
    for path in golden::entries("tests/roundtrip/schemas") {
        let data_model = load(&fs::read_to_string(path).unwrap());
        for model in &data_model.models {
            for (_, _, column) in model.columns() {
                let Some(scalar) = column.ty.built_in() else {
                    continue;
                };
                for engine in data_model.settings.engines.iter().copied() {
                    let native = data_model.native(column, engine);
                    tried.insert((engine, scalar, native.map(|native| native.name.clone())));
                }
            }
        }
    }
    let mut missing = Vec::new();
    for (engine, provider) in OWN {
        for native in native_types(provider) {
            for scalar in native.scalars {
                let wanted = (engine, *scalar, Some(native.name.to_owned()));
                if !tried.contains(&wanted) {
                    missing.push(wanted);
                }
            }
        }
    }
    for engine in Engine::ALL {
        for scalar in Scalar::ALL {
            if !tried.contains(&(engine, scalar, None)) {
                missing.push((engine, scalar, None));
            }
        }
    }
    assert!(missing.is_empty(), "no round trip for {missing:?}");
}

#[test]
fn engines_without_a_type_in_common_are_a_fault_at_the_line() {
    let all = "sqlite, postgresql, mysql";
    let cases = [
        // The field, its engines, and the code.
        ("DateTime @db.Date", all, "E0701"),
        ("DateTime @db.Time(6)", all, "E0701"),
        ("DateTime @db.Timetz(6)", all, "E0701"),
        ("Float @db.Real", all, "E0701"),
        ("Decimal @db.Money", "sqlite, postgresql", "E0701"),
        ("Decimal @db.Money", all, "E0701"),
        ("String @db.Xml", all, "E0701"),
        ("String @db.Bit(200)", all, "E0701"),
        ("Int @db.Oid", all, "E0701"),
    ];
    for (field, engines, code) in cases {
        let engines: Vec<Engine> = Engine::ALL
            .into_iter()
            .filter(|engine| engines.contains(engine.name()))
            .collect();
        let message = choose(Provider::Postgresql, &engines, field).unwrap_err();
        assert!(message.starts_with(code), "{field}: {message}");
    }
    let mysql = ["Bytes @db.Bit(5)"];
    for field in mysql {
        let engines = [Engine::Sqlite, Engine::Mysql];
        let message = choose(Provider::Mysql, &engines, field).unwrap_err();
        assert!(message.starts_with("E0701"), "{field}: {message}");
    }
}

#[test]
fn types_rs_is_as_rustfmt_writes_it() {
    let pieces = [
        Piece::Timestamp,
        Piece::TimestampTz,
        Piece::TimestampTzNaive,
        Piece::Time,
        Piece::TimeTz,
        Piece::Decimal,
        Piece::UnsignedBigInt,
        Piece::PortableUuid,
        Piece::Inet,
        Piece::Limit,
    ];
    let mut sets: Vec<BTreeSet<Piece>> = pieces
        .iter()
        .map(|piece| BTreeSet::from([*piece]))
        .collect();
    sets.extend(pieces.windows(2).map(|pair| pair.iter().copied().collect()));
    sets.push(BTreeSet::from([Piece::Limit, Piece::LimitDate]));
    sets.push(BTreeSet::from([Piece::Limit, Piece::LimitJson]));
    sets.push(BTreeSet::from([Piece::Limit, Piece::List]));
    let all = pieces
        .into_iter()
        .filter(|piece| *piece != Piece::TimestampTzNaive);
    let others = [Piece::LimitDate, Piece::LimitJson, Piece::List];
    sets.push(all.chain(others).collect());
    for set in sets {
        for serde in [false, true] {
            let text = types_file(&set, serde).unwrap();
            let formatted = formatted(&text);
            let differing = text
                .lines()
                .zip(formatted.lines())
                .find(|(ours, theirs)| ours != theirs);
            assert!(formatted == text, "{set:?}: {differing:?}");
        }
    }
}

fn formatted(text: &str) -> String {
    let config = root().join("src/entity/types/pieces");
    let mut rustfmt = Command::new("rustfmt")
        .arg("--config-path")
        .arg(config)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    rustfmt
        .stdin
        .take()
        .unwrap()
        .write_all(text.as_bytes())
        .unwrap();
    let output = rustfmt.wait_with_output().unwrap();
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap()
}

/// The Rust type of a field written as in a schema, or the fault's code and message.
fn choose(provider: Provider, engines: &[Engine], field: &str) -> Result<RustType, String> {
    let provider = match provider {
        Provider::Mysql => "mysql",
        _ => "postgresql",
    };
    let engines: Vec<String> = engines
        .iter()
        .map(|engine| format!("\"{}\"", engine.name()))
        .collect();
    let data_model = load(&format!(
        "generator ketch {{\n  provider = \"ketch\"\n  engines = [{}]\n  previewFeatures = [\"postgresqlExtensions\"]\n}}\n\
         datasource db {{\n  provider = \"{provider}\"\n}}\n\
         model A {{\n  id Int @id\n  value {field}\n}}\n",
        engines.join(", "),
    ));
    let (field, column) = value(&data_model);
    match rust_type(&data_model, field, column) {
        Ok(chosen) => Ok(chosen.unwrap()),
        Err(fault) => Err(format!("{}: {}", fault.code, fault.message)),
    }
}

fn value(data_model: &DataModel) -> (&Field, &ScalarField) {
    let field = &data_model.models[0].fields[1];
    match &field.kind {
        FieldKind::Scalar(column) => (field, column),
        FieldKind::Relation(_) => panic!("the field is no column"),
    }
}

fn load(text: &str) -> DataModel {
    let (data_model, diagnostics) = model::load(&one_file(text));
    let faults = diagnostics.into_sorted();
    assert!(faults.is_empty(), "{faults:?}\n{text}");
    data_model
}

fn shown(chosen: &RustType) -> String {
    match &chosen.base {
        Base::Enum(_) => "the enum".to_owned(),
        _ => {
            let text = chosen.text(Arity::Required, |_| String::new());
            code(text.strip_prefix("types::").unwrap_or(&text))
        }
    }
}

fn said(chosen: &RustType) -> String {
    let said = |limit: &Limit| match limit {
        Limit::Chars(max) => format!("{max} characters"),
        Limit::Char(max) => format!("{max} characters, no blanks at the end"),
        Limit::Bytes(max) => format!("{max} bytes"),
        Limit::Binary(exact) => format!("exactly {exact} bytes"),
        Limit::Bit(exact) => format!("exactly {exact} of `0` and `1`"),
        Limit::VarBit(u32::MAX) => "`0` and `1`".to_owned(),
        Limit::VarBit(max) => format!("{max} of `0` and `1`"),
        Limit::Xml => "no XML declaration".to_owned(),
        Limit::Number => "not NaN".to_owned(),
        Limit::Finite => "neither NaN nor infinite".to_owned(),
        Limit::Json => "depth 127".to_owned(),
        Limit::JsonB => "depth 127, no float that reads as an integer".to_owned(),
        Limit::Date => "years 1 to 9999".to_owned(),
        Limit::Year => "0 and 1901 to 2155".to_owned(),
    };
    chosen
        .limits
        .iter()
        .map(said)
        .collect::<Vec<_>>()
        .join(", ")
}

/// What is said for several sets of engines, each thing once.
fn merged(said: Vec<String>) -> String {
    let mut by_text: Vec<(String, Vec<String>)> = Vec::new();
    for line in said {
        let (engines, text) = line.split_once(": ").unwrap();
        match by_text.iter_mut().find(|(known, _)| known == text) {
            Some((_, known)) => known.push(engines.to_owned()),
            None => by_text.push((text.to_owned(), vec![engines.to_owned()])),
        }
    }
    match by_text.as_slice() {
        [(text, engines)] if engines.len() == 4 => text.clone(),
        _ => by_text
            .iter()
            .map(|(text, engines)| format!("{}: {text}", engines.join(", ")))
            .collect::<Vec<_>>()
            .join("; "),
    }
}

fn names(engines: &[Engine]) -> String {
    if engines.len() == 3 {
        return "all three".to_owned();
    }
    engines
        .iter()
        .map(|engine| display(*engine))
        .collect::<Vec<_>>()
        .join(" and ")
}

fn display(engine: Engine) -> &'static str {
    match engine {
        Engine::Sqlite => "SQLite",
        Engine::Postgresql => "PostgreSQL",
        Engine::Mysql => "MySQL",
    }
}

fn code(text: &str) -> String {
    format!("`{text}`")
}
