//! The plan for SQLite, which changes little of a table in place. Whatever it does not, it does
//! by a new table that takes over the rows and the name.

use super::cast;
use super::change::{self, Alteration, Change, Clause, Rebuild, Source};
use super::past::Past;
use super::rename::Renamed;
use super::renames::Renames;
use super::table::{self, TableDiff, Tables, needs_fill};
use super::{Plan, Refusal, Step, cause, hazard, view};
use crate::database::names::is_of_constraint;
use crate::database::{Column, ColumnDefault, DatabaseSchema, Table};
use crate::dialect::Engine;

const ENGINE: Engine = Engine::Sqlite;

pub(super) fn plan(
    previous: &DatabaseSchema,
    renamed: Renamed,
    next: &DatabaseSchema,
    renames: &Renames,
) -> Plan {
    let Renamed {
        schema: renamed,
        changes: done_by_renaming,
        refusals,
    } = renamed;
    let tables = Tables::of(&renamed, next);
    let past = Past::of(previous, next, renames, &tables);
    let mut plan = Plan {
        engine: ENGINE,
        steps: Vec::new(),
        refusals,
    };
    for diff in &tables.kept {
        plan.refusals.extend(table::refusals(ENGINE, diff));
        let stays = |column: &Column| diff.dropped.iter().all(|gone| gone.name != column.name);
        if !diff.before.columns.iter().any(stays) {
            plan.refusals.push(Refusal {
                engine: ENGINE,
                what: format!("replacing every column of {}", diff.after.name.name),
                why: "no value would be left of any row: drop the table in a migration of its own"
                    .to_owned(),
            });
        }
    }
    let mut changed = view::renamed_tables(&done_by_renaming);
    let kept = tables.kept.iter().map(|diff| &diff.before.name.name);
    let dropped = tables.dropped.iter().map(|table| &table.name.name);
    let created = tables.created.iter().map(|table| &table.name.name);
    changed.extend(kept.chain(dropped).chain(created).cloned());
    let (dropped_views, created_views) = view::affected(previous, next, &changed);
    let of = |change: Change| past.step(change);

    let rebuilds: Vec<&TableDiff> = tables
        .kept
        .iter()
        .filter(|diff| !is_in_place(diff))
        .collect();
    let points = |table: &Table| {
        let mut keys = renamed.tables.iter().flat_map(|table| &table.foreign_keys);
        !table.foreign_keys.is_empty() || keys.any(|key| key.table == table.name)
    };
    let suspends = !rebuilds.is_empty() || tables.dropped.iter().any(|table| points(table));
    if suspends {
        plan.steps.push(Step::harmless(Change::SuspendForeignKeys));
    }
    let views = dropped_views.into_iter().cloned();
    plan.steps.extend(views.map(Change::DropView).map(of));
    plan.steps.extend(done_by_renaming.into_iter().map(of));
    for table in tables.dropped.iter().rev() {
        plan.steps.push(of(Change::DropTable((*table).clone())));
    }
    for diff in &tables.kept {
        // A new table has its indexes anew. One whose name another table takes over goes before
        // that table is made, which may be earlier.
        let table = &diff.after.name;
        let goes = diff.dropped_indexes.iter().copied();
        let renamed = diff.renamed_indexes.iter().map(|(from, _)| *from);
        for index in goes.chain(renamed) {
            if is_in_place(diff) || is_taken_over(next, diff.after, &index.name) {
                plan.steps
                    .push(of(Change::DropIndex(table.clone(), index.clone())));
            }
        }
    }
    for table in &tables.created {
        plan.steps
            .push(Step::harmless(Change::CreateTable((*table).clone())));
    }
    let indexes = change::indexes(tables.created.iter().copied());
    let mut indexes: Vec<Step> = indexes.into_iter().map(Step::harmless).collect();
    for diff in &tables.kept {
        let table = &diff.after.name;
        if !is_in_place(diff) {
            plan.steps.push(rebuild(&past, &renamed, next, diff));
            continue;
        }
        let dropped = diff
            .dropped
            .iter()
            .map(|column| Clause::DropColumn((*column).clone()));
        let added = diff
            .added
            .iter()
            .map(|column| Clause::AddColumn((*column).clone()));
        for clause in dropped.chain(added) {
            plan.steps.push(of(Change::AlterTable {
                table: table.clone(),
                clauses: vec![clause],
            }));
        }
        let renamed = diff.renamed_indexes.iter().map(|(_, to)| *to);
        for index in diff.added_indexes.iter().copied().chain(renamed) {
            indexes.push(of(Change::CreateIndex(table.clone(), index.clone())));
        }
    }
    plan.steps.extend(indexes);
    let views = created_views.into_iter().cloned();
    plan.steps
        .extend(views.map(Change::CreateView).map(Step::harmless));
    if suspends {
        plan.steps.push(Step::harmless(Change::ResumeForeignKeys));
    }
    plan
}

/// Whether a table other than this one has an index of that name afterwards. SQLite's names are the
/// same in either case.
fn is_taken_over(next: &DatabaseSchema, table: &Table, index: &str) -> bool {
    let others = next.tables.iter().filter(|other| other.name != table.name);
    let mut indexes = others.flat_map(|other| &other.indexes);
    indexes.any(|other| other.name.eq_ignore_ascii_case(index))
}

