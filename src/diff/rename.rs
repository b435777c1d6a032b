//! Renames done: put in an order in which they can be, and done to a database schema, so that
//! everything after them is compared by name. What is renamed, `renames` says.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt::Display;

use super::change::{Alteration, Change, Clause};
use super::renames::Renames;
use super::{Conversion, Refusal};
use crate::database::{
    Column, ColumnDefault, ColumnType, ColumnTypeKind, DatabaseSchema, Domain, IndexColumn,
    QualifiedName, Table,
};
use crate::dialect::{Engine, Scalar, names};

/// A schema after its renames.
pub(super) struct Renamed<'s> {
    pub(super) schema: Cow<'s, DatabaseSchema>,
    /// What renames it.
    pub(super) changes: Vec<Change>,
    /// What cannot be renamed.
    pub(super) refusals: Vec<Refusal>,
}

/// Does the renames, whose names are as the engine keeps them.
pub(super) fn apply<'s>(
    previous: &'s DatabaseSchema,
    next: &DatabaseSchema,
    renames: &Renames,
) -> Renamed<'s> {
    let mut renaming = Renaming {
        engine: previous.engine,
        schema: Cow::Borrowed(previous),
        changes: Vec::new(),
        refusals: Vec::new(),
    };
    if !renames.is_empty() {
        renaming.enums(renames);
        renaming.values(renames, next);
        renaming.tables(renames);
        renaming.columns(renames);
    }
    Renamed {
        schema: renaming.schema,
        changes: renaming.changes,
        refusals: renaming.refusals,
    }
}

struct Renaming<'s> {
    engine: Engine,
    schema: Cow<'s, DatabaseSchema>,
    changes: Vec<Change>,
    refusals: Vec<Refusal>,
}

