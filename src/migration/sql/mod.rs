//! Changes as SQL text. What the engines share is here; what each writes in its own way, and what one
//! of them alone has, is in its file. `recipe` is for what a user can write instead.
//!
//! Not for deciding anything: names, types and order come from the database schema and its
//! changes.

mod mysql;
mod postgresql;
mod recipe;
mod sqlite;

use crate::database::{
    Check, Column, ForeignKey, Index, IndexColumn, IndexKind, QualifiedName, ReferentialAction,
    Table,
};
use crate::dialect::{Engine, quote};
use crate::diff::{Change, Clause, Plan, Source, Step, TEMPORARY};
use ketch_history::FILL;

/// The SQL of changes: statements in order, each under a comment that says what it does.
pub fn script(engine: Engine, changes: &[Change]) -> String {
    let statements = changes
        .iter()
        .map(|change| commented(&[title(change)], &statements(engine, change)));
    statements.collect::<Vec<_>>().join("\n")
}

/// A column as `CREATE TABLE` has it, but for what SQLite says there of keys.
pub fn column(engine: Engine, column: &Column) -> String {
    match engine {
        Engine::Sqlite => sqlite::column(column, column.auto_increment),
        Engine::Postgresql => postgresql::column(column),
        Engine::Mysql => mysql::column(column),
    }
}

/// The SQL of a plan: as [`script`], with causes and hazards in the comments.
pub fn plan_script(plan: &Plan) -> String {
    let engine = plan.engine;
    let strict = engine == Engine::Mysql && plan.steps.iter().any(|step| converts(&step.change));
    let mut parts = Vec::new();
    if strict {
        parts.push(commented(
            &["What does not fit is an error"],
            &mysql::strict(),
        ));
    }
    let mut says_how = false;
    for step in &plan.steps {
        if recipe::can_expand(step) && !std::mem::replace(&mut says_how, true) {
            parts.push(commented(&recipe::EXPAND, &[]));
        }
        let lines = comment(engine, step);
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        parts.push(commented(&lines, &statements(engine, &step.change)));
    }
    if strict {
        parts.push(commented(&["As before"], &mysql::as_before()));
    }
    if parts.is_empty() {
        return "-- Nothing changes on this engine.\n".to_owned();
    }
    parts.join("\n")
}

/// The statements of a plan as a user has them who follows every recipe in the comments of
/// [`plan_script`], with a line `-- ketch: commit` where a transaction ends; nothing where no comment
/// has one. Expanding and contracting is done in several migrations, and not here.
pub fn recipe_script(plan: &Plan) -> Option<String> {
    let mut uses = false;
    let mut text = String::new();
    for step in &plan.steps {
        let used = recipe::used(plan.engine, step);
        uses |= used.is_some();
        for statement in used.unwrap_or_else(|| statements(plan.engine, &step.change)) {
            text += &match statement.as_str() {
                recipe::COMMIT => format!("{statement}\n"),
                statement => format!("{statement};\n"),
            };
        }
    }
    uses.then_some(text)
}

/// Statements under comment lines.
fn commented(lines: &[&str], statements: &[String]) -> String {
    let mut text = String::new();
    for line in lines {
        // A name can have a line feed in it.
        text += &format!("-- {}\n", line.replace('\n', " "));
    }
    for statement in statements {
        text += &format!("{statement};\n");
    }
    text
}

