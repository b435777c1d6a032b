//! What was found in a database, and how it is put together row by row.

use std::collections::BTreeMap;
use std::fmt;

use super::empty;
use crate::database::{
    Check, ColumnType, ColumnTypeKind, DatabaseSchema, Domain, ForeignKey, Index, IndexColumn,
    PrimaryKey, QualifiedName, ReferentialAction, Table,
};
use crate::dialect::{Engine, Scalar};
use ketch_catalog::Row;

/// What a database holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The schema. On PostgreSQL every name has its namespace.
    pub schema: DatabaseSchema,
    /// The PostgreSQL schema in which names without one are.
    pub namespace: Option<String>,
    /// What a database schema has no words for.
    pub unheld: Vec<Unheld>,
    /// The uniques that are constraints (PostgreSQL).
    pub unique_constraints: Vec<UniqueConstraint>,
    /// The operator classes of the columns of each index, named in the statement or not.
    pub(super) operator_classes: BTreeMap<QualifiedName, Vec<String>>,
}

/// What a database schema has no words for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unheld {
    /// The table, view or type that it is of.
    pub owner: QualifiedName,
    /// What it is.
    pub what: String,
    /// The part of its owner that it is, or is of, where it is not the owner as a whole.
    pub part: Option<Part>,
}

/// A unique constraint of PostgreSQL's, without which its index cannot be dropped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UniqueConstraint {
    /// Its table.
    pub table: QualifiedName,
    /// Its name, and that of its index.
    pub name: String,
    /// The statement that makes its index, as PostgreSQL prints it.
    pub index: String,
    /// What would be lost if the index alone were there, where something would.
    pub more: Option<String>,
    /// The foreign keys that rest on it.
    pub keys: Vec<RestingKey>,
}

impl fmt::Display for UniqueConstraint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the unique {} is a constraint", self.name)
    }
}

/// A foreign key that rests on a unique constraint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RestingKey {
    /// Its table.
    pub table: QualifiedName,
    /// Its name.
    pub name: String,
    /// What it says, as PostgreSQL prints it.
    pub definition: String,
}

/// A part of a table, by name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Part {
    Column(String),
    Index(String),
    Check(String),
    ForeignKey(String),
    Trigger(String),
}

impl Part {
    /// The part that a row of the catalog tells of.
    fn of(row: &Row) -> Option<Self> {
        let [name, other] = row.rest();
        let name = match row.part() {
            // Its place comes first.
            "column" => other.text(),
            _ => name.text(),
        };
        let part = match row.part() {
            "column" => Self::Column,
            "index" | "index column" => Self::Index,
            "check" => Self::Check,
            "foreign key" => Self::ForeignKey,
            "trigger" => Self::Trigger,
            _ => return None,
        };
        Some(part(name.to_owned()))
    }
}

impl fmt::Display for Unheld {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.owner, self.what)
    }
}

/// What is put together, and where each table stands in it.
pub(super) struct Building {
    pub(super) found: Found,
    tables: BTreeMap<QualifiedName, usize>,
}

impl Building {
    pub(super) fn new(engine: Engine) -> Self {
        Self {
            found: Found {
                schema: empty(engine),
                namespace: None,
                unheld: Vec::new(),
                unique_constraints: Vec::new(),
                operator_classes: BTreeMap::new(),
            },
            tables: BTreeMap::new(),
        }
    }

    pub(super) fn add_table(&mut self, row: &Row) {
        let name = owner(row);
        self.tables
            .insert(name.clone(), self.found.schema.tables.len());
        self.found.schema.tables.push(Table {
            name,
            columns: Vec::new(),
            primary_key: None,
            indexes: Vec::new(),
            foreign_keys: Vec::new(),
            checks: Vec::new(),
        });
    }

    /// The table that a row is of.
    pub(super) fn table(&mut self, row: &Row) -> Option<&mut Table> {
        let at = *self.tables.get(&owner(row))?;
        self.found.schema.tables.get_mut(at)
    }

    pub(super) fn unheld(&mut self, row: &Row, what: impl Into<String>) {
        self.found.unheld.push(Unheld {
            owner: owner(row),
            what: what.into(),
            part: Part::of(row),
        });
    }

