//! Values at the limits of types, and beyond.

use std::fmt;
use std::str::FromStr;

use sea_orm::prelude::Json;
use serde_json::json;

use crate::column::{Try, either, exact, refused, texts};

/// Text that every column of text keeps: nothing is trimmed, folded or taken for a number.
pub(crate) fn plain() -> Vec<String> {
    let plain = [
        "",
        " ",
        " a",
        "a\n",
        "\t",
        "5",
        "1e3",
        "null",
        "O'Brien \"x\" \\ ` ; -- /* %s $1 ?",
        "é e\u{301} ß İ",
        "😀 🏳️‍🌈",
        "\u{feff}\u{202e}\u{fffd}\u{10ffff}",
    ];
    plain.map(str::to_owned).to_vec()
}

/// Text without a limit.
pub(crate) fn text() -> Vec<Try<String>> {
    let mut values = exact(plain());
    values.extend(exact([
        "a ".to_owned(),
        "x".repeat(1 << 20),
        "😀".repeat(1 << 18),
    ]));
    // PostgreSQL has no NUL in text.
    values.extend(either(["a\0b".to_owned()]));
    values
}

/// Text of at most so many characters.
pub(crate) fn chars(max: usize) -> Vec<Try<String>> {
    let mut values = exact(
        plain()
            .into_iter()
            .filter(|text| text.chars().count() <= max),
    );
    values.extend(exact([
        "x".repeat(max),
        "😀".repeat(max),
        format!("{} ", "x".repeat(max - 1)),
    ]));
    values.extend(refused([
        "x".repeat(max + 1),
        format!("{} ", "x".repeat(max)),
    ]));
    values
}

/// Text of at most so many bytes.
pub(crate) fn bytes_of_text(max: usize) -> Vec<Try<String>> {
    let mut values = exact(["".to_owned(), "x".repeat(max), "é".repeat(max / 2)]);
    values.extend(refused([
        "x".repeat(max + 1),
        format!("{} ", "x".repeat(max)),
        "é".repeat(max / 2 + 1),
    ]));
    values
}

/// Text of at most so many characters without blanks at its end.
pub(crate) fn blank_padded(max: usize) -> Vec<Try<String>> {
    let mut values = exact([
        "".to_owned(),
        "x".to_owned(),
        "😀".repeat(max),
        "x".repeat(max),
    ]);
    values.extend(exact(
        [" a", "a\n", "\t"]
            .map(str::to_owned)
            .into_iter()
            .filter(|text| text.len() <= max),
    ));
    values.extend(refused([
        "x".repeat(max + 1),
        " ".to_owned(),
        format!("{} ", "x".repeat(max - 1)),
    ]));
    values
}

/// Exactly so many bits, as text.
pub(crate) fn bits(length: usize) -> Vec<Try<String>> {
    let mut values = exact(["0".repeat(length), "1".repeat(length)]);
    values.extend(refused([
        "".to_owned(),
        "1".repeat(length + 1),
        "2".repeat(length),
        "x1".to_owned(),
    ]));
    values
}

/// At most so many bits, as text.
pub(crate) fn bits_up_to(max: usize) -> Vec<Try<String>> {
    let mut values = exact(["".to_owned(), "0".to_owned(), "1".repeat(max)]);
    values.extend(refused(["2".to_owned(), "x1".to_owned(), " 1".to_owned()]));
    values
}

/// XML.
pub(crate) fn xml() -> Vec<Try<String>> {
    let kept = [
        "",
        "a",
        "<a> <b x='1'/>\n</a>",
        "<a>\r\n</a>",
        "a<b/>",
        "<a>é😀</a>",
        "&lt;<![CDATA[x]]>",
    ];
    let mut values = exact(kept.map(str::to_owned));
    values.extend(refused(["<?xml version='1.0'?><a/>".to_owned()]));
    // Only PostgreSQL reads it.
    values.extend(either([
        "<a".to_owned(),
        " <?xml version='1.0'?><a/>".to_owned(),
    ]));
    values
}

/// UUIDs, as text.
pub(crate) fn uuids<T: FromStr<Err: fmt::Display>>() -> Vec<Try<T>> {
    texts(
        &[
            "00000000-0000-0000-0000-000000000000",
            "ffffffff-ffff-ffff-ffff-ffffffffffff",
            "0123456789ABCDEFFEDCBA9876543210",
        ],
        &["", "0123", "g0000000-0000-0000-0000-000000000000"],
    )
}

