//! What a cursor is about to write: told from the tokens of its line and the block around it,
//! since a line that is being written is seldom one that the grammar understands.

use super::outline::Outline;
use crate::source::{FileId, Sources, Span};
use crate::syntax::SyntaxKind::{self, *};

/// A cursor in a file.
pub(super) struct Cursor<'s> {
    /// The word that it is in: what a completion replaces. Of an attribute, with its sign; of a
    /// string, without its quotes.
    pub(super) word: Span,
    /// Where in the word it is.
    pub(super) offset: u32,
    /// Whether the word is in quotes.
    pub(super) quoted: bool,
    /// What is to be written.
    pub(super) place: Place<'s>,
}

/// What is to be written.
#[derive(Debug)]
pub(super) enum Place<'s> {
    /// Nothing that could be known.
    Nothing,
    /// A block's keyword.
    Keyword,
    /// A directive, in the documentation of a block's member or of the block itself.
    Directive {
        /// Whether the line is inside of the block.
        inside: bool,
    },
    /// The name of a setting.
    Setting,
    /// The value of one.
    SettingValue {
        key: &'s str,
        /// Whether brackets are open.
        list: bool,
    },
    /// The type of a field.
    Type,
    /// An attribute of the field or the enum's value of that name.
    Attribute { member: &'s str },
    /// A block attribute.
    BlockAttribute,
    /// Between brackets of an attribute.
    Argument(Brackets<'s>),
}

/// Where between the brackets of an attribute a cursor is.
#[derive(Debug)]
pub(super) struct Brackets<'s> {
    /// The field; nothing for a block attribute.
    pub(super) member: Option<&'s str>,
    /// The attribute, with its sign.
    pub(super) attribute: &'s str,
    /// The brackets that are open, the innermost last; the first are those of the attribute.
    pub(super) open: Vec<Bracket<'s>>,
    /// The values of the attribute's arguments of one word, by name.
    pub(super) words: Vec<(&'s str, &'s str)>,
}

/// A bracket that is open.
#[derive(Debug)]
pub(super) struct Bracket<'s> {
    /// What it is.
    pub(super) kind: SyntaxKind,
    /// The name before it: of the attribute, or of a function.
    pub(super) name: &'s str,
    /// The argument or the member that is being given, where it has a name.
    pub(super) key: Option<&'s str>,
    /// Names of arguments, and items without one, that were given.
    pub(super) given: Vec<&'s str>,
    /// How many commas there were.
    pub(super) position: usize,
}

struct Token<'s> {
    kind: SyntaxKind,
    span: Span,
    text: &'s str,
}

/// Looks at an offset.
pub(super) fn cursor<'s>(
    sources: &'s Sources,
    outline: &Outline<'s>,
    file: FileId,
    offset: u32,
) -> Cursor<'s> {
    let text = &sources.file(file).text;
    let offset = text.floor_char_boundary(offset as usize) as u32;
    let line_start = text[..offset as usize]
        .rfind(['\n', '\r'])
        .map_or(0, |end| end + 1) as u32;
    let span = |start, end| Span { file, start, end };
    let mut tokens: Vec<Token> = outline
        .parse(file)
        .tokens(line_start..offset)
        .filter(|(_, span)| span.end > line_start && span.start < offset)
        .map(|(kind, span)| Token {
            kind,
            span,
            text: &text[span.range()],
        })
        .collect();
    let header = outline.header_at(file, offset);
    let inside = header.is_some_and(|header| {
        let head = header.name.map_or(header.keyword.span, |name| name.span);
        let body = &text[head.end as usize..header.span.end as usize];
        let opens = body
            .find('{')
            .is_some_and(|brace| offset as usize > head.end as usize + brace);
        let closed = body.ends_with('}') && offset == header.span.end;
        opens && !closed
    });
    let mut cursor = Cursor {
        word: span(offset, offset),
        offset,
        quoted: false,
        place: Place::Nothing,
    };
    match tokens.last() {
        Some(last) if matches!(last.kind, Comment | BlockComment) => return cursor,
        Some(last) if last.kind == DocComment => {
            if let Some(word) = directive(text, last.span, offset) {
                cursor.word = word;
                cursor.place = Place::Directive { inside };
            }
            return cursor;
        }
        Some(last) if last.text.starts_with('"') => {
            let closed = last.kind == String;
            if closed && offset == last.span.end {
                return cursor;
            }
            // What follows a quote that is not closed may be meant to stand behind it.
            let end = if closed { last.span.end - 1 } else { offset };
            cursor.word = span(last.span.start + 1, end.max(last.span.start + 1));
            cursor.quoted = true;
            tokens.pop();
        }
        _ => cursor.word = word(&mut tokens, offset, span(offset, offset)),
    }
    tokens.retain(|token| !token.kind.is_trivia());
    let keyword = header.filter(|_| inside).map(|header| header.keyword.text);
    let starts_with = |sign| text[cursor.word.range()].starts_with(sign);
    cursor.place = match (keyword, tokens.as_slice()) {
        (None, []) if !starts_with('@') => Place::Keyword,
        (None, _) => Place::Nothing,
        (Some("datasource" | "generator"), []) => Place::Setting,
        (Some("datasource" | "generator"), [key, equals, rest @ ..]) if equals.kind == Equals => {
            Place::SettingValue {
                key: key.text,
                list: rest.first().is_some_and(|first| first.kind == OpenBracket),
            }
        }
        (Some("datasource" | "generator"), _) => Place::Nothing,
        (Some(_), []) if starts_with('@') || cursor.word.start == cursor.word.end => {
            Place::BlockAttribute
        }
        (Some(_), [first, rest @ ..]) if first.kind == AtAt => attribute(text, None, first, rest),
        (Some("enum"), [value, rest @ ..]) => {
            member(text, value.text, rest, starts_with('@'), cursor.word)
        }
        (Some(_), [field]) if field.kind == Ident && !starts_with('@') && !cursor.quoted => {
            Place::Type
        }
        (Some(_), [field, _, rest @ ..]) if field.kind == Ident => {
            member(text, field.text, rest, starts_with('@'), cursor.word)
        }
        _ => Place::Nothing,
    };
    cursor
}

