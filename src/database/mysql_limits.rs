//! How long MySQL's keys, rows and values of enums are, and how long they may be.

use super::{Column, ColumnTypeKind, IndexColumn, IndexKind};
use crate::diagnostic::{Diagnostics, code};
use crate::source::Span;

/// InnoDB's limit, for one column and for all of a key.
const KEY_LIMIT: u64 = 3072;

/// MySQL's limit for all columns of a table, but for what TEXT, BLOB and JSON hold.
const ROW_LIMIT: u64 = 65_535;

/// The characters that MySQL takes in a value of an enum.
pub(super) const ENUM_VALUE: usize = 255;

/// The bytes of a character of utf8mb4.
const CHARACTER: u64 = 4;

/// Reports a key that the engine cannot make. `kind` is none for a primary key.
pub(super) fn check_key(
    columns: &[Column],
    key: &[IndexColumn],
    kind: Option<IndexKind>,
    span: Span,
    diagnostics: &mut Diagnostics,
) {
    // Full-text indexes hold words.
    if kind == Some(IndexKind::Fulltext) {
        return;
    }
    let mut total = 0;
    let mut longest = 0;
    for part in key {
        let Some(column) = columns.iter().find(|column| column.name == part.name) else {
            continue;
        };
        match bytes_in_key(&column.ty.kind, part.length) {
            Some(bytes) => {
                total += bytes;
                longest = longest.max(bytes);
            }
            None => diagnostics.push(code::key_needs_length(&part.name, kind.is_none(), span)),
        }
    }
    if total > KEY_LIMIT {
        let mariadb_takes_it = match kind {
            None => false,
            Some(IndexKind::Unique) => true,
            Some(IndexKind::Normal | IndexKind::Fulltext) => longest > KEY_LIMIT,
        };
        diagnostics.push(code::key_too_long(total, KEY_LIMIT, mariadb_takes_it, span));
    }
}

/// The bytes that a column takes in a key, or nothing where it must have a length and has none.
fn bytes_in_key(ty: &ColumnTypeKind, length: Option<u32>) -> Option<u64> {
    let (name, args) = match ty {
        ColumnTypeKind::Native(name, args) => (*name, args.first().copied()),
        ColumnTypeKind::Enum(_) | ColumnTypeKind::InlineEnum(_) | ColumnTypeKind::Raw(_) => {
            return Some(8);
        }
    };
    let shorter = |of: Option<u32>| match (of, length) {
        (Some(of), Some(length)) => Some(u64::from(of.min(length))),
        (of, length) => of.or(length).map(u64::from),
    };
    match name {
        "CHAR" | "VARCHAR" => shorter(args).map(|characters| characters * CHARACTER),
        "BINARY" | "VARBINARY" => shorter(args),
        "TINYTEXT" | "TEXT" | "MEDIUMTEXT" | "LONGTEXT" => {
            length.map(|characters| u64::from(characters) * CHARACTER)
        }
        "TINYBLOB" | "BLOB" | "MEDIUMBLOB" | "LONGBLOB" | "JSON" => length.map(u64::from),
        "DECIMAL" => Some(30),
        _ => Some(8),
    }
}

/// Reports a table whose rows could be longer than MySQL takes.
pub(super) fn check_row(columns: &[Column], span: Span, diagnostics: &mut Diagnostics) {
    let nullable = columns.iter().filter(|column| column.nullable).count() as u64;
    let total = columns.iter().map(|column| bytes_in_row(&column.ty.kind));
    let total = total.sum::<u64>() + nullable.div_ceil(8);
    if total > ROW_LIMIT {
        diagnostics.push(code::row_too_long(total, ROW_LIMIT, span));
    }
}

/// The bytes of a row that a column takes at most.
fn bytes_in_row(ty: &ColumnTypeKind) -> u64 {
    let (name, args) = match ty {
        ColumnTypeKind::Native(name, args) => (*name, args.as_slice()),
        ColumnTypeKind::InlineEnum(values) => return if values.len() < 256 { 1 } else { 2 },
        // Of no size that could be known.
        ColumnTypeKind::Enum(_) | ColumnTypeKind::Raw(_) => return 0,
    };
    let argument = |place: usize| args.get(place).map_or(0, |argument| u64::from(*argument));
    let first = argument(0);
    let with_length = |bytes: u64| bytes + if bytes > 255 { 2 } else { 1 };
    let fraction = first.div_ceil(2);
    match name.strip_suffix(" UNSIGNED").unwrap_or(name) {
        "CHAR" => first * CHARACTER,
        "VARCHAR" => with_length(first * CHARACTER),
        "BINARY" => first,
        "VARBINARY" => with_length(first),
        // Where the text or the bytes are.
        "TINYTEXT" | "TINYBLOB" => 9,
        "TEXT" | "BLOB" => 10,
        "MEDIUMTEXT" | "MEDIUMBLOB" => 11,
        "LONGTEXT" | "LONGBLOB" | "JSON" => 12,
        "BIT" => first.div_ceil(8),
        "TINYINT" | "BOOLEAN" | "YEAR" => 1,
        "SMALLINT" => 2,
        "MEDIUMINT" | "DATE" => 3,
        "INTEGER" | "FLOAT" => 4,
        "TIME" => 3 + fraction,
        "TIMESTAMP" => 4 + fraction,
        "DATETIME" => 5 + fraction,
        "DECIMAL" if args.is_empty() => decimal(10),
        "DECIMAL" => decimal(first.saturating_sub(argument(1))) + decimal(argument(1)),
        _ => 8,
    }
}

/// The bytes of so many digits on one side of the point: four for nine of them, and fewer for
/// the rest.
fn decimal(digits: u64) -> u64 {
    digits / 9 * 4 + (digits % 9).div_ceil(2)
}
