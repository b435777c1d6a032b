//! What each code means, at length: `docs/diagnostics.md`, a part at a time.
//!
//! That file is made from the documentation of the functions in `code` and from the cases; a test
//! keeps it fresh.

const TEXT: &str = include_str!("../../docs/diagnostics.md");

/// What a code means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The code, as in `E0104`.
    pub code: &'static str,
    /// One sentence.
    pub title: &'static str,
    /// The rest, in Markdown: more sentences, and an example as it is reported.
    pub text: &'static str,
}

/// Every code, in order.
pub fn explanations() -> impl Iterator<Item = Explanation> {
    let parts = TEXT.split("\n### ").skip(1);
    parts.filter_map(|part| {
        let (heading, text) = part.split_once('\n')?;
        let (code, title) = heading.split_once(": ")?;
        // The heading of the next group ends the last part of one.
        let text = text.split("\n## ").next()?;
        Some(Explanation {
            code,
            title: title.trim_end(),
            text: text.trim(),
        })
    })
}

/// What a code means, whatever its case; nothing where there is no such code.
pub fn explain(code: &str) -> Option<Explanation> {
    explanations().find(|explanation| explanation.code.eq_ignore_ascii_case(code))
}
