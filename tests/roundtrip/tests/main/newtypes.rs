//! What the newtypes do without a database.

use std::fmt::Debug;
use std::str::FromStr;

use sea_orm::sea_query::prelude::{chrono, rust_decimal};
use serde_json::json;

use crate::generated::postgresql::types::{Decimal, Inet, Time, TimeTz, Timestamp, TimestampTz};
use crate::generated::sqlite;

fn parse<T: FromStr<Err: Debug>>(text: &str) -> T {
    text.parse().unwrap()
}

#[test]
fn now_has_as_many_places_as_the_column() {
    let nanos = Timestamp::<3>::now().timestamp_subsec_nanos();
    assert_eq!(nanos % 1_000_000, 0);
    assert_eq!(Timestamp::<0>::now().timestamp_subsec_nanos(), 0);
    assert_eq!(TimestampTz::<6>::now().timestamp_subsec_nanos() % 1_000, 0);
}

#[test]
fn truncating_is_visible_and_goes_towards_the_past() {
    let moment = parse::<chrono::DateTime<chrono::Utc>>("1969-12-31T23:59:59.999999Z");
    assert!(Timestamp::<3>::try_from(moment).is_err());
    let cut = Timestamp::<3>::truncate(moment).unwrap();
    assert_eq!(cut.to_string(), "1969-12-31T23:59:59.999Z");
    let leap = parse::<chrono::DateTime<chrono::Utc>>("2026-06-30T23:59:60.5Z");
    let cut = Timestamp::<3>::truncate(leap).unwrap();
    assert_eq!(cut.to_string(), "2026-06-30T23:59:59.999Z");
    let time = parse::<chrono::NaiveTime>("23:59:59.999999");
    assert_eq!(Time::<0>::truncate(time).to_string(), "23:59:59");
    let offset = chrono::FixedOffset::west_opt(3600).unwrap();
    let cut = TimeTz::<3>::truncate(time, offset).unwrap();
    assert_eq!(cut.to_string(), "23:59:59.999-01:00");
}

#[test]
fn a_zone_is_a_way_to_write_a_moment() {
    let paris = parse::<Timestamp<3>>("2026-01-02T03:04:05+01:00");
    assert_eq!(paris, parse("2026-01-02T02:04:05Z"));
    assert_eq!(paris.to_string(), "2026-01-02T02:04:05Z");
}

#[test]
fn rounding_is_visible_and_goes_away_from_zero() {
    let number = parse::<rust_decimal::Decimal>("-1.005");
    let refused = Decimal::<10, 2>::try_from(number).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "-1.005 is refused: 8 digits before and 2 after the point are kept"
    );
    assert_eq!(
        Decimal::<10, 2>::round(number).unwrap().to_string(),
        "-1.01"
    );
    assert!(Decimal::<10, 2>::round(parse("99999999.995")).is_err());
}

#[test]
fn equal_decimals_are_written_alike() {
    for text in ["1.5", "1.50", "01.500"] {
        assert_eq!(parse::<Decimal<10, 2>>(text).to_string(), "1.5");
    }
    assert_eq!(parse::<Decimal<10, 2>>("-0.00").to_string(), "0");
}

#[test]
fn an_address_without_a_prefix_is_one_with_the_longest() {
    assert_eq!(parse::<Inet>("10.0.0.1/32"), parse("10.0.0.1"));
    assert_eq!(parse::<Inet>("10.0.0.1/32").to_string(), "10.0.0.1");
    assert_eq!(parse::<Inet>("::1/64").to_string(), "::1/64");
}

#[test]
fn a_model_is_serialized_and_read_back() {
    let model = json!({
        "id": 1, "boolean": true, "int": 5, "big_int": -5, "float": 0.1, "string": "a",
        "decimal": "79228162514264337593543950335", "date_time": "2026-01-02T03:04:05.678Z",
        "json": { "a": null }, "bytes": [1, 2], "role": "it's a \"user\"",
    });
    let read: sqlite::wide::Model = serde_json::from_value(model.clone()).unwrap();
    assert_eq!(read.role, Some(sqlite::role::Role::User));
    assert_eq!(serde_json::to_value(&read).unwrap(), model);
    let beyond = json!({ "date_time": "2026-01-02T03:04:05.6789Z" });
    let merged = serde_json::from_value::<sqlite::wide::Model>(beyond);
    assert!(merged.is_err());
}
