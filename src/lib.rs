//! ketch reads a Prisma-compatible schema and writes a SeaORM 2 entity crate and a
//! sea-orm-migration crate from it.
//!
//! The modules below stand in the order in which the data flows; `ARCHITECTURE.md` draws it.
//! This library is pure apart from [`project`], the only module that touches the file system.

pub mod digest;

pub mod source;

pub mod diagnostic;

pub mod syntax;

pub mod dialect;

pub mod model;

pub mod format;

pub mod diagram;

pub mod database;

pub mod diff;

pub mod introspect;

pub mod output;

pub mod entity;

pub mod migration;

pub mod editor;

pub mod project;

pub use project::{BuildError, Configuration, configure};

/// The version of ketch, as `ketch.lock` records it.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
