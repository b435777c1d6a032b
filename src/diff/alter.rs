//! The plan for PostgreSQL and MySQL, which change tables in place.
//!
//! What stands in the way of a change is taken out and put back: views that read a table, foreign
//! keys over a column that changes, PostgreSQL's enums that lose values. Foreign keys come and go
//! apart from their tables, so that cycles need no thought.

use std::collections::BTreeSet;

use super::cast;
use super::change::{self, Alteration, Change, Clause};
use super::foreign_key::Keys;
use super::past::Past;
use super::rename::{Renamed, TEMPORARY, in_order};
use super::renames::Renames;
use super::table::{self, TableDiff, Tables};
use super::{Plan, Step, enumeration, hazard, view};
use crate::database::{Check, Column, DatabaseSchema, Index, PrimaryKey, QualifiedName, names};
use crate::dialect::Engine;

pub(super) fn plan(
    previous: &DatabaseSchema,
    renamed: Renamed,
    next: &DatabaseSchema,
    renames: &Renames,
) -> Plan {
    let engine = next.engine;
    let Renamed {
        schema: mut renamed,
        changes: done_by_renaming,
        refusals,
    } = renamed;
    let (replaced, values) = enumeration::replaced(&mut renamed, next);
    let tables = Tables::of(&renamed, next);
    let past = Past::of(previous, next, renames, &tables);
    let keys = Keys::of(next, &tables);
    let mut plan = Plan {
        engine,
        steps: Vec::new(),
        refusals,
    };
    for diff in &tables.kept {
        plan.refusals.extend(table::refusals(engine, diff));
    }
    let changed = changed_tables(&done_by_renaming, &tables);
    let (dropped_views, created_views) = view::affected(previous, next, &changed);
    let of = |change: Change| past.step(change);

    plan.steps.extend(surroundings(previous, next));
    let views = dropped_views.into_iter().cloned();
    plan.steps.extend(views.map(Change::DropView).map(of));
    plan.steps.extend(done_by_renaming.into_iter().map(of));
    // Nobody meets an enum under the name that it has on its way out.
    plan.steps.extend(replaced.into_iter().map(|change| Step {
        hazards: Vec::new(),
        ..of(change)
    }));
    let parts = renamed_parts(engine, &tables, &keys);
    plan.steps.extend(keys.dropped.into_iter().map(of));
    for table in tables.dropped.iter().rev() {
        plan.steps.push(of(Change::DropTable((*table).clone())));
    }
    // A name may go over from one table to another.
    for diff in tables.kept.iter().filter(|_| engine == Engine::Postgresql) {
        let table = &diff.after.name;
        let dropped = diff.dropped_indexes.iter().copied().chain(makes_room(diff));
        let dropped = dropped.map(|index| Change::DropIndex(table.clone(), index.clone()));
        plan.steps.extend(dropped.map(of));
        // A primary key's stands beside tables and indexes.
        let key = dropped_key(diff).filter(|key| is_taken_over(next, diff, key));
        plan.steps.extend(key.map(|key| {
            of(Change::AlterTable {
                table: table.clone(),
                clauses: vec![Clause::DropPrimaryKey(key.clone())],
            })
        }));
    }
    plan.steps.extend(parts.into_iter().map(of));
    plan.steps.extend(values.into_iter().map(of));
    for table in &tables.created {
        plan.steps
            .push(Step::harmless(Change::CreateTable((*table).clone())));
    }
    if engine == Engine::Postgresql {
        let indexes = change::indexes(tables.created.iter().copied());
        plan.steps.extend(indexes.into_iter().map(Step::harmless));
    }
    for diff in &tables.kept {
        plan.steps.extend(altered(&past, next, diff));
    }
    for diff in tables.kept.iter().filter(|_| engine == Engine::Postgresql) {
        let name = &diff.after.name;
        for index in indexes_to_add(engine, diff) {
            plan.steps
                .push(of(Change::CreateIndex(name.clone(), index.clone())));
        }
    }
    let created: BTreeSet<_> = tables.created.iter().map(|table| &table.name).collect();
    for (table, key) in keys.added {
        let change = Change::AddForeignKey(table.clone(), key);
        let is_new = created.contains(&table);
        plan.steps.push(if is_new {
            Step::harmless(change)
        } else {
            of(change)
        });
    }
    let views = created_views.into_iter().cloned();
    plan.steps
        .extend(views.map(Change::CreateView).map(Step::harmless));
    let stays: BTreeSet<_> = next.enums.iter().map(|item| &item.name).collect();
    let enums = renamed.enums.iter().rev();
    let gone = enums.filter(|item| !stays.contains(&item.name));
    plan.steps
        .extend(gone.cloned().map(Change::DropEnum).map(of));
    if engine == Engine::Mysql {
        hazard::not_in_a_transaction(&mut plan.steps);
    }
    plan
}

