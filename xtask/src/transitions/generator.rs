//! Random schemas, in the few words that make them, so that proptest can make them smaller.
//!
//! A word that an engine has no use for means nothing there: lists and schemas are PostgreSQL's,
//! native types each engine's own. Without an engine, the text is one that all of them hold.

use std::collections::BTreeSet;

use ketch::dialect::Engine;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

/// Gives so many cases, the same in every run, and tries so often to make one that fails smaller.
pub(super) fn runner(cases: u32, max_shrink_iters: u32) -> TestRunner {
    let config = Config {
        cases,
        max_shrink_iters,
        failure_persistence: None,
        ..Config::default()
    };
    TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha))
}

const TYPES: [&str; 10] = [
    "String", "Boolean", "Int", "BigInt", "Float", "Decimal", "DateTime", "Json", "Bytes", "Color",
];

const VALUES: [&str; 4] = ["RED", "GREEN", "BLUE", "PINK"];

/// A schema in the few words that make it.
#[derive(Clone, Debug)]
pub(super) struct Schema {
    tables: Vec<Table>,
    /// The enum's values, by their places.
    values: Vec<usize>,
    /// Two tables, by their names, that are many to many.
    joins: Vec<(usize, usize)>,
    /// The table that a view reads, and whether it reads it by way of another view.
    views: Vec<(usize, bool)>,
}

#[derive(Clone, Debug)]
struct Table {
    name: usize,
    key: usize,
    /// PostgreSQL's schema, by its place.
    space: usize,
    columns: Vec<Column>,
    indexes: Vec<Index>,
    parent: Option<Parent>,
    /// The column, by its place, that has a check.
    check: Option<usize>,
}

#[derive(Clone, Debug)]
struct Column {
    name: usize,
    ty: usize,
    native: usize,
    optional: bool,
    default: bool,
    list: bool,
}

/// An index on the column at a place, and on the next one if so.
#[derive(Clone, Debug)]
struct Index {
    first: usize,
    second: bool,
    unique: bool,
    descending: bool,
    /// A name of its own, by its place.
    called: Option<usize>,
}

/// The table, by its name, that another one points at.
#[derive(Clone, Debug)]
struct Parent {
    name: usize,
    optional: bool,
    action: usize,
    called: Option<usize>,
}

pub(super) fn schemas() -> impl Strategy<Value = Schema> {
    let flag = any::<bool>;
    let called = || prop::option::weighted(0.3, 0..3_usize);
    let column = (0..5_usize, 0..TYPES.len(), 0..4_usize, flag(), flag());
    let column = (column, prop::bool::weighted(0.15)).prop_map(
        |((name, ty, native, optional, default), list)| Column {
            name,
            ty,
            native,
            optional,
            default,
            list,
        },
    );
    let index = (0..4_usize, flag(), flag(), flag(), called()).prop_map(
        |(first, second, unique, descending, called)| Index {
            first,
            second,
            unique,
            descending,
            called,
        },
    );
    let parent =
        (0..4_usize, flag(), 0..4_usize, called()).prop_map(|(name, optional, action, called)| {
            Parent {
                name,
                optional,
                action,
                called,
            }
        });
    let table = (
        (0..4_usize, 0..KEYS.len(), 0..2_usize),
        prop::collection::vec(column, 0..4),
        prop::collection::vec(index, 0..3),
        prop::option::of(parent),
        prop::option::weighted(0.3, 0..4_usize),
    );
    let table = table.prop_map(
        |((name, key, space), columns, indexes, parent, check)| Table {
            name,
            key,
            space,
            columns,
            indexes,
            parent,
            check,
        },
    );
    (
        prop::collection::vec(table, 1..4),
        prop::collection::vec(0..VALUES.len(), 1..4),
        prop::collection::vec((0..4_usize, 0..4_usize), 0..2),
        prop::collection::vec((0..4_usize, flag()), 0..3),
    )
        .prop_map(|(tables, values, joins, views)| Schema {
            tables,
            values,
            joins,
            views,
        })
}

/// The fields of a primary key, with their types. The first counts up.
const KEYS: [&[(&str, &str)]; 4] = [
    &[("id", "Int")],
    &[("id", "BigInt")],
    &[("id", "String")],
    &[("id", "Int"), ("part", "Int")],
];

/// What a type may be called on an engine, besides its usual name.
fn natives(engine: Engine, ty: &str) -> &'static [&'static str] {
    match (engine, ty) {
        (Engine::Sqlite, _) => &[],
        (Engine::Postgresql, "String") => &["VarChar(5)", "VarChar(20)", "Char(5)"],
        (Engine::Postgresql, "Int") => &["SmallInt"],
        (Engine::Postgresql, "Float") => &["Real"],
        (Engine::Postgresql, "DateTime") => &["Timestamp(0)", "Timestamptz(3)", "Date"],
        (Engine::Postgresql, "Json") => &["Json"],
        (Engine::Mysql, "String") => &["VarChar(50)", "Char(5)", "Text"],
        (Engine::Mysql, "Int") => &["SmallInt", "UnsignedInt", "TinyInt"],
        (Engine::Mysql, "Float") => &["Float"],
        (Engine::Mysql, "DateTime") => &["DateTime(0)", "Timestamp(3)", "Date"],
        (_, "Decimal") => &["Decimal(10,2)", "Decimal(6,0)"],
        _ => &[],
    }
}

