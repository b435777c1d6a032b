//! The migration crate's files: what the first migration writes, and what the check says of them.

use ketch::database::lower;
use ketch::diff::Answer;
use ketch::migration::{self, Fault, Files, MigrationError, State, check, first};
use ketch::output::FileKind;

use crate::golden::{load, one_file};

const NAME: &str = "m20260102_030405_init";

/// What templates leave to be filled in.
const WORDS: [&str; 6] = [
    "{package}",
    "{crate}",
    "{version}",
    "{migration}",
    "{drivers}",
    "{arms}",
];

const SCHEMA: &str = r#"
datasource db {
  provider = "sqlite"
}

generator ketch {
  provider = "ketch"
  engines  = ["sqlite", "postgresql"]
}

/// A post.
model Post {
  id    Int     @id @default(autoincrement())
  title String
  slug  String? @unique
}

model Tag {
  name String @id
}
"#;

fn made(text: &str, existing: &Files) -> Result<Files, MigrationError> {
    let data_model = load(text);
    let engines = data_model.settings.engines.iter();
    let schemas: Vec<_> = engines
        .map(|engine| lower(&data_model, *engine).0)
        .collect();
    let files = first(&data_model, &schemas, &one_file(text), NAME, existing)?;
    let mut there = existing.clone();
    for file in files {
        if file.kind != FileKind::Once || !there.contains_key(&file.path) {
            there.insert(file.path, file.text);
        }
    }
    Ok(there)
}

#[test]
fn the_first_migration_fills_the_crate() {
    let files = made(SCHEMA, &Files::new()).unwrap();
    let paths: Vec<&str> = files.keys().map(String::as_str).collect();
    assert_eq!(
        paths,
        [
            "Cargo.toml",
            "head.prisma",
            "history",
            "rustfmt.toml",
            "sql/m20260102_030405_init/postgresql.down.sql",
            "sql/m20260102_030405_init/postgresql.up.sql",
            "sql/m20260102_030405_init/schema.diff",
            "sql/m20260102_030405_init/sqlite.down.sql",
            "sql/m20260102_030405_init/sqlite.up.sql",
            "src/lib.rs",
            "src/m20260102_030405_init.rs",
            "src/main.rs",
            "src/runner.rs",
            "src/sql.rs",
        ]
    );
    for (path, text) in &files {
        // Words in braces are Rust's own in `src/sql.rs`.
        let words = if path == "src/sql.rs" {
            &["{arms}"][..]
        } else {
            &WORDS
        };
        assert!(!words.iter().any(|word| text.contains(word)), "{path}");
        assert!(text.ends_with('\n') && !text.contains('\r'), "{path}");
    }
    assert_eq!(files["head.prisma"].trim(), SCHEMA.trim());
    let sql = &files["src/sql.rs"];
    for (backend, engine) in [("Sqlite", "sqlite"), ("Postgres", "postgresql")] {
        let up = format!("include_str!(\"../sql/{NAME}/{engine}.up.sql\")");
        let down = format!("Some(include_str!(\"../sql/{NAME}/{engine}.down.sql\"))");
        assert!(
            sql.contains(&format!(
                "(\"{NAME}\", DbBackend::{backend}) => ({up}, {down}),"
            )),
            "{sql}"
        );
    }
    assert_eq!(check(&load(SCHEMA), &files), Ok(State::Fresh));
}

