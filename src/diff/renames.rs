//! What is renamed between two schemas, as whoever plans was told, and the way back. Not for doing it:
//! `rename` does.

use crate::database::QualifiedName;
use crate::dialect::{Engine, names};

/// What has a new name and is still the same thing. Names are the database's, before any engine
/// cuts them; what stands in something renamed is listed under its new name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Renames {
    /// Tables.
    pub tables: Vec<(QualifiedName, QualifiedName)>,
    /// Columns: of which table, from, to.
    pub columns: Vec<(QualifiedName, String, String)>,
    /// Enums.
    pub enums: Vec<(QualifiedName, QualifiedName)>,
    /// Values of enums: of which enum, from, to.
    pub values: Vec<(QualifiedName, String, String)>,
}

impl Renames {
    /// Whether nothing is renamed.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// A line for each, for digests.
    pub fn text(&self) -> String {
        let name = |name: &QualifiedName| format!("{:?}.{:?}", name.namespace, name.name);
        let mut text = String::new();
        for (kind, pairs) in [("table", &self.tables), ("enum", &self.enums)] {
            for (from, to) in pairs {
                text += &format!("rename-{kind} {} {}\n", name(from), name(to));
            }
        }
        for (kind, parts) in [("column", &self.columns), ("value", &self.values)] {
            for (of, from, to) in parts {
                text += &format!("rename-{kind} {} {from:?} {to:?}\n", name(of));
            }
        }
        text
    }

    /// The renames that lead back.
    pub fn inverted(&self) -> Self {
        let back = |pairs: &[(QualifiedName, QualifiedName)]| -> Vec<_> {
            let pairs = pairs.iter().cloned();
            pairs.map(|(from, to)| (to, from)).collect()
        };
        let before = |of: &QualifiedName, pairs: &[(QualifiedName, QualifiedName)]| {
            let pair = pairs.iter().find(|(_, to)| to == of);
            pair.map_or_else(|| of.clone(), |(from, _)| from.clone())
        };
        let parts = |parts: &[(QualifiedName, String, String)], pairs: &[_]| -> Vec<_> {
            let parts = parts.iter();
            parts
                .map(|(of, from, to)| (before(of, pairs), to.clone(), from.clone()))
                .collect()
        };
        Self {
            tables: back(&self.tables),
            columns: parts(&self.columns, &self.tables),
            enums: back(&self.enums),
            values: parts(&self.values, &self.enums),
        }
    }

    /// As the engine keeps the names; what it keeps under the same name is no rename.
    pub(super) fn on(&self, engine: Engine) -> Self {
        let stored = |name: &str| names::stored(engine, name).to_owned();
        let qualified = |name: &QualifiedName| QualifiedName {
            namespace: name
                .namespace
                .clone()
                .filter(|_| engine == Engine::Postgresql),
            name: stored(&name.name),
        };
        let pairs = |pairs: &[(QualifiedName, QualifiedName)]| -> Vec<_> {
            let pairs = pairs.iter();
            pairs
                .map(|(from, to)| (qualified(from), qualified(to)))
                .filter(|(from, to)| from != to)
                .collect()
        };
        let columns = self.columns.iter();
        let values = self.values.iter();
        Self {
            tables: pairs(&self.tables),
            columns: columns
                .map(|(of, from, to)| (qualified(of), stored(from), stored(to)))
                .filter(|(_, from, to)| from != to)
                .collect(),
            enums: pairs(&self.enums),
            values: values
                .map(|(of, from, to)| (qualified(of), from.clone(), to.clone()))
                .filter(|(_, from, to)| from != to)
                .collect(),
        }
    }
}
