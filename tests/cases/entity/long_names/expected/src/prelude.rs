//! Every entity by its model's name, and every enum.

pub use super::names::Entity as Names;
