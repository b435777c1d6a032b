//! Rows for a schema: three of plain values in every table, and one of NULLs where the plan lets
//! it through. Parents come before their children, and the nth row points at the nth.

use ketch::database::{Column, ColumnTypeKind, DatabaseSchema, Domain, QualifiedName, Table};
use ketch::dialect::{Engine, Scalar, quote};
use ketch::diff::{Change, Plan, Source};
use ketch_history::FILL;

const ROWS: usize = 3;

pub(super) fn inserts(schema: &DatabaseSchema, plan: &Plan) -> Vec<String> {
    let engine = schema.engine;
    let mut inserts = Vec::new();
    for table in in_order(schema) {
        let mut columns: Vec<&Column> = table.columns.iter().collect();
        // Columns that point at this table itself, or at one not yet filled, stay NULL.
        columns.retain(|column| !points_ahead(schema, table, column));
        if columns.is_empty() {
            continue;
        }
        let names: Vec<_> = columns
            .iter()
            .map(|column| quote::identifier(engine, &column.name))
            .collect();
        let nulls = !super::may_fail(plan);
        for row in 0..=ROWS {
            if row == ROWS && (!nulls || !columns.iter().any(|column| column.nullable)) {
                continue;
            }
            let values: Vec<_> = columns
                .iter()
                .map(|column| match row == ROWS && column.nullable {
                    true => "NULL".to_owned(),
                    false => value(engine, column, row),
                })
                .collect();
            inserts.push(format!(
                "INSERT INTO {} ({}) VALUES ({})",
                table.name.sql(engine),
                names.join(", "),
                values.join(", ")
            ));
        }
    }
    inserts
}

/// Tables after those that they point at.
fn in_order(schema: &DatabaseSchema) -> Vec<&Table> {
    let mut order: Vec<&Table> = Vec::new();
    let mut pending: Vec<&Table> = schema.tables.iter().collect();
    while !pending.is_empty() {
        let ready = pending.iter().position(|table| {
            table.foreign_keys.iter().all(|key| {
                key.table == table.name || order.iter().any(|done| done.name == key.table)
            })
        });
        order.push(pending.remove(ready.unwrap_or(0)));
    }
    order
}

fn points_ahead(schema: &DatabaseSchema, table: &Table, column: &Column) -> bool {
    let order = in_order(schema);
    let place = |name: &QualifiedName| order.iter().position(|other| other.name == *name);
    table
        .foreign_keys
        .iter()
        .any(|key| key.columns.contains(&column.name) && place(&key.table) >= place(&table.name))
}

/// The value of a row, the same for the same kind of column everywhere.
fn value(engine: Engine, column: &Column, row: usize) -> String {
    if column.ty.array {
        return "'{}'".to_owned();
    }
    let string = |text: &str| quote::string(engine, text);
    let native = match &column.ty.kind {
        ColumnTypeKind::Native(name, _) => name,
        _ => "",
    };
    match &column.domain {
        Domain::Enum(_, values) => string(&values[row % values.len()]),
        Domain::PartOfMoment(_) => string("2020-01-01"),
        Domain::Unsupported => "NULL".to_owned(),
        Domain::Scalar(scalar) => match scalar {
            Scalar::String if native == "UUID" => {
                string(&format!("00000000-0000-4000-8000-00000000000{row}"))
            }
            Scalar::String => string(&format!("{}", row + 1)),
            Scalar::Boolean => ["true", "false"][row % 2].to_owned(),
            Scalar::Int | Scalar::BigInt => (row + 1).to_string(),
            Scalar::Float => format!("{row}.5"),
            Scalar::Decimal if engine == Engine::Sqlite => string(&row.to_string()),
            Scalar::Decimal => format!("{row}"),
            Scalar::DateTime => string(&format!("2020-01-0{} 00:00:00", row + 1)),
            Scalar::Json => string(&format!("[{row}]")),
            Scalar::Bytes => quote::bytes(engine, &[row as u8, 0xff]),
        },
    }
}

/// SQL with its marked places filled in, as a user would; all rows get one value.
pub(super) fn filled(sql: &str, after: &DatabaseSchema, plan: &Plan) -> String {
    let mut values = plan.steps.iter().flat_map(|step| match &step.change {
        Change::Fill { table, column } => vec![(table, column)],
        Change::RebuildTable(rebuild) => {
            let sources = rebuild.copy.iter();
            let fills = sources.filter(|(_, source)| *source == Source::Fill);
            fills
                .map(|(column, _)| (&rebuild.table.name, column))
                .collect()
        }
        _ => Vec::new(),
    });
    let mut next = || {
        let (table, column) = values.next()?;
        let table = after.tables.iter().find(|other| other.name == *table)?;
        let column = table.columns.iter().find(|other| other.name == *column)?;
        Some(value(after.engine, column, 1))
    };
    let mut text = String::new();
    for line in sql.lines() {
        let mut line = line.to_owned();
        while !line.starts_with("--")
            && line.contains(FILL)
            && let Some(value) = next()
        {
            line = line.replacen(FILL, &value, 1);
        }
        text += &line;
        text.push('\n');
    }
    text
}

/// The values of one column as text.
pub(super) fn select(engine: Engine, table: &Table, column: &Column) -> String {
    let name = quote::identifier(engine, &column.name);
    let from = table.name.sql(engine);
    match engine {
        Engine::Sqlite => format!("SELECT quote({name}) FROM {from}"),
        Engine::Postgresql => format!("SELECT coalesce({name}::text, 'NULL') FROM {from}"),
        Engine::Mysql => format!("SELECT coalesce(hex({name}), 'NULL') FROM {from}"),
    }
}
