//! Foreign keys of PostgreSQL and MySQL, which come and go apart from their tables: which are
//! dropped and added, because they differ or because they must make room for something else.

use std::collections::BTreeSet;

use super::change::Change;
use super::table::{TableDiff, Tables, columns_of};
use crate::database::{
    DatabaseSchema, ForeignKey, Index, IndexColumn, IndexKind, QualifiedName, Table,
};
use crate::dialect::Engine;

/// Foreign keys that go and come, those that must only make room among them.
pub(super) struct Keys {
    pub(super) dropped: Vec<Change>,
    pub(super) added: Vec<(QualifiedName, ForeignKey)>,
    /// Of which table, from, to.
    pub(super) renamed: Vec<(QualifiedName, String, String)>,
}

impl Keys {
    /// The foreign keys of all tables, those that go in an order in which they can.
    pub(super) fn of(next: &DatabaseSchema, tables: &Tables) -> Self {
        let engine = next.engine;
        let mut keys = Keys {
            dropped: Vec::new(),
            added: Vec::new(),
            renamed: Vec::new(),
        };
        for table in tables.dropped.iter().rev() {
            for key in table.foreign_keys.iter().rev() {
                keys.drop(table, key, false);
            }
        }
        for after in &next.tables {
            match tables.before(&after.name) {
                Some(before) => keys.of_table(engine, tables, before, after),
                None => {
                    let new = after.foreign_keys.iter().cloned();
                    keys.added.extend(new.map(|key| (after.name.clone(), key)));
                }
            }
        }
        keys
    }

    /// Those of a table that stays.
    fn of_table(&mut self, engine: Engine, tables: &Tables, before: &Table, after: &Table) {
        let touched = touched(engine, tables, before, after);
        let implied_before = match engine {
            Engine::Mysql if !touched.is_empty() => implied(before),
            _ => BTreeSet::new(),
        };
        for key in before.foreign_keys.iter().rev() {
            if touched.contains(key.name.as_str()) {
                self.drop(before, key, implied_before.contains(&key.name));
            }
        }
        let renamed = renamed(tables, after);
        for key in &after.foreign_keys {
            let from = renamed.iter().find(|(_, to)| *to == key);
            let was = from.map_or(key, |(from, _)| *from);
            let name = after.name.clone();
            if touched.contains(was.name.as_str()) || !before.foreign_keys.contains(was) {
                self.added.push((name, key.clone()));
            } else if was.name != key.name {
                self.renamed
                    .push((name, was.name.clone(), key.name.clone()));
            }
        }
    }

    fn drop(&mut self, table: &Table, key: &ForeignKey, implied: bool) {
        let name = &table.name;
        self.dropped
            .push(Change::DropForeignKey(name.clone(), key.clone()));
        if implied {
            let columns = key.columns.iter().cloned().map(IndexColumn::new);
            let index = Index::new(key.name.clone(), IndexKind::Normal, columns.collect());
            self.dropped.push(Change::DropIndex(name.clone(), index));
        }
    }
}

/// Foreign keys of a table that say the same under another name.
fn renamed<'t>(tables: &'t Tables, table: &Table) -> &'t [(&'t ForeignKey, &'t ForeignKey)] {
    tables
        .diff(&table.name)
        .map_or(&[], |diff| &diff.renamed_keys)
}

/// The names of a table's foreign keys that go, be it to come back.
fn touched<'t>(
    engine: Engine,
    tables: &Tables,
    before: &'t Table,
    after: &Table,
) -> BTreeSet<&'t str> {
    let own = tables.diff(&after.name);
    let (implied_before, implied_after) = match engine {
        Engine::Mysql => (implied(before), implied(after)),
        _ => Default::default(),
    };
    let makes_room = |key: &ForeignKey| {
        let moved = own.is_some_and(|diff| touches(engine, diff, &key.columns, false));
        let target = tables.diff(&key.table);
        let target_moved = target.is_some_and(|diff| touches(engine, diff, &key.references, true));
        let implied = implied_before.contains(&key.name) != implied_after.contains(&key.name);
        moved || target_moved || implied
    };
    let renamed = renamed(tables, after);
    let stays = |key: &ForeignKey| {
        after.foreign_keys.contains(key) || renamed.iter().any(|(from, _)| *from == key)
    };
    let mut touched: BTreeSet<&str> = before
        .foreign_keys
        .iter()
        .filter(|key| makes_room(key) || !stays(key))
        .map(|key| key.name.as_str())
        .collect();
    if engine == Engine::Mysql {
        // They may lean on one index.
        let first: BTreeSet<_> = before
            .foreign_keys
            .iter()
            .filter(|key| touched.contains(key.name.as_str()))
            .filter_map(|key| key.columns.first())
            .collect();
        let others = before.foreign_keys.iter();
        let others =
            others.filter(|key| key.columns.first().is_some_and(|one| first.contains(one)));
        touched.extend(others.map(|key| key.name.as_str()));
    }
    touched
}

/// Whether a foreign key over these columns must make room for what changes in the table.
fn touches(engine: Engine, diff: &TableDiff, columns: &[String], is_target: bool) -> bool {
    let leans_on = |index: &[IndexColumn]| match engine {
        Engine::Mysql => starts_with(index, columns),
        _ => {
            let all = index.iter().all(|part| columns.contains(&part.name));
            is_target && all && index.len() == columns.len()
        }
    };
    let mut indexes = diff.dropped_indexes.iter();
    let key = columns_of(&diff.before.primary_key).unwrap_or_default();
    let altered = |column: &String| {
        diff.retypes(column) || engine == Engine::Mysql && diff.alteration(column).is_some()
    };
    columns.iter().any(altered)
        || indexes.any(|index| leans_on(&index.columns))
        || diff.key_differs && leans_on(key)
}

fn starts_with(index: &[IndexColumn], columns: &[String]) -> bool {
    index.len() >= columns.len()
        && index
            .iter()
            .zip(columns)
            .all(|(part, name)| part.name == *name)
}

/// The foreign keys for which MySQL made an index of its own, since the table has none.
fn implied(table: &Table) -> BTreeSet<String> {
    let key = columns_of(&table.primary_key).unwrap_or_default();
    let indexes = table.indexes.iter();
    let indexes = indexes.filter(|index| index.kind != IndexKind::Fulltext);
    let whole = |columns: &&[IndexColumn]| columns.iter().all(|column| column.length.is_none());
    let given: Vec<&[IndexColumn]> = indexes
        .map(|index| index.columns.as_slice())
        .chain([key])
        .filter(whole)
        .collect();
    let mut implied: Vec<&ForeignKey> = Vec::new();
    for key in &table.foreign_keys {
        let by_given = given.iter().any(|index| starts_with(index, &key.columns));
        let by_implied = implied
            .iter()
            .any(|other| other.columns.starts_with(&key.columns));
        if !by_given && !by_implied {
            implied.push(key);
        }
    }
    implied.into_iter().map(|key| key.name.clone()).collect()
}
