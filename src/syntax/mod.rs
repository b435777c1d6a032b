//! Schema text to tree: lexer, grammar, lossless tree, typed AST.
//!
//! [`parse`] never fails. The tree's text is the input, byte for byte, whatever the input is;
//! what cannot be understood is kept in it and reported. [`ast`] is a typed reading of the same
//! parse: what a schema says, with spans, and nothing of how it is laid out. Each is made only
//! when it is asked for, since reading a large schema would cost twice as much with the tree. An
//! editor keeps the [`Structure`] of a parse, from which the next one is made after an edit.
//!
//! Not for meaning: whether a name exists or an attribute may stand where it stands is decided by
//! `model`. The only module that names rowan.
//!
//! *trivia*: white space, line breaks and comments. *line*: the language is line-oriented; a
//! field, a value, a setting and a block attribute each take one line, and a fault costs one line.

mod again;
pub mod ast;
mod grammar;
mod kind;
mod lexer;
mod merge;
mod parser;
mod string;
mod tree;

pub use kind::SyntaxKind;
pub use tree::{Element, Node, Token};

use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::source::{FileId, Sources, Span};
use std::ops::Range;
use std::sync::Arc;

/// Schemas larger than this are refused: a thousand models take less than one megabyte.
pub const MAX_FILE_BYTES: usize = 64 << 20;

/// How deep values may be nested in one another.
pub const MAX_NESTING: u32 = 64;

/// A parsed text.
#[derive(Clone, Debug)]
pub struct Parse<'s> {
    span: Span,
    text: &'s str,
    structure: Arc<Structure>,
}

/// What a parse has found in a text, without the text: its tokens, the nodes that they make up, and
/// what is wrong with it.
#[derive(Debug)]
pub struct Structure {
    tokens: Vec<lexer::Token>,
    record: parser::Record,
}

impl<'s> Parse<'s> {
    /// What cannot be understood.
    pub fn faults(&self) -> Vec<Diagnostic> {
        merge::together(self.text, &self.structure.record.faults)
    }

    /// The stretches of text that an unfinished merge left, where both sides stand. `faults` are those
    /// of this parse.
    pub fn merges(&self, faults: &[Diagnostic]) -> Vec<Span> {
        merge::unfinished(self.text, faults)
    }

    /// Whether something cannot be understood, and not only might be meant otherwise.
    pub fn has_errors(&self) -> bool {
        let mut faults = self.structure.record.faults.iter();
        faults.any(|fault| fault.severity == Severity::Error)
    }

    /// The lossless tree, for who changes text or lays it out.
    pub fn tree(&self) -> Node {
        Node::new_root(tree::build(
            &self.text[self.span.range()],
            &self.structure.tokens,
            &self.structure.record.nodes,
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
        self.structure
            .tokens
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
    ) -> Self {
        let mut parser = parser::Parser::new(span, text, &tokens);
        grammar(&mut parser);
        let record = parser.finish();
        Self {
            span,
            text,
            structure: Arc::new(Structure { tokens, record }),
        }
    }
}

/// Parses one file. What cannot be understood is kept in the tree, and is a fault of the parse.
pub fn parse(file: FileId, text: &str) -> Parse<'_> {
    let Some(span) = whole(file, text) else {
        let span = Span {
            file,
            start: 0,
            end: u32::try_from(text.len()).unwrap_or(0),
        };
        let tokens = vec![lexer::Token::unread(span.end)];
        return Parse::of(span, text, tokens, grammar::unread);
    };
    Parse::of(span, text, lexer::tokens(text), grammar::schema)
}

/// Parses one file whose text the one of an earlier parse has become: the same parse, and sooner made
/// the less has changed.
fn parse_again<'s>(file: FileId, text: &'s str, earlier: &Parse<'_>) -> Parse<'s> {
    let is_same = earlier.span.file == file && earlier.text == text;
    let again = whole(file, text).and_then(|span| {
        let structure = match is_same {
            true => Arc::clone(&earlier.structure),
            false => Arc::new(again::structure(file, text, earlier)?),
        };
        Some(Parse {
            span,
            text,
            structure,
        })
    });
    again.unwrap_or_else(|| parse(file, text))
}

/// The span of a file, unless it is too large to be read.
fn whole(file: FileId, text: &str) -> Option<Span> {
    (text.len() <= MAX_FILE_BYTES).then_some(Span {
        file,
        start: 0,
        end: text.len() as u32,
    })
}

/// The files of a schema, parsed.
#[derive(Clone, Debug)]
pub struct Parsed<'s> {
    /// The files.
    pub sources: &'s Sources,
    parses: Vec<Parse<'s>>,
}

impl<'s> Parsed<'s> {
    /// Parses every file.
    pub fn of(sources: &'s Sources) -> Self {
        let parses = sources.iter().map(|(id, file)| parse(id, &file.text));
        Self {
            sources,
            parses: parses.collect(),
        }
    }

    /// Parses what has changed since an earlier parse.
    pub fn after(sources: &'s Sources, earlier: &Parsed<'_>) -> Self {
        let known: Vec<_> = earlier.sources.iter().zip(&earlier.parses).collect();
        let parses = sources.iter().map(|(id, file)| {
            let same = known.get(id.0 as usize);
            match same.filter(|((_, before), _)| before.path == file.path) {
                Some((_, parse)) => parse_again(id, &file.text, parse),
                None => parse(id, &file.text),
            }
        });
        Self {
            sources,
            parses: parses.collect(),
        }
    }

    /// As it was parsed before; `structures` are those of the same sources.
    pub fn again(sources: &'s Sources, structures: &[Arc<Structure>]) -> Self {
        let parses = sources
            .iter()
            .zip(structures)
            .map(|((file, source), structure)| Parse {
                span: Span {
                    file,
                    start: 0,
                    end: source.text.len() as u32,
                },
                text: &source.text,
                structure: Arc::clone(structure),
            });
        Self {
            sources,
            parses: parses.collect(),
        }
    }

    /// What was found in each file, to be kept for [`Parsed::again`].
    pub fn structures(&self) -> Vec<Arc<Structure>> {
        let parses = self.parses.iter();
        parses.map(|parse| Arc::clone(&parse.structure)).collect()
    }

    /// The parse of a file.
    pub fn file(&self, id: FileId) -> &Parse<'s> {
        &self.parses[id.0 as usize]
    }

    /// The parse of each file, in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Parse<'s>> {
        self.parses.iter()
    }
}

/// Reads one attribute, as in `@name(…)`, that stands alone in a stretch of a file's text.
pub fn attribute<'s>(
    span: Span,
    text: &'s str,
    diagnostics: &mut Diagnostics,
) -> Option<ast::Attribute<'s>> {
    let tokens = lexer::tokens(&text[span.range()]);
    let parse = Parse::of(span, text, tokens, grammar::lone_attribute);
    diagnostics.extend(parse.faults());
    ast::read_attribute(&parse)
}
