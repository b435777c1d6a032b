//! Changes as SQL text. What the engines share is here; what each writes in its own way is in its
//! file: `CREATE TABLE`, with the same functions in each.
//!
//! Not for deciding anything: names, types and order come from the database schema and its
//! changes.

mod mysql;
mod postgresql;
mod sqlite;

use super::change::Change;
use crate::database::{
    Column, ColumnTypeKind, ForeignKey, Index, IndexColumn, IndexKind, QualifiedName,
    ReferentialAction, Table,
};
use crate::dialect::{Engine, quote};

/// The SQL of changes: statements in order, each under a comment that says what it does.
pub fn script(engine: Engine, changes: &[Change]) -> String {
    let statements = changes
        .iter()
        .map(|change| format!("-- {}\n{};\n", title(change), statement(engine, change)));
    statements.collect::<Vec<_>>().join("\n")
}

/// A column as `CREATE TABLE` has it, but for what SQLite says there of keys.
pub fn column(engine: Engine, column: &Column) -> String {
    match engine {
        Engine::Sqlite => sqlite::column(column, column.auto_increment),
        Engine::Postgresql => postgresql::column(column),
        Engine::Mysql => mysql::column(column),
    }
}

fn title(change: &Change) -> &'static str {
    match change {
        Change::CreateNamespace(_) => "CreateSchema",
        Change::CreateExtension(_) => "CreateExtension",
        Change::CreateEnum(_) => "CreateEnum",
        Change::CreateTable(_) => "CreateTable",
        Change::CreateIndex(..) => "CreateIndex",
        Change::AddForeignKey(..) => "AddForeignKey",
        Change::CreateView(_) => "CreateView",
        Change::SuspendForeignKeys => "SuspendForeignKeys",
        Change::ResumeForeignKeys => "ResumeForeignKeys",
        Change::DropView(_) => "DropView",
        Change::DropForeignKey(..) => "DropForeignKey",
        Change::DropTable(_) => "DropTable",
        Change::DropEnum(_) => "DropEnum",
    }
}

fn statement(engine: Engine, change: &Change) -> String {
    match change {
        Change::CreateNamespace(name) => format!(
            "CREATE SCHEMA IF NOT EXISTS {}",
            quote::identifier(engine, name)
        ),
        Change::CreateExtension(extension) => {
            let mut sql = format!(
                "CREATE EXTENSION IF NOT EXISTS {}",
                quote::identifier(engine, &extension.name)
            );
            if let Some(schema) = &extension.schema {
                sql += &format!(" WITH SCHEMA {}", quote::identifier(engine, schema));
            }
            if let Some(version) = &extension.version {
                sql += &format!(" VERSION {}", quote::identifier(engine, version));
            }
            sql
        }
        Change::CreateEnum(item) => {
            format!(
                "CREATE TYPE {} AS ENUM ({})",
                name(engine, &item.name),
                strings(engine, &item.values)
            )
        }
        Change::CreateTable(table) => match engine {
            Engine::Sqlite => sqlite::create_table(table),
            Engine::Postgresql => postgresql::create_table(table),
            Engine::Mysql => mysql::create_table(table),
        },
        Change::CreateIndex(table, index) => create_index(engine, table, index),
        Change::AddForeignKey(table, key) => {
            format!(
                "ALTER TABLE {} ADD {}",
                name(engine, &table.name),
                foreign_key(engine, key)
            )
        }
        Change::CreateView(view) => {
            let sql = view.sql.trim().trim_end_matches(';');
            format!("CREATE VIEW {} AS\n{sql}", name(engine, &view.name))
        }
        Change::SuspendForeignKeys => "PRAGMA foreign_keys = OFF".to_owned(),
        Change::ResumeForeignKeys => "PRAGMA foreign_keys = ON".to_owned(),
        Change::DropView(view) => format!("DROP VIEW {}", name(engine, &view.name)),
        Change::DropForeignKey(table, key) => {
            let constraint = match engine {
                Engine::Sqlite | Engine::Postgresql => "CONSTRAINT",
                Engine::Mysql => "FOREIGN KEY",
            };
            let table = name(engine, &table.name);
            format!(
                "ALTER TABLE {table} DROP {constraint} {}",
                quote::identifier(engine, &key.name)
            )
        }
        Change::DropTable(table) => format!("DROP TABLE {}", name(engine, &table.name)),
        Change::DropEnum(item) => format!("DROP TYPE {}", name(engine, &item.name)),
    }
}

