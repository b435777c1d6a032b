//! The generated `types.rs`, put together from the pieces that a schema needs.
//!
//! A piece is a file of Rust in `pieces/`. They are no modules of this crate: the entity crate
//! compiles them, and the round trip in `tests/` runs them.

use std::collections::BTreeSet;

use super::template;

/// A part of `types.rs`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Piece {
    /// `Timestamp`, `Timestamp<DIGITS>`
    Timestamp,
    /// `TimestampTz`, `TimestampTz<DIGITS>`, for PostgreSQL's `TIMESTAMPTZ`.
    TimestampTz,
    /// The same where PostgreSQL is not the only engine.
    TimestampTzNaive,
    /// `Time<DIGITS>`
    Time,
    /// `TimeTz<DIGITS>`
    TimeTz,
    /// `Decimal<PRECISION, SCALE>`
    Decimal,
    /// `UnsignedBigInt`
    UnsignedBigInt,
    /// `PortableUuid`
    PortableUuid,
    /// `Inet`
    Inet,
    /// Lists of the newtypes (PostgreSQL), and limits of the items of lists.
    List,
    /// `Limit` and `check`.
    Limit,
    /// Limits of dates.
    LimitDate,
    /// Limits of JSON.
    LimitJson,
}

/// What is said of a newtype where `types.rs` is put together.
struct Newtype {
    piece: Piece,
    name: &'static str,
    /// Its constants, as in `Timestamp<DIGITS>`.
    parameters: &'static str,
    /// Whether `text_type!` implements it, or else `column_type!`.
    text: bool,
    /// Its use in lists, if it has one.
    item: Option<&'static str>,
    body: &'static [&'static str],
}

const NEWTYPES: [Newtype; 9] = [
    Newtype {
        piece: Piece::Timestamp,
        name: "Timestamp",
        parameters: "<DIGITS>",
        text: false,
        item: Some("list_item!(Timestamp<DIGITS>, chrono::NaiveDateTime, Self::restore);"),
        body: &[
            include_str!("pieces/timestamp.rs"),
            include_str!("pieces/timestamp_naive.rs"),
        ],
    },
    Newtype {
        piece: Piece::TimestampTz,
        name: "TimestampTz",
        parameters: "<DIGITS>",
        text: false,
        item: Some(
            "list_item!(TimestampTz<DIGITS>, chrono::DateTime<chrono::Utc>, Self::restore);",
        ),
        body: &[
            include_str!("pieces/timestamp.rs"),
            include_str!("pieces/timestamp_tz.rs"),
        ],
    },
    Newtype {
        piece: Piece::TimestampTzNaive,
        name: "TimestampTz",
        parameters: "<DIGITS>",
        text: false,
        // Lists are PostgreSQL's alone.
        item: None,
        body: &[
            include_str!("pieces/timestamp.rs"),
            include_str!("pieces/timestamp_tz_naive.rs"),
        ],
    },
    Newtype {
        piece: Piece::Time,
        name: "Time",
        parameters: "<DIGITS>",
        text: false,
        item: Some("list_item!(Time<DIGITS>, chrono::NaiveTime, Self::restore);"),
        body: &[include_str!("pieces/time.rs")],
    },
    Newtype {
        piece: Piece::TimeTz,
        name: "TimeTz",
        parameters: "<DIGITS>",
        text: true,
        item: Some("list_item!(TimeTz<DIGITS>, String, |text| text.parse());"),
        body: &[include_str!("pieces/time_tz.rs")],
    },
    Newtype {
        piece: Piece::Decimal,
        name: "Decimal",
        parameters: "<PRECISION, SCALE>",
        text: false,
        item: Some(
            "list_item!(Decimal<PRECISION, SCALE>, bigdecimal::BigDecimal, Self::from_big);",
        ),
        body: &[include_str!("pieces/decimal.rs")],
    },
    Newtype {
        piece: Piece::UnsignedBigInt,
        name: "UnsignedBigInt",
        parameters: "",
        text: false,
        item: None,
        body: &[include_str!("pieces/unsigned_big_int.rs")],
    },
    Newtype {
        piece: Piece::PortableUuid,
        name: "PortableUuid",
        parameters: "",
        text: true,
        item: None,
        body: &[include_str!("pieces/portable_uuid.rs")],
    },
    Newtype {
        piece: Piece::Inet,
        name: "Inet",
        parameters: "",
        text: true,
        item: Some("list_item!(Inet, String, |text| text.parse());"),
        body: &[include_str!("pieces/inet.rs")],
    },
];

impl Piece {
    /// The name of the newtype that it defines, if it does.
    pub(super) fn type_name(self) -> Option<&'static str> {
        let newtype = NEWTYPES.iter().find(|newtype| newtype.piece == self);
        newtype.map(|newtype| newtype.name)
    }

    /// How many decimal places of a second the newtype has where none are said: those that
    /// `DateTime` has in a schema.
    pub(super) fn default_digits(self) -> Option<u32> {
        match self {
            Self::Timestamp | Self::TimestampTz | Self::TimestampTzNaive => Some(3),
            _ => None,
        }
    }
}

