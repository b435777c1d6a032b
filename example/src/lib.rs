//! An asset library over HTTP: people in projects make assets from prompts, and tag them.
//!
//! It shows every kind of relation that the schema has, loaded in batches: however many rows a
//! list has, it takes the same number of queries.

mod error;
mod people;
mod projects;
mod prompts;
mod tags;

pub use error::Error;

use axum::Router;
use sea_orm::DatabaseConnection;

/// What a handler answers with.
type Answer<T> = Result<axum::Json<T>, Error>;

/// Every route of the app.
pub fn router(db: DatabaseConnection) -> Router {
    Router::new()
        .merge(people::routes())
        .merge(projects::routes())
        .merge(prompts::routes())
        .merge(tags::routes())
        .with_state(db)
}

/// Compiles the code in the documentation of the entity crate.
#[cfg(doctest)]
#[doc = include_str!("../../docs/entities.md")]
struct Entities;
