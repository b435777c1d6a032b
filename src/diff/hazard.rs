//! What a change does in words, and what it may cost.

use super::cast::{self, Conversion};
use super::change::{Alteration, Change, Clause};
use super::shown;
use crate::database::{
    Column, ColumnDefault, ForeignKey, Index, IndexColumn, IndexKind, QualifiedName,
};
use crate::dialect::{Engine, quote};

/// What a change may cost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hazard {
    /// Of what kind.
    pub kind: HazardKind,
    /// What exactly, in words.
    pub text: String,
    /// A query that finds the rows in question.
    pub query: Option<String>,
    /// Whether values stay and become less than they were.
    pub narrows: bool,
}

/// Kinds of [`Hazard`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum HazardKind {
    /// Something that was there is gone.
    DataLoss,
    /// Rows that are there may be in the way, and then nothing is changed.
    MayFail,
    /// Others wait while it runs, longer with more rows.
    LongLock,
    /// Code that runs on the old schema fails on the new one.
    BreaksCode,
}

impl HazardKind {
    /// In words.
    pub fn text(self) -> &'static str {
        match self {
            HazardKind::DataLoss => "loses data",
            HazardKind::MayFail => "may fail",
            HazardKind::LongLock => "long lock",
            HazardKind::BreaksCode => "breaks running code",
        }
    }
}

fn hazard(kind: HazardKind, text: impl Into<String>) -> Hazard {
    Hazard {
        kind,
        text: text.into(),
        query: None,
        narrows: false,
    }
}

fn found_by(mut hazard: Hazard, query: String) -> Hazard {
    hazard.query = Some(query);
    hazard
}

/// What a change does in words, where its name does not say it all.
pub(super) fn causes(engine: Engine, change: &Change) -> Vec<String> {
    match change {
        Change::AlterTable { clauses, .. } => {
            clauses.iter().map(|clause| cause(engine, clause)).collect()
        }
        Change::RenameTable { from, to } | Change::RenameEnum { from, to } => {
            vec![format!("{} is now {}", shown(from), shown(to))]
        }
        Change::RenameColumn { from, to, .. }
        | Change::RenameEnumValue { from, to, .. }
        | Change::RenameIndex { from, to, .. }
        | Change::RenameConstraint { from, to, .. } => vec![format!("{from} is now {to}")],
        Change::ReplaceValues { values, .. } => {
            let values = values.iter();
            values
                .map(|(from, to)| format!("{from} is now {to}"))
                .collect()
        }
        _ => Vec::new(),
    }
}

/// What a clause does, in words.
pub(super) fn cause(engine: Engine, clause: &Clause) -> String {
    let list = |columns: &[IndexColumn]| {
        let names: Vec<_> = columns.iter().map(|column| column.name.as_str()).collect();
        names.join(", ")
    };
    match clause {
        Clause::DropPrimaryKey(key) => format!("drop the primary key ({})", list(&key.columns)),
        Clause::AddPrimaryKey(key) => format!("add the primary key ({})", list(&key.columns)),
        Clause::DropIndex(index) => format!("drop the index {}", index.name),
        Clause::AddIndex(index) => format!("add the index {}", index.name),
        Clause::DropCheck(check) => format!("drop the check {}", check.name),
        Clause::AddCheck(check) => format!("add the check {}", check.name),
        Clause::DropColumn(column) => format!("drop the column {}", column.name),
        Clause::AddColumn(column) => format!("add the column {}", column.name),
        Clause::AlterColumn(alteration) => altered(engine, alteration),
    }
}

fn altered(engine: Engine, alteration: &Alteration) -> String {
    let Alteration { before, after, .. } = alteration;
    let mut parts = Vec::new();
    if before.ty != after.ty {
        let ty =
            |column: &Column| column.ty.kind.sql(engine) + if column.ty.array { "[]" } else { "" };
        parts.push(format!("from {} to {}", ty(before), ty(after)));
    } else if alteration.conversion.is_some() {
        parts.push("takes other values".to_owned());
    }
    match (before.nullable, after.nullable) {
        (true, false) => parts.push("required".to_owned()),
        (false, true) => parts.push("optional".to_owned()),
        _ => {}
    }
    match (before.auto_increment, after.auto_increment) {
        (false, true) => parts.push("counts up".to_owned()),
        (true, false) => parts.push("counts up no more".to_owned()),
        _ => {}
    }
    match (&before.default, &after.default) {
        (Some(_), None) => parts.push("no default".to_owned()),
        (old, new) if old != new => parts.push("another default".to_owned()),
        _ => {}
    }
    if parts.is_empty() {
        return format!("state the column {} anew, under its name", after.name);
    }
    format!("change the column {}: {}", after.name, parts.join(", "))
}

