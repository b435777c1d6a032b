//! What a change does, in words. Not for what it may cost: that is a hazard.

use super::change::{Alteration, Change, Clause};
use crate::database::{Column, IndexColumn};
use crate::dialect::Engine;

/// What a change does in words, where its name does not say it all.
pub(super) fn causes(engine: Engine, change: &Change) -> Vec<String> {
    match change {
        Change::AlterTable { clauses, .. } => {
            clauses.iter().map(|clause| cause(engine, clause)).collect()
        }
        Change::RenameTable { from, to } | Change::RenameEnum { from, to } => {
            vec![format!("{from} is now {to}")]
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
