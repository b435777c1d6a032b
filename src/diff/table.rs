//! One table before and after, part by part. Names were changed beforehand, so parts with one
//! name are one part.

use super::Refusal;
use super::cast;
use super::change::Alteration;
use super::past::may_read;
use crate::database::{
    Check, Column, ColumnDefault, DatabaseSchema, ForeignKey, Index, IndexColumn, PrimaryKey,
    QualifiedName, Table,
};
use crate::dialect::Engine;
use std::collections::BTreeMap;

/// What differs in a table.
pub(super) struct TableDiff<'s> {
    pub(super) before: &'s Table,
    pub(super) after: &'s Table,
    /// Columns to be dropped, among them those whose values cannot be converted.
    pub(super) dropped: Vec<&'s Column>,
    /// Columns to be added, among them the same.
    pub(super) added: Vec<&'s Column>,
    pub(super) altered: Vec<Alteration>,
    /// The primary key has other columns.
    pub(super) key_differs: bool,
    pub(super) dropped_indexes: Vec<&'s Index>,
    pub(super) added_indexes: Vec<&'s Index>,
    /// From, to.
    pub(super) renamed_indexes: Vec<(&'s Index, &'s Index)>,
    /// The same; where the engine renames no constraint, it is dropped and added.
    pub(super) renamed_checks: Vec<(&'s Check, &'s Check)>,
    pub(super) renamed_keys: Vec<(&'s ForeignKey, &'s ForeignKey)>,
    pub(super) dropped_checks: Vec<&'s Check>,
    pub(super) added_checks: Vec<&'s Check>,
    pub(super) dropped_keys: Vec<&'s ForeignKey>,
    pub(super) added_keys: Vec<&'s ForeignKey>,
}

impl<'s> TableDiff<'s> {
    pub(super) fn of(engine: Engine, before: &'s Table, after: &'s Table) -> Self {
        let mut diff = TableDiff {
            before,
            after,
            dropped: Vec::new(),
            added: Vec::new(),
            altered: Vec::new(),
            key_differs: columns_of(&before.primary_key) != columns_of(&after.primary_key),
            dropped_indexes: Vec::new(),
            added_indexes: Vec::new(),
            renamed_indexes: Vec::new(),
            renamed_checks: Vec::new(),
            renamed_keys: Vec::new(),
            dropped_checks: only_in(&before.checks, &after.checks),
            added_checks: only_in(&after.checks, &before.checks),
            dropped_keys: only_in(&before.foreign_keys, &after.foreign_keys),
            added_keys: only_in(&after.foreign_keys, &before.foreign_keys),
        };
        diff.columns(engine);
        diff.indexes(engine);
        if engine == Engine::Postgresql {
            diff.constraints();
        }
        diff
    }

    fn columns(&mut self, engine: Engine) {
        for column in &self.before.columns {
            if self.after.column(&column.name).is_none() {
                self.dropped.push(column);
            }
        }
        for after in &self.after.columns {
            let Some(before) = self.before.column(&after.name) else {
                self.added.push(after);
                continue;
            };
            if !cast::is_needed(engine, before, after) {
                if !is_same(before, after) {
                    self.altered.push(Alteration {
                        before: before.clone(),
                        after: after.clone(),
                        conversion: None,
                    });
                }
                continue;
            }
            match cast::cast(engine, before, after) {
                Some(cast) => self.altered.push(Alteration {
                    before: before.clone(),
                    after: after.clone(),
                    conversion: Some(cast.conversion),
                }),
                None => {
                    self.dropped.push(before);
                    self.added.push(after);
                }
            }
        }
    }

