//! The plan for PostgreSQL and MySQL, which change tables in place.
//!
//! What stands in the way of a change is taken out and put back: views that read a table, foreign
//! keys over a column that changes, PostgreSQL's enums that lose values. Foreign keys come and go
//! apart from their tables, so that cycles need no thought.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::cast;
use super::change::{self, Alteration, Change, Clause};
use super::rename::rename_enum;
use super::table::{self, TableDiff, Tables, columns_of};
use super::{Plan, Refusal, Step};
use crate::database::{
    Check, Column, ColumnDefault, DatabaseSchema, EnumType, ForeignKey, Index, IndexColumn,
    IndexKind, QualifiedName, Table, names,
};
use crate::dialect::Engine;

pub(super) fn plan(
    previous: &DatabaseSchema,
    mut renamed: Cow<DatabaseSchema>,
    next: &DatabaseSchema,
    renames: Vec<Step>,
    refusals: Vec<Refusal>,
) -> Plan {
    let engine = next.engine;
    let (replaced, values) = enums(&mut renamed, next);
    let tables = Tables::of(&renamed, next);
    let keys = Keys::of(next, &tables);
    let mut plan = Plan {
        engine,
        steps: Vec::new(),
        refusals,
    };
    for diff in &tables.kept {
        plan.refusals.extend(table::refusals(engine, diff));
    }
    let changed = changed_tables(&renames, &tables);
    let (dropped_views, created_views) = table::views(previous, next, &changed);
    let of = |change: Change| Step::of(engine, change);

    plan.steps.extend(surroundings(previous, next));
    let views = dropped_views.into_iter().rev().cloned();
    plan.steps.extend(views.map(Change::DropView).map(of));
    plan.steps.extend(renames);
    plan.steps.extend(replaced.into_iter().map(of));
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
    }
    for diff in &tables.kept {
        plan.steps.extend(renamed_parts(diff).into_iter().map(of));
    }
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
        plan.steps.extend(altered(engine, diff));
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
fn changed_tables(renames: &[Step], tables: &Tables) -> Vec<String> {
    let kept = tables.kept.iter().map(|diff| &diff.before.name);
    let dropped = tables.dropped.iter().map(|table| &table.name);
    let created = tables.created.iter().map(|table| &table.name);
    let mut names: Vec<String> = kept
        .chain(dropped)
        .chain(created)
        .map(|name| name.name.clone())
        .collect();
    names.extend(table::renamed_tables(renames));
    names
}

/// PostgreSQL's enums: what makes room for those that lose values or change their order, and
/// what makes those that are new or only gain values. An enum that is replaced has another name
/// from here on, so that its columns change their type.
fn enums(renamed: &mut Cow<DatabaseSchema>, next: &DatabaseSchema) -> (Vec<Change>, Vec<Change>) {
    let mut replaced = Vec::new();
    let mut made = Vec::new();
    let places = renamed.enums.iter().enumerate();
    let places: BTreeMap<_, _> = places
        .map(|(place, item)| (item.name.clone(), place))
        .collect();
    for item in &next.enums {
        let before = places.get(&item.name).map(|place| &renamed.enums[*place]);
        let Some(before) = before else {
            made.push(Change::CreateEnum(item.clone()));
            continue;
        };
        if before.values == item.values {
            continue;
        }
        if gains_only(before, item) && !is_used_at_once(before, item, next) {
            made.extend(gained(before, item));
            continue;
        }
        let old = QualifiedName {
            name: clear_of(renamed, next, &item.name),
            ..item.name.clone()
        };
        rename_enum(renamed.to_mut(), &item.name, &old);
        replaced.push(Change::RenameEnum {
            from: item.name.clone(),
            to: old,
        });
        made.push(Change::CreateEnum(item.clone()));
    }
    (replaced, made)
}

/// A name for an enum on its way out.
fn clear_of(renamed: &DatabaseSchema, next: &DatabaseSchema, name: &QualifiedName) -> String {
    let taken = |text: &str| {
        let mut enums = renamed.enums.iter().chain(&next.enums);
        let mut tables = renamed.tables.iter().chain(&next.tables);
        enums.any(|item| item.name.name == text) || tables.any(|table| table.name.name == text)
    };
    let mut old = names::stored(Engine::Postgresql, &format!("{}_old", name.name)).to_owned();
    let mut number = 0;
    while taken(&old) {
        number += 1;
        old = format!("_ketch_old_{number}");
    }
    old
}

fn gains_only(before: &EnumType, after: &EnumType) -> bool {
    let mut kept = after
        .values
        .iter()
        .filter(|value| before.values.contains(value));
    before.values.iter().all(|value| kept.next() == Some(value)) && kept.next().is_none()
}

