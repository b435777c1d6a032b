//! What a database has beyond a schema: parts that no element of the schema corresponds to, and that
//! do not stand against it. Nobody takes them for a fault, and nothing of ours drops them.
//!
//! A table, an enum and a view of its own are beyond; so are an index, a check and a foreign key of a
//! table that the schema knows, since they hold rows to more than the schema does, and to nothing
//! else. A column is not: rows would hold what the schema does not say. Not for what a schema has no
//! words for at all; that is *unheld* from the start.

use super::settle::relative_name;
use super::{Found, Part, Unheld, UniqueConstraint};
use crate::database::{DatabaseSchema, IndexKind, QualifiedName, Table};
use crate::dialect::names::is_of_constraint;

/// What a database has beyond the expected schema, and no schema has words for: names as the
/// expected schema has them, without what stands in PostgreSQL schemas that it does not use.
pub fn unheld(expected: &DatabaseSchema, found: &Found) -> Vec<Unheld> {
    let unheld = found.unheld.iter().filter_map(|unheld| {
        let owner = relative_name(expected, found, &unheld.owner)?;
        Some(Unheld {
            owner,
            ..unheld.clone()
        })
    });
    unheld.collect()
}

/// The unique constraints that hold rows to what an index of the expected schema does, each with its
/// table there (PostgreSQL).
pub fn unique_constraints<'s>(
    expected: &'s DatabaseSchema,
    found: &'s Found,
) -> Vec<(&'s Table, &'s UniqueConstraint)> {
    let constraints = found.unique_constraints.iter();
    let known = constraints.filter_map(|constraint| {
        let name = relative_name(expected, found, &constraint.table)?;
        let table = expected.table(&name)?;
        let has_index = table.index(&constraint.name).is_some();
        has_index.then_some((table, constraint))
    });
    known.collect()
}

/// A settled schema without what is beyond the expected one, and what that is, in its order.
pub fn within(
    expected: &DatabaseSchema,
    mut settled: DatabaseSchema,
) -> (DatabaseSchema, Vec<Unheld>) {
    let mut beyond = Vec::new();
    let mut add = |name: &QualifiedName, what: String, part: Option<Part>| {
        let owner = name.clone();
        beyond.push(Unheld { owner, what, part });
    };
    settled
        .tables
        .retain_mut(|table| match expected.table(&table.name) {
            Some(wanted) => {
                let name = table.name.clone();
                parts(wanted, table, |what, part| add(&name, what, Some(part)));
                true
            }
            None => {
                add(&table.name, "a table".to_owned(), None);
                false
            }
        });
    settled.enums.retain(|item| {
        let is_known = expected.enums.iter().any(|wanted| wanted.name == item.name);
        if !is_known {
            add(&item.name, "an enum".to_owned(), None);
        }
        is_known
    });
    settled.views.retain(|view| {
        let is_known = expected.views.iter().any(|wanted| wanted.name == view.name);
        if !is_known {
            add(&view.name, "a view".to_owned(), None);
        }
        is_known
    });
    (settled, beyond)
}

/// Takes the parts out of a table that the wanted one does not have.
fn parts(wanted: &Table, table: &mut Table, mut add: impl FnMut(String, Part)) {
    table.indexes.retain(|index| {
        let is_known = wanted.index(&index.name).is_some();
        if !is_known {
            let kind = match index.kind {
                IndexKind::Unique => "unique ",
                IndexKind::Fulltext => "fulltext ",
                IndexKind::Normal => "",
            };
            let what = match is_of_constraint(&index.name) {
                true => {
                    let columns = index.columns.iter().map(|column| column.name.as_str());
                    let columns: Vec<_> = columns.collect();
                    format!("the unique constraint over {}", columns.join(", "))
                }
                false => format!("the {kind}index {}", index.name),
            };
            add(what, Part::Index(index.name.clone()));
        }
        is_known
    });
    table.checks.retain(|check| {
        let is_known = wanted.checks.iter().any(|known| known.name == check.name);
        if !is_known {
            // SQLite's need no name.
            let name = match check.name.as_str() {
                "" => format!("({})", check.expression),
                name => name.to_owned(),
            };
            let part = Part::Check(check.name.clone());
            add(format!("the check {name}"), part);
        }
        is_known
    });
    table.foreign_keys.retain(|key| {
        let mut keys = wanted.foreign_keys.iter();
        let is_known = keys.any(|known| known.name == key.name);
        if !is_known {
            let name = match key.name.as_str() {
                "" => format!("over {}", key.columns.join(", ")),
                name => name.to_owned(),
            };
            let part = Part::ForeignKey(key.name.clone());
            add(format!("the foreign key {name}"), part);
        }
        is_known
    });
}
