//! Drift: what was changed in a database beside its migrations.
//!
//! After the last migration of a run, the table `_ketch_catalog` keeps what the catalog shows, a row
//! for each table, view and type. Before the next run applies anything, the catalog must show the
//! same. Not for what a schema says; that the migrations lead to it is another question, which
//! `ketch migrate verify` answers.
//!
//! *record*: what that table keeps. *origin*: which database, in which state, a record is of; one of
//! another origin says nothing about drift. *watched*: the PostgreSQL schemas that migrations make
//! or use; what stands in others is no concern of theirs.

use std::collections::{BTreeMap, BTreeSet};

use ketch_catalog::{Row, is_bookkeeping};
use ketch_history::Digest;
use sea_orm::{ConnectionTrait, DatabaseExecutor, Value};

use crate::catalog;
use crate::error::Error;
use crate::ledger::{Ledger, RECORD, execute, get, query};
use crate::session::Session;
use crate::settings::{DriftCheck, Progress};
use crate::unit::ForeignKeys;

/// What the catalog says of each table, view and type.
type Picture = BTreeMap<String, BTreeSet<Row>>;

/// The name under which a record keeps its origin; no table has it.
const ORIGIN: &str = "";

/// How many names or texts go into one statement.
const BATCH: usize = 50;

/// Stops where something is not as the migration `last`, the newest that is applied, left it.
pub(crate) async fn check(session: &Session<'_>, ledger: &Ledger, last: &str) -> Result<(), Error> {
    if session.settings.drift != DriftCheck::Stop {
        return Ok(());
    }
    let not_compared = |reason: &str| {
        let reason = reason.to_owned();
        session.settings.report(Progress::NotCompared { reason });
        Ok(())
    };
    let db = session.executor();
    let record = read(ledger, &db).await?;
    let Some(origin) = record.get(ORIGIN).map(|text| Origin::parse(text)) else {
        return not_compared("nothing was kept then");
    };
    let rows = match catalog::read(&db).await {
        Ok(rows) => rows,
        Err(error) => return not_compared(&error.to_string()),
    };
    let now = Origin::of(&rows, ledger, &ledger.names(&db).await?, &BTreeSet::new());
    if let Some(reason) = origin.is_another(&now) {
        return not_compared(reason);
    }
    let kept = record.iter().filter(|(owner, _)| *owner != ORIGIN);
    let kept: Picture = kept
        .map(|(owner, text)| (owner.clone(), text.lines().filter_map(Row::parse).collect()))
        .collect();
    let changes = changes(&kept, &picture(rows, &origin.watched, ledger));
    match changes.is_empty() {
        true => Ok(()),
        false => Err(Error::Drift {
            since: last.to_owned(),
            changes,
        }),
    }
}

/// Keeps what the catalog shows now. `made` are the PostgreSQL schemas that migrations make.
pub(crate) async fn record(
    session: &Session<'_>,
    ledger: &Ledger,
    made: &BTreeSet<String>,
) -> Result<(), Error> {
    if session.settings.drift == DriftCheck::Off {
        return Ok(());
    }
    let unit = session.begin(RECORD, ForeignKeys::Kept).await?;
    let db = unit.transaction();
    let written = async {
        let rows = catalog::read(&DatabaseExecutor::Transaction(db)).await?;
        let origin = Origin::of(&rows, ledger, &ledger.names(db).await?, made);
        let lines = |rows: BTreeSet<Row>| {
            let lines: Vec<String> = rows.iter().map(Row::to_string).collect();
            lines.join("\n")
        };
        let mut new: BTreeMap<String, String> = picture(rows, &origin.watched, ledger)
            .into_iter()
            .map(|(owner, rows)| (owner, lines(rows)))
            .collect();
        new.insert(ORIGIN.to_owned(), origin.text());
        write(ledger, db, new).await
    };
    let written = written.await;
    unit.end(written).await
}

async fn read(
    ledger: &Ledger,
    db: &impl ConnectionTrait,
) -> Result<BTreeMap<String, String>, Error> {
    if !ledger.exists(db, RECORD).await? {
        return Ok(BTreeMap::new());
    }
    let sql = format!("SELECT owner, said FROM {}", ledger.quoted(RECORD));
    let rows = query(db, &sql, Vec::new()).await?;
    rows.iter()
        .map(|row| Ok((get(row, "owner")?, get(row, "said")?)))
        .collect()
}

/// Makes the record what it is to be, and touches nothing of it that is so already.
async fn write(
    ledger: &Ledger,
    db: &impl ConnectionTrait,
    mut new: BTreeMap<String, String>,
) -> Result<(), Error> {
    let table = ledger.quoted(RECORD);
    let mut stale: Vec<Value> = Vec::new();
    for (owner, text) in read(ledger, db).await? {
        if new.get(&owner) == Some(&text) {
            new.remove(&owner);
        } else {
            stale.push(owner.into());
        }
    }
    for owners in stale.chunks(BATCH) {
        let marks: Vec<String> = (1..=owners.len())
            .map(|at| ledger.placeholder(at))
            .collect();
        let sql = format!("DELETE FROM {table} WHERE owner IN ({})", marks.join(", "));
        execute(db, &sql, owners.to_vec()).await?;
    }
    let new: Vec<(String, String)> = new.into_iter().collect();
    for rows in new.chunks(BATCH) {
        let marks = (0..rows.len()).map(|at| {
            format!(
                "({}, {})",
                ledger.placeholder(2 * at + 1),
                ledger.placeholder(2 * at + 2)
            )
        });
        let marks: Vec<String> = marks.collect();
        let sql = format!(
            "INSERT INTO {table} (owner, said) VALUES {}",
            marks.join(", ")
        );
        let values = rows
            .iter()
            .flat_map(|(owner, text)| [owner.as_str().into(), text.as_str().into()]);
        execute(db, &sql, values.collect()).await?;
    }
    Ok(())
}

