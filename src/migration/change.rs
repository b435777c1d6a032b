//! What a migration changes in a database, and in which order.

use crate::database::{DatabaseSchema, EnumType, Extension, ForeignKey, Index, Table, View};
use crate::dialect::Engine;

/// One change of a database.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Change<'s> {
    /// A PostgreSQL schema, unless it exists.
    CreateNamespace(&'s str),
    /// A PostgreSQL extension, unless it exists.
    CreateExtension(&'s Extension),
    /// A PostgreSQL enum.
    CreateEnum(&'s EnumType),
    /// A table, with whatever the engine wants to hear of in the same statement: MySQL's indexes,
    /// SQLite's foreign keys.
    CreateTable(&'s Table),
    /// An index of a table.
    CreateIndex(&'s Table, &'s Index),
    /// A foreign key of a table.
    AddForeignKey(&'s Table, &'s ForeignKey),
    /// A view.
    CreateView(&'s View),
    /// SQLite drops tables that point at each other only while it looks at no foreign key.
    SuspendForeignKeys,
    /// The end of [`Change::SuspendForeignKeys`].
    ResumeForeignKeys,
    /// A view.
    DropView(&'s View),
    /// A foreign key of a table.
    DropForeignKey(&'s Table, &'s ForeignKey),
    /// A table, with its indexes.
    DropTable(&'s Table),
    /// A PostgreSQL enum.
    DropEnum(&'s EnumType),
}

/// What makes the schema out of an empty database.
pub fn changes_from_empty(schema: &DatabaseSchema) -> Vec<Change<'_>> {
    let mut changes = Vec::new();
    // Every PostgreSQL database has `public`, and asking for it takes a right that many lack.
    changes.extend(
        schema
            .namespaces
            .iter()
            .filter(|name| *name != "public")
            .map(|name| Change::CreateNamespace(name)),
    );
    changes.extend(schema.extensions.iter().map(Change::CreateExtension));
    changes.extend(schema.enums.iter().map(Change::CreateEnum));
    changes.extend(schema.tables.iter().map(Change::CreateTable));
    if schema.engine != Engine::Mysql {
        changes.extend(each(
            &schema.tables,
            |table| &table.indexes,
            Change::CreateIndex,
        ));
    }
    if schema.engine != Engine::Sqlite {
        changes.extend(each(
            &schema.tables,
            |table| &table.foreign_keys,
            Change::AddForeignKey,
        ));
    }
    changes.extend(schema.views.iter().map(Change::CreateView));
    changes
}

/// What takes away again all that [`changes_from_empty`] made. PostgreSQL's schemas and
/// extensions stay: they may have been there before, and others may use them.
pub fn changes_to_empty(schema: &DatabaseSchema) -> Vec<Change<'_>> {
    let mut changes: Vec<_> = schema.views.iter().rev().map(Change::DropView).collect();
    let keys = each(
        &schema.tables,
        |table| &table.foreign_keys,
        Change::DropForeignKey,
    );
    let tables = schema.tables.iter().rev().map(Change::DropTable);
    match schema.engine {
        Engine::Sqlite if !keys.is_empty() => {
            // Before anything else, since a transaction would keep it from having an effect.
            changes.insert(0, Change::SuspendForeignKeys);
            changes.extend(tables);
            changes.push(Change::ResumeForeignKeys);
        }
        Engine::Sqlite => changes.extend(tables),
        Engine::Postgresql | Engine::Mysql => {
            changes.extend(keys.into_iter().rev());
            changes.extend(tables);
        }
    }
    changes.extend(schema.enums.iter().rev().map(Change::DropEnum));
    changes
}

fn each<'s, T: 's>(
    tables: &'s [Table],
    parts: impl Fn(&'s Table) -> &'s Vec<T>,
    change: impl Fn(&'s Table, &'s T) -> Change<'s>,
) -> Vec<Change<'s>> {
    let mut changes = Vec::new();
    for table in tables {
        changes.extend(parts(table).iter().map(|part| change(table, part)));
    }
    changes
}
