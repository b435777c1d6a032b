//! The language server, driven over its real protocol as a process.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use serde_json::{Value, json};

use crate::project::Project;

/// A client with a server of its own.
struct Client {
    server: Child,
    input: Option<ChildStdin>,
    messages: Receiver<Value>,
    next_id: i64,
    /// The newest diagnostics and their version, by document.
    published: BTreeMap<String, (Value, Vec<Value>)>,
}

impl Client {
    fn start(folder: &Path) -> Self {
        let mut server = Command::new(env!("CARGO_BIN_EXE_ketch"))
            .arg("lsp")
            .current_dir(folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let (sender, messages) = channel();
        let mut output = BufReader::new(server.stdout.take().unwrap());
        std::thread::spawn(move || {
            while let Some(message) = frame(&mut output) {
                if sender.send(message).is_err() {
                    return;
                }
            }
        });
        Self {
            input: server.stdin.take(),
            server,
            messages,
            next_id: 0,
            published: BTreeMap::new(),
        }
    }

    /// A server that was told what the client understands.
    fn with(folder: &Path, capabilities: Value) -> Self {
        let mut client = Self::start(folder);
        client.ask("initialize", json!({ "capabilities": capabilities }));
        client.tell("initialized", json!({}));
        client
    }

    fn bytes(&mut self, bytes: &[u8]) {
        let input = self.input.as_mut().unwrap();
        input.write_all(bytes).unwrap();
        input.flush().unwrap();
    }

    fn send(&mut self, message: &Value) {
        let text = message.to_string();
        self.bytes(format!("Content-Length: {}\r\n\r\n{text}", text.len()).as_bytes());
    }

    fn tell(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    fn request(&mut self, method: &str, params: Value) -> i64 {
        self.next_id += 1;
        let id = self.next_id;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        id
    }

    /// The next message; what is published is kept.
    fn receive(&mut self) -> Value {
        let message = self.messages.recv_timeout(Duration::from_secs(60)).unwrap();
        if message["method"] == "textDocument/publishDiagnostics" {
            let params = &message["params"];
            let list = params["diagnostics"].as_array().unwrap().clone();
            let uri = params["uri"].as_str().unwrap().to_owned();
            self.published
                .insert(uri, (params["version"].clone(), list));
        }
        message
    }

    fn response(&mut self, id: i64) -> Value {
        loop {
            let message = self.receive();
            if message["id"] == id && message.get("method").is_none() {
                return message;
            }
        }
    }

    fn ask(&mut self, method: &str, params: Value) -> Value {
        let id = self.request(method, params);
        let response = self.response(id);
        assert!(response.get("error").is_none(), "{method}: {response}");
        response["result"].clone()
    }

    fn refusal(&mut self, method: &str, params: Value) -> Value {
        let id = self.request(method, params);
        self.response(id)["error"].clone()
    }

    fn open(&mut self, uri: &str, text: &str) {
        self.tell(
            "textDocument/didOpen",
            json!({ "textDocument": { "uri": uri, "languageId": "prisma", "version": 1, "text": text } }),
        );
    }

    fn change(&mut self, uri: &str, version: i64, changes: Value) {
        self.tell(
            "textDocument/didChange",
            json!({ "textDocument": { "uri": uri, "version": version }, "contentChanges": changes }),
        );
    }

    /// The codes of a document's diagnostics, once those of a version are there.
    fn codes(&mut self, uri: &str, version: impl Into<Value>) -> Vec<String> {
        let version = version.into();
        while self.published.get(uri).is_none_or(|(of, _)| *of != version) {
            self.receive();
        }
        let (_, list) = &self.published[uri];
        list.iter()
            .map(|fault| fault["code"].as_str().unwrap().to_owned())
            .collect()
    }

    fn at(uri: &str, line: u32, character: u32) -> Value {
        json!({ "textDocument": { "uri": uri }, "position": { "line": line, "character": character } })
    }

    fn labels(&mut self, uri: &str, line: u32, character: u32) -> Vec<String> {
        let list = self.ask("textDocument/completion", Self::at(uri, line, character));
        let items = list["items"].as_array().unwrap().iter();
        items
            .map(|item| item["label"].as_str().unwrap().to_owned())
            .collect()
    }

    /// Says goodbye; the exit code.
    fn end(mut self) -> i32 {
        assert_eq!(self.ask("shutdown", Value::Null), Value::Null);
        self.tell("exit", Value::Null);
        self.server.wait().unwrap().code().unwrap()
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

fn frame(output: &mut impl BufRead) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line).ok()? == 0 {
            return None;
        }
        if line == "\r\n" {
            break;
        }
        if let Some(value) = line.strip_prefix("Content-Length: ") {
            length = value.trim().parse().unwrap();
        }
    }
    let mut body = vec![0; length];
    output.read_exact(&mut body).ok()?;
    serde_json::from_slice(&body).ok()
}

fn uri(project: &Project, path: &str) -> String {
    format!("file://{}", project.path(path).display())
}

const BASE: &str = "datasource db {
  provider = \"postgresql\"
}

