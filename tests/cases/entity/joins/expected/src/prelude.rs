//! Every entity by its model's name, and every enum.

pub use super::post::Entity as Post;
pub use super::post_to_tag::PostToTag;
pub use super::post_to_tag_join::Entity as PostToTagJoin;
pub use super::relations::LoadLinked;
pub use super::tag::Entity as Tag;
pub use super::user::Entity as User;
pub use super::user_join::Entity as UserJoin;
