//! What a build script that checks says, in every state that a checkout can be in.

// Tests read files and the environment; the library's limits are not theirs.
#![allow(clippy::disallowed_methods)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};

use ketch::project::environment::{Environment, Kind};
use ketch::project::{self, MigrationName, Options, Outcome};

const SCHEMA: &str = "datasource db {\n  provider = \"sqlite\"\n}\n\nmodel Note {\n  id   Int    @id\n  text String\n}\n";

/// Both scripts: the one that warns and the one that fails.
const SCRIPTS: [&str; 2] = [env!("CARGO_BIN_EXE_warn"), env!("CARGO_BIN_EXE_fail")];

/// A workspace with a package `app`, which is what is built.
struct Workspace {
    folder: PathBuf,
}

impl Workspace {
    fn empty() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("check-{number}"));
        let _ = fs::remove_dir_all(&folder);
        let workspace = Self { folder };
        workspace.write("Cargo.toml", "[workspace]\nmembers = [\"app\"]\n");
        workspace.write("app/build.rs", "");
        workspace
    }

    /// One whose crates are generated and fresh.
    fn fresh() -> Self {
        let workspace = Self::empty();
        workspace.write("schema/main.prisma", SCHEMA);
        let location = project::find(&workspace.folder, None).unwrap();
        let schema = project::load(&location).unwrap();
        let environment = Environment {
            kind: Kind::Linux,
            evidence: Vec::new(),
            overridden: false,
        };
        let report = project::generate(
            &location,
            &schema,
            &Options {
                first_migration: Some(&MigrationName {
                    timestamp: "20260101_000000".to_owned(),
                    name: "init".to_owned(),
                }),
                ..Options::new(&environment, &|_| {})
            },
        );
        assert!(matches!(report.unwrap().outcome, Outcome::Written(_)));
        workspace
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn edit(&self, name: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.folder.join(name)).unwrap();
        assert!(text.contains(from), "{name}: {text}");
        self.write(name, &text.replace(from, to));
    }

    /// Every file below, with its text.
    fn files(&self) -> BTreeMap<PathBuf, String> {
        let (mut open, mut files) = (vec![self.folder.clone()], BTreeMap::new());
        while let Some(folder) = open.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    open.push(path);
                } else {
                    let text = fs::read_to_string(&path).unwrap();
                    files.insert(path, text);
                }
            }
        }
        files
    }

    /// Runs a script as cargo does, and holds that it writes nothing.
    fn run(&self, script: &str, strict: Option<&str>) -> Answer {
        let before = self.files();
        let output = Command::new(script)
            .env_clear()
            .env("CARGO_MANIFEST_DIR", self.folder.join("app"))
            .envs(strict.map(|value| ("KETCH_STRICT", value)))
            .current_dir(self.folder.join("app"))
            .output()
            .unwrap();
        assert_eq!(self.files(), before, "a check wrote");
        let out = String::from_utf8(output.stdout).unwrap();
        let lines = |key: &str| {
            let lines = out.lines().filter_map(|line| line.strip_prefix(key));
            lines.map(str::to_owned).collect()
        };
        Answer {
            built: output.status.success(),
            warnings: lines("cargo::warning="),
            reruns: lines("cargo::rerun-if-changed="),
            error: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Holds that one script warns of this and that the other fails with it.
    fn is_reported(&self, text: &str) {
        let [warn, fail] = SCRIPTS.map(|script| self.run(script, None));
        assert!(warn.built, "{}", warn.error);
        assert!(warn.warnings.join("\n").contains(text), "{warn:?}");
        assert!(!fail.built && fail.error.contains(text), "{fail:?}");
        // Either can be chosen from outside.
        let [warn, fail] = [(SCRIPTS[1], "0"), (SCRIPTS[0], "1")]
            .map(|(script, strict)| self.run(script, Some(strict)));
        assert!(warn.built && !warn.warnings.is_empty(), "{warn:?}");
        assert!(!fail.built && fail.error.contains(text), "{fail:?}");
    }

    /// Holds that both scripts have nothing to say.
    fn is_quiet(&self) -> Answer {
        let [answer, strict] = SCRIPTS.map(|script| self.run(script, None));
        assert!(answer.built && answer.warnings.is_empty(), "{answer:?}");
        assert!(strict.built && strict.warnings.is_empty(), "{strict:?}");
        answer
    }
}

impl Drop for Workspace {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            let _ = fs::remove_dir_all(&self.folder);
        }
    }
}

/// What a script told cargo.
#[derive(Debug)]
struct Answer {
    built: bool,
    warnings: Vec<String>,
    reruns: Vec<String>,
    error: String,
}

#[test]
fn fresh_crates_are_passed_in_silence_and_looked_at_when_they_change() {
    let workspace = Workspace::fresh();
    let reruns = workspace.is_quiet().reruns;
    let expected = ["schema", "ketch.lock", "entity", "migration"]
        .map(|name| workspace.folder.join(name).display().to_string());
    assert_eq!(reruns, expected);
}

#[test]
fn what_is_stale_is_reported() {
    let workspace = Workspace::fresh();
    workspace.edit("schema/main.prisma", "text String", "text String?");
    workspace.is_reported("the generated crates are stale: the schema has changed");

    let workspace = Workspace::fresh();
    fs::remove_file(workspace.folder.join("entity/src/note.rs")).unwrap();
    workspace.is_reported("entity/src/note.rs");

    let workspace = Workspace::fresh();
    workspace.edit("entity/src/note.rs", "pub id", "pub key");
    workspace.is_reported("entity/src/note.rs");

    let workspace = Workspace::empty();
    workspace.write("schema/main.prisma", SCHEMA);
    workspace.is_reported("run `ketch generate`");
}

#[test]
fn what_is_wrong_with_the_project_is_reported() {
    let workspace = Workspace::fresh();
    workspace.edit("schema/main.prisma", "Int ", "Inn ");
    workspace.is_reported("schema/main.prisma:6");

    let workspace = Workspace::fresh();
    workspace.write("schema.prisma", SCHEMA);
    workspace.is_reported("two schemas");
}

#[test]
fn what_another_version_wrote_is_not_called_stale() {
    let workspace = Workspace::fresh();
    let version = format!("ketch = \"{}\"", ketch::VERSION);
    workspace.edit("ketch.lock", &version, "ketch = \"99.0.0\"");
    workspace.is_quiet();

    // Whether the crates are what that version makes of the new schema, only it can tell.
    workspace.edit("schema/main.prisma", "text String", "text String?");
    for script in SCRIPTS {
        let answer = workspace.run(script, None);
        assert!(answer.built, "{answer:?}");
        assert!(answer.warnings[0].contains("99.0.0"), "{answer:?}");
    }
}

#[test]
fn without_the_schema_at_hand_there_is_nothing_to_check() {
    let workspace = Workspace::empty();
    assert_eq!(workspace.is_quiet().reruns, ["build.rs"]);

    // As cargo packs it for a registry, and as docs.rs builds it: even with a schema inside.
    workspace.write("app/schema/main.prisma", SCHEMA);
    workspace.write("app/Cargo.toml.orig", "");
    assert_eq!(workspace.is_quiet().reruns, ["build.rs"]);
}

#[test]
fn it_says_that_it_is_for_cargo() {
    for script in SCRIPTS {
        let output = Command::new(script).env_clear().output().unwrap();
        assert!(!output.status.success());
        let error = String::from_utf8(output.stderr).unwrap();
        assert!(error.contains("CARGO_MANIFEST_DIR is not set"), "{error}");
    }
}
