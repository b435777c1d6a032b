//! Names in the database that must differ: tables, enums, columns, constraints.

use super::super::language::Names;
use super::super::lower::{FieldType, Lowering, MODEL_ATTRIBUTES};
use super::super::{FieldId, Index, IndexKind, Model, ModelId};
use crate::diagnostic::{Diagnostics, code};
use crate::dialect::{Engine, Provider, names};
use crate::source::Span;
use crate::syntax::ast::{Attribute, Block};
use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};
use std::collections::BTreeSet;

pub(super) fn check(l: &Lowering, faults: &mut Diagnostics) {
    let twice = tables(l, faults);
    enums(l, faults);
    for (id, model) in l.model.iter_models() {
        columns(l, id, model, faults);
    }
    schemas(l, faults);
    if l.language().is_some() {
        constraints(l, &twice, faults);
    }
}

/// Models whose tables have the name of another's, which is reported.
fn tables(l: &Lowering, faults: &mut Diagnostics) -> BTreeSet<ModelId> {
    let mut taken: HashMap<(Option<&str>, &str), (ModelId, &Model)> = HashMap::new();
    let mut twice = BTreeSet::new();
    // Of a model and a view, the view has to give way.
    let views = |views: bool| {
        let all = l.model.iter_models();
        all.filter(move |(_, model)| model.view.is_some() == views)
    };
    for (id, model) in views(false).chain(views(true)) {
        let name = (model.schema.as_deref(), model.database_name.as_str());
        let Some((other_id, other)) = taken.get(&name) else {
            taken.insert(name, (id, model));
            continue;
        };
        twice.insert(id);
        // Two blocks of one name are reported as such.
        if other.name == model.name {
            continue;
        }
        // The name that was chosen gives way to the one that was not.
        let (id, span, other) = match (map_span(l, id), map_span(l, *other_id)) {
            (None, Some(span)) => (*other_id, span, model.span),
            (span, _) => (id, span.unwrap_or(model.span), other.span),
        };
        faults.push(code::table_twice(span, l.kind(id), name.1, other));
    }
    twice
}

/// The `@@map` of a model.
fn map_span(l: &Lowering, id: ModelId) -> Option<Span> {
    let map = l.facts(id).block.attribute("map");
    map.map(|attribute| attribute.span)
}

fn enums(l: &Lowering, faults: &mut Diagnostics) {
    let mut taken = HashMap::new();
    for item in &l.model.enums {
        let name = (item.schema.as_deref(), item.database_name.as_str());
        match taken.get(&name) {
            Some((other, _)) if *other == item.name => {}
            Some((_, other)) => faults.push(code::enum_twice(item.span, name.1, *other)),
            None => {
                taken.insert(name, (item.name.as_str(), item.span));
            }
        }
    }
}

/// A field with `@map` must not have the column of another one. Nor may it have the name of one
/// further down, even if that has another column, since Prisma reads one field after the other.
fn columns(l: &Lowering, id: ModelId, model: &Model, faults: &mut Diagnostics) {
    let is_column = |field| l.field_facts(id, field).ty == FieldType::Scalar;
    let mut mapped: HashMap<&str, Span> = HashMap::new();
    for (field, item, column) in model.columns() {
        let name = column.database_name.as_str();
        // A relation that could not be told is no column.
        if name == item.name || !is_column(field) {
            continue;
        }
        let before = mapped.insert(name, item.span);
        let named = l.field(id, name).filter(|other| is_column(*other));
        let other = named.and_then(|other| Some((other, model.scalar(other)?)));
        match (before, other) {
            (Some(other), _) => faults.push(code::column_twice(item.span, name, other)),
            (None, Some((other, column))) if column.database_name == name => {
                let other = model.field(other).span;
                faults.push(code::column_twice(item.span, name, other));
            }
            (None, Some((other, _))) if other > field => {
                let other = model.field(other).span;
                faults.push(code::column_of_later_field(item.span, name, other));
            }
            (None, _) => {}
        }
    }
}

/// With `schemas` in the datasource, everything says which it belongs to.
fn schemas(l: &Lowering, faults: &mut Diagnostics) {
    if l.config.schemas.is_none() {
        return;
    }
    // What is no attribute may be this one, spelled wrong.
    let says = |attribute: &Attribute| {
        let name = attribute.name.text;
        name == "schema" || !MODEL_ATTRIBUTES.contains(&name)
    };
    let silent = |block: &Block| !block.damaged && !block.attributes.iter().any(says);
    for (id, model) in l.model.iter_models() {
        if silent(l.facts(id).block) {
            faults.push(code::missing_schema(model.span, l.kind(id), &model.name));
        }
    }
    for (index, item) in l.model.enums.iter().enumerate() {
        if silent(l.names.enums[index]) {
            faults.push(code::missing_schema(item.span, "enum", &item.name));
        }
    }
}

/// What a constraint is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    PrimaryKey,
    Index,
    ForeignKey,
}

/// A constraint with its name in the database.
struct Constraint {
    model: ModelId,
    kind: Kind,
    name: String,
    span: Span,
}

/// Within what a name may stand once.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Scope {
    Database,
    Schema,
    Model,
}

