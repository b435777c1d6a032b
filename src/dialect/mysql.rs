//! MySQL and MariaDB: types.

use super::native::{OPEN, plain, with};
use super::{Arguments, NativeType, Scalar, SqlType};

pub(super) const NATIVE_TYPES: &[NativeType] = &[
    plain("Int", &[Scalar::Int], "INTEGER"),
    plain("UnsignedInt", &[Scalar::Int], "INTEGER UNSIGNED"),
    plain("SmallInt", &[Scalar::Int], "SMALLINT"),
    plain("UnsignedSmallInt", &[Scalar::Int], "SMALLINT UNSIGNED"),
    plain("TinyInt", &[Scalar::Boolean, Scalar::Int], "TINYINT"),
    plain(
        "UnsignedTinyInt",
        &[Scalar::Boolean, Scalar::Int],
        "TINYINT UNSIGNED",
    ),
    plain("MediumInt", &[Scalar::Int], "MEDIUMINT"),
    plain("UnsignedMediumInt", &[Scalar::Int], "MEDIUMINT UNSIGNED"),
    plain("BigInt", &[Scalar::BigInt], "BIGINT"),
    with(
        "Decimal",
        &[Scalar::Decimal],
        Arguments::Decimal {
            precision: (0, 65),
            scale: 30,
        },
        "DECIMAL",
    ),
    plain("UnsignedBigInt", &[Scalar::BigInt], "BIGINT UNSIGNED"),
    plain("Float", &[Scalar::Float], "FLOAT"),
    plain("Double", &[Scalar::Float], "DOUBLE"),
    with(
        "Bit",
        &[Scalar::Boolean, Scalar::Bytes],
        Arguments::Required(1, 64),
        "BIT",
    ),
    with(
        "Char",
        &[Scalar::String],
        Arguments::Required(0, 255),
        "CHAR",
    ),
    with(
        "VarChar",
        &[Scalar::String],
        Arguments::Required(0, 65_535),
        "VARCHAR",
    ),
    with(
        "Binary",
        &[Scalar::Bytes],
        Arguments::Required(0, OPEN),
        "BINARY",
    ),
    with(
        "VarBinary",
        &[Scalar::Bytes],
        Arguments::Required(0, OPEN),
        "VARBINARY",
    ),
    plain("TinyBlob", &[Scalar::Bytes], "TINYBLOB"),
    plain("Blob", &[Scalar::Bytes], "BLOB"),
    plain("MediumBlob", &[Scalar::Bytes], "MEDIUMBLOB"),
    plain("LongBlob", &[Scalar::Bytes], "LONGBLOB"),
    plain("TinyText", &[Scalar::String], "TINYTEXT"),
    plain("Text", &[Scalar::String], "TEXT"),
    plain("MediumText", &[Scalar::String], "MEDIUMTEXT"),
    plain("LongText", &[Scalar::String], "LONGTEXT"),
    plain("Date", &[Scalar::DateTime], "DATE"),
    with(
        "Time",
        &[Scalar::DateTime],
        Arguments::Optional(0, OPEN),
        "TIME",
    ),
    with(
        "DateTime",
        &[Scalar::DateTime],
        Arguments::Optional(0, OPEN),
        "DATETIME",
    ),
    with(
        "Timestamp",
        &[Scalar::DateTime],
        Arguments::Optional(0, OPEN),
        "TIMESTAMP",
    ),
    plain("Year", &[Scalar::Int], "YEAR"),
    plain("Json", &[Scalar::Json], "JSON"),
];

pub(super) fn default_type(scalar: Scalar) -> SqlType {
    let (name, arguments) = match scalar {
        Scalar::String => ("VARCHAR", vec![191]),
        Scalar::Boolean => ("BOOLEAN", vec![]),
        Scalar::Int => ("INTEGER", vec![]),
        Scalar::BigInt => ("BIGINT", vec![]),
        Scalar::Float => ("DOUBLE", vec![]),
        Scalar::Decimal => ("DECIMAL", vec![65, 30]),
        Scalar::DateTime => ("DATETIME", vec![3]),
        Scalar::Json => ("JSON", vec![]),
        Scalar::Bytes => ("LONGBLOB", vec![]),
    };
    SqlType { name, arguments }
}
