//! PostgreSQL: types.

use super::native::{OPEN, plain, with};
use super::{Arguments, NativeType, Scalar, SqlType};

pub(super) const NATIVE_TYPES: &[NativeType] = &[
    plain("SmallInt", &[Scalar::Int], "SMALLINT"),
    plain("Integer", &[Scalar::Int], "INTEGER"),
    plain("BigInt", &[Scalar::BigInt], "BIGINT"),
    with(
        "Decimal",
        &[Scalar::Decimal],
        Arguments::Decimal {
            precision: (1, 1000),
            scale: 1000,
        },
        "DECIMAL",
    ),
    plain("Money", &[Scalar::Decimal], "MONEY"),
    plain("Inet", &[Scalar::String], "INET"),
    plain("Oid", &[Scalar::Int], "OID"),
    plain("Citext", &[Scalar::String], "CITEXT"),
    plain("Real", &[Scalar::Float], "REAL"),
    plain("DoublePrecision", &[Scalar::Float], "DOUBLE PRECISION"),
    with(
        "VarChar",
        &[Scalar::String],
        Arguments::Optional(0, OPEN),
        "VARCHAR",
    ),
    with(
        "Char",
        &[Scalar::String],
        Arguments::Optional(0, OPEN),
        "CHAR",
    ),
    plain("Text", &[Scalar::String], "TEXT"),
    plain("ByteA", &[Scalar::Bytes], "BYTEA"),
    with(
        "Timestamp",
        &[Scalar::DateTime],
        Arguments::Optional(0, 6),
        "TIMESTAMP",
    ),
    with(
        "Timestamptz",
        &[Scalar::DateTime],
        Arguments::Optional(0, 6),
        "TIMESTAMPTZ",
    ),
    plain("Date", &[Scalar::DateTime], "DATE"),
    with(
        "Time",
        &[Scalar::DateTime],
        Arguments::Optional(0, 6),
        "TIME",
    ),
    with(
        "Timetz",
        &[Scalar::DateTime],
        Arguments::Optional(0, 6),
        "TIMETZ",
    ),
    plain("Boolean", &[Scalar::Boolean], "BOOLEAN"),
    with(
        "Bit",
        &[Scalar::String],
        Arguments::Optional(1, OPEN),
        "BIT",
    ),
    with(
        "VarBit",
        &[Scalar::String],
        Arguments::Optional(1, OPEN),
        "VARBIT",
    ),
    plain("Uuid", &[Scalar::String], "UUID"),
    plain("Xml", &[Scalar::String], "XML"),
    plain("Json", &[Scalar::Json], "JSON"),
    plain("JsonB", &[Scalar::Json], "JSONB"),
];

pub(super) fn default_type(scalar: Scalar) -> SqlType {
    let (name, arguments) = match scalar {
        Scalar::String => ("TEXT", vec![]),
        Scalar::Boolean => ("BOOLEAN", vec![]),
        Scalar::Int => ("INTEGER", vec![]),
        Scalar::BigInt => ("BIGINT", vec![]),
        Scalar::Float => ("DOUBLE PRECISION", vec![]),
        Scalar::Decimal => ("DECIMAL", vec![65, 30]),
        Scalar::DateTime => ("TIMESTAMP", vec![3]),
        Scalar::Json => ("JSONB", vec![]),
        Scalar::Bytes => ("BYTEA", vec![]),
    };
    SqlType { name, arguments }
}
