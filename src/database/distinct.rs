//! Names that an engine would take for one another, in the spaces in which each engine keeps them.

use crate::diagnostic::{Diagnostics, code};
use crate::dialect::{Engine, names};
use crate::source::Span;
use foldhash::fast::FixedState;
use foldhash::{HashSet, HashSetExt};
use std::borrow::Cow;
use std::cmp::Ordering;
use std::hash::BuildHasher;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What a name is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Table,
    View,
    Column,
    Enum,
    EnumValue,
    /// A primary key's constraint. On PostgreSQL it is an index as well.
    PrimaryKey,
    Index,
    ForeignKey,
    Check,
}

impl Kind {
    /// The word for it in messages.
    pub(super) fn noun(self) -> &'static str {
        match self {
            Kind::Table => "table",
            Kind::View => "view",
            Kind::Column => "column",
            Kind::Enum => "enum",
            Kind::EnumValue => "enum value",
            Kind::PrimaryKey => "primary key",
            Kind::Index => "index",
            Kind::ForeignKey => "foreign key",
            Kind::Check => "check",
        }
    }
}

/// Where a name stands: in a PostgreSQL schema, or in a table or an enum in one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Scope {
    namespace: u32,
    owner: u32,
}

/// A set of names no two of which may be equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Space {
    /// Whatever can be selected from, and on some engines indexes.
    Relations(u32),
    /// PostgreSQL: enums, and the row type of every table.
    Types(u32),
    Columns(Scope),
    EnumValues(Scope),
    Indexes(Scope),
    Constraints(Scope),
}

struct Entry<'a> {
    space: Space,
    name: Cow<'a, str>,
    kind: Kind,
    span: Span,
}

/// The names met so far.
pub(super) struct Names<'a> {
    engine: Engine,
    entries: Vec<Entry<'a>>,
    /// Fingerprints of the names.
    known: HashSet<u64>,
    /// Those that were met more than once. Hardly ever is there one, so that this costs less than to sort all names.
    alike: HashSet<u64>,
    /// PostgreSQL schemas by their numbers; the first is the one without a name.
    namespaces: Vec<Option<String>>,
    owners: u32,
}

impl<'a> Names<'a> {
    /// No names yet, and room for about so many.
    pub(super) fn with_capacity(engine: Engine, count: usize) -> Self {
        Self {
            engine,
            entries: Vec::with_capacity(count),
            known: HashSet::with_capacity(count),
            alike: HashSet::default(),
            namespaces: vec![None],
            owners: 0,
        }
    }

    /// A PostgreSQL schema, of which there are few.
    pub(super) fn namespace(&mut self, name: Option<&str>) -> Scope {
        let known = self
            .namespaces
            .iter()
            .position(|known| known.as_deref() == name);
        let namespace = known.unwrap_or_else(|| {
            self.namespaces.push(name.map(str::to_owned));
            self.namespaces.len() - 1
        });
        Scope {
            namespace: namespace as u32,
            owner: 0,
        }
    }

    /// A new table or enum in a PostgreSQL schema.
    pub(super) fn owner(&mut self, scope: Scope) -> Scope {
        self.owners += 1;
        Scope {
            owner: self.owners,
            ..scope
        }
    }

    pub(super) fn add(&mut self, kind: Kind, scope: Scope, name: Cow<'a, str>, span: Span) {
        let mut add = |space, name| {
            let entry = Entry {
                space,
                name,
                kind,
                span,
            };
            let fingerprint = entry.fingerprint();
            if !self.known.insert(fingerprint) {
                self.alike.insert(fingerprint);
            }
            self.entries.push(entry);
        };
        match spaces(self.engine, kind, scope) {
            [None, None] => {}
            [Some(space), None] | [None, Some(space)] => add(space, name),
            [Some(space), Some(other)] => {
                add(space, name.clone());
                add(other, name);
            }
        }
    }

