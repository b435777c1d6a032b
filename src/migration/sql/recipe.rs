//! Safe recipes: what to write in place of a statement, or around it, where a table is too large to
//! be locked for long or code must run on through the change. They are printed, not used: each is
//! done in more than one transaction, so that what fails leaves something behind.

use super::{check, create_index, foreign_key, index_columns};
use crate::database::{IndexKind, PrimaryKey, QualifiedName};
use crate::dialect::{Engine, quote};
use crate::diff::{Alteration, Change, Clause, HazardKind, Step};

/// The line that ends a transaction in a file for PostgreSQL.
const COMMIT: &str = "  -- ketch: commit";

/// What lets code run on while something gets another name or type.
pub(super) const EXPAND: [&str; 2] = [
    "Code runs on through what breaks it below if it is expanded first: add the new beside the old,",
    "write both, copy the rows, and drop the old in a later migration",
];

/// Whether [`EXPAND`] is a way to do a step.
pub(super) fn can_expand(step: &Step) -> bool {
    has(step, HazardKind::BreaksCode) && takes_another_place(&step.change)
}

/// How a step is done without a long lock.
pub(super) fn lines(engine: Engine, step: &Step) -> Vec<String> {
    match engine {
        Engine::Postgresql if has(step, HazardKind::LongLock) => without_lock(&step.change),
        _ => Vec::new(),
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

fn without_lock(change: &Change) -> Vec<String> {
    match change {
        Change::CreateIndex(table, index) => {
            let sql = create_index(Engine::Postgresql, table, index);
            let unique = if index.kind == IndexKind::Unique {
                "UNIQUE "
            } else {
                ""
            };
            let concurrently = format!("CREATE {unique}INDEX CONCURRENTLY");
            let sql = sql.replacen(&format!("CREATE {unique}INDEX"), &concurrently, 1);
            vec![
                "Writes go on if it is built beside them. In its place:".to_owned(),
                format!("  {sql};"),
            ]
        }
        Change::AddForeignKey(table, key) => {
            let table = table.sql(Engine::Postgresql);
            vec![
                "Others go on if rows are checked in a transaction of their own. In its place:"
                    .to_owned(),
                format!(
                    "  ALTER TABLE {table} ADD {} NOT VALID;",
                    foreign_key(Engine::Postgresql, key)
                ),
                COMMIT.to_owned(),
                validate(&table, &key.name),
            ]
        }
        Change::AlterTable { table, clauses } => {
            let recipes = clauses.iter().map(|clause| of_clause(table, clause));
            recipes.flatten().collect()
        }
        _ => Vec::new(),
    }
}

fn of_clause(table: &QualifiedName, clause: &Clause) -> Vec<String> {
    let table = table.sql(Engine::Postgresql);
    match clause {
        Clause::AddCheck(added) => vec![
            format!(
                "Others go on if {} is checked in a transaction of its own. In its place:",
                added.name
            ),
            format!(
                "  ALTER TABLE {table} ADD {} NOT VALID;",
                check(Engine::Postgresql, added)
            ),
            COMMIT.to_owned(),
            validate(&table, &added.name),
        ],
        Clause::AddPrimaryKey(key) => primary_key(&table, key),
        Clause::AlterColumn(alteration) => required(&table, alteration),
        _ => Vec::new(),
    }
}

fn primary_key(table: &str, key: &PrimaryKey) -> Vec<String> {
    let Some(name) = &key.name else {
        return Vec::new();
    };
    let name = quote::identifier(Engine::Postgresql, name);
    let columns = index_columns(Engine::Postgresql, &key.columns);
    vec![
        "Others go on while the key is built beside them. Once its columns are required, in its place:"
            .to_owned(),
        format!("  CREATE UNIQUE INDEX CONCURRENTLY {name} ON {table}({columns});"),
        format!("  ALTER TABLE {table} ADD CONSTRAINT {name} PRIMARY KEY USING INDEX {name};"),
    ]
}

/// PostgreSQL looks at no row for `SET NOT NULL` where a valid check says it already.
fn required(table: &str, alteration: &Alteration) -> Vec<String> {
    let Alteration { before, after, .. } = alteration;
    if !before.nullable || after.nullable || before.ty != after.ty {
        return Vec::new();
    }
    let column = quote::identifier(Engine::Postgresql, &after.name);
    let name = quote::identifier(Engine::Postgresql, "_ketch_not_null");
    vec![
        format!(
            "Others go on if {} is checked in a transaction of its own. Above this statement:",
            after.name
        ),
        format!(
            "  ALTER TABLE {table} ADD CONSTRAINT {name} CHECK ({column} IS NOT NULL) NOT VALID;"
        ),
        COMMIT.to_owned(),
        format!("  ALTER TABLE {table} VALIDATE CONSTRAINT {name};"),
        "and below it:".to_owned(),
        format!("  ALTER TABLE {table} DROP CONSTRAINT {name};"),
    ]
}

fn validate(table: &str, constraint: &str) -> String {
    format!(
        "  ALTER TABLE {table} VALIDATE CONSTRAINT {};",
        quote::identifier(Engine::Postgresql, constraint)
    )
}