/// What the comment above a step says: what it is, why, what it may cost and what to do then.
fn comment(engine: Engine, step: &Step) -> Vec<String> {
    let mut lines = vec![match subject(&step.change) {
        Some(subject) => format!("{} {subject}", title(&step.change)),
        None => title(&step.change).to_owned(),
    }];
    lines.extend(step.causes.iter().map(|cause| format!("- {cause}")));
    for hazard in &step.hazards {
        lines.push(format!("! {}: {}", hazard.kind.text(), hazard.text));
        lines.extend(hazard.query.iter().map(|query| format!("  {query}")));
    }
    lines.extend(recipe::lines(engine, step));
    let fills = match &step.change {
        Change::Fill { .. } => Some(("the row", "")),
        Change::RebuildTable(rebuild) => {
            let mut sources = rebuild.copy.iter().map(|(_, source)| source);
            let fills = sources.any(|source| *source == Source::Fill);
            fills.then_some(("the old row", "each "))
        }
        _ => None,
    };
    if let Some((row, each)) = fills {
        lines.push(format!(
            "Write a value, or an expression over {row}, in place of {each}{FILL};"
        ));
        lines.push("then run `ketch migrate rehash`".to_owned());
    }
    lines
}

/// What a change is called in comments and messages.
pub fn title(change: &Change) -> &'static str {
    match change {
        Change::CreateNamespace(_) => "CreateSchema",
        Change::CreateExtension(_) => "CreateExtension",
        Change::AlterExtension(_) => "AlterExtension",
        Change::CreateEnum(_) => "CreateEnum",
        Change::RenameEnum { .. } => "RenameEnum",
        Change::RenameEnumValue { .. } => "RenameEnumValue",
        Change::AddEnumValue { .. } => "AddEnumValue",
        Change::CreateTable(_) => "CreateTable",
        Change::RenameTable { .. } => "RenameTable",
        Change::RenameColumn { .. } => "RenameColumn",
        Change::RenameSequence { .. } => "RenameSequence",
        Change::RenameIndex { .. } => "RenameIndex",
        Change::RenameConstraint { .. } => "RenameConstraint",
        Change::AlterTable { .. } => "AlterTable",
        Change::Fill { .. } => "FillColumn",
        Change::ReplaceValues { .. } => "ReplaceValues",
        Change::RebuildTable(_) => "RebuildTable",
        Change::CreateIndex(..) => "CreateIndex",
        Change::DropIndex(..) => "DropIndex",
        Change::AddForeignKey(..) => "AddForeignKey",
        Change::CreateView(_) => "CreateView",
        Change::SuspendForeignKeys => "SuspendForeignKeys",
        Change::ResumeForeignKeys => "ResumeForeignKeys",
        Change::DropView(_) => "DropView",
        Change::DropForeignKey(..) => "DropForeignKey",
        Change::DropTable(_) => "DropTable",
        Change::DropEnum(_) => "DropEnum",
    }
}

/// What a change is of, as a name for people.
pub fn subject(change: &Change) -> Option<String> {
    Some(match change {
        Change::CreateNamespace(name) => name.clone(),
        Change::CreateExtension(extension) | Change::AlterExtension(extension) => {
            extension.name.clone()
        }
        Change::CreateEnum(item) | Change::DropEnum(item) => item.name.to_string(),
        Change::CreateTable(table) | Change::DropTable(table) => table.name.to_string(),
        Change::RenameEnum { from, .. } | Change::RenameTable { from, .. } => from.to_string(),
        Change::RenameEnumValue { of, from, .. } => format!("{of}.{from}"),
        Change::AddEnumValue { of, value, .. } => format!("{of}.{value}"),
        Change::RenameColumn { table, from, .. } => format!("{table}.{from}"),
        Change::RenameSequence { table, column }
        | Change::Fill { table, column }
        | Change::ReplaceValues { table, column, .. } => format!("{table}.{column}"),
        Change::RenameIndex { table, from, .. } | Change::RenameConstraint { table, from, .. } => {
            format!("{from} of {table}")
        }
        Change::AlterTable { table, .. } => table.to_string(),
        Change::RebuildTable(rebuild) => rebuild.table.name.to_string(),
        Change::CreateIndex(table, index) | Change::DropIndex(table, index) => {
            format!("{} of {table}", index.name)
        }
        Change::AddForeignKey(table, key) | Change::DropForeignKey(table, key) => {
            format!("{} of {table}", key.name)
        }
        Change::CreateView(view) | Change::DropView(view) => view.name.to_string(),
        Change::SuspendForeignKeys | Change::ResumeForeignKeys => return None,
    })
}

