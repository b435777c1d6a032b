//! Messages: results go to standard output, everything else to standard error. Colours only on a
//! terminal, and never under `NO_COLOR`.

use std::io::{IsTerminal, Write};

/// What a word is painted for.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Paint {
    Bold,
    Red,
    Green,
    Yellow,
}

/// Whether colours are wanted there.
pub(crate) fn colours(stream: &impl IsTerminal) -> bool {
    let no_color = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let dumb = std::env::var_os("TERM").is_some_and(|value| value == "dumb");
    stream.is_terminal() && !no_color && !dumb
}

/// A text in a colour, where colours are wanted.
pub(crate) fn paint(text: &str, paint: Paint, stream: &impl IsTerminal) -> String {
    if !colours(stream) {
        return text.to_owned();
    }
    let code = match paint {
        Paint::Bold => "1",
        Paint::Red => "31",
        Paint::Green => "32",
        Paint::Yellow => "33",
    };
    format!("\x1b[{code}m{text}\x1b[0m")
}

/// A line of the result.
pub(crate) fn say(text: &str) {
    // A pipe that is closed is no fault of ours.
    let _ = writeln!(std::io::stdout(), "{text}");
}

/// A line about the run.
pub(crate) fn note(text: &str) {
    let _ = writeln!(std::io::stderr(), "{text}");
}

/// What made it fail.
pub(crate) fn error(text: &str) {
    let word = paint("error:", Paint::Red, &std::io::stderr());
    note(&format!("{word} {text}"));
}

/// What the user should know.
pub(crate) fn warning(text: &str) {
    let word = paint("warning:", Paint::Yellow, &std::io::stderr());
    note(&format!("{word} {text}"));
}
