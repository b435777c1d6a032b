//! What a column keeps: the meaning of its type on one engine, and what several engines keep
//! alike.
//!
//! Not for how Rust holds it; [`super::rust_type`] chooses that.

use crate::dialect::{Engine, Scalar, SqlType};

/// The values that a column of one engine, or of several, gives back as they went in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stored {
    Boolean,
    /// 8, 16, 24, 32 or 64 bits.
    Int {
        bits: u32,
        signed: bool,
    },
    /// A number that PostgreSQL knows an object by: 32 bits, unsigned.
    Oid,
    /// MySQL's `YEAR`.
    Year,
    /// 32 or 64 bits.
    Float {
        bits: u32,
    },
    /// Digits before and after the point.
    Decimal {
        whole: u32,
        scale: u32,
    },
    Money,
    /// Text of at most so many characters and bytes of UTF-8.
    Text {
        chars: u32,
        bytes: u32,
    },
    /// Text that is padded with blanks, or loses them at its end.
    Char {
        chars: u32,
    },
    Bit {
        bits: u32,
    },
    VarBit {
        bits: u32,
    },
    Uuid,
    Xml,
    Inet,
    Citext,
    /// A moment, with decimal places of a second. `zoned`: PostgreSQL's `TIMESTAMPTZ`.
    Timestamp {
        digits: u32,
        zoned: bool,
    },
    Date,
    Time {
        digits: u32,
    },
    TimeTz {
        digits: u32,
    },
    Json,
    Bytes {
        max: u32,
    },
    /// Bytes that are padded with zeros.
    Binary {
        bytes: u32,
    },
    /// MySQL's `BIT`.
    BitField {
        bits: u32,
    },
}

/// No bound of its own.
pub(super) const UNBOUNDED: u32 = u32::MAX;

/// Beyond this a `rust_decimal::Decimal` does not go.
const DECIMAL: Stored = Stored::Decimal {
    whole: 35,
    scale: 30,
};

/// What SQLite keeps where no other engine narrows it. It stores what it is given, so that this
/// is a choice: the one that other engines make for the same scalar type.
pub(super) fn by_scalar(scalar: Scalar) -> Stored {
    match scalar {
        Scalar::String => Stored::Text {
            chars: UNBOUNDED,
            bytes: UNBOUNDED,
        },
        Scalar::Boolean => Stored::Boolean,
        Scalar::Int => Stored::Int {
            bits: 32,
            signed: true,
        },
        Scalar::BigInt => Stored::Int {
            bits: 64,
            signed: true,
        },
        Scalar::Float => Stored::Float { bits: 64 },
        Scalar::Decimal => DECIMAL,
        Scalar::DateTime => Stored::Timestamp {
            digits: 3,
            zoned: false,
        },
        Scalar::Json => Stored::Json,
        Scalar::Bytes => Stored::Bytes { max: UNBOUNDED },
    }
}

/// What a column of this type keeps. None: no type of Rust's reads it.
pub(super) fn stored(engine: Engine, scalar: Scalar, sql: &SqlType) -> Option<Stored> {
    match engine {
        Engine::Sqlite => Some(by_scalar(scalar)),
        Engine::Postgresql => on_postgresql(sql),
        Engine::Mysql => on_mysql(scalar, sql),
    }
}

fn on_postgresql(sql: &SqlType) -> Option<Stored> {
    let first = sql.arguments.first().copied();
    let digits = first.unwrap_or(6);
    let text = |chars| Stored::Text {
        chars,
        bytes: UNBOUNDED,
    };
    Some(match sql.name {
        "SMALLINT" => Stored::Int {
            bits: 16,
            signed: true,
        },
        "INTEGER" => Stored::Int {
            bits: 32,
            signed: true,
        },
        "BIGINT" => Stored::Int {
            bits: 64,
            signed: true,
        },
        "OID" => Stored::Oid,
        "REAL" => Stored::Float { bits: 32 },
        "DOUBLE PRECISION" => Stored::Float { bits: 64 },
        "DECIMAL" => decimal(&sql.arguments, DECIMAL),
        "MONEY" => Stored::Money,
        "BOOLEAN" => Stored::Boolean,
        "TEXT" => text(UNBOUNDED),
        "VARCHAR" => text(first.unwrap_or(UNBOUNDED)),
        "CHAR" => Stored::Char {
            chars: first.unwrap_or(1),
        },
        "BIT" => Stored::Bit {
            bits: first.unwrap_or(1),
        },
        "VARBIT" => Stored::VarBit {
            bits: first.unwrap_or(UNBOUNDED),
        },
        "UUID" => Stored::Uuid,
        "XML" => Stored::Xml,
        "INET" => Stored::Inet,
        "CITEXT" => Stored::Citext,
        "TIMESTAMP" => Stored::Timestamp {
            digits,
            zoned: false,
        },
        "TIMESTAMPTZ" => Stored::Timestamp {
            digits,
            zoned: true,
        },
        "DATE" => Stored::Date,
        "TIME" => Stored::Time { digits },
        "TIMETZ" => Stored::TimeTz { digits },
        "JSON" | "JSONB" => Stored::Json,
        "BYTEA" => Stored::Bytes { max: UNBOUNDED },
        _ => return None,
    })
}

