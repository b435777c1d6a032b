//! How long MySQL's keys are, and how long they may be.

use super::{Column, ColumnTypeKind, IndexColumn, IndexKind};
use crate::diagnostic::{Diagnostics, code};
use crate::source::Span;

/// InnoDB's limit, for one column and for all of a key.
const LIMIT: u64 = 3072;

/// Reports a key that the engine cannot make. `kind` is none for a primary key.
pub(super) fn check(
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
        match bytes(&column.ty.kind, part.length) {
            Some(bytes) => {
                total += bytes;
                longest = longest.max(bytes);
            }
            None => diagnostics.push(code::key_needs_length(&part.name, kind.is_none(), span)),
        }
    }
    if total > LIMIT {
        let mariadb_takes_it = match kind {
            None => false,
            Some(IndexKind::Unique) => true,
            Some(IndexKind::Normal | IndexKind::Fulltext) => longest > LIMIT,
        };
        diagnostics.push(code::key_too_long(total, LIMIT, mariadb_takes_it, span));
    }
}

/// The bytes that a column takes in a key, or nothing where it must have a length and has none.
fn bytes(ty: &ColumnTypeKind, length: Option<u32>) -> Option<u64> {
    /// Of utf8mb4.
    const CHARACTER: u64 = 4;
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
