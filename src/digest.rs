//! The one digest that ketch records. `ketch-history` has it, since the runner needs it too.

pub use ketch_history::digest::{Digest, InvalidDigest};
