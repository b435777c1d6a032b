//! Which values are tried with which column.

use sea_orm::prelude::Json;

use crate::column::{Report, either, exact, refused, texts};
use crate::database::fresh;
use crate::values::*;

#[tokio::test]
async fn every_engine() {
    let databases = fresh("every").await;
    let mut report = Report::default();
    macro_rules! wide {
        ($($field:ident $column:ident: $values:expr;)*) => {
            $(try_column!(report, databases, crate::generated::every::wide, $field, $column, $values);)*
        };
    }
    use crate::generated::every::role::Role;
    wide! {
        boolean Boolean: exact([true, false]);
        int Int: exact([i32::MIN, -1, 0, i32::MAX]);
        big_int BigInt: exact([i64::MIN, -1, 0, i64::MAX]);
        float Float: exact(FLOATS.iter().copied());
        float Float: refused([f64::NAN, f64::INFINITY, f64::NEG_INFINITY]);
        string String: chars(191);
        decimal Decimal: decimals();
        date_time DateTime: moments(3);
        json Json: json(false);
        bytes Bytes: bytes();
        role Role: exact([Role::Admin, Role::User, Role::Odd]);
        small_int SmallInt: exact([i16::MIN, -1, 0, i16::MAX]);
        unsigned_int UnsignedInt: exact([0, 1, i32::MAX as u32]);
        unsigned_int UnsignedInt: either([u32::MAX]);
        year Year: exact([0, 1901, 2155]);
        year Year: refused([1, 69, 70, 1900, 2156, u32::MAX]);
        oid Oid: exact([0, 1, u32::MAX]);
        unsigned_big UnsignedBig: texts(&["0", "1", "9223372036854775807"], &["-1", "9223372036854775808", "18446744073709551615"]);
        real Real: exact(REALS.iter().copied());
        real Real: refused([f32::NAN, f32::INFINITY]);
        price Price: prices();
        narrowed Narrowed: texts(&["9999.9999", "-9999.9999", "0.0001"], &["10000", "0.00001"]);
        text Text: text();
        tiny_text TinyText: exact(["".to_owned(), "x".repeat(100), "é".repeat(100), "😀".repeat(63)]);
        tiny_text TinyText: refused(["x".repeat(101), "😀".repeat(64)]);
        char Char: blank_padded(5);
        uuid Uuid: uuids();
        uuid_in_varchar UuidInVarchar: uuids();
        inet Inet: texts(INETS, &["", "1.2.3", "1.2.3.4/33", "::/129", "::1/x"]);
        bit Bit: bits(5);
        var_bit VarBit: bits_up_to(5);
        var_bit VarBit: refused(["000000".to_owned()]);
        timestamp Timestamp: moments(6);
        seconds Seconds: moments(0);
        mysql_stamp MysqlStamp: stamps(3);
        timestamptz Timestamptz: moments(6);
        tz_and_stamp TzAndStamp: stamps(6);
        date Date: dates();
        time Time: times(6);
        var_binary VarBinary: bytes_up_to(255);
        binary Binary: bytes_of(4);
    }
    // PostgreSQL has no equality for XML.
    try_column!(report, databases, crate::generated::every::wide, xml, Xml, != xml());
    report.finish();
}

#[tokio::test]
async fn sqlite() {
    let databases = fresh("sqlite").await;
    let mut report = Report::default();
    macro_rules! wide {
        ($($field:ident $column:ident: $values:expr;)*) => {
            $(try_column!(report, databases, crate::generated::sqlite::wide, $field, $column, $values);)*
        };
    }
    use crate::generated::sqlite::role::Role;
    wide! {
        boolean Boolean: exact([true, false]);
        int Int: exact([i32::MIN, -1, 0, i32::MAX]);
        big_int BigInt: exact([i64::MIN, -1, 0, i64::MAX]);
        float Float: exact(FLOATS.iter().copied());
        float Float: exact([f64::INFINITY, f64::NEG_INFINITY]);
        float Float: refused([f64::NAN]);
        string String: text();
        decimal Decimal: decimals();
        date_time DateTime: moments(3);
        json Json: json(true);
        bytes Bytes: bytes();
        role Role: exact([Role::Admin, Role::User, Role::Odd]);
    }
    report.finish();
}

