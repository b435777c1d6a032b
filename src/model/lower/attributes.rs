//! Fourth pass: attributes of fields, models and enums.

use super::super::{
    Arity, EnumId, FieldId, FieldKind, Index, IndexKind, ModelId, NativeType, PrimaryKey,
    ScalarField,
};
use super::arguments::{self, Arguments};
use super::indexes::{self, Owner};
use super::{FieldType, Lowering, ShardKey, defaults, directives, relations};
use crate::diagnostic::code;
use crate::dialect::Scalar;
use crate::source::Span;
use crate::syntax::ast::Attribute;

/// Attributes of fields, without native types.
const FIELD_ATTRIBUTES: &[&str] = &[
    "default",
    "id",
    "ignore",
    "map",
    "relation",
    "shardKey",
    "unique",
    "updatedAt",
];

/// Attributes of models and views.
pub(in crate::model) const MODEL_ATTRIBUTES: &[&str] = &[
    "fulltext", "id", "ignore", "index", "map", "schema", "shardKey", "unique",
];

pub(super) fn lower(l: &mut Lowering) {
    for id in l.model_ids() {
        directives::model(l, id);
        for field in l.field_ids(id) {
            field_attributes(l, id, field);
            directives::field(l, id, field);
        }
        model_attributes(l, id);
    }
    for id in 0..l.names.enums.len() as u32 {
        enum_attributes(l, EnumId(id));
        directives::enumeration(l, EnumId(id));
    }
}

/// Reports attributes that stand twice. What may stand more than once is not asked about.
fn report_repeated(l: &mut Lowering, attributes: &[Attribute], sign: &str, repeatable: &[&str]) {
    for (index, attribute) in attributes.iter().enumerate() {
        let name = attribute.name.text;
        let same = |other: &&Attribute| other.name.text == name;
        if !repeatable.contains(&name)
            && !attributes[..index].iter().any(|other| same(&other))
            && let Some(again) = attributes[index + 1..].iter().find(same)
        {
            l.report(code::repeated_attribute(
                attribute.span,
                sign,
                name,
                again.span,
            ));
        }
    }
}

fn field_attributes(l: &mut Lowering, model: ModelId, id: FieldId) {
    let field = l.field_facts(model, id).ast;
    report_repeated(l, &field.attributes, "@", &[]);
    let mut native_before: Option<Span> = None;
    for (index, attribute) in field.attributes.iter().enumerate() {
        let same = |other: &Attribute| other.name.text == attribute.name.text;
        let Some((prefix, name)) = attribute.name.text.split_once('.') else {
            if !field.attributes[..index].iter().any(same) {
                field_attribute(l, model, id, attribute);
            }
            continue;
        };
        let own = l
            .model
            .datasource
            .as_ref()
            .map(|datasource| datasource.name.as_str());
        if l.config.unknown_provider {
            continue;
        }
        if let FieldType::Model(_) = l.field_facts(model, id).ty {
            let columns = l.relation_columns(model, id);
            l.report(code::attribute_on_relation(
                attribute.span,
                attribute.name.text,
                field.name.text,
                &columns,
            ));
        } else if let Some(other) = native_before.replace(attribute.span) {
            l.report(code::second_native_type(attribute.span, other));
        } else if own != Some(prefix) {
            let fault = code::native_type_prefix(attribute.name.span, prefix, own);
            l.report(fault);
        } else if !attribute.damaged {
            native_type(l, model, id, attribute, name);
        }
    }
}

