//! Every entity by its model's name, and every enum.

pub use super::kind::Kind;
pub use super::note::Entity as Note;
pub use super::user::Entity as User;
