//! What a build script that generates does, wherever the schema is.

// Tests read files and the environment; the library's limits are not theirs.
#![allow(clippy::disallowed_methods)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::atomic::{AtomicU32, Ordering};

const SCHEMA: &str = "datasource db {\n  provider = \"sqlite\"\n}\n\nmodel Note {\n  id   String @id @default(uuid(7))\n  text String\n}\n";

/// A package to be built, and cargo's folder for what is made.
struct Package {
    folder: PathBuf,
}

impl Package {
    fn empty() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("out-dir-{number}"));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(folder.join("app")).unwrap();
        fs::create_dir_all(folder.join("out")).unwrap();
        Self { folder }
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Runs the script as cargo does.
    fn run(&self) -> (bool, String) {
        let script = Command::new(env!("CARGO_BIN_EXE_build-out-dir"))
            .env_clear()
            .env("CARGO_MANIFEST_DIR", self.folder.join("app"))
            .env("OUT_DIR", self.folder.join("out"))
            .current_dir(self.folder.join("app"))
            .output();
        let Output {
            status,
            stdout,
            stderr,
        } = script.unwrap();
        let text = String::from_utf8([stdout, stderr].concat()).unwrap();
        (status.success(), text)
    }

    fn entities(&self) -> PathBuf {
        self.folder.join("out/entities.rs")
    }

    /// Holds that a schema was used, and nothing written beside the entities.
    fn generates_from(&self, schema: &str) {
        let (done, text) = self.run();
        let schema = self.folder.join(schema);
        let rerun = format!("cargo::rerun-if-changed={}\n", schema.display());
        assert!(done && text == rerun, "{text}");
        let made = fs::read_to_string(self.entities()).unwrap();
        assert!(made.contains("pub mod note {"), "{made}");
        let count = |folder: &str| fs::read_dir(self.folder.join(folder)).unwrap().count();
        assert_eq!(
            (count("out"), count("app")),
            (1, usize::from(schema.starts_with(self.folder.join("app"))))
        );
    }
}

impl Drop for Package {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            let _ = fs::remove_dir_all(&self.folder);
        }
    }
}

#[test]
fn the_first_schema_that_exists_is_taken() {
    let package = Package::empty();
    package.write("schema/main.prisma", SCHEMA);
    package.generates_from("schema");
    // As it is once it was published: the package alone, with its own.
    let package = Package::empty();
    package.write("app/schema/main.prisma", SCHEMA);
    package.generates_from("app/schema");
    package.write("schema/main.prisma", "not looked at");
    package.generates_from("app/schema");
}

#[test]
fn it_names_the_dependencies_that_are_needed() {
    let package = Package::empty();
    package.write("schema/main.prisma", SCHEMA);
    package.generates_from("schema");
    let made = fs::read_to_string(package.entities()).unwrap();
    let head: Vec<&str> = made
        .lines()
        .take_while(|line| line.starts_with("//"))
        .collect();
    let named = |name: &str| {
        head.iter()
            .any(|line| line.starts_with(&format!("//     {name} = ")))
    };
    assert!(
        named("sea-orm") && named("uuid") && !named("cuid"),
        "{head:?}"
    );
}

#[test]
fn what_is_the_same_is_not_written_again() {
    let package = Package::empty();
    package.write("schema/main.prisma", SCHEMA);
    package.generates_from("schema");
    let time = || {
        fs::metadata(package.entities())
            .unwrap()
            .modified()
            .unwrap()
    };
    let first = time();
    package.generates_from("schema");
    assert_eq!(time(), first);
    package.write("schema/main.prisma", &SCHEMA.replace("text", "body"));
    package.generates_from("schema");
    let made = fs::read_to_string(package.entities()).unwrap();
    assert!(made.contains("pub body: String"));
}

#[test]
fn faults_are_shown_and_nothing_is_made() {
    let package = Package::empty();
    let (done, text) = package.run();
    assert!(
        !done && text.contains("looked for schema, ../schema"),
        "{text}"
    );
    package.write(
        "schema/main.prisma",
        &SCHEMA.replace("text String", "text Sting"),
    );
    let (done, text) = package.run();
    assert!(!done && text.contains("schema/main.prisma:7"), "{text}");
    assert!(!package.entities().exists());
}
