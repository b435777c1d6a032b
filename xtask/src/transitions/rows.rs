//! Rows for a schema: as many of them in every table as its keys allow, the nth pointing at the
//! nth. Parents come before their children.

use std::collections::BTreeMap;
use std::fmt;

use anyhow::{Result, ensure};
use ketch::database::{
    Column, ColumnTypeKind, DatabaseSchema, Domain, ForeignKey, IndexKind, PartOfMoment, Table,
};
use ketch::dialect::{Engine, Scalar, quote};
use ketch::diff::{Change, Plan, Source};
use ketch_history::FILL;

use crate::conformance::catalog::Database;

/// What rows hold.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Kind {
    /// Three rows of small numbers, in whatever form the column has: nothing that does not convert.
    Plain,
    /// One of the three is at the edge of what its columns hold, and a fourth is NULL where it
    /// may be.
    Odd,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Kind::Plain => "plain",
            Kind::Odd => "odd",
        })
    }
}

const PLAIN_ROWS: usize = 3;
const ODD_ROW: usize = 2;
const NULL_ROW: usize = 3;

/// The statements that put rows into a schema made afresh.
pub(super) fn inserts(schema: &DatabaseSchema, kind: Kind) -> Vec<String> {
    let engine = schema.engine;
    let mut inserts = Vec::new();
    // A check may know nothing of what is at the edge, nor may what points at its table.
    let kind = match schema.tables.iter().all(|table| table.checks.is_empty()) {
        true => kind,
        false => Kind::Plain,
    };
    let order = in_order(schema);
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for (place, table) in order.iter().enumerate() {
        let most = most_rows(schema, table, kind, &counts);
        counts.insert(table.name.sql(engine), most);
        // What points at a table not yet filled stays NULL.
        let ahead = |column: &&Column| {
            let mut keys = table.foreign_keys.iter();
            keys.any(|key| {
                let target = order.iter().position(|other| other.name == key.table);
                key.columns.contains(&column.name) && target > Some(place)
            })
        };
        let columns: Vec<&Column> = table
            .columns
            .iter()
            .filter(|column| !ahead(column) && column.domain != Domain::Unsupported)
            .collect();
        if columns.is_empty() {
            continue;
        }
        let names: Vec<_> = columns
            .iter()
            .map(|column| quote::identifier(engine, &column.name))
            .collect();
        for row in 0..most {
            let values: Vec<_> = columns
                .iter()
                .map(|column| match row == NULL_ROW && column.nullable {
                    true => "NULL".to_owned(),
                    false => value(engine, column, row, kind),
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

/// How many rows a table can have: columns of few values may have to tell them apart, and what
/// they point at must be there.
fn most_rows(
    schema: &DatabaseSchema,
    table: &Table,
    kind: Kind,
    counts: &BTreeMap<String, usize>,
) -> usize {
    let mut most = match kind {
        Kind::Plain => PLAIN_ROWS,
        Kind::Odd => NULL_ROW + 1,
    };
    let few = |column: &Column| match &column.domain {
        Domain::Enum(_, values) => values.len(),
        Domain::Scalar(Scalar::Boolean) => 2,
        _ if column.ty.array => 1,
        _ => usize::MAX,
    };
    let uniques = table
        .indexes
        .iter()
        .filter(|index| index.kind == IndexKind::Unique);
    let uniques = uniques.map(|index| &index.columns);
    let keys = table.primary_key.iter().map(|key| &key.columns);
    for key in keys.chain(uniques) {
        let columns = key.iter().filter_map(|part| table.column(&part.name));
        most = most.min(columns.map(few).max().unwrap_or(usize::MAX));
    }
    for key in &table.foreign_keys {
        let mut columns = key.columns.iter().filter_map(|name| table.column(name));
        let parent = schema.table(&key.table);
        let there = counts.get(&key.table.sql(schema.engine));
        most = most.min(there.copied().unwrap_or(usize::MAX));
        let references = key.references.iter();
        let mut referenced = references.filter_map(|name| parent?.column(name));
        if columns.any(|column| !column.nullable) && referenced.any(|column| column.nullable) {
            most = most.min(NULL_ROW);
        }
    }
    most
}

/// Tables after those that they point at, or that they need not point at.
fn in_order(schema: &DatabaseSchema) -> Vec<&Table> {
    let mut order: Vec<&Table> = Vec::new();
    let mut pending: Vec<&Table> = schema.tables.iter().collect();
    while !pending.is_empty() {
        let is_done = |table: &Table, key: &ForeignKey| {
            key.table == table.name || order.iter().any(|done| done.name == key.table)
        };
        let can_wait = |table: &Table, key: &ForeignKey| {
            let columns = table.columns.iter();
            let mut columns = columns.filter(|column| key.columns.contains(&column.name));
            columns.all(|column| column.nullable)
        };
        let ready = pending.iter().position(|table| {
            let mut keys = table.foreign_keys.iter();
            keys.all(|key| is_done(table, key))
        });
        let loose = || {
            pending.iter().position(|table| {
                let mut keys = table.foreign_keys.iter();
                keys.all(|key| is_done(table, key) || can_wait(table, key))
            })
        };
        let next = ready.or_else(loose).unwrap_or(0);
        order.push(pending.remove(next));
    }
    order
}

/// Text that has to be escaped.
const ODD_TEXT: &str = "é'\\";

/// Whether a column whose type has these arguments has room for a text.
fn holds(arguments: &[u32], text: &str) -> bool {
    let room = arguments.first().copied().unwrap_or(u32::MAX);
    text.chars().count() <= room as usize
}

/// The value of a row, the same for the same kind of column everywhere.
fn value(engine: Engine, column: &Column, row: usize, kind: Kind) -> String {
    if column.ty.array {
        return "'{}'".to_owned();
    }
    let odd = kind == Kind::Odd && row == ODD_ROW;
    let string = |text: &str| quote::string(engine, text);
    let (native, arguments) = match &column.ty.kind {
        ColumnTypeKind::Native(name, arguments) => (*name, arguments.as_slice()),
        _ => ("", [].as_slice()),
    };
    match &column.domain {
        Domain::Enum(_, values) => string(&values[row % values.len()]),
        Domain::PartOfMoment(part) => string(match part {
            PartOfMoment::Date => "2020-01-01",
            PartOfMoment::Time => "12:30:00",
            PartOfMoment::TimeTz => "12:30:00+00:00",
        }),
        Domain::Unsupported => "NULL".to_owned(),
        Domain::Scalar(scalar) => match scalar {
            Scalar::String if native == "UUID" => {
                string(&format!("00000000-0000-4000-8000-00000000000{row}"))
            }
            Scalar::String if odd && native != "INET" && holds(arguments, ODD_TEXT) => {
                string(ODD_TEXT)
            }
            Scalar::String => string(&format!("{}", row + 1)),
            Scalar::Boolean => ["true", "false"][row % 2].to_owned(),
            Scalar::Int | Scalar::BigInt if odd && !native.ends_with("UNSIGNED") => "-7".to_owned(),
            Scalar::Int | Scalar::BigInt => (row + 1).to_string(),
            Scalar::Float if odd => "-0.125".to_owned(),
            Scalar::Float => format!("{row}.5"),
            Scalar::Decimal => {
                let whole = arguments.get(1) == Some(&0);
                let text = match odd && !whole {
                    true => "-0.5".to_owned(),
                    false => row.to_string(),
                };
                match engine {
                    Engine::Sqlite => string(&text),
                    Engine::Postgresql | Engine::Mysql => text,
                }
            }
            Scalar::DateTime if native.starts_with("TIME") && !native.starts_with("TIMES") => {
                string(&format!("0{row}:30:00"))
            }
            Scalar::DateTime if odd => string("2020-02-29 23:59:59.123"),
            Scalar::DateTime => string(&format!("2020-01-0{} 00:00:00", row + 1)),
            Scalar::Json if odd => string(r#"{"é": "a\\b"}"#),
            Scalar::Json => string(&format!("[{row}]")),
            Scalar::Bytes => quote::bytes(engine, &[row as u8, 0xff]),
        },
    }
}

/// SQL with its marked places filled in, as a user would; all rows get one value.
pub(crate) fn filled(sql: &str, after: &DatabaseSchema, plan: &Plan) -> String {
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
        let column = after.table(table)?.column(column)?;
        Some(value(after.engine, column, 1, Kind::Plain))
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

/// The rows of every table by its name as SQL, sorted; each a list of values as the engine shows
/// them.
pub(super) type Contents = BTreeMap<String, Vec<Vec<String>>>;

/// Between values, and between a table's place and its row.
const SEPARATOR: char = '\u{1f}';

pub(super) fn contents(database: &mut dyn Database, schema: &DatabaseSchema) -> Result<Contents> {
    let engine = schema.engine;
    let mut contents = Contents::new();
    let mut queries = Vec::new();
    for (place, table) in schema.tables.iter().enumerate() {
        contents.insert(table.name.sql(engine), Vec::new());
        let mut parts = vec![format!("'{place}'")];
        parts.extend(table.columns.iter().map(|column| {
            let name = quote::identifier(engine, &column.name);
            match engine {
                Engine::Sqlite => format!("quote({name})"),
                Engine::Postgresql => format!("coalesce({name}::text, 'NULL')"),
                Engine::Mysql => format!("coalesce(hex({name}), 'NULL')"),
            }
        }));
        let row = match engine {
            Engine::Sqlite => parts.join(" || char(31) || "),
            Engine::Postgresql => parts.join(" || chr(31) || "),
            Engine::Mysql => format!("concat_ws(char(31), {})", parts.join(", ")),
        };
        queries.push(format!("SELECT {row} FROM {}", table.name.sql(engine)));
    }
    if queries.is_empty() {
        return Ok(contents);
    }
    for line in database.query(&queries.join(" UNION ALL "))? {
        let mut parts = line.split(SEPARATOR).map(str::to_owned);
        let place: usize = parts.next().unwrap_or_default().parse()?;
        let table = &schema.tables[place];
        let row: Vec<String> = parts.collect();
        ensure!(
            row.len() == table.columns.len(),
            "a row in pieces: {line:?}"
        );
        contents
            .entry(table.name.sql(engine))
            .or_default()
            .push(row);
    }
    contents.values_mut().for_each(|rows| rows.sort());
    Ok(contents)
}

/// Text as [`contents`] shows it.
pub(super) fn shown(engine: Engine, text: &str) -> String {
    match engine {
        Engine::Sqlite => quote::string(engine, text),
        Engine::Postgresql => text.to_owned(),
        Engine::Mysql => text.bytes().map(|byte| format!("{byte:02X}")).collect(),
    }
}
