//! `ketch format` on files and on standard input.

use std::io::Write as _;
use std::process::Stdio;

use crate::project::{Project, SCHEMA};

const LOOSE: &str = "model  Tag {\nid Int @id\n  name   String\n}\n";
const TIDY: &str = "model Tag {\n  id   Int    @id\n  name String\n}\n";

/// Feeds standard input; the exit code and the output.
fn piped(project: &Project, arguments: &str, input: &str) -> (Option<i32>, String) {
    let mut command = project.command(arguments);
    let command = command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.stderr(Stdio::null()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(input.as_bytes()).unwrap();
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    (output.status.code(), text)
}

#[test]
fn files_are_formatted_in_place() {
    let project = Project::with(SCHEMA);
    project.write("schema/tags/tag.prisma", LOOSE);

    let run = project.run("format --check").exits(1);
    assert_eq!(run.out, "schema/tags/tag.prisma\n");
    assert_eq!(project.read("schema/tags/tag.prisma"), LOOSE);

    let before = project.files();
    project.run("format").exits(0);
    assert_eq!(project.read("schema/tags/tag.prisma"), TIDY);
    assert_eq!(project.read("schema/main.prisma"), SCHEMA);
    assert!(
        project.files().keys().eq(before.keys()),
        "something is left"
    );
    assert_eq!(project.run("format --check").exits(0).out, "");
}

#[test]
fn schemas_can_be_named() {
    let project = Project::with(SCHEMA);
    project.write("one.prisma", LOOSE);
    project.write("more/two.prisma", LOOSE);
    let run = project.run("format one.prisma more").exits(0);
    assert_eq!(run.out, "one.prisma\nmore/two.prisma\n");
    assert_eq!(project.read("one.prisma"), TIDY);
    assert_eq!(project.read("more/two.prisma"), TIDY);
    project.run("format nowhere").exits(2);
}

#[test]
fn what_is_missing_is_added_unless_it_is_not_wanted() {
    let schema = "model A {\n  id Int @id\n}\n\nmodel B {\n  id Int @id\n  a  A\n}\n";
    let project = Project::with(schema);
    project.run("format --no-add").exits(0);
    assert_eq!(project.read("schema/main.prisma"), schema);
    project.run("format").exits(0);
    let added = project.read("schema/main.prisma");
    assert!(
        added.contains("bs B[]") && added.contains("aId Int"),
        "{added}"
    );
}

#[test]
fn standard_input_goes_to_standard_output() {
    let project = Project::with(SCHEMA);
    assert_eq!(
        piped(&project, "format -", LOOSE),
        (Some(0), TIDY.to_owned())
    );
    assert_eq!(
        piped(&project, "format --check -", LOOSE),
        (Some(1), String::new())
    );
    assert_eq!(
        piped(&project, "format --check -", TIDY),
        (Some(0), String::new())
    );
}

#[test]
fn a_file_that_is_not_text_stays_as_it_is() {
    let project = Project::with(SCHEMA);
    let path = project.path("schema/bytes.prisma");
    std::fs::write(&path, b"model A {\n  id Int @id // \xff\n}\n").unwrap();
    project.run("format").exits(2).says("is not UTF-8");
    assert!(std::fs::read(&path).unwrap().contains(&0xff));
}

/// To replace a link would cut it, so it is refused; the file that it names can be formatted.
#[cfg(unix)]
#[test]
fn links_are_refused_and_permissions_stay() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let project = Project::with(TIDY);
    project.write("shared.prisma", LOOSE);
    let shared = project.path("shared.prisma");
    std::fs::set_permissions(&shared, std::fs::Permissions::from_mode(0o640)).unwrap();
    symlink(&shared, project.path("schema/link.prisma")).unwrap();
    project.run("format").exits(2).says("link");
    assert_eq!(project.read("shared.prisma"), LOOSE);
    project.run("format shared.prisma").exits(0);
    assert_eq!(project.read("shared.prisma"), TIDY);
    let mode = std::fs::metadata(&shared).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o640);
}
