//! What the file system, other processes and other people may do to a run: the tree is the old or
//! the new one, or the next run repairs it, and nothing of the user's is touched.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use crate::project::{Project, Run, SCHEMA, copy_folder, moved, place};

/// Files beside the generated ones that are nobody's business.
const MINE: [&str; 4] = [
    "entity/src/mine.rs",
    "entity/README.md",
    "migration/src/helpers.rs",
    "notes.txt",
];

fn with_files_of_mine(project: &Project) {
    for name in MINE {
        project.write(name, "mine\n");
    }
}

/// What a run without hindrance makes of a project that `prepare` made.
fn expected(prepare: impl Fn() -> Project) -> BTreeMap<String, String> {
    let project = prepare();
    project.generate().exits(0);
    let files = project.files();
    project.run("generate --check --full").exits_either(0, 1);
    files
}

impl Run {
    #[track_caller]
    fn exits_either(self, one: i32, other: i32) -> Self {
        assert!(
            [Some(one), Some(other)].contains(&self.code),
            "{}{}",
            self.out,
            self.err
        );
        self
    }
}

/// Nothing generated yet.
fn first() -> Project {
    let project = Project::with(SCHEMA);
    with_files_of_mine(&project);
    project
}

/// Generated before, and then the schema moved: files are created, replaced and removed.
fn second() -> Project {
    let project = first();
    project.generate().exits(0);
    project.edit("schema/main.prisma", |text| moved(&text));
    project
}

/// The migration crate was deleted, to start its history afresh: the lock stays the same.
fn afresh() -> Project {
    let project = first();
    project.generate().exits(0);
    fs::remove_dir_all(project.path("migration")).unwrap();
    project.write(MINE[2], "mine\n");
    project
}