impl Renaming<'_> {
    fn refuse(&mut self, from: &impl Display, to: &impl Display) {
        self.refusals.push(Refusal {
            engine: self.engine,
            what: format!("renaming {from} to {to}"),
            why: format!(
                "{to} is there already: drop or rename it in a migration of its own first"
            ),
        });
    }

    fn enums(&mut self, renames: &Renames) {
        // Where it is no type of its own, an enum is what columns hold.
        let types = self.schema.enums.iter().map(|item| &item.name);
        let columns = self.schema.tables.iter().flat_map(|table| &table.columns);
        let held = columns.filter_map(|column| match &column.domain {
            Domain::Enum(name, _) => Some(name),
            _ => None,
        });
        let taken: BTreeSet<_> = types.chain(held).cloned().collect();
        let Some(order) = self.order(&renames.enums, &taken, is_same, temporary_name) else {
            return;
        };
        for (from, to) in order {
            rename_enum(self.schema.to_mut(), &from, &to);
            if self.engine == Engine::Postgresql {
                self.changes.push(Change::RenameEnum { from, to });
            }
        }
    }

    fn values(&mut self, renames: &Renames, next: &DatabaseSchema) {
        let mut enums: Vec<&QualifiedName> = renames.values.iter().map(|(of, ..)| of).collect();
        enums.sort();
        enums.dedup();
        for of in enums {
            let pairs = renames.values.iter().filter(|(other, ..)| other == of);
            let pairs: Vec<_> = pairs
                .map(|(_, from, to)| (from.clone(), to.clone()))
                .collect();
            self.replace_texts(of, &pairs, renames, next);
            let Some(values) = values_of(&self.schema, of) else {
                continue;
            };
            let taken = values.into_iter().collect();
            let Some(order) = self.order(&pairs, &taken, is_same, temporary) else {
                continue;
            };
            match self.engine {
                Engine::Postgresql => {
                    for (from, to) in order {
                        let of = of.clone();
                        self.changes.push(Change::RenameEnumValue { of, from, to });
                    }
                }
                // There, a value is text in every row.
                Engine::Sqlite | Engine::Mysql => self.replace_values(of, &pairs),
            }
            rename_values(self.schema.to_mut(), of, &pairs);
        }
    }

    /// Text that becomes one of these values is taken by the names that they have so far.
    fn replace_texts(
        &mut self,
        of: &QualifiedName,
        pairs: &[(String, String)],
        renames: &Renames,
        next: &DatabaseSchema,
    ) {
        for after in &next.tables {
            let renamed = renames.tables.iter().find(|(_, to)| *to == after.name);
            let name = renamed.map_or(&after.name, |(from, _)| from);
            let Some(table) = self.schema.table(name) else {
                continue;
            };
            for column in &after.columns {
                let is_one = matches!(&column.domain, Domain::Enum(name, _) if name == of);
                let mut renamed = renames.columns.iter();
                let renamed = renamed.find(|(of, _, to)| *of == after.name && *to == column.name);
                let name = renamed.map_or(&column.name, |(_, from, _)| from);
                let was = table.column(name);
                if is_one && was.is_some_and(|was| was.domain == Domain::Scalar(Scalar::String)) {
                    self.changes.push(Change::ReplaceValues {
                        table: table.name.clone(),
                        column: name.clone(),
                        values: pairs.to_vec(),
                    });
                }
            }
        }
    }

    /// Rows get the new values: on MySQL between a type that has both and one that has the new.
    fn replace_values(&mut self, of: &QualifiedName, pairs: &[(String, String)]) {
        // MySQL takes two spellings in other case for one value.
        let is_new = |pair: &&(String, String)| {
            self.engine == Engine::Sqlite || pair.0.to_lowercase() != pair.1.to_lowercase()
        };
        let pairs: Vec<_> = pairs.iter().filter(is_new).cloned().collect();
        if pairs.is_empty() {
            return;
        }
        let mut changes = Vec::new();
        for table in &mut self.schema.to_mut().tables {
            for column in &mut table.columns {
                let Domain::Enum(name, _) = &column.domain else {
                    continue;
                };
                if name != of {
                    continue;
                }
                if let ColumnTypeKind::InlineEnum(values) = &column.ty.kind {
                    let mut values = values.clone();
                    let new = pairs.iter().map(|(_, to)| to);
                    let new: Vec<_> = new.filter(|to| !values.contains(to)).cloned().collect();
                    values.extend(new);
                    let before = column.clone();
                    column.ty.kind = ColumnTypeKind::InlineEnum(values);
                    let clause = Clause::AlterColumn(Box::new(Alteration {
                        before,
                        after: column.clone(),
                        conversion: Some(Conversion::Implicit),
                    }));
                    changes.push(Change::AlterTable {
                        table: table.name.clone(),
                        clauses: vec![clause],
                    });
                }
                changes.push(Change::ReplaceValues {
                    table: table.name.clone(),
                    column: column.name.clone(),
                    values: pairs.clone(),
                });
            }
        }
        self.changes.extend(changes);
    }

    fn tables(&mut self, renames: &Renames) {
        let tables = self.schema.tables.iter();
        let taken: BTreeSet<_> = tables.map(|table| table.name.clone()).collect();
        let in_any_case = self.engine == Engine::Sqlite;
        let is_same = |one: &QualifiedName, other: &QualifiedName| {
            one == other || in_any_case && one.name.eq_ignore_ascii_case(&other.name)
        };
        let Some(order) = self.order(&renames.tables, &taken, is_same, temporary_name) else {
            return;
        };
        for (_, to) in &order {
            self.make_room(to);
        }
        for (from, to) in &order {
            for table in &mut self.schema.to_mut().tables {
                if table.name == *from {
                    table.name = to.clone();
                }
                for key in &mut table.foreign_keys {
                    if key.table == *from {
                        key.table = to.clone();
                    }
                }
            }
        }
        for (from, to) in order {
            self.changes.push(Change::RenameTable { from, to });
        }
        for (from, to) in &renames.tables {
            self.sequences(to, |column| (from.name.clone(), column.to_owned()));
        }
    }

    /// Indexes and keys stand in one list of names with tables, so one that has the name which a table gets
    /// steps aside, be it to go or to have another name in the end. SQLite renames no index, and drops it.
    fn make_room(&mut self, name: &QualifiedName) {
        let engine = self.engine;
        if engine == Engine::Mysql {
            return;
        }
        let is_it = |other: &str| match engine {
            Engine::Sqlite => other.eq_ignore_ascii_case(&name.name),
            Engine::Postgresql | Engine::Mysql => other == name.name,
        };
        let has_key = |table: &Table| {
            let key = table.primary_key.as_ref();
            key.and_then(|key| key.name.as_deref()).is_some_and(is_it)
        };
        let is_inside = |table: &Table| {
            let mut indexes = table.indexes.iter();
            table.name.namespace == name.namespace
                && (has_key(table) || indexes.any(|index| is_it(&index.name)))
        };
        let mut tables = self.schema.tables.iter();
        let Some(place) = tables.position(is_inside) else {
            return;
        };
        let (from, to) = (
            name.name.clone(),
            format!("{TEMPORARY}_{}", self.changes.len()),
        );
        let found = &mut self.schema.to_mut().tables[place];
        let table = found.name.clone();
        if let (true, Some(key)) = (has_key(found), &mut found.primary_key) {
            key.name = Some(to.clone());
            self.changes
                .push(Change::RenameConstraint { table, from, to });
            return;
        }
        let Some(index) = found.indexes.iter().position(|index| is_it(&index.name)) else {
            return;
        };
        self.changes.push(match engine {
            Engine::Sqlite => Change::DropIndex(table, found.indexes.remove(index)),
            Engine::Postgresql | Engine::Mysql => {
                found.indexes[index].name.clone_from(&to);
                Change::RenameIndex { table, from, to }
            }
        });
    }

    fn columns(&mut self, renames: &Renames) {
        let mut tables: Vec<&QualifiedName> = renames.columns.iter().map(|(of, ..)| of).collect();
        tables.sort();
        tables.dedup();
        for name in tables {
            let pairs = renames.columns.iter().filter(|(other, ..)| other == name);
            let pairs: Vec<_> = pairs
                .map(|(_, from, to)| (from.clone(), to.clone()))
                .collect();
            let Some(table) = self.schema.table(name) else {
                continue;
            };
            let columns = table.columns.iter();
            let taken = columns.map(|column| column.name.clone()).collect();
            let in_any_case = self.engine != Engine::Postgresql;
            let is_same = |one: &String, other: &String| {
                one == other || in_any_case && one.to_lowercase() == other.to_lowercase()
            };
            let Some(order) = self.order(&pairs, &taken, is_same, temporary) else {
                continue;
            };
            for (from, to) in order {
                rename_column(self.schema.to_mut(), name, &from, &to);
                let table = name.clone();
                let column = to.clone();
                self.changes.push(Change::RenameColumn { table, from, to });
                self.state_anew(name, &column);
            }
            self.sequences(name, |column| {
                let pair = pairs.iter().find(|(_, to)| to == column);
                let before = pair.map_or(column, |(from, _)| from);
                (name.name.clone(), before.to_owned())
            });
        }
    }

    /// MariaDB checks what a JSON column holds under the name that the column was made with, until
    /// the column is stated anew.
    fn state_anew(&mut self, table: &QualifiedName, column: &str) {
        let found = self.schema.table(table);
        let found = found.and_then(|table| table.column(column));
        let json = ColumnTypeKind::Native("JSON", Vec::new());
        if let (Engine::Mysql, Some(column)) = (self.engine, found)
            && column.ty.kind == json
        {
            let clause = Clause::AlterColumn(Box::new(Alteration {
                before: column.clone(),
                after: column.clone(),
                conversion: None,
            }));
            self.changes.push(Change::AlterTable {
                table: table.clone(),
                clauses: vec![clause],
            });
        }
    }

    /// Sequences keep the name that they were made with; it is to be the one that a table made
    /// anew would have. `before` gives the table and the column that a column was so far.
    fn sequences(&mut self, table: &QualifiedName, before: impl Fn(&str) -> (String, String)) {
        if self.engine != Engine::Postgresql {
            return;
        }
        let columns = self.schema.table(table).into_iter();
        let columns = columns.flat_map(|table| &table.columns);
        let is_other = |column: &&Column| {
            let (table_before, column_before) = before(&column.name);
            names::sequence(&table_before, &column_before)
                != names::sequence(&table.name, &column.name)
        };
        let counting: Vec<_> = columns
            .filter(|column| column.auto_increment)
            .filter(is_other)
            .map(|column| column.name.clone())
            .collect();
        for column in counting {
            let table = table.clone();
            self.changes.push(Change::RenameSequence { table, column });
        }
    }

    /// The renames one after the other so that no name is taken twice; nothing, and a refusal,
    /// where a name is taken by something that keeps it. `is_same` says which names are one to the engine.
    fn order<N: Clone + Ord + Display>(
        &mut self,
        renames: &[(N, N)],
        taken: &BTreeSet<N>,
        is_same: impl Fn(&N, &N) -> bool,
        temporary: impl Fn(&N) -> N,
    ) -> Option<Vec<(N, N)>> {
        let pending: Vec<(N, N)> = renames
            .iter()
            .filter(|(from, _)| taken.contains(from))
            .cloned()
            .collect();
        let leaving: BTreeSet<N> = pending.iter().map(|(from, _)| from.clone()).collect();
        for (from, to) in &pending {
            let mut stays = taken.difference(&leaving);
            if stays.any(|name| is_same(name, to)) {
                self.refuse(from, to);
                return None;
            }
        }
        let order = in_order(&pending, is_same, temporary).into_iter();
        Some(order.map(|(_, from, to)| (from, to)).collect())
    }
}

