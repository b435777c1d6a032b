//! A MariaDB database, by one connection.

use anyhow::Result;
use sqlx::mysql::{MySqlConnectOptions, MySqlConnection};
use sqlx::{AssertSqlSafe, Connection, Row};
use tokio::runtime::Runtime;

use super::{Catalog, Database};

pub(super) struct Mariadb {
    runtime: Runtime,
    connection: MySqlConnection,
    name: String,
}

impl Mariadb {
    pub(super) fn create(url: &str, name: &str) -> Result<Self> {
        // The server's own settings, as they are for a client that asks for none.
        let options: MySqlConnectOptions = url.parse()?;
        let options = options
            .pipes_as_concat(false)
            .no_engine_substitution(false)
            .timezone(None);
        let runtime = super::runtime()?;
        let mut database = Self {
            connection: runtime.block_on(MySqlConnection::connect_with(&options))?,
            runtime,
            name: name.to_owned(),
        };
        database.empty()?;
        Ok(database)
    }
}

impl Database for Mariadb {
    fn empty(&mut self) -> Result<()> {
        let name = &self.name;
        // A script that failed leaves its settings.
        self.apply(&format!(
            "SET SESSION sql_mode = DEFAULT; DROP DATABASE IF EXISTS {name}; \
             CREATE DATABASE {name}; USE {name}"
        ))
    }

    fn apply(&mut self, sql: &str) -> Result<()> {
        let query = sqlx::raw_sql(AssertSqlSafe(sql));
        self.runtime.block_on(query.execute(&mut self.connection))?;
        Ok(())
    }

    fn query(&mut self, sql: &str) -> Result<Vec<String>> {
        let query = sqlx::raw_sql(AssertSqlSafe(sql)).fetch_all(&mut self.connection);
        let rows = self.runtime.block_on(query)?;
        // The catalog's own columns are of types that the driver calls bytes.
        let lines = rows.iter().map(|row| row.try_get_unchecked(0));
        Ok(lines.collect::<sqlx::Result<_>>()?)
    }

    fn catalog(&mut self) -> Result<Catalog> {
        Ok(self.query(CATALOG)?.into_iter().collect())
    }
}

/// Functions that MariaDB lacks. A migration may call them on rows, of which there are none here.
pub(in crate::conformance) const FUNCTIONS_OF_MYSQL: &str = r"
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
