//! All state of the server, and what each message does to it. What is asked of it is in `answers`.

mod answers;

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::Sender;

use ketch::diagnostic::Diagnostic;
use ketch::source::FileId;
use lsp_server::{ErrorCode, Message, Notification, Request, ResponseError};
use lsp_types::{
    DidChangeTextDocumentParams, DidChangeWatchedFilesParams, DidCloseTextDocumentParams,
    DidOpenTextDocumentParams, DidSaveTextDocumentParams, Uri,
};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::Event;
use super::carry::carry;
use super::convert::Client;
use super::documents::{self, Document, Published, Schema, SchemaId, Snapshot};
use super::outbox::Outbox;
use super::position::Encoding;
use super::worker::{Found, Job};

pub(super) struct Server {
    client: Client,
    phase: Phase,
    waiting: VecDeque<Message>,
    cancelled: BTreeSet<String>,
    documents: BTreeMap<Uri, Document>,
    schemas: BTreeMap<SchemaId, Schema>,
    /// What only generating found, and in which snapshot, by schema.
    generating: BTreeMap<SchemaId, (Arc<Snapshot>, Vec<Diagnostic>)>,
    /// Schemas that have changed since the worker was last told.
    changed: BTreeSet<SchemaId>,
    worker: Sender<Job>,
    outbox: Outbox,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    New,
    Running,
    ShutDown,
    /// Whether it was shut down first.
    Over(bool),
}

/// Why a question has no answer.
struct Refusal(ErrorCode, String);

type Answer = Result<Value, Refusal>;

impl Server {
    pub(super) fn new(worker: Sender<Job>, outbox: Outbox) -> Self {
        Self {
            client: Client {
                encoding: Encoding::Utf16,
                snippets: false,
                document_changes: false,
                watches: false,
            },
            phase: Phase::New,
            waiting: VecDeque::new(),
            cancelled: BTreeSet::new(),
            documents: BTreeMap::new(),
            schemas: BTreeMap::new(),
            generating: BTreeMap::new(),
            changed: BTreeSet::new(),
            worker,
            outbox,
        }
    }

    /// Takes note of an event.
    pub(super) fn take(&mut self, event: Event) {
        match event {
            Event::Message(message) => {
                if let Message::Notification(notification) = &*message
                    && notification.method == "$/cancelRequest"
                {
                    self.cancelled.insert(notification.params["id"].to_string());
                } else {
                    self.waiting.push_back(*message);
                }
            }
            Event::Malformed(fault) => {
                self.outbox
                    .log(&format!("a message could not be understood: {fault}"));
            }
            Event::Closed => self.waiting.push_back(Message::Notification(Notification {
                method: "exit".to_owned(),
                params: Value::Null,
            })),
            Event::Found(found) => self.found(found),
        }
    }

    /// Does what is waiting. At the end: whether it ended as it should.
    pub(super) fn work(&mut self) -> Option<bool> {
        while let Some(message) = self.waiting.pop_front() {
            match message {
                Message::Request(request) => self.request(request),
                Message::Notification(notification) => {
                    let done = catch_unwind(AssertUnwindSafe(|| self.notified(notification)));
                    if done.is_err() {
                        self.outbox
                            .log("a notification made ketch panic, which is a fault of ketch");
                    }
                }
                Message::Response(_) => {}
            }
            if let Phase::Over(clean) = self.phase {
                return Some(clean);
            }
        }
        self.cancelled.clear();
        for id in std::mem::take(&mut self.changed) {
            if let Some(schema) = self.schemas.get_mut(&id) {
                // That the worker is gone would have been a panic, and was said.
                let _ = self.worker.send(Job {
                    generation: schema.generation,
                    snapshot: schema.snapshot(&id, &self.documents),
                    schema: id,
                });
            }
        }
        None
    }

    fn request(&mut self, request: Request) {
        let Request { id, method, params } = request;
        let answer = if self.cancelled.remove(&json!(id).to_string()) {
            Err(Refusal(
                ErrorCode::RequestCanceled,
                "it was cancelled".to_owned(),
            ))
        } else {
            catch_unwind(AssertUnwindSafe(|| self.answer(&method, params))).unwrap_or_else(|_| {
                let text = "ketch panicked, which is a fault of ketch".to_owned();
                Err(Refusal(ErrorCode::InternalError, text))
            })
        };
        let answer = answer.map_err(|Refusal(code, message)| ResponseError {
            code: code as i32,
            message,
            data: None,
        });
        self.outbox.respond(id, answer);
        if method == "initialize" && self.client.watches {
            self.wait_for_files();
        }
    }

