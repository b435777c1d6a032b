//! How long an editor waits: from a letter that is typed to the faults and to the completions.
//!
//! Unlike elsewhere the clock on the wall counts, since that is what a person waits for.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::{Findings, fresh_folder, ketch, middle, new_project};

const SIZES: [usize; 3] = [100, 1_000, 10_000];

/// The size that the goals are set for.
const REFERENCE: usize = 1_000;

const RUNS: usize = 25;

/// Milliseconds, of the middle run.
struct Waits {
    faults: f64,
    completions: f64,
}

pub(super) fn bench(findings: &mut Findings) -> Result<()> {
    let ketch = ketch()?;
    let mut rows = Vec::new();
    for models in SIZES {
        println!("editor: {models} models");
        let waits = waits(&ketch, models)?;
        if models == REFERENCE {
            findings.goal(
                format!("from a letter to the faults, {REFERENCE} models"),
                waits.faults,
                50.0,
                " ms",
            );
            findings.goal(
                format!("from a letter to the completions, {REFERENCE} models"),
                waits.completions,
                20.0,
                " ms",
            );
        }
        rows.push(vec![
            models.to_string(),
            format!("{:.1} ms", waits.faults),
            format!("{:.1} ms", waits.completions),
        ]);
    }
    findings.table(
        "`ketch lsp` by number of models, in one file: time on the clock, over the protocol",
        &["models", "letter to faults", "letter to completions"],
        &rows,
    );
    Ok(())
}

fn waits(ketch: &Path, models: usize) -> Result<Waits> {
    let folder = fresh_folder(&format!("editor/{models}"))?;
    new_project(&folder, models)?;
    let path = folder.join("schema/schema.prisma");
    let text = fs::read_to_string(&path)?;
    let uri = format!("file://{}", path.display());
    let mut server = Server::start(ketch, &folder)?;
    server.send(&json!({ "id": 0, "method": "initialize", "params": { "capabilities": {} } }))?;
    server.wait(|message| message["id"] == 0)?;
    server.send(
        &json!({ "method": "textDocument/didOpen", "params": { "textDocument":
        { "uri": uri, "languageId": "prisma", "version": 0, "text": text } } }),
    )?;
    server.faults_of(0)?;

    // A field's type, typed and taken back in the middle of the file.
    let field = text[..text.len() / 2]
        .rfind("  id Int @id")
        .context("the synthetic schema has no ids")?;
    let line = text[..field].matches('\n').count();
    let here = json!({ "line": line, "character": 0 });
    let there = json!({ "line": line, "character": 9 });
    let change = |version: usize, typed: bool| {
        let change = match typed {
            true => json!({ "range": { "start": here, "end": here }, "text": "  typed S\n" }),
            false => {
                json!({ "range": { "start": here, "end": { "line": line + 1, "character": 0 } }, "text": "" })
            }
        };
        json!({ "method": "textDocument/didChange", "params": {
            "textDocument": { "uri": uri, "version": version }, "contentChanges": [change] } })
    };
    let (mut faults, mut completions) = (Vec::new(), Vec::new());
    for run in 0..RUNS {
        let version = 4 * run + 1;
        let start = Instant::now();
        server.send(&change(version, true))?;
        server.faults_of(version)?;
        faults.push(start.elapsed().as_secs_f64() * 1e3);
        server.send(&change(version + 1, false))?;
        server.faults_of(version + 1)?;

        let id = version;
        let start = Instant::now();
        server.send(&change(version + 2, true))?;
        server.send(
            &json!({ "id": id, "method": "textDocument/completion", "params": {
            "textDocument": { "uri": uri }, "position": there } }),
        )?;
        let answer = server.wait(|message| message["id"] == id)?;
        completions.push(start.elapsed().as_secs_f64() * 1e3);
        let offered = answer["result"]["items"].as_array().map_or(0, Vec::len);
        anyhow::ensure!(offered > 0, "nothing was offered: {answer}");
        server.send(&change(version + 3, false))?;
        server.faults_of(version + 3)?;
    }
    Ok(Waits {
        faults: middle(&faults),
        completions: middle(&completions),
    })
}

/// A language server, and the two ends of its protocol.
struct Server {
    process: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Server {
    fn start(ketch: &Path, folder: &Path) -> Result<Self> {
        let mut process = Command::new(ketch)
            .arg("lsp")
            .current_dir(folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let input = process.stdin.take().context("no standard input")?;
        let output = process.stdout.take().context("no standard output")?;
        Ok(Self {
            process,
            input,
            output: BufReader::new(output),
        })
    }

    fn send(&mut self, message: &Value) -> Result<()> {
        let text = message.to_string();
        write!(self.input, "Content-Length: {}\r\n\r\n{text}", text.len())?;
        Ok(self.input.flush()?)
    }

    fn faults_of(&mut self, version: usize) -> Result<()> {
        self.wait(|message| {
            message["method"] == "textDocument/publishDiagnostics"
                && message["params"]["version"] == version
        })?;
        Ok(())
    }

    /// Reads up to the message that is waited for.
    fn wait(&mut self, wanted: impl Fn(&Value) -> bool) -> Result<Value> {
        loop {
            let mut length = 0;
            loop {
                let mut line = String::new();
                anyhow::ensure!(self.output.read_line(&mut line)? > 0, "the server is gone");
                match line.trim().split_once(": ") {
                    Some((_, value)) => length = value.parse()?,
                    None => break,
                }
            }
            let mut body = vec![0; length];
            std::io::Read::read_exact(&mut self.output, &mut body)?;
            let message: Value = serde_json::from_slice(&body)?;
            if wanted(&message) {
                return Ok(message);
            }
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
