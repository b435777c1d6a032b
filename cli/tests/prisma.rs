//! Prisma's generator protocol, by hand and with the real Prisma CLI.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::project::{Project, Run, SCHEMA, moved};

/// Asks as Prisma does; answers, and what the user sees.
fn ask(project: &Project, questions: &[Value]) -> (Vec<Value>, String) {
    let mut child = project
        .command("")
        .env("PRISMA_GENERATOR_INVOCATION", "true")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    for question in questions {
        writeln!(stdin, "{question}").unwrap();
    }
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    let answers = String::from_utf8(output.stderr).unwrap();
    let answers = answers
        .lines()
        .map(|line| serde_json::from_str(line).unwrap());
    (answers.collect(), String::from_utf8(output.stdout).unwrap())
}

fn generate(project: &Project) -> String {
    let path = project.path("schema");
    let question = json!({
        "jsonrpc": "2.0", "id": 2, "method": "generate",
        "params": { "schemaPath": path, "datamodel": "", "generator": { "config": {} } },
    });
    let before = (project.files(), project.times());
    let (answers, shown) = ask(project, &[question]);
    assert_eq!(
        answers,
        [json!({ "jsonrpc": "2.0", "id": 2, "result": null })]
    );
    assert_eq!((project.files(), project.times()), before);
    shown
}

#[test]
fn it_compares_and_writes_nothing() {
    let project = Project::with(SCHEMA);
    let manifest = json!({ "jsonrpc": "2.0", "id": 1, "method": "getManifest", "params": {} });
    let (answers, shown) = ask(&project, &[manifest, json!({ "id": 7, "method": "x" })]);
    assert_eq!(shown, "");
    assert_eq!(answers[0]["id"], 1);
    assert!(
        answers[0]["result"]["manifest"]["prettyName"]
            .as_str()
            .unwrap()
            .contains("ketch")
    );
    assert!(answers[0]["result"]["manifest"]["defaultOutput"].is_string());
    assert_eq!(answers[1]["id"], 7);
    assert_eq!(answers[1]["error"]["code"], -32601);

    assert!(generate(&project).contains("stale: run `ketch generate` in any environment but ci"));
    project.generate().exits(0);
    assert!(generate(&project).contains("fresh"));
    project.edit("schema/main.prisma", |text| moved(&text));
    assert!(generate(&project).contains("stale: run `ketch generate` in wsl"));
    // What is wrong for SeaORM must not stop a TypeScript app.
    project.edit("schema/main.prisma", |text| text.replace("Int ", "Inn "));
    assert!(generate(&project).contains("ketch check"));
}

#[test]
fn a_pipe_without_a_question_is_told_of_the_help() {
    let project = Project::empty();
    for input in ["", "hello\n"] {
        project.write("input", input);
        let mut command = project.command("");
        command.stdin(fs::File::open(project.path("input")).unwrap());
        Run::of(&mut command).exits(2).says("ketch --help");
    }
}

/// The folder of an npm project with Prisma 7; nothing where there is no npm or no registry.
fn prisma() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("prisma-cli");
    // npm writes it last: without it an install was not finished.
    let installed = folder.join("node_modules/.package-lock.json");
    if !installed.exists() {
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("package.json"), "{ \"private\": true }\n").unwrap();
        let outcome = Command::new("npm")
            .current_dir(&folder)
            .args(["install", "--ignore-scripts", "--no-audit", "--no-fund"])
            .args(["prisma@7", "@prisma/client@7"])
            .output();
        if !outcome.is_ok_and(|output| output.status.success()) {
            return None;
        }
    }
    installed.exists().then_some(folder)
}

#[test]
fn the_real_prisma_cli_is_not_tripped() {
    let Some(prisma) = prisma() else {
        println!("skipped: no npm, or no Prisma from it");
        return;
    };
    let block = "generator ketch {\n  provider = \"ketch\"\n  owner    = [\"wsl\"]\n  engines  = [\"sqlite\", \"postgresql\"]\n}\n\n";
    let client =
        "generator client {\n  provider = \"prisma-client\"\n  output   = \"../generated\"\n}\n\n";
    let project = Project::with(&format!("{client}{block}{SCHEMA}"));
    project.write("package.json", "{ \"private\": true }\n");
    std::os::unix::fs::symlink(prisma.join("node_modules"), project.path("node_modules")).unwrap();
    // `prisma generate` does not run the engine, and must not download it.
    let engine = prisma.join("no-engine");
    fs::write(&engine, "").unwrap();
    let folder = Path::new(env!("CARGO_BIN_EXE_ketch")).parent().unwrap();
    let path = format!("{}:{}", folder.display(), std::env::var("PATH").unwrap());
    let generate = |arguments: &[&str]| {
        let mut command = Command::new(project.path("node_modules/.bin/prisma"));
        command
            .current_dir(&project.folder)
            .args(["generate", "--schema", "schema", "--no-hints"])
            .args(arguments)
            .env("PATH", &path)
            .env("KETCH_ENVIRONMENT", "wsl")
            .env("PRISMA_SCHEMA_ENGINE_BINARY", &engine)
            .env("CHECKPOINT_DISABLE", "1");
        Run::of(&mut command)
    };
    generate(&[])
        .exits(0)
        .says("stale: run `ketch generate` in wsl")
        .says("Prisma Client");
    assert!(project.path("generated").exists());
    assert!(!project.path("entity").exists() && !project.path("ketch.lock").exists());
    fs::remove_file(project.path("node_modules")).unwrap();
    project.generate().exits(0);
    std::os::unix::fs::symlink(prisma.join("node_modules"), project.path("node_modules")).unwrap();
    generate(&[]).exits(0).says("the Rust crates are fresh");
    // Where ketch is not installed.
    generate(&["--generator", "client"]).exits(0);
}
