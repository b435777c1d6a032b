//! What happens when a `document` is saved or deleted.

use sea_orm::entity::prelude::*;

use crate::document::{ActiveModel, Model};
use crate::hooks::Hooks;

#[async_trait::async_trait]
impl Hooks for ActiveModel {
    async fn before_save<C: ConnectionTrait>(
        mut self,
        _db: &C,
        insert: bool,
    ) -> Result<Self, DbErr> {
        if insert && self.updated_at.is_not_set() {
            return Err(DbErr::Custom("defaults come before hooks".to_owned()));
        }
        if let Some(title) = self.title.take() {
            self.title = sea_orm::Set(title.repeat(2));
        }
        Ok(self)
    }

    async fn after_save<C: ConnectionTrait>(
        mut model: Model,
        _db: &C,
        insert: bool,
    ) -> Result<Model, DbErr> {
        model.title.push_str(if insert { " (new)" } else { " (changed)" });
        Ok(model)
    }

    async fn before_delete<C: ConnectionTrait>(self, _db: &C) -> Result<Self, DbErr> {
        match self.title.try_as_ref().map(String::as_str) {
            Some("keepkeep") => Err(DbErr::Custom("this one is kept".to_owned())),
            _ => Ok(self),
        }
    }
}

impl Model {
    /// A method of the user's own, beside the generated code.
    pub fn shout(&self) -> String {
        self.title.to_uppercase()
    }
}
