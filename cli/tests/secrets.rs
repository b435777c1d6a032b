//! The password of a database is in no output of any command, whatever is asked for and however
//! much a program's log is to say.

use std::process::Command;

use crate::project::{Project, Run};

const CANARY: &str = "c4n4ry";

const SCHEMA: &str = r#"generator ketch {
  provider = "ketch"
  engines  = ["sqlite", "postgresql", "mysql"]
}

datasource db {
  provider = "postgresql"
}

model Tag {
  id   Int    @id
  name String @unique
}
"#;

/// Every command of `migrate`, and those beside it that know a database.
fn commands(project: &Project) -> Vec<String> {
    let help = project.run("migrate --help").exits(0).out;
    let (_, list) = help.split_once("Commands:\n").unwrap();
    let mut commands: Vec<String> = list
        .lines()
        .take_while(|line| line.starts_with("  "))
        .filter_map(|line| line.split_whitespace().next())
        .map(|name| {
            let more = match name {
                "new" => " more --timestamp 20260102_000000",
                "resolve" => " m20260101_000000_init --applied",
                "down" | "up" | "redo" => " --json",
                _ => "",
            };
            format!("migrate {name}{more}")
        })
        .collect();
    assert!(commands.len() >= 11, "{commands:?}");
    commands.extend(["dev", "env", "generate", "migrate up --dry-run"].map(str::to_owned));
    commands
}

/// Where a URL can be given.
fn runs(project: &Project, arguments: &str, url: &str) -> [Run; 2] {
    let loud = |command: &mut Command| {
        Run::of(command.envs([("RUST_LOG", "trace"), ("RUST_BACKTRACE", "1")]))
    };
    let by_variable = loud(project.command(arguments).env("DATABASE_URL", url));
    project.write(".env", &format!("DATABASE_URL='{url}'\n"));
    let by_file = loud(&mut project.command(arguments));
    std::fs::remove_file(project.path(".env")).unwrap();
    [by_variable, by_file]
}

#[test]
fn no_command_shows_the_password() {
    let mut urls: Vec<String> = [
        // Nobody there, and addresses that are none.
        "postgresql://me:c4n4ry@127.0.0.1:1/db?connect_timeout=1",
        "mysql://me:c4n4ry@127.0.0.1:1/db?connect_timeout=1",
        "postgresql://me:c4n4ry@127.0.0.1:6432/db",
        "postgresql://me:pa#c4n4ry@127.0.0.1:1/db",
        "postgresql://me@127.0.0.1:1/db?passwort=c4n4ry",
        "oracle://me:c4n4ry@127.0.0.1:1/db",
    ]
    .map(str::to_owned)
    .into();
    match std::env::var("KETCH_TEST_POSTGRESQL") {
        // Trusted whatever the password is; the database is one that is not there.
        Ok(url) => {
            let url = url.replace("postgres@", &format!("postgres:{CANARY}@"));
            let (server, _) = url.rsplit_once('/').unwrap();
            urls.push(format!("{server}/no_such_database"));
        }
        Err(_) => println!("skipped: KETCH_TEST_POSTGRESQL is not set"),
    }
    match std::env::var("KETCH_TEST_MYSQL") {
        // A password that is wrong.
        Ok(url) => urls.push(url.replace("root@", &format!("root:{CANARY}@")) + "mysql"),
        Err(_) => println!("skipped: KETCH_TEST_MYSQL is not set"),
    }
    let project = Project::with(SCHEMA);
    project.generate().exits(0);
    let mut shown = 0;
    for url in &urls {
        for command in commands(&project) {
            for run in runs(&project, &command, url) {
                let output = format!("{}{}", run.out, run.err);
                assert!(
                    !output.contains(CANARY),
                    "{command} with {}:\n{}",
                    url.replace(CANARY, "***"),
                    output.replace(CANARY, "***")
                );
                shown += usize::from(output.contains("127.0.0.1"));
            }
        }
    }
    // Else nothing was asked of a database.
    assert!(shown > urls.len() * 4, "{shown}");
}