type Situation = (&'static str, fn() -> Project);

const SITUATIONS: [Situation; 3] = [("first", first), ("second", second), ("afresh", afresh)];

#[test]
fn a_run_that_is_killed_at_any_step_is_repaired_by_the_next() {
    for (name, prepare) in SITUATIONS {
        let expected = expected(prepare);
        let mut killed = 0;
        for step in 1.. {
            let project = prepare();
            // Another time: a first migration that was not finished leaves nothing behind.
            let run = Run::of(
                project
                    .command("generate --timestamp 20251231_235959")
                    .env("KETCH_FAILPOINT", step.to_string()),
            );
            if run.code == Some(0) {
                assert!(step > 15, "{name}: only {step} steps");
                break;
            }
            assert_eq!(run.code, None, "{name} at {step}: {}{}", run.out, run.err);
            killed += 1;
            for mine in MINE {
                assert_eq!(project.read(mine), "mine\n", "{name} at {step}");
            }
            project.generate().exits(0);
            let repaired = project.files();
            // Killed after its last migration file, the run's migration stays as it is.
            let stamp = |files: &BTreeMap<String, String>| {
                files.keys().find_map(|path| {
                    let name = path.strip_prefix("migration/src/m20")?;
                    Some(name.to_owned())
                })
            };
            if stamp(&repaired) == stamp(&expected) {
                assert_same(&repaired, &expected, &format!("{name} at {step}"));
            } else {
                let names: Vec<String> = repaired
                    .keys()
                    .map(|path| path.replace("20251231_235959", "20260101_000000"))
                    .collect();
                assert_eq!(
                    names,
                    expected.keys().cloned().collect::<Vec<_>>(),
                    "{name} at {step}"
                );
            }
            let check = project.run("generate --check --full");
            let code = if name == "second" { 1 } else { 0 };
            assert_eq!(check.code, Some(code), "{name} at {step}: {}", check.err);
        }
        assert!(killed > 15, "{name}: {killed} steps");
    }
}

/// Killed anywhere while it writes the next migration: the next run finds the crate as it was, or as
/// it was to be, and then makes what is missing.
#[test]
fn a_migration_whose_writing_is_killed_is_whole_or_not_there() {
    let pristine = first();
    pristine.generate().exits(0);
    pristine.edit("schema/main.prisma", |text| {
        text.replace("  title    String\n", "  title    String?\n")
    });
    let new = "migrate new optional --timestamp";
    let mut outcomes = [0, 0];
    pristine.kill_at_each_step(&format!("{new} 20260102_000000"), |project, when| {
        project.run("generate").exits(0);
        let is_there = project
            .read("migration/history")
            .contains("20260102_000000");
        outcomes[usize::from(is_there)] += 1;
        let code = if is_there { 0 } else { 1 };
        let check = project.run("migrate check");
        assert_eq!(check.code, Some(code), "{when}: {}", check.err);
        project.run(&format!("{new} 20260103_000000")).exits(0);
        project.run("migrate check").exits(0);
        let history = project.read("migration/history");
        assert_eq!(history.lines().count(), 3, "{when}: {history}");
        for mine in MINE {
            assert_eq!(project.read(mine), "mine\n", "{when}");
        }
        let left = project.files().into_keys();
        let left: Vec<_> = left.filter(|path| path.ends_with(".tmp")).collect();
        assert!(left.is_empty(), "{when}: {left:?}");
    });
    assert!(outcomes.iter().all(|count| *count > 3), "{outcomes:?}");
}

/// Likewise where migrations take the place of others, whose files go.
#[test]
fn migrations_whose_rewriting_is_killed_are_the_old_ones_or_the_new_ones() {
    let pristine = first();
    pristine.generate().exits(0);
    for (number, line) in [(2, "subtitle String?"), (3, "summary String?")] {
        pristine.edit("schema/main.prisma", |text| {
            text.replace("model Post {\n", &format!("model Post {{\n  {line}\n"))
        });
        let new = format!("migrate new step{number} --timestamp 2026010{number}_000000");
        pristine.run(&new).exits(0);
    }
    let old = pristine.files();
    // With names that are new, and with one that is taken over.
    for arguments in [
        "migrate rebase step2 --name both",
        "migrate squash --name step3",
    ] {
        let project = pristine.copy();
        project.run(arguments).exits(0);
        project.run("migrate check").exits(0);
        let new = project.files();
        assert_ne!(old, new, "{arguments}");
        let mut outcomes = [0, 0];
        pristine.kill_at_each_step(arguments, |project, when| {
            project.run("generate").exits(0);
            let is_new = project.files().get("migration/history") == new.get("migration/history");
            outcomes[usize::from(is_new)] += 1;
            assert_same(&project.files(), if is_new { &new } else { &old }, when);
            project.run("migrate check").exits(0);
        });
        assert!(
            outcomes.iter().all(|count| *count > 3),
            "{arguments}: {outcomes:?}"
        );
    }
}

#[test]
fn a_repair_that_is_killed_is_repaired_too() {
    for (name, prepare) in SITUATIONS {
        let expected = expected(prepare);
        for round in 0..40_u64 {
            let project = prepare();
            for turn in 0..3 {
                // Spread over the steps, and the same in every run of the test.
                let step = (round * 37 + turn * 23) % 90 + 1;
                Run::of(
                    project
                        .command("generate --timestamp 20260101_000000")
                        .env("KETCH_FAILPOINT", step.to_string()),
                );
            }
            project.generate().exits(0);
            assert_same(
                &project.files(),
                &expected,
                &format!("{name}, round {round}"),
            );
        }
    }
}

#[test]
fn a_run_that_is_killed_at_any_moment_is_repaired_by_the_next() {
    let expected = expected(second);
    for round in 0..40 {
        let project = second();
        let mut child = project
            .command("generate --timestamp 20260101_000000")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_micros(round * 400));
        // SIGKILL; that it has ended already is as good.
        let _ = child.kill();
        child.wait().unwrap();
        project.generate().exits(0);
        assert_same(&project.files(), &expected, &format!("round {round}"));
    }
}

