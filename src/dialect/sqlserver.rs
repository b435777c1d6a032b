//! SQL Server: the native types of its language, which is understood and never generated for.

use super::native::{plain, with};
use super::{Arguments, NativeType, Scalar};

pub(super) const NATIVE_TYPES: &[NativeType] = &[
    plain("TinyInt", &[Scalar::Int], ""),
    plain("SmallInt", &[Scalar::Int], ""),
    plain("Int", &[Scalar::Int], ""),
    plain("BigInt", &[Scalar::BigInt], ""),
    with(
        "Decimal",
        &[Scalar::Decimal],
        Arguments::Decimal {
            precision: (1, 38),
            scale: 38,
        },
        "",
    ),
    plain("Money", &[Scalar::Float], ""),
    plain("SmallMoney", &[Scalar::Float], ""),
    plain("Bit", &[Scalar::Boolean, Scalar::Int], ""),
    with("Float", &[Scalar::Float], Arguments::Optional(1, 53), ""),
    plain("Real", &[Scalar::Float], ""),
    plain("Date", &[Scalar::DateTime], ""),
    plain("Time", &[Scalar::DateTime], ""),
    plain("DateTime", &[Scalar::DateTime], ""),
    plain("DateTime2", &[Scalar::DateTime], ""),
    plain("DateTimeOffset", &[Scalar::DateTime], ""),
    plain("SmallDateTime", &[Scalar::DateTime], ""),
    with("Char", &[Scalar::String], Arguments::Optional(0, 8000), ""),
    with("NChar", &[Scalar::String], Arguments::Optional(0, 4000), ""),
    with(
        "VarChar",
        &[Scalar::String],
        Arguments::OptionalOrMax(0, 8000),
        "",
    ),
    plain("Text", &[Scalar::String], ""),
    with(
        "NVarChar",
        &[Scalar::String],
        Arguments::OptionalOrMax(0, 4000),
        "",
    ),
    plain("NText", &[Scalar::String], ""),
    with("Binary", &[Scalar::Bytes], Arguments::Optional(0, 8000), ""),
    with(
        "VarBinary",
        &[Scalar::Bytes],
        Arguments::OptionalOrMax(0, 8000),
        "",
    ),
    plain("Image", &[Scalar::Bytes], ""),
    plain("Xml", &[Scalar::String], ""),
    plain("UniqueIdentifier", &[Scalar::String], ""),
];