#[test]
fn what_databases_do_not_see_needs_no_migration() {
    let files = made(SCHEMA, &Files::new()).unwrap();
    let same = [
        ("/// A post.", "/// Another word for it."),
        (
            "  title String\n  slug  String? @unique\n",
            "  slug  String? @unique\n  title String\n",
        ),
        ("  title String\n", "  headline String @map(\"title\")\n"),
        ("model Post {", "model Article {\n  @@map(\"Post\")\n"),
        ("  name String @id", "  name String @id @default(uuid())"),
        (
            "provider = \"ketch\"",
            "provider = \"ketch\"\n  format = \"dense\"",
        ),
    ];
    for (from, to) in same {
        let text = SCHEMA.replace(from, to);
        assert_ne!(text, SCHEMA);
        assert_eq!(check(&load(&text), &files), Ok(State::Fresh), "{to}");
    }
    let moved = [
        ("  title String\n", ""),
        ("  title String\n", "  title String?\n"),
        ("  title String\n", "  title String @default(\"\")\n"),
        ("  title String\n", "  title Int\n"),
        ("@unique", "@unique(map: \"slug\")"),
        ("model Tag {", "model Label {"),
        (
            "  name String @id",
            "  name String @id @default(dbgenerated(\"'x'\"))",
        ),
    ];
    for (from, to) in moved {
        let text = SCHEMA.replace(from, to);
        assert_ne!(text, SCHEMA);
        assert_eq!(check(&load(&text), &files), Ok(State::Moved), "{to}");
    }
}

#[test]
fn faults_of_the_crate_are_named() {
    let model = load(SCHEMA);
    let files = made(SCHEMA, &Files::new()).unwrap();
    let sqlite = format!("sql/{NAME}/sqlite.up.sql");
    let down = format!("sql/{NAME}/sqlite.down.sql");
    let rust = format!("src/{NAME}.rs");

    assert_eq!(check(&model, &Files::new()), Ok(State::Empty));
    let crlf = files
        .iter()
        .map(|(path, text)| (path.clone(), text.replace('\n', "\r\n")))
        .collect();
    assert_eq!(check(&model, &crlf), Ok(State::Fresh));

    let with = |path: &str, text: Option<String>| {
        let mut files = files.clone();
        match text {
            Some(text) => files.insert(path.to_owned(), text),
            None => files.remove(path),
        };
        check(&model, &files)
    };
    let edited = Err(vec![Fault::Edited {
        path: sqlite.clone(),
    }]);
    assert_eq!(
        with(&sqlite, Some(files[&sqlite].clone() + "DROP TABLE x;\n")),
        edited
    );
    assert_eq!(with(&down, None), edited);
    assert_eq!(
        with(&sqlite, None),
        Err(vec![Fault::Missing {
            path: sqlite.clone()
        }])
    );
    assert_eq!(
        with(&rust, None),
        Err(vec![Fault::Missing { path: rust.clone() }])
    );
    let custom = files[&rust].clone() + "// A backfill.\n";
    assert_eq!(with(&rust, Some(custom)), Ok(State::Fresh));

    let more = load(&SCHEMA.replace("\"postgresql\"", "\"postgresql\", \"mysql\""));
    let fault = Fault::NotRendered {
        migration: NAME.to_owned(),
        engine: "mysql",
    };
    assert_eq!(check(&more, &files), Err(vec![fault]));

    let history = &files["history"];
    let line = history.lines().last().unwrap();
    let twice = format!(
        "{history}{}\n",
        line.replace(NAME, "m20270101_000000_other")
    );
    assert!(
        matches!(with("history", Some(twice)), Err(faults) if matches!(faults[..], [Fault::History(_)]))
    );
}

