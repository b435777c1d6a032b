//! SQLite's conversions. A column takes any value, so what must not be there is looked for, and
//! a declared type alone says too little: what counts is what the entities read.

use super::{
    BINARY_FRACTION, Cast, Conversion, ROUNDED, SPELLING, TIME_OF_DAY, listed, missing, no_truth,
};
use crate::database::{Column, Domain, PartOfMoment};
use crate::dialect::{Engine, Scalar, quote};

const ENGINE: Engine = Engine::Sqlite;

/// How SQLite writes what is put into a column.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Affinity {
    Integer,
    Text,
    Blob,
    Real,
    Numeric,
}

/// SQLite's own rules: <https://www.sqlite.org/datatype3.html#determination_of_column_affinity>
fn affinity(declared: &str) -> Affinity {
    let declared = declared.to_ascii_uppercase();
    let has = |words: &[&str]| words.iter().any(|word| declared.contains(word));
    match () {
        () if has(&["INT"]) => Affinity::Integer,
        () if has(&["CHAR", "CLOB", "TEXT"]) => Affinity::Text,
        () if declared.is_empty() || has(&["BLOB"]) => Affinity::Blob,
        () if has(&["REAL", "FLOA", "DOUB"]) => Affinity::Real,
        () => Affinity::Numeric,
    }
}

/// From a type that only other tools declare: SQLite keeps values alike whatever it is called.
fn of_another_name(before: &Column, after: &Column) -> Option<Cast> {
    let column = quote::identifier(ENGINE, &after.name);
    let [from, to] = [before, after].map(|column| affinity(&column.ty.kind.sql(ENGINE)));
    let exact = Cast::exact(Conversion::Implicit);
    let is_moment = after.domain == Domain::Scalar(Scalar::DateTime);
    let cast = match (from, to) {
        _ if from == to => exact,
        // Text stays as it is where it does not look like a number.
        (Affinity::Text, Affinity::Numeric) if is_moment => exact.failing(format!(
            "CAST(CAST({column} AS NUMERIC) AS TEXT) = {column}"
        )),
        _ => return None,
    };
    Some(match &after.domain {
        Domain::Enum(..) => {
            let values = listed(ENGINE, &after.domain);
            cast.failing(format!("{column} NOT IN ({values})"))
        }
        _ => cast,
    })
}

pub(super) fn cast(before: &Column, after: &Column) -> Option<Cast> {
    let column = quote::identifier(ENGINE, &after.name);
    let exact = Cast::exact(Conversion::Implicit);
    let (from, to) = match (&before.domain, &after.domain) {
        (Domain::Enum(..), Domain::Enum(..)) => {
            let gone = missing(ENGINE, &before.domain, &after.domain);
            return Some(exact.failing(gone.map(|gone| format!("{column} IN ({gone})"))));
        }
        (Domain::Enum(..), Domain::Scalar(Scalar::String)) => return Some(exact),
        (Domain::Scalar(Scalar::String), Domain::Enum(..)) => {
            let values = listed(ENGINE, &after.domain);
            return Some(exact.failing(format!("{column} NOT IN ({values})")));
        }
        (Domain::PartOfMoment(from), Domain::PartOfMoment(to)) if from == to => {
            return Some(exact);
        }
        (Domain::Scalar(Scalar::DateTime), Domain::PartOfMoment(PartOfMoment::Date)) => {
            let cast = Cast::exact(Conversion::ToDate).losing(TIME_OF_DAY);
            return Some(
                cast.where_they_are(format!("strftime('%H:%M:%f', {column}) <> '00:00:00.000'")),
            );
        }
        (Domain::PartOfMoment(PartOfMoment::Date), Domain::Scalar(Scalar::DateTime)) => {
            return Some(Cast::exact(Conversion::ToMidnight));
        }
        (Domain::Scalar(from), Domain::Scalar(to)) => (*from, *to),
        (Domain::Unsupported, _) => return of_another_name(before, after),
        _ => return None,
    };
    Some(match (from, to) {
        _ if from == to => exact,
        (Scalar::Int, Scalar::BigInt | Scalar::Float)
        | (Scalar::Boolean, Scalar::Int | Scalar::BigInt) => exact,
        (Scalar::BigInt, Scalar::Int) => exact.failing(format!(
            "{column} NOT BETWEEN {} AND {}",
            i32::MIN,
            i32::MAX
        )),
        (Scalar::BigInt, Scalar::Float) => {
            exact.failing(format!("abs({column}) > 9007199254740992"))
        }
        (Scalar::Int | Scalar::BigInt, Scalar::Boolean) => exact.failing(no_truth(&column)),
        (Scalar::Int | Scalar::BigInt, Scalar::String | Scalar::Decimal) => {
            Cast::exact(Conversion::ThroughText)
        }
        (Scalar::Decimal | Scalar::Json | Scalar::DateTime, Scalar::String) => exact,
        (Scalar::String, Scalar::Json) => exact.failing(format!("NOT json_valid({column})")),
        (Scalar::String, Scalar::Int | Scalar::BigInt) => Cast::exact(Conversion::Cast)
            .losing(SPELLING)
            .where_they_are(format!(
                "CAST(CAST({column} AS INTEGER) AS TEXT) <> {column}"
            ))
            .failing(no_integer(&column, to)),
        (Scalar::Decimal | Scalar::Float, Scalar::Int | Scalar::BigInt) => {
            Cast::exact(Conversion::Round)
                .losing(ROUNDED)
                .where_they_are(format!(
                    "CAST({column} AS INTEGER) <> CAST({column} AS REAL)"
                ))
                .failing(too_large(&column, to))
        }
        (Scalar::Decimal, Scalar::Float) => Cast::exact(Conversion::Cast).losing(BINARY_FRACTION),
        _ => return None,
    })
}

/// A condition for text that is no whole number of a type, whatever spaces, signs and zeros are around it.
fn no_integer(column: &str, to: Scalar) -> String {
    let text = format!("trim({column})");
    let integer = format!("CAST({text} AS INTEGER)");
    let mut condition = format!(
        "{text} NOT GLOB '*[0-9]*' OR substr({text}, 2) GLOB '*[-+]*' \
         OR ltrim({text}, '-+0') <> ltrim(CAST({integer} AS TEXT), '-0')"
    );
    if to == Scalar::Int {
        let (low, high) = (i32::MIN, i32::MAX);
        condition += &format!(" OR {integer} NOT BETWEEN {low} AND {high}");
    }
    condition
}

/// A condition for numbers that are none of a type, rounded. Beyond what binary fractions hold, one at the
/// very edge may be taken for too large.
fn too_large(column: &str, to: Scalar) -> String {
    let (low, high) = match to {
        Scalar::Int => ("-2147483648.5", "2147483647.5"),
        _ => ("-9223372036854775808.0", "9223372036854775807.0"),
    };
    format!(
        "{column} GLOB '*[^-+.0-9eE]*' \
         OR CAST({column} AS REAL) <= {low} OR CAST({column} AS REAL) >= {high}"
    )
}
