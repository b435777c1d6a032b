//! Nothing: what matters is this package's build script.