#[track_caller]
fn assert_same(found: &BTreeMap<String, String>, expected: &BTreeMap<String, String>, when: &str) {
    for (name, text) in found {
        match expected.get(name) {
            None => panic!("{when}: {name} should not be there"),
            Some(other) => assert_eq!(text, other, "{when}: {name}"),
        }
    }
    for name in expected.keys() {
        assert!(found.contains_key(name), "{when}: {name} is missing");
    }
}

#[test]
fn sixteen_runs_at_once() {
    for (name, prepare) in SITUATIONS {
        let expected = expected(prepare);
        let project = prepare();
        let spawn = |_| {
            let mut command = project.command("generate --timestamp 20260101_000000");
            command.stdout(Stdio::piped()).stderr(Stdio::piped());
            command.spawn().unwrap()
        };
        let runs: Vec<Child> = (0..16).map(spawn).collect();
        for run in runs {
            let output = run.wait_with_output().unwrap();
            let err = String::from_utf8_lossy(&output.stderr);
            assert_eq!(output.status.code(), Some(0), "{name}: {err}");
        }
        assert_same(&project.files(), &expected, name);
    }
}

#[test]
fn sixteen_runs_at_once_while_some_are_killed() {
    let expected = expected(second);
    let project = second();
    let spawn = |number: u64| {
        let mut command = project.command("generate --timestamp 20260101_000000");
        if number.is_multiple_of(2) {
            command.env("KETCH_FAILPOINT", (number * 5 + 1).to_string());
        }
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        (number, command.spawn().unwrap())
    };
    let runs: Vec<(u64, Child)> = (0..16).map(spawn).collect();
    for (number, run) in runs {
        let output = run.wait_with_output().unwrap();
        let err = String::from_utf8_lossy(&output.stderr);
        if !number.is_multiple_of(2) {
            assert_eq!(output.status.code(), Some(0), "{err}");
        }
    }
    assert_same(&project.files(), &expected, "at last");
}

#[test]
fn a_turn_of_a_living_process_is_waited_for() {
    let project = first();
    // A process in another place: its number means nothing here, and it shows no sign of life.
    project.write(
        ".ketch.running",
        "ketch 0.1.0\nprocess 1\nplace elsewhere\ntoken x\nbeat 0\n",
    );
    let mut child = project
        .command("generate --timestamp 20260101_000000")
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    std::thread::sleep(Duration::from_millis(1500));
    assert!(child.try_wait().unwrap().is_none(), "it did not wait");
    assert!(!project.path("ketch.lock").exists());
    fs::remove_file(project.path(".ketch.running")).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(
        err.contains("waiting for another ketch (process 1)"),
        "{err}"
    );
}

#[test]
fn a_full_disk_changes_nothing() {
    for (name, prepare) in SITUATIONS {
        let expected = expected(prepare);
        let mut failed = 0;
        // A limit on the length of a file stands for a disk with so much room.
        for blocks in 0..12 {
            let project = prepare();
            let (before, folders) = (project.files(), project.times().len());
            let run = Run::of(Command::new("sh").current_dir(&project.folder).env_clear().env("KETCH_ENVIRONMENT", "wsl").args([
                "-c",
                &format!(
                    "trap '' XFSZ; ulimit -f {blocks}; exec {} generate --timestamp 20260101_000000",
                    env!("CARGO_BIN_EXE_ketch")
                ),
            ]));
            match run.code {
                Some(0) => assert_same(&project.files(), &expected, name),
                Some(2) => {
                    failed += 1;
                    assert!(run.err.contains("cannot write"), "{}", run.err);
                    assert_same(
                        &project.files(),
                        &before,
                        &format!("{name}, {blocks} blocks"),
                    );
                    assert_eq!(project.times().len(), folders, "{name}: folders were left");
                    project.generate().exits(0);
                    assert_same(&project.files(), &expected, name);
                }
                code => panic!("{name}: {code:?} {}", run.err),
            }
        }
        assert!(failed > 0, "{name}: it never failed");
    }
}

