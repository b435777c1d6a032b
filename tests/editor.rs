//! What an editor is told: golden cases with cursors, and properties over the language's cases.
//!
//! A case is a schema in `cases/editor/FEATURE`, a file or a folder of files, with cursors `<|>` in
//! it; a cursor for a new name is `<|name>`. They are taken out before anything is asked. The file
//! of the same name that ends in `.txt` holds the answers.

use ketch::editor::{self, Completion, Symbol};
use ketch::model;
use ketch::source::{FileId, SourceFile, Sources, Span};
use ketch::syntax::{self, Parsed, SyntaxKind};
use proptest::prelude::*;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use crate::golden::{self, Golden, has_extension, one_file};
use crate::language;

/// A place in a file, and the name that stands in the cursor.
struct Cursor {
    file: FileId,
    offset: u32,
    name: String,
}

/// The schema of a case and its cursors.
fn read(path: &Path) -> (Sources, Vec<Cursor>) {
    let files = golden::files_below(path);
    let schemas = files.iter().filter(|path| has_extension(path, "prisma"));
    let mut files: Vec<(String, String)> = schemas
        .map(|path| {
            let name = path.file_name().unwrap().to_str().unwrap();
            (name.to_owned(), fs::read_to_string(path).unwrap())
        })
        .collect();
    files.sort();
    let mut cursors = Vec::new();
    let files = files
        .into_iter()
        .enumerate()
        .map(|(index, (path, marked))| {
            let mut pieces = marked.split("<|");
            let mut text = pieces.next().unwrap().to_owned();
            for piece in pieces {
                let (name, rest) = piece.split_once('>').unwrap();
                cursors.push(Cursor {
                    file: FileId(index as u32),
                    offset: text.len() as u32,
                    name: name.to_owned(),
                });
                text += rest;
            }
            SourceFile { path, text }
        });
    (Sources::new(files.collect()), cursors)
}

/// The line of a cursor, with a mark in it.
fn marked(sources: &Sources, cursor: &Cursor) -> String {
    let file = sources.file(cursor.file);
    let (before, after) = file.text.split_at(cursor.offset as usize);
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    let end = after.find('\n').unwrap_or(after.len());
    format!("{}: {}<|>{}", file.path, &before[start..], &after[..end])
}

fn place(sources: &Sources, span: Span) -> String {
    let (line, column) = sources.line_column(span);
    let path = &sources.file(span.file).path;
    format!("{path}:{line}:{column} `{}`", sources.text(span))
}

/// Holds the answers for every case of a feature against the golden ones.
fn check(feature: &str, answer: fn(&Sources, &[Cursor]) -> String) {
    let mut cases = golden::entries(&format!("tests/cases/editor/{feature}"));
    cases.retain(|path| path.is_dir() || has_extension(path, "prisma"));
    assert!(!cases.is_empty(), "the cases of {feature} are gone");
    let mut golden = Golden::default();
    for case in cases {
        let (sources, cursors) = read(&case);
        golden.expect(&case.with_extension("txt"), &answer(&sources, &cursors));
    }
    golden.finish();
}

fn shown(item: &Completion) -> String {
    let mut insert = item.insert.clone();
    if let Some(cursor) = item.cursor {
        insert.insert(cursor, '|');
    }
    let mut text = format!("  {:?} {}", item.kind, item.label);
    if insert != item.label {
        text += &format!(" => {}", insert.replace('\n', "\\n"));
    }
    if !item.detail.is_empty() {
        text += &format!(" ({})", item.detail);
    }
    text
}

#[test]
fn completion() {
    check("completion", |sources, cursors| {
        let mut text = String::new();
        for cursor in cursors {
            let found = editor::complete(&Parsed::of(sources), cursor.file, cursor.offset);
            writeln!(text, "{}", marked(sources, cursor)).unwrap();
            for item in &found.items {
                writeln!(text, "{}", shown(item)).unwrap();
            }
            text += "\n";
        }
        text
    });
}

#[test]
fn hover() {
    check("hover", |sources, cursors| {
        let (data_model, _) = model::load(sources);
        let mut text = String::new();
        for cursor in cursors {
            writeln!(text, "# {}", marked(sources, cursor)).unwrap();
            match editor::hover(
                &Parsed::of(sources),
                &data_model,
                cursor.file,
                cursor.offset,
            ) {
                Some(hover) => {
                    writeln!(text, "{}\n\n{}", place(sources, hover.span), hover.text).unwrap();
                }
                None => text += "nothing\n\n",
            }
        }
        text
    });
}

#[test]
fn navigation() {
    check("navigation", |sources, cursors| {
        let mut text = String::new();
        for cursor in cursors {
            let Cursor { file, offset, .. } = cursor;
            writeln!(text, "{}", marked(sources, cursor)).unwrap();
            for span in editor::definition(&Parsed::of(sources), *file, *offset) {
                writeln!(text, "  defined {}", place(sources, span)).unwrap();
            }
            for span in editor::references(&Parsed::of(sources), *file, *offset, false) {
                writeln!(text, "  used    {}", place(sources, span)).unwrap();
            }
            text += "\n";
        }
        text
    });
}

#[test]
fn rename() {
    check("rename", |sources, cursors| {
        let mut text = String::new();
        for cursor in cursors {
            let Cursor { file, offset, name } = cursor;
            writeln!(text, "{} to {name}", marked(sources, cursor)).unwrap();
            match editor::rename(&Parsed::of(sources), *file, *offset, name) {
                Err(fault) => writeln!(text, "  {fault}").unwrap(),
                Ok(edits) => {
                    for edit in &edits {
                        writeln!(text, "  {}", place(sources, edit.span)).unwrap();
                    }
                }
            }
            text += "\n";
        }
        text
    });
}

