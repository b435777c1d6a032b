//! Lexer and parser: no text is lost, whatever it is.

#![no_main]

use ketch::diagnostic::{Style, render};
use ketch::source::{FileId, SourceFile, Sources};
use ketch::syntax;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let parse = syntax::parse(FileId(0), text);
    assert_eq!(parse.tree().text().to_string(), text);
    let sources = Sources::new(vec![SourceFile {
        path: "schema.prisma".to_owned(),
        text: text.to_owned(),
    }]);
    for diagnostic in parse.faults().iter().take(20) {
        render(diagnostic, &sources, Style::Plain);
    }
});
