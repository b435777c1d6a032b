//! The grammar: which tokens make up what, a function for each kind of node.
//!
//! A function that reads part of a line returns whether the line is still sound. Once it is not,
//! its fault is reported, and the rest of the line goes into an `Error` node unread.

use std::ops::Range;

use super::SyntaxKind::{self, *};
use super::merge::is_mark;
use super::parser::{Marker, Parser};
use super::string::escape_fault;
use super::{MAX_FILE_BYTES, MAX_NESTING};
use crate::diagnostic::{Diagnostic, code};
use crate::source::Span;

/// The words that a block may begin with.
pub(super) const KEYWORDS: [&str; 6] = ["datasource", "enum", "generator", "model", "type", "view"];

/// What a block holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Body {
    Fields,
    Values,
    Settings,
}

fn body(keyword: &str) -> Option<Body> {
    match keyword {
        "model" | "view" | "type" => Some(Body::Fields),
        "enum" => Some(Body::Values),
        "datasource" | "generator" => Some(Body::Settings),
        _ => None,
    }
}

/// A whole file.
pub(super) fn schema(p: &mut Parser) {
    p.start_root();
    if p.text() == "\u{feff}" {
        p.fault(code::byte_order_mark(p.span()));
        p.bump();
    }
    items(p);
}

/// What is left of a file, from a seam on.
pub(super) fn items(p: &mut Parser) {
    while !p.at_end() {
        if p.peek() == Newline {
            p.bump();
            continue;
        }
        if p.seam() {
            return;
        }
        let start = p.start();
        // Inside of a block a brace ends the comments before it; here it is a line like another.
        if p.peek() != CloseBrace && !leading_comments(p) {
            p.complete(start, Comments);
        } else if p.peek() == Ident {
            top_level(p, start);
        } else {
            invalid_line(p, start, code::invalid_line);
        }
    }
    p.skip_space();
    p.complete(Marker::ROOT, Schema);
}

/// A text that is too large to be read.
pub(super) fn unread(p: &mut Parser) {
    let start = Span { end: 0, ..p.span() };
    p.fault(code::file_too_large(start, MAX_FILE_BYTES));
    let schema = p.start_root();
    p.bump();
    p.complete(schema, Schema);
}

/// Comments directly above a declaration, or before it on its line. False: nothing follows them.
fn leading_comments(p: &mut Parser) -> bool {
    let mut after_comment = false;
    loop {
        match p.peek() {
            Comment | DocComment | BlockComment => after_comment = true,
            Newline if after_comment => after_comment = false,
            Newline | CloseBrace => return false,
            _ => return true,
        }
        if p.at_end() {
            return false;
        }
        p.bump();
    }
}

fn invalid_line(p: &mut Parser, start: Marker, fault: fn(Span, &str) -> Diagnostic) {
    let (span, line) = (p.line_span(), p.line());
    p.fault(match is_mark(line) {
        true => code::unfinished_merge(span, &[]),
        false => fault(span, line),
    });
    skip_line(p);
    p.complete(start, Error);
}

/// Takes what is left of the line.
fn skip_line(p: &mut Parser) {
    p.end_across_lines();
    while p.peek() != Newline {
        p.bump();
    }
}

/// Takes what is left of the line into a node of its own, so that its block is known as damaged.
fn rest_of_line(p: &mut Parser) {
    p.end_across_lines();
    let rest = p.start();
    skip_line(p);
    p.complete(rest, Error);
}

fn top_level(p: &mut Parser, start: Marker) {
    let keyword = p.text();
    match body(keyword) {
        Some(body) => block(p, start, keyword, body),
        None if p
            .ahead()
            .skip(1)
            .take_while(|kind| *kind != Newline)
            .any(|kind| kind == OpenBrace) =>
        {
            p.fault(code::unknown_keyword(p.span(), keyword));
            while p.peek() != OpenBrace {
                p.bump();
            }
            skip_braces(p);
            p.complete(start, Error);
        }
        None => {
            p.fault(code::invalid_line(p.line_span(), p.line()));
            skip_line(p);
            p.complete(start, Error);
        }
    }
}

/// Takes a block that is not understood, up to the brace that closes it.
fn skip_braces(p: &mut Parser) {
    let mut open = 0u32;
    while !p.at_end() {
        match p.peek() {
            OpenBrace => open += 1,
            CloseBrace => open -= 1,
            _ => {}
        }
        p.bump();
        if open == 0 {
            return;
        }
    }
}