    /// A diagnostic for every name that is taken already.
    pub(super) fn report(self, diagnostics: &mut Diagnostics) {
        let order = |a: &Entry, b: &Entry| {
            let spaces = a.space.cmp(&b.space);
            spaces.then_with(|| match (self.engine, a.space) {
                (Engine::Mysql, Space::EnumValues(_)) => collated(&a.name).cmp(&collated(&b.name)),
                _ => compared(self.engine, &a.name, &b.name),
            })
        };
        if self.alike.is_empty() {
            return;
        }
        let mut entries = self.entries;
        entries.retain(|entry| self.alike.contains(&entry.fingerprint()));
        entries.sort_by(order);
        for entries in entries.chunk_by(|a, b| order(a, b).is_eq()) {
            let Some((first, others)) = entries.split_first() else {
                continue;
            };
            for other in others {
                if let (Engine::Mysql, Space::EnumValues(_)) = (self.engine, other.space) {
                    // What differs in case alone is alike to SeaORM too, which has its own diagnostic.
                    if compared(self.engine, &first.name, &other.name).is_ne() {
                        diagnostics.push(code::values_collate(&other.name, other.span, first.span));
                    }
                    continue;
                }
                let tables = [first, other]
                    .iter()
                    .all(|entry| matches!(entry.kind, Kind::Table | Kind::View));
                let only_case = self.engine == Engine::Mysql && tables && first.name != other.name;
                diagnostics.push(if only_case {
                    code::names_differ_in_case(&other.name, other.span, first.span)
                } else {
                    let kinds = [other.kind.noun(), first.kind.noun()];
                    code::names_collide(self.engine, kinds, &other.name, other.span, first.span)
                });
            }
        }
    }
}

/// The one or two spaces that a name must be alone in, or none.
fn spaces(engine: Engine, kind: Kind, scope: Scope) -> [Option<Space>; 2] {
    let relations = Some(Space::Relations(scope.namespace));
    let types = Some(Space::Types(scope.namespace));
    let constraints = Some(Space::Constraints(scope));
    match (engine, kind) {
        (Engine::Postgresql, Kind::Table | Kind::View) => [relations, types],
        (_, Kind::Table | Kind::View) => [relations, None],
        (_, Kind::Column) => [Some(Space::Columns(scope)), None],
        (_, Kind::Enum) => [types, None],
        (_, Kind::EnumValue) => [Some(Space::EnumValues(scope)), None],
        (Engine::Postgresql, Kind::PrimaryKey) => [relations, constraints],
        (Engine::Sqlite | Engine::Mysql, Kind::PrimaryKey) => [None, None],
        (Engine::Postgresql | Engine::Sqlite, Kind::Index) => [relations, None],
        (Engine::Mysql, Kind::Index) => [Some(Space::Indexes(scope)), None],
        // SQLite keeps these names, and never looks anything up by them.
        (Engine::Sqlite, Kind::ForeignKey | Kind::Check) => [None, None],
        (Engine::Postgresql, Kind::ForeignKey | Kind::Check) => [constraints, None],
        // InnoDB keeps them by database, not by table.
        (Engine::Mysql, Kind::ForeignKey | Kind::Check) => [
            Some(Space::Constraints(Scope {
                namespace: 0,
                owner: 0,
            })),
            None,
        ],
    }
}

impl Entry<'_> {
    /// The same for all names of one space that some engine takes for the same.
    fn fingerprint(&self) -> u64 {
        let name = match self.name.is_ascii() {
            true => {
                let bytes = self.name.bytes();
                names::fingerprint(bytes.map(|byte| char::from(byte.to_ascii_lowercase())))
            }
            false => names::fingerprint(collated(&self.name).chars()),
        };
        FixedState::default().hash_one((self.space, name))
    }
}

/// A text as the collation of the tables on MySQL compares it, without case, accents and width, for most
/// of Unicode. Texts that are equal are alike here on any engine.
fn collated(text: &str) -> String {
    let letters = text.nfkd().filter(|letter| !is_combining_mark(*letter));
    let letters = letters.flat_map(char::to_lowercase);
    letters.collect::<String>().replace('ß', "ss")
}

/// Two names as the engine compares them.
fn compared(engine: Engine, a: &str, b: &str) -> Ordering {
    match engine {
        Engine::Postgresql => a.cmp(b),
        Engine::Sqlite => {
            let [a, b] = [a, b].map(|name| name.bytes().map(|byte| byte.to_ascii_lowercase()));
            a.cmp(b)
        }
        Engine::Mysql => {
            let [a, b] = [a, b].map(|name| name.chars().flat_map(char::to_lowercase));
            a.cmp(b)
        }
    }
}
