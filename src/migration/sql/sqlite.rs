//! SQLite's SQL. Foreign keys stand in `CREATE TABLE`, since there is no other place for them.

use super::{checks, column_type, foreign_key, index_columns};
use crate::database::{Column, ColumnDefault, Table};
use crate::dialect::{Engine, quote};

const ENGINE: Engine = Engine::Sqlite;

pub(super) fn create_table(table: &Table) -> String {
    let key = table
        .primary_key
        .as_ref()
        .map_or(&[][..], |key| &key.columns);
    let is_key = |column: &Column| key.len() == 1 && key[0].name == column.name;
    let columns = table
        .columns
        .iter()
        .map(|column| self::column(column, is_key(column)));
    let mut parts = Vec::new();
    if key.len() > 1 {
        parts.push(format!("PRIMARY KEY ({})", index_columns(ENGINE, key)));
    }
    parts.extend(checks(ENGINE, table));
    parts.extend(
        table
            .foreign_keys
            .iter()
            .map(|key| foreign_key(ENGINE, key)),
    );
    super::table(ENGINE, table, columns.collect(), parts)
}

pub(super) fn column(column: &Column, is_key: bool) -> String {
    let mut sql = quote::identifier(ENGINE, &column.name);
    sql += " ";
    sql += &column_type(ENGINE, &column.ty.kind);
    if !column.nullable {
        sql += " NOT NULL";
    }
    if is_key {
        sql += " PRIMARY KEY";
    }
    if column.auto_increment {
        sql += " AUTOINCREMENT";
    }
    if let Some(value) = column.default.as_ref().and_then(default) {
        sql += &format!(" DEFAULT {value}");
    }
    sql
}

fn default(default: &ColumnDefault) -> Option<String> {
    match default {
        ColumnDefault::Now => Some("CURRENT_TIMESTAMP".to_owned()),
        ColumnDefault::Expression(sql) => Some(parenthesised(sql)),
        ColumnDefault::Array(_) => None,
        value => value.sql(ENGINE),
    }
}

/// SQLite takes an expression as a default only in parentheses, of which its catalog shows none.
fn parenthesised(sql: &str) -> String {
    let sql = sql.trim();
    if is_enclosed(sql) {
        sql.to_owned()
    } else {
        format!("({sql})")
    }
}

/// Whether the first parenthesis is closed by the last character.
fn is_enclosed(sql: &str) -> bool {
    let mut depth = 0_u32;
    let mut quoted_by = None;
    for (index, character) in sql.char_indices() {
        match (quoted_by, character) {
            (Some(mark), _) if mark == character => quoted_by = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quoted_by = Some(character),
            (None, '(') => depth += 1,
            (None, ')') => depth = depth.saturating_sub(1),
            (None, _) => {}
        }
        if depth == 0 {
            return index > 0 && index + 1 == sql.len();
        }
    }
    false
}
