//! SQLite's SQL. Foreign keys stand in `CREATE TABLE`, since there is no other place for them.

use super::{checks, create_index, foreign_key, index_columns};
use crate::database::{Column, ColumnDefault, Domain, QualifiedName, Table};
use crate::dialect::names::is_of_constraint;
use crate::dialect::{Engine, Scalar, quote};
use crate::diff::{Clause, Conversion, Rebuild, Source};
use ketch_history::FILL;

const ENGINE: Engine = Engine::Sqlite;

pub(super) fn create_table(table: &Table) -> String {
    let key = table
        .primary_key
        .as_ref()
        .map_or(&[][..], |key| &key.columns);
    let is_key = |column: &Column| key.len() == 1 && key[0].name == column.name;
    let columns = table
        .columns
        .iter()
        .map(|column| self::column(column, is_key(column)));
    let mut parts = Vec::new();
    if key.len() > 1 {
        parts.push(format!("PRIMARY KEY ({})", index_columns(ENGINE, key)));
    }
    let constraints = table.indexes.iter();
    let constraints = constraints.filter(|index| is_of_constraint(&index.name));
    parts.extend(
        constraints.map(|index| format!("UNIQUE ({})", index_columns(ENGINE, &index.columns))),
    );
    parts.extend(checks(ENGINE, table));
    parts.extend(
        table
            .foreign_keys
            .iter()
            .map(|key| foreign_key(ENGINE, key)),
    );
    super::table(ENGINE, table, columns.collect(), parts)
}

/// A statement for each clause; SQLite takes no two in one.
pub(super) fn alter_table(table: &QualifiedName, clauses: &[Clause]) -> Vec<String> {
    let table = table.sql(ENGINE);
    let clauses = clauses.iter().filter_map(|clause| match clause {
        Clause::DropColumn(column) => Some(format!(
            "DROP COLUMN {}",
            quote::identifier(ENGINE, &column.name)
        )),
        Clause::AddColumn(column) => Some(format!("ADD COLUMN {}", self::column(column, false))),
        // What else changes is a rebuild.
        _ => None,
    });
    clauses
        .map(|clause| format!("ALTER TABLE {table} {clause}"))
        .collect()
}

/// A new table takes over the rows and the name. Nothing that reads the table is looked at
/// meanwhile (`legacy_alter_table`), so views and other tables' triggers stay as they are; its own
/// triggers, which go with the old table, are written back as they were. What SQLite would not
/// notice is looked for by guards: a temporary table that takes no row but one of zeros.
pub(super) fn rebuild(rebuild: &Rebuild) -> Vec<String> {
    let table = &rebuild.table;
    let name = table.name.sql(ENGINE);
    let literal = quote::string(ENGINE, &table.name.name);
    let temporary = QualifiedName {
        namespace: None,
        name: rebuild.temporary.clone(),
    };
    let new = temporary.sql(ENGINE);

    let mut statements = vec!["PRAGMA legacy_alter_table = ON".to_owned()];
    let guards = guards(rebuild).into_iter();
    statements.extend(guards.flat_map(|(rows, what)| guard(&rows, &what)));
    statements.push(format!(
        "CREATE TEMP TABLE \"_ketch_triggers\" AS SELECT type, name, tbl_name, sql \
         FROM sqlite_master WHERE type = 'trigger' AND tbl_name = {literal} COLLATE NOCASE"
    ));
    statements.push(create_table(&Table {
        name: temporary,
        ..table.clone()
    }));
    statements.extend(copied(rebuild, &new));
    if rebuild.keep_sequence {
        let new_literal = quote::string(ENGINE, &rebuild.temporary);
        statements.push(format!(
            "DELETE FROM sqlite_sequence WHERE name = {new_literal}"
        ));
        statements.push(format!(
            "INSERT INTO sqlite_sequence (name, seq) \
             SELECT {new_literal}, seq FROM sqlite_sequence WHERE name = {literal}"
        ));
    }
    statements.push(format!("DROP TABLE {name}"));
    statements.push(format!("ALTER TABLE {new} RENAME TO {name}"));
    let indexes = table.indexes.iter();
    let indexes = indexes.filter(|index| !is_of_constraint(&index.name));
    statements.extend(indexes.map(|index| create_index(ENGINE, &table.name, index)));
    statements.extend(
        [
            "PRAGMA writable_schema = ON",
            "INSERT INTO sqlite_master (type, name, tbl_name, rootpage, sql) \
             SELECT type, name, tbl_name, 0, sql FROM \"_ketch_triggers\"",
            "PRAGMA writable_schema = RESET",
            "DROP TABLE \"_ketch_triggers\"",
            "PRAGMA legacy_alter_table = OFF",
        ]
        .map(str::to_owned),
    );
    statements
}

