//! What an editor asks about a schema that is being written: what could stand here, what this
//! is, where it comes from and who uses it.
//!
//! Every answer is a function of a parsed schema and an offset in it. A schema in an editor is broken
//! most of the time, so nothing here asks for one without faults.
//!
//! Not for any editor's protocol: the package `ketch-lsp` speaks that. Not for faults: `model` and the
//! stages after it report them.
//!
//! *offset*: a byte of a file's text; one inside of a character is taken for its start.
//! *symbol*: what has a name in a schema. *occurrence*: a place where that name stands.

mod completion;
mod cursor;
mod hover;
mod navigation;
mod occurrences;
mod outline;
mod symbols;
mod vocabulary;

pub use completion::{Completion, CompletionKind, Completions, complete};
pub use hover::{Hover, hover};
pub use navigation::{RenameFault, definition, references, rename, symbol_at};
pub use symbols::{Symbol, SymbolKind, document_symbols, workspace_symbols};