    /// Adds one column of a foreign key, with the key where it is the first.
    pub(super) fn foreign_key(
        &mut self,
        row: &Row,
        name: &str,
        action: fn(&str) -> ReferentialAction,
    ) {
        let [
            _,
            place,
            column,
            namespace,
            table_name,
            reference,
            on_update,
            on_delete,
        ] = row.rest();
        // SQLite counts from 0.
        let first = match self.found.schema.engine {
            Engine::Sqlite => "0",
            Engine::Postgresql | Engine::Mysql => "1",
        };
        let is_first = place.text() == first;
        let Some(table) = self.table(row) else {
            return;
        };
        let continues = table
            .foreign_keys
            .last()
            .is_some_and(|key| key.name == name && !is_first);
        if !continues {
            table.foreign_keys.push(ForeignKey {
                name: name.to_owned(),
                columns: Vec::new(),
                table: QualifiedName {
                    namespace: namespace.get().map(str::to_owned),
                    name: table_name.text().to_owned(),
                },
                references: Vec::new(),
                on_delete: action(on_delete.text()),
                on_update: action(on_update.text()),
            });
        }
        if let Some(key) = table.foreign_keys.last_mut() {
            key.columns.push(column.text().to_owned());
            key.references.push(reference.text().to_owned());
        }
    }

    pub(super) fn check(&mut self, row: &Row, name: &str, expression: &str) {
        if let Some(table) = self.table(row) {
            table.checks.push(Check {
                name: name.to_owned(),
                expression: expression.to_owned(),
            });
        }
    }

    /// Adds an index, or the primary key.
    pub(super) fn index(&mut self, row: &Row, index: Index, is_primary: bool) {
        let engine = self.found.schema.engine;
        if let Some(table) = self.table(row) {
            if is_primary {
                table.primary_key = Some(PrimaryKey {
                    name: (engine == Engine::Postgresql).then_some(index.name),
                    columns: index.columns,
                });
            } else {
                table.indexes.push(index);
            }
        }
    }
}

/// The owner and the name of an index.
pub(super) type IndexName<'r> = ((Option<&'r str>, &'r str), &'r str);

pub(super) fn index_name(row: &Row) -> IndexName<'_> {
    let [name] = row.rest();
    (row.owner(), name.text())
}

/// The rows of the columns of each index, in order.
pub(super) fn index_columns<'r>(rows: &[&'r Row]) -> BTreeMap<IndexName<'r>, Vec<&'r Row>> {
    let mut columns: BTreeMap<IndexName<'r>, Vec<&'r Row>> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.part() == "index column") {
        columns.entry(index_name(row)).or_default().push(row);
    }
    columns
}

/// The table, view or type that a row is of.
pub(super) fn owner(row: &Row) -> QualifiedName {
    let (namespace, name) = row.owner();
    QualifiedName {
        namespace: namespace.map(str::to_owned),
        name: name.to_owned(),
    }
}

/// A column of an index, in its order.
pub(super) fn index_column(name: &str, descending: bool) -> IndexColumn {
    IndexColumn {
        descending,
        ..IndexColumn::new(name.to_owned())
    }
}

/// What happens to rows that point at one which goes, in the words of most engines.
pub(super) fn action(text: &str) -> ReferentialAction {
    match text {
        "CASCADE" => ReferentialAction::Cascade,
        "RESTRICT" => ReferentialAction::Restrict,
        "SET NULL" => ReferentialAction::SetNull,
        "SET DEFAULT" => ReferentialAction::SetDefault,
        _ => ReferentialAction::NoAction,
    }
}

/// What a column of a type most likely holds; the type alone does not tell on SQLite.
pub(super) fn domain(ty: &ColumnType, schema: &DatabaseSchema) -> Domain {
    let name = match &ty.kind {
        ColumnTypeKind::Native(name, _) => *name,
        ColumnTypeKind::Enum(name) => {
            let mut enums = schema.enums.iter();
            let values = enums.find(|item| item.name == *name);
            let values = values.map(|item| item.values.clone()).unwrap_or_default();
            return Domain::Enum(name.clone(), values);
        }
        ColumnTypeKind::InlineEnum(values) => {
            let name = QualifiedName {
                namespace: None,
                name: String::new(),
            };
            return Domain::Enum(name, values.clone());
        }
        ColumnTypeKind::Raw(_) => return Domain::Unsupported,
    };
    let is = |words: &[&str]| words.iter().any(|word| name.contains(word));
    Domain::Scalar(match name {
        _ if is(&["BIGINT"]) => Scalar::BigInt,
        _ if is(&["INT"]) || ["OID", "YEAR"].contains(&name) => Scalar::Int,
        _ if is(&["BOOL"]) => Scalar::Boolean,
        _ if is(&["DECIMAL", "MONEY"]) => Scalar::Decimal,
        _ if is(&["REAL", "DOUBLE", "FLOAT"]) => Scalar::Float,
        _ if is(&["DATE", "TIME"]) => Scalar::DateTime,
        _ if is(&["JSON"]) => Scalar::Json,
        _ if is(&["BLOB", "BYTEA", "BINARY"]) => Scalar::Bytes,
        "BIT" if schema.engine == Engine::Mysql => Scalar::Bytes,
        _ => Scalar::String,
    })
}