/// Rows that must not be there, as what follows `FROM`, each with what they are.
fn guards(rebuild: &Rebuild) -> Vec<(String, String)> {
    let table = rebuild.table.name.sql(ENGINE);
    let literal = quote::string(ENGINE, &rebuild.table.name.name);
    let own = rebuild.guards.iter();
    let mut guards: Vec<_> = own
        .map(|(condition, what)| (format!("{table} WHERE {condition}"), what.clone()))
        .collect();
    let known = rebuild.before.indexes.iter();
    let known: Vec<_> = known
        .map(|index| quote::string(ENGINE, &index.name))
        .collect();
    let unknown = match known.is_empty() {
        true => String::new(),
        false => format!(" AND name NOT IN ({})", known.join(", ")),
    };
    let shown = &rebuild.table.name.name;
    guards.push((
        format!(
            "sqlite_master WHERE type = 'index' AND sql IS NOT NULL \
             AND tbl_name = {literal} COLLATE NOCASE{unknown}"
        ),
        format!("indexes of {shown} that the schema does not know"),
    ));
    guards.push((
        format!(
            "sqlite_master WHERE type = 'table' AND name = {literal} COLLATE NOCASE\n    AND ({})",
            more_clauses(&rebuild.before, &literal)
        ),
        format!("checks, keys and more of {shown} that the schema does not know"),
    ));
    guards
}

/// Fails, with a message that says what they are, where there are such rows.
fn guard(rows: &str, what: &str) -> [String; 3] {
    let what = quote::identifier(ENGINE, what);
    [
        format!(
            "CREATE TEMP TABLE \"_ketch_guard\" (\"count\" INTEGER CONSTRAINT {what} CHECK (\"count\" = 0))"
        ),
        format!("INSERT INTO \"_ketch_guard\" SELECT count(*) FROM {rows}"),
        "DROP TABLE \"_ketch_guard\"".to_owned(),
    ]
}

/// The statement that fills the new table. One all of whose columns are new takes over nothing but the
/// number of its rows.
fn copied(rebuild: &Rebuild, new: &str) -> Option<String> {
    let copied = rebuild.copy.iter().map(|(name, source)| {
        let column = quote::identifier(ENGINE, name);
        let value = match source {
            Source::Fill => FILL.to_owned(),
            Source::Sql(sql) => sql.clone(),
            Source::Column(Some(conversion)) => converted(rebuild, name, *conversion),
            Source::Column(None) => column.clone(),
        };
        (column, value)
    });
    let (columns, values): (Vec<_>, Vec<_>) = copied.unzip();
    (!columns.is_empty()).then(|| {
        format!(
            "INSERT INTO {new} ({})\n    SELECT {} FROM {}",
            columns.join(", "),
            values.join(", "),
            rebuild.table.name.sql(ENGINE)
        )
    })
}

