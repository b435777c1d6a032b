//! Views: their order, and which of them a plan must take out of the way.

use super::change::Change;
use super::table::Tables;
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

/// Views that a plan must take out of the way: what differs, and what reads a table that changes, be it
/// by way of another view.
pub(super) struct Views<'s> {
    /// Those to drop before the tables change, in order.
    pub(super) dropped: Vec<&'s View>,
    /// Those to make after that, in order.
    pub(super) created: Vec<&'s View>,
}

/// The views that are in the way of renames and of what differs in tables.
pub(super) fn in_the_way<'s>(
    previous: &'s DatabaseSchema,
    next: &'s DatabaseSchema,
    renames: &[Change],
    tables: &Tables,
) -> Views<'s> {
    let mut touched: Vec<String> = changed_tables(renames, tables)
        .map(str::to_lowercase)
        .collect();
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
    Views { dropped, created }
}

/// The names of tables that change, come or go, those of renamed ones before and after.
fn changed_tables<'t>(renames: &'t [Change], tables: &'t Tables) -> impl Iterator<Item = &'t str> {
    let renamed = renames.iter().flat_map(|change| match change {
        Change::RenameTable { from, to } => vec![from, to],
        Change::RenameColumn { table, .. } => vec![table],
        _ => Vec::new(),
    });
    let kept = tables.kept.iter().map(|diff| &diff.before.name);
    let others = tables.dropped.iter().chain(&tables.created);
    let names = renamed.chain(kept).chain(others.map(|table| &table.name));
    names.map(|name| name.name.as_str())
}
