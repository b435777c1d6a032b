//! The diagram, in each of its languages: the same schema is drawn the same, and nothing in it
//! becomes markup.

#![no_main]

use ketch::diagram::{Format, render};
use ketch::model;
use ketch::source::{SourceFile, Sources};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let (data_model, diagnostics) = model::load(&Sources::new(vec![SourceFile {
        path: "schema.prisma".to_owned(),
        text: text.to_owned(),
    }]));
    if diagnostics.has_errors() {
        return;
    }
    for format in [Format::Svg, Format::Mermaid, Format::Dot] {
        let drawn = render(&data_model, format);
        assert!(drawn.ends_with('\n') && !drawn.contains(['\r', '\0', '\u{202e}']));
        assert_eq!(render(&data_model, format), drawn);
    }
});
