//! Every entity by its model's name, and every enum.

pub use super::colour::Colour;
pub use super::item::Entity as Item;
pub use super::item_to_order::Entity as ItemToOrder;
pub use super::order::Entity as Order;
