//! Safe recipes: what to write in place of a statement, or around it, where a table is too large to
//! be locked for long or code must run on through the change. They are printed, not used: each is
//! done in more than one transaction, so that what fails leaves something behind.

use super::{check, create_index_by, foreign_key, index_columns, postgresql};
use crate::database::{PrimaryKey, QualifiedName};
use crate::dialect::{Engine, names, quote};
use crate::diff::{Alteration, Change, Clause, HazardKind, Step};

/// The line that ends a transaction in a file for PostgreSQL.
pub(super) const COMMIT: &str = "-- ketch: commit";

/// What lets code run on while something gets another name or type.
pub(super) const EXPAND: [&str; 2] = [
    "Code runs on through what breaks it below if it is expanded first: add the new beside the old,",
    "write both, copy the rows, and drop the old in a later migration",
];

/// Whether [`EXPAND`] is a way to do a step.
pub(super) fn can_expand(step: &Step) -> bool {
    has(step, HazardKind::BreaksCode) && takes_another_place(&step.change)
}

/// How a part of a step is done without a long lock.
struct Recipe {
    /// What for, and what must be there before.
    why: String,
    /// The statements, and [`COMMIT`] where a transaction ends.
    sql: Vec<String>,
    place: Place,
}

/// Where the SQL of a recipe goes.
enum Place {
    /// In the place of what it does.
    Instead,
    /// Above the statement; and these below it.
    Around(Vec<String>),
}

/// What the comment above a step says of its recipes.
pub(super) fn lines(engine: Engine, step: &Step) -> Vec<String> {
    let indented = |sql: &String| match sql.as_str() {
        COMMIT => format!("  {COMMIT}"),
        sql => format!("  {sql};"),
    };
    let mut lines = Vec::new();
    for recipe in parts(engine, step)
        .into_iter()
        .filter_map(|(_, recipe)| recipe)
    {
        let Recipe { why, sql, place } = recipe;
        let place = match place {
            Place::Instead => {
                lines.push(format!("{why} In its place:"));
                Vec::new()
            }
            Place::Around(below) => {
                lines.push(format!("{why} Above this statement:"));
                below
            }
        };
        lines.extend(sql.iter().map(indented));
        if !place.is_empty() {
            lines.push("and below it:".to_owned());
            lines.extend(place.iter().map(indented));
        }
    }
    lines
}

/// The statements of a step with its recipes used as [`lines`] says, and [`COMMIT`] where a
/// transaction ends; nothing where there is no recipe.
pub(super) fn used(engine: Engine, step: &Step) -> Option<Vec<String>> {
    let parts = parts(engine, step);
    if parts.iter().all(|(_, recipe)| recipe.is_none()) {
        return None;
    }
    let (mut above, mut below, mut instead) = (Vec::new(), Vec::new(), Vec::new());
    let mut rest = Vec::new();
    for (clause, recipe) in parts {
        match recipe {
            Some(Recipe {
                sql,
                place: Place::Instead,
                ..
            }) => instead.extend(sql),
            Some(Recipe {
                sql,
                place: Place::Around(after),
                ..
            }) => {
                above.extend(sql);
                below.extend(after);
                rest.extend(clause.cloned());
            }
            None => rest.extend(clause.cloned()),
        }
    }
    if let (Change::AlterTable { table, .. }, false) = (&step.change, rest.is_empty()) {
        above.extend(postgresql::alter_table(table, &rest));
    }
    Some([above, below, instead].concat())
}

/// The clauses of a step, or the whole of it, each with its recipe if it has one.
fn parts(engine: Engine, step: &Step) -> Vec<(Option<&Clause>, Option<Recipe>)> {
    if engine != Engine::Postgresql || !has(step, HazardKind::LongLock) {
        return Vec::new();
    }
    match &step.change {
        Change::AlterTable { table, clauses } => {
            let clauses = clauses.iter();
            clauses
                .map(|clause| (Some(clause), of_clause(table, clause)))
                .collect()
        }
        whole => vec![(None, of_whole(whole))],
    }
}

fn has(step: &Step, kind: HazardKind) -> bool {
    step.hazards.iter().any(|hazard| hazard.kind == kind)
}

