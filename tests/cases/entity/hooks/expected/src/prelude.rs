//! Every entity by its model's name, and every enum.

pub use super::letter::Entity as Letter;
pub use super::plain::Entity as Plain;
pub use super::saving::Prepare;
