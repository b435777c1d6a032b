//! PostgreSQL's rows.

use super::found::{
    Building, Found, RestingKey, UniqueConstraint, domain, index_column, index_columns, index_name,
    owner,
};
use super::{types, value};
use crate::database::{
    Column, ColumnType, ColumnTypeKind, EnumType, Extension, Index, IndexColumn, IndexKind,
    QualifiedName, ReferentialAction, View,
};
use crate::dialect::Engine;
use ketch_catalog::Row;

pub(super) fn read(rows: &[&Row]) -> Found {
    let mut building = Building::new(Engine::Postgresql);
    let columns = index_columns(rows);
    for row in rows {
        match row.part() {
            "current" => building.found.namespace = row.get(1).map(str::to_owned),
            "schema" => {
                let namespaces = &mut building.found.schema.namespaces;
                namespaces.push(row.text(1).to_owned());
            }
            "extension" => extension(&mut building, row),
            "enum value" => enum_value(&mut building, row),
            "type" => other_type(&mut building, row),
            "relation" => relation(&mut building, row),
            "column" => column(&mut building, row),
            "index" => {
                let columns = columns.get(&index_name(row)).into_iter().flatten();
                index(&mut building, row, columns.copied());
            }
            "foreign key" => foreign_key(&mut building, row),
            "check" => check(&mut building, row),
            "view" => {
                let [sql] = row.rest();
                building.found.schema.views.push(View {
                    name: owner(row),
                    sql: sql.text().to_owned(),
                });
            }
            "trigger" => {
                let [name] = row.rest();
                building.unheld(row, format!("the trigger {}", name.text()));
            }
            _ => {}
        }
    }
    building.found
}

fn extension(building: &mut Building, row: &Row) {
    let (schema, name) = row.owner();
    let [version] = row.rest();
    building.found.schema.extensions.push(Extension {
        name: name.to_owned(),
        schema: schema.map(str::to_owned),
        version: version.get().map(str::to_owned),
    });
}

/// A type that is neither built in nor an enum.
fn other_type(building: &mut Building, row: &Row) {
    let [kind] = row.rest();
    let what = match kind.text() {
        "d" => "a domain",
        "r" => "a range type",
        _ => "a composite type",
    };
    building.unheld(row, what);
}

fn check(building: &mut Building, row: &Row) {
    let [name, expression, valid] = row.rest();
    let name = name.text();
    building.check(row, name, expression.text());
    if !valid.is_true() {
        let what = format!("the check {name} was never held against the rows");
        building.unheld(row, what);
    }
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
        let [_, value] = row.rest();
        item.values.push(value.text().to_owned());
    }
}

fn relation(building: &mut Building, row: &Row) {
    let [kind, inherits, secured] = row.rest();
    let what = match kind.text() {
        "r" | "p" => {
            building.add_table(row);
            if kind.text() == "p" || inherits.is_true() {
                building.unheld(row, "it is partitioned, or inherits");
            }
            if secured.is_true() {
                building.unheld(row, "row level security");
            }
            return;
        }
        "f" => "a foreign table",
        "m" => "a materialised view",
        "S" => "a sequence of no column",
        _ => return,
    };
    building.unheld(row, what);
}

fn column(building: &mut Building, row: &Row) {
    let [
        _,
        name,
        printed,
        nullable,
        default,
        owns_sequence,
        identity,
        generated,
        collation,
        type_kind,
        type_namespace,
        type_name,
        array,
    ] = row.rest();
    let name = name.text();
    let printed = printed.text();
    let element = printed.strip_suffix("[]").filter(|_| array.is_true());
    let printed = element.unwrap_or(printed);
    let namespace = type_namespace.text();
    let kind = match type_kind.text() {
        "e" => ColumnTypeKind::Enum(QualifiedName {
            namespace: Some(namespace.to_owned()),
            name: type_name.text().to_owned(),
        }),
        // A type of an extension is called by its bare name.
        _ => types::postgresql(
            printed
                .strip_prefix(&format!("{namespace}."))
                .or_else(|| printed.strip_prefix(&format!("\"{namespace}\".")))
                .unwrap_or(printed),
        ),
    };
    let ty = ColumnType {
        kind,
        array: array.is_true(),
    };
    let is_identity = !identity.text().is_empty();
    let is_generated = !generated.text().is_empty();
    let is_serial = owns_sequence.is_true() && default.text().starts_with("nextval(");
    let auto_increment = is_identity || is_serial;
    if is_generated {
        building.unheld(row, format!("{name} is generated as {}", default.text()));
    }
    if is_identity {
        let what = format!("{name} counts up as an identity, not as a serial");
        building.unheld(row, what);
    }
    if let Some(collation) = collation.get() {
        building.unheld(row, format!("{name} has the collation {collation}"));
    }
    let default = default.get().filter(|_| !auto_increment && !is_generated);
    let default = default.map(|text| value::default(Engine::Postgresql, text, &ty));
    let domain = domain(&ty, &building.found.schema);
    if let Some(table) = building.table(row) {
        table.columns.push(Column {
            name: name.to_owned(),
            ty,
            nullable: nullable.is_true(),
            default,
            backfill: None,
            auto_increment,
            domain,
        });
    }
}

