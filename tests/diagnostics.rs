//! Every code has a case and a place in `docs/diagnostics.md`, which is made here from the functions
//! of `src/diagnostic/code` and from the cases.
//!
//! The cases of what only generating finds are in `cases/generation`: a schema, and its diagnostics
//! as they are rendered. Those of planning are in `cases/planning`. `UPDATE_EXPECT=1 cargo test -p ketch --test main -- diagnostics` rewrites
//! them and the document; where a case changed, run it twice.

use ketch::diagnostic::{self, Severity, Style};
use ketch::diff::{Hints, Renames};
use ketch::migration;
use ketch::model::{self, DataModel};
use ketch::project::{diagnose, understand};
use ketch::source::Sources;
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use crate::golden::{self, Golden, has_extension, one_file, root};

/// What a function of `code` says of itself.
struct Documented {
    code: String,
    docs: Vec<String>,
}

/// The functions of a file, in order: each is documented, and names one code.
fn functions(text: &str) -> Vec<Documented> {
    let mut found = Vec::new();
    let mut docs = Vec::new();
    let mut open = None;
    for line in text.lines() {
        if let Some(text) = line.strip_prefix("/// ") {
            docs.push(text.to_owned());
        } else if line == "///" {
            docs.push(String::new());
        } else if line.starts_with("pub fn ") {
            open = Some(std::mem::take(&mut docs));
        } else if !line.starts_with("#[") {
            docs.clear();
        }
        let code = line
            .split('"')
            .skip(1)
            .step_by(2)
            .find(|text| is_code(text));
        if let Some(code) = code {
            let docs = open
                .take()
                .unwrap_or_else(|| panic!("{code} is not the one code of a documented function"));
            assert!(!docs.is_empty(), "{code} is not documented");
            found.push(Documented {
                code: code.to_owned(),
                docs,
            });
        }
    }
    found
}

fn is_code(text: &str) -> bool {
    text.len() == 5
        && text.starts_with(['E', 'W'])
        && text[1..].bytes().all(|byte| byte.is_ascii_digit())
}

/// All codes in order: errors and warnings together, by number.
fn codes() -> Vec<Documented> {
    let mut all: Vec<Documented> = golden::entries("src/diagnostic/code")
        .into_iter()
        .filter(|path| !path.ends_with("mod.rs"))
        .flat_map(|path| functions(&fs::read_to_string(path).unwrap()))
        .collect();
    all.sort_by(|a, b| a.code[1..].cmp(&b.code[1..]));
    assert!(
        all.len() > 150,
        "the codes are not where they are looked for"
    );
    for pair in all.windows(2) {
        assert_ne!(
            pair[0].code[1..],
            pair[1].code[1..],
            "a number stands twice"
        );
    }
    all
}

/// The files of a folder of cases that end so, in order.
fn files(folder: &str, extension: &str) -> Vec<PathBuf> {
    let mut files = golden::entries(&format!("tests/cases/{folder}"));
    files.retain(|path| has_extension(path, extension));
    files
}

fn render(sources: Sources) -> String {
    let schema = understand(sources);
    let all = diagnose(&schema).into_sorted();
    let texts = all
        .iter()
        .map(|fault| diagnostic::render(fault, &schema.sources, Style::Plain) + "\n\n");
    texts.collect()
}

#[test]
fn what_generating_finds_is_reported_as_expected() {
    let mut golden = Golden::default();
    for case in files("generation", "prisma") {
        let found = render(super::language::read(&case));
        assert!(!found.is_empty(), "{} has no fault", case.display());
        golden.expect(&case.with_extension("txt"), &found);
    }
    golden.finish();
}

/// A case is a folder of schemas, one after another as migrations made them, and the next one last.
#[test]
fn what_planning_finds_is_reported_as_expected() {
    let mut golden = Golden::default();
    let mut wrong_kind = Vec::new();
    for case in files("planning", "txt") {
        let schemas = golden::files_below(&case.with_extension(""));
        let sources: Vec<Sources> = schemas
            .iter()
            .map(|path| super::language::read(path))
            .collect();
        let mut past: Vec<(DataModel, Renames)> = Vec::new();
        let mut hints = Hints::default();
        for sources in &sources {
            let next = model::load(sources).0;
            if let Some((last, _)) = past.last() {
                hints = migration::plan(last, &next, &[]).hints;
            }
            past.push((next, hints.renames.clone()));
        }
        past.pop();
        let found = migration::idle_directives(&past, &hints).into_sorted();
        wrong_kind.extend(
            found
                .iter()
                .filter(|fault| fault.severity == Severity::Error)
                .cloned(),
        );
        let texts = found
            .iter()
            .map(|fault| diagnostic::render(fault, sources.last().unwrap(), Style::Plain) + "\n\n");
        golden.expect(&case, &texts.collect::<String>());
    }
    golden.finish();
    assert_eq!(wrong_kind, []);
}

