//! Killed at any moment, a migrator leaves each migration applied or not begun, where the engine can.

use ketch_runner::{JOURNAL, LEDGER};
use sea_orm::DbBackend;
use tokio::time::{Duration, sleep};

use crate::lock::{SLOW, TABLES, migrator_process};
use crate::support::Database;

const KILLS: u64 = 30;

#[tokio::test]
async fn kill_leaves_the_old_state_or_the_new() {
    for database in Database::all().await {
        if database.backend == DbBackend::MySql {
            // What was begun there is shown, and not undone.
            continue;
        }
        let mut killed = 0;
        let mut rounds = 0;
        for kill in 0..KILLS {
            let mut process = migrator_process(&database.url).spawn().unwrap();
            // From before the first statement to after the last one.
            sleep(Duration::from_millis(10 + kill * 397 % 330)).await;
            killed += u64::from(process.try_wait().unwrap().is_none());
            process.kill().unwrap();
            process.wait().unwrap();
            if are_whole(&database).await == SLOW.len() {
                rounds += 1;
                clear(&database).await;
            }
        }
        let done = migrator_process(&database.url).output().unwrap();
        assert!(
            done.status.success(),
            "{}",
            String::from_utf8_lossy(&done.stderr)
        );
        assert_eq!(are_whole(&database).await, SLOW.len());
        println!(
            "{:?}: {killed} kills, {rounds} whole runs",
            database.backend
        );
        assert!(killed > KILLS / 2, "the kills came too late: {killed}");
    }
}

/// Checks each migration; counts those that are applied.
async fn are_whole(database: &Database) -> usize {
    let applied = match database.has_table(LEDGER).await {
        true => database.versions(LEDGER).await,
        false => Vec::new(),
    };
    assert_eq!(applied, SLOW[..applied.len()]);
    if !applied.is_empty() {
        assert_eq!(database.versions(JOURNAL).await, applied);
        assert_eq!(
            database.number("SELECT n FROM tally").await,
            applied.len() as i64
        );
    }
    for (index, tables) in TABLES.iter().enumerate() {
        for table in *tables {
            assert_eq!(
                database.has_table(table).await,
                index < applied.len(),
                "{table}"
            );
        }
    }
    applied.len()
}

async fn clear(database: &Database) {
    for table in TABLES.concat().into_iter().chain([LEDGER, JOURNAL]) {
        database.run(&format!("DROP TABLE {table}")).await;
    }
}
