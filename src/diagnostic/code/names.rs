//! E02xx: names and types.

use super::{article, list};
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// Two blocks with one name.
pub fn duplicate_name(
    span: Span,
    kind: &str,
    name: &str,
    other_kind: &str,
    other: Span,
) -> Diagnostic {
    Diagnostic::error(
        "E0201",
        span,
        format!(
            "the {kind} `{name}` has the name of {} that is there already",
            article(other_kind)
        ),
    )
    .label(other, "the first one is here")
}

/// Two fields or two values of an enum with one name.
pub fn duplicate_member(
    span: Span,
    what: &str,
    name: &str,
    block: &str,
    other: Span,
) -> Diagnostic {
    Diagnostic::error(
        "E0202",
        span,
        format!("the {what} `{name}` stands twice in this {block}"),
    )
    .label(other, "the first one is here")
}

/// A block with the name of a built-in type.
pub fn scalar_type_name(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error(
        "E0203",
        span,
        format!("`{name}` is the name of a built-in type"),
    )
}

/// A name that Prisma reserves.
pub fn reserved_name(span: Span, kind: &str, name: &str) -> Diagnostic {
    Diagnostic::error(
        "E0204",
        span,
        format!(
            "`{name}` is a reserved name and cannot be that of {}",
            article(kind)
        ),
    )
    .help("choose another name and keep the database's name with `@@map`")
}

/// A type that is not there.
pub fn unknown_type<'n>(
    span: Span,
    name: &str,
    known: impl IntoIterator<Item = &'n str>,
) -> Diagnostic {
    Diagnostic::error(
        "E0205",
        span,
        format!("there is no type, model or enum `{name}`"),
    )
    .suggest_nearest(span, name, known)
}

/// An enum without values.
pub fn empty_enum(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error("E0206", span, format!("the enum `{name}` has no values"))
}

/// A composite type.
pub fn composite_type(span: Span) -> Diagnostic {
    Diagnostic::error("E0207", span, "composite types are for `mongodb` only")
        .help("make it a model of its own, or a field of type `Json`")
}

/// A view without its preview feature.
pub fn view_without_preview(span: Span) -> Diagnostic {
    Diagnostic::error("E0208", span, "views need the preview feature `views`")
        .help("add `previewFeatures = [\"views\"]` to a generator")
}

/// A type that the provider does not have.
pub fn type_not_for_provider(span: Span, ty: &str, provider: &str) -> Diagnostic {
    Diagnostic::error("E0223", span, format!("{provider} has no type `{ty}`"))
}

/// A list where the provider has none.
pub fn list_not_for_provider(span: Span, ty: &str, provider: &str) -> Diagnostic {
    Diagnostic::error("E0209", span, format!("{provider} has no lists of `{ty}`"))
        .help("use a model of its own, or `Json`")
}

/// `Unsupported` for a type that is supported.
pub fn native_type_as_unsupported(span: Span, text: &str, scalar: &str) -> Diagnostic {
    Diagnostic::error("E0210", span, format!("`{text}` is supported"))
        .help(format!("write it as a native type: `{scalar} @db.{text}`"))
}

/// A native type that the provider does not have.
pub fn unknown_native_type<'n>(
    span: Span,
    name_span: Option<Span>,
    name: &str,
    provider: &str,
    known: impl IntoIterator<Item = &'n str>,
) -> Diagnostic {
    let fault = Diagnostic::error(
        "E0211",
        span,
        format!("{provider} has no native type `{name}`"),
    );
    match name_span {
        Some(span) => fault.suggest_nearest(span, name, known),
        None => fault.offer_nearest(name, known),
    }
}