/// A value of the old table as one of the new.
fn converted(rebuild: &Rebuild, name: &str, conversion: Conversion) -> String {
    let column = quote::identifier(ENGINE, name);
    let is_float = |table: &Table| {
        let domain = table.column(name).map(|column| &column.domain);
        domain == Some(&Domain::Scalar(Scalar::Float))
    };
    match conversion {
        Conversion::ThroughText => format!("CAST({column} AS TEXT)"),
        Conversion::Cast if is_float(&rebuild.table) => format!("CAST({column} AS REAL)"),
        Conversion::Cast => format!("CAST({column} AS INTEGER)"),
        Conversion::Round if is_float(&rebuild.before) => format!(
            "CAST(CASE abs({column} - CAST({column} AS INTEGER)) WHEN 0.5 \
             THEN 2 * round({column} / 2) ELSE round({column}) END AS INTEGER)"
        ),
        // A decimal is text, of which every digit counts.
        Conversion::Round => format!(
            "CAST({column} AS INTEGER) + CASE WHEN {column} LIKE '%.%' \
             AND substr({column}, instr({column}, '.') + 1, 1) >= '5' \
             THEN CASE WHEN {column} LIKE '-%' THEN -1 ELSE 1 END ELSE 0 END"
        ),
        Conversion::ToDate => format!("substr({column}, 1, 10)"),
        Conversion::ToMidnight => format!("{column} || ' 00:00:00'"),
        Conversion::Implicit
        | Conversion::AsText
        | Conversion::InUtc
        | Conversion::IntoArray
        | Conversion::ThroughInteger => column,
    }
}

/// A condition over a table of the catalog: that it has a clause more than the table as it is known. What
/// no pragma shows is told by a word that stands in its statement once more, be it in a comment.
fn more_clauses(known: &Table, literal: &str) -> String {
    let Table {
        indexes,
        foreign_keys,
        ..
    } = known;
    let known = create_table(known).to_ascii_uppercase();
    let more_often = |word: &str| {
        let times = known.match_indices(word).filter(|(at, _)| {
            let before = known[..*at].chars().next_back();
            let after = known[at + word.len()..].chars().next();
            ![before, after].into_iter().flatten().any(is_of_a_word)
        });
        let once = format!("[^A-Z0-9_'\"`]{word}[^A-Z0-9_'\"`]*");
        let pattern = format!("*{}", once.repeat(times.count() + 1));
        format!("upper(sql) GLOB {}", quote::string(ENGINE, &pattern))
    };
    let words = ["CHECK", "COLLATE"].map(more_often);
    let uniques = indexes.iter().filter(|index| is_of_constraint(&index.name));
    let shown = [
        format!(
            "(SELECT count(*) FROM pragma_index_list({literal}) WHERE origin = 'u') > {}",
            uniques.count()
        ),
        format!(
            "(SELECT count(DISTINCT id) FROM pragma_foreign_key_list({literal})) > {}",
            foreign_keys.len()
        ),
        format!("EXISTS (SELECT 1 FROM pragma_table_xinfo({literal}) WHERE hidden > 1)"),
    ];
    let conditions: Vec<_> = words.into_iter().chain(shown).collect();
    conditions.join("\n    OR ")
}

/// Whether a character goes on with a word, or encloses it.
fn is_of_a_word(character: char) -> bool {
    character.is_ascii_alphanumeric() || "_'\"`".contains(character)
}

pub(super) fn column(column: &Column, is_key: bool) -> String {
    let mut sql = quote::identifier(ENGINE, &column.name);
    sql += " ";
    sql += &column.ty.kind.sql(ENGINE);
    if !column.nullable {
        sql += " NOT NULL";
    }
    if is_key {
        sql += " PRIMARY KEY";
    }
    if column.auto_increment {
        sql += " AUTOINCREMENT";
    }
    if let Some(value) = column.default.as_ref().and_then(default) {
        sql += &format!(" DEFAULT {value}");
    }
    sql
}

fn default(default: &ColumnDefault) -> Option<String> {
    match default {
        ColumnDefault::Now => Some("CURRENT_TIMESTAMP".to_owned()),
        ColumnDefault::Expression(sql) => Some(super::parenthesised(sql)),
        ColumnDefault::Array(_) => None,
        value => value.sql(ENGINE),
    }
}
