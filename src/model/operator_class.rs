//! Operator classes of PostgreSQL: which types of index and of column each is for.

use super::IndexMethod::{self, *};
use super::{Arity, Field, ScalarField};
use crate::dialect::Scalar;

/// What an index sees of a column.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Indexed<'c> {
    /// The built-in type, if it is of one.
    pub(crate) scalar: Option<Scalar>,
    /// The name of the native type.
    pub(crate) native: Option<&'c str>,
    /// Whether it holds a list.
    pub(crate) list: bool,
}

impl<'c> Indexed<'c> {
    pub(super) fn of(field: &Field, column: &'c ScalarField) -> Self {
        Self {
            scalar: column.ty.built_in(),
            native: column.native.as_ref().map(|native| native.name.as_str()),
            list: field.arity == Arity::List,
        }
    }
}

/// What is wrong with an operator class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// It is for another type of index.
    Method,
    /// It is for columns of another type.
    Type,
}

/// What a class is for: its name, types of index, the scalar type, and native types. An empty
/// native type stands for a column without one.
type Rule = (
    &'static str,
    &'static [IndexMethod],
    Scalar,
    &'static [&'static str],
);

/// The classes, but for `ArrayOps`, which is for lists of any type.
const RULES: &[Rule] = &[
    ("InetOps", &[Gist, SpGist], Scalar::String, &["Inet"]),
    ("JsonbOps", &[Gin], Scalar::Json, &["", "JsonB"]),
    ("JsonbPathOps", &[Gin], Scalar::Json, &["", "JsonB"]),
    (
        "TextOps",
        &[SpGist],
        Scalar::String,
        &["", "Text", "VarChar", "Char"],
    ),
    ("BitMinMaxOps", &[Brin], Scalar::String, &["Bit"]),
    ("VarBitMinMaxOps", &[Brin], Scalar::String, &["VarBit"]),
    ("BpcharBloomOps", &[Brin], Scalar::String, &["Char"]),
    ("BpcharMinMaxOps", &[Brin], Scalar::String, &["Char"]),
    ("ByteaBloomOps", &[Brin], Scalar::Bytes, &["", "ByteA"]),
    ("ByteaMinMaxOps", &[Brin], Scalar::Bytes, &["", "ByteA"]),
    ("DateBloomOps", &[Brin], Scalar::DateTime, &["Date"]),
    ("DateMinMaxOps", &[Brin], Scalar::DateTime, &["Date"]),
    ("DateMinMaxMultiOps", &[Brin], Scalar::DateTime, &["Date"]),
    ("Float4BloomOps", &[Brin], Scalar::Float, &["Real"]),
    ("Float4MinMaxOps", &[Brin], Scalar::Float, &["Real"]),
    ("Float4MinMaxMultiOps", &[Brin], Scalar::Float, &["Real"]),
    (
        "Float8BloomOps",
        &[Brin],
        Scalar::Float,
        &["", "DoublePrecision"],
    ),
    (
        "Float8MinMaxOps",
        &[Brin],
        Scalar::Float,
        &["", "DoublePrecision"],
    ),
    (
        "Float8MinMaxMultiOps",
        &[Brin],
        Scalar::Float,
        &["", "DoublePrecision"],
    ),
    ("InetInclusionOps", &[Brin], Scalar::String, &["Inet"]),
    ("InetBloomOps", &[Brin], Scalar::String, &["Inet"]),
    ("InetMinMaxOps", &[Brin], Scalar::String, &["Inet"]),
    ("InetMinMaxMultiOps", &[Brin], Scalar::String, &["Inet"]),
    ("Int2BloomOps", &[Brin], Scalar::Int, &["SmallInt"]),
    ("Int2MinMaxOps", &[Brin], Scalar::Int, &["SmallInt"]),
    ("Int2MinMaxMultiOps", &[Brin], Scalar::Int, &["SmallInt"]),
    ("Int4BloomOps", &[Brin], Scalar::Int, &["", "Integer"]),
    ("Int4MinMaxOps", &[Brin], Scalar::Int, &["", "Integer"]),
    ("Int4MinMaxMultiOps", &[Brin], Scalar::Int, &["", "Integer"]),
    ("Int8BloomOps", &[Brin], Scalar::BigInt, &["", "BigInt"]),
    ("Int8MinMaxOps", &[Brin], Scalar::BigInt, &["", "BigInt"]),
    (
        "Int8MinMaxMultiOps",
        &[Brin],
        Scalar::BigInt,
        &["", "BigInt"],
    ),
    (
        "NumericBloomOps",
        &[Brin],
        Scalar::Decimal,
        &["", "Decimal"],
    ),
    (
        "NumericMinMaxOps",
        &[Brin],
        Scalar::Decimal,
        &["", "Decimal"],
    ),
    (
        "NumericMinMaxMultiOps",
        &[Brin],
        Scalar::Decimal,
        &["", "Decimal"],
    ),
    ("OidBloomOps", &[Brin], Scalar::Int, &["Oid"]),
    ("OidMinMaxOps", &[Brin], Scalar::Int, &["Oid"]),
    ("OidMinMaxMultiOps", &[Brin], Scalar::Int, &["Oid"]),
    (
        "TextBloomOps",
        &[Brin],
        Scalar::String,
        &["", "Text", "VarChar"],
    ),
    (
        "TextMinMaxOps",
        &[Brin],
        Scalar::String,
        &["", "Text", "VarChar"],
    ),
    (
        "TimestampBloomOps",
        &[Brin],
        Scalar::DateTime,
        &["", "Timestamp"],
    ),
    (
        "TimestampMinMaxOps",
        &[Brin],
        Scalar::DateTime,
        &["", "Timestamp"],
    ),
    (
        "TimestampMinMaxMultiOps",
        &[Brin],
        Scalar::DateTime,
        &["", "Timestamp"],
    ),
    (
        "TimestampTzBloomOps",
        &[Brin],
        Scalar::DateTime,
        &["Timestamptz"],
    ),
    (
        "TimestampTzMinMaxOps",
        &[Brin],
        Scalar::DateTime,
        &["Timestamptz"],
    ),
    (
        "TimestampTzMinMaxMultiOps",
        &[Brin],
        Scalar::DateTime,
        &["Timestamptz"],
    ),
    ("TimeBloomOps", &[Brin], Scalar::DateTime, &["Time"]),
    ("TimeMinMaxOps", &[Brin], Scalar::DateTime, &["Time"]),
    ("TimeMinMaxMultiOps", &[Brin], Scalar::DateTime, &["Time"]),
    ("TimeTzBloomOps", &[Brin], Scalar::DateTime, &["Timetz"]),
    ("TimeTzMinMaxOps", &[Brin], Scalar::DateTime, &["Timetz"]),
    (
        "TimeTzMinMaxMultiOps",
        &[Brin],
        Scalar::DateTime,
        &["Timetz"],
    ),
    ("UuidBloomOps", &[Brin], Scalar::String, &["Uuid"]),
    ("UuidMinMaxOps", &[Brin], Scalar::String, &["Uuid"]),
    ("UuidMinMaxMultiOps", &[Brin], Scalar::String, &["Uuid"]),
];

/// The names of all classes.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    RULES.iter().map(|(name, ..)| *name).chain(["ArrayOps"])
}

/// The classes that fit a column in an index.
pub(crate) fn fitting(
    method: IndexMethod,
    column: Indexed<'_>,
) -> impl Iterator<Item = &'static str> {
    names().filter(move |class| fault(class, method, column).is_none())
}

/// What is wrong with a class for a column, if anything.
pub(super) fn fault(class: &str, method: IndexMethod, column: Indexed) -> Option<Fault> {
    if class == "ArrayOps" {
        return match method {
            Gin if column.list => None,
            Gin => Some(Fault::Type),
            _ => Some(Fault::Method),
        };
    }
    let Some((_, methods, scalar, natives)) = RULES.iter().find(|(name, ..)| *name == class) else {
        return Some(Fault::Type);
    };
    if !methods.contains(&method) {
        return Some(Fault::Method);
    }
    let native = column.native.unwrap_or_default();
    let fits = column.scalar == Some(*scalar) && natives.contains(&native);
    (!fits).then_some(Fault::Type)
}
