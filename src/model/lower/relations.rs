//! Fifth pass: `@relation`, and which relation fields belong together.

use super::super::{
    Arity, FieldId, FieldKind, ForeignKey, IndexField, IndexKind, ModelId, ReferentialAction,
    Relation, RelationField, RelationId, RelationKind, Side,
};
use super::{FieldType, Lowering, arguments};
use crate::diagnostic::code;
use crate::source::Span;
use crate::syntax::ast::{Attribute, Value, ValueKind};
use foldhash::{HashMap, HashMapExt};

/// What `@relation` says.
#[derive(Clone, Debug)]
pub(in crate::model) struct RelationAttribute<'s> {
    /// The name, where it has one.
    pub(in crate::model) name: Option<&'s str>,
    /// `fields:`
    pub(in crate::model) fields: Columns,
    /// `references:`
    pub(in crate::model) references: Columns,
    /// `onDelete:`
    pub(in crate::model) on_delete: Option<(ReferentialAction, Span)>,
    /// `onUpdate:`
    pub(in crate::model) on_update: Option<(ReferentialAction, Span)>,
    /// `map:`
    pub(in crate::model) constraint_name: Option<(String, Span)>,
    /// One of its arguments was reported, so that it may belong to another relation or say more.
    pub(in crate::model) unknown: bool,
    /// The whole attribute.
    pub(in crate::model) span: Span,
}

/// A list of columns in `@relation`.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::model) enum Columns {
    /// Not given.
    Absent,
    /// Given with a fault, which was reported.
    Unknown(Span),
    /// Given.
    Given(Vec<FieldId>, Span),
}

impl Columns {
    pub(in crate::model) fn is_absent(&self) -> bool {
        *self == Columns::Absent
    }

    pub(in crate::model) fn ids(&self) -> Option<&[FieldId]> {
        match self {
            Columns::Given(ids, _) => Some(ids),
            _ => None,
        }
    }

    pub(in crate::model) fn span(&self) -> Option<Span> {
        match self {
            Columns::Given(_, span) | Columns::Unknown(span) => Some(*span),
            Columns::Absent => None,
        }
    }
}

/// Reads the attribute of a field that refers to a model.
pub(super) fn attribute<'s>(
    l: &mut Lowering<'s>,
    model: ModelId,
    target: ModelId,
    attribute: &'s Attribute<'s>,
) -> RelationAttribute<'s> {
    let names = [
        "name",
        "fields",
        "references",
        "onDelete",
        "onUpdate",
        "map",
    ];
    let arguments = arguments::of_attribute(l, attribute, "@", true, &names);
    let name = arguments.get("name").and_then(|value| {
        let name = arguments::string(l, value)?;
        if name.is_empty() {
            l.report(code::empty_name(value.span, "name"));
            return None;
        }
        Some(name)
    });
    let fields = columns(l, model, arguments.get("fields"), "fields");
    let references = columns(l, target, arguments.get("references"), "references");
    let on_delete = arguments.get("onDelete").and_then(|value| action(l, value));
    let on_update = arguments.get("onUpdate").and_then(|value| action(l, value));
    let constraint_name = arguments.get("map").and_then(|value| {
        let name = arguments::database_name(l, value, "map")?;
        if let Some(language) = l.language()
            && !language.named_foreign_keys
        {
            l.report(code::named_foreign_key(value.span, language.name));
            return None;
        }
        if let Some(max) = l.language().and_then(|language| language.max_name)
            && name.len() > max
        {
            l.report(code::long_name(value.span, name, max));
        }
        Some((name.to_owned(), value.span))
    });
    RelationAttribute {
        name,
        fields,
        references,
        on_delete,
        on_update,
        constraint_name,
        unknown: arguments.unknown || name.is_none() && arguments.get("name").is_some(),
        span: attribute.span,
    }
}

fn columns(l: &mut Lowering, model: ModelId, value: Option<&Value>, argument: &str) -> Columns {
    let Some(value) = value else {
        return Columns::Absent;
    };
    let items = arguments::items(value);
    if items.is_empty() {
        l.report(code::empty_relation_list(value.span, argument));
        return Columns::Unknown(value.span);
    }
    let mut ids: Vec<FieldId> = Vec::with_capacity(items.len());
    let mut sound = true;
    for item in items {
        let found = match &item.kind {
            ValueKind::Path(name) => l.column(model, name, item.span, argument),
            ValueKind::String(name) => {
                l.report(code::quoted_word(item.span, "the name of a field", name));
                None
            }
            _ => {
                l.report(code::expected(item.span, "the name of a field"));
                None
            }
        };
        // What is referred to is a key, even if it is not there.
        l.facts[model.0 as usize].key_lost |= found.is_none() && argument == "references";
        match found {
            Some(id) if ids.contains(&id) => {
                let name = l.model.model(model).field(id).name.clone();
                l.report(code::field_twice(item.span, &name, argument));
                sound = false;
            }
            Some(id) => ids.push(id),
            None => sound = false,
        }
    }
    if sound {
        Columns::Given(ids, value.span)
    } else {
        Columns::Unknown(value.span)
    }
}