#[test]
fn what_is_far_apart_is_shown_without_all_that_is_between() {
    let between = "// nothing to see\n".repeat(10_000);
    let text =
        format!("model Post {{\n  id Int @id\n}}\n{between}model Post {{\n  id Int @id\n}}\n");
    let found = render(one_file(text));
    for line in ["\n    1 | model Post {", "\n10004 | model Post {"] {
        assert!(found.contains(line), "no{line}\nin\n{found}");
    }
    assert!(!found.contains("nothing to see"), "{found}");
}

/// How many faults are errors.
fn errors(sources: &Sources) -> usize {
    let (_, diagnostics) = model::load(sources);
    let all = diagnostics.iter();
    all.filter(|fault| fault.severity == Severity::Error)
        .count()
}

#[test]
fn what_is_certain_mends() {
    let mut mended = 0;
    for case in files("language", "prisma") {
        let mut sources = super::language::read(&case);
        let before = errors(&sources);
        for round in 0.. {
            let edits = diagnostic::fixes(&model::load(&sources).1);
            if edits.is_empty() {
                break;
            }
            assert!(round < 20, "{}: the fixes do not end", case.display());
            mended += edits.len();
            sources = sources.edited(&edits);
        }
        let after = errors(&sources);
        assert!(
            after <= before,
            "{}: {before}, then {after}",
            case.display()
        );
    }
    assert!(mended > 15, "only {mended} edits");
}

/// One example of each code that the cases have, as it is rendered; the shortest, so that it shows
/// the fault and nothing else.
fn examples() -> BTreeMap<String, String> {
    let mut examples: BTreeMap<String, String> = BTreeMap::new();
    for path in files("language", "txt")
        .into_iter()
        .chain(files("generation", "txt"))
        .chain(files("planning", "txt"))
    {
        let text = fs::read_to_string(path).unwrap().replace("\r\n", "\n");
        for part in text.split("\n\n") {
            let start = part
                .strip_prefix("error[")
                .or(part.strip_prefix("warning["));
            let Some((code, _)) = start.and_then(|start| start.split_once(']')) else {
                continue;
            };
            let shorter = |known: &String| part.len() < known.len();
            if examples.get(code).is_none_or(shorter) {
                // A document is no place for a byte order mark.
                examples.insert(code.to_owned(), part.replace('\u{feff}', ""));
            }
        }
    }
    examples
}

/// Too large to be a case; a test of its own makes it.
const WITHOUT_CASE: [&str; 1] = ["E0101"];

#[test]
fn every_code_is_in_a_case() {
    let examples = examples();
    let missing: Vec<String> = codes()
        .into_iter()
        .map(|documented| documented.code)
        .filter(|code| !examples.contains_key(code) && !WITHOUT_CASE.contains(&code.as_str()))
        .collect();
    assert!(missing.is_empty(), "no case has {missing:?}");
}

#[test]
fn the_document_is_fresh() {
    let examples = examples();
    let text = fs::read_to_string(root().join("src/diagnostic/code/mod.rs")).unwrap();
    let groups: BTreeMap<&str, &str> = text
        .lines()
        .filter_map(|line| line.strip_prefix("//! | E")?.split_once("xx | "))
        .map(|(group, what)| (group, what.trim_end_matches(" |")))
        .collect();
    let mut document = fs::read_to_string(root().join("tests/cases/diagnostics.md")).unwrap();
    let mut group = String::new();
    for documented in codes() {
        let digits = &documented.code[1..3];
        if group != digits {
            group = digits.to_owned();
            document += &format!("\n## E{group}xx: {}\n", groups[digits]);
        }
        let docs = documented.docs.join("\n");
        let (title, more) = match docs.split_once("\n\n") {
            Some((title, more)) => (title.to_owned(), more),
            None => (docs.clone(), ""),
        };
        document += &format!("\n### {}: {}\n", documented.code, title.replace('\n', " "));
        if !more.is_empty() {
            document += &format!("\n{more}\n");
        }
        if let Some(example) = examples.get(&documented.code) {
            document += &format!("\n```text\n{example}\n```\n");
        }
    }
    let mut golden = Golden::default();
    golden.expect(&root().join("docs/diagnostics.md"), &document);
    golden.finish();
}

#[test]
fn every_code_is_explained() {
    let known: Vec<String> = codes().into_iter().map(|known| known.code).collect();
    let explained: Vec<&str> = diagnostic::explanations()
        .map(|explanation| explanation.code)
        .collect();
    assert_eq!(known, explained);
    let found = diagnostic::explain("e0104").unwrap();
    assert_eq!(found.code, "E0104");
    assert!(found.text.contains("error[E0104]"), "{}", found.text);
    assert_eq!(diagnostic::explain("E9999"), None);
}