/// `@x.Text` where the datasource is not called `x`.
pub fn native_type_prefix(span: Span, found: &str, datasource: Option<&str>) -> Diagnostic {
    let message = match datasource {
        Some(name) => format!("native types begin with the name of the datasource: `{name}`"),
        None => "native types begin with the name of a datasource, and there is none".to_owned(),
    };
    let fault = Diagnostic::error("E0212", span, message);
    let prefix = Span {
        end: span.start + found.len() as u32,
        ..span
    };
    match datasource {
        Some(name) => fault.mend(prefix, name, format!("write `{name}`")),
        None => fault,
    }
}

/// Two native types on one field.
pub fn second_native_type(span: Span, other: Span) -> Diagnostic {
    Diagnostic::error("E0213", span, "a field has one native type")
        .label(other, "the first one is here")
}

/// The wrong number of arguments of a native type.
pub fn native_type_argument_count(
    span: Span,
    name: &str,
    takes: &[usize],
    given: usize,
) -> Diagnostic {
    let takes = match takes {
        [0] => "no arguments",
        [1] => "one argument",
        [0, 1] => "one argument or none",
        _ => "two arguments or none",
    };
    Diagnostic::error(
        "E0214",
        span,
        format!("the native type `{name}` takes {takes}, and {given} are given"),
    )
}

/// An argument of a native type out of its range.
pub fn native_type_argument_range(
    span: Span,
    name: &str,
    argument: u32,
    from: u32,
    to: u32,
) -> Diagnostic {
    Diagnostic::error(
        "E0215",
        span,
        format!("`{argument}` is out of range for the native type `{name}`"),
    )
    .help(format!("it takes from {from} to {to}"))
}

/// `Decimal(2, 4)`
pub fn scale_beyond_precision(span: Span, name: &str, precision: u32, scale: u32) -> Diagnostic {
    Diagnostic::error(
        "E0216",
        span,
        format!("the scale of `{name}({precision}, {scale})` is larger than its precision"),
    )
}

/// A native type on a field of another type.
pub fn native_type_of_other_scalar(
    span: Span,
    name: &str,
    expected: &[&str],
    ty: Span,
) -> Diagnostic {
    Diagnostic::error(
        "E0217",
        span,
        format!(
            "the native type `{name}` is for fields of type {}",
            list(expected)
        ),
    )
    .label(ty, "this is another type")
}

/// `Boolean @db.Bit(2)` on MySQL.
pub fn boolean_of_several_bits(span: Span) -> Diagnostic {
    Diagnostic::error("E0218", span, "a `Boolean` can only be `Bit(1)`")
}

/// Two tables with one name.
pub fn table_twice(span: Span, kind: &str, name: &str, other: Span) -> Diagnostic {
    Diagnostic::error(
        "E0219",
        span,
        format!("the {kind} has the table `{name}`, and so has another"),
    )
    .label(other, "the other one is here")
}

/// Two enums with one name in the database.
pub fn enum_twice(span: Span, name: &str, other: Span) -> Diagnostic {
    Diagnostic::error(
        "E0220",
        span,
        format!("the enum is called `{name}` in the database, and so is another"),
    )
    .label(other, "the other one is here")
}

/// Two columns with one name.
pub fn column_twice(span: Span, name: &str, other: Span) -> Diagnostic {
    Diagnostic::error(
        "E0221",
        span,
        format!("the field has the column `{name}`, and so has another"),
    )
    .label(other, "the other one is here")
}

/// A column with the name of a field that comes later and has another column.
pub fn column_of_later_field(span: Span, name: &str, other: Span) -> Diagnostic {
    Diagnostic::error(
        "E0224",
        span,
        format!("the field has the column `{name}`, the name of a field further down"),
    )
    .label(
        other,
        "it has another column, which Prisma does not know yet",
    )
    .help("move that field above this one")
}

/// A block that does not say which schema it belongs to.
pub fn missing_schema(span: Span, kind: &str, name: &str) -> Diagnostic {
    Diagnostic::error(
        "E0222",
        span,
        format!("the {kind} `{name}` does not say which schema it belongs to"),
    )
    .help("the datasource has `schemas`, so each block needs `@@schema(\"…\")`")
}
