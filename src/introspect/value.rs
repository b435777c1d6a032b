//! Defaults and expressions: from the text that an engine prints to values, and whether two texts
//! say the same.
//!
//! *canonical*: a form in which values that the engine takes for one are equal.

use std::collections::BTreeMap;

use super::expression;
use super::token::{Kind, Token, bare, closing, listed, tokens};
use crate::database::{ColumnDefault, ColumnType, ColumnTypeKind};
use crate::dialect::Engine;

/// The default that a text says, as far as it is a plain value.
pub(super) fn default(engine: Engine, text: &str, ty: &ColumnType) -> ColumnDefault {
    let all = tokens(engine, text);
    let expression = || ColumnDefault::Expression(text.trim().to_owned());
    plain(engine, &all, ty).unwrap_or_else(expression)
}

fn plain(engine: Engine, tokens: &[Token], ty: &ColumnType) -> Option<ColumnDefault> {
    let tokens = without_cast(engine, bare(tokens));
    let tokens = bare(tokens);
    if let [first, rest @ ..] = tokens
        && first.is_word("array")
        && rest.first().is_some_and(|token| token.is("["))
        && closing(rest, 0) == Some(rest.len() - 1)
    {
        let element = element(ty);
        let items = listed(&rest[1..rest.len() - 1]);
        let items = items.into_iter().map(|item| plain(engine, item, &element));
        return items.collect::<Option<_>>().map(ColumnDefault::Array);
    }
    if let Some(text) = joined(engine, tokens) {
        return Some(ColumnDefault::Text(text));
    }
    match tokens {
        [Token { kind, .. }] => match kind {
            Kind::Text(text) if ty.array => array(text, &element(ty)),
            Kind::Text(text) => Some(text_value(engine, text, ty)),
            Kind::Number(number) => Some(ColumnDefault::Number(number.clone())),
            Kind::Hex(digits) => bytes(digits).map(ColumnDefault::Bytes),
            Kind::Word(word) => match word.as_str() {
                "true" => Some(ColumnDefault::Boolean(true)),
                "false" => Some(ColumnDefault::Boolean(false)),
                "current_timestamp" => Some(ColumnDefault::Now),
                _ => None,
            },
            _ => None,
        },
        [sign, rest @ ..] if sign.is("-") => match bare(rest) {
            [
                Token {
                    kind: Kind::Number(number),
                    ..
                },
            ] => Some(ColumnDefault::Number(format!("-{number}"))),
            _ => None,
        },
        [word, open, close] if open.is("(") && close.is(")") => {
            (word.is_word("now") || word.is_word("current_timestamp")).then_some(ColumnDefault::Now)
        }
        // So many digits of a second as the column has: the engine takes no others.
        [word, open, _, close] if open.is("(") && close.is(")") => word
            .is_word("current_timestamp")
            .then_some(ColumnDefault::Now),
        _ => None,
    }
}

/// SQLite's text with a carriage return in it: `'a' || char(13) || 'b'`.
fn joined(engine: Engine, tokens: &[Token]) -> Option<String> {
    if engine != Engine::Sqlite || !tokens.iter().any(|token| token.is("||")) {
        return None;
    }
    let mut text = String::new();
    for part in tokens.split(|token| token.is("||")) {
        match part {
            [
                Token {
                    kind: Kind::Text(part),
                    ..
                },
            ] => text += part,
            [
                word,
                _,
                Token {
                    kind: Kind::Number(number),
                    ..
                },
                _,
            ] if word.is_word("char") => {
                text.extend(number.parse().ok().and_then(char::from_u32));
            }
            _ => return None,
        }
    }
    Some(text)
}

/// A string of the engine as a value of the type.
pub(super) fn text_value(engine: Engine, text: &str, ty: &ColumnType) -> ColumnDefault {
    let is_bytes = matches!(&ty.kind, ColumnTypeKind::Native("BYTEA", _));
    match text.strip_prefix("\\x").and_then(bytes) {
        Some(bytes) if is_bytes => ColumnDefault::Bytes(bytes),
        _ if is_number(engine, ty) && text.trim().parse::<f64>().is_ok() => {
            ColumnDefault::Number(text.trim().to_owned())
        }
        _ => ColumnDefault::Text(text.to_owned()),
    }
}

fn element(ty: &ColumnType) -> ColumnType {
    ColumnType {
        kind: ty.kind.clone(),
        array: false,
    }
}

fn bytes(digits: &str) -> Option<Vec<u8>> {
    if !digits.is_ascii() || !digits.len().is_multiple_of(2) {
        return None;
    }
    let pairs = (0..digits.len()).step_by(2);
    pairs
        .map(|at| u8::from_str_radix(&digits[at..at + 2], 16).ok())
        .collect()
}

