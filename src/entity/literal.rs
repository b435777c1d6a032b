//! A default of the schema as an expression of Rust, for where the database cannot give it.

use super::name;
use super::rust::{Code, Str, code, join};
use super::rust_type::{Base, Known, RustType};
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
        (literal, Base::Known(known)) => known_literal(literal, *known),
        _ => None,
    }
}

fn known_literal(literal: &Literal, ty: Known) -> Option<Code> {
    Some(match (literal, ty) {
        (Literal::String(text), Known::String) => code![Str(text), ".to_owned()"],
        (Literal::Boolean(true), Known::Bool) => Code::from("true"),
        (Literal::Boolean(false), Known::Bool) => Code::from("false"),
        (Literal::Integer(digits), Known::Integer { bits, signed }) => {
            let number: i128 = digits.parse().ok()?;
            let (least, most) = match signed {
                true => (-1 << (bits - 1), 1 << (bits - 1)),
                false => (0, 1 << bits),
            };
            (least..most).contains(&number).then(|| code![number])?
        }
        (Literal::Bytes(bytes), Known::Bytes) => {
            let bytes = join(bytes.iter().map(|byte| i128::from(*byte)), ", ");
            code!["vec![", bytes, "]"]
        }
        // MySQL's BIT.
        (Literal::Bytes(bytes), Known::Integer { .. }) if bytes.len() <= 8 => {
            let bits = bytes
                .iter()
                .fold(0, |bits, byte| bits << 8 | i128::from(*byte));
            code![bits]
        }
        (Literal::Json(text), Known::Json) => {
            code![
                "serde_json::from_str(",
                Str(text),
                ").expect(\"the default is JSON\")"
            ]
        }
        _ => return None,
    })
}
