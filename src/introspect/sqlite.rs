//! SQLite's rows.

use std::collections::BTreeMap;

use super::found::{
    Building, Found, action, domain, index_column, index_columns, index_name, owner,
};
use super::statement::{self, Definition};
use super::{types, value};
use crate::database::{
    Column, ColumnType, Index, IndexKind, PrimaryKey, QualifiedName, Table, View,
};
use crate::dialect::Engine;
use ketch_catalog::{Cell, Row};

const ENGINE: Engine = Engine::Sqlite;

pub(super) fn read(rows: &[&Row]) -> Found {
    let mut building = Building::new(ENGINE);
    let columns = index_columns(rows);
    let mut definitions: BTreeMap<String, Definition> = BTreeMap::new();
    for row in rows {
        match row.part() {
            "relation" => relation(&mut building, row, &mut definitions),
            "column" => column(&mut building, row, &definitions),
            "index" => {
                let columns = columns.get(&index_name(row)).into_iter().flatten();
                index(&mut building, row, columns.copied());
            }
            "foreign key" => foreign_key(&mut building, row, &definitions),
            "trigger" => {
                let [name] = row.rest();
                building.unheld(row, format!("the trigger {}", name.text()));
            }
            _ => {}
        }
    }
    references(&mut building);
    for table in &mut building.found.schema.tables {
        row_number_is_not_null(table);
    }
    building.found
}

/// A key of one column that is declared `INTEGER` is the row's number, which is never NULL.
fn row_number_is_not_null(table: &mut Table) {
    let Some([key]) = table.primary_key.as_ref().map(|key| &key.columns[..]) else {
        return;
    };
    let mut columns = table.columns.iter_mut();
    let column = columns.find(|column| column.name == key.name);
    let integer = column.filter(|column| column.ty.kind == types::sqlite("INTEGER"));
    if let Some(column) = integer {
        column.nullable = false;
    }
}

fn relation(building: &mut Building, row: &Row, definitions: &mut BTreeMap<String, Definition>) {
    let [kind, sql] = row.rest().map(Cell::text);
    if kind == "view" {
        building.found.schema.views.push(View {
            name: owner(row),
            sql: statement::view(sql).unwrap_or_default(),
        });
        return;
    }
    let start = sql.trim_start().get(..14).unwrap_or_default();
    if start.eq_ignore_ascii_case("create virtual") {
        building.unheld(row, "a virtual table");
        return;
    }
    building.add_table(row);
    let definition = statement::table(sql);
    for (name, expression) in &definition.checks {
        building.check(row, name.as_deref().unwrap_or_default(), expression);
    }
    for what in &definition.unheld {
        building.unheld(row, what);
    }
    definitions.insert(row.owner().1.to_owned(), definition);
}

fn column(building: &mut Building, row: &Row, definitions: &BTreeMap<String, Definition>) {
    let [_, name, declared, required, default, place, hidden] = row.rest();
    let name = name.text();
    if matches!(hidden.text(), "2" | "3") {
        building.unheld(row, format!("the column {name} is generated"));
        return;
    }
    let ty = ColumnType {
        kind: types::sqlite(declared.text()),
        array: false,
    };
    let default = default.get();
    let default = default.filter(|text| !text.eq_ignore_ascii_case("null"));
    let default = default.map(|text| value::default(ENGINE, text, &ty));
    let domain = domain(&ty, &building.found.schema);
    let definition = definitions.get(row.owner().1);
    let counting = definition.and_then(|definition| definition.auto_increment.as_deref());
    let place = place.text().parse::<usize>().unwrap_or_default();
    let Some(table) = building.table(row) else {
        return;
    };
    table.columns.push(Column {
        name: name.to_owned(),
        ty,
        nullable: !required.is_true(),
        default,
        backfill: None,
        auto_increment: counting == Some(name),
        domain,
    });
    if place > 0 {
        let primary = table.primary_key.get_or_insert_with(|| PrimaryKey {
            name: None,
            columns: Vec::new(),
        });
        // Columns come in their own order; their places in the key say the key's.
        let length = primary.columns.len().max(place);
        primary.columns.resize(length, index_column("", false));
        primary.columns[place - 1] = index_column(name, false);
    }
}

fn index<'r>(building: &mut Building, row: &Row, columns: impl Iterator<Item = &'r Row>) {
    let [name, unique, origin, partial, sql] = row.rest();
    let name = name.text();
    let mut parts = Vec::new();
    for column in columns {
        let [_, _, column, descending, collation] = column.rest();
        let Some(column) = column.get() else {
            building.unheld(row, format!("the index {name} is over an expression"));
            return;
        };
        if collation.text() != "BINARY" {
            let what = format!("the index {name} has the collation {}", collation.text());
            building.unheld(row, what);
        }
        parts.push(index_column(column, descending.is_true()));
    }
    if origin.text() == "pk" {
        let table = building.table(row);
        if let Some(key) = table.and_then(|table| table.primary_key.as_mut()) {
            key.columns = parts;
        }
        return;
    }
    let kind = match unique.is_true() {
        true => IndexKind::Unique,
        false => IndexKind::Normal,
    };
    let mut index = Index::new(name.to_owned(), kind, parts);
    index.predicate = statement::predicate(sql.text()).filter(|_| partial.is_true());
    building.index(row, index, false);
}

/// SQLite numbers the keys of a table from the last one, and names none of them.
fn foreign_key(building: &mut Building, row: &Row, definitions: &BTreeMap<String, Definition>) {
    let definition = definitions.get(row.owner().1);
    let keys = definition.map_or(&[][..], |definition| definition.foreign_keys.as_slice());
    let [number] = row.rest();
    let number = number.text().parse::<usize>().unwrap_or_default();
    let name = keys.iter().rev().nth(number);
    let name = name.and_then(|(name, _)| name.as_deref());
    building.foreign_key(row, name.unwrap_or_default(), action);
}

/// A key that names no column there points at the primary key; names are the same in any case.
fn references(building: &mut Building) {
    let tables = &building.found.schema.tables;
    let known: Vec<(QualifiedName, Vec<String>)> = tables
        .iter()
        .map(|table| {
            let key = table.primary_key.iter().flat_map(|key| &key.columns);
            (
                table.name.clone(),
                key.map(|column| column.name.clone()).collect(),
            )
        })
        .collect();
    for table in &mut building.found.schema.tables {
        for key in &mut table.foreign_keys {
            let mut tables = known.iter();
            let target = tables.find(|(name, _)| name.name.eq_ignore_ascii_case(&key.table.name));
            let Some((name, primary)) = target else {
                continue;
            };
            key.table = name.clone();
            if key.references.iter().all(String::is_empty) {
                key.references.clone_from(primary);
            }
        }
    }
}