fn action(l: &mut Lowering, value: &Value) -> Option<(ReferentialAction, Span)> {
    let word = arguments::word(l, value, "a referential action")?;
    let Some(action) = ReferentialAction::of_name(word) else {
        l.report(code::unknown_word(
            value.span,
            "referential action",
            word,
            &ReferentialAction::ALL.map(ReferentialAction::name),
        ));
        return None;
    };
    Some((action, value.span))
}

/// One end of a relation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct End {
    model: ModelId,
    field: FieldId,
}

/// Fields between the same two models with the same relation name.
struct Group<'s> {
    models: (ModelId, ModelId),
    name: Option<&'s str>,
    ends: Vec<End>,
}

pub(super) fn lower(l: &mut Lowering) {
    for group in groups(l) {
        pair(l, &group);
    }
}

/// Groups in the order in which they first appear in the schema.
fn groups<'s>(l: &Lowering<'s>) -> Vec<Group<'s>> {
    let mut groups: Vec<Group> = Vec::new();
    let mut found: HashMap<(ModelId, ModelId, Option<&str>), usize> = HashMap::new();
    for model in l.model_ids() {
        for field in l.field_ids(model) {
            let facts = l.field_facts(model, field);
            let FieldType::Model(target) = facts.ty else {
                continue;
            };
            let models = (model.min(target), model.max(target));
            let name = facts.relation.as_ref().and_then(|relation| relation.name);
            let name = name.filter(|name| !is_default_name(l, models, name));
            let index = *found.entry((models.0, models.1, name)).or_insert_with(|| {
                groups.push(Group {
                    models,
                    name,
                    ends: Vec::new(),
                });
                groups.len() - 1
            });
            groups[index].ends.push(End { model, field });
        }
    }
    groups
}

/// `AToB`, which a relation of two models is called where it has no name.
fn is_default_name(l: &Lowering, models: (ModelId, ModelId), name: &str) -> bool {
    let names = [models.0, models.1].map(|id| l.model.model(id).name.as_str());
    let (first, second) = (names[0].min(names[1]), names[0].max(names[1]));
    models.0 != models.1
        && name
            .strip_prefix(first)
            .and_then(|rest| rest.strip_prefix("To"))
            == Some(second)
}

fn pair(l: &mut Lowering, group: &Group) {
    if group
        .ends
        .iter()
        .any(|end| l.field_facts(end.model, end.field).relation_unknown)
    {
        return forget(l, &group.ends);
    }
    let (first, second) = group.models;
    if first == second {
        return match *group.ends.as_slice() {
            [a, b] if group.name.is_some() => make(l, group, a, b),
            [a] => missing_opposite(l, first, a),
            _ => {
                ambiguous(l, group, &group.ends);
                forget(l, &group.ends);
            }
        };
    }
    let side = |model| {
        group
            .ends
            .iter()
            .copied()
            .filter(move |end| end.model == model)
            .collect::<Vec<End>>()
    };
    let (left, right) = (side(first), side(second));
    if left.len() > 1 || right.len() > 1 {
        for ends in [&left, &right] {
            if ends.len() > 1 {
                ambiguous(l, group, ends);
            }
        }
        return forget(l, &group.ends);
    }
    match (left.first(), right.first()) {
        (Some(a), Some(b)) => make(l, group, *a, *b),
        (Some(a), None) => missing_opposite(l, second, *a),
        (None, Some(b)) => missing_opposite(l, first, *b),
        (None, None) => {}
    }
}

/// Makes relation fields that belong to no relation into what nothing is generated from.
fn forget(l: &mut Lowering, ends: &[End]) {
    for end in ends {
        let span = l.field_facts(end.model, end.field).ast.span;
        let field = &mut l.model.models[end.model.0 as usize].fields[end.field.0 as usize];
        field.kind = FieldKind::Scalar(super::super::ScalarField {
            database_name: field.name.clone(),
            ty: super::ScalarType::Unsupported(String::new()),
            native: None,
            native_for: Vec::new(),
            default: None,
            updated_at: false,
            renamed_from: None,
            type_span: span,
        });
    }
}

fn missing_opposite(l: &mut Lowering, target: ModelId, end: End) {
    if !may_hold_opposite(l, target, end.model) {
        let field = l.model.model(end.model).field(end.field);
        let fault = code::missing_opposite(
            l.field_facts(end.model, end.field).ast.span,
            &field.name,
            &l.model.model(end.model).name,
            &l.model.model(target).name,
            l.name_span(target),
            opposite_line(l, target, end),
        );
        l.report(fault);
    }
    forget(l, &[end]);
}