enum State {
  OPEN
  PAID
}
";

const SHOP: &str = "/// Somebody who buys. 😀
model Customer {
  id     Int     @id
  /* 😀 */ name String @db.VarChar(100)
  orders Order[]
}

model Order {
  id         Int      @id
  customerId Int
  customer   Customer @relation(fields: [customerId], references: [id])
  state      State    @default(OPEN)
}
";

fn shop() -> (Project, String, String) {
    let project = Project::empty();
    project.write("schema/base.prisma", BASE);
    project.write("schema/shop.prisma", SHOP);
    let (base, shop) = (
        uri(&project, "schema/base.prisma"),
        uri(&project, "schema/shop.prisma"),
    );
    (project, base, shop)
}

#[test]
fn a_session_over_two_files() {
    let (project, base, shop) = shop();
    let mut client = Client::with(
        &project.folder,
        json!({ "workspace": { "workspaceEdit": { "documentChanges": true } } }),
    );
    client.open(&shop, SHOP);
    assert!(client.codes(&shop, 1).is_empty());

    // The other file is read from the disk.
    let found = client.ask("textDocument/definition", Client::at(&shop, 11, 15));
    assert_eq!(found[0]["uri"], base.as_str());
    assert_eq!(
        found[0]["range"]["start"],
        json!({ "line": 4, "character": 5 })
    );
    let hover = client.ask("textDocument/hover", Client::at(&shop, 11, 4));
    let text = hover["contents"]["value"].as_str().unwrap();
    assert!(text.contains("| Rust | `State` |"), "{text}");
    assert!(text.contains("DEFAULT 'OPEN'"), "{text}");
    assert_eq!(
        client.labels(&shop, 11, 31),
        ["OPEN", "PAID", "dbgenerated"]
    );

    let unformatted = SHOP.replace("  id     Int     @id", "  id Int @id");
    client.change(&shop, 2, json!([{ "text": unformatted }]));
    let edits = client.ask(
        "textDocument/formatting",
        json!({ "textDocument": { "uri": shop }, "options": { "tabSize": 2, "insertSpaces": true } }),
    );
    let edits = edits.as_array().unwrap();
    assert_eq!(edits.len(), 1, "{edits:?}");
    assert!(
        edits[0]["newText"]
            .as_str()
            .unwrap()
            .starts_with("  id     Int     @id\n")
    );
    client.change(&shop, 1, json!([{ "text": SHOP }]));

    // A rename reaches both, and says for which version it is.
    let mut params = Client::at(&shop, 11, 15);
    params["newName"] = json!("Status");
    let edit = client.ask("textDocument/rename", params.clone());
    let changes = edit["documentChanges"].as_array().unwrap();
    let of = |change: &Value| change["textDocument"].clone();
    assert_eq!(of(&changes[0]), json!({ "uri": base, "version": null }));
    assert_eq!(of(&changes[1]), json!({ "uri": shop, "version": 1 }));
    params["newName"] = json!("Order");
    let refusal = client.refusal("textDocument/rename", params);
    assert_eq!(refusal["message"], "`Order` is taken");
    let range = client.ask("textDocument/prepareRename", Client::at(&shop, 11, 15));
    assert_eq!(range["start"], json!({ "line": 11, "character": 13 }));
    let found = client.ask(
        "textDocument/references",
        json!({ "textDocument": { "uri": shop }, "position": { "line": 7, "character": 8 },
                "context": { "includeDeclaration": true } }),
    );
    assert_eq!(found.as_array().unwrap().len(), 2);

    let symbols = client.ask(
        "textDocument/documentSymbol",
        json!({ "textDocument": { "uri": shop } }),
    );
    assert_eq!(symbols[1]["children"][3]["detail"], "State");
    let symbols = client.ask("workspace/symbol", json!({ "query": "stat" }));
    let names = symbols.as_array().unwrap().iter();
    let names: Vec<&str> = names
        .map(|symbol| symbol["name"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["State", "state"]);

    // An open document goes before what is on the disk; closed, it does no more.
    client.open(&base, &BASE.replace("OPEN", "NEW"));
    assert!(client.codes(&base, 1).is_empty());
    while client.published[&shop].1.is_empty() {
        client.receive();
    }
    assert_eq!(client.codes(&shop, 1).len(), 1);
    client.tell(
        "textDocument/didClose",
        json!({ "textDocument": { "uri": base } }),
    );
    while !client.published[&shop].1.is_empty() {
        client.receive();
    }

    // A file that changes on the disk.
    project.write("schema/base.prisma", &BASE.replace("State", "Phase"));
    client.tell(
        "workspace/didChangeWatchedFiles",
        json!({ "changes": [{ "uri": base, "type": 2 }] }),
    );
    while client.published[&shop].1.is_empty() {
        client.receive();
    }
    assert_eq!(client.end(), 0);
}

#[test]
fn a_suggestion_becomes_an_action() {
    let (project, _, shop) = shop();
    let mut client = Client::with(&project.folder, json!({}));
    client.open(&shop, &SHOP.replace("customerId Int\n", "customerId Itn\n"));
    assert_eq!(client.codes(&shop, 1).len(), 1);
    let fault = client.published[&shop].1[0].clone();
    let actions = client.ask(
        "textDocument/codeAction",
        json!({ "textDocument": { "uri": shop }, "range": fault["range"],
                "context": { "diagnostics": [] } }),
    );
    assert_eq!(actions[0]["title"], "Change to `Int`");
    assert_eq!(actions[0]["kind"], "quickfix");
    let edit = &actions[0]["edit"]["changes"][&shop][0];
    assert_eq!(edit["newText"], "Int");
    assert_eq!(edit["range"], fault["range"]);
    let elsewhere = client.ask(
        "textDocument/codeAction",
        json!({ "textDocument": { "uri": shop }, "context": { "diagnostics": [] },
                "range": { "start": { "line": 0, "character": 0 }, "end": { "line": 0, "character": 0 } } }),
    );
    assert_eq!(elsewhere, json!([]));
}

#[test]
fn positions_are_counted_as_the_client_counts() {
    let (project, _, shop) = shop();
    for (capabilities, encoding, character) in [
        (json!({}), "utf-16", 11),
        (
            json!({ "general": { "positionEncodings": ["utf-16", "utf-8"] } }),
            "utf-8",
            13,
        ),
    ] {
        let mut client = Client::start(&project.folder);
        let answer = client.ask("initialize", json!({ "capabilities": capabilities }));
        assert_eq!(answer["capabilities"]["positionEncoding"], encoding);
        client.open(&shop, SHOP);
        let range = client.ask(
            "textDocument/prepareRename",
            Client::at(&shop, 3, character),
        );
        assert_eq!(range["start"]["character"], character, "{encoding}");
        // An edit behind the emoji, in the same units.
        client.change(
            &shop,
            2,
            json!([{ "range": { "start": { "line": 3, "character": character },
                                "end": { "line": 3, "character": character + 4 } },
                     "text": "title" }]),
        );
        assert!(client.codes(&shop, 2).is_empty());
        let symbols = client.ask(
            "textDocument/documentSymbol",
            json!({ "textDocument": { "uri": shop } }),
        );
        assert_eq!(symbols[0]["children"][1]["name"], "title");
    }
}

#[test]
fn nothing_that_a_client_sends_ends_the_server() {
    let (project, _, shop) = shop();
    let mut client = Client::start(&project.folder);
    let error = client.refusal("textDocument/hover", Client::at(&shop, 0, 0));
    assert_eq!(error["code"], -32002, "before `initialize`");
    client.ask("initialize", json!({ "capabilities": "none" }));
    client.open(&shop, SHOP);
    for bytes in [
        "Content-Length: 3\r\n\r\n{{{",
        "Content-Length: nonsense\r\n\r\n",
        "\r\n\r\nhello\r\n",
        "Content-Length: 2\r\nContent-Type: text/html\r\n\r\n[]",
        "Content-Length: 0\r\n\r\n",
    ] {
        client.bytes(bytes.as_bytes());
    }
    client.tell("textDocument/didChange", json!({ "textDocument": 1 }));
    client.tell("textDocument/didOpen", json!(null));
    client.tell("nothing/known", json!([]));
    client.tell("$/cancelRequest", json!({}));
    client.change("file:///not/open.prisma", 1, json!([]));
    client.open("untitled:Untitled-1", "model A {\n  id Int @id\n}\n");
    client.open("file:///nowhere/at/all.prisma", "model A {\n");
    // Neither is a file, and the whole disk is no schema.
    client.open("untitled:/", "model A {\n");
    client.open("file:///", "model A {\n");
    client.send(&json!({ "jsonrpc": "2.0", "id": 1, "result": null }));
    client.change(
        &shop,
        2,
        json!([{ "range": { "start": { "line": 99, "character": 99 },
                            "end": { "line": 3, "character": 0 } }, "text": "\n" }]),
    );
    let far = Client::at(&shop, u32::MAX, u32::MAX);
    client.ask("textDocument/completion", far.clone());
    client.ask("textDocument/hover", far);
    let unknown = client.refusal("textDocument/astrology", json!({}));
    assert_eq!(unknown["code"], -32601);
    let wrong = client.refusal("textDocument/hover", json!({ "position": "here" }));
    assert_eq!(wrong["code"], -32602);
    let not_open = client.refusal("textDocument/hover", Client::at("file:///x.prisma", 0, 0));
    assert_eq!(not_open["code"], -32602);

    // What is cancelled before its turn is not answered.
    let many: Vec<i64> = (0..200)
        .map(|_| client.request("textDocument/hover", Client::at(&shop, 2, 3)))
        .collect();
    for id in &many {
        client.tell("$/cancelRequest", json!({ "id": id }));
    }
    let answers: Vec<Value> = many.iter().map(|id| client.response(*id)).collect();
    let cancelled = answers
        .iter()
        .filter(|answer| answer["error"]["code"] == -32800);
    println!("{} of 200 were cancelled in time", cancelled.count());

    client.ask("shutdown", Value::Null);
    let late = client.refusal("textDocument/hover", Client::at(&shop, 0, 0));
    assert_eq!(late["code"], -32600);
    client.tell("exit", Value::Null);
    assert_eq!(client.server.wait().unwrap().code(), Some(0));
}

#[test]
fn without_a_client_the_server_ends() {
    let (project, ..) = shop();
    let mut client = Client::with(&project.folder, json!({}));
    client.input = None;
    assert_eq!(client.server.wait().unwrap().code(), Some(1));
}

/// A schema of many models in one file, each related to the one before it.
fn large(models: usize) -> String {
    let mut text = "datasource db {\n  provider = \"postgresql\"\n}\n".to_owned();
    for index in 0..models {
        let before = index.checked_sub(1);
        writeln!(text, "\nmodel Model{index} {{\n  id    Int    @id").unwrap();
        writeln!(
            text,
            "  title String @unique\n  state State{index} @default(OPEN)"
        )
        .unwrap();
        if let Some(before) = before {
            writeln!(
                text,
                "  linkId Int\n  link Model{before} @relation(fields: [linkId], references: [id])"
            )
            .unwrap();
        }
        if index + 1 < models {
            writeln!(text, "  links Model{}[]", index + 1).unwrap();
        }
        writeln!(text, "}}\n\nenum State{index} {{\n  OPEN\n  DONE\n}}").unwrap();
    }
    text
}

#[test]
fn edits_in_a_schema_of_a_thousand_models() {
    let project = Project::empty();
    let mut text = large(1_000);
    project.write("schema/schema.prisma", &text);
    let schema = uri(&project, "schema/schema.prisma");
    let mut client = Client::with(&project.folder, json!({}));
    client.open(&schema, &text);
    assert!(client.codes(&schema, 1).is_empty());

    // A field is typed, letter by letter, in the middle; completion is asked for on the way.
    let target = text.find("model Model500 {").unwrap();
    let line = text[..target].matches('\n').count() as u32 + 1;
    let start = text[target..].find('\n').unwrap() + target + 1;
    let mut version = 1;
    for (column, letter) in "  again Model499?\n".chars().enumerate() {
        version += 1;
        text.insert(start + column, letter);
        let here = json!({ "line": line, "character": column });
        client.change(
            &schema,
            version,
            json!([{ "range": { "start": here, "end": here }, "text": letter.to_string() }]),
        );
        if column == 14 {
            let labels = client.labels(&schema, line, column as u32 + 1);
            assert_eq!(labels[..3], ["Model49", "Model490", "Model491"]);
        }
    }
    // It has no relation to the other side, which is said of the newest version.
    let codes = client.codes(&schema, version);
    assert!(!codes.is_empty());
    // The same text all at once gives the same faults.
    let incremental = client.published[&schema].1.clone();
    client.change(&schema, version + 1, json!([{ "text": text }]));
    client.codes(&schema, version + 1);
    assert_eq!(client.published[&schema].1, incremental);

    // Undone, the faults are gone.
    let gone = json!({ "start": { "line": line, "character": 0 }, "end": { "line": line + 1, "character": 0 } });
    client.change(&schema, version + 2, json!([{ "range": gone, "text": "" }]));
    assert!(client.codes(&schema, version + 2).is_empty());
    let mut params = Client::at(&schema, line - 1, 8);
    params["newName"] = json!("Renamed");
    let edit = client.ask("textDocument/rename", params);
    assert_eq!(edit["changes"][&schema].as_array().unwrap().len(), 3);
    assert_eq!(client.end(), 0);
}
