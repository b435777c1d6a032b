//! Disks that are full, and trees that may not be written to.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::{SITUATIONS, assert_same, expected, first};
use crate::project::{Project, Run, copy_folder, place};

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
    folder: PathBuf,
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
