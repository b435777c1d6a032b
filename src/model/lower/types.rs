//! Third pass: what the types of fields are.

use super::super::{
    Arity, Field, FieldId, FieldKind, ModelId, RelationField, RelationId, ScalarField, ScalarType,
    Side,
};
use super::names::{Named, Names};
use super::{FieldType, Lowering, directives};
use crate::diagnostic::code;
use crate::dialect::{Scalar, native_types};
use crate::syntax::ast;

pub(super) fn lower(l: &mut Lowering) {
    for model in l.model_ids() {
        for field in l.field_ids(model) {
            let lowered = lower_field(l, model, field);
            l.model.models[model.0 as usize].fields.push(lowered);
        }
    }
}

fn lower_field(l: &mut Lowering, model: ModelId, id: FieldId) -> Field {
    let field = l.field_facts(model, id).ast;
    let ty = match &field.ty {
        Some(ty) => resolve(l, ty),
        None => Type::Unknown,
    };
    let arity = match &field.ty {
        Some(ty) if ty.list => Arity::List,
        Some(ty) if ty.optional => Arity::Optional,
        _ => Arity::Required,
    };
    let name = field.name.text;
    let scalar = |ty| {
        FieldKind::Scalar(ScalarField {
            database_name: name.to_owned(),
            ty,
            native: None,
            native_for: Vec::new(),
            default: None,
            updated_at: false,
            renamed_from: None,
            type_span: field.ty.as_ref().map_or(field.name.span, |ty| ty.span),
        })
    };
    let (found, kind) = match ty {
        Type::Scalar(ty) => {
            if let (Some(scalar), Some(language)) = (ty.built_in(), l.language())
                && language.lacks.contains(&scalar)
            {
                let span = field.ty.as_ref().map_or(field.name.span, |ty| ty.span);
                l.report(code::type_not_for_provider(
                    span,
                    scalar.name(),
                    language.name,
                ));
            }
            if arity == Arity::List
                && let Some(language) = l.language()
                && !language.lists.hold(&ty)
            {
                let span = field.ty.as_ref().map_or(field.name.span, |ty| ty.span);
                let ty = field.ty.as_ref().map_or("", |ty| ty.name.text);
                l.report(code::list_not_for_provider(span, ty, language.name));
            }
            (FieldType::Scalar, scalar(ty))
        }
        // The relations pass gives it its relation.
        Type::Model(id) => (
            FieldType::Model(id),
            FieldKind::Relation(RelationField {
                relation: RelationId(0),
                side: Side::Forward,
            }),
        ),
        Type::Composite => (
            FieldType::Composite,
            scalar(ScalarType::Unsupported(String::new())),
        ),
        Type::Unknown => (
            FieldType::Unknown,
            scalar(ScalarType::Unsupported(String::new())),
        ),
    };
    let facts = &mut l.facts[model.0 as usize];
    facts.key_lost |= found == FieldType::Unknown;
    facts.fields[id.0 as usize].ty = found;
    Field {
        name: name.to_owned(),
        docs: directives::docs(&field.docs),
        arity,
        ignored: false,
        kind,
        span: field.name.span,
    }
}

/// What the name of a type stands for.
pub(super) enum Type {
    Scalar(ScalarType),
    Model(ModelId),
    Composite,
    Unknown,
}

/// Looks a type up; one that is not there is reported.
pub(super) fn resolve(l: &mut Lowering, ty: &ast::Type) -> Type {
    if let Some(name) = &ty.unsupported {
        native_as_unsupported(l, ty, name);
        return Type::Scalar(ScalarType::Unsupported(name.clone().into_owned()));
    }
    if let Some(scalar) = Scalar::of_name(ty.name.text) {
        return Type::Scalar(ScalarType::BuiltIn(scalar));
    }
    match l.names.get(ty.name.text) {
        Some(Named::Model(id)) => Type::Model(id),
        Some(Named::Enum(id)) => Type::Scalar(ScalarType::Enum(id)),
        Some(Named::Composite) => Type::Composite,
        Some(Named::Lost) => Type::Unknown,
        None => {
            let names = l.names_to_compare(l.model.models.len() + l.model.enums.len());
            let known = Scalar::ALL
                .into_iter()
                .map(|scalar| -> &str { scalar.name() });
            let known = known.chain(Names::all(&l.model)).take(names);
            let fault = code::unknown_type(ty.name.span, ty.name.text, known);
            l.report(fault);
            Type::Unknown
        }
    }
}

/// A type that the provider has a name for is not unsupported.
fn native_as_unsupported(l: &mut Lowering, ty: &ast::Type, text: &str) {
    let Some(provider) = l.provider() else { return };
    let name = text.split('(').next().unwrap_or(text).trim();
    if let Some(native) = native_types(provider)
        .iter()
        .find(|native| native.name == name)
    {
        let scalar = native.scalars.first().map_or("", |scalar| scalar.name());
        l.report(code::native_type_as_unsupported(ty.span, text, scalar));
    }
}