/// The text of `types.rs`, or nothing where no piece is needed. `serde`: whether the newtypes
/// are serialized and deserialized, as text.
pub fn types_file(pieces: &BTreeSet<Piece>, serde: bool) -> Option<String> {
    if pieces.is_empty() {
        return None;
    }
    let newtypes: Vec<&Newtype> = NEWTYPES
        .iter()
        .filter(|newtype| pieces.contains(&newtype.piece))
        .collect();
    let lists = pieces.contains(&Piece::List);
    let mut text = String::from(HEAD);
    text.push_str(&imports(pieces, &newtypes));

    let mut part = |source: &str| {
        text.push('\n');
        text.push_str(&code(source, pieces));
    };
    if !newtypes.is_empty() {
        part(include_str!("pieces/refused.rs"));
    }
    if newtypes.iter().any(|newtype| !newtype.text) {
        part(include_str!("pieces/column_type.rs"));
    }
    if newtypes.iter().any(|newtype| newtype.text) {
        part(include_str!("pieces/text_type.rs"));
    }
    if lists && newtypes.iter().any(|newtype| newtype.item.is_some()) {
        part(include_str!("pieces/list.rs"));
    }
    if serde && !newtypes.is_empty() {
        part(include_str!("pieces/serde.rs"));
    }
    for newtype in newtypes {
        let whole = format!("{}{}", newtype.name, newtype.parameters);
        for body in newtype.body {
            // The one body that two newtypes share.
            match newtype.name {
                "TimestampTz" => part(
                    &body
                        .replace("Timestamp<", "TimestampTz<")
                        .replace("Timestamp::", "TimestampTz::"),
                ),
                _ => part(body),
            }
        }
        if let (true, Some(item)) = (lists, newtype.item) {
            part(item);
        }
        if serde {
            part(&format!("serde_as_text!({whole});\n"));
        }
    }
    if pieces.contains(&Piece::Limit) {
        part(include_str!("pieces/limit.rs"));
    }
    Some(text)
}

const HEAD: &str = "\
//! Types of columns, each of which gives back exactly what it was given, on every database that
//! this schema is for.

";

/// A piece without its first comment and without the sections that are not needed.
fn code(source: &str, pieces: &BTreeSet<Piece>) -> String {
    let body = match source.strip_prefix("//!") {
        Some(_) => source.split_once("\n\n").map_or("", |(_, body)| body),
        None => source,
    };
    let sections = [
        ("date", Piece::LimitDate),
        ("json", Piece::LimitJson),
        ("list", Piece::List),
    ];
    let needed = sections.map(|(name, piece)| (name, pieces.contains(&piece)));
    template::keep(body, &needed)
}

/// The `use` lines, those of the standard library first.
fn imports(pieces: &BTreeSet<Piece>, newtypes: &[&Newtype]) -> String {
    use Piece::*;
    let any = |wanted: &[Piece]| wanted.iter().any(|piece| pieces.contains(piece));
    let some = !newtypes.is_empty();
    let texts = newtypes.iter().any(|newtype| newtype.text);
    let items = any(&[List]) && newtypes.iter().any(|newtype| newtype.item.is_some());
    let limits = any(&[Limit]);
    let moments = any(&[Timestamp, TimestampTz, TimestampTzNaive]);
    let times = moments || any(&[Time, TimeTz]);

    let standard = [
        use_line("std::fmt", &[("", some)]),
        use_line(
            "std::net",
            &[("AddrParseError", any(&[Inet])), ("IpAddr", any(&[Inet]))],
        ),
        use_line(
            "std::ops",
            &[("Deref", moments || any(&[Time, Decimal, PortableUuid]))],
        ),
        use_line("std::str", &[("FromStr", some)]),
    ]
    .concat();
    let others = [
        use_line("sea_orm::sea_query::postgres_array", &[("NotU8", items)]),
        use_line(
            "sea_orm::sea_query::prelude::chrono",
            &[
                ("self", times),
                ("Datelike", moments || any(&[LimitDate])),
                ("Timelike", times),
            ],
        ),
        use_line(
            "sea_orm::sea_query::prelude",
            &[
                ("bigdecimal", any(&[Decimal])),
                ("rust_decimal", any(&[Decimal])),
                ("serde_json", any(&[LimitJson])),
                ("uuid", any(&[PortableUuid])),
            ],
        ),
        use_line(
            "sea_orm::sea_query",
            &[
                ("self", texts),
                ("ArrayType", some),
                ("Nullable", some),
                ("OptionEnum", texts),
                ("ValueType", some),
                ("ValueTypeErr", some),
            ],
        ),
        use_line(
            "sea_orm",
            &[
                ("ActiveModelTrait", limits),
                ("ActiveValue", some || limits),
                ("ColIdx", some),
                ("ColumnType", some),
                ("DbErr", true),
                ("EntityName", limits),
                ("EntityTrait", limits),
                ("IdenStatic", limits),
                ("IntoActiveValue", some),
                ("QueryResult", some),
                ("TryFromU64", some),
                ("TryGetError", some),
                ("TryGetable", some),
                ("TryGetableArray", items),
                ("Value", true),
            ],
        ),
    ]
    .concat();
    if standard.is_empty() {
        others
    } else {
        format!("{standard}\n{others}")
    }
}

/// `use path::{names};` of the names that are needed, as rustfmt writes it. An empty name stands
/// for the path itself.
fn use_line(path: &str, names: &[(&str, bool)]) -> String {
    let needed = names.iter().filter(|(_, needed)| *needed);
    let names: Vec<&str> = needed.map(|(name, _)| *name).collect();
    match names.as_slice() {
        [] => String::new(),
        [""] | ["self"] => format!("use {path};\n"),
        [name] => format!("use {path}::{name};\n"),
        _ => {
            let line = format!("use {path}::{{{}}};\n", names.join(", "));
            if line.len() <= 101 {
                return line;
            }
            let mut wrapped = format!("use {path}::{{\n");
            let mut row = String::from("   ");
            for name in names {
                if row.len() + name.len() + 2 > 100 {
                    wrapped.push_str(&row);
                    wrapped.push('\n');
                    row = String::from("   ");
                }
                row.push_str(&format!(" {name},"));
            }
            format!("{wrapped}{row}\n}};\n")
        }
    }
}
