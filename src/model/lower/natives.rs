//! Native types: whether a name, its arguments and the field's type go together.

use super::super::{FieldId, ModelId, NativeType, ScalarType};
use super::Lowering;
use crate::diagnostic::code;
use crate::dialect::{Arguments, Provider, Scalar, native_type, native_types};
use crate::source::Span;

/// Reports what is wrong with a native type of a column. Whether nothing is.
pub(super) fn check(
    l: &mut Lowering,
    model: ModelId,
    field: FieldId,
    provider: Provider,
    native: &NativeType,
) -> bool {
    let language = super::super::language::language(provider)
        .map_or("this provider", |language| language.name);
    let Some(rule) = native_type(provider, &native.name) else {
        let known = native_types(provider).iter().map(|rule| rule.name);
        let at = l.sources.text(native.span).find(&native.name);
        let name = at.map(|at| {
            let start = native.span.start + at as u32;
            Span {
                start,
                end: start + native.name.len() as u32,
                ..native.span
            }
        });
        l.report(code::unknown_native_type(
            native.span,
            name,
            &native.name,
            language,
            known,
        ));
        return false;
    };
    let given = native.args.len();
    let takes: &[usize] = match rule.arguments {
        Arguments::None => &[0],
        Arguments::Optional(..) | Arguments::OptionalOrMax(..) => &[0, 1],
        Arguments::Required(..) => &[1],
        Arguments::Decimal { .. } => &[0, 2],
    };
    if !takes.contains(&given) {
        l.report(code::native_type_argument_count(
            native.span,
            rule.name,
            takes,
            given,
        ));
        return false;
    }
    let ranges = match rule.arguments {
        Arguments::None => [(0, 0), (0, 0)],
        Arguments::Optional(from, to)
        | Arguments::OptionalOrMax(from, to)
        | Arguments::Required(from, to) => [(from, to), (0, 0)],
        Arguments::Decimal { precision, scale } => [precision, (0, scale)],
    };
    for (argument, (from, to)) in native.args.iter().zip(ranges) {
        if !(from..=to).contains(argument) {
            l.report(code::native_type_argument_range(
                native.span,
                rule.name,
                *argument,
                from,
                to,
            ));
            return false;
        }
    }
    if let [precision, scale] = native.args[..]
        && scale > precision
    {
        l.report(code::scale_beyond_precision(
            native.span,
            rule.name,
            precision,
            scale,
        ));
        return false;
    }
    let Some(column) = l.model.model(model).scalar(field) else {
        return false;
    };
    let (ty, type_span) = (column.ty.clone(), column.type_span);
    if !ty
        .built_in()
        .is_some_and(|scalar| rule.scalars.contains(&scalar))
    {
        let expected: Vec<&str> = rule.scalars.iter().map(|scalar| scalar.name()).collect();
        l.report(code::native_type_of_other_scalar(
            native.span,
            rule.name,
            &expected,
            type_span,
        ));
        return false;
    }
    // One bit is a truth value on MySQL; more of them are bytes.
    if provider == Provider::Mysql
        && rule.name == "Bit"
        && ty == ScalarType::BuiltIn(Scalar::Boolean)
        && native.args != [1]
    {
        l.report(code::boolean_of_several_bits(native.span));
        return false;
    }
    true
}
