//! `cargo xtask transitions`: every case of `tests/cases/transition`, and random ones, on rows of
//! the engines.
//!
//! The schema before is made and filled; the plan's SQL is applied, and the catalog must be the one
//! that the schema after has when it is made afresh. Rows are counted and compared wherever their
//! column stays as it is. Where the plan can be undone it is, and all must be as before.
//!
//! Not for the text of the SQL: `tests/transition` looks at that.

#[path = "../../../tests/transition/case.rs"]
mod case;
mod random;
mod rows;

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use ketch::database::DatabaseSchema;
use ketch::dialect::Engine;
use ketch::diff::{Change, Plan, Renames, changes_from_empty};
use ketch::migration::sql::{plan_script, script};

use crate::conformance::Report;
use crate::conformance::catalog::{Catalog, Database, database};
use crate::servers::{self, Servers};
use crate::workspace;
use case::{Case, Transition};

/// Runs the cases whose names contain one of the words, or all of them; and random ones, with no
/// word or with `random`.
pub(crate) fn run(arguments: &[String]) -> Result<bool> {
    let servers = Servers::start(&servers::ALL)?;
    let (numbers, words): (Vec<&String>, Vec<&String>) = arguments
        .iter()
        .partition(|word| word.parse::<u32>().is_ok());
    let start = std::time::Instant::now();
    let mut report = Report::default();
    let mut folders: Vec<PathBuf> = fs::read_dir(workspace::root().join("tests/cases/transition"))?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<_>>()?;
    folders.sort();
    for folder in folders {
        let name = folder
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if !words.is_empty() && !words.iter().any(|word| name.contains(word.as_str())) {
            continue;
        }
        let case = Case::read(&folder).map_err(|error| anyhow::anyhow!("{name}: {error}"))?;
        for engine in Engine::ALL {
            let name = format!("{name} on {}", engine.name());
            match case.on(engine) {
                None => report.skip("the engine cannot hold the schema"),
                Some(transition) if !transition.plan.refusals.is_empty() => {
                    report.skip("not planned");
                }
                Some(transition) => match check(&servers, &transition, &case.hints.renames) {
                    Ok(()) => report.case(&name, &[]),
                    Err(error) => report.case(&name, &[format!("{error:#}")]),
                },
            }
        }
    }
    let mut well = report.print("cases", start.elapsed().as_secs());
    if words.is_empty() || words.iter().any(|word| *word == "random") {
        let pairs = numbers.first().map_or(Ok(30), |number| number.parse())?;
        let start = std::time::Instant::now();
        let report = random::check(&servers, pairs)?;
        well &= report.print("random pairs", start.elapsed().as_secs());
    }
    Ok(well)
}

/// One transition on rows, forth and where it can be back.
fn check(servers: &Servers, transition: &Transition, renames: &Renames) -> Result<()> {
    let engine = transition.plan.engine;
    let Transition { before, after, .. } = transition;
    let wanted = made(servers, after)?;
    let started = made(servers, before)?;

    let mut database = database(servers, engine)?;
    database.apply(&script(engine, &changes_from_empty(before)))?;
    for sql in rows::inserts(before, &transition.plan) {
        database
            .apply(&sql)
            .with_context(|| format!("rows: {sql}"))?;
    }
    let old = contents(&mut *database, before)?;
    let up = rows::filled(&plan_script(&transition.plan), after, &transition.plan);
    if let Err(error) = apply(&mut *database, engine, &up) {
        // What may fail says so, and must then have changed nothing.
        if !may_fail(&transition.plan) {
            return Err(error.context("applying"));
        }
        if engine != Engine::Mysql {
            same(&started, &database.catalog()?).context("after a failure")?;
        }
        return Ok(());
    }
    same(&wanted, &database.catalog()?).context("after applying")?;
    let new = contents(&mut *database, after)?;
    kept(transition, renames, &old, &new).context("rows after applying")?;

    let Ok(back) = &transition.back else {
        return Ok(());
    };
    apply(&mut *database, engine, &plan_script(back)).context("undoing")?;
    same(&started, &database.catalog()?).context("after undoing")?;
    let again = contents(&mut *database, before)?;
    for (column, values) in &old {
        if again.get(column) != Some(values) {
            bail!(
                "undone, {}.{} holds {:?} for {values:?}",
                column.0,
                column.1,
                again.get(column)
            );
        }
    }
    Ok(())
}

fn may_fail(plan: &Plan) -> bool {
    plan.hazards()
        .any(|(_, hazard)| hazard.kind == ketch::diff::HazardKind::MayFail)
}

