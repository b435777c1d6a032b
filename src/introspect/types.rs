//! Types as catalogs print them.

use super::canonical;
use super::token::{Kind, tokens};
use crate::database::ColumnTypeKind;
use crate::dialect::{Engine, Scalar, column_type, native_types};

/// A type of the engine by its name in DDL.
pub(super) fn native(engine: Engine, name: &str, arguments: Vec<u32>) -> Option<ColumnTypeKind> {
    let natives = native_types(engine.provider())
        .iter()
        .map(|native| native.sql);
    let defaults = Scalar::ALL.map(|scalar| column_type(engine, scalar, None).name);
    // Prisma's for SQLite, which ketch writes as TEXT.
    let prismas: &[&'static str] = match engine {
        Engine::Sqlite => &["DECIMAL", "JSONB"],
        Engine::Postgresql | Engine::Mysql => &[],
    };
    let mut known = natives.chain(defaults).chain(prismas.iter().copied());
    let name = known.find(|known| known.eq_ignore_ascii_case(name))?;
    Some(ColumnTypeKind::Native(name, arguments))
}

/// The name and the numbers of `decimal(65,30) unsigned`: `decimal unsigned`, `[65, 30]`. No
/// numbers where what stands in the parentheses is something else.
pub(super) fn split(text: &str) -> Option<(String, Vec<u32>)> {
    let Some((front, rest)) = text.split_once('(') else {
        return Some((text.trim().to_owned(), Vec::new()));
    };
    let (inside, back) = rest.split_once(')')?;
    let arguments = inside.split(',').map(|number| number.trim().parse().ok());
    let arguments = arguments.collect::<Option<Vec<u32>>>()?;
    Some((
        format!("{}{back}", front.trim_end()).trim().to_owned(),
        arguments,
    ))
}

/// PostgreSQL's text of a type, without the brackets of an array.
pub(super) fn postgresql(text: &str) -> ColumnTypeKind {
    let raw = || ColumnTypeKind::Raw(text.to_owned());
    let Some((name, arguments)) = split(text) else {
        return raw();
    };
    let name = name.to_ascii_lowercase();
    let name = match name.as_str() {
        "character varying" => "VARCHAR",
        "character" | "bpchar" => "CHAR",
        "numeric" => "DECIMAL",
        "timestamp without time zone" => "TIMESTAMP",
        "timestamp with time zone" => "TIMESTAMPTZ",
        "time without time zone" => "TIME",
        "time with time zone" => "TIMETZ",
        "bit varying" => "VARBIT",
        "int2" => "SMALLINT",
        "int" | "int4" => "INTEGER",
        "int8" => "BIGINT",
        "float4" => "REAL",
        "float8" => "DOUBLE PRECISION",
        "bool" => "BOOLEAN",
        name => name,
    };
    native(Engine::Postgresql, name, arguments).unwrap_or_else(raw)
}

/// MySQL's text of a type: `COLUMN_TYPE`.
pub(super) fn mysql(text: &str) -> ColumnTypeKind {
    let raw = || ColumnTypeKind::Raw(text.to_owned());
    if let Some(rest) = text.strip_prefix("enum") {
        let tokens = tokens(Engine::Mysql, rest);
        let values = tokens.into_iter().filter_map(|token| match token.kind {
            Kind::Text(value) => Some(value),
            _ => None,
        });
        return ColumnTypeKind::InlineEnum(values.collect());
    }
    if text == "tinyint(1)" {
        return native(Engine::Mysql, "BOOLEAN", Vec::new()).unwrap_or_else(raw);
    }
    let Some((name, arguments)) = split(text) else {
        return raw();
    };
    let (plain, sign) = match name.strip_suffix(" unsigned") {
        Some(plain) => (plain, " unsigned"),
        None => (name.as_str(), ""),
    };
    // The number of an integer type is how wide it is shown.
    let (plain, arguments) = match plain {
        "int" => ("integer", Vec::new()),
        "tinyint" | "smallint" | "mediumint" | "bigint" | "year" => (plain, Vec::new()),
        plain => (plain, arguments),
    };
    native(Engine::Mysql, &format!("{plain}{sign}"), arguments).unwrap_or_else(raw)
}

/// The type with every number that the engine takes for granted, so that equal types are equal.
pub(super) fn canonical(engine: Engine, kind: &ColumnTypeKind) -> ColumnTypeKind {
    match kind {
        ColumnTypeKind::Native(name, arguments) => {
            let granted: &[u32] = match (engine, *name, arguments.len()) {
                (Engine::Postgresql, "DECIMAL", 1) => &[0],
                (Engine::Mysql, "DECIMAL", 0) => &[10, 0],
                (Engine::Mysql, "DECIMAL", 1) => &[0],
                (Engine::Postgresql | Engine::Mysql, "CHAR" | "BIT", 0) => &[1],
                (Engine::Mysql, "BINARY", 0) => &[1],
                // Without a fraction it is printed bare.
                (Engine::Mysql, "DATETIME" | "TIMESTAMP" | "TIME", 0) => &[0],
                _ => &[],
            };
            let mut arguments = arguments.clone();
            arguments.extend(granted);
            ColumnTypeKind::Native(name, arguments)
        }
        ColumnTypeKind::Raw(text) => {
            let text = text.trim().to_lowercase();
            let read = match engine {
                Engine::Sqlite => sqlite(&text),
                Engine::Postgresql => postgresql(&text),
                Engine::Mysql => mysql(&text),
            };
            match read {
                ColumnTypeKind::Raw(text) => {
                    ColumnTypeKind::Raw(text.split_whitespace().collect::<String>())
                }
                read => canonical(engine, &read),
            }
        }
        ColumnTypeKind::InlineEnum(values) => {
            let values = values.iter().map(|text| canonical::printed(engine, text));
            ColumnTypeKind::InlineEnum(values.collect())
        }
        ColumnTypeKind::Enum(_) => kind.clone(),
    }
}

/// SQLite's declared type.
pub(super) fn sqlite(text: &str) -> ColumnTypeKind {
    let decimal = split(text).filter(|(name, _)| {
        let names = ["DECIMAL", "NUMERIC"];
        names.iter().any(|known| known.eq_ignore_ascii_case(name))
    });
    let kind = match decimal {
        Some((_, arguments)) => native(Engine::Sqlite, "DECIMAL", arguments),
        None => native(Engine::Sqlite, text, Vec::new()),
    };
    kind.unwrap_or_else(|| ColumnTypeKind::Raw(text.to_owned()))
}
