//! The entity-relationship diagram of a schema, as SVG, Mermaid or DOT.
//!
//! [`render`] is pure: the same meaning gives the same bytes, whatever the order of declarations,
//! so that a diagram can be committed and compared. Nothing is measured with a font; text is set
//! in a monospaced one, whose width is known.
//!
//! Not for files; the command writes and compares them.
//!
//! *entity*: a model or a view as a box. *link*: a relation as a line. *child*: the end with the
//! foreign key. *parent*: the end that it refers to.

mod chart;
mod dot;
mod layout;
mod mermaid;
mod svg;

use crate::model::DataModel;

/// A language that diagrams are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// A picture, laid out here.
    Svg,
    /// An `erDiagram`, which Mermaid lays out.
    Mermaid,
    /// A `graph`, which Graphviz lays out.
    Dot,
}

/// The diagram of a data model without errors, with LF and a last line that is ended.
pub fn render(data_model: &DataModel, format: Format) -> String {
    let chart = chart::Chart::of(data_model);
    match format {
        Format::Svg => svg::write(&chart),
        Format::Mermaid => mermaid::write(&chart),
        Format::Dot => dot::write(&chart),
    }
}

/// Whether a character is nothing that a reader should meet: a control, or one that turns the
/// direction of what follows.
fn is_unprintable(char: char) -> bool {
    char.is_control()
        || matches!(char, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        || matches!(char, '\u{fffe}' | '\u{ffff}')
}

/// A text as XML has it, whatever is in it.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\n' => escaped.push('\n'),
            char if is_unprintable(char) => escaped.push('\u{fffd}'),
            char => escaped.push(char),
        }
    }
    escaped
}
