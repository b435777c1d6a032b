//! One transition on rows of one engine, in phases: the plan is applied; the catalog must be the
//! one that the schema after has when it is made afresh, and what introspection reads of it leaves
//! nothing to plan; rows are as many and hold what they held;
//! what can be undone is, and all must be as before. Where the comments print recipes for PostgreSQL,
//! the same is done once more with each of them used, and must give the same catalog and keep the same rows.
//!
//! Rows may be in the way. Then the plan must have said so, its queries must have found them, and
//! nothing may have changed (but on MySQL, which keeps what was done before the failure).

use std::collections::BTreeSet;

use anyhow::{Context, Result, bail, ensure};
use ketch::database::{Column, ColumnTypeKind, DatabaseSchema, Domain, QualifiedName};
use ketch::dialect::Engine;
use ketch::diff::{Change, HazardKind, Plan, Renames, Step, changes_from_empty, diff};
use ketch::introspect;
use ketch::migration::sql::{plan_script, recipe_script, script};

use super::case::Transition;
use super::rows::{self, Contents, Kind};
use crate::conformance::catalog::{self, Catalog, Database};

/// What became of a transition.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Outcome {
    Applied {
        /// Once more, as the recipes in the comments say.
        by_recipes: bool,
    },
    /// Even plain rows were in the way.
    Stopped,
}

/// What became of it.
pub(super) fn check(
    database: &mut dyn Database,
    transition: &Transition,
    renames: &Renames,
) -> Result<Outcome> {
    let wanted = made(database, &transition.after).context("the schema after")?;
    let mut outcome = Outcome::Stopped;
    for kind in [Kind::Odd, Kind::Plain] {
        let started = made(database, &transition.before).context("the schema before")?;
        outcome = with_rows(database, transition, renames, &started, &wanted, kind)
            .with_context(|| format!("with {kind} rows"))?;
        if outcome != Outcome::Stopped {
            break;
        }
    }
    Ok(outcome)
}

fn with_rows(
    database: &mut dyn Database,
    transition: &Transition,
    renames: &Renames,
    started: &Catalog,
    wanted: &Catalog,
    kind: Kind,
) -> Result<Outcome> {
    let engine = transition.plan.engine;
    let Transition { before, after, .. } = transition;
    for sql in rows::inserts(before, kind) {
        database
            .apply(&sql)
            .with_context(|| format!("rows: {sql}"))?;
    }
    let old = rows::contents(database, before)?;
    let is_found = in_the_way(database, &transition.plan)?;
    let up = rows::filled(&plan_script(&transition.plan), after, &transition.plan);
    let files = files(database, engine)?;
    if let Err(error) = apply(database, engine, &up) {
        ensure!(may_fail(&transition.plan), error.context("applying"));
        ensure!(
            is_found || transition.plan.needs_fill(),
            error.context("no query finds what is in the way")
        );
        if engine != Engine::Mysql {
            same(started, &database.catalog()?).context("after a failure")?;
            ensure!(
                rows::contents(database, before)? == old,
                "a failure changed rows"
            );
        }
        return Ok(Outcome::Stopped);
    }
    same(wanted, &database.catalog()?).context("after applying")?;
    ensure!(
        self::files(database, engine)?.is_subset(&files) || locks_long(&transition.plan),
        "a table was written anew, and nothing said so"
    );
    nothing_is_left(database, after).context("planned again")?;
    let new = rows::contents(database, after)?;
    kept(transition, renames, &old, &new).context("rows after applying")?;

    if let Ok(back) = &transition.back {
        undone(database, before, back, started, &old)?;
    }
    let by_recipes = recipe_script(&transition.plan);
    if let Some(sql) = &by_recipes {
        made(database, before)?;
        for row in rows::inserts(before, kind) {
            database.apply(&row)?;
        }
        let sql = rows::filled(sql, after, &transition.plan);
        apply_in_parts(database, &sql).context("by the recipes in the comments")?;
        same(wanted, &database.catalog()?).context("after the recipes in the comments")?;
        // What the clock fills in is another.
        let new = rows::contents(database, after)?;
        kept(transition, renames, &old, &new).context("rows by the recipes in the comments")?;
    }
    Ok(Outcome::Applied {
        by_recipes: by_recipes.is_some(),
    })
}

