//! What only the user can write: the crates' files that ketch wrote once lack what a later schema
//! needs, and every command that generates or compares says so.

use crate::project::{Project, Run};

const SCHEMA: &str = r#"datasource db {
  provider = "postgresql"
}

generator ketch {
  provider = "ketch"
}

model Post {
  id    Int    @id
  title String
}
"#;

const MANIFEST: &str = "entity/Cargo.toml has less than the schema needs";
const CUSTOM: &str = "entity/src/custom.rs does not have the hooks";

/// A project whose schema moved on after its crates were made, and has its migration.
fn moved(edit: impl FnOnce(&str) -> String) -> Project {
    let project = Project::with(SCHEMA);
    project.generate().exits(0);
    project.write("schema/main.prisma", &edit(SCHEMA));
    project
}

fn next(project: &Project) -> Run {
    project
        .run("generate --name next --timestamp 20260102_000000")
        .exits(0)
}

fn is_silent(run: &Run) {
    assert!(!run.err.contains("warning"), "{}", run.err);
}

fn with_types(schema: &str) -> String {
    schema
        .replace("provider = \"ketch\"\n", "provider = \"ketch\"\n  serde = true\n")
        .replace(
            "title String\n",
            "title String\n  code  String? @default(cuid(2))\n  price Decimal @default(0)\n  tags  String[]\n",
        )
}

#[test]
fn dependencies_are_named_until_they_are_there() {
    let project = moved(with_types);
    let lines = [
        "  cuid = { version = \"2\", default-features = false, features = [\"v2\"] }\n",
        "  sea-orm, with the features \"postgres-array\", \"with-bigdecimal\", \"with-rust_decimal\" too\n",
        "  serde = { version = \"1\", features = [\"derive\"] }\n",
    ];
    let manifest = project.read("entity/Cargo.toml");
    let first = next(&project);
    for run in [
        first,
        project.run("generate").exits(0),
        project.run("generate --check --full").exits(0),
    ] {
        let said = format!(
            "{MANIFEST}, and is yours: write under [dependencies]\n{}",
            lines.concat()
        );
        assert!(run.err.contains(&said), "{}", run.err);
    }
    assert_eq!(project.read("entity/Cargo.toml"), manifest);

    // What is said is enough: a manifest that is born today says nothing else.
    std::fs::remove_file(project.path("entity/Cargo.toml")).unwrap();
    is_silent(&project.run("generate").exits(0));
    is_silent(&project.run("generate --check --full").exits(0));
}

#[test]
fn dev_says_it_before_the_database() {
    let project = moved(with_types);
    project.run("dev --name next").says(MANIFEST);
}

#[test]
fn where_a_manifest_does_not_tell_nothing_is_said() {
    let project = moved(with_types);
    next(&project).says(MANIFEST);
    let package = "[package]\nname = \"entity\"\nversion = \"0.1.0\"\nedition = \"2024\"\n";
    for (dependencies, silent) in [
        (
            "[dependencies]\ncuid.workspace = true\nsea-orm = { workspace = true }\nserde = { workspace = true, features = [] }\n",
            true,
        ),
        // Tables, default features, what other features switch on, `_` for `-`, a condition.
        (
            "[dependencies.sea_orm]\nversion = \"2\"\nfeatures = [\n    \"sqlx-postgres\", # arrays\n    \"with-bigdecimal\",\n]\n[target.'cfg(unix)'.dependencies]\ncuid = \"2\"\nserde = { version = \"1\", features = [\"derive\"], optional = true }\n",
            true,
        ),
        (
            "[features]\ndefault = [\"sea-orm/with-bigdecimal\", \"serde?/derive\"]\n[dependencies]\ncuid = \"2\"\nserde = \"1\"\nsea-orm = { version = \"2\", features = [\"postgres-array\"] }\n",
            true,
        ),
        (
            "[dependencies]\nids = { package = \"cuid\", version = \"2\" }\nserde = { package = \"mine\", path = \"../mine\" }\nsea-orm = { version = \"2\", features = [\"tests-features\"] }\n",
            true,
        ),
        ("this is no TOML", true),
        // Enough of another kind of dependency is not enough.
        (
            "[dependencies]\ncuid = \"2\"\nsea-orm.workspace = true\n[dev-dependencies]\nserde = { version = \"1\", features = [\"derive\"] }\n",
            false,
        ),
        (
            "[dependencies]\ncuid = { version = \"2\", default-features = false, features = [\"v1\"] }\nserde.workspace = true\nsea-orm.workspace = true\n",
            false,
        ),
        ("", false),
    ] {
        project.write("entity/Cargo.toml", &format!("{package}\n{dependencies}"));
        let run = project.run("generate --check --full").exits(0);
        assert_eq!(
            !run.err.contains(MANIFEST),
            silent,
            "{dependencies}\n{}",
            run.err
        );
    }
}

#[test]
fn hooks_are_named_until_a_module_has_them() {
    let project = moved(|schema| schema.replace("model Post {", "/// @ketch.hooks\nmodel Post {"));
    let custom = project.read("entity/src/custom.rs");
    let run = project.run("generate").exits(0);
    assert!(
        run.err.contains(&format!(
            "{CUSTOM} that the schema asks for, and is yours: add\n  mod post;\n"
        )),
        "{}",
        run.err
    );
    assert_eq!(project.read("entity/src/custom.rs"), custom);
    assert!(project.path("entity/src/custom/post.rs").is_file());

    for (more, silent) in [
        ("// mod post;\n", false),
        ("mod posts;\nfn post() {}\n", false),
        ("mod post;\n", true),
        ("pub(crate)  mod\n    post {}\n", true),
        (
            "use crate::post::ActiveModel;\n\nimpl Hooks for ActiveModel {}\n",
            true,
        ),
    ] {
        project.write("entity/src/custom.rs", &format!("{custom}{more}"));
        let run = project.run("generate --check --full").exits(0);
        assert_eq!(!run.err.contains(CUSTOM), silent, "{more}\n{}", run.err);
    }
    project.write("entity/src/custom.rs", "mod all;\n");
    project.write(
        "entity/src/custom/all.rs",
        "impl crate::hooks::Hooks for crate::post::ActiveModel {}\n",
    );
    is_silent(&project.run("generate --check --full").exits(0));
}
