//! `ketch.lock`: what is read is written the same.

#![no_main]

use std::path::Path;

use ketch::project::lock;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let path = Path::new(lock::NAME);
    let Ok(found) = lock::parse(text, path) else {
        return;
    };
    for written in found.locks() {
        let again = lock::parse(&lock::render(written), path).expect("what was written is read");
        assert_eq!(again.locks(), std::slice::from_ref(written));
    }
});
