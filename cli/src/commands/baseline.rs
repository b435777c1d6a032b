//! `ketch migrate baseline`: takes over a database that Prisma or another tool made.
//!
//! Where its catalog is what the migrations make, ledger and journal are written and nothing is
//! run; rows of another migration crate leave the ledger. On SQLite, what differs in declared types,
//! defaults, counters and the form of uniques alone, and values that Prisma writes in its own way, are
//! converted with a yes: `--convert`. So are, on PostgreSQL, uniques that are constraints; without it these are
//! named, and the database is taken over all the same.

use ketch::database::lower;
use ketch::introspect;
use ketch::migration;
use ketch::migration::takeover::{self, Constraint, Standing, Values};
use ketch::project::{self, Location, Schema};
use ketch_runner::{DriftCheck, MigrationSet, Report, Row, Takeover, catalog};
use serde_json::json;

use super::Done;
use crate::arguments::Change;
use crate::database::{self, Database};
use crate::exit::Exit;
use crate::progress::Audience;
use crate::terminal::{note, say, warning};

/// How the database stands to what the migrations make.
struct Compared {
    standing: Standing,
    /// Values that are written in another way than ketch's, and how many rows have such, where that
    /// can be known.
    values: Vec<(Values, Option<i64>)>,
}

impl Compared {
    /// All of the SQL that makes the database the same, where there is such.
    fn conversion(&self) -> Option<String> {
        let tables = match (
            self.standing.differences.is_empty(),
            &self.standing.conversion,
        ) {
            (_, Some(sql)) => sql,
            (true, None) => "",
            (false, None) => return None,
        };
        let values = self.values.iter().flat_map(|(values, _)| {
            let statements = values.convert.iter().map(|sql| format!("{sql};\n"));
            std::iter::once(format!("-- Write {} as ketch does\n", values.what)).chain(statements)
        });
        let values: String = values.collect();
        let between = if tables.is_empty() || values.is_empty() {
            ""
        } else {
            "\n"
        };
        let all = format!("{tables}{between}{values}");
        (!all.is_empty()).then_some(all)
    }

    fn is_same(&self) -> bool {
        self.standing.differences.is_empty() && self.values.is_empty()
    }
}

pub(crate) fn run(
    location: &Location,
    schema: &Schema,
    database: &Database,
    convert: bool,
    change: &Change,
) -> Done {
    let engine = database::engine(database.url.backend());
    let files = project::migration_files(location, schema)?;
    if migration::names(&files)?.is_empty() {
        return Err(
            "there is no migration yet: write the first one with `ketch migrate new init`, and take the database over then"
                .into(),
        );
    }
    let (head, _) = lower(&migration::previous(&files)?, engine);
    let folder = location.outputs(&schema.model.settings)?.migration;
    let set = MigrationSet::from_files(&folder, database.url.backend())?;
    if !change.dry_run {
        database::confirm(&database.url, change.confirm.as_deref())?;
    }

    let audience = match change.json {
        true => Audience::Program,
        false => Audience::People,
    };
    let looked_at = match change.dry_run {
        true => database::to_look_at(database)?,
        false => database.clone(),
    };
    let standing = |rows: &[Row]| takeover::standing(&head, &introspect::read(engine, rows));
    let (compared, taken) = database::with_connection(
        &looked_at,
        audience,
        DriftCheck::Stop,
        async |connection, settings| {
            let rows = catalog(connection).await?;
            let mut values = Vec::new();
            for one in takeover::values(&head, &introspect::read(engine, &rows)) {
                let Some(sql) = &one.count else {
                    values.push((one, None));
                    continue;
                };
                let count = database::counted(connection, sql).await?;
                if count > 0 {
                    values.push((one, Some(count)));
                }
            }
            let compared = Compared {
                standing: standing(&rows),
                values,
            };
            let sql = compared.conversion().filter(|_| convert);
            if change.dry_run || !compared.is_same() && sql.is_none() {
                return Ok((compared, None));
            }
            let mut converted = sql.is_none();
            let decide = |rows: &[Row]| match (standing(rows).differences.is_empty(), &sql) {
                (true, _) if converted => Takeover::AsItIs,
                (_, Some(sql)) if !converted => {
                    converted = true;
                    Takeover::After(sql.clone())
                }
                _ => Takeover::Refused,
            };
            let taken = ketch_runner::baseline(connection, &set, settings, decide).await?;
            Ok((compared, taken))
        },
    )?;
    let would =
        change.dry_run && (compared.is_same() || convert && compared.conversion().is_some());
    if change.json {
        say(&report(&compared, change.dry_run, convert, taken.as_ref()).to_string());
    } else {
        tell(&compared, convert, change.dry_run, taken.as_ref());
    }
    match taken.is_some() || would {
        true => Ok(Exit::Done),
        false => Ok(Exit::Stale),
    }
}