#[tokio::test]
async fn postgresql() {
    let databases = fresh("postgresql").await;
    let mut report = Report::default();
    macro_rules! wide {
        ($($field:ident $column:ident: $values:expr;)*) => {
            $(try_column!(report, databases, crate::generated::postgresql::wide, $field, $column, $values);)*
        };
    }
    use crate::generated::postgresql::role::Role;
    wide! {
        small_int SmallInt: exact([i16::MIN, -1, 0, i16::MAX]);
        integer Integer: exact([i32::MIN, -1, 0, i32::MAX]);
        big_int BigInt: exact([i64::MIN, -1, 0, i64::MAX]);
        decimal Decimal: decimals();
        decimal102 Decimal102: prices();
        decimal31 Decimal31: texts(&["999.9999999999999999999999999", "0.0000000000000000000000000001"], &["1000"]);
        money Money: texts(&["0", "-0.01", "1.5", "99999999999999.99", "-92233720368547758.08"], &["0.001"]);
        inet Inet: texts(INETS, &["", "1.2.3", "1.2.3.4/33"]);
        oid Oid: exact([0, 1, u32::MAX]);
        citext Citext: text();
        real Real: exact(REALS.iter().copied());
        real Real: exact([f32::INFINITY, f32::NEG_INFINITY]);
        double Double: exact(FLOATS.iter().copied());
        double Double: exact([f64::INFINITY, f64::NEG_INFINITY]);
        var_char VarChar: chars(191);
        any_var_char AnyVarChar: text();
        char Char: blank_padded(5);
        one_char OneChar: blank_padded(1);
        text Text: text();
        byte_a ByteA: bytes();
        timestamp Timestamp: moments(6);
        timestamp0 Timestamp0: moments(0);
        timestamptz Timestamptz: moments(6);
        timestamptz3 Timestamptz3: moments(3);
        date Date: dates();
        time Time: times(6);
        time0 Time0: times(0);
        timetz Timetz: times_with_offset(6);
        timetz3 Timetz3: times_with_offset(3);
        boolean Boolean: exact([true, false]);
        bit Bit: bits(5);
        one_bit OneBit: bits(1);
        var_bit VarBit: bits_up_to(5);
        var_bit VarBit: refused(["000000".to_owned()]);
        any_var_bit AnyVarBit: bits_up_to(100);
        uuid Uuid: uuids();
        json_b JsonB: json(false);
        role Role: exact([Role::Admin, Role::User, Role::Odd]);
    }
    // PostgreSQL has no equality for these.
    try_column!(report, databases, crate::generated::postgresql::wide, xml, Xml, != xml());
    try_column!(report, databases, crate::generated::postgresql::wide, json, Json, != json(false));
    report.finish();
}

