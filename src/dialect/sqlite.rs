//! SQLite: types.
//!
//! *affinity*: what SQLite does to a value by the declared name of its column. NUMERIC, which
//! Prisma's `DECIMAL` and `JSONB` amount to, turns text that looks like a number into one.

use super::{NativeType, Scalar, SqlType};

/// SQLite has none.
pub(super) const NATIVE_TYPES: &[NativeType] = &[];

/// `TEXT` for Decimal and Json, where Prisma writes `DECIMAL` and `JSONB`: with their affinity
/// `5` and `0.1` would come back as an integer and as a binary fraction.
pub(super) fn default_type(scalar: Scalar) -> SqlType {
    SqlType::new(match scalar {
        Scalar::String | Scalar::Decimal | Scalar::Json => "TEXT",
        Scalar::Boolean => "BOOLEAN",
        Scalar::Int => "INTEGER",
        Scalar::BigInt => "BIGINT",
        Scalar::Float => "REAL",
        Scalar::DateTime => "DATETIME",
        Scalar::Bytes => "BLOB",
    })
}
