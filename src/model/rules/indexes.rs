//! Columns of keys and indexes: whether their types can be indexed in the way that is asked for.

use super::super::lower::Lowering;
use super::super::operator_class::{self, Fault, Indexed};
use super::super::{
    Index, IndexField, IndexKind, IndexMethod, Model, ModelId, OperatorClass, ScalarType,
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
        if item.length.is_some()
            && !matches!(column.ty.built_in(), Some(Scalar::String | Scalar::Bytes))
        {
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
        // Behind the unique of a view there is no index that could take only a part.
        let needs_length = model.view.is_none() && language.need_index_length.contains(&ty);
        if needs_length && item.length.is_none() {
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
    let has_classes = matches!(
        l.provider(),
        Some(Provider::Postgresql | Provider::Cockroachdb)
    );
    for item in &index.fields {
        if method == IndexMethod::Hash && item.descending {
            faults.push(code::sorted_hash_index(index.span));
        }
        let Some(column) = model.scalar(item.field) else {
            continue;
        };
        let field = model.field(item.field);
        let indexed = Indexed::of(field, column);
        match &item.operator_class {
            Some(OperatorClass::Raw(_)) => {}
            Some(OperatorClass::Named(class)) => {
                match operator_class::fault(class, method, indexed) {
                    None => {}
                    Some(Fault::Method) => faults.push(code::operator_class_of_other_method(
                        index.span,
                        class,
                        method.name(),
                    )),
                    Some(Fault::Type) => faults.push(code::operator_class_of_other_type(
                        index.span,
                        class,
                        &field.name,
                    )),
                }
            }
            None => {
                let unsupported = matches!(column.ty, ScalarType::Unsupported(_));
                if has_classes && !unsupported && !has_default_class(method, indexed) {
                    faults.push(code::no_default_operator_class(
                        index.span,
                        &field.name,
                        method.name(),
                    ));
                }
            }
        }
    }
}

/// Whether an index of the method knows by itself how to index a column of the type.
fn has_default_class(method: IndexMethod, column: Indexed) -> bool {
    let Indexed {
        scalar: ty,
        native,
        list,
    } = column;
    match method {
        IndexMethod::BTree | IndexMethod::Hash => true,
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
    }
}
