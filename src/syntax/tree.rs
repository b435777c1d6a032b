//! The lossless tree, made from tokens and events.

use super::SyntaxKind;
use super::lexer::Token as Lexed;
use super::parser::{Event, Extent};
use rowan::{GreenNode, GreenNodeBuilder};

/// The language of the tree, for rowan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Psl {}

impl rowan::Language for Psl {
    type Kind = SyntaxKind;

    fn kind_from_raw(raw: rowan::SyntaxKind) -> SyntaxKind {
        raw.into()
    }

    fn kind_to_raw(kind: SyntaxKind) -> rowan::SyntaxKind {
        kind.into()
    }
}

/// A node of the tree.
pub type Node = rowan::SyntaxNode<Psl>;
/// A token of the tree.
pub type Token = rowan::SyntaxToken<Psl>;
/// Either of them.
pub type Element = rowan::SyntaxElement<Psl>;

/// Builds the tree. The events hold every token once, in order.
pub(super) fn build(text: &str, tokens: &[Lexed], events: &[Event], nodes: &[Extent]) -> GreenNode {
    let mut builder = GreenNodeBuilder::new();
    let mut tokens = tokens.iter();
    let mut offset = 0;
    for event in events {
        match event {
            Event::Start(node) => builder.start_node(nodes[*node as usize].kind.into()),
            Event::Finish => builder.finish_node(),
            Event::Token => {
                if let Some(token) = tokens.next() {
                    let end = offset + token.len as usize;
                    builder.token(token.kind.into(), &text[offset..end]);
                    offset = end;
                }
            }
        }
    }
    builder.finish()
}