fn block(p: &mut Parser, start: Marker, keyword: &str, body: Body) {
    let header = p.line_span();
    p.bump();
    let mut name = None;
    if p.peek() == Ident {
        check_name(p, keyword);
        name = Some(p.span());
        p.bump();
    } else {
        p.fault(code::block_without_name(header, keyword));
    }
    if keyword == "type" && p.peek() == Equals {
        p.fault(code::type_alias(header));
        rest_of_line(p);
        return p.complete(start, Block);
    }
    if p.peek() != OpenBrace {
        if name.is_some() {
            p.fault(code::block_without_brace(header, keyword));
        }
        rest_of_line(p);
        let on_next_line = p.ahead().find(|kind| *kind != Newline) == Some(OpenBrace);
        if !on_next_line {
            return p.complete(start, Block);
        }
        while p.peek() == Newline {
            p.bump();
        }
    }
    p.bump();
    comment_across_lines(p, keyword);
    trailing_comment(p);
    if p.peek() != Newline {
        let first = p.span();
        let rest = p.start();
        while !matches!(p.peek(), Newline | CloseBrace) {
            comment_across_lines(p, keyword);
            p.bump();
        }
        let (fault, kind) = match p.peek() {
            CloseBrace => (code::block_on_one_line(first, keyword), Error),
            _ => (code::text_after_brace(first, keyword), Unread),
        };
        p.fault(fault);
        p.complete(rest, kind);
    }
    members(p, keyword, body, name.unwrap_or(header));
    p.complete(start, Block);
}

fn members(p: &mut Parser, keyword: &str, body: Body, name: Span) {
    loop {
        if p.at_end() {
            p.fault(code::unclosed_block(name, keyword));
            p.mark_damaged();
            return;
        }
        match p.peek() {
            Newline => {
                p.bump();
                continue;
            }
            CloseBrace => {
                p.bump();
                return;
            }
            _ => {}
        }
        if at_block(p) {
            p.fault(code::block_in_block(p.line_span(), keyword, name));
            p.mark_damaged();
            return;
        }
        let start = p.start();
        if !leading_comments(p) || at_block(p) {
            p.complete(start, Comments);
            continue;
        }
        let line = p.span();
        let (kind, sound) = match (p.peek(), body) {
            (Ident, Body::Fields) => (Field, field(p)),
            (Ident, Body::Values) => (EnumValue, enum_value(p)),
            (Ident, Body::Settings) => (Setting, setting(p, keyword)),
            (AtAt, Body::Fields | Body::Values) => (BlockAttribute, attribute(p)),
            _ => {
                let fault = match body {
                    Body::Fields => code::invalid_field_line,
                    Body::Values => code::invalid_enum_line,
                    Body::Settings => code::invalid_setting_line,
                };
                invalid_line(p, start, fault);
                continue;
            }
        };
        end_of_line(p, sound, line, body);
        p.complete(start, kind);
    }
}

/// Whether a line begins a new block, which means that the last one was not closed.
fn at_block(p: &Parser) -> bool {
    p.peek() == Ident
        && KEYWORDS.contains(&p.text())
        && p.ahead().take(3).eq([Ident, Ident, OpenBrace])
}

/// A declaration takes its line alone, but for one comment after it.
fn end_of_line(p: &mut Parser, sound: bool, line: Span, body: Body) {
    if !sound {
        return rest_of_line(p);
    }
    trailing_comment(p);
    match p.peek() {
        Newline => {}
        CloseBrace => p.fault(code::brace_after_declaration(p.span())),
        _ => {
            let text = p.text();
            p.fault(match body {
                Body::Fields => code::unexpected_in_line(p.span(), text, line),
                Body::Values => code::unexpected_after_enum_value(p.span(), text),
                Body::Settings => code::unexpected_after_setting(p.span(), text),
            });
            rest_of_line(p);
        }
    }
}

/// Reports a comment beside an opening brace that goes on below: Prisma reads a line there.
fn comment_across_lines(p: &mut Parser, keyword: &str) {
    let (text, span) = (p.text(), p.span());
    if p.peek() != BlockComment {
        return;
    }
    if let Some(end) = text.find(['\n', '\r']) {
        let start = span.end - text[end..].trim_start().len() as u32;
        p.fault(code::comment_beside_brace(Span { start, ..span }, keyword));
    }
}

fn trailing_comment(p: &mut Parser) {
    if matches!(p.peek(), Comment | DocComment | BlockComment) {
        p.bump();
    }
}

