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
use crate::database::{
    Check, Column, DatabaseSchema, ForeignKey, Index, PrimaryKey, QualifiedName,
};
use crate::dialect::{Engine, names};

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
        mut refusals,
    } = renamed;
    let enums = enumeration::changed(&mut renamed, next);
    let tables = Tables::of(&renamed, next);
    let past = Past::of(previous, next, renames, &tables);
    let keys = Keys::of(next, &tables);
    let views = view::in_the_way(previous, next, &done_by_renaming, &tables);
    let parts = renamed_parts(engine, &tables, &keys);
    let kept = tables.kept.iter();
    refusals.extend(kept.flat_map(|diff| table::refusals(engine, diff)));

    let of = |change: Change| past.step(change);
    let mut steps = surroundings(previous, next);
    let dropped = views.dropped.into_iter().cloned();
    steps.extend(dropped.map(Change::DropView).map(of));
    // Nobody meets an enum under the name that it has on its way out.
    let unmet = |change: Change| Step {
        hazards: Vec::new(),
        ..of(change)
    };
    steps.extend(enums.leaving.into_iter().map(unmet));
    steps.extend(done_by_renaming.into_iter().map(of));
    steps.extend(enums.replaced.into_iter().map(unmet));
    steps.extend(keys.dropped.into_iter().map(of));
    let dropped = tables.dropped.iter().rev();
    steps.extend(dropped.map(|table| of(Change::DropTable((*table).clone()))));
    if engine == Engine::Postgresql {
        let freed = tables.kept.iter();
        steps.extend(freed.flat_map(|diff| freed_names(next, diff)).map(of));
    }
    steps.extend(parts.into_iter().map(of));
    steps.extend(enums.made.into_iter().map(of));
    steps.extend(created(engine, &tables));
    for diff in &tables.kept {
        steps.extend(altered(&past, next, diff));
    }
    if engine == Engine::Postgresql {
        steps.extend(added_indexes(&tables).map(of));
    }
    steps.extend(added_keys(&past, &tables, keys.added));
    let created = views.created.into_iter().cloned();
    steps.extend(created.map(Change::CreateView).map(Step::harmless));
    steps.extend(dropped_enums(&renamed, next).map(of));
    if engine == Engine::Mysql {
        hazard::not_in_a_transaction(&mut steps);
    }
    Plan {
        engine,
        steps,
        refusals,
    }
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

/// PostgreSQL: what goes before anything is made, since its name may go over from one table to another.
fn freed_names(next: &DatabaseSchema, diff: &TableDiff) -> Vec<Change> {
    let table = &diff.after.name;
    let indexes = diff.dropped_indexes.iter().copied().chain(makes_room(diff));
    let mut changes: Vec<Change> = indexes
        .map(|index| Change::DropIndex(table.clone(), index.clone()))
        .collect();
    // A primary key's stands beside tables and indexes.
    let key = dropped_key(diff).filter(|key| is_taken_over(next, diff, key));
    changes.extend(key.map(|key| Change::AlterTable {
        table: table.clone(),
        clauses: vec![Clause::DropPrimaryKey(key.clone())],
    }));
    changes
}

/// The tables that are new, and on PostgreSQL their indexes.
fn created(engine: Engine, tables: &Tables) -> impl Iterator<Item = Step> {
    let created = tables.created.iter().copied();
    let indexes = match engine {
        Engine::Postgresql => change::indexes(created.clone()),
        Engine::Sqlite | Engine::Mysql => Vec::new(),
    };
    let tables = created.cloned().map(Change::CreateTable);
    tables.chain(indexes).map(Step::harmless)
}

/// PostgreSQL: indexes that are new, or come back.
fn added_indexes(tables: &Tables) -> impl Iterator<Item = Change> {
    tables.kept.iter().flat_map(|diff| {
        let indexes = diff.added_indexes.iter().copied().chain(makes_room(diff));
        indexes.map(|index| Change::CreateIndex(diff.after.name.clone(), index.clone()))
    })
}

fn added_keys(
    past: &Past,
    tables: &Tables,
    added: Vec<(QualifiedName, ForeignKey)>,
) -> impl Iterator<Item = Step> {
    let created: BTreeSet<_> = tables.created.iter().map(|table| &table.name).collect();
    added.into_iter().map(move |(table, key)| {
        let is_new = created.contains(&table);
        let change = Change::AddForeignKey(table, key);
        match is_new {
            true => Step::harmless(change),
            false => past.step(change),
        }
    })
}

