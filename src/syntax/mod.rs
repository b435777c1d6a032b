//! Schema text to tree: lexer, grammar, lossless tree, typed AST.
//!
//! [`parse`] never fails. The tree's text is the input, byte for byte, whatever the input is;
//! what cannot be understood is kept in it and reported. [`ast`] is a typed reading of the same
//! parse: what a schema says, with spans, and nothing of how it is laid out. Each is made only
//! when it is asked for, since reading a large schema would cost twice as much with the tree.
//!
//! Not for meaning: whether a name exists or an attribute may stand where it stands is decided by
//! `model`. The only module that names rowan.
//!
//! *trivia*: white space, line breaks and comments. *line*: the language is line-oriented; a
//! field, a value, a setting and a block attribute each take one line, and a fault costs one line.

pub mod ast;
mod grammar;
mod kind;
mod lexer;
mod parser;
mod string;
mod tree;

pub use kind::SyntaxKind;
pub use tree::{Element, Node, Token};

use crate::diagnostic::{Diagnostics, code};
use crate::source::{FileId, Span};
use std::ops::Range;

/// Schemas larger than this are refused: a thousand models take less than one megabyte.
pub const MAX_FILE_BYTES: usize = 64 << 20;

/// How deep values may be nested in one another.
pub const MAX_NESTING: u32 = 64;

/// A parsed text: its tokens, and the nodes that they make up.
#[derive(Debug)]
pub struct Parse<'s> {
    span: Span,
    text: &'s str,
    tokens: Vec<lexer::Token>,
    events: Vec<parser::Event>,
    nodes: Vec<parser::Extent>,
}

impl<'s> Parse<'s> {
    /// The lossless tree, for who changes text or lays it out.
    pub fn tree(&self) -> Node {
        Node::new_root(tree::build(
            &self.text[self.span.range()],
            &self.tokens,
            &self.events,
            &self.nodes,
        ))
    }

    /// The typed reading, for who asks what the text says.
    pub fn ast(&self) -> ast::File<'s> {
        ast::read(self)
    }

    /// The heads of the blocks, for who needs few blocks of many.
    pub fn headers(&self) -> Vec<ast::Header<'s>> {
        ast::read_headers(self)
    }

    /// The block of a header that this parse gave out.
    pub fn block(&self, header: &ast::Header<'s>) -> Option<ast::Block<'s>> {
        ast::read_block(self, header)
    }

    /// The tokens that a stretch of the text touches.
    pub fn tokens(&self, range: Range<u32>) -> impl Iterator<Item = (SyntaxKind, Span)> {
        let mut end = self.span.start;
        self.tokens
            .iter()
            .map(move |token| {
                let start = end;
                end += token.len;
                let span = Span {
                    start,
                    end,
                    ..self.span
                };
                (token.kind, span)
            })
            .skip_while(move |(_, span)| span.end < range.start)
            .take_while(move |(_, span)| span.start <= range.end)
    }

    fn of(
        span: Span,
        text: &'s str,
        tokens: Vec<lexer::Token>,
        grammar: fn(&mut parser::Parser),
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let mut parser = parser::Parser::new(span, text, &tokens);
        grammar(&mut parser);
        let parser::Parsed {
            events,
            nodes,
            faults,
        } = parser.finish();
        for fault in faults {
            diagnostics.push(fault);
        }
        Self {
            span,
            text,
            tokens,
            events,
            nodes,
        }
    }
}

/// Parses one file. What cannot be understood is reported and kept in the tree.
pub fn parse<'s>(file: FileId, text: &'s str, diagnostics: &mut Diagnostics) -> Parse<'s> {
    let end = u32::try_from(text.len()).unwrap_or(0);
    let span = Span {
        file,
        start: 0,
        end,
    };
    if text.len() > MAX_FILE_BYTES {
        diagnostics.push(code::file_too_large(
            Span { end: 0, ..span },
            MAX_FILE_BYTES,
        ));
        let tokens = vec![lexer::Token::unread(end)];
        return Parse::of(span, text, tokens, grammar::unread, diagnostics);
    }
    Parse::of(
        span,
        text,
        lexer::tokens(text),
        grammar::schema,
        diagnostics,
    )
}

/// Reads one attribute, as in `@name(…)`, that stands alone in a stretch of a file's text.
pub fn attribute<'s>(
    span: Span,
    text: &'s str,
    diagnostics: &mut Diagnostics,
) -> Option<ast::Attribute<'s>> {
    let tokens = lexer::tokens(&text[span.range()]);
    let parse = Parse::of(span, text, tokens, grammar::lone_attribute, diagnostics);
    ast::read_attribute(&parse)
}
