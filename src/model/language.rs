//! What the schema language of each provider allows, as data.
//!
//! Not for native types, which `dialect` lists, and not for how an engine stores anything.

use super::ReferentialAction::{self, *};
use super::{IndexMethod, ScalarType};
use crate::dialect::{Provider, Scalar};

/// What a provider's language allows.
#[derive(Debug)]
pub(crate) struct Language {
    /// The provider's name in messages.
    pub(crate) name: &'static str,
    /// Types of which there are no fields at all.
    pub(crate) lacks: &'static [Scalar],
    /// Types of which fields can be lists.
    pub(crate) lists: Lists,
    /// Whether a primary key can have a name in the database.
    pub(crate) named_primary_keys: bool,
    /// Whether a foreign key can have a name in the database.
    pub(crate) named_foreign_keys: bool,
    /// Whether a column of a key or an index can have a `length:`.
    pub(crate) index_length: bool,
    /// Whether there is `@@fulltext`.
    pub(crate) fulltext: bool,
    /// What `type:` of an index can be.
    pub(crate) index_methods: &'static [IndexMethod],
    /// What becomes of operator classes: `ops:`.
    pub(crate) operator_classes: OperatorClasses,
    /// Whether an index can have a `where:`.
    pub(crate) partial_indexes: bool,
    /// Whether there are `schemas` and `@@schema`.
    pub(crate) schemas: bool,
    /// Whether there are `extensions`.
    pub(crate) extensions: bool,
    /// Whether there is `@shardKey`.
    pub(crate) shard_keys: bool,
    /// Types that `autoincrement()` counts in.
    pub(crate) autoincrement: &'static [Scalar],
    /// Where `autoincrement()` may stand.
    pub(crate) counters: Counters,
    /// Whether there is `sequence(…)`.
    pub(crate) sequences: bool,
    /// Which names must differ from which.
    pub(crate) names: Names,
    /// The most bytes that a name may have.
    pub(crate) max_name: Option<usize>,
    /// The actions that `relationMode = "prisma"` knows.
    pub(crate) emulated_actions: &'static [ReferentialAction],
    /// Whether `SetNull` on a required column is an error rather than a warning.
    pub(crate) refuses_set_null_on_required: bool,
    /// Native types that a key or an index takes only with a `length:`.
    pub(crate) need_index_length: &'static [&'static str],
    /// Native types that no key or index takes.
    pub(crate) unindexable: &'static [&'static str],
}

/// Types of which fields can be lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lists {
    None,
    All,
    AllBut(Scalar),
}

impl Lists {
    pub(crate) fn hold(self, ty: &ScalarType) -> bool {
        match self {
            Lists::None => false,
            Lists::All => true,
            Lists::AllBut(scalar) => ty.built_in() != Some(scalar),
        }
    }
}

/// What becomes of `ops:` in an index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OperatorClasses {
    /// The index has it.
    Known,
    /// It is an error.
    Refused,
    /// Prisma takes it, and the index does not have it.
    Ignored,
}

/// Where `autoincrement()` may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Counters {
    /// On any column.
    Anywhere,
    /// On one column of a table, the first of a key or an index.
    OneIndexed,
    /// On the one column of a primary key.
    PrimaryKey,
}

/// Which names of constraints must differ from which.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Names {
    /// Keys and indexes of a schema; and keys, indexes and foreign keys of a table.
    Postgresql,
    /// Foreign keys of the database; and keys and indexes of a table.
    Mysql,
    /// Indexes of the database.
    Sqlite,
    /// Keys, indexes and foreign keys of a table.
    Table,
}

/// The language of a schema, by the provider of its datasource, if it has one; none for a provider that
/// ketch does not generate from.
pub(crate) fn language_of(provider: Option<Provider>) -> Option<&'static Language> {
    match provider {
        Some(provider) => language(provider),
        None => Some(&WITHOUT_DATASOURCE),
    }
}

/// The language of a provider; none for one that ketch does not generate from.
pub(crate) fn language(provider: Provider) -> Option<&'static Language> {
    match provider {
        Provider::Sqlite => Some(&SQLITE),
        Provider::Postgresql => Some(&POSTGRESQL),
        Provider::Mysql => Some(&MYSQL),
        Provider::Cockroachdb => Some(&COCKROACHDB),
        Provider::Sqlserver | Provider::Mongodb => None,
    }
}