/// Schemas and extensions. Those that nothing needs any more stay: others may use them.
fn surroundings(previous: &DatabaseSchema, next: &DatabaseSchema) -> Vec<Step> {
    let mut changes = Vec::new();
    for name in &next.namespaces {
        if name != "public" && !previous.namespaces.contains(name) {
            changes.push(Change::CreateNamespace(name.clone()));
        }
    }
    for extension in &next.extensions {
        let known = previous.extensions.iter();
        let mut known = known.filter(|other| other.name == extension.name);
        match known.next() {
            None => changes.push(Change::CreateExtension(extension.clone())),
            Some(other) if other == extension => {}
            Some(_) => changes.push(Change::AlterExtension(extension.clone())),
        }
    }
    changes.into_iter().map(Step::harmless).collect()
}

/// What views might read of.
fn changed_tables(renames: &[Change], tables: &Tables) -> Vec<String> {
    let kept = tables.kept.iter().map(|diff| &diff.before.name);
    let dropped = tables.dropped.iter().map(|table| &table.name);
    let created = tables.created.iter().map(|table| &table.name);
    let mut names: Vec<String> = kept
        .chain(dropped)
        .chain(created)
        .map(|name| name.name.clone())
        .collect();
    names.extend(view::renamed_tables(renames));
    names
}

/// PostgreSQL: an index over a condition does not survive every change of a type in it.
fn makes_room<'s>(diff: &'s TableDiff<'_>) -> impl Iterator<Item = &'s Index> {
    let kept = diff.before.indexes.iter().filter(|index| {
        let is_dropped = diff.dropped_indexes.contains(index);
        let is_renamed = diff.renamed_indexes.iter().any(|(from, _)| from == index);
        !is_dropped && !is_renamed
    });
    kept.filter(|index| {
        let columns = index.columns.iter();
        let mut classes = columns.filter(|column| column.operator_class.is_some());
        let predicate = index.predicate.as_deref();
        predicate.is_some_and(|sql| diff.reads_retyped(sql))
            || classes.any(|column| diff.retypes(&column.name))
    })
}

fn indexes_to_add<'s>(engine: Engine, diff: &'s TableDiff<'_>) -> Vec<&'s Index> {
    let mut indexes = diff.added_indexes.clone();
    if engine == Engine::Postgresql {
        indexes.extend(makes_room(diff));
    }
    indexes
}

/// Something inside of a table that gets another name.
struct Part<'s> {
    table: &'s QualifiedName,
    from: &'s str,
    to: &'s str,
    is_index: bool,
}

/// Renames inside of tables, in an order in which no name is taken twice.
fn renamed_parts(engine: Engine, tables: &Tables, keys: &Keys) -> Vec<Change> {
    // What stands beside tables on PostgreSQL, and in each of them on MySQL.
    let mut indexes = Vec::new();
    let mut constraints = Vec::new();
    for diff in &tables.kept {
        let table = &diff.after.name;
        let part = |from, to, is_index| Part {
            table,
            from,
            to,
            is_index,
        };
        let renamed = diff.renamed_indexes.iter();
        indexes.extend(renamed.map(|(from, to)| part(&from.name, &to.name, true)));
        let key = [&diff.before.primary_key, &diff.after.primary_key];
        let key = key.map(|key| key.as_ref().and_then(|key| key.name.as_deref()));
        if let (true, [Some(from), Some(to)]) = (diff.key_renamed(), key) {
            indexes.push(part(from, to, false));
        }
        let renamed = diff.renamed_checks.iter();
        constraints.extend(renamed.map(|(from, to)| part(&from.name, &to.name, false)));
    }
    let renamed = keys.renamed.iter();
    constraints.extend(renamed.map(|(table, from, to)| Part {
        table,
        from,
        to,
        is_index: false,
    }));
    let mut changes = Vec::new();
    for (parts, beside) in [(indexes, true), (constraints, false)] {
        let scope = |part: &Part| {
            let table = (engine == Engine::Mysql || !beside).then(|| part.table.name.clone());
            (part.table.namespace.clone(), table)
        };
        let pairs = parts.iter().map(|part| {
            let name = |name: &str| (scope(part), name.to_owned());
            (name(part.from), name(part.to))
        });
        let by_way = |(scope, _): &(_, String)| (Clone::clone(scope), TEMPORARY.to_owned());
        for (at, (_, from), (_, to)) in in_order(&pairs.collect::<Vec<_>>(), by_way) {
            let table = parts[at].table.clone();
            changes.push(match parts[at].is_index {
                true => Change::RenameIndex { table, from, to },
                false => Change::RenameConstraint { table, from, to },
            });
        }
    }
    changes
}

/// The primary key that goes.
fn dropped_key<'s>(diff: &'s TableDiff<'_>) -> Option<&'s PrimaryKey> {
    let key = diff.before.primary_key.as_ref();
    key.filter(|_| diff.key_differs)
}

/// PostgreSQL: whether a table, a view, an index or the key of another table has the name of a primary
/// key afterwards.
fn is_taken_over(next: &DatabaseSchema, diff: &TableDiff, key: &PrimaryKey) -> bool {
    let Some(name) = &key.name else {
        return false;
    };
    let beside = |other: &QualifiedName| other.namespace == diff.after.name.namespace;
    let mut tables = next.tables.iter().filter(|table| beside(&table.name));
    let mut views = next.views.iter().filter(|view| beside(&view.name));
    tables.any(|table| {
        let other = table.primary_key.as_ref();
        let other = other.filter(|_| table.name != diff.after.name);
        table.name.name == *name
            || table.indexes.iter().any(|index| index.name == *name)
            || other.is_some_and(|key| key.name.as_ref() == Some(name))
    }) || views.any(|view| view.name.name == *name)
}

