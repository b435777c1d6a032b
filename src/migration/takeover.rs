//! How a database that other tools made stands to the schema of the last migration, and what makes
//! it the same.
//!
//! On SQLite, Prisma declares some types otherwise than ketch, and writes some values otherwise
//! (`docs/types.md`). Both are converted: tables are made anew as the planner does it, then values
//! are written as ketch would have. On PostgreSQL, a unique of other tools may be a constraint, which
//! becomes the index that ketch would have made. Not for asking a database anything.
//!
//! *beyond*: what a database has that the schema does not speak of; it stays as it is, and is no
//! reason not to take the database over.

use std::fmt;

use super::sql::plan_script;
use crate::database::{
    Column, ColumnTypeKind, DatabaseSchema, Domain, ForeignKey, Index, QualifiedName, Table,
};
use crate::dialect::names::is_of_constraint;
use crate::dialect::{Engine, Scalar, quote};
use crate::diff::{Change, Rebuild, Renames, Source, diff};
use crate::introspect::{
    Difference, Found, Part, Unheld, UniqueConstraint, differences_of, settled, unheld,
    unique_constraints, within,
};

/// How a database stands to a schema.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// What is otherwise than the schema says.
    pub differences: Vec<Difference>,
    /// What may be otherwise: SQL that the engine prints anew.
    pub unclear: Vec<Difference>,
    /// What the schema does not speak of: it stays, and stands in nobody's way.
    pub beyond: Vec<Unheld>,
    /// Uniques of the schema that are constraints (PostgreSQL). They hold rows to the same, but a
    /// migration that drops the index is refused.
    pub constraints: Vec<Constraint>,
    /// The SQL that makes the tables what the schema says, where they differ in declared types, defaults
    /// and the form of uniques alone and every row is kept. On PostgreSQL, where nothing differs but that
    /// uniques are constraints.
    pub conversion: Option<String>,
}

/// A unique of the schema that is a constraint in the database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Constraint {
    /// The constraint; of the index that it has, it is all that the schema does not say.
    pub unheld: Unheld,
    /// Why it stays one, where it does.
    pub stays: Option<String>,
}

impl fmt::Display for Constraint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.unheld)?;
        match &self.stays {
            Some(why) => write!(f, ", and stays one, since {why}"),
            None => Ok(()),
        }
    }
}

/// How values are written otherwise than ketch writes them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Values {
    /// As in `moments in createdAt of Post`.
    pub what: String,
    /// The query that counts them. None where the column becomes text first, and its values with it.
    pub count: Option<String>,
    /// The statements that write them as ketch does.
    pub convert: Vec<String>,
}

/// Compares a database with a schema.
pub fn standing(head: &DatabaseSchema, found: &Found) -> Standing {
    let mut whole = settled(head, found);
    if head.engine == Engine::Sqlite {
        name_foreign_keys(head, &mut whole);
    }
    let (inside, more) = within(head, whole.clone());
    let (unclear, differences): (Vec<_>, Vec<_>) = differences_of(head, &inside)
        .into_iter()
        .partition(|difference| difference.unclear);
    let uniques = unique_constraints(head, found);
    let constraints: Vec<Constraint> = uniques.iter().map(constraint).collect();
    let conversion = match (head.engine, differences.is_empty()) {
        (Engine::Sqlite, false) => conversion(head, &whole, &found.unheld),
        (Engine::Postgresql, true) => {
            constraints_to_indexes(&uniques).map(|sql| (sql, more.clone()))
        }
        _ => None,
    };
    let (conversion, more) = match conversion {
        Some((sql, still_more)) => (Some(sql), still_more),
        None => (None, more),
    };
    let mut beyond = unheld(head, found);
    beyond.retain(|one| {
        let mut constraints = constraints.iter();
        !constraints.any(|constraint| constraint.unheld == *one)
    });
    // Of one index there may be told more than one thing.
    let is_told = |told: &[Unheld], one: &Unheld| {
        let place = (&one.owner, &one.part);
        one.part.is_some() && told.iter().any(|told| (&told.owner, &told.part) == place)
    };
    let more = more.into_iter().filter(|one| !is_told(&beyond, one));
    beyond.extend(more.collect::<Vec<_>>());
    beyond.sort();
    Standing {
        differences,
        unclear,
        beyond,
        constraints,
        conversion,
    }
}

fn constraint((table, found): &(&Table, &UniqueConstraint)) -> Constraint {
    Constraint {
        unheld: Unheld {
            owner: table.name.clone(),
            what: found.to_string(),
            part: Some(Part::Index(found.name.clone())),
        },
        stays: found.more.clone(),
    }
}

