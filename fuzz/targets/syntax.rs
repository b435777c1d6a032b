//! Lexer and parser: no text is lost, whatever it is.

#![no_main]

use ketch::diagnostic::{Diagnostics, Style, render};
use ketch::source::{FileId, SourceFile, Sources};
use ketch::syntax;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let mut diagnostics = Diagnostics::default();
    let parse = syntax::parse(FileId(0), text, &mut diagnostics);
    assert_eq!(parse.tree().text().to_string(), text);
    let sources = Sources::new(vec![SourceFile {
        path: "schema.prisma".to_owned(),
        text: text.to_owned(),
    }]);
    for diagnostic in diagnostics.into_sorted().iter().take(20) {
        render(diagnostic, &sources, Style::Plain);
    }
});
