//! A database that Prisma made, with rows in it, is taken over and then evolved, on each engine.
//! The files in `takeover/` are a schema and, for each engine, the tables as Prisma makes them.

use std::path::Path;

use crate::database::{Database, Engine, SERVERS, SQLITE};
use crate::project::{Project, Run};

fn file(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/takeover");
    std::fs::read_to_string(folder.join(name)).unwrap()
}

/// A project with the first migration of the schema, and a database that Prisma made.
fn taken_over(engine: Engine) -> Option<(Project, Database)> {
    taken_over_with(engine, "takeover", &[])
}

/// The same where files of SQL were run as well.
fn taken_over_with(engine: Engine, name: &str, more: &[&str]) -> Option<(Project, Database)> {
    let prisma = format!("{}.sql", engine.name);
    let files: Vec<&str> = [prisma.as_str()].iter().chain(more).copied().collect();
    made("schema.prisma", engine, name, &files)
}

/// A project with the first migration of a schema, and a database that files of SQL made.
fn made(schema: &str, engine: Engine, name: &str, sql: &[&str]) -> Option<(Project, Database)> {
    let schema = file(schema).replace("PROVIDER", engine.name);
    let project = Project::with(&schema);
    let database = Database::new(engine, &project.folder, name)?;
    for name in sql {
        for part in file(name).split(";\n") {
            if !part.trim().is_empty() {
                database.run(part);
            }
        }
    }
    project.generate().exits(0);
    Some((project, database))
}

impl Project {
    fn on(&self, database: &Database, arguments: &str) -> Run {
        Run::of(self.command(arguments).env("DATABASE_URL", &database.url))
    }
}

/// The schema moves on, and so does the database.
fn evolves(project: &Project, database: &Database) {
    project.edit("schema/main.prisma", |schema| {
        schema.replace(
            "  title    String\n",
            "  title    String\n  slug     String?   @unique\n",
        )
    });
    let new = project.on(database, "migrate new slugs --timestamp 20260102_000000");
    new.exits(0);
    let up = project.on(database, "migrate up");
    up.exits(0).says("applied m20260102_000000_slugs");
    let status = project.on(database, "migrate status");
    let shown = status.exits(0);
    assert!(
        shown.out.contains("m20260101_000000_init: applied\n"),
        "{}",
        shown.out
    );
    assert!(
        shown.out.contains("m20260102_000000_slugs: applied\n"),
        "{}",
        shown.out
    );
    let ledger = database.query("SELECT migration_name FROM _prisma_migrations");
    assert_eq!(ledger, ["20250101000000_init"]);
}

#[test]
fn postgresql_and_mysql_as_they_are() {
    for engine in SERVERS {
        let Some((project, database)) = taken_over(engine) else {
            continue;
        };
        // Before, nothing is applied, since the tables are there.
        project.on(&database, "migrate up").exits(2);
        if engine.name == "mysql" {
            // What a failed start leaves on MySQL is resolved by hand.
            let name = "m20260101_000000_init --rolled-back";
            project
                .on(&database, &format!("migrate resolve {name}"))
                .exits(0);
        }
        let dry = project.on(&database, "migrate baseline --dry-run");
        dry.exits(0).says("would count as applied");
        let taken = project.on(&database, "migrate baseline");
        taken
            .exits(0)
            .says("m20260101_000000_init counts as applied");
        evolves(&project, &database);
        let posts = match engine.name {
            "mysql" => "SELECT concat(id, ' ', title, ' ', slug IS NULL) FROM Post ORDER BY id",
            _ => {
                "SELECT id || ' ' || title || ' ' || (slug IS NULL)::int FROM \"Post\" ORDER BY id"
            }
        };
        assert_eq!(
            database.query(posts),
            ["a One 1", "b Two 1"],
            "{}",
            engine.name
        );

        // Once it is another, it is told and left alone.
        database.run("ALTER TABLE _prisma_migrations ADD COLUMN own INTEGER");
        let rename = match engine.name {
            "mysql" => "ALTER TABLE Post DROP COLUMN slug",
            _ => "ALTER TABLE \"Post\" DROP COLUMN slug",
        };
        database.run(rename);
        let refused = project.on(&database, "migrate baseline --json");
        let refused = refused.exits(1).says("\"taken_over\":false");
        assert!(
            refused.out.contains("column slug of Post: is missing"),
            "{}",
            refused.out
        );
    }
}

