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
    let mut at = 0;
    while let Some(token) = token_at(text, at) {
        at += token.len as usize;
        tokens.push(token);
    }
    tokens
}

/// How many bytes behind a token may make it another one: a letter of four, or a point and a digit.
pub(super) const LOOKS_BEYOND: u32 = 4;

/// The token that begins at a byte of a text. It depends on nothing that stands further behind it than
/// [`LOOKS_BEYOND`], but for an [open comment](is_open_comment).
#[inline]
pub(super) fn token_at(text: &str, at: usize) -> Option<Token> {
    let bytes = text.as_bytes().get(at..)?;
    let (kind, len) = match *bytes.first()? {
        b' ' | b'\t' => (Whitespace, run(text, at, is_space, &SPACE)),
        b'a'..=b'z' | b'A'..=b'Z' | b'_' => (Ident, run(text, at, is_name_part, &NAME_PART)),
        b'-' | b'0'..=b'9' => number(text, at),
        b'\n' => (Newline, 1),
        b'\r' => (Newline, if bytes.get(1) == Some(&b'\n') { 2 } else { 1 }),
        b'@' if bytes.get(1) == Some(&b'@') => (AtAt, 2),
        b'@' => (At, 1),
        b'(' => (OpenParen, 1),
        b')' => (CloseParen, 1),
        b'"' => string(bytes),
        b',' => (Comma, 1),
        b':' => (Colon, 1),
        b'.' => (Dot, 1),
        b'?' => (Question, 1),
        b'[' => (OpenBracket, 1),
        b']' => (CloseBracket, 1),
        b'{' => (OpenBrace, 1),
        b'}' => (CloseBrace, 1),
        b'=' => (Equals, 1),
        b'!' => (Bang, 1),
        b'/' => comment(&text[at..]),
        ascii if ascii.is_ascii() => (Unknown, 1),
        _ => match text[at..].chars().next()? {
            space if is_space(space) => (Whitespace, run(text, at, is_space, &SPACE)),
            letter if is_letter(letter) => (Ident, run(text, at, is_name_part, &NAME_PART)),
            other => (Unknown, other.len_utf8()),
        },
    };
    let len = len as u32;
    Some(Token { kind, len })
}

/// Whether a token, of which the text begins here, would be a comment if anything ended it.
pub(super) fn is_open_comment(token: Token, text: &str) -> bool {
    token.kind == Unknown && text.starts_with("/*")
}

/// A comment ends with its line, or where it says so.
fn comment(text: &str) -> (SyntaxKind, usize) {
    match text.as_bytes() {
        [_, b'/', b'/', ..] => (DocComment, line(text)),
        [_, b'/', ..] => (Comment, line(text)),
        [_, b'*', ..] => match text[2..].find("*/") {
            Some(end) => (BlockComment, end + 4),
            None => (Unknown, 2),
        },
        _ => (Unknown, 1),
    }
}

/// The length of the stretch of characters, from a byte on, of which a condition holds.
#[inline]
fn run(text: &str, at: usize, holds: impl Fn(char) -> bool, holds_ascii: &[bool; 256]) -> usize {
    // Almost all text is ASCII, which needs no decoding.
    let bytes = &text.as_bytes()[at..];
    let is_in = |byte: &&u8| holds_ascii[usize::from(**byte)];
    let ascii = bytes.iter().take_while(is_in).count();
    match bytes.get(ascii) {
        Some(byte) if !byte.is_ascii() => {
            let rest = &text[at + ascii..];
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

/// [`is_space`] of each ASCII character, by its byte.
const SPACE: [bool; 256] = {
    let mut table = [false; 256];
    table[b' ' as usize] = true;
    table[b'\t' as usize] = true;
    table
};

/// [`is_name_part`] of each ASCII character, by its byte.
const NAME_PART: [bool; 256] = {
    let mut table = [false; 256];
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

fn number(text: &str, at: usize) -> (SyntaxKind, usize) {
    let bytes = &text.as_bytes()[at..];
    let sign = usize::from(bytes.starts_with(b"-"));
    let digits = |from: usize| {
        let bytes = bytes[from..].iter();
        bytes.take_while(|byte| byte.is_ascii_digit()).count()
    };
    let whole = digits(sign);
    if whole == 0 {
        return (Unknown, 1);
    }
    let mut len = sign + whole;
    if bytes.get(len) == Some(&b'.') && digits(len + 1) > 0 {
        len += 1 + digits(len + 1);
    } else if sign == 0 {
        let name = run(text, at, is_name_part, &NAME_PART);
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
