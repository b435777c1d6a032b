//! The Rust type of a column: the one that every listed engine gives back exactly.
//!
//! A type that SeaORM has, where it is exact on all of them; else a newtype of the generated
//! `types.rs`. Where a type could carry more than a column keeps, its [`Limit`]s say so, and the
//! generated `before_save` refuses the rest. `docs/types.md` is this module in prose.
//!
//! Not for the column's type in DDL: that is `dialect::column_type`.

use super::rust::{Code, code, join};
use super::stored::{self, Stored, UNBOUNDED};
use super::types::Piece;
use crate::diagnostic::{Diagnostic, code};
use crate::dialect::{self, Engine, Scalar, SqlType};
use crate::model::{Arity, DataModel, EnumId, Field, ScalarField, ScalarType};

/// The Rust side of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RustType {
    /// The type of one value, without `Option` and `Vec`.
    pub base: Base,
    /// Arguments of the field's `#[sea_orm(…)]`: a key and the text of its string.
    pub attributes: Vec<(&'static str, String)>,
    /// What is refused before it is saved.
    pub limits: Vec<Limit>,
    /// The parts of `types.rs` that it needs; one may stand twice.
    pub pieces: Vec<Piece>,
    /// The features of sea-orm that it needs; one may stand twice.
    pub features: Vec<&'static str>,
    /// Whether a single value is `Copy`. It is `Clone`, `Debug` and `PartialEq` in any case.
    pub copy: bool,
    /// Whether it is `Eq` and `Hash`.
    pub eq: bool,
}

/// The type of one value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Base {
    /// One that Rust or SeaORM has.
    Known(Known),
    /// A newtype of the generated `types.rs`, with its constants.
    Newtype(Piece, Vec<u32>),
    /// An enum of the schema.
    Enum(EnumId),
}

/// A type of Rust or of SeaORM, which an entity's file knows by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// `bool`
    Bool,
    /// `i8` to `u64`
    Integer {
        /// 8, 16, 32 or 64.
        bits: u32,
        /// Whether it has numbers below zero.
        signed: bool,
    },
    /// `f32`
    F32,
    /// `f64`
    F64,
    /// `String`
    String,
    /// `Vec<u8>`
    Bytes,
    /// `Json`
    Json,
    /// `Uuid`
    Uuid,
    /// `Date`
    Date,
}

impl Known {
    /// What Rust calls it.
    pub fn name(self) -> &'static str {
        match self {
            Known::Bool => "bool",
            Known::Integer { bits, signed } => match (bits, signed) {
                (8, true) => "i8",
                (8, false) => "u8",
                (16, true) => "i16",
                (16, false) => "u16",
                (32, true) => "i32",
                (32, false) => "u32",
                (_, true) => "i64",
                (_, false) => "u64",
            },
            Known::F32 => "f32",
            Known::F64 => "f64",
            Known::String => "String",
            Known::Bytes => "Vec<u8>",
            Known::Json => "Json",
            Known::Uuid => "Uuid",
            Known::Date => "Date",
        }
    }
}

/// What a column keeps of a Rust type that could carry more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Limit {
    /// Text of at most so many characters.
    Chars(u32),
    /// Text of at most so many characters that does not end in a blank.
    Char(u32),
    /// At most so many bytes, of text in UTF-8 or of bytes.
    Bytes(u32),
    /// Exactly so many bytes.
    Binary(u32),
    /// Exactly so many of `0` and `1`.
    Bit(u32),
    /// At most so many of `0` and `1`.
    VarBit(u32),
    /// Text that does not begin with an XML declaration.
    Xml,
    /// A number; not NaN.
    Number,
    /// A number; neither NaN nor infinite.
    Finite,
    /// JSON that is nested at most 127 deep.
    Json,
    /// The same, without floating-point numbers that `JSONB` gives back as integers.
    JsonB,
    /// The years 1 to 9999.
    Date,
    /// The years 1901 to 2155, and 0.
    Year,
}

impl Limit {
    /// As the generated code writes it, with its path.
    pub fn rust(self) -> String {
        format!("super::types::Limit::{self:?}")
    }
}

impl RustType {
    /// The text of the field's type as people read it: `Option<types::Decimal<10, 2>>`; `path` gives
    /// that of an enum.
    pub fn text(&self, arity: Arity, path: impl FnOnce(EnumId) -> String) -> String {
        let base = match &self.base {
            Base::Known(known) => known.name().to_owned(),
            Base::Newtype(piece, constants) => {
                format!("types::{}", newtype(*piece, constants).as_str())
            }
            Base::Enum(id) => path(*id),
        };
        match arity {
            Arity::Required => base,
            Arity::Optional => format!("Option<{base}>"),
            Arity::List => format!("Vec<{base}>"),
        }
    }

    fn new(base: Base) -> Self {
        Self {
            base,
            attributes: Vec::new(),
            limits: Vec::new(),
            pieces: Vec::new(),
            features: Vec::new(),
            copy: false,
            eq: true,
        }
    }

    fn known(known: Known) -> Self {
        Self::new(Base::Known(known))
    }

