//! Defaults: from the text that an engine prints to values, as far as it is plain ones. Whether two of
//! them say the same, `canonical` tells.

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
    let tokens = without_casts(engine, tokens);
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

/// The type of an array's elements.
pub(super) fn element(ty: &ColumnType) -> ColumnType {
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

/// What stands within parentheses and casts, as in `(ARRAY[]::text[])::varchar(9)[]`.
fn without_casts(engine: Engine, mut tokens: &[Token]) -> &[Token] {
    loop {
        let inner = bare(without_cast(engine, bare(tokens)));
        if inner.len() == tokens.len() {
            return inner;
        }
        tokens = inner;
    }
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

/// Whether values of a type are numbers to the engine.
pub(super) fn is_number(engine: Engine, ty: &ColumnType) -> bool {
    let ColumnTypeKind::Native(name, _) = &ty.kind else {
        return false;
    };
    let is = |words: &[&str]| words.iter().any(|word| name.contains(word));
    // PostgreSQL's BIT is text, its MONEY its own; MySQL's BIT, YEAR and BOOLEAN are numbers.
    is(&["INT", "DECIMAL", "REAL", "DOUBLE", "FLOAT", "OID"])
        || engine == Engine::Mysql && is(&["BIT", "YEAR", "BOOLEAN"])
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
