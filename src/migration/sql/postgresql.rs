//! PostgreSQL's SQL.

use super::{checks, column_type, index_columns};
use crate::database::{Column, ColumnDefault, ColumnTypeKind, Table};
use crate::dialect::{Engine, quote};

const ENGINE: Engine = Engine::Postgresql;

pub(super) fn create_table(table: &Table) -> String {
    let mut parts = Vec::from_iter(primary_key(table));
    parts.extend(checks(ENGINE, table));
    super::table(
        ENGINE,
        table,
        table.columns.iter().map(column).collect(),
        parts,
    )
}

fn primary_key(table: &Table) -> Option<String> {
    let key = table.primary_key.as_ref()?;
    let name = key
        .name
        .as_ref()
        .map(|name| format!("CONSTRAINT {} ", quote::identifier(ENGINE, name)));
    Some(format!(
        "{}PRIMARY KEY ({})",
        name.unwrap_or_default(),
        index_columns(ENGINE, &key.columns)
    ))
}

pub(super) fn column(column: &Column) -> String {
    let ty = if column.auto_increment {
        serial(&column.ty.kind)
    } else {
        full_type(column)
    };
    let mut sql = format!("{} {ty}", quote::identifier(ENGINE, &column.name));
    if !column.nullable {
        sql += " NOT NULL";
    }
    if let Some(default) = &column.default {
        sql += &format!(" DEFAULT {}", self::default(default, column));
    }
    sql
}

fn full_type(column: &Column) -> String {
    column_type(ENGINE, &column.ty.kind) + if column.ty.array { "[]" } else { "" }
}

fn serial(ty: &ColumnTypeKind) -> String {
    match ty {
        ColumnTypeKind::Native("SMALLINT", _) => "SMALLSERIAL",
        ColumnTypeKind::Native("BIGINT", _) => "BIGSERIAL",
        _ => "SERIAL",
    }
    .to_owned()
}

fn default(default: &ColumnDefault, column: &Column) -> String {
    match default {
        ColumnDefault::Now => "CURRENT_TIMESTAMP".to_owned(),
        ColumnDefault::Expression(sql) => sql.clone(),
        ColumnDefault::Array(items) => {
            let items: Vec<_> = items
                .iter()
                .map(|item| self::default(item, column))
                .collect();
            format!("ARRAY[{}]::{}", items.join(", "), full_type(column))
        }
        ColumnDefault::Text(_)
        | ColumnDefault::Number(_)
        | ColumnDefault::Boolean(_)
        | ColumnDefault::Bytes(_) => default.sql(ENGINE).unwrap_or_default(),
    }
}
