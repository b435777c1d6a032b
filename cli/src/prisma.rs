//! Prisma's generator protocol: JSON-RPC, a line a message, questions on standard input and
//! answers on standard error; standard output is the user's.
//!
//! `prisma generate` calls every generator of a schema, so it calls ketch for its block. ketch is
//! then a mirror: it says whether the crates are fresh, writes nothing, and never makes the call
//! fail, since a TypeScript app must not wait for a Rust one.

use std::io::{BufRead as _, Write as _, stderr, stdin};
use std::path::Path;

use ketch::project::{self, Difference};
use serde_json::{Value, json};

use crate::exit::Exit;
use crate::terminal::{note, say};

/// Answers until the other side hangs up.
pub(crate) fn answer() -> Exit {
    let mut asked = false;
    for line in stdin().lock().lines() {
        let Ok(line) = line else { break };
        let Ok(question) = serde_json::from_str::<Value>(&line) else {
            break;
        };
        asked = true;
        let reply = match question["method"].as_str() {
            Some("getManifest") => {
                // Prisma insists on an output, and shows it.
                json!({ "result": { "manifest": {
                    "prettyName": "ketch (compared, not written)",
                    "defaultOutput": "../entity",
                } } })
            }
            Some("generate") => {
                say(&mirror(&question["params"]));
                json!({ "result": null })
            }
            _ => json!({ "error": { "code": -32601, "message": "no such method" } }),
        };
        if send(reply, &question["id"]).is_err() {
            break;
        }
    }
    if asked {
        return Exit::Done;
    }
    note(
        "ketch: no command given, and nobody speaks Prisma's generator protocol; see ketch --help",
    );
    Exit::Error
}

fn send(mut reply: Value, id: &Value) -> std::io::Result<()> {
    reply["jsonrpc"] = json!("2.0");
    reply["id"] = id.clone();
    let mut stderr = stderr().lock();
    writeln!(stderr, "{reply}")?;
    stderr.flush()
}

/// What a mirror has to say.
fn mirror(options: &Value) -> String {
    let compared = compare(options["schemaPath"].as_str());
    match compared {
        Ok(text) => format!("ketch: {text}"),
        Err(error) => format!("ketch: {error}"),
    }
}

fn compare(schema_path: Option<&str>) -> Result<String, Box<dyn std::error::Error>> {
    let here = std::env::current_dir()?;
    let found = project::find(&here, None);
    // Prisma knows which schema it means; of one in several files it may name any.
    let location = match (schema_path.map(Path::new), found) {
        (Some(path), Ok(location)) if path.starts_with(&location.schema) => location,
        (Some(path), _) => project::find(&here, Some(path))?,
        (None, found) => found?,
    };
    let schema = project::load(&location)?;
    let check = project::check(&location, &schema, false)?;
    if check.diagnostics.has_errors() {
        return Ok("the schema has faults for SeaORM; `ketch check` shows them".to_owned());
    }
    let stale = check.differences.iter().any(Difference::needs_generate);
    Ok(match (check.differences.is_empty(), stale) {
        (true, _) => "the Rust crates are fresh".to_owned(),
        (_, true) => format!(
            "the Rust crates are stale: run `ketch generate` in {}",
            check.ownership.place()
        ),
        (_, false) => "the migrations do not match the schema".to_owned(),
    })
}
