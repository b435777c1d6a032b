//! The names of tables, keys, indexes and constraints where the schema gives none: Prisma's.

use crate::dialect::Engine;
use crate::dialect::names::{clipped, with_suffix};
pub use crate::dialect::names::{foreign_key, index, limit, primary_key, unique};
use crate::model::{DataModel, Relation};

/// The table of an implicit many-to-many relation: `_AToB`, or `_Name`.
pub fn join_table(engine: Engine, data_model: &DataModel, relation: &Relation) -> String {
    let name = match &relation.name {
        Some(name) => format!("_{name}"),
        None => {
            let [forward, back] =
                [relation.forward, relation.back].map(|id| &data_model.model(id).name);
            format!("_{forward}To{back}")
        }
    };
    // Prisma counts characters here, and PostgreSQL then cuts bytes.
    let name: String = name.chars().take(limit(engine)).collect();
    stored(engine, &name).to_owned()
}

/// The key on both columns of a join table, or the index on the second.
pub(super) fn join_table_index(engine: Engine, table: &str, suffix: &str) -> String {
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
pub(super) fn join_table_foreign_key(engine: Engine, table: &str, column: &str) -> String {
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
    let cut = |text: &str, bytes: usize| text[..text.floor_char_boundary(bytes)].to_owned();
    format!("{}_{}_seq", cut(table, front), cut(column, back))
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

/// A number that tells names apart at less cost than comparing them (FNV-1a): where the characters differ,
/// it hardly ever is the same.
pub fn fingerprint(characters: impl Iterator<Item = char>) -> u64 {
    characters.fold(0xcbf2_9ce4_8422_2325, |hash, character| {
        (hash ^ u64::from(character)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// Whether an index is that of a unique constraint of SQLite's: it has the name that SQLite gave it, stands
/// in the statement of its table, and comes and goes with the table alone.
pub fn is_of_constraint(index: &str) -> bool {
    index.starts_with("sqlite_autoindex_")
}

/// The name as the engine keeps it: PostgreSQL cuts one that is too long, in silence.
pub fn stored(engine: Engine, name: &str) -> &str {
    match engine {
        Engine::Postgresql => clipped(name, limit(engine)),
        Engine::Sqlite | Engine::Mysql => name,
    }
}
