//! Keys of models: that there is one, and that what counts up or has a name may do so.

use super::super::language::Counters;
use super::super::lower::Lowering;
use super::super::{Arity, FieldId, Index, IndexField, IndexKind, Model, ModelId, ScalarType};
use crate::diagnostic::{Diagnostics, code};
use crate::source::Span;

pub(super) fn check(l: &Lowering, id: ModelId, faults: &mut Diagnostics) {
    let model = l.model.model(id);
    if model.view.is_some() {
        view(model, faults);
    } else {
        unique_criterion(l, id, faults);
    }
    if let Some(key) = &model.primary_key
        && key.constraint_name.is_some()
        && let Some(language) = l.language()
        && !language.named_primary_keys
    {
        faults.push(code::named_primary_key(model.span, key.span, language.name));
    }
    client_names(l, id, faults);
    counters(l, id, faults);
    shard_key(l, id, faults);
}

/// A view has uniques, which say what a row is told by, and nothing that a table would have.
fn view(model: &Model, faults: &mut Diagnostics) {
    if let Some(key) = &model.primary_key {
        faults.push(code::primary_key_of_view(key.span));
    }
    for index in &model.indexes {
        if index.kind != IndexKind::Unique {
            faults.push(code::index_of_view(index.span));
        } else if index.constraint_name.is_some() {
            faults.push(code::named_unique_of_view(index.span));
        }
    }
}

/// Every row of a table must be told from the others by values that are always there.
fn unique_criterion(l: &Lowering, id: ModelId, faults: &mut Diagnostics) {
    let model = l.model.model(id);
    let supported = |field: &IndexField| {
        let ty = model.scalar(field.field).map(|column| &column.ty);
        !matches!(ty, Some(ScalarType::Unsupported(_)))
    };
    let required = |field: &IndexField| model.field(field.field).arity != Arity::Optional;
    let key = model
        .primary_key
        .iter()
        .any(|key| key.fields.iter().all(supported));
    let uniques = || {
        model
            .indexes
            .iter()
            .filter(|index| index.kind == IndexKind::Unique)
    };
    let strict = |index: &Index| {
        index
            .fields
            .iter()
            .all(|field| supported(field) && required(field))
    };
    let facts = l.facts(id);
    let unknown = facts.keys_unknown || facts.key_lost;
    if key || uniques().any(strict) || model.ignored || unknown {
        return;
    }
    let loose: Vec<String> = uniques()
        .map(|index| names(model, &index.fields).join(", "))
        .collect();
    faults.push(code::no_unique_criterion(model.span, &model.name, &loose));
}

fn names<'m>(model: &'m Model, fields: &[IndexField]) -> Vec<&'m str> {
    fields
        .iter()
        .map(|field| model.field(field.field).name.as_str())
        .collect()
}

/// A key of several fields is called by its `name:`, or else by its fields, in generated code.
fn client_names(l: &Lowering, id: ModelId, faults: &mut Diagnostics) {
    let model = l.model.model(id);
    let keys = model
        .primary_key
        .iter()
        .map(|key| ("@@id", &key.fields, &key.client_name, key.span));
    let uniques = model
        .indexes
        .iter()
        .filter(|index| index.kind == IndexKind::Unique);
    let uniques = uniques.map(|index| ("@@unique", &index.fields, &index.client_name, index.span));
    let mut taken: Vec<(&str, Span)> = Vec::new();
    for (attribute, fields, name, span) in keys.chain(uniques) {
        match name {
            Some(name) => match taken.iter().find(|(other, _)| other == name) {
                Some((_, other)) => faults.push(code::client_name_twice(*other, name, span)),
                None => taken.push((name, span)),
            },
            None if fields.len() > 1 => {
                let name = names(model, fields).join("_");
                if let Some(field) = model.fields.iter().find(|field| field.name == name) {
                    faults.push(code::derived_name_of_field(
                        span, attribute, &name, field.span,
                    ));
                }
            }
            None => {}
        }
    }
}

/// `autoincrement()` where the provider cannot count. Of a view's columns no engine fills any.
fn counters(l: &Lowering, id: ModelId, faults: &mut Diagnostics) {
    let Some(language) = l.language() else { return };
    let model = l.model.model(id);
    if language.counters == Counters::Anywhere || model.view.is_some() || l.facts(id).keys_unknown {
        return;
    }
    let counters: Vec<(FieldId, Span)> = model
        .columns()
        .filter_map(|(field, _, column)| Some((field, column.autoincrement()?)))
        .collect();
    if counters.len() > 1 {
        let spans: Vec<_> = counters.iter().map(|(_, span)| *span).collect();
        faults.push(code::several_counters(model.span, &spans, language.name));
    }
    for (field, span) in counters {
        match language.counters {
            Counters::PrimaryKey if !is_primary_key(model, field) => {
                faults.push(code::counter_outside_of_key(span, language.name));
            }
            Counters::OneIndexed if !leads_an_index(model, field) => {
                faults.push(code::counter_without_index(span, language.name));
            }
            Counters::Anywhere | Counters::PrimaryKey | Counters::OneIndexed => {}
        }
    }
}

/// Whether a field is the whole primary key.
fn is_primary_key(model: &Model, field: FieldId) -> bool {
    let key = model.primary_key.as_ref();
    key.is_some_and(|key| matches!(key.fields.as_slice(), [only] if only.field == field))
}

/// Whether a field is the first of a key or an index.
fn leads_an_index(model: &Model, field: FieldId) -> bool {
    let keys = model.primary_key.iter().map(|key| &key.fields);
    let indexes = model.indexes.iter().map(|index| &index.fields);
    keys.chain(indexes)
        .any(|fields| fields.first().is_some_and(|first| first.field == field))
}

/// `@shardKey` and `@@shardKey`: one of them, with required columns.
fn shard_key(l: &Lowering, id: ModelId, faults: &mut Diagnostics) {
    let model = l.model.model(id);
    let keys = &l.facts(id).shard_keys;
    if let [first, others @ ..] = keys.as_slice()
        && let Some(other) = others.first()
    {
        faults.push(code::several_shard_keys(model.span, first.span, other.span));
    }
    for key in keys {
        for field in &key.fields {
            let field = model.field(*field);
            if field.arity == Arity::Optional {
                faults.push(code::optional_shard_key(key.span, &field.name));
            }
        }
    }
}
