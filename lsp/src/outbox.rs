//! What goes to the client. That nobody reads it is found out by reading.

use std::io::Write;

use lsp_server::{Message, Notification, Request, RequestId, Response, ResponseError};
use lsp_types::{Diagnostic, PublishDiagnosticsParams, Uri};
use serde_json::{Value, json};

/// Writes whole frames, each at once.
pub(super) struct Outbox(Box<dyn Write>);

impl Outbox {
    pub(super) fn new(output: impl Write + 'static) -> Self {
        Self(Box::new(output))
    }

    pub(super) fn ask(&mut self, id: &str, method: &str, params: Value) {
        self.write(&Message::Request(Request {
            id: RequestId::from(id.to_owned()),
            method: method.to_owned(),
            params,
        }));
    }

    pub(super) fn respond(&mut self, id: RequestId, answer: Result<Value, ResponseError>) {
        self.write(&Message::Response(match answer {
            Ok(value) => Response::new_ok(id, value),
            Err(error) => Response::new_err(id, error.code, error.message),
        }));
    }

    /// The faults of a document.
    pub(super) fn publish(&mut self, uri: Uri, version: Option<i32>, diagnostics: Vec<Diagnostic>) {
        let params = PublishDiagnosticsParams {
            uri,
            version,
            diagnostics,
        };
        if let Ok(params) = serde_json::to_value(params) {
            self.notify("textDocument/publishDiagnostics", params);
        }
    }

    /// Says something to who reads the client's log.
    pub(super) fn log(&mut self, text: &str) {
        self.notify(
            "window/logMessage",
            json!({ "type": 2, "message": format!("ketch: {text}") }),
        );
    }

    fn notify(&mut self, method: &str, params: Value) {
        self.write(&Message::Notification(Notification {
            method: method.to_owned(),
            params,
        }));
    }

    fn write(&mut self, message: &Message) {
        let _ = message.write(&mut self.0);
        let _ = self.0.flush();
    }
}