impl Column {
    fn native(&self, engine: Option<Engine>) -> Option<&'static str> {
        let natives = natives(engine?, TYPES[self.ty]);
        natives.get(self.native.checked_sub(1)?).copied()
    }

    fn is_list(&self, engine: Option<Engine>) -> bool {
        self.list && engine == Some(Engine::Postgresql)
    }

    /// Whether every engine takes it into an index as it is.
    fn is_plain(&self, engine: Option<Engine>) -> bool {
        let ty = TYPES[self.ty];
        !["Bytes", "Json"].contains(&ty)
            && self.native(engine) != Some("Text")
            && !self.is_list(engine)
    }

    fn text(&self, engine: Option<Engine>, values: &[&str]) -> String {
        let ty = TYPES[self.ty];
        let native = self.native(engine);
        let default = match (self.default, ty) {
            (false, _) | (_, "Bytes" | "Json") => "",
            _ if self.is_list(engine) => "",
            (_, "String") => " @default(\"it's\")",
            (_, "Boolean") => " @default(true)",
            (_, "DateTime") if native == Some("Date") => "",
            (_, "DateTime") => " @default(now())",
            (_, "Color") => &format!(" @default({})", values[0]),
            _ => " @default(1)",
        };
        let arity = match (self.is_list(engine), self.optional) {
            (true, _) => "[]",
            (false, true) => "?",
            (false, false) => "",
        };
        let native = native.map(|native| format!(" @db.{native}"));
        let native = native.unwrap_or_default();
        format!("  c{} {ty}{arity}{default}{native}\n", self.name)
    }

    /// A condition that not every row need meet.
    fn check(&self, engine: Option<Engine>) -> String {
        let name = self.name;
        match TYPES[self.ty] {
            _ if self.is_list(engine) => format!("c{name} is not null"),
            "Int" | "BigInt" | "Float" => {
                format!("c{name} > -100 and (c{name} < 2000 or c{name} is null)")
            }
            "String" => format!("c{name} <> 'it'"),
            _ => format!("c{name} is not null"),
        }
    }
}

/// What is written so far, and which names it has taken.
struct Writer {
    engine: Option<Engine>,
    /// Whether tables stand in schemas of their own.
    spaces: bool,
    text: String,
    names: BTreeSet<String>,
}

impl Writer {
    /// `, map: "…"`, unless something has the name already.
    fn called(&mut self, kind: &str, place: Option<usize>) -> String {
        let name = place.map(|place| format!("{kind}{place}"));
        match name.filter(|name| self.names.insert(name.clone())) {
            Some(name) => format!(", map: \"{name}\""),
            None => String::new(),
        }
    }

    fn space(&mut self, place: usize) {
        if self.spaces {
            self.text += &format!("  @@schema(\"{}\")\n", SPACES[place]);
        }
    }
}

const SPACES: [&str; 2] = ["one", "two"];

impl Schema {
    /// The text for an engine, or for all of them; `spaces` puts tables into schemas of PostgreSQL.
    /// Names that come twice count once, and what cannot be is left out.
    pub(super) fn text(&self, engine: Option<Engine>, spaces: bool) -> String {
        let spaces = spaces && engine == Some(Engine::Postgresql);
        let (provider, engines) = match engine {
            Some(engine) => (engine.name(), format!("\"{}\"", engine.name())),
            None => (
                "postgresql",
                r#""sqlite", "postgresql", "mysql""#.to_owned(),
            ),
        };
        let schemas = if spaces {
            "\n  schemas = [\"one\", \"two\"]"
        } else {
            ""
        };
        let mut writer = Writer {
            engine,
            spaces,
            text: format!(
                "datasource db {{\n  provider = \"{provider}\"{schemas}\n}}\n\n\
                 generator ketch {{\n  provider = \"ketch\"\n  engines = [{engines}]\n  \
                 previewFeatures = [\"views\"]\n}}\n\n"
            ),
            names: BTreeSet::new(),
        };
        let mut values: Vec<&str> = Vec::new();
        for value in &self.values {
            if !values.contains(&VALUES[*value]) {
                values.push(VALUES[*value]);
            }
        }
        writer.text += &format!("enum Color {{\n  {}\n", values.join("\n  "));
        writer.space(0);
        writer.text += "}\n";
        let mut tables: Vec<&Table> = Vec::new();
        for table in &self.tables {
            if !tables.iter().any(|other| other.name == table.name) {
                tables.push(table);
            }
        }
        for table in &tables {
            self.table(&mut writer, &tables, table, &values);
        }
        let mut views: Vec<String> = Vec::new();
        for (name, by_view) in &self.views {
            let Some(table) = tables.iter().find(|table| table.name == *name) else {
                continue;
            };
            let place = views.len();
            let (space, from) = match (by_view, place.checked_sub(1)) {
                (true, Some(last)) => (SPACES[0], format!("v{last}")),
                _ => (SPACES[table.space], format!("t{}", table.name)),
            };
            let from = if spaces {
                format!("{space}.{from}")
            } else {
                from
            };
            let space = if spaces { "  @@schema(\"one\")\n" } else { "" };
            views.push(format!(
                "\n/// @ketch.sql(\"select id from {from}\")\n\
                 view V{place} {{\n  id String @unique\n  @@map(\"v{place}\")\n{space}}}\n"
            ));
        }
        // Each before the one that it reads.
        views.reverse();
        writer.text += &views.concat();
        writer.text
    }

