//! `ketch lsp`: the language server over standard input and output.

use std::io;

use super::Done;
use crate::exit::Exit;

pub(crate) fn run() -> Done {
    let clean = ketch_lsp::serve(io::BufReader::new(io::stdin()), io::stdout());
    Ok(if clean { Exit::Done } else { Exit::Stale })
}
