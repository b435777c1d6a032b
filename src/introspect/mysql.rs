//! Rows of MySQL and MariaDB.

use super::found::{Building, Found, action, domain, index_column, owner};
use super::{token, types, value};
use crate::database::{
    Column, ColumnDefault, ColumnType, ColumnTypeKind, Domain, ForeignKey, Index, IndexKind, View,
};
use crate::dialect::{Engine, Scalar};
use ketch_catalog::{Cell, Row};

const ENGINE: Engine = Engine::Mysql;

pub(super) fn read(rows: &[&Row]) -> Found {
    let mut building = Building::new(ENGINE);
    let mut server = rows.iter().filter(|row| row.part() == "server");
    let is_mariadb = server.any(|row| row.text(1).contains("MariaDB"));
    for row in rows {
        let [first] = row.rest().map(Cell::text);
        match row.part() {
            "relation" if first == "BASE TABLE" => building.add_table(row),
            "column" => column(&mut building, row, is_mariadb),
            "index column" => index_column_of(&mut building, row),
            "foreign key" => building.foreign_key(row, first, action),
            "check" => check(&mut building, row),
            "view" => building.found.schema.views.push(View {
                name: owner(row),
                sql: first.to_owned(),
            }),
            "trigger" => building.unheld(row, format!("the trigger {first}")),
            _ => {}
        }
    }
    // InnoDB makes one where a foreign key has none, by the name of the key.
    for table in &mut building.found.schema.tables {
        let keys = &table.foreign_keys;
        table.indexes.retain(|index| {
            let columns = || index.columns.iter().map(|column| &column.name);
            let made = |key: &ForeignKey| key.name == index.name && columns().eq(&key.columns);
            index.kind != IndexKind::Normal || !keys.iter().any(made)
        });
    }
    building.found
}

fn column(building: &mut Building, row: &Row, is_mariadb: bool) {
    let [
        _,
        name,
        printed,
        nullable,
        default,
        extra,
        collation,
        generation,
    ] = row.rest();
    let name = name.text();
    let ty = ColumnType {
        kind: types::mysql(printed.text()),
        array: false,
    };
    let extra = extra.text().to_ascii_lowercase();
    let generated = generation.get().filter(|text| !text.is_empty());
    if let Some(expression) = generated {
        building.unheld(row, format!("{name} is generated as {expression}"));
    }
    if extra.contains("on update") {
        building.unheld(row, format!("{name} is set to now on every update"));
    }
    if let Some(collation) = collation.get()
        && !collation.ends_with("utf8mb4_unicode_ci")
        && collation != "utf8mb4_bin"
    {
        building.unheld(row, format!("{name} has the collation {collation}"));
    }
    let is_expression = is_mariadb || extra.contains("default_generated");
    let default = default.get().filter(|_| generated.is_none());
    let default = default.and_then(|text| {
        if is_mariadb && text == "NULL" {
            return None;
        }
        let now = text.to_ascii_lowercase().starts_with("current_timestamp");
        let bits = text.starts_with("b'");
        Some(match is_expression || now || bits {
            true => value::default(ENGINE, text, &ty),
            // MySQL prints a plain value without quotes.
            false => value::text_value(ENGINE, text, &ty),
        })
    });
    let domain = domain(&ty, &building.found.schema);
    if let Some(table) = building.table(row) {
        table.columns.push(Column {
            name: name.to_owned(),
            ty,
            nullable: nullable.is_true(),
            default: default.filter(|default| *default != ColumnDefault::Expression(String::new())),
            backfill: None,
            auto_increment: extra.contains("auto_increment"),
            domain,
        });
    }
}

fn index_column_of(building: &mut Building, row: &Row) {
    let [name, place, column, not_unique, length, order, index_type] = row.rest();
    let name = name.text();
    let Some(column) = column.get() else {
        building.unheld(row, format!("the index {name} is over an expression"));
        return;
    };
    let kind = match (index_type.text(), not_unique.text()) {
        ("FULLTEXT", _) => IndexKind::Fulltext,
        ("SPATIAL", _) => {
            building.unheld(row, format!("the spatial index {name}"));
            return;
        }
        (_, "0") => IndexKind::Unique,
        _ => IndexKind::Normal,
    };
    let mut part = index_column(column, order.text() == "D");
    part.length = length.get().and_then(|length| length.parse().ok());
    let is_first = place.text() == "1";
    let is_primary = name == "PRIMARY";
    if is_first {
        let index = Index::new(name.to_owned(), kind, vec![part]);
        building.index(row, index, is_primary);
        return;
    }
    let Some(table) = building.table(row) else {
        return;
    };
    match (is_primary, &mut table.primary_key) {
        (true, Some(key)) => key.columns.push(part),
        _ => {
            let mut indexes = table.indexes.iter_mut().rev();
            if let Some(index) = indexes.find(|index| index.name == name) {
                index.columns.push(part);
            }
        }
    }
}

/// A check; MariaDB's JSON is a text with one.
fn check(building: &mut Building, row: &Row) {
    let [name, expression] = row.rest().map(Cell::text);
    let tokens = token::tokens(ENGINE, expression);
    if let [valid, _, column, _] = tokens.as_slice()
        && valid.is_word("json_valid")
        && column.name(expression) == Some(name)
        && let Some(table) = building.table(row)
        && let Some(column) = table.columns.iter_mut().find(|column| column.name == name)
        && column.ty.kind == ColumnTypeKind::Native("LONGTEXT", Vec::new())
    {
        column.ty.kind = types::mysql("json");
        column.domain = Domain::Scalar(Scalar::Json);
        return;
    }
    building.check(row, name, expression);
}
