//! PostgreSQL's SQL.

use super::{checks, index_columns, strings};
use crate::database::{
    Column, ColumnDefault, ColumnTypeKind, EnumType, Extension, PrimaryKey, QualifiedName, Table,
};
use crate::dialect::{Engine, names, quote};
use crate::diff::{Alteration, Clause, Conversion};

const ENGINE: Engine = Engine::Postgresql;

pub(super) fn create_table(table: &Table) -> String {
    let mut parts = Vec::from_iter(table.primary_key.as_ref().map(primary_key));
    parts.extend(checks(ENGINE, table));
    super::table(
        ENGINE,
        table,
        table.columns.iter().map(column).collect(),
        parts,
    )
}

/// The clauses in one statement, which writes the rows anew once; what a sequence needs stands
/// before and after it.
pub(super) fn alter_table(table: &QualifiedName, clauses: &[Clause]) -> Vec<String> {
    let mut before = Vec::new();
    let mut parts = Vec::new();
    let mut after = Vec::new();
    for clause in clauses {
        match clause {
            Clause::DropPrimaryKey(key) => {
                let name = key.name.as_deref().unwrap_or_default();
                parts.push(format!("DROP CONSTRAINT {}", identifier(name)));
            }
            Clause::AddPrimaryKey(key) => parts.push(format!("ADD {}", primary_key(key))),
            Clause::DropCheck(check) => {
                parts.push(format!("DROP CONSTRAINT {}", identifier(&check.name)));
            }
            Clause::AddCheck(check) => parts.push(format!("ADD {}", super::check(ENGINE, check))),
            Clause::DropColumn(column) => {
                parts.push(format!("DROP COLUMN {}", identifier(&column.name)));
            }
            Clause::AddColumn(column) => parts.push(format!("ADD COLUMN {}", self::column(column))),
            Clause::AlterColumn(alteration) => {
                sequence_before(table, alteration, &mut before);
                alter_column(table, alteration, &mut parts);
                sequence_after(table, alteration, &mut after);
            }
            // Here, an index is a statement of its own.
            Clause::DropIndex(_) | Clause::AddIndex(_) => {}
        }
    }
    let table = table.sql(ENGINE);
    if !parts.is_empty() {
        before.push(format!(
            "ALTER TABLE {table}\n    {}",
            parts.join(",\n    ")
        ));
    }
    before.extend(after);
    before
}

fn alter_column(table: &QualifiedName, alteration: &Alteration, parts: &mut Vec<String>) {
    let Alteration {
        before,
        after,
        conversion,
    } = alteration;
    let name = identifier(&after.name);
    let mut alter = |what: String| parts.push(format!("ALTER COLUMN {name} {what}"));
    let retypes = before.ty != after.ty;
    let moves = before.auto_increment != after.auto_increment;
    let had = before.default.is_some() || before.auto_increment && moves;
    let differs = before.default != after.default || moves;
    if had && (retypes || differs) && !(before.auto_increment && after.auto_increment) {
        alter("DROP DEFAULT".to_owned());
    }
    if retypes {
        let ty = full_type(after);
        let using = conversion.and_then(|conversion| using(conversion, after));
        let using = using.map(|using| format!(" USING {using}"));
        alter(format!("TYPE {ty}{}", using.unwrap_or_default()));
    }
    match (before.nullable, after.nullable) {
        (true, false) => alter("SET NOT NULL".to_owned()),
        (false, true) => alter("DROP NOT NULL".to_owned()),
        _ => {}
    }
    if retypes || differs {
        if let Some(default) = &after.default {
            alter(format!("SET DEFAULT {}", self::default(default, after)));
        } else if after.auto_increment && moves {
            let sequence = quote::string(ENGINE, &sequence(table, &after.name).sql(ENGINE));
            alter(format!("SET DEFAULT nextval({sequence})"));
        }
    }
}

/// How the old value is written as one of the new type, where PostgreSQL has to be told.
fn using(conversion: Conversion, after: &Column) -> Option<String> {
    let name = identifier(&after.name);
    let ty = full_type(after);
    let text = if after.ty.array { "text[]" } else { "text" };
    match conversion {
        Conversion::Implicit => None,
        Conversion::Cast => Some(format!("{name}::{ty}")),
        Conversion::ThroughText => Some(format!("{name}::{text}::{ty}")),
        Conversion::ThroughInteger => Some(format!("{name}::integer::{ty}")),
        // SQLite's alone.
        Conversion::Round | Conversion::ToDate | Conversion::ToMidnight => None,
        Conversion::AsText => Some(format!("{name}::text")),
        Conversion::InUtc => Some(format!("{name} AT TIME ZONE 'UTC'")),
        Conversion::IntoArray => Some(format!(
            "CASE WHEN {name} IS NULL THEN NULL ELSE ARRAY[{name}] END"
        )),
    }
}

/// The sequence of a column that counts up, beside its table.
fn sequence(table: &QualifiedName, column: &str) -> QualifiedName {
    super::beside(table, &names::sequence(&table.name, column))
}

/// A statement over whatever sequence a column has; `%s` is its name.
fn with_sequence(table: &QualifiedName, column: &str, statement: &str) -> String {
    let table = quote::string(ENGINE, &table.sql(ENGINE));
    let column = quote::string(ENGINE, column);
    let statement = quote::string(ENGINE, statement);
    let body = format!(
        "BEGIN EXECUTE format({statement}, pg_get_serial_sequence({table}, {column})); END"
    );
    format!("DO {}", quote::string(ENGINE, &body))
}