#[test]
fn sqlite_with_its_types_and_values_converted() {
    let Some((project, database)) = taken_over(SQLITE) else {
        return;
    };
    let before =
        database.query("SELECT name || ' ' || ifnull(sql, '') FROM sqlite_master ORDER BY name");
    let refused = project.on(&database, "migrate baseline").exits(1);
    for words in [
        "column balance of User: is DECIMAL, and not TEXT",
        "column settings of User: is JSONB, and not TEXT",
        "moments in createdAt of User: 4 not written as ketch writes them",
        "`ketch migrate baseline --convert` converts it",
    ] {
        assert!(
            refused.out.contains(words),
            "no {words:?} in:\n{}{}",
            refused.out,
            refused.err
        );
    }
    let dry = project
        .on(&database, "migrate baseline --convert --dry-run")
        .exits(0);
    assert!(dry.out.contains("RebuildTable"), "{}", dry.out);
    let after =
        database.query("SELECT name || ' ' || ifnull(sql, '') FROM sqlite_master ORDER BY name");
    assert_eq!(before, after, "nothing was changed so far");

    let taken = project.on(&database, "migrate baseline --convert").exits(0);
    assert!(
        taken.out.contains("converted, with every row"),
        "{}",
        taken.out
    );
    let users = "SELECT id || ' ' || email || ' ' || typeof(balance) || ' ' || balance || ' ' || ifnull(settings, '-') || ' ' || createdAt FROM User ORDER BY id";
    assert_eq!(
        database.query(users),
        file("sqlite.expected").lines().collect::<Vec<_>>()
    );
    let kept = "SELECT name || ' ' || seq FROM sqlite_sequence WHERE name = 'User'";
    assert_eq!(database.query(kept), ["User 40"], "the counter goes on");
    assert_eq!(
        database.query("SELECT id || ' ' || authorId FROM Post ORDER BY id"),
        ["a 1", "b 2"]
    );
    assert_eq!(
        database.query("SELECT name FROM sqlite_master WHERE type = 'trigger'"),
        ["User_email_kept"]
    );
    project
        .on(&database, "migrate baseline")
        .exits(0)
        .says("was taken over before");
    evolves(&project, &database);
    assert_eq!(
        database.query("SELECT id || ' ' || title FROM Post ORDER BY id"),
        ["a One", "b Two"]
    );
}

#[test]
fn what_is_no_difference_of_types_is_not_converted() {
    let Some((project, database)) = taken_over(SQLITE) else {
        return;
    };
    database.run("ALTER TABLE Post ADD COLUMN own TEXT");
    database.run("CREATE TABLE others (id INTEGER)");
    let refused = project.on(&database, "migrate baseline --convert").exits(1);
    assert!(
        refused
            .out
            .contains("column own of Post: is not in the schema"),
        "{}",
        refused.out
    );
    assert!(
        refused.err.contains("left alone: others: a table"),
        "{}",
        refused.err
    );
    assert!(!refused.out.contains("others"), "{}", refused.out);
    let ledgers =
        "SELECT name FROM sqlite_master WHERE name IN ('seaql_migrations', '_ketch_journal')";
    assert!(database.query(ledgers).is_empty());
}

