//! An app's package that generates its entities when it is built.

/// The entities of `schema/`.
pub mod entities {
    include!(concat!(env!("OUT_DIR"), "/entities.rs"));
}

use entities::hooks::Hooks;
use entities::letter;
use sea_orm::Set;
use sea_orm::entity::prelude::*;

/// The hook of a model stands wherever the package likes.
#[async_trait::async_trait]
impl Hooks for letter::ActiveModel {
    async fn before_save<C: ConnectionTrait>(
        mut self,
        _db: &C,
        _insert: bool,
    ) -> Result<Self, DbErr> {
        if let Some(text) = self.text.take() {
            self.text = Set(text.trim().to_owned());
        }
        Ok(self)
    }
}