#[test]
fn a_library_is_added_to_as_sea_orm_cli_does() {
    let by_hand = "m20250101_000000_by_hand";
    let library = format!(
        "pub use sea_orm_migration::prelude::*;\n\nmod {by_hand};\n\npub struct Migrator;\n\n\
         #[async_trait::async_trait]\nimpl MigratorTrait for Migrator {{\n    fn migrations() -> Vec<Box<dyn MigrationTrait>> {{\n        \
         vec![Box::new({by_hand}::Migration)]\n    }}\n}}\n"
    );
    let existing = Files::from([
        ("src/lib.rs".to_owned(), library.clone()),
        (format!("src/{by_hand}.rs"), "// By hand.\n".to_owned()),
    ]);
    let files = made(SCHEMA, &existing).unwrap();
    let expected = library.replace(&format!("mod {by_hand};\n"), &format!("mod {by_hand};\nmod {NAME};\n")).replace(
        &format!("vec![Box::new({by_hand}::Migration)]"),
        &format!("vec![\n            Box::new({by_hand}::Migration),\n            Box::new({NAME}::Migration),\n        ]"),
    );
    assert_eq!(files["src/lib.rs"], expected);
    assert_eq!(
        files["history"]
            .lines()
            .filter(|line| line.starts_with('m'))
            .count(),
        2,
        "{}",
        files["history"]
    );
    assert_eq!(check(&load(SCHEMA), &files), Ok(State::Fresh));

    // What a killed run left: a module without its file.
    let left = library.replace(by_hand, "m20240101_000000_left");
    let files = made(SCHEMA, &Files::from([("src/lib.rs".to_owned(), left)])).unwrap();
    assert!(
        !files["src/lib.rs"].contains("m20240101_000000_left"),
        "{}",
        files["src/lib.rs"]
    );

    let without = Files::from([("src/lib.rs".to_owned(), "pub struct Migrator;\n".to_owned())]);
    assert_eq!(made(SCHEMA, &without), Err(MigrationError::Library));
}

/// The crate after one more migration, to another schema.
fn moved(
    files: &Files,
    text: &str,
    name: &str,
    answers: &[Answer],
) -> Result<Files, MigrationError> {
    let previous = migration::previous(files).unwrap();
    let data_model = load(text);
    let planned = migration::plan(&previous, &data_model, answers);
    let mut there = files.clone();
    for file in migration::next(&data_model, &planned, &one_file(text), name, files)? {
        if file.kind != FileKind::Once || !there.contains_key(&file.path) {
            there.insert(file.path, file.text);
        }
    }
    Ok(there)
}

const SECOND: &str = "m20260203_040506_second";

#[test]
fn the_next_migration_continues_the_chain() {
    let files = made(SCHEMA, &Files::new()).unwrap();
    let text = SCHEMA.replace("  title String\n", "  headline String\n  body String?\n");
    let answer = Answer::rename("Post.title=headline").unwrap();
    let files = moved(&files, &text, SECOND, &[answer]).unwrap();
    assert_eq!(check(&load(&text), &files), Ok(State::Fresh));
    assert_eq!(files["head.prisma"].trim(), text.trim());
    let lines: Vec<&str> = files["history"]
        .lines()
        .filter(|line| line.starts_with('m'))
        .collect();
    let field = |line: &str, name: &str| {
        let mut fields = line.split(' ');
        fields
            .find_map(|field| field.strip_prefix(name))
            .map(str::to_owned)
    };
    assert_eq!(lines.len(), 2);
    assert_eq!(field(lines[1], "parent="), field(lines[0], "chain="));
    assert!(files["src/lib.rs"].contains(&format!("mod {NAME};\nmod {SECOND};\n")));
    let up = &files[&format!("sql/{SECOND}/postgresql.up.sql")];
    assert!(
        up.contains("RENAME COLUMN \"title\" TO \"headline\""),
        "{up}"
    );
    assert!(files.contains_key(&format!("sql/{SECOND}/sqlite.down.sql")));
    assert!(files["src/sql.rs"].contains(&format!("(\"{SECOND}\", DbBackend::Sqlite)")));

    // And once more, from there.
    let last = "m20260304_050607_last";
    let files = moved(&files, SCHEMA, last, &[Answer::drop("Post.headline")]).unwrap();
    let down = format!("sql/{last}/sqlite.down.sql");
    assert!(
        !files.contains_key(&down),
        "what is dropped does not come back"
    );
    let up = &files[&format!("sql/{last}/sqlite.up.sql")];
    assert!(up.starts_with("-- It cannot be undone: "), "{up}");
}