/// Reports a name that the lexer took for one and the language does not.
fn check_name(p: &mut Parser, what: &str) {
    let (name, span) = (p.text(), p.span());
    if name.starts_with(|first: char| first.is_numeric()) {
        p.fault(code::name_starts_with_number(span, what, name));
    } else if name.starts_with('_') {
        p.fault(code::name_starts_with_underscore(span, what, name));
    } else if name.contains('-') {
        p.fault(code::hyphen_in_name(span, what, name));
    }
}

fn field(p: &mut Parser) -> bool {
    let name = p.span();
    check_name(p, "field");
    p.bump();
    if p.peek() == Colon {
        p.fault(code::colon_after_field_name(p.span()));
        p.bump();
    }
    if !matches!(p.peek(), Ident | OpenBracket) {
        p.fault(match p.peek() {
            Newline | At | Comment | DocComment => code::field_without_type(name),
            _ => code::unexpected_in_line(p.span(), p.text(), name),
        });
        return false;
    }
    field_type(p) && attributes(p)
}

fn field_type(p: &mut Parser) -> bool {
    let start = p.start();
    let legacy_list = p.peek() == OpenBracket;
    let first = p.span();
    p.eat(OpenBracket);
    let mut sound = p.peek() == Ident;
    if sound {
        let unsupported = p.text() == "Unsupported" && p.ahead().nth(1) == Some(OpenParen);
        p.bump();
        if unsupported {
            sound = unsupported_name(p);
        }
    } else {
        p.fault(code::unexpected_in_line(p.span(), p.text(), first));
    }
    if legacy_list && sound {
        if p.eat(CloseBracket) {
            p.fault(code::legacy_list(first));
        } else {
            p.fault(code::unexpected_in_line(p.span(), p.text(), first));
            sound = false;
        }
    }
    if sound && p.peek() == OpenBracket {
        p.bump();
        if p.peek() == CloseBracket && p.touches() {
            p.bump();
            if p.peek() == Question {
                p.fault(code::optional_list(p.span()));
                p.bump();
            }
        } else {
            p.fault(code::unexpected_in_line(p.span(), p.text(), first));
            sound = false;
        }
    } else if sound && p.peek() == Question {
        p.bump();
    } else if sound && p.peek() == Bang {
        p.fault(code::legacy_required(p.span()));
        p.bump();
    }
    if sound && matches!(p.peek(), OpenBracket | CloseBracket | Question | Bang) {
        p.fault(code::unexpected_in_line(p.span(), p.text(), first));
        sound = false;
    }
    // Whether it was to be a list, for one, is not known then.
    p.complete(start, if sound { Type } else { Error });
    sound
}

/// `("name of the type")`
fn unsupported_name(p: &mut Parser) -> bool {
    p.bump();
    if p.peek() != String {
        p.fault(code::unsupported_without_name(p.span()));
        return false;
    }
    string(p);
    if p.peek() != CloseParen {
        p.fault(code::unclosed_bracket(p.span(), "(", ")"));
        return false;
    }
    p.bump();
    true
}

fn enum_value(p: &mut Parser) -> bool {
    check_name(p, "enum value");
    p.bump();
    attributes(p)
}

fn setting(p: &mut Parser, keyword: &str) -> bool {
    let name = p.span();
    let key = p.text();
    if key.starts_with('_') {
        check_name(p, "setting");
    }
    p.bump();
    if p.peek() != Equals {
        p.fault(code::setting_without_equals(name, key));
        return false;
    }
    p.bump();
    if matches!(p.peek(), Newline | Comment | DocComment) {
        p.fault(code::setting_without_value(name, key, keyword));
        return false;
    }
    value(p, 0)
}

fn attributes(p: &mut Parser) -> bool {
    while p.peek() == At {
        let start = p.start();
        let sound = attribute(p);
        p.complete(start, Attribute);
        if !sound {
            return false;
        }
    }
    true
}

/// From the `@` or `@@` on.
fn attribute(p: &mut Parser) -> bool {
    let sign = p.span();
    p.bump();
    if p.peek() != Ident {
        p.fault(code::attribute_without_name(sign));
        return false;
    }
    path(p);
    p.peek() != OpenParen || arguments(p, 1)
}

/// `a.b.c`, with no space in it.
fn path(p: &mut Parser) {
    p.bump();
    while p.peek() == Dot && p.touches() {
        p.bump();
        if p.peek() == Ident && p.touches() {
            p.bump();
        }
    }
}

/// Reads `open item, item close`. Reports a comma that no item follows, and a line break inside.
fn list(
    p: &mut Parser,
    depth: u32,
    brackets: (&str, &str),
    close: SyntaxKind,
    item: fn(&mut Parser, u32) -> bool,
) -> bool {
    let objects = u32::from(close == CloseBrace);
    p.objects += objects;
    let sound = items_of_list(p, depth, brackets, close, item);
    p.objects -= objects;
    sound
}