/// `CREATE TABLE`: a line for each column and, after an empty one, for each further part.
fn table(engine: Engine, table: &Table, columns: Vec<String>, parts: Vec<String>) -> String {
    let indented = |lines: Vec<String>| {
        let lines: Vec<_> = lines
            .into_iter()
            .map(|line| format!("    {line}"))
            .collect();
        lines.join(",\n")
    };
    let separator = if parts.is_empty() { "" } else { ",\n\n" };
    format!(
        "CREATE TABLE {} (\n{}{separator}{}\n)",
        name(engine, &table.name),
        indented(columns),
        indented(parts)
    )
}

fn checks(engine: Engine, table: &Table) -> impl Iterator<Item = String> {
    table.checks.iter().map(move |check| {
        format!(
            "CONSTRAINT {} CHECK ({})",
            quote::identifier(engine, &check.name),
            check.expression
        )
    })
}

fn create_index(engine: Engine, table: &Table, index: &Index) -> String {
    let unique = if index.kind == IndexKind::Unique {
        "UNIQUE "
    } else {
        ""
    };
    let method = index
        .method
        .map(|method| format!(" USING {method} "))
        .unwrap_or_default();
    let predicate = index
        .predicate
        .as_ref()
        .map(|sql| format!(" WHERE {sql}"))
        .unwrap_or_default();
    format!(
        "CREATE {unique}INDEX {} ON {}{method}({}){predicate}",
        quote::identifier(engine, &index.name),
        name(engine, &table.name),
        index_columns(engine, &index.columns)
    )
}

fn foreign_key(engine: Engine, key: &ForeignKey) -> String {
    format!(
        "CONSTRAINT {} FOREIGN KEY ({}) REFERENCES {}({}) ON DELETE {} ON UPDATE {}",
        quote::identifier(engine, &key.name),
        identifiers(engine, &key.columns),
        name(engine, &key.table),
        identifiers(engine, &key.references),
        action(key.on_delete),
        action(key.on_update)
    )
}

fn action(action: ReferentialAction) -> &'static str {
    match action {
        ReferentialAction::Cascade => "CASCADE",
        ReferentialAction::Restrict => "RESTRICT",
        ReferentialAction::NoAction => "NO ACTION",
        ReferentialAction::SetNull => "SET NULL",
        ReferentialAction::SetDefault => "SET DEFAULT",
    }
}

fn index_columns(engine: Engine, columns: &[IndexColumn]) -> String {
    let column = |column: &IndexColumn| {
        let mut sql = quote::identifier(engine, &column.name);
        if let Some(length) = column.length {
            sql += &format!("({length})");
        }
        if let Some(class) = &column.operator_class {
            sql += &format!(" {class}");
        }
        if column.descending {
            sql += " DESC";
        }
        sql
    };
    columns.iter().map(column).collect::<Vec<_>>().join(", ")
}

fn column_type(engine: Engine, ty: &ColumnTypeKind) -> String {
    match ty {
        ColumnTypeKind::Native(name, args) if args.is_empty() => (*name).to_owned(),
        ColumnTypeKind::Native(name, args) => {
            let args: Vec<_> = args.iter().map(u32::to_string).collect();
            format!("{name}({})", args.join(","))
        }
        ColumnTypeKind::Enum(item) => name(engine, item),
        ColumnTypeKind::InlineEnum(values) => format!("ENUM({})", strings(engine, values)),
        ColumnTypeKind::Raw(sql) => sql.clone(),
    }
}

fn name(engine: Engine, name: &QualifiedName) -> String {
    quote::qualified(engine, name.namespace.as_deref(), &name.name)
}

fn identifiers(engine: Engine, names: &[String]) -> String {
    names
        .iter()
        .map(|name| quote::identifier(engine, name))
        .collect::<Vec<_>>()
        .join(", ")
}

fn strings(engine: Engine, texts: &[String]) -> String {
    texts
        .iter()
        .map(|text| quote::string(engine, text))
        .collect::<Vec<_>>()
        .join(", ")
}
