//! Whether defaults, expressions and queries say the same to an engine.
//!
//! *canonical*: a form in which values that the engine takes for one are equal.

use std::collections::BTreeMap;

use super::expression;
use super::token::{Kind, Token, bare, tokens};
use super::types;
use super::value::{self, cast_end, element, is_number, number};
use crate::database::{ColumnDefault, ColumnType, ColumnTypeKind};
use crate::dialect::Engine;
use ketch_catalog::Row;

/// Whether two defaults of a column are one to the engine.
pub(super) fn same_default(
    engine: Engine,
    ty: &ColumnType,
    one: &ColumnDefault,
    other: &ColumnDefault,
) -> bool {
    one == other || canonical(engine, ty, one) == canonical(engine, ty, other)
}

/// A value in its canonical form.
#[derive(Debug, PartialEq)]
enum Canonical {
    /// Of a type, by a text that only equal values share.
    Value(String),
    Bytes(Vec<u8>),
    Now,
    Array(Vec<Canonical>),
    Expression(Vec<String>),
}

fn canonical(engine: Engine, ty: &ColumnType, default: &ColumnDefault) -> Canonical {
    match default {
        ColumnDefault::Text(text) => Canonical::Value(scalar(engine, ty, text)),
        ColumnDefault::Number(number) => Canonical::Value(scalar(engine, ty, number)),
        ColumnDefault::Boolean(truth) => {
            let word = match engine {
                Engine::Postgresql => truth.to_string(),
                Engine::Sqlite | Engine::Mysql => u8::from(*truth).to_string(),
            };
            Canonical::Value(word)
        }
        ColumnDefault::Bytes(bytes) => Canonical::Bytes(bytes.clone()),
        ColumnDefault::Now => Canonical::Now,
        ColumnDefault::Array(items) => {
            let element = element(ty);
            let items = items.iter().map(|item| canonical(engine, &element, item));
            Canonical::Array(items.collect())
        }
        ColumnDefault::Expression(text) => match value::default(engine, text, ty) {
            ColumnDefault::Expression(text) => {
                let all = tokens(engine, &text);
                let form = expression::form(engine, &all);
                Canonical::Expression(
                    form.map_or_else(|| words(engine, bare(&all), true), |form| vec![form]),
                )
            }
            plain => canonical(engine, ty, &plain),
        },
    }
}

/// The text of a value of a type in its canonical form.
fn scalar(engine: Engine, ty: &ColumnType, text: &str) -> String {
    let (name, arguments) = match types::canonical(engine, &ty.kind) {
        ColumnTypeKind::Native(name, arguments) => (name, arguments),
        _ => return printed(engine, text),
    };
    if engine == Engine::Mysql
        && let Some(held) = held(name, &arguments, text)
    {
        return held;
    }
    if is_number(engine, ty) {
        return number(text);
    }
    match (engine, name) {
        (Engine::Sqlite, _) => text.to_owned(),
        (_, "JSON" | "JSONB") => json(text).unwrap_or_else(|| text.to_owned()),
        (_, "DATE" | "TIME" | "TIMETZ" | "TIMESTAMP" | "TIMESTAMPTZ" | "DATETIME") => {
            moment(name, text)
        }
        _ => printed(engine, text),
    }
}

/// What a column of MySQL's keeps of a default with more digits than its type has: the catalog holds
/// no more than that.
fn held(ty: &str, arguments: &[u32], text: &str) -> Option<String> {
    match (ty, arguments) {
        ("DECIMAL", [_, scale]) => Some(number(&rounded(&number(text), *scale as usize)?)),
        // So many digits are printed of it.
        ("FLOAT", _) => Some(number(&format!("{:.5e}", text.parse::<f64>().ok()?))),
        ("TIME" | "DATETIME" | "TIMESTAMP", [digits]) => {
            let text = moment(ty, text);
            let (front, fraction) = text.split_once('.')?;
            let fraction: String = fraction.chars().take(*digits as usize).collect();
            Some(moment(ty, &format!("{front}.{fraction}")))
        }
        _ => None,
    }
}

