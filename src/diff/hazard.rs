//! What a change may cost, in words. Which rows stand in its way, `past` is asked.

use std::collections::BTreeSet;

use super::Step;
use super::cast;
use super::change::{Alteration, Change, Clause};
use super::past::{InTheWay, Past, narrows};
use super::table::{TableDiff, needs_fill};
use crate::database::{
    Column, ColumnDefault, ColumnTypeKind, Domain, Index, IndexColumn, IndexKind, QualifiedName,
};
use crate::dialect::{BYTES_TYPES, Engine, Scalar, TEXT_TYPES};

/// What a change may cost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hazard {
    /// Of what kind.
    pub kind: HazardKind,
    /// What exactly, in words.
    pub text: String,
    /// A query that finds the rows in question in the database before; none where no query can.
    pub query: Option<String>,
    /// Of values that go, the condition of those that the column has by itself, without anybody's doing.
    pub by_itself: Option<String>,
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
    /// Where it fails, what was done before it stays done.
    NotInTransaction,
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
            HazardKind::NotInTransaction => "not in a transaction",
            HazardKind::BreaksCode => "breaks running code",
        }
    }
}

fn hazard(kind: HazardKind, text: impl Into<String>) -> Hazard {
    Hazard {
        kind,
        text: text.into(),
        query: None,
        by_itself: None,
        narrows: false,
    }
}

fn found_by(mut hazard: Hazard, query: String) -> Hazard {
    hazard.query = Some(query);
    hazard
}

/// That rows may be in the way, unless none can.
fn may_fail(rows: InTheWay, text: impl Into<String>) -> Option<Hazard> {
    let query = match rows {
        InTheWay::None => return None,
        InTheWay::Found(query) => Some(query),
        InTheWay::Unknown => None,
    };
    Some(Hazard {
        query,
        ..hazard(HazardKind::MayFail, text)
    })
}

fn breaks(text: impl Into<String>) -> Hazard {
    hazard(HazardKind::BreaksCode, text)
}

/// What a change of things with rows may cost.
pub(super) fn hazards(past: &Past, change: &Change) -> Vec<Hazard> {
    match change {
        Change::AlterTable { table, clauses } => {
            let mut hazards = of_clauses(past, table, clauses);
            let drops = |clause: &Clause| matches!(clause, Clause::DropColumn(_));
            if past.engine == Engine::Sqlite && clauses.iter().any(drops) {
                hazards.push(written_anew(table));
            }
            hazards
        }
        Change::RebuildTable(rebuild) => vec![hazard(
            HazardKind::LongLock,
            format!("every row of {} is copied", rebuild.table.name),
        )],
        Change::RenameTable { from, .. } | Change::RenameEnum { from, .. } => {
            vec![breaks(format!("{from} is gone under that name"))]
        }
        Change::RenameColumn { table, from, .. } => {
            vec![breaks(format!("{table}.{from} is gone under that name"))]
        }
        Change::RenameEnumValue { from, .. } => vec![breaks(format!("{from} is a value no more"))],
        Change::ReplaceValues { table, column, .. } => {
            vec![breaks(format!("{table}.{column} holds new values"))]
        }
        Change::CreateIndex(table, index) => {
            let mut hazards = Vec::from_iter(duplicates(past, table, index));
            if past.engine == Engine::Postgresql {
                hazards.push(hazard(
                    HazardKind::LongLock,
                    format!("writes to {table} wait until the index is built"),
                ));
            }
            hazards
        }
        Change::AddForeignKey(table, key) => {
            let rows = past.orphans(table, key);
            let mut hazards = Vec::from_iter(may_fail(rows, "rows that point at nothing"));
            hazards.push(hazard(
                HazardKind::LongLock,
                format!("every row of {table} is checked"),
            ));
            hazards
        }
        Change::DropTable(table) => vec![
            found_by(
                hazard(HazardKind::DataLoss, format!("every row of {}", table.name)),
                format!("SELECT count(*) FROM {}", past.table(&table.name)),
            ),
            breaks(format!("{} is gone", table.name)),
        ],
        Change::DropView(view) if !past.keeps_view(&view.name) => {
            vec![breaks(format!("{} is gone", view.name))]
        }
        _ => Vec::new(),
    }
}

/// What changes of one table may cost. A column that is dropped and added again stays, without
/// its values.
pub(super) fn of_clauses(past: &Past, table: &QualifiedName, clauses: &[Clause]) -> Vec<Hazard> {
    let is_added = |name: &str| {
        let mut clauses = clauses.iter();
        clauses.any(|clause| matches!(clause, Clause::AddColumn(column) if column.name == name))
    };
    let mut hazards = Vec::new();
    for clause in clauses {
        let remade = matches!(clause, Clause::DropColumn(column) if is_added(&column.name));
        let of_one = of_clause(past, table, clause).into_iter();
        hazards.extend(of_one.map(|hazard| Hazard {
            narrows: hazard.narrows || remade && hazard.kind == HazardKind::DataLoss,
            ..hazard
        }));
    }
    // One lock of one table is enough.
    let mut locks = BTreeSet::new();
    hazards
        .retain(|hazard| hazard.kind != HazardKind::LongLock || locks.insert(hazard.text.clone()));
    hazards
}

