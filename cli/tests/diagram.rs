//! `ketch diagram`: what it writes, and that it tells a stale diagram.

use crate::project::{Project, SCHEMA, moved};

#[test]
fn a_diagram_is_written_and_checked() {
    let project = Project::with(SCHEMA);
    project.run("diagram --output schema.svg --check").exits(1);
    project.run("diagram --output schema.svg").exits(0);
    assert!(project.read("schema.svg").starts_with("<svg "));
    project.run("diagram --output schema.svg --check").exits(0);

    project.edit("schema.svg", |text| text.replace('\n', "\r\n"));
    project.run("diagram --output schema.svg --check").exits(0);

    project.edit("schema/main.prisma", |text| moved(&text));
    project.run("diagram --output schema.svg --check").exits(1);
}

#[test]
fn the_language_is_that_of_the_extension_or_the_one_named() {
    let project = Project::with(SCHEMA);
    project.run("diagram --output schema.mmd").exits(0);
    assert!(project.read("schema.mmd").starts_with("erDiagram\n"));
    let run = project.run("diagram --format dot").exits(0);
    assert!(run.out.starts_with("graph schema {\n"));
    project
        .run("diagram --output schema.png")
        .exits(2)
        .says("`.svg`, `.mmd` (Mermaid) or `.dot`");
    assert!(!project.path("schema.png").exists());
    project
        .run("diagram --output schema.txt --format mermaid")
        .exits(0);
}

#[test]
fn a_schema_with_faults_is_not_drawn() {
    let project = Project::with(&SCHEMA.replace("Post[]", "Pots[]"));
    project.run("diagram --output schema.svg").exits(2);
    assert!(!project.path("schema.svg").exists());
}
