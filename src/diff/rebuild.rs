//! The plan for SQLite, which changes little of a table in place. Whatever it does not, it does
//! by a new table that takes over the rows and the name.

use super::cast;
use super::change::{self, Alteration, Change, Clause, Rebuild, Source};
use super::past::Past;
use super::rename::Renamed;
use super::renames::Renames;
use super::table::{self, TableDiff, Tables, needs_fill};
use super::{Plan, Refusal, Step, cause, hazard, view};
use crate::database::{Column, ColumnDefault, DatabaseSchema, Table};
use crate::dialect::Engine;
use crate::dialect::names::is_of_constraint;

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
        mut refusals,
    } = renamed;
    let tables = Tables::of(&renamed, next);
    let past = Past::of(previous, next, renames, &tables);
    let views = view::in_the_way(previous, next, &done_by_renaming, &tables);
    refusals.extend(tables.kept.iter().flat_map(self::refusals));

    let of = |change: Change| past.step(change);
    let suspends = suspends_foreign_keys(&renamed, &tables);
    let mut steps = Vec::new();
    if suspends {
        steps.push(Step::harmless(Change::SuspendForeignKeys));
    }
    let dropped = views.dropped.into_iter().cloned();
    steps.extend(dropped.map(Change::DropView).map(of));
    steps.extend(done_by_renaming.into_iter().map(of));
    let dropped = tables.dropped.iter().rev();
    steps.extend(dropped.map(|table| of(Change::DropTable((*table).clone()))));
    let dropped = tables.kept.iter();
    steps.extend(dropped.flat_map(|diff| dropped_indexes(next, diff)).map(of));
    let created = tables.created.iter().copied();
    let indexes = change::indexes(created.clone()).into_iter();
    let mut indexes: Vec<Step> = indexes.map(Step::harmless).collect();
    let created = created.cloned().map(Change::CreateTable);
    steps.extend(created.map(Step::harmless));
    for diff in &tables.kept {
        if is_in_place(diff) {
            steps.extend(altered(diff).map(of));
            indexes.extend(added_indexes(diff).map(of));
        } else {
            steps.push(rebuild(&past, &renamed, next, diff));
        }
    }
    steps.extend(indexes);
    let created = views.created.into_iter().cloned();
    steps.extend(created.map(Change::CreateView).map(Step::harmless));
    if suspends {
        steps.push(Step::harmless(Change::ResumeForeignKeys));
    }
    Plan {
        engine: ENGINE,
        steps,
        refusals,
    }
}

/// What is not planned for a table.
fn refusals(diff: &TableDiff) -> Vec<Refusal> {
    let mut refusals = table::refusals(ENGINE, diff);
    if diff
        .before
        .columns
        .iter()
        .all(|column| diff.drops(&column.name))
    {
        refusals.push(Refusal {
            engine: ENGINE,
            what: format!("replacing every column of {}", diff.after.name.name),
            why: "no value would be left of any row: drop the table in a migration of its own"
                .to_owned(),
        });
    }
    refusals
}

/// Whether a table goes, for good or to be made anew, that a foreign key points from or at.
fn suspends_foreign_keys(renamed: &DatabaseSchema, tables: &Tables) -> bool {
    let points = |table: &Table| {
        let mut keys = renamed.tables.iter().flat_map(|table| &table.foreign_keys);
        !table.foreign_keys.is_empty() || keys.any(|key| key.table == table.name)
    };
    !tables.kept.iter().all(is_in_place) || tables.dropped.iter().any(|table| points(table))
}

/// Indexes that go by themselves. A new table has its indexes anew; one whose name another table takes
/// over goes before that table is made, which may be earlier.
fn dropped_indexes(next: &DatabaseSchema, diff: &TableDiff) -> Vec<Change> {
    let renamed = diff.renamed_indexes.iter().map(|(from, _)| *from);
    let gone = diff.dropped_indexes.iter().copied().chain(renamed);
    let gone =
        gone.filter(|index| is_in_place(diff) || is_taken_over(next, diff.after, &index.name));
    gone.map(|index| Change::DropIndex(diff.after.name.clone(), index.clone()))
        .collect()
}

/// What `ALTER TABLE` does, a statement a column.
fn altered(diff: &TableDiff) -> impl Iterator<Item = Change> {
    let dropped = diff.dropped.iter().copied().cloned();
    let added = diff.added.iter().copied().cloned();
    let clauses = dropped
        .map(Clause::DropColumn)
        .chain(added.map(Clause::AddColumn));
    clauses.map(|clause| Change::AlterTable {
        table: diff.after.name.clone(),
        clauses: vec![clause],
    })
}

/// The new indexes of a table that is changed in place. SQLite renames none.
fn added_indexes(diff: &TableDiff) -> impl Iterator<Item = Change> {
    let renamed = diff.renamed_indexes.iter().map(|(_, to)| *to);
    let added = diff.added_indexes.iter().copied().chain(renamed);
    added.map(|index| Change::CreateIndex(diff.after.name.clone(), index.clone()))
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
    let remade = |column: &&Column| diff.adds(&column.name);
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

/// The step that makes a table anew.
fn rebuild(past: &Past, renamed: &DatabaseSchema, next: &DatabaseSchema, diff: &TableDiff) -> Step {
    let name = &diff.after.name;
    let counts = |table: &Table| table.columns.iter().any(|column| column.auto_increment);
    let mut step = past.step(Change::RebuildTable(Rebuild {
        temporary: temporary(&name.name, renamed, next),
        copy: copied(diff),
        guards: diff.altered.iter().filter_map(guard).collect(),
        before: diff.before.clone(),
        keep_sequence: counts(diff.before) && counts(diff.after),
        table: diff.after.clone(),
    }));
    let clauses = clauses(diff);
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

/// What fills the columns of a new table; one that is not here gets its default.
fn copied(diff: &TableDiff) -> Vec<(String, Source)> {
    let columns = diff.after.columns.iter();
    let copied = columns.filter_map(|column| {
        let source = match diff.adds(&column.name) {
            true => needs_fill(column).then_some(Source::Fill)?,
            false => {
                let alteration = diff.alteration(&column.name);
                Source::Column(alteration.and_then(|alteration| alteration.conversion))
            }
        };
        Some((column.name.clone(), source))
    });
    copied.collect()
}

/// What making a table anew amounts to.
fn clauses(diff: &TableDiff) -> Vec<Clause> {
    let mut clauses = Vec::new();
    if diff.key_differs {
        clauses.extend(diff.before.primary_key.clone().map(Clause::DropPrimaryKey));
    }
    let dropped = diff.dropped_checks.iter().copied();
    clauses.extend(dropped.cloned().map(Clause::DropCheck));
    let dropped = diff.dropped.iter().copied();
    clauses.extend(dropped.cloned().map(Clause::DropColumn));
    for column in &diff.after.columns {
        if diff.adds(&column.name) {
            clauses.push(Clause::AddColumn(column.clone()));
        } else if let Some(alteration) = diff.alteration(&column.name) {
            clauses.push(Clause::AlterColumn(Box::new(alteration.clone())));
        }
    }
    if diff.key_differs {
        clauses.extend(diff.after.primary_key.clone().map(Clause::AddPrimaryKey));
    }
    let added = diff.added_indexes.iter().copied();
    clauses.extend(added.cloned().map(Clause::AddIndex));
    let added = diff.added_checks.iter().copied();
    clauses.extend(added.cloned().map(Clause::AddCheck));
    clauses
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

/// A name that nothing has before or after.
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