fn field_attribute<'s>(
    l: &mut Lowering<'s>,
    model: ModelId,
    id: FieldId,
    attribute: &'s Attribute<'s>,
) {
    let name = attribute.name.text;
    if !FIELD_ATTRIBUTES.contains(&name) {
        // It may be a key or a relation that is spelled wrong.
        let facts = &mut l.facts[model.0 as usize];
        facts.keys_unknown = true;
        facts.fields[id.0 as usize].relation_unknown = true;
        return l.report(code::unknown_attribute(
            attribute.name.span,
            "@",
            name,
            FIELD_ATTRIBUTES,
        ));
    }
    if attribute.damaged {
        let facts = &mut l.facts[model.0 as usize];
        facts.keys_unknown |= matches!(name, "id" | "unique");
        facts.fields[id.0 as usize].relation_unknown |= name == "relation";
        return;
    }
    let field = l.field_facts(model, id);
    let (ty, field_name) = (field.ty, field.ast.name);
    match (name, ty) {
        ("ignore", _) => {
            arguments::of_attribute(l, attribute, "@", false, &[]);
            if let Some(ScalarField {
                ty: super::ScalarType::Unsupported(_),
                ..
            }) = l.model.model(model).scalar(id)
                && ty != FieldType::Unknown
            {
                l.report(code::ignore_on_unsupported(attribute.span));
            }
            if ty == FieldType::Scalar && is_ignored(l, model) {
                l.report(code::ignore_in_ignored(attribute.span, l.kind(model)));
            }
            l.model.models[model.0 as usize].fields[id.0 as usize].ignored = true;
        }
        ("default", FieldType::Composite) => l.report(code::default_of_composite(attribute.span)),
        (_, FieldType::Unknown | FieldType::Composite) => {
            l.facts[model.0 as usize].keys_unknown |= matches!(name, "id" | "unique");
        }
        ("relation", FieldType::Model(target)) => {
            let relation = relations::attribute(l, model, target, attribute);
            let facts = &mut l.facts[model.0 as usize].fields[id.0 as usize];
            facts.relation_unknown |= relation.unknown;
            facts.relation = Some(Box::new(relation));
        }
        ("relation", FieldType::Scalar) => {
            l.report(code::relation_on_scalar(attribute.span, field_name.text))
        }
        (_, FieldType::Model(_)) => {
            let columns = l.relation_columns(model, id);
            l.facts[model.0 as usize].keys_unknown |= matches!(name, "id" | "unique");
            l.report(code::attribute_on_relation(
                attribute.span,
                name,
                field_name.text,
                &columns,
            ));
        }
        (_, FieldType::Scalar) => scalar_attribute(l, model, id, attribute),
    }
}

/// Whether a model has `@@ignore`.
pub(super) fn is_ignored(l: &Lowering, model: ModelId) -> bool {
    l.facts(model).block.attribute("ignore").is_some()
}

fn scalar_attribute(l: &mut Lowering, model: ModelId, id: FieldId, attribute: &Attribute) {
    let arity = l.model.model(model).field(id).arity;
    match attribute.name.text {
        "id" => {
            let arguments = arguments::of_attribute(
                l,
                attribute,
                "@",
                false,
                &["map", "length", "sort", "clustered"],
            );
            if arity != Arity::Required && !is_ignored(l, model) {
                l.report(code::optional_primary_key(attribute.span, "@id"));
            }
            let field = indexes::options(l, model, id, &arguments, Owner::PrimaryKey);
            let constraint_name = indexes::constraint_name(l, &arguments, "map");
            indexes::clustered(l, &arguments);
            indexes::set_primary_key(
                l,
                model,
                PrimaryKey {
                    fields: vec![field],
                    constraint_name,
                    client_name: None,
                    span: attribute.span,
                },
            );
        }
        "unique" => {
            let arguments = arguments::of_attribute(
                l,
                attribute,
                "@",
                false,
                &["map", "length", "sort", "clustered", "where"],
            );
            let field = indexes::options(l, model, id, &arguments, Owner::Unique);
            let constraint_name = indexes::constraint_name(l, &arguments, "map");
            indexes::clustered(l, &arguments);
            let Ok(predicate) = indexes::predicate(l, model, &arguments) else {
                l.facts[model.0 as usize].keys_unknown = true;
                return;
            };
            l.model.models[model.0 as usize].indexes.push(Index {
                kind: IndexKind::Unique,
                fields: vec![field],
                constraint_name,
                client_name: None,
                method: None,
                predicate,
                span: attribute.span,
            });
        }
        "default" => {
            let default = defaults::lower(l, model, id, attribute);
            if let Some(column) = column_mut(l, model, id) {
                column.default = default;
            }
        }
        "map" => {
            let arguments = arguments::of_attribute(l, attribute, "@", true, &["name"]);
            if let Some(name) = map_name(l, &arguments)
                && let Some(column) = column_mut(l, model, id)
            {
                column.database_name = name;
            }
        }
        "updatedAt" => {
            arguments::of_attribute(l, attribute, "@", false, &[]);
            let Some(column) = column_mut(l, model, id) else {
                return;
            };
            let is_time = column.ty == super::ScalarType::BuiltIn(Scalar::DateTime);
            column.updated_at = is_time && arity != Arity::List;
            if !is_time {
                l.report(code::updated_at_on_other_type(attribute.span));
            } else if arity == Arity::List {
                l.report(code::updated_at_on_list(attribute.span));
            }
        }
        _ => shard_key(l, model, Some(id), attribute),
    }
}

