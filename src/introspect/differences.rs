//! What differs between the schema that is expected and what was found, in words.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::{Found, Unheld, settled, within};
use crate::database::{
    Column, ColumnDefault, DatabaseSchema, Extension, ForeignKey, Index, IndexColumn, IndexKind,
    QualifiedName, Table,
};
use crate::dialect::Engine;

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The table or type, and the part of it.
    pub subject: String,
    /// What was found, and what was expected.
    pub what: String,
    /// Both are SQL that the engine prints in its own way: they may mean the same.
    pub unclear: bool,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.subject, self.what)?;
        match self.unclear {
            true => f.write_str("; the engine prints SQL anew, so both may mean the same"),
            false => Ok(()),
        }
    }
}

/// Whatever differs. The order of tables, columns, indexes and constraints does not count, nor do
/// views that the schema does not define: those are the user's own.
pub fn differences(expected: &DatabaseSchema, found: &Found) -> Vec<Difference> {
    differences_of(expected, &settled(expected, found))
}

/// The same of a schema that is in the words of the expected one.
pub fn differences_of(expected: &DatabaseSchema, settled: &DatabaseSchema) -> Vec<Difference> {
    let mut all = Differences {
        engine: expected.engine,
        list: Vec::new(),
    };
    for namespace in &expected.namespaces {
        if !settled.namespaces.contains(namespace) {
            all.missing(format!("schema {namespace}"));
        }
    }
    for extension in &expected.extensions {
        let subject = format!("extension {}", extension.name);
        let mut others = settled.extensions.iter();
        match others.find(|other| other.name == extension.name) {
            None => all.missing(subject),
            Some(other) if other != extension => {
                let (found, wanted) = (shown_extension(other), shown_extension(extension));
                all.differs(subject, found, wanted, false);
            }
            Some(_) => {}
        }
    }
    let named = |name: &QualifiedName| format!("enum {name}");
    all.pairs(
        &expected.enums,
        &settled.enums,
        |item| named(&item.name),
        |all, wanted, found| {
            all.differs(
                named(&wanted.name),
                found.values.join(", "),
                wanted.values.join(", "),
                false,
            );
        },
    );
    let named = |table: &Table| format!("table {}", table.name);
    all.pairs(&expected.tables, &settled.tables, named, Differences::table);
    for view in &expected.views {
        let subject = format!("view {}", view.name);
        match settled.views.iter().find(|other| other.name == view.name) {
            None => all.missing(subject),
            Some(other) if other != view => {
                let unclear = expected.engine != Engine::Sqlite;
                all.differs(subject, other.sql.clone(), view.sql.clone(), unclear);
            }
            Some(_) => {}
        }
    }
    all.list
}

/// How a database differs from one that a schema was made in.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// What is otherwise than in that one.
    pub differences: Vec<Difference>,
    /// What it has more: triggers and the like, which no schema can say, and what this one does not.
    pub beyond: Vec<Unheld>,
}

/// Compares a database with one in which a schema was made afresh, both as they were found. The
/// engine printed both, so nothing is unclear.
pub fn compare(schema: &DatabaseSchema, made: &Found, other: &Found) -> Comparison {
    let expected = settled(schema, made);
    let (inside, mut beyond) = within(&expected, settled(&expected, other));
    let mut differences = differences_of(&expected, &inside);
    for difference in &mut differences {
        difference.unclear = false;
    }
    let unheld = |found: &Found| -> BTreeSet<Unheld> { found.unheld.iter().cloned().collect() };
    let (made, other) = (unheld(made), unheld(other));
    differences.extend(made.difference(&other).map(|unheld| Difference {
        subject: unheld.owner.to_string(),
        what: format!("{} is missing", unheld.what),
        unclear: false,
    }));
    beyond.extend(other.difference(&made).cloned());
    Comparison {
        differences,
        beyond,
    }
}

struct Differences {
    engine: Engine,
    list: Vec<Difference>,
}

impl Differences {
    fn push(&mut self, subject: String, what: impl Into<String>, unclear: bool) {
        self.list.push(Difference {
            subject,
            what: what.into(),
            unclear,
        });
    }

    fn missing(&mut self, subject: String) {
        self.push(subject, "is missing", false);
    }

    fn differs(&mut self, subject: String, found: String, wanted: String, unclear: bool) {
        self.push(subject, format!("is {found}, and not {wanted}"), unclear);
    }

    /// Pairs what has the same name, and tells of what has no other.
    fn pairs<T: PartialEq>(
        &mut self,
        wanted: &[T],
        found: &[T],
        name: impl Fn(&T) -> String,
        mut differ: impl FnMut(&mut Self, &T, &T),
    ) {
        let by_name: BTreeMap<String, &T> =
            found.iter().map(|other| (name(other), other)).collect();
        let mut known = BTreeSet::new();
        for one in wanted {
            let named = name(one);
            match by_name.get(&named) {
                None => self.missing(named.clone()),
                Some(other) if *other != one => differ(self, one, other),
                Some(_) => {}
            }
            known.insert(named);
        }
        for other in found {
            let named = name(other);
            if !known.contains(&named) {
                self.push(named, "is not in the schema", false);
            }
        }
    }

