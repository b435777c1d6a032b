//! Relations: which field says what, and whether the columns can carry it.

use super::super::language::Language;
use super::super::lower::{Columns, FieldType, Lowering, RelationAttribute};
use super::super::{
    Arity, Field, FieldId, ForeignKey, IndexField, IndexKind, Model, ModelId, ReferentialAction,
    Relation, RelationKind, ScalarType,
};
use crate::diagnostic::{Diagnostics, code};
use crate::source::Span;

/// One end of a relation, with all that is known of it.
struct End<'l, 's> {
    id: ModelId,
    model: &'l Model,
    field: &'l Field,
    attribute: Option<&'l RelationAttribute<'s>>,
    /// The field's whole line.
    span: Span,
    /// The place behind its type.
    after_type: Span,
}

impl End<'_, '_> {
    fn name(&self) -> String {
        format!("{}.{}", self.model.name, self.field.name)
    }

    fn fields(&self) -> Option<Span> {
        self.attribute.and_then(|attribute| attribute.fields.span())
    }

    fn references(&self) -> Option<Span> {
        self.attribute
            .and_then(|attribute| attribute.references.span())
    }

    fn actions(&self) -> Option<Span> {
        let attribute = self.attribute?;
        attribute
            .on_delete
            .or(attribute.on_update)
            .map(|(_, span)| span)
    }
}

pub(super) fn check(l: &Lowering, faults: &mut Diagnostics) {
    for relation in &l.model.relations {
        let forward = end(l, relation.forward, relation.forward_field);
        let back = end(l, relation.back, relation.back_field);
        for (this, other) in [(&forward, &back), (&back, &forward)] {
            if other.model.ignored && !this.field.ignored && !this.model.ignored {
                faults.push(code::relation_to_ignored(
                    this.span,
                    &this.name(),
                    &other.model.name,
                ));
            }
            actions(l, this, faults);
        }
        match &relation.kind {
            RelationKind::ManyToMany => many_to_many(l, &forward, &back, faults),
            RelationKind::OneToMany(key) => {
                if one_to_many(&forward, &back, faults) {
                    foreign_key(l, relation, &forward, &back, key, faults);
                }
            }
            RelationKind::OneToOne(key) => {
                if one_to_one(&forward, &back, faults) {
                    let sound = foreign_key(l, relation, &forward, &back, key, faults);
                    // Where it was meant to be one-to-many, the other side is a list.
                    if !sound || unique_foreign_key(l, &forward, key, faults) {
                        required_back_side(&forward, &back, faults);
                    }
                }
            }
        }
    }
}

fn end<'l, 's>(l: &'l Lowering<'s>, id: ModelId, field: FieldId) -> End<'l, 's> {
    let model = l.model.model(id);
    let facts = l.field_facts(id, field);
    End {
        id,
        model,
        field: model.field(field),
        attribute: facts.relation.as_deref(),
        span: facts.ast.span,
        after_type: after(facts.ast.ty.as_ref().map_or(facts.ast.span, |ty| ty.span)),
    }
}

/// The place behind something.
fn after(span: Span) -> Span {
    Span {
        start: span.end,
        ..span
    }
}

/// Actions that the database, or Prisma's emulation of one, does not know.
fn actions(l: &Lowering, end: &End, faults: &mut Diagnostics) {
    let Some(attribute) = end.attribute else {
        return;
    };
    let Some(language) = l.language().filter(|_| l.model.emulates_foreign_keys()) else {
        return;
    };
    for (action, span) in attribute.on_delete.iter().chain(&attribute.on_update) {
        if !language.emulated_actions.contains(action) {
            let known: Vec<&str> = language
                .emulated_actions
                .iter()
                .map(|action| action.name())
                .collect();
            faults.push(code::action_not_emulated(
                *span,
                action.name(),
                &known,
                language.name,
            ));
        }
    }
}

fn many_to_many(l: &Lowering, a: &End, b: &End, faults: &mut Diagnostics) {
    for (this, other) in [(a, b), (b, a)] {
        if let Some(span) = this.fields() {
            faults.push(code::fields_of_many_to_many(span, "fields"));
        } else if let Some(span) = this.references() {
            faults.push(code::fields_of_many_to_many(span, "references"));
        }
        if let Some(span) = this.actions() {
            faults.push(code::actions_of_many_to_many(span));
        }
        if this.model.view.is_some() || other.model.view.is_some() {
            faults.push(code::many_to_many_of_view(this.span, &this.name()));
        } else if !has_single_key(other.model) && !l.facts(other.id).keys_unknown {
            faults.push(code::many_to_many_without_key(
                this.span,
                &this.name(),
                &other.model.name,
            ));
        }
    }
}

