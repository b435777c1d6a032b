//! Every entity by its model's name, and every enum.

pub use super::account::Entity as Account;
pub use super::friends::Entity as Friends;
pub use super::main_topics::Entity as MainTopics;
pub use super::note::Entity as Note;
pub use super::post::Entity as Post;
pub use super::post_to_tag::Entity as PostToTag;
pub use super::profile::Entity as Profile;
pub use super::relations::LoadLinked;
pub use super::tag::Entity as Tag;
pub use super::topic::Entity as Topic;
pub use super::topics::Entity as Topics;
pub use super::user::Entity as User;