fn of_clause(past: &Past, table: &QualifiedName, clause: &Clause) -> Vec<Hazard> {
    let engine = past.engine;
    match clause {
        Clause::DropColumn(column) => {
            let rows = past.table(table);
            let name = past.column(table, &column.name);
            let by_itself = constant(engine, column).map(|value| format!("{name} = {value}"));
            let column = format!("{table}.{}", column.name);
            let values = found_by(
                hazard(HazardKind::DataLoss, format!("the values of {column}")),
                format!("SELECT count(*) FROM {rows} WHERE {name} IS NOT NULL"),
            );
            vec![
                Hazard {
                    by_itself,
                    ..values
                },
                breaks(format!("{column} is gone")),
            ]
        }
        Clause::AddColumn(column) => {
            let computed = matches!(column.default, Some(ColumnDefault::Expression(_)));
            let rewrites = engine == Engine::Postgresql && (computed || column.auto_increment);
            let mut hazards = Vec::from_iter(rewrites.then(|| written_anew(table)));
            hazards.extend(needs_fill(column).then(|| left_out(table, column)));
            hazards
        }
        Clause::AlterColumn(alteration) => of_alteration(past, table, alteration),
        Clause::AddPrimaryKey(key) => {
            let rows = past.alike(table, &key.columns, false);
            let mut hazards = Vec::from_iter(may_fail(rows, "rows without a key of their own"));
            hazards.push(hazard(
                HazardKind::LongLock,
                format!("{table} is locked while the key is built"),
            ));
            hazards
        }
        Clause::AddIndex(index) => Vec::from_iter(duplicates(past, table, index)),
        Clause::AddCheck(check) => {
            let rows = past.breaking(table, check);
            let text = format!("rows that break {}", check.name);
            let mut hazards = Vec::from_iter(may_fail(rows, text));
            hazards.extend(match engine {
                Engine::Sqlite => None,
                Engine::Postgresql => Some(checked(table)),
                Engine::Mysql => Some(written_anew(table)),
            });
            hazards
        }
        Clause::DropPrimaryKey(_) | Clause::DropIndex(_) | Clause::DropCheck(_) => Vec::new(),
    }
}

/// The default of a column, where it is the same for every row and can be compared with.
fn constant(engine: Engine, column: &Column) -> Option<String> {
    let compares = match &column.domain {
        Domain::Enum(..) => true,
        Domain::Scalar(scalar) => !matches!(scalar, Scalar::Json | Scalar::Bytes),
        Domain::PartOfMoment(_) | Domain::Unsupported => false,
    };
    let default = column
        .default
        .as_ref()
        .filter(|_| compares && !column.ty.array);
    default?.sql(engine)
}

fn written_anew(table: &QualifiedName) -> Hazard {
    hazard(
        HazardKind::LongLock,
        format!("every row of {table} may be written anew"),
    )
}

fn checked(table: &QualifiedName) -> Hazard {
    hazard(
        HazardKind::LongLock,
        format!("nobody reads or writes {table} while every row is checked"),
    )
}

fn left_out(table: &QualifiedName, column: &Column) -> Hazard {
    breaks(format!("code that leaves {table}.{} out", column.name))
}

fn of_alteration(past: &Past, table: &QualifiedName, alteration: &Alteration) -> Vec<Hazard> {
    let Alteration {
        before,
        after,
        conversion,
    } = alteration;
    let engine = past.engine;
    let column = format!("{table}.{}", after.name);
    let mut hazards = Vec::new();
    if conversion.is_some() {
        hazards.extend(of_conversion(past, table, before, after));
    }
    let becomes_required = before.nullable && !after.nullable;
    if becomes_required {
        let missing = past.missing(table, &after.name);
        hazards.extend(may_fail(missing, format!("rows without {column}")));
        hazards.extend(match engine {
            Engine::Sqlite => None,
            Engine::Postgresql => Some(checked(table)),
            Engine::Mysql => Some(written_anew(table)),
        });
    }
    let fills_itself = |column: &Column| column.default.is_some() || column.auto_increment;
    let lost_default = fills_itself(before) && !fills_itself(after) && !after.nullable;
    if becomes_required && !fills_itself(after) || lost_default {
        hazards.push(left_out(table, after));
    }
    if !before.nullable && after.nullable {
        hazards.push(breaks(format!("code that expects {column} in every row")));
    }
    hazards
}