    fn table(&self, writer: &mut Writer, tables: &[&Table], table: &Table, values: &[&str]) {
        let engine = writer.engine;
        let mut columns: Vec<&Column> = Vec::new();
        for column in &table.columns {
            if !columns.iter().any(|other| other.name == column.name) {
                columns.push(column);
            }
        }
        let checked = table.check.and_then(|place| columns.get(place));
        if let Some(column) = checked {
            let check = column.check(engine);
            writer.text += &format!("\n/// @ketch.check(\"check{}\", \"{check}\")", table.name);
        }
        writer.text += &format!("\nmodel T{} {{\n", table.name);
        let key = KEYS[table.key];
        for (name, ty) in key {
            let attributes = match (key.len(), *ty) {
                (1, "Int") => " @id @default(autoincrement())",
                (1, _) => " @id",
                _ => "",
            };
            writer.text += &format!("  {name} {ty}{attributes}\n");
        }
        for column in &columns {
            writer.text += &column.text(engine, values);
        }
        if key.len() > 1 {
            writer.text += "  @@id([id, part])\n";
        }
        let plain: Vec<&&Column> = columns
            .iter()
            .filter(|column| column.is_plain(engine))
            .collect();
        let mut lists: Vec<Vec<usize>> = Vec::new();
        for index in &table.indexes {
            let Some(column) = plain.get(index.first) else {
                continue;
            };
            let next = plain.get(index.first + 1).filter(|_| index.second);
            let list: Vec<usize> = [Some(column), next]
                .into_iter()
                .flatten()
                .map(|column| column.name)
                .collect();
            if lists.contains(&list) {
                continue;
            }
            let kind = if index.unique { "unique" } else { "index" };
            let sort = if index.descending { "(sort: Desc)" } else { "" };
            let names: Vec<_> = list.iter().map(|name| format!("c{name}{sort}")).collect();
            let called = writer.called("x", index.called);
            writer.text += &format!("  @@{kind}([{}]{called})\n", names.join(", "));
            lists.push(list);
        }
        self.relations(writer, tables, table);
        writer.text += &format!("  @@map(\"t{}\")\n", table.name);
        writer.space(table.space);
        writer.text += "}\n";
    }

    fn relations(&self, writer: &mut Writer, tables: &[&Table], table: &Table) {
        let find = |name: usize| tables.iter().find(|other| other.name == name);
        if let Some((parent, found)) = table
            .parent
            .as_ref()
            .and_then(|parent| Some((parent, find(parent.name)?)))
        {
            // Rows of a cycle could not be put in one after the other.
            let may_close_a_cycle = parent.name >= table.name;
            let optional = match parent.optional || may_close_a_cycle {
                true => "?",
                false => "",
            };
            let action = ["Cascade", "Restrict", "NoAction", "Cascade"][parent.action];
            let key = KEYS[found.key];
            for (name, ty) in key {
                writer.text += &format!("  parent_{name} {ty}{optional}\n");
            }
            let fields: Vec<_> = key
                .iter()
                .map(|(name, _)| format!("parent_{name}"))
                .collect();
            let references: Vec<_> = key.iter().map(|(name, _)| *name).collect();
            let called = writer.called("f", parent.called);
            writer.text += &format!(
                "  parent T{}{optional} @relation(\"r{}\", fields: [{}], references: [{}], \
                 onDelete: {action}, onUpdate: {action}{called})\n",
                parent.name,
                table.name,
                fields.join(", "),
                references.join(", ")
            );
        }
        for child in tables {
            let points = child.parent.as_ref();
            if points.is_some_and(|parent| parent.name == table.name) {
                let name = child.name;
                writer.text += &format!("  children{name} T{name}[] @relation(\"r{name}\")\n");
            }
        }
        let has_one_key = |name: usize| find(name).is_some_and(|table| KEYS[table.key].len() == 1);
        for (place, (one, other)) in self.joins.iter().enumerate() {
            if !has_one_key(*one) || !has_one_key(*other) {
                continue;
            }
            let mut end = |here: usize, there: usize, side: &str| {
                if here == table.name {
                    writer.text +=
                        &format!("  m{place}{side} T{there}[] @relation(\"m{place}\")\n");
                }
            };
            end(*one, *other, "a");
            end(*other, *one, "b");
        }
    }
}
