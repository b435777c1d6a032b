//! What may have been renamed, whatever its kind.

use crate::model::OldName;
use std::fmt::{self, Display, Formatter};

/// What can be renamed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A model with its table.
    Table,
    /// A field with its column.
    Column,
    /// An enum.
    Enum,
    /// A value of an enum.
    Value,
}

/// In words.
impl Display for Kind {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Table => "table",
            Self::Column => "column",
            Self::Enum => "enum",
            Self::Value => "value",
        })
    }
}

/// Something that may have been renamed.
pub(super) struct Thing {
    /// Its name in the schema.
    pub(super) name: String,
    /// Its name in the database.
    pub(super) database_name: String,
    /// Its name in the database with the schema that it is in, where it may be in one.
    pub(super) qualified: Option<String>,
    /// `/// @ketch.renamedFrom("…")`
    pub(super) renamed_from: Option<OldName>,
}

impl Thing {
    /// Whether people may mean it by a name.
    pub(super) fn is_called(&self, name: &str) -> bool {
        self.name == name || self.database_name == name || self.qualified.as_deref() == Some(name)
    }
}

/// Things of one kind that are gone from one place, and those that are new in it.
pub(super) struct Change<'c> {
    pub(super) kind: Kind,
    /// Names of what they are parts of, now and before; none where they stand alone.
    pub(super) owners: &'c [&'c str],
    pub(super) gone: Vec<Thing>,
    pub(super) new: Vec<Thing>,
}

impl Change<'_> {
    /// What people are told that a thing is called.
    pub(super) fn shown(&self, thing: &Thing) -> String {
        let has = |things: &[Thing]| things.iter().any(|other| other.name == thing.name);
        // A name that both have says nothing.
        if has(&self.gone) && has(&self.new) {
            let qualified = thing.qualified.as_ref();
            return qualified.unwrap_or(&thing.database_name).clone();
        }
        thing.name.clone()
    }

    /// The same with what it is a part of, as an answer has it.
    pub(super) fn shown_in_full(&self, thing: &Thing) -> String {
        let shown = self.shown(thing);
        match self.owners.first() {
            Some(owner) => format!("{owner}.{shown}"),
            None => shown,
        }
    }

    /// Whether a text as in an answer, `Post` or `Post.title`, is about a thing.
    pub(super) fn is_about(&self, text: &str, thing: &Thing) -> bool {
        if self.owners.is_empty() {
            return thing.is_called(text);
        }
        self.owners.iter().any(|owner| {
            let part = text.strip_prefix(owner);
            let part = part.and_then(|part| part.strip_prefix('.'));
            part.is_some_and(|part| thing.is_called(part))
        })
    }
}

/// Which of the things that are gone is which of the new ones, by their places in the lists.
#[derive(Default)]
pub(super) struct Pairs(pub(super) Vec<(usize, usize)>);

impl Pairs {
    pub(super) fn has_gone(&self, gone: usize) -> bool {
        self.0.iter().any(|(taken, _)| *taken == gone)
    }

    pub(super) fn has_new(&self, new: usize) -> bool {
        self.0.iter().any(|(_, taken)| *taken == new)
    }
}
