//! Who writes, and who says what: the table of `ownership.txt`, every cell of it.

use std::process::Stdio;

use crate::project::{Project, Run, SCHEMA, moved};

/// The rows of the table that follows a line, with its head first.
fn table(after: &str) -> Vec<Vec<String>> {
    let text = include_str!("ownership.txt");
    let lines = text
        .lines()
        .skip_while(|line| !line.contains(after))
        .skip_while(|line| !line.contains('|'))
        .take_while(|line| line.contains('|'));
    let cells = |line: &str| line.split('|').map(|cell| cell.trim().to_owned()).collect();
    lines.map(cells).collect()
}

/// A project whose files are in a state, with the owner of a row of the first table.
fn project(owner: &str, state: &str) -> Project {
    let declared: Vec<String> = match owner {
        "unclaimed" | "lock" => Vec::new(),
        names => names.split(' ').map(|name| format!("{name:?}")).collect(),
    };
    let block = if declared.is_empty() {
        String::new()
    } else {
        format!(
            "generator ketch {{\n  provider = \"ketch\"\n  owner = [{}]\n}}\n\n",
            declared.join(", ")
        )
    };
    let schema = block + SCHEMA;
    let project = Project::with(&schema);
    if state == "absent" {
        return project;
    }
    let writer = if owner == "ci" { "ci" } else { "wsl" };
    project
        .run_in(writer, "generate --timestamp 20260101_000000")
        .exits(0);
    for word in state.split(' ') {
        match word {
            "fresh" => {}
            "stale" => project.write("schema/main.prisma", &moved(&schema)),
            "behind" => {
                project.write("schema/main.prisma", &moved(&schema));
                project.run_in(writer, "generate").exits(0);
            }
            "missing" => std::fs::remove_file(project.path("entity/src/tag.rs")).unwrap(),
            "edited" => project.edit("entity/src/tag.rs", |text| text + "// by hand\n"),
            "invalid" => project.edit("schema/main.prisma", |text| text.replace("Int ", "Inn ")),
            "conflict" => project.edit("ketch.lock", |text| {
                let at = text.find("model = ").unwrap();
                let line = text[at..].split_inclusive('\n').next().unwrap();
                let other = line.replace(|char: char| char.is_ascii_digit(), "0");
                text.replace(
                    line,
                    &format!("<<<<<<< HEAD\n{line}=======\n{other}>>>>>>> theirs\n"),
                )
            }),
            "older" | "newer" => project.edit("ketch.lock", |text| {
                let version = if word == "older" { "0.0.9" } else { "99.0.0" };
                let own = format!("ketch = {:?}", env!("CARGO_PKG_VERSION"));
                assert!(text.contains(&own), "{text}");
                text.replace(&own, &format!("ketch = {version:?}"))
            }),
            word => panic!("{word}?"),
        }
    }
    project
}

