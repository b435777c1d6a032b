//! PostgreSQL's conversions.

use super::{
    BINARY_FRACTION, Cast, Conversion, ROUNDED, SPELLING, TIME_OF_DAY, between_decimals,
    between_fractions, digits_to_decimal, listed, missing, no_truth,
};
use crate::database::{Column, ColumnTypeKind};
use crate::dialect::{Engine, quote};

const ENGINE: Engine = Engine::Postgresql;

/// What types of a kind have in common.
#[derive(Clone, Copy, PartialEq)]
enum Family {
    /// Bytes.
    Integer(u32),
    /// Precision and scale.
    Decimal(Option<(u32, u32)>),
    /// Bytes.
    Float(u32),
    /// Most characters.
    Text(Option<u32>),
    Boolean,
    Timestamp(u32),
    TimestampTz(u32),
    Date,
    Time(u32),
    Json,
    Jsonb,
    Uuid,
    /// Of which nothing but the text is known.
    Shown,
    Other,
}

fn family(kind: &ColumnTypeKind) -> Family {
    let ColumnTypeKind::Native(name, args) = kind else {
        return Family::Other;
    };
    let first = args.first().copied();
    let digits = first.unwrap_or(6);
    match *name {
        "SMALLINT" => Family::Integer(2),
        "INTEGER" => Family::Integer(4),
        "BIGINT" => Family::Integer(8),
        "DECIMAL" => Family::Decimal(first.map(|first| (first, args.get(1).copied().unwrap_or(0)))),
        "REAL" => Family::Float(4),
        "DOUBLE PRECISION" => Family::Float(8),
        "TEXT" | "CITEXT" => Family::Text(None),
        "VARCHAR" => Family::Text(first),
        "CHAR" => Family::Text(Some(first.unwrap_or(1))),
        "BOOLEAN" => Family::Boolean,
        "TIMESTAMP" => Family::Timestamp(digits),
        "TIMESTAMPTZ" => Family::TimestampTz(digits),
        "DATE" => Family::Date,
        "TIME" => Family::Time(digits),
        "JSON" => Family::Json,
        "JSONB" => Family::Jsonb,
        "UUID" => Family::Uuid,
        "INET" | "XML" | "OID" => Family::Shown,
        _ => Family::Other,
    }
}

pub(super) fn cast(before: &Column, after: &Column) -> Option<Cast> {
    let column = quote::identifier(ENGINE, &after.name);
    match (before.ty.array, after.ty.array) {
        (false, false) => scalar(before, after, &column),
        (false, true) if before.ty.kind == after.ty.kind => {
            Some(Cast::exact(Conversion::IntoArray))
        }
        (true, true) => elements(before, after, &column),
        _ => None,
    }
}

/// Arrays convert where every element does without a loss.
fn elements(before: &Column, after: &Column, column: &str) -> Option<Cast> {
    if let (ColumnTypeKind::Enum(_), ColumnTypeKind::Enum(_)) = (&before.ty.kind, &after.ty.kind) {
        let gone = missing(ENGINE, &before.domain, &after.domain);
        let fails = gone.map(|gone| format!("{column}::text[] && ARRAY[{gone}]"));
        return Some(Cast::exact(Conversion::ThroughText).failing(fails));
    }
    let cast = scalar(before, after, column)?;
    let plain = cast.loses.is_none() && cast.fails.is_none();
    (plain && cast.conversion == Conversion::Implicit).then_some(cast)
}

