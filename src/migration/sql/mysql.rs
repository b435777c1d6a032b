//! MySQL's and MariaDB's SQL. Indexes stand in `CREATE TABLE`, so that a foreign key finds the
//! one that it needs and makes none of its own. Every table says its character set: a server's
//! own may not hold what a schema says.

use super::{checks, index_columns};
use crate::database::{
    Column, ColumnDefault, ColumnTypeKind, Index, IndexKind, QualifiedName, Table,
};
use crate::dialect::{Engine, quote};
use crate::diff::Clause;

const ENGINE: Engine = Engine::Mysql;

pub(super) fn create_table(table: &Table) -> String {
    let mut parts: Vec<String> = table.indexes.iter().map(index).collect();
    if let Some(key) = &table.primary_key {
        parts.push(format!(
            "PRIMARY KEY ({})",
            index_columns(ENGINE, &key.columns)
        ));
    }
    parts.extend(checks(ENGINE, table));
    let sql = super::table(
        ENGINE,
        table,
        table.columns.iter().map(column).collect(),
        parts,
    );
    sql + " DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci"
}

/// One statement: MySQL commits each by itself, and copies the table once.
pub(super) fn alter_table(table: &QualifiedName, clauses: &[Clause]) -> Vec<String> {
    let identifier = |name: &str| quote::identifier(ENGINE, name);
    let clause = |clause: &Clause| match clause {
        Clause::DropPrimaryKey(_) => "DROP PRIMARY KEY".to_owned(),
        Clause::AddPrimaryKey(key) => {
            format!("ADD PRIMARY KEY ({})", index_columns(ENGINE, &key.columns))
        }
        Clause::DropIndex(index) => format!("DROP INDEX {}", identifier(&index.name)),
        Clause::AddIndex(index) => format!("ADD {}", self::index(index)),
        Clause::DropCheck(check) => format!("DROP CONSTRAINT {}", identifier(&check.name)),
        Clause::AddCheck(check) => format!("ADD {}", super::check(ENGINE, check)),
        Clause::DropColumn(column) => format!("DROP COLUMN {}", identifier(&column.name)),
        Clause::AddColumn(column) => format!("ADD COLUMN {}", self::column(column)),
        Clause::AlterColumn(alteration) => {
            format!("MODIFY COLUMN {}", self::column(&alteration.after))
        }
    };
    let clauses: Vec<_> = clauses.iter().map(clause).collect();
    vec![format!(
        "ALTER TABLE {}\n    {}",
        table.sql(ENGINE),
        clauses.join(",\n    ")
    )]
}

/// A server may be lax, and would cut what does not fit.
pub(super) fn strict() -> Vec<String> {
    vec![
        "SET @ketch_sql_mode = @@SESSION.sql_mode".to_owned(),
        "SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES')".to_owned(),
    ]
}

/// The end of [`strict`].
pub(super) fn as_before() -> Vec<String> {
    vec!["SET SESSION sql_mode = @ketch_sql_mode".to_owned()]
}

fn index(index: &Index) -> String {
    let kind = match index.kind {
        IndexKind::Unique => "UNIQUE ",
        IndexKind::Normal => "",
        IndexKind::Fulltext => "FULLTEXT ",
    };
    format!(
        "{kind}INDEX {}({})",
        quote::identifier(ENGINE, &index.name),
        index_columns(ENGINE, &index.columns)
    )
}

pub(super) fn column(column: &Column) -> String {
    let mut sql = format!(
        "{} {}",
        quote::identifier(ENGINE, &column.name),
        column.ty.kind.sql(ENGINE)
    );
    // A TIMESTAMP that says neither is NOT NULL and updates itself.
    sql += if column.nullable {
        " NULL"
    } else {
        " NOT NULL"
    };
    if column.auto_increment {
        sql += " AUTO_INCREMENT";
    }
    if let Some(value) = column
        .default
        .as_ref()
        .and_then(|default| self::default(default, &column.ty.kind))
    {
        sql += &format!(" DEFAULT {value}");
    }
    sql
}

fn default(default: &ColumnDefault, ty: &ColumnTypeKind) -> Option<String> {
    let value = match default {
        ColumnDefault::Now => format!("CURRENT_TIMESTAMP({})", digits_of_now(ty)),
        ColumnDefault::Expression(sql) => sql.clone(),
        value => value.sql(ENGINE)?,
    };
    // MySQL takes a default for what has no limit only as an expression.
    Some(match has_no_limit(ty) {
        true => super::parenthesised(&value),
        false => value,
    })
}

/// MySQL wants as many digits of a second as the column has.
fn digits_of_now(ty: &ColumnTypeKind) -> u32 {
    match ty {
        ColumnTypeKind::Native("DATETIME" | "TIMESTAMP" | "TIME", args) => {
            args.first().copied().unwrap_or(0)
        }
        _ => 3,
    }
}

fn has_no_limit(ty: &ColumnTypeKind) -> bool {
    matches!(
        ty,
        ColumnTypeKind::Native(
            "TINYTEXT"
                | "TEXT"
                | "MEDIUMTEXT"
                | "LONGTEXT"
                | "TINYBLOB"
                | "BLOB"
                | "MEDIUMBLOB"
                | "LONGBLOB"
                | "JSON",
            _
        )
    )
}