/// The line that would be the opposite of a field with a foreign key, and where it belongs.
fn opposite_line(l: &Lowering, target: ModelId, end: End) -> Option<(Span, String)> {
    let relation = l.field_facts(end.model, end.field).relation.as_ref()?;
    let (close, columns) = (l.facts(target).block.close?, relation.fields.ids()?);
    let model = l.model.model(end.model);
    let is_key = |fields: &[IndexField]| fields.iter().map(|field| &field.field).eq(columns);
    let keys = model.primary_key.iter().map(|key| &key.fields);
    let indexes = model
        .indexes
        .iter()
        .filter(|index| index.kind == IndexKind::Unique);
    let one = keys
        .chain(indexes.map(|index| &index.fields))
        .any(|fields| is_key(fields));
    let mut letters = model.name.chars();
    let name: String = letters.next()?.to_lowercase().chain(letters).collect();
    let name = if one { name } else { format!("{name}s") };
    if l.field(target, &name).is_some() {
        return None;
    }
    let attribute = match relation.name {
        Some(name) => format!(" @relation(\"{}\")", name.escape_default()),
        None => String::new(),
    };
    let mark = if one { "?" } else { "[]" };
    // Before the line of the brace, whatever stands before it there.
    let text = &l.sources.file(close.file).text[..close.start as usize];
    let start = text.rfind('\n')? as u32 + 1;
    let place = Span {
        start,
        end: start,
        ..close
    };
    let line = format!("  {name} {}{mark}{attribute}\n", model.name);
    text[start as usize..]
        .trim()
        .is_empty()
        .then_some((place, line))
}

/// Whether something in a model that was not understood may be a relation to another one.
fn may_hold_opposite(l: &Lowering, model: ModelId, other: ModelId) -> bool {
    let facts = l.facts(model);
    facts.block.damaged
        || facts.fields.iter().any(|field| match field.ty {
            FieldType::Unknown | FieldType::Composite => true,
            FieldType::Model(target) => target == other && field.relation_unknown,
            FieldType::Scalar => {
                let mut attributes = field.ast.attributes.iter();
                attributes.any(|attribute| attribute.name.text == "relation")
            }
        })
}

fn ambiguous(l: &mut Lowering, group: &Group, ends: &[End]) {
    let names: Vec<&str> = ends
        .iter()
        .map(|end| l.model.model(end.model).field(end.field).name.as_str())
        .collect();
    let spans: Vec<Span> = ends
        .iter()
        .map(|end| l.field_facts(end.model, end.field).ast.span)
        .collect();
    let own = group.models.0 == group.models.1;
    let fault = code::ambiguous_relation(&spans, &names, group.name, own);
    l.report(fault);
}

/// Makes the relation of two fields.
fn make(l: &mut Lowering, group: &Group, a: End, b: End) {
    let list =
        |l: &Lowering, end: End| l.model.model(end.model).field(end.field).arity == Arity::List;
    let has_key = |l: &Lowering, end: End| {
        let relation = &l.field_facts(end.model, end.field).relation;
        relation.as_ref().is_some_and(|relation| {
            !relation.fields.is_absent() || !relation.references.is_absent()
        })
    };
    let (forward, back, many) = match (list(l, a), list(l, b)) {
        (true, true) => {
            let names = |end: End| {
                let model = l.model.model(end.model);
                (model.name.as_str(), model.field(end.field).name.as_str())
            };
            if names(a) <= names(b) {
                (a, b, None)
            } else {
                (b, a, None)
            }
        }
        (false, true) => (a, b, Some(true)),
        (true, false) => (b, a, Some(true)),
        (false, false) if has_key(l, b) && !has_key(l, a) => (b, a, Some(false)),
        (false, false) => (a, b, Some(false)),
    };
    let kind = match many {
        None => RelationKind::ManyToMany,
        Some(many) => {
            let key = foreign_key(l, forward);
            if many {
                RelationKind::OneToMany(key)
            } else {
                RelationKind::OneToOne(key)
            }
        }
    };
    let relation = RelationId(l.model.relations.len() as u32);
    for (end, side) in [(forward, Side::Forward), (back, Side::Back)] {
        l.model.models[end.model.0 as usize].fields[end.field.0 as usize].kind =
            FieldKind::Relation(RelationField { relation, side });
    }
    l.model.relations.push(Relation {
        name: group.name.map(str::to_owned),
        kind,
        forward: forward.model,
        back: back.model,
        forward_field: forward.field,
        back_field: back.field,
    });
}

fn foreign_key(l: &Lowering, end: End) -> ForeignKey {
    let facts = l.field_facts(end.model, end.field);
    match &facts.relation {
        Some(relation) => ForeignKey {
            fields: relation.fields.ids().unwrap_or_default().to_vec(),
            references: relation.references.ids().unwrap_or_default().to_vec(),
            on_delete: relation.on_delete.map(|(action, _)| action),
            on_update: relation.on_update.map(|(action, _)| action),
            constraint_name: relation
                .constraint_name
                .as_ref()
                .map(|(name, _)| name.clone()),
            span: relation.span,
        },
        None => ForeignKey {
            fields: Vec::new(),
            references: Vec::new(),
            on_delete: None,
            on_update: None,
            constraint_name: None,
            span: facts.ast.span,
        },
    }
}