/// SQLite does nothing with the name of a foreign key, and older versions of Prisma gave none: one
/// that is as the schema's in all else has its name.
fn name_foreign_keys(head: &DatabaseSchema, found: &mut DatabaseSchema) {
    for table in &mut found.tables {
        let Some(wanted) = head.table(&table.name) else {
            continue;
        };
        for key in table
            .foreign_keys
            .iter_mut()
            .filter(|key| key.name.is_empty())
        {
            let mut keys = wanted.foreign_keys.iter();
            let same = keys.find(|wanted| {
                let unnamed = ForeignKey {
                    name: String::new(),
                    ..(*wanted).clone()
                };
                unnamed == *key
            });
            if let Some(wanted) = same {
                key.name.clone_from(&wanted.name);
            }
        }
    }
}

/// The way from what was found to the schema, where only declared types, defaults, counters and the form of
/// uniques differ. What is beyond the schema is kept on the way, and told.
fn conversion(
    head: &DatabaseSchema,
    whole: &DatabaseSchema,
    unheld: &[Unheld],
) -> Option<(String, Vec<Unheld>)> {
    let mut typed = whole.clone();
    for table in &mut typed.tables {
        let Some(wanted) = head.table(&table.name) else {
            continue;
        };
        for column in &mut table.columns {
            if let Some(wanted) = wanted.column(&column.name) {
                column.ty.clone_from(&wanted.ty);
                column.domain.clone_from(&wanted.domain);
                column.default.clone_from(&wanted.default);
                column.auto_increment = wanted.auto_increment;
            }
        }
        let name = table.name.clone();
        let is_plain = |index: &Index| {
            let part = Some(Part::Index(index.name.clone()));
            !unheld
                .iter()
                .any(|unheld| unheld.owner == name && unheld.part == part)
        };
        uniques_to_indexes(wanted, table, is_plain);
    }
    let (inside, more) = within(head, typed.clone());
    if !differences_of(head, &inside).is_empty() {
        return None;
    }
    let mut plan = diff(whole, &typed, &Renames::default());
    let is_safe = plan.refusals.is_empty() && !plan.loses_data() && !plan.needs_fill();
    for step in &mut plan.steps {
        if let Change::RebuildTable(rebuild) = &mut step.change {
            keep_digits(rebuild, whole);
        }
    }
    is_safe.then(|| (plan_script(&plan), more))
}

/// A unique constraint in the statement of a table holds rows to what a unique index of the schema does,
/// which takes its place.
fn uniques_to_indexes(wanted: &Table, table: &mut Table, is_plain: impl Fn(&Index) -> bool) {
    for index in &wanted.indexes {
        let is_there = table.index(&index.name).is_some();
        let is_same = |found: &&mut Index| {
            let renamed = Index {
                name: index.name.clone(),
                ..(**found).clone()
            };
            is_of_constraint(&found.name) && renamed == *index && is_plain(found)
        };
        if !is_there && let Some(found) = table.indexes.iter_mut().find(is_same) {
            found.name.clone_from(&index.name);
        }
    }
}

/// Each constraint gives way to the index that it had, as the engine prints it. Foreign keys that rest on it
/// rest on the index afterwards. Nothing where none can.
fn constraints_to_indexes(uniques: &[(&Table, &UniqueConstraint)]) -> Option<String> {
    const ENGINE: Engine = Engine::Postgresql;
    let uniques = uniques.iter();
    let converted = uniques.filter(|(_, constraint)| constraint.more.is_none());
    let converted = converted.map(|(table, constraint)| {
        let becomes = Unheld {
            owner: table.name.clone(),
            what: format!("the unique {} becomes an index", constraint.name),
            part: None,
        };
        let alter = |table: &QualifiedName, what: &str, name: &str, rest: &str| {
            let name = quote::identifier(ENGINE, name);
            format!(
                "ALTER TABLE {} {what} CONSTRAINT {name}{rest};",
                table.sql(ENGINE)
            )
        };
        let keys = || constraint.keys.iter();
        let dropped = keys().map(|key| alter(&key.table, "DROP", &key.name, ""));
        let added = keys().map(|key| {
            alter(
                &key.table,
                "ADD",
                &key.name,
                &format!(" {}", key.definition),
            )
        });
        let mut lines = vec![format!("-- {becomes}").replace('\n', " ")];
        lines.extend(dropped);
        lines.push(alter(&constraint.table, "DROP", &constraint.name, ""));
        lines.push(format!("{};", constraint.index));
        lines.extend(added);
        lines.join("\n") + "\n"
    });
    let sql = converted.collect::<Vec<_>>().join("\n");
    (!sql.is_empty()).then_some(sql)
}

/// Numbers that become text keep every digit: by itself SQLite writes fifteen of them.
fn keep_digits(rebuild: &mut Rebuild, whole: &DatabaseSchema) {
    let Some(before) = whole.table(&rebuild.table.name) else {
        return;
    };
    let was_number = |name: &str| {
        let ty = before.column(name).map(|column| &column.ty.kind);
        matches!(ty, Some(ColumnTypeKind::Native("DECIMAL" | "JSONB", _)))
    };
    for (name, source) in &mut rebuild.copy {
        if was_number(name) {
            let value = quote::identifier(Engine::Sqlite, name);
            *source = Source::Sql(format!(
                "CASE WHEN typeof({value}) = 'real' AND CAST(CAST({value} AS TEXT) AS REAL) <> {value} \
                 THEN printf('%!.17g', {value}) ELSE {value} END"
            ));
        }
    }
}