/// Whether something has another name or type, so that old and new could be there at once.
fn takes_another_place(change: &Change) -> bool {
    match change {
        Change::RenameTable { .. } | Change::RenameColumn { .. } => true,
        Change::AlterTable { clauses, .. } => {
            let mut clauses = clauses.iter();
            clauses.any(|clause| match clause {
                Clause::AlterColumn(alteration) => alteration.before.ty != alteration.after.ty,
                _ => false,
            })
        }
        _ => false,
    }
}

fn of_whole(change: &Change) -> Option<Recipe> {
    match change {
        Change::CreateIndex(table, index) => {
            let how = "INDEX CONCURRENTLY";
            let sql = create_index_by(Engine::Postgresql, how, table, index);
            Some(Recipe {
                why: "Writes go on if it is built beside them.".to_owned(),
                sql: vec![sql],
                place: Place::Instead,
            })
        }
        Change::AddForeignKey(table, key) => Some(validated(
            "Others go on if rows are checked in a transaction of their own.",
            table,
            &foreign_key(Engine::Postgresql, key),
            &key.name,
        )),
        _ => None,
    }
}

fn of_clause(table: &QualifiedName, clause: &Clause) -> Option<Recipe> {
    match clause {
        Clause::AddCheck(added) => Some(validated(
            &format!(
                "Others go on if {} is checked in a transaction of its own.",
                added.name
            ),
            table,
            &check(Engine::Postgresql, added),
            &added.name,
        )),
        Clause::AddPrimaryKey(key) => primary_key(table, key),
        Clause::AlterColumn(alteration) => required(table, alteration),
        _ => None,
    }
}

/// A constraint that is added first, and held against the rows in another transaction.
fn validated(why: &str, table: &QualifiedName, constraint: &str, name: &str) -> Recipe {
    let sql = table.sql(Engine::Postgresql);
    Recipe {
        why: why.to_owned(),
        sql: vec![
            format!("ALTER TABLE {sql} ADD {constraint} NOT VALID"),
            COMMIT.to_owned(),
            validate(table, name),
        ],
        place: Place::Instead,
    }
}

fn validate(table: &QualifiedName, constraint: &str) -> String {
    format!(
        "ALTER TABLE {} VALIDATE CONSTRAINT {}",
        table.sql(Engine::Postgresql),
        quote::identifier(Engine::Postgresql, constraint)
    )
}

fn primary_key(table: &QualifiedName, key: &PrimaryKey) -> Option<Recipe> {
    let name = quote::identifier(Engine::Postgresql, key.name.as_ref()?);
    let columns = index_columns(Engine::Postgresql, &key.columns);
    let table = table.sql(Engine::Postgresql);
    Some(Recipe {
        why: "Once its columns are required, others go on while the key is built beside them."
            .to_owned(),
        sql: vec![
            format!("CREATE UNIQUE INDEX CONCURRENTLY {name} ON {table}({columns})"),
            format!("ALTER TABLE {table} ADD CONSTRAINT {name} PRIMARY KEY USING INDEX {name}"),
        ],
        place: Place::Instead,
    })
}

/// PostgreSQL looks at no row for `SET NOT NULL` where a valid check says it already.
fn required(table: &QualifiedName, alteration: &Alteration) -> Option<Recipe> {
    let Alteration { before, after, .. } = alteration;
    if !before.nullable || after.nullable || before.ty != after.ty {
        return None;
    }
    let column = quote::identifier(Engine::Postgresql, &after.name);
    let plain = format!("_ketch_not_null_{}", after.name);
    let plain = names::stored(Engine::Postgresql, &plain);
    let name = quote::identifier(Engine::Postgresql, plain);
    let sql = table.sql(Engine::Postgresql);
    Some(Recipe {
        why: format!(
            "Others go on if {} is checked in a transaction of its own.",
            after.name
        ),
        sql: vec![
            format!(
                "ALTER TABLE {sql} ADD CONSTRAINT {name} CHECK ({column} IS NOT NULL) NOT VALID"
            ),
            COMMIT.to_owned(),
            validate(table, plain),
        ],
        place: Place::Around(vec![format!("ALTER TABLE {sql} DROP CONSTRAINT {name}")]),
    })
}
