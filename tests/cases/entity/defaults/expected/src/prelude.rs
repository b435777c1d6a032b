//! Every entity by its model's name, and every enum.

pub use super::counter::Entity as Counter;
pub use super::ids::Entity as Ids;
pub use super::saving::Prepare;
