//! Why the files of the migration crate cannot be made or changed.

use super::Fault;
use ketch_history::HistoryError;

/// Why no migration can be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MigrationError {
    /// Not a name that sea-orm-cli would give.
    #[error(
        "`{0}` is no name for a migration: it must be like m20260101_000000_init, in ASCII letters, digits and _"
    )]
    Name(String),
    /// The name is taken.
    #[error("the migration crate has a migration `{0}` already: choose another name")]
    Taken(String),
    /// The history is no chain.
    #[error("history: {0}")]
    History(#[from] HistoryError),
    /// A migration that was written by hand stands before one that the history has.
    #[error(
        "src/lib.rs of the migration crate has `{0}`, which was written by hand and is not in the history, before migrations that are: move it behind them"
    )]
    Order(String),
    /// The migration crate is not as it was recorded.
    #[error("migrations: {0}")]
    Fault(#[from] Fault),
    /// A past migration cannot be had on an engine that was listed later.
    #[error(
        "the migration `{migration}` is not possible on {engine}: {what}: {why}\nleave {engine} out of `engines`"
    )]
    NotPossible {
        /// The migration's name.
        migration: String,
        /// The engine's name.
        engine: &'static str,
        /// What is not possible.
        what: String,
        /// Why not.
        why: String,
    },
    /// There is no migration of that name.
    #[error("the history has no migration `{0}`")]
    Unknown(String),
    /// What the user wrote into migrations would be lost.
    #[error(
        "these files are not as ketch writes them, and would be written anew:\n  {}\nkeep elsewhere what is to stay, then let it be overwritten with --overwrite",
        .0.join("\n  ")
    )]
    ByUser(Vec<String>),
    /// One that ketch did not write cannot be planned again.
    #[error(
        "`{0}` was written by hand, and ketch cannot plan it again: take its line out of the history, and let src/lib.rs list it last: it joins the history again at the next `ketch migrate new`"
    )]
    ByHand(String),
    /// What the user wrote would not be in the baseline.
    #[error(
        "these files were written by hand, or are not as ketch writes them, and would not be in the baseline:\n  {}\nsquash up to the migration before them",
        .0.join("\n  ")
    )]
    NotFolded(Vec<String>),
    /// A single migration is its own baseline.
    #[error("up to `{0}` there is one migration alone: there is nothing to squash")]
    OneAlone(String),
    /// Both sides of a merge changed `src/lib.rs` beyond the list of migrations.
    #[error(
        "src/lib.rs of the migration crate has a merge conflict in more than its migrations: resolve it, and keep the migrations of both sides"
    )]
    LibraryConflict,
    /// `src/lib.rs` cannot be added to.
    #[error(
        "src/lib.rs of the migration crate has no `vec![…]` of migrations that ends its line: write one, as sea-orm-cli does"
    )]
    Library,
}
