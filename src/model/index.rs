//! Keys and indexes of a model.

use super::{FieldId, Literal};
use crate::source::Span;

/// A model's primary key.
#[derive(Clone, Debug, PartialEq)]
pub struct PrimaryKey {
    /// The columns, in order.
    pub fields: Vec<IndexField>,
    /// `map:`
    pub constraint_name: Option<String>,
    /// `name:`
    pub client_name: Option<String>,
    /// Where it stands.
    pub span: Span,
}

/// A unique or an index of a model.
#[derive(Clone, Debug, PartialEq)]
pub struct Index {
    /// Of what kind.
    pub kind: IndexKind,
    /// The columns, in order.
    pub fields: Vec<IndexField>,
    /// `map:`, or of an `@@index` its `name:`, which Prisma reads as `map:`.
    pub constraint_name: Option<String>,
    /// `name:` of a unique.
    pub client_name: Option<String>,
    /// `type:`
    pub method: Option<IndexMethod>,
    /// `where:`, as SQL with database names or as an object of fields.
    pub predicate: Option<Predicate>,
    /// Where it stands.
    pub span: Span,
}

/// Kinds of [`Index`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IndexKind {
    /// `@unique`, `@@unique`
    Unique,
    /// `@@index`
    Normal,
    /// `@@fulltext`
    Fulltext,
}

/// A column of a key or an index.
#[derive(Clone, Debug, PartialEq)]
pub struct IndexField {
    /// The field; always a scalar one.
    pub field: FieldId,
    /// `length:`, in characters or bytes of the column.
    pub length: Option<u32>,
    /// `sort: Desc`
    pub descending: bool,
    /// `ops:`
    pub operator_class: Option<OperatorClass>,
}

/// An operator class of an index column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OperatorClass {
    /// By Prisma's name, as in `JsonbPathOps`.
    Named(String),
    /// `raw("…")`
    Raw(String),
}

/// How an index is built.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum IndexMethod {
    BTree,
    Hash,
    Gin,
    Gist,
    SpGist,
    Brin,
}

impl IndexMethod {
    /// All of them.
    pub const ALL: [IndexMethod; 6] = [
        IndexMethod::BTree,
        IndexMethod::Hash,
        IndexMethod::Gin,
        IndexMethod::Gist,
        IndexMethod::SpGist,
        IndexMethod::Brin,
    ];

    /// The name in a schema.
    pub fn name(self) -> &'static str {
        match self {
            IndexMethod::BTree => "BTree",
            IndexMethod::Hash => "Hash",
            IndexMethod::Gin => "Gin",
            IndexMethod::Gist => "Gist",
            IndexMethod::SpGist => "SpGist",
            IndexMethod::Brin => "Brin",
        }
    }

    /// The method of that name.
    pub fn of_name(name: &str) -> Option<Self> {
        IndexMethod::ALL
            .into_iter()
            .find(|method| method.name() == name)
    }
}

/// The condition of a partial index.
#[derive(Clone, Debug, PartialEq)]
pub enum Predicate {
    /// `raw("…")` or a string.
    Raw(String),
    /// `{ a: 1, b: { not: null } }`: all must hold.
    All(Vec<(FieldId, Condition)>),
}

/// One condition of a [`Predicate::All`].
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// Equal to a literal.
    Equals(Literal),
    /// Not equal to a literal.
    NotEquals(Literal),
    /// `null`
    IsNull,
    /// `{ not: null }`
    IsNotNull,
}
