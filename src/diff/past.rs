//! The database before a plan, asked about the rows that the plan meets: queries in the names that
//! it knows, whatever is renamed, added or converted on the way.
//!
//! Not for what a step may cost in words: `hazard` says that, and takes its queries from here.

use super::cast;
use super::change::Change;
use super::renames::Renames;
use super::table::{TableDiff, Tables};
use super::{Conversion, Step, cause, hazard};
use crate::database::{
    Check, Column, ColumnDefault, ColumnTypeKind, DatabaseSchema, Domain, ForeignKey, IndexColumn,
    QualifiedName, Table,
};
use crate::dialect::{Engine, quote};

/// The database before, and what becomes of its tables.
#[derive(Clone, Copy)]
pub(super) struct Past<'a> {
    pub(super) engine: Engine,
    previous: &'a DatabaseSchema,
    next: &'a DatabaseSchema,
    /// As the engine keeps the names.
    renames: &'a Renames,
    tables: &'a Tables<'a>,
}

/// What a column holds in the rows of a table once the plan is done, before it is begun.
enum Held {
    /// The values of a column, by its name before.
    Column(String),
    /// One value in every row, as SQL where it can be said.
    Same(Option<String>),
    /// NULL in every row.
    Null,
    /// A number of its own in every row.
    Counter,
    /// Nobody knows yet: the user fills it in, or values are converted with a loss.
    Unknown,
}

/// Rows that stand in the way of a change.
pub(super) enum InTheWay {
    /// There are none.
    None,
    /// This query finds them.
    Found(String),
    /// No query of the database before can find them.
    Unknown,
}

impl<'a> Past<'a> {
    /// A change of what has rows already.
    pub(super) fn step(&self, change: Change) -> Step {
        Step {
            causes: cause::causes(self.engine, &change),
            hazards: hazard::hazards(self, &change),
            change,
        }
    }

    pub(super) fn of(
        previous: &'a DatabaseSchema,
        next: &'a DatabaseSchema,
        renames: &'a Renames,
        tables: &'a Tables<'a>,
    ) -> Self {
        Self {
            engine: previous.engine,
            previous,
            next,
            renames,
            tables,
        }
    }

    /// The name that a table has before.
    fn name<'n>(&'n self, table: &'n QualifiedName) -> &'n QualifiedName {
        let mut renamed = self.renames.tables.iter();
        let pair = renamed.find(|(_, to)| to == table);
        pair.map_or(table, |(from, _)| from)
    }

    /// A table as it is before, as SQL.
    pub(super) fn table(&self, table: &QualifiedName) -> String {
        self.name(table).sql(self.engine)
    }

    /// The name that a column has before, as SQL.
    pub(super) fn column(&self, table: &QualifiedName, column: &str) -> String {
        quote::identifier(self.engine, self.column_name(table, column))
    }

    pub(super) fn column_name<'n>(&'n self, table: &QualifiedName, column: &'n str) -> &'n str {
        let mut renamed = self.renames.columns.iter();
        let found = renamed.find(|(of, _, to)| of == table && to == column);
        found.map_or(column, |(_, from, _)| from)
    }

    /// A column as it is before a conversion, in its name and in those of an enum's values: what
    /// text may say to become one of them.
    pub(super) fn named(&self, table: &QualifiedName, column: &Column) -> Column {
        let mut column = Column {
            name: self.column_name(table, &column.name).to_owned(),
            ..column.clone()
        };
        if let Domain::Enum(name, values) = &mut column.domain {
            let renamed = self.renames.values.iter().filter(|(of, ..)| of == name);
            values.extend(renamed.map(|(_, from, _)| from.clone()));
        }
        column
    }