/// What stands beside the schema is no reason to refuse: it is named, and outlives all that follows.
#[test]
fn what_is_beyond_the_schema_stays() {
    for engine in [SQLITE].into_iter().chain(SERVERS) {
        let name = engine.name;
        let more = format!("{name}.beyond.sql");
        let Some((project, database)) = taken_over_with(engine, "beyond", &[&more]) else {
            continue;
        };
        let options = if name == "sqlite" { "--convert" } else { "" };
        let run = |options: &str| project.on(&database, &format!("migrate baseline {options}"));
        let taken = run(options).exits(0);
        let expected = file(&format!("{name}.beyond.expected"));
        let (notes, kept) = expected.split_once("--\n").unwrap();
        let told = taken.err.lines().filter(|line| line.contains("left alone"));
        let told: Vec<&str> = told
            .filter_map(|line| line.split_once("left alone: "))
            .map(|(_, what)| what)
            .collect();
        assert_eq!(told, notes.lines().collect::<Vec<_>>(), "{name}");

        evolves(&project, &database);
        let there = || {
            database.query(match name {
                "sqlite" => {
                    "SELECT type || ' ' || name FROM sqlite_master WHERE lower(name) LIKE 'own%' \
                     UNION ALL SELECT 'check ' || name FROM sqlite_master WHERE sql LIKE '%own_check%' \
                     UNION ALL SELECT 'key over ' || \"from\" FROM pragma_foreign_key_list('Post') ORDER BY 1"
                }
                "mysql" => {
                    "SELECT DISTINCT concat('index ', index_name) AS what FROM information_schema.statistics WHERE table_schema = database() AND index_name LIKE 'own%' \
                     UNION ALL SELECT concat('constraint ', constraint_name) FROM information_schema.table_constraints WHERE table_schema = database() AND constraint_name LIKE 'own%' AND constraint_type <> 'UNIQUE' \
                     UNION ALL SELECT concat('relation ', table_name) FROM information_schema.tables WHERE table_schema = database() AND table_name LIKE 'own%' ORDER BY 1"
                }
                _ => {
                    "SELECT 'constraint ' || conname::text AS what FROM pg_constraint WHERE conname LIKE 'own%' \
                     UNION ALL SELECT 'relation ' || relname::text FROM pg_class WHERE relname LIKE 'own%' \
                     UNION ALL SELECT 'trigger ' || tgname::text FROM pg_trigger WHERE tgname LIKE 'own%' ORDER BY 1"
                }
            })
        };
        assert_eq!(there(), kept.lines().collect::<Vec<_>>(), "{name}");
        let again = run("").exits(0);
        assert!(again.out.contains("was taken over before"), "{again:?}");

        // A table that SQLite makes anew would lose it: it stops instead.
        project.edit("schema/main.prisma", |schema| {
            schema.replace(
                "  email     String   @unique\n",
                "  email     String?  @unique\n",
            )
        });
        let new = "migrate new optional --timestamp 20260103_000000";
        project.on(&database, new).exits(0);
        let up = project.on(&database, "migrate up");
        if name != "sqlite" {
            up.exits(0).says("applied m20260103_000000_optional");
            assert_eq!(there(), kept.lines().collect::<Vec<_>>(), "{name}");
            continue;
        }
        up.exits(2)
            .says("indexes of User that the schema does not know");
        assert_eq!(there(), kept.lines().collect::<Vec<_>>(), "{name}");
        database.run("DROP INDEX own_partial");
        project
            .on(&database, "migrate up --allow-drift")
            .exits(2)
            .says("checks, keys and more of User that the schema does not know");
    }
}

/// SQLite takes any name of a type. What it keeps is the same, so the tables become ketch's with every
/// row as it is.
#[test]
fn a_table_with_types_of_other_tools_is_converted() {
    let project = Project::with(
        "generator ketch {\n  provider = \"ketch\"\n}\n\ndatasource db {\n  provider = \"sqlite\"\n}\n\n\
         enum Kind {\n  STAFF\n  GUEST\n}\n\n\
         model users {\n  id      Int      @id @default(autoincrement())\n  name    String\n  kind    Kind     \
         @default(GUEST)\n  joined  DateTime @default(now())\n  score   Float?\n  balance Decimal?\n  big     BigInt?\n}\n",
    );
    let database = Database::new(SQLITE, &project.folder, "other_types").unwrap();
    database.run(
        "CREATE TABLE users (id integer PRIMARY KEY, name varchar(100) NOT NULL, \
         kind varchar(5) NOT NULL DEFAULT 'GUEST', \
         joined timestamp_text NOT NULL DEFAULT CURRENT_TIMESTAMP, score double, \
         balance decimal(10, 2), big int8)",
    );
    database.run(
        "INSERT INTO users VALUES (7, 'Ada', 'STAFF', '2024-01-01 10:00:00', 1.5, 12.25, 9007199254740993)",
    );
    project.generate().exits(0);
    let looked = project.on(&database, "migrate baseline");
    looked
        .exits(1)
        .says("column name of users: is varchar(100), and not TEXT");
    // A value that is none of the enum's stops it.
    database.run("UPDATE users SET kind = 'OTHER'");
    project.on(&database, "migrate baseline --convert").exits(2);
    database.run("UPDATE users SET kind = 'STAFF'");
    project.on(&database, "migrate baseline --convert").exits(0);
    assert_eq!(
        database
            .query("SELECT concat_ws('|', id, name, kind, joined, score, balance, big) FROM users"),
        ["7|Ada|STAFF|2024-01-01 10:00:00|1.5|12.25|9007199254740993"]
    );
    project.edit("schema/main.prisma", |schema| {
        schema.replace("  score ", "  slug    String?  @unique\n  score ")
    });
    project
        .on(&database, "migrate new slugs --timestamp 20260102_000000")
        .exits(0);
    project.on(&database, "migrate up").exits(0);
}