/// The word that ends at the offset or goes on behind it, taken off the tokens.
fn word(tokens: &mut Vec<Token>, offset: u32, none: Span) -> Span {
    let mut word = none;
    let is_part = |kind| matches!(kind, Ident | Number | Dot | At | AtAt);
    // Signs and dots belong to the word only with an attribute's sign at its start.
    let mut start = tokens.len();
    while let Some(token) = start.checked_sub(1).map(|before| &tokens[before])
        && is_part(token.kind)
        && token.span.end >= word.start
    {
        start -= 1;
        word.start = token.span.start;
        word.end = word.end.max(token.span.end);
        if matches!(token.kind, At | AtAt) {
            tokens.truncate(start);
            return word;
        }
    }
    match tokens.last() {
        Some(last) if matches!(last.kind, Ident | Number) && last.span.end >= offset => {
            word = last.span;
            tokens.pop();
            word
        }
        _ => none,
    }
}

/// The word of a documentation line that is or could become a directive.
fn directive(text: &str, line: Span, offset: u32) -> Option<Span> {
    let before = &text[line.start as usize..offset as usize];
    let lead = before.strip_prefix("///")?.trim_start();
    let is_word = |char: char| char.is_alphanumeric() || matches!(char, '@' | '.');
    if !(lead.is_empty() || lead.starts_with('@') && lead.chars().all(is_word)) {
        return None;
    }
    let after = &text[offset as usize..line.end as usize];
    let rest = after.find(|char| !is_word(char)).unwrap_or(after.len());
    Some(Span {
        start: offset - lead.len() as u32,
        end: offset + rest as u32,
        ..line
    })
}

/// Behind the name of a field and its type, or of an enum's value.
fn member<'s>(
    text: &'s str,
    name: &'s str,
    rest: &[Token<'s>],
    signed: bool,
    word: Span,
) -> Place<'s> {
    let mut open = 0;
    let mut last = None;
    for (index, token) in rest.iter().enumerate() {
        match token.kind {
            OpenParen | OpenBracket | OpenBrace => open += 1,
            CloseParen | CloseBracket | CloseBrace => open -= 1,
            At if open == 0 => last = Some(index),
            _ => {}
        }
    }
    match last {
        Some(index) if open > 0 => attribute(text, Some(name), &rest[index], &rest[index + 1..]),
        _ if open == 0 && (signed || word.start == word.end) => Place::Attribute { member: name },
        _ => Place::Nothing,
    }
}

/// From an attribute's sign on.
fn attribute<'s>(
    text: &'s str,
    member: Option<&'s str>,
    sign: &Token<'s>,
    rest: &[Token<'s>],
) -> Place<'s> {
    let name_end = rest
        .iter()
        .take_while(|token| matches!(token.kind, Ident | Dot))
        .last()
        .map_or(sign.span.end, |token| token.span.end);
    let attribute = &text[sign.span.start as usize..name_end as usize];
    let mut brackets = Brackets {
        member,
        attribute,
        open: Vec::new(),
        words: Vec::new(),
    };
    let mut before: Option<&Token> = None;
    for token in rest {
        match token.kind {
            OpenParen | OpenBracket | OpenBrace => {
                let named = before.filter(|before| token.kind == OpenParen && before.kind == Ident);
                brackets.open.push(Bracket {
                    kind: token.kind,
                    name: named.map_or("", |name| name.text),
                    key: None,
                    given: Vec::new(),
                    position: 0,
                });
            }
            CloseParen | CloseBracket | CloseBrace => {
                brackets.open.pop();
            }
            _ => {
                let depth = brackets.open.len();
                let Some(top) = brackets.open.last_mut() else {
                    before = Some(token);
                    continue;
                };
                match token.kind {
                    Comma => (top.key, top.position) = (None, top.position + 1),
                    Colon => {
                        top.key = before.map(|before| before.text);
                    }
                    Ident => {
                        if top.key.is_none() {
                            top.given.push(token.text);
                        } else if let (Some(key), 1) = (top.key, depth) {
                            brackets.words.push((key, token.text));
                        }
                    }
                    _ => {}
                }
            }
        }
        before = Some(token);
    }
    match brackets.open.is_empty() {
        true => Place::Nothing,
        false => Place::Argument(brackets),
    }
}