    /// A table as it is before, under whatever name; none where it is created.
    fn found(&self, table: &QualifiedName) -> Option<&'a Table> {
        self.previous.table(self.name(table))
    }

    fn held(&self, table: &QualifiedName, column: &str) -> Held {
        let diff = self.tables.diff(table);
        let added = diff.and_then(|diff| diff.added.iter().find(|added| added.name == column));
        match added {
            Some(column) => added_as(self.engine, column),
            None => Held::Column(self.column(table, column)),
        }
    }

    /// The same, for values that are to be told apart: a conversion may make two of them one.
    fn told_apart(&self, table: &QualifiedName, column: &str) -> Held {
        let diff = self.tables.diff(table);
        match diff.is_some_and(|diff| narrows(self.engine, diff, column)) {
            true => Held::Unknown,
            false => self.held(table, column),
        }
    }

    /// Whether a view of that name is there afterwards.
    pub(super) fn keeps_view(&self, name: &QualifiedName) -> bool {
        self.next.views.iter().any(|view| view.name == *name)
    }

    /// Rows that have no value in a column.
    pub(super) fn missing(&self, table: &QualifiedName, column: &str) -> InTheWay {
        match self.held(table, column) {
            Held::Column(name) => {
                let rows = self.table(table);
                InTheWay::Found(format!("SELECT * FROM {rows} WHERE {name} IS NULL"))
            }
            Held::Same(_) | Held::Counter => InTheWay::None,
            Held::Null | Held::Unknown => InTheWay::Unknown,
        }
    }

    /// Rows that are alike in these columns. `nulls_differ` where NULL is like nothing.
    pub(super) fn alike(
        &self,
        table: &QualifiedName,
        columns: &[IndexColumn],
        nulls_differ: bool,
    ) -> InTheWay {
        let mut parts = Vec::new();
        let mut is_known = true;
        for part in columns {
            match self.told_apart(table, &part.name) {
                Held::Column(name) => parts.push(match part.length {
                    Some(length) => format!("left({name}, {length})"),
                    None => name,
                }),
                Held::Same(_) => {}
                Held::Null if nulls_differ => return InTheWay::None,
                Held::Counter => return InTheWay::None,
                Held::Null | Held::Unknown => is_known = false,
            }
        }
        if !is_known {
            return InTheWay::Unknown;
        }
        let rows = self.table(table);
        if parts.is_empty() {
            // Every row is like every other.
            return InTheWay::Found(format!("SELECT count(*) FROM {rows} HAVING count(*) > 1"));
        }
        let filter = match nulls_differ {
            true => {
                let known: Vec<_> = parts
                    .iter()
                    .map(|part| format!("{part} IS NOT NULL"))
                    .collect();
                format!(" WHERE {}", known.join(" AND "))
            }
            false => String::new(),
        };
        let list = parts.join(", ");
        InTheWay::Found(format!(
            "SELECT {list}, count(*) FROM {rows}{filter} GROUP BY {list} HAVING count(*) > 1"
        ))
    }

    /// Rows whose foreign key points at nothing.
    pub(super) fn orphans(&self, table: &QualifiedName, key: &ForeignKey) -> InTheWay {
        if self.points_already(table, key) {
            return InTheWay::None;
        }
        let mut known = Vec::new();
        let mut joined = Vec::new();
        // A table that is created has no rows to point at.
        let mut has_targets = self.found(&key.table).is_some();
        for (from, to) in key.columns.iter().zip(&key.references) {
            let child = match self.told_apart(table, from) {
                Held::Column(name) => {
                    known.push(format!("c.{name} IS NOT NULL"));
                    format!("c.{name}")
                }
                Held::Same(Some(value)) => value,
                Held::Null => return InTheWay::None,
                Held::Same(None) | Held::Counter | Held::Unknown => return InTheWay::Unknown,
            };
            if !has_targets {
                continue;
            }
            let parent = match self.told_apart(&key.table, to) {
                Held::Column(name) => format!("p.{name}"),
                Held::Same(Some(value)) => value,
                Held::Null => {
                    has_targets = false;
                    continue;
                }
                Held::Same(None) | Held::Counter | Held::Unknown => return InTheWay::Unknown,
            };
            let text = match self.compares((table, from), (&key.table, to)) {
                true => "",
                false => "::text",
            };
            joined.push(format!("{parent}{text} = {child}{text}"));
        }
        if has_targets {
            let targets = self.table(&key.table);
            let joined = joined.join(" AND ");
            known.push(format!(
                "NOT EXISTS (SELECT 1 FROM {targets} p WHERE {joined})"
            ));
        }
        let rows = self.table(table);
        InTheWay::Found(match known.is_empty() {
            true => format!("SELECT * FROM {rows} c"),
            false => format!("SELECT * FROM {rows} c WHERE {}", known.join(" AND ")),
        })
    }

    /// Whether a foreign key holds already, under whatever name, and no value of it is bent.
    fn points_already(&self, table: &QualifiedName, key: &ForeignKey) -> bool {
        let Some(before) = self.tables.before(table) else {
            return false;
        };
        let is_same = |other: &ForeignKey| {
            other.columns == key.columns
                && other.table == key.table
                && other.references == key.references
        };
        let stays = |(table, columns): (&QualifiedName, &[String])| {
            let mut columns = columns.iter();
            columns.all(|column| matches!(self.told_apart(table, column), Held::Column(_)))
        };
        before.foreign_keys.iter().any(is_same)
            && [(table, &key.columns[..]), (&key.table, &key.references[..])]
                .into_iter()
                .all(stays)
    }

    /// Whether the engine compares the values of two columns as they are before.
    fn compares(&self, one: (&QualifiedName, &str), other: (&QualifiedName, &str)) -> bool {
        let ty = |(table, column): (&QualifiedName, &str)| {
            let name = self.column_name(table, column);
            let column = self.found(table)?.column(name)?;
            Some(column.ty.clone())
        };
        match (ty(one), ty(other)) {
            (Some(one), Some(other)) => self.engine != Engine::Postgresql || one == other,
            _ => true,
        }
    }

    /// Rows that break a check, which names columns as they are called afterwards.
    pub(super) fn breaking(&self, table: &QualifiedName, check: &Check) -> InTheWay {
        let condition = format!("WHERE NOT ({})", check.expression);
        let plain = InTheWay::Found(format!("SELECT * FROM {} {condition}", self.table(table)));
        let Some(diff) = self.tables.diff(table) else {
            return plain;
        };
        let bends = |column: &Column| {
            let altered = diff.alteration(&column.name);
            let conversion = altered.and_then(|alteration| alteration.conversion);
            conversion.is_some_and(|conversion| {
                conversion != Conversion::Implicit || narrows(self.engine, diff, &column.name)
            })
        };
        let mut list = Vec::new();
        let mut is_plain = self.name(table) == table;
        for column in &diff.after.columns {
            let name = quote::identifier(self.engine, &column.name);
            let is_read = may_read(&check.expression, &column.name);
            if is_read && bends(column) {
                return InTheWay::Unknown;
            }
            match self.held(table, &column.name) {
                Held::Column(before) if before == name => list.push(name),
                Held::Column(before) => {
                    is_plain = false;
                    list.push(format!("{before} AS {name}"));
                }
                Held::Same(Some(value)) if is_read => {
                    is_plain = false;
                    list.push(format!("{value} AS {name}"));
                }
                Held::Null if is_read => {
                    is_plain = false;
                    list.push(format!("{} AS {name}", self.null(column)));
                }
                _ if is_read => return InTheWay::Unknown,
                _ => {}
            }
        }
        if is_plain {
            return plain;
        }
        let rows = self.table(table);
        let alias = quote::identifier(self.engine, &table.name);
        InTheWay::Found(format!(
            "SELECT * FROM (SELECT {} FROM {rows}) {alias} {condition}",
            list.join(", ")
        ))
    }

    /// NULL of a column's type, which PostgreSQL must know to compare it.
    fn null(&self, column: &Column) -> String {
        let is_named = matches!(column.ty.kind, ColumnTypeKind::Enum(_));
        match self.engine {
            Engine::Postgresql if !is_named => {
                let array = if column.ty.array { "[]" } else { "" };
                format!("NULL::{}{array}", column.ty.kind.sql(self.engine))
            }
            _ => "NULL".to_owned(),
        }
    }
}

/// What a column that is added holds in the rows that are there.
fn added_as(engine: Engine, column: &Column) -> Held {
    match column.default.as_ref().or(column.backfill.as_ref()) {
        _ if column.auto_increment => Held::Counter,
        None if column.nullable => Held::Null,
        None | Some(ColumnDefault::Expression(_)) => Held::Unknown,
        Some(default) => Held::Same(default.sql(engine)),
    }
}

/// Whether values of a column are converted with a loss, so that two of them may become one.
pub(super) fn narrows(engine: Engine, diff: &TableDiff, column: &str) -> bool {
    let converted = diff.alteration(column);
    let converted = converted.filter(|alteration| alteration.conversion.is_some());
    let cast = converted.and_then(|one| cast::cast(engine, &one.before, &one.after));
    cast.is_some_and(|cast| cast.loses.is_some())
}

/// Whether SQL of the user's may name a column.
pub(super) fn may_read(sql: &str, column: &str) -> bool {
    sql.to_lowercase().contains(&column.to_lowercase())
}