/// The statements that alter a table: all in one, or with values filled in between.
fn altered(past: &Past, next: &DatabaseSchema, diff: &TableDiff) -> Vec<Step> {
    let engine = past.engine;
    let fills: Vec<&Column> = diff.filled().collect();
    // One whose name is taken over is gone by now.
    let key = dropped_key(diff).filter(|key| !is_taken_over(next, diff, key));
    let key_goes_first = fills.is_empty()
        || key.is_some_and(|key| {
            let mut columns = key.columns.iter();
            columns.any(|part| diff.dropped.iter().any(|column| column.name == part.name))
        });
    let reads = |check: &&Check| {
        let sql = &check.expression;
        diff.before.checks.contains(check)
            && diff.after.checks.contains(check)
            && diff.reads_retyped(sql)
    };
    let checks: Vec<&Check> = diff.after.checks.iter().filter(reads).collect();

    let guards: Vec<Check> = diff
        .altered
        .iter()
        .filter_map(|change| guard(engine, change))
        .collect();

    let mut first = Vec::new();
    let mut last = Vec::new();
    let drop_key = key.cloned().map(Clause::DropPrimaryKey);
    if key_goes_first {
        first.extend(drop_key);
    } else {
        last.extend(drop_key);
    }
    let dropped = diff.dropped_checks.iter().chain(&checks).copied();
    first.extend(dropped.map(|check| Clause::DropCheck(check.clone())));
    if engine == Engine::Mysql {
        let dropped = diff.dropped_indexes.iter();
        first.extend(dropped.map(|index| Clause::DropIndex((*index).clone())));
    }
    let dropped = diff.dropped.iter();
    first.extend(dropped.map(|column| Clause::DropColumn((*column).clone())));
    // What leaves the key can take NULL only once the key is gone.
    let waits = |alteration: &Alteration| {
        let mut key = key.iter().flat_map(|key| &key.columns);
        !key_goes_first && key.any(|part| part.name == alteration.after.name)
    };
    for alteration in &diff.altered {
        let clauses = if waits(alteration) {
            &mut last
        } else {
            &mut first
        };
        clauses.extend(guard(engine, alteration).map(Clause::DropCheck));
        clauses.push(Clause::AlterColumn(Box::new(alteration.clone())));
    }
    for column in &diff.added {
        let mut column = (*column).clone();
        column.nullable |= table::needs_fill(&column);
        first.push(Clause::AddColumn(column));
    }
    for column in &fills {
        let before = Column {
            nullable: true,
            ..(*column).clone()
        };
        last.push(Clause::AlterColumn(Box::new(Alteration {
            before,
            after: (*column).clone(),
            conversion: None,
        })));
    }
    let new_key = diff.after.primary_key.iter().filter(|_| diff.key_differs);
    last.extend(new_key.cloned().map(Clause::AddPrimaryKey));
    if engine == Engine::Mysql {
        let added = diff.added_indexes.iter();
        last.extend(added.map(|index| Clause::AddIndex((*index).clone())));
    }
    let added = diff.added_checks.iter().chain(&checks);
    last.extend(added.map(|check| Clause::AddCheck((*check).clone())));

    let table = &diff.after.name;
    let fills = fills.iter().map(|column| Change::Fill {
        table: table.clone(),
        column: column.name.clone(),
    });
    let fills: Vec<_> = fills.collect();
    if fills.is_empty() {
        first.append(&mut last);
    }
    let statement = |clauses: Vec<Clause>| {
        (!clauses.is_empty()).then(|| Change::AlterTable {
            table: table.clone(),
            clauses,
        })
    };
    let guards = guards.into_iter().map(Clause::AddCheck).collect();
    // What a guard may meet is announced by the conversion that it guards.
    let mut steps = Vec::from_iter(statement(guards).map(|change| Step {
        hazards: Vec::new(),
        ..past.step(change)
    }));
    let converts = statement(first).map(|change| {
        let mut step = past.step(change);
        step.hazards.extend(hazard::made_alike(past, diff));
        step
    });
    steps.extend(converts);
    let changes = fills.into_iter().chain(statement(last));
    steps.extend(changes.map(|change| past.step(change)));
    steps
}

/// A check, for as long as a column is converted, that no row holds a value which would be bent.
fn guard(engine: Engine, alteration: &Alteration) -> Option<Check> {
    let Alteration {
        before,
        after,
        conversion,
    } = alteration;
    (*conversion)?;
    let bent = cast::bends(engine, before, after)?;
    let name = format!("_ketch_guard_{}", after.name);
    Some(Check {
        name: names::stored(engine, &name).to_owned(),
        expression: format!("NOT ({bent})"),
    })
}