fn constraints(l: &Lowering, twice: &BTreeSet<ModelId>, faults: &mut Diagnostics) {
    let engine = l.provider().and_then(|provider| provider.engine());
    let (Some(language), Some(engine)) = (l.language(), engine) else {
        return;
    };
    let mut all = Vec::new();
    for (id, model) in l.model.iter_models() {
        if model.view.is_none() && !twice.contains(&id) {
            of_model(l, engine, id, language.names, &mut all);
        }
    }
    of_relations(l, engine, &mut all);
    let unique = |kinds: &[Kind], scope, faults: &mut Diagnostics| {
        let some = all
            .iter()
            .filter(|constraint| kinds.contains(&constraint.kind));
        unique_among(l, some, scope, faults);
    };
    use Kind::{ForeignKey, Index, PrimaryKey};
    match language.names {
        Names::Postgresql => {
            unique(&[PrimaryKey, Index], Scope::Schema, faults);
            unique(&[PrimaryKey, Index, ForeignKey], Scope::Model, faults);
        }
        Names::Mysql => {
            unique(&[ForeignKey], Scope::Database, faults);
            unique(&[Index], Scope::Model, faults);
        }
        Names::Sqlite => unique(&[Index], Scope::Database, faults),
        Names::Table => unique(&[PrimaryKey, Index, ForeignKey], Scope::Model, faults),
    }
}

fn of_model(l: &Lowering, engine: Engine, id: ModelId, scopes: Names, all: &mut Vec<Constraint>) {
    let model = l.model.model(id);
    // Of a field that stands twice, what is said of it does too.
    let repeated = |index: &&Index| {
        let mut fields = index.fields.iter();
        fields.any(|item| l.field_facts(id, item.field).repeated)
    };
    let table = &model.database_name;
    if let Some(key) = &model.primary_key
        && matches!(scopes, Names::Postgresql | Names::Table)
    {
        let name = key.constraint_name.clone();
        let name = name.unwrap_or_else(|| names::primary_key(engine, table));
        all.push(Constraint {
            model: id,
            kind: Kind::PrimaryKey,
            name,
            span: key.span,
        });
    }
    for index in model.indexes.iter().filter(|index| !repeated(index)) {
        let name = index.constraint_name.clone();
        let name = name.unwrap_or_else(|| default_name(engine, model, index));
        all.push(Constraint {
            model: id,
            kind: Kind::Index,
            name,
            span: index.span,
        });
    }
}

fn default_name(engine: Engine, model: &Model, index: &Index) -> String {
    let columns = column_names(model, index.fields.iter().map(|field| field.field));
    match index.kind {
        IndexKind::Unique => names::unique(engine, &model.database_name, &columns),
        IndexKind::Normal | IndexKind::Fulltext => {
            names::index(engine, &model.database_name, &columns)
        }
    }
}

fn column_names(model: &Model, fields: impl Iterator<Item = FieldId>) -> Vec<&str> {
    fields
        .filter_map(|field| model.scalar(field))
        .map(|column| column.database_name.as_str())
        .collect()
}

fn of_relations(l: &Lowering, engine: Engine, all: &mut Vec<Constraint>) {
    if l.model.emulates_foreign_keys() {
        return;
    }
    for relation in &l.model.relations {
        let Some(key) = relation.foreign_key().filter(|key| !key.fields.is_empty()) else {
            continue;
        };
        let model = l.model.model(relation.forward);
        let name = key.constraint_name.clone().unwrap_or_else(|| {
            let columns = column_names(model, key.fields.iter().copied());
            names::foreign_key(engine, &model.database_name, &columns)
        });
        all.push(Constraint {
            model: relation.forward,
            kind: Kind::ForeignKey,
            name,
            span: key.span,
        });
    }
}

/// Reports names that stand more than once in the same scope.
fn unique_among<'c>(
    l: &Lowering,
    constraints: impl Iterator<Item = &'c Constraint> + Clone,
    scope: Scope,
    faults: &mut Diagnostics,
) {
    let place = |constraint: &Constraint| match scope {
        Scope::Database => (None, None),
        Scope::Schema => (l.model.model(constraint.model).schema.as_deref(), None),
        Scope::Model => (None, Some(constraint.model)),
    };
    // Nearly all names are unique: to find the others costs less than to sort them all.
    let name = |constraint: &'c Constraint| (place(constraint), constraint.name.as_str());
    let mut known = HashSet::with_capacity(constraints.size_hint().1.unwrap_or(0));
    let twice: HashSet<_> = constraints
        .clone()
        .map(name)
        .filter(|name| !known.insert(*name))
        .collect();
    if twice.is_empty() {
        return;
    }
    let is_repeated = |constraint: &&'c Constraint| twice.contains(&name(constraint));
    let mut sorted: Vec<&Constraint> = constraints.filter(is_repeated).collect();
    sorted.sort_by(|a, b| {
        let places = place(a).cmp(&place(b));
        a.name.cmp(&b.name).then(places).then(a.span.cmp(&b.span))
    });
    let place_name = if scope == Scope::Model {
        "the model"
    } else {
        "the database"
    };
    for group in sorted.chunk_by(|a, b| a.name == b.name && place(a) == place(b)) {
        // An index gives way to what has its name by right.
        let by_right = |constraint: &&&Constraint| constraint.kind != Kind::Index;
        let Some(first) = group.iter().find(by_right).or(group.first()) else {
            continue;
        };
        // Keys and indexes that have one name in the whole schema are reported for that.
        let reported = l.provider() == Some(Provider::Postgresql)
            && scope == Scope::Model
            && group
                .iter()
                .filter(|constraint| constraint.kind != Kind::ForeignKey)
                .count()
                > 1;
        if !reported {
            let others = group.iter().filter(|other| !std::ptr::eq(**other, *first));
            let others: Vec<Span> = others.map(|other| other.span).collect();
            let name = &first.name;
            faults.push(code::constraint_name_twice(
                first.span, name, place_name, &others,
            ));
        }
    }
}