    /// An index that says the same under another name is renamed.
    fn indexes(&mut self, engine: Engine) {
        let mut gone = only_in(&self.before.indexes, &self.after.indexes);
        let mut new = only_in(&self.after.indexes, &self.before.indexes);
        self.renamed_indexes = renamed(&mut gone, &mut new, |from, to| {
            let stands = !from.columns.iter().any(|part| self.drops(&part.name));
            let named = Index {
                name: from.name.clone(),
                ..to.clone()
            };
            stands && named == *from
        });
        if engine == Engine::Mysql {
            // There, what is renamed is so before what is dropped is gone.
            let names = |indexes: &[&Index], name: &str| indexes.iter().any(|one| one.name == name);
            let renamed = &mut self.renamed_indexes;
            while let Some(at) = renamed.iter().position(|(_, to)| names(&gone, &to.name)) {
                let (from, to) = renamed.remove(at);
                gone.push(from);
                new.push(to);
            }
        }
        self.dropped_indexes = gone;
        self.added_indexes = new;
        // One over a column that is made anew goes with it.
        for index in &self.before.indexes {
            let kept = self
                .after
                .index(&index.name)
                .filter(|other| *other == index);
            if let Some(other) = kept
                && index.columns.iter().any(|part| self.drops(&part.name))
            {
                self.dropped_indexes.push(index);
                self.added_indexes.push(other);
            }
        }
    }

    /// A check or a foreign key that says the same under another name is renamed.
    fn constraints(&mut self) {
        let mut gone = std::mem::take(&mut self.dropped_checks);
        let mut new = std::mem::take(&mut self.added_checks);
        self.renamed_checks = renamed(&mut gone, &mut new, |from, to| {
            from.expression == to.expression && !self.reads_retyped(&from.expression)
        });
        (self.dropped_checks, self.added_checks) = (gone, new);
        let mut gone = std::mem::take(&mut self.dropped_keys);
        let mut new = std::mem::take(&mut self.added_keys);
        self.renamed_keys = renamed(&mut gone, &mut new, |from, to| {
            let named = ForeignKey {
                name: from.name.clone(),
                ..to.clone()
            };
            named == *from
        });
        (self.dropped_keys, self.added_keys) = (gone, new);
    }

    /// Whether a column is dropped, be it to be made anew.
    pub(super) fn drops(&self, column: &str) -> bool {
        self.dropped.iter().any(|dropped| dropped.name == column)
    }

    /// Whether a column is added, be it in the place of one that is dropped.
    pub(super) fn adds(&self, column: &str) -> bool {
        self.added.iter().any(|added| added.name == column)
    }

    /// What changes of a column that stays.
    pub(super) fn alteration(&self, column: &str) -> Option<&Alteration> {
        let mut altered = self.altered.iter();
        altered.find(|alteration| alteration.after.name == column)
    }

    /// Whether SQL of the user's may name one of the columns that change their type.
    pub(super) fn reads_retyped(&self, sql: &str) -> bool {
        let columns = self.after.columns.iter();
        let mut retyped = columns.filter(|column| self.retypes(&column.name));
        retyped.any(|column| may_read(sql, &column.name))
    }

    /// Whether the table stays as it is, foreign keys included.
    pub(super) fn is_empty(&self) -> bool {
        self.dropped.is_empty()
            && self.added.is_empty()
            && self.altered.is_empty()
            && !self.key_differs
            && !self.key_renamed()
            && self.dropped_indexes.is_empty()
            && self.added_indexes.is_empty()
            && self.renamed_indexes.is_empty()
            && self.renamed_checks.is_empty()
            && self.renamed_keys.is_empty()
            && self.dropped_checks.is_empty()
            && self.added_checks.is_empty()
            && self.dropped_keys.is_empty()
            && self.added_keys.is_empty()
    }

    pub(super) fn key_renamed(&self) -> bool {
        !self.key_differs && self.before.primary_key != self.after.primary_key
    }

    /// Whether a column gets another type or goes.
    pub(super) fn retypes(&self, column: &str) -> bool {
        let alteration = self.alteration(column);
        alteration.is_some_and(|one| one.before.ty != one.after.ty) || self.drops(column)
    }

    /// Added columns whose rows only the user can fill.
    pub(super) fn filled(&self) -> impl Iterator<Item = &'s Column> {
        self.added
            .iter()
            .copied()
            .filter(|column| needs_fill(column))
    }

    /// Added columns whose rows get the schema's default, which the engine does not keep.
    pub(super) fn backfilled(&self) -> impl Iterator<Item = (&'s Column, &'s ColumnDefault)> {
        let added = self.added.iter().copied();
        added.filter_map(|column| Some((column, column.backfill.as_ref()?)))
    }
}

