//! What a merge leaves in a schema that was not finished: lines by which git tells its sides apart.
//!
//! Each is a fault where the grammar meets it. Those of one merge are told as one fault, once all of
//! them are known. Not for putting the sides together: only the user knows how.

use crate::diagnostic::{Diagnostic, code};
use crate::source::Span;

/// Whether a line is one of those by which git tells apart the sides of a merge.
pub(super) fn is_mark(line: &str) -> bool {
    let marks = ["<<<<<<<", "|||||||", "=======", ">>>>>>>"];
    let rest = marks.iter().find_map(|mark| line.strip_prefix(mark));
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

/// The stretches of a text that an unfinished merge left both sides in, of which nobody knows which one stays.
pub(super) fn unfinished(text: &str, faults: &[Diagnostic]) -> Vec<Span> {
    let is_one = |fault: &&Diagnostic| is_mark(text.get(fault.span().range()).unwrap_or_default());
    let merges = faults.iter().filter(is_one);
    let ends = merges.map(|merge| {
        let ends = merge.labels.iter().map(|label| label.span.end);
        Span {
            end: ends.max().unwrap_or_default(),
            ..merge.span()
        }
    });
    ends.collect()
}

/// The faults of a text with those of one merge as one. A merge may stand within another.
pub(super) fn together(text: &str, faults: &[Diagnostic]) -> Vec<Diagnostic> {
    let mut others = Vec::new();
    let mut merges: Vec<(Span, Vec<(Span, &str)>)> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for fault in faults {
        let line = text.get(fault.span().range()).unwrap_or_default();
        if !is_mark(line) {
            others.push(fault.clone());
            continue;
        }
        match open.last() {
            Some(merge) if !line.starts_with('<') => merges[*merge].1.push((fault.span(), line)),
            _ => {
                open.extend(line.starts_with('<').then_some(merges.len()));
                merges.push((fault.span(), Vec::new()));
            }
        }
        if line.starts_with('>') {
            open.pop();
        }
    }
    let merges = merges.iter();
    others.extend(merges.map(|(first, marks)| code::unfinished_merge(*first, marks)));
    others
}
