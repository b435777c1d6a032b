//! The machine under the grammar: looks at tokens, records which nodes they make up.
//!
//! The grammar sees no white space. It does see line breaks and comments, since a declaration
//! ends at them.
//!
//! *item*: what stands at the top of a file: a block, comments, a line that is neither. *seam*: a
//! place between two items, from which a parse goes on in the same way whatever stands before it.

use std::cell::Cell;

use super::SyntaxKind::{self, *};
use super::again::Rest;
use super::lexer::Token;
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Span};

/// How many tokens may be looked at in advance, in all, to find out where brackets close.
const LOOKAHEAD: u32 = 1 << 20;

/// What is known of a node: its kind, `Error` until that is clear, where it begins, and where what
/// follows it does. A node comes before the nodes in it, and these before what follows it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Extent {
    pub(super) kind: SyntaxKind,
    pub(super) token: u32,
    pub(super) offset: u32,
    pub(super) after: Place,
}

/// A place in a parsed text: the next node that begins there or further on, the next token, and the
/// byte that it begins at.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Place {
    pub(super) node: u32,
    pub(super) token: u32,
    pub(super) offset: u32,
}

/// A node that has begun: its index among the nodes.
pub(super) struct Marker(usize);

impl Marker {
    /// The node that holds everything.
    pub(super) const ROOT: Self = Self(0);
}

/// A seam, and how much of everything there was when the parser came to it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seam {
    pub(super) place: Place,
    pub(super) faults: u32,
    /// What is left of the tokens that may be looked at in advance.
    pub(super) lookahead: u32,
    /// The byte behind all text that was looked at on the way.
    pub(super) seen: u32,
}

/// What a parser has recorded.
#[derive(Clone, Debug)]
pub(super) struct Record {
    pub(super) nodes: Vec<Extent>,
    pub(super) seams: Vec<Seam>,
    pub(super) faults: Vec<Diagnostic>,
    /// How many more tokens may be looked at in advance.
    pub(super) lookahead: u32,
}

impl Record {
    /// An empty one, with room for what so many tokens need.
    pub(super) fn with_room_for(tokens: usize) -> Self {
        Self {
            nodes: Vec::with_capacity(tokens / 2),
            seams: Vec::new(),
            faults: Vec::new(),
            lookahead: LOOKAHEAD,
        }
    }
}

/// Reads tokens and records nodes.
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
    /// How many objects are open, as in `where: { … }`.
    pub(super) objects: u32,
    /// The token behind all that were looked at in advance, and the byte behind all other text that was.
    ahead: Cell<usize>,
    seen: Cell<u32>,
    record: Record,
    /// An earlier parse, the rest of which may hold for this text as well.
    earlier: Option<Rest<'t>>,
}

impl<'t> Parser<'t> {
    /// Reads the stretch of a file's text that the tokens were made of.
    pub(super) fn new(span: Span, text: &'t str, tokens: &'t [Token]) -> Self {
        let start = Place {
            offset: span.start,
            ..Place::default()
        };
        let record = Record::with_room_for(tokens.len());
        Self::at(span.file, text, tokens, start, 0, record, None)
    }

    /// Goes on at a seam, up to another from which an earlier parse went on as this one would.
    pub(super) fn resume(
        file: FileId,
        text: &'t str,
        tokens: &'t [Token],
        seam: &Seam,
        record: Record,
        earlier: Rest<'t>,
    ) -> Self {
        let Seam { place, seen, .. } = *seam;
        Self::at(file, text, tokens, place, seen, record, Some(earlier))
    }

    fn at(
        file: FileId,
        text: &'t str,
        tokens: &'t [Token],
        place: Place,
        seen: u32,
        record: Record,
        earlier: Option<Rest<'t>>,
    ) -> Self {
        let at = place.token as usize;
        let mut parser = Self {
            file,
            text,
            tokens,
            at,
            offset: place.offset,
            next: at,
            next_offset: place.offset,
            across_lines: false,
            objects: 0,
            ahead: Cell::new(at),
            seen: Cell::new(seen),
            record,
            earlier,
        };
        parser.find_next();
        parser
    }