/// Whether a change may meet a value that a lax MySQL would bend until it fits.
fn converts(change: &Change) -> bool {
    let Change::AlterTable { clauses, .. } = change else {
        return false;
    };
    let mut clauses = clauses.iter();
    clauses.any(|clause| matches!(clause, Clause::AlterColumn(_)))
}

/// The statements of a change, without their semicolons.
fn statements(engine: Engine, change: &Change) -> Vec<String> {
    let name = |name: &QualifiedName| name.sql(engine);
    let identifier = |name: &str| quote::identifier(engine, name);
    let statement = match change {
        Change::AlterTable { table, clauses } => {
            return match engine {
                Engine::Sqlite => sqlite::alter_table(table, clauses),
                Engine::Postgresql => postgresql::alter_table(table, clauses),
                Engine::Mysql => mysql::alter_table(table, clauses),
            };
        }
        Change::RenameTable { from, to } => return renamed(engine, "TABLE", from, to),
        Change::RenameEnum { from, to } => return renamed(engine, "TYPE", from, to),
        Change::AlterExtension(extension) => return postgresql::alter_extension(extension),
        Change::RebuildTable(rebuild) => return sqlite::rebuild(rebuild),
        Change::CreateNamespace(name) => {
            format!("CREATE SCHEMA IF NOT EXISTS {}", identifier(name))
        }
        Change::CreateExtension(extension) => postgresql::create_extension(extension),
        Change::CreateEnum(item) => postgresql::create_enum(item),
        Change::RenameEnumValue { of, from, to } => postgresql::rename_enum_value(of, from, to),
        Change::AddEnumValue {
            of,
            value,
            after,
            first,
        } => postgresql::add_enum_value(of, value, after.as_deref(), first.as_deref()),
        Change::CreateTable(table) => match engine {
            Engine::Sqlite => sqlite::create_table(table),
            Engine::Postgresql => postgresql::create_table(table),
            Engine::Mysql => mysql::create_table(table),
        },
        Change::RenameColumn { table, from, to } => {
            let (from, to) = (identifier(from), identifier(to));
            format!("ALTER TABLE {} RENAME COLUMN {from} TO {to}", name(table))
        }
        Change::RenameSequence { table, column } => postgresql::rename_sequence(table, column),
        Change::RenameIndex { table, from, to } => match engine {
            Engine::Mysql => {
                let (from, to) = (identifier(from), identifier(to));
                format!("ALTER TABLE {} RENAME INDEX {from} TO {to}", name(table))
            }
            Engine::Sqlite | Engine::Postgresql => {
                let from = name(&beside(table, from));
                format!("ALTER INDEX {from} RENAME TO {}", identifier(to))
            }
        },
        Change::RenameConstraint { table, from, to } => {
            let (from, to) = (identifier(from), identifier(to));
            let table = name(table);
            format!("ALTER TABLE {table} RENAME CONSTRAINT {from} TO {to}")
        }
        Change::Fill { table, column } => {
            format!("UPDATE {} SET {} = {FILL}", name(table), identifier(column))
        }
        Change::ReplaceValues {
            table,
            column,
            values,
        } => replace_values(engine, table, column, values),
        Change::CreateIndex(table, index) => create_index(engine, table, index),
        Change::DropIndex(table, index) => match engine {
            Engine::Mysql => format!("DROP INDEX {} ON {}", identifier(&index.name), name(table)),
            Engine::Sqlite | Engine::Postgresql => {
                format!("DROP INDEX {}", name(&beside(table, &index.name)))
            }
        },
        Change::AddForeignKey(table, key) => {
            format!(
                "ALTER TABLE {} ADD {}",
                name(table),
                foreign_key(engine, key)
            )
        }
        Change::DropForeignKey(table, key) => {
            let constraint = match engine {
                Engine::Sqlite | Engine::Postgresql => "CONSTRAINT",
                Engine::Mysql => "FOREIGN KEY",
            };
            let key = identifier(&key.name);
            format!("ALTER TABLE {} DROP {constraint} {key}", name(table))
        }
        Change::CreateView(view) => {
            let sql = view.sql.trim().trim_end_matches(';');
            format!("CREATE VIEW {} AS\n{sql}", name(&view.name))
        }
        Change::SuspendForeignKeys => "PRAGMA foreign_keys = OFF".to_owned(),
        Change::ResumeForeignKeys => "PRAGMA foreign_keys = ON".to_owned(),
        Change::DropView(view) => format!("DROP VIEW {}", name(&view.name)),
        Change::DropTable(table) => format!("DROP TABLE {}", name(&table.name)),
        Change::DropEnum(item) => format!("DROP TYPE {}", name(&item.name)),
    };
    vec![statement]
}

