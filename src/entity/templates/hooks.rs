//! The hooks that a model with `/// @ketch.hooks` has.

use sea_orm::entity::prelude::*;

/// What an `ActiveModel` does around saving and deleting, once its defaults are filled in.
///
/// What stands on an `Entity` (`insert`, `update`, `delete`, `delete_by_id`, and the same for many) calls no hooks:
/// only what stands on an active model or a model does.
#[async_trait::async_trait]
pub trait Hooks: ActiveModelTrait + Send {
    /// Before an insert or an update; an error stops it.
    async fn before_save<C: ConnectionTrait>(self, _db: &C, _insert: bool) -> Result<Self, DbErr> {
        Ok(self)
    }

    /// After an insert or an update; what it returns is what the caller gets.
    async fn after_save<C: ConnectionTrait>(
        model: <Self::Entity as EntityTrait>::Model,
        _db: &C,
        _insert: bool,
    ) -> Result<<Self::Entity as EntityTrait>::Model, DbErr> {
        Ok(model)
    }

    /// Before a delete; an error stops it.
    async fn before_delete<C: ConnectionTrait>(self, _db: &C) -> Result<Self, DbErr> {
        Ok(self)
    }

    /// After a delete.
    async fn after_delete<C: ConnectionTrait>(self, _db: &C) -> Result<Self, DbErr> {
        Ok(self)
    }
}
