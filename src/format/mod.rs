//! The schema as Prisma's formatter writes it, byte for byte.
//!
//! A file goes through `grammar`, which finds what is laid out, and `layout`, which writes it.
//! What nothing can be made of stays as it is.
//! Before that, [`schema`] adds what is missing from relations.
//!
//! Formatting twice changes nothing and no text is lost. Where Prisma's formatter does not keep to
//! that, this one does: text beside an opening brace stays, and the `=` of a setting without a value;
//! after a closing brace an empty line comes at once, and none stays where only attributes stood before
//! it in a block, which go to its end; the inside of a block comment is read without
//! the indentation before it; `@relation()` is filled in and not appended to; a field that is
//! added to a relation with a name has the name; and nothing is added that would leave more to be added.
//!
//! Not for what is wrong with a schema: `model` reports it.

mod grammar;
mod layout;
mod relations;
mod words;

use crate::source::Sources;

/// Formats every file of a schema, after what is missing from its relations was added: the field on
/// the other side, `@relation` and its columns. The texts are in the order of the files.
pub fn schema(sources: &Sources) -> Vec<String> {
    let complete = relations::complete(sources);
    let sources = complete.as_ref().unwrap_or(sources);
    sources.iter().map(|(_, file)| text(&file.text)).collect()
}

/// Formats the text of one file and adds nothing.
pub fn text(text: &str) -> String {
    let items = grammar::read(text);
    let mut formatted = layout::write(&items, text.len());
    // Beside a line that nothing can be made of, comments laid out anew may be read in another way.
    if grammar::has_verbatim(&items) && formatted.contains("/*") {
        for _ in 0..AGAIN {
            let again = layout::write(&grammar::read(&formatted), formatted.len());
            if again == formatted {
                break;
            }
            formatted = again;
        }
    }
    formatted
}

/// How often such a text is laid out until it stays as it is: more than any needs that is known.
const AGAIN: usize = 4;