/// A number of plain digits with so many of them behind the point, halves away from zero.
fn rounded(number: &str, scale: usize) -> Option<String> {
    let (whole, fraction) = number.split_once('.')?;
    let next = fraction.as_bytes().get(scale)?;
    let mut digits: Vec<u8> = whole.bytes().chain(fraction.bytes().take(scale)).collect();
    if *next >= b'5' {
        let nines = digits.iter().rev().take_while(|digit| **digit == b'9');
        let at = digits.len() - nines.count();
        digits[at..].fill(b'0');
        match digits[..at].last_mut() {
            Some(digit) if digit.is_ascii_digit() => *digit += 1,
            // After the sign, if there is one.
            _ => digits.insert(at, b'1'),
        }
    }
    let text = String::from_utf8(digits).ok()?;
    let (whole, fraction) = text.split_at(text.len() - scale);
    Some(format!("{whole}.{fraction}"))
}

/// Text as the catalog can print it: MySQL's holds no character beyond the first 65,536.
pub(super) fn printed(engine: Engine, text: &str) -> String {
    match engine {
        Engine::Sqlite | Engine::Postgresql => text.to_owned(),
        Engine::Mysql => text.replace(|char| char > '\u{ffff}', "?"),
    }
}

/// A moment without the offset of UTC, and without zeros that say nothing.
fn moment(ty: &str, text: &str) -> String {
    let mut text = text.trim().replace('T', " ");
    let has_zone = ty.ends_with("TZ");
    for end in ["+00:00", "+00", "Z"] {
        if let Some(front) = text.strip_suffix(end) {
            text = front.trim_end().to_owned();
            break;
        }
    }
    if let Some((front, fraction)) = text.split_once('.')
        && fraction.bytes().all(|byte| byte.is_ascii_digit())
    {
        let fraction = fraction.trim_end_matches('0');
        text = match fraction {
            "" => front.to_owned(),
            fraction => format!("{front}.{fraction}"),
        };
    }
    match ty {
        // What the type does not hold, the engine cuts.
        "DATE" => text.chars().take(10).collect(),
        "TIME" | "TIMETZ" => text
            .split_once(' ')
            .map_or(text.clone(), |(_, time)| time.to_owned()),
        _ if has_zone || text.contains(' ') => text,
        _ => format!("{text} 00:00:00"),
    }
}

/// JSON without spaces, its keys sorted; nothing where it is not JSON, or nested too deep to tell.
fn json(text: &str) -> Option<String> {
    let mut rest = text.trim_start();
    let value = json_value(&mut rest, 100)?;
    rest.trim().is_empty().then_some(value)
}

fn json_value(rest: &mut &str, depth: u32) -> Option<String> {
    let depth = depth.checked_sub(1)?;
    *rest = rest.trim_start();
    match rest.chars().next()? {
        open @ ('[' | '{') => {
            *rest = &rest[1..];
            let close = if open == '[' { ']' } else { '}' };
            let mut items = Vec::new();
            let mut entries = BTreeMap::new();
            loop {
                *rest = rest.trim_start();
                if let Some(after) = rest.strip_prefix(close) {
                    *rest = after;
                    break;
                }
                if !(items.is_empty() && entries.is_empty()) {
                    *rest = rest.strip_prefix(',')?.trim_start();
                }
                let value = json_value(rest, depth)?;
                if open == '[' {
                    items.push(value);
                } else {
                    *rest = rest.trim_start().strip_prefix(':')?;
                    entries.insert(value, json_value(rest, depth)?);
                }
            }
            let entries = entries.iter().map(|(key, value)| format!("{key}:{value}"));
            items.extend(entries);
            Some(format!("{open}{}{close}", items.join(",")))
        }
        '"' => {
            let mut end = 1;
            let mut escaped = false;
            for char in rest[1..].chars() {
                end += char.len_utf8();
                match char {
                    _ if escaped => escaped = false,
                    '\\' => escaped = true,
                    '"' => {
                        let row = Row::parse(&format!("[{}]", &rest[..end]))?;
                        *rest = &rest[end..];
                        return Some(format!("{:?}", row.part()));
                    }
                    _ => {}
                }
            }
            None
        }
        _ => {
            let end = rest
                .find([',', ']', '}', ' ', '\n', '\t', '\r'])
                .unwrap_or(rest.len());
            let (word, after) = rest.split_at(end);
            *rest = after;
            match word {
                "true" | "false" | "null" => Some(word.to_owned()),
                word => word.parse::<f64>().ok().map(|_| number(word)),
            }
        }
    }
}

