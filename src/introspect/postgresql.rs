//! PostgreSQL's rows.

use super::found::{
    Building, Found, RestingKey, UniqueConstraint, domain, index_column, index_columns, index_name,
    owner, plain_index,
};
use super::{types, value};
use crate::database::{
    Column, ColumnType, ColumnTypeKind, EnumType, Extension, IndexKind, QualifiedName,
    ReferentialAction, View,
};
use crate::dialect::Engine;
use ketch_catalog::Row;

pub(super) fn read(rows: &[&Row]) -> Found {
    let mut building = Building::new(Engine::Postgresql);
    let columns = index_columns(rows);
    for row in rows {
        match row.part() {
            "current" => building.found.namespace = row.get(1).map(str::to_owned),
            "schema" => building
                .found
                .schema
                .namespaces
                .push(row.text(1).to_owned()),
            "extension" => building.found.schema.extensions.push(Extension {
                name: row.text(2).to_owned(),
                schema: row.get(1).map(str::to_owned),
                version: row.get(3).map(str::to_owned),
            }),
            "enum value" => enum_value(&mut building, row),
            "type" => building.unheld(
                row,
                match row.text(3) {
                    "d" => "a domain",
                    "r" => "a range type",
                    _ => "a composite type",
                },
            ),
            "relation" => relation(&mut building, row),
            "column" => column(&mut building, row),
            "index" => {
                let columns = columns.get(&index_name(row)).into_iter().flatten();
                index(&mut building, row, columns.copied());
            }
            "foreign key" => foreign_key(&mut building, row),
            "check" => {
                building.check(row, row.text(3), row.text(4));
                if !row.is(5) {
                    building.unheld(
                        row,
                        format!("the check {} was never held against the rows", row.text(3)),
                    );
                }
            }
            "view" => building.found.schema.views.push(View {
                name: owner(row),
                sql: row.text(3).to_owned(),
            }),
            "trigger" => building.unheld(row, format!("the trigger {}", row.text(3))),
            _ => {}
        }
    }
    building.found
}

fn enum_value(building: &mut Building, row: &Row) {
    let enums = &mut building.found.schema.enums;
    let name = owner(row);
    if enums.last().is_none_or(|last| last.name != name) {
        enums.push(EnumType {
            name,
            values: Vec::new(),
        });
    }
    if let Some(item) = enums.last_mut() {
        item.values.push(row.text(4).to_owned());
    }
}

fn relation(building: &mut Building, row: &Row) {
    let kind = match row.text(3) {
        "r" | "p" => {
            building.add_table(row);
            if row.text(3) == "p" || row.is(4) {
                building.unheld(row, "it is partitioned, or inherits");
            }
            if row.is(5) {
                building.unheld(row, "row level security");
            }
            return;
        }
        "f" => "a foreign table",
        "m" => "a materialised view",
        "S" => "a sequence of no column",
        _ => return,
    };
    building.unheld(row, kind);
}

fn column(building: &mut Building, row: &Row) {
    let name = row.text(4);
    let array = row.is(15);
    let printed = row.text(5);
    let printed = printed
        .strip_suffix("[]")
        .filter(|_| array)
        .unwrap_or(printed);
    let namespace = row.text(13);
    let kind = match row.text(12) {
        "e" => ColumnTypeKind::Enum(QualifiedName {
            namespace: Some(namespace.to_owned()),
            name: row.text(14).to_owned(),
        }),
        // A type of an extension is called by its bare name.
        _ => types::postgresql(
            printed
                .strip_prefix(&format!("{namespace}."))
                .or_else(|| printed.strip_prefix(&format!("\"{namespace}\".")))
                .unwrap_or(printed),
        ),
    };
    let ty = ColumnType { kind, array };
    let generated = !row.text(10).is_empty();
    let auto_increment =
        !row.text(9).is_empty() || row.is(8) && row.text(7).starts_with("nextval(");
    let default = row.get(7).filter(|_| !auto_increment && !generated);
    let default = default.map(|text| value::default(Engine::Postgresql, text, &ty));
    let domain = domain(&ty, &building.found.schema);
    if generated {
        building.unheld(row, format!("{name} is generated as {}", row.text(7)));
    }
    if !row.text(9).is_empty() {
        building.unheld(
            row,
            format!("{name} counts up as an identity, not as a serial"),
        );
    }
    if let Some(collation) = row.get(11) {
        building.unheld(row, format!("{name} has the collation {collation}"));
    }
    if let Some(table) = building.table(row) {
        table.columns.push(Column {
            name: name.to_owned(),
            ty,
            nullable: row.is(6),
            default,
            auto_increment,
            domain,
        });
    }
}