/// What a change of things with rows may cost.
pub(super) fn hazards(engine: Engine, change: &Change) -> Vec<Hazard> {
    match change {
        Change::AlterTable { table, clauses } => of_clauses(engine, table, clauses),
        Change::RebuildTable(rebuild) => vec![hazard(
            HazardKind::LongLock,
            format!("every row of {} is copied", shown(&rebuild.table.name)),
        )],
        Change::RenameTable { from, .. } => vec![hazard(
            HazardKind::BreaksCode,
            format!("{} is gone under that name", shown(from)),
        )],
        Change::RenameColumn { table, from, .. } => vec![hazard(
            HazardKind::BreaksCode,
            format!("{}.{from} is gone under that name", shown(table)),
        )],
        Change::RenameEnumValue { from, .. } => vec![hazard(
            HazardKind::BreaksCode,
            format!("{from} is a value no more"),
        )],
        Change::ReplaceValues { table, column, .. } => vec![hazard(
            HazardKind::BreaksCode,
            format!("{}.{column} holds new values", shown(table)),
        )],
        Change::CreateIndex(table, index) => {
            let mut hazards = Vec::from_iter(duplicates(engine, table, index));
            if engine == Engine::Postgresql {
                hazards.push(hazard(
                    HazardKind::LongLock,
                    format!(
                        "writes to {} wait until the index is built. On a large table, build it \
                         beforehand under the same name with CREATE INDEX CONCURRENTLY, outside a \
                         transaction, and take this statement out",
                        shown(table)
                    ),
                ));
            }
            hazards
        }
        Change::AddForeignKey(table, key) => vec![
            found_by(
                hazard(HazardKind::MayFail, "rows that point at nothing"),
                orphans(engine, table, key),
            ),
            hazard(
                HazardKind::LongLock,
                format!("every row of {} is checked", shown(table)),
            ),
        ],
        Change::DropTable(table) => vec![
            found_by(
                hazard(
                    HazardKind::DataLoss,
                    format!("every row of {}", shown(&table.name)),
                ),
                format!("SELECT count(*) FROM {}", table.name.sql(engine)),
            ),
            hazard(
                HazardKind::BreaksCode,
                format!("{} is gone", shown(&table.name)),
            ),
        ],
        _ => Vec::new(),
    }
}

/// What changes of one table may cost. A column that is dropped and added again stays, without
/// its values.
pub(super) fn of_clauses(engine: Engine, table: &QualifiedName, clauses: &[Clause]) -> Vec<Hazard> {
    let is_added = |name: &str| {
        let mut clauses = clauses.iter();
        clauses.any(|clause| matches!(clause, Clause::AddColumn(column) if column.name == name))
    };
    let mut hazards = Vec::new();
    for clause in clauses {
        let remade = matches!(clause, Clause::DropColumn(column) if is_added(&column.name));
        let of_one = of_clause(engine, table, clause).into_iter();
        hazards.extend(of_one.map(|hazard| Hazard {
            narrows: hazard.narrows || remade && hazard.kind == HazardKind::DataLoss,
            ..hazard
        }));
    }
    hazards
}

fn of_clause(engine: Engine, table: &QualifiedName, clause: &Clause) -> Vec<Hazard> {
    let rows = table.sql(engine);
    match clause {
        Clause::DropColumn(column) => {
            let name = quote::identifier(engine, &column.name);
            vec![
                found_by(
                    hazard(
                        HazardKind::DataLoss,
                        format!("the values of {}.{}", shown(table), column.name),
                    ),
                    format!("SELECT count(*) FROM {rows} WHERE {name} IS NOT NULL"),
                ),
                hazard(
                    HazardKind::BreaksCode,
                    format!("{}.{} is gone", shown(table), column.name),
                ),
            ]
        }
        Clause::AddColumn(column) => {
            let computed = matches!(column.default, Some(ColumnDefault::Expression(_)));
            let rewrites = engine == Engine::Postgresql && (computed || column.auto_increment);
            let text = format!("every row of {} may be written anew", shown(table));
            Vec::from_iter(rewrites.then(|| hazard(HazardKind::LongLock, text)))
        }
        Clause::AlterColumn(alteration) => of_alteration(engine, table, alteration),
        Clause::AddPrimaryKey(key) => vec![
            found_by(
                hazard(
                    HazardKind::MayFail,
                    "rows without a key of their own".to_owned(),
                ),
                repeated(engine, table, &key.columns, false),
            ),
            hazard(
                HazardKind::LongLock,
                format!("{} is locked while the key is built", shown(table)),
            ),
        ],
        Clause::AddIndex(index) => Vec::from_iter(duplicates(engine, table, index)),
        Clause::AddCheck(check) => vec![found_by(
            hazard(
                HazardKind::MayFail,
                format!("rows that break {}", check.name),
            ),
            format!("SELECT * FROM {rows} WHERE NOT ({})", check.expression),
        )],
        Clause::DropPrimaryKey(_) | Clause::DropIndex(_) | Clause::DropCheck(_) => Vec::new(),
    }
}

