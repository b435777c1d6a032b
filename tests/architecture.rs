//! The repository against its own rules: those of `ARCHITECTURE.md` that a reader of text can check.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::golden::{self, has_extension, root};

/// Hand-written Rust; `entity` and `migration` are generated.
const HAND_WRITTEN: [&str; 10] = [
    "src", "catalog", "cli", "history", "lsp", "runner", "xtask", "tests", "example", "fuzz",
];

const MAX_LINES: usize = 700;

fn read(path: impl AsRef<Path>) -> String {
    fs::read_to_string(path.as_ref())
        .unwrap_or_else(|error| panic!("{}: {error}", path.as_ref().display()))
}

/// Folders whose Rust files nobody wrote: templates of generated files, and generated ones.
const NOT_WRITTEN: [&str; 5] = ["target", "templates", "fixture", "expected", "generated"];

/// Every Rust file below a folder, in order, with its path relative to the root.
fn rust_files(folder: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(&folder) else {
            continue;
        };
        for entry in entries {
            let path = entry.unwrap().path();
            if path.is_dir() {
                if !NOT_WRITTEN.iter().any(|folder| path.ends_with(folder)) {
                    folders.push(path);
                }
            } else if has_extension(&path, "rs") {
                found.push((relative(&path), read(&path)));
            }
        }
    }
    found.sort();
    found
}

fn relative(path: &Path) -> String {
    let parts = path.strip_prefix(root()).unwrap().components();
    parts
        .map(|part| part.as_os_str().to_str().unwrap())
        .collect::<Vec<_>>()
        .join("/")
}

fn hand_written() -> impl Iterator<Item = (String, String)> {
    HAND_WRITTEN.into_iter().flat_map(rust_files)
}

/// The lines of a Rust file that are not comments.
fn code(text: &str) -> impl Iterator<Item = &str> {
    text.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
}

/// The top-level module that a file of `src` belongs to; nothing for `lib.rs`.
fn module_of(path: &str) -> Option<&str> {
    let name = path.strip_prefix("src/")?.split('/').next()?;
    let name = name.strip_suffix(".rs").unwrap_or(name);
    (name != "lib").then_some(name)
}

/// The table "module | may use" of `ARCHITECTURE.md`.
fn module_table() -> BTreeMap<String, BTreeSet<String>> {
    let text = read(root().join("ARCHITECTURE.md"));
    let rows = text
        .lines()
        .skip_while(|line| !line.starts_with("| module | may use"))
        .skip(2);
    let mut table = BTreeMap::new();
    for row in rows.take_while(|line| line.starts_with('|')) {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let uses: BTreeSet<String> = match cells[1] {
            "nothing" => BTreeSet::new(),
            "all of them" => modules().into_iter().collect(),
            list => list.split(',').map(|name| name.trim().to_owned()).collect(),
        };
        for module in cells[0].split(',') {
            table.insert(module.trim().trim_matches('`').to_owned(), uses.clone());
        }
    }
    table
}

/// The modules that `lib.rs` declares.
fn modules() -> Vec<String> {
    code(&read(root().join("src/lib.rs")))
        .filter_map(|line| {
            line.trim_start_matches("pub ")
                .strip_prefix("mod ")?
                .strip_suffix(';')
        })
        .map(str::to_owned)
        .collect()
}

/// The first segments of every path that starts with `crate::`, of `crate::{…}` all of them.
fn crate_segments(text: &str) -> BTreeSet<String> {
    let joined = code(text).collect::<Vec<_>>().join("\n");
    let mut segments = BTreeSet::new();
    for rest in joined.split("crate::").skip(1) {
        let Some(group) = rest.strip_prefix('{') else {
            segments.insert(identifier(rest));
            continue;
        };
        let mut depth = 1;
        let mut start = 0;
        for (at, char) in group.char_indices() {
            depth += i32::from(char == '{') - i32::from(char == '}');
            if (char == ',' && depth == 1) || depth == 0 {
                segments.insert(identifier(group[start..at].trim_start()));
                start = at + 1;
            }
            if depth == 0 {
                break;
            }
        }
    }
    segments.remove("");
    segments
}

fn identifier(text: &str) -> String {
    text.chars()
        .take_while(|char| char.is_alphanumeric() || *char == '_')
        .collect()
}

#[test]
fn every_module_is_in_the_table() {
    let in_table: BTreeSet<String> = module_table().into_keys().collect();
    let declared: BTreeSet<String> = modules().into_iter().collect();
    assert!(!declared.is_empty());
    assert_eq!(
        in_table, declared,
        "ARCHITECTURE.md's module table against src/lib.rs"
    );
}