    pub(super) fn finish(self) -> Record {
        self.record
    }

    /// Notes that one item ends here and another begins. True: an earlier parse went on from here as
    /// this one would, and has been taken over to its end.
    pub(super) fn seam(&mut self) -> bool {
        let next = self.tokens.get(self.next).map_or(0, |token| token.len);
        let further = self.ahead.get().saturating_sub(self.next + 1);
        let further = self.tokens.iter().skip(self.next + 1).take(further);
        let end = self.next_offset + next + further.map(|token| token.len).sum::<u32>();
        self.see(end);
        let seam = Seam {
            place: self.place(),
            faults: self.record.faults.len() as u32,
            lookahead: self.record.lookahead,
            seen: self.seen.get(),
        };
        if let Some(earlier) = &self.earlier
            && let Some(found) = earlier.seam_at(seam.place)
        {
            earlier.append_to(&mut self.record, found, &seam);
            return true;
        }
        self.record.seams.push(seam);
        false
    }

    /// Notes that the text up to a byte was looked at.
    fn see(&self, end: u32) {
        self.seen.set(self.seen.get().max(end));
    }

    fn place(&self) -> Place {
        Place {
            node: self.record.nodes.len() as u32,
            token: self.at as u32,
            offset: self.offset,
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
    pub(super) fn ahead(&self) -> impl Iterator<Item = SyntaxKind> {
        let tokens = self.tokens.iter().enumerate().skip(self.next);
        tokens.filter_map(|(index, token)| {
            self.ahead.set(self.ahead.get().max(index + 1));
            (token.kind != Whitespace).then_some(token.kind)
        })
    }

    /// The text of the next token.
    pub(super) fn text(&self) -> &'t str {
        let len = self.tokens.get(self.next).map_or(0, |token| token.len);
        &self.text[self.next_offset as usize..(self.next_offset + len) as usize]
    }

    /// The text from the next token to the end of its line.
    pub(super) fn line(&self) -> &'t str {
        let rest = &self.text[self.next_offset as usize..];
        let end = memchr::memchr2(b'\n', b'\r', rest.as_bytes()).unwrap_or(rest.len());
        self.see(self.next_offset + end as u32 + 1);
        rest[..end].trim_end()
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
        let mut lookahead = self.record.lookahead;
        let mut closes = false;
        let mut objects = self.objects;
        for (index, kind) in self.ahead().enumerate() {
            lookahead = lookahead.saturating_sub(1);
            match kind {
                // The block ends here.
                CloseBrace if objects == 0 => break,
                OpenBrace => objects += 1,
                CloseBrace => objects -= 1,
                _ => {}
            }
            match kind {
                OpenParen | OpenBracket | OpenBrace => open += 1,
                CloseParen | CloseBracket | CloseBrace => open -= 1,
                _ => {}
            }
            closes = open == 0;
            if closes || kind == AtAt || index == 256 || lookahead == 0 {
                break;
            }
        }
        self.record.lookahead = lookahead;
        if closes {
            self.across_lines = true;
            self.find_next();
        }
        closes
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
        let index = self.record.nodes.len();
        self.record.nodes.push(Extent {
            kind: Error,
            token: self.at as u32,
            offset: self.offset,
            after: Place::default(),
        });
        Marker(index)
    }

    /// An empty node that marks the current one as damaged.
    pub(super) fn mark_damaged(&mut self) {
        let marker = self.start();
        self.complete(marker, Error);
    }

    /// Ends a node and says what it is.
    pub(super) fn complete(&mut self, marker: Marker, kind: SyntaxKind) {
        let after = self.place();
        let node = &mut self.record.nodes[marker.0];
        (node.kind, node.after) = (kind, after);
    }

    /// Reports a fault.
    pub(super) fn fault(&mut self, fault: Diagnostic) {
        self.record.faults.push(fault);
    }
}
