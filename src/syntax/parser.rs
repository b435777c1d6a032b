//! The machine under the grammar: looks at tokens, records events.
//!
//! The grammar sees no white space. It does see line breaks and comments, since a declaration
//! ends at them.

use super::SyntaxKind::{self, *};
use super::lexer::Token;
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Span};

/// How many tokens may be looked at in advance, in all, to find out where brackets close.
const LOOKAHEAD: u32 = 1 << 20;

/// One step in building the tree.
#[derive(Clone, Copy, Debug)]
pub(super) enum Event {
    /// A node begins: its index among the nodes.
    Start(u32),
    /// The next token goes into the current node.
    Token,
    /// The current node ends.
    Finish,
}

/// What is known of a node: its kind, `Error` until that is clear, and the place behind its end.
/// Kept apart from the events, most of which are tokens and would be as large.
#[derive(Clone, Copy, Debug)]
pub(super) struct Extent {
    pub(super) kind: SyntaxKind,
    pub(super) after: Place,
}

/// A place in a parsed text: the next event, the next token, and the byte that it begins at.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Place {
    pub(super) event: u32,
    pub(super) token: u32,
    pub(super) offset: u32,
}

/// A node that has begun: its index among the nodes.
pub(super) struct Marker(usize);

/// Reads tokens and records events.
pub(super) struct Parser<'t> {
    file: FileId,
    text: &'t str,
    tokens: &'t [Token],
    /// The next token, and the byte that it begins at.
    at: usize,
    offset: u32,
    /// The next token that is not white space, and the byte that it begins at.
    next: usize,
    next_offset: u32,
    /// Whether brackets are open that close on a later line; that was reported already.
    across_lines: bool,
    lookahead: u32,
    events: Vec<Event>,
    nodes: Vec<Extent>,
    faults: Vec<Diagnostic>,
}

/// What a parser leaves behind.
pub(super) struct Parsed {
    pub(super) events: Vec<Event>,
    pub(super) nodes: Vec<Extent>,
    pub(super) faults: Vec<Diagnostic>,
}

impl<'t> Parser<'t> {
    /// Reads the stretch of a file's text that the tokens were made of.
    pub(super) fn new(span: Span, text: &'t str, tokens: &'t [Token]) -> Self {
        let mut parser = Self {
            file: span.file,
            text,
            tokens,
            at: 0,
            offset: span.start,
            next: 0,
            next_offset: span.start,
            across_lines: false,
            lookahead: LOOKAHEAD,
            events: Vec::with_capacity(tokens.len() * 2),
            nodes: Vec::with_capacity(tokens.len() / 2),
            faults: Vec::new(),
        };
        parser.find_next();
        parser
    }

    pub(super) fn finish(self) -> Parsed {
        Parsed {
            events: self.events,
            nodes: self.nodes,
            faults: self.faults,
        }
    }

    /// Whether all tokens are taken.
    pub(super) fn at_end(&self) -> bool {
        self.next == self.tokens.len()
    }

    /// The kind of the next token. The end of the file ends a line.
    pub(super) fn peek(&self) -> SyntaxKind {
        self.tokens
            .get(self.next)
            .map_or(Newline, |token| token.kind)
    }

    /// Kinds of the tokens from the next one on, without white space.
    pub(super) fn ahead(&self) -> impl Iterator<Item = SyntaxKind> + use<'t> {
        self.tokens[self.next..]
            .iter()
            .map(|token| token.kind)
            .filter(|kind| *kind != Whitespace)
    }

    /// The text of the next token.
    pub(super) fn text(&self) -> &'t str {
        let len = self.tokens.get(self.next).map_or(0, |token| token.len);
        &self.text[self.next_offset as usize..(self.next_offset + len) as usize]
    }

    /// The text from the next token to the end of its line.
    pub(super) fn line(&self) -> &'t str {
        let rest = &self.text[self.next_offset as usize..];
        rest.find(['\n', '\r'])
            .map_or(rest, |end| &rest[..end])
            .trim_end()
    }

    /// Whether nothing stands between the last token and the next.
    pub(super) fn touches(&self) -> bool {
        self.at == self.next
    }

    /// The span of the next token; empty at the end of a line.
    pub(super) fn span(&self) -> Span {
        let len = match self.tokens.get(self.next) {
            Some(token) if token.kind != Newline => token.len,
            _ => 0,
        };
        self.span_from(self.next_offset, len)
    }

    /// The span of the next token and the rest of its line.
    pub(super) fn line_span(&self) -> Span {
        self.span_from(self.next_offset, self.line().len() as u32)
    }

    fn span_from(&self, start: u32, len: u32) -> Span {
        Span {
            file: self.file,
            start,
            end: start + len,
        }
    }

    /// Takes the next token, and the white space before it.
    pub(super) fn bump(&mut self) {
        self.skip_space();
        self.take();
        self.find_next();
    }

    /// Takes the next token if it is of the kind.
    pub(super) fn eat(&mut self, kind: SyntaxKind) -> bool {
        let found = self.peek() == kind;
        if found {
            self.bump();
        }
        found
    }

    /// Takes the white space before the next token.
    pub(super) fn skip_space(&mut self) {
        while self.at < self.next {
            self.take();
        }
    }

    fn take(&mut self) {
        if let Some(token) = self.tokens.get(self.at) {
            self.offset += token.len;
            self.at += 1;
            self.events.push(Event::Token);
        }
    }

    fn find_next(&mut self) {
        (self.next, self.next_offset) = (self.at, self.offset);
        while let Some(token) = self.tokens.get(self.next)
            && (token.kind == Whitespace || self.across_lines && token.kind.is_trivia())
        {
            self.next += 1;
            self.next_offset += token.len;
        }
    }

    /// At the end of a line with brackets open: whether they close on a later line. If so, that
    /// line is read as if it were the same one.
    pub(super) fn continue_across_lines(&mut self, mut open: u32) -> bool {
        for (index, kind) in self.ahead().enumerate() {
            self.lookahead = self.lookahead.saturating_sub(1);
            match kind {
                OpenParen | OpenBracket | OpenBrace => open += 1,
                CloseParen | CloseBracket | CloseBrace => open -= 1,
                _ => {}
            }
            if open == 0 {
                self.across_lines = true;
                self.find_next();
                return true;
            }
            if kind == AtAt || index == 256 || self.lookahead == 0 {
                return false;
            }
        }
        false
    }

    /// The brackets that were left open are closed, or given up.
    pub(super) fn end_across_lines(&mut self) {
        self.across_lines = false;
        self.find_next();
    }

    /// Begins a node at the next token.
    pub(super) fn start(&mut self) -> Marker {
        self.skip_space();
        self.start_root()
    }

    /// Begins the node that holds everything, white space at its start included.
    pub(super) fn start_root(&mut self) -> Marker {
        let index = self.nodes.len();
        self.nodes.push(Extent {
            kind: Error,
            after: Place::default(),
        });
        self.events.push(Event::Start(index as u32));
        Marker(index)
    }

    /// An empty node that marks the current one as damaged.
    pub(super) fn mark_damaged(&mut self) {
        let marker = self.start();
        self.complete(marker, Error);
    }

    /// Ends a node and says what it is.
    pub(super) fn complete(&mut self, marker: Marker, kind: SyntaxKind) {
        self.events.push(Event::Finish);
        let after = Place {
            event: self.events.len() as u32,
            token: self.at as u32,
            offset: self.offset,
        };
        self.nodes[marker.0] = Extent { kind, after };
    }

    /// Reports a fault.
    pub(super) fn fault(&mut self, fault: Diagnostic) {
        self.faults.push(fault);
    }
}
