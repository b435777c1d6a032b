//! Who may write.
//!
//! The owner is a declared policy: the schema names it, or else the first `generate` claims it in
//! `ketch.lock`. Detecting the environment only answers whether this process is meant.
//!
//! *owner*: the kinds of environment that may write. *mirror*: every other one.

use std::collections::BTreeSet;
use std::fmt;

use super::Error;
use super::environment::{Kind, UnknownKind};

/// A set of kinds. `any` stands for all but `ci`, which writes only where it is named.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Owner {
    any: bool,
    kinds: BTreeSet<Kind>,
}

impl Owner {
    /// One kind.
    pub fn of(kind: Kind) -> Self {
        Self {
            any: false,
            kinds: BTreeSet::from([kind]),
        }
    }

    /// Reads names of kinds and `any`.
    pub fn from_names<'a>(names: impl IntoIterator<Item = &'a str>) -> Result<Self, UnknownKind> {
        let mut owner = Self::default();
        for name in names {
            match name {
                "any" => owner.any = true,
                name => {
                    owner.kinds.insert(name.parse()?);
                }
            }
        }
        Ok(owner)
    }

    /// The names, in the order in which they are written everywhere.
    pub fn names(&self) -> Vec<&'static str> {
        let any = self.any.then_some("any");
        any.into_iter()
            .chain(self.kinds.iter().map(|kind| kind.name()))
            .collect()
    }

    /// Whether nobody is named.
    pub fn is_empty(&self) -> bool {
        !self.any && self.kinds.is_empty()
    }

    /// Whether a kind may write.
    pub fn includes(&self, kind: Kind) -> bool {
        self.kinds.contains(&kind) || (self.any && kind != Kind::Ci)
    }
}

impl fmt::Display for Owner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.names().join(", "))
    }
}

/// Who owns a project, and where that is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ownership {
    /// The schema's ketch block names the owner.
    Schema(Owner),
    /// `ketch.lock` does.
    Lock(Owner),
    /// Nobody yet: the first `generate` that writes claims it for its kind.
    Unclaimed,
}

impl Ownership {
    /// The schema's word, else the lock's.
    pub fn of(settings: &[String], lock: Option<&Owner>) -> Result<Self, Error> {
        let declared = Owner::from_names(settings.iter().map(String::as_str)).map_err(|kind| {
            Error::Owner {
                kind,
                place: "the schema's ketch block",
            }
        })?;
        Ok(match lock {
            _ if !declared.is_empty() => Self::Schema(declared),
            Some(owner) if !owner.is_empty() => Self::Lock(owner.clone()),
            _ => Self::Unclaimed,
        })
    }

    /// Whether a kind may write.
    pub fn may_write(&self, kind: Kind) -> bool {
        match self {
            Self::Schema(owner) | Self::Lock(owner) => owner.includes(kind),
            Self::Unclaimed => kind != Kind::Ci,
        }
    }

    /// The owner that a run of this kind records in the lock.
    pub(super) fn recorded(&self, kind: Kind) -> Owner {
        match self {
            Self::Schema(owner) | Self::Lock(owner) => owner.clone(),
            Self::Unclaimed => Owner::of(kind),
        }
    }

    /// Where writing is allowed, as the end of "run it in …".
    pub fn place(&self) -> String {
        match self {
            Self::Schema(owner) | Self::Lock(owner) => match owner.names().as_slice() {
                ["any"] => "any environment but ci".to_owned(),
                ["any", "ci", ..] => "any environment".to_owned(),
                names => names.join(" or "),
            },
            Self::Unclaimed => "any environment but ci".to_owned(),
        }
    }
}