/// Undoes a transition: all must be as before.
fn undone(
    database: &mut dyn Database,
    before: &DatabaseSchema,
    back: &Plan,
    started: &Catalog,
    old: &Contents,
) -> Result<()> {
    let engine = back.engine;
    apply(database, engine, &plan_script(back)).context("undoing")?;
    same(started, &database.catalog()?).context("after undoing")?;
    let again = rows::contents(database, before)?;
    for (table, rows) in old {
        let back = again.get(table);
        ensure!(
            back == Some(rows),
            "undone, {table} holds {back:?} for {rows:?}"
        );
    }
    Ok(())
}

/// As the runner does it with a file for PostgreSQL that is more than one transaction: a line ends one,
/// and what is built concurrently is in none.
fn apply_in_parts(database: &mut dyn Database, sql: &str) -> Result<()> {
    for part in sql.split("-- ketch: commit\n") {
        let mut open = String::new();
        for statement in part.split_inclusive(";\n") {
            if statement.contains(" INDEX CONCURRENTLY ") {
                apply(database, Engine::Postgresql, &std::mem::take(&mut open))?;
                database.apply(statement)?;
            } else {
                open += statement;
            }
        }
        apply(database, Engine::Postgresql, &open)?;
    }
    Ok(())
}

/// What introspection finds is the schema, so that nothing more is planned. What the engine prints
/// in words of its own may differ; then there is nothing to compare.
fn nothing_is_left(database: &mut dyn Database, after: &DatabaseSchema) -> Result<()> {
    database.apply("BEGIN")?;
    let rows = catalog::rows(database, after.engine);
    database.apply("ROLLBACK")?;
    let found = introspect::read(after.engine, &rows?);
    let differences = introspect::differences(after, &found);
    if let Some(clear) = differences.iter().find(|difference| !difference.unclear) {
        bail!("{clear}");
    }
    if differences.is_empty() {
        let plan = diff(
            &introspect::settled(after, &found),
            after,
            &Renames::default(),
        );
        ensure!(plan.steps.is_empty(), "{}", plan_script(&plan));
    }
    Ok(())
}

/// The files in which PostgreSQL keeps its tables; one that is written anew gets another.
fn files(database: &mut dyn Database, engine: Engine) -> Result<BTreeSet<String>> {
    let rows = match engine {
        Engine::Postgresql => database.query(
            "SELECT relfilenode::text FROM pg_class WHERE relkind = 'r' AND relnamespace::regnamespace::text NOT LIKE 'pg_%' \
             AND relnamespace::regnamespace::text <> 'information_schema'",
        )?,
        // They do not tell.
        Engine::Sqlite | Engine::Mysql => Vec::new(),
    };
    Ok(rows.into_iter().collect())
}

fn locks_long(plan: &Plan) -> bool {
    let creates = |step: &Step| matches!(step.change, Change::CreateTable(_));
    plan.steps.iter().any(creates)
        || plan
            .hazards()
            .any(|(_, hazard)| hazard.kind == HazardKind::LongLock)
}

pub(super) fn may_fail(plan: &Plan) -> bool {
    plan.hazards()
        .any(|(_, hazard)| hazard.kind == HazardKind::MayFail)
}

/// Whether the plan's queries find rows in the way in the database before, or one thing that may
/// fail has no query. Each query must be one that the database before can answer.
fn in_the_way(database: &mut dyn Database, plan: &Plan) -> Result<bool> {
    let mut is_found = false;
    for (_, hazard) in plan.hazards() {
        let may_fail = hazard.kind == HazardKind::MayFail;
        let Some(query) = &hazard.query else {
            is_found |= may_fail;
            continue;
        };
        let count = match plan.engine {
            Engine::Sqlite => "quote(count(*))",
            Engine::Postgresql => "count(*)::text",
            Engine::Mysql => "CAST(count(*) AS CHAR)",
        };
        match database.query(&format!("SELECT {count} FROM ({query}) found")) {
            Ok(rows) => is_found |= may_fail && rows != ["0"],
            // Servers have it since PostgreSQL 16.
            Err(error) if query.contains("pg_input_is_valid") => {
                let text = format!("{error:#}");
                ensure!(text.contains("does not exist"), error);
                is_found |= may_fail;
            }
            Err(error) => {
                return Err(error.context(format!("a query that cannot be asked: {query}")));
            }
        }
    }
    Ok(is_found)
}