fn tell(compared: &Compared, convert: bool, dry_run: bool, taken: Option<&Report>) {
    let Compared { standing, values } = compared;
    for beyond in &standing.beyond {
        note(&format!("not in the schema, and left alone: {beyond}"));
    }
    for unclear in &standing.unclear {
        warning(&unclear.to_string());
    }
    let conversion = compared.conversion().filter(|_| convert);
    tell_constraints(&standing.constraints, conversion.is_some());
    if let Some(Report {
        applied, replaced, ..
    }) = taken
    {
        if conversion.is_some() {
            say("converted, with every row");
        }
        for name in applied {
            say(&format!("{name} counts as applied"));
        }
        if !replaced.is_empty() {
            say(&format!(
                "what another migration crate applied gave way to it in seaql_migrations: {}",
                replaced.join(", ")
            ));
        }
        if applied.is_empty() {
            say("the database was taken over before; as it is now, it counts");
        }
        return;
    }
    if compared.is_same() && conversion.is_none() {
        say("the database is what the migrations make; they would count as applied");
        return;
    }
    if !standing.differences.is_empty() {
        say("the database is not what the migrations make:");
    }
    for difference in &standing.differences {
        say(&format!("  {difference}"));
    }
    for (values, count) in values {
        let Some(count) = count else { continue };
        say(&format!(
            "  {}: {count} not written as ketch writes them",
            values.what
        ));
    }
    match conversion {
        Some(sql) if dry_run => say(&format!("would convert it with\n\n{sql}")),
        _ if compared.conversion().is_some() => say(
            "nothing was changed. `ketch migrate baseline --convert` converts it, in one transaction and with every row; `--convert --dry-run` shows the SQL",
        ),
        _ => say(
            "nothing was changed. Let the schema say what the database is, or change the database, then take it over",
        ),
    }
}

/// What is said of uniques that are constraints: those that are converted need no word.
fn tell_constraints(constraints: &[Constraint], converts: bool) {
    let (stay, rest): (Vec<_>, Vec<_>) = constraints
        .iter()
        .partition(|constraint| constraint.stays.is_some());
    for constraint in &stay {
        note(&format!(
            "{constraint}: a migration that drops it needs `ALTER TABLE … DROP CONSTRAINT` in the place of its `DROP INDEX`"
        ));
    }
    if converts || rest.is_empty() {
        return;
    }
    for constraint in &rest {
        note(&constraint.to_string());
    }
    note(
        "PostgreSQL refuses a migration that drops the index of a constraint: `ketch migrate baseline --convert` makes \
         an index of each, as ketch's migrations do; `--convert --dry-run` shows the SQL",
    );
}

fn report(
    compared: &Compared,
    dry_run: bool,
    convert: bool,
    taken: Option<&Report>,
) -> serde_json::Value {
    let Compared { standing, values } = compared;
    let texts = |differences: &[introspect::Difference]| -> Vec<String> {
        differences.iter().map(ToString::to_string).collect()
    };
    let values = values
        .iter()
        .map(|(values, count)| json!({ "what": values.what, "rows": count }));
    let conversion = compared.conversion();
    let names = |list: fn(&Report) -> &Vec<String>| taken.map(list).cloned().unwrap_or_default();
    json!({
        "dry_run": dry_run,
        "same": compared.is_same(),
        "differences": texts(&standing.differences),
        "unclear": texts(&standing.unclear),
        "constraints": standing.constraints.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "beyond": standing.beyond.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "values": values.collect::<Vec<_>>(),
        "converted": taken.is_some() && convert && conversion.is_some(),
        "conversion": conversion,
        "taken_over": taken.is_some(),
        "applied": names(|report| &report.applied),
        "replaced": names(|report| &report.replaced),
    })
}