fn gained(before: &EnumType, after: &EnumType) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut first = before.values.first().cloned();
    for (index, value) in after.values.iter().enumerate() {
        if before.values.contains(value) {
            continue;
        }
        changes.push(Change::AddEnumValue {
            of: after.name.clone(),
            value: value.clone(),
            after: index
                .checked_sub(1)
                .map(|index| after.values[index].clone()),
            first: first.clone(),
        });
        if index == 0 {
            first = Some(value.clone());
        }
    }
    changes
}

/// Whether a new value might be used in the transaction that adds it, which PostgreSQL refuses:
/// as a default, or in SQL of the user's own.
fn is_used_at_once(before: &EnumType, after: &EnumType, next: &DatabaseSchema) -> bool {
    let new = after
        .values
        .iter()
        .filter(|value| !before.values.contains(value));
    let new: Vec<&String> = new.collect();
    let in_sql = |sql: &String| new.iter().any(|value| sql.contains(value.as_str()));
    fn in_default(default: &ColumnDefault, new: &[&String]) -> bool {
        match default {
            ColumnDefault::Text(text) => new.contains(&text),
            ColumnDefault::Expression(sql) => new.iter().any(|value| sql.contains(value.as_str())),
            ColumnDefault::Array(items) => items.iter().any(|item| in_default(item, new)),
            _ => false,
        }
    }
    let in_table = |table: &Table| {
        let mut defaults = table
            .columns
            .iter()
            .filter_map(|column| column.default.as_ref());
        let mut predicates = table
            .indexes
            .iter()
            .filter_map(|index| index.predicate.as_ref());
        defaults.any(|default| in_default(default, &new))
            || predicates.any(in_sql)
            || table.checks.iter().any(|check| in_sql(&check.expression))
    };
    next.tables.iter().any(in_table) || next.views.iter().any(|view| in_sql(&view.sql))
}

/// Foreign keys that go and come, those that must only make room among them.
struct Keys {
    dropped: Vec<Change>,
    added: Vec<(QualifiedName, ForeignKey)>,
}

impl Keys {
    fn of(next: &DatabaseSchema, tables: &Tables) -> Self {
        let engine = next.engine;
        let mut keys = Keys {
            dropped: Vec::new(),
            added: Vec::new(),
        };
        for table in tables.dropped.iter().rev() {
            for key in table.foreign_keys.iter().rev() {
                keys.drop(table, key, false);
            }
        }
        for after in &next.tables {
            let Some(before) = tables.before(&after.name) else {
                let new = after.foreign_keys.iter().cloned();
                keys.added.extend(new.map(|key| (after.name.clone(), key)));
                continue;
            };
            let own = tables.diff(&after.name);
            let (implied_before, implied_after) = match engine {
                Engine::Mysql => (implied(before), implied(after)),
                _ => Default::default(),
            };
            let is_touched = |key: &ForeignKey| {
                let moved = own.is_some_and(|diff| touches(engine, diff, &key.columns, false));
                let target = tables.diff(&key.table);
                let target_moved =
                    target.is_some_and(|diff| touches(engine, diff, &key.references, true));
                let implied =
                    implied_before.contains(&key.name) != implied_after.contains(&key.name);
                !after.foreign_keys.contains(key) || moved || target_moved || implied
            };
            let mut touched: BTreeSet<&str> = before
                .foreign_keys
                .iter()
                .filter(|key| is_touched(key))
                .map(|key| key.name.as_str())
                .collect();
            if engine == Engine::Mysql {
                // They may lean on one index.
                let first: BTreeSet<_> = before
                    .foreign_keys
                    .iter()
                    .filter(|key| touched.contains(key.name.as_str()))
                    .filter_map(|key| key.columns.first())
                    .collect();
                let others = before.foreign_keys.iter();
                let others =
                    others.filter(|key| key.columns.first().is_some_and(|one| first.contains(one)));
                touched.extend(others.map(|key| key.name.as_str()));
            }
            for key in before.foreign_keys.iter().rev() {
                if touched.contains(key.name.as_str()) {
                    keys.drop(before, key, implied_before.contains(&key.name));
                }
            }
            for key in &after.foreign_keys {
                if touched.contains(key.name.as_str()) || !before.foreign_keys.contains(key) {
                    keys.added.push((after.name.clone(), key.clone()));
                }
            }
        }
        keys
    }

    fn drop(&mut self, table: &Table, key: &ForeignKey, implied: bool) {
        let name = &table.name;
        self.dropped
            .push(Change::DropForeignKey(name.clone(), key.clone()));
        if implied {
            let columns = key.columns.iter().map(|column| IndexColumn {
                name: column.clone(),
                length: None,
                descending: false,
                operator_class: None,
            });
            let index = Index {
                name: key.name.clone(),
                kind: IndexKind::Normal,
                columns: columns.collect(),
                method: None,
                predicate: None,
            };
            self.dropped.push(Change::DropIndex(name.clone(), index));
        }
    }
}

