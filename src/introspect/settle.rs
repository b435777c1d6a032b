//! A found schema in the words of the expected one.
//!
//! Where a found part means the same to the engine as the expected part of its name, it becomes
//! that part; what differs stays as it was found. So plain comparison tells what really differs,
//! and the planner plans no more than that.

use super::{Found, canonical, types};
use crate::database::{
    Check, Column, ColumnTypeKind, DatabaseSchema, Domain, ForeignKey, Index, IndexColumn,
    PrimaryKey, QualifiedName, ReferentialAction, Table,
};
use crate::dialect::Engine;

/// The found schema in the words of the expected one, without what stands in PostgreSQL schemas
/// that the expected one does not use.
pub fn settled(expected: &DatabaseSchema, found: &Found) -> DatabaseSchema {
    let mut schema = relative(expected, found);
    for table in &mut schema.tables {
        if let Some(wanted) = expected.table(&table.name) {
            self::table(found, wanted, table);
        }
    }
    for extension in &mut schema.extensions {
        let mut wanted = expected.extensions.iter();
        if let Some(wanted) = wanted.find(|wanted| wanted.name == extension.name) {
            let says = |wanted: &Option<String>, found: &Option<String>| {
                wanted.is_none() || wanted == found
            };
            if says(&wanted.schema, &extension.schema) && says(&wanted.version, &extension.version)
            {
                extension.clone_from(wanted);
            }
        }
    }
    for view in &mut schema.views {
        let mut views = expected.views.iter();
        if let Some(wanted) = views.find(|wanted| wanted.name == view.name)
            && canonical::same_query(schema.engine, clean(&wanted.sql), clean(&view.sql))
        {
            view.clone_from(wanted);
        }
    }
    schema
}

fn clean(sql: &str) -> &str {
    sql.trim().trim_end_matches(';')
}

/// A name of PostgreSQL's as the expected schema has it: with a namespace where that names its
/// schemas, and without where it does not. Nothing where it stands in a schema that is not used.
pub(super) fn relative_name(
    expected: &DatabaseSchema,
    found: &Found,
    name: &QualifiedName,
) -> Option<QualifiedName> {
    if found.schema.engine != Engine::Postgresql {
        return Some(name.clone());
    }
    if expected.namespaces.is_empty() {
        let bare = || QualifiedName {
            namespace: None,
            name: name.name.clone(),
        };
        return (name.namespace == found.namespace).then(bare);
    }
    let namespace = name.namespace.as_ref()?;
    expected
        .namespaces
        .contains(namespace)
        .then(|| name.clone())
}

/// Names as the expected schema has them, without what stands in schemas that it does not use.
fn relative(expected: &DatabaseSchema, found: &Found) -> DatabaseSchema {
    let mut schema = found.schema.clone();
    if schema.engine != Engine::Postgresql {
        return schema;
    }
    schema
        .namespaces
        .retain(|name| expected.namespaces.contains(name));
    let relative = |name: &QualifiedName| relative_name(expected, found, name);
    let keeps = |name: &mut QualifiedName| match relative(name) {
        Some(relative) => {
            *name = relative;
            true
        }
        None => false,
    };
    schema.tables.retain_mut(|table| keeps(&mut table.name));
    schema.enums.retain_mut(|item| keeps(&mut item.name));
    schema.views.retain_mut(|view| keeps(&mut view.name));
    // What stands elsewhere is named in full.
    let shorten = |name: &mut QualifiedName| {
        keeps(name);
    };
    for table in &mut schema.tables {
        let keys = table.foreign_keys.iter_mut();
        keys.for_each(|key| shorten(&mut key.table));
        for column in &mut table.columns {
            if let ColumnTypeKind::Enum(name) = &mut column.ty.kind {
                shorten(name);
            }
            if let Domain::Enum(name, _) = &mut column.domain {
                shorten(name);
            }
        }
    }
    schema
}