#[test]
fn imports_run_one_way() {
    let table = module_table();
    let mut wrong = Vec::new();
    for (path, text) in rust_files("src") {
        let Some(module) = module_of(&path) else {
            continue;
        };
        let mut used = crate_segments(&text);
        // A module's own file can reach the others as `super::other` too.
        for other in table.keys() {
            if path.matches('/').count() <= 2
                && code(&text).any(|line| line.contains(&format!("super::{other}::")))
            {
                used.insert(other.clone());
            }
        }
        for used in used {
            if used != module && table.contains_key(&used) && !table[module].contains(&used) {
                wrong.push(format!("{path} uses {used}"));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "against ARCHITECTURE.md's module table:\n{}",
        wrong.join("\n")
    );
}

#[test]
fn grouped_imports_are_read() {
    let text = "use crate::{a::B, c::{D, e}, f};\nuse crate::g;\n// crate::comment\nlet x = crate::h::i();";
    assert_eq!(
        crate_segments(text),
        ["a", "c", "f", "g", "h"].map(str::to_owned).into()
    );
}

#[test]
fn some_libraries_are_named_by_one_module_only() {
    for (library, owner) in [("rowan", "syntax"), ("annotate_snippets", "diagnostic")] {
        let mut wrong = Vec::new();
        for (path, text) in rust_files("src") {
            if module_of(&path) != Some(owner)
                && code(&text).any(|line| line.contains(&format!("{library}::")))
            {
                wrong.push(path);
            }
        }
        assert!(
            wrong.is_empty(),
            "only {owner} may name {library}: {wrong:?}"
        );
    }
}

#[test]
fn every_file_says_what_it_is_for() {
    let wrong: Vec<String> = hand_written()
        .filter(|(_, text)| !text.starts_with("//! "))
        .map(|(path, _)| path)
        .collect();
    assert!(
        wrong.is_empty(),
        "these do not start with `//!`: {wrong:#?}"
    );
}

#[test]
fn no_file_is_long() {
    let wrong: Vec<(String, usize)> = hand_written()
        .map(|(path, text)| (path, text.lines().count()))
        .filter(|(_, lines)| *lines > MAX_LINES)
        .collect();
    assert!(wrong.is_empty(), "over {MAX_LINES} lines: {wrong:#?}");
}

#[test]
fn no_committed_file_knows_the_machine() {
    let listed = Command::new("git")
        .args([
            "ls-files",
            "--cached",
            "--others",
            "--exclude-standard",
            "-z",
        ])
        .current_dir(root())
        .output();
    let Some(listed) = listed.ok().filter(|output| output.status.success()) else {
        println!("skipped: this is not a git checkout, so what is committed is not known");
        return;
    };
    let home = std::env::var("HOME").unwrap_or_default();
    let machine: Vec<String> = [root().to_str().unwrap(), home.as_str(), "/root"]
        .into_iter()
        .filter(|path| path.len() > 1)
        .map(|path| format!("{path}/"))
        .collect();
    let mut wrong = Vec::new();
    for name in String::from_utf8(listed.stdout)
        .unwrap()
        .split('\0')
        .filter(|name| !name.is_empty())
    {
        let Ok(text) = fs::read_to_string(root().join(name)) else {
            continue;
        };
        for (index, line) in text.lines().enumerate() {
            if machine.iter().any(|path| names_path(line, path)) {
                wrong.push(format!("{name}:{}: {line}", index + 1));
            }
        }
    }
    assert!(wrong.is_empty(), "absolute paths:\n{}", wrong.join("\n"));
}

/// Whether a line has the path, and not as the tail of a longer one.
fn names_path(line: &str, path: &str) -> bool {
    line.match_indices(path).any(|(at, _)| {
        !line[..at].ends_with(|char: char| char.is_alphanumeric() || "._-*}".contains(char))
    })
}

/// The rules above are only as good as the list of folders that they read.
#[test]
fn every_workspace_member_is_known() {
    let text = read(root().join("Cargo.toml"));
    let (_, rest) = text.split_once("members = [").unwrap();
    let (members, _) = rest.split_once(']').unwrap();
    for member in members.split('"').skip(1).step_by(2).map(PathBuf::from) {
        let first = member
            .components()
            .next()
            .unwrap()
            .as_os_str()
            .to_str()
            .unwrap()
            .to_owned();
        let known = [".", "entity", "migration"].contains(&first.as_str())
            || HAND_WRITTEN.contains(&first.as_str());
        assert!(
            known,
            "{} is a member; say in tests/architecture.rs what it is",
            member.display()
        );
    }
}

#[test]
fn every_test_file_is_a_module_of_the_one_binary() {
    let main = read(root().join("tests/main.rs"));
    for path in golden::entries("tests") {
        let name = path.file_stem().unwrap().to_str().unwrap();
        if has_extension(&path, "rs") && name != "main" {
            assert!(
                main.contains(&format!("\nmod {name};\n")),
                "tests/main.rs leaves out {name}"
            );
        }
    }
}