#[test]
fn symbols() {
    fn show(text: &mut String, sources: &Sources, symbol: &Symbol, depth: usize) {
        let (line, column) = sources.line_column(symbol.span);
        let indent = "  ".repeat(depth);
        let Symbol {
            kind, name, detail, ..
        } = symbol;
        writeln!(text, "{indent}{line}:{column} {kind:?} {name}: {detail}").unwrap();
        for member in &symbol.members {
            show(text, sources, member, depth + 1);
        }
    }
    check("symbols", |sources, _| {
        let mut text = String::new();
        for (file, _) in sources.iter() {
            for symbol in editor::document_symbols(&Parsed::of(sources), file) {
                show(&mut text, sources, &symbol, 0);
            }
        }
        for query in ["", "o", "ORD", "st"] {
            writeln!(text, "\nsearch `{query}`").unwrap();
            for symbol in editor::workspace_symbols(&Parsed::of(sources), query, 100) {
                show(&mut text, sources, &symbol, 1);
            }
        }
        text
    });
}

/// The valid schemas among the cases of the language, of entities and of SQL.
fn valid() -> Vec<(String, Sources)> {
    let mut found = Vec::new();
    let cases = golden::root().join("tests/cases");
    let mut open = ["language", "entity", "sql"]
        .map(|kind| cases.join(kind))
        .to_vec();
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            // A schema in several files is the folder, and theirs are no schemas.
            if path.is_dir() && !path.ends_with("several_files") {
                open.push(path);
                continue;
            }
            if path.is_dir() || has_extension(&path, "prisma") {
                let (sources, _) = read(&path);
                if !model::load(&sources).1.has_errors() {
                    found.push((path.display().to_string(), sources));
                }
            }
        }
    }
    found.sort_by(|a, b| a.0.cmp(&b.0));
    assert!(found.len() > 15, "the valid cases are gone");
    found
}

/// Names that a schema takes from elsewhere, or that are settled for Prisma's sake alone.
const NOT_OFFERED: [&str; 4] = ["env", "raw", "sql", "map"];

#[test]
fn every_word_of_a_valid_schema_is_offered_where_it_stands() {
    let mut missing = Vec::new();
    let mut asked = 0;
    for (name, sources) in valid() {
        for (file, source) in sources.iter() {
            let parse = syntax::parse(file, &source.text);
            let end = source.text.len() as u32;
            let words: Vec<Span> = parse
                .tokens(0..end)
                .filter(|(kind, _)| *kind == SyntaxKind::Ident)
                .map(|(_, span)| span)
                .collect();
            for span in words {
                let defines =
                    editor::definition(&Parsed::of(&sources), file, span.start).contains(&span);
                let in_extensions = source.text[..span.start as usize]
                    .rsplit('\n')
                    .next()
                    .is_some_and(|line| line.trim_start().starts_with("extensions "));
                if defines || in_extensions || NOT_OFFERED.contains(&sources.text(span)) {
                    continue;
                }
                asked += 1;
                let found = editor::complete(&Parsed::of(&sources), file, span.end);
                let word = sources.text(found.span);
                // Between `@db` and the name of the type the word is not whole.
                if !found.items.iter().any(|item| item.label.starts_with(word)) {
                    missing.push(format!("{name}: {}", place(&sources, span)));
                }
            }
        }
    }
    assert!(asked > 500, "{asked} words are too few to say anything");
    assert!(missing.is_empty(), "not offered:\n{}", missing.join("\n"));
}

#[test]
fn whatever_is_renamed_the_schema_stays_valid() {
    for (name, sources) in valid() {
        for (file, source) in sources.iter() {
            let parse = syntax::parse(file, &source.text);
            for (_, span) in parse.tokens(0..source.text.len() as u32) {
                let defined = editor::definition(&Parsed::of(&sources), file, span.start);
                if !defined.contains(&span) {
                    continue;
                }
                let old = sources.text(span);
                let new = format!("Renamed{old}");
                let edits = editor::rename(&Parsed::of(&sources), file, span.start, &new).unwrap();
                let renamed = sources.edited(&edits);
                let (_, faults) = model::load(&renamed);
                let faults = faults.into_sorted();
                let errors = faults
                    .iter()
                    .any(|fault| fault.severity == ketch::diagnostic::Severity::Error);
                assert!(!errors, "{name}: {old} to {new}: {faults:#?}");
            }
        }
    }
}

/// Everything that can be asked at an offset.
fn ask_everything(sources: &Sources, file: FileId, offset: u32) {
    let (data_model, _) = model::load(sources);
    let found = editor::complete(&Parsed::of(sources), file, offset);
    let text = &sources.file(file).text;
    assert!(text.get(found.span.range()).is_some());
    assert!((found.span.start..=found.span.end).contains(&offset));
    editor::hover(&Parsed::of(sources), &data_model, file, offset);
    editor::references(&Parsed::of(sources), file, offset, true);
    editor::symbol_at(&Parsed::of(sources), file, offset);
    let _ = editor::rename(&Parsed::of(sources), file, offset, "Other");
    editor::document_symbols(&Parsed::of(sources), file);
    editor::workspace_symbols(&Parsed::of(sources), "a", 10);
}

fn broken() -> impl Strategy<Value = String> {
    let mut texts = Vec::new();
    for (_, sources) in valid() {
        texts.extend(sources.iter().map(|(_, file)| file.text.clone()));
    }
    language::damaged(texts)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_does_harm(text in broken(), at in any::<prop::sample::Index>()) {
        let offset = text.floor_char_boundary(at.index(text.len() + 1)) as u32;
        ask_everything(&one_file(text), FileId(0), offset);
    }
}
