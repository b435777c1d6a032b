//! The tables of one engine, and how they follow from a data model.
//!
//! [`DatabaseSchema`] holds names and types exactly as the engine's catalog shows them, so that
//! what was planned, what was generated and what is found in a live database can be compared.
//! Not for SQL text: `migration` renders that.
//!
//! *table*, *column*, *constraint*: the database's words; the data model says model, field, key.

use std::fmt;

use crate::dialect::{Engine, Scalar, quote};

mod columns;
mod distinct;
mod instant;
mod keys;
mod lower;
mod mysql_limits;
mod relations;

pub use crate::model::{Extension, IndexKind, ReferentialAction};
pub use lower::lower;
pub use relations::join_table_name;

/// The schema of one engine's database.
#[derive(Clone, Debug, PartialEq)]
pub struct DatabaseSchema {
    /// Whose.
    pub engine: Engine,
    /// PostgreSQL schemas to be made, in the order of `schemas`.
    pub namespaces: Vec<String>,
    /// PostgreSQL extensions.
    pub extensions: Vec<Extension>,
    /// Named enum types (PostgreSQL).
    pub enums: Vec<EnumType>,
    /// Tables: those of models in the order of the data model, then join tables of implicit
    /// many-to-many relations.
    pub tables: Vec<Table>,
    /// Views whose SQL the schema gives.
    pub views: Vec<View>,
}

impl DatabaseSchema {
    /// The table of a name.
    pub fn table(&self, name: &QualifiedName) -> Option<&Table> {
        self.tables.iter().find(|table| table.name == *name)
    }
}

/// A name, in a PostgreSQL schema where the model names one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct QualifiedName {
    /// The PostgreSQL schema.
    pub namespace: Option<String>,
    /// The name in it.
    pub name: String,
}

impl QualifiedName {
    /// The name as SQL.
    pub fn sql(&self, engine: Engine) -> String {
        quote::qualified(engine, self.namespace.as_deref(), &self.name)
    }
}

/// For people: `User`, `auth.User`.
impl fmt::Display for QualifiedName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.namespace {
            Some(namespace) => write!(f, "{namespace}.{}", self.name),
            None => f.write_str(&self.name),
        }
    }
}

/// A named enum type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnumType {
    /// Its name.
    pub name: QualifiedName,
    /// Its values, in order.
    pub values: Vec<String>,
}

/// A table.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// Its name.
    pub name: QualifiedName,
    /// Columns, in order.
    pub columns: Vec<Column>,
    /// The primary key.
    pub primary_key: Option<PrimaryKey>,
    /// Uniques and indexes.
    pub indexes: Vec<Index>,
    /// Foreign keys.
    pub foreign_keys: Vec<ForeignKey>,
    /// Checks.
    pub checks: Vec<Check>,
}

impl Table {
    /// The column of a name.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// The unique or the index of a name.
    pub fn index(&self, name: &str) -> Option<&Index> {
        self.indexes.iter().find(|index| index.name == name)
    }
}

/// A column.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// Its type.
    pub ty: ColumnType,
    /// Whether it takes NULL.
    pub nullable: bool,
    /// Its default.
    pub default: Option<ColumnDefault>,
    /// The default of the schema that is not one of the database's, since Prisma's MySQL has none for the
    /// type: what rows get that are there when the column is added.
    pub backfill: Option<ColumnDefault>,
    /// Whether it counts up: SERIAL, AUTO_INCREMENT, INTEGER PRIMARY KEY AUTOINCREMENT.
    pub auto_increment: bool,
    /// What values it holds. SQLite keeps several kinds of them in columns of one type.
    pub domain: Domain,
}

/// The values that a column holds, as the data model knows them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Domain {
    /// Those of a scalar type.
    Scalar(Scalar),
    /// A part of a moment: SQLite's text for another engine's type.
    PartOfMoment(PartOfMoment),
    /// Those of an enum: its name, and its values as the database knows them.
    Enum(QualifiedName, Vec<String>),
    /// `Unsupported("…")`: only the database knows.
    Unsupported,
}

/// What of a moment a column holds that holds less than all of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartOfMoment {
    /// The date.
    Date,
    /// The time of day.
    Time,
    /// The time of day with its offset from UTC.
    TimeTz,
}

/// The type of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnType {
    /// What it is.
    pub kind: ColumnTypeKind,
    /// An array of it (PostgreSQL).
    pub array: bool,
}

