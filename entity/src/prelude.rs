//! Every entity by its model's name, and every enum.

pub use super::asset::Entity as Asset;
pub use super::asset_kind::AssetKind;
pub use super::asset_to_tag::Entity as AssetToTag;
pub use super::membership::Entity as Membership;
pub use super::profile::Entity as Profile;
pub use super::project::Entity as Project;
pub use super::prompt::Entity as Prompt;
pub use super::relations::LoadLinked;
pub use super::role::Role;
pub use super::saving::Prepare;
pub use super::tag::Entity as Tag;
pub use super::user::Entity as User;