/// The columns of a schema whose values Prisma writes otherwise than ketch does (SQLite).
///
/// - Moments are numbers of milliseconds, or texts with a `T`, and with an offset.
/// - Decimals were numbers: as text, one may have an exponent or a zero at its end.
///
/// None of tables that are not there.
pub fn values(head: &DatabaseSchema, found: &Found) -> Vec<Values> {
    if head.engine != Engine::Sqlite {
        return Vec::new();
    }
    let columns = head.tables.iter().flat_map(|table| {
        let columns = table.columns.iter();
        columns.map(move |column| (table, column))
    });
    let values = columns.filter_map(|(table, column)| {
        let found = found.schema.table(&table.name)?.column(&column.name)?;
        let mut values = match (&column.domain, &column.ty.kind) {
            (Domain::Scalar(Scalar::DateTime), ColumnTypeKind::Native("DATETIME", _)) => {
                moments(table, column)
            }
            (Domain::Scalar(Scalar::Decimal), ColumnTypeKind::Native("TEXT", _)) => {
                decimals(table, column)
            }
            _ => return None,
        };
        if found.ty != column.ty {
            values.count = None;
        }
        Some(values)
    });
    values.collect()
}

fn values_in(
    kind: &str,
    table: &Table,
    column: &Column,
    updates: impl Fn(&str) -> Vec<(String, String)>,
) -> Values {
    let name = table.name.sql(Engine::Sqlite);
    let value = quote::identifier(Engine::Sqlite, &column.name);
    let updates = updates(&value);
    let any: Vec<String> = updates
        .iter()
        .map(|(condition, _)| format!("({condition})"))
        .collect();
    let statement = |(condition, new): &(String, String)| {
        format!("UPDATE {name} SET {value} = {new} WHERE {condition}")
    };
    Values {
        what: format!("{kind} in {} of {}", column.name, table.name.name),
        count: Some(format!(
            "SELECT count(*) FROM {name} WHERE {}",
            any.join(" OR ")
        )),
        convert: updates.iter().map(statement).collect(),
    }
}

fn moments(table: &Table, column: &Column) -> Values {
    values_in("moments", table, column, |value| {
        let moment = format!("strftime('%Y-%m-%d %H:%M:%f', {value} / 1000.0, 'unixepoch')");
        let is_text = format!("typeof({value}) = 'text' AND {value}");
        // The part of a second is the same everywhere on Earth, with whatever digits.
        let whole = format!("substr({value}, 1, 19) || substr({value}, -6)");
        let in_utc = format!("strftime('%Y-%m-%d %H:%M:%S', {whole})");
        vec![
            (
                format!("typeof({value}) IN ('integer', 'real') AND {moment} IS NOT NULL"),
                moment,
            ),
            (
                format!(
                    "{is_text} GLOB '????-??-??[T ]??:??:??*[-+]??:??' AND {in_utc} IS NOT NULL"
                ),
                format!("{in_utc} || substr({value}, 20, length({value}) - 25)"),
            ),
            (
                format!("{is_text} GLOB '????-??-??[T ]??:??:??*Z'"),
                format!("replace(replace({value}, 'T', ' '), 'Z', '')"),
            ),
            (
                format!("{is_text} GLOB '????-??-?? ??:??:??.000'"),
                format!("substr({value}, 1, 19)"),
            ),
        ]
    })
}

fn decimals(table: &Table, column: &Column) -> Values {
    values_in("decimals", table, column, |value| {
        let zeros = "printf('%060d', 0)";
        let is_text = format!("typeof({value}) = 'text' AND {value}");
        let sign = format!("CASE WHEN {value} GLOB '-*' THEN '-' ELSE '' END");
        let mark = format!("instr({value}, 'e')");
        let digits = format!("replace(ltrim(substr({value}, 1, {mark} - 1), '-'), '.', '')");
        let exponent = format!("CAST(substr({value}, {mark} + 1) AS INTEGER)");
        vec![
            (
                format!("{is_text} GLOB '*[0-9].[0-9]*e-[0-9]*' AND {exponent} > -60"),
                format!(
                    "{sign} || '0.' || substr({zeros}, 1, -{exponent} - 1) || rtrim({digits}, '0')"
                ),
            ),
            // A number with so great an exponent has fewer digits than it says.
            (
                format!("{is_text} GLOB '*[0-9].[0-9]*e+[0-9]*' AND {exponent} < 60"),
                format!("{sign} || substr(rtrim({digits}, '0') || {zeros}, 1, {exponent} + 1)"),
            ),
            (
                format!("{is_text} GLOB '*.*0' AND {value} NOT GLOB '*[^-0-9.]*'"),
                format!("rtrim(rtrim({value}, '0'), '.')"),
            ),
        ]
    })
}
