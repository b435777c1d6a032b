//! A MariaDB database, by way of its client.

use std::io::Write;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use super::{Catalog, Database};

const NAME: &str = "ketch_conformance";

pub(super) struct Mariadb {
    /// Options of the client that name the server.
    options: Vec<String>,
}

impl Mariadb {
    pub(super) fn create(url: &str) -> Result<Self> {
        let database = Self {
            options: options(url).with_context(|| format!("cannot read {url}"))?,
        };
        database.run(
            &format!("DROP DATABASE IF EXISTS {NAME}; CREATE DATABASE {NAME}"),
            None,
        )?;
        Ok(database)
    }

    fn run(&self, sql: &str, database: Option<&str>) -> Result<String> {
        let mut client = Command::new("mariadb")
            .arg("--no-defaults")
            .args(&self.options)
            .args([
                "--protocol=tcp",
                "--batch",
                "--skip-column-names",
                "--default-character-set=utf8mb4",
            ])
            .args(database)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .context("cannot run mariadb")?;
        client
            .stdin
            .take()
            .context("mariadb has no input")?
            .write_all(sql.as_bytes())?;
        let output = client.wait_with_output()?;
        if !output.status.success() {
            bail!("{}", String::from_utf8_lossy(&output.stderr).trim_end());
        }
        Ok(String::from_utf8(output.stdout)?)
    }
}

/// `mysql://user:password@host:port/` as options.
fn options(url: &str) -> Option<Vec<String>> {
    let rest = url.strip_prefix("mysql://")?;
    let (user, rest) = rest.split_once('@')?;
    let (user, password) = user.split_once(':').unwrap_or((user, ""));
    let (host, port) = rest.split('/').next()?.split_once(':')?;
    let mut options = vec![
        format!("--host={host}"),
        format!("--port={port}"),
        format!("--user={user}"),
    ];
    if !password.is_empty() {
        options.push(format!("--password={password}"));
    }
    Some(options)
}

impl Database for Mariadb {
    fn apply(&mut self, sql: &str) -> Result<()> {
        self.run(sql, Some(NAME)).map(drop)
    }

    fn query(&mut self, sql: &str) -> Result<Vec<String>> {
        let output = self.run(sql, Some(NAME))?;
        Ok(output.lines().map(str::to_owned).collect())
    }

    fn catalog(&mut self) -> Result<Catalog> {
        Ok(self
            .run(CATALOG, Some(NAME))?
            .lines()
            .map(str::to_owned)
            .collect())
    }
}

/// Functions that MariaDB lacks. A migration may call them on rows, of which there are none here.
pub(super) const FUNCTIONS_OF_MYSQL: &str = r"
create function bin_to_uuid(bytes binary(16)) returns char(36) deterministic return insert(insert(insert(insert(
    lower(hex(bytes)), 9, 0, '-'), 14, 0, '-'), 19, 0, '-'), 24, 0, '-');
create function uuid_to_bin(text char(36)) returns binary(16) deterministic return unhex(replace(text, '-', ''));
";

/// A line for each thing. `concat_ws` leaves NULLs out, so what may be NULL is named.
const CATALOG: &str = r"
select concat_ws(' ', 'table', table_name, table_type, engine, table_collation, create_options)
from information_schema.tables where table_schema = database();
select concat_ws(' ', 'position', ordinal_position, 'of', table_name, column_name)
from information_schema.columns where table_schema = database();
select concat_ws(' ', 'column of', table_name, column_name, column_type, 'null', is_nullable,
    concat('default ', column_default), concat('extra ', extra), concat('collation ', collation_name))
from information_schema.columns where table_schema = database();
select concat_ws(' ', 'index', index_name, 'of', table_name, seq_in_index, column_name, 'not unique', non_unique,
    concat('direction ', collation), concat('prefix ', sub_part), index_type)
from information_schema.statistics where table_schema = database();
select concat_ws(' ', 'foreign key', constraint_name, 'of', table_name, 'to', referenced_table_name,
    'update', update_rule, 'delete', delete_rule)
from information_schema.referential_constraints where constraint_schema = database();
select concat_ws(' ', 'key', constraint_name, 'of', table_name, ordinal_position, column_name,
    concat('to ', referenced_table_name, ' ', referenced_column_name))
from information_schema.key_column_usage where table_schema = database();
select concat_ws(' ', 'check', constraint_name, 'of', table_name, check_clause)
from information_schema.check_constraints where constraint_schema = database();
select concat_ws(' ', 'view', table_name, view_definition)
from information_schema.views where table_schema = database();
";
