//! CockroachDB: the native types of its language. SQL is PostgreSQL's, which it understands.

use super::native::{OPEN, plain, with};
use super::{Arguments, NativeType, Scalar};

pub(super) const NATIVE_TYPES: &[NativeType] = &[
    with(
        "Bit",
        &[Scalar::String],
        Arguments::Optional(1, OPEN),
        "BIT",
    ),
    plain("Bool", &[Scalar::Boolean], "BOOLEAN"),
    plain("Bytes", &[Scalar::Bytes], "BYTEA"),
    with(
        "Char",
        &[Scalar::String],
        Arguments::Optional(0, OPEN),
        "CHAR",
    ),
    plain("Date", &[Scalar::DateTime], "DATE"),
    with(
        "Decimal",
        &[Scalar::Decimal],
        Arguments::Decimal {
            precision: (1, 1000),
            scale: 1000,
        },
        "DECIMAL",
    ),
    plain("Float4", &[Scalar::Float], "REAL"),
    plain("Float8", &[Scalar::Float], "DOUBLE PRECISION"),
    plain("Inet", &[Scalar::String], "INET"),
    plain("Int2", &[Scalar::Int], "SMALLINT"),
    plain("Int4", &[Scalar::Int], "INTEGER"),
    plain("Int8", &[Scalar::BigInt], "BIGINT"),
    plain("JsonB", &[Scalar::Json], "JSONB"),
    plain("Oid", &[Scalar::Int], "OID"),
    plain("CatalogSingleChar", &[Scalar::String], "\"char\""),
    with(
        "String",
        &[Scalar::String],
        Arguments::Optional(0, OPEN),
        "VARCHAR",
    ),
    with(
        "Time",
        &[Scalar::DateTime],
        Arguments::Optional(0, 6),
        "TIME",
    ),
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
    with(
        "Timetz",
        &[Scalar::DateTime],
        Arguments::Optional(0, 6),
        "TIMETZ",
    ),
    plain("Uuid", &[Scalar::String], "UUID"),
    with(
        "VarBit",
        &[Scalar::String],
        Arguments::Optional(1, OPEN),
        "VARBIT",
    ),
];
