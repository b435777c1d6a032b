//! `ketch dev --amend` and `ketch migrate rebase` that are killed between undoing migrations in the
//! database and the end of writing: the same command, given again, ends what was begun.

use crate::database;
use crate::project::{Project, SCHEMA};

/// Two migrations that are applied, with rows, and a schema that moved on.
fn moved_on() -> Project {
    let project = Project::with(SCHEMA);
    project.generate().exits(0);
    add(&project, "subtitle String?");
    let new = "migrate new step --timestamp 20260102_000000";
    project.run(new).exits(0);
    project.run("migrate up").exits(0);
    let rows = r#"INSERT INTO "Tag" VALUES (1, 'a'), (2, 'b')"#;
    database::run(&url(&project), rows);
    add(&project, "summary String?");
    project
}

fn add(project: &Project, line: &str) {
    project.edit("schema/main.prisma", |text| {
        text.replace("model Post {\n", &format!("model Post {{\n  {line}\n"))
    });
}

fn url(project: &Project) -> String {
    format!("sqlite:{}?mode=rwc", project.path("dev.db").display())
}

fn ask(project: &Project, sql: &str) -> Vec<String> {
    database::query(&url(project), sql)
}

#[test]
fn what_was_undone_and_not_written_yet_is_ended_by_the_same_command() {
    let pristine = moved_on();
    for arguments in ["dev --amend --yes", "migrate rebase step"] {
        let mut undone = 0;
        let kills = pristine.kill_at_each_step(arguments, |project, when| {
            let applied = "SELECT version FROM seaql_migrations ORDER BY version";
            undone += usize::from(ask(project, applied) == ["m20260101_000000_init"]);

            let again = project.run(arguments);
            assert_eq!(again.code, Some(0), "{when}: {}{}", again.out, again.err);
            project.run("migrate up").exits(0);
            project.run("migrate check").exits(0);
            let names = ["m20260101_000000_init", "m20260102_000000_step"];
            assert_eq!(ask(project, applied), names, "{when}");
            let columns = "SELECT name FROM pragma_table_info('Post') ORDER BY name";
            let expected = ["authorId", "id", "subtitle", "summary", "title"];
            assert_eq!(ask(project, columns), expected, "{when}");
            let rows = ask(project, r#"SELECT name FROM "Tag" ORDER BY id"#);
            assert_eq!(rows, ["a", "b"], "{when}");
        });
        // From the first one on: between undoing and writing nothing else is to be done.
        assert!(
            undone > 10,
            "{arguments}: killed {undone} times after undoing"
        );
        assert_eq!(undone, kills, "{arguments}");
    }
}