    fn newtype(piece: Piece, constants: &[u32]) -> Self {
        let mut new = Self::new(Base::Newtype(piece, constants.to_vec())).copy();
        new.pieces.push(piece);
        new
    }

    fn copy(mut self) -> Self {
        self.copy = true;
        self
    }

    fn feature(mut self, feature: &'static str) -> Self {
        self.features.push(feature);
        self
    }

    fn piece(mut self, piece: Piece) -> Self {
        self.pieces.push(piece);
        self
    }

    fn limit(mut self, limit: Limit) -> Self {
        self.limits.push(limit);
        self.pieces.push(Piece::Limit);
        self
    }
}

/// A newtype with its constants: `Timestamp`, `Decimal<10, 2>`.
pub(super) fn newtype(piece: Piece, constants: &[u32]) -> Code {
    let name = piece.type_name().unwrap_or_default();
    let constants = join(constants.iter().map(|number| i128::from(*number)), ", ");
    match constants.as_str() {
        "" => Code::from(name),
        _ => code![name, "<", constants, ">"],
    }
}

/// The Rust type of a column, for the engines of the model's settings. None: an unsupported
/// type, which the entity leaves out and the caller says so.
pub fn rust_type(
    model: &DataModel,
    field: &Field,
    column: &ScalarField,
) -> Result<Option<RustType>, Diagnostic> {
    let mut chosen = match &column.ty {
        ScalarType::Enum(id) => RustType::new(Base::Enum(*id)).copy(),
        ScalarType::BuiltIn(scalar) => built_in(model, field, column, *scalar)?,
        ScalarType::Unsupported(_) => return Ok(None),
    };
    if field.arity == Arity::List {
        chosen = chosen.feature("postgres-array");
        if !chosen.pieces.is_empty() {
            chosen.pieces.push(Piece::List);
        }
        for (key, value) in &mut chosen.attributes {
            match *key {
                "column_type" => {
                    *value = format!(
                        "Array(sea_orm::prelude::RcOrArc::new(sea_orm::prelude::ColumnType::{value}))"
                    )
                }
                _ => value.push_str("[]"),
            }
        }
    }
    Ok(Some(chosen))
}

fn built_in(
    model: &DataModel,
    field: &Field,
    column: &ScalarField,
    scalar: Scalar,
) -> Result<RustType, Diagnostic> {
    let engines = &model.settings.engines;
    let sql_type = |engine: Engine| {
        engines.contains(&engine).then(|| {
            let native = model.native(column, engine);
            let native = native.map(|native| (native.name.as_str(), native.args.as_slice()));
            dialect::column_type(engine, scalar, native)
        })
    };
    let keeps = |engine: Engine, sql: &Option<SqlType>| match sql {
        None => Ok(None),
        Some(sql) => match stored::stored(engine, scalar, sql) {
            Some(stored) => Ok(Some(stored)),
            None => Err(code::no_rust_type(column.type_span, &sql.to_string())),
        },
    };
    let (postgresql, mysql) = (sql_type(Engine::Postgresql), sql_type(Engine::Mysql));
    let clash = || {
        let mut types = Vec::new();
        for engine in engines {
            if let Some(sql) = sql_type(*engine) {
                types.push((*engine, sql.to_string()));
            }
        }
        code::no_common_type(column.type_span, &types)
    };
    let kept = match (
        keeps(Engine::Postgresql, &postgresql)?,
        keeps(Engine::Mysql, &mysql)?,
    ) {
        (Some(a), Some(b)) => stored::common(a, b).ok_or_else(clash)?,
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => stored::by_scalar(scalar),
    };
    let on = Engines {
        sqlite: engines.contains(&Engine::Sqlite),
        postgresql: postgresql.as_ref(),
        mysql: mysql.as_ref(),
        list: field.arity == Arity::List,
    };
    choose(kept, on).ok_or_else(clash)
}

/// The engines that a column is on, with its type on those where it matters, and whether it is
/// a list.
#[derive(Clone, Copy)]
struct Engines<'a> {
    sqlite: bool,
    postgresql: Option<&'a SqlType>,
    mysql: Option<&'a SqlType>,
    list: bool,
}