/// What a schema without a datasource allows: what every provider has.
pub(crate) static WITHOUT_DATASOURCE: Language = Language {
    name: "a schema without a datasource",
    lacks: &[Scalar::Decimal],
    lists: Lists::None,
    named_primary_keys: false,
    named_foreign_keys: false,
    index_length: false,
    fulltext: false,
    index_methods: &[IndexMethod::BTree],
    operator_classes: OperatorClasses::Ignored,
    partial_indexes: false,
    schemas: false,
    extensions: false,
    shard_keys: false,
    autoincrement: &[Scalar::Int, Scalar::BigInt],
    counters: Counters::PrimaryKey,
    sequences: false,
    names: Names::Table,
    max_name: None,
    emulated_actions: &[Cascade, Restrict, NoAction, SetNull, SetDefault],
    refuses_set_null_on_required: true,
    need_index_length: &[],
    unindexable: &[],
};

static SQLITE: Language = Language {
    name: "SQLite",
    lacks: &[],
    lists: Lists::None,
    named_primary_keys: false,
    named_foreign_keys: false,
    index_length: false,
    fulltext: false,
    index_methods: &[IndexMethod::BTree],
    operator_classes: OperatorClasses::Ignored,
    partial_indexes: true,
    schemas: false,
    extensions: false,
    shard_keys: false,
    autoincrement: &[Scalar::Int, Scalar::BigInt],
    counters: Counters::PrimaryKey,
    sequences: false,
    names: Names::Sqlite,
    max_name: None,
    emulated_actions: &[Cascade, Restrict, SetNull],
    refuses_set_null_on_required: true,
    need_index_length: &[],
    unindexable: &[],
};

static POSTGRESQL: Language = Language {
    name: "PostgreSQL",
    lacks: &[],
    lists: Lists::All,
    named_primary_keys: true,
    named_foreign_keys: true,
    index_length: false,
    fulltext: false,
    index_methods: &IndexMethod::ALL,
    operator_classes: OperatorClasses::Known,
    partial_indexes: true,
    schemas: true,
    extensions: true,
    shard_keys: false,
    autoincrement: &[Scalar::Int, Scalar::BigInt],
    counters: Counters::Anywhere,
    sequences: false,
    names: Names::Postgresql,
    max_name: Some(63),
    emulated_actions: &[Cascade, Restrict, SetNull],
    refuses_set_null_on_required: false,
    need_index_length: &[],
    unindexable: &["Xml"],
};

static MYSQL: Language = Language {
    name: "MySQL",
    lacks: &[],
    lists: Lists::None,
    named_primary_keys: false,
    named_foreign_keys: true,
    index_length: true,
    fulltext: true,
    index_methods: &[IndexMethod::BTree],
    operator_classes: OperatorClasses::Ignored,
    partial_indexes: false,
    schemas: false,
    extensions: false,
    shard_keys: true,
    autoincrement: &[Scalar::Int, Scalar::BigInt],
    counters: Counters::OneIndexed,
    sequences: false,
    names: Names::Mysql,
    max_name: Some(64),
    emulated_actions: &[Cascade, Restrict, NoAction, SetNull],
    refuses_set_null_on_required: true,
    need_index_length: &[
        "Text",
        "TinyText",
        "MediumText",
        "LongText",
        "Blob",
        "TinyBlob",
        "MediumBlob",
        "LongBlob",
    ],
    unindexable: &[],
};

static COCKROACHDB: Language = Language {
    name: "CockroachDB",
    lacks: &[],
    lists: Lists::AllBut(Scalar::Json),
    named_primary_keys: true,
    named_foreign_keys: true,
    index_length: false,
    fulltext: false,
    index_methods: &[IndexMethod::BTree, IndexMethod::Gin],
    operator_classes: OperatorClasses::Refused,
    partial_indexes: true,
    schemas: true,
    extensions: false,
    shard_keys: false,
    autoincrement: &[Scalar::BigInt],
    counters: Counters::Anywhere,
    sequences: true,
    names: Names::Table,
    max_name: Some(63),
    emulated_actions: &[Cascade, Restrict, NoAction, SetNull],
    refuses_set_null_on_required: true,
    need_index_length: &[],
    unindexable: &[],
};
