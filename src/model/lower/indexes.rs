//! Keys and indexes: `@@id`, `@@unique`, `@@index`, `@@fulltext`, and their arguments.

use foldhash::{HashSet, HashSetExt};

use super::super::language::OperatorClasses;
use super::super::operator_class;
use super::super::{
    Arity, Condition, FieldId, Index, IndexField, IndexKind, IndexMethod, Literal, ModelId,
    OperatorClass, Predicate, PrimaryKey,
};
use super::arguments::{self, Arguments};
use super::{FieldType, Lowering, attributes, defaults};
use crate::diagnostic::{Diagnostic, code};
use crate::syntax::ast::{Attribute, Value, ValueKind};

/// What lists columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Owner {
    PrimaryKey,
    Unique,
    Index,
    Fulltext,
    ShardKey,
}

impl Owner {
    /// The attribute of a block.
    fn attribute(self) -> &'static str {
        match self {
            Owner::PrimaryKey => "@@id",
            Owner::Unique => "@@unique",
            Owner::Index => "@@index",
            Owner::Fulltext => "@@fulltext",
            Owner::ShardKey => "@@shardKey",
        }
    }
}

/// `@@id([a, b])`
pub(super) fn primary_key(l: &mut Lowering, model: ModelId, attribute: &Attribute) {
    let names = ["fields", "name", "map", "clustered"];
    let arguments = arguments::of_attribute(l, attribute, "@@", true, &names);
    let Some(fields) = fields(l, model, &arguments, Owner::PrimaryKey) else {
        l.facts[model.0 as usize].keys_unknown = true;
        return;
    };
    let optional: Vec<&str> = fields
        .iter()
        .map(|field| l.model.model(model).field(field.field))
        .filter(|field| field.arity != Arity::Required)
        .map(|field| field.name.as_str())
        .collect();
    if !optional.is_empty() && !attributes::is_ignored(l, model) {
        let fault = code::optional_fields_in_primary_key(attribute.span, &optional);
        l.report(fault);
    }
    let constraint_name = constraint_name(l, &arguments, "map");
    let client_name = client_name(l, model, &arguments, "@@id");
    clustered(l, &arguments);
    set_primary_key(
        l,
        model,
        PrimaryKey {
            fields,
            constraint_name,
            client_name,
            span: attribute.span,
        },
    );
}

/// Gives a model its primary key, unless it has one.
pub(super) fn set_primary_key(l: &mut Lowering, model: ModelId, key: PrimaryKey) {
    match &l.model.model(model).primary_key {
        Some(other) => {
            let fault =
                code::second_primary_key(l.name_span(model), l.kind(model), other.span, key.span);
            l.report(fault);
        }
        None => l.model.models[model.0 as usize].primary_key = Some(key),
    }
}

