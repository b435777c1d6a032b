//! The order in which rustfmt puts modules and imports.

use std::cmp::Ordering;

/// Compares names of letters, digits and `_` as rustfmt does: runs of digits by their value.
pub(super) fn version_order(a: &str, b: &str) -> Ordering {
    chunks(a).cmp(chunks(b)).then_with(|| a.cmp(b))
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Chunk<'a> {
    Underscore,
    Number(usize, &'a str),
    Letter(char),
}

fn chunks(mut name: &str) -> impl Iterator<Item = Chunk<'_>> {
    std::iter::from_fn(move || {
        let first = name.chars().next()?;
        let digits = name.len() - name.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let (chunk, length) = match (first, digits) {
            ('_', _) => (Chunk::Underscore, 1),
            (_, 0) => (Chunk::Letter(first), first.len_utf8()),
            (_, digits) => {
                let number = name[..digits].trim_start_matches('0');
                (Chunk::Number(number.len(), number), digits)
            }
        };
        name = &name[length..];
        Some(chunk)
    })
}
