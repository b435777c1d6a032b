//! MongoDB: the native types of its language, which is understood and never generated for.

use super::native::plain;
use super::{NativeType, Scalar};

pub(super) const NATIVE_TYPES: &[NativeType] = &[
    plain("String", &[Scalar::String], ""),
    plain("Double", &[Scalar::Float], ""),
    plain("BinData", &[Scalar::Bytes], ""),
    plain("ObjectId", &[Scalar::String, Scalar::Bytes], ""),
    plain("Bool", &[Scalar::Boolean], ""),
    plain("Date", &[Scalar::DateTime], ""),
    plain("Int", &[Scalar::Int], ""),
    plain("Timestamp", &[Scalar::DateTime], ""),
    plain("Long", &[Scalar::Int, Scalar::BigInt], ""),
    plain("Json", &[Scalar::Json], ""),
];
