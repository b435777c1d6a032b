//! Random histories: a few schemas in a row on the three engines at once, with rows. After every
//! step the engines must hold the same rows, as the data model sees them.
//!
//! Not for what one engine makes of a step: `phases` looks at that. A column whose values each
//! engine converts in its own way, or only some convert, is not compared from then on.

use std::cell::RefCell;
use std::collections::BTreeSet;

use anyhow::{Context, Result, ensure};
use ketch::database::{Column, DatabaseSchema, Domain, QualifiedName, Table};
use ketch::dialect::{Engine, Scalar, quote};
use ketch::diff::{Renames, changes_from_empty};
use ketch::migration::sql::{plan_script, script};
use proptest::prelude::{any, prop};
use proptest::test_runner::{TestCaseError, TestError};

use super::case::{Case, Transition};
use super::generator::{Schema, runner, schemas};
use super::random::answered;
use super::rows::{self, Kind};
use super::{one_database, phases};
use crate::conformance::Report;
use crate::conformance::catalog::Database;
use crate::servers::Servers;

/// Schemas in a history.
const LENGTH: usize = 4;

type Databases = Vec<(Engine, Box<dyn Database>)>;

/// So many histories. The first that goes wrong is made as small as can be.
pub(super) fn check(servers: &Servers, histories: u32) -> Result<Report> {
    let mut report = Report::default();
    let mut runner = runner(histories, 100);
    let databases: Result<Databases> = Engine::ALL
        .into_iter()
        .map(|engine| Ok((engine, one_database(servers, engine)?)))
        .collect();
    let databases = RefCell::new(databases?);
    let steps = RefCell::new(Steps::default());
    let strategy = (prop::collection::vec(schemas(), LENGTH), any::<u64>());
    let result = runner.run(&strategy, |(schemas, choice)| {
        let steps = &mut *steps.borrow_mut();
        history(&mut databases.borrow_mut(), &schemas, choice, steps)
            .map_err(|error| TestCaseError::fail(format!("{error:#}")))
    });
    let name = format!("{histories} histories");
    match result {
        Ok(()) => {
            let steps = steps.into_inner();
            (0..steps.taken).for_each(|_| report.case(&name, &[]));
            (0..steps.not_taken).for_each(|_| {
                report.skip("histories: a step that one of the engines does not take");
            });
            (0..steps.stopped).for_each(|_| report.skip("histories: stopped by rows"));
        }
        Err(TestError::Fail(reason, (schemas, choice))) => {
            let texts: Vec<_> = schemas
                .iter()
                .map(|schema| schema.text(None, false))
                .collect();
            let texts = texts.join("\n-- to --\n");
            report.case(&name, &[format!("{reason}\nby {choice}\n{texts}")]);
        }
        Err(error) => return Err(error).context("random histories"),
    }
    Ok(report)
}

/// What became of the steps of all histories.
#[derive(Default)]
struct Steps {
    taken: usize,
    not_taken: usize,
    stopped: usize,
}

fn history(
    databases: &mut Databases,
    schemas: &[Schema],
    choice: u64,
    steps: &mut Steps,
) -> Result<()> {
    let mut texts = schemas.iter().map(|schema| schema.text(None, false));
    let Some(mut before) = texts.next() else {
        return Ok(());
    };
    let Some(first) = on_all(databases, &before, &before, "") else {
        steps.not_taken += 1;
        return Ok(());
    };
    for ((engine, database), transition) in databases.iter_mut().zip(&first.transitions) {
        database.empty()?;
        database.apply(&script(*engine, &changes_from_empty(&transition.before)))?;
        for sql in rows::inserts(&transition.before, Kind::Plain) {
            database
                .apply(&sql)
                .with_context(|| format!("rows: {sql}"))?;
        }
    }
    let mut differs = BTreeSet::new();
    compare(databases, &first.transitions, &differs).context("rows at first")?;
    for after in texts {
        let answers = answered(&before, &after, choice).map(|(_, answers)| answers);
        let step = answers.and_then(|answers| on_all(databases, &before, &after, &answers));
        let Some(step) = step else {
            steps.not_taken += 1;
            continue;
        };
        for ((engine, database), transition) in databases.iter_mut().zip(&step.transitions) {
            let sql = plan_script(&transition.plan);
            let sql = rows::filled(&sql, &transition.after, &transition.plan);
            if let Err(error) = phases::apply(&mut **database, *engine, &sql) {
                ensure!(
                    phases::may_fail(&transition.plan) || transition.plan.needs_fill(),
                    error.context(format!("applying to {}", engine.name()))
                );
                steps.stopped += 1;
                return Ok(());
            }
        }
        differs = differing(&step, &differs);
        compare(databases, &step.transitions, &differs).context("rows after a step")?;
        steps.taken += 1;
        before = after;
    }
    Ok(())
}

/// A step on each engine.
struct Step {
    renames: Renames,
    transitions: Vec<Transition>,
}

/// Nothing where one of the engines does not take the step.
fn on_all(databases: &Databases, before: &str, after: &str, answers: &str) -> Option<Step> {
    let case = Case::of(before, after, answers).ok()?;
    let transitions = databases.iter().map(|(engine, _)| case.on(*engine));
    let transitions: Vec<Transition> = transitions.collect::<Option<_>>()?;
    let is_planned = |transition: &Transition| transition.plan.refusals.is_empty();
    transitions.iter().all(is_planned).then_some(Step {
        renames: case.hints.renames,
        transitions,
    })
}

/// A table and a column of it.
type Place = (String, String);