/// PostgreSQL: the enums that nothing needs any more.
fn dropped_enums(renamed: &DatabaseSchema, next: &DatabaseSchema) -> impl Iterator<Item = Change> {
    let stays: BTreeSet<_> = next.enums.iter().map(|item| &item.name).collect();
    let enums = renamed.enums.iter().rev();
    let gone = enums.filter(move |item| !stays.contains(&item.name));
    gone.cloned().map(Change::DropEnum)
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
        for (at, (_, from), (_, to)) in in_order(
            &pairs.collect::<Vec<_>>(),
            |one, other| one == other,
            by_way,
        ) {
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
    let table = &diff.after.name;
    let statement = |clauses: Vec<Clause>| {
        (!clauses.is_empty()).then(|| Change::AlterTable {
            table: table.clone(),
            clauses,
        })
    };
    let guards = diff.altered.iter();
    let guards = guards.filter_map(|alteration| guard(past.engine, alteration));
    // What a guard may meet is announced by the conversion that it guards.
    let guards = statement(guards.map(Clause::AddCheck).collect()).map(|change| Step {
        hazards: Vec::new(),
        ..past.step(change)
    });
    let Clauses {
        mut first,
        mut last,
    } = clauses(past.engine, next, diff);
    let fills = diff.filled().map(|column| Change::Fill {
        table: table.clone(),
        column: column.name.clone(),
    });
    if !is_split(diff) {
        first.append(&mut last);
    }
    let converts = statement(first).map(|change| {
        let mut step = past.step(change);
        step.hazards.extend(hazard::made_alike(past, diff));
        step
    });
    let rest = fills.chain(statement(last));
    let rest = rest.map(|change| past.step(change));
    guards.into_iter().chain(converts).chain(rest).collect()
}

/// Whether rows get values between one statement and another.
fn is_split(diff: &TableDiff) -> bool {
    diff.filled().next().is_some() || diff.backfilled().next().is_some()
}

/// What changes of a table, on both sides of the values that rows get.
struct Clauses {
    first: Vec<Clause>,
    last: Vec<Clause>,
}

fn clauses(engine: Engine, next: &DatabaseSchema, diff: &TableDiff) -> Clauses {
    let mut first = Vec::new();
    let mut last = Vec::new();
    // One whose name is taken over is gone by now.
    let key = dropped_key(diff).filter(|key| !is_taken_over(next, diff, key));
    let key_goes_first = !is_split(diff)
        || key.is_some_and(|key| key.columns.iter().any(|part| diff.drops(&part.name)));
    let drop_key = key.cloned().map(Clause::DropPrimaryKey);
    match key_goes_first {
        true => first.extend(drop_key),
        false => last.extend(drop_key),
    }
    let stays = |check: &&Check| diff.before.checks.contains(check);
    let reads = |check: &&Check| stays(check) && diff.reads_retyped(&check.expression);
    let retyped: Vec<&Check> = diff.after.checks.iter().filter(reads).collect();
    let dropped = diff.dropped_checks.iter().chain(&retyped).copied();
    first.extend(dropped.cloned().map(Clause::DropCheck));
    if engine == Engine::Mysql {
        let dropped = diff.dropped_indexes.iter().copied();
        first.extend(dropped.cloned().map(Clause::DropIndex));
    }
    let dropped = diff.dropped.iter().copied();
    first.extend(dropped.cloned().map(Clause::DropColumn));
    // What leaves the key can take NULL only once the key is gone.
    let waits = |alteration: &Alteration| {
        let mut key = key.iter().flat_map(|key| &key.columns);
        !key_goes_first && key.any(|part| part.name == alteration.after.name)
    };
    for alteration in &diff.altered {
        let clauses = match waits(alteration) {
            true => &mut last,
            false => &mut first,
        };
        clauses.extend(guard(engine, alteration).map(Clause::DropCheck));
        clauses.push(Clause::AlterColumn(Box::new(alteration.clone())));
    }
    for column in &diff.added {
        let mut column = (*column).clone();
        column.nullable |= table::needs_fill(&column);
        if let Some(value) = &column.backfill {
            column.default = Some(value.clone());
        }
        first.push(Clause::AddColumn(column));
    }
    let filled = diff.filled().map(|column| {
        let before = Column {
            nullable: true,
            ..column.clone()
        };
        (before, column)
    });
    let backfilled = diff.backfilled().map(|(column, value)| {
        let before = Column {
            default: Some(value.clone()),
            ..column.clone()
        };
        (before, column)
    });
    last.extend(filled.chain(backfilled).map(|(before, after)| {
        Clause::AlterColumn(Box::new(Alteration {
            before,
            after: after.clone(),
            conversion: None,
        }))
    }));
    let new_key = diff.after.primary_key.iter().filter(|_| diff.key_differs);
    last.extend(new_key.cloned().map(Clause::AddPrimaryKey));
    if engine == Engine::Mysql {
        let added = diff.added_indexes.iter().copied();
        last.extend(added.cloned().map(Clause::AddIndex));
    }
    let added = diff.added_checks.iter().chain(&retyped).copied();
    last.extend(added.cloned().map(Clause::AddCheck));
    Clauses { first, last }
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