/// Whether two expressions say the same, in the words of the user and in those of the engine,
/// which adds parentheses and casts, and quotes names. What is not understood as an expression
/// must have its parentheses where the other has them.
pub(super) fn same_expression(engine: Engine, one: &str, other: &str) -> bool {
    if one.trim() == other.trim() {
        return true;
    }
    let (one, other) = (tokens(engine, one), tokens(engine, other));
    match (
        expression::form(engine, &one),
        expression::form(engine, &other),
    ) {
        (Some(one), Some(other)) => one == other,
        _ => words(engine, bare(&one), true) == words(engine, bare(&other), true),
    }
}

/// Whether two queries have the same words. Grouping by parentheses is not looked at.
pub(super) fn same_query(engine: Engine, one: &str, other: &str) -> bool {
    let words = |text: &str| words(engine, &tokens(engine, text), false);
    one.trim() == other.trim() || words(one) == words(other)
}

/// The words of SQL without what engines add, with its parentheses or without.
fn words(engine: Engine, tokens: &[Token], grouped: bool) -> Vec<String> {
    let mut words = Vec::new();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        at += 1;
        words.push(match &token.kind {
            Kind::Symbol("::") if engine == Engine::Postgresql => {
                at = cast_end(tokens, at - 1);
                continue;
            }
            Kind::Symbol("(" | ")") if !grouped => continue,
            Kind::Symbol("!=") => "<>".to_owned(),
            Kind::Symbol(symbol) => (*symbol).to_owned(),
            Kind::Word(word) if engine == Engine::Mysql && word.starts_with("_utf8") => continue,
            Kind::Word(word) => word.clone(),
            // PostgreSQL quotes a name only where it must, MySQL always.
            Kind::Name(name) if engine == Engine::Mysql => name.to_lowercase(),
            Kind::Name(name) => name.clone(),
            Kind::Text(text) => format!("'{text}'"),
            Kind::Number(text) => number(text),
            Kind::Hex(digits) => format!("x'{digits}'"),
        });
    }
    words
}

/// Whether a default says NULL, which is what a column without one has.
pub(super) fn is_null(engine: Engine, default: &ColumnDefault) -> bool {
    let ColumnDefault::Expression(text) = default else {
        return false;
    };
    words(engine, &tokens(engine, text), false) == ["null"]
}

#[cfg(test)]
mod tests {
    use super::{same_default, same_expression, value};
    use crate::database::{ColumnDefault, ColumnType};
    use crate::dialect::Engine;
    use crate::introspect::types;

    fn same(engine: Engine, ty: &str, user: ColumnDefault, printed: &str) -> bool {
        let kind = match engine {
            Engine::Sqlite => types::sqlite(ty),
            Engine::Postgresql => types::postgresql(ty),
            Engine::Mysql => types::mysql(ty),
        };
        let ty = ColumnType { kind, array: false };
        same_default(engine, &ty, &user, &value::default(engine, printed, &ty))
    }

