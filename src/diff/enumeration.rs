//! PostgreSQL's enums: which gain values in place, and which are replaced by a new type.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::change::Change;
use super::rename::rename_enum;
use super::table::needs_fill;
use crate::database::{
    Column, ColumnDefault, ColumnTypeKind, DatabaseSchema, EnumType, QualifiedName, Table,
};
use crate::dialect::{Engine, names};

/// What changes of PostgreSQL's enums.
pub(super) struct Enums {
    /// Gives another name to those whose name a table takes over, before any table has it.
    pub(super) leaving: Vec<Change>,
    /// Gives another name to those that lose values or change their order.
    pub(super) replaced: Vec<Change>,
    /// Makes those that are new, and adds values to those that only gain some.
    pub(super) made: Vec<Change>,
}

/// What changes of PostgreSQL's enums. One that is replaced has another name from here on, so that its
/// columns change their type.
pub(super) fn changed(renamed: &mut Cow<DatabaseSchema>, next: &DatabaseSchema) -> Enums {
    let mut leaving = Vec::new();
    let mut replaced = Vec::new();
    let mut made = Vec::new();
    let places = renamed.enums.iter().enumerate();
    let places: BTreeMap<_, _> = places
        .map(|(place, item)| (item.name.clone(), place))
        .collect();
    for item in &next.enums {
        let before = places.get(&item.name).map(|place| &renamed.enums[*place]);
        let Some(before) = before else {
            made.push(Change::CreateEnum(item.clone()));
            continue;
        };
        if before.values == item.values {
            continue;
        }
        if gains_only(before, item) && !is_used_at_once(before, item, renamed, next) {
            made.extend(gained(before, item));
            continue;
        }
        let old = QualifiedName {
            name: clear_of(renamed, next, &item.name),
            ..item.name.clone()
        };
        rename_enum(renamed.to_mut(), &item.name, &old);
        replaced.push(Change::RenameEnum {
            from: item.name.clone(),
            to: old,
        });
        made.push(Change::CreateEnum(item.clone()));
    }
    // A table and a view are types by their names as well.
    let tables = next.tables.iter().map(|table| &table.name);
    let taken: BTreeSet<_> = tables
        .chain(next.views.iter().map(|view| &view.name))
        .collect();
    let gone = renamed.enums.iter().map(|item| item.name.clone());
    for name in gone.filter(|name| taken.contains(name)).collect::<Vec<_>>() {
        let old = QualifiedName {
            name: clear_of(renamed, next, &name),
            ..name.clone()
        };
        rename_enum(renamed.to_mut(), &name, &old);
        leaving.push(Change::RenameEnum {
            from: name,
            to: old,
        });
    }
    Enums {
        leaving,
        replaced,
        made,
    }
}

/// A name for an enum on its way out.
fn clear_of(renamed: &DatabaseSchema, next: &DatabaseSchema, name: &QualifiedName) -> String {
    let taken = |text: &str| {
        let mut enums = renamed.enums.iter().chain(&next.enums);
        let mut tables = renamed.tables.iter().chain(&next.tables);
        enums.any(|item| item.name.name == text) || tables.any(|table| table.name.name == text)
    };
    let mut old = names::stored(Engine::Postgresql, &format!("{}_old", name.name)).to_owned();
    let mut number = 0;
    while taken(&old) {
        number += 1;
        old = format!("_ketch_old_{number}");
    }
    old
}

/// Whether all values stay, in their order.
fn gains_only(before: &EnumType, after: &EnumType) -> bool {
    let mut kept = after
        .values
        .iter()
        .filter(|value| before.values.contains(value));
    before.values.iter().all(|value| kept.next() == Some(value)) && kept.next().is_none()
}

/// What adds the values that are new.
fn gained(before: &EnumType, after: &EnumType) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut first = before.values.first().cloned();
    for (index, value) in after.values.iter().enumerate() {
        if before.values.contains(value) {
            continue;
        }
        changes.push(Change::AddEnumValue {
            of: after.name.clone(),
            value: value.clone(),
            after: index
                .checked_sub(1)
                .map(|index| after.values[index].clone()),
            first: first.clone(),
        });
        if index == 0 {
            first = Some(value.clone());
        }
    }
    changes
}

/// Whether a new value might be used in the transaction that adds it, which PostgreSQL refuses:
/// as a default, by rows that are filled or converted, or in SQL of the user's own.
fn is_used_at_once(
    before: &EnumType,
    after: &EnumType,
    renamed: &DatabaseSchema,
    next: &DatabaseSchema,
) -> bool {
    let new = after
        .values
        .iter()
        .filter(|value| !before.values.contains(value));
    let new: Vec<&String> = new.collect();
    let in_sql = |sql: &String| new.iter().any(|value| sql.contains(value.as_str()));
    fn in_default(default: &ColumnDefault, new: &[&String]) -> bool {
        match default {
            ColumnDefault::Text(text) => new.contains(&text),
            ColumnDefault::Expression(sql) => new.iter().any(|value| sql.contains(value.as_str())),
            ColumnDefault::Array(items) => items.iter().any(|item| in_default(item, new)),
            _ => false,
        }
    }
    let in_table = |table: &Table| {
        let mut defaults = table
            .columns
            .iter()
            .filter_map(|column| column.default.as_ref());
        let mut predicates = table
            .indexes
            .iter()
            .filter_map(|index| index.predicate.as_ref());
        defaults.any(|default| in_default(default, &new))
            || predicates.any(in_sql)
            || table.checks.iter().any(|check| in_sql(&check.expression))
    };
    // Rows are given it by whoever fills them, or by a conversion.
    let in_rows = |table: &Table| {
        let known = renamed.table(&table.name);
        let holds = |column: &&Column| column.ty.kind == ColumnTypeKind::Enum(after.name.clone());
        known.is_some_and(|known| {
            let mut columns = table.columns.iter().filter(holds);
            columns.any(|column| match known.column(&column.name) {
                Some(before) => before.ty.kind != column.ty.kind,
                None => needs_fill(column),
            })
        })
    };
    let mut tables = next.tables.iter();
    tables.any(|table| in_table(table) || in_rows(table))
        || next.views.iter().any(|view| in_sql(&view.sql))
}