#[test]
fn a_disk_that_is_really_full_changes_nothing() {
    let Some(disk) = SmallDisk::mount() else {
        println!("skipped: no right to mount a small file system");
        return;
    };
    let expected = expected(first);
    let mut failed = 0;
    for free in (0..30).map(|kib| kib * 4) {
        let project = first();
        let on_disk = disk.folder.join("project");
        let _ = fs::remove_dir_all(&on_disk);
        copy_folder(&project.folder, &on_disk);
        disk.fill_but(free);
        let project_there = Project { folder: on_disk };
        let before = project_there.files();
        let run = project_there.generate();
        match run.code {
            Some(0) => assert_same(&project_there.files(), &expected, "on the small disk"),
            Some(2) => {
                failed += 1;
                assert!(run.err.contains("No space left"), "{}", run.err);
                assert_same(&project_there.files(), &before, &format!("{free} KiB"));
            }
            code => panic!("{code:?} {}", run.err),
        }
        disk.empty();
        project_there.generate().exits(0);
        assert_same(&project_there.files(), &expected, "with room again");
    }
    assert!(failed > 3, "only {failed} runs found the disk full");
}

/// A file system of half a MiB.
struct SmallDisk {
    folder: std::path::PathBuf,
}

impl SmallDisk {
    fn mount() -> Option<Self> {
        let folder = place().join(format!("ketch-test-disk-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=512k", "tmpfs"])
            .arg(&folder)
            .stderr(Stdio::null())
            .status();
        if mounted.is_ok_and(|status| status.success()) {
            Some(Self { folder })
        } else {
            let _ = fs::remove_dir(&folder);
            None
        }
    }

    /// Leaves so many KiB free.
    fn fill_but(&self, kib: usize) {
        self.empty();
        let fill = self.folder.join("fill");
        // As much as goes in, and then less.
        let _ = fs::write(&fill, vec![0; 1 << 20]);
        let length = fs::metadata(&fill).unwrap().len();
        let file = fs::File::options().write(true).open(&fill).unwrap();
        file.set_len(length.saturating_sub(kib as u64 * 1024))
            .unwrap();
    }

    fn empty(&self) {
        let _ = fs::remove_file(self.folder.join("fill"));
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.folder).status();
        let _ = fs::remove_dir(&self.folder);
    }
}

#[test]
fn a_read_only_tree_changes_nothing() {
    for (name, prepare) in SITUATIONS {
        let project = prepare();
        let before = project.files();
        set_writable(&project.folder, false);
        let mut command = as_nobody(&project, "generate");
        let run = Run::of(&mut command);
        let check = Run::of(&mut as_nobody(&project, "generate --check"));
        set_writable(&project.folder, true);
        if run.err.contains("setpriv") {
            println!("skipped: root may write everywhere, and setpriv is not there");
            return;
        }
        run.exits(2).says("ermission denied");
        check.exits(1);
        assert_same(&project.files(), &before, name);
    }
}

/// The command without root's rights, to whom read-only means nothing.
fn as_nobody(project: &Project, arguments: &str) -> Command {
    let is_root = fs::write("/proc/self/comm", "test").is_ok() && {
        let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
        status.lines().any(|line| line.starts_with("Uid:\t0\t"))
    };
    if !is_root {
        return project.command(arguments);
    }
    let mut command = Command::new("sh");
    command.current_dir(&project.folder).args([
        "-c",
        &format!(
            "exec setpriv --reuid=65534 --regid=65534 --clear-groups {} {arguments}",
            env!("CARGO_BIN_EXE_ketch")
        ),
    ]);
    command.env("KETCH_ENVIRONMENT", "wsl");
    command
}

fn set_writable(path: &Path, writable: bool) {
    let metadata = fs::symlink_metadata(path).unwrap();
    let bits = match (metadata.is_dir(), writable) {
        (true, true) => 0o755,
        (true, false) => 0o555,
        (false, true) => 0o644,
        (false, false) => 0o444,
    };
    if metadata.is_dir() {
        if writable {
            fs::set_permissions(path, fs::Permissions::from_mode(bits)).unwrap();
        }
        for entry in fs::read_dir(path).unwrap() {
            set_writable(&entry.unwrap().path(), writable);
        }
    }
    fs::set_permissions(path, fs::Permissions::from_mode(bits)).unwrap();
}

