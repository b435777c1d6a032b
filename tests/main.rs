//! The tests of the library and of the repository, as one binary.

// Tests read files and the environment; the library's limits are not theirs.
#![allow(clippy::disallowed_methods)]

mod architecture;
mod diagnostics;
mod diagram;
mod editor;
mod entity;
mod format;
mod golden;
mod hostile;
mod language;
mod migration;
mod project;
mod sql;
mod transition;
mod types;
