//! `ketch lsp`: the language server protocol over standard input and output.
//!
//! ```text
//! input ─transport─▶ events ─▶ server ─▶ output
//!                       ▲         │ snapshot
//!                       └─ worker ◀┘
//! ```
//!
//! One thread reads, one finds faults, and the main one owns all state and answers in the order of
//! the questions. A message that cannot be understood is answered with an error or left out; none
//! ends the server.
//!
//! Not for what is answered: `ketch::editor` knows that. *snapshot*: the sources of a schema as they
//! were after one change, open documents before what is on the disk.

mod carry;
mod convert;
mod documents;
mod position;
mod server;
mod transport;
mod worker;

use std::sync::mpsc;

use crate::commands::Done;
use crate::exit::Exit;
use server::Server;

/// What the main thread waits for.
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

/// Serves until the client says goodbye or is gone.
pub(crate) fn run() -> Done {
    let (sender, events) = mpsc::channel();
    transport::read_input(sender.clone());
    let worker = worker::start(sender);
    let mut server = Server::new(worker);
    while let Ok(event) = events.recv() {
        server.take(event);
        // Whatever else has come meanwhile is known before the first of it is answered, so that
        // what was cancelled need not be.
        while let Ok(event) = events.try_recv() {
            server.take(event);
        }
        if let Some(clean) = server.work() {
            return Ok(if clean { Exit::Done } else { Exit::Stale });
        }
    }
    Ok(Exit::Stale)
}
