//! Text to tokens. Every byte ends up in exactly one token.

use super::SyntaxKind::{self, *};

/// A token: its kind and its length in bytes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) kind: SyntaxKind,
    pub(super) len: u32,
}

impl Token {
    /// A text that is not looked at.
    pub(super) fn unread(len: u32) -> Self {
        Self { kind: Unknown, len }
    }
}

/// All tokens of a text shorter than 4 GiB.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(text.len() / 3);
    let mut rest = text;
    while let Some(token) = first(rest) {
        rest = &rest[token.len as usize..];
        tokens.push(token);
    }
    tokens
}

/// How many bytes behind a token may make it another one: a letter of four, or a point and a digit.
pub(super) const LOOKS_BEYOND: u32 = 4;

/// The first token of a text. It depends on nothing that stands further behind it than
/// [`LOOKS_BEYOND`], but for an [open comment](is_open_comment).
#[inline]
pub(super) fn first(text: &str) -> Option<Token> {
    let first = match char::from(*text.as_bytes().first()?) {
        ascii @ '\0'..='\x7f' => ascii,
        _ => text.chars().next().unwrap_or(char::REPLACEMENT_CHARACTER),
    };
    let (kind, len) = kind_and_len(first, text);
    let len = len as u32;
    Some(Token { kind, len })
}

/// Whether a token, of which the text begins here, would be a comment if anything ended it.
pub(super) fn is_open_comment(token: Token, text: &str) -> bool {
    token.kind == Unknown && text.starts_with("/*")
}

/// Of the first token of a text that begins with the given character.
fn kind_and_len(first: char, text: &str) -> (SyntaxKind, usize) {
    let bytes = text.as_bytes();
    let next = bytes.get(1).copied();
    match first {
        '\n' => (Newline, 1),
        '\r' => (Newline, if next == Some(b'\n') { 2 } else { 1 }),
        '/' if text.starts_with("///") => (DocComment, line(text)),
        '/' if next == Some(b'/') => (Comment, line(text)),
        '/' if next == Some(b'*') => match text[2..].find("*/") {
            Some(end) => (BlockComment, end + 4),
            None => (Unknown, 2),
        },
        '{' => (OpenBrace, 1),
        '}' => (CloseBrace, 1),
        '(' => (OpenParen, 1),
        ')' => (CloseParen, 1),
        '[' => (OpenBracket, 1),
        ']' => (CloseBracket, 1),
        ',' => (Comma, 1),
        ':' => (Colon, 1),
        '=' => (Equals, 1),
        '.' => (Dot, 1),
        '?' => (Question, 1),
        '!' => (Bang, 1),
        '@' if next == Some(b'@') => (AtAt, 2),
        '@' => (At, 1),
        '"' => string(bytes),
        '-' | '0'..='9' => number(text),
        _ if is_space(first) => (Whitespace, run(text, is_space, &SPACE)),
        _ if is_name_start(first) => (Ident, run(text, is_name_part, &NAME_PART)),
        _ => (Unknown, first.len_utf8()),
    }
}

/// The length of the stretch of characters of which a condition holds.
#[inline]
fn run(text: &str, holds: impl Fn(char) -> bool, holds_ascii: &[bool; 128]) -> usize {
    // Almost all text is ASCII, which needs no decoding.
    let bytes = text.as_bytes();
    let is_in = |byte: &&u8| holds_ascii.get(usize::from(**byte)) == Some(&true);
    let ascii = bytes.iter().take_while(is_in).count();
    match bytes.get(ascii) {
        Some(byte) if !byte.is_ascii() => {
            let rest = &text[ascii..];
            ascii
                + rest
                    .find(|character| !holds(character))
                    .unwrap_or(rest.len())
        }
        _ => ascii,
    }
}

/// The length of the text up to the end of its line.
fn line(text: &str) -> usize {
    memchr::memchr2(b'\n', b'\r', text.as_bytes()).unwrap_or(text.len())
}

/// [`is_space`] of each ASCII character.
const SPACE: [bool; 128] = {
    let mut table = [false; 128];
    table[b' ' as usize] = true;
    table[b'\t' as usize] = true;
    table
};

/// [`is_name_part`] of each ASCII character.
const NAME_PART: [bool; 128] = {
    let mut table = [false; 128];
    let mut byte = 0;
    while byte < 128 {
        let character = byte as u8;
        table[byte] = character.is_ascii_alphanumeric() || matches!(character, b'_' | b'-');
        byte += 1;
    }
    table
};

/// A string ends at its quote. One that the line's end cuts off is not a string.
fn string(bytes: &[u8]) -> (SyntaxKind, usize) {
    let mut at = 1;
    loop {
        match bytes.get(at) {
            Some(b'"') => return (String, at + 1),
            Some(b'\\')
                if bytes
                    .get(at + 1)
                    .is_some_and(|next| !matches!(next, b'\n' | b'\r')) =>
            {
                at += 2
            }
            Some(b'\n' | b'\r') | None => return (Unknown, at),
            Some(_) => at += 1,
        }
    }
}

fn number(text: &str) -> (SyntaxKind, usize) {
    let sign = usize::from(text.starts_with('-'));
    let digits = |from: usize| {
        let bytes = text.as_bytes()[from..].iter();
        bytes.take_while(|byte| byte.is_ascii_digit()).count()
    };
    let whole = digits(sign);
    if whole == 0 {
        return (Unknown, 1);
    }
    let mut len = sign + whole;
    if text[len..].starts_with('.') && digits(len + 1) > 0 {
        len += 1 + digits(len + 1);
    } else if sign == 0 {
        let name = run(text, is_name_part, &NAME_PART);
        if name > len {
            return (Ident, name);
        }
    }
    (Number, len)
}

/// Unicode's space separators, and the tab.
fn is_space(character: char) -> bool {
    match character {
        ' ' | '\t' => true,
        '\0'..='\x7f' => false,
        '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => {
            true
        }
        _ => false,
    }
}

fn is_name_start(character: char) -> bool {
    character == '_' || character.is_ascii_digit() || is_letter(character)
}

fn is_name_part(character: char) -> bool {
    matches!(character, '0'..='9' | '_' | '-') || is_letter(character)
}

/// What Prisma takes for a letter: Unicode's categories of letters, without marks, numbers and
/// letters in circles.
fn is_letter(character: char) -> bool {
    if character.is_ascii() {
        return character.is_ascii_alphabetic();
    }
    // Letters that Unicode lets no identifier begin with, since they decompose into marks.
    let decomposes = matches!(
        character,
        '\u{37a}' | '\u{e33}' | '\u{eb3}' | '\u{ff9e}' | '\u{ff9f}'
    );
    decomposes
        || character.is_alphabetic()
            && !character.is_numeric()
            && unicode_ident::is_xid_start(character)
}
