//! What happens when a `user` is saved.

use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue, Set};

use crate::hooks::Hooks;
use crate::user::ActiveModel;

#[async_trait::async_trait]
impl Hooks for ActiveModel {
    /// An address is one in any case of letters.
    async fn before_save<C: ConnectionTrait>(
        mut self,
        _db: &C,
        _insert: bool,
    ) -> Result<Self, DbErr> {
        if let ActiveValue::Set(email) = &self.email {
            if !email.contains('@') {
                return Err(DbErr::Custom(format!("`{email}` is no email address")));
            }
            self.email = Set(email.to_lowercase());
        }
        Ok(self)
    }
}
