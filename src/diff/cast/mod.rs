//! What becomes of a column's values when its type changes.
//!
//! Each engine has its own rules, since each converts in its own way. What no rule knows is not
//! converted at all: the column is dropped and made anew, which loses its values.

mod mysql;
mod postgresql;
mod sqlite;

use crate::database::{Column, ColumnTypeKind, Domain};
use crate::dialect::{Engine, Scalar, quote};

/// How a value of the old type is written as one of the new type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conversion {
    /// The engine does it without being told how.
    Implicit,
    /// By a cast to the new type.
    Cast,
    /// By way of text.
    ThroughText,
    /// As text, to be assigned: a cast to a type with a limit would cut in silence.
    AsText,
    /// A moment with an offset, or without one, taken as in UTC.
    InUtc,
    /// An array of the one value.
    IntoArray,
    /// By way of a whole number.
    ThroughInteger,
    /// To the nearest whole number: halves of decimals away from zero, those of binary fractions to the
    /// even one, as the servers do by themselves.
    Round,
    /// The date of a moment.
    ToDate,
    /// The first moment of a date.
    ToMidnight,
}

/// A conversion, and what can go wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cast {
    pub(super) conversion: Conversion,
    /// What the new type does not keep.
    pub(super) loses: Option<String>,
    /// A condition that holds for the values which lose it; without one, any value may.
    pub(super) narrows: Option<String>,
    /// A condition that holds for the values which cannot be converted.
    pub(super) fails: Option<String>,
}

impl Cast {
    fn exact(conversion: Conversion) -> Self {
        Self {
            conversion,
            loses: None,
            narrows: None,
            fails: None,
        }
    }

    fn losing(mut self, what: impl Into<String>) -> Self {
        self.loses = Some(what.into());
        self
    }

    /// Which values lose it.
    fn where_they_are(mut self, condition: String) -> Self {
        self.narrows = Some(condition);
        self
    }

    fn failing(mut self, condition: impl Into<Option<String>>) -> Self {
        self.fails = condition.into();
        self
    }
}

/// Whether the values of a column need a conversion at all.
pub(super) fn is_needed(engine: Engine, before: &Column, after: &Column) -> bool {
    match engine {
        Engine::Sqlite => before.ty != after.ty || before.domain != after.domain,
        Engine::Postgresql | Engine::Mysql => before.ty != after.ty,
    }
}

/// The conversion from one column's type to another's, if there is one.
pub(super) fn cast(engine: Engine, before: &Column, after: &Column) -> Option<Cast> {
    match engine {
        Engine::Sqlite => sqlite::cast(before, after),
        Engine::Postgresql => postgresql::cast(before, after),
        Engine::Mysql => mysql::cast(before, after),
    }
}

/// A condition that holds for values which the engine would bend instead of refusing them: MySQL
/// takes the text of a number for the place of an enum's value, and any number for a truth value.
pub(super) fn bends(engine: Engine, before: &Column, after: &Column) -> Option<String> {
    let is_enum = |column: &Column| matches!(column.ty.kind, ColumnTypeKind::InlineEnum(_));
    let is_truth = |column: &Column| column.domain == Domain::Scalar(Scalar::Boolean);
    let takes_any = is_enum(after) && !is_enum(before) || is_truth(after) && !is_truth(before);
    let cast = cast(engine, before, after)?;
    cast.fails.filter(|_| engine == Engine::Mysql && takes_any)
}

/// Whether the engine writes every row anew for another type, or looks at each: it does not where
/// the new type holds all that the old one does in the same form.
pub(super) fn rewrites(engine: Engine, before: &Column, after: &Column) -> bool {
    match engine {
        Engine::Sqlite => true,
        Engine::Postgresql => {
            before.ty.array != after.ty.array || postgresql::rewrites(before, after)
        }
        Engine::Mysql => mysql::rewrites(before, after),
    }
}

/// A condition that holds for numbers which are no truth values.
fn no_truth(column: &str) -> String {
    format!("{column} NOT IN (0, 1)")
}

/// The values of an enum that another lacks, as a list of SQL strings.
fn missing(engine: Engine, before: &Domain, after: &Domain) -> Option<String> {
    let (Domain::Enum(_, before), Domain::Enum(_, after)) = (before, after) else {
        return None;
    };
    let gone: Vec<_> = before
        .iter()
        .filter(|value| !after.contains(value))
        .map(|value| quote::string(engine, value))
        .collect();
    (!gone.is_empty()).then(|| gone.join(", "))
}

/// The values of an enum, as a list of SQL strings.
fn listed(engine: Engine, domain: &Domain) -> String {
    let Domain::Enum(_, values) = domain else {
        return "NULL".to_owned();
    };
    let values: Vec<_> = values
        .iter()
        .map(|value| quote::string(engine, value))
        .collect();
    values.join(", ")
}

/// `10^digits`, as SQL.
fn power_of_ten(digits: u32) -> String {
    format!("1{}", "0".repeat(digits as usize))
}

/// Decimal to decimal, the same on every engine that has the type. Nothing as precision: no limit.
fn between_decimals(column: &str, from: Option<(u32, u32)>, to: Option<(u32, u32)>) -> Cast {
    let cast = Cast::exact(Conversion::Implicit);
    let Some((to_precision, to_scale)) = to else {
        return cast;
    };
    let (from_whole, from_scale) = match from {
        Some((precision, scale)) => (precision.saturating_sub(scale), scale),
        None => (u32::MAX, u32::MAX),
    };
    let to_whole = to_precision.saturating_sub(to_scale);
    let cast = match from_whole > to_whole {
        true => cast.failing(format!("abs({column}) >= {}", power_of_ten(to_whole))),
        false => cast,
    };
    match from_scale > to_scale {
        true => cast
            .losing(format!("digits after the {to_scale}th of the fraction"))
            .where_they_are(format!("{column} <> round({column}, {to_scale})")),
        false => cast,
    }
}

/// A whole number of so many digits to a decimal.
fn digits_to_decimal(column: &str, digits: u32, to: Option<(u32, u32)>) -> Cast {
    between_decimals(column, Some((digits, 0)), to)
}

/// One precision of fractions of a second to another.
fn between_fractions(conversion: Conversion, from: u32, to: u32) -> Cast {
    let cast = Cast::exact(conversion);
    match from > to {
        true => cast.losing(format!("fractions of a second beyond {to} digits")),
        false => cast,
    }
}

const SPELLING: &str = "the spelling of the text";
const TIME_OF_DAY: &str = "the time of day";
const BINARY_FRACTION: &str = "digits that binary fractions do not hold";
const ROUNDED: &str = "the fraction";
