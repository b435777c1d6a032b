//! Faults that were found in an older snapshot, moved to where they stand in a newer one.
//!
//! Looking for them again takes longer than typing, and they should not flicker meanwhile.

use std::ops::Range;

use ketch::diagnostic::Diagnostic;
use ketch::source::{Span, shared_ends};

use super::documents::Snapshot;

/// The faults of the older snapshot whose places are untouched in the newer.
pub(super) fn carry(old: &Snapshot, new: &Snapshot, faults: &[Diagnostic]) -> Vec<Diagnostic> {
    if !old
        .files()
        .map(|file| old.uri(file))
        .eq(new.files().map(|file| new.uri(file)))
    {
        return Vec::new();
    }
    let changes: Vec<Change> = old
        .files()
        .map(|file| {
            Change::between(
                &old.sources().file(file).text,
                &new.sources().file(file).text,
            )
        })
        .collect();
    let moved = faults.iter().filter_map(|fault| {
        let mut fault = fault.clone();
        // An edit that was offered may not fit any more.
        fault.suggestions.clear();
        for label in &mut fault.labels {
            label.span = changes[label.span.file.0 as usize].moved(label.span)?;
        }
        Some(fault)
    });
    moved.collect()
}

/// What differs between two texts: one stretch, and how much longer it has become.
struct Change {
    old: Range<usize>,
    longer: i64,
}

impl Change {
    fn between(old: &str, new: &str) -> Self {
        if old == new {
            return Self {
                old: 0..0,
                longer: 0,
            };
        }
        let (prefix, suffix) = shared_ends(old, new);
        Self {
            old: prefix..old.len() - suffix,
            longer: new.len() as i64 - old.len() as i64,
        }
    }

    fn moved(&self, span: Span) -> Option<Span> {
        if (span.end as usize) <= self.old.start {
            return Some(span);
        }
        let moved = |offset| u32::try_from(i64::from(offset) + self.longer).ok();
        (span.start as usize >= self.old.end).then_some(Span {
            start: moved(span.start)?,
            end: moved(span.end)?,
            ..span
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ketch::source::FileId;

    #[test]
    fn what_is_untouched_moves_with_the_text() {
        let moved = |old: &str, new: &str, word: &str| {
            let start = old.find(word).unwrap() as u32;
            let span = Span {
                file: FileId(0),
                start,
                end: start + word.len() as u32,
            };
            let moved = Change::between(old, new).moved(span)?;
            Some(new[moved.range()].to_owned())
        };
        for new in [
            "one two three",
            "zero one two three",
            "one two",
            "one 2 two three",
        ] {
            assert_eq!(moved("one two three", new, "two").as_deref(), Some("two"));
        }
        assert_eq!(moved("one two three", "one too three", "two"), None);
        assert_eq!(moved("aaa b", "aa b", "b").as_deref(), Some("b"));
        assert_eq!(moved("a b", "a  b", "b").as_deref(), Some("b"));
    }
}
