//! What the process says at its end.

use std::process::ExitCode;

/// The exit codes of every command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Done, or all is fresh.
    Done = 0,
    /// A check found something stale.
    Stale = 1,
    /// It could not be done.
    Error = 2,
    /// Something would have to be written, and this is not the owner.
    NotOwner = 3,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(exit as u8)
    }
}
