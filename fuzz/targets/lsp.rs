//! The language server over its protocol: each line is the body of a message. Whatever comes, the
//! server goes on, what it writes is whole, and the last question has an answer.

#![no_main]

use std::io::{self, Cursor, Write};
use std::sync::{Arc, Mutex};

use libfuzzer_sys::fuzz_target;
use serde_json::{Value, json};

/// The document that the seeds are about.
const SCHEMA: &str = "datasource db {
  provider = \"postgresql\"
}

model User {
  id    Int    @id @default(autoincrement())
  name  String @db.VarChar(100)
  state State  @default(OPEN)
  posts Post[]
}

model Post {
  id     Int  @id
  userId Int
  user   User @relation(fields: [userId], references: [id])
}

enum State {
  OPEN
  DONE
}
";

fuzz_target!(|text: &str| {
    let mut input = Vec::new();
    let document =
        json!({ "uri": "untitled:a", "languageId": "prisma", "version": 1, "text": SCHEMA });
    frame(
        &mut input,
        &json!({ "id": "first", "method": "initialize", "params": { "capabilities": {} } })
            .to_string(),
    );
    frame(
        &mut input,
        &json!({ "method": "textDocument/didOpen", "params": { "textDocument": document } })
            .to_string(),
    );
    for line in text.lines().filter(|line| !is_exit(line)) {
        frame(&mut input, line);
    }
    frame(
        &mut input,
        &json!({ "id": "last", "method": "shutdown" }).to_string(),
    );
    frame(&mut input, &json!({ "method": "exit" }).to_string());

    let output = Shared::default();
    assert!(ketch_lsp::serve(Cursor::new(input), output.clone()));
    let written = output.0.lock().expect("nobody panicked").clone();
    let answered = bodies(&written).filter(|body| body["method"].is_null() && body["id"] == "last");
    assert_eq!(answered.count(), 1);
});

/// Whether a message would end the server.
fn is_exit(line: &str) -> bool {
    serde_json::from_str(line).is_ok_and(|message: Value| message["method"] == "exit")
}

fn frame(into: &mut Vec<u8>, body: &str) {
    into.extend(format!("Content-Length: {}\r\n\r\n{body}", body.len()).bytes());
}

/// The messages in what was written, which has nothing else in it.
fn bodies(mut written: &[u8]) -> impl Iterator<Item = Value> {
    std::iter::from_fn(move || {
        if written.is_empty() {
            return None;
        }
        let header = written.strip_prefix(b"Content-Length: ").expect("a header");
        let end = header
            .iter()
            .position(|byte| *byte == b'\r')
            .expect("its end");
        let length = str::from_utf8(&header[..end]).expect("digits");
        let length: usize = length.parse().expect("a length");
        let body = header[end..]
            .strip_prefix(b"\r\n\r\n")
            .expect("the end of the header");
        let (body, rest) = body.split_at(length);
        written = rest;
        Some(serde_json::from_slice(body).expect("JSON"))
    })
}

#[derive(Clone, Default)]
struct Shared(Arc<Mutex<Vec<u8>>>);

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().expect("nobody panicked").extend(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