/// As the runner does it: in one transaction, with SQLite's foreign keys off around it.
fn apply(database: &mut dyn Database, engine: Engine, sql: &str) -> Result<()> {
    match engine {
        Engine::Mysql => database.apply(sql),
        Engine::Postgresql => database.apply(&format!("BEGIN;\n{sql}\nCOMMIT;")),
        Engine::Sqlite => {
            let suspends = sql.contains("\nPRAGMA foreign_keys = OFF;");
            if suspends {
                database.apply("PRAGMA foreign_keys = OFF")?;
            }
            database.apply("BEGIN IMMEDIATE")?;
            let result = database.apply(sql).and_then(|()| {
                let broken = database.query("SELECT \"table\" FROM pragma_foreign_key_check")?;
                anyhow::ensure!(broken.is_empty(), "rows that point at nothing: {broken:?}");
                Ok(())
            });
            database.apply(if result.is_ok() { "COMMIT" } else { "ROLLBACK" })?;
            // A failure may have left these as they were inside.
            database.apply("PRAGMA legacy_alter_table = OFF; PRAGMA writable_schema = RESET")?;
            database.apply("PRAGMA foreign_keys = ON")?;
            result
        }
    }
}

/// The catalog of a schema that is made afresh.
fn made(servers: &Servers, schema: &DatabaseSchema) -> Result<Catalog> {
    let mut database = database(servers, schema.engine)?;
    database.apply(&script(schema.engine, &changes_from_empty(schema)))?;
    database.catalog()
}

/// Catalogs are the same but for the order of columns, and for PostgreSQL's schemas and
/// extensions, which stay.
fn same(wanted: &Catalog, found: &Catalog) -> Result<()> {
    let counts = |line: &&String| {
        !["position ", "schema ", "extension "]
            .iter()
            .any(|start| line.starts_with(start))
    };
    let plain = |line: &String| match line.starts_with("sequence ") {
        // The column by its number.
        true => line
            .rsplit_once('.')
            .map_or(line.clone(), |(front, _)| front.to_owned()),
        false => line.clone(),
    };
    let reduced =
        |catalog: &Catalog| -> Catalog { catalog.iter().filter(counts).map(plain).collect() };
    let (wanted, found) = (reduced(wanted), reduced(found));
    if wanted == found {
        return Ok(());
    }
    let missing = wanted
        .difference(&found)
        .map(|line| format!("missing {line}"));
    let surplus = found
        .difference(&wanted)
        .map(|line| format!("surplus {line}"));
    bail!("{}", missing.chain(surplus).collect::<Vec<_>>().join("; "))
}

/// The values of every column, by table and column, sorted.
type Contents = BTreeMap<(String, String), Vec<String>>;

fn contents(database: &mut dyn Database, schema: &DatabaseSchema) -> Result<Contents> {
    let mut contents = Contents::new();
    for table in &schema.tables {
        for column in &table.columns {
            let mut values = database.query(&rows::select(schema.engine, table, column))?;
            values.sort();
            let name = table.name.sql(schema.engine);
            contents.insert((name, column.name.clone()), values);
        }
    }
    Ok(contents)
}

/// Rows are as many as before, and hold what they held wherever the plan does not convert them.
fn kept(transition: &Transition, renames: &Renames, old: &Contents, new: &Contents) -> Result<()> {
    let engine = transition.plan.engine;
    let qualified = |name: &ketch::database::QualifiedName| {
        let mut name = name.clone();
        name.namespace = name.namespace.filter(|_| engine == Engine::Postgresql);
        name.sql(engine)
    };
    for before in &transition.before.tables {
        let name = before.name.sql(engine);
        let renamed = renames
            .tables
            .iter()
            .find(|(from, _)| qualified(from) == name);
        let now = renamed.map_or(name.clone(), |(_, to)| qualified(to));
        let mut tables = transition.after.tables.iter();
        let Some(after) = tables.find(|table| table.name.sql(engine) == now) else {
            continue;
        };
        let count = |contents: &Contents, name: &str, column: Option<&ketch::database::Column>| {
            let column = column.map(|column| (name.to_owned(), column.name.clone()));
            column.and_then(|key| contents.get(&key).map(Vec::len))
        };
        let (was, is) = (
            count(old, &name, before.columns.first()),
            count(new, &now, after.columns.first()),
        );
        anyhow::ensure!(was == is, "{name} had {was:?} rows and has {is:?}");
        for column in &before.columns {
            let mut columns = renames.columns.iter();
            let renamed =
                columns.find(|(of, from, _)| qualified(of) == now && *from == column.name);
            let now_called = renamed.map_or(&column.name, |(.., to)| to);
            let mut columns = after.columns.iter();
            let same = columns.find(|other| {
                other.name == *now_called && other.ty == column.ty && other.domain == column.domain
            });
            if same.is_some() && !replaced(&transition.plan, now_called) {
                let (was, is) = (
                    &old[&(name.clone(), column.name.clone())],
                    &new[&(now.clone(), now_called.clone())],
                );
                anyhow::ensure!(
                    was == is,
                    "{name}.{} held {was:?} and holds {is:?}",
                    column.name
                );
            }
        }
    }
    Ok(())
}

/// Whether values of an enum have new names.
fn replaced(plan: &Plan, _column: &str) -> bool {
    plan.steps.iter().any(|step| {
        matches!(
            step.change,
            Change::ReplaceValues { .. } | Change::RenameEnumValue { .. }
        )
    })
}