fn index<'r>(building: &mut Building, row: &Row, columns: impl Iterator<Item = &'r Row>) {
    let name = row.text(3);
    let mut parts = Vec::new();
    let mut classes = Vec::new();
    let mut beyond = Vec::new();
    for column in columns.filter(|column| column.owner() == row.owner() && column.text(3) == name) {
        let Some(column_name) = column.get(5).filter(|_| !column.is(11)) else {
            beyond.push(match column.get(6) {
                Some(expression) => format!("the index {name} is over {expression}"),
                None => format!("the index {name} includes {}", column.text(5)),
            });
            continue;
        };
        let descending = column.text(7) == "1";
        if descending != (column.text(8) == "2") {
            beyond.push(format!("the index {name} puts NULLs elsewhere"));
        }
        if let Some(collation) = column.get(12) {
            beyond.push(format!("the index {name} has the collation {collation}"));
        }
        let mut part = index_column(column_name, descending);
        part.operator_class = column.get(9).filter(|_| !column.is(10)).map(str::to_owned);
        classes.push(column.text(9).to_owned());
        parts.push(part);
    }
    match row.text(9) {
        "x" => beyond.push(format!("the exclusion constraint {name}")),
        "u" => {
            let constraint = unique_constraint(row);
            beyond.push(constraint.to_string());
            building.found.unique_constraints.push(constraint);
        }
        _ => {}
    }
    if row.text(10).contains("NULLS NOT DISTINCT") {
        beyond.push(format!("the unique {name} takes one NULL"));
    }
    if row.is(11) {
        beyond.push(format!("the key {name} can be deferred"));
    }
    if !row.is(8) {
        beyond.push(format!(
            "the index {name} is not valid: its making was interrupted"
        ));
    }
    for what in beyond {
        building.unheld(row, what);
    }
    if parts.is_empty() || row.text(9) == "x" {
        return;
    }
    let kind = match row.is(4) {
        true => IndexKind::Unique,
        false => IndexKind::Normal,
    };
    let mut index = plain_index(name, kind, parts);
    let methods = ["HASH", "GIN", "GIST", "SPGIST", "BRIN"];
    index.method = methods
        .into_iter()
        .find(|method| method.eq_ignore_ascii_case(row.text(6)));
    if index.method.is_none() && row.text(6) != "btree" {
        building.unheld(row, format!("the index {name} uses {}", row.text(6)));
    }
    index.predicate = row.get(7).map(str::to_owned);
    let key = QualifiedName {
        name: name.to_owned(),
        ..owner(row)
    };
    building.found.operator_classes.insert(key, classes);
    building.index(row, index, row.is(5));
}

fn unique_constraint(row: &Row) -> UniqueConstraint {
    let deferred = row.is(11).then(|| "it can be deferred".to_owned());
    UniqueConstraint {
        table: owner(row),
        name: row.text(3).to_owned(),
        index: row.text(10).to_owned(),
        more: deferred.or_else(|| row.get(12).map(str::to_owned)),
        keys: Vec::new(),
    }
}

fn foreign_key(building: &mut Building, row: &Row) {
    let name = row.text(3);
    let action = |at: usize| match row.text(at) {
        "c" => ReferentialAction::Cascade,
        "r" => ReferentialAction::Restrict,
        "n" => ReferentialAction::SetNull,
        "d" => ReferentialAction::SetDefault,
        _ => ReferentialAction::NoAction,
    };
    building.foreign_key(row, name, [action(9), action(10)]);
    if row.text(4) != "1" {
        return;
    }
    rests_on_constraint(building, row);
    if row.text(11) == "f" {
        building.unheld(row, format!("the foreign key {name} matches in full"));
    }
    if row.is(12) {
        building.unheld(row, format!("the foreign key {name} can be deferred"));
    }
    if !row.is(13) {
        building.unheld(
            row,
            format!("the foreign key {name} was never held against the rows"),
        );
    }
}

/// Notes a foreign key at the unique constraint that it rests on. One of a partition goes and comes with that
/// of the whole table.
fn rests_on_constraint(building: &mut Building, row: &Row) {
    let (Some(definition), Some(index)) = (row.get(14), row.get(15)) else {
        return;
    };
    let mut constraints = building.found.unique_constraints.iter_mut();
    let constraint = constraints.find(|constraint| {
        let table = (
            constraint.table.namespace.as_deref(),
            &*constraint.table.name,
        );
        table == (row.get(6), row.text(7)) && constraint.name == index
    });
    if let Some(constraint) = constraint {
        constraint.keys.push(RestingKey {
            table: owner(row),
            name: row.text(3).to_owned(),
            definition: definition.to_owned(),
        });
    }
}
