//! Names and values as SQL text, an engine at a time: the only place that writes a quote.
//!
//! No engine can hold a NUL in a name or in text, and no file a carriage return in a name, so
//! lowering to a database schema has refused them before anything comes here.

use super::Engine;

/// A name: `"User"`, or `` `User` `` for MySQL.
pub fn identifier(engine: Engine, name: &str) -> String {
    match engine {
        Engine::Sqlite | Engine::Postgresql => enclosed('"', name),
        Engine::Mysql => enclosed('`', name),
    }
}

/// A name in a PostgreSQL schema; the other engines have no schemas.
pub fn qualified(engine: Engine, namespace: Option<&str>, name: &str) -> String {
    match namespace {
        Some(namespace) => format!(
            "{}.{}",
            identifier(engine, namespace),
            identifier(engine, name)
        ),
        None => identifier(engine, name),
    }
}

/// Text. A carriage return is escaped, since files are read with line feeds alone.
pub fn string(engine: Engine, text: &str) -> String {
    let has_return = text.contains('\r');
    match engine {
        Engine::Sqlite if has_return => {
            let parts: Vec<_> = text.split('\r').map(|part| enclosed('\'', part)).collect();
            format!("({})", parts.join(" || char(13) || "))
        }
        Engine::Postgresql if has_return => {
            let escaped = text.replace('\\', "\\\\").replace('\r', "\\r");
            format!("E{}", enclosed('\'', &escaped))
        }
        Engine::Sqlite | Engine::Postgresql => enclosed('\'', text),
        // A backslash escapes, unless a session asks for NO_BACKSLASH_ESCAPES.
        Engine::Mysql => {
            let escaped = text.replace('\\', "\\\\").replace('\r', "\\r");
            enclosed('\'', &escaped)
        }
    }
}

/// Bytes, in the engine's own hexadecimal form.
pub fn bytes(engine: Engine, bytes: &[u8]) -> String {
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    match engine {
        Engine::Sqlite | Engine::Mysql => format!("X'{hex}'"),
        Engine::Postgresql => format!("'\\x{hex}'"),
    }
}

fn enclosed(mark: char, text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    for part in text.split(mark) {
        quoted.push(mark);
        quoted.push_str(part);
        quoted.push(mark);
    }
    quoted
}
