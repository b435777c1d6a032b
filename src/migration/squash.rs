//! Squashing: the first migrations become one, the *baseline*, which goes from nothing to the schema
//! as of the last of them.
//!
//! Its line in the history has the chain digest of that last one, so what follows keeps its parent,
//! and a database that has them all is where the baseline leads to.

use std::collections::BTreeSet;

use ketch_history::{Entry, FILL, History, is_migration_name};

use super::MigrationError;
use super::changes::{self, changes_path};
use super::files::{self, Files, HISTORY, LIBRARY, of_migration, rust_path};
use super::library::{self, Place};
use super::past_migration::{PastMigration, walk};
use crate::digest::Digest;
use crate::model::DataModel;
use crate::output::{FileKind, GeneratedFile};

/// The files of the crate whose migrations up to one of them are a baseline, and the paths of those
/// that go.
pub fn squash(
    data_model: &DataModel,
    existing: &Files,
    to: &str,
    name: &str,
) -> Result<(Vec<GeneratedFile>, Vec<String>), MigrationError> {
    let entries = files::history(existing)?.entries;
    let end = entries.iter().position(|entry| entry.name == to);
    let end = end.ok_or_else(|| MigrationError::Unknown(to.to_owned()))?;
    let (folded, rest) = entries.split_at(end + 1);
    let [.., last] = folded else {
        return Err(MigrationError::Unknown(to.to_owned()));
    };
    if folded.len() == 1 {
        return Err(MigrationError::OneAlone(to.to_owned()));
    }
    let names: Vec<String> = folded.iter().map(|entry| entry.name.clone()).collect();
    if !is_migration_name(name) {
        return Err(MigrationError::Name(name.to_owned()));
    }
    if existing.contains_key(&rust_path(name)) && !names.iter().any(|known| known == name) {
        return Err(MigrationError::Taken(name.to_owned()));
    }
    // Rows that are filled in are none in a database that is made anew.
    let walked = walk(folded, existing, is_filled_in)?;
    let Some((model, schema)) = walked.schema.filter(|_| walked.by_user.is_empty()) else {
        return Err(MigrationError::NotFolded(walked.by_user));
    };

    let listed = data_model.settings.engines.iter();
    let baseline = PastMigration {
        entry: last,
        previous: None,
        next: &model,
        answers: &[],
    };
    let scripts = listed.map(|engine| baseline.scripts(*engine));
    let scripts = scripts.collect::<Result<Vec<_>, _>>()?;
    let (engines, mut made) = files::sql_files(name, scripts);
    let rust = files::rust_text(name);
    let mut history = vec![Entry {
        name: name.to_owned(),
        parent: None,
        chain: last.chain,
        model: last.model,
        rust: Digest::of(&rust),
        engines,
        edited: BTreeSet::new(),
        folds: folded
            .iter()
            .flat_map(|entry| entry.folds.iter().chain([&entry.name]))
            .cloned()
            .collect(),
    }];
    history.extend_from_slice(rest);
    let library = existing.get(LIBRARY).ok_or(MigrationError::Library)?;
    let without: Vec<&str> = names.iter().map(String::as_str).collect();
    let library = library::rewritten(library, &without, Some((name, Place::First)))
        .ok_or(MigrationError::Library)?;
    let diff = changes::render("", &schema, &[]);
    let history = History { entries: history }.to_string();
    for (path, text, kind) in [
        (changes_path(name), diff, FileKind::Once),
        (rust_path(name), rust, FileKind::Once),
        (LIBRARY.to_owned(), library, FileKind::Shared),
        (HISTORY.to_owned(), history, FileKind::Shared),
    ] {
        made.push(of_migration(name, path, text, kind));
    }
    let mut kept = existing.clone();
    kept.retain(|path, _| !names.iter().any(|name| files::is_of(path, name)));
    let mut made = files::with_crate_files(data_model, &kept, made);
    let gone = files::replace(existing, &names, &mut made);
    Ok((made, gone))
}

/// Whether a text is the planned one with values in the places that were to be filled in.
fn is_filled_in(planned: &str, found: &str) -> bool {
    let mut pieces = planned.split(FILL);
    let first = pieces.next().unwrap_or_default();
    let Some(mut rest) = found.strip_prefix(first) else {
        return false;
    };
    for piece in pieces {
        // A value ends no statement.
        match rest.split_once(piece) {
            Some((value, after)) if !value.contains(';') => rest = after,
            _ => return false,
        }
    }
    rest.is_empty()
}

#[cfg(test)]
mod tests {
    use super::is_filled_in;

    #[test]
    fn what_is_filled_in_is_a_value_and_no_statement() {
        let planned = "UPDATE a SET b = ketch_fill_in;\nUPDATE a SET c = ketch_fill_in + 1;\n";
        for (b, c, is_value) in [
            ("1", "length(d)", true),
            ("ketch_fill_in", "ketch_fill_in", true),
            ("1; DELETE FROM a", "2", false),
        ] {
            let found = format!("UPDATE a SET b = {b};\nUPDATE a SET c = {c} + 1;\n");
            assert_eq!(is_filled_in(planned, &found), is_value, "{found}");
        }
        assert!(!is_filled_in(
            planned,
            &format!("{planned}DELETE FROM a;\n")
        ));
        assert!(is_filled_in("SELECT 1;\n", "SELECT 1;\n"));
    }
}
