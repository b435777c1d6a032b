//! What a database means where it refuses: told by the driver's code, never by the words; and its words,
//! for people.
//!
//! Not for what ketch says beside them; `error` does that.

use sea_orm::sqlx;
use sea_orm::{DbErr, RuntimeErr};

/// Others use the tables, and nothing was done: PostgreSQL's `lock_not_available`,
/// `deadlock_detected` and `serialization_failure`, MySQL's lock wait timeout and deadlock.
pub(crate) fn is_in_use(error: &DbErr) -> bool {
    match code(error).as_deref() {
        Some("55P03" | "40P01" | "40001") => true,
        Some("HY000") => mysql_number(error) == Some(1205),
        _ => false,
    }
}

/// Another connection writes to the file.
pub(crate) fn is_busy(error: &DbErr) -> bool {
    // The low byte of an extended code is the plain one: SQLITE_BUSY or SQLITE_LOCKED.
    let code = code(error).and_then(|code| code.parse::<u32>().ok());
    code.is_some_and(|code| matches!(code & 0xff, 5 | 6))
}

/// Only a pooler answers so: it does not take a parameter or a transaction, or another process of
/// the server's than the one that prepared a statement was to run it.
pub(crate) fn is_poolers(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(|error| error.code());
    matches!(code.as_deref(), Some("08P01" | "26000" | "42P05"))
}

/// What the database says, with its hint. The driver adds a line to PostgreSQL's words, which is one of the
/// server's source and would be taken for one of the SQL.
pub(crate) fn words(error: &DbErr) -> String {
    let mut text = error.to_string();
    let Some(of_database) = drivers(error).and_then(sqlx::Error::as_database_error) else {
        return text;
    };
    let message = of_database.message();
    if let Some(at) = text.rfind(message) {
        text.truncate(at + message.len());
    }
    if let Some(hint) = hint(of_database) {
        text += &format!(" ({hint})");
    }
    text
}

#[cfg(feature = "sqlx-postgres")]
fn hint(error: &dyn sqlx::error::DatabaseError) -> Option<&str> {
    let error = error.try_downcast_ref::<sqlx::postgres::PgDatabaseError>()?;
    error.hint()
}

#[cfg(not(feature = "sqlx-postgres"))]
fn hint(_: &dyn sqlx::error::DatabaseError) -> Option<&str> {
    None
}

/// The driver's error behind SeaORM's.
pub(crate) fn drivers(error: &DbErr) -> Option<&sqlx::Error> {
    let (DbErr::Conn(source) | DbErr::Exec(source) | DbErr::Query(source)) = error else {
        return None;
    };
    match source {
        RuntimeErr::SqlxError(error) => Some(error),
        RuntimeErr::Internal(_) => None,
    }
}

fn code(error: &DbErr) -> Option<String> {
    let code = drivers(error)?.as_database_error()?.code()?;
    Some(code.into_owned())
}

#[cfg(feature = "sqlx-mysql")]
fn mysql_number(error: &DbErr) -> Option<u16> {
    let error = drivers(error)?.as_database_error()?;
    let error = error.try_downcast_ref::<sqlx::mysql::MySqlDatabaseError>()?;
    Some(error.number())
}

#[cfg(not(feature = "sqlx-mysql"))]
fn mysql_number(_: &DbErr) -> Option<u16> {
    None
}
