//! The file `history` of a migration crate: every line that is read is written the same.

#![no_main]

use ketch_history::History;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let Ok(history) = History::parse(text) else {
        return;
    };
    let lines = history.entries.iter().map(|entry| format!("{entry}\n"));
    let again = History::parse(&lines.collect::<String>());
    assert_eq!(again.as_ref(), Ok(&history));
});
