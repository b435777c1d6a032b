//! The names that keys, indexes and constraints have where the schema gives none: Prisma's.
//!
//! A name that would be too long loses the end of its front part and keeps its suffix. The limit
//! is counted in bytes, and a character is never cut in two.

use super::Engine;

/// The longest name that the engine keeps, in bytes. SQLite keeps any; this is where Prisma stops.
pub fn limit(engine: Engine) -> usize {
    match engine {
        Engine::Sqlite => 10_000,
        Engine::Postgresql => 63,
        Engine::Mysql => 64,
    }
}

/// `T_pkey`
pub fn primary_key(engine: Engine, table: &str) -> String {
    joined(engine, table, &[], "_pkey")
}

/// `T_a_b_key`
pub fn unique(engine: Engine, table: &str, columns: &[&str]) -> String {
    joined(engine, table, columns, "_key")
}

/// `T_a_b_idx`
pub fn index(engine: Engine, table: &str, columns: &[&str]) -> String {
    joined(engine, table, columns, "_idx")
}

/// `T_a_b_fkey`
pub fn foreign_key(engine: Engine, table: &str, columns: &[&str]) -> String {
    joined(engine, table, columns, "_fkey")
}

fn joined(engine: Engine, table: &str, columns: &[&str], suffix: &str) -> String {
    let parts = columns.iter().map(|column| column.len() + 1).sum::<usize>();
    let mut front = String::with_capacity(table.len() + parts + suffix.len());
    front.push_str(table);
    for column in columns {
        front.push('_');
        front.push_str(column);
    }
    with_suffix(engine, front, suffix)
}

/// The front part, shortened where it must be, and the suffix.
pub(crate) fn with_suffix(engine: Engine, front: String, suffix: &str) -> String {
    let mut name = front;
    name.truncate(clipped(&name, limit(engine) - suffix.len()).len());
    name + suffix
}

/// The longest start of a text that has no more bytes.
pub(crate) fn clipped(text: &str, bytes: usize) -> &str {
    &text[..text.floor_char_boundary(bytes)]
}
