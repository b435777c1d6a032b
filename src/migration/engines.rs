//! Engines that are listed after the history began: the SQL of every past migration for them.
//!
//! What was there stays as it was: no digest of another engine and no chain digest changes. A
//! migration whose SQL or Rust was written by the user is rendered as planned, with a marked place
//! where the user says what that does on the new engine.

use ketch_history::FILL;

use super::MigrationError;
use super::files::{self, Files, HISTORY, Scripts};
use super::past::{Past, check_chain, is_by_hand};
use super::past_migration::PastMigration;
use crate::dialect::Engine;
use crate::model::DataModel;
use crate::output::{FileKind, GeneratedFile};

/// The files of the crate with SQL for every engine that the schema lists.
pub fn for_listed_engines(
    data_model: &DataModel,
    existing: &Files,
) -> Result<Vec<GeneratedFile>, MigrationError> {
    let mut history = files::history(existing)?;
    let mut files = Vec::new();
    let mut past = Past::new(existing);
    let mut previous = None;
    for entry in &mut history.entries {
        past.step(entry)?;
        if is_by_hand(entry) {
            continue;
        }
        let next = past.data_model(entry)?;
        check_chain(entry, previous.as_ref(), &next, past.answers())?;
        let migration = PastMigration {
            entry,
            previous: previous.as_ref(),
            next: &next,
            answers: past.answers(),
        };
        let listed = data_model.settings.engines.iter();
        let missing = listed.filter(|engine| !migration.entry.engines.contains_key(engine.name()));
        let scripts = missing.map(|engine| for_new_engine(&migration, *engine, existing));
        let scripts = scripts.collect::<Result<Vec<_>, _>>()?;
        let (digests, sql) = files::sql_files(&entry.name, scripts);
        entry.engines.extend(digests);
        files.extend(sql);
        previous = Some(next);
    }
    files.push(files::of_crate(
        HISTORY,
        history.to_string(),
        FileKind::Shared,
    ));
    Ok(files::with_crate_files(data_model, existing, files))
}

/// What is planned for an engine that was listed later.
fn for_new_engine(
    migration: &PastMigration,
    engine: Engine,
    existing: &Files,
) -> Result<Scripts, MigrationError> {
    let mut scripts = migration.scripts(engine)?;
    let by_user = migration.by_user(existing)?;
    if !by_user.is_empty() {
        scripts.up = format!(
            "-- What the user wrote for other engines is not in this SQL:\n\
             --   {}\n\
             -- Add what of it {} needs too, then delete the next line and run `ketch migrate rehash`.\n\
             {FILL};\n\n{}",
            by_user.join("\n--   "),
            engine.name(),
            scripts.up
        );
    }
    Ok(scripts)
}
