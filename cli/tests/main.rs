//! The command as users run it: the real binary on real files.

// Tests read files and the environment; the library's limits are not theirs.
#![allow(clippy::disallowed_methods)]

mod again;
mod check;
mod confirm;
mod database;
mod diagram;
mod format;
mod hostile;
mod init;
mod lacking;
mod lsp;
mod migrate;
mod ownership;
mod prisma;
mod project;
mod secrets;
mod takeover;
mod verify;
