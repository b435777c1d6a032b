//! What may stand where ketch writes and reads: links, files of the user's, another checkout's line ends,
//! other folders.

use std::fs;
use std::os::unix::fs::symlink;

use super::{assert_same, expected, first};
use crate::project::{Project, Run, SCHEMA, moved};

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
    project.run("generate").exits(2).says("entity/src/post.rs");
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
