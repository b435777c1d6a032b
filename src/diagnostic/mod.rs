//! What is wrong with a schema, and where.
//!
//! Every fault is made by one function in [`code`], which fixes its code, its severity and its
//! words. Rendering is in `render`, the only user of annotate-snippets.
//!
//! Not for faults of the world (files, databases): those are errors of `project`, the runner or
//! the command line.
//!
//! *label*: a span with a remark. *suggestion*: text edits that would mend the fault. *to fix*: to
//! make the edits of every suggestion that is certain.

pub mod code;
mod explain;
mod fix;
mod nearest;
mod render;

pub use explain::{Explanation, explain, explanations};
pub use fix::fixes;
pub use nearest::nearest;
pub use render::{Style, render};

use crate::source::{Span, TextEdit};

/// How bad a diagnostic is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing is generated from this schema.
    Error,
    /// Generated all the same; the user should know.
    Warning,
}

/// A span with a remark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What is to be said of it; may be empty.
    pub text: String,
}

/// Whether a suggestion may be followed without asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Applicability {
    /// It is what the user meant.
    Certain,
    /// It mends the fault; the user may have meant something else.
    Likely,
}

/// Edits that would mend the fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// What the edits do, as in "rename it to `Int`".
    pub text: String,
    /// The edits, which belong together and do not overlap. Never empty.
    pub edits: Vec<TextEdit>,
    /// Whether they may be made without asking.
    pub applicability: Applicability,
}

/// One fault of a schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The stable code, as in `E0104`.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// One sentence: what is wrong.
    pub message: String,
    /// Where; the first label is the primary one. Never empty.
    pub labels: Vec<Label>,
    /// How to mend it, in words; may be empty.
    pub help: Vec<String>,
    /// How to mend it, as edits; may be empty.
    pub suggestions: Vec<Suggestion>,
}

impl Diagnostic {
    /// One with its primary span. Only the functions of [`code`] make diagnostics.
    fn new(severity: Severity, code: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self {
            code,
            severity,
            message: message.into(),
            labels: vec![Label {
                span,
                text: String::new(),
            }],
            help: Vec::new(),
            suggestions: Vec::new(),
        }
    }

    fn error(code: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, span, message)
    }

    fn warning(code: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, span, message)
    }

    fn label(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push(Label {
            span,
            text: text.into(),
        });
        self
    }

    fn help(mut self, text: impl Into<String>) -> Self {
        self.help.push(text.into());
        self
    }

    /// Offers one edit that is what the user meant.
    fn mend(self, span: Span, replacement: impl Into<String>, text: impl Into<String>) -> Self {
        self.suggestion(Applicability::Certain, text, [(span, replacement)])
    }

    /// Offers one edit that mends the fault in one way of several.
    fn suggest(self, span: Span, replacement: impl Into<String>, text: impl Into<String>) -> Self {
        self.suggestion(Applicability::Likely, text, [(span, replacement)])
    }

    fn suggestion<R: Into<String>>(
        mut self,
        applicability: Applicability,
        text: impl Into<String>,
        edits: impl IntoIterator<Item = (Span, R)>,
    ) -> Self {
        let edits = edits.into_iter().map(|(span, replacement)| TextEdit {
            span,
            text: replacement.into(),
        });
        self.suggestions.push(Suggestion {
            text: text.into(),
            edits: edits.collect(),
            applicability,
        });
        self
    }

    /// Offers the known name that is nearest to an unknown one, if one is near.
    fn suggest_nearest<'n>(
        self,
        span: Span,
        name: &str,
        known: impl IntoIterator<Item = &'n str>,
    ) -> Self {
        self.suggest_nearest_in(span, "", name, "", known)
    }

    /// Likewise where the name stands between other characters, as between quotes.
    fn suggest_nearest_in<'n>(
        self,
        span: Span,
        before: &str,
        name: &str,
        after: &str,
        known: impl IntoIterator<Item = &'n str>,
    ) -> Self {
        let Some(found) = nearest(name, known) else {
            return self;
        };
        // Another case is a slip; another letter may be another name.
        let applicability = if found.to_lowercase() == name.to_lowercase() {
            Applicability::Certain
        } else {
            Applicability::Likely
        };
        self.suggestion(
            applicability,
            format!("did you mean `{found}`?"),
            [(span, format!("{before}{found}{after}"))],
        )
    }

    /// Likewise for a word that may stand in quotes.
    fn suggest_nearest_word<'n>(
        self,
        span: Span,
        word: &str,
        known: impl IntoIterator<Item = &'n str>,
    ) -> Self {
        let quote = if span.range().len() > word.len() {
            "\""
        } else {
            ""
        };
        self.suggest_nearest_in(span, quote, word, quote, known)
    }

    /// Names the nearest where the place of the name itself is not known.
    fn offer_nearest<'n>(self, name: &str, known: impl IntoIterator<Item = &'n str>) -> Self {
        match nearest(name, known) {
            Some(found) => self.help(format!("did you mean `{found}`?")),
            None => self,
        }
    }

    /// The primary span.
    pub fn span(&self) -> Span {
        self.labels[0].span
    }
}

/// The faults found so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// Adds all of another list.
    pub fn append(&mut self, mut other: Diagnostics) {
        self.list.append(&mut other.list);
    }

    /// Leaves out those that are not to be told.
    pub fn retain(&mut self, is_told: impl FnMut(&Diagnostic) -> bool) {
        self.list.retain(is_told);
    }

    /// Whether anything in it forbids generating.
    pub fn has_errors(&self) -> bool {
        self.list
            .iter()
            .any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// Each, in the order in which it was found.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.list.iter()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// All of them, in the order of the source, each only once.
    pub fn into_sorted(mut self) -> Vec<Diagnostic> {
        self.list
            .sort_by_key(|diagnostic| (diagnostic.span(), diagnostic.code));
        self.list.dedup();
        self.list
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.into_iter()
    }
}

impl<'d> IntoIterator for &'d Diagnostics {
    type Item = &'d Diagnostic;
    type IntoIter = std::slice::Iter<'d, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl Extend<Diagnostic> for Diagnostics {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, diagnostics: I) {
        self.list.extend(diagnostics);
    }
}
