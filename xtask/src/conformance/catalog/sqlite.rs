//! A SQLite database in memory.

use anyhow::Result;
use rusqlite::Connection;

use super::{Catalog, Database};

pub(super) struct Sqlite {
    connection: Connection,
}

impl Sqlite {
    pub(super) fn create() -> Result<Self> {
        let connection = Connection::open_in_memory()?;
        connection.pragma_update(None, "foreign_keys", true)?;
        Ok(Self { connection })
    }

    fn lines(&self, query: &str) -> Result<Vec<String>> {
        let mut statement = self.connection.prepare(query)?;
        let rows = statement.query_map([], |row| row.get::<_, String>(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

impl Database for Sqlite {
    fn empty(&mut self) -> Result<()> {
        *self = Self::create()?;
        Ok(())
    }

    fn apply(&mut self, sql: &str) -> Result<()> {
        Ok(self.connection.execute_batch(sql)?)
    }

    fn query(&mut self, sql: &str) -> Result<Vec<String>> {
        self.lines(sql)
    }

    fn catalog(&mut self) -> Result<Catalog> {
        let mut catalog = Catalog::new();
        for query in CATALOG {
            catalog.extend(self.lines(query)?);
        }
        // What the pragmas do not tell is in the text of the statements alone.
        for (head, sql) in self
            .lines(STATEMENTS)?
            .iter()
            .filter_map(|line| line.split_once('\u{1f}'))
        {
            if sql.to_uppercase().contains(" AUTOINCREMENT") {
                catalog.insert(format!("{head} counts up"));
            }
            for named in sql.split("CONSTRAINT ").skip(1) {
                let named = named.split(" REFERENCES").next().unwrap_or(named);
                catalog.insert(format!("constraint of {head}: {named}"));
            }
            if let Some((_, predicate)) = sql.split_once(" WHERE ") {
                catalog.insert(format!("{head} where {predicate}"));
            }
        }
        Ok(catalog)
    }
}

const CATALOG: [&str; 6] = [
    "select type || ' ' || name || ' of ' || tbl_name from sqlite_master where name not like 'sqlite\\_%' escape '\\'",
    "select format('position %d of %s: %s', c.cid, m.name, c.name)
    from sqlite_master m join pragma_table_xinfo(m.name) c where m.type = 'table' and m.name not like 'sqlite\\_%' escape '\\'",
    "select format('column of %s: %s %s not null %d default %s key %d hidden %d', m.name, c.name, c.type, c.\"notnull\",
        ifnull(c.dflt_value, '-'), c.pk, c.hidden)
    from sqlite_master m join pragma_table_xinfo(m.name) c where m.type = 'table' and m.name not like 'sqlite\\_%' escape '\\'",
    // Their order has no meaning, so neither have the numbers that the pragma gives them.
    "select format('foreign key of %s: %s to %s update %s delete %s', m.name, group_concat(k.\"from\" || ' to ' || k.\"to\"),
        k.\"table\", k.on_update, k.on_delete)
    from sqlite_master m join pragma_foreign_key_list(m.name) k where m.type = 'table' group by m.name, k.id",
    "select format('index %s of %s: unique %d origin %s partial %d', i.name, m.name, i.\"unique\", i.origin, i.partial)
    from sqlite_master m join pragma_index_list(m.name) i where m.type = 'table'",
    "select format('index %s: %d %s descending %d collation %s', i.name, c.seqno, ifnull(c.name, '-'), c.\"desc\", c.coll)
    from sqlite_master m join pragma_index_list(m.name) i join pragma_index_xinfo(i.name) c where m.type = 'table' and c.key",
];

const STATEMENTS: &str =
    "select type || ' ' || name || char(31) || sql from sqlite_master where sql is not null";

/// A line of Prisma's catalog as ketch means it: text where Prisma's declared type has numeric
/// affinity, and bytes where Prisma's default is the text of their hexadecimal form.
pub(super) fn expected(line: &str) -> String {
    if !line.starts_with("column ") {
        return line.to_owned();
    }
    if let Some((front, rest)) = line.split_once(" DECIMAL not null ") {
        let (null, rest) = rest.split_once(" default ").unwrap_or((rest, ""));
        let (default, rest) = rest.split_once(" key ").unwrap_or((rest, ""));
        let default = if default == "-" {
            default.to_owned()
        } else {
            // Without the zeros that say nothing, as entities write it.
            let shortest = match default.split_once('.') {
                Some(_) => default.trim_end_matches('0').trim_end_matches('.'),
                None => default,
            };
            format!("'{shortest}'")
        };
        return format!("{front} TEXT not null {null} default {default} key {rest}");
    }
    if line.contains(" BLOB not null ") {
        return line.replacen(" default '", " default X'", 1);
    }
    line.replacen(" JSONB not null ", " TEXT not null ", 1)
}

/// Prisma's DDL with what SQLite cannot read mended: a Json default stands in it unquoted.
pub(super) fn mended(sql: &str) -> String {
    let lines = sql.lines().map(|line| {
        let Some((front, value)) = line
            .split_once(" DEFAULT ")
            .filter(|(front, _)| front.contains(" JSONB"))
        else {
            return line.to_owned();
        };
        let (value, comma) = value
            .strip_suffix(',')
            .map_or((value, ""), |value| (value, ","));
        if value.starts_with('\'') {
            line.to_owned()
        } else {
            format!("{front} DEFAULT '{}'{comma}", value.replace('\'', "''"))
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}