#[tokio::test]
async fn mysql() {
    let databases = fresh("mysql").await;
    let mut report = Report::default();
    macro_rules! wide {
        ($($field:ident $column:ident: $values:expr;)*) => {
            $(try_column!(report, databases, crate::generated::mysql::wide, $field, $column, $values);)*
        };
    }
    wide! {
        int Int: exact([i32::MIN, -1, 0, i32::MAX]);
        unsigned_int UnsignedInt: exact([0, 1, u32::MAX]);
        small_int SmallInt: exact([i16::MIN, -1, 0, i16::MAX]);
        unsigned_small_int UnsignedSmallInt: exact([0, 1, u16::MAX]);
        tiny_int TinyInt: exact([i8::MIN, -1, 0, i8::MAX]);
        unsigned_tiny_int UnsignedTinyInt: exact([0, 1, u8::MAX]);
        medium_int MediumInt: exact([-8_388_608, -1, 0, 8_388_607]);
        medium_int MediumInt: refused([-8_388_609, 8_388_608]);
        unsigned_medium_int UnsignedMediumInt: exact([0, 16_777_215]);
        unsigned_medium_int UnsignedMediumInt: refused([16_777_216]);
        year Year: exact([0, 1901, 2155]);
        year Year: refused([1, 69, 70, 1900, 2156]);
        big_int BigInt: exact([i64::MIN, -1, 0, i64::MAX]);
        unsigned_big_int UnsignedBigInt: exact([0, 1, u64::MAX]);
        bool_tiny_int BoolTinyInt: exact([true, false]);
        bool_unsigned BoolUnsigned: exact([true, false]);
        bool_bit BoolBit: exact([true, false]);
        decimal Decimal: texts(&["0", "9999999999", "-9999999999"], &["0.5", "10000000000"]);
        decimal102 Decimal102: prices();
        float Float: exact(REALS.iter().copied());
        float Float: refused([f32::NAN, f32::INFINITY]);
        double Double: exact(FLOATS.iter().copied());
        double Double: refused([f64::NAN, f64::INFINITY, f64::NEG_INFINITY]);
        bits Bits: exact([0, 1, 256, u64::MAX]);
        five_bits FiveBits: exact([0, 1, 31]);
        five_bits FiveBits: refused([32, u64::MAX]);
        char Char: blank_padded(5);
        var_char VarChar: chars(191);
        tiny_text TinyText: bytes_of_text(0xFF);
        text Text: bytes_of_text(0xFFFF);
        medium_text MediumText: text();
        long_text LongText: text();
        binary Binary: bytes_of(4);
        var_binary VarBinary: bytes_up_to(255);
        tiny_blob TinyBlob: bytes_up_to(0xFF);
        blob Blob: bytes_up_to(0xFFFF);
        medium_blob MediumBlob: bytes();
        long_blob LongBlob: bytes();
        date Date: dates();
        time Time: times(0);
        time6 Time6: times(6);
        date_time DateTime: moments(0);
        date_time6 DateTime6: moments(6);
        timestamp Timestamp: stamps(0);
        timestamp6 Timestamp6: stamps(6);
        json Json: json(true);
    }
    report.finish();
}

#[tokio::test]
async fn sqlite_and_postgresql() {
    let databases = fresh("sqlite_postgresql").await;
    let mut report = Report::default();
    macro_rules! wide {
        ($($field:ident $column:ident: $values:expr;)*) => {
            $(try_column!(report, databases, crate::generated::sqlite_postgresql::wide, $field, $column, $values);)*
        };
    }
    wide! {
        uuid Uuid: uuids();
        citext Citext: text();
        char Char: blank_padded(5);
        inet Inet: texts(INETS, &["", "1.2.3", "1.2.3.4/33"]);
        bit Bit: bits(5);
        var_bit VarBit: bits_up_to(100);
        oid Oid: exact([0, 1, u32::MAX]);
        small_int SmallInt: exact([i16::MIN, -1, 0, i16::MAX]);
        real Real: exact(REALS.iter().copied());
        real Real: exact([f32::INFINITY, f32::NEG_INFINITY]);
        real Real: refused([f32::NAN]);
        float Float: exact(FLOATS.iter().copied());
        float Float: exact([f64::INFINITY, f64::NEG_INFINITY]);
        float Float: refused([f64::NAN]);
        timestamptz Timestamptz: moments(6);
        date Date: dates();
        time Time: times(6);
        timetz Timetz: times_with_offset(6);
    }
    try_column!(report, databases, crate::generated::sqlite_postgresql::wide, xml, Xml, != xml());
    try_column!(report, databases, crate::generated::sqlite_postgresql::wide, json, Json, != json(false));
    report.finish();
}

#[tokio::test]
async fn sqlite_and_mysql() {
    let databases = fresh("sqlite_mysql").await;
    let mut report = Report::default();
    macro_rules! wide {
        ($($field:ident $column:ident: $values:expr;)*) => {
            $(try_column!(report, databases, crate::generated::sqlite_mysql::wide, $field, $column, $values);)*
        };
    }
    wide! {
        tiny_int TinyInt: exact([i8::MIN, -1, 0, i8::MAX]);
        unsigned_tiny_int UnsignedTinyInt: exact([0, 1, u8::MAX]);
        unsigned_small_int UnsignedSmallInt: exact([0, 1, u16::MAX]);
        unsigned_int UnsignedInt: exact([0, 1, u32::MAX]);
        unsigned_big_int UnsignedBigInt: texts(&["0", "9223372036854775807"], &["-1", "9223372036854775808"]);
        year Year: exact([0, 1901, 2155]);
        year Year: refused([1, 69, 70, 1900, 2156]);
        bool_bit BoolBit: exact([true, false]);
        float Float: exact(REALS.iter().copied());
        float Float: refused([f32::NAN, f32::INFINITY]);
        char Char: blank_padded(5);
        tiny_text TinyText: bytes_of_text(0xFF);
        binary Binary: bytes_of(4);
        timestamp Timestamp: stamps(6);
        date_time DateTime: moments(6);
        time Time: times(6);
        date Date: dates();
    }
    report.finish();
}