    fn table(&mut self, wanted: &Table, found: &Table) {
        let table = &wanted.name;
        let of = |part: &str, name: &str| format!("{part} {name} of {table}");
        self.pairs(
            &wanted.columns,
            &found.columns,
            |column| of("column", &column.name),
            |all, wanted, found| all.column(of("column", &wanted.name), wanted, found),
        );
        if wanted.primary_key != found.primary_key {
            let shown = |table: &Table| match &table.primary_key {
                None => "none".to_owned(),
                Some(key) => format!(
                    "{}({})",
                    key.name.clone().unwrap_or_default(),
                    shown_columns(&key.columns)
                ),
            };
            self.differs(
                format!("primary key of {table}"),
                shown(found),
                shown(wanted),
                false,
            );
        }
        self.pairs(
            &wanted.indexes,
            &found.indexes,
            |index| of("index", &index.name),
            |all, wanted, found| {
                let plain = |index: &Index| Index {
                    predicate: None,
                    ..index.clone()
                };
                let unclear = plain(wanted) == plain(found) && all.reprints();
                all.differs(
                    of("index", &wanted.name),
                    shown_index(found),
                    shown_index(wanted),
                    unclear,
                );
            },
        );
        self.pairs(
            &wanted.foreign_keys,
            &found.foreign_keys,
            |key| of("foreign key", &key.name),
            |all, wanted, found| {
                all.differs(
                    of("foreign key", &wanted.name),
                    shown_key(found),
                    shown_key(wanted),
                    false,
                );
            },
        );
        self.pairs(
            &wanted.checks,
            &found.checks,
            |check| of("check", &check.name),
            |all, wanted, found| {
                let unclear = all.reprints();
                let subject = of("check", &wanted.name);
                all.differs(
                    subject,
                    found.expression.clone(),
                    wanted.expression.clone(),
                    unclear,
                );
            },
        );
    }

    /// Whether the engine prints expressions in its own way.
    fn reprints(&self) -> bool {
        self.engine != Engine::Sqlite
    }

    fn column(&mut self, subject: String, wanted: &Column, found: &Column) {
        if wanted.ty != found.ty {
            let shown = |column: &Column| {
                column.ty.kind.sql(self.engine) + if column.ty.array { "[]" } else { "" }
            };
            self.differs(subject.clone(), shown(found), shown(wanted), false);
        }
        if wanted.nullable != found.nullable {
            let what = match found.nullable {
                true => "takes NULL, and should not",
                false => "takes no NULL, and should",
            };
            self.push(subject.clone(), what, false);
        }
        if wanted.auto_increment != found.auto_increment {
            let what = match found.auto_increment {
                true => "counts up, and should not",
                false => "does not count up, and should",
            };
            self.push(subject.clone(), what, false);
        }
        if wanted.default != found.default {
            let shown = |column: &Column| match &column.default {
                None => "no default".to_owned(),
                Some(default) => format!("default {}", shown_default(self.engine, default)),
            };
            let is_expression =
                |column: &Column| matches!(column.default, Some(ColumnDefault::Expression(_)));
            let unclear = is_expression(wanted) && is_expression(found) && self.reprints();
            let what = format!("has {}, and not {}", shown(found), shown(wanted));
            self.push(subject, what, unclear);
        }
    }
}

fn shown_extension(extension: &Extension) -> String {
    let or_any = |text: &Option<String>| text.clone().unwrap_or_else(|| "any".to_owned());
    format!(
        "version {} in schema {}",
        or_any(&extension.version),
        or_any(&extension.schema)
    )
}

fn shown_default(engine: Engine, default: &ColumnDefault) -> String {
    match default {
        ColumnDefault::Now => "now".to_owned(),
        ColumnDefault::Expression(sql) => sql.clone(),
        ColumnDefault::Array(items) => {
            let items: Vec<_> = items
                .iter()
                .map(|item| shown_default(engine, item))
                .collect();
            format!("[{}]", items.join(", "))
        }
        plain => plain.sql(engine).unwrap_or_default(),
    }
}

fn shown_columns(columns: &[IndexColumn]) -> String {
    let column = |column: &IndexColumn| {
        let length = column.length.map(|length| format!("({length})"));
        let class = column
            .operator_class
            .as_ref()
            .map(|class| format!(" {class}"));
        let order = if column.descending { " DESC" } else { "" };
        format!(
            "{}{}{}{order}",
            column.name,
            length.unwrap_or_default(),
            class.unwrap_or_default()
        )
    };
    columns.iter().map(column).collect::<Vec<_>>().join(", ")
}

fn shown_index(index: &Index) -> String {
    let kind = match index.kind {
        IndexKind::Unique => "unique ",
        IndexKind::Normal => "",
        IndexKind::Fulltext => "fulltext ",
    };
    let method = index.method.map(|method| format!("{method} "));
    let predicate = index.predicate.as_ref().map(|sql| format!(" where {sql}"));
    format!(
        "{kind}{}({}){}",
        method.unwrap_or_default(),
        shown_columns(&index.columns),
        predicate.unwrap_or_default()
    )
}

fn shown_key(key: &ForeignKey) -> String {
    format!(
        "({}) to {}({}), {} when a row goes, {} when a key changes",
        key.columns.join(", "),
        key.table,
        key.references.join(", "),
        key.on_delete.name(),
        key.on_update.name()
    )
}