fn has_single_key(model: &Model) -> bool {
    model
        .primary_key
        .as_ref()
        .is_some_and(|key| key.fields.len() == 1)
}

/// Whether the forward side says what the foreign key is.
fn one_to_many(forward: &End, back: &End, faults: &mut Diagnostics) -> bool {
    if let Some(span) = back.fields().or(back.references()) {
        faults.push(code::foreign_key_on_list(
            span,
            &back.name(),
            &forward.name(),
        ));
    }
    if let Some(span) = back.actions() {
        faults.push(code::actions_on_wrong_side(
            span,
            &back.name(),
            &forward.name(),
        ));
    }
    let (fields, references) = (forward.fields(), forward.references());
    if fields.is_none() {
        faults.push(code::missing_relation_list(
            forward.span,
            &forward.name(),
            "fields",
        ));
    } else if references.is_none() {
        faults.push(code::missing_relation_list(
            forward.span,
            &forward.name(),
            "references",
        ));
    }
    fields.is_some() && references.is_some()
}

/// Likewise, for a relation of which either side could have the foreign key.
fn one_to_one(forward: &End, back: &End, faults: &mut Diagnostics) -> bool {
    let lists = [
        ("fields", forward.fields(), back.fields()),
        ("references", forward.references(), back.references()),
    ];
    for (argument, here, there) in lists {
        match (here, there) {
            (Some(span), Some(other)) => {
                let (first, second) = (span.min(other), span.max(other));
                let (a, b) = (forward.name(), back.name());
                faults.push(code::foreign_key_on_both_sides(
                    first, &a, &b, argument, second,
                ));
                return false;
            }
            (None, None) => {
                let span = forward.span.min(back.span);
                faults.push(code::no_foreign_key(
                    span,
                    &forward.name(),
                    &back.name(),
                    argument,
                ));
                return false;
            }
            _ => {}
        }
    }
    if forward.fields().is_some() != forward.references().is_some() {
        faults.push(code::foreign_key_on_two_sides(
            forward.span,
            &forward.name(),
            &back.name(),
            back.span,
        ));
        return false;
    }
    match (forward.actions(), back.actions()) {
        (Some(span), Some(other)) => {
            let (first, second) = (span.min(other), span.max(other));
            let (a, b) = (forward.name(), back.name());
            faults.push(code::actions_on_both_sides(first, &a, &b, second));
        }
        (None, Some(span)) => faults.push(code::actions_on_wrong_side(
            span,
            &back.name(),
            &forward.name(),
        )),
        _ => {}
    }
    if back.field.arity == Arity::Required && forward.field.arity == Arity::Optional {
        faults.push(code::foreign_key_on_optional_side(
            forward.span,
            &forward.name(),
            &back.name(),
        ));
        return false;
    }
    true
}

/// No database can see to it that every row is referred to.
fn required_back_side(forward: &End, back: &End, faults: &mut Diagnostics) {
    if back.field.arity == Arity::Required {
        faults.push(code::required_back_side(
            back.span,
            &back.name(),
            &forward.model.name,
            back.after_type,
        ));
    }
}