/// Renames one after the other so that no name is taken twice, by way of a temporary one where
/// they go in a circle: the place in the list, from, to.
pub(super) fn in_order<N: Clone>(
    renames: &[(N, N)],
    is_same: impl Fn(&N, &N) -> bool,
    temporary: impl Fn(&N) -> N,
) -> Vec<(usize, N, N)> {
    let places = renames.iter().cloned().enumerate();
    let mut pending: Vec<(usize, N, N)> = places.map(|(at, (from, to))| (at, from, to)).collect();
    let mut order = Vec::new();
    while !pending.is_empty() {
        // What has the name itself, in other letters, may have it.
        let is_free = |(place, _, to): &(usize, N, N)| {
            let mut others = pending.iter().filter(|(other, ..)| other != place);
            !others.any(|(_, from, _)| is_same(from, to))
        };
        match pending.iter().position(is_free) {
            Some(at) => order.push(pending.remove(at)),
            None => {
                let (at, from, _) = &mut pending[0];
                let by_way = temporary(from);
                order.push((*at, from.clone(), by_way.clone()));
                *from = by_way;
            }
        }
    }
    order
}

/// What something is called while another thing takes its name.
pub(crate) const TEMPORARY: &str = "_ketch_renaming";

fn temporary(_: &String) -> String {
    TEMPORARY.to_owned()
}