    #[test]
    fn a_default_is_the_value_that_it_was_whatever_the_engine_prints() {
        let text = |text: &str| ColumnDefault::Text(text.to_owned());
        let number = |text: &str| ColumnDefault::Number(text.to_owned());
        let sql = |text: &str| ColumnDefault::Expression(text.to_owned());
        let (sqlite, postgresql, mysql) = (Engine::Sqlite, Engine::Postgresql, Engine::Mysql);
        for (engine, ty, user, printed, equal) in [
            (postgresql, "integer", number("-1"), "'-1'::integer", true),
            (postgresql, "numeric(9,2)", number("1.50"), "1.5", true),
            (postgresql, "numeric(9,2)", number("1.50"), "1.51", false),
            (
                postgresql,
                "jsonb",
                text("{\"b\":1,\"a\":[1,2]}"),
                "'{\"a\": [1, 2], \"b\": 1}'::jsonb",
                true,
            ),
            (
                postgresql,
                "jsonb",
                text("{\"b\":1}"),
                "'{\"b\": 2}'::jsonb",
                false,
            ),
            (
                postgresql,
                "timestamp(3) without time zone",
                text("2020-01-02 03:04:05.500 +00:00"),
                "'2020-01-02 03:04:05.5'::timestamp without time zone",
                true,
            ),
            (postgresql, "text", text("it's"), "'it''s'::text", true),
            (
                postgresql,
                "timestamp with time zone",
                ColumnDefault::Now,
                "now()",
                true,
            ),
            (
                postgresql,
                "uuid",
                sql("gen_random_uuid()"),
                "gen_random_uuid()",
                true,
            ),
            (mysql, "tinyint(1)", ColumnDefault::Boolean(true), "1", true),
            (
                mysql,
                "decimal(65,30)",
                number("1.5"),
                "1.500000000000000000000000000000",
                true,
            ),
            (mysql, "varchar(9)", text("a\\b"), "'a\\\\b'", true),
            (
                mysql,
                "datetime(3)",
                ColumnDefault::Now,
                "current_timestamp(3)",
                true,
            ),
            (mysql, "decimal(5,1)", number("-9.95"), "-10.0", true),
            (mysql, "decimal(10,0)", number("0.5"), "1", true),
            (mysql, "decimal(10,0)", number("0.4"), "0", true),
            (mysql, "decimal(5,1)", number("1.25"), "1.2", false),
            (mysql, "float", number("123456789.123"), "123457000", true),
            (mysql, "float", number("123456789.123"), "123456000", false),
            (
                mysql,
                "datetime(3)",
                text("2020-01-01 12:34:56.123456"),
                "'2020-01-01 12:34:56.123'",
                true,
            ),
            (
                mysql,
                "time",
                text("2020-02-29 23:59:59.999"),
                "'23:59:59'",
                true,
            ),
            (sqlite, "TEXT", text("a\rb"), "'a' || char(13) || 'b'", true),
            (sqlite, "TEXT", text("5"), "5.0", false),
        ] {
            assert_eq!(
                same(engine, ty, user.clone(), printed),
                equal,
                "{user:?} and {printed}"
            );
        }
    }

    #[test]
    fn a_list_is_the_one_that_it_was_whatever_the_casts() {
        let number = |text: &str| ColumnDefault::Number(text.to_owned());
        for (ty, user, printed) in [
            (
                "character varying(9)",
                vec![],
                "(ARRAY[]::character varying[])::character varying(9)[]",
            ),
            (
                "bigint",
                vec![number("4294967296"), number("-1"), number("1")],
                "ARRAY['4294967296'::bigint, ('-1'::integer)::bigint, (1)::bigint]",
            ),
        ] {
            let ty = ColumnType {
                kind: types::postgresql(ty),
                array: true,
            };
            let found = value::default(Engine::Postgresql, printed, &ty);
            let user = ColumnDefault::Array(user);
            assert!(
                same_default(Engine::Postgresql, &ty, &user, &found),
                "{user:?} and {printed}"
            );
        }
    }

    #[test]
    fn an_expression_is_the_same_with_the_parentheses_and_casts_of_the_engine() {
        let same = |user, printed| same_expression(Engine::Postgresql, user, printed);
        assert!(same(
            "price >= 0 AND name != 'x'",
            "((price >= (0)::numeric) AND ((name)::text <> 'x'::text))"
        ));
        assert!(!same("price >= 0", "(price >= (1)::numeric)"));
        assert!(same_expression(Engine::Mysql, "price >= 0", "`price` >= 0"));
    }
}