/// Whatever stands in the schema of a table.
fn beside(table: &QualifiedName, name: &str) -> QualifiedName {
    QualifiedName {
        namespace: table.namespace.clone(),
        name: name.to_owned(),
    }
}

/// A new name, and on PostgreSQL perhaps a new schema; by way of the old name in the new schema. `kind` is
/// what is renamed: `TABLE`, `TYPE`.
fn renamed(engine: Engine, kind: &str, from: &QualifiedName, to: &QualifiedName) -> Vec<String> {
    let mut statements = Vec::new();
    let mut at = from.clone();
    if let (true, Some(namespace)) = (from.namespace != to.namespace, &to.namespace) {
        let schema = quote::identifier(engine, namespace);
        statements.push(format!(
            "ALTER {kind} {} SET SCHEMA {schema}",
            at.sql(engine)
        ));
        at.namespace = to.namespace.clone();
    }
    // SQLite takes a table's own name in other letters for that of another table.
    if engine == Engine::Sqlite && from.name.eq_ignore_ascii_case(&to.name) {
        let by_way = QualifiedName {
            name: TEMPORARY.to_owned(),
            ..at.clone()
        };
        statements.extend(renamed(engine, kind, &at, &by_way));
        at = by_way;
    }
    if from.name != to.name {
        let name = quote::identifier(engine, &to.name);
        statements.push(format!("ALTER {kind} {} RENAME TO {name}", at.sql(engine)));
    }
    statements
}

/// Every row that has an old value gets the new one, all at once, so that two can change places.
fn replace_values(
    engine: Engine,
    table: &QualifiedName,
    column: &str,
    values: &[(String, String)],
) -> String {
    let column = quote::identifier(engine, column);
    let string = |text: &str| quote::string(engine, text);
    let cases: Vec<_> = values
        .iter()
        .map(|(from, to)| format!("WHEN {} THEN {}", string(from), string(to)))
        .collect();
    let old: Vec<_> = values.iter().map(|(from, _)| string(from)).collect();
    format!(
        "UPDATE {} SET {column} = CASE {column} {} END WHERE {column} IN ({})",
        table.sql(engine),
        cases.join(" "),
        old.join(", ")
    )
}

/// A check, as part of a table.
fn check(engine: Engine, check: &Check) -> String {
    let name = constraint(engine, &check.name);
    format!("{name}CHECK ({})", check.expression)
}

/// How the part of a table that is called so begins.
fn constraint(engine: Engine, name: &str) -> String {
    match name {
        "" => String::new(),
        name => format!("CONSTRAINT {} ", quote::identifier(engine, name)),
    }
}

/// `CREATE TABLE`: a line for each column and, after an empty one, for each further part.
fn table(engine: Engine, table: &Table, columns: Vec<String>, parts: Vec<String>) -> String {
    let indented = |lines: Vec<String>| {
        let lines: Vec<_> = lines
            .into_iter()
            .map(|line| format!("    {line}"))
            .collect();
        lines.join(",\n")
    };
    let separator = if parts.is_empty() { "" } else { ",\n\n" };
    format!(
        "CREATE TABLE {} (\n{}{separator}{}\n)",
        table.name.sql(engine),
        indented(columns),
        indented(parts)
    )
}