/// Whether `ALTER TABLE` does all that changes.
fn is_in_place(diff: &TableDiff) -> bool {
    let remade = |column: &&Column| diff.added.iter().any(|added| added.name == column.name);
    let renamed = diff.renamed_indexes.iter().map(|(from, _)| *from);
    let mut gone = diff.dropped_indexes.iter().copied().chain(renamed);
    diff.altered.is_empty()
        && !gone.any(|index| is_of_constraint(&index.name))
        && !diff.key_differs
        && diff.added_checks.is_empty()
        && diff.dropped_checks.is_empty()
        && diff.added_keys.is_empty()
        && diff.dropped_keys.is_empty()
        && diff.added.iter().all(|column| can_be_added(column))
        && !diff.dropped.iter().any(remade)
        && (diff.dropped.is_empty() || diff.before.checks.is_empty())
        && diff
            .dropped
            .iter()
            .all(|column| can_be_dropped(diff, column))
}

/// `ADD COLUMN` takes a constant default, which a required column must have.
fn can_be_added(column: &Column) -> bool {
    let is_constant = match &column.default {
        None => column.nullable,
        // A carriage return makes it an expression.
        Some(ColumnDefault::Text(text)) => !text.contains('\r'),
        Some(ColumnDefault::Number(_) | ColumnDefault::Boolean(_) | ColumnDefault::Bytes(_)) => {
            true
        }
        Some(ColumnDefault::Now | ColumnDefault::Array(_) | ColumnDefault::Expression(_)) => false,
    };
    is_constant && !column.auto_increment
}

/// `DROP COLUMN` takes no column that a key or a condition needs.
fn can_be_dropped(diff: &TableDiff, column: &Column) -> bool {
    let mut keys = diff.before.foreign_keys.iter().flat_map(|key| &key.columns);
    let mut primary = diff.before.primary_key.iter().flat_map(|key| &key.columns);
    let mut predicates = diff
        .before
        .indexes
        .iter()
        .filter(|index| index.predicate.is_some());
    !keys.any(|name| *name == column.name)
        && !primary.any(|part| part.name == column.name)
        && predicates.next().is_none()
}

fn rebuild(past: &Past, renamed: &DatabaseSchema, next: &DatabaseSchema, diff: &TableDiff) -> Step {
    let mut copy = Vec::new();
    let mut guards = Vec::new();
    let mut clauses = Vec::new();
    if diff.key_differs {
        clauses.extend(diff.before.primary_key.clone().map(Clause::DropPrimaryKey));
    }
    let dropped = diff.dropped_checks.iter();
    clauses.extend(dropped.map(|check| Clause::DropCheck((*check).clone())));
    let dropped = diff.dropped.iter();
    clauses.extend(dropped.map(|column| Clause::DropColumn((*column).clone())));
    for column in &diff.after.columns {
        if diff.added.iter().any(|added| added.name == column.name) {
            if needs_fill(column) {
                copy.push((column.name.clone(), Source::Fill));
            }
            clauses.push(Clause::AddColumn(column.clone()));
            continue;
        }
        let altered = diff
            .altered
            .iter()
            .find(|change| change.after.name == column.name);
        let conversion = altered.and_then(|change| change.conversion);
        copy.push((column.name.clone(), Source::Column(conversion)));
        if let Some(alteration) = altered {
            guards.extend(guard(alteration));
            clauses.push(Clause::AlterColumn(Box::new(alteration.clone())));
        }
    }
    if diff.key_differs {
        clauses.extend(diff.after.primary_key.clone().map(Clause::AddPrimaryKey));
    }
    let added = diff.added_indexes.iter();
    clauses.extend(added.map(|index| Clause::AddIndex((*index).clone())));
    let added = diff.added_checks.iter();
    clauses.extend(added.map(|check| Clause::AddCheck((*check).clone())));

    let counts = |table: &Table| table.columns.iter().any(|column| column.auto_increment);
    let change = Change::RebuildTable(Rebuild {
        temporary: temporary(&diff.after.name.name, renamed, next),
        copy,
        guards,
        before: diff.before.clone(),
        keep_sequence: counts(diff.before) && counts(diff.after),
        table: diff.after.clone(),
    });
    let name = &diff.after.name;
    let mut step = past.step(change);
    let causes = clauses.iter().map(|clause| cause::cause(ENGINE, clause));
    step.causes = causes.collect();
    for (constraint, index) in &diff.renamed_indexes {
        if is_of_constraint(&constraint.name) {
            let what = format!("make a unique constraint the index {}", index.name);
            step.causes.push(what);
        }
    }
    for key in &diff.dropped_keys {
        step.causes
            .push(format!("drop the foreign key {}", key.name));
    }
    for key in &diff.added_keys {
        step.causes
            .push(format!("add the foreign key {}", key.name));
        let add = Change::AddForeignKey(name.clone(), (*key).clone());
        step.hazards.extend(hazard::hazards(past, &add));
    }
    let of_clauses = hazard::of_clauses(past, name, &clauses);
    step.hazards.extend(of_clauses);
    step
}

/// SQLite takes any value in any column, so those that do not convert must be looked for.
fn guard(alteration: &Alteration) -> Option<(String, String)> {
    let Alteration { before, after, .. } = alteration;
    alteration.conversion?;
    let condition = cast::cast(ENGINE, before, after)?.fails?;
    Some((
        condition,
        format!("values of {} that do not convert", after.name),
    ))
}

fn temporary(table: &str, renamed: &DatabaseSchema, next: &DatabaseSchema) -> String {
    let taken = |name: &str| {
        let mut tables = renamed.tables.iter().chain(&next.tables);
        let mut views = renamed.views.iter().chain(&next.views);
        tables.any(|table| table.name.name.eq_ignore_ascii_case(name))
            || views.any(|view| view.name.name.eq_ignore_ascii_case(name))
    };
    let mut name = format!("new_{table}");
    while taken(&name) {
        name = format!("new_{name}");
    }
    name
}