fn items_of_list(
    p: &mut Parser,
    depth: u32,
    brackets: (&str, &str),
    close: SyntaxKind,
    item: fn(&mut Parser, u32) -> bool,
) -> bool {
    let open = p.span();
    if depth > MAX_NESTING {
        p.fault(code::nested_too_deeply(open, MAX_NESTING));
        return false;
    }
    p.bump();
    let mut comma: Option<Span> = None;
    loop {
        if matches!(p.peek(), Newline | Comment | DocComment) {
            if !p.continue_across_lines(depth) {
                p.fault(code::unclosed_bracket(open, brackets.0, brackets.1));
                return false;
            }
            p.fault(code::list_across_lines(open));
            continue;
        }
        if p.peek() == close {
            if let Some(comma) = comma {
                p.fault(code::trailing_comma(comma));
            }
            p.bump();
            if depth == 1 {
                p.end_across_lines();
            }
            return true;
        }
        if !item(p, depth) {
            return false;
        }
        comma = (p.peek() == Comma).then(|| p.span());
        match p.peek() {
            Comma => p.bump(),
            Newline | Comment | DocComment => {}
            kind if kind == close => {}
            _ => {
                p.fault(code::expected_comma(p.span(), brackets.1, p.text()));
                return false;
            }
        }
    }
}

fn arguments(p: &mut Parser, depth: u32) -> bool {
    let start = p.start();
    let sound = list(p, depth, ("(", ")"), CloseParen, argument);
    p.complete(start, Arguments);
    sound
}

fn argument(p: &mut Parser, depth: u32) -> bool {
    let start = p.start();
    let mut sound = true;
    if p.peek() == Ident && p.ahead().nth(1) == Some(Colon) {
        let (name, span) = (p.text(), p.span());
        p.bump();
        p.bump();
        if matches!(p.peek(), Comma | CloseParen) {
            p.fault(code::argument_without_value(span, name));
        } else {
            sound = value(p, depth);
        }
    } else {
        sound = value(p, depth);
    }
    p.complete(start, Argument);
    sound
}

fn value(p: &mut Parser, depth: u32) -> bool {
    let start = p.start();
    let (kind, sound) = match p.peek() {
        Number => {
            p.bump();
            (Literal, true)
        }
        String => {
            string(p);
            (Literal, true)
        }
        OpenBracket => (Array, list(p, depth + 1, ("[", "]"), CloseBracket, value)),
        OpenBrace => (Object, list(p, depth + 1, ("{", "}"), CloseBrace, member)),
        Ident => {
            if p.text()
                .starts_with(|first: char| first.is_numeric() || first == '_')
            {
                p.fault(code::invalid_value(p.span(), p.text()));
                (Path, false)
            } else {
                path(p);
                if p.peek() == OpenParen {
                    (Call, arguments(p, depth + 1))
                } else {
                    (Path, true)
                }
            }
        }
        Unknown if p.text().starts_with('"') => {
            p.fault(code::unclosed_string(p.span()));
            (Error, false)
        }
        _ => {
            p.fault(code::expected_value(p.span(), p.text()));
            (Error, false)
        }
    };
    p.complete(start, kind);
    sound
}

/// `key: value`
fn member(p: &mut Parser, depth: u32) -> bool {
    let start = p.start();
    let mut sound = p.ahead().take(2).eq([Ident, Colon]);
    if sound {
        p.bump();
        p.bump();
        sound = value(p, depth);
    } else {
        p.fault(code::expected_member(p.span(), p.text()));
    }
    p.complete(start, Member);
    sound
}

fn string(p: &mut Parser) {
    let token = p.span();
    let part = |range: Range<usize>| Span {
        file: token.file,
        start: token.start + range.start as u32,
        end: token.start + range.end as u32,
    };
    if let Some((range, escape)) = escape_fault(p.text()) {
        p.fault(code::invalid_escape(part(range), escape));
    }
    if let Some(at) = p.text().bytes().position(|byte| byte < b' ') {
        let control = p.text().as_bytes()[at];
        p.fault(code::control_in_string(part(at..at + 1), control));
    }
    p.bump();
}

/// A text that is one attribute and nothing else.
pub(super) fn lone_attribute(p: &mut Parser) {
    let start = p.start_root();
    let sound = attribute(p);
    if sound && p.peek() != Newline {
        p.fault(code::text_after_directive(p.line_span()));
    }
    while !p.at_end() {
        p.bump();
    }
    p.skip_space();
    p.complete(start, Attribute);
}