/// Addresses.
pub(crate) const INETS: &[&str] = &[
    "10.0.0.1",
    "10.0.0.1/24",
    "0.0.0.0/0",
    "255.255.255.255",
    "::",
    "::1",
    "::ffff:1.2.3.4",
    "2001:db8::1/64",
    "1:0:0:2::3",
    "::1.2.3.4",
];

/// Bytes without a limit.
pub(crate) fn bytes() -> Vec<Try<Vec<u8>>> {
    let mut values = exact(few_bytes());
    values.extend(exact([vec![0xab; 1 << 20]]));
    values
}

/// At most so many bytes.
pub(crate) fn bytes_up_to(max: usize) -> Vec<Try<Vec<u8>>> {
    let mut values = exact(few_bytes());
    values.extend(exact([vec![0xff; max]]));
    values.extend(refused([vec![0; max + 1]]));
    values
}

/// Exactly so many bytes.
pub(crate) fn bytes_of(length: usize) -> Vec<Try<Vec<u8>>> {
    let mut values = exact([
        vec![0; length],
        vec![0x20; length],
        (1..=length as u8).collect(),
    ]);
    values.extend(refused([vec![], vec![1; length - 1], vec![1; length + 1]]));
    values
}

fn few_bytes() -> Vec<Vec<u8>> {
    vec![
        vec![],
        vec![0],
        vec![0, 0],
        vec![1, 0],
        b"text ".to_vec(),
        vec![0xff, 0xfe, 0],
        (0..=254).collect(),
    ]
}

/// Numbers that every column of 64 bits keeps.
pub(crate) const FLOATS: &[f64] = &[
    0.0,
    -0.0,
    1.0,
    5.0,
    -0.1,
    0.1 + 0.2,
    f64::MAX,
    f64::MIN,
    f64::MIN_POSITIVE,
    5e-324,
    f64::EPSILON,
    1e16,
    9_007_199_254_740_993.0,
    1e22,
    123_456_789.123_456_79,
];

/// Numbers that every column of 32 bits keeps.
pub(crate) const REALS: &[f32] = &[
    0.0,
    -0.0,
    0.1,
    16_777_216.0,
    f32::MAX,
    f32::MIN,
    f32::MIN_POSITIVE,
    1e-45,
    3.402_823e38,
];

/// Decimal numbers that fit DECIMAL(65, 30), and some that fit no `Decimal`.
pub(crate) fn decimals<T: FromStr<Err: fmt::Display>>() -> Vec<Try<T>> {
    texts(
        &[
            "0",
            "-0",
            "5",
            "0.1",
            "-0.1",
            "1.50",
            "100",
            "1.005",
            "0.3333333333333333333333333333",
            "79228162514264337593543950335",
            "-79228162514264337593543950335",
            "7.9228162514264337593543950335",
            "79.228162514264337593543950335",
            "-7922816251426433759354395.0335",
            "0.0000000000000000000000000001",
            "12345678901234567890.12345678",
        ],
        &[
            "",
            "1e3",
            "NaN",
            "79228162514264337593543950336",
            "0.00000000000000000000000000001",
        ],
    )
}

/// Decimal numbers that fit DECIMAL(10, 2), and some that do not.
pub(crate) fn prices<T: FromStr<Err: fmt::Display>>() -> Vec<Try<T>> {
    texts(
        &[
            "0",
            "5",
            "0.1",
            "1.50",
            "99999999.99",
            "-99999999.99",
            "1.500000",
        ],
        &["100000000", "-100000000", "1.005", "0.001"],
    )
}

/// Moments with so many decimal places, in years that every engine has.
pub(crate) fn moments<T: FromStr<Err: fmt::Display>>(digits: usize) -> Vec<Try<T>> {
    let mut kept = vec![
        "1970-01-01T00:00:00Z",
        "2038-01-19T03:14:08Z",
        "2024-02-29T12:00:00+14:00",
        "2026-03-29T01:30:00-05:00",
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z",
        "1582-10-10T00:00:00Z",
        "0999-12-31T23:59:59Z",
    ];
    let mut refused = vec![
        "0000-12-31T23:59:59Z",
        "9999-12-31T23:59:59-01:00",
        "2026-06-30T23:59:60Z",
        "2026-01-01T00:00:00.123456789Z",
        "",
    ];
    let places = [
        "2026-01-01T23:59:59.999Z",
        "1969-12-31T23:59:59.999Z",
        "2026-01-01T00:00:00.100Z",
    ];
    let more = ["2026-01-01T00:00:00.000001Z", "9999-12-31T23:59:59.999999Z"];
    if digits >= 3 {
        kept.extend(places)
    } else {
        refused.extend(places)
    }
    if digits >= 6 {
        kept.extend(more)
    } else {
        refused.extend(more)
    }
    texts(&kept, &refused)
}