fn scalar(before: &Column, after: &Column, column: &str) -> Option<Cast> {
    let (from, to) = (family(&before.ty.kind), family(&after.ty.kind));
    let is_enum = |column: &Column| matches!(column.ty.kind, ColumnTypeKind::Enum(_));
    let valid = || not_valid(column, to, &after.ty.kind);
    let too_long =
        |limit: Option<u32>| limit.map(|limit| format!("length({column}::text) > {limit}"));
    let implicit = Cast::exact(Conversion::Implicit);
    let explicit = Cast::exact(Conversion::Cast);
    let text = |limit: Option<u32>| {
        let by = limit.map_or(Conversion::Cast, |_| Conversion::AsText);
        Cast::exact(by).failing(too_long(limit))
    };
    Some(match (from, to) {
        _ if is_enum(before) && is_enum(after) => {
            let gone = missing(ENGINE, &before.domain, &after.domain);
            Cast::exact(Conversion::ThroughText)
                .failing(gone.map(|gone| format!("{column}::text IN ({gone})")))
        }
        (_, Family::Text(limit)) if is_enum(before) => text(limit),
        (Family::Text(_), _) if is_enum(after) => {
            let values = listed(ENGINE, &after.domain);
            Cast::exact(Conversion::ThroughText)
                .failing(format!("{column}::text NOT IN ({values})"))
        }
        _ if is_enum(before) || is_enum(after) => return None,

        (Family::Integer(from), Family::Integer(to)) if from <= to => implicit,
        (Family::Integer(_), Family::Integer(to)) => {
            let (low, high) = range(to);
            implicit.failing(format!("{column} NOT BETWEEN {low} AND {high}"))
        }
        (Family::Integer(from), Family::Decimal(to)) => {
            digits_to_decimal(column, [5, 10, 19][from as usize / 4], to)
        }
        (Family::Integer(from), Family::Float(to)) if from < to => implicit,
        (Family::Integer(_), Family::Float(_)) => implicit.losing(BINARY_FRACTION),
        // A cast would take any number for true; its text is one of a truth value or none.
        (Family::Integer(_), Family::Boolean) => {
            Cast::exact(Conversion::ThroughText).failing(no_truth(column))
        }
        (Family::Boolean, Family::Integer(4)) => explicit,
        (Family::Boolean, Family::Integer(_)) => Cast::exact(Conversion::ThroughInteger),

        (Family::Decimal(from), Family::Decimal(to)) => between_decimals(column, from, to),
        (Family::Decimal(_) | Family::Float(_), Family::Integer(_)) => {
            let Family::Integer(bytes) = to else {
                return None;
            };
            let (low, high) = range(bytes);
            explicit
                .losing(ROUNDED)
                .where_they_are(format!("{column} <> round({column})"))
                .failing(format!("round({column}) NOT BETWEEN {low} AND {high}"))
        }
        (Family::Decimal(_), Family::Float(_)) | (Family::Float(8), Family::Float(4)) => {
            implicit.losing(BINARY_FRACTION)
        }
        (Family::Float(_), Family::Float(_)) => implicit,
        (Family::Float(_), Family::Decimal(digits)) => {
            let most = digits.map(|(precision, scale)| {
                let most = super::power_of_ten(precision.saturating_sub(scale));
                format!("abs({column}) >= {most}")
            });
            implicit.losing(BINARY_FRACTION).failing(most)
        }

        (Family::Text(from), Family::Text(to)) => {
            let fits = to.is_none_or(|to| from.is_some_and(|from| from <= to));
            implicit.failing(too_long(to.filter(|_| !fits)))
        }
        (Family::Text(_), Family::Uuid | Family::Json | Family::Jsonb) => explicit.failing(valid()),
        (Family::Text(_), Family::Other) => return None,
        (Family::Text(_), _) => explicit.losing(SPELLING).failing(valid()),
        (Family::Other, _) | (_, Family::Other) => return None,
        (_, Family::Text(limit)) => text(limit),

        (Family::Timestamp(from), Family::Timestamp(to))
        | (Family::TimestampTz(from), Family::TimestampTz(to))
        | (Family::Time(from), Family::Time(to)) => {
            between_fractions(Conversion::Implicit, from, to)
        }
        (Family::Timestamp(from), Family::TimestampTz(to))
        | (Family::TimestampTz(from), Family::Timestamp(to)) => {
            between_fractions(Conversion::InUtc, from, to)
        }
        (Family::Timestamp(_), Family::Date) => explicit
            .losing(TIME_OF_DAY)
            .where_they_are(format!("{column} <> {column}::date")),
        (Family::Date, Family::Timestamp(_)) => implicit,
        (Family::Json, Family::Jsonb) => explicit.losing("white space and order of the JSON text"),
        (Family::Jsonb, Family::Json) => explicit,
        _ => return None,
    })
}

/// `CHAR` pads its values, so it is never the same.
pub(super) fn rewrites(before: &Column, after: &Column) -> bool {
    let is_padded =
        |column: &Column| matches!(column.ty.kind, ColumnTypeKind::Native("CHAR" | "CITEXT", _));
    let grows = |from: Option<u32>, to: Option<u32>| {
        to.is_none_or(|to| from.is_some_and(|from| from <= to))
    };
    let is_same = match (family(&before.ty.kind), family(&after.ty.kind)) {
        (Family::Text(from), Family::Text(to)) => {
            !is_padded(before) && !is_padded(after) && grows(from, to)
        }
        (Family::Decimal(_), Family::Decimal(None)) => true,
        (Family::Decimal(Some(from)), Family::Decimal(Some(to))) => {
            from.0 <= to.0 && from.1 == to.1
        }
        (Family::Timestamp(from), Family::Timestamp(to))
        | (Family::TimestampTz(from), Family::TimestampTz(to))
        | (Family::Time(from), Family::Time(to)) => from <= to,
        _ => false,
    };
    !is_same
}

/// The lowest and the highest whole number of so many bytes.
fn range(bytes: u32) -> (i64, i64) {
    let highest = i64::MAX >> (64 - 8 * bytes);
    (-highest - 1, highest)
}

/// A condition that holds for text which is no value of a type. PostgreSQL can be asked for itself
/// only since version 16, so the forms of the commonest types are written out.
fn not_valid(column: &str, to: Family, ty: &ColumnTypeKind) -> String {
    let text = format!("{column}::text");
    match to {
        Family::Integer(bytes) => {
            let (low, high) = range(bytes);
            format!(
                "CASE WHEN {text} ~ '^ *[-+]?[0-9]+ *$' \
                 THEN {text}::numeric NOT BETWEEN {low} AND {high} ELSE {text} IS NOT NULL END"
            )
        }
        Family::Decimal(_) | Family::Float(_) => {
            format!("{text} !~* '^ *[-+]?([0-9]+[.]?[0-9]*|[.][0-9]+)(e[-+]?[0-9]+)? *$'")
        }
        Family::Boolean => format!(
            "lower(trim({text})) NOT IN \
             ('t', 'true', 'y', 'yes', 'on', '1', 'f', 'false', 'n', 'no', 'off', '0')"
        ),
        Family::Uuid => {
            format!("{text} !~* '^[{{]?[0-9a-f]{{4}}(-?[0-9a-f]{{4}}){{7}}[}}]?$'")
        }
        _ => {
            let name = quote::string(ENGINE, &ty.sql(ENGINE));
            format!("NOT pg_input_is_valid({text}, {name})")
        }
    }
}
