//! The formatter: no word is lost, formatting twice is formatting once, and what a valid schema
//! means stays as it is.

#![no_main]

use ketch::source::{SourceFile, Sources};
use ketch::{format, model};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let once = format::text(text);
    assert_eq!(words(&once), words(text));
    assert_eq!(format::text(&once), once);

    let sources = one_file(text);
    let completed = format::schema(&sources).concat();
    let again = one_file(&completed);
    assert_eq!(format::schema(&again).concat(), completed);

    let (before, diagnostics) = model::load(&sources);
    if !diagnostics.has_errors() {
        let (after, diagnostics) = model::load(&one_file(&once));
        assert!(!diagnostics.has_errors());
        assert_eq!(after.digest(), before.digest());
    }
});

/// Letters and digits, in no order: what no layout may touch.
fn words(text: &str) -> Vec<char> {
    let mut words: Vec<char> = text.chars().filter(|char| char.is_alphanumeric()).collect();
    words.sort_unstable();
    words
}

fn one_file(text: &str) -> Sources {
    Sources::new(vec![SourceFile {
        path: "schema.prisma".to_owned(),
        text: text.to_owned(),
    }])
}
