//! `ketch check`: its formats, and what it mends.

use crate::project::{Project, SCHEMA};

/// Faults in two files, two of them on one line.
fn faulty() -> Project {
    let project = Project::empty();
    project.write(
        "schema/a.prisma",
        "datasource db {\n  provider = \"mariadb\"\n}\n\n\
         model User {\n  id: Int @id\n  name string!\n  posts Post[]\n}\n",
    );
    project.write(
        "schema/b.prisma",
        "// Grüße\r\nmodel Post {\r\n  id Int @id\r\n  userId Int\r\n  \
         user User @relation(fields: [userID], references: [\"id\"])\r\n}\r\n",
    );
    project
}

#[test]
fn mends_several_files_and_checks_again() {
    let project = faulty();
    project
        .run("check --fix")
        .exits(0)
        .says("mended schema/b.prisma");
    assert_eq!(
        project.read("schema/a.prisma"),
        "datasource db {\n  provider = \"mysql\"\n}\n\n\
         model User {\n  id Int @id\n  name String\n  posts Post[]\n}\n"
    );
    assert_eq!(
        project.read("schema/b.prisma"),
        "// Grüße\r\nmodel Post {\r\n  id Int @id\r\n  userId Int\r\n  \
         user User @relation(fields: [userId], references: [id])\r\n}\r\n"
    );
    let files = project.files();
    project.run("check --fix").exits(0);
    assert_eq!(project.files(), files, "a second time changes nothing");
}

#[test]
fn leaves_to_the_user_what_is_only_likely() {
    let project = Project::with(&SCHEMA.replace("  title    String", "  title    Strin"));
    let files = project.files();
    project
        .run("check --fix")
        .exits(2)
        .says("did you mean `String`?");
    assert_eq!(project.files(), files);
}

#[test]
fn reports_to_programs() {
    let project = faulty();
    let run = project.run("check --format json").exits(2);
    let faults: Vec<serde_json::Value> = run
        .out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let codes: Vec<&str> = faults
        .iter()
        .map(|fault| fault["code"].as_str().unwrap())
        .collect();
    assert_eq!(
        codes,
        ["E0507", "E0121", "E0205", "E0125", "E0329", "E0309"]
    );
    let place = &faults[4]["labels"][0]["place"];
    assert_eq!(place["file"], "schema/b.prisma");
    assert_eq!(place["start"]["line"], 5);
    assert_eq!(place["start"]["column"], 32);
    let bytes = place["bytes"].as_array().unwrap();
    let range = bytes[0].as_u64().unwrap() as usize..bytes[1].as_u64().unwrap() as usize;
    assert_eq!(&project.read("schema/b.prisma")[range], "userID");
    assert_eq!(faults[4]["suggestions"][0]["edits"][0]["text"], "userId");
    assert_eq!(faults[4]["suggestions"][0]["certain"], true);

    let run = Project::with(SCHEMA).run("check --format json").exits(0);
    assert_eq!(run.out, "");
}

#[test]
fn annotates_a_pull_request() {
    let run = faulty().run("check --format github").exits(2);
    let line = run.out.lines().nth(2).unwrap();
    assert_eq!(
        line,
        "::error file=schema/a.prisma,line=7,endLine=7,col=8,endColumn=14,title=E0205::\
         there is no type, model or enum `string`%0Ahelp: did you mean `String`?"
    );
}

#[test]
fn explains_codes() {
    let project = Project::empty();
    let run = project.run("explain e0104").exits(0);
    assert!(run.out.starts_with("E0104: "), "{}", run.out);
    assert!(run.out.contains("error[E0104]"), "{}", run.out);
    project
        .run("explain E010")
        .exits(2)
        .says("did you mean `E010");
    let run = project.run("explain").exits(0);
    assert!(run.out.lines().count() > 150, "{}", run.out);
}

/// What only making tables finds stops a plan as it stops a migration.
#[test]
fn what_an_engine_cannot_have_is_not_planned() {
    let project = Project::with(
        "generator ketch {\n  provider = \"ketch\"\n}\n\ndatasource db {\n  provider = \"sqlite\"\n}\n\n\
         model Post {\n  id Int @id\n  ID Int\n}\n",
    );
    for command in ["check", "migrate plan", "migrate new init"] {
        let run = project.run(command).exits(2).says("E0603");
        assert!(!run.out.contains("CREATE TABLE"), "{}", run.out);
    }
}
