//! Dropping everything, for `fresh`: tables, views and types of the database that is migrated.
//!
//! Prisma's own ledger stays, as do extensions and what belongs to them.

use std::collections::BTreeSet;

use sea_orm::{ConnectionTrait, DbBackend};

use crate::error::Error;
use crate::ledger::{execute, get, query, quoted};
use crate::session::Session;
use crate::unit::ForeignKeys;

const PRISMAS_LEDGER: &str = "_prisma_migrations";

/// Drops everything. `schemas` are those of PostgreSQL that migrations make, besides the current one.
pub(crate) async fn clear(session: &Session<'_>, schemas: &BTreeSet<String>) -> Result<(), Error> {
    if session.backend == DbBackend::MySql {
        return clear_mysql(&session.executor()).await;
    }
    let unit = session.begin("fresh", ForeignKeys::OffForRebuild).await?;
    let db = unit.transaction();
    let cleared = match session.backend {
        DbBackend::Sqlite => clear_sqlite(db).await,
        _ => clear_postgres(db, schemas).await,
    };
    unit.end(cleared).await
}

async fn names(
    db: &impl ConnectionTrait,
    sql: &str,
    values: Vec<sea_orm::Value>,
) -> Result<Vec<(String, String)>, Error> {
    let mut names = Vec::new();
    for row in query(db, sql, values).await? {
        let name: String = get(&row, "name")?;
        if name != PRISMAS_LEDGER {
            names.push((get(&row, "kind")?, name));
        }
    }
    Ok(names)
}

async fn clear_sqlite(db: &impl ConnectionTrait) -> Result<(), Error> {
    // A virtual table takes its shadow tables along, so that it goes first.
    let sql = "SELECT name, CASE type WHEN 'view' THEN 'VIEW' ELSE 'TABLE' END AS kind FROM sqlite_master \
               WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' \
               ORDER BY type = 'table', sql NOT LIKE 'CREATE VIRTUAL%'";
    for (kind, name) in names(db, sql, vec![]).await? {
        execute(
            db,
            &format!("DROP {kind} IF EXISTS {}", quoted(DbBackend::Sqlite, &name)),
            vec![],
        )
        .await?;
    }
    Ok(())
}

async fn clear_mysql(db: &impl ConnectionTrait) -> Result<(), Error> {
    let sql = "SELECT table_name AS name, CASE table_type WHEN 'VIEW' THEN 'VIEW' ELSE 'TABLE' END AS kind \
               FROM information_schema.tables WHERE table_schema = DATABASE() ORDER BY table_type = 'VIEW' DESC";
    let found = names(db, sql, vec![]).await?;
    execute(db, "SET SESSION foreign_key_checks = 0", vec![]).await?;
    for (kind, name) in found {
        execute(
            db,
            &format!("DROP {kind} IF EXISTS {}", quoted(DbBackend::MySql, &name)),
            vec![],
        )
        .await?;
    }
    execute(db, "SET SESSION foreign_key_checks = 1", vec![]).await
}

async fn clear_postgres(
    db: &impl ConnectionTrait,
    schemas: &BTreeSet<String>,
) -> Result<(), Error> {
    let rows = query(db, "SELECT current_schema()::text AS name", vec![]).await?;
    let current: Option<String> = rows
        .first()
        .map(|row| get(row, "name"))
        .transpose()?
        .flatten();
    let schemas: BTreeSet<&String> = schemas.iter().chain(&current).collect();
    let member = |catalog: &str| {
        format!(
            "EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = '{catalog}'::regclass AND d.objid = o.oid AND d.deptype IN ('e', 'a', 'i'))"
        )
    };
    let relations = format!(
        "SELECT o.relname::text AS name, CASE o.relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' \
         WHEN 'f' THEN 'FOREIGN TABLE' WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END AS kind \
         FROM pg_class o JOIN pg_namespace n ON n.oid = o.relnamespace \
         WHERE n.nspname = $1 AND o.relkind IN ('r', 'p', 'f', 'v', 'm', 'S') AND NOT {} ORDER BY o.relkind <> 'v', o.oid",
        member("pg_class")
    );
    let types = format!(
        "SELECT o.typname::text AS name, CASE o.typtype WHEN 'd' THEN 'DOMAIN' ELSE 'TYPE' END AS kind \
         FROM pg_type o JOIN pg_namespace n ON n.oid = o.typnamespace \
         WHERE n.nspname = $1 AND o.typtype IN ('e', 'd', 'r') AND NOT {}",
        member("pg_type")
    );
    for schema in schemas {
        for sql in [&relations, &types] {
            for (kind, name) in names(db, sql, vec![schema.as_str().into()]).await? {
                let (schema, name) = (
                    quoted(DbBackend::Postgres, schema),
                    quoted(DbBackend::Postgres, &name),
                );
                execute(
                    db,
                    &format!("DROP {kind} IF EXISTS {schema}.{name} CASCADE"),
                    vec![],
                )
                .await?;
            }
        }
    }
    Ok(())
}