fn index<'r>(building: &mut Building, row: &Row, columns: impl Iterator<Item = &'r Row>) {
    let [
        name,
        unique,
        primary,
        method,
        predicate,
        valid,
        constraint,
        sql,
        deferrable,
        more,
    ] = row.rest();
    let name = name.text();
    let mut parts = IndexParts::default();
    for column in columns {
        parts.add(name, column);
    }
    let IndexParts {
        columns,
        operator_classes,
        mut unheld,
    } = parts;
    match constraint.text() {
        "x" => unheld.push(format!("the exclusion constraint {name}")),
        "u" => {
            let deferred = deferrable
                .is_true()
                .then(|| "it can be deferred".to_owned());
            let constraint = UniqueConstraint {
                table: owner(row),
                name: name.to_owned(),
                index: sql.text().to_owned(),
                more: deferred.or_else(|| more.get().map(str::to_owned)),
                keys: Vec::new(),
            };
            unheld.push(constraint.to_string());
            building.found.unique_constraints.push(constraint);
        }
        _ => {}
    }
    if sql.text().contains("NULLS NOT DISTINCT") {
        unheld.push(format!("the unique {name} takes one NULL"));
    }
    if deferrable.is_true() {
        unheld.push(format!("the key {name} can be deferred"));
    }
    if !valid.is_true() {
        let what = format!("the index {name} is not valid: its making was interrupted");
        unheld.push(what);
    }
    for what in unheld {
        building.unheld(row, what);
    }
    if columns.is_empty() || constraint.text() == "x" {
        return;
    }
    let kind = match unique.is_true() {
        true => IndexKind::Unique,
        false => IndexKind::Normal,
    };
    let mut index = Index::new(name.to_owned(), kind, columns);
    let method = method.text();
    let methods = ["HASH", "GIN", "GIST", "SPGIST", "BRIN"];
    index.method = methods
        .into_iter()
        .find(|known| known.eq_ignore_ascii_case(method));
    if index.method.is_none() && method != "btree" {
        building.unheld(row, format!("the index {name} uses {method}"));
    }
    index.predicate = predicate.get().map(str::to_owned);
    let key = QualifiedName {
        name: name.to_owned(),
        ..owner(row)
    };
    let classes = &mut building.found.operator_classes;
    classes.insert(key, operator_classes);
    building.index(row, index, primary.is_true());
}

/// What the rows of an index's columns say.
#[derive(Default)]
struct IndexParts {
    columns: Vec<IndexColumn>,
    /// Those of the columns, named in the statement or not.
    operator_classes: Vec<String>,
    unheld: Vec<String>,
}

impl IndexParts {
    fn add(&mut self, index: &str, row: &Row) {
        let [
            _,
            _,
            column,
            expression,
            descending,
            nulls_first,
            class,
            is_default,
            included,
            collation,
        ] = row.rest();
        let Some(name) = column.get().filter(|_| !included.is_true()) else {
            self.unheld.push(match expression.get() {
                Some(expression) => format!("the index {index} is over {expression}"),
                None => format!("the index {index} includes {}", column.text()),
            });
            return;
        };
        let descending = descending.text() == "1";
        if descending != (nulls_first.text() == "2") {
            let what = format!("the index {index} puts NULLs elsewhere");
            self.unheld.push(what);
        }
        if let Some(collation) = collation.get() {
            let what = format!("the index {index} has the collation {collation}");
            self.unheld.push(what);
        }
        let mut part = index_column(name, descending);
        let named = class.get().filter(|_| !is_default.is_true());
        part.operator_class = named.map(str::to_owned);
        self.operator_classes.push(class.text().to_owned());
        self.columns.push(part);
    }
}

fn foreign_key(building: &mut Building, row: &Row) {
    let [name, place, .., matches, deferrable, valid] = row.rest::<11>();
    let name = name.text();
    building.foreign_key(row, name, |letter| match letter {
        "c" => ReferentialAction::Cascade,
        "r" => ReferentialAction::Restrict,
        "n" => ReferentialAction::SetNull,
        "d" => ReferentialAction::SetDefault,
        _ => ReferentialAction::NoAction,
    });
    if place.text() != "1" {
        return;
    }
    rests_on_constraint(building, row);
    if matches.text() == "f" {
        building.unheld(row, format!("the foreign key {name} matches in full"));
    }
    if deferrable.is_true() {
        building.unheld(row, format!("the foreign key {name} can be deferred"));
    }
    if !valid.is_true() {
        let what = format!("the foreign key {name} was never held against the rows");
        building.unheld(row, what);
    }
}

/// Notes a foreign key at the unique constraint that it rests on. One of a partition goes and comes with that
/// of the whole table.
fn rests_on_constraint(building: &mut Building, row: &Row) {
    let [name, _, _, namespace, table, .., definition, index] = row.rest::<13>();
    let (Some(definition), Some(index)) = (definition.get(), index.get()) else {
        return;
    };
    let mut constraints = building.found.unique_constraints.iter_mut();
    let constraint = constraints.find(|constraint| {
        let of = &constraint.table;
        (of.namespace.as_deref(), of.name.as_str()) == (namespace.get(), table.text())
            && constraint.name == index
    });
    if let Some(constraint) = constraint {
        constraint.keys.push(RestingKey {
            table: owner(row),
            name: name.text().to_owned(),
            definition: definition.to_owned(),
        });
    }
}