/// `@@unique([a, b])` and its kin.
pub(super) fn index(l: &mut Lowering, model: ModelId, attribute: &Attribute, kind: IndexKind) {
    let (owner, names): (Owner, &[&'static str]) = match kind {
        IndexKind::Unique => (
            Owner::Unique,
            &["fields", "name", "map", "clustered", "where"],
        ),
        IndexKind::Normal => (
            Owner::Index,
            &["fields", "name", "map", "type", "clustered", "where"],
        ),
        IndexKind::Fulltext => (Owner::Fulltext, &["fields", "map"]),
    };
    let arguments = arguments::of_attribute(l, attribute, "@@", true, names);
    let Some(fields) = fields(l, model, &arguments, owner) else {
        l.facts[model.0 as usize].keys_unknown |= kind == IndexKind::Unique;
        return;
    };
    if let Some(language) = l.language()
        && owner == Owner::Fulltext
        && !language.fulltext
    {
        return l.report(code::fulltext_not_for_provider(
            attribute.span,
            language.name,
        ));
    }
    let named = constraint_name(l, &arguments, "map");
    let (constraint_name, client_name) = match kind {
        IndexKind::Unique => (named, client_name(l, model, &arguments, owner.attribute())),
        IndexKind::Normal | IndexKind::Fulltext => {
            if let (Some(_), Some(name)) = (&named, arguments.get("name")) {
                l.report(code::index_name_twice(name.span, owner.attribute()));
            }
            (
                named.or_else(|| constraint_name(l, &arguments, "name")),
                None,
            )
        }
    };
    clustered(l, &arguments);
    let method = arguments.get("type").and_then(|value| method(l, value));
    let Ok(predicate) = predicate(l, model, &arguments) else {
        l.facts[model.0 as usize].keys_unknown = true;
        return;
    };
    l.model.models[model.0 as usize].indexes.push(Index {
        kind,
        fields,
        constraint_name,
        client_name,
        method,
        predicate,
        span: attribute.span,
    });
}

/// An explicit name in the database.
pub(super) fn constraint_name(
    l: &mut Lowering,
    arguments: &Arguments,
    argument: &str,
) -> Option<String> {
    let value = arguments.get(argument)?;
    let name = arguments::database_name(l, value, argument)?;
    if let Some(max) = l.language().and_then(|language| language.max_name)
        && name.len() > max
    {
        l.report(code::long_name(value.span, name, max));
    }
    Some(name.to_owned())
}

/// The name that a generated client uses for a key of several columns.
fn client_name(
    l: &mut Lowering,
    model: ModelId,
    arguments: &Arguments,
    owner: &str,
) -> Option<String> {
    let value = arguments.get("name")?;
    let name = arguments::database_name(l, value, "name")?;
    if !name
        .bytes()
        .all(|byte| byte == b'_' || byte.is_ascii_alphanumeric())
    {
        l.report(code::invalid_client_name(value.span, name, owner));
        return None;
    }
    if let Some(field) = l.field(model, name) {
        let span = l.field_facts(model, field).ast.name.span;
        let model_span = l.name_span(model);
        l.report(code::client_name_of_field(
            model_span, name, owner, value.span, span,
        ));
    }
    Some(name.to_owned())
}

/// `clustered:` is for SQL Server.
pub(super) fn clustered(l: &mut Lowering, arguments: &Arguments) {
    if let Some(value) = arguments.get("clustered")
        && arguments::boolean(l, value).is_some()
        && l.language().is_some()
    {
        l.report(code::clustered(value.span));
    }
}

/// `sort: Desc`
fn descending(l: &mut Lowering, value: &Value) -> Option<bool> {
    match arguments::word(l, value, "`Asc` or `Desc`")? {
        "Desc" => Some(true),
        "Asc" => Some(false),
        other => {
            l.report(code::unknown_word(
                value.span,
                "sort order",
                other,
                &["Asc", "Desc"],
            ));
            None
        }
    }
}

fn method(l: &mut Lowering, value: &Value) -> Option<IndexMethod> {
    let word = arguments::word(l, value, "a type of index")?;
    let Some(method) = IndexMethod::of_name(word) else {
        l.report(code::unknown_word(
            value.span,
            "type of index",
            word,
            &IndexMethod::ALL.map(IndexMethod::name),
        ));
        return None;
    };
    if let Some(language) = l.language()
        && !language.index_methods.contains(&method)
    {
        l.report(code::index_method_not_for_provider(
            value.span,
            word,
            language.name,
        ));
        return None;
    }
    Some(method)
}

/// The columns. None where one of them is not one, or not known.
pub(super) fn fields(
    l: &mut Lowering,
    model: ModelId,
    arguments: &Arguments,
    owner: Owner,
) -> Option<Vec<IndexField>> {
    let value = arguments.require(l, "fields")?;
    let items = arguments::items(value);
    if items.is_empty() {
        l.report(code::no_fields(value.span, owner.attribute()));
        return None;
    }
    let mut fields: Vec<IndexField> = Vec::with_capacity(items.len());
    let mut listed = HashSet::with_capacity(items.len());
    let mut sound = true;
    for item in items {
        match field(l, model, item, owner) {
            Some(field) if !listed.insert(field.field) => {
                let name = l.model.model(model).field(field.field).name.clone();
                l.report(code::field_twice(item.span, &name, owner.attribute()));
            }
            Some(field) => fields.push(field),
            None => sound = false,
        }
    }
    sound.then_some(fields)
}

/// `name` or `name(length: 10, sort: Desc, ops: raw("…"))`
fn field(l: &mut Lowering, model: ModelId, item: &Value, owner: Owner) -> Option<IndexField> {
    let (name, span, given) = match &item.kind {
        ValueKind::Path(name) => (*name, item.span, [].as_slice()),
        ValueKind::Call(name, given) if owner != Owner::ShardKey => {
            (name.text, name.span, given.as_slice())
        }
        ValueKind::String(name) => {
            l.report(code::quoted_word(item.span, "the name of a field", name));
            return None;
        }
        _ => {
            l.report(code::expected(item.span, "the name of a field"));
            return None;
        }
    };
    let id = l.column(model, name, span, owner.attribute())?;
    let names = &["length", "sort", "ops"];
    let arguments = arguments::of_function(l, name, span, given, false, names);
    Some(options(l, model, id, &arguments, owner))
}

/// A column with `length:`, `sort:` and `ops:`, where it may have them.
pub(super) fn options(
    l: &mut Lowering,
    model: ModelId,
    field: FieldId,
    arguments: &Arguments,
    owner: Owner,
) -> IndexField {
    let mut found = IndexField {
        field,
        length: None,
        descending: false,
        operator_class: None,
    };
    let given = ["length", "sort", "ops"].map(|name| arguments.get(name));
    if let (Some(value), true) = (
        given.into_iter().flatten().next(),
        l.model.model(model).view.is_some(),
    ) {
        l.report(code::index_options_of_view(value.span));
        return found;
    }
    let fulltext = owner == Owner::Fulltext;
    if let Some(value) = arguments.get("length") {
        let length = arguments::natural(l, value);
        if fulltext || l.language().is_some_and(|language| !language.index_length) {
            let fault = code::index_length_not_for_provider(value.span, owner.attribute());
            report_if_read(l, length, fault);
        } else {
            found.length = length;
        }
    }
    if let Some(value) = arguments.get("sort") {
        let descending = descending(l, value);
        if fulltext || owner == Owner::PrimaryKey && l.language().is_some() {
            let fault = code::index_sort_not_for_provider(value.span, owner.attribute());
            report_if_read(l, descending, fault);
        } else {
            found.descending = descending == Some(true);
        }
    }
    if let Some(value) = arguments.get("ops") {
        if owner == Owner::Index {
            found.operator_class = operator_class(l, value);
        } else {
            l.report(code::operator_class_outside_of_index(value.span));
        }
    }
    found
}

/// Reports that a value cannot stand where it does, unless it is faulty itself.
fn report_if_read<T>(l: &mut Lowering, value: Option<T>, fault: Diagnostic) {
    if value.is_some() {
        l.report(fault);
    }
}

fn operator_class(l: &mut Lowering, value: &Value) -> Option<OperatorClass> {
    let class = match &value.kind {
        ValueKind::Path(name) => {
            if !operator_class::names().any(|known| known == *name) {
                let known = operator_class::names();
                l.report(code::unknown_operator_class(value.span, name, known));
                return None;
            }
            OperatorClass::Named((*name).to_owned())
        }
        ValueKind::Call(function, given) if function.text == "raw" => {
            let arguments = arguments::of_function(l, "raw", value.span, given, true, &["sql"]);
            let sql = arguments.require(l, "sql")?;
            OperatorClass::Raw(arguments::string(l, sql)?.to_owned())
        }
        _ => {
            let what = "the name of an operator class or `raw(\"…\")`";
            l.report(code::expected(value.span, what));
            return None;
        }
    };
    let language = l.language()?;
    let fault = match language.operator_classes {
        OperatorClasses::Known => return Some(class),
        OperatorClasses::Refused => {
            code::operator_class_not_for_provider(value.span, language.name)
        }
        OperatorClasses::Ignored => code::operator_class_ignored(value.span, language.name),
    };
    l.report(fault);
    None
}

/// The condition of an index was reported.
pub(super) struct Refused;

/// `where:`
pub(super) fn predicate(
    l: &mut Lowering,
    model: ModelId,
    arguments: &Arguments,
) -> Result<Option<Predicate>, Refused> {
    let Some(value) = arguments.get("where") else {
        return Ok(None);
    };
    let Some(predicate) = condition_of(l, model, value) else {
        return Err(Refused);
    };
    let unsupported = l.language().filter(|language| !language.partial_indexes);
    if !l.config.partial_indexes {
        l.report(code::partial_index_without_preview(value.span));
    } else if let Some(language) = unsupported {
        l.report(code::partial_index_not_for_provider(
            value.span,
            language.name,
        ));
    } else {
        return Ok(Some(predicate));
    }
    Err(Refused)
}

/// `raw("…")` or `{ a: 1 }`
fn condition_of(l: &mut Lowering, model: ModelId, value: &Value) -> Option<Predicate> {
    match &value.kind {
        ValueKind::Call(function, given) if function.text == "raw" => {
            let arguments = arguments::of_function(l, "raw", value.span, given, true, &["sql"]);
            let sql = arguments.require(l, "sql")?;
            let text = arguments::string(l, sql)?;
            if text.trim().is_empty() {
                l.report(code::empty_predicate(value.span));
                return None;
            }
            Some(Predicate::Raw(text.to_owned()))
        }
        ValueKind::Object(members) if members.is_empty() => {
            l.report(code::empty_predicate(value.span));
            None
        }
        ValueKind::Object(members) => {
            let mut conditions = Vec::with_capacity(members.len());
            for (name, value) in members {
                let Some(field) = l.column(model, name.text, name.span, "where") else {
                    continue;
                };
                if let Some(condition) = condition(l, model, field, value) {
                    conditions.push((field, condition));
                }
            }
            (conditions.len() == members.len()).then_some(Predicate::All(conditions))
        }
        _ => {
            l.report(code::expected(
                value.span,
                "`raw(\"…\")` or an object like `{ active: true }`",
            ));
            None
        }
    }
}

/// `1`, `null`, `{ not: 1 }`, `{ not: null }`
fn condition(l: &mut Lowering, model: ModelId, field: FieldId, value: &Value) -> Option<Condition> {
    match &value.kind {
        ValueKind::Path("null") => Some(Condition::IsNull),
        ValueKind::Object(members) => {
            let [(key, value)] = members.as_slice() else {
                l.report(code::expected(value.span, "`{ not: … }`"));
                return None;
            };
            if key.text != "not" {
                l.report(code::expected(key.span, "`not`"));
                return None;
            }
            match &value.kind {
                ValueKind::Path("null") => Some(Condition::IsNotNull),
                _ => column_literal(l, model, field, value).map(Condition::NotEquals),
            }
        }
        _ => column_literal(l, model, field, value).map(Condition::Equals),
    }
}

fn column_literal(
    l: &mut Lowering,
    model: ModelId,
    field: FieldId,
    value: &Value,
) -> Option<Literal> {
    let ty = l.model.model(model).scalar(field)?.ty.clone();
    defaults::literal(l, value, &ty)
}

impl Lowering<'_> {
    /// The column of a name that a key, an index or a relation lists.
    pub(super) fn column(
        &mut self,
        model: ModelId,
        name: &str,
        span: crate::source::Span,
        owner: &str,
    ) -> Option<FieldId> {
        let kind = self.kind(model);
        let Some(field) = self.field(model, name) else {
            if !self.facts(model).block.damaged {
                let names = self.names_to_compare(self.facts(model).fields.len());
                let found = self.model.model(model);
                let known = found
                    .fields
                    .iter()
                    .map(|field| field.name.as_str())
                    .take(names);
                let fault = code::unknown_field(span, name, kind, &found.name, owner, known);
                self.report(fault);
            }
            return None;
        };
        match self.field_facts(model, field).ty {
            FieldType::Scalar => Some(field),
            FieldType::Unknown | FieldType::Composite => None,
            FieldType::Model(_) => {
                let columns = self.relation_columns(model, field);
                self.report(code::relation_field_in_key(span, name, owner, &columns));
                let facts = &mut self.facts[model.0 as usize].fields[field.0 as usize];
                let list = facts.ast.ty.as_ref().is_some_and(|ty| ty.list);
                // It may have been meant to be a column.
                facts.relation_unknown |= !list;
                None
            }
        }
    }

    /// The columns that a relation field names in `fields:`, to suggest them.
    pub(super) fn relation_columns(&self, model: ModelId, field: FieldId) -> Vec<String> {
        let attributes = &self.field_facts(model, field).ast.attributes;
        let relation = attributes
            .iter()
            .find(|attribute| attribute.name.text == "relation");
        let arguments = relation.iter().flat_map(|relation| &relation.arguments);
        let fields =
            arguments.filter(|argument| argument.name.is_some_and(|name| name.text == "fields"));
        let items = fields
            .map(|argument| &argument.value)
            .flat_map(arguments::items);
        let names = items.filter_map(|item| match item.kind {
            ValueKind::Path(name) => Some(name.to_owned()),
            _ => None,
        });
        names.collect()
    }
}
