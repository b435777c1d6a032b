//! What a handler answers with when it cannot do what was asked.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use sea_orm::{DbErr, SqlErr};

/// Why a request failed.
#[derive(Debug)]
pub enum Error {
    /// There is no such row.
    NotFound(&'static str),
    /// The database could not do it.
    Database(DbErr),
}

impl From<DbErr> for Error {
    fn from(error: DbErr) -> Self {
        Self::Database(error)
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        match self {
            Self::NotFound(what) => (StatusCode::NOT_FOUND, format!("no such {what}")),
            // A hook refused it, or a value that no engine would give back.
            Self::Database(DbErr::Custom(why) | DbErr::Type(why)) => {
                (StatusCode::UNPROCESSABLE_ENTITY, why)
            }
            Self::Database(error) => match error.sql_err() {
                Some(SqlErr::UniqueConstraintViolation(_)) => {
                    (StatusCode::CONFLICT, "it is there already".to_owned())
                }
                Some(SqlErr::ForeignKeyConstraintViolation(_)) => (
                    StatusCode::CONFLICT,
                    "it points at nothing, or is pointed at".to_owned(),
                ),
                _ => (
                    StatusCode::INTERNAL_SERVER_ERROR,
                    "the database failed".to_owned(),
                ),
            },
        }
        .into_response()
    }
}