/// Whether the columns of a foreign key fit those that it refers to.
fn foreign_key(
    l: &Lowering,
    relation: &Relation,
    forward: &End,
    back: &End,
    key: &ForeignKey,
    faults: &mut Diagnostics,
) -> bool {
    let Some(attribute) = forward.attribute else {
        return false;
    };
    let (Columns::Given(fields, _), Columns::Given(references, references_span)) =
        (&attribute.fields, &attribute.references)
    else {
        return false;
    };
    let is_unknown = |model, field| l.field_facts(model, field).ty == FieldType::Unknown;
    let mut from = fields.iter();
    let mut to = references.iter();
    if from.any(|field| is_unknown(relation.forward, *field))
        || to.any(|field| is_unknown(relation.back, *field))
    {
        return false;
    }
    if fields.len() != references.len() {
        faults.push(code::relation_lists_of_other_lengths(
            key.span,
            fields.len(),
            references.len(),
        ));
        return false;
    }
    let optional: Vec<&str> = fields
        .iter()
        .map(|field| forward.model.field(*field))
        .filter(|field| field.arity == Arity::Optional)
        .map(|field| field.name.as_str())
        .collect();
    if forward.field.arity == Arity::Required && !optional.is_empty() {
        faults.push(code::required_relation_of_optional(
            forward.span,
            &forward.name(),
            &optional,
        ));
    }
    for (field, reference) in fields.iter().zip(references) {
        let (from, to) = (forward.model.field(*field), back.model.field(*reference));
        let types = (forward.model.scalar(*field), back.model.scalar(*reference));
        if let (Some(a), Some(b)) = types
            && !same_type(&a.ty, &b.ty)
        {
            let from = format!("{}.{}", forward.model.name, from.name);
            let to = format!("{}.{}", back.model.name, to.name);
            faults.push(code::relation_of_other_types(
                key.span,
                &from,
                a.type_span,
                &to,
                b.type_span,
            ));
        }
    }
    if !refers_to_unique(back.model, references) && !l.facts(back.id).keys_unknown {
        let names: Vec<&str> = references
            .iter()
            .map(|field| back.model.field(*field).name.as_str())
            .collect();
        faults.push(code::references_not_unique(
            *references_span,
            &back.model.name,
            &names,
            after(l.field_facts(back.id, references[0]).ast.span),
        ));
    }
    set_null(l, forward, fields, attribute, faults);
    true
}

fn same_type(a: &ScalarType, b: &ScalarType) -> bool {
    match (a, b) {
        (ScalarType::Unsupported(_), ScalarType::Unsupported(_)) => true,
        _ => a == b,
    }
}

/// Whether the fields are all those of one key, in any order.
fn refers_to_unique(model: &Model, references: &[FieldId]) -> bool {
    let holds = |fields: &[IndexField]| {
        fields.len() == references.len()
            && fields.iter().all(|field| references.contains(&field.field))
    };
    let keys = model.primary_key.iter().map(|key| &key.fields);
    // A unique with a condition is no key that a foreign key could refer to.
    let uniques = model.indexes.iter();
    let uniques =
        uniques.filter(|index| index.kind == IndexKind::Unique && index.predicate.is_none());
    keys.chain(uniques.map(|index| &index.fields))
        .any(|fields| holds(fields))
}

/// `SetNull` on a column that cannot be NULL. Where the language takes it, `database` warns.
fn set_null(
    l: &Lowering,
    forward: &End,
    fields: &[FieldId],
    attribute: &RelationAttribute,
    faults: &mut Diagnostics,
) {
    let refuses = |language: &Language| {
        language.refuses_set_null_on_required || l.model.emulates_foreign_keys()
    };
    let required: Vec<&str> = fields
        .iter()
        .map(|field| forward.model.field(*field))
        .filter(|field| field.arity != Arity::Optional)
        .map(|field| field.name.as_str())
        .collect();
    if required.is_empty() || !l.language().is_some_and(refuses) {
        return;
    }
    for (argument, action) in [
        ("onDelete", attribute.on_delete),
        ("onUpdate", attribute.on_update),
    ] {
        if let Some((ReferentialAction::SetNull, span)) = action {
            faults.push(code::set_null_refused(span, argument, &required));
        }
    }
}

/// Whether the columns of a relation that is one to one are exactly those of a key.
fn unique_foreign_key(
    l: &Lowering,
    forward: &End,
    key: &ForeignKey,
    faults: &mut Diagnostics,
) -> bool {
    let is_key = |fields: &[IndexField]| fields.iter().map(|field| &field.field).eq(&key.fields);
    let model = forward.model;
    let unique = model.primary_key.iter().any(|key| is_key(&key.fields))
        || model
            .indexes
            .iter()
            .any(|index| index.kind == IndexKind::Unique && is_key(&index.fields))
        || l.facts(forward.id).keys_unknown;
    if !unique {
        let names: Vec<&str> = key
            .fields
            .iter()
            .map(|field| model.field(*field).name.as_str())
            .collect();
        faults.push(code::one_to_one_not_unique(
            forward.span,
            &forward.name(),
            &names,
            after(l.field_facts(forward.id, key.fields[0]).ast.span),
        ));
    }
    unique
}