    fn answer(&mut self, method: &str, params: Value) -> Answer {
        match (self.phase, method) {
            (Phase::New, "initialize") => return Ok(self.initialize(&params)),
            (Phase::New, _) => {
                let text = "`initialize` comes first".to_owned();
                return Err(Refusal(ErrorCode::ServerNotInitialized, text));
            }
            (Phase::Running, "shutdown") => {
                self.phase = Phase::ShutDown;
                return Ok(Value::Null);
            }
            (Phase::Running, "initialize") | (Phase::ShutDown | Phase::Over(_), _) => {
                let text = format!("`{method}` cannot come now");
                return Err(Refusal(ErrorCode::InvalidRequest, text));
            }
            (Phase::Running, _) => {}
        }
        match method {
            "textDocument/completion" => self.completion(read(params)?),
            "textDocument/hover" => self.hover(read(params)?),
            "textDocument/definition" => self.definition(read(params)?),
            "textDocument/references" => self.references(read(params)?),
            "textDocument/prepareRename" => self.prepare_rename(read(params)?),
            "textDocument/rename" => self.rename(read(params)?),
            "textDocument/documentSymbol" => self.document_symbols(read(params)?),
            "workspace/symbol" => self.workspace_symbols(read(params)?),
            "textDocument/formatting" => self.formatting(read(params)?),
            "textDocument/codeAction" => self.code_actions(read(params)?),
            _ => {
                let text = format!("there is no `{method}` here");
                Err(Refusal(ErrorCode::MethodNotFound, text))
            }
        }
    }

    fn initialize(&mut self, params: &Value) -> Value {
        let can = |path: &str| {
            let found = params["capabilities"].pointer(path);
            found.and_then(Value::as_bool).unwrap_or(false)
        };
        let encodings = params["capabilities"].pointer("/general/positionEncodings");
        let counts_bytes = encodings
            .and_then(Value::as_array)
            .is_some_and(|encodings| encodings.contains(&json!("utf-8")));
        self.client = Client {
            encoding: if counts_bytes {
                Encoding::Utf8
            } else {
                Encoding::Utf16
            },
            snippets: can("/textDocument/completion/completionItem/snippetSupport"),
            document_changes: can("/workspace/workspaceEdit/documentChanges"),
            watches: can("/workspace/didChangeWatchedFiles/dynamicRegistration"),
        };
        self.phase = Phase::Running;
        json!({
            "serverInfo": { "name": "ketch", "version": ketch::VERSION },
            "capabilities": {
                "positionEncoding": if counts_bytes { "utf-8" } else { "utf-16" },
                "textDocumentSync": { "openClose": true, "change": 2, "save": true },
                "completionProvider": { "triggerCharacters": ["@", ".", "(", "[", "\"", ":", " "] },
                "hoverProvider": true,
                "definitionProvider": true,
                "referencesProvider": true,
                "renameProvider": { "prepareProvider": true },
                "documentSymbolProvider": true,
                "workspaceSymbolProvider": true,
                "documentFormattingProvider": true,
                "codeActionProvider": { "codeActionKinds": ["quickfix", "source.fixAll"] },
            },
        })
    }

    /// Asks the client to tell when files of a schema change behind its back.
    fn wait_for_files(&mut self) {
        let params = json!({ "registrations": [{
            "id": "schema-files",
            "method": "workspace/didChangeWatchedFiles",
            "registerOptions": { "watchers": [{ "globPattern": "**/*.prisma" }] },
        }] });
        self.outbox
            .ask("schema-files", "client/registerCapability", params);
    }

    fn notified(&mut self, notification: Notification) {
        let Notification { method, params } = notification;
        let taken = match method.as_str() {
            "exit" => {
                self.phase = Phase::Over(self.phase == Phase::ShutDown);
                Ok(())
            }
            _ if self.phase != Phase::Running => Ok(()),
            "textDocument/didOpen" => read(params).map(|params| self.opened(params)),
            "textDocument/didChange" => read(params).map(|params| self.edited(params)),
            "textDocument/didClose" => read(params).map(|params| self.closed(&params)),
            "textDocument/didSave" => read(params).map(|params| self.saved(&params)),
            "workspace/didChangeWatchedFiles" => {
                read(params).map(|params| self.files_changed(&params))
            }
            _ => Ok(()),
        };
        if let Err(Refusal(_, text)) = taken {
            self.outbox.log(&format!("{method}: {text}"));
        }
    }

    fn opened(&mut self, params: DidOpenTextDocumentParams) {
        let item = params.text_document;
        let (id, location) = documents::schema_of(&item.uri);
        let schema = self
            .schemas
            .entry(id.clone())
            .or_insert_with(|| Schema::new(location));
        schema.touch();
        if let Some(fault) = &schema.fault {
            self.outbox.log(fault);
        }
        self.changed.insert(id.clone());
        let document = Document {
            version: item.version,
            text: item.text,
            schema: id,
        };
        self.documents.insert(item.uri, document);
    }