#[test]
fn every_cell() {
    let who = table("Who may write");
    let what = table("What a command does");
    let mut cells = 0;
    let mut wrong = Vec::new();
    for of_owner in &who[1..] {
        let owner = of_owner[0].as_str();
        for of_state in &what[1..] {
            let (role, state) = of_state[0].split_once(' ').unwrap();
            // Nobody owns before the first run; after it the lock says who does.
            if (owner == "unclaimed") != (state == "absent")
                && ["unclaimed", "lock"].contains(&owner)
            {
                continue;
            }
            let pristine = project(owner, state);
            let (files, mut start) = (pristine.files(), None);
            for (kind, writes) in who[0][1..].iter().zip(&of_owner[1..]) {
                if (writes == "w") != (role == "owner") {
                    continue;
                }
                for (command, cell) in what[0][1..].iter().zip(&of_state[1..]) {
                    cells += 1;
                    let project: Project = start.take().unwrap_or_else(|| pristine.copy());
                    let times = project.times();
                    let arguments = match command.as_str() {
                        flag if flag.starts_with("--") => format!("generate {flag}"),
                        "migrate new" => format!("{command} next --drop Tag --accept-data-loss"),
                        command => command.to_owned(),
                    };
                    let run = run_in(&project, kind, &arguments);
                    let wrote = project.files() != files;
                    let touched = project.times() != times;
                    let found = format!(
                        "{}{}",
                        run.code
                            .map_or("killed".to_owned(), |code| code.to_string()),
                        if wrote { "w" } else { "" }
                    );
                    if found != *cell || (touched && !wrote) {
                        wrong.push(format!(
                            "owner {owner}, in {kind}, {state}, {arguments}: {cell} expected, {found} found{}\n{}{}",
                            if touched { " (touched)" } else { "" },
                            run.out,
                            run.err
                        ));
                    }
                    if !touched {
                        start = Some(project);
                    }
                }
            }
        }
    }
    assert!(cells > 1300, "{cells} cells");
    assert!(
        wrong.is_empty(),
        "{} of {cells}:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// Runs it with a database that is gone afterwards, and is no file of the project.
fn run_in(project: &Project, kind: &str, arguments: &str) -> Run {
    let mut command = project.command(arguments);
    command.env("KETCH_ENVIRONMENT", kind);
    Run::of(command.env("DATABASE_URL", "sqlite::memory:"))
}

#[test]
fn every_cell_of_moving_ownership() {
    let table = table("What `own linux` does");
    let mut wrong = Vec::new();
    for row in &table[1..] {
        for (owner, cell) in table[0][1..].iter().zip(&row[1..]) {
            let project = project(owner, &row[0]);
            let before = project.files();
            let run = project.run_in("macos", "own linux");
            let after = project.files();
            let wrote = before
                .keys()
                .any(|path| before.get(path) != after.get(path));
            let code = run
                .code
                .map_or("killed".to_owned(), |code| code.to_string());
            let found = format!("{code}{}", if wrote { "w" } else { "" });
            let only_the_lock = before
                .iter()
                .all(|(path, text)| path == "ketch.lock" || after.get(path) == Some(text));
            if found != *cell || !only_the_lock || before.len() != after.len() {
                wrong.push(format!(
                    "{owner}, {}: {found}\n{}{}",
                    row[0], run.out, run.err
                ));
            }
        }
    }
    assert!(table.len() > 8, "{} rows", table.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// `dev` in a mirror applies what is pending, writes nothing, and says by its exit that somebody
/// else has to write.
#[test]
fn dev_in_a_mirror_of_a_stale_tree() {
    let project = Project::with(SCHEMA);
    project.generate().exits(0);
    project.edit("schema/main.prisma", |text| moved(&text));
    let before = project.files();
    let dev = project.run_in("ci", "dev --name next");
    dev.exits(3)
        .says("applied m20260101_000000_init")
        .says("run `ketch dev` in wsl");
    std::fs::remove_file(project.path("dev.db")).unwrap();
    assert_eq!(project.files(), before);
}

/// Before anything is sent to a database that is not on this machine, its name is asked for.
#[test]
fn dev_on_a_database_that_is_not_on_this_machine() {
    let schema = SCHEMA.replace("\"sqlite\"", "\"postgresql\"");
    let project = Project::with(&schema);
    project.generate().exits(0);
    let run = |arguments: &str| {
        let mut command = project.command(arguments);
        // Nobody has this address, so that nothing is changed where it is not asked.
        let url = "postgresql://ada:secret@192.0.2.1:5432/shop?connect_timeout=1";
        Run::of(command.env("DATABASE_URL", url).stdin(Stdio::null()))
    };
    for arguments in ["dev", "migrate up", "migrate fresh"] {
        let asked = run(arguments).exits(2).says("--confirm shop");
        assert!(!asked.err.contains("secret"), "{}", asked.err);
        run(&format!("{arguments} --confirm store"))
            .exits(2)
            .says("`store` is not the name of the database; nothing was changed");
    }
}

#[test]
fn the_first_run_claims() {
    let project = Project::with(SCHEMA);
    project
        .run_in("ci", "generate")
        .exits(3)
        .says("any environment but ci");
    project.run_in("windows", "generate").exits(0);
    assert!(project.read("ketch.lock").contains("owner = [\"windows\"]"));
    project
        .run_in("wsl", "generate")
        .exits(0)
        .says("owned by windows");
}

#[test]
fn ownership_is_moved_by_a_line() {
    let project = Project::with(SCHEMA);
    project.run("own").exits(2).says("no ketch.lock yet");
    project.generate().exits(0);
    let before = project.files();

    project.run_in("ci", "own").exits(2).says("ketch own ci");
    project.run("own ubuntu").exits(2).says("ubuntu");
    project.run("own wsl").exits(0).says("as before");
    assert_eq!(project.files(), before);

    project
        .run_in("devcontainer", "own")
        .exits(0)
        .says("is now devcontainer");
    let mut expected = before.clone();
    let lock = expected.get_mut("ketch.lock").unwrap();
    *lock = lock.replace("owner = [\"wsl\"]", "owner = [\"devcontainer\"]");
    assert_eq!(project.files(), expected);

    project.run("own windows wsl ci any").exits(0);
    assert!(
        project
            .read("ketch.lock")
            .contains("owner = [\"any\", \"ci\", \"wsl\", \"windows\"]")
    );
}

#[test]
fn an_owner_in_the_schema_is_moved_there() {
    let project = Project::with(&format!(
        "generator ketch {{\n  provider = \"ketch\"\n  owner = [\"wsl\"]\n}}\n\n{SCHEMA}"
    ));
    project.generate().exits(0);
    project
        .run("own linux")
        .exits(2)
        .says("the schema's ketch block names the owner: wsl");

    project.edit("schema/main.prisma", |text| {
        text.replace("\"wsl\"", "\"wls\"")
    });
    project.run("generate").exits(2).says("wls");
}

#[test]
fn what_this_environment_is_and_means() {
    let project = Project::with(SCHEMA);
    project
        .run("env")
        .exits(0)
        .says("KETCH_ENVIRONMENT=wsl")
        .says("nobody yet")
        .says("claims ownership for wsl");
    project.generate().exits(0);
    project.run("env").exits(0).says("`ketch generate` writes");
    project
        .run_in("macos", "env")
        .exits(0)
        .says("macos")
        .says("wsl (ketch.lock)")
        .says("writes nothing");
    project
        .run_in("ubuntu", "env")
        .exits(2)
        .says("KETCH_ENVIRONMENT");
    Project::empty().run("env").exits(0).says("no schema");
}

#[test]
fn an_edit_is_shown_and_not_overwritten() {
    let project = Project::with(SCHEMA);
    project.generate().exits(0);
    project.edit("entity/src/post.rs", |text| text + "// mine\n");
    project
        .run("generate")
        .exits(2)
        .says("+// mine")
        .says("--force")
        .says("entity/src/post.rs");
    project
        .run("generate --force")
        .exits(0)
        .says("~ entity/src/post.rs");
    assert!(!project.read("entity/src/post.rs").contains("mine"));
}

#[test]
fn an_edited_file_that_is_no_longer_generated_stays() {
    let project = Project::with(SCHEMA);
    project.generate().exits(0);
    project.edit("entity/src/tag.rs", |text| text + "// mine\n");
    project.edit("schema/main.prisma", |text| moved(&text));
    project.run("generate").exits(2).says("entity/src/tag.rs");
    project
        .run("generate --force")
        .exits(0)
        .says("! entity/src/tag.rs");
    assert!(project.read("entity/src/tag.rs").contains("// mine"));
    assert!(!project.read("ketch.lock").contains("entity/src/tag.rs"));
    project
        .run("generate --check --full")
        .exits(1)
        .says("older than the schema");
}

#[test]
fn a_merge_conflict_is_rebuilt_from_the_schema() {
    let project = Project::with(SCHEMA);
    project.generate().exits(0);
    let ours = project.files();
    project.edit("schema/main.prisma", |text| moved(&text));
    project.run("generate").exits(0);
    let theirs = project.files();

    // Both branches changed the lock and a generated file; the schema was merged by hand.
    for name in ["ketch.lock", "entity/src/lib.rs"] {
        let conflict = format!(
            "<<<<<<< HEAD\n{}=======\n{}>>>>>>> theirs\n",
            ours[name], theirs[name]
        );
        project.write(name, &conflict);
    }
    project
        .run_in("ci", "generate")
        .exits(2)
        .says("conflict markers");
    project
        .run("generate --check")
        .exits(2)
        .says("conflict markers");
    project.run("generate").exits(0);
    assert_eq!(project.files(), theirs);

    // Where the sides name different owners, somebody has to choose.
    let lock = &theirs["ketch.lock"];
    let other = lock.replace("owner = [\"wsl\"]", "owner = [\"linux\"]");
    project.write(
        "ketch.lock",
        &format!("<<<<<<< HEAD\n{lock}=======\n{other}>>>>>>> theirs\n"),
    );
    project
        .run("generate")
        .exits(2)
        .says("different owners: wsl and linux");
}
