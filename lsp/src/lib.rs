//! `ketch lsp`: the language server protocol, over whatever bytes come in and go out.
//!
//! ```text
//! input ─transport─▶ events ─▶ server ─outbox─▶ output
//!                       ▲         │ snapshot
//!                       └─ worker ◀┘
//! ```
//!
//! One thread reads, one finds faults, and the caller's owns all state and answers in the order of
//! the questions. A message that cannot be understood is answered with an error or left out; none
//! ends the server.
//!
//! Not for what is answered: `ketch::editor` knows that. *snapshot*: the sources of a schema as they
//! were after one change, open documents before what is on the disk.

mod carry;
mod convert;
mod documents;
mod outbox;
mod position;
mod server;
mod transport;
mod worker;

use std::io::{BufRead, Write};
use std::sync::mpsc;

use outbox::Outbox;
use server::Server;

/// What the serving thread waits for.
enum Event {
    /// A message of the client.
    Message(Box<lsp_server::Message>),
    /// A frame that is no message, and what is wrong with it.
    Malformed(String),
    /// The client is gone.
    Closed,
    /// Faults that the worker has found.
    Found(worker::Found),
}

/// Serves until the client says goodbye or is gone; whether it said goodbye as the protocol has it.
///
/// `input` is read on a thread of its own, which is left behind where the client goes without closing it.
pub fn serve(input: impl BufRead + Send + 'static, output: impl Write + 'static) -> bool {
    let (sender, events) = mpsc::channel();
    transport::read_on_a_thread(input, sender.clone());
    let worker = worker::start(sender);
    let mut server = Server::new(worker, Outbox::new(output));
    while let Ok(event) = events.recv() {
        server.take(event);
        // Whatever else has come meanwhile is known before the first of it is answered, so that
        // what was cancelled need not be.
        while let Ok(event) = events.try_recv() {
            server.take(event);
        }
        if let Some(clean) = server.work() {
            return clean;
        }
    }
    false
}