fn sequence_before(table: &QualifiedName, alteration: &Alteration, statements: &mut Vec<String>) {
    let Alteration { before, after, .. } = alteration;
    if !before.auto_increment && after.auto_increment {
        let sequence = sequence(table, &after.name).sql(ENGINE);
        let ty = after.ty.kind.sql(ENGINE);
        statements.push(format!("CREATE SEQUENCE {sequence} AS {ty}"));
    }
}

fn sequence_after(table: &QualifiedName, alteration: &Alteration, statements: &mut Vec<String>) {
    let Alteration { before, after, .. } = alteration;
    let column = identifier(&after.name);
    match (before.auto_increment, after.auto_increment) {
        (false, true) => {
            let sequence = sequence(table, &after.name).sql(ENGINE);
            let table = table.sql(ENGINE);
            let literal = quote::string(ENGINE, &sequence);
            statements.push(format!(
                "ALTER SEQUENCE {sequence} OWNED BY {table}.{column}"
            ));
            statements.push(format!(
                "SELECT setval({literal}, greatest(max({column}), 0) + 1, false) FROM {table}"
            ));
        }
        (true, false) => statements.push(with_sequence(table, &after.name, "DROP SEQUENCE %s")),
        (true, true) if before.ty != after.ty => {
            let ty = after.ty.kind.sql(ENGINE);
            let statement = format!("ALTER SEQUENCE %s AS {ty}");
            statements.push(with_sequence(table, &after.name, &statement));
        }
        _ => {}
    }
}

pub(super) fn rename_sequence(table: &QualifiedName, column: &str) -> String {
    let to = identifier(&sequence(table, column).name).replace('%', "%%");
    with_sequence(table, column, &format!("ALTER SEQUENCE %s RENAME TO {to}"))
}

pub(super) fn create_enum(item: &EnumType) -> String {
    let values = strings(ENGINE, &item.values);
    format!("CREATE TYPE {} AS ENUM ({values})", item.name.sql(ENGINE))
}

pub(super) fn rename_enum_value(of: &QualifiedName, from: &str, to: &str) -> String {
    let [from, to] = [from, to].map(|value| quote::string(ENGINE, value));
    format!("ALTER TYPE {} RENAME VALUE {from} TO {to}", of.sql(ENGINE))
}

/// Behind another value, or before the one that comes first so far.
pub(super) fn add_enum_value(
    of: &QualifiedName,
    value: &str,
    after: Option<&str>,
    first: Option<&str>,
) -> String {
    let string = |text: &str| quote::string(ENGINE, text);
    let place = match (after, first) {
        (Some(after), _) => format!(" AFTER {}", string(after)),
        (None, Some(first)) => format!(" BEFORE {}", string(first)),
        (None, None) => String::new(),
    };
    let (of, value) = (of.sql(ENGINE), string(value));
    format!("ALTER TYPE {of} ADD VALUE {value}{place}")
}

pub(super) fn create_extension(extension: &Extension) -> String {
    let name = identifier(&extension.name);
    let mut sql = format!("CREATE EXTENSION IF NOT EXISTS {name}");
    if let Some(schema) = &extension.schema {
        sql += &format!(" WITH SCHEMA {}", identifier(schema));
    }
    if let Some(version) = &extension.version {
        sql += &format!(" VERSION {}", identifier(version));
    }
    sql
}

pub(super) fn alter_extension(extension: &Extension) -> Vec<String> {
    let name = identifier(&extension.name);
    let mut statements = Vec::new();
    if let Some(schema) = &extension.schema {
        let schema = identifier(schema);
        statements.push(format!("ALTER EXTENSION {name} SET SCHEMA {schema}"));
    }
    if let Some(version) = &extension.version {
        let version = identifier(version);
        statements.push(format!("ALTER EXTENSION {name} UPDATE TO {version}"));
    }
    statements
}

fn identifier(name: &str) -> String {
    quote::identifier(ENGINE, name)
}

fn primary_key(key: &PrimaryKey) -> String {
    let name = key
        .name
        .as_ref()
        .map(|name| format!("CONSTRAINT {} ", quote::identifier(ENGINE, name)));
    format!(
        "{}PRIMARY KEY ({})",
        name.unwrap_or_default(),
        index_columns(ENGINE, &key.columns)
    )
}

pub(super) fn column(column: &Column) -> String {
    let ty = if column.auto_increment {
        serial(&column.ty.kind)
    } else {
        full_type(column)
    };
    let mut sql = format!("{} {ty}", quote::identifier(ENGINE, &column.name));
    if !column.nullable {
        sql += " NOT NULL";
    }
    if let Some(default) = &column.default {
        sql += &format!(" DEFAULT {}", self::default(default, column));
    }
    sql
}

fn full_type(column: &Column) -> String {
    column.ty.kind.sql(ENGINE) + if column.ty.array { "[]" } else { "" }
}

fn serial(ty: &ColumnTypeKind) -> String {
    match ty {
        ColumnTypeKind::Native("SMALLINT", _) => "SMALLSERIAL",
        ColumnTypeKind::Native("BIGINT", _) => "BIGSERIAL",
        _ => "SERIAL",
    }
    .to_owned()
}

fn default(default: &ColumnDefault, column: &Column) -> String {
    match default {
        ColumnDefault::Now => "CURRENT_TIMESTAMP".to_owned(),
        ColumnDefault::Expression(sql) => sql.clone(),
        ColumnDefault::Array(items) => {
            let items: Vec<_> = items
                .iter()
                .map(|item| self::default(item, column))
                .collect();
            format!("ARRAY[{}]::{}", items.join(", "), full_type(column))
        }
        ColumnDefault::Text(_)
        | ColumnDefault::Number(_)
        | ColumnDefault::Boolean(_)
        | ColumnDefault::Bytes(_) => default.sql(ENGINE).unwrap_or_default(),
    }
}