#[test]
fn nothing_is_written_through_a_link() {
    // The entity crate's folder, a folder in it, a file in it, the lock.
    for link in ["entity", "entity/src", "entity/src/post.rs", "ketch.lock"] {
        for generated in [false, true] {
            let project = Project::with(SCHEMA);
            let elsewhere = Project::empty();
            elsewhere.write("precious.txt", "precious\n");
            if generated {
                project.generate().exits(0);
                project.edit("schema/main.prisma", |text| moved(&text));
            }
            let path = project.path(link);
            if path.is_dir() {
                fs::rename(&path, elsewhere.path("moved")).unwrap();
            } else if path.exists() {
                fs::remove_file(&path).unwrap();
            }
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            let target = if link.contains('.') {
                "precious.txt"
            } else {
                "moved"
            };
            symlink(elsewhere.path(target), &path).unwrap();
            let before = elsewhere.files();
            for arguments in ["generate", "generate --force", "generate --check"] {
                let code = if generated
                    || arguments != "generate --check"
                    || link == "ketch.lock"
                    || link == "entity"
                {
                    2
                } else {
                    1
                };
                project.run(arguments).exits(code);
            }
            project
                .run("generate")
                .exits(2)
                .says("symbolic link")
                .says(link);
            assert_eq!(elsewhere.files(), before, "{link}");
        }
    }
}

#[test]
fn nothing_is_written_outside_the_project() {
    for (value, fault) in [
        ("../..", "below the project's root"),
        ("../../elsewhere", "below the project's root"),
        ("..", "below the project's root"),
        ("/tmp/elsewhere", "relative path"),
        ("..\\\\entity", "relative path"),
        ("C:/entity", "relative path"),
        (".", "apart from the schema"),
        ("", "relative path"),
        ("inside", "apart from the schema"),
        ("../migration", "apart from the entity"),
        ("../migration/entity", "apart from the entity"),
    ] {
        let project = Project::with(&format!(
            "generator ketch {{\n  provider = \"ketch\"\n  entity = \"{value}\"\n}}\n\n{SCHEMA}"
        ));
        let before = project.files();
        project.run("generate").exits(2).says(fault);
        assert_eq!(project.files(), before, "{value}");
    }
}

#[test]
fn a_file_that_stands_where_a_folder_belongs_stays() {
    let project = Project::with(SCHEMA);
    project.write("entity", "a file\n");
    project.run("generate").exits(2).says("entity");
    assert_eq!(project.read("entity"), "a file\n");
    let project = Project::with(SCHEMA);
    fs::create_dir_all(project.path("entity/src/post.rs")).unwrap();
    project.run("generate").exits(2).says("entity/src/post.rs");
}

#[test]
fn a_file_that_was_there_before_is_the_users() {
    let project = Project::with(SCHEMA);
    project.write("entity/src/post.rs", "mine\n");
    project.write("entity/Cargo.toml", "# mine\n");
    project
        .run("generate")
        .exits(2)
        .says("entity/src/post.rs")
        .says("-");
    assert_eq!(project.read("entity/src/post.rs"), "mine\n");
    fs::remove_file(project.path("entity/src/post.rs")).unwrap();
    project.generate().exits(0);
    assert_eq!(project.read("entity/Cargo.toml"), "# mine\n");
}

#[test]
fn a_crlf_checkout_is_fresh_and_gives_the_same_bytes() {
    let project = Project::with(SCHEMA);
    project.generate().exits(0);
    let files = project.files();
    for (name, text) in &files {
        project.write(name, &text.replace('\n', "\r\n"));
    }
    let times = project.times();
    project.run("generate").exits(0).says("nothing to write");
    project.run("generate --check --full").exits(0);
    project.run_in("windows", "generate").exits(0);
    assert_eq!(project.times(), times);

    // Files that change are written with LF, the same as everywhere.
    let other = Project::with(&moved(SCHEMA).replace('\n', "\r\n"));
    other.generate().exits(0);
    let expected = Project::with(&moved(SCHEMA));
    expected.generate().exits(0);
    let (mut found, mut expected) = (other.files(), expected.files());
    found.remove("schema/main.prisma");
    expected.remove("schema/main.prisma");
    assert_same(&found, &expected, "from CRLF");
}