#[tokio::test]
async fn lists() {
    use crate::generated::postgresql::lists::ActiveModel;
    use crate::generated::postgresql::role::Role;
    use sea_orm::Set;

    fn empty() -> ActiveModel {
        ActiveModel {
            id: Set(1),
            string: Set(vec![]),
            boolean: Set(vec![]),
            int: Set(vec![]),
            big_int: Set(vec![]),
            float: Set(vec![]),
            decimal: Set(vec![]),
            date_time: Set(vec![]),
            json: Set(vec![]),
            bytes: Set(vec![]),
            role: Set(vec![]),
            small_int: Set(vec![]),
            price: Set(vec![]),
            money: Set(vec![]),
            inet: Set(vec![]),
            oid: Set(vec![]),
            citext: Set(vec![]),
            real: Set(vec![]),
            var_char: Set(vec![]),
            char: Set(vec![]),
            timestamp: Set(vec![]),
            timestamptz: Set(vec![]),
            date: Set(vec![]),
            time: Set(vec![]),
            timetz: Set(vec![]),
            bit: Set(vec![]),
            var_bit: Set(vec![]),
            uuid: Set(vec![]),
            xml: Set(vec![]),
            json_text: Set(vec![]),
        }
    }
    /// All the values that are kept as one list.
    fn all<T: Clone + std::fmt::Debug>(tries: Vec<crate::column::Try<T>>) -> Vec<T> {
        let kept = tries
            .into_iter()
            .filter(|tried| tried.expected == crate::column::Expected::Exact);
        kept.map(|tried| tried.value.unwrap()).collect()
    }

    let databases = fresh("postgresql").await;
    let mut report = Report::default();
    macro_rules! list {
        ($($field:ident $column:ident $compare:literal: $values:expr;)*) => {$(
            let values = $values;
            let few = values.iter().take(1).cloned().collect();
            try_column!(@ report, databases, crate::generated::postgresql::lists, $field, $column,
                exact([values, few]), $compare, |list| list, empty());
        )*};
    }
    list! {
        string String true: [plain(), vec!["a,b".into(), "{}".into(), "NULL".into()]].concat();
        boolean Boolean true: vec![true, false];
        int Int true: vec![i32::MIN, 0, i32::MAX];
        big_int BigInt true: vec![i64::MIN, 0, i64::MAX];
        float Float true: FLOATS.to_vec();
        decimal Decimal true: all(decimals());
        date_time DateTime true: all(moments(3));
        json Json true: all(json(false)).into_iter().filter(|json| json.to_string().len() < 1000).collect::<Vec<Json>>();
        bytes Bytes true: all(bytes());
        role Role true: vec![Role::Admin, Role::User, Role::Odd];
        small_int SmallInt true: vec![i16::MIN, 0, i16::MAX];
        price Price true: all(prices());
        money Money true: all(texts(&["0", "-0.01", "1.5"], &[]));
        inet Inet true: all(texts(INETS, &[]));
        oid Oid true: vec![0, u32::MAX];
        citext Citext true: plain();
        real Real true: REALS.to_vec();
        var_char VarChar true: all(chars(5));
        char Char true: all(blank_padded(5));
        timestamp Timestamp true: all(moments(6));
        timestamptz Timestamptz true: all(moments(6));
        date Date true: all(dates()).into_iter().take(3).collect::<Vec<_>>();
        time Time true: all(times(6));
        timetz Timetz true: all(times_with_offset(6));
        bit Bit true: all(bits(5));
        var_bit VarBit true: all(bits_up_to(5));
        uuid Uuid true: all(uuids());
        xml Xml false: all(xml());
        json_text JsonText false: all(json(false)).into_iter().take(5).collect::<Vec<Json>>();
    }
    try_column!(@ report, databases, crate::generated::postgresql::lists, var_char, VarChar,
        refused([vec!["a".to_owned(), "abcde ".to_owned()]]), true, |list| list, empty());
    report.finish();
}
