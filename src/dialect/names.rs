//! Names in a database: those that keys, indexes and constraints have where the schema gives none, which
//! are Prisma's; how long a name may be, and how each engine keeps it; and whose it is.
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

/// The name as the engine keeps it: PostgreSQL cuts one that is too long, in silence.
pub fn stored(engine: Engine, name: &str) -> &str {
    match engine {
        Engine::Postgresql => clipped(name, limit(engine)),
        Engine::Sqlite | Engine::Mysql => name,
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

/// The key on both columns of a join table, or the index on the second.
pub(crate) fn join_table_index(engine: Engine, table: &str, suffix: &str) -> String {
    match engine {
        Engine::Postgresql => with_suffix(engine, table.to_owned(), suffix),
        // Characters, once more.
        Engine::Sqlite | Engine::Mysql => {
            let front: String = table.chars().take(limit(engine) - suffix.len()).collect();
            front + suffix
        }
    }
}

/// The foreign key of one column of a join table: `_AToB_A_fkey`.
pub(crate) fn join_table_foreign_key(engine: Engine, table: &str, column: &str) -> String {
    with_suffix(engine, table.to_owned(), &format!("_{column}_fkey"))
}

/// The sequence that PostgreSQL makes for a column that counts up, by the name that it gives it:
/// the longer part is cut until all fits.
pub fn sequence(table: &str, column: &str) -> String {
    let room = limit(Engine::Postgresql) - "__seq".len();
    let (mut front, mut back) = (table.len(), column.len());
    while front + back > room {
        if front > back {
            front -= 1;
        } else {
            back -= 1;
        }
    }
    format!("{}_{}_seq", clipped(table, front), clipped(column, back))
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
fn with_suffix(engine: Engine, front: String, suffix: &str) -> String {
    let mut name = front;
    name.truncate(clipped(&name, limit(engine) - suffix.len()).len());
    name + suffix
}

/// The longest start of a text that has no more bytes.
fn clipped(text: &str, bytes: usize) -> &str {
    &text[..text.floor_char_boundary(bytes)]
}

/// Whose the name of a table or an index is, where a schema cannot have it.
pub fn reserved(engine: Engine, name: &str) -> Option<&'static str> {
    const SQLITE: &str = "sqlite_";
    let start = name.get(..SQLITE.len()).unwrap_or_default();
    match name {
        "seaql_migrations" => Some("SeaORM's ledger of migrations"),
        "_ketch_journal" => Some("ketch's journal of migrations"),
        "_ketch_catalog" => Some("ketch's record of the catalog"),
        _ if engine == Engine::Sqlite && start.eq_ignore_ascii_case(SQLITE) => {
            Some("sqlite itself")
        }
        _ => None,
    }
}

/// Whether an index is that of a unique constraint of SQLite's: it has the name that SQLite gave it, stands
/// in the statement of its table, and comes and goes with the table alone.
pub fn is_of_constraint(index: &str) -> bool {
    index.starts_with("sqlite_autoindex_")
}

/// A number that tells names apart at less cost than comparing them (FNV-1a): where the characters differ,
/// it hardly ever is the same.
pub fn fingerprint(characters: impl Iterator<Item = char>) -> u64 {
    characters.fold(0xcbf2_9ce4_8422_2325, |hash, character| {
        (hash ^ u64::from(character)).wrapping_mul(0x0100_0000_01b3)
    })
}
