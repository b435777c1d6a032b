//! The formatter: golden cases, and properties over mangled schemas and over valid ones with
//! another layout.
//!
//! A case is a folder in `cases/format`: `input.prisma` becomes `expected.prisma`, which is what
//! Prisma's formatter makes of it, but for the cases whose names begin with `own_`.

use ketch::format;
use ketch::model;
use ketch::source::{SourceFile, Sources};
use proptest::prelude::*;
use std::fs;
use std::path::PathBuf;

use crate::golden::{self, Golden, one_file};
use crate::language;

fn cases() -> Vec<PathBuf> {
    let cases = golden::entries("tests/cases/format");
    assert!(cases.len() > 30, "the cases are gone");
    cases
}

fn formatted(text: &str) -> String {
    format::schema(&one_file(text)).concat()
}

#[test]
fn cases_are_laid_out_as_expected() {
    let mut golden = Golden::default();
    for case in cases() {
        let input = fs::read_to_string(case.join("input.prisma")).unwrap();
        golden.expect(&case.join("expected.prisma"), &formatted(&input));
    }
    golden.finish();
}

#[test]
fn what_is_expected_stays_as_it_is() {
    for case in cases() {
        let expected = fs::read_to_string(case.join("expected.prisma")).unwrap();
        assert_eq!(formatted(&expected), expected, "{}", case.display());
    }
}

#[test]
fn without_additions_only_the_layout_changes() {
    let text = "model A {\n  id Int @id\n  bs B[]\n}\nmodel B {\n  id Int @id\n}\n";
    let expected = "model A {\n  id Int @id\n  bs B[]\n}\n\nmodel B {\n  id Int @id\n}\n";
    assert_eq!(format::text(text), expected);
    assert_ne!(formatted(text), expected);
}

#[test]
fn additions_go_into_the_file_of_their_model() {
    let file = |path: &str, text: &str| SourceFile {
        path: path.to_owned(),
        text: text.to_owned(),
    };
    let sources = Sources::new(vec![
        file("schema/b.prisma", "model B {\n  id Int @id\n  a A\n}\n"),
        file("schema/a.prisma", "model A {\n  id Int @id\n}\n"),
    ]);
    let texts = format::schema(&sources);
    let expected = [
        "model A {\n  id Int @id\n  bs B[]\n}\n",
        "model B {\n  id  Int @id\n  a   A   @relation(fields: [aId], references: [id])\n  aId Int\n}\n",
    ];
    assert_eq!(texts, expected);
}

#[test]
fn hostile_texts_end_soon() {
    for piece in [
        "[",
        "(",
        "{",
        "a(",
        "{a:",
        "model A {\n",
        "a {\n",
        "/*",
        "\n a /*",
        "@a(",
        "\n",
        " ",
        "\"\\",
        "model A {\n}",
    ] {
        let text = format!("model M {{\n id Int @default({}\n", piece.repeat(20_000));
        let once = format::text(&text);
        format::text(&format!("{once}}} */"));
    }
}

/// Letters and digits: what no layout may touch.
fn words(text: &str) -> Vec<char> {
    let mut words: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).collect();
    words.sort_unstable();
    words
}

/// A valid schema with other white space, and with comments between its lines.
fn relaid() -> impl Strategy<Value = (String, String)> {
    let valid = language::valid_texts();
    let space = prop::sample::select(vec![" ", "  ", "\t", " \t "]);
    let between = prop::sample::select(vec!["\n", "\r\n", "\n\n\n", "\n  // aside\n", "\n \t\n"]);
    let choices = prop::collection::vec((space, between), 40);
    (prop::sample::select(valid), choices).prop_map(|(text, choices)| {
        let mut choices = choices.iter().cycle();
        let mut relaid = String::new();
        for line in text.lines() {
            let (space, between) = choices.next().unwrap();
            // Documentation belongs to the line below it, and space in a string is no layout.
            let documents = line.contains("///");
            if documents || line.contains('"') {
                relaid += line;
            } else {
                relaid += &line.split(' ').collect::<Vec<_>>().join(space);
            }
            relaid += if documents { "\n" } else { between };
        }
        (text, relaid)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_word_is_lost_and_twice_is_once(text in language::mangled()) {
        let once = format::text(&text);
        prop_assert_eq!(words(&once), words(&text), "{}", once);
        prop_assert_eq!(format::text(&once), once);

        let added = formatted(&text);
        prop_assert_eq!(formatted(&added), added);
    }

    #[test]
    fn the_meaning_stays((original, relaid) in relaid()) {
        let digest = |text: &str| {
            let (data_model, diagnostics) = model::load(&one_file(text));
            assert!(!diagnostics.has_errors(), "{text}");
            data_model.digest()
        };
        prop_assert_eq!(digest(&formatted(&original)), digest(&original));
        prop_assert_eq!(digest(&formatted(&relaid)), digest(&relaid), "{}", relaid);
    }
}
