//! Asks the catalog whether a statement was done whose end nobody saw.
//!
//! A statement that commits itself changes what the catalog shows of the objects that it names, or
//! it may be run again: so one look before it and one after an interruption tell, whatever kind of
//! statement it is. The lock keeps other migrators from changing the same meanwhile.
//!
//! *probe*: the digest of what the catalog shows of the objects that a statement names.

use ketch_history::Digest;
use sea_orm::{ConnectionTrait, DbBackend};

use crate::error::Error;
use crate::ledger::{get, query, quoted};
use crate::statements::ConcurrentIndex;

/// What the catalog shows now of the objects that a statement names.
pub(crate) async fn probe(db: &impl ConnectionTrait, sql: &str) -> Result<Digest, Error> {
    match db.get_database_backend() {
        DbBackend::MySql => mysql(db, sql).await,
        _ => postgres(db, sql).await,
    }
}

async fn mysql(db: &impl ConnectionTrait, sql: &str) -> Result<Digest, Error> {
    let mut seen = Vec::new();
    // Names of tables fold where the file system does, and are quoted in any way.
    let folded = sql.to_lowercase().replace("``", "`").replace("\"\"", "\"");
    let tables =
        "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE()";
    let mut names = Vec::new();
    for row in query(db, tables, vec![]).await? {
        let name: String = get(&row, "name")?;
        let plain = name.to_lowercase().replace("``", "`").replace("\"\"", "\"");
        if has_word(&folded, &plain) {
            names.push(name);
        }
    }
    names.sort();
    for name in names {
        let show = format!("SHOW CREATE TABLE {}", quoted(DbBackend::MySql, &name));
        // A view whose tables are gone cannot be shown: that, too, is how it stands.
        let text = match query(db, &show, vec![]).await {
            Ok(rows) => rows
                .first()
                .and_then(|row| row.try_get_by_index::<String>(1).ok()),
            Err(_) => None,
        };
        seen.push(name);
        seen.push(without_counter(&text.unwrap_or_default()));
    }
    for (word, objects) in [
        (
            "trigger",
            "SELECT CONCAT_WS(' ', trigger_name, action_timing, event_manipulation, event_object_table, action_statement) AS name \
             FROM information_schema.triggers WHERE trigger_schema = DATABASE() ORDER BY trigger_name",
        ),
        (
            "procedure",
            "SELECT CONCAT_WS(' ', routine_name, routine_definition) AS name FROM information_schema.routines \
             WHERE routine_schema = DATABASE() AND routine_type = 'PROCEDURE' ORDER BY routine_name",
        ),
        (
            "function",
            "SELECT CONCAT_WS(' ', routine_name, routine_definition) AS name FROM information_schema.routines \
             WHERE routine_schema = DATABASE() AND routine_type = 'FUNCTION' ORDER BY routine_name",
        ),
        (
            "event",
            "SELECT CONCAT_WS(' ', event_name, status, event_definition) AS name FROM information_schema.events \
             WHERE event_schema = DATABASE() ORDER BY event_name",
        ),
    ] {
        if folded.contains(word) {
            for row in query(db, objects, vec![]).await? {
                seen.push(get::<Option<String>>(&row, "name")?.unwrap_or_default());
            }
        }
    }
    Ok(Digest::of(seen.join("\n")))
}

/// Whether a name stands in a text, and not as a part of a longer one: quoted or not, something that is
/// no letter of a name stands on either side of it.
fn has_word(text: &str, name: &str) -> bool {
    let is_letter = |letter: char| letter.is_alphanumeric() || letter == '_' || letter == '$';
    text.match_indices(name).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + name.len()..].chars().next();
        !before.is_some_and(is_letter) && !after.is_some_and(is_letter)
    })
}

/// The next number of a table is rows' affair.
fn without_counter(create: &str) -> String {
    const COUNTER: &str = " AUTO_INCREMENT=";
    match create.rsplit_once(COUNTER) {
        Some((before, after)) => {
            let after = after.trim_start_matches(|character: char| character.is_ascii_digit());
            format!("{before}{after}")
        }
        None => create.to_owned(),
    }
}

async fn postgres(db: &impl ConnectionTrait, sql: &str) -> Result<Digest, Error> {
    let named = "SELECT n.nspname::text || '.' || c.relname::text AS name FROM pg_class c \
                 JOIN pg_namespace n ON n.oid = c.relnamespace \
                 WHERE n.nspname NOT IN ('pg_catalog', 'pg_toast', 'information_schema') \
                 AND position(lower(c.relname) IN lower($1)) > 0 ORDER BY 1";
    let mut seen = Vec::new();
    for row in query(db, named, vec![sql.into()]).await? {
        seen.push(get::<String>(&row, "name")?);
    }
    Ok(Digest::of(seen.join("\n")))
}

/// How an index stands that is made while its table is in use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum IndexState {
    Missing,
    /// A build of it failed: it costs time and finds nothing.
    Invalid,
    Valid,
}

/// How an index stands. It is in its table's schema.
pub(crate) async fn index_state(
    db: &impl ConnectionTrait,
    index: &ConcurrentIndex<'_>,
) -> Result<IndexState, Error> {
    let sql = "SELECT x.indisvalid::int::bigint AS valid FROM pg_index x \
               JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = to_regclass($1) \
               WHERE i.relnamespace = t.relnamespace AND i.relname = (parse_ident($2))[1]::name";
    let rows = query(db, sql, vec![index.table.into(), index.name.into()]).await?;
    Ok(match rows.first() {
        None => IndexState::Missing,
        Some(row) if get::<i64>(row, "valid")? == 1 => IndexState::Valid,
        Some(_) => IndexState::Invalid,
    })
}

/// Drops an index that a failed build left.
pub(crate) async fn drop_index(
    db: &impl ConnectionTrait,
    index: &ConcurrentIndex<'_>,
) -> Result<(), Error> {
    let schema = "SELECT n.nspname::text AS name FROM pg_class t JOIN pg_namespace n ON n.oid = t.relnamespace \
                  WHERE t.oid = to_regclass($1)";
    let rows = query(db, schema, vec![index.table.into()]).await?;
    let Some(row) = rows.first() else {
        return Ok(());
    };
    let schema = quoted(DbBackend::Postgres, &get::<String>(row, "name")?);
    let sql = format!("DROP INDEX CONCURRENTLY IF EXISTS {schema}.{}", index.name);
    db.execute_unprepared(&sql)
        .await
        .map(drop)
        .map_err(Error::database("to drop an index that is not valid"))
}

#[cfg(test)]
mod tests {
    use super::{has_word, without_counter};

    #[test]
    fn a_name_is_found_where_it_stands_by_itself() {
        for text in [
            "drop table item",
            "`item`",
            "a.item(b)",
            "\"item\"",
            "item1, item",
        ] {
            assert!(has_word(text, "item"), "{text}");
        }
        for text in ["item1", "`items`", "my_item", "$item", "itéms"] {
            assert!(!has_word(text, "item"), "{text}");
        }
        // Of letters that no name needs to be quoted for, and of others.
        assert!(has_word("drop table `a-b c`", "a-b c"));
        assert!(has_word("drop table `-`", "-"));
    }

    #[test]
    fn the_next_number_is_left_out() {
        let create = "CREATE TABLE `a` (\n  `b` int AUTO_INCREMENT\n) ENGINE=InnoDB AUTO_INCREMENT=17 DEFAULT CHARSET=utf8mb4";
        assert_eq!(
            without_counter(create),
            "CREATE TABLE `a` (\n  `b` int AUTO_INCREMENT\n) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4"
        );
    }
}