#[test]
fn a_value_that_only_the_user_knows_is_asked_for() {
    let files = made(SCHEMA, &Files::new()).unwrap();
    let text = SCHEMA.replace("  title String\n", "  title String\n  size Int\n");
    let mut files = moved(&files, &text, SECOND, &[]).unwrap();
    let path = |engine: &str| format!("sql/{SECOND}/{engine}.up.sql");
    let Err(faults) = check(&load(&text), &files) else {
        panic!("the open places were not seen");
    };
    assert!(
        matches!(
            &faults[..],
            [Fault::Unfilled { .. }, Fault::Unfilled { .. }]
        ),
        "{faults:?}"
    );
    for engine in ["sqlite", "postgresql"] {
        let filled = files[&path(engine)].replace("ketch_fill_in", "7");
        files.insert(path(engine), filled);
    }
    let Err(faults) = check(&load(&text), &files) else {
        panic!("the edit was not seen");
    };
    assert!(
        matches!(&faults[..], [Fault::Edited { .. }, Fault::Edited { .. }]),
        "{faults:?}"
    );
    for file in migration::rehash(&load(&text), &files).unwrap() {
        files.insert(file.path, file.text);
    }
    assert_eq!(check(&load(&text), &files), Ok(State::Fresh));
}

/// Another version of ketch may have written other SQL than this one would: that is no edit of the
/// user's. What is rehashed is.
#[test]
fn sql_is_the_users_only_where_it_is_not_as_recorded() {
    let mut files = made(SCHEMA, &Files::new()).unwrap();
    let path = format!("sql/{NAME}/sqlite.up.sql");
    let text = format!("-- Otherwise.\n{}", files[&path]);
    let down = files.get(&format!("sql/{NAME}/sqlite.down.sql")).cloned();
    let digest = |up: &str| ketch_history::sql_digest(up, down.as_deref()).to_string();
    let as_otherwise = files["history"].replace(&digest(&files[&path]), &digest(&text));
    files.insert(path.clone(), text.clone());
    assert_eq!(migration::by_user(&files).unwrap().join(" "), path);

    let mut recorded = files.clone();
    recorded.insert("history".to_owned(), as_otherwise);
    assert_eq!(migration::by_user(&recorded).unwrap(), [""; 0]);

    for file in migration::rehash(&load(SCHEMA), &files).unwrap() {
        files.insert(file.path, file.text);
    }
    assert!(
        files["history"].contains(" edited=sqlite"),
        "{}",
        files["history"]
    );
    assert_eq!(migration::by_user(&files).unwrap().join(" "), path);
    // Taken back, it is ketch's again.
    let planned = text.replace("-- Otherwise.\n", "");
    files.insert(path, planned);
    assert_eq!(migration::by_user(&files).unwrap(), [""; 0]);
}

#[test]
fn a_migration_written_by_hand_joins_the_chain() {
    let mut files = made(SCHEMA, &Files::new()).unwrap();
    let by_hand = "m20260131_000000_by_hand";
    let library = files["src/lib.rs"].replace(
        &format!("mod {NAME};\n"),
        &format!("mod {NAME};\nmod {by_hand};\n"),
    );
    files.insert("src/lib.rs".to_owned(), library);
    files.insert(format!("src/{by_hand}.rs"), "// By hand.\n".to_owned());
    let text = SCHEMA.replace("  title String\n", "  title String?\n");
    let files = moved(&files, &text, SECOND, &[]).unwrap();
    let names = migration::names(&files).unwrap();
    assert_eq!(names, [NAME, by_hand, SECOND]);
    assert_eq!(check(&load(&text), &files), Ok(State::Fresh));
}

