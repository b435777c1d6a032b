//! Every entity by its model's name, and every enum.

pub use super::does_not::Entity as DoesNot;
pub use super::fits::Entity as Fits;
pub use super::saving::Prepare;
