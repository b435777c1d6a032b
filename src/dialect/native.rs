//! Native types: what may follow `@db.`, as tables, one for each provider.
//!
//! Not for what a type means in Rust; `entity` decides that.

use std::fmt;

use super::{Engine, Provider};

/// The scalar types of the schema language that every provider names alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scalar {
    /// `String`
    String,
    /// `Boolean`
    Boolean,
    /// `Int`: 32 bits, signed.
    Int,
    /// `BigInt`: 64 bits, signed.
    BigInt,
    /// `Float`: 64 bits.
    Float,
    /// `Decimal`
    Decimal,
    /// `DateTime`
    DateTime,
    /// `Json`
    Json,
    /// `Bytes`
    Bytes,
}

impl Scalar {
    /// All of them.
    pub const ALL: [Scalar; 9] = [
        Scalar::String,
        Scalar::Boolean,
        Scalar::Int,
        Scalar::BigInt,
        Scalar::Float,
        Scalar::Decimal,
        Scalar::DateTime,
        Scalar::Json,
        Scalar::Bytes,
    ];

    /// The name in a schema.
    pub fn name(self) -> &'static str {
        match self {
            Scalar::String => "String",
            Scalar::Boolean => "Boolean",
            Scalar::Int => "Int",
            Scalar::BigInt => "BigInt",
            Scalar::Float => "Float",
            Scalar::Decimal => "Decimal",
            Scalar::DateTime => "DateTime",
            Scalar::Json => "Json",
            Scalar::Bytes => "Bytes",
        }
    }

    /// The scalar type of that name.
    pub fn of_name(name: &str) -> Option<Self> {
        Scalar::ALL.into_iter().find(|scalar| scalar.name() == name)
    }
}

/// A native type that a provider knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NativeType {
    /// What follows `@db.`.
    pub name: &'static str,
    /// The scalar types that it may stand on; never empty.
    pub scalars: &'static [Scalar],
    /// What it takes in parentheses.
    pub arguments: Arguments,
    /// Its name in DDL, before the arguments. Empty where nothing is generated for the provider.
    pub sql: &'static str,
}

/// What a native type takes in parentheses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arguments {
    /// Nothing.
    None,
    /// A number between the two, or nothing.
    Optional(u32, u32),
    /// A number between the two.
    Required(u32, u32),
    /// A number between the two, `Max`, or nothing (SQL Server).
    OptionalOrMax(u32, u32),
    /// Precision and scale, or nothing. The scale may not be larger than the precision.
    Decimal {
        /// The least and the largest precision.
        precision: (u32, u32),
        /// The largest scale.
        scale: u32,
    },
}

/// The native types of a provider, in the order in which they are listed.
pub fn native_types(provider: Provider) -> &'static [NativeType] {
    match provider {
        Provider::Sqlite => super::sqlite::NATIVE_TYPES,
        Provider::Postgresql => super::postgresql::NATIVE_TYPES,
        Provider::Mysql => super::mysql::NATIVE_TYPES,
        Provider::Cockroachdb => super::cockroachdb::NATIVE_TYPES,
        Provider::Sqlserver => super::sqlserver::NATIVE_TYPES,
        Provider::Mongodb => super::mongodb::NATIVE_TYPES,
    }
}

/// The native type of a name that a provider knows.
pub fn native_type(provider: Provider, name: &str) -> Option<&'static NativeType> {
    native_types(provider)
        .iter()
        .find(|native| native.name == name)
}

/// A type as an engine's DDL writes it: `VARCHAR` with `[191]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SqlType {
    /// In upper case.
    pub name: &'static str,
    /// The numbers in parentheses.
    pub arguments: Vec<u32>,
}

impl SqlType {
    pub(super) fn new(name: &'static str) -> Self {
        Self {
            name,
            arguments: Vec::new(),
        }
    }
}

/// As in `DECIMAL(65,30)`.
impl fmt::Display for SqlType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)?;
        if self.arguments.is_empty() {
            return Ok(());
        }
        let listed: Vec<String> = self.arguments.iter().map(u32::to_string).collect();
        write!(f, "({})", listed.join(","))
    }
}

/// The type of a column on an engine. `native` is the name and the arguments of the native type
/// that holds for this engine, if any; a name that the engine does not know counts as none.
/// SQLite has no native types, so there the scalar type alone decides.
pub fn column_type(engine: Engine, scalar: Scalar, native: Option<(&str, &[u32])>) -> SqlType {
    let known = native.and_then(|(name, arguments)| {
        // CockroachDB is generated for as PostgreSQL; its names mean nothing else there.
        let native = match engine {
            Engine::Sqlite => None,
            Engine::Postgresql => native_type(Provider::Postgresql, name)
                .or_else(|| native_type(Provider::Cockroachdb, name)),
            Engine::Mysql => native_type(Provider::Mysql, name),
        }?;
        Some((native, arguments))
    });
    match known {
        // Prisma writes a Boolean with this native type as it writes one without.
        Some((native, _)) if native.sql == "TINYINT" && scalar == Scalar::Boolean => {
            SqlType::new("BOOLEAN")
        }
        Some((native, arguments)) => SqlType {
            name: native.sql,
            arguments: arguments.to_vec(),
        },
        None => match engine {
            Engine::Sqlite => super::sqlite::default_type(scalar),
            Engine::Postgresql => super::postgresql::default_type(scalar),
            Engine::Mysql => super::mysql::default_type(scalar),
        },
    }
}

/// The database types that hold text, those of all engines.
pub const TEXT_TYPES: [&str; 7] = [
    "TEXT",
    "VARCHAR",
    "CHAR",
    "CITEXT",
    "TINYTEXT",
    "MEDIUMTEXT",
    "LONGTEXT",
];

/// The database types that hold bytes, where an engine has more than one.
pub const BYTES_TYPES: [&str; 6] = [
    "BINARY",
    "VARBINARY",
    "TINYBLOB",
    "BLOB",
    "MEDIUMBLOB",
    "LONGBLOB",
];

/// The type of an enum's column where the engine has no named enum types and no inline ones.
pub const SQLITE_ENUM: SqlType = SqlType {
    name: "TEXT",
    arguments: Vec::new(),
};

/// The end of a range that Prisma's validator leaves open, and the database closes.
pub(super) const OPEN: u32 = i32::MAX as u32;

/// A native type that takes nothing in parentheses.
pub(super) const fn plain(
    name: &'static str,
    scalars: &'static [Scalar],
    sql: &'static str,
) -> NativeType {
    NativeType {
        name,
        scalars,
        arguments: Arguments::None,
        sql,
    }
}

/// A native type with something in parentheses.
pub(super) const fn with(
    name: &'static str,
    scalars: &'static [Scalar],
    arguments: Arguments,
    sql: &'static str,
) -> NativeType {
    NativeType {
        name,
        scalars,
        arguments,
        sql,
    }
}
