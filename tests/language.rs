//! The language front end: golden cases, properties over mangled schemas, and agreement with
//! Prisma's own verdicts where the corpus is present.
//!
//! A case is a schema in `cases/language`, a file or a folder of files; the file of the same name
//! that ends in `.txt` holds its diagnostics as they are rendered and, if there are no errors, the
//! canonical text of its data model.

use ketch::diagnostic::{self, Diagnostic, Severity, Style};
use ketch::model;
use ketch::source::{FileId, SourceFile, Sources};
use ketch::syntax::{self, Parsed};
use proptest::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};

use crate::golden::{self, Golden, has_extension, one_file, root};

fn cases() -> Vec<PathBuf> {
    let mut cases = golden::entries("tests/cases/language");
    cases.retain(|path| path.is_dir() || has_extension(path, "prisma"));
    assert!(cases.len() > 40, "the cases are gone");
    cases
}

/// A schema: a file, or a folder of them. Paths in it are relative to the folder that it is in.
pub(crate) fn read(path: &Path) -> Sources {
    let mut files = golden::files_below(path);
    files.retain(|path| has_extension(path, "prisma"));
    let files = files.into_iter().map(|file| {
        let relative = file.strip_prefix(path.parent().unwrap()).unwrap();
        SourceFile {
            path: relative.to_str().unwrap().replace('\\', "/"),
            text: fs::read_to_string(&file).unwrap(),
        }
    });
    Sources::new(files.collect())
}

/// The text of every schema of one file among all the cases that has no fault.
pub(crate) fn valid_texts() -> Vec<String> {
    let files = golden::files_below(&root().join("tests/cases"));
    let schemas = files.iter().filter(|path| has_extension(path, "prisma"));
    let mut texts: Vec<String> = schemas
        .map(|path| fs::read_to_string(path).unwrap())
        .collect();
    texts.retain(|text| !model::load(&one_file(text)).1.has_errors());
    texts.sort();
    texts.dedup();
    assert!(texts.len() > 100, "{} schemas", texts.len());
    texts
}

fn render(sources: &Sources) -> String {
    let (data_model, diagnostics) = model::load(sources);
    let valid = !diagnostics.has_errors();
    let mut text = String::new();
    for fault in diagnostics.into_sorted() {
        text += &diagnostic::render(&fault, sources, Style::Plain);
        text += "\n\n";
    }
    if valid {
        text += &data_model.canonical_text();
        text += "\n";
    }
    text
}

#[test]
fn cases_are_reported_and_lowered_as_expected() {
    let mut golden = Golden::default();
    for case in cases() {
        golden.expect(&case.with_extension("txt"), &render(&read(&case)));
    }
    golden.finish();
}

#[test]
fn a_file_that_is_too_large_is_refused_and_kept() {
    let text = " ".repeat(syntax::MAX_FILE_BYTES + 1);
    let parse = syntax::parse(FileId(0), &text);
    assert_eq!(parse.tree().text().to_string(), text);
    let codes: Vec<_> = parse.faults().iter().map(|fault| fault.code).collect();
    assert_eq!(codes, ["E0101"]);
}

