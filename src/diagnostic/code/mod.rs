//! One function for each kind of fault. It fixes the code, the severity and the words.
//!
//! | codes | faults |
//! |---|---|
//! | E01xx | syntax |
//! | E02xx | names and types |
//! | E03xx | attributes, keys, indexes and defaults |
//! | E04xx | relations |
//! | E05xx | datasource, generators and directives |
//! | E06xx | what an engine cannot hold |
//! | E07xx | what no Rust type holds exactly on every engine |
//! | E08xx | what SeaORM or Rust cannot have |
//!
//! A code never changes its meaning, and that of a fault which is gone is not used again.

mod attributes;
mod database;
mod entity;
mod indexes;
mod names;
mod relations;
mod settings;
mod syntax;
mod types;

pub use attributes::*;
pub use database::*;
pub use entity::*;
pub use indexes::*;
pub use names::*;
pub use relations::*;
pub use settings::*;
pub use syntax::*;
pub use types::*;

/// Names as a list in prose: `` `a`, `b` and `c` ``.
fn list<S: AsRef<str>>(names: impl IntoIterator<Item = S>) -> String {
    let mut quoted: Vec<String> = names
        .into_iter()
        .map(|name| format!("`{}`", name.as_ref()))
        .collect();
    match quoted.pop() {
        Some(last) if quoted.is_empty() => last,
        Some(last) => format!("{} and {last}", quoted.join(", ")),
        None => String::new(),
    }
}

/// Names as a choice in prose: `` `a`, `b` or `c` ``.
fn choice<S: AsRef<str>>(names: impl IntoIterator<Item = S>) -> String {
    let all = list(names);
    match all.rsplit_once("` and `") {
        Some((others, last)) => format!("{others}` or `{last}"),
        None => all,
    }
}

/// A word with its article.
fn article(word: &str) -> String {
    let vowel = word.starts_with(['a', 'e', 'i', 'o', 'u']);
    format!("{} {word}", if vowel { "an" } else { "a" })
}
