//! `ketch explain`: what a code means.

use ketch::diagnostic::{explain, explanations, nearest};

use super::Done;
use crate::exit::Exit;
use crate::terminal::{error, say};

pub(crate) fn run(code: Option<&str>) -> Done {
    let Some(code) = code else {
        for explanation in explanations() {
            say(&format!("{}  {}", explanation.code, explanation.title));
        }
        return Ok(Exit::Done);
    };
    if let Some(explanation) = explain(code) {
        say(&format!("{}: {}", explanation.code, explanation.title));
        if !explanation.text.is_empty() {
            say(&format!("\n{}", explanation.text));
        }
        return Ok(Exit::Done);
    }
    let codes = explanations().map(|explanation| explanation.code);
    let near = match nearest(code, codes) {
        Some(near) => format!("did you mean `{near}`?\n"),
        None => String::new(),
    };
    error(&format!(
        "there is no code `{code}`\n{near}`ketch explain` lists them all"
    ));
    Ok(Exit::Error)
}