/// Of what a record is.
#[derive(Debug, PartialEq, Eq)]
struct Origin {
    /// Another version of ketch may ask other questions.
    ketch: String,
    /// Another version of the server may answer in other words.
    server: String,
    ledger: String,
    /// The digest of the names of all applied migrations.
    applied: String,
    watched: BTreeSet<String>,
}

impl Origin {
    fn of(
        rows: &[Row],
        ledger: &Ledger,
        applied: &BTreeSet<String>,
        made: &BTreeSet<String>,
    ) -> Self {
        let said = |part: &str| rows.iter().find(|row| row.part() == part);
        let names: Vec<&str> = applied.iter().map(String::as_str).collect();
        let current = said("current").and_then(|row| row.get(1).map(str::to_owned));
        Self {
            ketch: env!("CARGO_PKG_VERSION").to_owned(),
            server: said("server").map_or(String::new(), |row| row.text(1).to_owned()),
            ledger: ledger.table.clone(),
            applied: Digest::of(names.join("\n")).to_string(),
            watched: made.iter().cloned().chain(current).collect(),
        }
    }

    /// Why a record cannot be held against the database as it is now, if it cannot.
    fn is_another(&self, now: &Self) -> Option<&'static str> {
        if self.ketch != now.ketch {
            return Some("another version of ketch kept it");
        }
        if self.server != now.server {
            return Some("the server has another version since");
        }
        if (&self.ledger, &self.applied) != (&now.ledger, &now.applied) {
            return Some(
                "another tool applied or undid migrations since, or a run was interrupted",
            );
        }
        None
    }

    fn text(&self) -> String {
        let Self {
            ketch,
            server,
            ledger,
            applied,
            watched,
        } = self;
        let cells = [ketch, server, ledger, applied].into_iter().chain(watched);
        Row::new(cells.cloned().map(Some).collect()).to_string()
    }

    fn parse(text: &str) -> Self {
        let row = Row::parse(text).unwrap_or_else(|| Row::new(Vec::new()));
        let cell = |at| row.text(at).to_owned();
        Self {
            ketch: cell(0),
            server: cell(1),
            ledger: cell(2),
            applied: cell(3),
            watched: row.cells(4).iter().flatten().cloned().collect(),
        }
    }
}

fn picture(rows: Vec<Row>, watched: &BTreeSet<String>, ledger: &Ledger) -> Picture {
    let mut picture = Picture::new();
    for row in rows {
        // Who runs a server may give an extension another version.
        if ["current", "server", "extension", "schema"].contains(&row.part()) {
            continue;
        }
        let (schema, name) = row.owner();
        let is_watched = schema.is_none_or(|schema| watched.contains(schema));
        if !is_watched || is_bookkeeping(name) || name == ledger.table {
            continue;
        }
        let owner = match schema {
            Some(schema) if watched.len() > 1 => format!("{schema}.{name}"),
            _ => name.to_owned(),
        };
        // Where a column stands among the others has no meaning.
        let row = match row.part() {
            "column" => row.without(3),
            _ => row,
        };
        picture.entry(owner).or_default().insert(row);
    }
    picture
}

/// What differs, a line for each table, view or type.
fn changes(before: &Picture, after: &Picture) -> Vec<String> {
    let owners: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let line = |owner: &String| match (before.get(owner), after.get(owner)) {
        (Some(before), Some(after)) if before == after => None,
        (Some(before), Some(after)) => Some(format!("{owner}: {}", changes_of(before, after))),
        (Some(_), None) => Some(format!("{owner} is gone")),
        (None, _) => Some(format!("{owner} is new")),
    };
    owners.into_iter().filter_map(line).collect()
}

/// What differs of one table, view or type.
fn changes_of(before: &BTreeSet<Row>, after: &BTreeSet<Row>) -> String {
    let by_thing = |rows: &BTreeSet<Row>| -> BTreeMap<String, Vec<Row>> {
        let mut things: BTreeMap<String, Vec<Row>> = BTreeMap::new();
        for row in rows {
            things.entry(thing(row)).or_default().push(row.clone());
        }
        things
    };
    let (before, after) = (by_thing(before), by_thing(after));
    let things: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let words = things.into_iter().filter_map(|thing| {
        let verb = match (before.get(thing), after.get(thing)) {
            (before, after) if before == after => return None,
            (None, _) => "is new",
            (_, None) => "is gone",
            _ => "is another",
        };
        Some((thing.as_str(), format!("{thing} {verb}")))
    });
    let words: Vec<(&str, String)> = words.collect();
    // Its text changes with each of its parts.
    let parts: Vec<&str> = words
        .iter()
        .filter(|(thing, _)| words.len() == 1 || *thing != ITSELF)
        .map(|(_, words)| words.as_str())
        .collect();
    parts.join(", ")
}

const ITSELF: &str = "its definition";

/// What a row tells of, by name.
fn thing(row: &Row) -> String {
    // Of columns and values, the first says where they stand.
    let [first, second, third] = row.rest().map(|cell| cell.text());
    let number = first.bytes().all(|byte| byte.is_ascii_digit());
    match row.part() {
        "column" => format!("column {second}"),
        "enum value" => format!("value {second}"),
        "index" | "index column" => format!("index {first}"),
        // SQLite has numbers for them, which others take over.
        "foreign key" if number => format!("foreign key of {third}"),
        part @ ("foreign key" | "check" | "trigger") => format!("{part} {first}"),
        _ => ITSELF.to_owned(),
    }
}
