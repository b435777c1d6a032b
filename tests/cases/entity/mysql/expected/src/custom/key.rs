//! What happens when a `key` is saved or deleted. ketch wrote this file once and leaves
//! it alone.

use sea_orm::entity::prelude::*;

use crate::hooks::Hooks;
use crate::key::ActiveModel;

/// `Hooks` has `before_save`, `after_save`, `before_delete` and `after_delete`: write those that
/// you need.
#[async_trait::async_trait]
impl Hooks for ActiveModel {}
