//! Names that an engine would take for one another, in the spaces in which each engine keeps them.

use super::{Engine, names};
use crate::diagnostic::{Diagnostics, code};
use crate::source::Span;
use foldhash::{HashMap, HashMapExt};
use std::cmp::Ordering;

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

struct Entry {
    name: String,
    kind: Kind,
    span: Span,
}

/// The names met so far.
pub(super) struct Names {
    engine: Engine,
    /// Most spaces are small, and are sorted each by itself.
    entries: HashMap<Space, Vec<Entry>>,
    /// PostgreSQL schemas by their numbers; the first is the one without a name.
    namespaces: Vec<Option<String>>,
    owners: u32,
}

impl Names {
    pub(super) fn new(engine: Engine) -> Self {
        Self {
            engine,
            entries: HashMap::new(),
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

    pub(super) fn add(&mut self, kind: Kind, scope: Scope, name: &str, span: Span) {
        for space in spaces(self.engine, kind, scope).into_iter().flatten() {
            self.entries.entry(space).or_default().push(Entry {
                name: name.to_owned(),
                kind,
                span,
            });
        }
    }

    /// A diagnostic for every name that is taken already.
    pub(super) fn report(mut self, diagnostics: &mut Diagnostics) {
        let engine = self.engine;
        let compared = |a: &Entry, b: &Entry| compared(engine, &a.name, &b.name);
        let mut spaces: Vec<(Space, Vec<Entry>)> = self.entries.drain().collect();
        spaces.sort_by_key(|(space, _)| *space);
        spaces.retain(|(_, entries)| has_like(entries));
        for (_, entries) in &mut spaces {
            entries.sort_by(compared);
        }
        let same = |a: &Entry, b: &Entry| compared(a, b).is_eq();
        let spaces = spaces.iter();
        for entries in spaces.flat_map(|(_, entries)| entries.chunk_by(same)) {
            let Some((first, others)) = entries.split_first() else {
                continue;
            };
            for other in others {
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

/// Whether some names may be the same to an engine, which they hardly ever are: to find out costs less than
/// to sort them.
fn has_like(entries: &[Entry]) -> bool {
    let folded = |entry: &Entry| match entry.name.is_ascii() {
        true => {
            let bytes = entry.name.bytes();
            names::fingerprint(bytes.map(|byte| char::from(byte.to_ascii_lowercase())))
        }
        false => names::fingerprint(entry.name.chars().flat_map(char::to_lowercase)),
    };
    let mut known: Vec<u64> = entries.iter().map(folded).collect();
    known.sort_unstable();
    known.array_windows().any(|[a, b]| a == b)
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
