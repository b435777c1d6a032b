//! The tokens of SQL that an engine or a user wrote. Not a parser: what is not understood is a
//! token all the same, and unclosed quotes and comments end where the text does.

use crate::dialect::Engine;

/// A token, and where it stands in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// What a token is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A word without quotes, in lower case.
    Word(String),
    /// A name in quotes, without them.
    Name(String),
    /// The value of a string.
    Text(String),
    /// A number without a sign.
    Number(String),
    /// Bytes as hexadecimal digits: `X'0a'`.
    Hex(String),
    /// Anything else.
    Symbol(&'static str),
}

impl Token {
    pub(super) fn is_word(&self, word: &str) -> bool {
        matches!(&self.kind, Kind::Word(found) if found == word)
    }

    pub(super) fn is(&self, symbol: &str) -> bool {
        matches!(&self.kind, Kind::Symbol(found) if *found == symbol)
    }

    /// The name that it is, with or without quotes. SQLite takes strings as names too.
    pub(super) fn name<'t>(&'t self, text: &'t str) -> Option<&'t str> {
        match &self.kind {
            Kind::Word(_) => Some(&text[self.start..self.end]),
            Kind::Name(name) | Kind::Text(name) => Some(name),
            _ => None,
        }
    }
}

/// Longest first.
const SYMBOLS: [&str; 35] = [
    "!~~*", "!~*", "!~~", "~~*", "->>", "#>>", "::", "<=", ">=", "<>", "!=", "||", "->", "#>",
    "@>", "<@", "&&", "!~", "~~", "~*", "(", ")", "[", "]", ",", ".", ";", "=", "<", ">", "+", "-",
    "*", "/", "%",
];

/// All tokens, without comments.
pub(super) fn tokens(engine: Engine, text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let rest = &text[at..];
        let start = at;
        if first.is_whitespace() {
            at += first.len_utf8();
            continue;
        }
        if rest.starts_with("--") {
            at += rest.find('\n').unwrap_or(rest.len());
            continue;
        }
        if let Some(comment) = rest.strip_prefix("/*") {
            at += comment.find("*/").map_or(rest.len(), |end| end + 4);
            continue;
        }
        let (kind, length) = token(engine, rest, first);
        at += length;
        tokens.push(Token {
            kind,
            start,
            end: at,
        });
    }
    tokens
}

/// The first token of a text that starts with one, and its length.
fn token(engine: Engine, text: &str, first: char) -> (Kind, usize) {
    let escapes = engine == Engine::Mysql;
    let prefixed = |prefix: char| {
        let rest = text.strip_prefix([prefix, prefix.to_ascii_uppercase()])?;
        rest.starts_with('\'').then_some(rest)
    };
    if let Some(rest) = prefixed('x') {
        let (digits, length) = quoted(rest, '\'', false);
        return (Kind::Hex(digits.to_ascii_lowercase()), length + 1);
    }
    if let Some(rest) = prefixed('e').filter(|_| engine == Engine::Postgresql) {
        let (value, length) = quoted(rest, '\'', true);
        return (Kind::Text(value), length + 1);
    }
    if let Some(rest) = prefixed('b') {
        let (digits, length) = quoted(rest, '\'', false);
        let kind = match u64::from_str_radix(&digits, 2) {
            Ok(number) if engine == Engine::Mysql => Kind::Number(number.to_string()),
            _ => Kind::Text(digits),
        };
        return (kind, length + 1);
    }
    match first {
        '\'' => {
            let (value, length) = quoted(text, '\'', escapes);
            (Kind::Text(value), length)
        }
        '"' | '`' => {
            let (name, length) = quoted(text, first, false);
            (Kind::Name(name), length)
        }
        '[' if engine == Engine::Sqlite => {
            let length = text.find(']').map_or(text.len(), |end| end + 1);
            let name = text[1..length].trim_end_matches(']');
            (Kind::Name(name.to_owned()), length)
        }
        '0'..='9' => {
            let length = number(text);
            (Kind::Number(text[..length].to_ascii_lowercase()), length)
        }
        _ if first.is_alphanumeric() || first == '_' => {
            let is_part = |char: char| char.is_alphanumeric() || char == '_' || char == '$';
            let length = text.find(|char| !is_part(char)).unwrap_or(text.len());
            (Kind::Word(text[..length].to_lowercase()), length)
        }
        _ => match SYMBOLS.iter().find(|symbol| text.starts_with(**symbol)) {
            Some(symbol) => (Kind::Symbol(symbol), symbol.len()),
            None => (Kind::Word(first.to_string()), first.len_utf8()),
        },
    }
}

/// How long a number is: digits, a fraction, an exponent.
fn number(text: &str) -> usize {
    let mut length = 0;
    let mut before = ' ';
    for char in text.chars() {
        let signed = matches!(char, '+' | '-') && matches!(before, 'e' | 'E');
        if !(char.is_ascii_alphanumeric() || char == '.' || signed) {
            break;
        }
        length += char.len_utf8();
        before = char;
    }
    length
}

/// What stands between two marks, and the length with them. The mark doubled is the mark.
fn quoted(text: &str, mark: char, escapes: bool) -> (String, usize) {
    let mut value = String::new();
    let mut chars = text.char_indices().skip(1).peekable();
    while let Some((at, char)) = chars.next() {
        if char == mark {
            if chars.next_if(|(_, next)| *next == mark).is_none() {
                return (value, at + char.len_utf8());
            }
            value.push(mark);
        } else if char == '\\' && escapes {
            value.extend(chars.next().map(|(_, escaped)| match escaped {
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'b' => '\u{8}',
                'Z' => '\u{1a}',
                '0' => '\0',
                escaped => escaped,
            }));
        } else {
            value.push(char);
        }
    }
    (value, text.len())
}

/// The tokens inside of a pair of parentheses that encloses all of them, however often.
pub(super) fn bare(mut tokens: &[Token]) -> &[Token] {
    while let [first, inner @ .., last] = tokens
        && first.is("(")
        && last.is(")")
        && closing(tokens, 0) == Some(tokens.len() - 1)
    {
        tokens = inner;
    }
    tokens
}

/// Where the parenthesis that opens at a place is closed.
pub(super) fn closing(tokens: &[Token], open: usize) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, token) in tokens.iter().enumerate().skip(open) {
        if token.is("(") || token.is("[") {
            depth += 1;
        } else if token.is(")") || token.is("]") {
            depth = depth.saturating_sub(1);
            if depth == 0 {
                return Some(at);
            }
        }
    }
    None
}

/// The parts between commas that no parenthesis encloses.
pub(super) fn listed(tokens: &[Token]) -> Vec<&[Token]> {
    let mut parts = Vec::new();
    let (mut start, mut depth) = (0, 0_usize);
    for (at, token) in tokens.iter().enumerate() {
        if token.is("(") || token.is("[") {
            depth += 1;
        } else if token.is(")") || token.is("]") {
            depth = depth.saturating_sub(1);
        } else if token.is(",") && depth == 0 {
            parts.push(&tokens[start..at]);
            start = at + 1;
        }
    }
    if start < tokens.len() {
        parts.push(&tokens[start..]);
    }
    parts
}
