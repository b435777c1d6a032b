//! What is asked on a terminal, and what becomes of the answers: a pseudo terminal is typed into.

use std::fs::OpenOptions;
use std::io::Write;
use std::process::Stdio;

use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};

use crate::project::{Project, Run, SCHEMA};

/// No name under `.invalid` is ever known: nothing is reached, and that is found out at once.
const ELSEWHERE: &str = "postgresql://u:c4n4ry@db.invalid/shop";

/// Runs the command with a terminal to read from, where these lines were typed.
fn typed(project: &Project, arguments: &str, url: Option<&str>, lines: &str) -> Run {
    let terminal = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
    grantpt(&terminal).unwrap();
    unlockpt(&terminal).unwrap();
    let name = ptsname(&terminal, Vec::new()).unwrap();
    let mut open = OpenOptions::new();
    let open = open.read(true).write(true);
    let end = open.open(name.to_str().unwrap()).unwrap();
    let mut typing = std::fs::File::from(terminal);
    typing.write_all(lines.as_bytes()).unwrap();
    let mut command = project.command(arguments);
    command.stdin(Stdio::from(end));
    if let Some(url) = url {
        command.env("DATABASE_URL", url);
    }
    // The other end stays open until it ended.
    let run = Run::of(&mut command);
    drop(typing);
    assert!(!format!("{run:?}").contains("c4n4ry"), "{run:?}");
    run
}

fn project() -> Project {
    let project = Project::with(&SCHEMA.replace("\"sqlite\"", "\"postgresql\""));
    project.generate().exits(0);
    project
}

#[test]
fn a_database_elsewhere_is_changed_once_its_name_is_typed() {
    let project = project();
    let question = "postgresql://u@db.invalid/shop is not on this machine. To change it, type the database's name:";
    let commands = [
        "migrate up",
        "migrate down",
        "migrate redo",
        "migrate reset",
        "migrate fresh",
        "migrate resolve init --applied",
        "migrate baseline",
        "dev",
    ];
    for command in commands {
        let up = |lines| typed(&project, command, Some(ELSEWHERE), lines);
        for wrong in ["shopp\n", "\n", "y\n", "\u{4}"] {
            let answer = wrong.trim_matches(['\n', '\u{4}']);
            let refused =
                format!("`{answer}` is not the name of the database; nothing was changed");
            up(wrong).exits(2).says(question).says(&refused);
        }
        // Now it is tried.
        let reason = "cannot connect to postgresql://u@db.invalid/shop";
        up("shop\n").exits(2).says(question).says(reason);
    }
    // What changes nothing asks nothing.
    let shown = typed(&project, "migrate status", Some(ELSEWHERE), "");
    let shown = shown.exits(2).says("cannot connect to");
    assert!(!shown.err.contains(question), "{shown:?}");
    let foreseen = typed(&project, "migrate up --dry-run", Some(ELSEWHERE), "");
    let foreseen = foreseen.exits(2).says("cannot connect to");
    assert!(!foreseen.err.contains(question), "{foreseen:?}");
}

#[test]
fn the_newest_migration_is_planned_again_where_nobody_else_has_it() {
    let project = Project::with(SCHEMA);
    project.generate().exits(0);
    project.run("migrate up").exits(0);
    project.edit("schema/main.prisma", |text| {
        text.replace("model Post {\n", "model Post {\n  subtitle String?\n")
    });
    let question = "does nobody else have m20260101_000000_init? [y/N]";
    let before = project.read("migration/history");
    for no in ["\n", "n\n", "yes\n"] {
        let refused = typed(&project, "dev --amend", None, no);
        refused.exits(2).says(question).says("nobody has it");
        assert_eq!(project.read("migration/history"), before);
    }
    let amended = typed(&project, "dev --amend", None, "y\n");
    let done = "undone m20260101_000000_init";
    amended.exits(0).says(question).says(done);
    assert_ne!(project.read("migration/history"), before);
}

/// A rename is chosen among the candidates, and data loss is accepted with a yes.
#[test]
fn a_question_of_the_planner_is_answered() {
    let project = Project::with(SCHEMA);
    project.generate().exits(0);
    project.edit("schema/main.prisma", |text| {
        text.replace("  title    String\n", "  headline String\n")
    });
    let new = "migrate new headline --timestamp 20260102_000000";
    let asked = typed(&project, new, None, "1\n");
    println!("{asked:?}");
    asked.exits(0).says("headline");
    let sql = "migration/sql/m20260102_000000_headline/sqlite.up.sql";
    let sql = project.read(sql);
    assert!(sql.contains("RENAME COLUMN"), "{sql}");
}