/// Whether only the user knows what rows that are there get in a column that is added.
pub(super) fn needs_fill(column: &Column) -> bool {
    let gets = column.default.is_some() || column.backfill.is_some() || column.auto_increment;
    !column.nullable && !gets
}

/// Whether two columns are the same to the database.
fn is_same(before: &Column, after: &Column) -> bool {
    before.nullable == after.nullable
        && before.auto_increment == after.auto_increment
        && before.default == after.default
}

pub(super) fn columns_of(key: &Option<PrimaryKey>) -> Option<&[IndexColumn]> {
    key.as_ref().map(|key| key.columns.as_slice())
}

/// What the first list has and the second does not have in just that form.
fn only_in<'s, T: PartialEq>(these: &'s [T], those: &[T]) -> Vec<&'s T> {
    these.iter().filter(|one| !those.contains(one)).collect()
}

/// Takes out of both lists what is the same under another name: from, to.
fn renamed<'s, T>(
    gone: &mut Vec<&'s T>,
    new: &mut Vec<&'s T>,
    is_same: impl Fn(&T, &T) -> bool,
) -> Vec<(&'s T, &'s T)> {
    let mut pairs = Vec::new();
    gone.retain(|from| match new.iter().position(|to| is_same(from, to)) {
        Some(at) => {
            pairs.push((*from, new.remove(at)));
            false
        }
        None => true,
    });
    pairs
}

/// Tables that are in both schemas, with what differs; those that are in one alone.
pub(super) struct Tables<'s> {
    pub(super) kept: Vec<TableDiff<'s>>,
    pub(super) dropped: Vec<&'s Table>,
    pub(super) created: Vec<&'s Table>,
    /// All that were there.
    before: BTreeMap<&'s QualifiedName, &'s Table>,
    /// The places of those in `kept`.
    places: BTreeMap<&'s QualifiedName, usize>,
}

impl<'s> Tables<'s> {
    pub(super) fn of(renamed: &'s DatabaseSchema, next: &'s DatabaseSchema) -> Self {
        let by_name = |schema: &'s DatabaseSchema| {
            let tables = schema.tables.iter();
            let tables = tables.map(|table| (&table.name, table));
            tables.collect::<BTreeMap<_, _>>()
        };
        let (before, after) = (by_name(renamed), by_name(next));
        let kept = next.tables.iter().filter_map(|table| {
            let before = before.get(&table.name)?;
            (*before != table).then(|| TableDiff::of(next.engine, before, table))
        });
        let kept: Vec<TableDiff> = kept.filter(|diff| !diff.is_empty()).collect();
        let places = kept.iter().enumerate();
        Self {
            places: places
                .map(|(place, diff)| (&diff.after.name, place))
                .collect(),
            kept,
            dropped: renamed
                .tables
                .iter()
                .filter(|table| !after.contains_key(&table.name))
                .collect(),
            created: next
                .tables
                .iter()
                .filter(|table| !before.contains_key(&table.name))
                .collect(),
            before,
        }
    }

    /// The table of a name as it was.
    pub(super) fn before(&self, name: &QualifiedName) -> Option<&'s Table> {
        self.before.get(name).copied()
    }

    /// What differs in the table of a name, if it stays and anything does.
    pub(super) fn diff(&self, name: &QualifiedName) -> Option<&TableDiff<'s>> {
        self.places.get(name).map(|place| &self.kept[*place])
    }
}

/// What is not planned for a table: a primary key whose values do not convert.
pub(super) fn refusals(engine: Engine, diff: &TableDiff) -> Vec<Refusal> {
    let mut refusals = Vec::new();
    let referenced = |column: &Column| {
        let mut key = diff.before.primary_key.iter().flat_map(|key| &key.columns);
        key.any(|part| part.name == column.name)
    };
    for column in &diff.dropped {
        let remade = diff.after.column(&column.name);
        if let Some(after) = remade
            && referenced(column)
        {
            refusals.push(Refusal {
                engine,
                what: format!(
                    "changing {}.{} from {} to {}",
                    diff.before.name,
                    column.name,
                    column.ty.kind.sql(engine),
                    after.ty.kind.sql(engine)
                ),
                why: "it is in the primary key, and its values do not convert: add a column \
                      beside it, and move the key in a migration of its own"
                    .to_owned(),
            });
        }
    }
    refusals
}
