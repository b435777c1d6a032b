//! Parsing a text again after an edit: what was parsed before is taken over up to the item that the
//! edit is in, and from the next item behind it on.
//!
//! Not a parse of another kind: the grammar reads what has changed, and the record is the one that a
//! parse of the whole text would make. A property holds it to that. What an *item* and a *seam* are,
//! `parser` says.

use super::lexer::{self, LOOKS_BEYOND, Token, is_open_comment};
use super::parser::{Extent, Parser, Place, Record, Seam};
use super::{Parse, Structure, grammar};
use crate::source::{FileId, shared_ends};

/// Parses a text that the one of an earlier parse has become. Nothing where all of it is to be read.
pub(super) fn structure(file: FileId, text: &str, earlier: &Parse<'_>) -> Option<Structure> {
    let Structure { tokens, record } = &*earlier.structure;
    if earlier.span.file != file || has_open_comment(earlier.text, tokens) {
        return None;
    }
    let (start, same_end) = shared_ends(earlier.text, text);
    let is_untouched = |seam: &Seam| seam.seen + LOOKS_BEYOND < start as u32;
    let first = record.seams.partition_point(is_untouched).checked_sub(1)?;
    let seam = record.seams[first];
    let behind = earlier.span.end - same_end as u32;
    let (tokens, more_tokens) = tokens_again(text, earlier, seam.place, behind)?;
    let rest = Rest {
        record,
        // A fault knows places, which move.
        seams: record.seams.partition_point(|seam| {
            seam.place.offset < behind || seam.faults < record.faults.len() as u32
        }),
        more_tokens,
        more_bytes: (text.len() as u32).wrapping_sub(earlier.span.end),
    };
    let kept = Record {
        nodes: record.nodes[..seam.place.node as usize].to_vec(),
        seams: record.seams[..first].to_vec(),
        faults: record.faults[..seam.faults as usize].to_vec(),
        lookahead: seam.lookahead,
    };
    let mut parser = Parser::resume(file, text, &tokens, &seam, kept, rest);
    grammar::items(&mut parser);
    let record = parser.finish();
    (record.lookahead > 0).then_some(Structure { tokens, record })
}

/// Whether a comment has begun that nothing ends: any later part of the text may make it one.
fn has_open_comment(text: &str, tokens: &[Token]) -> bool {
    let mut at = 0;
    tokens.iter().any(|token| {
        let start = at;
        at += token.len as usize;
        is_open_comment(*token, &text[start..])
    })
}

/// The tokens of a text, of which those before a place are known, and those from byte `behind` of the
/// earlier text on where one ends where one of these begins; and by how many they are more than before.
/// Nothing where a comment begins that nothing ends.
fn tokens_again(
    text: &str,
    earlier: &Parse<'_>,
    from: Place,
    behind: u32,
) -> Option<(Vec<Token>, u32)> {
    let old = &earlier.structure.tokens;
    let (known, mut rest) = old.split_at(from.token as usize);
    let mut tokens = Vec::with_capacity(old.len() + 64);
    tokens.extend_from_slice(known);
    let longer = text.len() as i64 - i64::from(earlier.span.end);
    let (mut at, mut at_old) = (from.offset, from.offset);
    loop {
        // Where this would be in the earlier text, if it is behind the change.
        let same = i64::from(at) - longer;
        while i64::from(at_old) < same.max(behind.into())
            && let Some((token, others)) = rest.split_first()
        {
            at_old += token.len;
            rest = others;
        }
        if i64::from(at_old) == same && at_old >= behind {
            break;
        }
        let Some(token) = lexer::token_at(text, at as usize) else {
            break;
        };
        if is_open_comment(token, &text[at as usize..]) {
            return None;
        }
        at += token.len;
        tokens.push(token);
    }
    tokens.extend_from_slice(rest);
    let more = tokens.len().wrapping_sub(old.len());
    Some((tokens, more as u32))
}

/// The end of an earlier parse, of a text that is the same there.
pub(super) struct Rest<'t> {
    record: &'t Record,
    /// The first of its seams behind which nothing has changed.
    seams: usize,
    /// By how many the tokens and bytes before it are more than they were; fewer wrap around.
    more_tokens: u32,
    more_bytes: u32,
}

impl Rest<'_> {
    /// The seam that is now at a place.
    pub(super) fn seam_at(&self, now: Place) -> Option<&Seam> {
        let seams = &self.record.seams[self.seams..];
        let token = now.token.wrapping_sub(self.more_tokens);
        let found = seams.binary_search_by_key(&token, |seam| seam.place.token);
        let offset = now.offset.wrapping_sub(self.more_bytes);
        seams
            .get(found.ok()?)
            .filter(|seam| seam.place.offset == offset)
    }

    /// Records what came behind one of its seams, as if it had come behind another.
    pub(super) fn append_to(&self, record: &mut Record, seam: &Seam, now: &Seam) {
        let from = self.record;
        let node = now.place.node.wrapping_sub(seam.place.node);
        let token = now.place.token.wrapping_sub(seam.place.token);
        let offset = now.place.offset.wrapping_sub(seam.place.offset);
        let lookahead = now.lookahead.wrapping_sub(seam.lookahead);
        let moved = |place: Place| Place {
            node: place.node.wrapping_add(node),
            token: place.token.wrapping_add(token),
            offset: place.offset.wrapping_add(offset),
        };
        let nodes = from.nodes[seam.place.node as usize..].iter();
        record.nodes.extend(nodes.map(|extent| Extent {
            kind: extent.kind,
            token: extent.token.wrapping_add(token),
            offset: extent.offset.wrapping_add(offset),
            after: moved(extent.after),
        }));
        record.nodes[0].kind = from.nodes[0].kind;
        record.nodes[0].after = moved(from.nodes[0].after);
        let first = from
            .seams
            .partition_point(|other| other.place.token < seam.place.token);
        record
            .seams
            .extend(from.seams[first..].iter().map(|seam| Seam {
                place: moved(seam.place),
                faults: now.faults,
                lookahead: seam.lookahead.wrapping_add(lookahead),
                seen: now.seen.max(seam.seen.wrapping_add(offset)),
            }));
        // What is left of both: none where one of them had none, so that all of it is parsed anew.
        let used = seam.lookahead - from.lookahead;
        record.lookahead = match from.lookahead {
            0 => 0,
            _ => now.lookahead.saturating_sub(used),
        };
    }
}
