//! `ketch migrate` and `ketch dev` as people use them: sessions in `migrate/*/session.txt`, each in a
//! project of its own, on a SQLite file.
//!
//! A line of a session is a command for this test, and what `ketch` printed stands under its line
//! after a bar; `UPDATE_EXPECT=1` writes it anew.
//! - `$ ARGUMENTS` runs ketch, and `(exit N)` follows where it did not end with 0
//! - `schema FILE` takes a file of the case for the schema
//! - `file PATH FILE` takes a file of the case for another file of the project
//! - `git ARGUMENTS` runs git in the project, and `git! ARGUMENTS` one that ends with a conflict
//! - `edit PATH OLD => NEW` changes a file, `remove PATH` removes it, `show PATH` prints it
//! - `sql STATEMENTS` runs them in the database beside the migrations, `rows QUERY` prints its answers

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::database;
use crate::project::{Project, Run};

#[test]
fn sessions() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/migrate");
    let mut cases: Vec<_> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    cases.sort();
    let mut wrong = Vec::new();
    for case in &cases {
        let path = case.join("session.txt");
        let session = fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
        if session.contains("\ngit ") && Command::new("git").arg("--version").output().is_err() {
            println!("skipped: {} needs git", path.display());
            continue;
        }
        let played = play(&session, case);
        if played != session {
            if std::env::var_os("UPDATE_EXPECT").is_some() {
                fs::write(&path, played).unwrap();
            } else {
                wrong.push(format!("{}:\n{played}", path.display()));
            }
        }
    }
    assert!(cases.len() >= 11, "{} cases", cases.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The session as it goes.
fn play(session: &str, case: &Path) -> String {
    let project = Project::empty();
    let mut text = String::new();
    for line in session.lines() {
        if line.starts_with('|') || line.starts_with('(') {
            continue;
        }
        text += &format!("{line}\n");
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        match word {
            "$" => {
                let Run { code, out, err } = project.run(rest);
                if code != Some(0) {
                    text += &format!("(exit {})\n", code.map_or(-1, |code| code));
                }
                let folder = project.folder.to_str().unwrap();
                let said = format!("{out}{err}").replace(folder, "PROJECT");
                text += &barred(&without_times(&said, session));
            }
            "schema" => {
                let schema = fs::read_to_string(case.join(rest)).unwrap();
                project.write("schema/main.prisma", &schema);
            }
            "file" => {
                let (path, file) = rest.split_once(' ').unwrap();
                project.write(path, &fs::read_to_string(case.join(file)).unwrap());
            }
            "edit" => {
                let (path, change) = rest.split_once(' ').unwrap();
                let (old, new) = change.split_once(" => ").unwrap();
                let (old, new) = (old.replace("\\n", "\n"), new.replace("\\n", "\n"));
                project.edit(path, |text| {
                    assert!(text.contains(&old), "{old:?} is not in {path}:\n{text}");
                    text.replace(&old, &new)
                });
            }
            "sql" => database::run(&dev(&project), rest),
            "rows" => text += &barred(&database::query(&dev(&project), rest).join("\n")),
            "git" | "git!" => {
                let has_conflict = !git(&project, rest);
                assert_eq!(has_conflict, word == "git!", "{}: {line}", case.display());
            }
            "remove" => fs::remove_file(project.path(rest)).unwrap(),
            "show" => text += &barred(&without_times(&project.read(rest), session)),
            "" | "#" => {}
            word => panic!("{}: {word}?", case.display()),
        }
    }
    text
}

#[test]
fn what_only_looks_makes_no_database() {
    let project = Project::with(crate::project::SCHEMA);
    project.run("generate").exits(0);
    for looks in [
        "migrate status",
        "migrate up --dry-run",
        "migrate baseline --dry-run",
    ] {
        let run = project.run(looks);
        assert!(!project.path("dev.db").exists(), "{looks}: {run:?}");
    }
    let status = project.run("migrate status").exits(0);
    assert!(status.out.contains("_init: pending"), "{}", status.out);
    let up = project.run("migrate up --dry-run").exits(0);
    assert!(up.out.contains("would apply"), "{}", up.out);
}

/// The database that the command falls back on.
fn dev(project: &Project) -> String {
    format!("sqlite:{}?mode=rwc", project.path("dev.db").display())
}

/// Runs git as nobody's, with nobody's settings; whether it succeeded.
fn git(project: &Project, arguments: &str) -> bool {
    let mut command = Command::new("git");
    command
        .current_dir(&project.folder)
        .args(arguments.split(' '));
    for (name, value) in [
        ("GIT_CONFIG_GLOBAL", "/dev/null"),
        ("GIT_CONFIG_NOSYSTEM", "1"),
        ("GIT_AUTHOR_NAME", "nobody"),
        ("GIT_AUTHOR_EMAIL", "nobody@example.com"),
        ("GIT_COMMITTER_NAME", "nobody"),
        ("GIT_COMMITTER_EMAIL", "nobody@example.com"),
    ] {
        command.env(name, value);
    }
    let output = command.output().unwrap();
    output.status.success()
}

fn barred(text: &str) -> String {
    let lines = text.lines();
    lines
        .map(|line| format!("| {line}").trim_end().to_owned() + "\n")
        .collect()
}

/// Without what differs from run to run: the times of migrations that the session does not give,
/// how long something took, and digests, which say nothing to a reader.
fn without_times(text: &str, session: &str) -> String {
    let mut result = String::new();
    let mut rest = text;
    while let Some(char) = rest.chars().next() {
        let length = |test: fn(&u8) -> bool| rest.bytes().take_while(test).count();
        let hex = length(|byte| byte.is_ascii_hexdigit());
        let is_time = rest.len() >= 15
            && rest
                .bytes()
                .take(15)
                .enumerate()
                .all(|(at, byte)| match at {
                    8 => byte == b'_',
                    _ => byte.is_ascii_digit(),
                });
        if is_time && !session.contains(&format!("--timestamp {}", &rest[..15])) {
            result += "NOW";
            rest = &rest[15..];
        } else if hex == 64 {
            result += "DIGEST";
            rest = &rest[64..];
        } else {
            let word =
                length(|byte| byte.is_ascii_alphanumeric() || *byte == b'_').max(char.len_utf8());
            // One that begins with a time is looked into.
            let word = if rest.starts_with('m') { 1 } else { word };
            let number = rest[..word].strip_suffix("ms").unwrap_or_default();
            let took = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
            result += if took { "SOME ms" } else { &rest[..word] };
            rest = &rest[word..];
        }
    }
    result
}
