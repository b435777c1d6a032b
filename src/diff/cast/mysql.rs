//! MySQL's and MariaDB's conversions, in strict mode: what does not fit is an error.

use super::{
    BINARY_FRACTION, Cast, Conversion, ROUNDED, SPELLING, TIME_OF_DAY, between_decimals,
    between_fractions, digits_to_decimal, listed, missing, no_truth,
};
use crate::database::{Column, ColumnTypeKind, Domain};
use crate::dialect::{Engine, quote};

const ENGINE: Engine = Engine::Mysql;

/// What types of a kind have in common.
#[derive(Clone, Copy, PartialEq)]
enum Family {
    /// Lowest and highest.
    Integer(i128, i128),
    Boolean,
    /// Precision and scale.
    Decimal(u32, u32),
    /// Bytes.
    Float(u32),
    /// Most characters, as `VARCHAR` counts.
    Characters(u64),
    /// Most bytes, as `TEXT` counts.
    Text(u64),
    /// Most bytes.
    Bytes(u64),
    DateTime(u32),
    Timestamp(u32),
    Date,
    Time(u32),
    Json,
    Enum,
    Other,
}

fn family(kind: &ColumnTypeKind) -> Family {
    let (name, args) = match kind {
        ColumnTypeKind::Native(name, args) => (*name, args),
        ColumnTypeKind::InlineEnum(_) => return Family::Enum,
        ColumnTypeKind::Enum(_) | ColumnTypeKind::Raw(_) => return Family::Other,
    };
    let first = args.first().copied();
    let signed = |bits: u32| Family::Integer(-(1 << (bits - 1)), (1 << (bits - 1)) - 1);
    let unsigned = |bits: u32| Family::Integer(0, (1 << bits) - 1);
    let digits = first.unwrap_or(0);
    match name {
        "BOOLEAN" => Family::Boolean,
        "TINYINT" => signed(8),
        "SMALLINT" => signed(16),
        "MEDIUMINT" => signed(24),
        "INTEGER" => signed(32),
        "BIGINT" => signed(64),
        "TINYINT UNSIGNED" => unsigned(8),
        "SMALLINT UNSIGNED" => unsigned(16),
        "MEDIUMINT UNSIGNED" => unsigned(24),
        "INTEGER UNSIGNED" => unsigned(32),
        "BIGINT UNSIGNED" => unsigned(64),
        "DECIMAL" => Family::Decimal(first.unwrap_or(10), args.get(1).copied().unwrap_or(0)),
        "FLOAT" => Family::Float(4),
        "DOUBLE" => Family::Float(8),
        "CHAR" | "VARCHAR" => Family::Characters(u64::from(first.unwrap_or(1))),
        "TINYTEXT" => Family::Text(u64::from(u8::MAX)),
        "TEXT" => Family::Text(u64::from(u16::MAX)),
        "MEDIUMTEXT" => Family::Text((1 << 24) - 1),
        "LONGTEXT" => Family::Text(u64::from(u32::MAX)),
        "VARBINARY" => Family::Bytes(u64::from(first.unwrap_or(1))),
        "TINYBLOB" => Family::Bytes(u64::from(u8::MAX)),
        "BLOB" => Family::Bytes(u64::from(u16::MAX)),
        "MEDIUMBLOB" => Family::Bytes((1 << 24) - 1),
        "LONGBLOB" => Family::Bytes(u64::from(u32::MAX)),
        "DATETIME" => Family::DateTime(digits),
        "TIMESTAMP" => Family::Timestamp(digits),
        "DATE" => Family::Date,
        "TIME" => Family::Time(digits),
        "JSON" => Family::Json,
        _ => Family::Other,
    }
}

/// The digits of the largest number.
fn digits(low: i128, high: i128) -> u32 {
    high.max(-low).to_string().len() as u32
}

/// A condition for text that is too long.
fn too_long(column: &str, to: Family) -> Option<String> {
    match to {
        Family::Characters(most) => Some(format!("char_length({column}) > {most}")),
        Family::Text(most) | Family::Bytes(most) => Some(format!("length({column}) > {most}")),
        _ => None,
    }
}

/// Whether text of so many ASCII characters fits.
fn holds(to: Family, characters: u64) -> bool {
    matches!(to, Family::Characters(most) | Family::Text(most) if characters <= most)
}

/// A `VARCHAR` that grows keeps its rows while its length takes as many bytes; an enum, while its
/// values keep their places and a place takes one byte.
pub(super) fn rewrites(before: &Column, after: &Column) -> bool {
    if let (ColumnTypeKind::InlineEnum(from), ColumnTypeKind::InlineEnum(to)) =
        (&before.ty.kind, &after.ty.kind)
    {
        return !to.starts_with(from) || (from.len() < 256) != (to.len() < 256);
    }
    let (ColumnTypeKind::Native("VARCHAR", from), ColumnTypeKind::Native("VARCHAR", to)) =
        (&before.ty.kind, &after.ty.kind)
    else {
        return true;
    };
    let bytes = |arguments: &[u32]| u64::from(arguments.first().copied().unwrap_or(1)) * 4;
    let (from, to) = (bytes(from), bytes(to));
    from > to || (from < 256) != (to < 256)
}