/// Whether a foreign key over these columns must make room for what changes in the table.
fn touches(engine: Engine, diff: &TableDiff, columns: &[String], is_target: bool) -> bool {
    let leans_on = |index: &[IndexColumn]| match engine {
        Engine::Mysql => starts_with(index, columns),
        _ => {
            let all = index.iter().all(|part| columns.contains(&part.name));
            is_target && all && index.len() == columns.len()
        }
    };
    let mut indexes = diff.dropped_indexes.iter();
    let key = columns_of(&diff.before.primary_key).unwrap_or_default();
    let altered = |column: &String| {
        diff.retypes(column)
            || engine == Engine::Mysql
                && diff
                    .altered
                    .iter()
                    .any(|change| change.after.name == *column)
    };
    columns.iter().any(altered)
        || indexes.any(|index| leans_on(&index.columns))
        || diff.key_differs && leans_on(key)
}

fn starts_with(index: &[IndexColumn], columns: &[String]) -> bool {
    index.len() >= columns.len()
        && index
            .iter()
            .zip(columns)
            .all(|(part, name)| part.name == *name)
}

/// The foreign keys for which MySQL made an index of its own, since the table has none.
fn implied(table: &Table) -> BTreeSet<String> {
    let key = columns_of(&table.primary_key).unwrap_or_default();
    let indexes = table.indexes.iter();
    let indexes = indexes.filter(|index| index.kind != IndexKind::Fulltext);
    let whole = |columns: &&[IndexColumn]| columns.iter().all(|column| column.length.is_none());
    let given: Vec<&[IndexColumn]> = indexes
        .map(|index| index.columns.as_slice())
        .chain([key])
        .filter(whole)
        .collect();
    let mut implied: Vec<&ForeignKey> = Vec::new();
    for key in &table.foreign_keys {
        let by_given = given.iter().any(|index| starts_with(index, &key.columns));
        let by_implied = implied
            .iter()
            .any(|other| other.columns.starts_with(&key.columns));
        if !by_given && !by_implied {
            implied.push(key);
        }
    }
    implied.into_iter().map(|key| key.name.clone()).collect()
}

/// Whether SQL of the user's may name one of the columns that change their type.
fn may_read_retyped(diff: &TableDiff, sql: &str) -> bool {
    let columns = diff.after.columns.iter();
    let mut retyped = columns.filter(|column| diff.retypes(&column.name));
    let sql = sql.to_lowercase();
    retyped.any(|column| sql.contains(&column.name.to_lowercase()))
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
        predicate.is_some_and(|sql| may_read_retyped(diff, sql))
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

/// Renames inside a table.
fn renamed_parts(diff: &TableDiff) -> Vec<Change> {
    let table = &diff.after.name;
    let mut changes = Vec::new();
    for (from, to) in &diff.renamed_indexes {
        changes.push(Change::RenameIndex {
            table: table.clone(),
            from: from.name.clone(),
            to: to.name.clone(),
        });
    }
    if let (true, Some(from), Some(to)) = (
        diff.key_renamed(),
        &diff.before.primary_key,
        &diff.after.primary_key,
    ) && let (Some(from), Some(to)) = (&from.name, &to.name)
    {
        changes.push(Change::RenameConstraint {
            table: table.clone(),
            from: from.clone(),
            to: to.clone(),
        });
    }
    changes
}

/// The statements that alter a table: all in one, or with values filled in between.
fn altered(engine: Engine, diff: &TableDiff) -> Vec<Step> {
    let fills: Vec<&Column> = diff.filled().collect();
    let key = diff
        .before
        .primary_key
        .as_ref()
        .filter(|_| diff.key_differs);
    let key_goes_first = fills.is_empty()
        || key.is_some_and(|key| {
            let mut columns = key.columns.iter();
            columns.any(|part| diff.dropped.iter().any(|column| column.name == part.name))
        });
    let reads = |check: &&Check| {
        let sql = &check.expression;
        diff.before.checks.contains(check)
            && diff.after.checks.contains(check)
            && may_read_retyped(diff, sql)
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
    let dropped = dropped.chain(&guards);
    first.extend(dropped.map(|check| Clause::DropCheck(check.clone())));
    if engine == Engine::Mysql {
        let dropped = diff.dropped_indexes.iter();
        first.extend(dropped.map(|index| Clause::DropIndex((*index).clone())));
    }
    let dropped = diff.dropped.iter();
    first.extend(dropped.map(|column| Clause::DropColumn((*column).clone())));
    let altered = diff.altered.iter().cloned();
    first.extend(altered.map(|alteration| Clause::AlterColumn(Box::new(alteration))));
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
        ..Step::of(engine, change)
    }));
    let changes = statement(first).into_iter().chain(fills);
    let changes = changes.chain(statement(last));
    steps.extend(changes.map(|change| Step::of(engine, change)));
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
