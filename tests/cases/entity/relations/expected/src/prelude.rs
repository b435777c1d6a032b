//! Every entity by its model's name, and every enum.

pub use super::badge::Entity as Badge;
pub use super::friends::Entity as Friends;
pub use super::membership::Entity as Membership;
pub use super::post::Entity as Post;
pub use super::post_to_tag::Entity as PostToTag;
pub use super::profile::Entity as Profile;
pub use super::relations::LoadLinked;
pub use super::tag::Entity as Tag;
pub use super::team::Entity as Team;
pub use super::user::Entity as User;
