//! What a database shows, to be compared with what it should.

use ketch_runner::{JOURNAL, LEDGER};
use sea_orm::{ConnectionTrait, DbBackend, Statement};

use crate::support::Database;

/// Tables, rows and ledger, as far as they should not depend on what happened on the way.
pub(super) async fn picture(database: &Database) -> Vec<String> {
    let db = database.connect().await;
    let mut picture = database.versions(LEDGER).await;
    picture.extend(database.versions(JOURNAL).await);
    let open = format!(
        "SELECT count(*) AS n FROM {JOURNAL} WHERE finished_at IS NULL OR step IS NOT NULL OR doing IS NOT NULL"
    );
    picture.push(format!("{} open", database.number(&open).await));
    for sql in [structure(database.backend), rows(database.backend)] {
        let statement = Statement::from_string(database.backend, sql);
        let mut lines: Vec<String> = db
            .query_all_raw(statement)
            .await
            .unwrap_or_default()
            .iter()
            .map(|row| row.try_get("", "t").unwrap())
            .collect();
        lines.sort();
        picture.extend(lines);
    }
    picture
}

/// How two of them differ.
pub(super) fn difference(found: &[String], expected: &[String]) -> Result<(), String> {
    if found == expected {
        return Ok(());
    }
    let only = |these: &[String], those: &[String]| -> Vec<String> {
        let mut these = these.to_vec();
        these.retain(|line| !those.contains(line));
        these
    };
    Err(format!(
        "too much: {:?}, missing: {:?}",
        only(found, expected),
        only(expected, found)
    ))
}

fn structure(backend: DbBackend) -> &'static str {
    match backend {
        DbBackend::MySql => {
            "SELECT CONCAT_WS(' ', table_name, column_name, column_type, is_nullable, column_default, ordinal_position) AS t \
             FROM information_schema.columns WHERE table_schema = DATABASE() \
             UNION ALL SELECT CONCAT_WS(' ', table_name, index_name, column_name, non_unique) FROM information_schema.statistics WHERE table_schema = DATABASE() \
             UNION ALL SELECT CONCAT_WS(' ', table_name, constraint_name, referenced_table_name, delete_rule) FROM information_schema.referential_constraints WHERE constraint_schema = DATABASE() \
             UNION ALL SELECT CONCAT_WS(' ', trigger_name, action_statement) FROM information_schema.triggers WHERE trigger_schema = DATABASE()"
        }
        DbBackend::Postgres => {
            "SELECT concat_ws(' ', table_name, column_name, udt_name, is_nullable, column_default) AS t \
             FROM information_schema.columns WHERE table_schema = 'public' \
             UNION ALL SELECT pg_get_indexdef(indexrelid) || indisvalid FROM pg_index JOIN pg_class ON oid = indexrelid WHERE relnamespace = 'public'::regnamespace \
             UNION ALL SELECT enumlabel::text FROM pg_enum"
        }
        _ => "SELECT name || coalesce(sql, '') AS t FROM sqlite_master",
    }
}

fn rows(backend: DbBackend) -> &'static str {
    match backend {
        DbBackend::MySql => "SELECT CONCAT_WS(' ', id, n, more) AS t FROM item ORDER BY id",
        DbBackend::Postgres => {
            "SELECT concat_ws(' ', id, n, more, kind) AS t FROM item ORDER BY id"
        }
        _ => {
            "SELECT id || ' ' || n || ' ' || more || ' ' || \"authorId\" AS t FROM item ORDER BY id"
        }
    }
}