#[test]
fn the_schemas_that_were_follow_from_each_other() {
    let text = SCHEMA.replace("  title String\n", "  title String?\n");
    let files = made(SCHEMA, &Files::new()).unwrap();
    let files = moved(&files, &text, SECOND, &[]).unwrap();
    assert_eq!(
        files[&format!("sql/{SECOND}/schema.diff")],
        "# What this migration makes of the schema. SQL for engines that are listed later is rendered from it.\n\
         @@ -11,7 +11,7 @@\n /// A post.\n model Post {\n   id    Int     @id @default(autoincrement())\n\
         -  title String\n+  title String?\n   slug  String? @unique\n }\n \n"
    );

    let faults = |path: &str, edit: &dyn Fn(&str) -> String| {
        let mut files = files.clone();
        let text = edit(&files[path]);
        files.insert(path.to_owned(), text);
        check(&load(SCHEMA), &files).unwrap_err()
    };
    let head = faults("head.prisma", &|text| text.replace("String?", "Int?"));
    assert_eq!(head, [Fault::Head]);
    let first = format!("sql/{NAME}/schema.diff");
    // Where it begins to make no sense.
    let path = format!("sql/{SECOND}/schema.diff");
    let broken = faults(&first, &|text| text.replace("+  title String\n", ""));
    assert_eq!(broken, [Fault::Changes { path, line: 2 }]);
    let broken = faults(&first, &|text| {
        text.replace("+  name String @id", "+  name Int @id")
    });
    assert_eq!(broken, [Fault::Head]);
    let path = first.clone();
    let broken = faults(&first, &|text| format!("nonsense\n{text}"));
    assert_eq!(broken, [Fault::Changes { path, line: 1 }]);

    let mut without = files.clone();
    without.remove(&first);
    let missing = vec![Fault::Missing { path: first }];
    assert_eq!(check(&load(&text), &without), Err(missing));

    // A head that goes along is not the one that the history recorded.
    let mut forged = files.clone();
    for path in [format!("sql/{NAME}/schema.diff"), "head.prisma".to_owned()] {
        let text = forged[&path].replace("name String @id", "name Int @id");
        forged.insert(path, text);
    }
    assert_eq!(
        migration::previous(&forged),
        Err(Fault::Model {
            migration: SECOND.to_owned()
        })
    );
}

#[test]
fn files_that_do_not_belong_together_are_named() {
    let files = made(SCHEMA, &Files::new()).unwrap();
    let with = |path: &str| {
        let mut files = files.clone();
        files.insert(path.to_owned(), "-- Nothing.\n".to_owned());
        check(&load(SCHEMA), &files)
    };
    for path in [
        format!("sql/{NAME}/mysql.up.sql"),
        format!("sql/{NAME}/notes.sql"),
        format!("sql/{SECOND}/sqlite.up.sql"),
        format!("src/{SECOND}.rs"),
    ] {
        assert_eq!(with(&path), Err(vec![Fault::Surplus { path }]));
    }
    assert_eq!(with("src/helpers.rs"), Ok(State::Fresh));

    let text = SCHEMA.replace("  title String\n", "  title String?\n");
    let files = moved(&files, &text, SECOND, &[]).unwrap();
    let with = |from: &str, to: &str| {
        let mut files = files.clone();
        let library = files["src/lib.rs"].replace(from, to);
        assert_ne!(library, files["src/lib.rs"]);
        files.insert("src/lib.rs".to_owned(), library);
        check(&load(&text), &files)
    };
    let (first, second) = (format!("mod {NAME};\n"), format!("mod {SECOND};\n"));
    let migration = SECOND.to_owned();
    let unlisted = with(&second, "").unwrap_err();
    assert!(
        unlisted.contains(&Fault::NotListed { migration }),
        "{unlisted:?}"
    );
    let migration = SECOND.to_owned();
    let turned = with(&format!("{first}{second}"), &format!("{second}{first}"));
    assert_eq!(turned, Err(vec![Fault::Order { migration }]));

    // A history that is gone is no new beginning.
    let mut lost = files.clone();
    lost.remove("history");
    assert!(check(&load(&text), &lost).is_err());
}

