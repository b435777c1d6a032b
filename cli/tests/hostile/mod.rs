//! What the file system, other processes and other people may do to a run: the tree is the old or
//! the new one, or the next run repairs it, and nothing of the user's is touched.
//!
//! *situation*: what a run finds, and so what it has to create, replace or remove.

mod crowd;
mod disk;
mod killed;
mod tree;

use std::collections::BTreeMap;
use std::fs;

use crate::project::{Project, Run, SCHEMA, moved};

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
