//! Views: their order, and which of them a plan must take out of the way.

use super::change::Change;
use crate::database::{DatabaseSchema, View};

/// Views after those that they read, otherwise in the order in which they are declared.
pub(super) fn in_order(views: &[View]) -> Vec<&View> {
    let mut order: Vec<&View> = Vec::new();
    let mut pending: Vec<&View> = views.iter().collect();
    while !pending.is_empty() {
        let waits = |view: &View| {
            let mut others = pending.iter();
            others.any(|other| other.name != view.name && reads(view, &other.name.name))
        };
        // A name in a text or a comment may look like a circle, which no database has.
        let next = pending.iter().position(|view| !waits(view));
        order.push(pending.remove(next.unwrap_or(0)));
    }
    order
}

/// Whether a view's SQL has a name in it, as a word of its own.
fn reads(view: &View, name: &str) -> bool {
    let (sql, name) = (view.sql.to_lowercase(), name.to_lowercase());
    let is_part =
        |char: Option<char>| char.is_some_and(|char| char.is_alphanumeric() || char == '_');
    sql.match_indices(&name).any(|(at, found)| {
        let before = sql[..at].chars().next_back();
        let after = sql[at + found.len()..].chars().next();
        !is_part(before) && !is_part(after)
    })
}

/// Views that must go before the tables change, and those to be made after: what differs, and
/// what reads a table that changes, be it by way of another view. Each list is in order.
pub(super) fn affected<'s>(
    previous: &'s DatabaseSchema,
    next: &'s DatabaseSchema,
    changed: &[String],
) -> (Vec<&'s View>, Vec<&'s View>) {
    let mut touched: Vec<String> = changed.iter().map(|name| name.to_lowercase()).collect();
    let mut drop = vec![false; previous.views.len()];
    loop {
        let before = drop.clone();
        for (index, view) in previous.views.iter().enumerate() {
            let text = view.sql.to_lowercase();
            let reads = touched.iter().any(|name| text.contains(name.as_str()));
            if !drop[index] && (reads || !next.views.contains(view)) {
                drop[index] = true;
                touched.push(view.name.name.to_lowercase());
            }
        }
        if drop == before {
            break;
        }
    }
    let mut dropped = in_order(&previous.views);
    dropped.retain(|view| {
        let place = previous.views.iter().position(|other| other == *view);
        place.is_some_and(|place| drop[place])
    });
    dropped.reverse();
    let mut created = in_order(&next.views);
    created.retain(|view| !previous.views.contains(view) || dropped.contains(view));
    (dropped, created)
}

/// Tables with a new name, or a column with one, under their old names and their new ones.
pub(super) fn renamed_tables(renames: &[Change]) -> Vec<String> {
    let mut names = Vec::new();
    for change in renames {
        match change {
            Change::RenameTable { from, to } => names.extend([from.name.clone(), to.name.clone()]),
            Change::RenameColumn { table, .. } => names.push(table.name.clone()),
            _ => {}
        }
    }
    names
}