/// What a column type is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ColumnTypeKind {
    /// A type of the engine: its name in upper case as in DDL, and its arguments:
    /// `VARCHAR`, `[191]`; `DOUBLE PRECISION`, `[]`.
    Native(&'static str, Vec<u32>),
    /// A named enum (PostgreSQL).
    Enum(QualifiedName),
    /// An enum by its values (MySQL).
    InlineEnum(Vec<String>),
    /// `Unsupported("…")`: pasted as the user wrote it.
    Raw(String),
}

impl ColumnTypeKind {
    /// The type as SQL.
    pub fn sql(&self, engine: Engine) -> String {
        match self {
            ColumnTypeKind::Native(name, args) if args.is_empty() => (*name).to_owned(),
            ColumnTypeKind::Native(name, args) => {
                let args: Vec<_> = args.iter().map(u32::to_string).collect();
                format!("{name}({})", args.join(","))
            }
            ColumnTypeKind::Enum(item) => item.sql(engine),
            ColumnTypeKind::InlineEnum(values) => {
                let values: Vec<_> = values
                    .iter()
                    .map(|value| quote::string(engine, value))
                    .collect();
                format!("ENUM({})", values.join(", "))
            }
            ColumnTypeKind::Raw(sql) => sql.clone(),
        }
    }
}

/// The default of a column.
#[derive(Clone, Debug, PartialEq)]
pub enum ColumnDefault {
    /// Text, to be quoted.
    Text(String),
    /// A number as written.
    Number(String),
    /// A truth value.
    Boolean(bool),
    /// Bytes.
    Bytes(Vec<u8>),
    /// The time of the statement.
    Now,
    /// An array of defaults (PostgreSQL).
    Array(Vec<ColumnDefault>),
    /// SQL, pasted as the user wrote it.
    Expression(String),
}

impl ColumnDefault {
    /// The SQL of a plain value; nothing where it is more than one.
    pub fn sql(&self, engine: Engine) -> Option<String> {
        match self {
            ColumnDefault::Text(text) => Some(quote::string(engine, text)),
            ColumnDefault::Number(number) => Some(number.clone()),
            ColumnDefault::Boolean(value) => Some(value.to_string()),
            ColumnDefault::Bytes(bytes) => Some(quote::bytes(engine, bytes)),
            ColumnDefault::Now | ColumnDefault::Array(_) | ColumnDefault::Expression(_) => None,
        }
    }
}

/// A primary key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrimaryKey {
    /// The constraint's name, where the engine keeps one.
    pub name: Option<String>,
    /// Its columns, in order.
    pub columns: Vec<IndexColumn>,
}

/// A unique or an index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Index {
    /// Its name.
    pub name: String,
    /// Of what kind.
    pub kind: IndexKind,
    /// Its columns, in order.
    pub columns: Vec<IndexColumn>,
    /// `USING …` (PostgreSQL), where it is not B-tree.
    pub method: Option<&'static str>,
    /// `WHERE …`
    pub predicate: Option<String>,
}

impl Index {
    /// One over these columns, and nothing more.
    pub fn new(name: String, kind: IndexKind, columns: Vec<IndexColumn>) -> Self {
        Self {
            name,
            kind,
            columns,
            method: None,
            predicate: None,
        }
    }
}

/// A column of a key or an index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexColumn {
    /// Its name.
    pub name: String,
    /// A prefix of so many characters (MySQL).
    pub length: Option<u32>,
    /// `DESC`
    pub descending: bool,
    /// An operator class (PostgreSQL), as SQL.
    pub operator_class: Option<String>,
}

impl IndexColumn {
    /// A whole column, in ascending order.
    pub fn new(name: String) -> Self {
        Self {
            name,
            length: None,
            descending: false,
            operator_class: None,
        }
    }
}

/// A foreign key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForeignKey {
    /// Its name; empty where a constraint of SQLite has none.
    pub name: String,
    /// Its columns.
    pub columns: Vec<String>,
    /// The table that it points at.
    pub table: QualifiedName,
    /// The columns there.
    pub references: Vec<String>,
    /// What happens when a row there goes.
    pub on_delete: ReferentialAction,
    /// What happens when a key there changes.
    pub on_update: ReferentialAction,
}

/// A check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// Its name; empty where a constraint of SQLite has none.
    pub name: String,
    /// SQL.
    pub expression: String,
}

/// A view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// Its name.
    pub name: QualifiedName,
    /// What it selects.
    pub sql: String,
}