fn choose(kept: Stored, on: Engines<'_>) -> Option<RustType> {
    let only_postgresql = !on.sqlite && on.mysql.is_none();
    let only_mysql = !on.sqlite && on.postgresql.is_none();
    Some(match kept {
        Stored::Boolean => RustType::known(Known::Bool).copy(),
        Stored::Int { bits: 63, .. } => RustType::newtype(Piece::UnsignedBigInt, &[]),
        Stored::Int {
            bits: 64,
            signed: false,
        } if !only_mysql => RustType::newtype(Piece::UnsignedBigInt, &[]),
        Stored::Int { bits, signed } => integer(bits, signed),
        // Without the cast a list of them could not be compared.
        Stored::Oid if on.list => RustType {
            attributes: vec![("save_as", "oid".to_owned())],
            ..integer(32, false)
        },
        Stored::Oid => integer(32, false),
        // SeaORM reads a `u16` from MySQL and SQLite, a `u32` from PostgreSQL too.
        Stored::Year if on.postgresql.is_some() => integer(32, false).limit(Limit::Year),
        Stored::Year => integer(16, false).limit(Limit::Year),
        Stored::Float { bits } => {
            let float = RustType {
                eq: false,
                ..RustType::known(if bits == 32 { Known::F32 } else { Known::F64 }).copy()
            };
            match (on.mysql, on.sqlite) {
                (Some(_), _) => float.limit(Limit::Finite),
                (None, true) => float.limit(Limit::Number),
                (None, false) => float,
            }
        }
        Stored::Decimal { whole, scale } => decimal(whole, scale),
        // PostgreSQL's text for it follows the locale, so it goes through NUMERIC, by a cast that
        // the other engines would not understand.
        Stored::Money if only_postgresql => RustType {
            attributes: vec![
                ("select_as", "numeric".to_owned()),
                ("save_as", "money".to_owned()),
            ],
            ..decimal(17, 2)
        },
        Stored::Money => return None,
        Stored::Text { chars, bytes } => {
            let mut text = string(on);
            if chars != UNBOUNDED {
                text = text.limit(Limit::Chars(chars));
            }
            if bytes != UNBOUNDED {
                text = text.limit(Limit::Bytes(bytes));
            }
            text
        }
        Stored::Citext => string(on),
        Stored::Char { chars } => string(on).limit(Limit::Char(chars)),
        Stored::Bit { bits } => string(on).limit(Limit::Bit(bits)),
        Stored::VarBit { bits } => string(on).limit(Limit::VarBit(bits)),
        Stored::Xml => string(on).limit(Limit::Xml),
        Stored::Uuid if only_postgresql => RustType::known(Known::Uuid).copy().feature("with-uuid"),
        Stored::Uuid => RustType::newtype(Piece::PortableUuid, &[]).feature("with-uuid"),
        Stored::Inet => RustType::newtype(Piece::Inet, &[]),
        Stored::Timestamp {
            digits,
            zoned: false,
        } => chrono(Piece::Timestamp, digits),
        Stored::Timestamp {
            digits,
            zoned: true,
        } if only_postgresql => chrono(Piece::TimestampTz, digits),
        Stored::Timestamp {
            digits,
            zoned: true,
        } => chrono(Piece::TimestampTzNaive, digits),
        Stored::Date => RustType::known(Known::Date)
            .copy()
            .feature("with-chrono")
            .limit(Limit::Date)
            .piece(Piece::LimitDate),
        Stored::Time { digits } => chrono(Piece::Time, digits),
        Stored::TimeTz { digits } => chrono(Piece::TimeTz, digits),
        Stored::Json => {
            let json = RustType::known(Known::Json)
                .feature("with-json")
                .piece(Piece::LimitJson);
            match on.postgresql {
                Some(_) => json.limit(Limit::JsonB),
                None => json.limit(Limit::Json),
            }
        }
        Stored::Bytes { max: UNBOUNDED } => RustType::known(Known::Bytes),
        Stored::Bytes { max } => RustType::known(Known::Bytes).limit(Limit::Bytes(max)),
        Stored::Binary { bytes } => RustType::known(Known::Bytes).limit(Limit::Binary(bytes)),
        Stored::BitField { .. } if only_mysql => integer(64, false),
        Stored::BitField { .. } => return None,
    })
}

/// The smallest integer that holds so many bits.
fn integer(bits: u32, signed: bool) -> RustType {
    let bits = bits.max(8).next_power_of_two();
    RustType::known(Known::Integer { bits, signed }).copy()
}

/// `String`. PostgreSQL's types that are not text themselves are read and written with a cast,
/// which SeaORM writes for PostgreSQL alone where a column's type is an enum's.
fn string(on: Engines<'_>) -> RustType {
    let cast = on.postgresql.and_then(|sql| match sql.name {
        "CHAR" => Some("bpchar"),
        // Quoted it is the type of any length; BIT alone would be that of one bit.
        "BIT" => Some("bit"),
        "VARBIT" => Some("varbit"),
        "CITEXT" => Some("citext"),
        "XML" => Some("xml"),
        // A list of it cannot be compared with a list of text.
        "VARCHAR" if on.list => Some("varchar"),
        _ => None,
    });
    let attribute = |name| {
        (
            "column_type",
            format!("Enum {{ name: \"{name}\".into(), variants: Vec::new() }}"),
        )
    };
    RustType {
        attributes: cast.map(attribute).into_iter().collect(),
        ..RustType::known(Known::String)
    }
}

fn decimal(whole: u32, scale: u32) -> RustType {
    RustType::newtype(Piece::Decimal, &[whole + scale, scale])
        .feature("with-rust_decimal")
        .feature("with-bigdecimal")
}

fn chrono(piece: Piece, digits: u32) -> RustType {
    let digits = digits.min(6);
    let arguments = match piece.default_digits() == Some(digits) {
        // Said again at each field, it would be a constant for the compiler to evaluate each time.
        true => [].as_slice(),
        false => &[digits],
    };
    RustType::newtype(piece, arguments).feature("with-chrono")
}