/// PostgreSQL's text of an array: `{a,"b c"}`. NULL in it is no value of ours.
fn array(text: &str, element: &ColumnType) -> Option<ColumnDefault> {
    let inner = text.strip_prefix('{')?.strip_suffix('}')?;
    let mut items = Vec::new();
    let mut chars = inner.chars().peekable();
    while chars.peek().is_some() {
        let mut item = String::new();
        if chars.next_if_eq(&'"').is_some() {
            loop {
                match chars.next()? {
                    '"' => break,
                    '\\' => item.push(chars.next()?),
                    char => item.push(char),
                }
            }
        } else {
            while let Some(char) = chars.next_if(|char| *char != ',') {
                if matches!(char, '{' | '}' | '"') {
                    return None;
                }
                item.push(char);
            }
            if item.eq_ignore_ascii_case("null") {
                return None;
            }
        }
        items.push(text_value(Engine::Postgresql, &item, element));
        if chars.peek().is_some() && chars.next() != Some(',') {
            return None;
        }
    }
    Some(ColumnDefault::Array(items))
}

/// What stands before casts (`::text`) that end the tokens.
fn without_cast(engine: Engine, mut tokens: &[Token]) -> &[Token] {
    if engine != Engine::Postgresql {
        return tokens;
    }
    loop {
        let mut depth = 0_usize;
        let mut cast = None;
        for (at, token) in tokens.iter().enumerate() {
            if token.is("(") || token.is("[") {
                depth += 1;
            } else if token.is(")") || token.is("]") {
                depth = depth.saturating_sub(1);
            } else if token.is("::") && depth == 0 {
                cast = Some(at);
            }
        }
        match cast {
            Some(at) if cast_end(tokens, at) == tokens.len() => tokens = &tokens[..at],
            _ => return tokens,
        }
    }
}

/// Where the type after `::` ends.
pub(super) fn cast_end(tokens: &[Token], cast: usize) -> usize {
    let mut at = cast + 1;
    while let Some(token) = tokens.get(at) {
        let continues = match &token.kind {
            Kind::Name(_) => at == cast + 1 || tokens[at - 1].is("."),
            Kind::Word(word) => {
                let more = ["varying", "precision", "without", "with", "time", "zone"];
                at == cast + 1 || tokens[at - 1].is(".") || more.contains(&word.as_str())
            }
            Kind::Symbol(".") => true,
            Kind::Symbol("(") | Kind::Symbol("[") => match closing(tokens, at) {
                Some(end) => {
                    at = end;
                    true
                }
                None => false,
            },
            _ => false,
        };
        if !continues {
            break;
        }
        at += 1;
    }
    at
}

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
        ColumnDefault::Text(text) => Canonical::Value(value(engine, ty, text)),
        ColumnDefault::Number(number) => Canonical::Value(value(engine, ty, number)),
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
        ColumnDefault::Expression(text) => match self::default(engine, text, ty) {
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

fn is_number(engine: Engine, ty: &ColumnType) -> bool {
    let ColumnTypeKind::Native(name, _) = &ty.kind else {
        return false;
    };
    let words = ["INT", "DECIMAL", "REAL", "DOUBLE", "FLOAT", "OID", "BIT"];
    // PostgreSQL's BIT is text, its MONEY its own; MySQL's YEAR and BOOLEAN are numbers.
    match engine {
        Engine::Postgresql => words.iter().take(6).any(|word| name.contains(word)),
        Engine::Mysql => {
            words.iter().any(|word| name.contains(word)) || ["YEAR", "BOOLEAN"].contains(name)
        }
        Engine::Sqlite => words.iter().take(6).any(|word| name.contains(word)),
    }
}

/// The text of a value of a type in its canonical form.
fn value(engine: Engine, ty: &ColumnType, text: &str) -> String {
    let name = match &ty.kind {
        ColumnTypeKind::Native(name, _) => *name,
        _ => return printed(engine, text),
    };
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

/// Text as the catalog can print it: MySQL's holds no character beyond the first 65,536.
pub(super) fn printed(engine: Engine, text: &str) -> String {
    match engine {
        Engine::Sqlite | Engine::Postgresql => text.to_owned(),
        Engine::Mysql => text.replace(|char| char > '\u{ffff}', "?"),
    }
}

/// A number without needless zeros and exponent, where that is short.
pub(super) fn number(text: &str) -> String {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", text.trim_start_matches('+')),
    };
    let (mantissa, exponent) = match digits.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()),
        None => (digits, Some(0)),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let Some(exponent) = exponent.filter(|exponent| exponent.abs() <= 400) else {
        return text.to_ascii_lowercase();
    };
    let mut all: String = format!("{whole}{fraction}");
    let mut point = whole.len() as i32 + exponent;
    while point < 0 {
        all.insert(0, '0');
        point += 1;
    }
    while (all.len() as i32) < point {
        all.push('0');
    }
    let (whole, fraction) = all.split_at(point as usize);
    let (whole, fraction) = (
        whole.trim_start_matches('0'),
        fraction.trim_end_matches('0'),
    );
    match (whole, fraction) {
        ("", "") => "0".to_owned(),
        (whole, "") => format!("{sign}{whole}"),
        (whole, fraction) => format!("{sign}{whole}.{fraction}"),
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
                        let row = ketch_catalog::Row::parse(&format!("[{}]", &rest[..end]))?;
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
    use super::{default, same_default, same_expression};
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
        same_default(engine, &ty, &user, &default(engine, printed, &ty))
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
