//! Diagnostics as text for people, with the lines of the schema that they speak of.
//!
//! The only user of annotate-snippets.

use super::{Diagnostic, Label, Severity, Suggestion};
use crate::source::{FileId, Sources, Span, TextEdit};
use annotate_snippets::{AnnotationKind, Group, Level, Patch, Renderer, Snippet};
use std::ops::Range;

/// How the text looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Without colours, for files and pipes.
    Plain,
    /// With ANSI colours, for terminals.
    Coloured,
}

/// Renders one diagnostic. The text ends without a line break.
pub fn render(diagnostic: &Diagnostic, sources: &Sources, style: Style) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level
        .primary_title(printable(&diagnostic.message))
        .id(diagnostic.code);
    let mut main = Group::with_title(title);
    for (window, labels) in windows(sources, &diagnostic.labels, |label: &Label| label.span) {
        let annotations = labels.iter().map(|label| {
            let primary = std::ptr::eq(*label, &diagnostic.labels[0]);
            let kind = if primary {
                AnnotationKind::Primary
            } else {
                AnnotationKind::Context
            };
            let annotation = kind.span(window.place(label.span));
            if label.text.is_empty() {
                annotation
            } else {
                annotation.label(printable(&label.text))
            }
        });
        main = main.element(window.snippet(sources).annotations(annotations));
    }
    for help in &diagnostic.help {
        main = main.element(Level::HELP.message(printable(help)));
    }
    let mut groups = vec![main];
    groups.extend(
        diagnostic
            .suggestions
            .iter()
            .map(|suggestion| suggested(suggestion, sources)),
    );
    let renderer = match style {
        Style::Plain => Renderer::plain(),
        Style::Coloured => Renderer::styled(),
    };
    renderer.render(&groups)
}

fn suggested<'s>(suggestion: &'s Suggestion, sources: &'s Sources) -> Group<'s> {
    let mut group = Group::with_title(Level::HELP.secondary_title(printable(&suggestion.text)));
    for (window, edits) in windows(sources, &suggestion.edits, |edit: &TextEdit| edit.span) {
        let patches = edits
            .into_iter()
            .map(|edit| Patch::new(window.place(edit.span), edit.text.as_str()));
        group = group.element(window.snippet(sources).patches(patches));
    }
    group
}

/// A stretch of whole lines of a file. Only these are given to the renderer, so that the cost of
/// a message does not grow with the file.
struct Window {
    file: FileId,
    range: Range<usize>,
    first_line: usize,
}

/// The longest stretch, in bytes, that is shown as one for the sake of places far apart.
const WIDEST: u32 = 1 << 16;

/// The stretches that hold some items, each with those that are in it; that of the first item
/// comes first.
fn windows<'i, T>(
    sources: &Sources,
    items: &'i [T],
    place: fn(&T) -> Span,
) -> Vec<(Window, Vec<&'i T>)> {
    let mut groups: Vec<(Span, Vec<&T>)> = Vec::new();
    for item in items {
        let span = place(item);
        let joined = |held: Span| Span {
            start: held.start.min(span.start),
            end: held.end.max(span.end),
            ..held
        };
        let near = groups.iter_mut().find(|(held, _)| {
            let joined = joined(*held);
            held.file == span.file && joined.end - joined.start <= WIDEST
        });
        match near {
            Some((held, items)) => {
                *held = joined(*held);
                items.push(item);
            }
            None => groups.push((span, vec![item])),
        }
    }
    let windows = groups.into_iter();
    windows
        .map(|(span, items)| (window(sources, span), items))
        .collect()
}

/// The whole lines of a place.
fn window(sources: &Sources, span: Span) -> Window {
    let text = &sources.file(span.file).text;
    let (start, end) = (span.start as usize, span.end as usize);
    let line_start = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
    let line_end = text[end..]
        .find('\n')
        .map_or(text.len(), |newline| end + newline);
    Window {
        file: span.file,
        range: line_start..line_end,
        first_line: sources.line_column(span).0,
    }
}

impl Window {
    fn snippet<'s, T: Clone>(&self, sources: &'s Sources) -> Snippet<'s, T> {
        let file = sources.file(self.file);
        Snippet::source(&file.text[self.range.clone()])
            .line_start(self.first_line)
            .path(file.path.as_str())
    }

    fn place(&self, span: Span) -> Range<usize> {
        span.start as usize - self.range.start..span.end as usize - self.range.start
    }
}

/// Messages quote what the user wrote, which must not move the cursor or reverse the text.
fn printable(text: &str) -> String {
    let hidden = |character: char| {
        character.is_control() && character != '\n'
            || matches!(character, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    text.chars()
        .map(|character| {
            if hidden(character) {
                '\u{fffd}'
            } else {
                character
            }
        })
        .collect()
}
