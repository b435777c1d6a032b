//! The lossless tree, made from tokens and the extents of nodes.

use super::SyntaxKind;
use super::lexer::Token as Lexed;
use super::parser::{Extent, Place};
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

/// Builds the tree. The first node is the root, which holds every token.
pub(super) fn build(text: &str, tokens: &[Lexed], nodes: &[Extent]) -> GreenNode {
    let mut builder = GreenNodeBuilder::new();
    let mut open: Vec<Place> = Vec::new();
    let (mut node, mut token, mut offset) = (0, 0, 0);
    loop {
        if let Some(after) = open.last()
            && (after.node as usize, after.token as usize) == (node, token)
        {
            builder.finish_node();
            open.pop();
        } else if let Some(extent) = nodes.get(node)
            && extent.token as usize == token
        {
            builder.start_node(extent.kind.into());
            open.push(extent.after);
            node += 1;
        } else if let Some(lexed) = tokens.get(token) {
            let end = offset + lexed.len as usize;
            builder.token(lexed.kind.into(), &text[offset..end]);
            (token, offset) = (token + 1, end);
        } else {
            return builder.finish();
        }
    }
}
