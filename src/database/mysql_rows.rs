//! How long MySQL's rows are, and how long they may be.

use super::{Column, ColumnTypeKind};
use crate::diagnostic::{Diagnostics, code};
use crate::source::Span;

/// MySQL's limit for all columns of a table, but for what TEXT, BLOB and JSON hold.
const LIMIT: u64 = 65_535;

/// Reports a table whose rows could be longer than MySQL takes.
pub(super) fn check(columns: &[Column], span: Span, diagnostics: &mut Diagnostics) {
    let nullable = columns.iter().filter(|column| column.nullable).count() as u64;
    let total = columns.iter().map(|column| bytes(&column.ty.kind));
    let total = total.sum::<u64>() + nullable.div_ceil(8);
    if total > LIMIT {
        diagnostics.push(code::row_too_long(total, LIMIT, span));
    }
}

/// The bytes of a row that a column takes at most, in utf8mb4.
fn bytes(ty: &ColumnTypeKind) -> u64 {
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
        "CHAR" => first * 4,
        "VARCHAR" => with_length(first * 4),
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
