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

    /// These renames, and then others: from the names before the first to those after the second.
    pub(crate) fn then(&self, later: &Self) -> Self {
        let tables = both(&self.tables, &later.tables);
        let enums = both(&self.enums, &later.enums);
        Self {
            columns: both_parts(&self.columns, &later.columns, &later.tables),
            values: both_parts(&self.values, &later.values, &later.enums),
            tables,
            enums,
        }
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

/// Pairs, from and to, and then others.
fn both<N: Clone + PartialEq>(first: &[(N, N)], later: &[(N, N)]) -> Vec<(N, N)> {
    let now = |name: &N| {
        let mut later = later.iter();
        let pair = later.find(|(from, _)| from == name);
        pair.map_or_else(|| name.clone(), |(_, to)| to.clone())
    };
    // A name that was given up and taken by another thing is not the name of what had it before.
    let is_other = |(from, _): &&(N, N)| first.iter().any(|(old, new)| old == from || new == from);
    let renamed = first.iter().map(|(from, to)| (from.clone(), now(to)));
    let rest = later.iter().filter(|pair| !is_other(pair)).cloned();
    let pairs = renamed.chain(rest);
    pairs.filter(|(from, to)| from != to).collect()
}

/// The same for parts of what has other names later: of which, from, to.
fn both_parts(
    first: &[(QualifiedName, String, String)],
    later: &[(QualifiedName, String, String)],
    owners: &[(QualifiedName, QualifiedName)],
) -> Vec<(QualifiedName, String, String)> {
    let now = |of: &QualifiedName| {
        let pair = owners.iter().find(|(from, _)| from == of);
        pair.map_or_else(|| of.clone(), |(_, to)| to.clone())
    };
    let whole = |of: QualifiedName, from: &String, to: &String| {
        ((of.clone(), from.clone()), (of, to.clone()))
    };
    let first: Vec<_> = first
        .iter()
        .map(|(of, from, to)| whole(now(of), from, to))
        .collect();
    let later: Vec<_> = later
        .iter()
        .map(|(of, from, to)| whole(of.clone(), from, to))
        .collect();
    let pairs = both(&first, &later).into_iter();
    pairs.map(|((of, from), (_, to))| (of, from, to)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(name: &str) -> QualifiedName {
        QualifiedName {
            namespace: None,
            name: name.to_owned(),
        }
    }

    fn renames(tables: &[[&str; 2]], columns: &[[&str; 3]]) -> Renames {
        let tables = tables.iter().map(|[from, to]| (table(from), table(to)));
        let columns = columns.iter();
        let columns = columns.map(|[of, from, to]| (table(of), (*from).into(), (*to).into()));
        Renames {
            tables: tables.collect(),
            columns: columns.collect(),
            ..Renames::default()
        }
    }

    #[test]
    fn renames_in_a_row_are_one() {
        let first = renames(
            &[["A", "B"], ["X", "Y"]],
            &[["B", "a", "b"], ["T", "x", "y"]],
        );
        let later = renames(
            &[["B", "C"]],
            &[["C", "b", "c"], ["T", "y", "x"], ["U", "v", "w"]],
        );
        let whole = renames(
            &[["A", "C"], ["X", "Y"]],
            &[["C", "a", "c"], ["U", "v", "w"]],
        );
        assert_eq!(first.then(&later), whole);
        assert_eq!(first.then(&Renames::default()), first);
        assert_eq!(Renames::default().then(&later), later);
    }

    #[test]
    fn a_name_given_up_is_another_thing_s_later() {
        let first = renames(&[], &[["T", "a", "b"]]);
        let later = renames(&[], &[["T", "a", "c"]]);
        assert_eq!(first.then(&later), first);
    }
}
