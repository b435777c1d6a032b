//! Every entity by its model's name, and every enum.

pub use super::coupon::Entity as Coupon;
pub use super::key::Entity as Key;
pub use super::level::Level;
pub use super::line::Entity as Line;
pub use super::rank::Entity as Rank;
pub use super::saving::Prepare;
pub use super::settings::Entity as Settings;
pub use super::slot::Entity as Slot;
pub use super::token::Entity as Token;