pub(super) fn column_mut<'l>(
    l: &'l mut Lowering,
    model: ModelId,
    id: FieldId,
) -> Option<&'l mut ScalarField> {
    match &mut l.model.models[model.0 as usize].fields[id.0 as usize].kind {
        FieldKind::Scalar(column) => Some(column),
        FieldKind::Relation(_) => None,
    }
}

/// The argument of `@map` or `@@map`.
fn map_name(l: &mut Lowering, arguments: &Arguments) -> Option<String> {
    let value = arguments.require(l, "name")?;
    arguments::database_name(l, value, "name").map(str::to_owned)
}

/// `@shardKey` on a field, or `@@shardKey` with the fields that it names.
fn shard_key(l: &mut Lowering, model: ModelId, field: Option<FieldId>, attribute: &Attribute) {
    let fields = match field {
        Some(field) => {
            arguments::of_attribute(l, attribute, "@", false, &[]);
            Some(vec![field])
        }
        None => {
            let arguments = arguments::of_attribute(l, attribute, "@@", true, &["fields"]);
            let fields = indexes::fields(l, model, &arguments, Owner::ShardKey);
            fields.map(|fields| fields.iter().map(|field| field.field).collect())
        }
    };
    if !l.config.shard_keys {
        l.report(code::shard_keys_without_preview(attribute.span));
    } else if l.language().is_some_and(|language| !language.shard_keys) {
        l.report(code::shard_keys_not_for_provider(attribute.span));
    }
    if let Some(fields) = fields {
        let key = ShardKey {
            fields,
            span: attribute.span,
        };
        l.facts[model.0 as usize].shard_keys.push(key);
    }
}

/// `@db.Name(1, 2)`
fn native_type(l: &mut Lowering, model: ModelId, id: FieldId, attribute: &Attribute, name: &str) {
    let mut args = Vec::new();
    for argument in &attribute.arguments {
        match arguments::natural(l, &argument.value) {
            Some(number) => args.push(number),
            None => return,
        }
    }
    let (Some(provider), FieldType::Scalar) = (l.provider(), l.field_facts(model, id).ty) else {
        return;
    };
    let native = NativeType {
        name: name.to_owned(),
        args,
        span: attribute.span,
    };
    if super::natives::check(l, model, id, provider, &native)
        && let Some(column) = column_mut(l, model, id)
    {
        column.native = Some(Box::new(native));
    }
}