/// SeaORM's own migrations write a unique column as a constraint of the table, which has no name that
/// a later migration could drop it by: it becomes the index that the schema has. One that the
/// schema does not have stays what it is.
#[test]
fn unique_constraints_become_the_indexes_of_the_schema() {
    let project = Project::with(
        "generator ketch {\n  provider = \"ketch\"\n}\n\ndatasource db {\n  provider = \"sqlite\"\n}\n\n\
         model user {\n  id    Int    @id @default(autoincrement())\n  email String @unique\n  name  String\n  posts post[]\n}\n\n\
         model post {\n  id      Int    @id @default(autoincrement())\n  slug    String\n  user_id Int\n  \
         user    user   @relation(fields: [user_id], references: [id], onDelete: Cascade)\n\n  @@unique([user_id, slug])\n}\n",
    );
    let database = Database::new(SQLITE, &project.folder, "constraints").unwrap();
    database.run(
        "CREATE TABLE \"user\" (\"id\" integer NOT NULL PRIMARY KEY AUTOINCREMENT, \
         \"email\" text NOT NULL UNIQUE, \"name\" text NOT NULL UNIQUE)",
    );
    database.run(
        "CREATE TABLE \"post\" (\"id\" integer NOT NULL PRIMARY KEY AUTOINCREMENT, \"slug\" text NOT NULL, \
         \"user_id\" integer NOT NULL, UNIQUE (\"user_id\", \"slug\"), \
         FOREIGN KEY (\"user_id\") REFERENCES \"user\" (\"id\") ON DELETE CASCADE ON UPDATE CASCADE)",
    );
    database.run("INSERT INTO user VALUES (7, 'a@example.org', 'Ada')");
    database.run("INSERT INTO post VALUES (9, 'first', 7)");
    project.generate().exits(0);
    project
        .on(&database, "migrate baseline")
        .exits(1)
        .says("index user_email_key of user: is missing")
        .says("user: the unique constraint over name");
    project
        .on(&database, "migrate baseline --convert")
        .exits(0)
        .says("converted, with every row");
    assert_eq!(
        database.query(
            "SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name IN ('user', 'post') ORDER BY name"
        ),
        [
            "post_user_id_slug_key",
            "sqlite_autoindex_user_1",
            "user_email_key"
        ]
    );
    let rows = "SELECT concat_ws('|', u.id, email, name, p.id, slug) FROM user u JOIN post p ON p.user_id = u.id";
    assert_eq!(database.query(rows), ["7|a@example.org|Ada|9|first"]);
    project.edit("schema/main.prisma", |schema| {
        schema
            .replace("email String @unique", "email String")
            .replace("[user_id, slug]", "[slug, user_id]")
    });
    project
        .on(&database, "migrate new other --timestamp 20260102_000000")
        .exits(0);
    project.on(&database, "migrate up").exits(0);
    assert_eq!(database.query(rows), ["7|a@example.org|Ada|9|first"]);
}

/// What a run tells, below the line that names its database.
fn told(run: &Run) -> String {
    let (_, told) = run.err.split_once('\n').unwrap();
    told.to_owned()
}

