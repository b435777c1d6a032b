//! From a name to where it is defined, to where else it stands, and to another name.

use super::occurrences::{self, Occurrence, Symbol, occurrences};
use crate::dialect::Scalar;
use crate::source::{FileId, Span, TextEdit};
use crate::syntax::Parsed;
use std::fmt;

/// Where the symbol under an offset is defined; more than one place where a name is taken twice.
pub fn definition(schema: &Parsed<'_>, file: FileId, offset: u32) -> Vec<Span> {
    let mut found = places(schema, file, offset);
    found.retain(|occurrence| occurrence.defines);
    found.iter().map(|occurrence| occurrence.span).collect()
}

/// Every place where the symbol under an offset stands, that of its definition if asked for, in
/// the order of the files and of the text in them.
pub fn references(schema: &Parsed<'_>, file: FileId, offset: u32, definition: bool) -> Vec<Span> {
    let mut found = places(schema, file, offset);
    found.retain(|occurrence| definition || !occurrence.defines);
    found.iter().map(|occurrence| occurrence.span).collect()
}

/// The name under an offset that can be changed: one that the schema defines.
pub fn symbol_at(schema: &Parsed<'_>, file: FileId, offset: u32) -> Option<Span> {
    let found = places(schema, file, offset);
    let defined = found.iter().any(|occurrence| occurrence.defines);
    let here = found.iter().find(|place| place.is_at(file, offset))?;
    defined.then_some(here.span)
}

/// Why a symbol cannot have a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RenameFault {
    /// There is no symbol, or none that the schema defines.
    NoSymbol,
    /// It is no name.
    NotAName(String),
    /// It is the name of a built-in type.
    BuiltIn(String),
    /// Something else has it.
    Taken(String),
}

impl fmt::Display for RenameFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RenameFault::NoSymbol => f.write_str("there is nothing here that has a name"),
            RenameFault::NotAName(name) => write!(
                f,
                "`{name}` is no name: one begins with a letter, and has letters, digits and `_`"
            ),
            RenameFault::BuiltIn(name) => write!(f, "`{name}` is a built-in type"),
            RenameFault::Taken(name) => write!(f, "`{name}` is taken"),
        }
    }
}

/// The edits that give the symbol under an offset another name, wherever it stands. What the
/// database calls it changes too, unless `@map` or `@@map` says otherwise.
pub fn rename(
    schema: &Parsed<'_>,
    file: FileId,
    offset: u32,
    name: &str,
) -> Result<Vec<TextEdit>, RenameFault> {
    let all = occurrences(schema);
    let symbol = occurrences::symbol_at(&all, file, offset).ok_or(RenameFault::NoSymbol)?;
    let same = |other: &&Occurrence| other.symbol == symbol;
    if !all.iter().filter(same).any(|place| place.defines) {
        return Err(RenameFault::NoSymbol);
    }
    let is_name = name.starts_with(|first: char| first.is_alphabetic())
        && name
            .chars()
            .all(|char| char.is_alphanumeric() || char == '_');
    if !is_name {
        return Err(RenameFault::NotAName(name.to_owned()));
    }
    let built_in = Scalar::of_name(name).is_some() || name == "Unsupported";
    if built_in && !matches!(symbol, Symbol::Member(..)) {
        return Err(RenameFault::BuiltIn(name.to_owned()));
    }
    let wanted = match symbol {
        Symbol::Type(_) => Symbol::Type(name),
        Symbol::Config(_) => Symbol::Config(name),
        Symbol::Member(of, _) => Symbol::Member(of, name),
    };
    if wanted != symbol
        && all
            .iter()
            .any(|place| place.symbol == wanted && place.defines)
    {
        return Err(RenameFault::Taken(name.to_owned()));
    }
    let edits = all.iter().filter(same).map(|place| TextEdit {
        span: place.span,
        text: name.to_owned(),
    });
    Ok(edits.collect())
}

/// Every place of the symbol under an offset.
fn places<'s>(schema: &'s Parsed<'s>, file: FileId, offset: u32) -> Vec<Occurrence<'s>> {
    let mut all = occurrences(schema);
    match occurrences::symbol_at(&all, file, offset) {
        Some(symbol) => all.retain(|place| place.symbol == symbol),
        None => all.clear(),
    }
    all
}
