//! A package whose dense entities are so many that rustc's own limit does not do.
#![recursion_limit = "256"]

/// The entities of `schema/`.
pub mod entities {
    include!(concat!(env!("OUT_DIR"), "/entities.rs"));
}
