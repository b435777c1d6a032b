//! A PostgreSQL database, by way of psql.

use std::io::Write;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use super::{Catalog, Database};

const NAME: &str = "ketch_conformance";

pub(super) struct Postgresql {
    /// Of the server, with no database.
    server: String,
}

impl Postgresql {
    pub(super) fn create(url: &str) -> Result<Self> {
        let (server, _) = url
            .rsplit_once('/')
            .context("the server's URL names no database")?;
        psql(url, &format!("DROP DATABASE IF EXISTS {NAME}"))?;
        psql(
            url,
            &format!("CREATE DATABASE {NAME} TEMPLATE template0 ENCODING 'UTF8'"),
        )?;
        let database = Self {
            server: server.to_owned(),
        };
        // A schema may use it and leave it to others to provide it.
        database.run("CREATE SCHEMA provided; CREATE EXTENSION citext SCHEMA provided")?;
        database.run(&format!(
            "ALTER DATABASE {NAME} SET search_path = public, provided"
        ))?;
        Ok(database)
    }

    fn run(&self, sql: &str) -> Result<String> {
        psql(&format!("{}/{NAME}", self.server), sql)
    }
}

impl Database for Postgresql {
    fn apply(&mut self, sql: &str) -> Result<()> {
        self.run(sql).map(drop)
    }

    fn query(&mut self, sql: &str) -> Result<Vec<String>> {
        Ok(self.run(sql)?.lines().map(str::to_owned).collect())
    }

    fn catalog(&mut self) -> Result<Catalog> {
        Ok(self.run(CATALOG)?.lines().map(str::to_owned).collect())
    }
}

fn psql(url: &str, sql: &str) -> Result<String> {
    let mut client = Command::new("psql")
        .args([
            "--no-psqlrc",
            "--quiet",
            "--no-align",
            "--tuples-only",
            "--set=ON_ERROR_STOP=1",
            "--file=-",
            url,
        ])
        .env("PGOPTIONS", "--client-min-messages=warning")
        .env("PGCLIENTENCODING", "UTF8")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .context("cannot run psql")?;
    client
        .stdin
        .take()
        .context("psql has no input")?
        .write_all(sql.as_bytes())?;
    let output = client.wait_with_output()?;
    if !output.status.success() {
        bail!("{}", String::from_utf8_lossy(&output.stderr).trim_end());
    }
    Ok(String::from_utf8(output.stdout)?)
}

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
