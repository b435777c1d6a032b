//! A default of the schema as an expression of Rust, for where the database cannot give it.

use super::name;
use super::rust::{Code, Str, code, join};
use super::rust_type::{Base, RustType};
use crate::model::{DataModel, Literal};

/// The literal as a column of this type takes it. None: no expression has that value for certain.
pub(super) fn literal(data_model: &DataModel, literal: &Literal, ty: &RustType) -> Option<Code> {
    match (literal, &ty.base) {
        (Literal::EnumValue(value), Base::Enum(id)) => {
            let item = data_model.enumeration(*id);
            let value = item.values.get(*value as usize)?;
            let (name, variant) = (name::enumeration(item)?, name::variant(&value.name)?);
            Some(code![
                "super::",
                name::module(&item.name),
                "::",
                name,
                "::",
                variant
            ])
        }
        (literal, Base::Path(path)) => of_path(literal, path),
        _ => None,
    }
}

fn of_path(literal: &Literal, path: &str) -> Option<Code> {
    Some(match (literal, path) {
        (Literal::String(text), "String") => code![Str(text), ".to_owned()"],
        (Literal::Boolean(true), "bool") => Code::from("true"),
        (Literal::Boolean(false), "bool") => Code::from("false"),
        (Literal::Integer(digits), path) => {
            let number: i128 = digits.parse().ok()?;
            let (least, most) = range(path)?;
            (least..=most).contains(&number).then(|| code![number])?
        }
        (Literal::Bytes(bytes), "Vec<u8>") => {
            let bytes = join(bytes.iter().map(|byte| i128::from(*byte)), ", ");
            code!["vec![", bytes, "]"]
        }
        // MySQL's BIT.
        (Literal::Bytes(bytes), "u64") if bytes.len() <= 8 => {
            let bits = bytes
                .iter()
                .fold(0, |bits, byte| bits << 8 | i128::from(*byte));
            code![bits]
        }
        (Literal::Json(text), "sea_orm::prelude::Json") => {
            code![
                "serde_json::from_str(",
                Str(text),
                ").expect(\"the default is JSON\")"
            ]
        }
        _ => return None,
    })
}

/// The least and the greatest number of an integer type.
fn range(path: &str) -> Option<(i128, i128)> {
    Some(match path {
        "i8" => (i8::MIN.into(), i8::MAX.into()),
        "i16" => (i16::MIN.into(), i16::MAX.into()),
        "i32" => (i32::MIN.into(), i32::MAX.into()),
        "i64" => (i64::MIN.into(), i64::MAX.into()),
        "u8" => (0, u8::MAX.into()),
        "u16" => (0, u16::MAX.into()),
        "u32" => (0, u32::MAX.into()),
        "u64" => (0, u64::MAX.into()),
        _ => return None,
    })
}