fn of_alteration(engine: Engine, table: &QualifiedName, alteration: &Alteration) -> Vec<Hazard> {
    let Alteration {
        before,
        after,
        conversion,
    } = alteration;
    let column = format!("{}.{}", shown(table), after.name);
    let name = quote::identifier(engine, &after.name);
    let rows = table.sql(engine);
    let mut hazards = Vec::new();
    let cast = conversion.and_then(|_| cast::cast(engine, before, after));
    if let Some(cast) = cast {
        if let Some(what) = cast.loses {
            hazards.push(Hazard {
                narrows: true,
                ..hazard(HazardKind::DataLoss, format!("{what} in {column}"))
            });
        }
        if let Some(condition) = cast.fails {
            hazards.push(found_by(
                hazard(
                    HazardKind::MayFail,
                    format!("values of {column} that the new type does not hold"),
                ),
                format!("SELECT * FROM {rows} WHERE {condition}"),
            ));
        }
        if engine != Engine::Sqlite && before.ty != after.ty {
            hazards.push(hazard(
                HazardKind::LongLock,
                format!("every row of {} may be written anew", shown(table)),
            ));
        }
        if *conversion != Some(Conversion::Implicit) {
            hazards.push(hazard(
                HazardKind::BreaksCode,
                format!("{column} has another type"),
            ));
        }
    }
    if before.nullable && !after.nullable {
        hazards.push(found_by(
            hazard(HazardKind::MayFail, format!("rows without {column}")),
            format!("SELECT * FROM {rows} WHERE {name} IS NULL"),
        ));
        hazards.push(hazard(
            HazardKind::BreaksCode,
            format!("code that leaves {column} out"),
        ));
    }
    hazards
}

/// That a unique index may find rows which are not.
fn duplicates(engine: Engine, table: &QualifiedName, index: &Index) -> Option<Hazard> {
    (index.kind == IndexKind::Unique).then(|| {
        let query = repeated(engine, table, &index.columns, true);
        found_by(
            hazard(
                HazardKind::MayFail,
                format!("rows that {} does not tell apart", index.name),
            ),
            query,
        )
    })
}

fn repeated(
    engine: Engine,
    table: &QualifiedName,
    columns: &[IndexColumn],
    nulls_differ: bool,
) -> String {
    let columns: Vec<_> = columns
        .iter()
        .map(|column| quote::identifier(engine, &column.name))
        .collect();
    let filter = match nulls_differ {
        true => {
            let known: Vec<_> = columns
                .iter()
                .map(|column| format!("{column} IS NOT NULL"))
                .collect();
            format!(" WHERE {}", known.join(" AND "))
        }
        false => String::new(),
    };
    let list = columns.join(", ");
    format!(
        "SELECT {list}, count(*) FROM {}{filter} GROUP BY {list} HAVING count(*) > 1",
        table.sql(engine)
    )
}

fn orphans(engine: Engine, table: &QualifiedName, key: &ForeignKey) -> String {
    let pairs = key.columns.iter().zip(&key.references);
    let joined: Vec<_> = pairs
        .map(|(from, to)| {
            let from = quote::identifier(engine, from);
            format!("p.{} = c.{from}", quote::identifier(engine, to))
        })
        .collect();
    let known = key
        .columns
        .iter()
        .map(|from| format!("c.{} IS NOT NULL", quote::identifier(engine, from)));
    let known: Vec<_> = known.collect();
    format!(
        "SELECT * FROM {} c WHERE {} AND NOT EXISTS (SELECT 1 FROM {} p WHERE {})",
        table.sql(engine),
        known.join(" AND "),
        key.table.sql(engine),
        joined.join(" AND ")
    )
}