/// Moments that MySQL's TIMESTAMP has, and some that it has not.
pub(crate) fn stamps<T: FromStr<Err: fmt::Display> + Clone>(digits: usize) -> Vec<Try<T>> {
    let mut values: Vec<Try<T>> = texts(
        &[
            "1970-01-01T00:00:01Z",
            "2038-01-19T03:14:07Z",
            "2026-03-29T01:30:00Z",
            "2024-02-29T12:00:00+14:00",
        ],
        &["0000-12-31T23:59:59Z", "2026-01-01T00:00:00.123456789Z"],
    );
    if digits >= 6 {
        values.extend(texts(&["2026-01-01T00:00:00.000001Z"], &[]));
    }
    let beyond = [
        "1970-01-01T00:00:00Z",
        "2038-01-19T03:14:08Z",
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z",
    ];
    values.extend(either(beyond.iter().filter_map(|text| text.parse().ok())));
    values
}

/// Dates, as text.
pub(crate) fn dates<T: FromStr<Err: fmt::Display>>() -> Vec<Try<T>> {
    texts(
        &[
            "1970-01-01",
            "0001-01-01",
            "9999-12-31",
            "2024-02-29",
            "1000-01-01",
            "1582-10-10",
        ],
        &["0000-12-31", "+10000-01-01", "-0001-01-01", "2023-02-29"],
    )
}

/// Times with so many decimal places.
pub(crate) fn times<T: FromStr<Err: fmt::Display>>(digits: usize) -> Vec<Try<T>> {
    let places = ["23:59:59.999999", "00:00:00.000001", "12:34:56.789"];
    let kept = ["00:00:00", "23:59:59", "01:02:03"];
    let refused = ["24:00:00", "23:59:60", "00:00:00.1234567"];
    match digits {
        6 => texts(&[kept, places].concat(), &refused),
        _ => texts(&kept, &[refused, places].concat()),
    }
}

/// Times with an offset and so many decimal places.
pub(crate) fn times_with_offset<T: FromStr<Err: fmt::Display>>(digits: usize) -> Vec<Try<T>> {
    let kept = [
        "00:00:00+00:00",
        "12:00:00+15:59",
        "12:00:00-15:59:59",
        "01:02:03-05",
        "23:59:59+05:30",
    ];
    let refused = [
        "12:00:00",
        "12:00:00+16:00",
        "12:00:00+5x",
        "23:59:60+00:00",
    ];
    let places = ["23:59:59.999999-12:00"];
    match digits {
        6 => texts(&[kept.as_slice(), &places].concat(), &refused),
        _ => texts(&kept, &[refused.as_slice(), &places].concat()),
    }
}

/// JSON. `integers`: whether `1e16` comes back as what it is.
pub(crate) fn json(floats_stay: bool) -> Vec<Try<Json>> {
    let nested = |depth: usize| (0..depth).fold(json!(1), |inner, _| json!([inner]));
    let members = |depth: usize| (0..depth).fold(json!(1), |inner, _| json!({ "a": inner }));
    let mut values = exact([
        json!(null),
        json!(true),
        json!(5),
        json!("5"),
        json!(""),
        json!([]),
        json!({}),
        json!({ "b": 1, "a": { "x": [1, 2.5, null, "é😀"] }, "": " " }),
        json!(i64::MIN),
        json!(u64::MAX),
        json!("\\\"'/\u{7f}\u{2028}"),
        json!([1.0, 100.0, -1.5e300]),
        json!("x".repeat(1 << 20)),
        nested(30),
    ]);
    let floats = FLOATS.iter().filter(|float| **float != 1e16);
    values.extend(exact(floats.map(|float| json!({ "f": [float] }))));
    // PostgreSQL has no NUL in JSON; MariaDB has a depth of 31.
    values.extend(either([json!("\0"), nested(127), members(127)]));
    values.extend(refused([nested(128), members(128)]));
    let large = [json!(1e16), json!({ "a": [-1.5e17] })];
    values.extend(if floats_stay {
        exact(large)
    } else {
        refused(large)
    });
    values
}