/// What it may cost that the values of a column become those of another type.
fn of_conversion(
    past: &Past,
    table: &QualifiedName,
    before: &Column,
    after: &Column,
) -> Vec<Hazard> {
    let engine = past.engine;
    let column = format!("{table}.{}", after.name);
    let mut hazards = Vec::new();
    // The condition is in the words of the database before.
    let named = |column: &Column| past.named(table, column);
    let Some(cast) = cast::cast(engine, &named(before), &named(after)) else {
        return hazards;
    };
    let (rows, name) = (past.table(table), past.column(table, &after.name));
    if let Some(what) = cast.loses {
        let condition = cast.narrows;
        let condition = condition.unwrap_or_else(|| format!("{name} IS NOT NULL"));
        let values = hazard(HazardKind::DataLoss, format!("{what} in {column}"));
        hazards.push(Hazard {
            narrows: true,
            ..found_by(
                values,
                format!("SELECT count(*) FROM {rows} WHERE {condition}"),
            )
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
    let rewrites = before.ty != after.ty && cast::rewrites(engine, before, after);
    if engine != Engine::Sqlite && rewrites {
        hazards.push(written_anew(table));
    }
    if is_read_otherwise(engine, before, after) {
        hazards.push(breaks(format!("{column} has another type")));
    }
    let gone = values_gone(before, after);
    if !gone.is_empty() {
        let text = format!("{} is no value of {column} any more", gone.join(", "));
        hazards.push(breaks(text));
    }
    hazards
}

/// Whether code that reads values of the old type fails on the new one.
fn is_read_otherwise(engine: Engine, before: &Column, after: &Column) -> bool {
    if engine == Engine::Sqlite {
        let is_enum = |column: &Column| matches!(column.domain, Domain::Enum(..));
        return before.domain != after.domain && !(is_enum(before) && is_enum(after));
    }
    if before.ty.array != after.ty.array {
        return true;
    }
    match (&before.ty.kind, &after.ty.kind) {
        (ColumnTypeKind::Native(from, _), ColumnTypeKind::Native(to, _)) => {
            let are = |family: &[&str]| family.contains(from) && family.contains(to);
            from != to && !are(&TEXT_TYPES) && !are(&BYTES_TYPES)
        }
        (ColumnTypeKind::InlineEnum(_), ColumnTypeKind::InlineEnum(_)) => false,
        // An enum that is replaced has another name only for as long as it takes.
        (ColumnTypeKind::Enum(_), ColumnTypeKind::Enum(_)) => false,
        (from, to) => from != to,
    }
}

/// Values of an enum that are gone.
fn values_gone<'c>(before: &'c Column, after: &Column) -> Vec<&'c str> {
    let (Domain::Enum(_, before), Domain::Enum(_, after)) = (&before.domain, &after.domain) else {
        return Vec::new();
    };
    let gone = before.iter().filter(|value| !after.contains(value));
    gone.map(String::as_str).collect()
}

/// That a unique index may find rows which are not.
fn duplicates(past: &Past, table: &QualifiedName, index: &Index) -> Option<Hazard> {
    if index.kind != IndexKind::Unique {
        return None;
    }
    let rows = past.alike(table, &index.columns, true);
    may_fail(
        rows,
        format!("rows that {} does not tell apart", index.name),
    )
}

/// That rows become alike under a key that stays, since values of it are converted with a loss.
pub(super) fn made_alike(past: &Past, diff: &TableDiff) -> Vec<Hazard> {
    let converted = |columns: &[IndexColumn]| {
        let mut columns = columns.iter();
        columns.any(|part| narrows(past.engine, diff, &part.name))
    };
    let mut hazards = Vec::new();
    for index in &diff.after.indexes {
        let stays = index.kind == IndexKind::Unique && !diff.added_indexes.contains(&index);
        if stays && converted(&index.columns) {
            let text = format!("rows that {} then does not tell apart", index.name);
            hazards.extend(may_fail(InTheWay::Unknown, text));
        }
    }
    let key = diff.after.primary_key.as_ref();
    if !diff.key_differs && key.is_some_and(|key| converted(&key.columns)) {
        let text = "rows that then have no key of their own";
        hazards.extend(may_fail(InTheWay::Unknown, text));
    }
    hazards
}

/// MySQL commits each statement by itself: one that may fail leaves done what stands above it.
pub(super) fn not_in_a_transaction(steps: &mut [Step]) {
    let may_fail = |step: &Step| {
        let mut hazards = step.hazards.iter();
        hazards.any(|hazard| hazard.kind == HazardKind::MayFail)
    };
    for step in steps.iter_mut().skip(1) {
        if may_fail(step) {
            step.hazards.push(hazard(
                HazardKind::NotInTransaction,
                "if it fails, what stands above it stays done",
            ));
        }
    }
}
