//! Diagnostics for programs: JSON, and the annotations of a GitHub workflow.
//!
//! `docs/diagnostics.md` says what the fields of the JSON mean.

use ketch::diagnostic::{Applicability, Diagnostic, Severity};
use ketch::source::{Sources, Span};
use serde_json::{Value, json};

/// A diagnostic as one line of JSON.
pub(crate) fn json(fault: &Diagnostic, sources: &Sources) -> String {
    let labels = fault.labels.iter().enumerate().map(|(index, label)| {
        json!({
            "primary": index == 0,
            "place": place(label.span, sources),
            "text": label.text,
        })
    });
    let suggestions = fault.suggestions.iter().map(|suggestion| {
        let edits = suggestion.edits.iter().map(|edit| {
            json!({
                "place": place(edit.span, sources),
                "text": edit.text,
            })
        });
        json!({
            "text": suggestion.text,
            "certain": suggestion.applicability == Applicability::Certain,
            "edits": edits.collect::<Vec<Value>>(),
        })
    });
    json!({
        "code": fault.code,
        "severity": severity(fault),
        "message": fault.message,
        "labels": labels.collect::<Vec<Value>>(),
        "help": fault.help,
        "suggestions": suggestions.collect::<Vec<Value>>(),
    })
    .to_string()
}

fn severity(fault: &Diagnostic) -> &'static str {
    match fault.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

fn place(span: Span, sources: &Sources) -> Value {
    let (start, end) = lines_and_columns(span, sources);
    json!({
        "file": sources.file(span.file).path,
        "bytes": [span.start, span.end],
        "start": { "line": start.0, "column": start.1 },
        "end": { "line": end.0, "column": end.1 },
    })
}

/// Where a span begins, and the place after its end.
fn lines_and_columns(span: Span, sources: &Sources) -> ((usize, usize), (usize, usize)) {
    let after = Span {
        start: span.end,
        ..span
    };
    (sources.line_column(span), sources.line_column(after))
}

/// A diagnostic as a command of a GitHub workflow. `folder` is what paths are relative to.
pub(crate) fn github(fault: &Diagnostic, sources: &Sources, folder: &str) -> String {
    let span = fault.span();
    let path = format!("{folder}{}", sources.file(span.file).path);
    let ((line, column), (end_line, end_column)) = lines_and_columns(span, sources);
    let mut message = fault.message.clone();
    for help in &fault.help {
        message += &format!("\nhelp: {help}");
    }
    for suggestion in &fault.suggestions {
        message += &format!("\nhelp: {}", suggestion.text);
    }
    // GitHub shows columns only where a span stays on its line.
    let columns = if line == end_line {
        format!(",col={column},endColumn={end_column}")
    } else {
        String::new()
    };
    format!(
        "::{} file={},line={line},endLine={end_line}{columns},title={}::{}",
        severity(fault),
        property(&path),
        fault.code,
        data(&message),
    )
}

/// What ends a line or begins an escape, escaped.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// Likewise with what separates properties.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
