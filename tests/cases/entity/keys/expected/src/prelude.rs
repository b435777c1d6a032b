//! Every entity by its model's name, and every enum.

pub use super::pairs::Entity as Pairs;
pub use super::person::Entity as Person;
pub use super::reading::Entity as Reading;
pub use super::seat::Entity as Seat;
pub use super::summary::Entity as Summary;