fn checks(engine: Engine, table: &Table) -> impl Iterator<Item = String> {
    let checks = table.checks.iter();
    checks.map(move |check| self::check(engine, check))
}

fn create_index(engine: Engine, table: &QualifiedName, index: &Index) -> String {
    create_index_by(engine, "INDEX", table, index)
}

/// Likewise, by the words for how it is built: `INDEX`, `INDEX CONCURRENTLY`.
fn create_index_by(engine: Engine, how: &str, table: &QualifiedName, index: &Index) -> String {
    let unique = if index.kind == IndexKind::Unique {
        "UNIQUE "
    } else {
        ""
    };
    let method = index
        .method
        .map(|method| format!(" USING {method} "))
        .unwrap_or_default();
    let predicate = index
        .predicate
        .as_ref()
        .map(|sql| format!(" WHERE {sql}"))
        .unwrap_or_default();
    format!(
        "CREATE {unique}{how} {} ON {}{method}({}){predicate}",
        quote::identifier(engine, &index.name),
        table.sql(engine),
        index_columns(engine, &index.columns)
    )
}

fn foreign_key(engine: Engine, key: &ForeignKey) -> String {
    format!(
        "{}FOREIGN KEY ({}) REFERENCES {}({}) ON DELETE {} ON UPDATE {}",
        constraint(engine, &key.name),
        identifiers(engine, &key.columns),
        key.table.sql(engine),
        identifiers(engine, &key.references),
        action(key.on_delete),
        action(key.on_update)
    )
}

fn action(action: ReferentialAction) -> &'static str {
    match action {
        ReferentialAction::Cascade => "CASCADE",
        ReferentialAction::Restrict => "RESTRICT",
        ReferentialAction::NoAction => "NO ACTION",
        ReferentialAction::SetNull => "SET NULL",
        ReferentialAction::SetDefault => "SET DEFAULT",
    }
}

fn index_columns(engine: Engine, columns: &[IndexColumn]) -> String {
    let column = |column: &IndexColumn| {
        let mut sql = quote::identifier(engine, &column.name);
        if let Some(length) = column.length {
            sql += &format!("({length})");
        }
        if let Some(class) = &column.operator_class {
            sql += &format!(" {class}");
        }
        if column.descending {
            sql += " DESC";
        }
        sql
    };
    columns.iter().map(column).collect::<Vec<_>>().join(", ")
}

/// An expression in parentheses, as SQLite wants any default to be, and shows none of them in its catalog.
fn parenthesised(sql: &str) -> String {
    let sql = sql.trim();
    if is_enclosed(sql) {
        sql.to_owned()
    } else {
        format!("({sql})")
    }
}

/// Whether the first parenthesis is closed by the last character.
fn is_enclosed(sql: &str) -> bool {
    let mut depth = 0_u32;
    let mut quoted_by = None;
    for (index, character) in sql.char_indices() {
        match (quoted_by, character) {
            (Some(mark), _) if mark == character => quoted_by = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quoted_by = Some(character),
            (None, '(') => depth += 1,
            (None, ')') => depth = depth.saturating_sub(1),
            (None, _) => {}
        }
        if depth == 0 {
            return index > 0 && index + 1 == sql.len();
        }
    }
    false
}

fn identifiers(engine: Engine, names: &[String]) -> String {
    names
        .iter()
        .map(|name| quote::identifier(engine, name))
        .collect::<Vec<_>>()
        .join(", ")
}

fn strings(engine: Engine, texts: &[String]) -> String {
    texts
        .iter()
        .map(|text| quote::string(engine, text))
        .collect::<Vec<_>>()
        .join(", ")
}