/// What PostgreSQL has of its uniques and foreign keys, in its own words.
const UNIQUES: &str = "SELECT pg_get_indexdef(indexrelid) AS what FROM pg_index \
     WHERE indrelid IN ('\"user\"'::regclass, 'post'::regclass) AND NOT indisprimary \
     UNION ALL SELECT conname || ' on ' || conrelid::regclass || ': ' || pg_get_constraintdef(oid) FROM pg_constraint \
     WHERE contype IN ('u', 'f') AND connamespace <> 'pg_catalog'::regnamespace ORDER BY 1";

/// On PostgreSQL a unique of other tools is a constraint, and a migration that drops its index is refused.
/// It becomes the index that it had, and the foreign keys that rest on it stay.
#[test]
fn unique_constraints_of_postgresql_become_indexes() {
    let [postgresql, _] = SERVERS;
    let sql = ["constraints.postgresql.sql"];
    let made = made("constraints.prisma", postgresql, "constraints", &sql);
    let Some((project, database)) = made else {
        return;
    };
    let on = |arguments: &str| project.on(&database, arguments);
    let before = database.query(UNIQUES);
    let looked = on("migrate baseline --dry-run").exits(0);
    assert_eq!(told(&looked), file("constraints.expected"));
    let shown = on("migrate baseline --convert --dry-run").exits(0);
    assert_eq!(shown.out, file("constraints.convert.expected"));
    assert_eq!(
        database.query(UNIQUES),
        before,
        "nothing was changed so far"
    );

    // It is taken over as it is, too, and converted later.
    let taken = on("migrate baseline").exits(0);
    assert_eq!(told(&taken), told(&looked));
    let converted = on("migrate baseline --convert").exits(0);
    assert!(
        converted.out.contains("converted, with every row"),
        "{converted:?}"
    );
    assert_eq!(
        told(&converted).lines().count(),
        2,
        "of the one that can be deferred"
    );
    let is_index = |line: &&String| {
        let names = ["user_email_key", "own_handle", "post_user_id_slug_key"];
        !names.iter().any(|name| line.starts_with(name))
    };
    let expected: Vec<String> = before.iter().filter(is_index).cloned().collect();
    assert_eq!(database.query(UNIQUES), expected);

    // What the schema drops can go now.
    project.edit("schema/main.prisma", with_other_uniques);
    database.run("ALTER TABLE elsewhere.guest DROP CONSTRAINT guest_key");
    on("migrate new other --timestamp 20260102_000000").exits(0);
    on("migrate up --allow-drift").exits(0);
    let rows = "SELECT concat_ws('|', u.id, email, u.handle, slug, later, m.id) FROM \"user\" u, post, member m";
    assert_eq!(database.query(rows), ["7|a@example.org|ada|first|1|1"]);
}

/// The schema without a unique that a relation rests on, and with the columns of another in another order.
fn with_other_uniques(schema: String) -> String {
    schema
        .replace("@@unique([user_id, slug])", "@@unique([slug, user_id])")
        .replace("  by      user?   @relation(fields: [author], references: [email], onDelete: SetNull)\n", "")
        .replace("  posts   post[]\n", "")
        .replace("email   String    @unique", "email   String")
}

/// On MySQL a unique constraint is its index, and nothing is to be converted.
#[test]
fn unique_constraints_of_mysql_are_indexes() {
    let [_, mysql] = SERVERS;
    let sql = ["constraints.mysql.sql"];
    let Some((project, database)) = made("constraints.prisma", mysql, "constraints", &sql) else {
        return;
    };
    let on = |arguments: &str| project.on(&database, arguments);
    let taken = on("migrate baseline").exits(0);
    assert_eq!(told(&taken), "");
    project.edit("schema/main.prisma", with_other_uniques);
    on("migrate new other --timestamp 20260102_000000").exits(0);
    on("migrate up").exits(0);
    let rows = "SELECT concat_ws('|', u.id, email, u.handle, slug, later, m.id) FROM user u, post, member m";
    assert_eq!(database.query(rows), ["7|a@example.org|ada|first|1|1"]);
}
