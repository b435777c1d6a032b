//! A PostgreSQL database, by one connection.

use anyhow::Result;
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{AssertSqlSafe, Connection, Row};
use tokio::runtime::Runtime;

use super::{Catalog, Database};

pub(super) struct Postgresql {
    runtime: Runtime,
    connection: PgConnection,
}

impl Postgresql {
    pub(super) fn create(url: &str, name: &str) -> Result<Self> {
        let options: PgConnectOptions = url.parse()?;
        let runtime = super::runtime()?;
        let connection = runtime.block_on(PgConnection::connect_with(&options))?;
        let mut database = Self {
            runtime,
            connection,
        };
        database.apply(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"))?;
        database.apply(&format!(
            "CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'"
        ))?;
        let connect = async { PgConnection::connect_with(&options.database(name)).await };
        database.connection = database.runtime.block_on(connect)?;
        // A schema may use it and leave it to others to provide it.
        database.apply("CREATE SCHEMA provided; CREATE EXTENSION citext SCHEMA provided")?;
        database.apply("SET client_min_messages = warning; SET search_path = public, provided")?;
        Ok(database)
    }
}

impl Database for Postgresql {
    fn empty(&mut self) -> Result<()> {
        self.apply(EMPTY)
    }

    fn apply(&mut self, sql: &str) -> Result<()> {
        let query = sqlx::raw_sql(AssertSqlSafe(sql));
        let result = self.runtime.block_on(query.execute(&mut self.connection));
        if result.is_err() {
            // The script's own transaction would stay open.
            let end = sqlx::raw_sql("ROLLBACK").execute(&mut self.connection);
            self.runtime.block_on(end)?;
        }
        result?;
        Ok(())
    }

    fn query(&mut self, sql: &str) -> Result<Vec<String>> {
        let query = sqlx::raw_sql(AssertSqlSafe(sql)).fetch_all(&mut self.connection);
        let rows = self.runtime.block_on(query)?;
        rows.iter().map(|row| Ok(row.try_get(0)?)).collect()
    }

    fn catalog(&mut self) -> Result<Catalog> {
        Ok(self.query(CATALOG)?.into_iter().collect())
    }
}

/// What a schema made goes; what was provided stays.
const EMPTY: &str = r"
do $$ declare statement text; begin
    for statement in
        select format('drop extension %I cascade', extname)
        from pg_extension e join pg_namespace n on n.oid = e.extnamespace
        where extname <> 'plpgsql' and nspname <> 'provided'
        union all
        select format('drop schema %I cascade', nspname) from pg_namespace
        where nspname !~ '^pg_' and nspname not in ('information_schema', 'provided')
    loop execute statement; end loop;
    create schema public;
end $$;
";

/// A line for each thing that is not the system's nor an extension's.
const CATALOG: &str = r"
with
own_namespace as (
    select oid, nspname from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema'
),
own_class as (
    select c.*, n.nspname from pg_class c join own_namespace n on n.oid = c.relnamespace
    where not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
),
lines(line) as (
    select format('schema %I', nspname) from own_namespace where nspname not in ('public', 'provided')
    union all
    select format('extension %I in %I version %s', extname, nspname, extversion)
    from pg_extension e join pg_namespace n on n.oid = e.extnamespace
    where extname <> 'plpgsql' and nspname <> 'provided'
    union all
    select format('enum %I.%I (%s)', nspname, typname,
        (select string_agg(quote_literal(enumlabel), ', ' order by enumsortorder) from pg_enum where enumtypid = t.oid))
    from pg_type t join own_namespace n on n.oid = t.typnamespace
    where typtype = 'e' and not exists (select from pg_depend d where d.objid = t.oid and d.deptype = 'e')
    union all
    select format('%s %I.%I', case relkind when 'r' then 'table' when 'v' then 'view' when 'S' then 'sequence' else relkind::text end,
        nspname, relname)
    from own_class where relkind in ('r', 'v', 'S', 'm', 'p')
    union all
    select format('view %I.%I as %s', nspname, relname, pg_get_viewdef(oid)) from own_class where relkind = 'v'
    union all
    select format('position %s of %I.%I: %I', attnum, c.nspname, relname, attname)
    from own_class c join pg_attribute a on a.attrelid = c.oid and attnum > 0 and not attisdropped
    where relkind in ('r', 'v')
    union all
    select format('column of %I.%I: %I %s%s default %s identity %s generated %s collation %s', c.nspname, relname, attname,
        format_type(atttypid, atttypmod), case when attnotnull then ' not null' else '' end,
        pg_get_expr(adbin, adrelid), attidentity, attgenerated, attcollation::regcollation)
    from own_class c join pg_attribute a on a.attrelid = c.oid and attnum > 0 and not attisdropped
    left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
    where relkind in ('r', 'v')
    union all
    select format('constraint %I of %I.%I: %s', conname, c.nspname, relname, pg_get_constraintdef(o.oid))
    from pg_constraint o join own_class c on c.oid = o.conrelid
    union all
    select pg_get_indexdef(i.indexrelid) || case when indisvalid then '' else ' invalid' end
        || ' classes ' || (select string_agg(opcname, ' ' order by ordinality) from unnest(indclass) with ordinality as k(class, ordinality)
            join pg_opclass on pg_opclass.oid = class)
    from pg_index i join own_class c on c.oid = i.indexrelid
    union all
    select format('sequence %I.%I: %s from %s to %s start %s by %s cycle %s cache %s owned by %s', c.nspname, c.relname, seqtypid::regtype,
        seqmin, seqmax, seqstart, seqincrement, seqcycle, seqcache,
        (select format('%s.%s', d.refobjid::regclass, refobjsubid) from pg_depend d where d.objid = c.oid and d.deptype = 'a'))
    from pg_sequence s join own_class c on c.oid = s.seqrelid
)
select replace(replace(line, E'\r', '\r'), E'\n', '\n') from lines;
";
