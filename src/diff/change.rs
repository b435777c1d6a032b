//! What changes in a database, and the order in which an empty one is filled and emptied again.

use super::cast::Conversion;
use super::view;
use crate::database::{
    Check, Column, DatabaseSchema, EnumType, Extension, ForeignKey, Index, PrimaryKey,
    QualifiedName, Table, View,
};
use crate::dialect::Engine;

/// One change of a database.
#[derive(Clone, Debug, PartialEq)]
#[allow(clippy::large_enum_variant)] // Few of them live at once.
pub enum Change {
    /// A PostgreSQL schema, unless it exists.
    CreateNamespace(String),
    /// A PostgreSQL extension, unless it exists.
    CreateExtension(Extension),
    /// A PostgreSQL extension gets another version or schema.
    AlterExtension(Extension),
    /// A PostgreSQL enum.
    CreateEnum(EnumType),
    /// A PostgreSQL enum gets another name, or another schema.
    RenameEnum {
        /// Its name so far.
        from: QualifiedName,
        /// Its new name.
        to: QualifiedName,
    },
    /// A value of a PostgreSQL enum gets another name.
    RenameEnumValue {
        /// The enum.
        of: QualifiedName,
        /// The value so far.
        from: String,
        /// The new value.
        to: String,
    },
    /// A value more for a PostgreSQL enum, after another or before all.
    AddEnumValue {
        /// The enum.
        of: QualifiedName,
        /// The value.
        value: String,
        /// The value that it follows; none where it comes first.
        after: Option<String>,
        /// The value that comes first so far.
        first: Option<String>,
    },
    /// A table, with whatever the engine wants to hear of in the same statement: MySQL's indexes,
    /// SQLite's foreign keys.
    CreateTable(Table),
    /// A table gets another name, or another schema.
    RenameTable {
        /// Its name so far.
        from: QualifiedName,
        /// Its new name.
        to: QualifiedName,
    },
    /// A column gets another name.
    RenameColumn {
        /// Its table.
        table: QualifiedName,
        /// Its name so far.
        from: String,
        /// Its new name.
        to: String,
    },
    /// The sequence of a column that counts up gets the name that follows from the column's
    /// (PostgreSQL).
    RenameSequence {
        /// The column's table.
        table: QualifiedName,
        /// The column.
        column: String,
    },
    /// An index gets another name.
    RenameIndex {
        /// Its table.
        table: QualifiedName,
        /// Its name so far.
        from: String,
        /// Its new name.
        to: String,
    },
    /// A key, a foreign key or a check gets another name (PostgreSQL).
    RenameConstraint {
        /// Its table.
        table: QualifiedName,
        /// Its name so far.
        from: String,
        /// Its new name.
        to: String,
    },
    /// Changes of one table, in one statement where the engine takes them in one.
    AlterTable {
        /// The table.
        table: QualifiedName,
        /// The changes, in order.
        clauses: Vec<Clause>,
    },
    /// Rows get a value that only the user knows.
    Fill {
        /// The table.
        table: QualifiedName,
        /// The column.
        column: String,
    },
    /// Rows get the new names of an enum's values.
    ReplaceValues {
        /// The table.
        table: QualifiedName,
        /// The column.
        column: String,
        /// Old and new values.
        values: Vec<(String, String)>,
    },
    /// A table is made anew and its rows are copied (SQLite).
    RebuildTable(Rebuild),
    /// An index of a table.
    CreateIndex(QualifiedName, Index),
    /// An index of a table.
    DropIndex(QualifiedName, Index),
    /// A foreign key of a table.
    AddForeignKey(QualifiedName, ForeignKey),
    /// A view.
    CreateView(View),
    /// SQLite drops and rebuilds tables without touching others only while it looks at no
    /// foreign key.
    SuspendForeignKeys,
    /// The end of [`Change::SuspendForeignKeys`].
    ResumeForeignKeys,
    /// A view.
    DropView(View),
    /// A foreign key of a table.
    DropForeignKey(QualifiedName, ForeignKey),
    /// A table, with its indexes.
    DropTable(Table),
    /// A PostgreSQL enum.
    DropEnum(EnumType),
}

/// One change of a table.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub enum Clause {
    DropPrimaryKey(PrimaryKey),
    /// MySQL alone; elsewhere an index is a statement of its own.
    DropIndex(Index),
    DropCheck(Check),
    DropColumn(Column),
    AlterColumn(Box<Alteration>),
    AddColumn(Column),
    AddPrimaryKey(PrimaryKey),
    /// MySQL alone.
    AddIndex(Index),
    AddCheck(Check),
}

