//! A project in a folder of its own, and what is in it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::SystemTime;

/// A schema of three models.
pub(crate) const SCHEMA: &str = r#"datasource db {
  provider = "sqlite"
}

model User {
  id    Int    @id
  email String @unique
  posts Post[]
}

model Post {
  id       Int    @id
  title    String
  author   User   @relation(fields: [authorId], references: [id])
  authorId Int
}

model Tag {
  id   Int    @id
  name String @unique
}
"#;

/// The same with one model less, one more, and one changed; the tables of the migration are others too.
pub(crate) fn moved(schema: &str) -> String {
    assert!(schema.contains("model Tag {"), "{schema}");
    schema.replace("model Tag {", "model Label {").replace(
        "  title    String\n",
        "  title    String\n  body     String\n",
    )
}

/// Where projects are: in memory where that can be, since waiting for a disk tests nothing here.
/// Never below this workspace, which a project without one of its own would join.
pub(crate) fn place() -> &'static Path {
    static PLACE: LazyLock<PathBuf> = LazyLock::new(|| {
        let memory = PathBuf::from("/dev/shm");
        let probe = memory.join(format!("ketch-test-{}", std::process::id()));
        if fs::create_dir_all(&probe).is_ok() && fs::remove_dir(&probe).is_ok() {
            memory
        } else {
            std::env::temp_dir()
        }
    });
    &PLACE
}

/// A folder that is gone at the end.
pub(crate) struct Project {
    pub(crate) folder: PathBuf,
}

impl Project {
    /// An empty one.
    pub(crate) fn empty() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let folder = place().join(format!("ketch-test-{}-{number}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        // Bounds the search: what is above belongs to another project.
        fs::write(folder.join("Cargo.toml"), "[workspace]\n").unwrap();
        Self { folder }
    }

    /// One with a schema.
    pub(crate) fn with(schema: &str) -> Self {
        let project = Self::empty();
        project.write("schema/main.prisma", schema);
        project
    }

    /// The same once more.
    pub(crate) fn copy(&self) -> Self {
        let copy = Self::empty();
        copy_folder(&self.folder, &copy.folder);
        copy
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    pub(crate) fn edit(&self, name: &str, edit: impl FnOnce(String) -> String) {
        self.write(name, &edit(self.read(name)));
    }

    /// The command, with no variable but that of its kind of environment.
    pub(crate) fn command(&self, arguments: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ketch"));
        command
            .current_dir(&self.folder)
            .args(arguments.split_whitespace());
        command.env_clear().env("KETCH_ENVIRONMENT", "wsl");
        command
    }

    /// Runs it to its end.
    pub(crate) fn run(&self, arguments: &str) -> Run {
        Run::of(&mut self.command(arguments))
    }

    /// Runs it in a copy that is killed at its first step, in another that is killed at its second,
    /// and so on to its end, and shows each to `after`, with words for messages. How often it was killed.
    pub(crate) fn kill_at_each_step(
        &self,
        arguments: &str,
        mut after: impl FnMut(&Project, &str),
    ) -> usize {
        let mut kills = 0;
        loop {
            let project = self.copy();
            let step = kills + 1;
            let mut command = project.command(arguments);
            let killed = Run::of(command.env("KETCH_FAILPOINT", step.to_string()));
            if killed.code == Some(0) {
                return kills;
            }
            let when = format!("{arguments}, at {step}");
            assert_eq!(killed.code, None, "{when}: {}{}", killed.out, killed.err);
            after(&project, &when);
            kills = step;
        }
    }

    /// Runs it in a kind of environment.
    pub(crate) fn run_in(&self, kind: &str, arguments: &str) -> Run {
        Run::of(self.command(arguments).env("KETCH_ENVIRONMENT", kind))
    }

    /// Generates as the owner, with a fixed first migration.
    pub(crate) fn generate(&self) -> Run {
        self.run("generate --timestamp 20260101_000000")
    }

    /// Every file, with its text.
    pub(crate) fn files(&self) -> BTreeMap<String, String> {
        self.entries()
            .into_iter()
            .filter(|(path, _)| path.is_file())
            .map(|(path, name)| {
                let bytes = fs::read(path).unwrap();
                (name, String::from_utf8(bytes).unwrap())
            })
            .collect()
    }

    /// Every file and folder with the times at which they were changed.
    pub(crate) fn times(&self) -> BTreeMap<String, SystemTime> {
        self.entries()
            .into_iter()
            .map(|(path, name)| {
                let metadata = fs::symlink_metadata(path).unwrap();
                (name, metadata.modified().unwrap())
            })
            .collect()
    }

    fn entries(&self) -> Vec<(PathBuf, String)> {
        let mut found = vec![(self.folder.clone(), ".".to_owned())];
        let mut next = 0;
        while let Some((path, _)) = found.get(next).cloned() {
            next += 1;
            if !fs::symlink_metadata(&path).unwrap().is_dir() {
                continue;
            }
            for entry in fs::read_dir(path).unwrap() {
                let path = entry.unwrap().path();
                let name = path.strip_prefix(&self.folder).unwrap();
                let name = name.to_str().unwrap().replace('\\', "/");
                found.push((path, name));
            }
        }
        found
    }
}

/// Copies a folder and everything in it.
pub(crate) fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_folder(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}

impl Drop for Project {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            let _ = fs::remove_dir_all(&self.folder);
        }
    }
}

/// How a command ended.
#[derive(Debug)]
pub(crate) struct Run {
    /// The exit code; nothing where a signal ended it.
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Run {
    pub(crate) fn of(command: &mut Command) -> Self {
        let Output {
            status,
            stdout,
            stderr,
        } = command.output().unwrap();
        Self {
            code: status.code(),
            out: String::from_utf8(stdout).unwrap(),
            err: String::from_utf8(stderr).unwrap(),
        }
    }

    /// Panics where it ended otherwise.
    #[track_caller]
    pub(crate) fn exits(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{}{}", self.out, self.err);
        self
    }

    /// Panics where it did not say so.
    #[track_caller]
    pub(crate) fn says(self, text: &str) -> Self {
        assert!(
            self.out.contains(text) || self.err.contains(text),
            "no {text:?} in:\n{}{}",
            self.out,
            self.err
        );
        self
    }
}