fn table(found: &Found, expected: &Table, table: &mut Table) {
    let engine = found.schema.engine;
    for column in &mut table.columns {
        if let Some(wanted) = expected.column(&column.name) {
            self::column(engine, wanted, column);
        }
    }
    if let (Some(wanted), Some(key)) = (&expected.primary_key, &mut table.primary_key)
        && same_columns(expected, &wanted.columns, &key.columns)
        && wanted.name == key.name
    {
        *key = PrimaryKey::clone(wanted);
    }
    for index in &mut table.indexes {
        if let Some(wanted) = expected.index(&index.name)
            && same_index(found, expected, wanted, index)
        {
            *index = Index::clone(wanted);
        }
    }
    for check in &mut table.checks {
        let mut checks = expected.checks.iter();
        if let Some(wanted) = checks.find(|wanted| wanted.name == check.name)
            && canonical::same_expression(engine, &wanted.expression, &check.expression)
        {
            *check = Check::clone(wanted);
        }
    }
    for key in &mut table.foreign_keys {
        let mut keys = expected.foreign_keys.iter();
        if let Some(wanted) = keys.find(|wanted| wanted.name == key.name)
            && same_key(found, wanted, key)
        {
            *key = ForeignKey::clone(wanted);
        }
    }
}

fn column(engine: Engine, wanted: &Column, column: &mut Column) {
    let ty = |column: &Column| types::canonical(engine, &column.ty.kind);
    if wanted.ty.array != column.ty.array || ty(wanted) != ty(column) {
        return;
    }
    column.ty.clone_from(&wanted.ty);
    column.domain.clone_from(&wanted.domain);
    match (&wanted.default, &column.default) {
        (Some(default), Some(found))
            if canonical::same_default(engine, &wanted.ty, default, found) =>
        {
            column.default.clone_from(&wanted.default);
        }
        // A default of NULL is none.
        (Some(default), None) if canonical::is_null(engine, default) => {
            column.default.clone_from(&wanted.default);
        }
        _ => {}
    }
}

/// A length that is the whole column's is none to MySQL.
fn same_columns(table: &Table, wanted: &[IndexColumn], found: &[IndexColumn]) -> bool {
    let is_part = |column: &IndexColumn, length: &u32| {
        let whole = match table.column(&column.name).map(|column| &column.ty.kind) {
            Some(ColumnTypeKind::Native("CHAR" | "VARCHAR" | "BINARY" | "VARBINARY", whole)) => {
                whole.first()
            }
            _ => None,
        };
        whole != Some(length)
    };
    let plain = |column: &IndexColumn| {
        let length = column.length.filter(|length| is_part(column, length));
        (column.name.clone(), length, column.descending)
    };
    wanted.iter().map(plain).eq(found.iter().map(plain))
}

fn same_index(found: &Found, table: &Table, wanted: &Index, index: &Index) -> bool {
    let engine = found.schema.engine;
    let namespace = table.name.namespace.as_ref();
    let name = QualifiedName {
        namespace: namespace.or(found.namespace.as_ref()).cloned(),
        name: index.name.clone(),
    };
    let classes = found
        .operator_classes
        .get(&name)
        .map_or(&[][..], Vec::as_slice);
    let same_class = |(at, wanted): (usize, &IndexColumn)| match &wanted.operator_class {
        // The one that the engine takes by itself may be named.
        Some(class) => classes
            .get(at)
            .is_some_and(|found| canonical::same_expression(engine, class, found)),
        None => index
            .columns
            .get(at)
            .is_some_and(|column| column.operator_class.is_none()),
    };
    let same_predicate = match (&wanted.predicate, &index.predicate) {
        (Some(wanted), Some(found)) => canonical::same_expression(engine, wanted, found),
        (wanted, found) => wanted == found,
    };
    wanted.kind == index.kind
        && wanted.method == index.method
        && same_columns(table, &wanted.columns, &index.columns)
        && wanted.columns.iter().enumerate().all(same_class)
        && same_predicate
}

/// InnoDB takes SET DEFAULT for NO ACTION, and may print it so.
fn same_key(found: &Found, wanted: &ForeignKey, key: &ForeignKey) -> bool {
    use ReferentialAction::{NoAction, Restrict, SetDefault};
    let is_mysql = found.schema.engine == Engine::Mysql;
    let same = |wanted, found| {
        wanted == found || is_mysql && wanted == SetDefault && [NoAction, Restrict].contains(&found)
    };
    wanted.columns == key.columns
        && wanted.table == key.table
        && wanted.references == key.references
        && same(wanted.on_delete, key.on_delete)
        && same(wanted.on_update, key.on_update)
}