#[test]
fn the_digest_is_that_of_the_meaning() {
    let schema =
        fs::read_to_string(root().join("tests/cases/language/valid_postgresql.prisma")).unwrap();
    let digest = |sources: &Sources| {
        let (data_model, diagnostics) = model::load(sources);
        assert!(!diagnostics.has_errors(), "{}", render(sources));
        data_model.digest()
    };
    let original = digest(&one_file(schema.clone()));

    let (head, rest) = schema.split_at(schema.find("\nmodel Profile").unwrap());
    let (profile, tail) = rest.split_at(rest.find("\n}\n").unwrap() + 3);
    let split = Sources::new(vec![
        SourceFile {
            path: "schema/z.prisma".to_owned(),
            text: format!("{head}{tail}"),
        },
        SourceFile {
            path: "schema/a.prisma".to_owned(),
            text: profile.to_owned(),
        },
    ]);
    let same = [
        ("line endings", one_file(schema.replace('\n', "\r\n"))),
        ("indentation", one_file(schema.replace("\n  ", "\n\t    "))),
        (
            "a comment",
            one_file(schema.replace("// Everything", "// All")),
        ),
        ("the split into files and the order of blocks", split),
        (
            "the name of a generator",
            one_file(schema.replace("generator client", "generator js")),
        ),
    ];
    for (what, sources) in same {
        assert_eq!(digest(&sources), original, "{what} changed the digest");
    }
    let other = [
        ("a setting", "serde     = true", "serde     = false"),
        ("documentation", "/// The key.", "/// A key."),
        ("a default", "@default(0.5)", "@default(0.6)"),
        ("a directive", "/// @ketch.hooks\n", ""),
        (
            "the order of fields",
            "  ratio     Float                 @default(0.5)\n",
            "",
        ),
    ];
    for (what, from, to) in other {
        assert!(schema.contains(from));
        assert_ne!(
            digest(&one_file(schema.replace(from, to))),
            original,
            "{what} left the digest as it is"
        );
    }
}

/// A schema, damaged: one of the cases, cut and sprinkled with what hurts.
pub(crate) fn mangled() -> impl Strategy<Value = String> {
    let texts: Vec<String> = cases()
        .iter()
        .flat_map(|case| {
            read(case)
                .iter()
                .map(|(_, file)| file.text.clone())
                .collect::<Vec<_>>()
        })
        .collect();
    damaged(texts)
}

/// One of some texts, damaged likewise.
pub(crate) fn damaged(texts: Vec<String>) -> impl Strategy<Value = String> {
    (
        prop::sample::select(texts),
        prop::collection::vec(hurtful_edit(), 0..12),
    )
        .prop_map(|(text, edits)| edits.iter().fold(text, hurt))
}