fn temporary_name(name: &QualifiedName) -> QualifiedName {
    QualifiedName {
        namespace: name.namespace.clone(),
        name: temporary(&name.name),
    }
}

/// Gives an enum another name wherever it is named.
pub(super) fn rename_enum(schema: &mut DatabaseSchema, from: &QualifiedName, to: &QualifiedName) {
    for item in schema.enums.iter_mut().filter(|item| item.name == *from) {
        item.name = to.clone();
    }
    for column in schema
        .tables
        .iter_mut()
        .flat_map(|table| &mut table.columns)
    {
        if let ColumnTypeKind::Enum(name) = &mut column.ty.kind
            && name == from
        {
            *name = to.clone();
        }
        if let Domain::Enum(name, _) = &mut column.domain
            && name == from
        {
            *name = to.clone();
        }
    }
}

/// The values of an enum: by its type, or by a column that holds it.
fn values_of(schema: &DatabaseSchema, of: &QualifiedName) -> Option<Vec<String>> {
    if let Some(item) = schema.enums.iter().find(|item| item.name == *of) {
        return Some(item.values.clone());
    }
    let columns = schema.tables.iter().flat_map(|table| &table.columns);
    columns
        .filter_map(|column| match &column.domain {
            Domain::Enum(name, values) if name == of => Some(values.clone()),
            _ => None,
        })
        .next()
}

fn rename_values(schema: &mut DatabaseSchema, of: &QualifiedName, pairs: &[(String, String)]) {
    let renamed = |value: &mut String| {
        if let Some((_, to)) = pairs.iter().find(|(from, _)| from == value) {
            *value = to.clone();
        }
    };
    for item in schema.enums.iter_mut().filter(|item| item.name == *of) {
        item.values.iter_mut().for_each(renamed);
    }
    for column in schema
        .tables
        .iter_mut()
        .flat_map(|table| &mut table.columns)
    {
        let Domain::Enum(name, values) = &mut column.domain else {
            continue;
        };
        if name != of {
            continue;
        }
        values.iter_mut().for_each(renamed);
        // PostgreSQL's defaults name the value itself, whatever it is called.
        if let ColumnType {
            kind: ColumnTypeKind::Enum(_),
            ..
        } = column.ty
        {
            match &mut column.default {
                Some(ColumnDefault::Text(text)) => renamed(text),
                Some(ColumnDefault::Array(items)) => {
                    for item in items {
                        if let ColumnDefault::Text(text) = item {
                            renamed(text);
                        }
                    }
                }
                _ => {}
            }
        }
    }
}

fn rename_column(schema: &mut DatabaseSchema, of: &QualifiedName, from: &str, to: &str) {
    let rename = |name: &mut String| {
        if name == from {
            *name = to.to_owned();
        }
    };
    let rename_all = |columns: &mut Vec<IndexColumn>| {
        columns
            .iter_mut()
            .for_each(|column| rename(&mut column.name));
    };
    for table in &mut schema.tables {
        for key in &mut table.foreign_keys {
            if key.table == *of {
                key.references.iter_mut().for_each(rename);
            }
            if table.name == *of {
                key.columns.iter_mut().for_each(rename);
            }
        }
        if table.name == *of {
            let Table {
                columns,
                primary_key,
                indexes,
                ..
            } = table;
            columns
                .iter_mut()
                .for_each(|column| rename(&mut column.name));
            primary_key
                .iter_mut()
                .for_each(|key| rename_all(&mut key.columns));
            indexes
                .iter_mut()
                .for_each(|index| rename_all(&mut index.columns));
        }
    }
}

/// Whether two names are one where letters of either case differ.
fn is_same<N: PartialEq>(one: &N, other: &N) -> bool {
    one == other
}