#[test]
fn names_that_are_none_are_refused() {
    let data_model = load(SCHEMA);
    for name in [
        "init",
        "m20260101_000000_",
        "m20260101_000000_a-b",
        "m20260101_000000_é",
        "../m20260101_000000_x",
    ] {
        let made = first(&data_model, &[], &one_file(SCHEMA), name, &Files::new());
        assert_eq!(made, Err(MigrationError::Name(name.to_owned())));
    }
    let taken = Files::from([(format!("src/{NAME}.rs"), String::new())]);
    assert_eq!(
        made(SCHEMA, &taken),
        Err(MigrationError::Taken(NAME.to_owned()))
    );
    assert_eq!(migration::HISTORY, "history");
}

#[test]
fn planned_again_on_what_it_was_planned_on_it_is_the_same() {
    let files = made(SCHEMA, &Files::new()).unwrap();
    let text = SCHEMA.replace("  title String\n", "  headline String\n");
    let answer = Answer::rename("Post.title=headline").unwrap();
    let second = moved(&files, &text, SECOND, &[answer]).unwrap();
    let rest = migration::without(&second, &[SECOND.to_owned()], false).unwrap();
    for (path, before) in &files {
        // What follows from the migrations that there are is made with the next one.
        if !["src/sql.rs", "src/runner.rs"].contains(&path.as_str()) {
            assert_eq!(rest.files.get(path), Some(before), "{path}");
        }
    }
    assert_eq!(rest.files.len(), files.len());
    // The answer is known, and asked for no more.
    let (previous, next) = (migration::previous(&rest.files).unwrap(), load(&text));
    let answers = rest.answers(&previous, &next, &[]);
    assert_eq!(moved(&rest.files, &text, SECOND, &answers).unwrap(), second);
    // Where it answers nothing any more it goes, and what is said now comes before it.
    assert!(rest.answers(&previous, &load(SCHEMA), &[]).is_empty());
    let dropped = [Answer::drop("Post.title")];
    assert_eq!(rest.answers(&previous, &next, &dropped), dropped);

    let nobody = "m20260101_000000_nobody".to_owned();
    let unknown = migration::without(&second, std::slice::from_ref(&nobody), false);
    assert_eq!(unknown.err(), Some(MigrationError::Unknown(nobody)));
}

#[test]
fn a_library_with_a_conflict_in_more_than_its_migrations_is_the_users_to_merge() {
    let files = made(SCHEMA, &Files::new()).unwrap();
    let of_side = |name: &str, more: &str| {
        let text = SCHEMA.replace(
            "  title String\n",
            &format!("  title String\n  {name} Int?\n"),
        );
        let name = format!("m20260203_040506_{name}");
        let files = moved(&files, &text, &name, &[]).unwrap();
        let library = files["src/lib.rs"].replace("pub struct", &format!("{more}pub struct"));
        (name, files, library)
    };
    let merged = |more: [&str; 2]| {
        let (ours, mut both, library) = of_side("ours", more[0]);
        let (_, theirs, other) = of_side("theirs", more[1]);
        let marked = |a: &str, b: &str| format!("<<<<<<< HEAD\n{a}=======\n{b}>>>>>>> theirs\n");
        let history = marked(&both["history"], &theirs["history"]);
        both.extend(theirs);
        both.insert("history".to_owned(), history);
        both.insert("src/lib.rs".to_owned(), marked(&library, &other));
        migration::without(&both, &[ours], false)
    };
    let rest = merged(["// Mine.\n", "// Mine.\n"]).unwrap();
    let library = &rest.files["src/lib.rs"];
    assert!(library.contains("// Mine.\npub struct"), "{library}");
    assert!(
        library.contains("mod m20260203_040506_theirs;\n"),
        "{library}"
    );
    assert!(!library.contains("_ours"), "{library}");
    assert!(!library.contains("<<<<<<<"), "{library}");
    let refused = merged(["// Mine.\n", "// Theirs.\n"]);
    assert_eq!(refused.err(), Some(MigrationError::LibraryConflict));
}