pub(super) fn cast(before: &Column, after: &Column) -> Option<Cast> {
    let column = &quote::identifier(ENGINE, &after.name);
    let (from, to) = (family(&before.ty.kind), family(&after.ty.kind));
    let exact = Cast::exact(Conversion::Implicit);
    let text = |cast: Cast, characters: u64| match holds(to, characters) {
        true => cast,
        false => cast.failing(too_long(column, to)),
    };
    Some(match (from, to) {
        (Family::Boolean, Family::Integer(..)) => exact,
        (Family::Integer(..), Family::Boolean) => exact.failing(no_truth(column)),
        (Family::Integer(from_low, from_high), Family::Integer(low, high)) => {
            match from_low >= low && from_high <= high {
                true => exact,
                false => exact.failing(format!("{column} NOT BETWEEN {low} AND {high}")),
            }
        }
        (Family::Integer(low, high), Family::Decimal(precision, scale)) => {
            digits_to_decimal(column, digits(low, high), Some((precision, scale)))
        }
        (Family::Integer(low, high), Family::Float(bytes)) => {
            let whole: i128 = 1 << if bytes == 4 { 24 } else { 53 };
            match high.max(-low) <= whole {
                true => exact,
                false => exact.losing(BINARY_FRACTION),
            }
        }
        (Family::Integer(low, high), Family::Characters(_) | Family::Text(_)) => {
            text(exact, u64::from(digits(low, high)) + 1)
        }
        (Family::Decimal(p, s), Family::Decimal(to_p, to_s)) => {
            between_decimals(column, Some((p, s)), Some((to_p, to_s)))
        }
        (Family::Decimal(..) | Family::Float(_), Family::Integer(low, high)) => exact
            .losing(ROUNDED)
            .where_they_are(format!("{column} <> round({column})"))
            .failing(format!("round({column}) NOT BETWEEN {low} AND {high}")),
        (Family::Decimal(..), Family::Float(_)) | (Family::Float(8), Family::Float(4)) => {
            exact.losing(BINARY_FRACTION)
        }
        (Family::Float(_), Family::Float(_)) => exact,
        (Family::Float(_), Family::Decimal(precision, scale)) => {
            let most = super::power_of_ten(precision.saturating_sub(scale));
            exact
                .losing(BINARY_FRACTION)
                .failing(format!("abs({column}) >= {most}"))
        }
        (Family::Decimal(precision, _), Family::Characters(_) | Family::Text(_)) => {
            text(exact, u64::from(precision) + 2)
        }
        (Family::Characters(from), Family::Characters(most)) if from <= most => exact,
        // A character has up to four bytes.
        (Family::Characters(from), Family::Text(most)) if from * 4 <= most => exact,
        (Family::Text(from), Family::Text(most)) if from <= most => exact,
        (Family::Bytes(from), Family::Bytes(most)) if from <= most => exact,
        (Family::Characters(_) | Family::Text(_), Family::Characters(_) | Family::Text(_))
        | (Family::Bytes(_), Family::Bytes(_)) => exact.failing(too_long(column, to)),
        (Family::Characters(_) | Family::Text(_), Family::Integer(..)) => exact
            .losing(SPELLING)
            .failing(format!("{column} NOT REGEXP '^ *[-+]?[0-9]+ *$'")),
        (Family::Characters(_) | Family::Text(_), Family::Decimal(..) | Family::Float(_)) => exact
            .losing(SPELLING)
            .failing(format!("{column} NOT REGEXP '^[-+]?[0-9]+([.][0-9]+)?$'")),
        (Family::Characters(_) | Family::Text(_), Family::DateTime(_) | Family::Date) => exact
            .losing(SPELLING)
            .failing(format!("CAST({column} AS DATETIME) IS NULL")),
        (Family::Characters(_) | Family::Text(_), Family::Json) => {
            exact.failing(format!("NOT json_valid({column})"))
        }
        (Family::Json, Family::Characters(_) | Family::Text(_)) => text(exact, u64::from(u32::MAX)),
        (Family::Enum, Family::Enum) => {
            let gone = missing(ENGINE, &before.domain, &after.domain);
            exact.failing(gone.map(|gone| format!("{column} IN ({gone})")))
        }
        (Family::Enum, Family::Characters(_) | Family::Text(_)) => {
            let Domain::Enum(_, values) = &before.domain else {
                return None;
            };
            let longest = values.iter().map(|value| value.len() as u64).max();
            text(exact, longest.unwrap_or_default())
        }
        (Family::Characters(_) | Family::Text(_), Family::Enum) => {
            let values = listed(ENGINE, &after.domain);
            exact.failing(format!("{column} NOT IN ({values})"))
        }
        (Family::DateTime(from), Family::DateTime(to))
        | (Family::Timestamp(from), Family::Timestamp(to))
        | (Family::Timestamp(from), Family::DateTime(to))
        | (Family::Time(from), Family::Time(to)) => {
            between_fractions(Conversion::Implicit, from, to)
        }
        (Family::DateTime(from), Family::Timestamp(to)) => {
            between_fractions(Conversion::Implicit, from, to).failing(format!(
                "{column} NOT BETWEEN '1970-01-01 00:00:01' AND '2038-01-19 03:14:07'"
            ))
        }
        (Family::DateTime(_) | Family::Timestamp(_), Family::Date) => exact
            .losing(TIME_OF_DAY)
            .where_they_are(format!("{column} <> DATE({column})")),
        (Family::Date, Family::DateTime(_)) => exact,
        _ => return None,
    })
}