/// As the runner does it: in one transaction, with SQLite's foreign keys off around it.
pub(crate) fn apply(database: &mut dyn Database, engine: Engine, sql: &str) -> Result<()> {
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
                ensure!(broken.is_empty(), "rows that point at nothing: {broken:?}");
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

/// Makes a schema afresh; its catalog.
fn made(database: &mut dyn Database, schema: &DatabaseSchema) -> Result<Catalog> {
    database.empty()?;
    database.apply(&script(schema.engine, &changes_from_empty(schema)))?;
    database.catalog()
}

/// Catalogs are the same but for the order of columns, and for PostgreSQL's schemas and
/// extensions, which stay.
pub(crate) fn same(wanted: &Catalog, found: &Catalog) -> Result<()> {
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

/// Rows are as many as before, and each holds what it held wherever its column stays what it is.
fn kept(transition: &Transition, renames: &Renames, old: &Contents, new: &Contents) -> Result<()> {
    let engine = transition.plan.engine;
    let renamed = Renamed { engine, renames };
    for before in &transition.before.tables {
        let now = renamed.table(&before.name);
        let mut tables = transition.after.tables.iter();
        let Some(after) = tables.find(|table| table.name.sql(engine) == now.sql(engine)) else {
            continue;
        };
        let (was, is) = (&old[&before.name.sql(engine)], &new[&now.sql(engine)]);
        ensure!(
            was.len() == is.len(),
            "{} had {} rows and has {}",
            before.name.name,
            was.len(),
            is.len()
        );
        let mut columns: Vec<(usize, usize, &Column)> = Vec::new();
        for (place, column) in before.columns.iter().enumerate() {
            let now_called = renamed.column(&now, &column.name);
            let place_after = after
                .columns
                .iter()
                .position(|other| other.name == now_called && is_alike(column, other));
            columns.extend(place_after.map(|place_after| (place, place_after, column)));
        }
        let mut was: Vec<Vec<String>> = was
            .iter()
            .map(|row| {
                let columns = columns.iter();
                columns
                    .map(|(place, _, column)| renamed.value(column, &row[*place]))
                    .collect()
            })
            .collect();
        let mut is: Vec<Vec<String>> = is
            .iter()
            .map(|row| {
                let columns = columns.iter();
                columns.map(|(_, place, _)| row[*place].clone()).collect()
            })
            .collect();
        was.sort();
        is.sort();
        ensure!(
            was == is,
            "{} held {was:?} and holds {is:?}",
            before.name.name
        );
    }
    Ok(())
}

/// Whether values stay as they are, so that they can be compared.
fn is_alike(before: &Column, after: &Column) -> bool {
    let is_enum = |column: &Column| {
        matches!(
            column.ty.kind,
            ColumnTypeKind::Enum(_) | ColumnTypeKind::InlineEnum(_)
        )
    };
    let types = before.ty == after.ty
        || before.ty.array == after.ty.array && is_enum(before) && is_enum(after);
    let domains = before.domain == after.domain
        || matches!(
            (&before.domain, &after.domain),
            (Domain::Enum(..), Domain::Enum(..))
        );
    types && domains
}

/// What things are called afterwards.
struct Renamed<'a> {
    engine: Engine,
    renames: &'a Renames,
}

impl Renamed<'_> {
    fn qualified(&self, name: &QualifiedName) -> QualifiedName {
        let namespace = name.namespace.clone();
        QualifiedName {
            namespace: namespace.filter(|_| self.engine == Engine::Postgresql),
            name: name.name.clone(),
        }
    }

    fn table(&self, name: &QualifiedName) -> QualifiedName {
        let mut tables = self.renames.tables.iter();
        let pair = tables.find(|(from, _)| self.qualified(from) == *name);
        pair.map_or_else(|| name.clone(), |(_, to)| self.qualified(to))
    }

    /// A column of a table under the table's new name.
    fn column(&self, table: &QualifiedName, name: &str) -> String {
        let mut columns = self.renames.columns.iter();
        let found = columns.find(|(of, from, _)| self.qualified(of) == *table && from == name);
        found.map_or_else(|| name.to_owned(), |(.., to)| to.clone())
    }

    /// A value as it is shown, where it is one of an enum whose values have new names.
    fn value(&self, column: &Column, shown: &str) -> String {
        let Domain::Enum(name, _) = &column.domain else {
            return shown.to_owned();
        };
        let mut enums = self.renames.enums.iter();
        let pair = enums.find(|(from, _)| self.qualified(from) == self.qualified(name));
        let now = pair.map_or(name, |(_, to)| to);
        let mut values = self.renames.values.iter();
        let found = values.find(|(of, from, _)| {
            self.qualified(of) == self.qualified(now) && rows::shown(self.engine, from) == shown
        });
        found.map_or_else(|| shown.to_owned(), |(.., to)| rows::shown(self.engine, to))
    }
}