#[test]
fn the_same_bytes_from_everywhere() {
    let expected = expected(first);
    for (folder, arguments, variables) in [
        (".", "", &[][..]),
        (
            "schema",
            "",
            &[("LANG", "tr_TR.UTF-8"), ("LC_ALL", "tr_TR.UTF-8")],
        ),
        ("entity/src", "", &[("TZ", "Pacific/Kiritimati")]),
        (
            "migration",
            "--schema ../schema",
            &[("HOME", "/nonexistent"), ("USER", "nobody")],
        ),
        (
            "..",
            "--schema HERE/schema",
            &[("TERM", "xterm-256color"), ("CLICOLOR_FORCE", "1")],
        ),
        (
            ".",
            "--schema ./schema/../schema",
            &[("RUST_LOG", "trace"), ("COLUMNS", "20")],
        ),
    ] {
        let project = first();
        let here = project.folder.file_name().unwrap().to_str().unwrap();
        let arguments = arguments.replace("HERE", here);
        let mut command =
            project.command(&format!("generate --timestamp 20260101_000000 {arguments}"));
        command
            .current_dir(project.path(folder))
            .envs(variables.iter().copied());
        Run::of(&mut command).exits(0);
        assert_same(&project.files(), &expected, folder);
    }
}

#[test]
fn one_lock_one_schema() {
    let project = Project::with(SCHEMA);
    project.generate().exits(0);
    let before = project.files();
    project.write("other/a.prisma", SCHEMA);
    project
        .run("generate --schema other")
        .exits(2)
        .says("belongs to the schema schema");
    // One that was moved takes its lock along.
    fs::remove_dir_all(project.path("schema")).unwrap();
    project.run("generate --schema other").exits(0);
    assert_eq!(
        project.read("ketch.lock"),
        before["ketch.lock"].replace("schema = \"schema\"", "schema = \"other\"")
    );
}

#[test]
fn a_schema_is_found_or_asked_for() {
    let project = Project::empty();
    project
        .run("generate")
        .exits(2)
        .says("no schema")
        .says("ketch init");
    project
        .run("generate --schema nowhere")
        .exits(2)
        .says("nowhere");
    fs::create_dir_all(project.path("schema")).unwrap();
    project.run("generate").exits(2).says("no schema");

    project.write("prisma/schema.prisma", SCHEMA);
    project.generate().exits(0);
    assert!(project.path("entity/src/post.rs").exists());
    assert!(
        project
            .read("ketch.lock")
            .contains("schema = \"prisma/schema.prisma\"")
    );
    project.write("schema/deep/er/a.prisma", SCHEMA);
    project.run("generate").exits(2).says("two schemas");

    let project = Project::empty();
    project.write("schema.prisma", SCHEMA);
    project.generate().exits(0);
    assert!(project.path("entity/src/post.rs").exists());

    // Several files are one schema, in folders below too.
    let project = Project::empty();
    let (head, models) = SCHEMA.split_at(SCHEMA.find("model User").unwrap());
    project.write("schema/a/db.prisma", head);
    project.write("schema/b/models.prisma", models);
    project.write("schema/notes.md", "model Nothing {");
    project.generate().exits(0);
    assert!(project.path("entity/src/post.rs").exists());

    let project = Project::empty();
    fs::create_dir_all(project.path("schema")).unwrap();
    fs::write(project.path("schema/a.prisma"), b"// \xff\n").unwrap();
    project
        .run("generate")
        .exits(2)
        .says("a.prisma is not UTF-8")
        .says("offset 3");
}