    fn edited(&mut self, params: DidChangeTextDocumentParams) {
        let uri = params.text_document.text_document_identifier.uri;
        let Some(document) = self.documents.get_mut(&uri) else {
            return self
                .outbox
                .log(&format!("{uri} was changed without being open"));
        };
        document.version = params.text_document.version;
        document.change(params.content_changes, self.client.encoding);
        if let Some(schema) = self.schemas.get_mut(&document.schema) {
            schema.touch();
            self.changed.insert(document.schema.clone());
        }
    }

    fn closed(&mut self, params: &DidCloseTextDocumentParams) {
        let Some(document) = self.documents.remove(&params.text_document.uri) else {
            return;
        };
        let id = document.schema;
        if self.documents.values().any(|other| other.schema == id) {
            self.read_again(&id);
        } else if let Some(schema) = self.schemas.remove(&id) {
            self.generating.remove(&id);
            for (uri, published) in schema.published {
                if !published.diagnostics.is_empty() {
                    self.outbox.publish(uri, None, Vec::new());
                }
            }
        }
    }

    fn saved(&mut self, params: &DidSaveTextDocumentParams) {
        if let Some(document) = self.documents.get(&params.text_document.uri) {
            self.read_again(&document.schema.clone());
        }
    }

    fn files_changed(&mut self, params: &DidChangeWatchedFilesParams) {
        let paths = params
            .changes
            .iter()
            .map(|change| change.uri.to_file_path());
        let paths: Vec<_> = paths.filter_map(Result::ok).collect();
        let holds = |schema: &Schema| paths.iter().any(|path| schema.holds(path));
        let schemas = self.schemas.iter().filter(|(_, schema)| holds(schema));
        let touched: Vec<SchemaId> = schemas.map(|(id, _)| id.clone()).collect();
        for id in touched {
            self.read_again(&id);
        }
    }

    /// Reads the files of a schema again.
    fn read_again(&mut self, id: &SchemaId) {
        if let Some(schema) = self.schemas.get_mut(id) {
            schema.read();
            if let Some(fault) = &schema.fault {
                self.outbox.log(fault);
            }
            self.changed.insert(id.clone());
        }
    }

    /// Tells the client what was found, unless there is something newer to look at.
    fn found(&mut self, found: Found) {
        let Found {
            job,
            language,
            generating,
        } = found;
        let Some(schema) = self.schemas.get(&job.schema) else {
            return;
        };
        if schema.generation != job.generation {
            return;
        }
        let has_errors = job.snapshot.schema().1.has_errors();
        let more = match (generating, self.generating.get(&job.schema)) {
            (Some(new), _) => {
                let known = (Arc::clone(&job.snapshot), new.clone());
                self.generating.insert(job.schema.clone(), known);
                new
            }
            (None, Some((old, known))) if !has_errors => carry(old, &job.snapshot, known),
            (None, _) => Vec::new(),
        };
        self.publish(&job, language.iter().chain(&more));
    }

    /// Tells the client the faults of each file of a schema that are not those it knows.
    fn publish<'d>(&mut self, job: &Job, faults: impl Iterator<Item = &'d Diagnostic>) {
        let Some(schema) = self.schemas.get_mut(&job.schema) else {
            return;
        };
        let mut known = std::mem::take(&mut schema.published);
        let mut by_file: BTreeMap<FileId, Vec<lsp_types::Diagnostic>> = BTreeMap::new();
        for fault in faults {
            let shown = self.client.diagnostic(&job.snapshot, fault);
            by_file.entry(fault.span().file).or_default().push(shown);
        }
        let mut published = BTreeMap::new();
        for file in job.snapshot.files() {
            let uri = job.snapshot.uri(file).clone();
            let new = Published {
                version: job.snapshot.version(file),
                diagnostics: by_file.remove(&file).unwrap_or_default(),
            };
            let old = known.remove(&uri);
            // A file that is not open and was never said to have faults has none to take back.
            let silent = old.is_none() && new.version.is_none() && new.diagnostics.is_empty();
            if old.as_ref() != Some(&new) && !silent {
                let name = self.name(&uri);
                let diagnostics = new.diagnostics.clone();
                self.outbox.publish(name, new.version, diagnostics);
            }
            published.insert(uri, new);
        }
        // Files that are gone.
        for (uri, old) in known {
            if !old.diagnostics.is_empty() {
                self.outbox.publish(uri, None, Vec::new());
            }
        }
        if let Some(schema) = self.schemas.get_mut(&job.schema) {
            schema.published = published;
        }
    }

    /// A file as the client spells it.
    fn name(&self, uri: &Uri) -> Uri {
        let mut open = self.documents.keys();
        let same = open.find(|open| documents::normal(open) == *uri);
        same.unwrap_or(uri).clone()
    }
}

fn read<T: DeserializeOwned>(params: Value) -> Result<T, Refusal> {
    serde_json::from_value(params)
        .map_err(|error| Refusal(ErrorCode::InvalidParams, error.to_string()))
}