fn on_mysql(scalar: Scalar, sql: &SqlType) -> Option<Stored> {
    let first = sql.arguments.first().copied();
    let digits = first.unwrap_or(0);
    let int = |bits, signed| Stored::Int { bits, signed };
    Some(match sql.name {
        _ if scalar == Scalar::Boolean => Stored::Boolean,
        "TINYINT" => int(8, true),
        "SMALLINT" => int(16, true),
        "MEDIUMINT" => int(24, true),
        "INTEGER" => int(32, true),
        "BIGINT" => int(64, true),
        "TINYINT UNSIGNED" => int(8, false),
        "SMALLINT UNSIGNED" => int(16, false),
        "MEDIUMINT UNSIGNED" => int(24, false),
        "INTEGER UNSIGNED" => int(32, false),
        "BIGINT UNSIGNED" => int(64, false),
        "YEAR" => Stored::Year,
        "FLOAT" => Stored::Float { bits: 32 },
        "DOUBLE" => Stored::Float { bits: 64 },
        // Without arguments it is MySQL's own DECIMAL(10, 0).
        "DECIMAL" => decimal(
            &sql.arguments,
            Stored::Decimal {
                whole: 10,
                scale: 0,
            },
        ),
        "CHAR" => Stored::Char { chars: first? },
        "VARCHAR" => Stored::Text {
            chars: first?,
            bytes: UNBOUNDED,
        },
        "TINYTEXT" => Stored::Text {
            chars: UNBOUNDED,
            bytes: 0xFF,
        },
        "TEXT" => Stored::Text {
            chars: UNBOUNDED,
            bytes: 0xFFFF,
        },
        "MEDIUMTEXT" => Stored::Text {
            chars: UNBOUNDED,
            bytes: 0xFF_FFFF,
        },
        "LONGTEXT" => Stored::Text {
            chars: UNBOUNDED,
            bytes: UNBOUNDED,
        },
        "BINARY" => Stored::Binary { bytes: first? },
        "VARBINARY" => Stored::Bytes { max: first? },
        "TINYBLOB" => Stored::Bytes { max: 0xFF },
        "BLOB" => Stored::Bytes { max: 0xFFFF },
        "MEDIUMBLOB" => Stored::Bytes { max: 0xFF_FFFF },
        "LONGBLOB" => Stored::Bytes { max: UNBOUNDED },
        "BIT" => Stored::BitField { bits: first? },
        "DATE" => Stored::Date,
        "TIME" => Stored::Time { digits },
        "DATETIME" | "TIMESTAMP" => Stored::Timestamp {
            digits,
            zoned: false,
        },
        "JSON" => Stored::Json,
        _ => return None,
    })
}

fn decimal(arguments: &[u32], otherwise: Stored) -> Stored {
    match *arguments {
        [0] | [0, 0] => Stored::Decimal {
            whole: 10,
            scale: 0,
        },
        [precision] => Stored::Decimal {
            whole: precision,
            scale: 0,
        },
        [precision, scale] => Stored::Decimal {
            whole: precision.saturating_sub(scale),
            scale,
        },
        _ => otherwise,
    }
}

/// What a column of PostgreSQL and one of MySQL keep alike, where one type of Rust's reads both.
pub(super) fn common(postgresql: Stored, mysql: Stored) -> Option<Stored> {
    use Stored::*;
    Some(match (postgresql, mysql) {
        (a, b) if a == b => a,
        // PostgreSQL gives an integer only to the type of its own width.
        (Int { bits, .. }, Int { signed: true, .. }) => Int { bits, signed: true },
        (
            Int { bits: 32, .. },
            Int {
                bits: 8..=32,
                signed: false,
            },
        ) => Int {
            bits: 32,
            signed: false,
        },
        (
            Int { bits: 64, .. },
            Int {
                bits: 64,
                signed: false,
            },
        ) => Int {
            bits: 63,
            signed: false,
        },
        (Int { bits: 32, .. }, Year) => Year,
        (
            Oid,
            Int {
                bits: 8..=32,
                signed: false,
            },
        ) => Oid,
        (Decimal { whole, scale }, Decimal { whole: w, scale: s }) => Decimal {
            whole: whole.min(w),
            scale: scale.min(s),
        },
        (Text { chars, bytes }, Text { chars: c, bytes: b }) => Text {
            chars: chars.min(c),
            bytes: bytes.min(b),
        },
        (
            Char { chars },
            Char { chars: c }
            | Text {
                chars: c,
                bytes: UNBOUNDED,
            },
        )
        | (
            Text {
                chars,
                bytes: UNBOUNDED,
            },
            Char { chars: c },
        ) => Char {
            chars: chars.min(c),
        },
        (Bit { bits }, Text { chars: c, .. } | Char { chars: c }) if bits <= c => Bit { bits },
        (VarBit { bits }, Text { chars: c, bytes: b }) => VarBit {
            bits: bits.min(c).min(b),
        },
        (Uuid, Text { chars: 36.., .. } | Char { chars: 36.. }) => Uuid,
        (Inet, Text { chars: 43.., .. } | Char { chars: 43.. }) => Inet,
        (
            Xml,
            Text {
                chars: UNBOUNDED,
                bytes: UNBOUNDED,
            },
        ) => Xml,
        (Citext, Text { chars, bytes }) => Text { chars, bytes },
        (Timestamp { digits, zoned }, Timestamp { digits: d, .. }) => Timestamp {
            digits: digits.min(d),
            zoned,
        },
        (Time { digits }, Time { digits: d }) => Time {
            digits: digits.min(d),
        },
        (Bytes { max }, Bytes { max: m }) => Bytes { max: max.min(m) },
        (Bytes { .. }, Binary { bytes }) => Binary { bytes },
        _ => return None,
    })
}
