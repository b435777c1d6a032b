//! `src/lib.rs` of the migration crate: the file that lists the migrations, and has two writers.
//!
//! sea-orm-cli finds the lines `mod mYYYYMMDD_HHMMSS_x;` and builds the `vec![…]` anew from them;
//! so does this, and leaves everything else as it stands.

use std::collections::{BTreeMap, BTreeSet};

use ketch_history::library::{declared, module};
use ketch_history::{Entry, chain_digest};

use super::MigrationError;
use super::files::{Files, filled, rust_path};
use crate::digest::Digest;

/// Where a migration is added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    First,
    Last,
}

/// One with an empty list of migrations.
pub(super) fn bare() -> String {
    include_str!("templates/lib.rs")
        .replace("mod {migration};\n\n", "")
        .replace("            Box::new({migration}::Migration),\n", "")
}

/// One with a single migration.
pub(super) fn of_one(name: &str) -> String {
    filled(include_str!("templates/lib.rs"), &[("migration", name)])
}

/// The file without some migrations, with another, and the list built anew. Nothing where it has
/// no `vec![…]` that ends its line.
pub(super) fn rewritten(
    library: &str,
    without: &[&str],
    added: Option<(&str, Place)>,
) -> Option<String> {
    let mut text = String::new();
    let mut names: Vec<&str> = Vec::new();
    let mut place = None;
    let mut is_gap = false;
    for line in library.lines() {
        if let Some(name) = module(line) {
            if place.is_none() || added.is_some_and(|(_, place)| place == Place::Last) {
                place = Some(text.len());
            }
            // Both sides of a merge may have it.
            if without.contains(&name) || names.contains(&name) {
                is_gap = true;
                continue;
            }
            names.push(name);
            text.push_str(line);
            text.push('\n');
            if added.is_some_and(|(_, place)| place == Place::Last) {
                place = Some(text.len());
            }
        } else if !(is_gap && line.is_empty() && text.ends_with("\n\n")) {
            text.push_str(line);
            text.push('\n');
        }
    }
    if let Some((name, at)) = added {
        names.insert(if at == Place::First { 0 } else { names.len() }, name);
        text.insert_str(place.unwrap_or(text.len()), &format!("mod {name};\n"));
    }

    let start = text.find("vec![")?;
    let tail = text
        .get(text.rfind("]\n")?..)
        .filter(|tail| start + tail.len() < text.len())?;
    let list = names
        .iter()
        .map(|name| format!("            Box::new({name}::Migration),\n"));
    Some(format!(
        "{}vec![\n{}        {tail}",
        &text[..start],
        list.collect::<String>()
    ))
}

/// The file with the migrations of both sides of a merge, ours first. Nothing where git left marks
/// in more than the list of migrations.
pub(super) fn merged(library: &str) -> Option<String> {
    let Some([ours, theirs]) = ketch_history::sides(library) else {
        return Some(library.to_owned());
    };
    let of_one = |one: &str, other: &str| -> Vec<String> {
        let names = declared(one).filter(|name| declared(other).all(|known| known != *name));
        names.map(str::to_owned).collect()
    };
    let (of_ours, of_theirs) = (of_one(&ours, &theirs), of_one(&theirs, &ours));
    let common = |side: &str, own: &[String]| {
        let own: Vec<&str> = own.iter().map(String::as_str).collect();
        rewritten(side, &own, None)
    };
    if common(&ours, &of_ours)? != common(&theirs, &of_theirs)? {
        return None;
    }
    of_theirs.iter().try_fold(ours, |text, name| {
        rewritten(&text, &[], Some((name, Place::Last)))
    })
}

/// Puts the migrations that were written by hand since the last one of ours at the end of the
/// history; gives the `src/lib.rs` that has no other. A module without its file, which does not
/// compile, is what a run left that was killed.
pub(super) fn take_in_by_hand(
    library: &str,
    existing: &Files,
    entries: &mut Vec<Entry>,
) -> Result<String, MigrationError> {
    let recorded = entries.len();
    let model = entries.last().map(|entry| entry.model);
    let mut text = String::new();
    for line in library.lines() {
        if let Some(name) = module(line) {
            let known = entries.iter().position(|entry| entry.name == name);
            match (known, existing.get(&rust_path(name))) {
                (Some(known), _) if known < recorded && entries.len() > recorded => {
                    return Err(MigrationError::Order(entries[recorded].name.clone()));
                }
                (Some(_), _) => {}
                (None, None) => continue,
                (None, Some(rust)) => {
                    let parent = entries.last().map(|entry| entry.chain);
                    entries.push(Entry {
                        name: name.to_owned(),
                        parent,
                        chain: chain_digest(name, parent, ""),
                        model: model.unwrap_or_else(|| Digest::of("")),
                        rust: Digest::of(rust),
                        engines: BTreeMap::new(),
                        edited: BTreeSet::new(),
                        folds: Vec::new(),
                    });
                }
            }
        }
        text.push_str(line);
        text.push('\n');
    }
    Ok(text)
}
