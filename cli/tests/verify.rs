//! `ketch migrate verify` on the servers: the history of each engine against the schema.

use crate::database::{Database, SERVERS};
use crate::project::{Project, Run};

const SCHEMA: &str = r#"datasource db {
  provider = "sqlite"
}

generator ketch {
  provider = "ketch"
  engines  = ["sqlite", "postgresql", "mysql"]
}

enum Role {
  READER
  WRITER
}

model User {
  id    Int    @id @default(autoincrement())
  email String @unique
  role  Role   @default(READER)
  posts Post[]
}

model Post {
  id       Int    @id @default(autoincrement())
  title    String
  author   User   @relation(fields: [authorId], references: [id])
  authorId Int
}
"#;

#[test]
fn the_history_of_each_engine_makes_what_the_schema_says() {
    let project = Project::with(SCHEMA);
    project.generate().exits(0);
    for (number, (old, new)) in [
        (
            "  title    String\n",
            "  title    String   @default(\"none\")\n  views    BigInt   @default(0)\n",
        ),
        ("  WRITER\n", "  WRITER\n  ADMIN\n"),
        (
            "  email String @unique\n",
            "  email String\n  name  String?\n\n  @@unique([email, name])\n",
        ),
    ]
    .iter()
    .enumerate()
    {
        project.edit("schema/main.prisma", |schema| {
            assert!(schema.contains(old), "{schema}");
            schema.replace(old, new)
        });
        let new = format!(
            "migrate new change{number} --timestamp 2026010{}_000000",
            number + 2
        );
        project.run(&new).exits(0);
    }
    let mut urls = String::new();
    let mut databases = Vec::new();
    for engine in SERVERS {
        if let Some(database) = Database::new(engine, &project.folder, "verify") {
            urls += &format!(" --scratch-url {}", database.url);
            databases.push((engine, database));
        }
    }
    let scratch = |database: &Database, engine: &str| {
        database.query(match engine {
            "mysql" => "SELECT schema_name FROM information_schema.schemata WHERE schema_name LIKE 'ketch\\_verify\\_%'",
            _ => "SELECT datname::text FROM pg_database WHERE datname LIKE 'ketch\\_verify\\_%'",
        })
    };
    let before: Vec<_> = databases
        .iter()
        .map(|(engine, database)| scratch(database, engine.name))
        .collect();
    let run = project.run(&format!("migrate verify{urls}")).exits(0);
    assert!(
        run.out
            .contains("sqlite: the migrations make what the schema says\n"),
        "{run:?}"
    );
    for engine in SERVERS {
        let expected = match databases.iter().any(|(known, _)| *known == engine) {
            true => format!(
                "{}: the migrations make what the schema says\n",
                engine.name
            ),
            false => format!("{}: skipped: ", engine.name),
        };
        assert!(run.out.contains(&expected), "{run:?}");
    }
    // What a database holds is looked at by nobody, and nothing is left on its server.
    for ((engine, database), before) in databases.iter().zip(before) {
        assert_eq!(scratch(database, engine.name), before);
    }

    // SQL that the user edited leads elsewhere.
    for engine in SERVERS {
        let path = format!(
            "migration/sql/m20260102_000000_change0/{}.up.sql",
            engine.name
        );
        project.edit(&path, |sql| {
            let default = sql.find("DEFAULT 0").unwrap();
            format!(
                "{}DEFAULT 7{}",
                &sql[..default],
                &sql[default + "DEFAULT 0".len()..]
            )
        });
    }
    project.run("migrate rehash").exits(0);
    let run = project.run(&format!("migrate verify --json{urls}"));
    let (code, run) = (run.code, run);
    let report: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(report["engines"]["sqlite"]["verdict"], "same", "{run:?}");
    for (engine, _) in &databases {
        let found = &report["engines"][engine.name];
        assert_eq!(found["verdict"], "differs", "{run:?}");
        let differences = found["differences"].as_array().unwrap();
        assert_eq!(differences.len(), 1, "{run:?}");
        let difference = differences[0].as_str().unwrap();
        assert!(
            difference.starts_with("column views of Post: has default"),
            "{difference}"
        );
    }
    assert_eq!(
        code,
        Some(if databases.is_empty() { 0 } else { 1 }),
        "{run:?}"
    );
    project
        .run("migrate verify --scratch-url nonsense")
        .exits(2);
}

/// Scratch databases are made on no server that nobody named for it.
#[test]
fn a_server_elsewhere_is_asked_only_where_it_is_named() {
    let project = Project::with(SCHEMA);
    project.generate().exits(0);
    let url = "postgresql://u:c4n4ry@db.example.com/app";
    let run = Run::of(project.command("migrate verify").env("DATABASE_URL", url)).exits(0);
    assert!(
        run.out.contains(
            "postgresql: skipped: postgresql://u@db.example.com/app is not on this machine"
        ),
        "{run:?}"
    );
    assert!(
        run.out
            .contains("mysql: skipped: no mysql server is named: --scratch-url mysql://…"),
        "{run:?}"
    );
    assert!(!format!("{run:?}").contains("c4n4ry"));
}
