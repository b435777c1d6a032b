//! Every entity by its model's name, and every enum.

pub use super::job::Entity as Job;
pub use super::job_state::JobState;
pub use super::option::OptionEnum;
pub use super::relation::Relation;
pub use super::relations::LoadLinked;