/// A column before and after.
#[derive(Clone, Debug, PartialEq)]
pub struct Alteration {
    /// Before, under its new name.
    pub before: Column,
    /// After.
    pub after: Column,
    /// How its values become those of the new type; none where the type stays.
    pub conversion: Option<Conversion>,
}

/// A table of SQLite that is made anew.
#[derive(Clone, Debug, PartialEq)]
pub struct Rebuild {
    /// The table after, indexes included.
    pub table: Table,
    /// The name that the new table has until the old one is gone.
    pub temporary: String,
    /// What the new table's columns are filled with; one that is not here gets its default.
    pub copy: Vec<(String, Source)>,
    /// Conditions that no row may meet, each with what it means.
    pub guards: Vec<(String, String)>,
    /// The table before. What the database has beyond it would be lost, so it stops the rebuild.
    pub before: Table,
    /// Whether the table counted up, and its counter is to go on.
    pub keep_sequence: bool,
}

/// Where the values of a rebuilt table's column come from.
#[derive(Clone, Debug, PartialEq)]
pub enum Source {
    /// From the column of the same name.
    Column(Option<Conversion>),
    /// The user says.
    Fill,
    /// What an expression over the old row says.
    Sql(String),
}

/// What makes the schema out of an empty database.
pub fn changes_from_empty(schema: &DatabaseSchema) -> Vec<Change> {
    let mut changes = Vec::new();
    // Every PostgreSQL database has `public`, and asking for it takes a right that many lack.
    changes.extend(
        schema
            .namespaces
            .iter()
            .filter(|name| *name != "public")
            .map(|name| Change::CreateNamespace(name.clone())),
    );
    let extensions = schema.extensions.iter().cloned();
    changes.extend(extensions.map(Change::CreateExtension));
    changes.extend(schema.enums.iter().cloned().map(Change::CreateEnum));
    changes.extend(schema.tables.iter().cloned().map(Change::CreateTable));
    if schema.engine != Engine::Mysql {
        changes.extend(indexes(&schema.tables));
    }
    if schema.engine != Engine::Sqlite {
        changes.extend(foreign_keys(&schema.tables, Change::AddForeignKey));
    }
    let views = view::in_order(&schema.views).into_iter().cloned();
    changes.extend(views.map(Change::CreateView));
    changes
}

/// What takes away again all that [`changes_from_empty`] made. PostgreSQL's schemas and
/// extensions stay: they may have been there before, and others may use them.
pub fn changes_to_empty(schema: &DatabaseSchema) -> Vec<Change> {
    let views = view::in_order(&schema.views).into_iter().rev().cloned();
    let mut changes: Vec<_> = views.map(Change::DropView).collect();
    let mut keys = foreign_keys(&schema.tables, Change::DropForeignKey);
    let tables = schema.tables.iter().rev().cloned().map(Change::DropTable);
    match schema.engine {
        Engine::Sqlite if !keys.is_empty() => {
            // Before anything else, since a transaction would keep it from having an effect.
            changes.insert(0, Change::SuspendForeignKeys);
            changes.extend(tables);
            changes.push(Change::ResumeForeignKeys);
        }
        Engine::Sqlite => changes.extend(tables),
        Engine::Postgresql | Engine::Mysql => {
            keys.reverse();
            changes.extend(keys);
            changes.extend(tables);
        }
    }
    changes.extend(schema.enums.iter().rev().cloned().map(Change::DropEnum));
    changes
}

/// The indexes of tables, as changes.
pub(super) fn indexes<'t>(tables: impl IntoIterator<Item = &'t Table>) -> Vec<Change> {
    let mut changes = Vec::new();
    for table in tables {
        let indexes = table.indexes.iter();
        changes.extend(indexes.map(|index| Change::CreateIndex(table.name.clone(), index.clone())));
    }
    changes
}

/// The foreign keys of tables, as changes.
pub(super) fn foreign_keys<'t>(
    tables: impl IntoIterator<Item = &'t Table>,
    change: impl Fn(QualifiedName, ForeignKey) -> Change,
) -> Vec<Change> {
    let mut changes = Vec::new();
    for table in tables {
        let keys = table.foreign_keys.iter();
        changes.extend(keys.map(|key| change(table.name.clone(), key.clone())));
    }
    changes
}