/// A place, how many bytes are cut there, and what comes instead.
type HurtfulEdit = (prop::sample::Index, usize, &'static str);

fn hurt(mut text: String, (at, cut, insert): &HurtfulEdit) -> String {
    let start = text.floor_char_boundary(at.index(text.len() + 1));
    let end = text
        .floor_char_boundary((start + cut).min(text.len()))
        .max(start);
    text.replace_range(start..end, insert);
    text
}

fn hurtful_edit() -> impl Strategy<Value = HurtfulEdit> {
    let hurtful = prop::sample::select(vec![
        "{",
        "}",
        "(",
        ")",
        "[",
        "]",
        "\"",
        "\\",
        "@",
        "@@",
        "/*",
        "*/",
        "//",
        "///",
        "\n",
        "\r",
        "\r\n",
        " ",
        ",",
        ":",
        ".",
        "=",
        "?",
        "!",
        "-",
        "_",
        "é",
        "😀",
        "\u{feff}",
        "\u{202e}",
        "\0",
        "/// @ketch.",
        "/// @ketch.check(\"",
        "@db.",
        "model A {\n",
        "enum A {\n",
        "type A {\n",
        "datasource d {\n",
        "generator ketch {\n",
        "0x",
        "1e9",
        "env(",
        "\u{a0}",
        "1",
        ".5",
        "𝟋",
        "𝟌",
    ]);
    (any::<prop::sample::Index>(), 0usize..12, hurtful)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_edit_leads_to_the_parse_of_the_whole(
        text in mangled(),
        edits in prop::collection::vec(hurtful_edit(), 1..8),
    ) {
        let file = |path: &str, text: &str| SourceFile { path: path.to_owned(), text: text.to_owned() };
        let mut text = text;
        let mut sources = Sources::new(vec![file("b.prisma", &text)]);
        let mut structures = Parsed::of(&sources).structures();
        for edit in edits {
            text = hurt(text, &edit);
            let mut files = vec![file("b.prisma", &text)];
            // Now and then another file is there, before it or behind it, as it is or with the same text.
            files.extend(match edit.1 {
                0..3 => Some(file("a.prisma", &text)),
                3..5 => Some(file("a.prisma", "model A {")),
                5..7 => Some(file("c.prisma", "model A {")),
                _ => None,
            });
            let edited = Sources::new(files);
            let again = Parsed::after(&edited, &Parsed::again(&sources, &structures));
            structures = again.structures();
            for ((id, file), again) in edited.iter().zip(again.iter()) {
                let whole = syntax::parse(id, &file.text);
                prop_assert_eq!(format!("{:#?}", again.tree()), format!("{:#?}", whole.tree()));
                prop_assert_eq!(format!("{:#?}", again.ast()), format!("{:#?}", whole.ast()));
                prop_assert_eq!(again.faults(), whole.faults());
            }
            sources = edited;
        }
    }

    #[test]
    fn no_text_is_lost_and_none_does_harm(text in mangled()) {
        let parse = syntax::parse(FileId(0), &text);
        prop_assert_eq!(parse.tree().text().to_string(), text.clone());

        let sources = one_file(text);
        let (data_model, diagnostics) = model::load(&sources);
        data_model.digest();
        for fault in diagnostics.into_sorted() {
            let span = fault.span();
            let text = &sources.file(span.file).text;
            prop_assert!(text.get(span.range()).is_some(), "{} has no place", fault.code);
            diagnostic::render(&fault, &sources, Style::Coloured);
        }
    }
}

/// A schema without fault, and the same declarations in another order and in several files.
fn shuffled() -> impl Strategy<Value = (String, Sources)> {
    let texts: Vec<String> = valid_texts()
        .into_iter()
        .filter(|text| !text.contains("/*"))
        .collect();
    let text = prop::sample::select(texts);
    text.prop_flat_map(|text| {
        let blocks: Vec<String> = text.split_inclusive("\n}\n").map(str::to_owned).collect();
        let files = prop::collection::vec(0usize..3, blocks.len());
        (Just(text), Just(blocks).prop_shuffle(), files)
    })
    .prop_map(|(text, blocks, places)| {
        let mut files = vec![String::new(); 3];
        for (block, place) in blocks.iter().zip(places) {
            files[place] += block;
        }
        let files = files.into_iter().enumerate();
        let files = files.map(|(index, text)| SourceFile {
            path: format!("schema/{index}.prisma"),
            text,
        });
        (text, Sources::new(files.collect()))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_declarations_and_files_means_nothing((text, shuffled) in shuffled()) {
        let (before, _) = model::load(&one_file(&text));
        let (after, diagnostics) = model::load(&shuffled);
        prop_assert!(!diagnostics.has_errors(), "{}", render(&shuffled));
        prop_assert_eq!(after.canonical_text(), before.canonical_text());
    }
}

/// What takes time by the square of such a count does not end here.
#[test]
fn large_counts_are_read_and_every_fault_has_its_line() {
    let many = |count: usize, line: fn(usize) -> String| -> String {
        let lines: String = (0..count).map(line).collect();
        format!(
            "datasource db {{\n  provider = \"postgresql\"\n}}\nmodel M {{\n  id Int @id\n{lines}}}\n"
        )
    };
    let cases = [
        ("fields", 0, many(100_000, |n| format!("  f{n} Int\n"))),
        (
            "types that are not there",
            50_000,
            many(50_000, |n| format!("  f{n} T{n}\n")),
        ),
        (
            "fields of one name",
            50_000,
            many(50_001, |_| "  f Int\n".to_owned()),
        ),
        (
            "attributes that are not there",
            100_000,
            many(100_000, |_| "  @@a\n".to_owned()),
        ),
        ("fields of one index", 0, {
            let fields: String = (0..30_000).map(|n| format!("  f{n} Int\n")).collect();
            let names: Vec<String> = (0..30_000).map(|n| format!("f{n}")).collect();
            many(1, |_| String::new()).replace(
                "  id Int @id\n",
                &format!("  id Int @id\n{fields}  @@index([{}])\n", names.join(", ")),
            )
        }),
        (
            "models",
            0,
            many(10_000, |n| format!("}}\nmodel M{n} {{\n  id Int @id\n")),
        ),
    ];
    for (what, least, text) in cases {
        let sources = one_file(text);
        let lines = errors(&sources)
            .into_iter()
            .map(|fault| sources.line_column(fault.span()).0);
        let lines: std::collections::BTreeSet<usize> = lines.collect();
        assert!(lines.len() >= least, "{what}: {} lines", lines.len());
        assert!(least > 0 || lines.is_empty(), "{what}: {lines:?}");
    }
}

#[test]
fn brackets_without_end_do_not_overflow_the_stack() {
    for piece in ["[", "(", "{", "a(", "{a:", "model A {\n", "/*", "@a("] {
        let line = format!(
            "model M {{\n id Int @default({}\n}}\n",
            piece.repeat(200_000)
        );
        let (_, diagnostics) = model::load(&one_file(line));
        assert!(diagnostics.has_errors(), "{piece}");
    }
}

/// The folder of schemas with Prisma's verdicts, which is no part of the project.
fn corpus() -> Option<PathBuf> {
    let beside = || root().join("../shared/corpus");
    let folder = std::env::var_os("KETCH_CORPUS").map_or_else(beside, PathBuf::from);
    folder.is_dir().then_some(folder)
}

fn errors(sources: &Sources) -> Vec<Diagnostic> {
    let (_, diagnostics) = model::load(sources);
    let mut all = diagnostics.into_sorted();
    all.retain(|diagnostic| diagnostic.severity == Severity::Error);
    all
}

/// What the corpus says of one schema.
#[derive(serde::Deserialize)]
struct Expected {
    schema: String,
    valid: bool,
    #[serde(default)]
    errors: Vec<ExpectedError>,
}

#[derive(serde::Deserialize)]
struct ExpectedError {
    message: String,
    line: Option<usize>,
}

/// Holds our verdicts against Prisma's: the share that must agree, and of those that both call
/// invalid, the share whose first errors must stand on the same line.
fn agree_with_prisma(part: &str, verdicts: f64, lines: f64) {
    let Some(corpus) = corpus() else {
        println!("skipped: no corpus");
        return;
    };
    let folder = corpus.join(part);
    let text = fs::read_to_string(folder.join("expected.jsonl")).unwrap();
    let (mut compared, mut agreed, mut invalid, mut same_line) = (0, 0, 0, 0);
    let mut report = String::new();
    for line in text.lines() {
        let expected: Expected = serde_json::from_str(line).unwrap();
        let sources = read(&folder.join(&expected.schema));
        let found = errors(&sources);
        compared += 1;
        let ours = found.first().map(|fault| {
            let (line, _) = sources.line_column(fault.span());
            (line, format!("{} {}", fault.code, fault.message))
        });
        let theirs = expected.errors.iter().filter_map(|error| error.line).min();
        let text = expected
            .errors
            .first()
            .map_or("valid", |error| &error.message);
        let name = &expected.schema;
        if expected.valid == found.is_empty() {
            agreed += 1;
        } else {
            report += &format!("{name}: ours {ours:?}, Prisma's {theirs:?} {text}\n");
        }
        if let (false, Some((line, _))) = (expected.valid, &ours) {
            invalid += 1;
            if Some(*line) == theirs {
                same_line += 1;
            } else {
                report += &format!("{name}: line: ours {ours:?}, Prisma's {theirs:?} {text}\n");
            }
        }
    }
    println!(
        "{part}: {compared} schemas compared, {agreed} verdicts agree; \
         of {invalid} that both refuse, {same_line} first lines agree\n{report}"
    );
    assert!(
        f64::from(agreed) >= verdicts * f64::from(compared),
        "{part}: verdicts\n{report}"
    );
    assert!(
        f64::from(same_line) >= lines * f64::from(invalid),
        "{part}: lines\n{report}"
    );
}

#[test]
fn verdicts_agree_with_prisma_on_its_own_fixtures() {
    agree_with_prisma("psl", 0.99, 0.97);
}

#[test]
fn verdicts_agree_with_prisma_on_schemas_of_public_projects() {
    agree_with_prisma("real", 1.0, 1.0);
}