fn model_attributes(l: &mut Lowering, id: ModelId) {
    let block = l.facts(id).block;
    report_repeated(l, &block.attributes, "@@", &["fulltext", "index", "unique"]);
    let mut seen: Vec<&str> = Vec::new();
    // The formatter puts them into this order, which must not change what a model is.
    let mut attributes: Vec<_> = block.attributes.iter().collect();
    attributes.sort_by_key(|attribute| {
        let kinds = ["unique", "index", "fulltext"];
        kinds.iter().position(|kind| *kind == attribute.name.text)
    });
    for attribute in attributes {
        let name = attribute.name.text;
        if !MODEL_ATTRIBUTES.contains(&name) {
            l.facts[id.0 as usize].keys_unknown = true;
            l.report(code::unknown_attribute(
                attribute.name.span,
                "@@",
                name,
                MODEL_ATTRIBUTES,
            ));
            continue;
        }
        if attribute.damaged
            || (seen.contains(&name) && !matches!(name, "fulltext" | "index" | "unique"))
        {
            continue;
        }
        seen.push(name);
        match name {
            "id" => indexes::primary_key(l, id, attribute),
            "unique" => indexes::index(l, id, attribute, IndexKind::Unique),
            "index" => indexes::index(l, id, attribute, IndexKind::Normal),
            "fulltext" => indexes::index(l, id, attribute, IndexKind::Fulltext),
            "map" => {
                let arguments = arguments::of_attribute(l, attribute, "@@", true, &["name"]);
                if let Some(name) = map_name(l, &arguments) {
                    l.model.models[id.0 as usize].database_name = name;
                }
            }
            "schema" => l.model.models[id.0 as usize].schema = schema_attribute(l, attribute),
            "ignore" => {
                arguments::of_attribute(l, attribute, "@@", false, &[]);
                l.model.models[id.0 as usize].ignored = true;
            }
            _ => shard_key(l, id, None, attribute),
        }
    }
}

/// `@@schema("name")`
fn schema_attribute(l: &mut Lowering, attribute: &Attribute) -> Option<String> {
    let arguments = arguments::of_attribute(l, attribute, "@@", true, &["map"]);
    let value = arguments.require(l, "map")?;
    let name = arguments::string(l, value)?;
    if l.language().is_some_and(|language| !language.schemas) {
        l.report(code::schema_not_for_provider(attribute.span));
        return None;
    }
    let datasource = l.model.datasource.as_ref()?;
    if !datasource.schemas.iter().any(|schema| schema == name) {
        let fault = code::unknown_schema(
            value.span,
            name,
            datasource.schemas.iter().map(String::as_str),
        );
        l.report(fault);
    }
    Some(name.to_owned())
}

fn enum_attributes(l: &mut Lowering, id: EnumId) {
    let block = l.names.enums[id.0 as usize];
    report_repeated(l, &block.attributes, "@@", &[]);
    for attribute in block
        .attributes
        .iter()
        .filter(|attribute| !attribute.damaged)
    {
        match attribute.name.text {
            "map" => {
                let arguments = arguments::of_attribute(l, attribute, "@@", true, &["name"]);
                if let Some(name) = map_name(l, &arguments) {
                    l.model.enums[id.0 as usize].database_name = name;
                }
            }
            "schema" => l.model.enums[id.0 as usize].schema = schema_attribute(l, attribute),
            unknown => l.report(code::unknown_attribute(
                attribute.name.span,
                "@@",
                unknown,
                &["map", "schema"],
            )),
        }
    }
    for (index, value) in block.values.iter().enumerate() {
        report_repeated(l, &value.attributes, "@", &[]);
        for attribute in value
            .attributes
            .iter()
            .filter(|attribute| !attribute.damaged)
        {
            if attribute.name.text != "map" {
                l.report(code::unknown_attribute(
                    attribute.name.span,
                    "@",
                    attribute.name.text,
                    &["map"],
                ));
                continue;
            }
            let arguments = arguments::of_attribute(l, attribute, "@", true, &["name"]);
            let value = arguments.require(l, "name");
            if let Some(name) = value.and_then(|value| arguments::database_text(l, value)) {
                l.model.enums[id.0 as usize].values[index].database_name = name.to_owned();
            }
        }
    }
}