/// Columns that engines may come to see otherwise, under their names after a step.
fn differing(step: &Step, so_far: &BTreeSet<Place>) -> BTreeSet<Place> {
    let mut places = BTreeSet::new();
    // Whether a conversion is exact is the same for all; SQLite's schema has the domains.
    let Some(transition) = step.transitions.first() else {
        return places;
    };
    for after in &transition.after.tables {
        let Some(before) = table_before(&transition.before, &step.renames, &after.name) else {
            continue;
        };
        for column in &after.columns {
            let mut renamed = step.renames.columns.iter();
            let pair = renamed.find(|(of, _, to)| of.name == after.name.name && *to == column.name);
            let name = pair.map_or(&column.name, |(_, from, _)| from);
            let was = before.column(name);
            let differs = was.is_some_and(|was| {
                so_far.contains(&(before.name.name.clone(), name.clone()))
                    || !is_exact(&was.domain, &column.domain)
            });
            if differs {
                places.insert((after.name.name.clone(), column.name.clone()));
            }
        }
    }
    places
}

fn table_before<'s>(
    before: &'s DatabaseSchema,
    renames: &Renames,
    after: &QualifiedName,
) -> Option<&'s Table> {
    let mut renamed = renames.tables.iter();
    let pair = renamed.find(|(_, to)| to.name == after.name);
    let name = pair.map_or(&after.name, |(from, _)| &from.name);
    before.tables.iter().find(|table| table.name.name == *name)
}

/// Whether every engine makes the same of the plain values of a column.
fn is_exact(before: &Domain, after: &Domain) -> bool {
    use Scalar::{BigInt, Boolean, Int, String};
    match (before, after) {
        (Domain::Enum(..), Domain::Enum(..) | Domain::Scalar(String))
        | (Domain::Scalar(String), Domain::Enum(..)) => true,
        (Domain::Scalar(before), Domain::Scalar(after)) => {
            let number = [Int, BigInt, String];
            before == after
                || number.contains(before) && number.contains(after)
                || (*before, *after) == (Boolean, Int)
        }
        _ => false,
    }
}

fn compare(
    databases: &mut Databases,
    transitions: &[Transition],
    differs: &BTreeSet<Place>,
) -> Result<()> {
    let mut first: Option<(Engine, rows::Contents)> = None;
    for ((engine, database), transition) in databases.iter_mut().zip(transitions) {
        let mut held = rows::Contents::new();
        for table in &transition.after.tables {
            let rows = held_by(&mut **database, *engine, table, differs)
                .with_context(|| format!("{} on {}", table.name.name, engine.name()))?;
            held.insert(table.name.name.clone(), rows);
        }
        match &first {
            None => first = Some((*engine, held)),
            Some((other, expected)) => {
                for (table, rows) in expected {
                    ensure!(
                        held.get(table) == Some(rows),
                        "{table} holds {rows:?} on {} and {:?} on {}",
                        other.name(),
                        held.get(table),
                        engine.name()
                    );
                }
                ensure!(held.len() == expected.len(), "other tables");
            }
        }
    }
    Ok(())
}

/// The rows of a table as the data model sees them, sorted.
fn held_by(
    database: &mut dyn Database,
    engine: Engine,
    table: &Table,
    differs: &BTreeSet<Place>,
) -> Result<Vec<Vec<String>>> {
    let place = |column: &Column| (table.name.name.clone(), column.name.clone());
    let columns: Vec<&Column> = table
        .columns
        .iter()
        .filter(|column| !differs.contains(&place(column)))
        .collect();
    let parts = columns.iter().map(|column| {
        let name = quote::identifier(engine, &column.name);
        let is_bytes = column.domain == Domain::Scalar(Scalar::Bytes);
        let shown = match (engine, is_bytes) {
            (Engine::Postgresql, true) => format!("encode({name}, 'hex')"),
            (_, true) => format!("hex({name})"),
            (Engine::Postgresql, false) => format!("{name}::text"),
            (Engine::Sqlite, false) => format!("CAST({name} AS TEXT)"),
            (Engine::Mysql, false) => format!("CAST({name} AS CHAR)"),
        };
        format!("CASE WHEN {name} IS NULL THEN 'NULL' ELSE {shown} END")
    });
    let parts: Vec<_> = parts.chain(["''".to_owned()]).collect();
    let row = match engine {
        Engine::Sqlite => parts.join(" || char(31) || "),
        Engine::Postgresql => parts.join(" || chr(31) || "),
        Engine::Mysql => format!("concat_ws(char(31), {})", parts.join(", ")),
    };
    let lines = database.query(&format!("SELECT {row} FROM {}", table.name.sql(engine)))?;
    let mut rows: Vec<Vec<String>> = lines
        .iter()
        .map(|line| {
            let cells = line.split('\u{1f}').zip(&columns);
            cells.map(|(cell, column)| plain(column, cell)).collect()
        })
        .collect();
    rows.sort();
    Ok(rows)
}

/// A value in words that the engines share.
fn plain(column: &Column, shown: &str) -> String {
    let number = |text: &str| text.parse::<f64>().map(|number| number.to_string());
    match &column.domain {
        _ if shown == "NULL" => shown.to_owned(),
        Domain::Scalar(Scalar::Boolean) => matches!(shown, "true" | "t" | "1").to_string(),
        Domain::Scalar(Scalar::Float | Scalar::Decimal) => {
            number(shown).unwrap_or_else(|_| shown.to_owned())
        }
        Domain::Scalar(Scalar::DateTime) => {
            let text = shown.replace('T', " ");
            let text = text.get(..19).unwrap_or(&text);
            // Rows are of 2020; what is later was the time of a statement.
            match text.starts_with("2020-") {
                true => text.to_owned(),
                false => "now".to_owned(),
            }
        }
        Domain::Scalar(Scalar::Json) => shown.replace(' ', ""),
        Domain::Scalar(Scalar::Bytes) => shown.to_lowercase(),
        _ => shown.to_owned(),
    }
}
