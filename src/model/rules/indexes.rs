//! Columns of keys and indexes: whether their types can be indexed in the way that is asked for.

use super::super::lower::Lowering;
use super::super::operator_class::{self, Fault};
use super::super::{
    Arity, Field, Index, IndexField, IndexKind, IndexMethod, Model, ModelId, OperatorClass,
    ScalarField, ScalarType,
};
use crate::diagnostic::{Diagnostics, code};
use crate::dialect::{Provider, Scalar};
use crate::source::Span;

pub(super) fn check(l: &Lowering, id: ModelId, faults: &mut Diagnostics) {
    let model = l.model.model(id);
    if let Some(key) = &model.primary_key {
        columns(l, model, &key.fields, key.span, faults);
    }
    for index in &model.indexes {
        if index.kind != IndexKind::Fulltext {
            columns(l, model, &index.fields, index.span, faults);
        }
        methods(l, model, index, faults);
    }
}

fn columns(
    l: &Lowering,
    model: &Model,
    fields: &[IndexField],
    span: Span,
    faults: &mut Diagnostics,
) {
    let Some(language) = l.language() else { return };
    for item in fields {
        let Some(column) = model.scalar(item.field) else {
            continue;
        };
        let name = &model.field(item.field).name;
        if item.length.is_some() && !matches!(column.ty, ScalarType::String | ScalarType::Bytes) {
            faults.push(code::index_length_of_other_type(span, name));
        }
        let Some(native) = &column.native else {
            continue;
        };
        let ty = native.name.as_str();
        if language.unindexable.contains(&ty) {
            faults.push(code::native_type_not_indexable(
                native.span,
                span,
                name,
                ty,
                language.name,
            ));
        }
        if language.need_index_length.contains(&ty) && item.length.is_none() {
            faults.push(code::native_type_needs_index_length(
                span,
                name,
                ty,
                language.name,
            ));
        }
    }
}

/// What the type of an index, its operator classes and its columns have to do with one another.
fn methods(l: &Lowering, model: &Model, index: &Index, faults: &mut Diagnostics) {
    let method = index.method.unwrap_or(IndexMethod::BTree);
    for item in &index.fields {
        if method == IndexMethod::Hash && item.descending {
            faults.push(code::sorted_hash_index(index.span));
        }
        let Some(column) = model.scalar(item.field) else {
            continue;
        };
        let field = model.field(item.field);
        match &item.operator_class {
            Some(OperatorClass::Raw(_)) => {}
            Some(OperatorClass::Named(class)) => named_class(index, field, column, class, faults),
            None => default_class(l, index, field, column, method, faults),
        }
    }
}

fn named_class(
    index: &Index,
    field: &Field,
    column: &ScalarField,
    class: &str,
    faults: &mut Diagnostics,
) {
    let method = index.method.unwrap_or(IndexMethod::BTree);
    let list = field.arity == Arity::List;
    let Some(fault) = operator_class::fault(class, method, column, list) else {
        return;
    };
    faults.push(match fault {
        Fault::Method => {
            code::operator_class_of_other_method(index.span, class, method_name(method))
        }
        Fault::Type => code::operator_class_of_other_type(index.span, class, &field.name),
    });
}

/// Index types that know no way to index every type.
fn default_class(
    l: &Lowering,
    index: &Index,
    field: &Field,
    column: &ScalarField,
    method: IndexMethod,
    faults: &mut Diagnostics,
) {
    let cockroach = l.provider() == Some(Provider::Cockroachdb);
    if l.language().is_none() || !cockroach && l.provider() != Some(Provider::Postgresql) {
        return;
    }
    let native = column.native.as_ref().map(|native| native.name.as_str());
    let ty = column.ty.scalar();
    let unsupported = matches!(column.ty, ScalarType::Unsupported(_));
    let list = field.arity == Arity::List;
    let has_default = match method {
        IndexMethod::BTree | IndexMethod::Hash => true,
        _ if unsupported => true,
        IndexMethod::Gin => list || ty == Some(Scalar::Json) && native != Some("Json"),
        // A plain string is let through, as Prisma lets it through; PostgreSQL then wants a class.
        IndexMethod::Gist => ty == Some(Scalar::String) && native.is_none(),
        IndexMethod::SpGist => {
            ty == Some(Scalar::String)
                && matches!(native, None | Some("Text" | "VarChar" | "Char" | "Inet"))
        }
        IndexMethod::Brin => match ty {
            None | Some(Scalar::Boolean | Scalar::Json) => false,
            Some(_) => !matches!(native, Some("Citext" | "Money")),
        },
    };
    if !has_default {
        let name = method_name(method);
        faults.push(code::no_default_operator_class(
            index.span,
            &field.name,
            name,
        ));
    }
}

fn method_name(method: IndexMethod) -> &'static str {
    match method {
        IndexMethod::BTree => "BTree",
        IndexMethod::Hash => "Hash",
        IndexMethod::Gin => "Gin",
        IndexMethod::Gist => "Gist",
        IndexMethod::SpGist => "SpGist",
        IndexMethod::Brin => "Brin",
    }
}
