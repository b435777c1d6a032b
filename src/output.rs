//! What generating makes: files in memory, named by slash-separated paths.
//!
//! Not for writing them; `project` does that.

/// One file to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GeneratedFile {
    /// Relative to the crate that it belongs to, with `/`.
    pub path: String,
    /// Its text, with LF.
    pub text: String,
    /// Where it comes from in the schema, as in `model Post`; shown in `ketch.lock`.
    pub origin: String,
    /// Who it belongs to once it is written.
    pub kind: FileKind,
}

/// Who a generated file belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FileKind {
    /// Rewritten whenever it differs; listed in `ketch.lock`.
    Owned,
    /// Written once where it is missing, then the user's; never in the lock.
    Once,
    /// Has other writers beside ketch, and its text takes in what they wrote. Written as it is
    /// given, and only when a migration is made; never in the lock.
    Shared,
}
